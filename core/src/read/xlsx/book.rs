//! The part that lists the sheets: their names and parts, the calendar, and what is printed of them.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::package::{Package, Relation, attribute, is_set};
use super::place::{area, rows};
use super::rich::resolve;
use crate::read::error::ReadError;
use crate::read::grid::Area;
use crate::read::spent::Spent;

/// Most bytes of a defined name's reference that are looked at.
const REFERENCE_MOST: usize = 10_000;

/// What the workbook part says.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// Its sheets, in order.
    pub(super) sheets: Vec<Listed>,
    /// Days are counted from 1904 instead of 1900.
    pub(super) is_1904: bool,
    /// Part with the styles.
    pub(super) styles: String,
    /// Part with the shared strings.
    pub(super) strings: String,
}

/// A sheet as the workbook lists it.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Name.
    pub(super) name: String,
    /// False for a hidden sheet, however well it is hidden.
    pub(super) visible: bool,
    /// True for a sheet of cells; false for a chart, a dialog or a macro sheet.
    pub(super) has_cells: bool,
    /// Name of its part; empty if the workbook leads nowhere.
    pub(super) part: String,
    /// First and last row that are repeated on each printed page.
    pub(super) print_titles: Option<(u32, u32)>,
    /// Area that is printed.
    pub(super) print_area: Option<Area>,
}

/// Reads the workbook part.
pub(super) fn read_book(package: &mut Package<'_>, spent: &mut Spent<'_>) -> Result<Book, ReadError> {
    let workbook = package.workbook_part()?;
    let relations = package.relations(&workbook)?;
    let folder = workbook.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let part_of = |kind: &str, usual: &str| {
        let named = relations.iter().find(|relation| relation.kind == kind);
        named.map_or_else(|| format!("{folder}{usual}"), |relation| relation.part.clone())
    };
    let mut book = Book {
        styles: part_of("styles", "styles.xml"),
        strings: part_of("sharedStrings", "sharedStrings.xml"),
        ..Book::default()
    };
    let by_id: BTreeMap<&str, &Relation> =
        relations.iter().map(|relation| (relation.id.as_str(), relation)).collect();
    let mut name: Option<DefinedName> = None;
    package.each_event(&workbook, |event| {
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "sheet" => {
                    let get = |name| attribute(&start, name).unwrap_or_default();
                    spent.sheet(&get("name"))?;
                    let relation = by_id.get(get("id").as_str());
                    book.sheets.push(Listed {
                        name: get("name"),
                        visible: matches!(get("state").as_str(), "" | "visible"),
                        has_cells: relation.is_none_or(|relation| {
                            !relation.kind.ends_with("acrosheet")
                                && !matches!(relation.kind.as_str(), "chartsheet" | "dialogsheet")
                        }),
                        part: relation.map(|relation| relation.part.clone()).unwrap_or_default(),
                        ..Listed::default()
                    });
                }
                // An element of the same name within an extension lacks the attribute.
                "workbookPr" => book.is_1904 |= is_set(&start, "date1904"),
                "definedName" => {
                    name = Some(DefinedName {
                        name: attribute(&start, "name").unwrap_or_default(),
                        sheet: attribute(&start, "localSheetId").and_then(|sheet| sheet.parse().ok()),
                        reference: String::new(),
                    });
                }
                _ => {}
            },
            Event::Text(text) => add(&mut name, &text.xml10_content()),
            Event::CData(text) => add(&mut name, &text.xml10_content()),
            Event::GeneralRef(entity) => add(&mut name, &resolve(&entity).unwrap_or_default()),
            Event::End(end) if end.local_name().as_ref() == "definedName" => {
                if let Some(name) = name.take() {
                    name.note(&mut book.sheets);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(book)
}

fn add(name: &mut Option<DefinedName>, text: &str) {
    if let Some(name) = name.as_mut().filter(|name| name.reference.len() + text.len() <= REFERENCE_MOST) {
        name.reference.push_str(text);
    }
}

/// A name and what it refers to.
struct DefinedName {
    name: String,
    /// Index of the sheet that it belongs to; `None` for a name of the whole workbook.
    sheet: Option<usize>,
    reference: String,
}

impl DefinedName {
    /// Notes what is printed of its sheet, if it says that.
    fn note(&self, sheets: &mut [Listed]) {
        let Some(sheet) = self.sheet.and_then(|sheet| sheets.get_mut(sheet)) else { return };
        let parts = || parts(&self.reference);
        match self.name.as_str() {
            "_xlnm.Print_Titles" => sheet.print_titles = parts().find_map(rows),
            "_xlnm.Print_Area" => {
                sheet.print_area = parts().filter_map(area).reduce(|all, more| Area {
                    top: all.top.min(more.top),
                    left: all.left.min(more.left),
                    bottom: all.bottom.max(more.bottom),
                    right: all.right.max(more.right),
                });
            }
            _ => {}
        }
    }
}

/// The references in a list such as `'台帳, 旧'!$A:$B,'台帳, 旧'!$1:$3`, without their sheets.
fn parts(references: &str) -> impl Iterator<Item = &str> {
    // A quote within the name of a sheet is doubled, which opens and closes once more.
    let mut quoted = false;
    references
        .split(move |c| {
            quoted ^= c == '\'';
            c == ',' && !quoted
        })
        .map(|part| part.rsplit_once('!').map_or(part, |(_, reference)| reference))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn lists_of_references_are_parted_outside_quotes() {
        for (list, references) in [
            ("台帳!$1:$3", vec!["$1:$3"]),
            ("'台帳, 旧'!$A:$B,'台帳, 旧'!$1:$3", vec!["$A:$B", "$1:$3"]),
            ("'O''Brien, Inc!'!$A$1:$C$3", vec!["$A$1:$C$3"]),
            ("", vec![""]),
        ] {
            assert_eq!(parts(list).collect::<Vec<_>>(), references, "{list}");
        }
    }
}
