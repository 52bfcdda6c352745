//! The mapping in a client's settings: written, corrected, obeyed, and told when it no longer fits.

use std::fs;
use std::path::{Path, PathBuf};

use daicho_core::ledger::{Ledger, Table};
use daicho_core::read::ReadOptions;
use daicho_core::{Inspection, Lang, inspect_file, write_mapping};
use tempfile::TempDir;

const LEDGER: &str = "個人情報管理台帳,,,,\n\nNo,個人情報名,利用目的,所得方法,社内メモ\n1,履歴書,採用,郵送,甲\n2,名簿,連絡,手渡し,乙\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn inspected(path: &Path) -> Inspection {
    inspect_file(path, &[], None, &ReadOptions::default()).unwrap()
}

fn read(path: &Path) -> Ledger {
    inspected(path).ledger
}

/// Writes the mapping of a ledger; gives how many headers were settled, how many are open, and the settings.
fn written(path: &Path) -> (usize, usize, String) {
    let written = write_mapping(path, &[], None, &ReadOptions::default(), Lang::Ja).unwrap();
    (written.settled, written.open, fs::read_to_string(&written.path).unwrap_or_default())
}

/// Fields of the columns of a table, left to right.
fn fields(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.field.as_deref().unwrap_or("-")).collect()
}

/// Sheet, rows of the header, register and fields of a table.
type Meaning<'l> = (usize, (u32, u32), &'l str, Vec<&'l str>);

/// All that a mapping says of a ledger.
fn meaning(ledger: &Ledger) -> Vec<Meaning<'_>> {
    let tables = ledger.tables.iter();
    tables.map(|t| (t.sheet, t.header_rows, t.register.as_str(), fields(t))).collect()
}

fn doubts(ledger: &Ledger) -> Vec<&str> {
    ledger.doubts.iter().map(|doubt| doubt.message.en.as_str()).collect()
}

#[test]
fn what_is_certain_is_settled_and_the_rest_waits_for_a_person() {
    let folder = folder(&[("台帳.csv", LEDGER)]);
    let path = folder.path().join("台帳.csv");
    let (settled, open, text) = written(&path);
    assert_eq!((settled, open), (3, 3), "{text}");
    for line in [
        "[headers.items]",
        "\"利用目的\" = \"purpose\"  # 利用目的",
        "# \"所得方法\" = \"acquisition_methods\"  # 取得方法 72%",
        "# \"社内メモ\" = \"\"  # 対応なし",
        "# header_rows = [3]",
    ] {
        assert!(text.lines().any(|found| found.starts_with(line)), "{line}: {text}");
    }
    // What was written changes no doubt into certainty.
    assert!(doubts(&read(&path)).iter().any(|doubt| doubt.contains("`所得方法` was taken for")));
}

#[test]
fn a_mapping_written_twice_is_the_same_file() {
    let folder = folder(&[("台帳.csv", LEDGER)]);
    let path = folder.path().join("台帳.csv");
    let (.., first) = written(&path);
    let (settled, open, second) = written(&path);
    assert_eq!((settled, open), (0, 0));
    assert_eq!(first, second);
}

#[test]
fn what_a_person_wrote_stays_byte_for_byte() {
    let own = "# 当社の設定\r\n[client]\r\nname = '青空'   # 名称\r\n\r\n[headers.items]\r\n\"社内メモ\" = \"remarks\"\r\n\r\n# 例外\r\n";
    let folder = folder(&[("台帳.csv", LEDGER), ("daicho.toml", own)]);
    let path = folder.path().join("台帳.csv");
    let (.., text) = written(&path);
    let mut rest = text.as_str();
    for line in own.split_inclusive('\n') {
        let at = rest.find(line).unwrap();
        rest = rest.get(at + line.len()..).unwrap();
    }
    assert!(!text.replace("\r\n", "").contains('\n'), "{text:?}");
    assert!(!text.contains("# \"社内メモ\""), "{text}");
    let ledger = read(&path);
    assert_eq!(ledger.client, "青空");
    assert_eq!(fields(&ledger.tables[0])[4], "remarks");
}

#[test]
fn ticks_below_a_parent_mean_the_same_where_the_settings_map_their_headers() {
    let ticks = "No,個人情報名,利用目的,媒体,\n,,,紙,電子\n1,履歴書,採用,○,\n2,名簿,連絡,×,○\n";
    let settings = "[headers.items]\n\"媒体 > 紙\" = \"media\"\n\"媒体 > 電子\" = \"media\"\n";
    let media = |files: &[(&str, &str)]| -> Vec<(String, Option<daicho_rules::Value>)> {
        let folder = folder(files);
        let ledger = read(&folder.path().join("台帳.csv"));
        let items = ledger.register("items").unwrap();
        let cells = items.records.iter().map(|record| items.cell(record, "media").unwrap());
        cells.map(|cell| (cell.raw.clone(), cell.value.clone())).collect()
    };
    let found = media(&[("台帳.csv", ticks)]);
    assert_eq!(found[0].0, "紙:○");
    assert_eq!(media(&[("台帳.csv", ticks), ("daicho.toml", settings)]), found);
}

#[test]
fn a_corrected_line_is_obeyed() {
    let folder = folder(&[("台帳.csv", LEDGER)]);
    let path = folder.path().join("台帳.csv");
    let (.., text) = written(&path);
    let corrected = text
        .replace("# \"所得方法\" = \"acquisition_methods\"", "\"所得方法\" = \"acquisition_source\"")
        .replace("# \"社内メモ\" = \"\"", "\"社内メモ\" = \"remarks\"");
    fs::write(folder.path().join("daicho.toml"), &corrected).unwrap();
    let ledger = read(&path);
    assert_eq!(fields(&ledger.tables[0]), ["number", "name", "purpose", "acquisition_source", "remarks"]);
    assert!(ledger.tables[0].columns.iter().all(|column| column.confidence == 100));
    assert_eq!(written(&path).2, corrected);
}

#[test]
fn headers_written_inline_are_left_alone() {
    let own = "headers = { items = { \"社内メモ\" = \"remarks\" } }\n";
    let folder = folder(&[("台帳.csv", LEDGER), ("daicho.toml", own)]);
    let path = folder.path().join("台帳.csv");
    let error = write_mapping(&path, &[], None, &ReadOptions::default(), Lang::Ja).unwrap_err();
    assert!(error.to_string().ends_with("its headers are written inline"), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join("daicho.toml")).unwrap(), own);
}

#[test]
fn settings_that_are_not_there_yet_may_be_named() {
    let folder = folder(&[("台帳.csv", LEDGER)]);
    let (path, config) = (folder.path().join("台帳.csv"), folder.path().join("青空.toml"));
    write_mapping(&path, &[], Some(&config), &ReadOptions::default(), Lang::En).unwrap();
    assert!(fs::read_to_string(&config).unwrap().contains("\"利用目的\" = \"purpose\""));
    let mut files: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["台帳.csv", "青空.toml"]);
}

#[test]
fn ledgers_are_read_by_their_written_mapping_as_before() {
    let input = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/input");
    for file in [
        "bilingual-headers.xlsx",
        "cp932-with-comment-lines.csv",
        "french-cnil-register.xlsx",
        "same-header-under-different-parents.xlsx",
        "twice-the-same-header.xlsx",
        "headers-that-look-alike.xlsx",
        "folder-of-a-client",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(file);
        copy(&input.join(file), &path);
        let write = || write_mapping(&path, &[], None, &ReadOptions::default(), Lang::Ja).unwrap();
        let first = write();
        let text = fs::read_to_string(&first.path).unwrap();
        // It is read by what was written.
        let second = write();
        assert_eq!((second.settled, second.open), (0, 0), "{file}\n{text}");
        assert_eq!(meaning(&first.inspection.ledger), meaning(&second.inspection.ledger), "{file}\n{text}");
        assert!(first.settled + first.open > 0, "{file}");
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        copy(&path, &to.join(path.file_name().unwrap()));
    }
}

#[test]
fn a_table_is_read_from_the_header_that_the_settings_name() {
    // The first rows look like a header, and the real one has numbers in it.
    let text = "No,個人情報名,利用目的\n\n甲,乙,2024\n履歴書,採用,5年\n名簿,連絡,3年\n";
    let table = |lines: &str| format!("[[table]]\nsheet = \"台帳\"\n{lines}");
    let with = |lines: &str| {
        let folder = folder(&[("台帳.csv", text), ("daicho.toml", &table(lines))]);
        read(&folder.path().join("台帳.csv"))
    };
    let ledger = with(
        "header_rows = [3]\nregister = \"items\"\ncolumns = { A = \"name\", B = \"purpose\", C = \"retention\" }\n",
    );
    assert_eq!(meaning(&ledger), [(0, (2, 2), "items", vec!["name", "purpose", "retention"])]);
    assert_eq!(ledger.tables[0].records, 2);
    assert!(ledger.doubts.is_empty(), "{:?}", doubts(&ledger));
    // Nothing is read from a sheet that is to be left alone.
    assert!(with("register = \"\"\n").tables.is_empty());
}

#[test]
fn tables_of_one_sheet_are_described_one_by_one() {
    let text = "件名,内容,欄\n履歴書,採用,x\n名簿,連絡,y\n青葉社,給与計算,有\n";
    let settings = "[[table]]\nsheet = \"台帳\"\nheader_rows = [1]\nregister = \"items\"\ncolumns = { A = \"name\", B = \"purpose\" }\n\
                    [[table]]\nsheet = \"台帳\"\nheader_rows = [3]\nregister = \"vendors\"\ncolumns = { A = \"name\", B = \"service\", C = \"contract\" }\n";
    let folder = folder(&[("台帳.csv", text), ("daicho.toml", settings)]);
    let ledger = read(&folder.path().join("台帳.csv"));
    assert_eq!(
        meaning(&ledger),
        [
            (0, (0, 0), "items", vec!["name", "purpose", "-"]),
            (0, (2, 2), "vendors", vec!["name", "service", "contract"]),
        ]
    );
    assert_eq!(ledger.tables.iter().map(|table| table.records).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_column_without_header_goes_by_its_letter() {
    let text = "No,個人情報名,利用目的,\n1,履歴書,採用,郵送で受領\n2,名簿,連絡,手渡し\n";
    let settings = "[[table]]\nworkbook = \"台帳.csv\"\nsheet = \"台帳\"\nregister = \"items\"\ncolumns = { D = \"remarks\" }\n";
    let folder = folder(&[("台帳.csv", text), ("daicho.toml", settings)]);
    let ledger = read(&folder.path().join("台帳.csv"));
    assert_eq!(fields(&ledger.tables[0]), ["number", "name", "purpose", "remarks"]);
    assert_eq!(ledger.registers["items"].raw(&ledger.registers["items"].records[0], "remarks"), "郵送で受領");
    assert!(ledger.doubts.is_empty(), "{:?}", doubts(&ledger));
}

#[test]
fn what_no_longer_fits_is_doubtful() {
    let base = "No,個人情報名,利用目的\n1,履歴書,採用\n";
    for (settings, said) in [
        (
            "[[table]]\nsheet = \"台帳2\"\n",
            "there is no sheet of this name of the settings (daicho.toml:1:1): did you mean `台帳`?",
        ),
        (
            "[[table]]\nsheet = \"台帳\"\nregister = \"vendors\"\nheader_rows = [9]\n",
            "the table of the settings (daicho.toml:1:1) was not found: check its header_rows and register",
        ),
        (
            "[[table]]\nsheet = \"台帳\"\nregister = \"items\"\ncolumns = { K = \"remarks\" }\n",
            "column K of the settings (daicho.toml:4:13) holds nothing: see whether columns have moved",
        ),
        (
            "[headers.items]\n\"利用の目的\" = \"purpose\"\n\"利用もくてき\" = \"purpose\"\n",
            "no column has this header of the settings (daicho.toml:2:2): did you mean `利用目的`?",
        ),
    ] {
        let folder = folder(&[("台帳.csv", base), ("daicho.toml", settings)]);
        let inspection = inspected(&folder.path().join("台帳.csv"));
        assert!(doubts(&inspection.ledger).contains(&said), "{settings}: {:?}", doubts(&inspection.ledger));
    }
    // Settings beside several workbooks speak of the others, too.
    let other = "[[table]]\nworkbook = \"別.csv\"\nsheet = \"別\"\nregister = \"\"\n";
    let folder = folder(&[("台帳.csv", base), ("daicho.toml", other)]);
    assert!(read(&folder.path().join("台帳.csv")).doubts.is_empty());
}

#[test]
fn the_settings_of_a_folder_lie_in_it_and_speak_of_its_workbooks() {
    let folder = folder(&[
        ("台帳.csv", LEDGER),
        ("営業部.csv", LEDGER.replace("履歴書", "写真").replace("名簿", "名刺").as_str()),
    ]);
    let (settled, open, text) = written(folder.path());
    assert_eq!((settled, open), (3, 4), "{text}");
    assert!(folder.path().join("daicho.toml").is_file());
    let left = "[[table]]\nworkbook = \"営業部.csv\"\nsheet = \"営業部\"\nregister = \"\"\n";
    fs::write(folder.path().join("daicho.toml"), left).unwrap();
    let ledger = read(folder.path());
    assert_eq!(ledger.tables.len(), 1);
    assert_eq!(ledger.workbook(ledger.tables[0].sheet), "台帳.csv");
}
