//! Areas that a workbook itself declares as tables.

use super::package::{Package, attribute};
use super::place::area;
use crate::read::error::ReadError;
use crate::read::grid::TableObject;

/// The tables of the sheet in `part`, from the top and the left; what cannot be read of them is left out.
pub(super) fn read_objects(package: &mut Package<'_>, part: &str) -> Result<Vec<TableObject>, ReadError> {
    let mut objects = Vec::new();
    for relation in optional(package.relations(part))?.unwrap_or_default() {
        if relation.kind != "table" {
            continue;
        }
        let mut object = None;
        let read = package.each_start(&relation.part, |start| {
            if object.is_none() && start.local_name().as_ref() == "table" {
                let rows = |name| attribute(start, name).and_then(|rows| rows.trim().parse().ok());
                object = attribute(start, "ref").as_deref().and_then(area).map(|area| TableObject {
                    area,
                    header_rows: rows("headerRowCount").unwrap_or(1),
                    total_rows: rows("totalsRowCount").unwrap_or(0),
                    name: attribute(start, "displayName").unwrap_or_default(),
                });
            }
        });
        if optional(read)?.is_some() {
            objects.extend(object);
        }
    }
    objects.sort_by_key(|object| (object.area.top, object.area.left));
    Ok(objects)
}

/// What was read; `None` if the part is damaged, since cells can be read without it.
fn optional<T>(read: Result<T, ReadError>) -> Result<Option<T>, ReadError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(ReadError::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
