//! What must happen to residual risks, and what is late.

use chrono::NaiveDate;
use daicho_rules::{ControlLevel, Method, Severity, Text};
use indexmap::IndexMap;

use crate::assessment::{ControlState, Finding, RecordRef, Risk, RiskControl};

/// Rule of the findings about risks that may not remain.
pub(crate) const MAY_NOT_REMAIN_RULE: &str = "daicho/RES-02";
/// Kinds of risk that may not remain at all: the law forbids what they are.
const MAY_NOT_REMAIN: [&str; 2] = ["misuse", "violation"];

impl RiskControl {
    /// True if the control is neither fully in place nor left out as not applicable.
    pub fn is_lacking(&self) -> bool {
        !matches!(self.state, ControlState::InPlace | ControlState::NotApplicable)
    }
}

impl Risk {
    /// True if a required control (level S) is lacking; without required ones, if any is.
    pub fn lacks_required(&self) -> bool {
        let mut required = self.controls.iter().filter(|control| control.level == ControlLevel::S).peekable();
        match required.peek() {
            Some(_) => required.any(RiskControl::is_lacking),
            None => self.controls.iter().any(RiskControl::is_lacking),
        }
    }

    /// True if it may not remain at all, by its kind.
    pub fn may_not_remain(&self) -> bool {
        self.kinds.iter().any(|kind| MAY_NOT_REMAIN.contains(&kind.as_str()))
    }

    /// True if it stands above the acceptable band with the controls in place.
    pub fn exceeds(&self, method: &Method) -> bool {
        self.current.band.as_deref().is_some_and(|band| method.exceeds(band))
    }

    /// What people still have to record before this residual risk may stand.
    pub fn undecided(&self) -> Vec<Text> {
        let decision = &self.decision;
        [
            (decision.reason.is_empty(), "理由", "reason"),
            (decision.plan.is_empty(), "追加対策", "plan"),
            (decision.owner.is_empty(), "担当", "owner"),
            (decision.due.is_none(), "期限", "due date"),
            (decision.approver.is_empty(), "承認者", "approver"),
            (decision.approved_on.is_none(), "承認日", "approval date"),
        ]
        .into_iter()
        .filter(|(missing, _, _)| *missing)
        .map(|(_, ja, en)| Text::new(ja, en))
        .collect()
    }
}

/// Findings about the residual risks themselves.
///
/// Risks above the acceptable band need a decision; risks of kind misuse or violation may not remain;
/// planned measures past their date are overdue. One finding for each rule, so that forty items with the
/// same gap read as one.
pub(crate) fn findings(risks: &[Risk], overdue: &[(RecordRef, NaiveDate)], method: &Method) -> Vec<Finding> {
    let mut findings = Vec::new();
    let undecided: Vec<&Risk> =
        risks.iter().filter(|risk| risk.exceeds(method) && !risk.undecided().is_empty()).collect();
    if !undecided.is_empty() {
        findings.push(undecided_finding(undecided.len()));
    }
    if method.has_bands() {
        let mut remaining: IndexMap<&str, Vec<&Risk>> = IndexMap::new();
        for risk in risks.iter().filter(|risk| risk.may_not_remain() && risk.lacks_required()) {
            remaining.entry(risk.rule.as_str()).or_default().push(risk);
        }
        findings.extend(remaining.values().filter_map(|risks| remaining_finding(risks)));
    }
    findings.extend(overdue.iter().map(|(record, due)| overdue_finding(record, *due)));
    findings
}

fn finding(id: String, rule: &str, title: Text, why: Text, fix: Text) -> Finding {
    Finding {
        id,
        rule: rule.to_owned(),
        severity: Severity::Must,
        title,
        why,
        fix,
        basis: vec!["J.3.1.4".to_owned()],
        verified: true,
        record: None,
        reads: Vec::new(),
    }
}

fn undecided_finding(count: usize) -> Finding {
    finding(
        "ledger:daicho/RES-01".to_owned(),
        "daicho/RES-01",
        Text::new(
            format!("許容水準を超える残留リスクが{count}件あり、対応の判断が記録されていません"),
            format!("{count} residual risks stand above the acceptable band without a recorded decision"),
        ),
        Text::new(
            "許容水準を超えて残すリスクは、理由・追加対策・担当・期限・承認がそろって初めて把握し管理していると言えます。",
            "A risk that remains above the acceptable band is under control only with reason, plan, owner, due date and approval.",
        ),
        Text::new(
            "「残留リスク報告書」と「リスク分析表」の判断欄を記入し、承認を受けてください。",
            "Fill in the decision columns of the risk analysis and have them approved.",
        ),
    )
}

fn remaining_finding(risks: &[&Risk]) -> Option<Finding> {
    let first = risks.first()?;
    let mut items: Vec<&str> = risks.iter().map(|risk| risk.item.key.as_str()).collect();
    items.dedup();
    let list = items.join(", ");
    Some(Finding {
        basis: first.basis.clone(),
        ..finding(
            format!("ledger:{MAY_NOT_REMAIN_RULE}:{}", first.rule),
            MAY_NOT_REMAIN_RULE,
            Text::new(
                format!(
                    "残留リスクとして残せないリスクに、必須の対策がそろっていません: {}（{}）",
                    first.title.ja, first.rule
                ),
                format!(
                    "a risk that may not remain lacks required controls: {} ({})",
                    first.title.en, first.rule
                ),
            ),
            Text::new(
                format!("目的外利用や法令違反に当たるリスクは「許容」の対象になりません。該当: {list}"),
                format!("Risks of misuse or violation cannot be accepted as residual. Items: {list}"),
            ),
            Text::new(
                "リスク分析表で未実施・不明の必須対策を確かめ、すべて実施してください。",
                "See which required controls the risk analysis shows as missing or unknown, and put all of them in place.",
            ),
        )
    })
}

fn overdue_finding(record: &RecordRef, due: NaiveDate) -> Finding {
    Finding {
        record: Some(record.clone()),
        ..finding(
            format!("{}:daicho/RES-03", record.key),
            "daicho/RES-03",
            Text::new(
                format!("予定した対策が期限（{due}）を過ぎています: {}", record.name),
                format!("a planned control is overdue since {due}: {}", record.name),
            ),
            Text::new(
                "対策後の評価は、予定どおり実施されることを前提にしています。",
                "The planned score rests on the plan being carried out.",
            ),
            Text::new(
                "実施して状況を更新するか、新しい期限と理由を記録してください。",
                "Carry it out and update its status, or record a new date and the reason.",
            ),
        )
    }
}
