//! What is different between two versions of packs: not their text, but what they say of a ledger.
//!
//! ```text
//! diff
//! ├─ packs             which pack stands in whose place, and whether its version tells that answers changed
//! ├─ resting           what an expression rests on: parameters, lists, macros, vocabularies, facts
//! ├─ answers           situations in which a rule comes out otherwise, and why
//! ├─ rules, controls   what they say of themselves
//! └─ definitions       everything else that packs define
//! ```

mod answers;
mod controls;
mod definitions;
mod details;
mod packs;
mod resting;
mod rules;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use self::details::Detail;
pub use self::packs::{PackPair, VersionAdvice};

use crate::rulebook::Rulebook;
use crate::situation::Verdict;
use crate::text::Text;

/// What is different between two rulebooks.
#[derive(Debug, Clone)]
pub struct PackDiff {
    /// Packs that are in either, those of the same id or place beside each other.
    pub packs: Vec<PackPair>,
    /// Everything that is different: rules first, by stage and id, then what they rest on.
    pub differences: Vec<Difference>,
    /// Versions that do not tell what changed.
    pub advice: Vec<VersionAdvice>,
}

/// One definition that is different.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What kind of definition it is.
    pub kind: DefinitionKind,
    /// Its id in the new packs; in the old ones if they alone have it.
    pub id: String,
    /// Its id in the old packs, where that is another.
    pub old_id: Option<String>,
    /// Its title.
    pub title: Text,
    /// Whether it was added, removed or changed.
    pub how: How,
    /// True for expressions that were written otherwise, whatever comes out of them.
    pub rewritten: bool,
    /// Situations in which something else comes out.
    pub shifts: Vec<Shift>,
    /// Number of situations in which something is asked in both versions, but not the same.
    pub asks_otherwise: usize,
    /// False if there are more situations than were looked at.
    pub complete: bool,
    /// Definitions behind the shifts, and facts that are computed otherwise.
    pub causes: Vec<Cause>,
    /// Everything else that is different.
    pub details: Vec<Detail>,
}

/// What a pack may define.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DefinitionKind {
    /// A risk rule.
    Risk,
    /// A check.
    Check,
    /// A duty.
    Duty,
    /// The impact where a rule does not say otherwise.
    Impact,
    /// A control.
    Control,
    /// A method.
    Method,
    /// A parameter.
    Parameter,
    /// A list.
    List,
    /// A macro.
    Macro,
    /// A function.
    Function,
    /// A fact.
    Fact,
    /// A vocabulary.
    Vocabulary,
    /// A register.
    Register,
    /// A field of a register.
    Field,
    /// A step of the timetable.
    Step,
    /// A stage.
    Stage,
    /// A family of controls.
    Family,
}

/// Whether a definition is in both versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// Only in the new one.
    Added,
    /// Only in the old one.
    Removed,
    /// In both.
    Changed,
}

/// A situation in which something else comes out than before.
#[derive(Debug, Clone)]
pub struct Shift {
    /// What is given.
    pub given: Text,
    /// What came out.
    pub before: Verdict,
    /// What comes out now.
    pub after: Verdict,
    /// [`Shift::before`] in words.
    pub before_text: Text,
    /// [`Shift::after`] in words.
    pub after_text: Text,
    traces: BTreeSet<String>,
}

/// A definition that explains why something else comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What kind of definition it is.
    pub kind: DefinitionKind,
    /// Its id.
    pub id: String,
    /// What is different about it.
    pub text: Text,
}

impl PackDiff {
    /// True if not even a wording is different.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty() && self.packs.iter().all(|pair| !pair.is_changed())
    }

    /// True if some ledger may be judged otherwise.
    pub fn alters(&self) -> bool {
        self.differences.iter().any(Difference::alters)
    }

    /// The difference of a definition, by its new or old id.
    pub fn of(&self, kind: DefinitionKind, id: &str) -> Option<&Difference> {
        let is_it = |known: &&Difference| {
            known.kind == kind && (known.id == id || known.old_id.as_deref() == Some(id))
        };
        self.differences.iter().find(is_it)
    }

    /// The id that a rule of the old packs goes by in the new ones.
    pub fn new_id(&self, old: &str) -> String {
        packs::renamed(&self.packs, old)
    }
}

impl Difference {
    /// True if some ledger may be judged otherwise because of it.
    pub fn alters(&self) -> bool {
        let through_rules = matches!(
            self.kind,
            DefinitionKind::Parameter
                | DefinitionKind::List
                | DefinitionKind::Macro
                | DefinitionKind::Function
                | DefinitionKind::Fact
        );
        // What these do to a ledger they do through rules, which tell it themselves.
        !through_rules
            && (self.how != How::Changed
                || !self.shifts.is_empty()
                || !self.causes.is_empty()
                || !self.complete
                || self.details.iter().any(|detail| detail.alters))
    }

    /// The shift that a record stands in, told by what [`traces`](crate::traces) says of it in both versions.
    pub fn shift_of(&self, old: &str, new: &str) -> Option<&Shift> {
        let (old, new) = (crate::situation::mark(0, old), crate::situation::mark(1, new));
        self.shifts.iter().find(|shift| shift.traces.contains(&old) && shift.traces.contains(&new))
    }
}

/// What is different between two rulebooks.
///
/// Rules are compared by the situations that either version tells apart, so a rule that was only written
/// otherwise has no shifts, and one whose text stayed the same may have some.
pub fn diff(old: &Arc<Rulebook>, new: &Arc<Rulebook>) -> PackDiff {
    let packs = packs::pairs(old, new);
    let mut differences = rules::differences(old, new, &packs);
    differences.extend(definitions::differences(old, new));
    let advice = packs::advice(&packs, &differences);
    PackDiff { packs, differences, advice }
}
