//! Other ways of deciding a million items, held against the same answers.
//!
//! The register has no blanks, because none of the peers knows questions; everything else is that of the
//! benchmark `deciding`. Every peer answers every rule as a number, and each number is compared with that
//! of the hand-written loops before anything is measured.

#[cfg(feature = "polars")]
mod columns;
mod text;
mod tree;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use daicho_benches::answer::Answers;
use daicho_benches::field::Field;
use daicho_benches::ledger::{AS_OF, Blanks, Cell, Ledger};
use daicho_benches::rulebook::rulebook;
use daicho_benches::{hand, records, scope};
use serde_json::{Map, Value};

use tree::Tree;

/// Records that the peers working record by record decide.
const FEW: usize = 20_000;
/// How often each peer runs; the fastest run counts.
const RUNS: usize = 7;

fn main() {
    let records: usize =
        std::env::args().nth(1).map_or(1_000_000, |n| n.parse().expect("a number of records"));
    let few = FEW.min(records);
    let rulebook = rulebook(1);
    let rules = tree::rules(&rulebook);
    let ledger = Ledger::new(records, Blanks::None);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads()).build().expect("threads can start");
    let by_hand = hand::Rules::new(1);
    let answers = pool.install(|| by_hand.decide(&ledger));
    let (fired, asked) = answers.counts();
    println!("{records} records, {} rules, {} threads", rules.len(), threads());
    println!("{fired} risks, {asked} questions, checksum {:016x}\n", answers.checksum());
    let mut table = Table::default();

    table.add("hand-written loops", records, || pool.install(|| by_hand.decide(&ledger)));

    let columns = records::columns(&ledger, records);
    for (rule, decisions) in records::decide(&rulebook, &columns).iter().enumerate() {
        answers.compare("daicho", rule, records::answers(decisions));
    }
    table.add("daicho, each case once", records, || pool.install(|| records::decide(&rulebook, &columns)));

    #[cfg(feature = "polars")]
    column_by_column(&mut table, &answers, &ledger, &rules);
    if threads() == 1 {
        record_by_record(&mut table, &answers, &ledger, &rules, few);
        let rhai = scope::Rules::new(&rulebook);
        let columns = scope::Columns::new(&ledger, few);
        table.add("Rhai", few, || rhai.decide(&columns, 0..few));
    }
    table.print();
}

/// The number of threads of Polars, and of all that is compared with it.
fn threads() -> usize {
    std::env::var("POLARS_MAX_THREADS").ok().and_then(|threads| threads.parse().ok()).unwrap_or(1)
}

#[cfg(feature = "polars")]
fn column_by_column(table: &mut Table, answers: &Answers, ledger: &Ledger, rules: &[Tree]) {
    let frame = columns::frame(ledger);
    let expressions = columns::expressions(rules);
    let decided = columns::decide(&frame, &expressions);
    for rule in 0..rules.len() {
        compare(answers, "Polars", rule, &columns::words(&decided, rule));
    }
    table.add("Polars expressions", ledger.len(), || columns::decide(&frame, &expressions));
}

fn record_by_record(table: &mut Table, answers: &Answers, ledger: &Ledger, rules: &[Tree], few: usize) {
    let records: Vec<Value> = (0..few).map(|record| json(ledger, record)).collect();

    let engine = datalogic_rs::Engine::new();
    let compile = |rule| engine.compile(text::json_logic(rule).to_string().as_str()).expect("a rule");
    let compiled: Vec<_> = rules.iter().map(compile).collect();
    let parse = |record: &Value| datalogic_rs::ParsedData::from_json(&record.to_string()).expect("JSON");
    let parsed: Vec<_> = records.iter().map(parse).collect();
    let mut session = engine.session();
    let mut decide = |rule: usize| -> Vec<u16> {
        let mut answer = |record| {
            session.reset();
            let answer = session.eval_borrowed(&compiled[rule], record).expect("an answer");
            number(answer.as_i64())
        };
        parsed.iter().map(&mut answer).collect()
    };
    table.peer("datalogic-rs (JSONLogic)", answers, few, &mut decide);

    let mut isolate = zen_expression::Isolate::new();
    let mut compile = |rule| isolate.compile_standard(&text::ZEN.print(rule)).expect("a rule");
    let compiled: Vec<_> = rules.iter().map(&mut compile).collect();
    let variables: Vec<zen_expression::Variable> = records.iter().cloned().map(Into::into).collect();
    let mut machine = zen_expression::vm::VM::new();
    let mut decide = |rule: usize| -> Vec<u16> {
        let mut answer = |record: &zen_expression::Variable| {
            let answer = compiled[rule].evaluate_with(record.clone(), &mut machine).expect("an answer");
            number(answer.as_number().and_then(|number| i64::try_from(number).ok()))
        };
        variables.iter().map(&mut answer).collect()
    };
    table.peer("zen-expression", answers, few, &mut decide);

    let environment = Arc::new(cel::Env::stdlib());
    let compile = |rule| environment.compile(&text::CEL.print(rule)).expect("a rule");
    let compiled: Vec<_> = rules.iter().map(compile).collect();
    let contexts: Vec<_> = records.iter().map(|record| context(&environment, record)).collect();
    let mut decide = |rule: usize| -> Vec<u16> {
        let answer = |context| match compiled[rule].execute(context) {
            Ok(cel::Value::Int(answer)) => number(Some(answer)),
            other => panic!("{other:?} is no number"),
        };
        contexts.iter().map(answer).collect()
    };
    table.peer("cel", answers, few, &mut decide);
}

fn number(answer: Option<i64>) -> u16 {
    answer.and_then(|answer| u16::try_from(answer).ok()).expect("a small number")
}

/// A record as the peers that work record by record read it.
fn json(ledger: &Ledger, record: usize) -> Value {
    let mut fields = Map::new();
    for field in Field::ALL {
        let name = if field == Field::Retention { "retention_months" } else { field.id() };
        let value = match ledger.cell(field, record) {
            Cell::Blank => unreachable!("the register has no blanks"),
            Cell::Word(word) => Value::from(word),
            Cell::Flag(flag) => Value::from(flag),
            Cell::Number(number) => Value::from(number),
            Cell::Day(day) => Value::from(AS_OF - day),
            Cell::Text(text) => Value::from(text),
        };
        fields.insert(name.to_owned(), value);
    }
    Value::Object(fields)
}

fn context<'v>(environment: &Arc<cel::Env>, record: &Value) -> cel::Context<'static, 'v> {
    let mut context = cel::Context::with_env(Arc::clone(environment));
    for (name, value) in record.as_object().into_iter().flatten() {
        let value = match value {
            Value::Bool(flag) => cel::Value::Bool(*flag),
            Value::Number(number) => cel::Value::Int(number.as_i64().expect("a whole number")),
            Value::String(text) => cel::Value::String(Arc::new(text.clone())),
            other => panic!("no field is {other}"),
        };
        context.add_variable_from_value(name.as_str(), value);
    }
    context
}

fn compare(answers: &Answers, whose: &str, rule: usize, words: &[u16]) {
    for (record, word) in words.iter().enumerate() {
        let own = answers.get(rule, record);
        assert!(
            own.word() == *word,
            "rule {}, record {record}: {own:?} by hand, {word} by {whose}",
            rule + 1
        );
    }
}

/// What was measured: the name, the records, the time of the fastest run.
#[derive(Default)]
struct Table(Vec<(String, usize, Duration)>);

impl Table {
    fn add<T>(&mut self, name: &str, records: usize, mut decide: impl FnMut() -> T) {
        let mut run = || {
            let start = Instant::now();
            drop(black_box(decide()));
            start.elapsed()
        };
        let fastest = (0..RUNS).map(|_| run()).min().unwrap_or_default();
        self.0.push((name.to_owned(), records, fastest));
    }

    /// Compares a peer that decides one rule at a time, then measures it on all rules.
    fn peer(
        &mut self,
        name: &str,
        answers: &Answers,
        records: usize,
        decide: &mut dyn FnMut(usize) -> Vec<u16>,
    ) {
        for rule in 0..answers.rules() {
            compare(answers, name, rule, &decide(rule));
        }
        self.add(name, records, || (0..answers.rules()).map(&mut *decide).collect::<Vec<_>>());
    }

    fn print(&self) {
        let per_record =
            |(_, records, time): &(String, usize, Duration)| time.as_secs_f64() / *records as f64;
        let first = self.0.first().map_or(1.0, per_record);
        println!("{:<26}{:>10}{:>22}{:>10}", "", "records", "s for 1,000,000", "ratio");
        for row in &self.0 {
            let seconds = per_record(row);
            println!("{:<26}{:>10}{:>22.3}{:>10.1}", row.0, row.1, seconds * 1e6, seconds / first);
        }
    }
}
