//! Texts for people that are lacking in one of the two languages.

use super::File;
use crate::error::Problem;
use crate::position::{SourceText, Step};
use crate::problems::Problems;
use crate::text::Text;

pub(super) fn check(files: &[File<'_>], problems: &mut Problems) {
    for File { pack, at, definitions } in files {
        let mut texts = Texts { at, problems };
        if *at.label == pack.text(&pack.header).label {
            texts.text(&[Step::Key("pack")], &pack.identity.id, "title", &pack.identity.title);
        }
        for stage in &definitions.stage {
            texts.of("stage", stage.span().start, &stage.get_ref().id, "title", &stage.get_ref().title);
        }
        for family in &definitions.family {
            texts.of("family", family.span().start, &family.get_ref().id, "title", &family.get_ref().title);
        }
        for register in &definitions.register {
            let title = &register.get_ref().title;
            texts.of("register", register.span().start, &register.get_ref().id, "title", title);
        }
        for field in &definitions.field {
            texts.of("field", field.span().start, &field.get_ref().id, "title", &field.get_ref().title);
        }
        for vocabulary in &definitions.vocabulary {
            let start = Step::Starting(vocabulary.span().start);
            for (at, value) in vocabulary.get_ref().values.iter().enumerate() {
                let path = [Step::Key("vocabulary"), start, Step::Key("value"), Step::Entry(at)];
                texts.text(&path, &value.id, "title", &value.title);
            }
        }
        for method in &definitions.method {
            let (start, method) = (method.span().start, method.get_ref());
            texts.of("method", start, &method.id, "title", &method.title);
            if let Some(exposure) = &method.exposure {
                let path = [Step::Key("method"), Step::Starting(start), Step::Key("exposure")];
                texts.text(&path, &method.id, "caveat", &exposure.caveat);
            }
            for (key, levels) in
                [("impact_levels", &method.impact_levels), ("likelihood_levels", &method.likelihood_levels)]
            {
                for (at, level) in levels.iter().enumerate() {
                    let path = [Step::Key("method"), Step::Starting(start), Step::Key(key)];
                    texts.text(&path, &format!("{} {}", method.id, at + 1), "title", level);
                }
            }
            for (at, band) in method.bands.iter().enumerate() {
                let path = [Step::Key("method"), Step::Starting(start), Step::Key("band"), Step::Entry(at)];
                texts.text(&path, &band.id, "title", &band.title);
            }
        }
        for risk in &definitions.risk {
            let (start, risk) = (risk.span().start, risk.get_ref());
            for (key, text) in [("title", &risk.title), ("why", &risk.why)] {
                texts.of("risk", start, risk.id.get_ref(), key, text);
            }
        }
        for check in &definitions.check {
            let (start, check) = (check.span().start, check.get_ref());
            for (key, text) in [("title", &check.title), ("why", &check.why), ("fix", &check.fix)] {
                texts.of("check", start, check.id.get_ref(), key, text);
            }
        }
        for duty in &definitions.duty {
            let (start, duty) = (duty.span().start, duty.get_ref());
            for (key, text) in [("title", &duty.title), ("why", &duty.why), ("say", &duty.say)] {
                texts.of("duty", start, duty.id.get_ref(), key, text);
            }
        }
        for step in &definitions.step {
            let (start, step) = (step.span().start, step.get_ref());
            texts.of("step", start, step.id.get_ref(), "title", &step.title);
            if let Some(months) = &step.months {
                texts.of("step", start, step.id.get_ref(), "months", months);
            }
        }
        for control in &definitions.control {
            let (start, control) = (control.span().start, control.get_ref());
            texts.of("control", start, control.id.get_ref(), "title", &control.title);
        }
        for fact in &definitions.fact {
            let (start, fact) = (fact.span().start, fact.get_ref());
            if let Some(title) = &fact.title {
                texts.of("fact", start, fact.id.get_ref(), "title", title);
            }
        }
    }
}

struct Texts<'t, 's> {
    at: &'t SourceText<'s>,
    problems: &'t mut Problems,
}

impl Texts<'_, '_> {
    /// A text of the definition that starts at a byte.
    fn of(&mut self, kind: &str, start: usize, id: &str, key: &str, text: &Text) {
        self.text(&[Step::Key(kind), Step::Starting(start)], id, key, text);
    }

    fn text(&mut self, path: &[Step<'_>], id: &str, key: &str, text: &Text) {
        for (language, wording) in [("ja", &text.ja), ("en", &text.en)] {
            if wording.trim().is_empty() {
                let path: Vec<Step<'_>> =
                    path.iter().copied().chain([Step::Key(key), Step::Key(language)]).collect();
                self.problems.push(Problem::error(
                    self.at.part(&path),
                    format!("`{id}` の {key}.{language} が空です"),
                    format!("{key}.{language} of `{id}` is empty"),
                ));
            }
        }
    }
}
