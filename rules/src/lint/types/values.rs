//! Which values may be compared, and which values a vocabulary has.

use super::calls::describe;
use super::ways_out::with;
use super::{Constant, Leaf, Walk, Wanted};
use crate::error::{Place, Problem, Rests};
use crate::method::FACTOR;
use crate::names::Kind;
use crate::offer::Offer;
use crate::rulebook::Rulebook;

/// Pairs of branches that one comparison is tried for.
const MAX_PAIRS: usize = 1_000;

/// What comes of comparing two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Fine,
    /// They are of different kinds.
    Unlike,
    /// They have no order.
    Unordered,
    /// Two vocabularies without a common value.
    Apart,
}

impl<'b> Walk<'_, 'b> {
    /// Two parts that are compared; only the first pair of values that does not fit is told.
    pub(super) fn compare(&mut self, operator: &str, left: &[Leaf], right: &[Leaf], place: &Place) {
        if left.len().saturating_mul(right.len()) > MAX_PAIRS {
            return;
        }
        let ordering = !matches!(operator, "==" | "!=");
        let mut wrong = None;
        for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
            let outcome = self.comparison(a, b, ordering);
            if outcome != Comparison::Fine && wrong.is_none() {
                wrong = Some((outcome, a, b));
            }
        }
        let Some((outcome, a, b)) = wrong else { return };
        let ((a_ja, a_en), (b_ja, b_en)) = (describe(&a.kind), describe(&b.kind));
        let (answer_ja, answer_en) = if operator == "!=" { ("真", "true") } else { ("偽", "false") };
        let problem = match outcome {
            Comparison::Unordered => Problem::error(
                place.clone(),
                format!("{a_ja}に大小はないので、`{operator}` では比べられません"),
                format!("{a_en} has no order: `{operator}` means nothing here"),
            ),
            Comparison::Apart => Problem::error(
                place.clone(),
                format!("二つの項目の語彙に共通の値がないので、`{operator}` はいつも{answer_ja}になります"),
                format!("the two fields have no value in common, so `{operator}` is always {answer_en}"),
            ),
            _ => Problem::error(
                place.clone(),
                format!("{a_ja}と{b_ja}を `{operator}` で比べても、いつも{answer_ja}になります"),
                format!("comparing {a_en} with {b_en} by `{operator}` is always {answer_en}"),
            ),
        };
        let several = |kind: &Kind| matches!(kind, Kind::Set { .. } | Kind::Names | Kind::List(_));
        let problem = if several(&a.kind) || several(&b.kind) {
            problem.with_help(
                "集合やリストは `値 in 集合` や `any_in(集合, リスト)` で調べます",
                "look into sets and lists with `value in set` or `any_in(set, list)`",
            )
        } else {
            let help = self.way_out(a, b).or_else(|| self.way_out(b, a));
            with(problem, help)
        };
        self.types.problems.push(problem);
    }

    fn comparison(&mut self, a: &Leaf, b: &Leaf, ordering: bool) -> Comparison {
        use Comparison::{Apart, Fine, Unlike, Unordered};
        if [a, b].iter().any(|leaf| leaf.kind == Kind::Unknown) {
            return Fine;
        }
        match (&a.kind, &b.kind) {
            (Kind::Choice(one), Kind::Choice(other)) if !self.share(one, other) => Apart,
            (Kind::Choice(vocabulary), Kind::Text) | (Kind::Text, Kind::Choice(vocabulary)) => {
                if ordering {
                    return Unordered;
                }
                let text = if matches!(a.kind, Kind::Text) { a } else { b };
                self.member(&vocabulary.clone(), text);
                Fine
            }
            (Kind::Choice(_), Kind::Choice(_)) | (Kind::Flag, Kind::Flag) if ordering => Unordered,
            (Kind::Text, Kind::Text)
            | (Kind::Number, Kind::Number)
            | (Kind::Date, Kind::Date)
            | (Kind::Choice(_), Kind::Choice(_))
            | (Kind::Flag, Kind::Flag) => Fine,
            _ => Unlike,
        }
    }

    /// `value in whole`, or `whole.contains(value)`.
    pub(super) fn contains(&mut self, whole: &[Leaf], value: &[Leaf]) {
        if whole.len().saturating_mul(value.len()) > MAX_PAIRS {
            return;
        }
        for (whole, value) in whole.iter().flat_map(|whole| value.iter().map(move |value| (whole, value))) {
            if [whole, value].iter().any(|leaf| leaf.kind == Kind::Unknown) {
                continue;
            }
            match (&whole.kind, &value.kind) {
                (Kind::Set { vocabulary, open: false }, Kind::Text) => {
                    self.member(&vocabulary.clone(), value);
                }
                (Kind::Set { vocabulary, open: false }, Kind::Choice(other))
                    if !self.share(vocabulary, other) =>
                {
                    self.error(
                        &value.place,
                        format!("語彙 `{vocabulary}` と `{other}` に共通の値がないので、いつも偽になります"),
                        format!(
                            "vocabularies `{vocabulary}` and `{other}` have no value in common: always false"
                        ),
                    );
                }
                (Kind::Set { .. } | Kind::Names | Kind::Text, Kind::Text | Kind::Choice(_))
                | (Kind::List(_), Kind::Text) => {}
                (Kind::List(_), Kind::Choice(vocabulary)) => self.members(&vocabulary.clone(), whole),
                (Kind::List(name), Kind::Number | Kind::Flag) if name.is_empty() => {
                    let same = std::slice::from_ref(value);
                    self.compare("==", same, &whole.entries, &value.place);
                }
                (Kind::List(_), Kind::Set { .. } | Kind::Names) => {
                    let problem = Problem::error(
                        value.place.clone(),
                        "集合がリストに入っているかは `in` では調べられません",
                        "`in` cannot tell whether a set is in a list",
                    );
                    self.types.problems.push(problem.with_help(
                        "`any_in(集合, リスト)` か `all_in(集合, リスト)` を使います",
                        "use `any_in(set, list)` or `all_in(set, list)`",
                    ));
                }
                (Kind::Set { .. } | Kind::Names | Kind::Text | Kind::List(_), other) => {
                    let ((ja, en), (whole_ja, whole_en)) = (describe(other), describe(&whole.kind));
                    self.error(
                        &value.place,
                        format!("{ja}が{whole_ja}に入っていることはありません"),
                        format!("{en} is never in {whole_en}"),
                    );
                }
                (other, _) => {
                    let (ja, en) = describe(other);
                    self.error(
                        &whole.place,
                        format!("{ja}に `in` は使えません"),
                        format!("`in` does not work on {en}"),
                    );
                }
            }
        }
    }

    /// Lists that sets are held against.
    pub(super) fn lists(&mut self, sets: &[Leaf], lists: &[Leaf]) {
        for set in sets {
            let Kind::Set { vocabulary, open: false } = &set.kind else { continue };
            for list in lists.iter().filter(|list| matches!(list.kind, Kind::List(_))) {
                self.members(vocabulary, list);
            }
        }
    }

    /// Entries of a list that are held against a vocabulary.
    fn members(&mut self, vocabulary: &str, list: &Leaf) {
        for entry in &list.entries {
            if matches!(entry.kind, Kind::Text | Kind::Unknown) {
                self.member(vocabulary, entry);
            } else {
                self.error(&entry.place, "語彙の値は文字列です", "values of a vocabulary are texts");
            }
        }
        let Kind::List(name) = &list.kind else { return };
        let strangers = self.strangers(name, vocabulary);
        let Some(first) = strangers.first() else { return };
        let some: Vec<String> = strangers.iter().take(5).map(|word| format!("`{word}`")).collect();
        let (more_ja, more_en) = match strangers.len().saturating_sub(some.len()) {
            0 => (String::new(), String::new()),
            more => (format!("ほか{more}語"), format!(" and {more} more")),
        };
        let problem = Problem::error(
            list.place.clone(),
            format!("リスト `{name}` の {}{more_ja} は、語彙 `{vocabulary}` にありません", some.join("、")),
            format!(
                "list `{name}` holds {}{more_en}, which vocabulary `{vocabulary}` lacks",
                some.join(", ")
            ),
        );
        let known = self.values(vocabulary);
        self.types.problems.push_with(|| problem.with_nearest(first, known));
    }

    /// Words of a list of the pack that a vocabulary lacks.
    fn strangers(&mut self, list: &str, vocabulary: &str) -> Vec<String> {
        let key = (list.to_owned(), vocabulary.to_owned());
        if let Some(known) = self.types.strangers.get(&key) {
            return known.clone();
        }
        let words = self.types.book.names.lists.get(list).into_iter().flatten();
        let words: Vec<&String> = words.collect();
        let strangers: Vec<String> =
            words.into_iter().filter(|word| !self.has(vocabulary, word)).cloned().collect();
        self.types.strangers.insert(key, strangers.clone());
        strangers
    }

    /// A text that is held against a vocabulary.
    fn member(&mut self, vocabulary: &str, text: &Leaf) {
        let Some(Constant::Text(id)) = &text.constant else { return };
        if !self.has(vocabulary, id) {
            let book = self.types.book;
            self.types.problems.push_with(|| unknown_value(book, vocabulary, id, &text.place));
        }
    }

    /// True for a value of a vocabulary, and for any value of a vocabulary that does not exist.
    fn has(&mut self, vocabulary: &str, id: &str) -> bool {
        if !self.types.book.schema.vocabularies.contains_key(vocabulary) {
            return true;
        }
        if !self.types.members.contains_key(vocabulary) {
            let ids = self.values(vocabulary).into_iter().collect();
            self.types.members.insert(vocabulary.to_owned(), ids);
        }
        self.types.members.get(vocabulary).is_some_and(|known| known.contains(id))
    }

    fn values(&self, vocabulary: &str) -> Vec<&'b str> {
        let book = self.types.book;
        let known = book.schema.vocabularies.get(vocabulary);
        known.into_iter().flat_map(|known| &known.values).map(|value| value.id.as_str()).collect()
    }

    /// True if two vocabularies have a value in common.
    fn share(&mut self, one: &str, other: &str) -> bool {
        if one == other {
            return true;
        }
        let key = (one.to_owned(), other.to_owned());
        if let Some(known) = self.types.shared.get(&key) {
            return *known;
        }
        let ids = self.values(one);
        let share = ids.is_empty() || ids.iter().any(|id| self.has(other, id));
        self.types.shared.insert(key, share);
        share
    }

    /// What the whole expression gives.
    pub(super) fn wanted(&mut self, part: &[Leaf], wanted: Wanted) {
        let (kind, ja, en) = match wanted {
            Wanted::Any => return,
            Wanted::Flag => (Kind::Flag, "○×の値", "true or false"),
            Wanted::Factor(_) => (Kind::Number, "数", "a number"),
        };
        if let Some(wrong) = part.iter().find(|leaf| leaf.kind != kind && leaf.kind != Kind::Unknown) {
            let place = wrong.place.clone();
            self.types.problems.push(if wrong.kind == Kind::Nothing {
                Problem::error(
                    place,
                    format!("どの場合にも当てはまらないと、式の結果が{ja}になりません"),
                    format!("the expression does not give {en} where no branch applies"),
                )
                .with_help("else か `_ => …` を加えます", "add `else` or `_ => …`")
            } else {
                let (got_ja, got_en) = describe(&wrong.kind);
                Problem::error(
                    place,
                    format!("式の結果が{ja}になりません（{got_ja}になっています）"),
                    format!("the expression does not give {en} but {got_en}"),
                )
            });
        }
        let Wanted::Factor(highest) = wanted else { return };
        for leaf in part {
            if let Some(Constant::Number(number)) = leaf.constant
                && !(1..=i64::from(highest)).contains(&number)
            {
                let range =
                    if highest == FACTOR { "1, 2 or 3".to_owned() } else { format!("1 to {highest}") };
                self.error(
                    &leaf.place,
                    format!("1〜{highest}のどれかにします（{number} になっています）"),
                    format!("it must be {range}, not {number}"),
                );
            }
        }
    }

    pub(super) fn error(&mut self, place: &Place, ja: impl Into<String>, en: impl Into<String>) {
        self.types.problems.push(Problem::error(place.clone(), ja, en));
    }
}

/// A value that a vocabulary does not have.
pub(in crate::lint) fn unknown_value(book: &Rulebook, vocabulary: &str, id: &str, place: &Place) -> Problem {
    let problem = Problem::error(
        place.clone(),
        format!("語彙 `{vocabulary}` に `{id}` という値はありません"),
        format!("vocabulary `{vocabulary}` has no value `{id}`"),
    );
    let fields = book.schema.registers.values().flat_map(|register| register.fields.values());
    let title = fields
        .filter(|field| field.vocabulary.as_deref() == Some(vocabulary))
        .map(|field| &field.title)
        .next();
    let known = book.schema.vocabularies.get(vocabulary).map(Offer::values).unwrap_or_default();
    problem.with_offer(id, &known, title).resting(Rests::OnDefinitions)
}
