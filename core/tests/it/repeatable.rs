//! Invariant 1: the same workbooks, packs and date give the same bytes.

use daicho_core::{Lang, write};
use rayon::ThreadPoolBuilder;

use super::assessed;

#[test]
fn the_number_of_threads_changes_no_byte() {
    let result = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let assessment = assessed("home-care/ledger.xlsx", &[]);
            (write::json(&assessment), write::workbook(&assessment, Lang::Ja).unwrap())
        })
    };
    let (json, workbook) = result(1);
    for threads in [2, 5] {
        let (other_json, other_workbook) = result(threads);
        assert!(json == other_json, "JSON differs with {threads} threads");
        assert!(workbook == other_workbook, "the workbook differs with {threads} threads");
    }
}
