//! What a consultant finds who looks for a name.

use daicho_rules::{Lang, Rulebook};

use super::super::style::Palette;
use super::names_text;

fn found(words: &[&str], lang: Lang) -> Vec<String> {
    let rulebook = Rulebook::load(&["jis-q-15001".to_owned()]).unwrap();
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let text = names_text(&rulebook, &words, lang, Palette::Plain);
    text.lines().map(|line| line.trim().to_owned()).collect()
}

fn first_words(lines: &[String]) -> Vec<&str> {
    lines.iter().filter_map(|line| line.split_whitespace().next()).collect()
}

#[test]
fn without_a_word_every_field_parameter_fact_and_function_is_there() {
    let rulebook = Rulebook::load(&["jis-q-15001".to_owned()]).unwrap();
    let lines = found(&[], Lang::Ja);
    let names = first_words(&lines);
    for register in rulebook.schema.registers.values() {
        for id in register.fields.keys().chain([&register.id]) {
            assert!(names.contains(&id.as_str()), "{id}");
        }
    }
    for id in rulebook.parameters.keys().chain(rulebook.facts.iter().map(|fact| &fact.id)) {
        assert!(names.contains(&id.as_str()), "{id}");
    }
    assert!(names.contains(&"days_since(date)") && names.contains(&"transfer"));
}

#[test]
fn a_field_is_found_by_id_alias_title_or_header_with_its_values_and_ways_of_reading() {
    for word in ["transfer_methods", "移送方法", "transfer_method"] {
        let lines = found(&[word], Lang::Ja);
        for wanted in ["\"hand-delivery\" in transfer_methods", "transfer_method == \"hand-delivery\""] {
            assert!(lines.iter().any(|line| line == wanted), "{word}: {lines:?}");
        }
        assert!(first_words(&lines).contains(&"\"fax\""), "{word}: {lines:?}");
    }
}

#[test]
fn a_wording_finds_its_value_alone_and_the_controls_that_hold_it() {
    let lines = found(&["ＦＡＸ"], Lang::Ja);
    let names = first_words(&lines);
    assert!(names.contains(&"\"fax\"") && names.contains(&"fax-machine-location"), "{lines:?}");
    assert!(!names.contains(&"\"courier\""), "{lines:?}");
    assert!(lines.contains(&"\"fax\" in transfer_methods".to_owned()), "{lines:?}");
}

#[test]
fn the_register_of_a_field_may_be_named_too() {
    let lines = found(&["委託先", "契約"], Lang::Ja);
    assert!(lines.iter().any(|line| line.starts_with("contract ")), "{lines:?}");
    let joined = found(&["委託先"], Lang::Ja);
    assert!(joined.iter().any(|line| line.contains("vendor_contract, ")), "{joined:?}");
}

#[test]
fn a_period_shows_the_events_it_may_count_from() {
    let lines = found(&["保管期限"], Lang::Ja);
    let names = first_words(&lines);
    assert!(names.contains(&"\"resignation\"") && names.contains(&"retention_permanent"), "{lines:?}");
}

#[test]
fn several_words_narrow_the_search_and_nothing_found_is_said() {
    let (one, both) = (found(&["fax"], Lang::En), found(&["fax", "place"], Lang::En));
    assert!(both.len() < one.len() && first_words(&both).contains(&"fax-machine-location"), "{both:?}");
    assert_eq!(found(&["no such thing"], Lang::En), ["no name holds these words: try fewer or shorter ones"]);
}
