//! The engine decides each distinguishable case once. Here it is held to the plain way, in which every row
//! is decided by itself, over random rules: wrong types, blanks, overflow, dates, texts, `switch`, macros,
//! functions of packs, singulars, joined records and rows that fail.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails that way")]

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use daicho_rules::{
    Bindings, Columns, Count, Decided, Decisions, Evaluator, Expression, FactValue, Outcome, Period, Reading,
    Rulebook, SetValue, Truth, Value, World, decide_checks, decide_risks,
};

/// Rules compared in a run; `DAICHO_RANDOM_RULES` sets another number.
const RULES: usize = 2_000;
const RULES_OF_A_PACK: usize = 125;
/// More than the values that are told apart without a look at the atoms.
const RECORDS: usize = 320;
/// One row in so many has its condition told part by part.
const ROWS_TOLD_APART: usize = 29;

#[test]
fn cases_give_the_answers_of_rows_decided_one_by_one() {
    let wanted = std::env::var("DAICHO_RANDOM_RULES").ok().and_then(|n| n.parse().ok()).unwrap_or(RULES);
    let mut totals = Totals::default();
    let mut seed = 1;
    while totals.rules < wanted {
        compare(seed, &mut totals);
        seed += 1;
    }
    println!("{totals:?}");
    // What was compared must have been worth comparing.
    let Totals { fired, asked, failed, passed, .. } = totals;
    for outcome in [fired, asked, failed, passed] {
        assert!(outcome * 50 > fired + asked + failed + passed, "{totals:?}");
    }
    assert!(totals.cases < totals.rows, "few cases were shared: {totals:?}");
    assert!(totals.told_exactly * 100 > totals.told * 98, "parts tell too little: {totals:?}");
}

#[derive(Debug, Default)]
struct Totals {
    rules: usize,
    rows: usize,
    /// Runs of the engine; one for each row and part would be the plain way.
    cases: usize,
    fired: usize,
    asked: usize,
    failed: usize,
    passed: usize,
    /// Rows whose condition was told part by part, and those where it came to the outcome of the rule.
    told: usize,
    told_exactly: usize,
}

fn compare(seed: u64, totals: &mut Totals) {
    let mut random = Random(seed);
    let text = pack(&mut random);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pack.toml"), &text).unwrap();
    fs::write(folder.path().join("functions.rhai"), FUNCTIONS).unwrap();
    let (rulebook, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
    let rulebook = Arc::new(rulebook);
    let (records, world) = ledger(&mut random, &rulebook);
    let (records, world) = (Arc::new(records), Arc::new(world));

    let rules: Vec<_> = rulebook.risks.iter().collect();
    let decisions = decide_risks(&rulebook, &world, &records, &rules);
    let mut evaluator = Evaluator::new(Arc::clone(&rulebook), Arc::clone(&world));
    for (rule, decisions) in rules.iter().zip(&decisions) {
        let bindings = Arc::new(Bindings::new(&rulebook, &world, "items", &records, &rule.singulars));
        let plain: Vec<Decided> =
            (0..bindings.len()).map(|row| evaluator.decide_risk(rule, &bindings, row)).collect();
        for (row, decided) in plain.iter().enumerate().step_by(ROWS_TOLD_APART) {
            told_alike(&rule.when, &mut evaluator, &bindings, row, &decided.outcome, totals);
        }
        same(&rule.when.text, &bindings, plain, decisions, totals);
    }
    let checks: Vec<_> = rulebook.checks.iter().collect();
    let decisions = decide_checks(&rulebook, &world, "items", &records, &checks);
    for (check, decisions) in checks.iter().zip(&decisions) {
        let bindings = Arc::new(Bindings::new(&rulebook, &world, "items", &records, &check.singulars));
        let plain = (0..bindings.len()).map(|row| evaluator.decide_check(check, &bindings, row)).collect();
        same(&check.require.text, &bindings, plain, decisions, totals);
    }
}

/// What the parts of a condition come to is what the rule comes to, and the contrary is the contrary.
fn told_alike(
    when: &Expression,
    evaluator: &mut Evaluator,
    bindings: &Arc<Bindings>,
    row: usize,
    outcome: &Outcome,
    totals: &mut Totals,
) {
    let truth = evaluator.condition(when, true, bindings, row).truth;
    let contrary = evaluator.condition(when, false, bindings, row).truth;
    let alike = match (&truth, &contrary) {
        (Truth::Holds, Truth::Fails) => *outcome != Outcome::Passes,
        (Truth::Fails, Truth::Holds) => *outcome != Outcome::Fires,
        (Truth::Holds | Truth::Fails, _) | (_, Truth::Holds | Truth::Fails) => false,
        // Parts are looked at one by one: what only the whole settles stays open.
        _ => true,
    };
    assert!(alike, "{truth:?} {contrary:?} {outcome:?} row {row} of {}", when.text);
    totals.told += 1;
    totals.told_exactly += usize::from(match outcome {
        Outcome::Fires => truth == Truth::Holds,
        Outcome::Passes => truth == Truth::Fails,
        Outcome::Asks(field) => truth == Truth::Asks(field.clone()),
        Outcome::Failed(_) => truth == Truth::Failed,
    });
}

fn same(rule: &str, bindings: &Bindings, plain: Vec<Decided>, decisions: &Decisions, totals: &mut Totals) {
    totals.rules += 1;
    totals.rows += plain.len();
    totals.cases += decisions.cases;
    for (row, plain) in plain.iter().enumerate() {
        assert_eq!(decisions.outcome(row), Some(&plain.outcome), "row {row} of {rule}");
        *match plain.outcome {
            Outcome::Fires => &mut totals.fired,
            Outcome::Passes => &mut totals.passed,
            Outcome::Asks(_) => &mut totals.asked,
            Outcome::Failed(_) => &mut totals.failed,
        } += 1;
    }
    let rows = plain.into_iter().enumerate();
    let plain: Vec<_> = rows
        .filter(|(_, decided)| decided.outcome != Outcome::Passes)
        .map(|(row, decided)| (bindings.record(row), decided))
        .collect();
    let table: Vec<_> = decisions.concerned().collect();
    for (plain, table) in plain.iter().zip(&table) {
        assert_eq!(plain, table, "{rule}");
    }
    assert_eq!(plain.len(), table.len(), "{rule}");
}

/// Numbers that are the same for the same seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<'t>(&mut self, choices: &[&'t str]) -> &'t str {
        choices[self.below(choices.len())]
    }
}

const SHAPES: &str = r#"
[pack]
id = "random"
version = "1.0.0"
title = { ja = "乱数", en = "random" }
[parameters]
many = 1000
some = 30
on = true
[lists]
open_places = ["desk", "shelf"]
mobile = ["laptop", "usb"]
words = ["USB", "その他", "等"]
[macros]
large = 'count >= many'
special = 'sensitive || my_number'
old = 'days_since(acquired_on) > retention_months * some && special'
[[stage]]
id = "use"
order = 1
title = { ja = "利用", en = "use" }
[[family]]
id = "physical"
title = { ja = "物理", en = "physical" }
[[register]]
id = "items"
title = { ja = "台帳", en = "items" }
[[register]]
id = "vendors"
title = { ja = "委託先", en = "vendors" }
[[register]]
id = "measures"
title = { ja = "対策", en = "measures" }
[[field]]
register = "measures"
id = "status"
title = { ja = "状況", en = "status" }
type = "choice"
vocabulary = "status"
[[control]]
id = "site-lock"
family = "physical"
level = "S"
title = { ja = "施錠", en = "lock" }
[[control]]
id = "visitor-log"
family = "physical"
level = "S"
title = { ja = "記録", en = "log" }
[[vocabulary]]
id = "medium"
value = [
  { id = "paper", title = { ja = "紙", en = "paper" } },
  { id = "electronic", title = { ja = "電子", en = "electronic" } },
  { id = "removable", title = { ja = "媒体", en = "removable" } },
]
[[vocabulary]]
id = "place"
value = [
  { id = "desk", title = { ja = "机", en = "desk" }, media = ["paper"] },
  { id = "shelf", title = { ja = "棚", en = "shelf" }, media = ["paper", "removable"] },
  { id = "laptop", title = { ja = "PC", en = "laptop" }, media = ["electronic"] },
  { id = "usb", title = { ja = "USB", en = "usb" }, media = ["removable"] },
  { id = "cloud", title = { ja = "クラウド", en = "cloud" } },
]
[[vocabulary]]
id = "status"
value = [
  { id = "yes", title = { ja = "有", en = "yes" } },
  { id = "no", title = { ja = "無", en = "no" } },
  { id = "partly", title = { ja = "一部", en = "partly" } },
]
"#;

const FUNCTIONS: &str = "fn heavy(n) { n * 2 > 900 } fn either(a, b) { a || b } fn deep(n) { if n <= 0 { 0 } else { 1 + deep(n - 1) } }";

/// Fields of the items: id, type, more.
const FIELDS: &[(&str, &str, &str)] = &[
    ("name", "text", ""),
    ("note", "text", ""),
    ("count", "count", ""),
    ("staff", "count", ""),
    ("retention", "period", ""),
    ("acquired_on", "date", ""),
    ("reviewed_on", "date", "alias = \"見直し日\""),
    ("sensitive", "flag", ""),
    ("my_number", "flag", ""),
    ("entrusted", "flag", ""),
    ("consent", "choice", "vocabulary = \"status\""),
    ("media", "set", "vocabulary = \"medium\"\nsingular = \"medium\""),
    ("places", "set", "vocabulary = \"place\"\nsingular = \"place\""),
    ("vendors", "names", "singular = \"vendor\"\nnames = \"vendors\""),
];
const VENDOR_FIELDS: &[(&str, &str, &str)] = &[
    ("name", "text", ""),
    ("contract", "choice", "vocabulary = \"status\""),
    ("confidential", "flag", ""),
    ("staff", "count", ""),
    ("evaluated_on", "date", ""),
];

fn pack(random: &mut Random) -> String {
    let mut text = SHAPES.to_owned();
    for (register, fields) in [("items", FIELDS), ("vendors", VENDOR_FIELDS)] {
        for (id, kind, more) in fields {
            writeln!(
                text,
                "[[field]]\nregister = \"{register}\"\nid = \"{id}\"\ntype = \"{kind}\"\ntitle = {{ ja = \"{id}\", en = \"{id}\" }}\n{more}"
            )
            .unwrap();
        }
    }
    for (id, register, aggregate, by) in [
        ("vendor_total", "vendors", "count", ""),
        ("any_special", "items", "any", ""),
        ("group_special", "items", "any", "by = \"consent\""),
        ("never_known", "vendors", "count", ""),
    ] {
        writeln!(text, "[[fact]]\nid = \"{id}\"\nregister = \"{register}\"\n{aggregate} = 'true'\n{by}")
            .unwrap();
    }
    writeln!(text, "[defaults]\nimpact = '''{}'''", number(random, 2)).unwrap();
    for control in 0..6 {
        writeln!(
            text,
            "[[control]]\nid = \"c{control}\"\nfamily = \"physical\"\nlevel = \"A\"\ntitle = {{ ja = \"c\", en = \"c\" }}"
        )
        .unwrap();
        if !random.one_in(3) {
            writeln!(text, "present = '''{}'''", flag(random, 1)).unwrap();
        }
        if random.one_in(3) {
            writeln!(text, "denied = '''{}'''", flag(random, 1)).unwrap();
        }
    }
    for rule in 0..RULES_OF_A_PACK {
        let about = format!(
            "id = \"R-{rule}\"\nname = \"r-{rule}\"\ntitle = {{ ja = \"r\", en = \"r\" }}\nwhy = {{ ja = \"r\", en = \"r\" }}"
        );
        if random.one_in(4) {
            let when = if random.one_in(3) { String::new() } else { format!("when = '''{}'''\n", flag(random, 2)) };
            let require = flag(random, 3);
            writeln!(
                text,
                "[[check]]\n{about}\nregister = \"items\"\nseverity = \"must\"\nfix = {{ ja = \"r\", en = \"r\" }}\n{when}require = '''{require}'''"
            )
        } else {
            let (when, threat) = (flag(random, 3), number(random, 2));
            let (first, second) = (random.below(6), random.below(6));
            writeln!(
                text,
                "[[risk]]\n{about}\nstage = \"use\"\nkinds = [\"leak\"]\nwhen = '''{when}'''\nthreat = '''{threat}'''\ncontrols = [\"c{first}\", \"c{second}\"]"
            )
        }
        .unwrap();
    }
    text
}

/// An expression that gives yes or no, mostly.
fn flag(random: &mut Random, depth: usize) -> String {
    if depth > 0 && !random.one_in(5) {
        let inner = |random: &mut Random| flag(random, depth - 1);
        return match random.below(8) {
            0..=2 => format!("({} && {})", inner(random), inner(random)),
            3 | 4 => format!("({} || {})", inner(random), inner(random)),
            5 => format!("!{}", inner(random)),
            6 => format!("(if {} {{ {} }} else {{ {} }})", inner(random), inner(random), inner(random)),
            _ => switch(random, &|random| flag(random, depth - 1)),
        };
    }
    let (number_of, text_of) = (|r: &mut Random| number(r, 1), |r: &mut Random| words(r, 1));
    let sign = random.of(&["==", "!=", "<", "<=", ">", ">="]);
    match random.below(26) {
        0 | 1 => random
            .of(&["sensitive", "my_number", "entrusted", "vendor_confidential", "special", "large", "old"])
            .into(),
        2..=5 => format!("({} {sign} {})", number_of(random), number_of(random)),
        6 => format!("({} {sign} {})", day(random), day(random)),
        7 => format!("({} {sign} {})", text_of(random), text_of(random)),
        8 => format!("({}.contains({:?}))", words(random, 0), random.of(&["USB", "外部", "い"])),
        9 => format!("({:?} in {})", random.of(&["USB", "総務"]), random.of(&["note", "name"])),
        10 => format!(
            "{}({}, {:?})",
            random.of(&["starts_with", "ends_with"]),
            words(random, 0),
            random.of(&["顧客", "7", "い"])
        ),
        11 => format!(
            "({:?} in {})",
            random.of(&["desk", "usb", "paper", "甲社"]),
            random.of(&["places", "media", "vendors", "open_places"])
        ),
        12 => format!(
            "{} in {}",
            random.of(&["place", "medium", "consent", "vendor", "count"]),
            random.of(&["open_places", "mobile", "[\"paper\", \"yes\", 7]", "places"])
        ),
        13 => format!(
            "{}({}, {})",
            random.of(&["any_in", "all_in", "surely_in"]),
            random.of(&["places", "media", "vendors"]),
            random.of(&["open_places", "mobile", "[\"paper\", \"甲社\"]"])
        ),
        14 => format!(
            "is_blank({:?})",
            random.of(&[
                "count",
                "note",
                "consent",
                "places",
                "place",
                "vendor_contract",
                "vendor",
                "見直し日",
                "sensitive",
                "retention",
                "retention_months"
            ])
        ),
        15 => format!("is_empty({})", random.of(&["places", "vendors", "media"])),
        16 => random
            .of(&[
                "has_column(\"count\")",
                "has_column(\"vendors.contract\")",
                "has_register(\"vendors\")",
                "vendor_found",
                "any_special",
                "group_special",
            ])
            .into(),
        17 => format!(
            "({} == {})",
            random.of(&["sensitive", "my_number", "on"]),
            random.of(&["entrusted", "true", "vendor_confidential", "sensitive"])
        ),
        18 => format!("{}({})", random.of(&["heavy", "heavy", "is_empty"]), number_of(random)),
        19 => format!(
            "either({}, {})",
            random.of(&["sensitive", "large", "1"]),
            random.of(&["entrusted", "medium == \"paper\""])
        ),
        20 => format!("made_of(note, {})", random.of(&["words", "[\"顧客\"]"])),
        21 => format!("(consent {sign} {:?})", random.of(&["yes", "no", "未"])),
        22 => format!("(medium {sign} {:?})", random.of(&["paper", "electronic"])),
        23 => format!(
            "({} {sign} {})",
            random.of(&["days_since(reviewed_on)", "months_since(見直し日)", "days_since(acquired_on)"]),
            random.of(&["30", "365", "some", "0"])
        ),
        // What can never be meant, but may be written.
        _ => format!(
            "({} {sign} {})",
            random.of(&[
                "sensitive",
                "count",
                "note",
                "places",
                "acquired_on",
                "\"x\"",
                "consent",
                "never_known"
            ]),
            random.of(&["1", "\"true\"", "true", "vendors", "as_of", "open_places", "()"])
        ),
    }
}

fn switch(random: &mut Random, arm: &dyn Fn(&mut Random) -> String) -> String {
    let (on, first, second) = match random.below(4) {
        0 => ("medium", "\"paper\"", "\"electronic\""),
        1 => ("consent", "\"yes\"", "\"no\""),
        2 => ("staff", "1", "2"),
        _ => ("sensitive", "true", "false"),
    };
    let condition = if random.one_in(3) { format!(" if {}", flag(random, 0)) } else { String::new() };
    format!(
        "(switch {on} {{ {first}{condition} => {}, {second} => {}, _ => {} }})",
        arm(random),
        arm(random),
        arm(random)
    )
}

/// An expression that gives a number, mostly.
fn number(random: &mut Random, depth: usize) -> String {
    if depth > 0 && random.one_in(2) {
        let inner = |random: &mut Random| number(random, depth - 1);
        return match random.below(6) {
            0 | 1 => format!("({} {} {})", inner(random), random.of(&["+", "-", "*"]), inner(random)),
            2 | 3 => format!(
                "(if {} {{ {} }} else {{ {} }})",
                flag(random, depth - 1),
                inner(random),
                inner(random)
            ),
            4 => switch(random, &|random| number(random, depth - 1)),
            _ => format!("({} / {})", inner(random), random.of(&["2", "0", "staff"])),
        };
    }
    match random.below(16) {
        0..=6 => random.of(&["1", "2", "3", "3", "1000", "9223372036854775807", "-5"]).into(),
        7 | 8 => random.of(&["count", "count_low", "staff", "many", "some"]).into(),
        9 => random
            .of(&[
                "retention_months",
                "vendor_staff",
                "vendor_total",
                "note_repeats",
                "never_known",
                "items_count",
            ])
            .into(),
        10 | 11 => format!("{}({})", random.of(&["days_since", "months_since"]), day(random)),
        12 => format!("days_between({}, {})", day(random), day(random)),
        13 => format!("len({})", words(random, 0)),
        14 => format!("deep({})", random.of(&["staff", "3", "7"])),
        _ => random.of(&["note", "sensitive", "places", "true"]).into(),
    }
}

fn day(random: &mut Random) -> &'static str {
    random.of(&[
        "acquired_on",
        "reviewed_on",
        "見直し日",
        "as_of",
        "vendor_evaluated_on",
        "acquired_on",
        "count",
    ])
}

/// An expression that gives a text, mostly.
fn words(random: &mut Random, depth: usize) -> String {
    match random.below(if depth > 0 { 10 } else { 7 }) {
        0 | 1 => "note".into(),
        2 => "name".into(),
        3 => random
            .of(&[
                "medium",
                "place",
                "vendor",
                "vendor_contract",
                "consent",
                "control_site_lock",
                "control_visitor_log",
            ])
            .into(),
        4 => "retention_from".into(),
        5 => format!("{:?}", random.of(&["yes", "paper", "甲社", "x"])),
        6 => random.of(&["note", "name", "count", "sensitive"]).into(),
        7 => format!("({} + {})", words(random, 0), words(random, 0)),
        _ => format!("`{{{}}}: ${{{}}}`", random.of(&["a", "b"]), words(random, 0)),
    }
}

/// Records with blanks, unclear cells and values at the edges.
fn ledger(random: &mut Random, rulebook: &Rulebook) -> (Columns, World) {
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let mut world = World::new(as_of);
    let columns = FIELDS.iter().map(|(id, ..)| *id).filter(|_| random.below(5) > 0).collect::<Vec<_>>();
    world.add_register("items", columns, RECORDS);
    if random.below(4) > 0 {
        world.add_register("vendors", ["name", "contract"], 3);
        let vendors = register(random, rulebook, "vendors", 3);
        world.add_named("vendors", ["甲社", "乙社", "甲社"], Arc::new(vendors));
    }
    world.set_fact("vendor_total", &FactValue::Number(3));
    world.set_fact("any_special", &if random.one_in(2) { FactValue::Flag(true) } else { FactValue::Unknown });
    world.set_fact("never_known", &FactValue::Unknown);
    if random.one_in(2) {
        world.set_control("site-lock", random.of(&["yes", "no", "partly"]));
    }
    let mut records = register(random, rulebook, "items", RECORDS);
    let facts = [FactValue::Flag(true), FactValue::Flag(false), FactValue::Unknown];
    records.add_facts("group_special", (0..RECORDS).map(|_| facts[random.below(3)]));
    records.add_numbers("note_repeats", (0..RECORDS).map(|_| i64::try_from(random.below(3)).unwrap()));
    (records, world)
}

fn register(random: &mut Random, rulebook: &Rulebook, register: &str, records: usize) -> Columns {
    let fields: Vec<String> = rulebook.schema.registers[register].fields.keys().cloned().collect();
    let mut columns = Columns::new(records);
    for field in fields {
        // Some columns have few values, some nearly as many as records.
        let wide = random.one_in(2);
        let values: Vec<Option<Value>> = (0..records).map(|_| value(random, &field, wide)).collect();
        let unclear = random.below(20);
        let readings: Vec<Reading<'_>> = values
            .iter()
            .enumerate()
            .map(|(at, value)| match value {
                Some(value) => Reading::Known(value),
                None if at % 20 < unclear => Reading::Unclear,
                None => Reading::Blank,
            })
            .collect();
        columns.add_field(&field, readings.into_iter());
    }
    columns
}

fn value(random: &mut Random, field: &str, wide: bool) -> Option<Value> {
    if random.one_in(if wide { 12 } else { 5 }) {
        return None;
    }
    let text = |text: &str| Value::Text(text.to_owned());
    Some(match field {
        "name" | "note" => {
            let start = random.of(&["顧客", "社員", "外部", "USB", "その他"]);
            let end = random.of(&["名簿", "の控え", "等", "い", ""]);
            if wide {
                text(&format!("{start}{}{end}{}", random.below(500), random.below(9)))
            } else {
                text(&format!("{start}{end}"))
            }
        }
        "count" | "staff" => {
            let lo = if wide { random.next() % 3_000 } else { random.next() % 4 };
            let hi = match random.below(8) {
                0 => None,
                1 => Some(lo + 500),
                2 => Some(u64::MAX),
                _ => Some(lo),
            };
            Value::Count(Count { lo, hi, per: None })
        }
        "retention" => Value::Period(match random.below(5) {
            0 => Period { permanent: true, ..Period::default() },
            1 => Period {
                months: None,
                from: Some("contract-end".into()),
                permanent: false,
                by_medium: Vec::new(),
            },
            n => Period {
                months: Some(u32::try_from(if wide { random.below(900) } else { n }).unwrap()),
                from: random.one_in(2).then(|| "resignation".into()),
                permanent: false,
                by_medium: Vec::new(),
            },
        }),
        "acquired_on" | "reviewed_on" | "evaluated_on" => {
            let back = if wide { random.next() % 4_000 } else { [0, 30, 365, 366][random.below(4)] };
            Value::Date(NaiveDate::from_ymd_opt(2026, 6, 30).unwrap() - Days::new(back))
        }
        "sensitive" | "my_number" | "entrusted" | "confidential" => Value::Flag(random.one_in(2)),
        "consent" | "contract" => Value::Choice(random.of(&["yes", "no", "partly"]).to_owned()),
        "media" | "places" => {
            let ids: &[&str] = if field == "media" {
                &["paper", "electronic", "removable"]
            } else {
                &["desk", "shelf", "laptop", "usb", "cloud"]
            };
            let ids = ids.iter().filter(|_| random.one_in(2)).map(|id| (*id).to_owned()).collect();
            let unclear = if random.one_in(6) { vec!["?".to_owned()] } else { Vec::new() };
            Value::Set(SetValue { ids, others: Vec::new(), unclear })
        }
        _ => {
            let names = ["甲社", "乙社", "丙社"].into_iter().filter(|_| random.one_in(2));
            Value::Names(names.map(str::to_owned).collect())
        }
    })
}
