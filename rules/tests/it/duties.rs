//! Duties and steps: what is refused, what is warned of, and what is left alone.

use daicho_rules::Rulebook;

use crate::trial::{pack, problems};

const TEXTS: &str = "title = { ja = \"題\", en = \"title\" }\nwhy = { ja = \"理由\", en = \"why\" }\n";

fn duty(more: &str) -> String {
    format!(
        "[[duty]]\nid = \"LEAK-01\"\nname = \"trial\"\nregister = \"items\"\nevent = \"leak\"\n{TEXTS}say = {{ ja = \"報告\", en = \"report\" }}\n{more}\n"
    )
}

fn check(step: &str) -> String {
    format!(
        "[[check]]\nid = \"ITM-01\"\nname = \"blank\"\nregister = \"items\"\nseverity = \"must\"\n{TEXTS}fix = {{ ja = \"直す\", en = \"mend\" }}\nrequire = 'count > 0'\n{step}\ncase = [{{ given = {{ count = 0 }}, expect = \"finding\" }}, {{ given = {{ count = 1 }}, expect = \"holds\" }}, {{ expect = {{ question = [\"count\"] }} }}]\n"
    )
}

const CASES: &str = "when = 'sensitive'\ncase = [{ given = { sensitive = true }, expect = \"duty\" }, { given = { sensitive = false }, expect = \"none\" }, { expect = { question = [\"sensitive\"] } }]";
const STEP: &str = "[[step]]\nid = \"first\"\norder = 1\ntitle = { ja = \"題\", en = \"title\" }\n";

#[test]
fn slips_in_duties_and_steps_are_told() {
    for (text, told) in [
        (duty(CASES), ""),
        (duty("case = [{ expect = \"duty\" }]"), ""),
        (duty(""), "trial/LEAK-01 has no case that fires"),
        (
            duty("when = 'sensitive'\ncase = [{ given = { sensitive = true }, expect = \"duty\" }]"),
            "no case that asks",
        ),
        (duty(&CASES.replace("\"none\"", "\"holds\"")), "a duty expects \"duty\" or \"none\""),
        (duty(CASES).replace("items", "item"), "there is no register for duties `item`"),
        (duty(CASES).replace("\"leak\"", "\"漏えい\""), "`event` cannot be `漏えい`"),
        (duty(&format!("preliminary_days = [5, 3]\n{CASES}")), "the lower first"),
        (duty(&format!("final_days = 0\n{CASES}")), "must be 1 or more"),
        (
            duty(&CASES.replace("'sensitive'", "'sensitiv'")),
            "there is no field, parameter or list `sensitiv`",
        ),
        (format!("{STEP}{}", check("step = \"first\"")), ""),
        (format!("{STEP}checks = [\"trial/ITM-*\"]\n{}", check("")), ""),
        (format!("{STEP}{}", check("step = \"frist\"")), "there is no step `frist`"),
        (
            format!("{STEP}checks = [\"trial/XXX-*\"]\n{}", check("step = \"first\"")),
            "there is no check `trial/XXX-*`",
        ),
        (format!("{STEP}{}", check("")), "no check belongs to the step `first`"),
    ] {
        let found: Vec<String> = problems(&pack(&text, &[])).iter().map(ToString::to_string).collect();
        if told.is_empty() {
            assert!(found.is_empty(), "{text}{found:?}");
        } else {
            assert!(found.iter().any(|problem| problem.contains(told)), "{text}{found:?}");
        }
    }
}

#[test]
fn a_check_belongs_to_the_step_it_says_else_to_the_first_that_names_it() {
    let second = STEP.replace("first", "second").replace("order = 1", "order = 0");
    let named = "checks = [\"trial/*\"]\n";
    for (step, wanted) in [("", "second"), ("step = \"first\"", "first")] {
        let folder = pack(&format!("{STEP}{named}{second}{named}{}", check(step)), &[]);
        let (book, _) = Rulebook::load_with_problems(&[folder.path().display().to_string()]).unwrap();
        let ids: Vec<&str> = book.steps.iter().map(|step| step.id.as_str()).collect();
        assert_eq!(ids, ["second", "first"]);
        assert_eq!(book.checks.first().unwrap().step.as_deref(), Some(wanted));
    }
}
