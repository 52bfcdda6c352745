//! A cell of a sheet's XML: its attributes, what stands within it, and what it shows.

use daicho_rules::normal::clean;

use super::Shared;
use crate::read::grid::{CellState, GridCell};
use crate::read::recent::{Recent, Stored};
use crate::read::xlsx::place::{COLUMNS, ROWS, place};
use crate::read::xlsx::rich::{RichText, unescape};
use crate::read::xlsx::scan::Tag;
use crate::read::xlsx::shown::{iso, number_of, text_of};

/// Longest formula text that is kept.
const FORMULA_MOST: usize = 200;

/// A cell that is being read; its buffers serve all cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct OpenCell {
    /// Row and column, from 0.
    pub(super) place: (u32, u32),
    style: usize,
    kind: Kind,
    inside: Inside,
    /// The stored value.
    value: String,
    rich: RichText,
    formula: String,
    has_formula: bool,
    has_value: bool,
}

/// What the value of a cell is, as its attribute `t` says.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, or a text that some programs store in its place.
    #[default]
    Number,
    /// An index into the shared strings.
    Shared,
    /// A text of its own.
    Inline,
    /// The text that a formula gave.
    Text,
    /// Yes or no.
    Bool,
    /// An error.
    Error,
    /// A day in ISO 8601.
    Date,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Formula,
    Value,
    Text,
}

impl OpenCell {
    /// Starts a cell; `next` is its place unless it tells another. Fails with what is wrong with it.
    pub(super) fn open(&mut self, tag: Tag<'_>, next: (u32, u32)) -> Result<(), String> {
        self.place = next;
        self.style = 0;
        self.kind = Kind::Number;
        self.inside = Inside::Nothing;
        self.value.clear();
        self.formula.clear();
        (self.has_formula, self.has_value) = (false, false);
        for (key, value) in tag.attributes() {
            match key {
                "r" => self.place = place(value).ok_or_else(|| format!("cell `{value}`"))?,
                "s" => self.style = value.parse().unwrap_or_default(),
                "t" => self.kind = kind(value)?,
                _ => {}
            }
        }
        let (row, column) = self.place;
        if row >= ROWS || column >= COLUMNS {
            return Err(format!("a cell beyond row {ROWS} or column {COLUMNS}"));
        }
        Ok(())
    }

    /// A start tag within the cell, by its local name.
    pub(super) fn start(&mut self, name: &str, tag: Tag<'_>) {
        match (name, self.inside) {
            (_, Inside::Text) => self.rich.start(name, &tag.resolved()),
            ("f", _) => (self.inside, self.has_formula) = (Inside::Formula, true),
            // Beside a text of its own a cell may store it as a value once more.
            ("v", _) if self.kind == Kind::Inline => {}
            ("v", _) => {
                self.inside = Inside::Value;
                self.value.clear();
                // An empty text is a result, too.
                self.has_value |= self.kind == Kind::Text;
            }
            ("is", _) => self.inside = Inside::Text,
            _ => {}
        }
    }

    /// An end tag within the cell.
    pub(super) fn end(&mut self, name: &str) {
        match (name, self.inside) {
            ("is", Inside::Text) => {
                let value = &mut self.value;
                self.rich.finish(|text| text.clone_into(value));
                self.inside = Inside::Nothing;
                // Whatever the attribute says: digits in it are a text.
                self.kind = Kind::Inline;
            }
            (_, Inside::Text) => self.rich.end(name),
            ("f", Inside::Formula) | ("v", Inside::Value) => self.inside = Inside::Nothing,
            _ => {}
        }
    }

    /// True where characters belong to the cell.
    pub(super) fn takes_text(&self) -> bool {
        self.inside != Inside::Nothing
    }

    /// Characters.
    pub(super) fn text(&mut self, text: &str) {
        match self.inside {
            Inside::Nothing => {}
            Inside::Formula => {
                let room = FORMULA_MOST.saturating_sub(self.formula.chars().count());
                self.formula.extend(text.chars().take(room));
            }
            Inside::Value => {
                self.has_value = true;
                self.value.push_str(text);
            }
            Inside::Text => {
                self.has_value = true;
                self.rich.text(text);
            }
        }
    }

    /// The cell as people see it; `None` for a blank one. Fails with what is wrong with it.
    pub(super) fn shown(
        &mut self,
        shared: &mut Shared<'_>,
        recent: &mut Recent,
    ) -> Result<Option<GridCell>, String> {
        self.inside = Inside::Nothing;
        if self.has_formula && !self.has_value {
            let shown = text_of(&clean(&format!("={}", self.formula)));
            return Ok(Some(GridCell::new(shown, CellState::Unsolved)));
        }
        let bare = self.value.trim();
        if bare.is_empty() {
            return Ok(None);
        }
        let text = |recent: &mut Recent, text: &str| recent.cell(Stored::Text(text), || text_of(text));
        let error = |recent: &mut Recent, text: &str| recent.cell(Stored::Error(text), || text_of(text));
        let cell = match self.kind {
            Kind::Shared => {
                let index = bare.parse().ok();
                let cell = index.and_then(|index| shared.strings.get(index));
                cell.ok_or_else(|| format!("no shared string `{bare}`"))?
            }
            Kind::Inline => text(recent, &self.value),
            Kind::Text => {
                let mut plain = String::new();
                unescape(&self.value, &mut plain);
                text(recent, &plain)
            }
            Kind::Bool => match bare {
                "0" => text(recent, "FALSE"),
                "1" => text(recent, "TRUE"),
                other if other.eq_ignore_ascii_case("false") => text(recent, "FALSE"),
                other if other.eq_ignore_ascii_case("true") => text(recent, "TRUE"),
                other => return Err(format!("truth value `{other}`")),
            },
            Kind::Date => GridCell::new(iso(bare), CellState::Value),
            Kind::Error => error(recent, bare),
            Kind::Number => match bare.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let (style, is_1904) = (self.style, shared.is_1904);
                    recent.cell(Stored::Number(number.to_bits(), style), || {
                        number_of(number, shared.formats.of(style), is_1904)
                    })
                }
                Ok(_) => error(recent, "#NUM!"),
                Err(_) => text(recent, bare),
            },
        };
        Ok((!cell.shown.text.is_empty()).then_some(cell))
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    Ok(match text {
        "n" => Kind::Number,
        "s" => Kind::Shared,
        "inlineStr" | "is" => Kind::Inline,
        "str" => Kind::Text,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::Date,
        other => return Err(format!("a cell of type `{other}`")),
    })
}
