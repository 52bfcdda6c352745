//! The one place that builds a Rhai engine.
//!
//! Nothing is taken over from Rhai's packages: `exit`, `sleep` and `timestamp` cannot be removed once
//! they are in, so the engine starts raw and gets the pure functions below. Files, network, clock,
//! `eval` and `import` do not exist in it, and loops, closures and deep or large values are refused.

use chrono::{Datelike, NaiveDate};
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString, OptimizationLevel, Position, Token};

use crate::normal::fold;
use crate::slot::{Asked, Day, ValueSet};
use crate::work::{TooMuch, Work, stopped};

type Fallible<T> = Result<T, Box<EvalAltResult>>;

/// Most operations one expression may take.
const MAX_OPERATIONS: u64 = 20_000;
/// Longest text, in bytes: an Excel cell holds 32,767 characters.
const MAX_TEXT: usize = 160_000;

/// Functions an expression may call, with their numbers of arguments; methods count their object.
pub(crate) const FUNCTIONS: &[(&str, usize)] = &[
    ("is_blank", 1),
    ("has_column", 1),
    ("has_register", 1),
    ("contains", 2),
    ("starts_with", 2),
    ("ends_with", 2),
    ("len", 1),
    ("made_of", 2),
    ("any_in", 2),
    ("all_in", 2),
    ("surely_in", 2),
    ("is_empty", 1),
    ("days_since", 1),
    ("months_since", 1),
    ("days_between", 2),
];

/// An engine with the functions that need nothing but their arguments, which takes its steps from `work`.
pub(crate) fn engine(as_of: NaiveDate, work: &Work) -> Engine {
    let mut engine = Engine::new_raw();
    engine
        // The tree must mirror the text: it is what rules are explained from.
        .set_optimization_level(OptimizationLevel::None)
        .set_allow_anonymous_fn(false)
        .set_allow_looping(false)
        .set_allow_shadowing(false)
        .set_max_operations(MAX_OPERATIONS)
        // Together with `MAX_NESTING` these fit the 2 MiB stack of a thread, also without optimisation.
        .set_max_expr_depths(64, 24)
        .set_max_call_levels(8)
        .set_max_functions(64)
        .set_max_string_size(MAX_TEXT)
        .set_max_array_size(2_000)
        .set_max_map_size(64)
        .set_max_variables(64);
    for word in
        ["eval", "print", "debug", "type_of", "Fn", "call", "curry", "is_def_var", "is_def_fn", "is_shared"]
    {
        engine.disable_symbol(word);
    }
    let left = work.clone();
    engine.on_progress(move |_| left.take(1).is_err().then(|| Dynamic::from(TooMuch)));
    register_sets(&mut engine, work);
    register_texts(&mut engine, work);
    register_dates(&mut engine, as_of);
    engine
}

/// The words and signs of a text.
pub(crate) fn tokens(engine: &Engine, text: &str) -> Vec<(Token, Position)> {
    let texts = [text];
    let (tokens, _control) = engine.lex(&texts);
    // The end is given again and again.
    tokens.take_while(|(token, _)| *token != Token::EOF).collect()
}

fn register_sets(engine: &mut Engine, work: &Work) {
    let all = [work; 4].map(Work::clone);
    let [work_in, work_any, work_surely, work_all] = all;
    let search = |set: &ValueSet, list: &Array, work: &Work| work.take(set.values.len() * list.len() / 8);
    engine
        .register_type_with_name::<ValueSet>("set")
        .register_fn("contains", move |set: &mut ValueSet, value: ImmutableString| {
            work_in.take(set.values.len() / 8)?;
            holds(set, value.as_str())
        })
        .register_fn("contains", |list: &mut Array, value: Dynamic| {
            list.iter().any(|entry| same(entry, &value))
        })
        .register_fn("any_in", move |set: &mut ValueSet, list: Array| {
            search(set, &list, &work_any)?;
            let found = set.values.iter().any(|value| listed(&list, value));
            if !found && set.unclear { stop_at(&set.field) } else { Ok(found) }
        })
        .register_fn("surely_in", move |set: &mut ValueSet, list: Array| {
            search(set, &list, &work_surely)?;
            Ok::<_, Box<EvalAltResult>>(set.values.iter().any(|value| listed(&list, value)))
        })
        .register_fn("all_in", move |set: &mut ValueSet, list: Array| {
            search(set, &list, &work_all)?;
            let all = set.values.iter().all(|value| listed(&list, value));
            if all && set.unclear { stop_at(&set.field) } else { Ok(all) }
        })
        .register_fn("is_empty", |set: &mut ValueSet| set.values.is_empty() && !set.unclear);
}

fn register_texts(engine: &mut Engine, work: &Work) {
    let [work_contains, work_len, work_made] = [work; 3].map(Work::clone);
    engine
        .register_fn("contains", move |text: &mut ImmutableString, part: ImmutableString| {
            work_contains.read(text.len())?;
            Ok::<_, Box<EvalAltResult>>(text.contains(part.as_str()))
        })
        .register_fn("starts_with", |text: &mut ImmutableString, part: ImmutableString| {
            text.starts_with(part.as_str())
        })
        .register_fn("ends_with", |text: &mut ImmutableString, part: ImmutableString| {
            text.ends_with(part.as_str())
        })
        .register_fn("len", move |text: &mut ImmutableString| {
            work_len.read(text.len())?;
            Ok::<_, Box<EvalAltResult>>(i64::try_from(text.chars().count()).unwrap_or(i64::MAX))
        })
        .register_fn("made_of", move |text: &mut ImmutableString, words: Array| {
            // Folding is slow; then each word is looked for in the text.
            work_made.read((text.len() + words.len()) * 16)?;
            work_made.read(text.len() * words.len())?;
            Ok::<_, Box<EvalAltResult>>(made_of(text.as_str(), &words))
        });
}

fn register_dates(engine: &mut Engine, as_of: NaiveDate) {
    engine
        .register_type_with_name::<Day>("date")
        .register_fn("==", |a: Day, b: Day| a == b)
        .register_fn("!=", |a: Day, b: Day| a != b)
        .register_fn("<", |a: Day, b: Day| a < b)
        .register_fn("<=", |a: Day, b: Day| a <= b)
        .register_fn(">", |a: Day, b: Day| a > b)
        .register_fn(">=", |a: Day, b: Day| a >= b)
        .register_fn("days_since", move |day: Day| (as_of - day.0).num_days())
        .register_fn("months_since", move |day: Day| months_between(day.0, as_of))
        .register_fn("days_between", |from: Day, to: Day| (to.0 - from.0).num_days());
}

/// Whole months from one day to another, negative when the second is earlier.
pub(crate) fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    months - i64::from(to.day() < from.day())
}

fn holds(set: &ValueSet, value: &str) -> Fallible<bool> {
    let found = set.values.iter().any(|known| known == value);
    if !found && set.unclear { stop_at(&set.field) } else { Ok(found) }
}

/// Stops an expression at a field that it cannot read.
pub(crate) fn stop_at<T>(field: &str) -> Fallible<T> {
    Err(stopped(Dynamic::from(Asked(field.to_owned()))).into())
}

fn listed(list: &Array, value: &str) -> bool {
    list.iter().any(|entry| entry.read_lock::<ImmutableString>().is_some_and(|text| text.as_str() == value))
}

fn same(a: &Dynamic, b: &Dynamic) -> bool {
    if let (Some(a), Some(b)) = (a.read_lock::<ImmutableString>(), b.read_lock::<ImmutableString>()) {
        return a.as_str() == b.as_str();
    }
    matches!((a.as_int(), b.as_int()), (Ok(a), Ok(b)) if a == b)
}

fn made_of(text: &str, words: &Array) -> bool {
    let word = |word: &Dynamic| word.read_lock::<ImmutableString>().map(|word| word.to_string());
    consists_of(text, &words.iter().filter_map(word).collect::<Vec<_>>())
}

/// True if nothing is left of the text once every word of the list and all punctuation are taken out.
pub(crate) fn consists_of(text: &str, words: &[String]) -> bool {
    let mut rest = fold(text);
    let mut words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    // The longest first, or a word inside another would leave the ends of the longer one.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    for word in words.iter().filter(|word| !word.is_empty()) {
        rest = rest.replace(word.as_str(), " ");
    }
    !rest.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use rhai::Scope;

    use super::*;

    fn run(text: &str) -> Fallible<Dynamic> {
        let work = Work::default();
        work.begin();
        engine(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(), &work).eval_expression::<Dynamic>(text)
    }

    #[test]
    fn expressions_reach_neither_clock_nor_files_nor_the_process() {
        for text in [
            "exit(true)",
            "sleep(0)",
            "timestamp()",
            "print(1)",
            "eval(\"1\")",
            "import \"x\"",
            "open_file(\"x\")",
            "(|x| x)",
            "Fn(\"len\")",
            "let x = 1",
            "while true {}",
            "loop {}",
            "type_of(1)",
            "parse_int(\"1\")",
        ] {
            assert!(run(text).is_err(), "{text}");
        }
    }

    #[test]
    fn runaway_text_is_stopped() {
        let mut text = String::from("\"0123456789\"");
        for _ in 0..15 {
            text = format!("({text} + {text})");
        }
        assert!(run(&text).is_err());
    }

    #[test]
    fn functions_take_steps_for_what_they_go_through() {
        let work = Work::default();
        let engine = engine(NaiveDate::default(), &work);
        let mut scope = Scope::new();
        scope.push("text", "x".repeat(100_000));
        for (calls, fits) in [(2, true), (100, true), (400, false)] {
            let all = format!("[{}].contains(true)", vec!["text.contains(\"y\")"; calls].join(","));
            work.begin();
            assert_eq!(engine.eval_expression_with_scope::<bool>(&mut scope, &all).is_ok(), fits, "{calls}");
        }
    }

    #[test]
    fn vague_texts_are_made_of_vague_words() {
        let words: Array =
            ["業務のため", "業務", "その他", "等", "のため"].iter().map(|w| (*w).into()).collect();
        for (text, vague) in
            [("業務のため", true), ("業務、その他等", true), ("給与計算業務のため", false), ("", true)]
        {
            assert_eq!(made_of(text, &words), vague, "{text}");
        }
    }

    #[test]
    fn months_are_counted_whole() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(months_between(day(2025, 4, 1), day(2026, 3, 31)), 11);
        assert_eq!(months_between(day(2025, 3, 31), day(2026, 3, 31)), 12);
        assert_eq!(months_between(day(2026, 5, 1), day(2026, 3, 31)), -2);
    }
}
