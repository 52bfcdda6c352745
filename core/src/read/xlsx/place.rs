//! Where cells are: `F7`, `A1:C3`, `$1:$3`.

use crate::read::grid::Area;

/// Rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub(super) const COLUMNS: u32 = 16_384;

/// Row and column, from 0, of a cell such as `F7` or `$F$7`; `None` for anything that no sheet has.
pub(super) fn place(cell: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for byte in cell.bytes() {
        match byte {
            b'0'..=b'9' if column > 0 => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A');
                column = column.checked_mul(26)?.checked_add(letter + 1)?;
            }
            b'$' => {}
            _ => return None,
        }
    }
    let (row, column) = (row.checked_sub(1)?, column.checked_sub(1)?);
    (row < ROWS && column < COLUMNS).then_some((row, column))
}

/// The area of a reference such as `A1:C3`; a single cell is an area, too.
pub(super) fn area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let ((top, left), (bottom, right)) = (place(first.trim())?, place(last.trim())?);
    (top <= bottom && left <= right).then_some(Area { top, left, bottom, right })
}

/// First and last row, from 0, of a reference to whole rows such as `$1:$3`.
pub(super) fn rows(reference: &str) -> Option<(u32, u32)> {
    let row = |text: &str| text.trim().trim_start_matches('$').parse::<u32>().ok()?.checked_sub(1);
    let (first, last) = reference.split_once(':')?;
    let (first, last) = (row(first)?, row(last)?);
    (first <= last && last < ROWS).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_name() {
        for (cell, found) in [
            ("A1", Some((0, 0))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("$F$7", Some((6, 5))),
            ("f7", Some((6, 5))),
            ("XFE1", None),
            ("A1048577", None),
            ("7", None),
            ("7A", None),
            ("A", None),
            ("A0", None),
            ("A1B", None),
            ("Ａ1", None),
            ("A99999999999", None),
        ] {
            assert_eq!(place(cell), found, "{cell}");
        }
    }

    #[test]
    fn areas_have_two_corners_in_order() {
        assert_eq!(area("B2:$C$4"), Some(Area { top: 1, left: 1, bottom: 3, right: 2 }));
        assert_eq!(area("B2"), Some(Area { top: 1, left: 1, bottom: 1, right: 1 }));
        assert_eq!(area("C4:B2"), None);
        assert_eq!(area("A:C"), None);
        assert_eq!(rows("$1:$3"), Some((0, 2)));
        assert_eq!(rows("$A:$C"), None);
        assert_eq!(rows("3:1"), None);
    }
}
