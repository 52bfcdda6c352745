//! Methods: how factors become a score and a band.

use serde::Deserialize;

use crate::text::Text;

/// A stage of an item's life, such as acquisition 取得・入力.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Id.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Place among the stages.
    pub order: u8,
}

/// A family of controls, such as physical 物理的.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Id.
    pub id: String,
    /// Title for people.
    pub title: Text,
}

/// How factors become a score and a band.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Id, such as `pmark-3x3`.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Whether it scores at all.
    pub kind: MethodKind,
    /// Likelihood 1–3: rows are threat 1–3, columns vulnerability 1–3.
    #[serde(default)]
    pub likelihood: Vec<Vec<u8>>,
    /// Expression over `impact`, `threat`, `vulnerability`, `likelihood`.
    #[serde(default)]
    pub score: String,
    /// Bands from the lowest to the highest.
    #[serde(rename = "band", default)]
    pub bands: Vec<Band>,
    /// The highest band that may remain without further treatment.
    #[serde(default)]
    pub acceptable: String,
    /// False if the table or the cut points are unverified.
    #[serde(default = "yes")]
    pub verified: bool,
    /// Where the method comes from.
    #[serde(default)]
    pub source: Text,
}

fn yes() -> bool {
    true
}

/// Whether a method scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodKind {
    /// Factors become a number and a band.
    Score,
    /// Controls are shown as ○ △ ×, with no number.
    Presence,
}

/// A range of scores with a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Id.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Lowest score in the band.
    pub from: u32,
    /// Colour as `RRGGBB`.
    pub colour: String,
}

impl Method {
    /// True if it rates risks.
    pub fn rates(&self) -> bool {
        match self.kind {
            MethodKind::Score | MethodKind::Presence => true,
        }
    }

    /// The band of a score: the highest that starts at or below it.
    pub fn band(&self, score: u32) -> Option<&Band> {
        self.bands.iter().filter(|band| band.from <= score).max_by_key(|band| band.from)
    }

    /// Place of a band from the lowest, 0.
    pub fn rank(&self, band: &str) -> Option<usize> {
        self.bands.iter().position(|known| known.id == band)
    }

    /// True if a risk in this band may not remain without further treatment.
    pub fn exceeds(&self, band: &str) -> bool {
        match (self.rank(band), self.rank(&self.acceptable)) {
            (Some(rank), Some(limit)) => rank > limit,
            _ => false,
        }
    }

    /// Likelihood of a threat (1–3) against a vulnerability (1–3).
    pub fn likelihood(&self, threat: u8, vulnerability: u8) -> Option<u8> {
        let row = self.likelihood.get(usize::from(threat.checked_sub(1)?))?;
        row.get(usize::from(vulnerability.checked_sub(1)?)).copied()
    }
}
