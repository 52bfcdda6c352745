//! Rules that a client switches off or changes.

use serde_spanned::Spanned;

use super::{Departures, Kind};
use crate::client::definition::OverrideDefinition;
use crate::client::layer::{Change, Override};
use crate::definition::Formula;
use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::rule::About;

impl Departures<'_, '_> {
    pub(super) fn override_rule(&mut self, given: &Spanned<OverrideDefinition>) {
        let place = self.at.content(&given.get_ref().rule.span());
        let given = given.get_ref();
        let rule = self.rule(&given.rule);
        let grounds =
            self.grounds(given.reason.as_ref(), given.approved_by.as_ref(), given.until.as_ref(), &place);
        let off = given.off.as_ref().filter(|off| *off.get_ref());
        let keys = [
            off.map(|off| ("off", self.at.place(off.span().start))),
            given.threat.as_ref().map(|threat| ("threat", self.at.place(threat.span().start))),
            given.impact.as_ref().map(|impact| ("impact", self.at.place(impact.span().start))),
            given.severity.as_ref().map(|severity| ("severity", self.at.place(severity.span().start))),
        ];
        if keys.iter().all(Option::is_none) {
            let problem = Problem::error(
                place,
                "[[override]] に変える内容がありません",
                "this [[override]] changes nothing",
            );
            self.assembly.problems.push(problem.with_help(
                "off = true、threat、impact、severity のどれかを書きます",
                "write off = true, threat, impact or severity",
            ));
            return;
        }
        let (Some((kind, id)), Some(grounds)) = (rule, grounds) else { return };
        for (key, place) in keys.into_iter().flatten() {
            if self.is_first(&id, key, &place) && self.fits(kind, &id, key, &place) {
                let title = self.about(&id).map(|about| about.title.clone()).unwrap_or_default();
                if let Some(change) = self.change(&id, key, given, &place, grounds.expired) {
                    let (rule, grounds) = (id.clone(), grounds.clone());
                    self.layer.overrides.push(Override { rule, title, change, grounds });
                }
            }
        }
    }

    /// False for a key of a rule that another override settles already; `off` settles them all.
    fn is_first(&mut self, id: &str, key: &'static str, place: &Place) -> bool {
        let clashing: &[&'static str] =
            if key == "off" { &["off", "threat", "impact", "severity"] } else { &["off", key] };
        let clash = |key: &&'static str| self.seen.get(&(id.to_owned(), *key)).cloned();
        let Some(first) = clashing.iter().find_map(clash) else {
            self.seen.insert((id.to_owned(), key), place.clone());
            return true;
        };
        self.refuse(
            place.clone(),
            format!("`{id}` の {key} は {first} でも変更しています"),
            format!("`{key}` of `{id}` is overridden at {first} as well"),
        );
        false
    }

    /// Sees that the kind of rule has the key.
    fn fits(&mut self, kind: Kind, id: &str, key: &str, place: &Place) -> bool {
        let (ja, en) = match (kind, key) {
            (Kind::Risk, "severity") => (
                "リスクのルールに severity はありません（threat か impact を変えます）",
                "is a risk rule and has no severity: override threat or impact",
            ),
            (Kind::Check, "threat" | "impact") => (
                "チェックに threat と impact はありません（severity を変えます）",
                "is a check and has neither threat nor impact: override severity",
            ),
            (Kind::Duty, "threat" | "impact" | "severity") => (
                "義務にできるのは off だけです（threat、impact、severity はありません）",
                "is a duty, which can only be switched off: it has no threat, impact or severity",
            ),
            _ => return true,
        };
        self.refuse(place.clone(), format!("`{id}`: {ja}"), format!("`{id}` {en}"));
        false
    }

    /// Replaces a key of a rule, unless the override has expired.
    fn change(
        &mut self,
        id: &str,
        key: &str,
        given: &OverrideDefinition,
        place: &Place,
        expired: bool,
    ) -> Option<Change> {
        match key {
            "off" => Some(self.switch_off(id, expired)),
            "severity" => {
                let after = *given.severity.as_ref()?.get_ref();
                let check = self.book.checks.iter_mut().find(|check| check.about.id == id)?;
                let before = check.severity;
                if before == after {
                    self.nothing(id, key, place);
                    return None;
                }
                if !expired {
                    self.book.originals.checks.push(check.clone());
                    check.severity = after;
                }
                Some(Change::Severity(before, after))
            }
            _ => self.replace(id, key, given, place, expired),
        }
    }

    fn switch_off(&mut self, id: &str, expired: bool) -> Change {
        if !expired {
            let book = &mut *self.book;
            let known = |about: &About| about.id == id;
            let kept = &mut book.originals;
            kept.risks.extend(book.risks.extract_if(.., |rule| known(&rule.about)));
            kept.checks.extend(book.checks.extract_if(.., |check| known(&check.about)));
            kept.duties.extend(book.duties.extract_if(.., |duty| known(&duty.about)));
        }
        Change::Off
    }

    /// Replaces the threat or impact of a risk rule.
    fn replace(
        &mut self,
        id: &str,
        key: &str,
        given: &OverrideDefinition,
        place: &Place,
        expired: bool,
    ) -> Option<Change> {
        let formula = if key == "threat" { given.threat.as_ref()? } else { given.impact.as_ref()? };
        let text = match formula.get_ref() {
            Formula::Number(number) => number.to_string(),
            Formula::Text(text) => text.clone(),
        };
        let expression = self.assembly.compile_text(&text, &self.at.content(&formula.span()))?;
        self.keeps_ids(id, &expression)?;
        let rule = self.book.risks.iter_mut().find(|rule| rule.about.id == id)?;
        let before = match key {
            "threat" => rule.threat.text.clone(),
            _ => rule.impact.as_ref().map(|impact| impact.text.clone()).unwrap_or_default(),
        };
        if before.trim() == expression.text.trim() {
            self.nothing(id, key, place);
            return None;
        }
        if !expired {
            let originals = &mut self.book.originals.risks;
            if !originals.iter().any(|known| known.about.id == id) {
                originals.push(rule.clone());
            }
            match key {
                "threat" => rule.threat = expression.clone(),
                _ => rule.impact = Some(expression.clone()),
            }
        }
        let after = expression.text.trim().to_owned();
        let before = before.trim().to_owned();
        Some(if key == "threat" { Change::Threat(before, after) } else { Change::Impact(before, after) })
    }

    /// Refuses an expression that would split the risks of a rule: their ids would no longer be those of last year.
    fn keeps_ids(&mut self, id: &str, expression: &Expression) -> Option<()> {
        let own = &self.book.risks.iter().find(|rule| rule.about.id == id)?.singulars;
        let read = self.book.variables("items", expression);
        let new =
            read.iter().filter_map(|variable| variable.singular.as_ref()).find(|name| !own.contains(name));
        let Some(singular) = new.cloned() else { return Some(()) };
        self.refuse(
            expression.place.clone(),
            format!("`{id}` は `{singular}` ごとには判定しないため、上書きの式で `{singular}` を読めません"),
            format!("`{id}` is not decided for each `{singular}`, so an override cannot read it"),
        );
        None
    }

    fn nothing(&mut self, id: &str, key: &str, place: &Place) {
        self.warn(
            place.clone(),
            format!("`{id}` の {key} はルールパックと同じで、何も変わりません"),
            format!("`{key}` of `{id}` is what the pack says already: nothing changes"),
        );
    }
}
