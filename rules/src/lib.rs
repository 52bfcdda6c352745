//! The rule language of daicho.
//!
//! Loads packs, compiles their Rhai expressions in a sandbox, and decides each distinguishable case once.
//! It knows nothing of workbooks or files other than packs.
//!
//! ```text
//! Rulebook            the layered packs, compiled
//! ├─ Schema           registers with fields, vocabularies, stages, families
//! ├─ RiskRule, Check, Duty  expressions over a record, each with its own cases
//! ├─ Control, Fact    what lowers a risk; what is known of the whole ledger
//! └─ Method           how factors become a score and a band
//! Columns             many records: for each name its distinct values, and a code for each record
//! decide_risks, …     every rule on every record, each distinguishable case once
//! Evaluator           one rule on one row: the plain way, which the other is held to
//! situations          what a rule tells apart, found from the rule alone
//! ```
#![deny(missing_docs)]

mod assemble;
mod atom;
mod bindings;
mod case;
mod case_table;
mod classes;
mod client;
mod codes;
mod columns;
mod condition;
mod coverage;
mod decide;
mod decision_table;
mod decisions;
mod definition;
mod diff;
mod domain;
mod error;
mod evaluate;
mod event;
mod exposure;
mod expression;
mod function;
mod kernel;
mod lint;
mod load;
mod method;
mod names;
pub mod normal;
mod offer;
mod parameters;
mod parse;
mod phrase;
mod position;
mod print;
mod problems;
mod record;
mod reference;
mod register;
mod rule;
mod rulebook;
mod sandbox;
mod scaffold;
mod schema;
mod score;
mod situation;
mod slips;
mod slot;
mod source;
mod text;
mod value;
mod work;

pub use bindings::Bindings;
pub use case::{Case, CaseKind, CaseStyle, run_cases};
pub use client::definition::CLIENT_SCHEMA;
pub use client::layer::{
    AcceptableChange, Change, ClientLayer, Exception, Grounds, Override, ParameterChange,
};
pub use client::mapping::{MappedHeader, MappedLetter, MappedRegister, MappedTable, MappedValue, Mapping};
pub use client::{CLIENT_FILE, ClientFile, ClientOptions};
pub use columns::Columns;
pub use condition::{Condition, Parts, Reason, Statement, Topic, Truth};
pub use coverage::{Coverage, MissingCase, coverage};
pub use decide::{Decided, Factor, Outcome, Presence};
pub use decision_table::{DecisionColumn, DecisionNote, DecisionRow, DecisionTable};
pub use decisions::{Decisions, decide_checks, decide_duties, decide_risks};
pub use definition::PACK_SCHEMA;
pub use diff::{
    Cause, DefinitionKind, Detail, Difference, How, PackDiff, PackPair, Shift, VersionAdvice, diff,
};
pub use domain::Choice;
pub use error::{Gravity, PackError, Place, Problem, nearest};
pub use evaluate::{Evaluator, Failure, Stop};
pub use event::{event_title, events};
pub use exposure::{Exposure, Identifiability, ItemValue, NoFigure, PerPerson};
pub use expression::Expression;
pub use function::{Function, functions};
pub use lint::reach::reach_problems;
pub use lint::rows::row_notes;
pub use load::PackIdentity;
pub use method::{Band, Family, Method, MethodKind, Stage};
pub use names::control_name;
pub use phrase::title_of;
pub use record::{FactValue, Reading, World};
pub use reference::{Recogniser, Reference, ReferenceRecord};
pub use register::{FieldDefinition, FieldType, RegisterDefinition, Vocabulary, VocabularyValue};
pub use rule::{
    About, Aggregate, Check, Control, ControlLevel, Duty, DutyEvent, Fact, RiskRule, Severity, Status,
    TimetableStep,
};
pub use rulebook::{NameOrigin, Rulebook};
pub use scaffold::{Scaffold, ScaffoldError, ScaffoldOptions, scaffold};
pub use schema::Schema;
pub use score::Formula;
pub use situation::{
    Given, Row, Situation, Situations, Subject, Verdict, compare, covered, situations, told_apart, traces,
};
pub use source::built_in_names;
pub use text::{Explain, Lang, Text, grouped};
pub use value::{Count, MediumPeriod, Per, Period, SetValue, Value};
