//! This program once more: the process that reads the old binary formats for it.

use std::ffi::OsString;
use std::io::{Write as _, stderr, stdin, stdout};

use daicho_core::read::{Helper, serve_cells};

use crate::exit::Exit;

/// The first argument of the helper. It is no command for people, so neither help nor completions know it.
const ARGUMENT: &str = "__read-cells";

/// How to start this program as the helper; `None` where the system does not say what it is.
pub(crate) fn helper() -> Option<Helper> {
    Some(Helper { program: std::env::current_exe().ok()?, arguments: vec![OsString::from(ARGUMENT)] })
}

/// Does what the helper does, if that is what the program was started for.
pub(crate) fn run(mut arguments: impl Iterator<Item = OsString>) -> Option<Exit> {
    if arguments.nth(1)? != ARGUMENT {
        return None;
    }
    match serve_cells(stdin().lock(), stdout().lock()) {
        Ok(()) => Some(Exit::Done),
        Err(error) => {
            // The one who started it shows the last line of this.
            let _ = writeln!(stderr(), "{error}");
            Some(Exit::Failed)
        }
    }
}
