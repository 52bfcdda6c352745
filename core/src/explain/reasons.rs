//! Why a rule came out as it did: what it says of the record, with the cells that say so.

use daicho_rules::{Check, Condition, Lang, Reason, RiskRule, Rulebook, Statement, Truth};

use crate::assess::{Row, Trial, derived_value};
use crate::assessment::{Assessment, Read};
use crate::write::title;

use super::lines::{bullet, cut, pick};

/// Most statements that are told within a sentence; more stand on lines of their own.
const IN_A_SENTENCE: usize = 2;

/// Why a rule came out as it did, in words.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    /// What was found for the condition, one line each.
    pub(super) condition: Vec<String>,
    /// Cells that were read and that no line names.
    pub(super) others: Option<String>,
    /// Why the threat is what it is: a line, perhaps with others below it.
    pub(super) threat: Vec<String>,
    /// Why the impact is what it is.
    pub(super) impact: Vec<String>,
}

/// Tells the reasons of one rule on one row of a record.
pub(super) struct Telling<'t, 'a> {
    pub(super) trial: &'t mut Trial<'a>,
    pub(super) assessment: &'t Assessment,
    pub(super) lang: Lang,
}

impl Telling<'_, '_> {
    /// Why a risk rule applies to a row, and why threat and impact are what they are.
    pub(super) fn risk(
        &mut self,
        rulebook: &Rulebook,
        rule: &RiskRule,
        row: &Row,
        reads: &[Read],
    ) -> Reasons {
        let (mut told, mut reasons) = (Vec::new(), Reasons::default());
        let condition = self.trial.condition(&rule.when, true, row);
        reasons.condition = self.marked(&condition, row, &mut told);
        let threat = self.trial.reason(&rule.threat, row);
        reasons.threat = self.because(&threat, row, &mut told);
        reasons.others = other_cells(reads, &told, self);
        let own = rulebook.own_impacts.get(&self.assessment.method.id);
        if let Some(impact) = own.or(rule.impact.as_ref()).or(rulebook.impact.as_ref()) {
            let impact = self.trial.reason(impact, row);
            reasons.impact = self.because(&impact, row, &mut told);
        }
        reasons
    }

    /// Why a check concerns a row, and what it lacks.
    pub(super) fn check(&mut self, check: &Check, row: &Row) -> (Vec<String>, Vec<String>) {
        let mut cells = Vec::new();
        let when = check.when.as_ref().map(|when| self.trial.condition(when, true, row));
        let when = when.map(|when| self.marked(&when, row, &mut cells)).unwrap_or_default();
        let require = self.trial.condition(&check.require, true, row);
        (when, self.marked(&require, row, &mut cells))
    }

    /// What settles a condition, each with a sign for what it came to.
    pub(super) fn marked(&self, condition: &Condition, row: &Row, cells: &mut Vec<Read>) -> Vec<String> {
        let line = |(statement, truth): (&Statement, &Truth)| {
            let read = self.trial.cells(statement, row);
            let cells_text = self.bracketed(&read);
            cells.extend(read);
            format!("{} {}{cells_text}", sign(truth), statement.text.get(self.lang))
        };
        condition.settled_by().into_iter().map(line).collect()
    }

    /// Why a number comes out, as what follows `脅威2`.
    fn because(&self, reason: &Reason, row: &Row, cells: &mut Vec<Read>) -> Vec<String> {
        let (conditions, met) = match reason {
            Reason::Always => return Vec::new(),
            Reason::Met(conditions) => (conditions.iter().collect::<Vec<_>>(), true),
            Reason::Left(conditions) => (conditions.iter().collect(), false),
            Reason::Open(condition) => (vec![condition], true),
        };
        let mut statements: Vec<(&Statement, &Truth)> = Vec::new();
        for (statement, truth) in conditions.iter().flat_map(|condition| condition.settled_by()) {
            if !statements.iter().any(|(known, _)| known.text == statement.text) {
                statements.push((statement, truth));
            }
        }
        let open = statements.iter().any(|(_, truth)| matches!(truth, Truth::Asks(_) | Truth::Failed));
        if statements.len() > IN_A_SENTENCE || open {
            let mut lines = vec![match (met, open) {
                (true, false) => pick(self.lang, "次のとおりのため", "because of this"),
                (false, false) => {
                    pick(self.lang, "次のいずれにも当たらないため", "because none of this is so")
                }
                (_, true) => pick(self.lang, "次のとおりのため", "judged by this"),
            }];
            // A cell that several statements rest on is shown with the first of them.
            let mut shown: Vec<Read> = Vec::new();
            let line = |(statement, truth): &(&Statement, &Truth)| {
                let mut read = self.trial.cells(statement, row);
                read.retain(|cell| !shown.contains(cell));
                let line =
                    format!("    {} {}{}", sign(truth), statement.text.get(self.lang), self.bracketed(&read));
                shown.extend(read);
                line
            };
            lines.extend(statements.iter().map(line));
            cells.extend(shown);
            return lines;
        }
        let said: Vec<&str> = statements
            .iter()
            .map(
                |(statement, _)| {
                    if met { statement.text.get(self.lang) } else { statement.contrary.get(self.lang) }
                },
            )
            .collect();
        let mut read: Vec<Read> = Vec::new();
        for (statement, _) in &statements {
            for one in self.trial.cells(statement, row) {
                if !read.contains(&one) {
                    read.push(one);
                }
            }
        }
        let told = match self.lang {
            Lang::Ja => format!("{}ため", linked(&said)),
            Lang::En => format!("because {}", said.join(" and ")),
        };
        let line = format!("{told}{}", self.bracketed(&read));
        cells.extend(read);
        vec![line]
    }

    /// Cells in brackets, as they stand behind a statement; nothing where there are none.
    fn bracketed(&self, cells: &[Read]) -> String {
        let several = cells.len() > 1;
        let texts: Vec<String> = cells.iter().filter_map(|cell| self.cell(cell, several)).collect();
        if texts.is_empty() {
            return String::new();
        }
        let joined = title::join(texts.iter().map(String::as_str), self.lang);
        match self.lang {
            Lang::Ja => format!("（{joined}）"),
            Lang::En => format!(" ({joined})"),
        }
    }

    /// A cell with what stands in it: `個人情報管理台帳!N4「FAX」`.
    fn cell(&self, read: &Read, titled: bool) -> Option<String> {
        let place = read.at.map(|at| self.assessment.ledger.place(at)).unwrap_or_default();
        let (title, value) = (read.title.get(self.lang), read.value.get(self.lang));
        let raw = cut(&read.raw.replace('\n', " "));
        let blank = raw.is_empty() && daicho_rules::Text::new("空欄", "blank").get(self.lang) == value;
        if blank && place.is_empty() {
            let missing = !self.trial.has_column(&read.field);
            let told = pick(self.lang, "台帳に欄がない", "no such column");
            let told = match (titled, self.lang) {
                (false, _) => told,
                (true, Lang::Ja) => format!("{title}（{told}）"),
                (true, Lang::En) => format!("{title}: {told}"),
            };
            return missing.then_some(told);
        }
        let differs = daicho_rules::normal::fold(value) != daicho_rules::normal::fold(&read.raw);
        if blank && !titled {
            return Some(place);
        }
        if let Some(value) = derived_value(&read.value) {
            let (head, value) = (if titled { title } else { "" }, value.get(self.lang));
            let text = match self.lang {
                Lang::Ja => format!("{head} 他の欄から「{value}」"),
                Lang::En => format!("{head} “{value}” from other cells"),
            };
            return Some(text.trim_start().to_owned());
        }
        let head = if titled || place.is_empty() { title } else { "" };
        let text = match (self.lang, raw.is_empty(), differs) {
            (Lang::Ja, true, _) if blank => format!("{head} {place}空欄"),
            (Lang::Ja, true, _) => format!("{head} {place}→{value}"),
            (Lang::Ja, false, true) => format!("{head} {place}「{raw}」→{value}"),
            (Lang::Ja, false, false) => format!("{head} {place}「{raw}」"),
            (Lang::En, true, _) => format!("{head} {place} {value}"),
            (Lang::En, false, true) => format!("{head} {place} “{raw}”, taken as {value}"),
            (Lang::En, false, false) => format!("{head} {place} “{raw}”"),
        };
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What keeps a rule from applying to a record that gives no row: a set that is known to be empty.
    pub(super) fn without_rows(&self, rulebook: &Rulebook, singulars: &[String]) -> Vec<String> {
        let line = |singular: &String| {
            let plural = rulebook.schema.plural_of("items", singular)?;
            let cell = self.trial.cell(&plural.id, &[])?;
            let place = cell.at.map(|at| self.assessment.ledger.place(at)).unwrap_or_default();
            let title = plural.title.get(self.lang);
            let raw = cut(&cell.raw);
            Some(match self.lang {
                Lang::Ja => format!("× {title}がある（{place}「{raw}」）"),
                Lang::En => format!("× there is something under {title} ({place} “{raw}”)"),
            })
        };
        singulars.iter().filter_map(line).collect()
    }
}

/// The cells that a rule read and no reason names, as a line.
fn other_cells(reads: &[Read], told: &[Read], telling: &Telling<'_, '_>) -> Option<String> {
    let same = |read: &Read| told.iter().any(|told| told.title == read.title && told.at == read.at);
    let rest: Vec<String> =
        reads.iter().filter(|read| !same(read)).filter_map(|read| telling.cell(read, true)).collect();
    let rest = title::join(rest.iter().map(String::as_str), telling.lang);
    (!rest.is_empty()).then(|| match telling.lang {
        Lang::Ja => bullet(&format!("ほかに確かめた欄：{rest}"), telling.lang),
        Lang::En => bullet(&format!("also looked at: {rest}"), telling.lang),
    })
}

fn sign(truth: &Truth) -> &'static str {
    match truth {
        Truth::Holds => "○",
        Truth::Fails => "×",
        Truth::Asks(_) | Truth::Failed => "？",
    }
}

/// Japanese statements as one, all but the last in the form that goes on.
fn linked(statements: &[&str]) -> String {
    let Some((last, others)) = statements.split_last() else { return String::new() };
    let goes_on = |statement: &&str| {
        for (end, on) in
            [("である", "であり、"), ("がある", "があり、"), ("ない", "なく、"), ("いる", "いて、")]
        {
            if let Some(rest) = statement.strip_suffix(end) {
                return format!("{rest}{on}");
            }
        }
        format!("{statement}、かつ")
    };
    let others: String = others.iter().map(goes_on).collect();
    format!("{others}{last}")
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn statements_go_on_in_their_own_endings() {
        for (statements, together) in [
            (vec!["媒体が「紙」である"], "媒体が「紙」である"),
            (
                vec!["媒体が「紙」である", "保管場所に「金庫」がない"],
                "媒体が「紙」であり、保管場所に「金庫」がない",
            ),
            (vec!["受託でない", "件数が10件を超えている"], "受託でなく、件数が10件を超えている"),
            (vec!["件数が10件を超えている", "持出しがある"], "件数が10件を超えていて、持出しがある"),
            (vec!["式 x が成り立つ", "持出しがある"], "式 x が成り立つ、かつ持出しがある"),
        ] {
            assert_eq!(linked(&statements), together);
        }
    }
}
