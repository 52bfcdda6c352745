//! Text files, from their bytes to cells.

use encoding_rs::{EUC_JP, SHIFT_JIS, WINDOWS_1252};
use proptest::prelude::*;

use super::*;
use crate::read::grid::Content;

/// The filled cells of a file, row by row, each with its column.
fn rows(bytes: &[u8]) -> Vec<(u32, Vec<(u32, String)>)> {
    let (sheet, _) = read_sheet("台帳.csv", bytes, Deadline::never()).unwrap();
    let Content::Cells(grid) = sheet.content else { panic!("no cells") };
    let row = |row: &crate::read::grid::Row| {
        (row.index, row.cells.iter().map(|(column, cell)| (*column, cell.shown.text.clone())).collect())
    };
    grid.rows().iter().map(row).collect()
}

/// The texts of each row that holds something, blank fields left out.
fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
    rows(bytes).into_iter().map(|(_, cells)| cells.into_iter().map(|(_, text)| text).collect()).collect()
}

fn said(bytes: &[u8]) -> Vec<String> {
    let (_, remarks) = read_sheet("台帳.csv", bytes, Deadline::never()).unwrap();
    remarks
        .into_iter()
        .map(|remark| {
            let doubt = remark.into_doubt(0);
            let cell = doubt.at.map_or_else(|| "-".to_owned(), crate::ledger::Origin::cell);
            format!("{cell} {} {}", doubt.raw, doubt.message.en.split([':', ',']).next().unwrap_or_default())
        })
        .collect()
}

#[test]
fn every_encoding_gives_the_same_cells() {
    let text = "番号,個人情報名\r\n1,履歴書①㈱髙﨑～−\r\n";
    let shown = text.replace('−', "－");
    let expected = texts(shown.as_bytes());
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let (cp932, ..) = SHIFT_JIS.encode(&shown);
    let cases: [(&str, Vec<u8>); 6] = [
        ("UTF-8", shown.clone().into_bytes()),
        ("UTF-8 with a mark", [b"\xef\xbb\xbf", shown.as_bytes()].concat()),
        ("CP932", cp932.into_owned()),
        ("UTF-16LE", [&[0xff, 0xfe][..], &utf16(u16::to_le_bytes)].concat()),
        ("UTF-16BE", [&[0xfe, 0xff][..], &utf16(u16::to_be_bytes)].concat()),
        ("UTF-16LE without a mark", utf16(u16::to_le_bytes)),
    ];
    for (name, bytes) in cases {
        assert!(is_text(&bytes), "{name}");
        let found: Vec<Vec<String>> = texts(&bytes)
            .iter()
            .map(|row| row.iter().map(|text| text.replace('−', "－")).collect())
            .collect();
        assert_eq!(found, expected, "{name}");
        assert!(said(&bytes).is_empty(), "{name}");
    }
}

#[test]
fn a_mixture_of_encodings_is_refused_at_its_line_and_byte() {
    let (cp932, ..) = SHIFT_JIS.encode("2,名簿\n");
    let bytes = ["番号,個人情報名\n1,履歴書\n".as_bytes(), &cp932].concat();
    let error = read_sheet("台帳.csv", &bytes, Deadline::never()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`台帳.csv` cannot be read as UTF-8 nor as Shift JIS (CP932): line 3, byte 3 (0x96)"
    );
    let (head, ..) = SHIFT_JIS.encode("番号,個人情報の名称\r\n1,履歴書の控え\r\n");
    let bytes = [&*head, "2,社員名簿\r\n".as_bytes(), b"3,\xff\r\n"].concat();
    assert!(matches!(read_sheet("台帳.csv", &bytes, Deadline::never()), Err(ReadError::Encoding { .. })));
}

#[test]
fn a_broken_character_makes_no_other_encoding_of_a_text() {
    // Read as CP932 all of these would pass for Japanese, and none of it would be what was written.
    let mut bytes = "番号,個人情報名,利用目的\n1,履歴書,採用\n".as_bytes().to_vec();
    bytes.truncate(bytes.len() - 2);
    assert!(matches!(
        read_sheet("台帳.csv", &bytes, Deadline::never()),
        Err(ReadError::Encoding { line: 2, .. })
    ));
    let (western, ..) = WINDOWS_1252.encode("No;Prénoms;Coordonnées\n1;Hélène;Échantillon\n");
    assert!(matches!(
        read_sheet("registre.csv", &western, Deadline::never()),
        Err(ReadError::Encoding { line: 1, position: 6, .. })
    ));
}

#[test]
fn euc_jp_is_read_and_said_so() {
    let (euc, ..) = EUC_JP.encode("番号,個人情報のなまえ\n1,りれきしょ\n");
    assert_eq!(texts(&euc), [["番号", "個人情報のなまえ"], ["1", "りれきしょ"]]);
    assert_eq!(said(&euc), ["-  the text was taken for EUC-JP"]);
}

#[test]
fn delimiters_are_found_by_the_evenness_of_rows() {
    for (name, text) in [
        ("comma", "台帳;一覧;2026\nNo,名称,目的\n1,a;b;c,x\n2,a;b,y"),
        ("tab", "No\t名称\t目的\n1\ta,b,c\tx\n2\td,e\ty\n"),
        ("semicolon", "No;名称;目的\n1;a,b;x, y, z\n2;d,e;\n"),
        ("pipe", "No|名称|目的\n1|a,b|x\n2|d|y\n"),
        ("named", "sep=|\nNo|名称|目的\n1|a,b|x\n"),
        ("quoted", "No;名称;目的\n1;\"a;b;c;d\";x\n2;\"e\nf;g\";y\n"),
        ("comments", "# a;b;c;d;e\n#;;;;;\nNo,名称,目的\n1,a,x\n"),
    ] {
        let found = rows(text.as_bytes());
        let header = found.iter().find(|(_, cells)| cells[0].1 == "No").unwrap();
        assert_eq!(header.1.len(), 3, "{name}: {found:?}");
    }
}

#[test]
fn rows_are_those_that_a_spreadsheet_program_shows() {
    for (name, text) in [
        ("LF", "題\n\n,\nNo,名称\n\"1\n続き\",a\n"),
        ("CR LF", "題\r\n\r\n,\r\nNo,名称\r\n\"1\r\n続き\",a"),
        ("CR", "題\r\r,\rNo,名称\r\"1\r続き\",a\r"),
    ] {
        let found = rows(text.as_bytes());
        let at: Vec<u32> = found.iter().map(|(row, _)| *row).collect();
        assert_eq!(at, [0, 3, 4], "{name}");
        assert_eq!(found[2].1, [(0, "1\n続き".to_owned()), (1, "a".to_owned())], "{name}");
    }
}

#[test]
fn fields_keep_what_was_typed() {
    for (field, shown) in [
        ("0012", "0012"),
        ("=\"0012\"", "0012"),
        ("\"=\"\"0012\"\"\"", "0012"),
        ("\"言うには\"\"否\"\"\"", "言うには\"否\""),
        ("24\"モニター", "24\"モニター"),
        ("\"大\" を含む", "大 を含む"),
        ("\"a,b\"  ", "a,b"),
        ("　全角の空白　", "全角の空白"),
        ("1.10", "1.10"),
        ("か\u{3099}", "が"),
    ] {
        assert_eq!(texts(format!("x,{field},y\n").as_bytes()), [["x", shown, "y"]], "{field}");
    }
}

#[test]
fn formulas_and_error_values_are_no_text() {
    use CellState::{Error, Unsolved, Value};
    let (sheet, _) = read_sheet("台帳.csv", b"=A1+B1,#REF!,#1,=\"7\",-5", Deadline::never()).unwrap();
    let Content::Cells(grid) = sheet.content else { panic!("no cells") };
    let states: Vec<CellState> = grid.rows()[0].cells.iter().map(|(_, cell)| cell.state).collect();
    assert_eq!(states, [Unsolved, Error, Value, Value, Value]);
}

#[test]
fn a_quote_without_end_swallows_no_rows() {
    let text = "No,名称\n1,\"5インチ\n2,名簿\n3,写真\n";
    assert_eq!(texts(text.as_bytes()).len(), 4);
    assert_eq!(said(text.as_bytes()), ["B2 \"5インチ a quotation mark is never closed"]);
    // Two of them meet.
    let text = "No,名称\n1,\"5インチ\n2,名簿\n3,\"6インチ\n4,\"普通\"\n";
    assert_eq!(texts(text.as_bytes()).len(), 5);
    assert_eq!(said(text.as_bytes()).len(), 2);
}

#[test]
fn rows_of_another_width_are_doubtful() {
    let text = "台帳\nNo,名称,目的\n1,a,b\n2,CPU,メモリ,容量\n3,c,d\n4,切れた\n続き,e\n5,f,g\n6,h,i\n7,j,k\n8,l,m\n9,n,o\n\
                10,p,q\n11,r,s\n12,t,u\n合計\n";
    assert_eq!(
        said(text.as_bytes()),
        [
            "D4 容量 this row has more columns than the others",
            "B6 切れた this row has fewer columns than the others",
            "B7 e this row has fewer columns than the others",
        ]
    );
    // Where blank fields at the end are left out as a rule, short rows say nothing.
    assert!(said("No,名称,目的\n1,a\n2,b,c\n3,d\n".as_bytes()).is_empty());
    // Blank fields too many are none.
    assert!(said("No,名称\n1,a,,\n2,b\n3,c\n".as_bytes()).is_empty());
}

#[test]
fn signs_of_programs_make_no_text() {
    assert!(!is_text(b""));
    assert!(!is_text(b"%PDF-1.7"));
    assert!(!is_text(b"PK\x03\x04rest"));
    assert!(!is_text(&[0; 100]));
    assert!(is_text("PK,名称\n".as_bytes()));
    assert_eq!(texts(b"No,Na\0me\n1,x\n"), [["No", "Name"], ["1", "x"]]);
    assert_eq!(said(b"No,Na\0me\n1,x\n"), ["-  NUL characters were removed"]);
}

#[test]
fn pages_and_documents_are_no_tables() {
    for text in ["<html><table>", "\n<?xml version=\"1.0\"?>", "{\\rtf1", "<!DOCTYPE html>"] {
        let error = read_sheet("台帳.xls", text.as_bytes(), Deadline::never()).unwrap_err();
        assert!(matches!(error, ReadError::NotWorkbook { .. }), "{error}");
    }
}

#[test]
fn a_line_with_more_fields_than_a_sheet_has_columns_is_refused() {
    let line = |fields: usize| "a,".repeat(fields - 1) + "a\nb\n";
    assert_eq!(texts(line(16_384).as_bytes())[0].len(), 16_384);
    let error = read_sheet("台帳.csv", line(16_385).as_bytes(), Deadline::never()).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { limit: Limit::Columns, found: 16_385, .. }), "{error}");
}

#[test]
fn reading_ends_when_its_time_is_over() {
    let error = read_sheet("台帳.csv", "No,名称\n1,名簿\n".as_bytes(), Deadline::passed()).unwrap_err();
    assert!(matches!(error, ReadError::TimedOut { .. }), "{error}");
}

proptest! {
    #[test]
    fn what_is_written_with_quotes_is_read_back(
        table in prop::collection::vec(prop::collection::vec("[a-z0-9あ-ん\",;\n\t|#= ]{0,6}", 3), 1..12),
        delimiter in prop::sample::select(vec![b',', b'\t', b';', b'|']),
    ) {
        let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
        let parted = |row: &Vec<String>| {
            row.iter().map(quoted).collect::<Vec<_>>().join(&char::from(delimiter).to_string())
        };
        let text: String = table.iter().map(|row| parted(row) + "\r\n").collect();
        let read: Vec<Vec<String>> = Records::new(&text, delimiter)
            .map(|record| record.fields.into_iter().map(Cow::into_owned).collect())
            .collect();
        prop_assert_eq!(read, table);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if is_text(&bytes) {
            drop(read_sheet("x.csv", &bytes, Deadline::never()));
        }
    }

    #[test]
    fn no_text_is_lost_whatever_the_quotes(text in "[ab\",\r\n]{0,40}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let read: String = Records::new(&text, b',')
            .flat_map(|record| record.fields.into_iter().map(Cow::into_owned))
            .collect();
        prop_assert_eq!(letters(&read), letters(&text));
    }
}
