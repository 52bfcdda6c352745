//! Methods: how factors become a score and a band.

use serde::Deserialize;

use crate::exposure::Exposure;
use crate::text::Text;

/// The highest that threat and vulnerability can be, and the impact where a method has no scale of its own.
pub(crate) const FACTOR: u8 = 3;

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
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
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
    /// Expression over the fields of an item that gives the impact on a scale of the method's own.
    #[serde(default)]
    pub impact: Option<String>,
    /// Names of the levels of impact, from the lowest; none for plain numbers.
    #[serde(default)]
    pub impact_levels: Vec<Text>,
    /// Names of the levels of likelihood, from the lowest; none for plain numbers.
    #[serde(default)]
    pub likelihood_levels: Vec<Text>,
    /// Ids of bands: rows are impact from 1, columns likelihood from 1.
    #[serde(default)]
    pub map: Vec<Vec<String>>,
    /// Money per person, for a method of that kind.
    #[serde(default)]
    pub exposure: Option<Exposure>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodKind {
    /// Factors become a number and a band.
    #[default]
    Score,
    /// Impact and likelihood give a band by a map, with no product.
    Map,
    /// Controls are shown as ○ △ ×, with no number.
    Presence,
    /// Items are valued in yen; risks are rated by another method.
    Exposure,
}

/// A range of scores with a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Id.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Lowest score in the band; without meaning where a map gives the band.
    #[serde(default)]
    pub from: u32,
    /// Colour as `RRGGBB`.
    pub colour: String,
}

impl Method {
    /// True if it says something of risks, as against items.
    pub fn rates_risks(&self) -> bool {
        self.kind != MethodKind::Exposure
    }

    /// True if it puts risks into bands.
    pub fn has_bands(&self) -> bool {
        matches!(self.kind, MethodKind::Score | MethodKind::Map)
    }

    /// The highest impact.
    pub fn highest_impact(&self) -> u8 {
        let named = self.impact_levels.len().max(self.map.len());
        if named == 0 { FACTOR } else { u8::try_from(named).unwrap_or(u8::MAX) }
    }

    /// The highest likelihood that it may hold.
    pub fn highest_likelihood(&self) -> u8 {
        let named = self.map.iter().map(Vec::len).max().unwrap_or(0).max(self.likelihood_levels.len());
        if named == 0 { FACTOR } else { u8::try_from(named).unwrap_or(u8::MAX) }
    }

    /// The band of an impact and a likelihood, by the map.
    pub fn band_on_map(&self, impact: u8, likelihood: u8) -> Option<&Band> {
        let row = self.map.get(usize::from(impact.checked_sub(1)?))?;
        let id = row.get(usize::from(likelihood.checked_sub(1)?))?;
        self.bands.iter().find(|band| band.id == *id)
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
