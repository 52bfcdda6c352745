//! Methods whose scores, tables or bands cannot be meant.

use std::collections::HashSet;

use super::File;
use crate::error::{Place, Problem};
use crate::method::{Method, MethodKind};
use crate::position::{SourceText, Step};
use crate::problems::Problems;
use crate::score::Formula;

/// What a formula may multiply.
const FACTORS: [&str; 4] = ["impact", "threat", "vulnerability", "likelihood"];
/// The highest that a factor can be.
const HIGHEST: u32 = 3;

pub(super) fn check(files: &[File<'_>], problems: &mut Problems) {
    for File { at, definitions, .. } in files {
        for method in &definitions.method {
            let mut lint =
                Lint { at, start: method.span().start, method: method.get_ref(), problems: &mut *problems };
            if lint.method.kind == MethodKind::Score {
                let formula = lint.formula();
                lint.likelihood(formula.as_ref());
                lint.bands(formula.as_ref());
                lint.acceptable();
            }
            lint.colours();
        }
    }
}

struct Lint<'l, 's> {
    at: &'l SourceText<'s>,
    start: usize,
    method: &'l Method,
    problems: &'l mut Problems,
}

impl Lint<'_, '_> {
    fn place(&self, inside: &[Step<'_>]) -> Place {
        let path: Vec<Step<'_>> =
            [Step::Key("method"), Step::Starting(self.start)].iter().chain(inside).copied().collect();
        self.at.part(&path)
    }

    fn error(&mut self, inside: &[Step<'_>], ja: impl Into<String>, en: impl Into<String>) {
        let problem = Problem::error(self.place(inside), ja, en);
        self.problems.push(problem);
    }

    fn formula(&mut self) -> Option<Formula> {
        let score = &self.method.score;
        let formula = Formula::parse(score);
        if formula.is_none() {
            let problem = Problem::error(
                self.place(&[Step::Key("score")]),
                format!("score の式 `{score}` が読めません（{} の積にします）", FACTORS.join("、")),
                format!("cannot read the score formula `{score}`: it is a product of {}", FACTORS.join(", ")),
            );
            let unknown = score.split('*').map(str::trim).find(|factor| !FACTORS.contains(factor));
            self.problems.push_with(|| problem.with_nearest(unknown.unwrap_or_default(), FACTORS));
        }
        formula
    }

    fn likelihood(&mut self, formula: Option<&Formula>) {
        let table = &self.method.likelihood;
        let Some(formula) = formula else { return };
        if !formula.uses_likelihood() {
            if !table.is_empty() {
                let problem = Problem::warning(
                    self.place(&[Step::Key("likelihood")]),
                    "score の式が likelihood を使わないので、この表は読まれません",
                    "the score formula does not read likelihood, so the table is idle",
                );
                self.problems.push(problem);
            }
            return;
        }
        if table.len() != 3 || table.iter().any(|row| row.len() != 3) {
            self.error(
                &[Step::Key("likelihood")],
                "likelihood は脅威3行×脆弱性3列の表にします",
                "likelihood must have three rows of three",
            );
        }
        for (row, values) in table.iter().enumerate() {
            for (column, value) in values.iter().enumerate().filter(|(_, value)| !(1..=3).contains(*value)) {
                self.error(
                    &[Step::Key("likelihood"), Step::Entry(row), Step::Entry(column)],
                    format!("likelihood の値は1〜3です（{value} になっています）"),
                    format!("likelihood holds 1, 2 or 3, not {value}"),
                );
            }
        }
    }

    fn bands(&mut self, formula: Option<&Formula>) {
        let bands = &self.method.bands;
        let Some(first) = bands.first() else {
            return self.error(&[], "区分（band）がありません", "there is no band");
        };
        let from = |at| [Step::Key("band"), Step::Entry(at), Step::Key("from")];
        if first.from > 1 {
            self.error(
                &from(0),
                format!("最も低い区分が {} 点から始まるので、それより低い点の区分がありません", first.from),
                format!("the lowest band starts at {}, so lower scores have no band", first.from),
            );
        }
        let highest = formula.map(|formula| {
            let factor = u8::try_from(HIGHEST).ok();
            formula.score(factor, factor, factor, factor).unwrap_or(u32::MAX)
        });
        let mut ids = HashSet::new();
        let mut below = None;
        for (at, band) in bands.iter().enumerate() {
            if !ids.insert(&band.id) {
                self.error(
                    &[Step::Key("band"), Step::Entry(at), Step::Key("id")],
                    format!("区分 `{}` が二つあります", band.id),
                    format!("the band `{}` is there twice", band.id),
                );
            }
            if below.is_some_and(|below| band.from <= below) {
                self.error(
                    &from(at),
                    format!("区分は低い順に書きます（`{}` の from が前の区分より大きくありません）", band.id),
                    format!("bands go from the lowest up: `{}` does not start above the one before", band.id),
                );
            }
            if highest.is_some_and(|highest| band.from > highest) {
                let problem = Problem::warning(
                    self.place(&from(at)),
                    format!("区分 `{}` は {} 点からですが、点数はそこまで届きません", band.id, band.from),
                    format!("no score reaches the band `{}`, which starts at {}", band.id, band.from),
                );
                self.problems.push(problem);
            }
            below = Some(band.from);
        }
    }

    fn acceptable(&mut self) {
        let Method { acceptable, bands, .. } = self.method;
        if self.method.rank(acceptable).is_some() || bands.is_empty() {
            return;
        }
        let problem = Problem::error(
            self.place(&[Step::Key("acceptable")]),
            format!("acceptable の `{acceptable}` という区分がありません"),
            format!("acceptable names the band `{acceptable}`, which does not exist"),
        );
        let known = bands.iter().map(|band| band.id.as_str());
        self.problems.push_with(|| problem.with_nearest(acceptable, known));
    }

    fn colours(&mut self) {
        for (at, band) in self.method.bands.iter().enumerate() {
            if band.colour.len() != 6 || !band.colour.chars().all(|c| c.is_ascii_hexdigit()) {
                let problem = Problem::error(
                    self.place(&[Step::Key("band"), Step::Entry(at), Step::Key("colour")]),
                    format!("色 `{}` は RRGGBB の形で書きます", band.colour),
                    format!("the colour `{}` is not written as RRGGBB", band.colour),
                );
                self.problems.push(problem.with_help(
                    "`F4CCCC` のように16進数6桁で書きます",
                    "write six hexadecimal digits, like `F4CCCC`",
                ));
            }
        }
    }
}
