//! What stands in the parts of a workbook, and what calamine reads of them as oracle.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, SheetType, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Table, Workbook};

use super::hostile::{NS, archive, parts};
use super::{raws, read, write};
use crate::read::grid::{Area, CellState, Content, Grid, TableObject};
use crate::read::limits::Deadline;
use crate::read::xlsx::read_sheets;

fn grids(bytes: &[u8]) -> Vec<(String, Option<Grid>)> {
    let content = |content| match content {
        Content::Cells(grid) => Some(grid),
        Content::Other => None,
        Content::Broken(detail) => panic!("{detail}"),
    };
    let sheets = read_sheets("test.xlsx", bytes, Deadline::never()).unwrap();
    sheets.into_iter().map(|sheet| (sheet.name, content(sheet.content))).collect()
}

/// The texts of the first sheet's cells, with their names.
fn texts(cells: &str, strings: &str) -> Vec<(String, String)> {
    let sheet = format!("<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>");
    let bytes = archive(&parts(strings, &sheet));
    let sheets = grids(&bytes);
    let rows = sheets[0].1.as_ref().unwrap().rows();
    let name = |row, column| crate::ledger::Origin::new(0, row, column).cell();
    let cells = rows.iter().flat_map(|row| row.cells.iter().map(|(column, cell)| (row.index, *column, cell)));
    cells.map(|(row, column, cell)| (name(row, column), cell.shown.text.clone())).collect()
}

/// Fails where a cell does not hold what calamine reads there.
fn compare(path: &str, bytes: &[u8]) {
    let mut oracle: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let listed = oracle.sheets_metadata().to_vec();
    let ours = grids(bytes);
    assert_eq!(ours.len(), listed.len(), "{path}");
    for (listed, (name, grid)) in listed.iter().zip(&ours) {
        assert_eq!((&listed.name, listed.typ == SheetType::WorkSheet), (name, grid.is_some()), "{path}");
        let Some(grid) = grid else { continue };
        let range = oracle.worksheet_range(name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let mut filled = 0;
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            let place = format!("{path} {name} {row} {column}: {value:?}");
            let cell = grid.cell(row, column);
            let shown = || &cell.unwrap_or_else(|| panic!("{place}")).shown;
            filled += usize::from(cell.is_some());
            match value {
                Data::Empty => {}
                Data::String(text) => {
                    assert_eq!(grid.text(row, column), daicho_rules::normal::clean(text), "{place}");
                }
                Data::Int(number) => assert_eq!(shown().text, number.to_string(), "{place}"),
                Data::Float(number) => {
                    assert!(shown().number.is_none_or(|n| n.to_bits() == number.to_bits()));
                }
                Data::Bool(yes) => assert_eq!(shown().text, if *yes { "TRUE" } else { "FALSE" }),
                Data::DateTime(moment)
                    if moment.is_datetime() && (61.0..2_958_466.0).contains(&moment.as_f64()) =>
                {
                    let (year, month, day, ..) = moment.to_ymd_hms_milli();
                    let date = format!("{year:04}-{month:02}-{day:02}");
                    assert_eq!(shown().date.unwrap().to_string(), date, "{place}");
                }
                Data::Error(_) => assert_eq!(cell.unwrap().state, CellState::Error, "{place}"),
                Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => {
                    assert!(!shown().text.is_empty(), "{place}");
                }
            }
        }
        let unsolved = |grid: &Grid| {
            let cells = grid.rows().iter().flat_map(|row| &row.cells);
            cells.filter(|(_, cell)| cell.state == CellState::Unsolved).count()
        };
        let all: usize = grid.rows().iter().map(|row| row.cells.len()).sum();
        assert!(all <= filled + unsolved(grid), "{path} {name}: cells that calamine does not know");
    }
}

fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            workbooks(&path, found);
        } else if path.extension().is_some_and(|end| end == "xlsx" || end == "xlsm") {
            found.push(path);
        }
    }
}

#[test]
fn every_cell_of_the_datasets_is_what_calamine_reads() {
    let mut paths = Vec::new();
    workbooks(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets"), &mut paths);
    assert!(paths.len() > 5);
    for path in paths {
        compare(&path.display().to_string(), &std::fs::read(&path).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_cell_of_any_workbook_is_what_calamine_reads(
        cells in proptest::collection::vec((0_u32..30, 0_u16..30, 0_usize..6, "\\PC{0,12}", -1e7..1e7_f64), 1..60),
    ) {
        let mut workbook = Workbook::new();
        let formats = ["yyyy/m/d", "0.00", "[$-411]ge.m.d", "0000", "#,##0\"件\""];
        let formats = formats.map(|code| Format::new().set_num_format(code));
        let sheet = workbook.add_worksheet();
        for (row, column, kind, text, number) in cells {
            match kind {
                0 | 1 => sheet.write_string(row, column, format!(" {text}_x0041_<&>")).unwrap(),
                2 => sheet.write_number(row, column, number).unwrap(),
                3 => sheet.write_boolean(row, column, number > 0.0).unwrap(),
                4 => sheet.write_formula(row, column, rust_xlsxwriter::Formula::new("=1+1").set_result(&text)).unwrap(),
                _ => {
                    let format = &formats[text.len() % formats.len()];
                    sheet.write_number_with_format(row, column, number, format).unwrap()
                }
            };
        }
        compare("any", &workbook.save_to_buffer().unwrap());
    }
}

#[test]
fn cells_are_read_however_they_are_written() {
    let strings = r#"<x:sst xmlns:x="a"><x:si><x:t xml:space="preserve"> 山田 </x:t><x:rPh sb="0" eb="2"><x:t>ヤマダ</x:t></x:rPh></x:si>
        <x:si/><x:si><x:r><x:t>総務</x:t></x:r><x:rPh><x:t>ソウム</x:t></x:rPh><x:r><x:rPr><x:b/></x:rPr><x:t>部_x000D_
人事部</x:t></x:r></x:si></x:sst>"#;
    let cells = r#"<row r="2"><c r="B2" t="s"><v>0</v></c><c t="s"><v>2</v></c><c t="s"><v>1</v></c><c><v> 7 </v></c></row>
        <row><c t="inlineStr"><is><t>名簿&amp;&#x4e00;</t><rPh><t>メイボ</t></rPh></is><v>9</v></c><c t="str"><f>A1</f><v><![CDATA[a<b]]></v></c>
        <c t="b"><v>1</v></c><c t="e"><v>#SPILL!</v></c><c t="d"><v>2024-04-01T00:00:00</v></c><c s="1"/><c t="n"><v>x</v></c><c><is><t>007</t></is></c></row>
        <x:row xmlns:x="a" r="9"><x:c r="AA9"><x:v>1.5</x:v></x:c></x:row>"#;
    let found = texts(cells, strings);
    let found: Vec<(&str, &str)> = found.iter().map(|(cell, text)| (cell.as_str(), text.as_str())).collect();
    assert_eq!(
        found,
        [
            ("B2", "山田"),
            ("C2", "総務部\n人事部"),
            ("E2", "7"),
            ("A3", "名簿&一"),
            ("B3", "a<b"),
            ("C3", "TRUE"),
            ("D3", "#SPILL!"),
            ("E3", "2024-04-01"),
            ("G3", "x"),
            ("H3", "007"),
            ("AA9", "1.5"),
        ]
    );
}

#[test]
fn a_sheet_that_cannot_be_read_says_so_and_leaves_the_others() {
    for cells in [
        r#"<row><c t="s"><v>7</v></c></row>"#,
        r#"<row><c r="XFE1"><v>7</v></c></row>"#,
        r#"<row><c r="7"><v>7</v></c></row>"#,
        r#"<row><c t="odd"><v>7</v></c></row>"#,
        r#"<row><c t="b"><v>7</v></c></row>"#,
        "<row><c><v>&unknown;</v></c></row>",
        "<row><c><v>1</v>",
        "</sheetData></worksheet></worksheet>",
    ] {
        let sheet = format!("<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>");
        let sheets = read_sheets("test.xlsx", &archive(&parts("<sst/>", &sheet)), Deadline::never()).unwrap();
        assert!(matches!(&sheets[0].content, Content::Broken(detail) if !detail.is_empty()), "{cells}");
    }
}

#[test]
fn macro_chart_and_dialog_sheets_hold_no_cells() {
    for kind in ["xlMacrosheet", "xlIntlMacrosheet", "chartsheet", "dialogsheet"] {
        let sheet = format!("<worksheet {NS}><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
        let mut parts = parts("<sst/>", &sheet);
        parts[2].1 = parts[2].1.replace(
            "</sheets>",
            r#"<sheet name="Macro1" sheetId="2" state="veryHidden" r:id="r2"/></sheets>"#,
        );
        let relation = format!(
            r#"<Relationship Id="r2" Type="http://schemas.microsoft.com/office/2006/relationships/{kind}" Target="macrosheets/sheet1.xml"/>"#
        );
        parts[3].1 = parts[3].1.replace("</Relationships>", &format!("{relation}</Relationships>"));
        let sheets = read_sheets("test.xlsm", &archive(&parts), Deadline::never()).unwrap();
        assert!(matches!(sheets[0].content, Content::Cells(_)), "{kind}");
        assert!(matches!(sheets[1].content, Content::Other) && !sheets[1].visible, "{kind}");
    }
}

#[test]
fn the_layout_of_a_sheet_is_read() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("表紙, 'A' 1").unwrap();
    let sheet = workbook.add_worksheet();
    let rows: Vec<[&str; 3]> = (0..8).map(|_| ["a", "b", "c"]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 3]>::as_slice).collect();
    write(sheet, 0, 0, &rows);
    sheet.set_name("台帳").unwrap();
    sheet.set_row_hidden(3).unwrap().set_row_hidden(4).unwrap().set_row_hidden(6).unwrap();
    sheet.set_column_hidden(1).unwrap().set_column_hidden(2).unwrap();
    sheet.set_repeat_rows(0, 1).unwrap().set_print_area(0, 0, 7, 2).unwrap();
    sheet.autofilter(1, 0, 7, 2).unwrap();
    sheet.add_table(10, 4, 14, 5, &Table::new().set_name("台帳").set_total_row(true)).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let sheets = grids(&bytes);
    let (empty, grid) = (sheets[0].1.as_ref().unwrap(), sheets[1].1.as_ref().unwrap());
    assert_eq!((empty.print_titles, empty.print_area, empty.filter), (None, None, None));
    assert_eq!(grid.hidden_rows, [(3, 4), (6, 6)]);
    assert_eq!(grid.hidden_columns, [(1, 2)]);
    assert_eq!(grid.print_titles, Some((0, 1)));
    assert_eq!(grid.print_area, Some(Area { top: 0, left: 0, bottom: 7, right: 2 }));
    assert_eq!(grid.filter, Some(Area { top: 1, left: 0, bottom: 7, right: 2 }));
    let area = Area { top: 10, left: 4, bottom: 14, right: 5 };
    let object = TableObject { area, header_rows: 1, total_rows: 1, name: "台帳".to_owned() };
    assert_eq!(grid.objects, [object]);
}

#[test]
fn what_is_hidden_is_read_and_said_so() {
    let rows: &[&[&str]] = &[
        &["No", "個人情報名", "利用目的", "備考"],
        &["1", "履歴書", "採用", "a"],
        &["2", "名簿", "連絡", "b"],
        &["3", "給与明細", "給与", "c"],
        &["4", "顧客名簿", "発送", "d"],
    ];
    let bytes = super::workbook("台帳", |sheet| {
        write(sheet, 0, 0, rows);
        sheet.set_row_hidden(2).unwrap().set_row_hidden(3).unwrap().set_row_hidden(9).unwrap();
        sheet.set_column_hidden(3).unwrap();
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(
        raws(&ledger, "items", &["name", "remarks"]),
        ["履歴書|a", "名簿|b", "給与明細|c", "顧客名簿|d"]
    );
    let doubts: Vec<&str> = ledger.doubts.iter().map(|doubt| doubt.message.ja.as_str()).collect();
    assert_eq!(
        doubts,
        [
            "非表示（絞り込みを含む）の行 2 行（3〜4 行目）、列 1 列（D）も読みました。台帳に含めない場合は削除してください"
        ]
    );
    let bytes = super::workbook("台帳", |sheet| write(sheet, 0, 0, rows));
    assert!(read(&bytes).unwrap().doubts.is_empty());
}

#[test]
fn numbers_stay_as_people_typed_them() {
    let bytes = super::workbook("台帳", |sheet| {
        write(sheet, 0, 0, &[&["No", "個人情報名", "利用目的", "件数"]]);
        let format = |code: &str| Format::new().set_num_format(code);
        for (row, (code, number)) in
            (1_u32..).zip([("0.00", 1.1), ("0000", 7.0), ("000-0000", 1_234_567.0), ("@", 12.0)])
        {
            sheet.write_number_with_format(row, 0, number, &format(code)).unwrap();
            write(sheet, row, 1, &[&["名簿", "連絡"]]);
            sheet.write_number_with_format(row, 3, 1200.0, &format("#,##0\"件\"")).unwrap();
        }
        sheet.write_string(5, 0, "0012").unwrap();
        write(sheet, 5, 1, &[&["名簿", "連絡", "1200"]]);
    });
    let ledger = read(&bytes).unwrap();
    assert_eq!(raws(&ledger, "items", &["number"]), ["1.10", "0007", "123-4567", "12", "0012"]);
    let register = ledger.register("items").unwrap();
    let count = |record| register.cell(record, "count").unwrap().value.clone();
    let counted = Some(daicho_rules::Value::Count(daicho_rules::Count::exact(1200)));
    assert!(register.records.iter().all(|record| count(record) == counted));
}
