//! The tests once more as the process that reads the old binary formats.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};

use daicho_core::read::{Helper, serve_cells};

/// Set for the process that is to serve.
const VARIABLE: &str = "DAICHO_TEST_HELPER";

/// How to start the tests as the helper: only the one below, with cells on a channel of their own, since the
/// test runner writes to its standard output.
pub(crate) fn helper() -> Option<Helper> {
    let start = format!(
        "{VARIABLE}=1 exec \"$0\" --exact helper::cells_are_served_to_who_starts_this --nocapture 3>&1 >/dev/null"
    );
    let tests = std::env::current_exe().ok()?.into_os_string();
    let arguments = vec![OsString::from("-c"), OsString::from(start), tests];
    cfg!(unix).then(|| Helper { program: "/bin/sh".into(), arguments })
}

#[test]
fn cells_are_served_to_who_starts_this() {
    if std::env::var_os(VARIABLE).is_some() {
        let output: File = OpenOptions::new().write(true).open("/dev/fd/3").unwrap();
        serve_cells(std::io::stdin().lock(), output).unwrap();
    }
}
