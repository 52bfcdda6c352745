//! The only place that prints: results on stdout, progress and errors on stderr.
use std::io::{ErrorKind, IsTerminal as _, Stderr, Stdout, Write as _, stderr, stdout};

use anstream::{AutoStream, ColorChoice};
use daicho_core::terminal::Palette;
use daicho_core::{Explain, Lang};

use crate::exit::Exit;

/// Where a command prints, and in which language.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) lang: Lang,
    stdout: Stdout,
    stderr: Stderr,
}

impl Output {
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, stdout: stdout(), stderr: stderr() }
    }

    /// Colours for stdout: none where it is no terminal or `NO_COLOR` is set.
    pub(crate) fn palette(&self) -> Palette {
        match AutoStream::choice(&self.stdout) {
            ColorChoice::Never => Palette::Plain,
            _ if !self.stdout.is_terminal() => Palette::Plain,
            _ => Palette::Colour,
        }
    }

    /// Prints a result. A reader that has gone (`| head`) is no error.
    pub(crate) fn result(&mut self, text: &str) -> std::io::Result<()> {
        match self.stdout.write_all(text.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Prints a line about what was done.
    pub(crate) fn note(&mut self, line: &str) {
        let _ = writeln!(self.stderr, "{line}");
    }

    /// Prints why a command could not be done, with its causes and what to do.
    pub(crate) fn failure(&mut self, error: &anyhow::Error) -> Exit {
        let (word, cause, advice) = match self.lang {
            Lang::Ja => ("エラー", "原因", "対処"),
            Lang::En => ("error", "cause", "help"),
        };
        if let Some(known) = error.downcast_ref::<daicho_core::Error>() {
            self.note(&format!("{word}: {}", known.message(self.lang)));
            if let Some(help) = known.help(self.lang) {
                self.note(&format!("{advice}: {help}"));
            }
        } else {
            self.note(&format!("{word}: {error}"));
            for link in error.chain().skip(1) {
                self.note(&format!("{cause}: {link}"));
            }
        }
        Exit::Failed
    }
}
