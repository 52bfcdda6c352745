//! The datasets give the results that were reviewed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use daicho_core::{DEFAULT_PACK, Rulebook, built_in_names, write};

use super::{assessed, dataset};

const CLIENTS: [&str; 7] =
    ["care-saas", "clean", "clinic", "every-rule", "first-pmark", "home-care", "stress-check"];

/// Clients with the pack that is made for their kind; `appi` concerns all of them.
const OWN_PACKS: [(&str, &str); 6] = [
    ("care-saas", "care-saas"),
    ("clinic", "medis"),
    ("first-pmark", "pmark-first"),
    ("home-care", "home-care"),
    ("stress-check", "stress-check"),
    ("clinic", "appi"),
];

/// Set this variable to write the results instead of comparing them. Review the difference.
const REWRITE: &str = "DAICHO_REWRITE_EXPECTED";

#[test]
fn every_client_gives_its_reviewed_result() {
    let result = |client: &str| write::json(&assessed(&format!("{client}/ledger.xlsx"), &[]));
    compare(CLIENTS.map(|client| (format!("{client}/expected/assessment.json"), result(client))));
}

#[test]
fn every_client_gives_the_reviewed_findings_and_questions_of_its_own_pack() {
    let result = |(client, pack): (&str, &str)| {
        let own = format!("{pack}/");
        let assessment = assessed(&format!("{client}/ledger.xlsx"), &[pack]);
        let findings = assessment.findings.iter().filter(|finding| finding.rule.starts_with(&own));
        let findings = findings.map(|finding| format!("{} {}\n", finding.id, finding.title.ja));
        let waits = |rules: &[String]| rules.iter().any(|rule| rule.starts_with(&own));
        let questions = assessment.questions.iter().filter(|question| waits(&question.rules));
        let questions = questions.map(|question| format!("{} {}\n", question.id, question.ask.ja));
        format!("# findings\n{}# questions\n{}", findings.collect::<String>(), questions.collect::<String>())
    };
    compare(OWN_PACKS.map(|own| (format!("{}/expected/{}.txt", own.0, own.1), result(own))));
}

/// Fails if results are not those that were reviewed.
fn compare(results: impl IntoIterator<Item = (String, String)>) {
    let mut different = Vec::new();
    for (name, result) in results {
        let expected: PathBuf = dataset(&name);
        if std::env::var_os(REWRITE).is_some() {
            std::fs::create_dir_all(expected.parent().unwrap()).unwrap();
            std::fs::write(&expected, &result).unwrap();
        }
        let known = std::fs::read_to_string(&expected).unwrap().replace("\r\n", "\n");
        let first = known.lines().zip(result.lines()).position(|(known, now)| known != now);
        if known != result {
            different.push(format!("{name}: first different line {:?}", first.map(|line| line + 1)));
        }
    }
    assert!(
        different.is_empty(),
        "{}\nrun with {REWRITE}=1, then review the difference",
        different.join("\n")
    );
}

#[test]
fn every_rule_of_the_default_packs_fires_on_every_rule() {
    let rulebook = Rulebook::load(&[DEFAULT_PACK.to_owned()]).unwrap();
    let rules = rulebook.risks.iter().map(|rule| &rule.about).chain(rulebook.checks.iter().map(|c| &c.about));
    let mut silent: BTreeSet<String> = rules.map(|about| about.id.clone()).collect();
    for workbook in ["ledger", "bare-ledger", "same-purpose-ledger", "empty-ledger"] {
        let assessment = assessed(&format!("every-rule/{workbook}.xlsx"), &[]);
        for rule in
            assessment.risks.iter().map(|r| &r.rule).chain(assessment.findings.iter().map(|f| &f.rule))
        {
            silent.remove(rule);
        }
    }
    assert!(silent.is_empty(), "never fired: {silent:?}");
}

#[test]
fn every_rule_of_the_other_packs_fires_on_workbooks_of_their_own() {
    let others = built_in_names().into_iter().filter(|pack| pack != "pms" && pack != DEFAULT_PACK);
    for pack in others {
        let own = format!("{pack}/");
        let rulebook = Rulebook::load(std::slice::from_ref(&pack)).unwrap();
        let checks = rulebook.checks.iter().map(|check| &check.about);
        let rules = checks.chain(rulebook.duties.iter().map(|duty| &duty.about));
        let mut silent: BTreeSet<String> =
            rules.map(|about| about.id.clone()).filter(|id| id.starts_with(&own)).collect();
        assert!(silent.len() > 30, "{pack}: {}", silent.len());
        for entry in std::fs::read_dir(dataset("every-rule")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if !(name.starts_with(&format!("{pack}-"))
                && std::path::Path::new(&name).extension().is_some_and(|end| end == "xlsx"))
            {
                continue;
            }
            let assessment = assessed(&format!("every-rule/{name}"), &[&pack]);
            let findings = assessment.findings.iter().map(|finding| &finding.rule);
            let duties = assessment.duties.iter().flat_map(|item| &item.duties).map(|duty| &duty.rule);
            for rule in findings.chain(duties) {
                silent.remove(rule);
            }
        }
        assert!(silent.is_empty(), "{pack}, never fired: {silent:?}");
    }
}

#[test]
fn a_clean_ledger_has_no_finding_no_question_and_nothing_above_the_acceptable_band() {
    let assessment = assessed("clean/ledger.xlsx", &[]);
    assert!(assessment.risks.len() > 100);
    assert!(assessment.findings.is_empty(), "{:?}", assessment.findings);
    assert!(assessment.questions.is_empty(), "{:?}", assessment.questions);
    assert!(assessment.worst().is_empty(), "{:?}", assessment.worst());
}

#[test]
fn ids_of_risks_findings_and_questions_are_unique() {
    for client in CLIENTS {
        let assessment = assessed(&format!("{client}/ledger.xlsx"), &[]);
        let ids = [
            assessment.risks.iter().map(|risk| risk.id.as_str()).collect::<Vec<_>>(),
            assessment.findings.iter().map(|finding| finding.id.as_str()).collect(),
            assessment.questions.iter().map(|question| question.id.as_str()).collect(),
        ];
        for ids in ids {
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(unique.len(), ids.len(), "{client}");
        }
    }
}
