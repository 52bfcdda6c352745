//! The parts of a workbook, and what leads from one to the other.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::read::error::{Danger, ReadError};
use crate::read::guard::{Watched, damaged};
use crate::read::limits::Deadline;

/// Bytes that are unpacked at a time.
const UNPACKED: usize = 64 << 10;

/// The archive of a workbook, its parts found as lenient as spreadsheet programs find them.
#[derive(Debug)]
pub(super) struct Package<'a> {
    file: String,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    deadline: Deadline,
    /// Index of a part by its name in lower case with forward slashes.
    parts: BTreeMap<String, usize>,
}

/// A line of a relationships part.
#[derive(Debug)]
pub(super) struct Relation {
    /// Id that the part refers to it by.
    pub(super) id: String,
    /// What is behind it: the last step of its address, such as `worksheet`.
    pub(super) kind: String,
    /// Name of the part that it leads to.
    pub(super) part: String,
}

impl<'a> Package<'a> {
    /// The parts of an archive.
    pub(super) fn new(
        file: &str,
        archive: ZipArchive<Cursor<&'a [u8]>>,
        deadline: Deadline,
    ) -> Result<Self, ReadError> {
        let mut parts = BTreeMap::new();
        for (index, name) in archive.file_names().enumerate() {
            let name = name.map_err(|error| damaged(file, &error))?;
            parts.insert(name.replace('\\', "/").to_lowercase(), index);
        }
        Ok(Self { file: file.to_owned(), archive, deadline, parts })
    }

    /// Name of the part that lists the sheets.
    pub(super) fn workbook_part(&mut self) -> Result<String, ReadError> {
        let relations = self.relations_in("_rels/.rels", "")?;
        let named = relations.into_iter().find(|relation| relation.kind == "officeDocument");
        let part = named.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.part);
        if !self.has(&part) {
            return Err(damaged(&self.file, &format_args!("part {part} is missing")));
        }
        Ok(part)
    }

    /// What a part is related to.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        self.relations_in(&resolve(folder, &format!("_rels/{name}.rels")), folder)
    }

    fn relations_in(&mut self, part: &str, folder: &str) -> Result<Vec<Relation>, ReadError> {
        let mut relations = Vec::new();
        self.each_start(part, |start| {
            let get = |name| attribute(start, name).unwrap_or_default();
            if start.local_name().as_ref() == "Relationship" && get("TargetMode") != "External" {
                let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { id: get("Id"), kind, part: resolve(folder, &get("Target")) });
            }
        })?;
        Ok(relations)
    }

    /// True if there is such a part.
    pub(super) fn has(&self, part: &str) -> bool {
        self.parts.contains_key(&part.to_lowercase())
    }

    /// The unpacked bytes of a part; `None` if there is no such part.
    pub(super) fn bytes(&mut self, part: &str) -> Result<Option<impl Read>, ReadError> {
        let Some(index) = self.parts.get(&part.to_lowercase()).copied() else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| damaged(&self.file, &error))?;
        Ok(Some(Watched::new(entry, self.deadline)))
    }

    /// Calls `each` with every event of a part.
    ///
    /// Fails if the part is no XML or not all of it is there; what `each` returns ends the reading, too.
    pub(super) fn each_event(
        &mut self,
        part: &str,
        mut each: impl FnMut(Event<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let file = self.file.clone();
        let Some(bytes) = self.bytes(part)? else { return Ok(()) };
        let mut reader = xml_reader(bytes);
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|error| damaged(&file, &error))?;
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::DocType(_) => {
                    let (file, part) = (file, part.to_owned());
                    return Err(ReadError::Unsafe { file, part, danger: Danger::Doctype });
                }
                Event::Eof if depth > 0 => {
                    return Err(damaged(&file, &format_args!("part {part} ends too early")));
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
            each(event)?;
        }
    }

    /// Calls `each` with every start tag of a part.
    pub(super) fn each_start(
        &mut self,
        part: &str,
        mut each: impl FnMut(&BytesStart<'_>),
    ) -> Result<(), ReadError> {
        self.each_event(part, |event| {
            if let Event::Start(start) | Event::Empty(start) = event {
                each(&start);
            }
            Ok(())
        })
    }
}

fn xml_reader<R: Read>(source: R) -> Reader<BufReader<R>> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(UNPACKED, source));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    reader
}

/// The value of an attribute by its name without prefix.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Explicit1_0).ok()?;
    Some(value.into_owned())
}

/// True for an attribute that says yes.
pub(super) fn is_set(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| matches!(value.trim(), "1" | "true"))
}

/// The part that `target` names when it stands in `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let joined = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in joined.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_lead_on_from_their_folder() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../tables/table1.xml", "xl/tables/table1.xml"),
            ("xl", r"worksheets\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "../../xl/./workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(folder, target), part, "{folder} {target}");
        }
    }
}
