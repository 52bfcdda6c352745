//! Peak memory of reading a large ledger, beside that of a bare read of its cells.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a measurement is printed, or stops")]

#[path = "reading/ledger.rs"]
mod ledger;
mod memory;

use std::hint::black_box;
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use daicho_core::read::{ReadOptions, read_workbook};
use daicho_core::{DEFAULT_PACK, Rulebook};
use memory::{megabytes, peak};

fn main() {
    let rulebook = Rulebook::load(&[DEFAULT_PACK.to_owned()]).expect("the built-in pack loads");
    let bytes = ledger::workbook(100_000);
    let cells = peak(|| {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).expect("a workbook");
        drop(black_box(workbook.worksheet_range("Sheet1").expect("the sheet is there")));
    });
    let read = peak(|| {
        let read = read_workbook("ledger.xlsx", &bytes, &rulebook.schema, &ReadOptions::default());
        drop(black_box(read.expect("the ledger can be read")));
    });
    println!("file: {} MB", megabytes(bytes.len()));
    println!("calamine, cells: {} MB", megabytes(cells));
    println!("daicho, ledger: {} MB", megabytes(read));
    println!("ratio: {:.2}", ratio(read, cells));
}

/// How many times `part` is `whole`, exact enough for megabytes.
fn ratio(part: usize, whole: usize) -> f64 {
    let kilobytes = |bytes: usize| f64::from(u32::try_from(bytes / 1_000).unwrap_or(u32::MAX));
    kilobytes(part) / kilobytes(whole)
}
