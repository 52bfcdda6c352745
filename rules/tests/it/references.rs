//! Registers whose records a pack brings along, and states of controls, as packs define and read them.

use std::sync::Arc;

use daicho_rules::{NameOrigin, Rulebook, control_name, coverage, run_cases, title_of};
use tempfile::TempDir;

const REGISTER: &str = r#"
[[register]]
id = "periods"
title = { ja = "法定保存期間", en = "statutory periods" }
records = "periods.csv"

[[field]]
register = "periods"
id = "name"
title = { ja = "文書", en = "document" }
type = "text"

[[field]]
register = "periods"
id = "words"
title = { ja = "語", en = "words" }
type = "text"

[[field]]
register = "periods"
id = "months"
title = { ja = "月数", en = "months" }
type = "count"
"#;

const FIELD: &str = r#"
[[field]]
register = "items"
id = "documents"
title = { ja = "法定保存文書", en = "statutory documents" }
type = "names"
names = "periods"
singular = "document"
from = "name"
"#;

const CONTROL: &str = r#"
[[control]]
id = "entry-log"
family = "physical"
level = "S"
title = { ja = "入退室の記録", en = "entry log" }
"#;

fn check(require: &str, cases: &str) -> String {
    format!(
        r#"
[[check]]
id = "TRY-01"
name = "something-lacking"
register = "items"
severity = "must"
title = {{ ja = "題", en = "title" }}
why = {{ ja = "理由", en = "why" }}
fix = {{ ja = "対処", en = "fix" }}
require = '''{require}'''
case = [
{cases}
]
"#
    )
}

fn pack(more: &str, csv: Option<&str>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let head = "[pack]\nid = \"trial\"\nversion = \"1.0.0\"\nextends = [\"pms\"]\ntitle = { ja = \"試\", en = \"trial\" }\n";
    std::fs::write(folder.path().join("pack.toml"), format!("{head}{more}")).unwrap();
    if let Some(csv) = csv {
        std::fs::write(folder.path().join("periods.csv"), csv).unwrap();
    }
    folder
}

fn loaded(folder: &TempDir) -> (Arc<Rulebook>, Vec<String>) {
    let (book, problems) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let told = |problem: &daicho_rules::Problem| {
        let help = problem.help.as_ref().map(|help| format!(" → {}", help.en)).unwrap_or_default();
        format!("{}: {}{help}", problem.place.line, problem.message.en)
    };
    (Arc::new(book), problems.iter().map(told).collect())
}

const CSV: &str = "name,words,months\n労働者名簿,社員名簿,60\n";

#[test]
fn fields_of_a_record_of_the_pack_are_read_as_those_of_a_vendor() {
    let cases = r#"{ given = { document = "労働者名簿", document_months = 60, retention = { months = 12 } }, expect = "finding" },
{ given = { documents = [] }, expect = "holds" },
{ given = {}, expect = { question = ["documents"] } },"#;
    let rule = check(r#"document == "" || retention_months >= document_months"#, cases);
    let folder = pack(&format!("{REGISTER}{FIELD}{rule}"), Some(CSV));
    let (book, problems) = loaded(&folder);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(run_cases(&book), (3, Vec::new()));
    let reference = book.schema.reference("periods").unwrap();
    assert_eq!(reference.cell(0, "months"), Some("60"));
    assert!(book.schema.registers_of_clients().all(|register| register.id != "periods"));
}

#[test]
fn what_is_wrong_with_records_of_a_pack_is_told_with_its_line() {
    for (csv, problem) in [
        (None, "register `periods` names the file `periods.csv`, which is not in the pack"),
        (Some(""), "1: there is no line of headers"),
        (Some("name,word,months\na,b,1\n"), "1: there is no field `word` → did you mean `words`?"),
        (Some("words,months\nb,1\n"), "1: there is no column `name`"),
        (Some("name,words,words\na,b,b\n"), "1: the column `words` is there twice"),
        (Some("name,words,months\na,b\n"), "2: it has 2 values for 3 columns"),
        (Some("name,words,months\n\na,b,1\n,b,1\n"), "4: it has no name"),
        (Some("name,words,months\na,b,1\nＡ,c,1\n"), "3: it has the name of line 2"),
    ] {
        let folder = pack(&format!("{REGISTER}{FIELD}"), csv);
        let (_, problems) = loaded(&folder);
        assert!(problems.iter().any(|told| told.contains(problem)), "{problem}: {problems:?}");
    }
}

#[test]
fn fields_that_nothing_can_tell_are_errors() {
    for (from, to, problem) in [
        ("from = \"name\"", "from = \"nam\"", "register `items` has no field `nam`"),
        ("names = \"periods\"", "names = \"vendors\"", "register `vendors` has no `records`"),
        ("type = \"names\"\nnames = \"periods\"", "type = \"text\"", "`documents` needs `names`"),
        (
            "from = \"name\"",
            "from = \"name\"\nheaders = [\"法定\"]",
            "`documents` is told by `name`, so no header stands for it",
        ),
        ("from = \"name\"", "from = \"documents\"", "`documents` is itself told by another field"),
    ] {
        let folder = pack(&format!("{REGISTER}{}", FIELD.replace(from, to)), Some(CSV));
        let (_, problems) = loaded(&folder);
        assert!(problems.iter().any(|told| told.contains(problem)), "{problem}: {problems:?}");
    }
    let over = check("months >= 1", "").replace("\"items\"", "\"periods\"");
    let (_, problems) = loaded(&pack(&format!("{REGISTER}{over}"), Some(CSV)));
    assert!(problems.iter().any(|told| told.contains("are the pack's own")), "{problems:?}");
}

#[test]
fn a_control_is_used_by_a_check_that_reads_how_far_it_is_in_place() {
    assert_eq!(control_name("entry-log"), "control_entry_log");
    let cases = r#"{ given = { control_entry_log = "in-place" }, expect = "holds" },
{ given = { control_entry_log = "planned" }, expect = "finding" },
{ given = {}, expect = { question = ["control_entry_log"] } },"#;
    // The control may stand behind the rule, in another file or in a later pack.
    let folder = pack(&format!("{}{CONTROL}", check("control_entry_log in settled", cases)), None);
    let (book, problems) = loaded(&folder);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(run_cases(&book), (3, Vec::new()));
    let all = coverage(&book);
    assert!(all.iter().all(|rule| rule.missing.is_empty()), "{all:?}");
    assert_eq!(book.origin_of("items", "control_entry_log"), NameOrigin::Control("entry-log".to_owned()));
    let title = title_of(&book, "vendors", "control_entry_log");
    assert_eq!((title.ja.as_str(), title.en.as_str()), ("対策「入退室の記録」", "control “entry log”"));
    let (_, problems) = loaded(&pack(CONTROL, None));
    assert_eq!(problems, ["8: no rule uses the control `entry-log`"]);
}

#[test]
fn slips_about_controls_are_told() {
    for (require, given, problem) in [
        (
            "control_entry_logs in settled",
            "",
            "`control_entry_logs` is the state of no control → did you mean `control_entry_log`?",
        ),
        ("control_entry_log == \"done\"", "", "vocabulary `measure-status` has no value `done`"),
        (
            "control_entry_log in settled",
            "{ given = { control_entry_log = \"not\" }, expect = \"finding\" },",
            "`measure-status` has no value `not`",
        ),
    ] {
        let (_, problems) = loaded(&pack(&format!("{CONTROL}{}", check(require, given)), None));
        assert!(problems.iter().any(|told| told.contains(problem)), "{problem}: {problems:?}");
    }
    let named = "[parameters]\ncontrol_entry_log = 3\n";
    let (_, problems) = loaded(&pack(&format!("{named}{CONTROL}"), None));
    let problem = "`control_entry_log` is the state of the control `entry-log`";
    assert!(problems.iter().any(|told| told.contains(problem)), "{problems:?}");
}
