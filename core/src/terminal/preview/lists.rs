//! Risks, findings and questions that change, by rule.

use std::cmp::Ordering;

use daicho_rules::{How, Lang, Severity};

use super::super::page::Extent;
use super::super::style::{Ink, cut};
use super::Page;
use crate::assessment::{LEVELS, QuestionKind};
use crate::preview::{FindingChange, Preview, QuestionChange, Reason, RiskChange};
use crate::write::title;

/// Most items of a group that are named in short.
const ITEMS: usize = 4;
/// Most groups that are shown in short.
const GROUPS: usize = 24;
/// Most reasons that are named in one line.
const REASONS: usize = 3;

/// Entries that are told in one line, with that line.
struct Group<'p, T> {
    /// Heading above it, such as a rule with its title.
    under: String,
    line: String,
    members: Vec<&'p T>,
}

/// Puts entries with the same heading and line together, in their order.
fn grouped<'p, T>(entries: &'p [T], name: impl Fn(&T) -> (String, String)) -> Vec<Group<'p, T>> {
    let mut groups: Vec<Group<'p, T>> = Vec::new();
    for entry in entries {
        let (under, line) = name(entry);
        match groups.iter_mut().find(|group| group.under == under && group.line == line) {
            Some(group) => group.members.push(entry),
            None => groups.push(Group { under, line, members: vec![entry] }),
        }
    }
    // Groups under one heading may have come between each other.
    let order: Vec<String> = groups.iter().map(|group| group.under.clone()).collect();
    groups.sort_by_key(|group| order.iter().position(|under| *under == group.under));
    groups
}

/// The reasons with the number of risks behind each, then the risks by rule.
pub(super) fn risks(page: &mut Page, preview: &Preview) {
    if preview.risks.is_empty() {
        return;
    }
    let count = preview.risks.len();
    page.heading(&format!("変わるリスク {count}件"), &format!("Risks that change: {count}"));
    let numbered = reasons_of(page, preview);
    let groups = grouped(&preview.risks, |change| {
        let how = match change.how {
            How::Added => page.pick("現れる", "appear"),
            How::Removed => page.pick("なくなる", "vanish"),
            How::Changed => match change.direction {
                Ordering::Greater => page.pick("区分が上がる", "rise"),
                Ordering::Less => page.pick("区分が下がる", "fall"),
                Ordering::Equal => page.pick("評価の有無が変わる", "become rated or unrated"),
            },
        };
        let numbers = numbered.iter().enumerate().filter(|(_, reason)| change.reasons.contains(reason));
        let numbers = numbers.map(|(at, _)| format!("[{}]", at + 1)).collect::<Vec<_>>().concat();
        let title = cut(change.title.get(page.lang), 90);
        (format!("{}  {title}", change.rule), format!("{how} {numbers}"))
    });
    let mut groups = groups;
    for group in &mut groups {
        // What will need a decision stands first.
        group.members.sort_by_key(|change| !change.exceeds || change.exceeded);
    }
    show(page, 4, &groups, |page, change| risk(page, preview, change));
}

/// Prints the reasons with the number of risks behind each, the most frequent first, and gives them in that order.
fn reasons_of<'p>(page: &mut Page, preview: &'p Preview) -> Vec<&'p Reason> {
    let mut reasons: Vec<(&Reason, usize)> = Vec::new();
    for reason in preview.risks.iter().flat_map(|change| &change.reasons) {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((reason, 1)),
        }
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let text = page.pick("理由", "Reasons");
    page.line(2, &text);
    for (at, (reason, count)) in reasons.iter().enumerate() {
        let count = page.pick(&format!("（{count}件）"), &format!(" ({count})"));
        let line = format!("[{}] {}{count}", at + 1, reason.text.get(page.lang));
        page.line(4, &line);
        if let Some(given) = &reason.given {
            let given = given.get(page.lang);
            let line = page.pick(&format!("{given} のとき"), &format!("where {given}"));
            page.line(8, &line);
        }
    }
    let text = page.pick("ルール別", "By rule");
    page.line(2, &text);
    reasons.into_iter().map(|(reason, _)| reason).collect()
}

/// Shows groups under their headings, each with its first members.
fn show<T>(page: &mut Page, indent: usize, groups: &[Group<'_, T>], member: impl Fn(&Page, &T) -> String) {
    let (shown, named) = match page.extent {
        Extent::All => (usize::MAX, usize::MAX),
        Extent::Short => (GROUPS, ITEMS),
    };
    let mut under = "";
    for group in groups.iter().take(shown) {
        if group.under != under {
            under = &group.under;
            page.line(indent, under);
        }
        let count = group.members.len();
        let line = page.pick(&format!("{} {count}件", group.line), &format!("{}: {count}", group.line));
        page.line(indent + 2, &line);
        for one in group.members.iter().take(named) {
            let text = format!("{}{}", page.pick("・", "- "), member(page, one));
            page.line(indent + 4, &text);
        }
        more(page, count.saturating_sub(named), indent + 4);
    }
    let left = groups.iter().skip(shown).map(|group| group.members.len()).sum();
    more(page, left, indent);
}

fn more(page: &mut Page, count: usize, indent: usize) {
    if count > 0 {
        let text = page.pick(
            &format!("ほか{count}件（--all ですべて表示）"),
            &format!("and {count} more (--all shows them)"),
        );
        let text = page.palette.paint(Ink::Faint, &text);
        page.line(indent, &text);
    }
}

/// The item of a risk, and its bands.
fn risk(page: &Page, preview: &Preview, change: &RiskChange) -> String {
    let singulars: Vec<&str> = change.singulars.iter().map(|one| one.title.get(page.lang)).collect();
    let about = match page.lang {
        _ if singulars.is_empty() => String::new(),
        Lang::Ja => format!("［{}］", singulars.join("、")),
        Lang::En => format!(" [{}]", singulars.join(", ")),
    };
    let band = |book, id: &Option<String>| title::band(book, id.as_deref(), page.lang).to_owned();
    let mut levels = Vec::new();
    for ((id, _), bands) in LEVELS.iter().zip(&change.bands) {
        let name = match *id {
            "inherent" => page.pick("固有", "inherent"),
            "current" => page.pick("現状", "current"),
            _ => page.pick("対策後", "planned"),
        };
        match change.how {
            How::Changed if bands.before != bands.after => {
                let (before, after) = (band(&preview.old, &bands.before), band(&preview.new, &bands.after));
                levels.push(format!("{name} {before} → {after}"));
            }
            How::Added if *id == "current" => {
                levels.push(format!("{name} {}", band(&preview.new, &bands.after)));
            }
            How::Removed if *id == "current" => {
                levels.push(format!("{name} {}", band(&preview.old, &bands.before)));
            }
            _ => {}
        }
    }
    let beyond = match (change.exceeded, change.exceeds) {
        (false, true) => page.pick("（許容水準を超える）", " (above the acceptable band)"),
        (true, false) if change.how == How::Changed => {
            page.pick("（許容水準に収まる）", " (now within the acceptable band)")
        }
        (true, false) => page.pick("（許容水準を超えていた）", " (was above the acceptable band)"),
        _ => String::new(),
    };
    let name = cut(&change.item.name, 40);
    format!("{} {name}{about}  {}{beyond}", change.item.key, levels.join(&page.pick("、", ", ")))
}

/// Findings by rule and what happens to them.
pub(super) fn findings(page: &mut Page, preview: &Preview) {
    if preview.findings.is_empty() {
        return;
    }
    let count = preview.findings.len();
    page.heading(&format!("変わる指摘事項 {count}件"), &format!("Findings that change: {count}"));
    let groups = grouped(&preview.findings, |change| {
        let finding = &change.finding;
        let how = match change.how {
            How::Added => page.pick("現れる", "appear"),
            How::Removed => page.pick("なくなる", "vanish"),
            How::Changed => page.pick("変わる", "change"),
        };
        let severity = change.after.or(change.before).map_or(String::new(), |s| severity(page, s));
        let of_risks = finding.rule.starts_with("daicho/");
        let title =
            if of_risks { String::new() } else { format!("  {}", cut(finding.title.get(page.lang), 90)) };
        let reasons = listed(page, &change.reasons);
        (format!("[{severity}] {}{title}", finding.rule), format!("{how}{reasons}"))
    });
    show(page, 2, &groups, finding);
}

fn finding(page: &Page, change: &FindingChange) -> String {
    let title = change.finding.title.get(page.lang);
    match (&change.old_title, &change.finding.record) {
        (Some(old), _) => format!("{} → {title}", old.get(page.lang)),
        (None, Some(record)) if !change.finding.rule.starts_with("daicho/") => {
            format!("{} {}", record.key, cut(&record.name, 40))
        }
        (None, _) if change.finding.rule.starts_with("daicho/") => title.to_owned(),
        (None, _) => page.pick("台帳全体", "the ledger as a whole"),
    }
}

fn severity(page: &Page, severity: Severity) -> String {
    match severity {
        Severity::Must => page.pick("必須", "must"),
        Severity::Should => page.pick("推奨", "should"),
        Severity::Info => page.pick("参考", "info"),
    }
}

/// Questions by what they ask for.
pub(super) fn questions(page: &mut Page, preview: &Preview) {
    if preview.questions.is_empty() {
        return;
    }
    let count = preview.questions.len();
    page.heading(&format!("変わる確認事項 {count}件"), &format!("Questions that change: {count}"));
    let groups = grouped(&preview.questions, |change| {
        let how = match change.how {
            How::Added => page.pick("増える", "new"),
            _ => page.pick("なくなる", "no longer asked"),
        };
        let question = &change.question;
        let kind = match question.kind {
            QuestionKind::Column => page.pick("列", "column"),
            QuestionKind::Blank => page.pick("空欄", "blank"),
            QuestionKind::Unclear => page.pick("不明", "unclear"),
            QuestionKind::Doubtful => page.pick("読み取り", "doubtful"),
            QuestionKind::Control => page.pick("対策", "control"),
        };
        let under = format!("[{kind}] {}", question.title.get(page.lang));
        (under, format!("{how}{}", listed(page, &change.reasons)))
    });
    show(page, 2, &groups, |page, change| question(page, preview, change));
}

/// Reasons in brackets, the first few.
fn listed(page: &Page, reasons: &[Reason]) -> String {
    let text = |reason: &Reason| {
        let given = reason.given.as_ref().map(|given| given.get(page.lang));
        let given = given.map(|given| page.pick(&format!("、{given}のとき"), &format!(", where {given}")));
        format!("{}{}", reason.text.get(page.lang), given.unwrap_or_default())
    };
    let mut texts: Vec<String> = reasons.iter().take(REASONS).map(text).collect();
    let left = reasons.len().saturating_sub(REASONS);
    if left > 0 {
        texts.push(page.pick(&format!("ほか{left}"), &format!("{left} more")));
    }
    if texts.is_empty() {
        return String::new();
    }
    page.pick(&format!("（{}）", texts.join("、")), &format!(" ({})", texts.join("; ")))
}

fn question(page: &Page, preview: &Preview, change: &QuestionChange) -> String {
    let book = if change.how == How::Added { &preview.new } else { &preview.old };
    let place = change.question.at.map(|at| format!("{} ", book.ledger.place(at))).unwrap_or_default();
    format!("{place}{}", change.question.ask.get(page.lang))
}
