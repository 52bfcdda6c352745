//! The parts of a workbook that calamine does not show: which part holds which sheet.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::read::error::ReadError;
use crate::read::guard::damaged;

/// The archive of a workbook, its parts found as lenient as spreadsheet programs find them.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    file: String,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index of a part by its name in lower case with forward slashes.
    parts: BTreeMap<String, usize>,
    /// Folder of the workbook part.
    folder: String,
    /// Name of the part of each sheet, in the order of the workbook.
    sheets: Vec<String>,
}

impl<'a> Package<'a> {
    /// Finds the parts of the sheets.
    pub(crate) fn new(file: &str, archive: ZipArchive<Cursor<&'a [u8]>>) -> Result<Self, ReadError> {
        let mut parts = BTreeMap::new();
        for (index, name) in archive.file_names().enumerate() {
            let name = name.map_err(|error| damaged(file, &error))?;
            parts.insert(name.replace('\\', "/").to_lowercase(), index);
        }
        let mut package =
            Self { file: file.to_owned(), archive, parts, folder: String::new(), sheets: Vec::new() };
        let workbook = package.workbook_part()?;
        let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        folder.clone_into(&mut package.folder);
        let rels = package.path(&format!("_rels/{name}.rels"));
        let targets: BTreeMap<String, String> =
            package.relations(&rels)?.into_iter().map(|relation| (relation.id, relation.target)).collect();
        let mut sheets = Vec::new();
        package.each_start(&workbook, |start| {
            if start.local_name().as_ref() == "sheet" {
                let id = attribute(start, "id").unwrap_or_default();
                sheets.push(targets.get(&id).cloned().unwrap_or_default());
            }
        })?;
        package.sheets = sheets.iter().map(|target| package.path(target)).collect();
        Ok(package)
    }

    /// Part of the sheet at `index` in the order of the workbook.
    pub(crate) fn sheet_part(&self, index: usize) -> Option<String> {
        self.sheets.get(index).cloned()
    }

    /// Name of a part beside the workbook part.
    pub(crate) fn path(&self, target: &str) -> String {
        resolve(&self.folder, target)
    }

    /// A reader of a part's XML; `None` if there is no such part.
    pub(crate) fn reader(&mut self, part: &str) -> Result<Option<Reader<impl BufRead>>, ReadError> {
        let Some(index) = self.parts.get(&part.to_lowercase()).copied() else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| damaged(&self.file, &error))?;
        Ok(Some(xml_reader(entry)))
    }

    /// Calls `each` with every start tag of a part.
    pub(crate) fn each_start(
        &mut self,
        part: &str,
        mut each: impl FnMut(&BytesStart<'_>),
    ) -> Result<(), ReadError> {
        let file = self.file.clone();
        let Some(mut reader) = self.reader(part)? else { return Ok(()) };
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(start) | Event::Empty(start)) => each(&start),
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(error) => return Err(damaged(&file, &error)),
            }
        }
    }

    fn workbook_part(&mut self) -> Result<String, ReadError> {
        let named = self.relations("_rels/.rels")?.into_iter().find_map(|relation| {
            relation.kind.ends_with("/officeDocument").then(|| resolve("", &relation.target))
        });
        Ok(named.unwrap_or_else(|| "xl/workbook.xml".to_owned()))
    }

    fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let mut relations = Vec::new();
        self.each_start(part, |start| {
            if start.local_name().as_ref() == "Relationship" {
                let get = |name| attribute(start, name).unwrap_or_default();
                relations.push(Relation { id: get("Id"), kind: get("Type"), target: get("Target") });
            }
        })?;
        Ok(relations)
    }
}

/// A line of a relationships part.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn xml_reader<R: Read>(source: R) -> Reader<BufReader<R>> {
    let mut reader = Reader::from_reader(BufReader::new(source));
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
