//! The full answer to an auditor who points at one risk.

use daicho_rules::{Change, Lang, Override};

use crate::assessment::{Assessment, ControlState, Question, QuestionKind, RecordRef, Risk, RiskControl};
use crate::write::summary;
use crate::write::{changes, title, words};

use super::lines::{bullet, labelled, pick};
use super::reasons::Reasons;
use super::{rating_steps, read_text, score_steps};

/// Why a risk is there, how it was scored, what is done about it and what comes next.
///
/// Where no reasons are given, the cells that were read stand for them.
pub(super) fn risk_text(risk: &Risk, assessment: &Assessment, reasons: &Reasons, lang: Lang) -> String {
    let mut lines = vec![risk.title.get(lang).to_owned(), String::new()];
    subject(risk, assessment, lang, &mut lines);
    reason(risk, assessment, reasons, lang, &mut lines);
    score(risk, assessment, reasons, lang, &mut lines);
    beside(risk, assessment, lang, &mut lines);
    controls(risk, assessment, lang, &mut lines);
    next(risk, assessment, lang, &mut lines);
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// A record with its department and cell.
pub(super) fn record_text(record: &RecordRef, assessment: &Assessment, lang: Lang) -> String {
    let place = record.at.map(|at| assessment.ledger.place(at)).unwrap_or_default();
    let beside = [record.department.as_str(), place.as_str()].into_iter().filter(|text| !text.is_empty());
    let beside = title::join(beside, lang);
    match (beside.is_empty(), lang) {
        (true, _) => record.name.clone(),
        (false, Lang::Ja) => format!("{}（{beside}）", record.name),
        (false, Lang::En) => format!("{} ({beside})", record.name),
    }
}

/// What a risk concerns.
pub(super) fn subject(risk: &Risk, assessment: &Assessment, lang: Lang, lines: &mut Vec<String>) {
    lines.push(pick(lang, "■ 対象", "What it concerns"));
    let item = record_text(&risk.item, assessment, lang);
    lines.push(labelled(words::ITEM.get(lang), &item, lang));
    lines.push(labelled(words::STAGE.get(lang), title::stage(assessment, &risk.stage, lang), lang));
    if !risk.singulars.is_empty() {
        lines.push(labelled(words::MEDIUM.get(lang), &title::singulars(risk, lang), lang));
    }
    lines.push(labelled(
        words::KINDS.get(lang),
        &title::join(title::kinds(risk, lang).into_iter(), lang),
        lang,
    ));
    lines.push(labelled(words::ID.get(lang), &risk.id, lang));
    lines.push(labelled(words::AS_OF.get(lang), &assessment.as_of.to_string(), lang));
    lines.push(String::new());
}

fn reason(risk: &Risk, assessment: &Assessment, reasons: &Reasons, lang: Lang, lines: &mut Vec<String>) {
    lines.push(pick(lang, "■ このリスクを挙げた理由", "Why this risk is there"));
    let why = risk.why.get(lang);
    if !why.is_empty() {
        lines.push(format!("  {why}"));
    }
    let rule = rule_text(&risk.rule, assessment);
    if !reasons.condition.is_empty() {
        lines.push(match lang {
            Lang::Ja => format!("  次の条件がそろったため、ルール {rule} に該当します。"),
            Lang::En => format!("  Rule {rule} applies, because this is so:"),
        });
        lines.extend(reasons.condition.iter().map(|line| format!("  {line}")));
        lines.extend(reasons.others.clone());
    } else if risk.reads.is_empty() {
        lines.push(match lang {
            Lang::Ja => format!("  ルール {rule} により該当します。"),
            Lang::En => format!("  Rule {rule} applies."),
        });
    } else {
        lines.push(match lang {
            Lang::Ja => format!("  ルール {rule} が、台帳の次の記載から該当すると判断しました。"),
            Lang::En => format!("  Rule {rule} applies, judging by what the ledger says here:"),
        });
        lines.extend(risk.reads.iter().map(|read| bullet(&read_text(read, assessment, lang), lang)));
    }
    if !risk.basis.is_empty() {
        let basis = title::join(risk.basis.iter().map(String::as_str), lang);
        lines.push(labelled(words::BASIS.get(lang), &basis, lang));
    }
    if !risk.verified {
        lines.push(pick(
            lang,
            "  ※ このルールの根拠には、出典を確認できていないものがあります。",
            "  Note: part of what this rule rests on is not verified against its source.",
        ));
    }
    lines.push(String::new());
}

/// The rule with the version of the pack it comes from.
pub(super) fn rule_text(rule: &str, assessment: &Assessment) -> String {
    let pack = rule.split('/').next().unwrap_or_default();
    match assessment.packs.iter().find(|known| known.id == pack) {
        Some(pack) if !pack.version.is_empty() => format!("{rule} ({} {})", pack.id, pack.version),
        _ => rule.to_owned(),
    }
}

/// The cells that an impact rests on.
fn impact_line(risk: &Risk, assessment: &Assessment, lang: Lang) -> Option<String> {
    let impact = risk.impact.filter(|_| !risk.impact_reads.is_empty())?;
    let reads: Vec<String> = risk.impact_reads.iter().map(|read| read_text(read, assessment, lang)).collect();
    let reads = title::join(reads.iter().map(String::as_str), lang);
    Some(match lang {
        Lang::Ja => bullet(&format!("影響度{impact}の根拠：{reads}"), lang),
        Lang::En => bullet(&format!("impact {impact}, judging by {reads}"), lang),
    })
}

/// What further methods make of a risk.
fn beside(risk: &Risk, assessment: &Assessment, lang: Lang, lines: &mut Vec<String>) {
    let Some(at) = assessment.risks.iter().position(|known| known.id == risk.id) else { return };
    for beside in assessment.beside.iter().filter(|beside| summary::rates(&beside.method)) {
        let title = beside.method.title.get(lang);
        lines.push(match lang {
            Lang::Ja => format!("■ 併記する評価方法（{title}）"),
            Lang::En => format!("By a further method ({title})"),
        });
        let Some(rated) = beside.ratings.get(at).map(|rating| rating.of(risk)) else { continue };
        lines.extend(impact_line(&rated, assessment, lang));
        let bare = Risk { impact_reads: Vec::new(), ..rated };
        let steps = rating_steps(&bare, assessment, &beside.method, lang);
        lines.extend(steps.into_iter().map(|step| bullet(&step, lang)));
        lines.push(String::new());
    }
}

fn score(risk: &Risk, assessment: &Assessment, reasons: &Reasons, lang: Lang, lines: &mut Vec<String>) {
    let method = &assessment.method;
    if !summary::rates(method) {
        return;
    }
    lines.push(match lang {
        Lang::Ja => format!("■ 評価（{}）", method.title.get(lang)),
        Lang::En => format!("How it was rated ({})", method.title.get(lang)),
    });
    // Impact and threat are the same in all three states: what they rest on is told once.
    for (word, factor, because) in
        [(words::IMPACT, risk.impact, &reasons.impact), (words::THREAT, risk.threat, &reasons.threat)]
    {
        if let (Some(factor), Some((first, below))) = (factor, because.split_first()) {
            let word = word.get(lang);
            lines.push(match lang {
                Lang::Ja => bullet(&format!("{word}{factor}：{first}"), lang),
                Lang::En => bullet(&format!("{word} {factor}, {first}"), lang),
            });
            lines.extend(below.iter().cloned());
        }
    }
    if reasons.impact.is_empty() {
        lines.extend(impact_line(risk, assessment, lang));
    }
    lines.extend(overrides(risk, assessment, lang).into_iter().map(|line| bullet(&line, lang)));
    let bare = Risk { impact_reads: Vec::new(), ..risk.clone() };
    lines.extend(score_steps(&bare, assessment, lang).into_iter().map(|step| bullet(&step, lang)));
    let acceptable = title::band(assessment, Some(&method.acceptable), lang);
    let verdict = match (
        summary::is_unrated(method, risk),
        summary::remains(method, risk),
        risk.may_not_remain(),
    ) {
        (true, ..) => pick(
            lang,
            "要素が確定していないため未評価です。0点とも最大とも扱いません。",
            "Not rated, since a factor is unknown; it counts neither as zero nor as the maximum.",
        ),
        (false, true, true) => pick(
            lang,
            "許容水準を超えています。不正な取得・目的外利用・法令等の違反にあたるため、承認しても残すことはできません。",
            "Above the acceptable level, and of a kind (misuse or violation) that may not remain even if approved.",
        ),
        (false, true, false) => match lang {
            Lang::Ja => format!(
                "許容水準（{acceptable}以下）を超えて残っています。追加の対策か、責任者の承認が必要です。"
            ),
            Lang::En => {
                format!("Above the acceptable level ({acceptable} or lower): it needs treatment or approval.")
            }
        },
        (false, false, _) => match lang {
            Lang::Ja => format!("許容水準（{acceptable}以下）に収まっています。"),
            Lang::En => format!("Within the acceptable level ({acceptable} or lower)."),
        },
    };
    lines.push(format!("  {verdict}"));
    if let Some(judged) = risk.decision.override_score {
        let reason = match risk.decision.override_reason.trim() {
            "" => pick(lang, "理由の記載なし", "no reason given"),
            reason => reason.to_owned(),
        };
        lines.push(match lang {
            Lang::Ja => format!("  見直し評価：{judged}点（{reason}）。計算した点数と併記します。"),
            Lang::En => {
                format!("  Judged by a person as {judged} ({reason}); it stands beside the computed score.")
            }
        });
    }
    if !method.verified {
        lines.push(format!("  {}", words::METHOD_CAVEAT.get(lang)));
    }
    lines.push(String::new());
}

/// Factors that the client overrides: what was computed stands beside what was set, with the reason.
fn overrides(risk: &Risk, assessment: &Assessment, lang: Lang) -> Vec<String> {
    let (Some(client), Some(computed)) = (&assessment.client, risk.computed) else { return Vec::new() };
    let in_force = client.overrides.iter().map(|departure| &departure.given);
    let in_force = in_force.filter(|given| given.rule == risk.rule && !given.grounds.expired);
    let line = |given: &Override| {
        let (name, before, after) = match given.change {
            Change::Threat(..) => (words::THREAT, computed.threat, risk.threat),
            Change::Impact(..) => (words::IMPACT, computed.impact, risk.impact),
            Change::Off | Change::Severity(..) => return None,
        };
        let name = name.get(lang);
        let number = |factor: Option<u8>| factor.map_or_else(|| "？".to_owned(), |factor| factor.to_string());
        let (before, after) = (number(before), number(after));
        let approval = changes::approval(&given.grounds, lang);
        let parts = [given.grounds.reason.as_str(), &approval];
        let why = title::join(parts.into_iter().filter(|part| !part.is_empty()), lang);
        (before != after).then(|| match lang {
            Lang::Ja => format!("{name}は計算では{before}、設定により{after}：{why}"),
            Lang::En => format!("{name} computed {before}, overridden {after}: {why}"),
        })
    };
    in_force.filter_map(line).collect()
}

fn controls(risk: &Risk, assessment: &Assessment, lang: Lang, lines: &mut Vec<String>) {
    lines.push(pick(lang, "■ 対策の状況", "Controls"));
    if risk.controls.is_empty() {
        lines.push(pick(
            lang,
            "  このルールに対応する対策は登録されていません。",
            "  The rule names no controls.",
        ));
    }
    for control in &risk.controls {
        lines.push(bullet(&control_text(control, assessment, lang), lang));
    }
    lines.push(String::new());
}

fn control_text(control: &RiskControl, assessment: &Assessment, lang: Lang) -> String {
    let family = title::family(assessment, &control.family, lang);
    let level = title::level(control.level).get(lang);
    let mut facts = vec![family.to_owned(), level.to_owned()];
    match (control.source, lang) {
        (Some(at), Lang::Ja) => facts.push(format!("{}で確認", assessment.ledger.place(at))),
        (Some(at), Lang::En) => facts.push(format!("seen at {}", assessment.ledger.place(at))),
        (None, _) => {}
    }
    if control.state == ControlState::Unknown {
        facts.push(pick(lang, "記載がないため未実施とみなす", "nothing says so; taken as not in place"));
    }
    if let Some(due) = control.due {
        facts.push(match lang {
            Lang::Ja => format!("期限 {due}"),
            Lang::En => format!("due {due}"),
        });
    }
    if !control.owner.is_empty() {
        facts.push(match lang {
            Lang::Ja => format!("担当 {}", control.owner),
            Lang::En => format!("owner {}", control.owner),
        });
    }
    let facts = title::join(facts.iter().map(String::as_str), lang);
    let state = title::state(control.state).get(lang);
    let symbol = title::symbol(control.state);
    let name = control.title.get(lang);
    match lang {
        Lang::Ja => format!("{symbol} {state}：{name}（{facts}）"),
        Lang::En => format!("{symbol} {state}: {name} ({facts})"),
    }
}

fn next(risk: &Risk, assessment: &Assessment, lang: Lang, lines: &mut Vec<String>) {
    let mut steps = Vec::new();
    let asked = assessment.questions.iter().filter(|question| concerns(question, risk));
    steps.extend(asked.map(|question| match lang {
        Lang::Ja => format!("確認する：{}", question.ask.get(lang)),
        Lang::En => format!("Ask: {}", question.ask.get(lang)),
    }));
    let lacking = risk.controls.iter().filter(|control| control.is_lacking());
    steps.extend(lacking.filter_map(|control| control_step(control, assessment, lang)));
    let blanks = undecided(risk, assessment, lang);
    if !blanks.is_empty() {
        let blanks = title::join(blanks.into_iter(), lang);
        steps.push(match lang {
            Lang::Ja => format!("リスク分析表に記入する：{blanks}"),
            Lang::En => format!("Fill in beside the risk: {blanks}"),
        });
    }
    if steps.is_empty() {
        steps.push(pick(
            lang,
            "次回の見直しまで、現在の対策を続ける。",
            "Keep the controls as they are until the next review.",
        ));
    }
    lines.push(pick(lang, "■ 次にすること", "What comes next"));
    lines.extend(steps.iter().map(|step| bullet(step, lang)));
}

/// What to do about a control that is lacking; nothing where a question already asks about it.
fn control_step(control: &RiskControl, assessment: &Assessment, lang: Lang) -> Option<String> {
    let overdue = control.due.is_some_and(|due| due < assessment.as_of);
    let (ja, en) = match control.state {
        ControlState::Planned if overdue => ("期限を過ぎた予定を実施する", "Carry out what is overdue"),
        ControlState::Planned => ("予定どおり実施する", "Carry out as planned"),
        ControlState::Partly => ("残りを実施する", "Complete"),
        ControlState::NotInPlace => ("実施を検討する", "Consider"),
        ControlState::Unknown if is_asked(control, assessment) => return None,
        ControlState::Unknown => ("実施の有無を確認する", "Find out whether it is done"),
        ControlState::InPlace | ControlState::NotApplicable => return None,
    };
    let name = control.title.get(lang);
    Some(match lang {
        Lang::Ja => format!("{ja}：{name}"),
        Lang::En => format!("{en}: {name}"),
    })
}

/// True if there is a question about a control.
fn is_asked(control: &RiskControl, assessment: &Assessment) -> bool {
    let mut asked = assessment.questions.iter().filter(|question| question.kind == QuestionKind::Control);
    asked.any(|question| question.field == control.id)
}

/// True if the answer to a question bears on the risk.
fn concerns(question: &Question, risk: &Risk) -> bool {
    if question.kind == QuestionKind::Control {
        // A question for the sake of other risks, whose items show less, is none for this one.
        let open = |control: &RiskControl| control.state == ControlState::Unknown;
        return risk.controls.iter().any(|control| open(control) && control.id == question.field);
    }
    let same_item = question
        .record
        .as_ref()
        .is_none_or(|record| record.register == risk.item.register && record.record == risk.item.record);
    same_item && question.rules.contains(&risk.rule)
}

/// What people still have to say about a risk that remains.
fn undecided(risk: &Risk, assessment: &Assessment, lang: Lang) -> Vec<&'static str> {
    if !summary::remains(&assessment.method, risk) {
        return Vec::new();
    }
    let decision = &risk.decision;
    let blanks = [
        (decision.treatment.is_empty(), words::TREATMENT),
        (decision.reason.is_empty(), words::REASON),
        (decision.plan.is_empty(), words::MORE_CONTROLS),
        (decision.owner.is_empty(), words::OWNER),
        (decision.due.is_none(), words::DUE),
        (decision.approver.is_empty(), words::APPROVER),
        (decision.approved_on.is_none(), words::APPROVED_ON),
    ];
    blanks.into_iter().filter(|(blank, _)| *blank).map(|(_, word)| word.get(lang)).collect()
}
