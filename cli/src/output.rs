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
        match self.stdout.write_all(harmless(text).as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Prints a line about what was done.
    pub(crate) fn note(&mut self, line: &str) {
        let _ = writeln!(self.stderr, "{}", harmless(line));
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

/// Text without signs that would steer a terminal, apart from line ends and colours.
///
/// What clients typed is printed, and a cell may hold anything.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(code) = colour_code(rest) {
            out.push_str(code);
            rest = rest.get(code.len()..).unwrap_or_default();
            continue;
        }
        out.push(if c.is_control() && c != '\n' { '\u{fffd}' } else { c });
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// The colour code at the start of a text, such as `ESC [ 1 ; 31 m`.
fn colour_code(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let length = inside.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    inside.get(length..)?.starts_with('m').then(|| text.get(..length + 3))?
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn only_colours_and_line_ends_reach_the_terminal() {
        assert_eq!(harmless("\u{1b}[1;31m9\u{1b}[0m\n台帳"), "\u{1b}[1;31m9\u{1b}[0m\n台帳");
        assert_eq!(harmless("a\u{1b}]0;x\u{7}b\r\u{1b}[2Jc"), "a\u{fffd}]0;x\u{fffd}b\u{fffd}\u{fffd}[2Jc");
    }
}
