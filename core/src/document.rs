//! What packs say, as a document that a consultant reviews with a client.
//!
//! Rules stand in it as decision tables, in words; [`markdown`] and
//! [`pack_workbook`](crate::write::pack_workbook) lay it out.

mod markdown;
mod table;
pub(crate) mod words;

use std::sync::Arc;

use daicho_rules::{
    About, Check, Control, ControlLevel, DecisionTable, Duty, Exposure, Identifiability, ItemValue, Lang,
    RiskRule, Rulebook, Subject, Text, Verdict, nearest,
};

pub use markdown::markdown;
pub(crate) use table::{Cells, Sort};

use crate::error::Error;
use crate::write::title;

/// What packs say.
#[derive(Debug)]
pub struct Document<'b> {
    pub(crate) rulebook: &'b Rulebook,
    /// Risk rules in the order of the stages.
    pub(crate) risks: Vec<RiskPart<'b>>,
    /// Checks in the order of the packs.
    pub(crate) checks: Vec<CheckPart<'b>>,
    /// Duties in the order of the packs.
    pub(crate) duties: Vec<DutyPart<'b>>,
    /// Controls that the risk rules name.
    pub(crate) controls: Vec<ControlPart<'b>>,
    /// How the impact of an item comes about.
    pub(crate) impact: Option<DecisionTable>,
    /// True if it is about one rule only, which is then shown whole.
    pub(crate) of_one_rule: bool,
}

/// A risk rule in a document.
#[derive(Debug)]
pub(crate) struct RiskPart<'b> {
    pub(crate) rule: &'b RiskRule,
    pub(crate) table: DecisionTable,
    /// The impact of this rule alone, where it has one of its own.
    pub(crate) impact: Option<DecisionTable>,
}

/// A check in a document.
#[derive(Debug)]
pub(crate) struct CheckPart<'b> {
    pub(crate) check: &'b Check,
    pub(crate) table: DecisionTable,
}

/// A duty in a document.
#[derive(Debug)]
pub(crate) struct DutyPart<'b> {
    pub(crate) duty: &'b Duty,
    pub(crate) table: DecisionTable,
}

/// A control in a document.
#[derive(Debug)]
pub(crate) struct ControlPart<'b> {
    pub(crate) control: &'b Control,
    /// Whether the ledger itself shows it, where it can.
    pub(crate) table: Option<DecisionTable>,
    /// Ids of the risk rules that name it.
    pub(crate) risks: Vec<&'b str>,
}

impl<'b> Document<'b> {
    /// The document of everything in a rulebook, or of one rule by its id or name.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchRule`] if no rule has this id or name.
    pub fn new(rulebook: &'b Arc<Rulebook>, rule: Option<&str>) -> Result<Self, Error> {
        let chosen = rule.map(|wanted| find(rulebook, wanted)).transpose()?;
        Ok(Self::of(rulebook, &|about| chosen.is_none_or(|chosen| chosen == about.id), chosen.is_some()))
    }

    /// The document of the packs that were named, without the rules of those they extend.
    pub fn own(rulebook: &'b Arc<Rulebook>) -> Self {
        Self::of(rulebook, &|about| rulebook.is_named(about), false)
    }

    fn of(rulebook: &'b Arc<Rulebook>, is_chosen: &dyn Fn(&About) -> bool, of_one_rule: bool) -> Self {
        let risks: Vec<&RiskRule> = in_order(rulebook).filter(|rule| is_chosen(&rule.about)).collect();
        let checks: Vec<&Check> = rulebook.checks.iter().filter(|check| is_chosen(&check.about)).collect();
        let duties: Vec<&Duty> = rulebook.duties.iter().filter(|duty| is_chosen(&duty.about)).collect();
        let named = |control: &&Control| risks.iter().any(|rule| rule.controls.contains(&control.id));
        let controls: Vec<&Control> = rulebook.controls.values().filter(named).collect();
        let impact = rulebook.impact.as_ref().filter(|_| !of_one_rule).map(Subject::Impact);
        let subjects: Vec<Subject<'_>> = risks
            .iter()
            .flat_map(|rule| [Some(Subject::Risk(rule)), rule.impact.as_ref().map(Subject::Impact)])
            .flatten()
            .chain(checks.iter().map(|check| Subject::Check(check)))
            .chain(duties.iter().map(|duty| Subject::Duty(duty)))
            .chain(controls.iter().filter(|control| is_looked_for(control)).map(|c| Subject::Control(c)))
            .chain(impact)
            .collect();
        let mut tables = DecisionTable::of_all(rulebook, &subjects).into_iter();
        // Taken back in the order in which they were asked for.
        let mut next = || tables.next().unwrap_or_default();
        let risk_part = |rule: &&'b RiskRule| RiskPart {
            table: next(),
            impact: rule.impact.as_ref().map(|_| next()),
            rule,
        };
        let risks: Vec<RiskPart<'b>> = risks.iter().map(risk_part).collect();
        let checks = checks.iter().map(|check| CheckPart { check, table: next() }).collect();
        let duties = duties.iter().map(|duty| DutyPart { duty, table: next() }).collect();
        let controls = controls
            .iter()
            .map(|control| ControlPart {
                control,
                table: is_looked_for(control).then(&mut next),
                risks: named_by(rulebook, control),
            })
            .collect();
        let impact = impact.map(|_| next());
        Self { rulebook, risks, checks, duties, controls, impact, of_one_rule }
    }

    /// The title: that of the pack named last, or the id of the only rule.
    pub(crate) fn title(&self, lang: Lang) -> String {
        let pack = self.rulebook.packs.last().map_or("", |pack| pack.title.get(lang));
        let rule = self.of_one_rule.then(|| self.abouts().next()).flatten();
        match rule {
            Some(about) => format!("{pack} {}", self.short(&about.id)),
            None => pack.to_owned(),
        }
    }

    fn abouts(&self) -> impl Iterator<Item = &'b About> {
        let risks = self.risks.iter().map(|part| &part.rule.about);
        let duties = self.duties.iter().map(|part| &part.duty.about);
        risks.chain(self.checks.iter().map(|part| &part.check.about)).chain(duties)
    }

    /// The id of a rule without its pack, unless another pack has a rule of the same id.
    pub(crate) fn short(&self, id: &'b str) -> &'b str {
        let Some((_, short)) = id.split_once('/') else { return id };
        let same = |about: &&About| about.id.split_once('/').is_some_and(|(_, known)| known == short);
        let all = self.rulebook.subjects().filter_map(Subject::about);
        if all.filter(same).count() > 1 { id } else { short }
    }

    /// Short ids as a list on one line.
    pub(crate) fn shorts(&self, ids: &[&'b str], lang: Lang) -> String {
        title::join(ids.iter().map(|id| self.short(id)), lang)
    }

    /// True if something in it rests on facts that are not verified.
    pub(crate) fn has_unverified(&self) -> bool {
        self.abouts().any(|about| !about.verified)
            || self.controls.iter().any(|part| !part.control.verified)
            || self.rulebook.methods.values().any(|method| !method.verified)
    }

    /// Title of a stage.
    pub(crate) fn stage(&self, id: &'b str, lang: Lang) -> &'b str {
        let stages = &self.rulebook.schema.stages;
        stages.iter().find(|stage| stage.id == id).map_or(id, |stage| stage.title.get(lang))
    }

    /// Title of a register; a check of the whole ledger says so.
    pub(crate) fn register(&self, id: &'b str, lang: Lang) -> &'b str {
        let known = self.rulebook.schema.registers.get(id);
        known.map_or_else(|| words::WHOLE_LEDGER.get(lang), |register| register.title.get(lang))
    }

    /// Title of a family of controls.
    pub(crate) fn family(&self, id: &'b str, lang: Lang) -> &'b str {
        let families = &self.rulebook.schema.families;
        families.iter().find(|family| family.id == id).map_or(id, |family| family.title.get(lang))
    }

    /// Titles of the media that a control works on; nothing for all.
    pub(crate) fn media(&self, control: &Control, lang: Lang) -> String {
        let schema = &self.rulebook.schema;
        let field = schema.field("items", "media");
        let titles: Vec<String> = control
            .media
            .iter()
            .map(|id| {
                field.map_or_else(|| id.clone(), |field| schema.value_title(field, id).get(lang).to_owned())
            })
            .collect();
        title::join(titles.iter().map(String::as_str), lang)
    }

    /// The rules that a parameter matters to, and whether the impact is one of them.
    pub(crate) fn readers(&self, parameter: &str, lang: Lang) -> String {
        let rules = self.rulebook.rules_that_read(parameter);
        let impact = self.rulebook.impact_reads(parameter).then(|| words::IMPACT.get(lang));
        let methods = self.rulebook.methods_that_read(parameter);
        let methods = methods.iter().map(|method| method.title.get(lang));
        title::join(impact.into_iter().chain(methods).chain(rules.iter().map(|id| self.short(id))), lang)
    }

    /// The values of a model of money: data items, mental distress, economic loss.
    pub(crate) fn values_of(&self, model: &Exposure, lang: Lang) -> Vec<[String; 3]> {
        let mark = |verified: bool| match (verified, lang) {
            (true, _) => String::new(),
            (false, Lang::Ja) => format!("（{}）", words::UNVERIFIED.get(lang)),
            (false, Lang::En) => format!(" ({})", words::UNVERIFIED.get(lang)),
        };
        let row = |value: &ItemValue| {
            let items = format!("{}{}", self.data_items(&value.items, lang), mark(value.verified));
            [items, value.mental.to_string(), value.economic.to_string()]
        };
        model.value.iter().map(row).collect()
    }

    /// How easily a person is identified, by a model of money: data items, factor.
    pub(crate) fn identifiability_of(&self, model: &Exposure, lang: Lang) -> Vec<[String; 2]> {
        let row = |line: &Identifiability| [self.data_items(&line.items, lang), line.factor.to_string()];
        model.identifiability.iter().map(row).collect()
    }

    fn data_items(&self, ids: &[String], lang: Lang) -> String {
        let schema = &self.rulebook.schema;
        let field = schema.field("items", "data_items");
        let titles: Vec<Text> = ids
            .iter()
            .map(|id| field.map_or_else(|| Text::same(id), |field| schema.value_title(field, id)))
            .collect();
        let joined = titles.iter().map(|title| title.get(lang)).collect::<Vec<_>>().join(" + ");
        if joined.is_empty() { words::ALL_OTHERS.get(lang).to_owned() } else { joined }
    }

    /// Controls of a risk rule, each with its level and family.
    pub(crate) fn controls_of(&self, rule: &'b RiskRule, lang: Lang) -> Vec<String> {
        let line = |control: &'b Control| {
            let (family, title) = (self.family(&control.family, lang), control.title.get(lang));
            match lang {
                Lang::Ja => format!("【{} {family}】{title}", level(control.level)),
                Lang::En => format!("({}, {family}) {title}", level(control.level)),
            }
        };
        rule.controls.iter().filter_map(|id| self.rulebook.controls.get(id)).map(line).collect()
    }
}

/// Level of a control as its sign.
pub(crate) fn level(level: ControlLevel) -> &'static str {
    match level {
        ControlLevel::S => "S",
        ControlLevel::A => "A",
    }
}

impl ControlPart<'_> {
    /// What in the ledger shows the control or its lack, a line for each way; empty where nothing can.
    pub(crate) fn told_by(&self, lang: Lang) -> Vec<String> {
        let Some(table) = &self.table else { return Vec::new() };
        let way = |word: &'static str, sign: words::Word| {
            let rows = table.rows.iter().filter(move |row| row.verdict == Verdict::Presence(word));
            rows.map(move |row| format!("{}{}", sign.get(lang), table::sentence(table, row, lang)))
        };
        let ways = way("shown", words::SHOWN).chain(way("denied", words::DENIED));
        ways.chain(table::notes(table, lang)).collect()
    }
}

fn is_looked_for(control: &Control) -> bool {
    control.present.is_some() || control.denied.is_some()
}

fn named_by<'b>(rulebook: &'b Rulebook, control: &Control) -> Vec<&'b str> {
    let names = in_order(rulebook).filter(|rule| rule.controls.contains(&control.id));
    names.map(|rule| rule.about.id.as_str()).collect()
}

/// Risk rules by stage.
fn in_order(rulebook: &Rulebook) -> impl Iterator<Item = &RiskRule> {
    let stages = &rulebook.schema.stages;
    let unknown = rulebook.risks.iter().filter(|rule| !stages.iter().any(|stage| stage.id == rule.stage));
    let known = stages.iter().flat_map(|stage| rulebook.risks.iter().filter(|rule| rule.stage == stage.id));
    known.chain(unknown)
}

/// The full id of a rule that is named by its id, with or without its pack, or by its name.
fn find<'b>(rulebook: &'b Rulebook, wanted: &str) -> Result<&'b str, Error> {
    let abouts: Vec<&About> = rulebook.subjects().filter_map(Subject::about).collect();
    let short = |about: &About| about.id.rsplit('/').next().unwrap_or_default().to_owned();
    let is = |about: &&&About| {
        about.id == wanted || about.name == wanted || short(about).eq_ignore_ascii_case(wanted)
    };
    // Of packs with rules of the same id, the one named last.
    if let Some(about) = abouts.iter().rev().find(is) {
        return Ok(&about.id);
    }
    let names = abouts.iter().flat_map(|about| [short(about), about.name.clone()]);
    let names: Vec<String> = names.collect();
    let near = nearest(wanted, names.iter().map(String::as_str)).map(str::to_owned);
    Err(Error::NoSuchRule { id: wanted.to_owned(), near })
}

#[cfg(test)]
mod tests;
