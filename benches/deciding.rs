//! Deciding twenty and a hundred rules on up to a million records, in several ways.
//!
//! All ways must give the same answers, record by record, before any of them is measured; the slow ones on
//! the first records only. Throughput is in decisions: one rule on one record.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark that cannot run should stop")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use daicho_benches::ledger::{Blanks, Ledger};
use daicho_benches::records;
use daicho_benches::rulebook::rulebook;
use daicho_benches::{hand, scope};
use daicho_rules::{Columns, Rulebook};
use rayon::ThreadPoolBuilder;

/// Decisions for which the slow ways are compared and measured.
const FEW: usize = 400_000;

/// The rules, the register, and how many records of it the slow ways see.
struct Bench {
    rulebook: Arc<Rulebook>,
    ledger: Ledger,
    /// The same register as daicho reads it.
    columns: Arc<Columns>,
    by_hand: hand::Rules,
    few: usize,
}

impl Bench {
    fn new(records: usize, variants: usize) -> Self {
        let rulebook = rulebook(variants);
        let few = (FEW / rulebook.risks.len()).min(records);
        let ledger = Ledger::new(records, Blanks::Some);
        let columns = records::columns(&ledger, records);
        let bench = Self { rulebook, ledger, columns, by_hand: hand::Rules::new(variants), few };
        bench.compare();
        bench
    }

    fn decisions(&self, records: usize) -> Throughput {
        Throughput::Elements((records * self.rulebook.risks.len()) as u64)
    }

    /// Stops if two ways give different answers.
    fn compare(&self) {
        let by_hand = self.by_hand.decide(&self.ledger);
        let by_cases = records::decide(&self.rulebook, &self.columns);
        for (rule, decisions) in by_cases.iter().enumerate() {
            by_hand.compare("case tables", rule, records::answers(decisions));
        }
        let cases: usize = by_cases.iter().map(|decisions| decisions.cases).sum();
        let by_records = records::decide_each(&self.rulebook, &records::columns(&self.ledger, self.few));
        let columns = scope::Columns::new(&self.ledger, self.few);
        let by_scope = scope::Rules::new(&self.rulebook).decide(&columns, 0..self.few);
        for (rule, (evaluator, rhai)) in by_records.into_iter().zip(by_scope).enumerate() {
            by_hand.compare("the evaluator", rule, evaluator);
            by_hand.compare("Rhai", rule, rhai);
        }
        let (fired, asked) = by_hand.counts();
        println!(
            "{} records, {} rules: {fired} risks, {asked} questions, {cases} cases, checksum {:016x}; {} records compared with Rhai",
            self.ledger.len(),
            self.rulebook.risks.len(),
            by_hand.checksum(),
            self.few,
        );
    }

    fn by_hand(&self, group: &mut BenchmarkGroup<'_, WallTime>) {
        group.throughput(self.decisions(self.ledger.len()));
        for threads in [1, 2] {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can start");
            group.bench_function(BenchmarkId::new("by_hand", threads), |b| {
                b.iter(|| pool.install(|| black_box(self.by_hand.decide(black_box(&self.ledger)))));
            });
        }
    }

    fn by_cases(&self, group: &mut BenchmarkGroup<'_, WallTime>) {
        group.throughput(self.decisions(self.ledger.len()));
        for threads in [1, 2] {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can start");
            group.bench_function(BenchmarkId::new("case_tables", threads), |b| {
                b.iter(|| {
                    pool.install(|| black_box(records::decide(&self.rulebook, black_box(&self.columns))))
                });
            });
        }
    }

    /// Rhai for every record, on one thread.
    fn by_rhai(&self, group: &mut BenchmarkGroup<'_, WallTime>) {
        group.throughput(self.decisions(self.few));
        let rules = scope::Rules::new(&self.rulebook);
        let columns = scope::Columns::new(&self.ledger, self.few);
        group.bench_function(BenchmarkId::new("rhai_scope", 1), |b| {
            b.iter(|| black_box(rules.decide(black_box(&columns), 0..self.few)));
        });
        let items = records::columns(&self.ledger, self.few);
        group.bench_function(BenchmarkId::new("evaluator", 1), |b| {
            b.iter(|| black_box(records::decide_each(&self.rulebook, black_box(&items))));
        });
    }
}

fn deciding(c: &mut Criterion) {
    for (records, variants) in [(10_000, 1), (100_000, 1), (1_000_000, 1), (1_000_000, 5)] {
        let bench = Bench::new(records, variants);
        let name = format!("{records}_records_{}_rules", bench.rulebook.risks.len());
        let mut group = c.benchmark_group(name);
        group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(5));
        bench.by_hand(&mut group);
        bench.by_cases(&mut group);
        if records == 1_000_000 {
            bench.by_rhai(&mut group);
        }
        group.finish();
    }
}

criterion_group!(benches, deciding);
criterion_main!(benches);
