//! What has to be done if something happens to an item.

use daicho_rules::{DutyEvent, Text};

use super::{Assessment, Read, RecordRef};

/// What would have to be done if something happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDuties {
    /// The item.
    pub item: RecordRef,
    /// What happens.
    pub event: DutyEvent,
    /// Number of persons as the ledger says it.
    pub count: String,
    /// Duties that it would bring, in the order of the packs.
    pub duties: Vec<ItemDuty>,
    /// Duties of which the ledger does not say enough.
    pub waiting: Vec<WaitingDuty>,
}

/// A duty that applies to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDuty {
    /// Full id.
    pub rule: String,
    /// Why there is a duty.
    pub title: Text,
    /// What is behind it.
    pub why: Text,
    /// How it must have happened, where the ledger cannot tell.
    pub manner: Option<Text>,
    /// What to do.
    pub say: Text,
    /// Days within which it is first reported, from and to.
    pub preliminary_days: Option<(u32, u32)>,
    /// Days within which all of it is reported.
    pub final_days: Option<u32>,
    /// Clauses and articles it rests on.
    pub basis: Vec<String>,
    /// False if a fact behind it is unverified.
    pub verified: bool,
    /// Cells that decided it.
    pub reads: Vec<Read>,
}

/// A duty that cannot be told yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDuty {
    /// Full id.
    pub rule: String,
    /// Why there would be a duty.
    pub title: Text,
    /// True if something would be to be reported.
    pub is_report: bool,
    /// Title of what has to be known first.
    pub asks: Text,
}

/// Whether what happens to an item has to be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reportable {
    /// 要: however it happens.
    Required,
    /// 確認要: a question has to be answered first.
    Unknown,
    /// 場合により要: only if it happens in a certain manner.
    Depends,
    /// 不要: no pack demands it.
    NotRequired,
}

impl Reportable {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 4] = [Self::Required, Self::Unknown, Self::Depends, Self::NotRequired];

    /// Id for the JSON result.
    pub fn id(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Unknown => "unknown",
            Self::Depends => "depends",
            Self::NotRequired => "not-required",
        }
    }
}

impl ItemDuty {
    /// True if something is to be reported within so many days.
    pub fn is_report(&self) -> bool {
        self.preliminary_days.is_some() || self.final_days.is_some()
    }
}

impl ItemDuties {
    /// Whether it would have to be reported.
    pub fn report(&self) -> Reportable {
        let reports = || self.duties.iter().filter(|duty| duty.is_report());
        if reports().any(|duty| duty.manner.is_none()) {
            Reportable::Required
        } else if self.waiting.iter().any(|duty| duty.is_report) {
            Reportable::Unknown
        } else if reports().next().is_some() {
            Reportable::Depends
        } else {
            Reportable::NotRequired
        }
    }

    /// Days of the first report: the shortest of those that hold however it happens, else of all.
    pub fn preliminary(&self) -> Option<(u32, u32)> {
        let plain = self.duties.iter().filter(|duty| duty.manner.is_none());
        let shortest = |days: Vec<(u32, u32)>| days.into_iter().min_by_key(|(from, to)| (*to, *from));
        shortest(plain.filter_map(|duty| duty.preliminary_days).collect())
            .or_else(|| shortest(self.duties.iter().filter_map(|duty| duty.preliminary_days).collect()))
    }

    /// Days of the full report however it happens: the shortest.
    pub fn final_days(&self) -> Option<u32> {
        let plain = self.duties.iter().filter(|duty| duty.manner.is_none());
        plain.filter_map(|duty| duty.final_days).min()
    }

    /// Days of the full report where it happens in a certain manner, and they are others.
    pub fn final_days_by_manner(&self) -> Vec<(&Text, u32)> {
        let plain = self.final_days();
        let mut found: Vec<(&Text, u32)> = Vec::new();
        for duty in &self.duties {
            if let (Some(manner), Some(days)) = (&duty.manner, duty.final_days)
                && plain != Some(days)
                && !found.contains(&(manner, days))
            {
                found.push((manner, days));
            }
        }
        found
    }
}

impl Assessment {
    /// How many items would have to be reported, by whether they would.
    pub fn reportable(&self) -> [(Reportable, usize); 4] {
        Reportable::ALL
            .map(|wanted| (wanted, self.duties.iter().filter(|duties| duties.report() == wanted).count()))
    }
}
