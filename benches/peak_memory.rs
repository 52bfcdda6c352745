//! Peak memory of deciding a million records, above the register itself.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod memory;

use std::hint::black_box;

use daicho_benches::hand;
use daicho_benches::ledger::{Blanks, Ledger};
use memory::{megabytes, peak, taken};

fn main() {
    let before = taken();
    let ledger = Ledger::new(1_000_000, Blanks::Some);
    println!("register: {} MB", megabytes(taken() - before));
    for variants in [1, 5] {
        let rules = hand::Rules::new(variants);
        let peak = peak(|| drop(black_box(rules.decide(black_box(&ledger)))));
        println!("{} rules by hand: {} MB", variants * 20, megabytes(peak));
    }
}
