//! Files read as clients' ledgers, and what must hold of every ledger that comes out.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use std::sync::{Arc, LazyLock};

use daicho_core::read::{ReadOptions, read_workbook};
use daicho_rules::{Explain as _, Lang, Rulebook, Schema};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The registers of the built-in packs.
pub static SCHEMA: LazyLock<Arc<Schema>> =
    LazyLock::new(|| Rulebook::load(&["pms".to_owned()]).expect("the built-in pack").schema);

/// The same registers with the commonest headers of each field: the reader learns the headers of its registers
/// for every file, which costs more than reading a small one.
static FEW_HEADERS: LazyLock<Arc<Schema>> = LazyLock::new(|| {
    let mut schema = (**SCHEMA).clone();
    let fields = schema.registers.values_mut().flat_map(|register| register.fields.values_mut());
    fields.for_each(|field| field.headers.truncate(3));
    Arc::new(schema)
});

const NS: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Loads the registers, so that no input is held to account for it.
pub fn ready() {
    LazyLock::force(&FEW_HEADERS);
}

/// Reads a file; a ledger must be whole, an error must say something in both languages.
pub fn read(name: &str, bytes: &[u8]) {
    match read_workbook(name, bytes, &FEW_HEADERS, &ReadOptions::default()) {
        Ok(ledger) => {
            for register in ledger.registers.values() {
                let width = register.columns.len();
                assert!(register.records.iter().all(|record| record.cells.len() == width));
                let fields: BTreeSet<_> = register.columns.iter().map(|column| &column.field).collect();
                assert_eq!(fields.len(), width, "a field has one column");
            }
            assert!(ledger.doubts.iter().all(|doubt| doubt.sheet < ledger.sheets.len()));
        }
        Err(error) => {
            for lang in [Lang::Ja, Lang::En] {
                assert!(!error.message(lang).is_empty());
            }
        }
    }
}

/// A workbook of which bytes make up the workbook part, the strings, the styles and a sheet, between lines
/// of `----`; a part without bytes is a sound one.
pub fn workbook(bytes: &[u8]) -> Vec<u8> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while pieces.len() < 4 {
        let end = rest.windows(6).position(|window| window == b"\n----\n");
        let (piece, after) = end.map_or((rest, &[][..]), |end| (&rest[..end], &rest[end + 6..]));
        pieces.push(piece);
        rest = after;
    }
    let sound = [
        format!(r#"<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="台帳" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        format!("<sst {NS}><si><t>個人情報名</t></si><si><t>利用目的</t></si><si><t>件数</t></si></sst>"),
        format!(r#"<styleSheet {NS}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
        format!(r#"<worksheet {NS}><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData></worksheet>"#),
    ];
    let names = ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &[u8]| {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name, options).expect("a part of an archive in memory");
        writer.write_all(content).expect("bytes in memory");
    };
    part("[Content_Types].xml", b"<Types/>");
    part("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes());
    part("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes());
    for ((name, sound), piece) in names.into_iter().zip(&sound).zip(pieces) {
        part(name, if piece.is_empty() { sound.as_bytes() } else { piece });
    }
    writer.finish().expect("an archive in memory").into_inner()
}

fn relation(kind: &str, target: &str) -> String {
    format!(
        r#"<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{REL}/{kind}" Target="{target}"/></Relationships>"#
    )
}
