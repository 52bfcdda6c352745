//! What a new version of packs would change on ledgers, as text.

mod lists;

use std::cmp::Ordering;
use std::fmt::Write as _;

use daicho_rules::{How, Lang, Severity};

use super::page::{Extent, Page};
use super::style::{Ink, Palette, cut, pad, pad_left};
use crate::assessment::{Assessment, LEVELS, LevelOf};
use crate::preview::Preview;

/// Width of the names of rows.
const NAME: usize = 34;
/// Width of a pair of numbers.
const PAIR: usize = 13;

/// Totals before and after, then the risks, findings and questions that change, with the reasons.
pub fn preview_text(preview: &Preview, extent: Extent, lang: Lang, palette: Palette) -> String {
    let mut page = Page::new(extent, lang, palette);
    page.title(preview);
    page.totals(preview);
    if preview.is_empty() {
        let text = page.pick("この台帳の結果は変わりません。", "Nothing changes on this ledger.");
        page.line(2, &text);
    } else {
        lists::risks(&mut page, preview);
        lists::findings(&mut page, preview);
        lists::questions(&mut page, preview);
    }
    // It stands below the comparison.
    format!("\n{}", page.out)
}

/// One line for each ledger, and their sum.
pub fn previews_text(previews: &[Preview], lang: Lang, palette: Palette) -> String {
    let mut page = Page::new(Extent::All, lang, palette);
    let count = previews.len();
    page.heading(&format!("全体（台帳{count}件）"), &format!("All {count} ledgers"));
    let heads = [
        ("リスク", "risks"),
        ("現れる", "appear"),
        ("なくなる", "vanish"),
        ("区分が上がる", "rise"),
        ("区分が下がる", "fall"),
        ("許容水準超", "above"),
        ("指摘事項", "findings"),
        ("確認事項", "questions"),
    ];
    let mut head = pad("", NAME);
    for (ja, en) in heads {
        let _ = write!(head, "{}", pad_left(&page.pick(ja, en), PAIR));
    }
    page.line(2, &head);
    let mut sum = [[0_usize; 2]; 8];
    let rows = previews.iter().map(|preview| (preview.new.ledger.client.as_str(), numbers(preview)));
    for (client, numbers) in rows {
        for (total, number) in sum.iter_mut().zip(numbers) {
            for (total, number) in total.iter_mut().zip(number) {
                *total += number;
            }
        }
        page.row(client, numbers);
    }
    let all = page.pick("計", "total");
    page.row(&all, sum);
    // It stands below the comparison.
    format!("\n{}", page.out)
}

/// Before and after; twice the same for what has no before.
fn numbers(preview: &Preview) -> [[usize; 2]; 8] {
    let (old, new) = (preview.old.totals(), preview.new.totals());
    let same = |number: usize| [number, number];
    [
        [old.risks, new.risks],
        same(preview.count(How::Added)),
        same(preview.count(How::Removed)),
        same(preview.moved(Ordering::Greater)),
        same(preview.moved(Ordering::Less)),
        [old.above_acceptable, new.above_acceptable],
        [preview.old.findings.len(), preview.new.findings.len()],
        [preview.old.questions.len(), preview.new.questions.len()],
    ]
}

impl Page {
    fn row(&mut self, name: &str, numbers: [[usize; 2]; 8]) {
        let mut line = pad(&cut(name, NAME - 1), NAME);
        for [before, after] in numbers {
            let _ = write!(line, "{}", pad_left(&pair(before, after), PAIR));
        }
        self.line(2, &line);
    }

    fn title(&mut self, preview: &Preview) {
        let (old, new) = (&preview.old, &preview.new);
        self.heading(
            &format!("影響の試算: {}（基準日 {}）", new.ledger.client, new.as_of),
            &format!("What changes for {} (as of {})", new.ledger.client, new.as_of),
        );
        let method = if old.method.id == new.method.id {
            new.method.title.get(self.lang).to_owned()
        } else {
            format!("{} → {}", old.method.title.get(self.lang), new.method.title.get(self.lang))
        };
        let workbooks: Vec<&str> = new.ledger.sources.iter().map(|source| source.file.as_str()).collect();
        let text = self.pick(
            &format!("台帳 {}  評価方法 {method}", workbooks.join("、")),
            &format!("workbook {}  method {method}", workbooks.join(", ")),
        );
        self.line(2, &text);
        if preview.config.is_some() {
            let text = self.pick(
                "事業者の設定（daicho.toml）を両方の版に適用しています。",
                "the client's settings (daicho.toml) hold for both versions",
            );
            self.line(2, &text);
        }
    }

    fn totals(&mut self, preview: &Preview) {
        let (old, new) = (&preview.old, &preview.new);
        let (before, after) = (old.totals(), new.totals());
        let [added, removed] = [How::Added, How::Removed].map(|how| preview.count(how));
        let [up, down, other] =
            [Ordering::Greater, Ordering::Less, Ordering::Equal].map(|direction| preview.moved(direction));
        let (unrated_ja, unrated_en) = match other {
            0 => (String::new(), String::new()),
            other => (format!("、評価の有無が変わる {other}"), format!(", become rated or unrated {other}")),
        };
        let (rescored, same) = (preview.rescored, preview.same);
        let risks = pair(before.risks, after.risks);
        let text = self.pick(
            &format!(
                "リスク {risks}（現れる {added}、なくなる {removed}、区分が上がる {up}、下がる {down}{unrated_ja}、点数だけ変わる {rescored}、変わらない {same}）"
            ),
            &format!(
                "risks {risks} (appear {added}, vanish {removed}, rise to a higher band {up}, fall {down}{unrated_en}, only rescored {rescored}, unchanged {same})"
            ),
        );
        self.line(2, &text);
        let titles = |assessment: &Assessment| {
            assessment.method.bands.iter().map(|band| band.title.clone()).collect::<Vec<_>>()
        };
        if titles(old) == titles(new) {
            self.bands(&[old, new]);
        } else {
            for (ja, en, assessment) in [("変更前", "before", old), ("変更後", "after", new)] {
                let text = self.pick(ja, en);
                self.line(2, &text);
                self.bands(&[assessment]);
            }
        }
        let acceptable = |assessment: &Assessment| {
            let method = &assessment.method;
            let band = method.bands.iter().find(|band| band.id == method.acceptable);
            band.map_or("–", |band| band.title.get(self.lang)).to_owned()
        };
        let (was, is) = (acceptable(old), acceptable(new));
        let acceptable = if was == is { is } else { format!("{was} → {is}") };
        let above = pair(before.above_acceptable, after.above_acceptable);
        let text = self.pick(
            &format!("許容水準（{acceptable}）を超える残留リスク {above}"),
            &format!("residual risks above the acceptable band ({acceptable}) {above}"),
        );
        self.line(2, &text);
        let severity = |wanted: Severity| {
            let count = |totals: &crate::assessment::Totals| {
                totals.findings.iter().find(|(known, _)| *known == wanted).map_or(0, |(_, count)| *count)
            };
            pair(count(&before), count(&after))
        };
        let [must, should, info] = [Severity::Must, Severity::Should, Severity::Info].map(severity);
        let findings = pair(old.findings.len(), new.findings.len());
        let questions = pair(old.questions.len(), new.questions.len());
        let text = self.pick(
            &format!("指摘事項 {findings}（必須 {must}、推奨 {should}、参考 {info}）  確認事項 {questions}"),
            &format!(
                "findings {findings} (must {must}, should {should}, info {info})  questions {questions}"
            ),
        );
        self.line(2, &text);
        let failures = [old, new].map(|assessment| assessment.failures.len());
        if let [before, after] = failures
            && before + after > 0
        {
            let failures = pair(before, after);
            let text = self.pick(
                &format!("評価できなかったルール {failures}"),
                &format!("rules that could not be run {failures}"),
            );
            self.line(2, &self.palette.paint(Ink::Bad, &text));
        }
    }

    /// One line for each level: how many risks are in each band, before and after.
    fn bands(&mut self, assessments: &[&Assessment]) {
        let Some(first) = assessments.first() else { return };
        if first.method.bands.is_empty() {
            return;
        }
        let mut head = pad("", NAME);
        for band in &first.method.bands {
            let _ = write!(head, "{}", pad_left(band.title.get(self.lang), PAIR));
        }
        let _ = write!(head, "{}", pad_left(&self.pick("未評価", "unrated"), PAIR));
        self.line(2, &head);
        for (id, level) in LEVELS {
            let mut line = pad(&self.level(id), NAME);
            for band in &first.method.bands {
                let counts: Vec<usize> = assessments
                    .iter()
                    .map(|a| a.by_band(level).get(&band.id).copied().unwrap_or(0))
                    .collect();
                let _ = write!(line, "{}", pad_left(&together(&counts), PAIR));
            }
            let counts: Vec<usize> =
                assessments.iter().map(|assessment| unrated(assessment, level)).collect();
            let _ = write!(line, "{}", pad_left(&together(&counts), PAIR));
            self.line(2, &line);
        }
    }

    fn level(&self, id: &str) -> String {
        match id {
            "inherent" => self.pick("固有（対策なし）", "inherent"),
            "current" => self.pick("現状", "current"),
            _ => self.pick("対策後（計画）", "planned"),
        }
    }
}

fn unrated(assessment: &Assessment, level: LevelOf) -> usize {
    assessment.risks.iter().filter(|risk| level(risk).band.is_none()).count()
}

fn together(counts: &[usize]) -> String {
    match counts {
        [before, after] => pair(*before, *after),
        counts => counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

/// Two numbers, once if they are the same.
fn pair(before: usize, after: usize) -> String {
    if before == after { after.to_string() } else { format!("{before} → {after}") }
}
