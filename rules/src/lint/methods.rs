//! Methods whose scores, tables or bands cannot be meant.

mod exposure;

use std::collections::HashSet;

use super::File;
use crate::error::{Place, Problem};
use crate::method::{FACTOR, Method, MethodKind};
use crate::position::{SourceText, Step};
use crate::problems::Problems;
use crate::rulebook::Rulebook;
use crate::score::Formula;

/// Most rows and columns of a map.
const MOST_LEVELS: usize = 6;
/// What a formula may multiply.
const FACTORS: [&str; 4] = ["impact", "threat", "vulnerability", "likelihood"];

pub(super) fn check(book: &Rulebook, files: &[File<'_>], problems: &mut Problems) {
    for File { at, definitions, .. } in files {
        for method in &definitions.method {
            let mut lint =
                Lint { at, start: method.span().start, method: method.get_ref(), problems: &mut *problems };
            match lint.method.kind {
                MethodKind::Score => {
                    let formula = lint.formula();
                    lint.likelihood(formula.as_ref());
                    lint.bands(formula.as_ref());
                    lint.acceptable();
                }
                MethodKind::Map => {
                    lint.table(lint.method.highest_likelihood());
                    lint.bands_in_order();
                    lint.map();
                    lint.acceptable();
                }
                MethodKind::Presence | MethodKind::Exposure => {}
            }
            lint.keys_of_other_kinds();
            lint.own_impact(book);
            exposure::check(&mut lint, book);
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
        self.table(FACTOR);
    }

    /// Three rows of three, each from 1 to the highest.
    fn table(&mut self, highest: u8) {
        let table = &self.method.likelihood;
        if table.len() != 3 || table.iter().any(|row| row.len() != 3) {
            self.error(
                &[Step::Key("likelihood")],
                "likelihood は脅威3行×脆弱性3列の表にします",
                "likelihood must have three rows of three",
            );
        }
        for (row, values) in table.iter().enumerate() {
            for (column, value) in
                values.iter().enumerate().filter(|(_, value)| !(1..=highest).contains(*value))
            {
                let range =
                    if highest == FACTOR { "1, 2 or 3".to_owned() } else { format!("1 to {highest}") };
                self.error(
                    &[Step::Key("likelihood"), Step::Entry(row), Step::Entry(column)],
                    format!("likelihood の値は1〜{highest}です（{value} になっています）"),
                    format!("likelihood holds {range}, not {value}"),
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
            let (impact, factor) = (Some(self.method.highest_impact()), Some(FACTOR));
            formula.score(impact, factor, factor, factor).unwrap_or(u32::MAX)
        });
        self.each_once();
        let mut below = None;
        for (at, band) in bands.iter().enumerate() {
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

    fn each_once(&mut self) {
        let mut ids = HashSet::new();
        for (at, band) in self.method.bands.iter().enumerate() {
            if !ids.insert(&band.id) {
                self.error(
                    &[Step::Key("band"), Step::Entry(at), Step::Key("id")],
                    format!("区分 `{}` が二つあります", band.id),
                    format!("the band `{}` is there twice", band.id),
                );
            }
        }
    }

    /// Bands that a map gives: their order is that in which they stand.
    fn bands_in_order(&mut self) {
        if self.method.bands.is_empty() {
            return self.error(&[], "区分（band）がありません", "there is no band");
        }
        self.each_once();
    }

    /// A band for each impact and likelihood, which does not fall where either rises.
    fn map(&mut self) {
        let Method { map, bands, impact_levels, likelihood_levels, impact, .. } = self.method;
        let key = Step::Key("map");
        if map.is_empty() {
            return self.error(&[], "区分の表（map）がありません", "there is no map");
        }
        let width = map.iter().map(Vec::len).max().unwrap_or(0);
        if map.iter().any(|row| row.len() != width) || width == 0 {
            self.error(
                &[key],
                "map の行は同じ長さにします（行が影響度、列が発生可能性）",
                "the rows of map must be of one length: rows are impact, columns likelihood",
            );
        }
        if width > MOST_LEVELS || map.len() > MOST_LEVELS {
            self.error(
                &[key],
                format!("map は {MOST_LEVELS} 行 {MOST_LEVELS} 列までです"),
                format!("map has at most {MOST_LEVELS} rows and columns"),
            );
        }
        for (name, levels, wanted) in [
            ("impact_levels", impact_levels.len(), map.len()),
            ("likelihood_levels", likelihood_levels.len(), width),
        ] {
            if levels != 0 && levels != wanted {
                self.error(
                    &[Step::Key(name)],
                    format!("{name} は {levels} 段階ですが、map は {wanted} 段階です"),
                    format!("{name} names {levels} levels, but map has {wanted}"),
                );
            }
        }
        if impact.is_none() && map.len() != usize::from(FACTOR) {
            self.error(
                &[key],
                "impact の式がないときは、影響度は1〜3なので map を3行にします",
                "without an impact of its own the method has impact 1 to 3, so map needs three rows",
            );
        }
        let rank = |row: usize, column: usize| self.method.rank(map.get(row)?.get(column)?);
        let mut wrong = Vec::new();
        for (row, values) in map.iter().enumerate() {
            for (column, id) in values.iter().enumerate() {
                let path = [key, Step::Entry(row), Step::Entry(column)];
                let Some(here) = rank(row, column) else {
                    let problem = Problem::error(
                        self.place(&path),
                        format!("map の `{id}` という区分がありません"),
                        format!("map names the band `{id}`, which does not exist"),
                    );
                    wrong.push(problem.with_nearest(id, bands.iter().map(|band| band.id.as_str())));
                    continue;
                };
                let above = row.checked_sub(1).and_then(|row| rank(row, column));
                let before = column.checked_sub(1).and_then(|column| rank(row, column));
                if above.max(before).is_some_and(|lower| lower > here) {
                    wrong.push(Problem::error(
                        self.place(&path),
                        format!("影響度か発生可能性が上がるのに、区分が `{id}` に下がっています"),
                        format!("the band falls to `{id}` although impact or likelihood rises"),
                    ));
                }
            }
        }
        for (at, band) in bands.iter().enumerate() {
            if !map.iter().flatten().any(|id| *id == band.id) {
                wrong.push(Problem::warning(
                    self.place(&[Step::Key("band"), Step::Entry(at), Step::Key("id")]),
                    format!("区分 `{}` は map のどこにもありません", band.id),
                    format!("map never gives the band `{}`", band.id),
                ));
            }
        }
        for problem in wrong {
            self.problems.push(problem);
        }
    }

    /// Keys that only a method of another kind reads.
    fn keys_of_other_kinds(&mut self) {
        let method = self.method;
        let map = method.kind == MethodKind::Map;
        let idle = [
            ("map", !method.map.is_empty() && !map),
            ("score", !method.score.is_empty() && map),
            ("exposure", method.exposure.is_some() && method.kind != MethodKind::Exposure),
            ("impact", method.impact.is_some() && !method.has_bands()),
        ];
        for (key, _) in idle.into_iter().filter(|(_, is_idle)| *is_idle) {
            self.error(
                &[Step::Key(key)],
                format!("この種類の評価方法では {key} は読まれません"),
                format!("a method of this kind does not read {key}"),
            );
        }
    }

    /// The impact is that of an item as a whole.
    fn own_impact(&mut self, book: &Rulebook) {
        let Some(impact) = book.own_impacts.get(&self.method.id) else { return };
        for variable in book.variables("items", impact) {
            if variable.singular.is_some() {
                self.error(
                    &[Step::Key("impact")],
                    format!("評価方法の影響度は個人情報ごとに一つなので、`{}` は読めません", variable.id),
                    format!(
                        "the impact of a method is one for each item, so it cannot read `{}`",
                        variable.id
                    ),
                );
            }
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
