//! 評価方法: how impact is set, what the parameters are, and how factors become a band.

use daicho_rules::{Method, MethodKind};
use rust_xlsxwriter::{Format, Worksheet};

use crate::document::{Cells, Document, Sort, words};
use crate::write::measure::{lines, lines_height};
use crate::write::style::{band_format, middle};
use crate::write::{Pen, WriteError, exposure, page, title};

use super::Sheets;
use super::block::{Block, Blocks};

/// Columns of the sheet, as decision tables have them.
const LAST: u16 = 14;

impl Sheets<'_, '_> {
    /// Writes the sheet.
    pub(super) fn methods(&self) -> Result<Worksheet, WriteError> {
        let (lang, document) = (self.pen.lang, self.document);
        let mut sheet = self.sheet(words::METHODS)?;
        self.top(&mut sheet, words::METHODS, words::METHODS_HINT)?;
        let mut row = 3;
        let mut blocks = Blocks::new(&mut sheet, self.pen, row)?;
        if let Some(impact) = &document.impact {
            let cells = Cells::new(impact, Sort::Impact, true, "", lang);
            blocks.write(&Block::new(words::IMPACT_PART.get(lang), cells))?;
            row = blocks.next_row();
        }
        blocks.finish()?;
        let mut rest = Rest { sheet: &mut sheet, pen: self.pen, document, row };
        rest.section(words::PARAMETERS.get(lang))?;
        if document.rulebook.parameters.is_empty() {
            rest.line(words::NO_PARAMETERS.get(lang))?;
        } else {
            rest.head(&[words::NAME, words::VALUE, words::READ_BY], &[(0, 3), (4, 5), (6, LAST)])?;
        }
        for (name, value) in &document.rulebook.parameters {
            let readers = document.readers(name, lang);
            rest.cells(&[(name, (0, 3)), (value, (4, 5)), (&readers, (6, LAST))])?;
        }
        for (at, method) in document.rulebook.methods.values().enumerate() {
            rest.row += 1;
            rest.method(method, at == 0)?;
        }
        Ok(sheet)
    }
}

/// What follows below the decision table.
struct Rest<'s> {
    sheet: &'s mut Worksheet,
    pen: Pen<'s>,
    document: &'s Document<'s>,
    row: u32,
}

impl Rest<'_> {
    fn section(&mut self, text: &str) -> Result<(), WriteError> {
        page::span(self.sheet, self.row, (0, LAST), text, &self.pen.styles.section)?;
        self.sheet.set_row_height(self.row, 20)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, text: &str) -> Result<(), WriteError> {
        page::paragraph(self.sheet, self.row, (0, LAST), width((0, LAST)), text, &self.pen.styles.hint)?;
        self.row += 1;
        Ok(())
    }

    fn head(&mut self, heads: &[words::Word], spans: &[(u16, u16)]) -> Result<(), WriteError> {
        let format = self.pen.styles.head.clone();
        let cells = heads.iter().zip(spans).map(|(word, span)| (word.get(self.pen.lang), *span, &format));
        let cells: Vec<_> = cells.collect();
        self.formatted(&cells)
    }

    fn cells(&mut self, cells: &[(&str, (u16, u16))]) -> Result<(), WriteError> {
        let format = middle(&self.pen.styles.text);
        let cells: Vec<_> = cells.iter().map(|(text, span)| (*text, *span, &format)).collect();
        self.formatted(&cells)
    }

    fn formatted(&mut self, cells: &[(&str, (u16, u16), &Format)]) -> Result<(), WriteError> {
        let mut most = 1;
        for (text, span, format) in cells {
            most = most.max(lines(text, width(*span)));
            page::span(self.sheet, self.row, *span, text, format)?;
        }
        self.sheet.set_row_height(self.row, lines_height(most))?;
        self.row += 1;
        Ok(())
    }

    fn method(&mut self, method: &Method, default: bool) -> Result<(), WriteError> {
        let lang = self.pen.lang;
        let marks = [(default, words::DEFAULT), (!method.verified, words::UNVERIFIED)];
        let marks: Vec<&str> = marks.iter().filter(|(is, _)| *is).map(|(_, word)| word.get(lang)).collect();
        let name = words::METHODS.get(lang);
        let marks = if marks.is_empty() {
            String::new()
        } else {
            format!(" ({})", title::join(marks.into_iter(), lang))
        };
        self.section(&format!("{name}: {}{marks}", method.title.get(lang)))?;
        if method.kind == MethodKind::Presence {
            return self.line(words::NO_SCORE.get(lang));
        }
        if method.exposure.is_some() {
            return self.money(method);
        }
        let formula = title::way(method, lang);
        self.cells(&[(words::LEGEND_FORMULA.get(lang), (0, 1)), (&formula, (2, LAST))])?;
        if !method.source.get(lang).is_empty() {
            self.cells(&[(words::LEGEND_SOURCE.get(lang), (0, 1)), (method.source.get(lang), (2, LAST))])?;
        }
        self.bands(method)?;
        self.likelihood(method)?;
        self.map(method)
    }

    /// A method that values items.
    fn money(&mut self, method: &Method) -> Result<(), WriteError> {
        let (lang, document) = (self.pen.lang, self.document);
        let Some(model) = &method.exposure else { return Ok(()) };
        for (word, text) in [
            (words::LEGEND_FORMULA, exposure::formula_of(method, lang)),
            (words::LEGEND_SOURCE, method.source.get(lang).to_owned()),
            (words::CAVEAT, model.caveat.get(lang).to_owned()),
        ] {
            self.cells(&[(word.get(lang), (0, 1)), (&text, (2, LAST))])?;
        }
        let spans = [(0, 5), (6, 7), (8, 9)];
        self.head(&[words::DATA_ITEMS, words::MENTAL, words::ECONOMIC], &spans)?;
        for [items, mental, economic] in document.values_of(model, lang) {
            self.cells(&[(&items, (0, 5)), (&mental, (6, 7)), (&economic, (8, 9))])?;
        }
        self.head(&[words::DATA_ITEMS, words::IDENTIFIABILITY], &[(0, 5), (6, 7)])?;
        for [items, factor] in document.identifiability_of(model, lang) {
            self.cells(&[(&items, (0, 5)), (&factor, (6, 7))])?;
        }
        Ok(())
    }

    /// Bands by impact and likelihood, for a method that has a map.
    fn map(&mut self, method: &Method) -> Result<(), WriteError> {
        let lang = self.pen.lang;
        let (head, centre) = (self.pen.styles.head.clone(), middle(&self.pen.styles.centre));
        let columns = method.map.iter().map(Vec::len).max().unwrap_or(0).min(5);
        if columns == 0 {
            return Ok(());
        }
        for (word, levels) in [
            (words::LEGEND_IMPACT_LEVELS, &method.impact_levels),
            (words::LEGEND_LIKELIHOOD_LEVELS, &method.likelihood_levels),
        ] {
            if !levels.is_empty() {
                self.cells(&[(word.get(lang), (0, 1)), (&title::levels(levels, lang), (2, LAST))])?;
            }
        }
        if let Some(impact) = &method.impact {
            let impact = impact.trim();
            self.cells(&[(words::IMPACT.get(lang), (0, 1)), (impact, (2, LAST))])?;
        }
        let span = |at: usize| {
            let first = 4 + u16::try_from(at).unwrap_or(0) * 2;
            (first, first + 1)
        };
        let heads: Vec<String> =
            (1..=columns).map(|at| format!("{} {at}", words::LIKELIHOOD.get(lang))).collect();
        let first = [(words::LEGEND_MAP.get(lang), (0, 3), &head)];
        let heads = heads.iter().enumerate().map(|(at, text)| (text.as_str(), span(at), &head));
        self.formatted(&first.into_iter().chain(heads).collect::<Vec<_>>())?;
        for (index, row) in method.map.iter().enumerate().rev() {
            let name = format!("{} {}", words::IMPACT.get(lang), index + 1);
            let bands: Vec<_> = row
                .iter()
                .take(columns)
                .map(|id| (title::band_of(method, Some(id), lang), band_format(method, Some(id), &centre)))
                .collect();
            let cells = bands.iter().enumerate().map(|(at, (text, format))| (*text, span(at), format));
            let first = [(name.as_str(), (0, 3), &head)];
            self.formatted(&first.into_iter().chain(cells).collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn bands(&mut self, method: &Method) -> Result<(), WriteError> {
        let lang = self.pen.lang;
        let (text, strong) = (middle(&self.pen.styles.text), self.pen.styles.strong.clone());
        let heads = [words::LEGEND_BANDS, words::LEGEND_FROM, words::LEGEND_MEANING];
        self.head(&heads, &[(0, 1), (2, 4), (5, LAST)])?;
        for (at, band) in method.bands.iter().enumerate().rev() {
            let colour = band_format(method, Some(&band.id), &strong);
            let range = title::range(method, at, lang);
            let meaning = title::meaning(method, &band.id).get(lang);
            self.formatted(&[
                (band.title.get(lang), (0, 1), &colour),
                (&range, (2, 4), &text),
                (meaning, (5, LAST), &text),
            ])?;
        }
        Ok(())
    }

    fn likelihood(&mut self, method: &Method) -> Result<(), WriteError> {
        let lang = self.pen.lang;
        let (head, centre) = (self.pen.styles.head.clone(), middle(&self.pen.styles.centre));
        let columns = method.likelihood.iter().map(Vec::len).max().unwrap_or(0).min(4);
        if columns == 0 {
            return Ok(());
        }
        let span = |at: usize| {
            let first = 4 + u16::try_from(at).unwrap_or(0) * 2;
            (first, first + 1)
        };
        let heads: Vec<String> =
            (1..=columns).map(|at| format!("{} {at}", words::VULNERABILITY.get(lang))).collect();
        let first = [(words::LEGEND_TABLE.get(lang), (0, 3), &head)];
        let heads = heads.iter().enumerate().map(|(at, text)| (text.as_str(), span(at), &head));
        self.formatted(&first.into_iter().chain(heads).collect::<Vec<_>>())?;
        for (index, row) in method.likelihood.iter().enumerate() {
            let name = format!("{} {}", words::THREAT.get(lang), index + 1);
            let numbers: Vec<String> = row.iter().take(columns).map(u8::to_string).collect();
            let cells = numbers.iter().enumerate().map(|(at, text)| (text.as_str(), span(at), &centre));
            let first = [(name.as_str(), (0, 3), &head)];
            self.formatted(&first.into_iter().chain(cells).collect::<Vec<_>>())?;
        }
        Ok(())
    }
}

fn width(span: (u16, u16)) -> u16 {
    (span.0..=span.1).map(super::block::column_width).sum()
}
