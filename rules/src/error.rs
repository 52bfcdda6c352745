//! What can be wrong with a pack, told with file, line and column.

use std::fmt;

use crate::text::{Explain, Lang, Text};

/// A place in a file of a pack; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// Pack and file, such as `jis-q-15001/transfer.toml`.
    pub file: String,
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

impl Place {
    /// The place of a position in a file of expressions.
    pub(crate) fn at(file: &str, position: rhai::Position) -> Self {
        Self {
            file: file.to_owned(),
            line: position.line().unwrap_or(0),
            column: position.position().unwrap_or(1),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            f.write_str(&self.file)
        } else {
            write!(f, "{}:{}:{}", self.file, self.line, self.column)
        }
    }
}

/// How much a problem of a pack matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// The pack cannot be used.
    Error,
    /// The pack works, but something in it is useless or unlikely to be meant.
    Warning,
    /// Nothing is wrong, but good to know.
    Note,
}

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// How much it matters.
    pub gravity: Gravity,
    /// What is wrong.
    pub message: Text,
    /// What to do, where that is known.
    pub help: Option<Text>,
    pub(crate) rests: Rests,
}

/// What a problem may come from, so that it is not told beside its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Rests {
    /// On nothing else.
    #[default]
    Alone,
    /// That a name is not defined: a file or pack that cannot be read may define it.
    OnDefinitions,
    /// That nothing uses a thing: a rule that cannot be read may use it.
    OnUse,
}

impl Problem {
    /// A problem that keeps the pack from being used.
    pub fn error(place: Place, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { place, gravity: Gravity::Error, message: Text::new(ja, en), help: None, rests: Rests::Alone }
    }

    /// A problem that does not.
    pub fn warning(place: Place, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { gravity: Gravity::Warning, ..Self::error(place, ja, en) }
    }

    /// A name that nothing has, with the nearest of those that something has.
    pub(crate) fn unknown<'a>(
        place: Place,
        (ja, en): (&str, &str),
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::error(place, format!("{ja} `{name}` がありません"), format!("there is no {en} `{name}`"))
            .with_nearest(name, known)
            .resting(Rests::OnDefinitions)
    }

    pub(crate) fn resting(self, rests: Rests) -> Self {
        Self { rests, ..self }
    }

    /// The problem with advice.
    #[must_use]
    pub fn with_help(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(ja, en));
        self
    }

    /// The problem with "did you mean", if one of `known` is near `name`.
    #[must_use]
    pub fn with_nearest<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(name, known) {
            Some(near) => {
                self.with_help(format!("`{near}` のことではありませんか"), format!("did you mean `{near}`?"))
            }
            None => self,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message.en)?;
        match &self.help {
            Some(help) => write!(f, " ({})", help.en),
            None => Ok(()),
        }
    }
}

/// Packs that could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// No pack of this name is built in, and no folder or file has it.
    #[error("{}", self.message(Lang::En))]
    Unknown {
        /// Name as given.
        name: String,
        /// Names of the built-in packs.
        known: Vec<String>,
    },
    /// A folder or file of the pack could not be read.
    #[error("{}", self.message(Lang::En))]
    Unreadable {
        /// Path as given.
        path: String,
        /// Cause.
        #[source]
        source: std::io::Error,
    },
    /// The pack is too large or no pack at all.
    #[error("{}", self.message(Lang::En))]
    NotAPack {
        /// Path as given.
        path: String,
        /// What is the matter with it.
        reason: Text,
    },
    /// The files of the pack have errors; all of them are listed.
    #[error("{}", self.message(Lang::En))]
    Invalid {
        /// The problems, by place.
        problems: Vec<Problem>,
    },
    /// The settings of a client have errors; all of them are listed.
    #[error("{}", self.message(Lang::En))]
    ClientInvalid {
        /// Path as given.
        path: String,
        /// The problems, by place.
        problems: Vec<Problem>,
    },
    /// The settings of a client could not be read.
    #[error("{}", self.message(Lang::En))]
    ClientUnreadable {
        /// Path as given.
        path: String,
        /// Cause.
        #[source]
        source: std::io::Error,
    },
    /// No method has this name.
    #[error("{}", self.message(Lang::En))]
    UnknownMethod {
        /// Name as given.
        name: String,
        /// Methods of the packs.
        known: Vec<String>,
    },
    /// No parameter has this name.
    #[error("{}", self.message(Lang::En))]
    UnknownParameter {
        /// Name as given.
        name: String,
        /// Parameters of the packs.
        known: Vec<String>,
    },
    /// A parameter was given a value of another kind than its own.
    #[error("{}", self.message(Lang::En))]
    ParameterKind {
        /// Name of the parameter.
        name: String,
        /// Value as given.
        value: String,
        /// What it must be.
        wanted: Text,
    },
}

impl Explain for PackError {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unknown { name, .. } => {
                Text::new(format!("ルールパック `{name}` がありません"), format!("there is no pack `{name}`"))
            }
            Self::Unreadable { path, source } => Text::new(
                format!("ルールパック `{path}` を読めません: {source}"),
                format!("cannot read pack `{path}`: {source}"),
            ),
            Self::NotAPack { path, reason } => Text::new(
                format!("`{path}` はルールパックとして使えません: {}", reason.ja),
                format!("`{path}` cannot be used as a pack: {}", reason.en),
            ),
            Self::Invalid { problems } => Text::new(
                format!("ルールパックに誤りが{}件あります:{}", problems.len(), listed(problems, Lang::Ja)),
                format!("{} problem(s) in packs:{}", problems.len(), listed(problems, Lang::En)),
            ),
            Self::ClientInvalid { path, problems } => Text::new(
                format!(
                    "設定ファイル `{path}` に誤りが{}件あります:{}",
                    problems.len(),
                    listed(problems, Lang::Ja)
                ),
                format!(
                    "{} problem(s) in the client settings `{path}`:{}",
                    problems.len(),
                    listed(problems, Lang::En)
                ),
            ),
            Self::ClientUnreadable { path, source } => Text::new(
                format!("設定ファイル `{path}` を読めません: {source}"),
                format!("cannot read the client settings `{path}`: {source}"),
            ),
            Self::UnknownMethod { name, .. } => {
                Text::new(format!("評価方法 `{name}` がありません"), format!("there is no method `{name}`"))
            }
            Self::UnknownParameter { name, .. } => Text::new(
                format!("パラメーター `{name}` がありません"),
                format!("there is no parameter `{name}`"),
            ),
            Self::ParameterKind { name, value, wanted } => Text::new(
                format!("パラメーター `{name}` に `{value}` は指定できません。{}で指定します", wanted.ja),
                format!("parameter `{name}` must be {}, not `{value}`", wanted.en),
            ),
        }
        .get(lang)
        .to_owned()
    }

    fn help(&self, lang: Lang) -> Option<String> {
        let text = match self {
            Self::Unknown { name, known }
            | Self::UnknownMethod { name, known }
            | Self::UnknownParameter { name, known } => {
                let list = known.join(", ");
                let own_pack = matches!(self, Self::Unknown { .. });
                match nearest(name, known.iter().map(String::as_str)) {
                    Some(near) => Text::new(
                        format!("`{near}` のことではありませんか。使えるもの: {list}"),
                        format!("did you mean `{near}`? known: {list}"),
                    ),
                    None if own_pack => Text::new(
                        format!("使えるもの: {list}。自作のパックはフォルダーのパスで指定します"),
                        format!("known: {list}; name a pack of your own by its path"),
                    ),
                    None => Text::new(format!("使えるもの: {list}"), format!("known: {list}")),
                }
            }
            Self::Invalid { .. } => {
                Text::new("`daicho pack check` で詳しく調べられます", "`daicho pack check` tells more")
            }
            Self::ClientInvalid { .. } => Text::new(
                "設定に誤りがあるまま評価することはありません。直してから実行し直してください",
                "settings are never ignored: correct them and run again",
            ),
            Self::ClientUnreadable { .. } => Text::new(
                "パスと読み取り権限、UTF-8 で保存されていることを確かめてください",
                "see that the path is right and readable, and the file saved as UTF-8",
            ),
            Self::Unreadable { .. } => {
                Text::new("パスと読み取り権限を確かめてください", "see that the path is right and readable")
            }
            Self::NotAPack { .. } | Self::ParameterKind { .. } => return None,
        };
        Some(text.get(lang).to_owned())
    }
}

/// Problems, one a line.
fn listed(problems: &[Problem], lang: Lang) -> String {
    let line = |problem: &Problem| {
        let help = match (&problem.help, lang) {
            (None, _) => String::new(),
            (Some(help), Lang::Ja) => format!("（{}）", help.ja),
            (Some(help), Lang::En) => format!(" ({})", help.en),
        };
        format!("\n  {}: {}{help}", problem.place, problem.message.get(lang))
    };
    problems.iter().map(line).collect()
}

/// Most work that finding the nearest name may cost, in products of lengths.
const MAX_LIKENESS: usize = 200_000;

/// The known name nearest to `name`, if one is near enough to be meant.
///
/// Of very many or very long names only the first are compared.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().take(MAX_LIKENESS).count();
    let mut left = MAX_LIKENESS;
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let other = candidate.chars().take(MAX_LIKENESS).count();
        let most = length.max(other) * 2 / 5;
        // Names of very different lengths differ by more than that anyway.
        if length.abs_diff(other) > most {
            continue;
        }
        let Some(rest) = left.checked_sub(length.saturating_mul(other)) else { break };
        left = rest;
        let distance = strsim::damerau_levenshtein(name, candidate);
        if distance <= most && best.is_none_or(|best| (distance, candidate) < best) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_name_and_nonsense_finds_none() {
        let known = ["transfer_methods", "places", "media"];
        assert_eq!(nearest("transfer_metods", known), Some("transfer_methods"));
        assert_eq!(nearest("plases", known), Some("places"));
        assert_eq!(nearest("zzzzzz", known), None);
    }
}
