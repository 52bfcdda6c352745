//! The datasets give the results that were reviewed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use daicho_core::{DEFAULT_PACK, Rulebook, write};

use super::{assessed, dataset};

const CLIENTS: [&str; 7] =
    ["care-saas", "clean", "clinic", "every-rule", "first-pmark", "home-care", "stress-check"];

/// Set this variable to write the results instead of comparing them. Review the difference.
const REWRITE: &str = "DAICHO_REWRITE_EXPECTED";

#[test]
fn every_client_gives_its_reviewed_result() {
    let mut different = Vec::new();
    for client in CLIENTS {
        let result = write::json(&assessed(&format!("{client}/ledger.xlsx"), &[]));
        let expected: PathBuf = dataset(&format!("{client}/expected/assessment.json"));
        if std::env::var_os(REWRITE).is_some() {
            std::fs::create_dir_all(expected.parent().unwrap()).unwrap();
            std::fs::write(&expected, &result).unwrap();
        }
        let known = std::fs::read_to_string(&expected).unwrap().replace("\r\n", "\n");
        let first = known.lines().zip(result.lines()).position(|(known, now)| known != now);
        if known != result {
            different.push(format!("{client}: first different line {:?}", first.map(|line| line + 1)));
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
