//! Words of vocabularies that lead to no value, and values that no word leads to.

use std::collections::HashMap;

use super::File;
use crate::error::{Place, Problem};
use crate::normal::fold;
use crate::position::{SourceText, Step};
use crate::problems::Problems;
use crate::register::Vocabulary;

pub(super) fn check(files: &[File<'_>], problems: &mut Problems) {
    for File { at, definitions, .. } in files {
        for vocabulary in &definitions.vocabulary {
            let words = Words { at, start: vocabulary.span().start, vocabulary: vocabulary.get_ref() };
            words.check(problems);
        }
    }
}

struct Words<'w, 's> {
    at: &'w SourceText<'s>,
    start: usize,
    vocabulary: &'w Vocabulary,
}

impl Words<'_, '_> {
    fn place(&self, value: usize, key: &str, entry: usize) -> Place {
        let vocabulary = [Step::Key("vocabulary"), Step::Starting(self.start)];
        let value = [Step::Key("value"), Step::Entry(value)];
        let word = [Step::Key(key), Step::Entry(entry)];
        self.at.part(&[vocabulary, value, word].concat())
    }

    fn check(&self, problems: &mut Problems) {
        if self.vocabulary.values.is_empty() {
            let place = self.at.part(&[Step::Key("vocabulary"), Step::Starting(self.start)]);
            problems.push(Problem::error(
                place,
                format!("語彙 `{}` に値がありません", self.vocabulary.id),
                format!("vocabulary `{}` has no values", self.vocabulary.id),
            ));
        }
        // A word leads to the first value that has it.
        let mut owners: HashMap<String, usize> = HashMap::new();
        for (at, value) in self.vocabulary.values.iter().enumerate() {
            let mut reached = false;
            let words = value.words.iter().enumerate().map(|(entry, word)| ("words", entry, word));
            let whole = value.whole.iter().enumerate().map(|(entry, word)| ("whole", entry, word));
            for (key, entry, word) in words.chain(whole) {
                let folded = fold(word);
                if folded.is_empty() {
                    problems.push(Problem::warning(
                        self.place(at, key, entry),
                        format!("`{}` の {key} に空の語があります", value.id),
                        format!("an empty word in {key} of `{}` leads nowhere", value.id),
                    ));
                    continue;
                }
                let owner = *owners.entry(folded).or_insert(at);
                reached |= owner == at;
                if let Some(other) = self.vocabulary.values.get(owner).filter(|_| owner != at) {
                    problems.push(Problem::warning(
                        self.place(at, key, entry),
                        format!(
                            "「{word}」は値 `{}` の語でもあるので、`{}` とは読まれません",
                            other.id, value.id
                        ),
                        format!(
                            "`{word}` is also a word of `{}`, so it is never read as `{}`",
                            other.id, value.id
                        ),
                    ));
                }
            }
            for name in [&value.title.ja, &value.title.en, &value.id] {
                let folded = fold(name);
                reached |= !folded.is_empty() && *owners.entry(folded).or_insert(at) == at;
            }
            if !reached {
                let inside = [Step::Key("value"), Step::Entry(at)];
                let whole = [Step::Key("vocabulary"), Step::Starting(self.start)];
                problems.push(Problem::warning(
                    self.at.part(&[whole, inside].concat()),
                    format!("値 `{}` と読まれる語が一つもありません", value.id),
                    format!("no word leads to the value `{}`", value.id),
                ));
            }
        }
    }
}
