//! One record decided again by itself: as it stands, or with other values in some of its cells.

use std::sync::Arc;

use daicho_rules::{
    Bindings, Check, Columns, Condition, Count, Decided, Duty, Evaluator, Exception, Expression, NameOrigin,
    Outcome, Reading, Reason, RiskRule, Statement, Status, Value, World,
};

use super::world::columns_of;
use super::{Basis, beside, held, risks};
use crate::assessment::{Assessment, Read, Risk};
use crate::ledger::{Cell, Register};

/// Another value in a cell that a rule reads on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// Field of the record, or, as the rule names it, of a record that it names (`vendor_contract`).
    pub(crate) name: String,
    /// Values of singulars of the row that it is made for; they tell which vendor's contract is meant.
    pub(crate) singulars: Vec<(String, String)>,
    /// What the cell would say.
    pub(crate) to: Value,
}

/// A record by itself.
pub(crate) struct Trial<'a> {
    basis: &'a Basis,
    assessment: &'a Assessment,
    register: &'a str,
    record: usize,
    evaluator: Evaluator,
    columns: Arc<Columns>,
}

/// A rule decided on one row of a record, with what is needed to tell why.
pub(crate) struct Row {
    pub(crate) decided: Decided,
    bindings: Arc<Bindings>,
    at: usize,
}

impl<'a> Trial<'a> {
    pub(crate) fn new(
        basis: &'a Basis,
        assessment: &'a Assessment,
        register: &'a str,
        record: usize,
    ) -> Self {
        let evaluator = Evaluator::new(Arc::clone(&basis.rulebook), Arc::clone(basis.surroundings.world()));
        let records = basis.surroundings.records(register);
        Self { basis, assessment, register, record, evaluator, columns: Arc::new(records.only(record)) }
    }

    /// The method that decides.
    pub(crate) fn method_id(&self) -> &'a str {
        &self.assessment.method.id
    }

    /// The rows that a risk rule is decided on.
    pub(crate) fn rows_of_risk(&mut self, rule: &RiskRule) -> Vec<Row> {
        let bindings = self.bindings(&self.columns.clone(), &rule.singulars);
        self.rows(&bindings, |evaluator, row| evaluator.decide_risk(rule, &bindings, row))
    }

    /// The rows that a check is decided on.
    pub(crate) fn rows_of_check(&mut self, check: &Check) -> Vec<Row> {
        let bindings = self.bindings(&self.columns.clone(), &check.singulars);
        self.rows(&bindings, |evaluator, row| evaluator.decide_check(check, &bindings, row))
    }

    /// The rows that a duty is decided on.
    pub(crate) fn rows_of_duty(&mut self, duty: &Duty) -> Vec<Row> {
        let bindings = self.bindings(&self.columns.clone(), &duty.singulars);
        self.rows(&bindings, |evaluator, row| evaluator.decide_duty(duty, &bindings, row))
    }

    fn bindings(&self, columns: &Arc<Columns>, singulars: &[String]) -> Arc<Bindings> {
        let (rulebook, world) = (&self.basis.rulebook, self.basis.surroundings.world());
        Arc::new(Bindings::new(rulebook, world, self.register, columns, singulars))
    }

    fn rows(
        &mut self,
        bindings: &Arc<Bindings>,
        decide: impl Fn(&mut Evaluator, usize) -> Decided,
    ) -> Vec<Row> {
        let row = |at| Row { decided: decide(&mut self.evaluator, at), bindings: Arc::clone(bindings), at };
        (0..bindings.len()).map(row).collect()
    }

    /// The client's exception that takes a rule away from a row.
    pub(crate) fn exception(&self, rule: &str, row: &Row) -> Option<&'a Exception> {
        self.basis.exceptions.excepting(rule, self.record, &row.decided)
    }

    /// A yes/no expression on a row, part by part.
    pub(crate) fn condition(&mut self, expression: &Expression, wanted: bool, row: &Row) -> Condition {
        self.evaluator.condition(expression, wanted, &row.bindings, row.at)
    }

    /// Why a number comes out on a row.
    pub(crate) fn reason(&mut self, expression: &Expression, row: &Row) -> Reason {
        self.evaluator.reason(expression, &row.bindings, row.at)
    }

    /// The cells that a statement rests on.
    pub(crate) fn cells(&self, statement: &Statement, row: &Row) -> Vec<Read> {
        let setting = self.basis.setting(&self.assessment.ledger);
        setting.reads(self.register, self.record, &statement.reads, &row.decided)
    }

    /// True if the register has a column for a field, or the field is of another register.
    pub(crate) fn has_column(&self, field: &str) -> bool {
        let is_own = self.basis.rulebook.schema.field(self.register, field).is_some();
        let register = self.assessment.ledger.register(self.register);
        !is_own || register.is_some_and(|register| register.column(field).is_some())
    }

    /// The values of a set that any record of the register has, each once.
    pub(crate) fn values_elsewhere(&self, field: &str) -> Vec<String> {
        let Some(register) = self.assessment.ledger.register(self.register) else { return Vec::new() };
        let mut values: Vec<String> = Vec::new();
        for cell in register.records.iter().filter_map(|record| register.cell(record, field)) {
            if let Some(Value::Set(set)) = &cell.value {
                values.extend(set.ids.iter().filter(|id| !values.contains(id)).cloned().collect::<Vec<_>>());
            }
        }
        values
    }

    /// The cell behind a name that a rule reads.
    pub(crate) fn cell(&self, name: &str, singulars: &[(String, String)]) -> Option<&'a Cell> {
        let (register, record, field) = self.place_of(name, singulars)?;
        register.cell(register.records.get(record)?, &field)
    }

    /// The register, record and field behind a name that a rule reads.
    fn place_of(&self, name: &str, singulars: &[(String, String)]) -> Option<(&'a Register, usize, String)> {
        let ledger = &self.assessment.ledger;
        match self.basis.rulebook.origin_of(self.register, name) {
            NameOrigin::Own(field) => Some((ledger.register(self.register)?, self.record, field)),
            NameOrigin::Joined { singular, register, field } => {
                let (_, wanted) = singulars.iter().find(|(known, _)| *known == singular)?;
                let other = ledger.register(&register)?;
                let wanted = daicho_rules::normal::fold(wanted);
                let mut records = other.records.iter();
                let same = |record| daicho_rules::normal::fold(other.raw(record, "name")) == wanted;
                Some((other, records.position(same)?, field))
            }
            NameOrigin::Control(_) | NameOrigin::Elsewhere => None,
        }
    }

    /// What a rule says of the record with these changes: each row with the risk it gives, if it gives one.
    pub(crate) fn risks(&mut self, rule: &RiskRule, changes: &[Change]) -> Vec<(Decided, Option<Risk>)> {
        let (columns, world) = self.changed(changes);
        self.risks_on(rule, &columns, world.as_ref())
    }

    /// All risks of the record with these changes.
    pub(crate) fn all_risks(&mut self, changes: &[Change]) -> Vec<Risk> {
        let (columns, world) = self.changed(changes);
        let rulebook = Arc::clone(&self.basis.rulebook);
        let in_force = rulebook.risks.iter().filter(|rule| rule.about.status != Status::Deprecated);
        in_force
            .flat_map(|rule| self.risks_on(rule, &columns, world.as_ref()))
            .filter_map(|(_, risk)| risk)
            .collect()
    }

    fn risks_on(
        &mut self,
        rule: &RiskRule,
        columns: &Arc<Columns>,
        world: Option<&Arc<World>>,
    ) -> Vec<(Decided, Option<Risk>)> {
        let rulebook = &self.basis.rulebook;
        let known = self.basis.surroundings.world();
        let bindings = Arc::new(Bindings::new(
            rulebook,
            world.unwrap_or(known),
            self.register,
            columns,
            &rule.singulars,
        ));
        let mut other = world.map(|world| Evaluator::new(Arc::clone(rulebook), Arc::clone(world)));
        let evaluator = other.as_mut().unwrap_or(&mut self.evaluator);
        let setting = self.basis.setting(&self.assessment.ledger);
        let method = &self.assessment.method;
        let plain = Arc::new(Bindings::plain(self.register, Arc::clone(columns)));
        let own = beside::own_impact(&setting, evaluator, method, &plain, (0, self.record));
        let decide = |row| {
            let decided = evaluator.decide_risk(rule, &bindings, row);
            let excepted = self.basis.exceptions.covers(&rule.about.id, self.record, &decided);
            let fires = decided.outcome == Outcome::Fires && !excepted;
            let risk = || {
                let risk = risks::risk(&setting, rule, self.record, &decided, method);
                match &own {
                    Some(own) => beside::rating(method, &risk, Some(own)).of(&risk),
                    None => risk,
                }
            };
            let risk = fires.then(risk);
            (decided, risk)
        };
        (0..bindings.len()).map(decide).collect()
    }

    /// The record with other values, and the world where a record of another register was changed.
    fn changed(&mut self, changes: &[Change]) -> (Arc<Columns>, Option<Arc<World>>) {
        let mut columns = (*self.columns).clone();
        let mut world: Option<World> = None;
        for change in changes {
            match self.basis.rulebook.origin_of(self.register, &change.name) {
                NameOrigin::Own(field) => columns.add_field(&field, [Reading::Known(&change.to)].into_iter()),
                NameOrigin::Joined { register, .. } => {
                    let Some((other, record, field)) = self.place_of(&change.name, &change.singulars) else {
                        continue;
                    };
                    let world = world.get_or_insert_with(|| (**self.basis.surroundings.world()).clone());
                    let changed = with_cell(other, record, &field, &change.to);
                    let names: Vec<&str> =
                        other.records.iter().map(|record| other.raw(record, "name")).collect();
                    let columns = Arc::new(columns_of(&changed, &self.basis.rulebook));
                    world.add_named(&register, names, columns);
                }
                NameOrigin::Control(_) | NameOrigin::Elsewhere => {}
            }
        }
        self.derive(&mut columns, changes);
        (Arc::new(columns), world.map(Arc::new))
    }

    /// Derives anew what was derived from other cells of the record, which may have changed.
    fn derive(&mut self, columns: &mut Columns, changes: &[Change]) {
        let Some(register) = self.assessment.ledger.register(self.register) else { return };
        // How many are kept hangs on how long they are kept.
        if let Some(definition) = self.basis.rulebook.schema.registers.get(self.register) {
            let changed = changes.iter().find(|change| change.name == held::RETENTION);
            let changed = changed.map(|change| with_cell(register, self.record, held::RETENTION, &change.to));
            if let Some(changed) = &changed {
                let numbers = held::numbers(definition, changed);
                let record = changed.records.get(self.record);
                for field in
                    definition.fields.keys().filter(|field| changes.iter().all(|c| c.name != **field))
                {
                    let typed = record.and_then(|record| changed.cell(record, field)?.value.as_ref());
                    // What the new time does not tell is asked for, as it would be in the ledger.
                    let Some(typed @ Value::Count(Count { per: Some(_), .. })) = typed else { continue };
                    let number = numbers.get(field.as_str()).and_then(|numbers| numbers.get(&self.record));
                    columns.add_field(field, [Reading::Known(number.unwrap_or(typed))].into_iter());
                }
            }
        }
        let derived: Vec<&(String, String, Expression)> = (self.basis.rulebook.derived.iter())
            .filter(|(id, field, _)| {
                let cell = register.records.get(self.record).and_then(|record| register.cell(record, field));
                *id == self.register
                    && cell.is_none_or(|cell| cell.derived || cell.is_blank())
                    && !changes.iter().any(|change| change.name == *field)
            })
            .collect();
        for (_, field, _) in &derived {
            columns.add_field(field, [Reading::Blank].into_iter());
        }
        for (id, field, expression) in derived {
            let bindings = Arc::new(Bindings::plain(id, Arc::new(columns.clone())));
            self.evaluator.turn_to(&bindings, 0);
            if let Ok(flag) = self.evaluator.truth(expression) {
                columns.add_field(field, [Reading::Known(&Value::Flag(flag))].into_iter());
            }
        }
    }
}

/// A register with another value in one of its cells.
fn with_cell(register: &Register, record: usize, field: &str, value: &Value) -> Register {
    let mut changed = register.clone();
    let column = register.column(field);
    let cells = changed.records.get_mut(record).map(|record| &mut record.cells);
    if let Some(cell) = column.zip(cells).and_then(|(column, cells)| cells.get_mut(column)) {
        *cell = cell.clone().with_value(value.clone());
    }
    changed
}
