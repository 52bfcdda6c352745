//! The parts of an answer: what would bring a risk down, and what would lift it.

use daicho_rules::{ControlLevel, Lang};

use super::controls::{any_of, level_with_these, smallest_sets};
use super::looking::Looking;
use super::nature::Nature;
use super::proposal::{Becomes, Proposal};
use super::words::{Mood, level_text, proposal_text};
use super::{is_forbidden, shortened};
use crate::assessment::{ControlState, Level, Risk, RiskControl};
use crate::explain::lines::pick;

/// A heading and the lines below it.
pub(super) type Section = (String, Vec<String>);

impl Looking<'_> {
    /// Everything that is told of the risk.
    pub(super) fn sections(&mut self, lang: Lang) -> Vec<Section> {
        match (self.is_acceptable(), is_forbidden(self.risk)) {
            (false, _) => self.down(lang),
            (true, true) => {
                let away = self.lowering();
                let mut sections = vec![self.needed(lang)];
                sections.extend(self.changes(away, lang));
                sections.push(self.up(lang));
                sections
            }
            (true, false) => vec![self.up(lang)],
        }
    }

    /// The controls that a risk of its kind cannot do without.
    fn needed(&self, lang: Lang) -> Section {
        let needed = needed(self.risk);
        let method = &self.assessment.method;
        let level = level_with_these(method, self.risk, &needed);
        let mut lines = Vec::new();
        if level.band.is_some() && level.weight(method) != self.risk.current.weight(method) {
            let level = level_text(&level, self.assessment, lang);
            lines.push(match (needed.len(), lang) {
                (1, Lang::Ja) => format!("  実施すれば、{level}に下がります。"),
                (_, Lang::Ja) => format!("  すべて実施すれば、{level}に下がります。"),
                (1, Lang::En) => format!("  It brings the risk down to {level}:"),
                (_, Lang::En) => format!("  All of them together bring the risk down to {level}:"),
            });
        }
        lines.extend(needed.iter().map(|control| self.control(control, lang)));
        (pick(lang, "■ 欠かせない対策", "Controls it cannot do without"), lines)
    }

    fn down(&mut self, lang: Lang) -> Vec<Section> {
        let lowering = self.lowering();
        let is_helped = lowering.iter().any(|proposal| proposal.instead.is_empty());
        let (controls, suffice) = self.controls(lang);
        let mut sections = Vec::new();
        let needed_do = || {
            let level = level_with_these(&self.assessment.method, self.risk, &needed(self.risk));
            Becomes::Level(level).is_acceptable(&self.assessment.method)
        };
        if is_forbidden(self.risk) {
            sections.push(self.needed(lang));
        }
        if !(is_forbidden(self.risk) && needed_do()) {
            sections.push((pick(lang, "■ 対策で下げる", "By controls"), controls));
        }
        sections.extend(self.changes(lowering, lang));
        if !is_helped && !suffice {
            let heading = pick(lang, "■ 組み合わせて下げる", "By several of these together");
            sections.push((heading, self.together(lang)));
        }
        sections
    }

    /// Changes of the item, by their nature; last those that let something else rise.
    fn changes(&self, proposals: Vec<Proposal>, lang: Lang) -> Vec<Section> {
        let (advised, unadvised): (Vec<Proposal>, Vec<Proposal>) =
            proposals.into_iter().partition(|proposal| proposal.instead.is_empty());
        let line = |proposal: &Proposal| {
            let mood = Mood::of(proposal.candidate.nature);
            proposal_text(proposal, mood, self.assessment, lang)
        };
        let of_nature = |(nature, ja, en): (Nature, &str, &str)| {
            let of_it = advised.iter().filter(|proposal| proposal.candidate.nature == nature);
            (pick(lang, ja, en), shortened(of_it.map(line).collect(), lang))
        };
        let unadvised = shortened(unadvised.iter().map(line).collect(), lang);
        [
            (Nature::Means, "■ 取扱いを変える", "By handling it otherwise"),
            (Nature::Answer, "■ 空欄を確かめる", "By finding out what is not known"),
            (Nature::Fact, "■ 実態が変わらない限り選べないもの", "Only if the reality changes"),
        ]
        .map(of_nature)
        .into_iter()
        .chain([(pick(lang, "■ 勧められないもの", "Not advisable"), unadvised)])
        .collect()
    }

    fn up(&mut self, lang: Lang) -> Section {
        let mut lines = self.lost_controls(lang);
        let raising = self.raising();
        lines.extend(raising.iter().map(|proposal| {
            let mood = match proposal.candidate.nature {
                Nature::Answer => Mood::Learn,
                Nature::Means | Nature::Fact => Mood::Happen,
            };
            proposal_text(proposal, mood, self.assessment, lang)
        }));
        let told = if lines.is_empty() {
            vec![pick(
                lang,
                "  対策や記載のどれか一つが変わっただけでは、許容水準を超えません。",
                "  No single change of a control or a cell lifts it above the acceptable level.",
            )]
        } else {
            shortened(lines, lang)
        };
        (pick(lang, "■ 許容水準を超えるとき", "What would lift it above the acceptable level"), told)
    }

    /// Controls by whose loss the risk would rise above the acceptable band.
    fn lost_controls(&self, lang: Lang) -> Vec<String> {
        let (method, risk) = (&self.assessment.method, self.risk);
        let is_held =
            |control: &RiskControl| matches!(control.state, ControlState::InPlace | ControlState::Partly);
        let loses = |control: &RiskControl| is_held(control).then_some(ControlState::NotInPlace);
        let exceeds = |level: &Level| level.band.as_deref().is_some_and(|band| method.exceeds(band));
        let lost = smallest_sets(method, risk, loses, exceeds);
        let told = |controls: &[&RiskControl], number: usize, level: &Level| {
            format!("{} → {}", no_longer(controls, number, lang), level_text(level, self.assessment, lang))
        };
        match (any_of(&lost), lost.first()) {
            (Some((number, controls)), Some((_, level))) => vec![told(&controls, number, level)],
            _ => lost.iter().map(|(controls, level)| told(controls, controls.len(), level)).collect(),
        }
    }
}

/// The lacking controls that a risk which may not remain has to have.
fn needed(risk: &Risk) -> Vec<&RiskControl> {
    let any_required = risk.controls.iter().any(|control| control.level == ControlLevel::S);
    let is_needed =
        |control: &&RiskControl| control.is_lacking() && (!any_required || control.level == ControlLevel::S);
    risk.controls.iter().filter(is_needed).collect()
}

/// That so many of these controls are no longer done.
fn no_longer(controls: &[&RiskControl], number: usize, lang: Lang) -> String {
    let names: Vec<&str> = controls.iter().map(|control| control.title.get(lang)).collect();
    match lang {
        Lang::Ja => {
            let names = names.iter().map(|name| format!("「{name}」")).collect::<Vec<_>>().concat();
            let which = match Share::of(controls.len(), number) {
                Share::One => "が".to_owned(),
                Share::All => "がすべて".to_owned(),
                Share::Some => format!("のうち{number}つが"),
            };
            format!("対策{names}{which}行われなくなる")
        }
        Lang::En => {
            let names = names.join("; ");
            match Share::of(controls.len(), number) {
                Share::One => format!("no longer done: {names}"),
                Share::All => format!("none of these is done any longer: {names}"),
                Share::Some => format!("{number} of these are no longer done: {names}"),
            }
        }
    }
}

/// How many of several are meant.
enum Share {
    One,
    All,
    Some,
}

impl Share {
    fn of(all: usize, number: usize) -> Self {
        match all {
            1 => Self::One,
            _ if number == all => Self::All,
            _ => Self::Some,
        }
    }
}
