//! Risk rules, checks, controls and derived fields.

use serde_spanned::Spanned;

use super::{Assembly, Definition};
use crate::case::{Case, CaseStyle};
use crate::definition::{
    CaseDefinition, CheckDefinition, ControlDefinition, Formula, PackFile, RiskDefinition,
};
use crate::error::{Place, Problem};
use crate::expression::Expression;
use crate::names::control_name;
use crate::offer::Offer;
use crate::position::{SourceText, Step};
use crate::rule::{About, Check, Control, RiskRule};
use crate::rulebook::Rulebook;

/// Kinds of harm a risk may have.
pub(crate) const KINDS: [&str; 7] = ["leak", "loss", "damage", "misuse", "violation", "reputation", "harm"];

/// What people call them, each with other wordings.
const KIND_WORDS: [[&str; 4]; 7] = [
    ["漏えい", "leak", "漏洩", "流出"],
    ["滅失", "loss", "紛失", "消失"],
    ["き損", "damage", "毀損", "破損"],
    ["目的外利用", "misuse", "不正利用", "悪用"],
    ["法令等違反", "violation", "法令違反", "違反"],
    ["信用失墜等", "reputation", "信用失墜", "評判"],
    ["本人への影響", "harm to the person", "本人の被害", "権利侵害"],
];

impl Assembly<'_> {
    /// Takes over everything of a file that holds expressions over fields.
    pub(super) fn rules(&mut self, book: &mut Rulebook, pack: &str, at: &SourceText<'_>, file: &PackFile) {
        for field in &file.field {
            let derive = [Step::Key("field"), Step::Starting(field.span().start), Step::Key("derive")];
            let field = field.get_ref();
            if let Some(derive) = field.derive.as_ref().map(|text| (text, at.part(&derive)))
                && let Some(expression) = self.compile_text(derive.0, &derive.1)
            {
                book.derived.retain(|(register, id, _)| (register, id) != (&field.register, &field.id));
                book.derived.push((field.register.clone(), field.id.clone(), expression));
            }
        }
        if let Some(impact) = &file.defaults.impact
            && let Some(expression) = self.compile(at, impact)
        {
            book.impact = Some(expression);
        }
        for method in &file.method {
            let impact = [Step::Key("method"), Step::Starting(method.span().start), Step::Key("impact")];
            let method = method.get_ref();
            book.own_impacts.shift_remove(&method.id);
            if let Some(impact) = method.impact.as_ref().map(|text| (text, at.part(&impact)))
                && let Some(expression) = self.compile_text(impact.0, &impact.1)
            {
                book.own_impacts.insert(method.id.clone(), expression);
            }
        }
        for control in &file.control {
            self.control(book, pack, at, control.get_ref());
        }
        for risk in &file.risk {
            self.risk(book, pack, at, risk);
        }
        for check in &file.check {
            self.check(book, pack, at, check.get_ref());
        }
        for duty in &file.duty {
            self.duty(book, pack, at, duty);
        }
    }

    fn risk(&mut self, book: &mut Rulebook, pack: &str, at: &SourceText<'_>, risk: &Spanned<RiskDefinition>) {
        let start = Step::Starting(risk.span().start);
        let risk = risk.get_ref();
        let place = at.content(&risk.id.span());
        self.known(
            at,
            &risk.stage,
            ("局面", "stage"),
            &book.schema.stages.iter().map(|stage| Offer::new(&stage.id, &stage.title)).collect::<Vec<_>>(),
        );
        for (entry, kind) in risk.kinds.get_ref().iter().enumerate() {
            if !KINDS.contains(&kind.as_str()) {
                let problem = Problem::error(
                    at.part(&[Step::Key("risk"), start, Step::Key("kinds"), Step::Entry(entry)]),
                    format!("kinds に `{kind}` は使えません"),
                    format!("`{kind}` is no kind of risk"),
                );
                let offer = |(id, words): (&'static str, &'static [&'static str; 4])| Offer {
                    id,
                    words: words.to_vec(),
                };
                let known: Vec<Offer<'_>> = KINDS.into_iter().zip(&KIND_WORDS).map(offer).collect();
                self.problems.push_with(|| problem.with_offer(kind, &known, None));
            }
        }
        let threat_place = at.content(&risk.threat.span());
        let threat = match risk.threat.get_ref() {
            Formula::Number(number) => self.compile_text(&number.to_string(), &threat_place),
            Formula::Text(text) => self.compile_text(text, &threat_place),
        };
        let impact = match &risk.impact {
            Some(impact) => self.compile(at, impact).map(Some),
            None => Some(None),
        };
        let when = self.compile(at, &risk.when);
        let about = self.about(
            pack,
            at,
            (&risk.id, &risk.name),
            About {
                id: String::new(),
                name: String::new(),
                title: risk.title.clone(),
                why: risk.why.clone(),
                basis: risk.basis.clone(),
                verified: risk.verified,
                status: risk.status,
                since: risk.since.clone(),
                replaced_by: risk.replaced_by.clone(),
                place: place.clone(),
            },
        );
        let (Some(when), Some(threat), Some(impact)) = (when, threat, impact) else { return };
        let definition = self.define(book, "rule", &about.id, pack, &place);
        if definition == Definition::Refused {
            return;
        }
        let mut read: Vec<&Expression> = vec![&when, &threat];
        read.extend(&impact);
        let singulars = singulars(book, "items", &read);
        if definition == Definition::Replacing {
            book.forget(&about.id);
        }
        let cases = cases(at, &risk.cases);
        book.risks.push(RiskRule {
            about,
            stage: risk.stage.get_ref().clone(),
            kinds: risk.kinds.get_ref().clone(),
            when,
            threat,
            impact,
            controls: risk.controls.iter().map(|id| id.get_ref().clone()).collect(),
            control_places: risk.controls.iter().map(|id| at.content(&id.span())).collect(),
            singulars,
            cases,
        });
    }

    fn check(&mut self, book: &mut Rulebook, pack: &str, at: &SourceText<'_>, check: &CheckDefinition) {
        let place = at.content(&check.id.span());
        let ledger = Offer { id: "ledger", words: vec!["台帳全体", "the ledger as a whole"] };
        let registers = book.schema.registers.values();
        let registers = registers.map(|known| Offer::new(&known.id, &known.title).with_words(&known.names));
        let registers: Vec<Offer<'_>> = registers.chain([ledger]).collect();
        self.known(at, &check.register, ("台帳", "register"), &registers);
        let when = match &check.when {
            Some(when) => self.compile(at, when).map(Some),
            None => Some(None),
        };
        let require = self.compile(at, &check.require);
        let about = self.about(
            pack,
            at,
            (&check.id, &check.name),
            About {
                id: String::new(),
                name: String::new(),
                title: check.title.clone(),
                why: check.why.clone(),
                basis: check.basis.clone(),
                verified: check.verified,
                status: check.status,
                since: check.since.clone(),
                replaced_by: check.replaced_by.clone(),
                place: place.clone(),
            },
        );
        let (Some(when), Some(require)) = (when, require) else { return };
        let definition = self.define(book, "rule", &about.id, pack, &place);
        if definition == Definition::Refused {
            return;
        }
        let mut read: Vec<&Expression> = vec![&require];
        read.extend(&when);
        let register = check.register.get_ref().clone();
        let singulars = singulars(book, &register, &read);
        if definition == Definition::Replacing {
            book.forget(&about.id);
        }
        let cases = cases(at, &check.cases);
        book.checks.push(Check {
            about,
            register,
            severity: check.severity,
            when,
            require,
            fix: check.fix.clone(),
            step: check.step.as_ref().map(|step| step.get_ref().clone()),
            singulars,
            cases,
        });
    }

    fn control(&mut self, book: &mut Rulebook, pack: &str, at: &SourceText<'_>, control: &ControlDefinition) {
        let place = at.content(&control.id.span());
        let id = control.id.get_ref().clone();
        self.known(
            at,
            &control.family,
            ("区分", "family"),
            &book
                .schema
                .families
                .iter()
                .map(|family| Offer::new(&family.id, &family.title))
                .collect::<Vec<_>>(),
        );
        let present = control.present.as_ref().and_then(|present| self.compile(at, present));
        let denied = control.denied.as_ref().and_then(|denied| self.compile(at, denied));
        let definition = self.define(book, "control", &id, pack, &place);
        if definition == Definition::Refused {
            return;
        }
        self.problems.extend(replacing(&id, definition, control.replaces, &place));
        let control = Control {
            id: id.clone(),
            family: control.family.get_ref().clone(),
            level: control.level,
            title: control.title.clone(),
            names: control.names.clone(),
            basis: control.basis.clone(),
            media: control.media.clone(),
            present,
            denied,
            verified: control.verified,
            place,
        };
        book.names.controls.insert(control_name(&id), id.clone());
        book.controls.insert(id, control);
    }

    /// Completes what a rule says of itself; a full id (`pack/ID`) replaces a rule of an earlier pack.
    pub(super) fn about(
        &mut self,
        pack: &str,
        at: &SourceText<'_>,
        (id, name): (&Spanned<String>, &Spanned<String>),
        about: About,
    ) -> About {
        let full = if id.get_ref().contains('/') {
            id.get_ref().clone()
        } else {
            format!("{pack}/{}", id.get_ref())
        };
        let short = full.rsplit('/').next().unwrap_or_default();
        let legal = short.split_once('-').is_some_and(|(prefix, number)| {
            !prefix.is_empty()
                && prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
                && !number.is_empty()
                && number.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
        if !legal {
            self.problems.push(
                Problem::error(
                    at.content(&id.span()),
                    format!("ルールID `{short}` の形が違います"),
                    format!("`{short}` does not look like a rule id"),
                )
                .with_help("`TRF-02` のように書きます", "write it like `TRF-02`"),
            );
        }
        if let Some(reason) = illegal_name(name.get_ref()) {
            self.problems.push(Problem::error(
                at.content(&name.span()),
                format!("ルール名 `{}` {}", name.get_ref(), reason.0),
                format!("rule name `{}` {}", name.get_ref(), reason.1),
            ));
        }
        About { id: full, name: name.get_ref().clone(), ..about }
    }

    pub(super) fn known(
        &mut self,
        at: &SourceText<'_>,
        name: &Spanned<String>,
        what: (&str, &str),
        known: &[Offer<'_>],
    ) {
        let ids = || known.iter().map(|offer| offer.id);
        if !ids().any(|id| id == name.get_ref()) {
            let place = at.content(&name.span());
            let name = name.get_ref();
            self.problems
                .push_with(|| Problem::unknown(place, what, name, ids()).with_offer(name, known, None));
        }
    }
}

/// Why a rule name is refused: names state the defect, never the cure.
fn illegal_name(name: &str) -> Option<(&'static str, &'static str)> {
    let kebab =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let cure =
        ["use-", "prefer-", "avoid-", "check-", "no-", "should-"].iter().any(|start| name.starts_with(start));
    if !kebab {
        Some(("は英小文字とハイフンで書きます", "must be written in lower case with hyphens"))
    } else if cure || name.ends_with("-rule") {
        Some(("は欠陥を表す名前にします（対策や命令ではなく）", "must state the defect, not the cure"))
    } else {
        None
    }
}

/// A control that takes the place of one of another pack unasked, or of none.
fn replacing(id: &str, definition: Definition, meant: bool, place: &Place) -> Option<Problem> {
    let problem = |ja: String, en: String| Problem::warning(place.clone(), ja, en);
    match (definition, meant) {
        (Definition::Replacing, false) => Some(
            problem(
                format!("対策 `{id}` は、元のパックの同じ ID の対策を置き換えます"),
                format!("the control `{id}` replaces the one of that id in another pack"),
            )
            .with_help(
                "別の対策なら ID を変えます。置き換えるつもりなら `replaces = true` と書きます",
                "give it an id of its own, or write `replaces = true` if that is meant",
            ),
        ),
        (Definition::New, true) => Some(problem(
            format!("対策 `{id}` には replaces がありますが、置き換える対策がありません"),
            format!("the control `{id}` says `replaces`, but no other pack has it"),
        )),
        _ => None,
    }
}

pub(super) fn cases(at: &SourceText<'_>, cases: &[Spanned<CaseDefinition>]) -> Vec<Case> {
    cases
        .iter()
        .map(|case| {
            let place: Place = at.place(case.get_ref().expect.span().start);
            let list = at.slice(&case.span()).starts_with('{');
            Case::new(case.get_ref().clone(), place, if list { CaseStyle::List } else { CaseStyle::Headers })
        })
        .collect()
}

/// Singulars that expressions over a register read, `medium` first: it narrows the other sets.
pub(super) fn singulars(book: &Rulebook, register: &str, expressions: &[&Expression]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for expression in expressions {
        for variable in book.variables(register, expression) {
            if let Some(singular) = variable.singular
                && !found.contains(&singular)
            {
                found.push(singular);
            }
        }
    }
    found.sort_by_key(|singular| singular != "medium");
    found
}
