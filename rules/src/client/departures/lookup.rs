//! The rule that a client names, changed or not.

use serde_spanned::Spanned;

use super::{Departures, Kind};
use crate::error::Problem;
use crate::rule::{About, Status};

impl Departures<'_, '_> {
    /// The rule that a full id names, or a short one if it names only one.
    pub(super) fn rule(&mut self, name: &Spanned<String>) -> Option<(Kind, String)> {
        let wanted = name.get_ref().as_str();
        let risks = self.book.risks.iter().chain(&self.book.originals.risks);
        let checks = self.book.checks.iter().chain(&self.book.originals.checks);
        let duties = self.book.duties.iter().chain(&self.book.originals.duties);
        let all: Vec<(Kind, &About)> = risks
            .map(|rule| (Kind::Risk, &rule.about))
            .chain(checks.map(|check| (Kind::Check, &check.about)))
            .chain(duties.map(|duty| (Kind::Duty, &duty.about)))
            .collect();
        let short = |id: &str| id.rsplit('/').next() == Some(wanted);
        let mut fitting: Vec<(Kind, &About)> =
            all.iter().copied().filter(|(_, about)| about.id == wanted || short(&about.id)).collect();
        fitting.dedup_by(|a, b| a.1.id == b.1.id);
        fitting.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        fitting.dedup_by(|a, b| a.1.id == b.1.id);
        let place = self.at.content(&name.span());
        match fitting.as_slice() {
            [(kind, about)] => {
                let (kind, id) = (*kind, about.id.clone());
                if about.status == Status::Deprecated {
                    self.warn(
                        place,
                        format!("`{id}` は廃止されたルールで、適用されません"),
                        format!("`{id}` is deprecated and not applied anyway"),
                    );
                }
                Some((kind, id))
            }
            [] => {
                let problem = Problem::error(
                    place,
                    format!("ルール `{wanted}` がありません"),
                    format!("there is no rule `{wanted}`"),
                );
                let ids = all.iter().map(|(_, about)| about.id.as_str());
                let shorts = ids.clone().filter_map(|id| id.rsplit('/').next());
                let near = problem.clone().with_nearest(wanted, ids);
                let near = if near.help.is_some() { near } else { problem.with_nearest(wanted, shorts) };
                let own = wanted.starts_with("daicho/");
                self.assembly.problems.push(if own {
                    near.with_help(
                        "daicho/… はエンジン自身の指摘で、変更できません",
                        "daicho/… are findings of the engine itself and cannot be changed",
                    )
                } else {
                    near
                });
                None
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|(_, about)| about.id.as_str()).collect();
                let list = ids.join(", ");
                let problem = Problem::error(
                    place,
                    format!("`{wanted}` に当たるルールが複数あります"),
                    format!("`{wanted}` names more than one rule"),
                );
                self.assembly.problems.push(
                    problem
                        .with_help(format!("どれか一つを書きます: {list}"), format!("write one of {list}")),
                );
                None
            }
        }
    }

    pub(super) fn about(&self, id: &str) -> Option<&About> {
        let risks = self.book.risks.iter().chain(&self.book.originals.risks).map(|rule| &rule.about);
        let checks = self.book.checks.iter().chain(&self.book.originals.checks).map(|check| &check.about);
        let duties = self.book.duties.iter().chain(&self.book.originals.duties).map(|duty| &duty.about);
        risks.chain(checks).chain(duties).find(|about| about.id == id)
    }

    /// Register and singulars of a rule.
    pub(super) fn register_of(&self, id: &str) -> (String, Vec<String>) {
        let risks = self.book.risks.iter().chain(&self.book.originals.risks);
        let mut checks = self.book.checks.iter().chain(&self.book.originals.checks);
        let risk = risks.into_iter().find(|rule| rule.about.id == id);
        match (risk, checks.find(|check| check.about.id == id)) {
            (Some(rule), _) => ("items".to_owned(), rule.singulars.clone()),
            (None, Some(check)) => (check.register.clone(), check.singulars.clone()),
            (None, None) => {
                let mut duties = self.book.duties.iter().chain(&self.book.originals.duties);
                let duty = duties.find(|duty| duty.about.id == id);
                duty.map(|duty| (duty.register.clone(), duty.singulars.clone())).unwrap_or_default()
            }
        }
    }
}
