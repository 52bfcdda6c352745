//! Lists of risks, checks and controls, each row with room for a comment.

use daicho_rules::{About, Check, Duty, Lang};
use rust_xlsxwriter::Worksheet;

use crate::document::{ControlPart, RiskPart, level, words};
use crate::write::grid::{self, Column, Entry, Grid, Look, Spec};
use crate::write::{WriteError, duty, title};

use super::Sheets;

impl Sheets<'_, '_> {
    /// Writes the list of the risks; `places` are where their decision tables stand.
    pub(super) fn risks(&self, places: &[String]) -> Result<Worksheet, WriteError> {
        let columns = columns(
            self.pen.lang,
            &[
                (words::NO, 6, Look::Centre),
                (words::ID, 10, Look::Centre),
                (words::STAGE, 13, Look::Text),
                (words::RISK, 34, Look::Text),
                (words::WHY, 46, Look::Text),
                (words::KINDS, 12, Look::Text),
                (words::CONTROL, 46, Look::Text),
                (words::BASIS, 20, Look::Text),
            ],
        );
        let parts = &self.document.risks;
        self.list(words::RISKS, words::LIST_HINT, &columns, parts.len(), |index| {
            parts.get(index).map_or_else(Vec::new, |part| self.risk(index, places.get(index), part))
        })
    }

    fn risk(&self, index: usize, place: Option<&String>, part: &RiskPart<'_>) -> Vec<Entry> {
        let (lang, rule) = (self.pen.lang, part.rule);
        let kinds: Vec<&str> = rule.kinds.iter().map(|kind| title::kind(kind, lang)).collect();
        vec![
            Entry::Link(place.cloned(), number(index)),
            self.id(&rule.about),
            self.document.stage(&rule.stage, lang).into(),
            rule.about.title.get(lang).into(),
            rule.about.why.get(lang).into(),
            kinds.join("\n").into(),
            self.document.controls_of(rule, lang).join("\n").into(),
            rule.about.basis.join("\n").into(),
            Entry::Blank,
        ]
    }

    /// Writes the list of the checks; `places` are where their decision tables stand.
    pub(super) fn checks(&self, places: &[String]) -> Result<Worksheet, WriteError> {
        let columns = columns(
            self.pen.lang,
            &[
                (words::NO, 6, Look::Centre),
                (words::ID, 10, Look::Centre),
                (words::REGISTER, 18, Look::Text),
                (words::SEVERITY, 9, Look::Centre),
                (words::FINDING, 36, Look::Text),
                (words::WHY, 46, Look::Text),
                (words::FIX, 42, Look::Text),
                (words::BASIS, 20, Look::Text),
            ],
        );
        let parts = &self.document.checks;
        self.list(words::CHECKS, words::LIST_HINT, &columns, parts.len(), |index| {
            parts.get(index).map_or_else(Vec::new, |part| self.check(index, places.get(index), part.check))
        })
    }

    fn check(&self, index: usize, place: Option<&String>, check: &Check) -> Vec<Entry> {
        let lang = self.pen.lang;
        let register = self.document.rulebook.schema.registers.get(&check.register);
        let register =
            register.map_or_else(|| words::WHOLE_LEDGER.get(lang), |register| register.title.get(lang));
        vec![
            Entry::Link(place.cloned(), number(index)),
            self.id(&check.about),
            register.into(),
            title::severity(check.severity).get(lang).into(),
            check.about.title.get(lang).into(),
            check.about.why.get(lang).into(),
            check.fix.get(lang).into(),
            check.about.basis.join("\n").into(),
            Entry::Blank,
        ]
    }

    /// Writes the list of the duties; `places` are where their decision tables stand.
    pub(super) fn duties(&self, places: &[String]) -> Result<Worksheet, WriteError> {
        let columns = columns(
            self.pen.lang,
            &[
                (words::NO, 6, Look::Centre),
                (words::ID, 10, Look::Centre),
                (words::DUTY, 34, Look::Text),
                (words::MANNER, 22, Look::Text),
                (words::WHY, 42, Look::Text),
                (words::SAY, 42, Look::Text),
                (words::PRELIMINARY, 12, Look::Centre),
                (words::FINAL, 12, Look::Centre),
                (words::BASIS, 24, Look::Text),
            ],
        );
        let parts = &self.document.duties;
        self.list(words::DUTY_SHEET, words::LIST_HINT, &columns, parts.len(), |index| {
            parts.get(index).map_or_else(Vec::new, |part| self.duty(index, places.get(index), part.duty))
        })
    }

    fn duty(&self, index: usize, place: Option<&String>, duty: &Duty) -> Vec<Entry> {
        let lang = self.pen.lang;
        let preliminary = duty.preliminary_days.map(|days| duty::preliminary(days, lang));
        vec![
            Entry::Link(place.cloned(), number(index)),
            self.id(&duty.about),
            duty.about.title.get(lang).into(),
            duty.manner.as_ref().map_or("", |manner| manner.get(lang)).into(),
            duty.about.why.get(lang).into(),
            duty.say.get(lang).into(),
            preliminary.unwrap_or_default().into(),
            duty.final_days.map(|days| duty::full(days, lang)).unwrap_or_default().into(),
            duty.about.basis.join("\n").into(),
            Entry::Blank,
        ]
    }

    /// Writes the list of the controls.
    pub(super) fn controls(&self) -> Result<Worksheet, WriteError> {
        let columns = columns(
            self.pen.lang,
            &[
                (words::NO, 6, Look::Centre),
                (words::CONTROL, 40, Look::Text),
                (words::FAMILY, 10, Look::Centre),
                (words::LEVEL, 7, Look::Centre),
                (words::MEDIA, 18, Look::Text),
                (words::TOLD_BY, 56, Look::Text),
                (words::FOR_RISKS, 24, Look::Text),
                (words::BASIS, 20, Look::Text),
            ],
        );
        let parts = &self.document.controls;
        self.list(words::CONTROLS, words::CONTROLS_HINT, &columns, parts.len(), |index| {
            parts.get(index).map_or_else(Vec::new, |part| self.control(index, part))
        })
    }

    fn control(&self, index: usize, part: &ControlPart<'_>) -> Vec<Entry> {
        let (lang, control) = (self.pen.lang, part.control);
        let media = self.document.media(control, lang);
        let told = part.told_by(lang);
        let mark = if control.verified { None } else { Some(words::UNVERIFIED.get(lang)) };
        let name: Vec<&str> = std::iter::once(control.title.get(lang)).chain(mark).collect();
        vec![
            Entry::Number(number(index)),
            name.join("\n").into(),
            self.document.family(&control.family, lang).into(),
            level(control.level).into(),
            if media.is_empty() { words::ALL_MEDIA.get(lang).into() } else { media.into() },
            if told.is_empty() { words::NOT_TOLD.get(lang).into() } else { told.join("\n").into() },
            self.document.shorts(&part.risks, lang).into(),
            control.basis.join("\n").into(),
            Entry::Blank,
        ]
    }

    fn list(
        &self,
        word: words::Word,
        hint: words::Word,
        columns: &[Column],
        rows: usize,
        row: impl FnMut(usize) -> Vec<Entry>,
    ) -> Result<Worksheet, WriteError> {
        let mut sheet = self.sheet(word)?;
        self.top(&mut sheet, word, hint)?;
        let grid = Grid { sheet: word.text(), top: 3, columns, rows, name: None, frozen: 2 };
        grid.write(&mut sheet, self.pen, row)?;
        Ok(sheet)
    }

    /// The id of a rule, marked if it is not verified.
    fn id(&self, about: &About) -> Entry {
        let id = self.document.short(&about.id);
        if about.verified {
            id.into()
        } else {
            format!("{id}\n{}", words::UNVERIFIED.get(self.pen.lang)).into()
        }
    }
}

/// Columns of a list, the last one for comments.
fn columns(lang: Lang, said: &[Spec]) -> Vec<Column> {
    grid::columns(lang, &[(None, said), (None, &[(words::COMMENT, 26, Look::Fill)])])
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}
