//! Which pack stands in whose place, and whether its version tells what changed.

use super::{DefinitionKind, Difference};
use crate::load::PackIdentity;
use crate::rulebook::Rulebook;
use crate::text::Text;

/// A pack in the old and in the new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackPair {
    /// The old one; `None` for an added pack.
    pub old: Option<PackIdentity>,
    /// The new one; `None` for a removed pack.
    pub new: Option<PackIdentity>,
}

/// A version that does not tell what changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionAdvice {
    /// Id of the pack.
    pub pack: String,
    /// What is wrong with its version, and which would be right.
    pub text: Text,
}

impl PackPair {
    /// True if a file is different, added or removed.
    pub fn is_changed(&self) -> bool {
        self.old.as_ref().map(|pack| &pack.digest) != self.new.as_ref().map(|pack| &pack.digest)
    }

    fn both(&self) -> Option<(&PackIdentity, &PackIdentity)> {
        Some((self.old.as_ref()?, self.new.as_ref()?))
    }
}

/// Packs of the same id; of those left, the last of each version, for a copy under another id.
pub(super) fn pairs(old: &Rulebook, new: &Rulebook) -> Vec<PackPair> {
    let is_in = |packs: &[PackIdentity], id: &str| packs.iter().any(|pack| pack.id == id);
    let old_only: Vec<_> = old.packs.iter().filter(|pack| !is_in(&new.packs, &pack.id)).collect();
    let new_only: Vec<_> = new.packs.iter().filter(|pack| !is_in(&old.packs, &pack.id)).collect();
    let copies: Vec<_> = old_only.iter().rev().zip(new_only.iter().rev()).collect();
    let mut pairs: Vec<PackPair> = old
        .packs
        .iter()
        .map(|pack| {
            let same = new.packs.iter().find(|known| known.id == pack.id);
            let copy = || copies.iter().find(|(known, _)| known.id == pack.id).map(|(_, copy)| **copy);
            PackPair { old: Some(pack.clone()), new: same.or_else(copy).cloned() }
        })
        .collect();
    for pack in new_only {
        if !pairs.iter().any(|pair| pair.new.as_ref() == Some(pack)) {
            pairs.push(PackPair { old: None, new: Some(pack.clone()) });
        }
    }
    pairs
}

/// The id that a rule of the old packs goes by in the new ones.
pub(super) fn renamed(pairs: &[PackPair], id: &str) -> String {
    let Some((pack, short)) = id.split_once('/') else { return id.to_owned() };
    let found = pairs.iter().filter_map(PackPair::both).find(|(old, _)| old.id == pack);
    found.map_or_else(|| id.to_owned(), |(_, new)| format!("{}/{short}", new.id))
}

/// Versions that do not tell what changed.
///
/// A rule belongs to its pack; what else is different may belong to any pack whose files changed, so it is
/// enough if one of them was raised.
pub(super) fn advice(pairs: &[PackPair], differences: &[Difference]) -> Vec<VersionAdvice> {
    let changed: Vec<(&PackIdentity, &PackIdentity)> =
        pairs.iter().filter(|pair| pair.is_changed()).filter_map(PackPair::both).collect();
    let altering: Vec<&Difference> = differences.iter().filter(|difference| difference.alters()).collect();
    let is_raised = |old: &PackIdentity, new: &PackIdentity| match (numbers(old), numbers(new)) {
        (Some(old), Some(new)) => (new.0, new.1) > (old.0, old.1),
        _ => old.version != new.version,
    };
    let any_raised = changed.iter().any(|(old, new)| is_raised(old, new));
    let mut advice = Vec::new();
    for (old, new) in &changed {
        let is_own = |difference: &&&Difference| match difference.kind {
            DefinitionKind::Risk | DefinitionKind::Check => own(difference, old, new),
            _ => !any_raised,
        };
        let count = altering.iter().filter(is_own).count();
        let text = if lower(old, new) {
            Some(Text::new(
                format!("新しい版 {} が古い版 {} より小さくなっています。", new.version, old.version),
                format!("the new version {} is lower than the old {}", new.version, old.version),
            ))
        } else if count > 0 && !is_raised(old, new) {
            Some(too_low(old, new))
        } else if altering.is_empty() && old.version == new.version {
            Some(Text::new(
                format!(
                    "判定は変わりませんが、ファイルが違うのに版が {} のままです。区別できるよう、パッチ版を上げてください{}。",
                    new.version,
                    raised(new, false).map_or_else(String::new, |to| format!("（例：{to}）")),
                ),
                format!(
                    "no answer changes, but the files differ under the same version {}: raise the patch version{}",
                    new.version,
                    raised(new, false).map_or_else(String::new, |to| format!(" (such as {to})")),
                ),
            ))
        } else {
            None
        };
        advice.extend(text.map(|text| VersionAdvice { pack: new.id.clone(), text }));
    }
    advice
}

fn too_low(old: &PackIdentity, new: &PackIdentity) -> Text {
    let (ja, en) = raised(old, true)
        .map_or_else(Default::default, |to| (format!("（例：{to}）"), format!(" (such as {to})")));
    if old.version == new.version {
        Text::new(
            format!("判定が変わるのに版が {} のままです。マイナー版以上を上げてください{ja}。", old.version),
            format!(
                "answers change, but the version is still {}: raise at least the minor version{en}",
                old.version
            ),
        )
    } else {
        Text::new(
            format!(
                "判定が変わるのに、版は {} から {} への小さな変更にとどまっています。マイナー版以上を上げてください{ja}。",
                old.version, new.version
            ),
            format!(
                "answers change, but the version only went from {} to {}: raise at least the minor version{en}",
                old.version, new.version
            ),
        )
    }
}

/// True if a rule is of this pack, and is different by itself rather than by what it rests on.
fn own(difference: &Difference, old: &PackIdentity, new: &PackIdentity) -> bool {
    let pack = difference.id.split('/').next().unwrap_or_default();
    (pack == old.id || pack == new.id)
        && (difference.causes.is_empty()
            || difference.rewritten
            || difference.details.iter().any(|detail| detail.alters))
}

fn lower(old: &PackIdentity, new: &PackIdentity) -> bool {
    matches!((numbers(old), numbers(new)), (Some(old), Some(new)) if new < old)
}

/// The next version of this kind.
fn raised(pack: &PackIdentity, minor: bool) -> Option<String> {
    let (major, middle, patch) = numbers(pack)?;
    Some(if minor {
        format!("{major}.{}.0", middle.saturating_add(1))
    } else {
        format!("{major}.{middle}.{}", patch.saturating_add(1))
    })
}

/// Major, minor and patch; `None` for a version of another form.
fn numbers(pack: &PackIdentity) -> Option<(u64, u64, u64)> {
    let plain = pack.version.split(['-', '+']).next()?;
    let mut parts = plain.split('.').map(|part| part.parse::<u64>().ok());
    let mut next = || parts.next().unwrap_or(Some(0));
    Some((next()?, next()?, next()?))
}
