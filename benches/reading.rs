//! Reading a large ledger to the last value, beside a bare read of its cells.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

#[path = "reading/ledger.rs"]
mod ledger;

use std::hint::black_box;
use std::io::Cursor;
use std::time::Duration;

use calamine::{Reader, Xlsx};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use daicho_core::read::{ReadOptions, read_workbook};
use daicho_core::{DEFAULT_PACK, Rulebook};

const ITEMS: u32 = 100_000;

fn reading(c: &mut Criterion) {
    let rulebook = Rulebook::load(&[DEFAULT_PACK.to_owned()]).expect("the built-in pack loads");
    let bytes = ledger::workbook(ITEMS);
    let mut group = c.benchmark_group("reading_100000_items");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    group.throughput(Throughput::Elements(u64::from(ITEMS) * 25));
    group.bench_function("calamine_cells", |b| {
        b.iter(|| {
            let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(black_box(&bytes))).expect("a workbook");
            workbook.worksheet_range("Sheet1").expect("the sheet is there")
        });
    });
    group.bench_function("daicho_ledger", |b| {
        b.iter(|| {
            read_workbook("ledger.xlsx", black_box(&bytes), &rulebook.schema, &ReadOptions::default())
                .expect("the ledger can be read")
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
