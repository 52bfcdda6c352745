//! Decides a whole rule on a record: once, or once for each value of the singulars it reads.

use std::sync::Arc;

use rhai::Dynamic;

use crate::error::Place;
use crate::evaluate::{Evaluator, Failure, Stop};
use crate::expression::Expression;
use crate::register::FieldDefinition;
use crate::rule::{Check, Control, RiskRule};
use crate::slot::{Slot, ValueSet};
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The risk applies, or the check does not hold.
    Fires,
    /// The risk does not apply, or the check holds or does not concern the record.
    Passes,
    /// It hangs on this field, which is blank or was not understood.
    Asks(String),
    /// It could not be run.
    Failed(Failure),
}

/// A number from 1 to 3, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Factor {
    /// The number.
    Known(u8),
    /// It hangs on this field.
    Asks(String),
    /// It could not be computed.
    Failed(Failure),
}

/// Whether a record's own columns show a control.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What came out of a rule for one binding.
struct Answer {
    outcome: Outcome,
    threat: Option<Factor>,
    impact: Option<Factor>,
    impact_reads: Vec<String>,
    present: Vec<Presence>,
}

impl Answer {
    fn of(outcome: Outcome) -> Self {
        Self { outcome, threat: None, impact: None, impact_reads: Vec::new(), present: Vec::new() }
    }
}

/// Most combinations of singulars that a rule is decided for on one record.
const MAX_BINDINGS: usize = 5_000;

fn too_many(place: &Place) -> Decided {
    Decided {
        singulars: Vec::new(),
        outcome: Outcome::Failed(Failure {
            place: place.clone(),
            message: Text::new(
                format!("値の組合せが多すぎます（上限 {MAX_BINDINGS}）"),
                format!("there are too many combinations of values (at most {MAX_BINDINGS})"),
            ),
        }),
        reads: Vec::new(),
        impact_reads: Vec::new(),
        threat: None,
        impact: None,
        present: Vec::new(),
    }
}

/// Values bound for one run, and the singulars they come from.
type Binding = (Vec<(String, String)>, Vec<(String, Slot)>);

impl Evaluator {
    /// Decides a risk rule on the record at hand.
    pub fn decide_risk(&mut self, rule: &RiskRule) -> Vec<Decided> {
        let rulebook = Arc::clone(&self.rulebook);
        let impact = rule.impact.as_ref().or(rulebook.impact.as_ref());
        self.each_binding(&rule.singulars, &rule.when.place, &mut |this| {
            let outcome = outcome(this.truth(&rule.when));
            if outcome != Outcome::Fires {
                return Answer::of(outcome);
            }
            let threat = this.factor(&rule.threat);
            let reads = this.take_reads();
            let impact = impact.map(|expression| this.factor(expression));
            let impact_reads = this.take_reads();
            let present = rule
                .controls
                .iter()
                .map(|id| {
                    rulebook.controls.get(id).map_or(Presence::Silent, |control| this.presence(control))
                })
                .collect();
            // What the controls read is left out: it does not explain why the rule applies.
            this.put_reads(reads);
            Answer { outcome, threat: Some(threat), impact, impact_reads, present }
        })
    }

    /// Decides a check on the record at hand.
    pub fn decide_check(&mut self, check: &Check) -> Vec<Decided> {
        self.each_binding(&check.singulars, &check.require.place, &mut |this| {
            let result = this.settle(&mut |this| match &check.when {
                Some(when) if !this.bare_truth(when)? => Ok(false),
                _ => {
                    // What the requirement read stands first: that is where a finding points to.
                    let before = this.take_reads();
                    let holds = this.bare_truth(&check.require);
                    let mut reads = this.take_reads();
                    reads.extend(before.into_iter().filter(|name| !reads.contains(name)).collect::<Vec<_>>());
                    this.put_reads(reads);
                    holds.map(|holds| !holds)
                }
            });
            Answer::of(outcome(result))
        })
    }

    /// Whether the record at hand shows a control, or its lack, by its own columns.
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

    fn factor(&mut self, expression: &Expression) -> Factor {
        match self.number(expression) {
            Ok(number) => match u8::try_from(number) {
                Ok(factor @ 1..=3) => Factor::Known(factor),
                _ => Factor::Failed(Failure {
                    place: expression.place.clone(),
                    message: Text::new(
                        format!("値は1〜3のはずですが {number} になりました"),
                        format!("the value must be 1 to 3, but is {number}"),
                    ),
                }),
            },
            Err(Stop::Asked(field)) => Factor::Asks(field),
            Err(Stop::Failed(failure)) => Factor::Failed(failure),
        }
    }

    fn each_binding(
        &mut self,
        singulars: &[String],
        place: &Place,
        decide: &mut dyn FnMut(&mut Self) -> Answer,
    ) -> Vec<Decided> {
        let mut bindings: Vec<Binding> = vec![(Vec::new(), Vec::new())];
        for singular in singulars {
            let mut extended = Vec::new();
            for binding in bindings {
                extended.extend(self.extend(&binding, singular));
                if extended.len() > MAX_BINDINGS {
                    return vec![too_many(place)];
                }
            }
            bindings = extended;
        }
        let mut decided = Vec::new();
        for (singulars, bound) in bindings {
            let result = self.with(bound, |this| {
                this.take_reads();
                let Answer { outcome, threat, impact, impact_reads, present } = decide(this);
                let reads = this.take_reads();
                Decided { singulars, outcome, reads, impact_reads, threat, impact, present }
            });
            decided.push(result);
        }
        decided
    }

    /// A binding extended by each value of a singular.
    ///
    /// A blank set gives one binding in which the singular is blank, so that the rule asks for the set
    /// only if it gets as far as reading it; a set known to be empty gives none.
    fn extend(&mut self, (names, bound): &Binding, singular: &str) -> Vec<Binding> {
        // A value given for the singular itself, as cases do.
        if let Some(Slot::Known(value)) = self.slot(singular) {
            let value = value.into_string().unwrap_or_default();
            return vec![self.bind(names, bound, singular, &value)];
        }
        let rulebook = Arc::clone(&self.rulebook);
        let Some(plural) = rulebook.names.schema.plural_of(&self.register(), singular) else {
            return vec![(names.clone(), bound.clone())];
        };
        let held = self.with(bound.clone(), |this| this.slot(&plural.id));
        let Some(set) = held.and_then(|slot| match slot {
            Slot::Known(value) => value.try_cast::<ValueSet>(),
            Slot::Blank | Slot::Unclear => None,
        }) else {
            return vec![(names.clone(), bound.clone())];
        };
        let mut extended: Vec<Binding> =
            set.values.iter().map(|value| self.bind(names, bound, singular, value)).collect();
        if set.unclear {
            extended.push((names.clone(), bound.clone()));
        }
        extended
    }

    fn bind(
        &mut self,
        names: &[(String, String)],
        bound: &[(String, Slot)],
        singular: &str,
        value: &str,
    ) -> Binding {
        let mut names = names.to_vec();
        names.push((singular.to_owned(), value.to_owned()));
        let mut bound = bound.to_vec();
        bound.push((singular.to_owned(), Slot::Known(Dynamic::from(value.to_owned()))));
        let rulebook = Arc::clone(&self.rulebook);
        let register = self.register();
        if singular == "medium" {
            bound.extend(self.narrowed(&register, value));
        }
        if let Some(other) =
            rulebook.names.schema.plural_of(&register, singular).and_then(|plural| plural.names.clone())
        {
            bound.extend(self.joined(&other, singular, value));
        }
        (names, bound)
    }

    /// The sets of the record with only those values that fit a medium; one left empty counts as blank.
    fn narrowed(&mut self, register: &str, medium: &str) -> Vec<(String, Slot)> {
        let schema = Arc::clone(&self.rulebook.names.schema);
        let Some(definition) = schema.registers.get(register) else { return Vec::new() };
        let narrow = |field: &FieldDefinition| {
            let vocabulary = schema.vocabulary_of(field)?;
            let Some(Slot::Known(value)) = self.slot(&field.id) else { return None };
            let set = value.try_cast::<ValueSet>()?;
            let fits = |id: &&String| {
                vocabulary
                    .value(id)
                    .is_none_or(|value| value.media.is_empty() || value.media.iter().any(|m| m == medium))
            };
            let values: Arc<[String]> = set.values.iter().filter(fits).cloned().collect();
            if values.len() == set.values.len() {
                return None;
            }
            let slot = if values.is_empty() {
                if set.unclear { Slot::Unclear } else { Slot::Blank }
            } else {
                Slot::Known(Dynamic::from(ValueSet { values, ..set }))
            };
            Some((field.id.clone(), slot))
        };
        definition.fields.values().filter(|field| field.id != "media").filter_map(narrow).collect()
    }

    /// The fields of the record of another register that a value names.
    fn joined(&mut self, register: &str, singular: &str, name: &str) -> Vec<(String, Slot)> {
        let world = self.world();
        let record = world.named(register, name);
        let found = (format!("{singular}_found"), record.is_some());
        // What a case gives directly stays as given.
        let mut bound = Vec::new();
        if self.slot(&found.0).is_none() {
            bound.push((found.0, Slot::Known(Dynamic::from(found.1))));
        }
        let slots = record.into_iter().flat_map(|record| &record.slots);
        bound.extend(slots.map(|(field, slot)| (format!("{singular}_{field}"), slot.clone())));
        bound
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
