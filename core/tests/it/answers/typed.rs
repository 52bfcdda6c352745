//! Types texts into cells of a workbook, as a person would in Excel.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use daicho_core::ledger::column_name;
use zip::write::SimpleFileOptions;

/// Cells to type into: sheet, row and column from 0, with their texts.
pub(super) type Cells = BTreeMap<(usize, u32, u32), String>;

/// The workbook with these texts in its cells, beside the original's bytes.
pub(super) fn typed(original: &Path, cells: &Cells, folder: &Path) -> PathBuf {
    let bytes = std::fs::read(original).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let path = folder.join("ledger.xlsx");
    let mut out = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let sheet = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
        if let Some(sheet) = sheet.and_then(|number| number.parse::<usize>().ok()) {
            let mut xml = String::from_utf8(content).unwrap();
            for ((of, row, column), text) in cells {
                if *of + 1 == sheet {
                    xml = with_cell(&xml, *row, *column, text);
                }
            }
            content = xml.into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap();
    path
}

#[expect(clippy::string_slice, reason = "every place was found at ASCII characters of the text")]
fn with_cell(xml: &str, row: u32, column: u32, text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let name = format!("{}{}", column_name(column), row + 1);
    let cell = format!(r#"<c r="{name}" t="inlineStr"><is><t>{escaped}</t></is></c>"#);
    let start = format!(r#"<row r="{}""#, row + 1);
    let Some(open) = xml.find(&start) else {
        // Rows stand in their order: the new one goes before the first that is lower.
        let below =
            xml.match_indices("<row r=\"").map(|(at, _)| at).find(|at| number(&xml[at + 8..]) > row + 1);
        let at = below.unwrap_or_else(|| xml.find("</sheetData>").unwrap());
        return format!("{}{start}>{cell}</row>{}", &xml[..at], &xml[at..]);
    };
    let body = open + xml[open..].find('>').unwrap() + 1;
    if xml[..body].ends_with("/>") {
        return format!("{}>{cell}</row>{}", &xml[..body - 2], &xml[body..]);
    }
    let end = body + xml[body..].find("</row>").unwrap();
    let cells = &xml[body..end];
    let (from, to) = if let Some(from) = cells.find(&format!(r#"<c r="{name}""#)) {
        let tag = from + cells[from..].find('>').unwrap() + 1;
        let closed = cells[..tag].ends_with("/>");
        (from, if closed { tag } else { tag + cells[tag..].find("</c>").unwrap() + 4 })
    } else {
        let after = |at: &usize| place(&cells[at + 6..]) > column;
        let at = cells.match_indices("<c r=\"").map(|(at, _)| at).find(after).unwrap_or(cells.len());
        (at, at)
    };
    format!("{}{}{cell}{}{}", &xml[..body], &cells[..from], &cells[to..], &xml[end..])
}

fn number(text: &str) -> u32 {
    text.split('"').next().unwrap().parse().unwrap()
}

/// The column that a name such as `AB12"` begins with, from 0.
fn place(name: &str) -> u32 {
    let letters = name.chars().take_while(char::is_ascii_uppercase);
    letters.fold(0, |sum, letter| sum * 26 + u32::from(letter) - u32::from('A') + 1) - 1
}
