//! A decision table as rows of texts.

use daicho_rules::{DecisionColumn, DecisionNote, DecisionRow, DecisionTable, Lang, Verdict};

use super::words;

/// Most rows of a table in a document of several rules.
const MOST_ROWS: usize = 40;

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A risk rule, with a threat.
    Risk,
    /// A check or a duty.
    Check,
    /// An impact.
    Impact,
}

/// A table in one language: headings, rows and what stands below.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cells {
    /// Headings of what is read.
    pub(crate) heads: Vec<String>,
    /// Headings of what comes out.
    pub(crate) results: Vec<String>,
    /// For each row what is read, then what comes out.
    pub(crate) rows: Vec<(Vec<String>, Vec<String>)>,
    /// Lines below the table.
    pub(crate) below: Vec<String>,
}

impl Cells {
    /// The cells of a table; a long one is cut unless it is wanted whole. `rule` names it for the reader.
    pub(crate) fn new(table: &DecisionTable, sort: Sort, whole: bool, rule: &str, lang: Lang) -> Self {
        let head = |column: &DecisionColumn| {
            let mark = if column.examples { words::EXAMPLES.get(lang) } else { "" };
            format!("{}{mark}", column.title.get(lang))
        };
        let mut heads: Vec<String> = table.columns.iter().map(head).collect();
        let results = match sort {
            Sort::Risk => vec![words::RESULT.get(lang), words::THREAT.get(lang)],
            Sort::Check => vec![words::RESULT.get(lang)],
            Sort::Impact => vec![words::IMPACT.get(lang)],
        };
        let most = if whole { table.rows.len() } else { MOST_ROWS };
        let mut rows: Vec<_> = table.rows.iter().take(most).map(|row| cells(row, sort, lang)).collect();
        if heads.is_empty() {
            heads.push(words::CONDITION.get(lang).to_owned());
            for (read, _) in &mut rows {
                read.push(words::ALWAYS.get(lang).to_owned());
            }
        }
        let mut below = notes(table, lang);
        if table.columns.iter().any(|column| column.examples) {
            below.push(words::EXAMPLES_LINE.get(lang).to_owned());
        }
        if table.rows.len() > most {
            below.push(cut(table.rows.len(), most, rule, lang));
        }
        if !table.complete {
            below.push(words::NOT_ALL.get(lang).to_owned());
        }
        Self { heads, results: results.into_iter().map(str::to_owned).collect(), rows, below }
    }

    /// The cells with no more columns of what is read than that: the last one holds the rest.
    pub(crate) fn folded(mut self, most: usize) -> Self {
        let Some(kept) = most.checked_sub(1).filter(|_| self.heads.len() > most) else { return self };
        let heads = self.heads.split_off(kept);
        for (read, _) in &mut self.rows {
            let rest = read.split_off(kept);
            let said = heads.iter().zip(&rest).filter(|(_, cell)| *cell != NOTHING);
            read.push(said.map(|(head, cell)| format!("{head}: {cell}")).collect::<Vec<_>>().join("\n"));
        }
        self.heads.push(heads.join(" / "));
        self
    }

    /// True if a cell says the same as the one above it, in a row that began alike.
    pub(crate) fn repeats(&self, row: usize, column: usize) -> bool {
        let known = |row: usize| self.rows.get(row).and_then(|(read, _)| read.get(..=column));
        let above = row.checked_sub(1).and_then(known);
        above.is_some()
            && above == known(row)
            && known(row).and_then(<[_]>::last).is_some_and(|c| c != NOTHING)
    }
}

/// What stands where a name does not matter.
const NOTHING: &str = "–";

fn cells(row: &DecisionRow, sort: Sort, lang: Lang) -> (Vec<String>, Vec<String>) {
    let read = row.cells.iter().map(|cell| cell.as_ref().map_or(NOTHING, |cell| cell.get(lang)).to_owned());
    let mut results = vec![row.outcome.get(lang).to_owned()];
    if sort == Sort::Risk {
        results.push(match row.verdict {
            Verdict::Fires(Some(threat)) => threat.to_string(),
            Verdict::Fires(None) => words::OPEN_THREAT.get(lang).to_owned(),
            _ => NOTHING.to_owned(),
        });
    }
    (read.collect(), results)
}

/// What the marks in the cells stand for, a line each.
pub(super) fn notes(table: &DecisionTable, lang: Lang) -> Vec<String> {
    let line = |note: &DecisionNote| match lang {
        Lang::Ja => format!("{} {}：{}", note.mark, note.column.ja, note.values.ja),
        Lang::En => format!("{} {}: {}", note.mark, note.column.en, note.values.en),
    };
    table.notes.iter().map(line).collect()
}

/// A row as one sentence: every name that matters with its value.
pub(super) fn sentence(table: &DecisionTable, row: &DecisionRow, lang: Lang) -> String {
    let named = table.columns.iter().zip(&row.cells).filter_map(|(column, cell)| {
        let (title, cell) = (column.title.get(lang), cell.as_ref()?.get(lang));
        Some(match lang {
            Lang::Ja => format!("{title}：{cell}"),
            Lang::En => format!("{title}: {cell}"),
        })
    });
    named.collect::<Vec<_>>().join(match lang {
        Lang::Ja => " ／ ",
        Lang::En => "; ",
    })
}

fn cut(all: usize, shown: usize, rule: &str, lang: Lang) -> String {
    let more = all - shown;
    match lang {
        Lang::Ja => format!(
            "ほか{more}場面は省きました（全{all}場面）。`daicho pack doc` に `--rule {rule}` を付けると、すべて示します。"
        ),
        Lang::En => format!(
            "{more} more of {all} situations are left out; `daicho pack doc` shows all of them with `--rule {rule}`."
        ),
    }
}
