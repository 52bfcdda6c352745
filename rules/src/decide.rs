//! Decides a whole rule on a row.

use std::sync::Arc;

use crate::bindings::{Bindings, MAX_BINDINGS};
use crate::error::Place;
use crate::evaluate::{Evaluator, Failure, Stop};
use crate::expression::Expression;
use crate::method::FACTOR;
use crate::rule::{Check, Control, Duty, RiskRule};
use crate::rulebook::Rulebook;
use crate::text::Text;

/// A rule decided on a record, for one value of each singular it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Singulars with their values, empty for a rule that reads none.
    pub singulars: Vec<(String, String)>,
    /// What came out.
    pub outcome: Outcome,
    /// Names read for the condition and the threat.
    pub reads: Vec<String>,
    /// Names read for the impact.
    pub impact_reads: Vec<String>,
    /// Threat of a risk that applies.
    pub threat: Option<Factor>,
    /// Impact of a risk that applies.
    pub impact: Option<Factor>,
    /// Which of the rule's controls the record itself shows, in the order of the rule.
    pub present: Vec<Presence>,
}

/// What came out of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The risk or the duty applies, or the check does not hold.
    Fires,
    /// The risk or the duty does not apply, or the check holds or does not concern the record.
    Passes,
    /// It hangs on this field, which is blank or was not understood.
    Asks(String),
    /// It could not be run.
    Failed(Failure),
}

/// A number from 1 to 3, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Factor {
    /// The number.
    Known(u8),
    /// It hangs on this field.
    Asks(String),
    /// It could not be computed.
    Failed(Failure),
}

/// Whether a record's own columns show a control.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Presence {
    /// They show it, by the names read.
    Shown(Vec<String>),
    /// They show that it is lacking, by the names read.
    Denied(Vec<String>),
    /// They speak of it and show neither.
    NotShown,
    /// They do not speak of it.
    Silent,
}

/// A part of a rule that is decided by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'r> {
    /// Whether a risk applies, or a duty.
    Condition(&'r Expression),
    /// Whether a check does not hold.
    Check(&'r Check),
    /// Threat or impact.
    Factor(&'r Expression),
    /// Whether the record shows a control.
    Presence(&'r Control),
}

/// What came out of a part, with the names read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    Outcome(Outcome, Vec<String>),
    Factor(Factor, Vec<String>),
    Presence(Presence),
}

impl<'r> Part<'r> {
    /// The expressions it runs.
    pub(crate) fn expressions(self) -> Vec<&'r Expression> {
        match self {
            Part::Condition(expression) | Part::Factor(expression) => vec![expression],
            Part::Check(check) => check.when.iter().chain([&check.require]).collect(),
            Part::Presence(control) => control.present.iter().chain(&control.denied).collect(),
        }
    }
}

/// The parts of a rule: of a check only the condition.
pub(crate) struct RuleParts<'r> {
    pub(crate) condition: Part<'r>,
    /// None for a check.
    pub(crate) threat: Option<Part<'r>>,
    pub(crate) impact: Option<Part<'r>>,
    /// One for each control of the rule; `None` for one that is not defined.
    pub(crate) present: Vec<Option<Part<'r>>>,
}

impl<'r> RuleParts<'r> {
    pub(crate) fn of(rule: &'r RiskRule, rulebook: &'r Rulebook) -> Self {
        let control = |id: &String| rulebook.controls.get(id).map(Part::Presence);
        Self {
            condition: Part::Condition(&rule.when),
            threat: Some(Part::Factor(&rule.threat)),
            impact: rule.impact.as_ref().or(rulebook.impact.as_ref()).map(Part::Factor),
            present: rule.controls.iter().map(control).collect(),
        }
    }

    pub(crate) fn all(&self) -> Vec<Part<'r>> {
        let factors = [Some(self.condition), self.threat, self.impact];
        factors.into_iter().chain(self.present.iter().copied()).flatten().collect()
    }
}

impl Decided {
    /// What the answers of the condition and of the parts behind it say together.
    pub(crate) fn of_risk(
        singulars: Vec<(String, String)>,
        condition: Answer,
        threat: Option<Answer>,
        impact: Option<Answer>,
        present: Vec<Option<Answer>>,
    ) -> Self {
        let mut decided = Self::of(singulars, condition);
        if decided.outcome != Outcome::Fires {
            return decided;
        }
        if let Some(Answer::Factor(factor, reads)) = threat {
            decided.threat = Some(factor);
            let known = std::mem::take(&mut decided.reads);
            decided.reads = joined(known, reads);
        }
        if let Some(Answer::Factor(factor, reads)) = impact {
            decided.impact = Some(factor);
            decided.impact_reads = reads;
        }
        let presence = |answer| match answer {
            Some(Answer::Presence(presence)) => presence,
            _ => Presence::Silent,
        };
        // What the controls read is left out: it does not explain why the rule applies.
        decided.present = present.into_iter().map(presence).collect();
        decided
    }

    /// What a condition or check alone says.
    pub(crate) fn of(singulars: Vec<(String, String)>, answer: Answer) -> Self {
        let (outcome, reads) = match answer {
            Answer::Outcome(outcome, reads) => (outcome, reads),
            Answer::Factor(_, reads) => (Outcome::Passes, reads),
            Answer::Presence(_) => (Outcome::Passes, Vec::new()),
        };
        Self {
            singulars,
            outcome,
            reads,
            impact_reads: Vec::new(),
            threat: None,
            impact: None,
            present: Vec::new(),
        }
    }

    /// What is said of a record that gives more rows than are decided on.
    pub(crate) fn crowded(place: &Place) -> Self {
        let message = Text::new(
            format!("値の組合せが多すぎます（上限 {MAX_BINDINGS}）"),
            format!("there are too many combinations of values (at most {MAX_BINDINGS})"),
        );
        let failure = Failure { place: place.clone(), message };
        Self::of(Vec::new(), Answer::Outcome(Outcome::Failed(failure), Vec::new()))
    }
}

/// Names in their order, each once.
fn joined(mut first: Vec<String>, second: Vec<String>) -> Vec<String> {
    for name in second {
        if !first.contains(&name) {
            first.push(name);
        }
    }
    first
}

impl Evaluator {
    /// Decides a risk rule on one row, by itself.
    ///
    /// The engine decides the rows that a rule cannot tell apart only once
    /// ([`decide_risks`](crate::decide_risks)); this is the plain way that it is held to.
    pub fn decide_risk(&mut self, rule: &RiskRule, bindings: &Arc<Bindings>, row: usize) -> Decided {
        self.turn_to(bindings, row);
        let rulebook = Arc::clone(&self.rulebook);
        let parts = RuleParts::of(rule, &rulebook);
        let singulars = bindings.singulars_of(row);
        let condition = self.answer(parts.condition);
        if !matches!(condition, Answer::Outcome(Outcome::Fires, _)) {
            return Decided::of(singulars, condition);
        }
        let threat = parts.threat.map(|threat| self.answer(threat));
        let impact = parts.impact.map(|impact| self.answer(impact));
        let present = parts.present.iter().map(|part| part.map(|part| self.answer(part))).collect();
        Decided::of_risk(singulars, condition, threat, impact, present)
    }

    /// Decides a check on one row, by itself.
    pub fn decide_check(&mut self, check: &Check, bindings: &Arc<Bindings>, row: usize) -> Decided {
        self.turn_to(bindings, row);
        let answer = self.answer(Part::Check(check));
        Decided::of(bindings.singulars_of(row), answer)
    }

    /// Decides a duty on one row, by itself.
    pub fn decide_duty(&mut self, duty: &Duty, bindings: &Arc<Bindings>, row: usize) -> Decided {
        self.turn_to(bindings, row);
        let answer = self.answer(Part::Condition(&duty.when));
        Decided::of(bindings.singulars_of(row), answer)
    }

    /// What comes out of a part on the row at hand.
    pub(crate) fn answer(&mut self, part: Part<'_>) -> Answer {
        self.work.begin();
        self.take_reads();
        match part {
            Part::Condition(expression) => {
                let outcome = outcome(self.truth(expression));
                Answer::Outcome(outcome, self.take_reads())
            }
            Part::Check(check) => self.check(check),
            Part::Factor(expression) => {
                let factor = self.factor(expression, FACTOR);
                Answer::Factor(factor, self.take_reads())
            }
            Part::Presence(control) => Answer::Presence(self.presence(control)),
        }
    }

    fn check(&mut self, check: &Check) -> Answer {
        let result = self.settle(&mut |this| match &check.when {
            Some(when) if !this.bare_truth(when)? => Ok(false),
            _ => {
                // What the requirement read stands first: that is where a finding points to.
                let before = this.take_reads();
                let holds = this.bare_truth(&check.require);
                let reads = joined(this.take_reads(), before);
                this.put_reads(reads);
                holds.map(|holds| !holds)
            }
        });
        Answer::Outcome(outcome(result), self.take_reads())
    }

    /// Whether the row at hand shows a control, or its lack, by its own columns.
    fn presence(&mut self, control: &Control) -> Presence {
        let mut speaks = false;
        for (expression, answer) in [
            (&control.present, Presence::Shown as fn(_) -> _),
            (&control.denied, Presence::Denied as fn(_) -> _),
        ] {
            let Some(expression) = expression else { continue };
            self.take_reads();
            match self.truth(expression) {
                Ok(true) => return answer(self.take_reads()),
                Ok(false) => speaks = true,
                Err(_) => {}
            }
        }
        if speaks { Presence::NotShown } else { Presence::Silent }
    }

    /// A number from 1 to `highest` on one row, with the names read for it.
    pub fn level(
        &mut self,
        expression: &Expression,
        highest: u8,
        bindings: &Arc<Bindings>,
        row: usize,
    ) -> (Factor, Vec<String>) {
        self.turn_to(bindings, row);
        let factor = self.factor(expression, highest);
        (factor, self.take_reads())
    }

    fn factor(&mut self, expression: &Expression, highest: u8) -> Factor {
        match self.number(expression) {
            Ok(number) => match u8::try_from(number) {
                Ok(factor) if (1..=highest).contains(&factor) => Factor::Known(factor),
                _ => Factor::Failed(Failure {
                    place: expression.place.clone(),
                    message: Text::new(
                        format!("値は1〜{highest}のはずですが {number} になりました"),
                        format!("the value must be 1 to {highest}, but is {number}"),
                    ),
                }),
            },
            Err(Stop::Asked(field)) => Factor::Asks(field),
            Err(Stop::Failed(failure)) => Factor::Failed(failure),
        }
    }
}

fn outcome(result: Result<bool, Stop>) -> Outcome {
    match result {
        Ok(true) => Outcome::Fires,
        Ok(false) => Outcome::Passes,
        Err(Stop::Asked(field)) => Outcome::Asks(field),
        Err(Stop::Failed(failure)) => Outcome::Failed(failure),
    }
}
