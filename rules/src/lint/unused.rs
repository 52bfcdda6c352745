//! What a pack defines and nobody uses.
//!
//! Only packs that hold rules are looked at: the others, like `pms`, are there for those that extend them.

use std::collections::HashSet;

use super::expressions::{all, names};
use super::{EVENTS, File};
use crate::assemble::kind_ja;
use crate::error::{Problem, Rests};
use crate::position::Step;
use crate::problems::Problems;
use crate::rulebook::Rulebook;

pub(super) fn check(book: &Rulebook, files: &[File<'_>], problems: &mut Problems) {
    let with_rules: HashSet<&str> = files
        .iter()
        .filter(|File { definitions: all, .. }| {
            !all.risk.is_empty() || !all.check.is_empty() || !all.duty.is_empty()
        })
        .map(|File { pack, .. }| pack.identity.id.as_str())
        .collect();
    let used: HashSet<&str> = all(book).flat_map(|role| names(book, role.expression)).collect();
    for defined in &book.defined {
        if with_rules.contains(defined.pack.as_str()) && !used.contains(defined.id.as_str()) {
            let (kind, id) = (defined.kind, &defined.id);
            problems.push(
                Problem::warning(
                    defined.place.clone(),
                    format!("{} `{id}` はどこにも使われていません", kind_ja(kind)),
                    format!("nothing uses the {kind} `{id}`"),
                )
                .resting(Rests::OnUse),
            );
        }
    }
    let fields = book.schema.registers.values().flat_map(|register| register.fields.values());
    let vocabularies: HashSet<&str> = fields.filter_map(|field| field.vocabulary.as_deref()).collect();
    for File { pack, at, definitions } in files {
        if !with_rules.contains(pack.identity.id.as_str()) {
            continue;
        }
        for vocabulary in &definitions.vocabulary {
            let id = &vocabulary.get_ref().id;
            if !vocabularies.contains(id.as_str()) && id != EVENTS {
                let start = Step::Starting(vocabulary.span().start);
                problems.push(
                    Problem::warning(
                        at.part(&[Step::Key("vocabulary"), start, Step::Key("id")]),
                        format!("語彙 `{id}` を使う項目がありません"),
                        format!("no field uses the vocabulary `{id}`"),
                    )
                    .resting(Rests::OnUse),
                );
            }
        }
    }
}
