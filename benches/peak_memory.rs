//! Peak memory of deciding a million records, above the register itself.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::hint::black_box;

use daicho_benches::hand;
use daicho_benches::ledger::{Blanks, Ledger};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() {
    let before = MEMORY.current_usage();
    let ledger = Ledger::new(1_000_000, Blanks::Some);
    println!("register: {} MB", megabytes(MEMORY.current_usage() - before));
    for variants in [1, 5] {
        let rules = hand::Rules::new(variants);
        let peak = peak(|| drop(black_box(rules.decide(black_box(&ledger)))));
        println!("{} rules by hand: {} MB", variants * 20, megabytes(peak));
    }
}

/// The most memory that `work` takes beyond what is taken already, in bytes.
fn peak(work: impl FnOnce()) -> usize {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    work();
    MEMORY.peak_usage() - before
}

fn megabytes(bytes: usize) -> usize {
    bytes / 1_000_000
}
