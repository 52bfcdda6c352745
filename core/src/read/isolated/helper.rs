//! What the helper does: one file in, its cells out.

use std::io::{BufReader, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::confine::confine;
use super::message::{Failure, Format, Message, Order, Sent, receive, send};
use super::{xls, xlsb};
use crate::read::error::Limit;

/// Most cells in one message.
const CELLS_MOST: usize = 256;

/// What ends the reading of a workbook.
#[derive(Debug)]
pub(super) enum Stop {
    /// The workbook cannot be opened.
    Failed(Failure),
    /// Nobody listens any more.
    Output(std::io::Error),
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl Stop {
    pub(super) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Failed(Failure::Damaged(detail.to_string()))
    }
}

/// Reads a workbook from `input` and writes its cells to `output`: all that the process of a
/// [`Helper`](super::Helper) does.
///
/// It limits the memory and the computing of the whole process first, as its starter asks.
///
/// # Errors
///
/// When `input` or `output` breaks off. What is wrong with the workbook is told in `output`.
pub fn serve_cells(input: impl Read, output: impl Write) -> std::io::Result<()> {
    let mut input = BufReader::new(input);
    let mut output = BufWriter::new(output);
    let Some(order) = receive::<Order>(&mut input)? else { return Ok(()) };
    confine(&order);
    let mut bytes = Vec::new();
    input.take(Limit::FileBytes.most()).read_to_end(&mut bytes)?;
    // calamine panics on some broken workbooks.
    let read = catch_unwind(AssertUnwindSafe(|| match order.format {
        Format::Xls => xls::read(&bytes, &mut output),
        Format::Xlsb => xlsb::read(&bytes, &mut output),
    }));
    match read.unwrap_or_else(|_| Err(Stop::damaged("the reader of cells gave up"))) {
        Ok(()) => send(&mut output, &Message::Done)?,
        Err(Stop::Failed(failure)) => send(&mut output, &Message::Failed(failure))?,
        Err(Stop::Output(error)) => return Err(error),
    }
    output.flush()
}

/// Cells on their way out, gathered by row.
#[derive(Debug)]
pub(super) struct Outgoing<'a, W> {
    output: &'a mut W,
    row: u32,
    cells: Vec<(u32, Sent)>,
}

impl<'a, W: Write> Outgoing<'a, W> {
    pub(super) fn new(output: &'a mut W) -> Self {
        Self { output, row: 0, cells: Vec::new() }
    }

    /// Sends a cell, sooner or later.
    pub(super) fn cell(&mut self, row: u32, column: u32, cell: Sent) -> std::io::Result<()> {
        if row != self.row || self.cells.len() >= CELLS_MOST {
            self.flush()?;
            self.row = row;
        }
        self.cells.push((column, cell));
        Ok(())
    }

    /// Sends what was kept.
    pub(super) fn flush(&mut self) -> std::io::Result<()> {
        if self.cells.is_empty() {
            return Ok(());
        }
        let cells = std::mem::take(&mut self.cells);
        send(self.output, &Message::Cells { row: self.row, cells })
    }

    /// Sends something else, after all cells.
    pub(super) fn message(&mut self, message: &Message) -> std::io::Result<()> {
        self.flush()?;
        send(self.output, message)
    }
}
