//! What was found in workbooks as text, for `daicho inspect`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use daicho_rules::normal::OWN;
use daicho_rules::{Lang, Schema, Text};

use super::style::{Ink, Palette, cut, pad, pad_left};
use crate::assess::value_text;
use crate::ledger::{Doubt, Ledger, Origin, SheetInfo, SheetOutcome, Table, column_name};
use crate::read::CONFIDENCE_SURE;

/// Sheets, tables, what each column was taken for, and doubts; with `values` each value beside its text.
pub fn inspection_text(
    ledger: &Ledger,
    schema: &Schema,
    values: bool,
    lang: Lang,
    palette: Palette,
) -> String {
    let mut page = Page { ledger, schema, lang, palette, out: String::new() };
    for (source, workbook) in ledger.sources.iter().enumerate() {
        page.line(0, &palette.paint(Ink::Heading, &workbook.file));
        for (index, sheet) in ledger.sheets.iter().enumerate().filter(|(_, sheet)| sheet.source == source) {
            page.sheet(index, sheet, values);
        }
    }
    for passed in &ledger.passed_over {
        page.line(0, &palette.paint(Ink::Faint, &passed.line(lang)));
    }
    page.doubts();
    page.out
}

/// One line for each table of several ledgers: which of them need a look.
pub fn inspections_text(ledgers: &[Ledger], schema: &Schema, lang: Lang, palette: Palette) -> String {
    let title = Text::new("一覧", "summary");
    let mut out = format!("{}\n", palette.paint(Ink::Heading, title.get(lang)));
    for ledger in ledgers {
        for (source, workbook) in ledger.sources.iter().enumerate() {
            let of_this = |table: &&Table| ledger.sheets.get(table.sheet).is_some_and(|s| s.source == source);
            let mut tables = ledger.tables.iter().filter(of_this).peekable();
            if tables.peek().is_none() {
                let none = Text::new("台帳なし", "no register");
                let line = format!("{} {}", pad(&cut(&workbook.file, 32), 32), none.get(lang));
                let _ = writeln!(out, "  {}", palette.paint(Ink::Middle, &line));
            }
            for table in tables {
                let name = ledger.sheets.get(table.sheet).map_or("", |sheet| sheet.name.as_str());
                let place = if workbook.is_text {
                    workbook.file.clone()
                } else {
                    format!("{}!{name}", workbook.file)
                };
                let counts = Counts::of(ledger, table);
                let title = register_title(schema, &table.register, lang);
                let line = format!(
                    "{} {} {}",
                    pad(&cut(&place, 32), 32),
                    pad(&cut(title, 24), 24),
                    counts.line(table.records, lang)
                );
                let _ = writeln!(out, "  {}", palette.paint(counts.ink(), &line));
            }
        }
    }
    out
}

/// How sure the columns of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counts {
    sure: usize,
    doubtful: usize,
    unmapped: usize,
    /// Doubts about its header and cells.
    doubts: usize,
}

impl Counts {
    fn of(ledger: &Ledger, table: &Table) -> Self {
        let mapped = |sure: bool| {
            let columns = table.columns.iter().filter(|column| column.field.is_some());
            columns.filter(|column| (column.confidence >= CONFIDENCE_SURE) == sure).count()
        };
        let rows = table.header_rows.0..=table.last_row;
        let here = |doubt: &&Doubt| {
            doubt.at.is_some_and(|at| at.sheet_index() == table.sheet && rows.contains(&at.row))
        };
        Self {
            sure: mapped(true),
            doubtful: mapped(false),
            unmapped: table.columns.iter().filter(|column| column.field.is_none()).count(),
            doubts: ledger.doubts.iter().filter(here).count(),
        }
    }

    fn line(self, records: usize, lang: Lang) -> String {
        let Self { sure, doubtful, unmapped, doubts } = self;
        match lang {
            Lang::Ja => format!(
                "{records}件　列: 対応 {sure}、要確認 {doubtful}、対応なし {unmapped}　迷った箇所 {doubts}"
            ),
            Lang::En => format!(
                "{records} records, columns: {sure} mapped, {doubtful} to check, {unmapped} not mapped; {doubts} doubts"
            ),
        }
    }

    fn ink(self) -> Ink {
        match self {
            Self { doubtful: 0, unmapped: 0, doubts: 0, .. } => Ink::Good,
            Self { doubtful: 0, .. } => Ink::Faint,
            _ => Ink::Middle,
        }
    }
}

fn register_title<'s>(schema: &'s Schema, register: &'s str, lang: Lang) -> &'s str {
    schema.registers.get(register).map_or(register, |definition| definition.title.get(lang))
}

/// The page being written.
struct Page<'p> {
    ledger: &'p Ledger,
    schema: &'p Schema,
    lang: Lang,
    palette: Palette,
    out: String,
}

impl Page<'_> {
    fn say(&self, ja: &str, en: &str) -> String {
        Text::new(ja, en).get(self.lang).to_owned()
    }

    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{text}", "");
    }

    fn sheet(&mut self, index: usize, sheet: &SheetInfo, values: bool) {
        let hidden = if sheet.visible { String::new() } else { self.say("（非表示）", " (hidden)") };
        let outcome = match &sheet.outcome {
            SheetOutcome::Read | SheetOutcome::Answers => String::new(),
            SheetOutcome::Empty => self.say("空", "empty"),
            SheetOutcome::NoRegister { kind: Some(kind), .. } => {
                format!("{}{}", self.say("台帳なし：", "no register: "), kind.title().get(self.lang))
            }
            SheetOutcome::NoRegister { nearest: None, .. } => self.say("台帳なし", "no register"),
            SheetOutcome::NoRegister { nearest: Some((row, texts)), .. } => {
                let texts = cut(&texts.join(" | ").replace('\n', " "), 60);
                match self.lang {
                    Lang::Ja => format!("台帳なし（見出しに最も近い行: {}行目 {texts}）", row + 1),
                    Lang::En => format!("no register (nearest to a header: row {}, {texts})", row + 1),
                }
            }
            SheetOutcome::Skipped { reason } => reason.get(self.lang).to_owned(),
        };
        let outcome = self.palette.paint(Ink::Faint, &outcome);
        self.line(2, &format!("{}{hidden}  {outcome}", sheet.name));
        let ledger = self.ledger;
        for table in ledger.tables.iter().filter(|table| table.sheet == index) {
            self.table(table, values);
        }
    }

    fn table(&mut self, table: &Table, values: bool) {
        let title = register_title(self.schema, &table.register, self.lang);
        let rows = match self.lang {
            Lang::Ja => format!(
                "見出し {}行目、データ {}〜{}行目、{}件",
                span(table.header_rows, "〜"),
                table.first_row + 1,
                table.last_row + 1,
                table.records
            ),
            Lang::En => format!(
                "header row {}, data rows {}–{}, {} records",
                span(table.header_rows, "–"),
                table.first_row + 1,
                table.last_row + 1,
                table.records
            ),
        };
        self.line(4, &format!("{}  {rows}", self.palette.paint(Ink::Heading, title)));
        for column in &table.columns {
            let field = column.field.as_deref();
            let own = field.is_none().then(|| own_name(self.ledger, table, column.column)).flatten();
            let meaning = field
                .and_then(|field| self.schema.field(&table.register, field))
                .map_or_else(|| Text::new("－（対応なし）", "– (not mapped)"), |field| field.title.clone());
            let sure = field.map_or_else(String::new, |_| format!("{}%", column.confidence));
            let ink = match field {
                None => Ink::Faint,
                Some(_) if column.confidence >= CONFIDENCE_SURE => Ink::Good,
                Some(_) => Ink::Middle,
            };
            let line = format!(
                "{} {} {} {} {}",
                pad(&column_name(column.column), 3),
                pad(&cut(&column.header.replace('\n', " "), 32), 32),
                pad_left(&sure, 4),
                self.palette.paint(ink, &pad(meaning.get(self.lang), 28)),
                self.palette.paint(Ink::Faint, field.or(own).unwrap_or_default()),
            );
            self.line(6, &line);
        }
        let counts = Counts::of(self.ledger, table);
        let line = counts.line(table.records, self.lang);
        self.line(6, &self.palette.paint(counts.ink(), &line));
        if values {
            self.values(table);
        }
    }

    fn values(&mut self, table: &Table) {
        let Some(register) = self.ledger.registers.get(&table.register) else { return };
        for record in &register.records {
            for (column, cell) in register.columns.iter().zip(&record.cells) {
                let here = |at: &Origin| {
                    at.sheet_index() == table.sheet && (table.first_row..=table.last_row).contains(&at.row)
                };
                let (Some(at), Some(field)) =
                    (cell.at.filter(here), self.schema.field(&table.register, &column.field))
                else {
                    continue;
                };
                if cell.is_blank() {
                    continue;
                }
                let value = cell.value.as_ref().map_or_else(
                    || Text::new("読み取れません", "not understood"),
                    |value| value_text(self.schema, field, value),
                );
                let line = format!(
                    "{} {} {} → {}",
                    pad(&at.cell(), 6),
                    pad(&cut(field.title.get(self.lang), 20), 20),
                    cut(&cell.raw.replace('\n', " / "), 40),
                    value.get(self.lang)
                );
                self.line(6, &line);
            }
        }
    }

    /// Doubts, those of one sheet together.
    fn doubts(&mut self) {
        let ledger = self.ledger;
        if ledger.doubts.is_empty() {
            return;
        }
        let title = match self.lang {
            Lang::Ja => format!("読み取りに迷った箇所 {}件", ledger.doubts.len()),
            Lang::En => format!("{} doubts", ledger.doubts.len()),
        };
        self.line(0, &self.palette.paint(Ink::Heading, &title));
        let sheets: BTreeSet<usize> = ledger.doubts.iter().map(|doubt| doubt.sheet).collect();
        let several = sheets.len() > 1;
        for sheet in sheets {
            if several {
                let name = ledger.sheet_name(sheet);
                self.line(2, &self.palette.paint(Ink::Heading, &name));
            }
            for doubt in ledger.doubts.iter().filter(|doubt| doubt.sheet == sheet) {
                let place = match doubt.at {
                    Some(at) if several => at.cell(),
                    Some(at) => ledger.place(at),
                    None if several => "－".to_owned(),
                    None => ledger.sheet_name(sheet),
                };
                let raw = cut(&doubt.raw.replace('\n', " "), 40);
                let text = format!("{place}  {raw}  {}", doubt.message.get(self.lang));
                self.line(if several { 4 } else { 2 }, &text);
            }
        }
    }
}

/// Name under which rules read a column of the client's own.
fn own_name<'l>(ledger: &'l Ledger, table: &Table, column: u32) -> Option<&'l str> {
    let register = ledger.registers.get(&table.register)?;
    let stands_here = |index: usize| {
        let cells = register.records.iter().filter_map(|record| record.cells.get(index)?.at);
        cells.into_iter().any(|at| at.sheet_index() == table.sheet && at.column == column)
    };
    let mut own = register.columns.iter().enumerate().filter(|(_, column)| column.field.starts_with(OWN));
    own.find(|(index, _)| stands_here(*index)).map(|(_, column)| column.field.as_str())
}

/// Rows counted from 0 as people write them: one number, or two joined by `by`.
fn span((first, last): (u32, u32), by: &str) -> String {
    if first == last { format!("{}", first + 1) } else { format!("{}{by}{}", first + 1, last + 1) }
}
