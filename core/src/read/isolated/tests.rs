//! Helpers that do not do what they should.

use std::ffi::OsString;
use std::time::Duration;

use super::{Helper, read_sheets, serve_cells};
use crate::read::ReadOptions;
use crate::read::error::{FileKind, ReadError};
use crate::read::limits::{Deadline, Limits};

fn error_of(script: &str, time: Option<Duration>) -> ReadError {
    let arguments = vec![OsString::from("-c"), OsString::from(script)];
    let helper = Some(Helper { program: "/bin/sh".into(), arguments });
    let limits = Limits { time, ..Limits::default() };
    let deadline = Deadline::start(&limits, 1);
    let options = ReadOptions { helper, limits, ..ReadOptions::default() };
    let bytes = vec![0; 1 << 20];
    read_sheets("旧.xls", &bytes, FileKind::OldExcel, &options, deadline).unwrap_err()
}

#[cfg(unix)]
#[test]
fn a_helper_that_ends_early_is_one_error() {
    for (script, detail) in [
        ("exit 3", "exit status: 3"),
        ("cat >/dev/null; kill -9 $$", "signal: 9 (SIGKILL)"),
        ("echo 'memory allocation of 5 bytes failed' >&2; kill -6 $$", "memory allocation of 5 bytes failed"),
        ("cat >/dev/null; echo garbage", "exit status: 0"),
        ("cat >/dev/null; yes | head -c 3000000 >&2; exit 1", "y"),
    ] {
        let error = error_of(script, None);
        let ReadError::HelperStopped { detail: found, .. } = &error else { panic!("{script}: {error}") };
        assert_eq!(found, detail, "{script}");
    }
}

#[cfg(unix)]
#[test]
fn a_helper_that_never_ends_is_stopped() {
    for script in ["cat >/dev/null; exec sleep 1000", "exec sleep 1000", "exec >&-; exec sleep 1000"] {
        let error = error_of(script, Some(Duration::from_millis(300)));
        assert!(matches!(error, ReadError::TimedOut { .. }), "{script}: {error}");
    }
}

#[test]
fn what_is_no_workbook_is_told_by_the_helper() {
    for format in ["Xls", "Xlsb"] {
        let mut input =
            format!(r#"{{"format":"{format}","memory":{0},"seconds":{0}}}"#, u64::MAX).into_bytes();
        input.extend(b"\nPK\x03\x04 and nothing else");
        let mut output = Vec::new();
        serve_cells(input.as_slice(), &mut output).unwrap();
        let said = String::from_utf8(output).unwrap();
        assert!(said.starts_with(r#"{"Failed":{"Damaged":"#), "{said}");
    }
}
