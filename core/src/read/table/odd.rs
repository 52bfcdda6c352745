//! What is said of rows and tables that were left out, or read with doubt.

use daicho_rules::Text;

use super::Place;

/// Something that looked like part of a table and needs a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Odd {
    /// First filled cell.
    pub(crate) at: Place,
    /// What it is.
    pub(crate) kind: OddKind,
}

/// What is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OddKind {
    /// A sample row.
    Example,
    /// A row that fits nowhere.
    Stray,
    /// The first of so many rows that hold nothing but the same defaults.
    Prefilled(usize),
    /// A record of which only the name is filled; it was read, but may be a heading.
    OnlyName,
    /// A table that counts records.
    Tally,
    /// A form that nobody has filled in.
    BlankForm,
    /// Fields beside what they mean.
    Explanation,
    /// A table with headers of a register whose cells are something else.
    OtherCells,
    /// From here on nothing more was looked for.
    Unsearched,
}

impl Odd {
    /// What is said of it.
    pub(crate) fn message(self) -> Text {
        match self.kind {
            OddKind::Example => {
                Text::new("記入例の行とみて読みませんでした", "this row was left out as an example")
            }
            OddKind::Stray => Text::new(
                "台帳の行とみなせない記載です。読みませんでした",
                "this row does not look like a record and was left out",
            ),
            OddKind::Prefilled(count) => Text::new(
                format!(
                    "名称がなく、同じ初期値だけの行が {count} 行あります。未記入の行とみて読みませんでした"
                ),
                format!(
                    "{count} rows have no name and hold the same defaults only; they were left out as not filled in"
                ),
            ),
            OddKind::OnlyName => Text::new(
                "名称だけの行です。1件として読みました。区切りの見出しであれば「■」を付けてください",
                "only the name is filled in this row; it was read as a record: put ■ before it if it is a heading",
            ),
            OddKind::Tally => Text::new(
                "件数の集計表とみて読みませんでした",
                "this table was left out: it seems to count records",
            ),
            OddKind::BlankForm => Text::new(
                "記入されていない様式とみて読みませんでした",
                "this form was left out: nothing is filled in",
            ),
            OddKind::Explanation => Text::new(
                "項目の説明とみて読みませんでした",
                "this was left out: it seems to explain what to fill in",
            ),
            OddKind::OtherCells => Text::new(
                "見出しは台帳に似ていますが、セルの内容が合わないため読みませんでした。台帳であれば、表の題名かシート名に台帳の名前を書いてください",
                "this table was left out: its headers are like those of a register, but its cells are not; if it is \
                 one, name the register in the title of the table or the name of the sheet",
            ),
            OddKind::Unsearched => Text::new(
                "表らしい箇所が多すぎるため、ここから下は調べていません。シートを分けてください",
                "there are too many places that look like tables; nothing was looked for from here on: split the sheet",
            ),
        }
    }
}
