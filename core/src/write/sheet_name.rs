//! Names of the sheets, as Excel accepts them.

use daicho_rules::Lang;
use indexmap::IndexMap;

use crate::assessment::{Assessment, RecordRef};

use super::measure::clip;
use super::{title, words};

/// First row of records on the sheet of a register: title, hint and headings come before.
pub(crate) const FIRST_RECORD: u32 = 4;

/// Names of the sheets that show registers.
#[derive(Debug, Clone)]
pub(crate) struct SheetNames {
    /// Sheets of the risks by further methods, in their order.
    beside: Vec<String>,
    /// Sheets of the items by the methods that value them, in their order.
    exposures: Vec<String>,
    registers: IndexMap<String, String>,
}

impl SheetNames {
    /// Names the sheet of each register: 台帳 for the items, the title for the others.
    pub(crate) fn new(assessment: &Assessment, lang: Lang) -> Self {
        let fixed = [
            words::COVER,
            words::RISKS,
            words::RESIDUAL,
            words::PLAN,
            words::FINDINGS,
            words::QUESTIONS,
            words::TIMETABLE,
            words::DUTIES,
            words::LEGEND,
        ];
        let mut used: Vec<String> = fixed.iter().map(|word| word.get(lang).to_lowercase()).collect();
        used.push("history".to_owned());
        if !assessment.beside.is_empty() {
            used.push(words::COMPARED.get(lang).to_lowercase());
        }
        let beside = assessment
            .beside
            .iter()
            .map(|beside| unused(&format!("{} {}", words::RISKS.get(lang), beside.method.id), &mut used));
        let beside = beside.collect();
        let exposures = assessment.exposures.iter().map(|_| unused(words::EXPOSURE.get(lang), &mut used));
        let exposures = exposures.collect();
        let mut registers = IndexMap::new();
        let others = assessment.ledger.registers.keys().map(String::as_str).filter(|id| *id != "items");
        for id in std::iter::once("items").chain(others) {
            let wanted = match id {
                "items" => words::LEDGER.get(lang),
                _ => title::register(assessment, id, lang),
            };
            registers.insert(id.to_owned(), unused(wanted, &mut used));
        }
        Self { beside, exposures, registers }
    }

    /// Ids of the registers that have a sheet, the items first.
    pub(crate) fn registers(&self) -> impl Iterator<Item = &str> {
        self.registers.keys().map(String::as_str)
    }

    /// Names of the sheets of the risks by further methods, in their order.
    pub(crate) fn beside(&self) -> &[String] {
        &self.beside
    }

    /// Names of the sheets of the items by the methods that value them, in their order.
    pub(crate) fn exposures(&self) -> &[String] {
        &self.exposures
    }

    /// Name of the sheet of a register.
    pub(crate) fn register(&self, id: &str) -> Option<&str> {
        self.registers.get(id).map(String::as_str)
    }

    /// Where a record stands in this workbook.
    pub(crate) fn target(&self, record: &RecordRef) -> Option<String> {
        let name = self.register(&record.register)?.replace('\'', "''");
        let row = u64::try_from(record.record).ok()? + u64::from(FIRST_RECORD) + 1;
        (row <= 1_048_576).then(|| format!("'{name}'!A{row}"))
    }
}

/// A name that Excel accepts and no other sheet has.
fn unused(wanted: &str, used: &mut Vec<String>) -> String {
    let legal: String = clip(wanted, 1_000)
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' | '\t') { '_' } else { c })
        .collect();
    let legal = legal.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let legal = if legal.is_empty() { "Sheet" } else { legal };
    let mut name = clip(legal, 31);
    let mut number = 2;
    while used.contains(&name.to_lowercase()) {
        name = format!("{} ({number})", clip(legal, 24));
        number += 1;
    }
    used.push(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::unused;

    #[test]
    fn names_are_legal_and_unique() {
        let mut used = vec!["台帳".to_owned()];
        for (wanted, name) in [
            ("台帳", "台帳 (2)"),
            ("台帳", "台帳 (3)"),
            ("委託先/管理:台帳", "委託先_管理_台帳"),
            ("''", "Sheet"),
            ("", "Sheet (2)"),
            ("a[b]*?'", "a_b___"),
            ("Vendors", "Vendors"),
            ("VENDORS", "VENDORS (2)"),
        ] {
            assert_eq!(unused(wanted, &mut used), name);
        }
        let long = unused(&"台".repeat(60), &mut used);
        assert_eq!(long.encode_utf16().count(), 31);
    }
}
