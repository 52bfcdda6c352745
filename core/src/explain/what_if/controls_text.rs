//! What controls can do for a risk, in words.

use daicho_rules::{ControlLevel, Lang};

use super::controls::{any_of, level_with_all, smallest_sets};
use super::looking::Looking;
use super::shortened;
use super::words::level_text;
use crate::assessment::{ControlState, Level, RiskControl};
use crate::explain::lines::{bullet, pick};
use crate::write::{summary, title};

impl Looking<'_> {
    /// What controls can do, and whether that is enough.
    pub(super) fn controls(&self, lang: Lang) -> (Vec<String>, bool) {
        let (method, risk) = (&self.assessment.method, self.risk);
        let lacking: Vec<&RiskControl> =
            risk.controls.iter().filter(|control| control.is_lacking()).collect();
        if lacking.is_empty() {
            return (vec![self.none_lacking(lang)], false);
        }
        if !summary::rates(method) {
            let required = lacking.iter().filter(|control| control.level == ControlLevel::S);
            return (required.map(|control| self.control(control, lang)).collect(), false);
        }
        let gains = |control: &RiskControl| control.is_lacking().then_some(ControlState::InPlace);
        let fits = |level: &Level| level.band.as_deref().is_some_and(|band| !method.exceeds(band));
        let sets = smallest_sets(method, risk, gains, fits);
        match sets.first() {
            Some((_, level)) => {
                (self.sufficient(&sets, &level_text(level, self.assessment, lang), lang), true)
            }
            None if risk.current.band.is_none() => (Vec::new(), false),
            None => (self.insufficient(&lacking, lang), false),
        }
    }

    fn none_lacking(&self, lang: Lang) -> String {
        let (ja, en) = if self.risk.controls.is_empty() {
            ("  このルールに対応する対策は登録されていません。", "  The rule names no controls.")
        } else {
            (
                "  このリスクに対応する対策は、すべて実施済みです。",
                "  All controls of this risk are in place.",
            )
        };
        pick(lang, ja, en)
    }

    /// How far all controls bring it down where that is not far enough.
    fn insufficient(&self, lacking: &[&RiskControl], lang: Lang) -> Vec<String> {
        let method = &self.assessment.method;
        let best = level_with_all(method, self.risk);
        let told = level_text(&best, self.assessment, lang);
        let head = match (best.weight(method) == self.risk.current.weight(method), lang) {
            (true, Lang::Ja) => format!("  未実施の対策をすべて実施しても、{told}のまま変わりません。"),
            (true, Lang::En) => format!("  Even with all controls in place it stays {told}."),
            (false, Lang::Ja) => format!("  未実施の対策をすべて実施しても、{told}までしか下がりません。"),
            (false, Lang::En) => format!("  Even with all controls in place it comes down to {told} only."),
        };
        let lacking = lacking.iter().map(|control| self.control(control, lang));
        [head].into_iter().chain(lacking).collect()
    }

    /// The sets of controls that bring it down far enough.
    fn sufficient(&self, sets: &[(Vec<&RiskControl>, Level)], level: &str, lang: Lang) -> Vec<String> {
        let Some((number, controls)) = any_of(sets) else {
            let head = pick(
                lang,
                &format!("  次のうち、どれか一組の対策を実施すれば、{level}に下がります。"),
                &format!("  Any of these sets of controls brings it down to {level}:"),
            );
            return [head].into_iter().chain(self.sets(sets, lang)).collect();
        };
        let head = match (controls.len(), number, lang) {
            (1, _, Lang::Ja) => format!("  次の対策を実施すれば、{level}に下がります。"),
            (1, _, Lang::En) => format!("  This control brings it down to {level}:"),
            (_, 1, Lang::Ja) => format!("  次の対策のうち、どれか一つを実施すれば、{level}に下がります。"),
            (_, 1, Lang::En) => format!("  Any one of these controls brings it down to {level}:"),
            (all, _, Lang::Ja) if all == number => {
                format!("  次の対策をすべて実施すれば、{level}に下がります。")
            }
            (all, _, Lang::En) if all == number => {
                format!("  All of these controls together bring it down to {level}:")
            }
            (_, _, Lang::Ja) => {
                format!("  次の対策のうち、どれか{number}つを実施すれば、{level}に下がります。")
            }
            (_, _, Lang::En) => format!("  Any {number} of these controls bring it down to {level}:"),
        };
        let controls = controls.iter().map(|control| self.control(control, lang));
        [head].into_iter().chain(controls).collect()
    }

    fn sets(&self, sets: &[(Vec<&RiskControl>, Level)], lang: Lang) -> Vec<String> {
        let set = |(controls, _): &(Vec<&RiskControl>, Level)| {
            let told: Vec<String> = controls.iter().map(|control| self.control_text(control, lang)).collect();
            told.join(&pick(lang, " ＋ ", " + "))
        };
        shortened(sets.iter().map(set).collect(), lang)
    }

    /// A control as a line of its own.
    pub(super) fn control(&self, control: &RiskControl, lang: Lang) -> String {
        bullet(&self.control_text(control, lang), lang)
    }

    /// A control with its level and, where it is planned, when it is due.
    fn control_text(&self, control: &RiskControl, lang: Lang) -> String {
        let mut facts = vec![title::level(control.level).get(lang).to_owned()];
        facts.extend(self.how_it_stands(control, lang));
        let facts = title::join(facts.iter().map(String::as_str), lang);
        match lang {
            Lang::Ja => format!("{}（{facts}）", control.title.get(lang)),
            Lang::En => format!("{} ({facts})", control.title.get(lang)),
        }
    }

    /// How far a control that is not in place has come; nothing where nothing was begun.
    fn how_it_stands(&self, control: &RiskControl, lang: Lang) -> Option<String> {
        let late = control.due.is_some_and(|due| due < self.assessment.as_of);
        Some(match (control.state, control.due, lang) {
            (ControlState::Planned, Some(due), Lang::Ja) if late => {
                format!("実施予定、期限 {due} を過ぎている")
            }
            (ControlState::Planned, Some(due), Lang::Ja) => format!("実施予定、期限 {due}"),
            (ControlState::Planned, Some(due), Lang::En) if late => format!("planned, overdue since {due}"),
            (ControlState::Planned, Some(due), Lang::En) => format!("planned, due {due}"),
            (ControlState::Planned, None, _) => pick(lang, "実施予定", "planned"),
            (ControlState::Partly, _, _) => title::state(control.state).get(lang).to_owned(),
            (ControlState::Unknown, _, _) => pick(lang, "実施の有無が不明", "not known whether it is done"),
            _ => return None,
        })
    }
}
