//! Packs as text, for `daicho pack`.

use std::fmt::Write as _;
use std::path::Path;

use daicho_rules::{
    ControlLevel, Gravity, Lang, Problem, Rulebook, Scaffold, Severity, Text, built_in_names,
};

use super::style::{Ink, Palette, pad};
use crate::write::{duty as write_duty, words};

/// One line for each built-in pack.
pub fn packs_text(names: &[String], lang: Lang) -> String {
    let mut out = String::new();
    for name in names {
        let Ok(rulebook) = Rulebook::load(std::slice::from_ref(name)) else { continue };
        let Some(pack) = rulebook.packs.iter().find(|pack| pack.id == *name) else { continue };
        let own = |id: &str| id.starts_with(&format!("{name}/"));
        let risks = rulebook.risks.iter().filter(|rule| own(&rule.about.id)).count();
        let checks = rulebook.checks.iter().filter(|check| own(&check.about.id)).count();
        let count = match lang {
            Lang::Ja => format!("リスク{risks}件、チェック{checks}件"),
            Lang::En => format!("{risks} risks, {checks} checks"),
        };
        let _ =
            writeln!(out, "{} {} {}  {count}", pad(name, 14), pad(&pack.version, 7), pack.title.get(lang));
    }
    out
}

/// What a pack says: every risk with its controls, and every check.
pub fn pack_text(rulebook: &Rulebook, lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    for pack in &rulebook.packs {
        let title = format!("{} {}  {}", pack.id, pack.version, pack.title.get(lang));
        let _ = writeln!(out, "{}", palette.paint(Ink::Heading, &title));
    }
    for (what, pack) in &rulebook.replaced {
        let _ = writeln!(out, "  {pack} → {what}");
    }
    for stage in &rulebook.schema.stages {
        let _ = writeln!(out, "\n{}", palette.paint(Ink::Heading, stage.title.get(lang)));
        for rule in rulebook.risks.iter().filter(|rule| rule.stage == stage.id) {
            let mark = if rule.about.verified { "" } else { unverified(lang) };
            let _ = writeln!(out, "  {}  {}{mark}", rule.about.id, rule.about.title.get(lang));
            let _ = writeln!(out, "      {}", palette.paint(Ink::Faint, &one_line(&rule.when.text)));
            for control in rule.controls.iter().filter_map(|id| rulebook.controls.get(id)) {
                let level = if control.level == ControlLevel::S { "S" } else { "A" };
                let family = rulebook.schema.families.iter().find(|family| family.id == control.family);
                let family = family.map_or("", |family| family.title.get(lang));
                let _ = writeln!(out, "      {level} {} {}", pad(family, 8), control.title.get(lang));
            }
        }
    }
    let title = Text::new("チェック", "checks");
    let _ = writeln!(out, "\n{}", palette.paint(Ink::Heading, title.get(lang)));
    for check in &rulebook.checks {
        let severity = match check.severity {
            Severity::Must => Text::new("必須", "must"),
            Severity::Should => Text::new("推奨", "should"),
            Severity::Info => Text::new("参考", "info"),
        };
        let mark = if check.about.verified { "" } else { unverified(lang) };
        let _ = writeln!(
            out,
            "  {}  [{}] {}{mark}",
            check.about.id,
            severity.get(lang),
            check.about.title.get(lang)
        );
        let _ = writeln!(out, "      → {}", check.fix.get(lang));
    }
    duties(&mut out, rulebook, lang, palette);
    steps(&mut out, rulebook, lang, palette);
    out
}

/// What to do if something happens, where a pack says so.
fn duties(out: &mut String, rulebook: &Rulebook, lang: Lang, palette: Palette) {
    if rulebook.duties.is_empty() {
        return;
    }
    let title = Text::new("義務（漏えい等が起きたとき）", "duties if something leaks");
    let _ = writeln!(out, "\n{}", palette.paint(Ink::Heading, title.get(lang)));
    for duty in &rulebook.duties {
        let mark = if duty.about.verified { "" } else { unverified(lang) };
        let _ = writeln!(out, "  {}  {}{mark}", duty.about.id, duty.about.title.get(lang));
        let condition = if duty.is_for_all() {
            Text::new("すべての個人情報", "all items").get(lang).to_owned()
        } else {
            one_line(&duty.when.text)
        };
        let manner = duty.manner.iter().map(|manner| manner.get(lang).to_owned());
        let first = duty
            .preliminary_days
            .map(|days| format!("{} {}", words::PRELIMINARY.get(lang), write_duty::preliminary(days, lang)));
        let full = duty
            .final_days
            .map(|days| format!("{} {}", words::FINAL.get(lang), write_duty::full(days, lang)));
        let facts: Vec<String> = std::iter::once(condition).chain(manner).chain(first).chain(full).collect();
        let _ = writeln!(out, "      {}", palette.paint(Ink::Faint, &facts.join(" / ")));
        let _ = writeln!(out, "      → {}", duty.say.get(lang));
    }
}

/// The timetable, where a pack has one.
fn steps(out: &mut String, rulebook: &Rulebook, lang: Lang, palette: Palette) {
    if rulebook.steps.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", palette.paint(Ink::Heading, words::TIMETABLE.get(lang)));
    for step in &rulebook.steps {
        let checks = rulebook.checks.iter().filter(|check| check.step.as_ref() == Some(&step.id)).count();
        let months = step.months.as_ref().map(|months| format!("{}  ", months.get(lang))).unwrap_or_default();
        let count = match lang {
            Lang::Ja => format!("（チェック{checks}件）"),
            Lang::En => format!(" (checks {checks})"),
        };
        let _ = writeln!(out, "  {months}{}{}", step.title.get(lang), palette.paint(Ink::Faint, &count));
    }
}

fn unverified(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "（未検証）",
        Lang::En => " (unverified)",
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Problems of packs, one a line, with the place first.
pub fn problems_text(problems: &[Problem], lang: Lang, palette: Palette) -> String {
    let mut out = String::new();
    for problem in problems {
        let (word, ink) = match problem.gravity {
            Gravity::Error => (Text::new("誤り", "error"), Ink::Bad),
            Gravity::Warning => (Text::new("注意", "warning"), Ink::Middle),
            Gravity::Note => (Text::new("参考", "note"), Ink::Faint),
        };
        let word = palette.paint(ink, word.get(lang));
        let _ = writeln!(out, "{}: {word}: {}", problem.place, problem.message.get(lang));
        if let Some(help) = &problem.help {
            let _ = writeln!(out, "    → {}", help.get(lang));
        }
    }
    out
}

/// The last line of `daicho pack check`.
pub fn check_text(rulebook: &Rulebook, problems: &[Problem], lang: Lang) -> String {
    let count = |gravity| problems.iter().filter(|problem| problem.gravity == gravity).count();
    let (errors, warnings) = (count(Gravity::Error), count(Gravity::Warning));
    let (risks, checks, controls) = (rulebook.risks.len(), rulebook.checks.len(), rulebook.controls.len());
    let (duties, steps) = (rulebook.duties.len(), rulebook.steps.len());
    let more = |count: usize, ja: &str, en: &str| match (count, lang) {
        (0, _) => String::new(),
        (_, Lang::Ja) => format!("、{ja}{count}件"),
        (_, Lang::En) => format!(", {en} {count}"),
    };
    let more = format!("{}{}", more(duties, "義務", "duties"), more(steps, "段階", "steps"));
    let own = own_text(rulebook, lang);
    match lang {
        Lang::Ja => format!(
            "リスク{risks}件、チェック{checks}件、対策{controls}件{more}を調べました{own}: 誤り{errors}件、注意{warnings}件\n"
        ),
        Lang::En => {
            format!(
                "{risks} risks, {checks} checks and {controls} controls{more}{own}: {errors} error(s), {warnings} warning(s)\n"
            )
        }
    }
}

/// How many rules are those of the packs that were named; empty where all are.
fn own_text(rulebook: &Rulebook, lang: Lang) -> String {
    let risks = rulebook.risks.iter().filter(|rule| rulebook.is_named(&rule.about)).count();
    let checks = rulebook.checks.iter().filter(|check| rulebook.is_named(&check.about)).count();
    if risks == rulebook.risks.len() && checks == rulebook.checks.len() {
        return String::new();
    }
    match lang {
        Lang::Ja => format!("（うち指定したパックのリスク{risks}件、チェック{checks}件）"),
        Lang::En => format!(" (in the packs named: risks {risks}, checks {checks})"),
    }
}

/// What `daicho pack new` wrote, and what to type next.
pub fn scaffold_text(scaffold: &Scaffold, lang: Lang) -> String {
    let mut out = String::new();
    let (written, next, ledger) = match lang {
        Lang::Ja => ("作成", "次に", "台帳.xlsx"),
        Lang::En => ("written", "next", "ledger.xlsx"),
    };
    for file in &scaffold.files {
        let _ = writeln!(out, "{written}: {}", scaffold.folder.join(file).display());
    }
    let id = match lang {
        Lang::Ja => {
            format!("パックのID: {}（変えるときは --id を付けるか、pack.toml の id を直します）", scaffold.id)
        }
        Lang::En => format!("id of the pack: {} (another one: --id, or edit id in pack.toml)", scaffold.id),
    };
    let _ = writeln!(out, "{id}");
    let pack = typed(&scaffold.folder);
    let commands =
        [format!("pack check {pack}"), format!("pack test {pack}"), format!("assess {ledger} --pack {pack}")];
    for command in commands {
        let _ = writeln!(out, "{next}: daicho {command}");
    }
    out
}

/// A path as it must be typed: never taken for the name of a built-in pack, nor for several words.
fn typed(folder: &Path) -> String {
    let path = folder.display().to_string();
    let path = if built_in_names().contains(&path) { format!("./{path}") } else { path };
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

/// What came of the cases, for `daicho pack test`.
pub fn proof_text(run: usize, failed: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("ケース{run}件中、不一致{failed}件\n"),
        Lang::En => format!("{run} cases, {failed} failed\n"),
    }
}
