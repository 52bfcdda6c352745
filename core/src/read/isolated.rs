//! Formats whose readers may end the process or eat all memory: a process of its own reads them.
//!
//! A failed allocation ends a Rust process and cannot be caught, so the old binary formats are read by a
//! *helper*: the same program once more, which limits itself, reads the file from its input and writes cells
//! to its output. Whatever happens to it, the reader gets sheets or an error.
//!
//! ```text
//! confine   limits that the helper sets itself
//! helper    what the helper does             (xls, xlsb: values; biff: what calamine leaves out)
//! message   what the two tell each other
//! received  cells as they come back, held against the limits of every format
//! ```

mod biff;
mod confine;
mod helper;
mod message;
mod received;
mod shown;
mod xls;
mod xlsb;

use std::ffi::OsString;
use std::io::{BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

pub use helper::serve_cells;

use super::ReadOptions;
use super::error::{FileKind, ReadError};
use super::grid::Sheet;
use super::limits::Deadline;
use message::{Format, Order};
use received::Problem;

/// Time for a helper where no limit was set.
const TIME: Duration = Duration::from_mins(2);
/// Time for a helper to end once it has nothing more to say.
const LAST_BREATH: Duration = Duration::from_secs(2);
/// Most bytes that a helper sends: its cells have the same limits as those of other formats.
const SENT_MOST: u64 = 4 << 30;
/// Most bytes that are kept of what a helper complains.
const COMPLAINT_MOST: u64 = 2000;

/// How to start the process that reads formats apart.
///
/// The program must call [`serve_cells`] on its standard input and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// Reads the sheets of a workbook by the helper.
pub(super) fn read_sheets(
    file: &str,
    bytes: &[u8],
    kind: FileKind,
    options: &ReadOptions,
    deadline: Deadline,
) -> Result<Vec<Sheet>, ReadError> {
    let format = if kind == FileKind::BinaryWorkbook { Format::Xlsb } else { Format::Xls };
    let Some(helper) = &options.helper else {
        return Err(ReadError::HelperNeeded { file: file.to_owned(), found: kind });
    };
    let time = deadline.left().unwrap_or(TIME);
    let memory = options.limits.memory;
    let order = Order { format, memory, seconds: time.as_secs().saturating_add(1) };
    let child = start(helper).map_err(|source| ReadError::HelperNotStarted {
        file: file.to_owned(),
        program: helper.program.clone(),
        source,
    })?;
    let (result, end) = supervise(file, child, &order, bytes, time);
    match result {
        Ok(sheets) => Ok(sheets),
        Err(Problem::Refused(error)) => Err(error),
        Err(Problem::CutOff(_)) if end.late => Err(timed_out(file, deadline, time)),
        Err(Problem::CutOff(detail)) => {
            Err(ReadError::HelperStopped { file: file.to_owned(), memory, detail: end.detail(detail) })
        }
    }
}

fn timed_out(file: &str, deadline: Deadline, time: Duration) -> ReadError {
    let seconds = time.as_secs();
    deadline.check(file).err().unwrap_or(ReadError::TimedOut { file: file.to_owned(), seconds })
}

fn start(helper: &Helper) -> std::io::Result<Child> {
    Command::new(&helper.program)
        .args(&helper.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// How a helper ended.
#[derive(Debug, Default)]
struct End {
    /// It was stopped because its time was over.
    late: bool,
    status: Option<ExitStatus>,
    complaint: String,
}

impl End {
    /// The last thing the helper said, else how it ended.
    fn detail(&self, cut_off: String) -> String {
        let said = self.complaint.lines().map(str::trim).rfind(|line| !line.is_empty());
        let said = said.map(str::to_owned).or_else(|| Some(self.status?.to_string()));
        said.unwrap_or(cut_off)
    }
}

/// Feeds a helper, listens to it, and stops it when its time is over; it has ended when this returns.
fn supervise(
    file: &str,
    mut child: Child,
    order: &Order,
    bytes: &[u8],
    time: Duration,
) -> (Result<Vec<Sheet>, Problem>, End) {
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let child = Mutex::new(child);
    let (done, is_done) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            // A helper that ended early tells so by its output.
            if let Some(mut input) = input {
                let _ = message::send(&mut input, order).and_then(|()| input.write_all(bytes));
            }
        });
        let complaint = scope.spawn(move || errors.map(complaint).unwrap_or_default());
        let watch = scope.spawn({
            let child = &child;
            move || {
                let late = matches!(is_done.recv_timeout(time), Err(RecvTimeoutError::Timeout));
                if late {
                    stop(child);
                }
                late
            }
        });
        let result = match output {
            Some(output) => received::sheets(file, &mut BufReader::new(output.take(SENT_MOST))),
            None => Err(Problem::CutOff(String::new())),
        };
        let status = ended(&child, result.is_ok(), done);
        let late = watch.join().unwrap_or_default();
        let complaint = complaint.join().unwrap_or_default();
        (result, End { late, status, complaint })
    })
}

/// What a helper writes to its standard error, which is read to its end so that it never blocks.
fn complaint(mut errors: impl Read) -> String {
    let mut said = Vec::new();
    let _ = errors.by_ref().take(COMPLAINT_MOST).read_to_end(&mut said);
    let _ = std::io::copy(&mut errors, &mut std::io::sink());
    String::from_utf8_lossy(&said).into_owned()
}

/// Waits for a helper that has said its last, and stops one that said all or does not end.
fn ended(child: &Mutex<Child>, said_all: bool, done: Sender<()>) -> Option<ExitStatus> {
    let pause = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    while !said_all && waited < LAST_BREATH {
        let mut locked = child.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(Some(status)) = locked.try_wait() {
            drop(done);
            return Some(status);
        }
        drop(locked);
        thread::sleep(pause);
        waited += pause;
    }
    drop(done);
    stop(child);
    child.lock().unwrap_or_else(PoisonError::into_inner).wait().ok()
}

fn stop(child: &Mutex<Child>) {
    // It fails only for one that has ended.
    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
}

#[cfg(test)]
mod tests;
