//! Cases that prove nothing: of the wrong kind, about names that do not exist, or written twice.

use std::collections::HashMap;

use toml::Spanned;

use super::types::unknown_value;
use super::{File, unknown_field};
use crate::case::{Case, CaseKind, cannot_hold, written_right};
use crate::definition::{CaseDefinition, Expectation, ExpectedWord};
use crate::error::{Place, Problem};
use crate::names::{Kind, Variable};
use crate::position::{SourceText, Step};
use crate::problems::Problems;
use crate::register::FieldType;
use crate::rule::About;
use crate::rulebook::Rulebook;
use crate::text::Text;

pub(super) fn check(book: &Rulebook, files: &[File<'_>], problems: &mut Problems) {
    for rule in &book.risks {
        proofs(&rule.about, &rule.cases, problems);
    }
    for check in &book.checks {
        proofs(&check.about, &check.cases, problems);
    }
    for duty in &book.duties {
        // One for every record has no other outcome.
        let known = duty.cases.iter().any(|case| case.kind() == CaseKind::Fires);
        if duty.is_for_all() && known {
            continue;
        }
        proofs(&duty.about, &duty.cases, problems);
    }
    for File { at, definitions, .. } in files {
        for risk in &definitions.risk {
            let (start, risk) = (risk.span().start, risk.get_ref());
            let cases = Cases { book, at, kind: "risk", start, id: risk.id.get_ref(), register: "items" };
            cases.check(&risk.cases, problems);
        }
        for check in &definitions.check {
            let (start, check) = (check.span().start, check.get_ref());
            let register = check.register.get_ref();
            let cases = Cases { book, at, kind: "check", start, id: check.id.get_ref(), register };
            cases.check(&check.cases, problems);
        }
        for duty in &definitions.duty {
            let (start, duty) = (duty.span().start, duty.get_ref());
            let register = duty.register.get_ref();
            let cases = Cases { book, at, kind: "duty", start, id: duty.id.get_ref(), register };
            cases.check(&duty.cases, problems);
        }
        if problems.is_full() {
            return;
        }
    }
}

/// A rule needs a case of each kind.
fn proofs(about: &About, cases: &[Case], problems: &mut Problems) {
    for (kind, ja, en) in [
        (CaseKind::Fires, "該当する", "that fires"),
        (CaseKind::Passes, "該当しない", "that does not fire"),
        (CaseKind::Asks, "確認事項になる", "that asks"),
    ] {
        if !cases.iter().any(|case| case.kind() == kind) {
            problems.push(Problem::error(
                about.place.clone(),
                format!("{} に、{ja}ケースがありません", about.id),
                format!("{} has no case {en}", about.id),
            ));
        }
    }
}

/// The cases of one rule.
struct Cases<'c, 's> {
    book: &'c Rulebook,
    at: &'c SourceText<'s>,
    /// `risk`, `check` or `duty`.
    kind: &'static str,
    start: usize,
    id: &'c str,
    register: &'c str,
}

impl Cases<'_, '_> {
    fn check(&self, cases: &[Spanned<CaseDefinition>], problems: &mut Problems) {
        let known = self.register == "ledger" || self.book.schema.registers.contains_key(self.register);
        let mut written: HashMap<String, Place> = HashMap::new();
        for (index, case) in cases.iter().enumerate() {
            let case = case.get_ref();
            let place = |inside: &[Step<'_>]| {
                let whole =
                    [Step::Key(self.kind), Step::Starting(self.start), Step::Key("case"), Step::Entry(index)];
                self.at.part(&[&whole, inside].concat())
            };
            self.word(case, &place, problems);
            if known {
                self.given(case, &place, problems);
                self.asked(case, &place, problems);
                self.columns(case, &place, problems);
            }
            // Keys may stand in any order.
            let mut given: Vec<_> = case.given.iter().collect();
            given.sort_by_key(|(name, _)| *name);
            let said = format!("{given:?} {:?} {:?} {:?}", case.expect.get_ref(), case.threat, case.columns);
            let here = place(&[]);
            if let Some(first) = written.get(&said) {
                problems.push(Problem::warning(
                    here,
                    format!("{} に同じケースが二つあります（もう一つは {first}）", self.id),
                    format!("{} has this case twice, first at {first}", self.id),
                ));
            } else {
                written.insert(said, here);
            }
        }
    }

    /// Risks and duties apply or not, checks hold or not, and only risks have a threat.
    fn word(&self, case: &CaseDefinition, place: &dyn Fn(&[Step<'_>]) -> Place, problems: &mut Problems) {
        let is_risk = self.kind == "risk";
        let (words, ja, en) = match self.kind {
            "risk" => (
                [ExpectedWord::Risk, ExpectedWord::None],
                "リスクのケースの expect は \"risk\" か \"none\" です",
                "a risk expects \"risk\" or \"none\"",
            ),
            "duty" => (
                [ExpectedWord::Duty, ExpectedWord::None],
                "義務のケースの expect は \"duty\" か \"none\" です",
                "a duty expects \"duty\" or \"none\"",
            ),
            _ => (
                [ExpectedWord::Finding, ExpectedWord::Holds],
                "チェックのケースの expect は \"finding\" か \"holds\" です",
                "a check expects \"finding\" or \"holds\"",
            ),
        };
        if let Expectation::Word(word) = case.expect.get_ref()
            && !words.contains(word)
        {
            problems.push(Problem::error(place(&[Step::Key("expect")]), ja, en));
        }
        let Some(threat) = case.threat else { return };
        let fires = *case.expect.get_ref() == Expectation::Word(ExpectedWord::Risk);
        let told = if !is_risk {
            match self.kind {
                "duty" => ("義務に脅威はありません", "a duty has no threat".to_owned()),
                _ => ("チェックに脅威はありません", "a check has no threat".to_owned()),
            }
        } else if !fires {
            (
                "脅威は expect = \"risk\" のケースだけに書きます",
                "only a case that expects \"risk\" has a threat".to_owned(),
            )
        } else if !(1..=3).contains(&threat) {
            ("脅威は1〜3です", format!("a threat is 1, 2 or 3, not {threat}"))
        } else {
            return;
        };
        problems.push(Problem::error(place(&[Step::Key("threat")]), told.0, told.1));
    }

    /// Names that exist, with values that they can hold.
    fn given(&self, case: &CaseDefinition, place: &dyn Fn(&[Step<'_>]) -> Place, problems: &mut Problems) {
        for (name, value) in &case.given {
            let here = || place(&[Step::Key("given"), Step::Key(name)]);
            let Some(variable) = self.book.names.resolve(self.register, name) else {
                problems.push_with(|| unknown_field(self.book, self.register, name, &here()));
                continue;
            };
            let said = self.book.constants.contains_key(name) || self.book.macros.contains_key(name);
            if said && !self.book.names.is_of_register(self.register, name) {
                problems.push(Problem::error(
                    here(),
                    format!("`{name}` はパックで決まっているので、ケースでは与えられません"),
                    format!("the pack itself says what `{name}` is: a case cannot give it"),
                ));
                continue;
            }
            if variable.id != *name {
                let problem = Problem::error(
                    here(),
                    format!("given には `{name}` ではなく `{}` と書きます", variable.id),
                    format!("`given` takes the id `{}`, not `{name}`", variable.id),
                );
                problems.push(problem);
                continue;
            }
            let vocabulary = match &variable.kind {
                Kind::Choice(vocabulary) | Kind::Set { vocabulary, open: false } => {
                    self.book.schema.vocabularies.get(vocabulary)
                }
                _ => None,
            };
            let mut stranger = |id: &str, place: Place| {
                if let Some(known) = vocabulary.filter(|known| known.value(id).is_none()) {
                    problems.push_with(|| unknown_value(self.book, &known.id, id, &place));
                    return true;
                }
                false
            };
            let strange = match value {
                toml::Value::String(id) if matches!(variable.kind, Kind::Choice(_)) => stranger(id, here()),
                toml::Value::Array(ids) => {
                    let ids = ids.iter().enumerate().filter_map(|(at, id)| Some((at, id.as_str()?)));
                    let path = |at| [Step::Key("given"), Step::Key(name), Step::Entry(at)];
                    ids.map(|(at, id)| stranger(id, place(&path(at)))).fold(false, |any, one| any | one)
                }
                _ => false,
            };
            if !strange
                && let Some((ja, en)) = cannot_hold(self.book, self.register, name, &variable.kind, value)
            {
                let help = self.right(name, &variable, value);
                problems.push(Problem { help, ..Problem::error(here(), ja, en) });
            }
        }
    }

    /// How a name is given what was meant; a singular that is given a list means its set.
    fn right(&self, name: &str, variable: &Variable, value: &toml::Value) -> Option<Text> {
        let schema = &self.book.schema;
        let set = schema.plural_of(self.register, name).filter(|_| value.is_array());
        if let Some(set) = set {
            return Some(Text::new(
                format!("`{} = {value}` と書きます（`{name}` はその値を一つずつ読むときの名前です）", set.id),
                format!("write `{} = {value}`: `{name}` is one of its values", set.id),
            ));
        }
        let is_period =
            schema.field(self.register, name).is_some_and(|field| field.kind == FieldType::Period);
        written_right(&variable.kind, is_period, value)
    }

    /// Fields that a question can be about.
    fn asked(&self, case: &CaseDefinition, place: &dyn Fn(&[Step<'_>]) -> Place, problems: &mut Problems) {
        let Expectation::Question { question } = case.expect.get_ref() else { return };
        let here = |at| place(&[Step::Key("expect"), Step::Key("question"), Step::Entry(at)]);
        if question.is_empty() {
            problems.push(Problem::error(
                place(&[Step::Key("expect")]),
                "question に項目がありません",
                "question names no field",
            ));
        }
        for (at, name) in question.iter().enumerate() {
            match self.book.names.resolve(self.register, name) {
                None => problems.push_with(|| unknown_field(self.book, self.register, name, &here(at))),
                Some(variable) if !variable.may_be_blank => problems.push(Problem::error(
                    here(at),
                    format!("`{name}` が確認事項になることはありません"),
                    format!("nobody is ever asked for `{name}`"),
                )),
                Some(variable) if variable.asks != *name => problems.push(
                    Problem::error(
                        here(at),
                        format!("`{name}` についての確認事項は `{}` の名で出ます", variable.asks),
                        format!("a question about `{name}` names `{}`", variable.asks),
                    )
                    .with_help(
                        format!("`{}` と書きます", variable.asks),
                        format!("write `{}`", variable.asks),
                    ),
                ),
                Some(_) => {}
            }
        }
    }

    /// Columns that the ledger of the case has.
    fn columns(&self, case: &CaseDefinition, place: &dyn Fn(&[Step<'_>]) -> Place, problems: &mut Problems) {
        for (at, column) in case.columns.iter().flatten().enumerate() {
            let (register, field) = column.split_once('.').unwrap_or(("items", column));
            let own = self.book.names.is_own_column(register, field);
            if !own && self.book.schema.field(register, field).is_none() {
                let here = place(&[Step::Key("columns"), Step::Entry(at)]);
                problems.push_with(|| unknown_field(self.book, register, field, &here));
            }
        }
    }
}
