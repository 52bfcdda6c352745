//! A small client for tests, made by hand.

mod answers;
mod records;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use daicho_rules::{Band, ControlLevel, Method, MethodKind, PackIdentity, Text};
use indexmap::IndexMap;

use crate::assessment::{
    Assessment, ControlState, Decision, Level, Read, RecordRef, Risk, RiskControl, RuleFailure, Singular,
};
use crate::ledger::{Ledger, Origin};

const ITEMS: [(&str, &str, &str, &str, u8); 8] = [
    ("総務部", "健康診断結果", "紙", "有", 3),
    ("総務部", "従業員名簿（雇用契約書・人事考課表・給与台帳を含む）", "電子データ", "無", 2),
    ("人事部", "採用応募者の履歴書・職務経歴書", "紙", "無", 2),
    ("人事部", "マイナンバー収集書類", "紙", "有", 3),
    ("営業部", "=SUM(A1:A9)顧客名簿", "電子データ", "無", 2),
    ("営業部", "名刺", "紙", "無", 1),
    ("情報システム部", "Webサイト問合せ", "電子データ", "無", 2),
    ("介護事業部", "利用者カルテ・介護記録", "紙", "有", 3),
];

struct RuleRow {
    id: &'static str,
    stage: &'static str,
    title: &'static str,
    kinds: &'static [&'static str],
    threat: u8,
    controls: &'static [usize],
}

const RULES: [RuleRow; 9] = [
    RuleRow {
        id: "ACQ-01",
        stage: "acquisition",
        title: "利用目的を明示せずに本人から直接書面で取得する",
        kinds: &["violation"],
        threat: 2,
        controls: &[0, 1],
    },
    RuleRow {
        id: "ACQ-04",
        stage: "acquisition",
        title: "受け取った書類を机上に置いたまま紛失する",
        kinds: &["leak", "loss"],
        threat: 2,
        controls: &[2, 3],
    },
    RuleRow {
        id: "USE-01",
        stage: "use",
        title: "取得時に示した利用目的を超えて利用する",
        kinds: &["misuse", "violation"],
        threat: 1,
        controls: &[1, 4],
    },
    RuleRow {
        id: "USE-03",
        stage: "use",
        title: "権限のない従業者が閲覧し、内容が外部に漏れる",
        kinds: &["leak"],
        threat: 3,
        controls: &[4, 5, 6],
    },
    RuleRow {
        id: "STO-02",
        stage: "storage",
        title: "施錠されていない保管場所から盗まれる",
        kinds: &["leak", "loss"],
        threat: 2,
        controls: &[2, 3, 7],
    },
    RuleRow {
        id: "STO-06",
        stage: "storage",
        title: "障害や災害によりデータが失われ、復元できない",
        kinds: &["loss", "damage"],
        threat: 1,
        controls: &[8],
    },
    RuleRow {
        id: "TRF-02",
        stage: "transfer",
        title: "FAXの誤送信により第三者に漏えいする",
        kinds: &["leak"],
        threat: 2,
        controls: &[9, 10, 11],
    },
    RuleRow {
        id: "TRF-05",
        stage: "transfer",
        title: "電子メールの宛先を誤り、添付ファイルが漏えいする",
        kinds: &["leak", "reputation"],
        threat: 3,
        controls: &[9, 12],
    },
    RuleRow {
        id: "DIS-01",
        stage: "disposal",
        title: "裁断せずに廃棄した書類から漏えいする",
        kinds: &["leak"],
        threat: 2,
        controls: &[13, 14],
    },
];

const CONTROLS: [(&str, &str, bool, ControlState); 15] = [
    ("利用目的を記載した書面を取得時に交付する", "organizational", true, ControlState::InPlace),
    ("利用目的一覧を年1回見直す", "organizational", false, ControlState::Planned),
    ("退社時の机上整理（クリアデスク）を毎日確認する", "physical", true, ControlState::NotInPlace),
    ("施錠できるキャビネットに保管し、鍵を管理簿で管理する", "physical", true, ControlState::InPlace),
    ("従業者に年1回以上の教育を行い、理解度を確認する", "human", true, ControlState::InPlace),
    ("アクセス権を職務ごとに設定し、半年ごとに見直す", "technical", true, ControlState::Partly),
    ("アクセスログを取得し、月1回点検する", "technical", false, ControlState::Unknown),
    ("執務室の入退室を記録する", "physical", false, ControlState::Planned),
    ("毎日バックアップを取得し、復元試験を年1回行う", "technical", true, ControlState::NotInPlace),
    ("送信前に宛先を二人で確認する", "organizational", true, ControlState::Unknown),
    ("短縮ダイヤルに登録した宛先だけに送信する", "organizational", false, ControlState::NotInPlace),
    ("送信後に受領を電話で確認する", "organizational", false, ControlState::NotApplicable),
    ("添付ファイルを暗号化し、パスワードを別の手段で伝える", "technical", true, ControlState::InPlace),
    ("シュレッダーで裁断し、廃棄記録を残す", "physical", true, ControlState::InPlace),
    ("廃棄を委託するときは廃棄証明書を受け取る", "organizational", false, ControlState::InPlace),
];

fn text(ja: &str) -> Text {
    Text::new(ja, format!("[en] {ja}"))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn at(row: usize, column: u32) -> Origin {
    Origin { sheet: 0, row: u32::try_from(row).unwrap() + 5, column }
}

/// The default method.
pub(crate) fn method() -> Method {
    let band = |id: &str, ja: &str, en: &str, from, colour: &str| Band {
        id: id.to_owned(),
        title: Text::new(ja, en),
        from,
        colour: colour.to_owned(),
    };
    Method {
        id: "pmark-3x3".to_owned(),
        title: Text::new("Pマーク 3×3（影響度 × 発生可能性）", "P-mark 3×3 (impact × likelihood)"),
        kind: MethodKind::Score,
        likelihood: vec![vec![1, 1, 2], vec![1, 2, 3], vec![2, 3, 3]],
        score: "impact * likelihood".to_owned(),
        bands: vec![
            band("low", "低", "low", 1, "C6E0B4"),
            band("medium", "中", "medium", 3, "FFE699"),
            band("high", "高", "high", 6, "F4B084"),
            band("extreme", "極高", "extreme", 9, "C00000"),
        ],
        acceptable: "medium".to_owned(),
        verified: false,
        source: Text::new(
            "IPA「中小企業の情報セキュリティ対策ガイドライン」の表を3段階に合わせたもの",
            "IPA table, fitted to three levels",
        ),
        ..Method::default()
    }
}

/// A method without scores.
pub(crate) fn presence() -> Method {
    Method {
        id: "presence".to_owned(),
        title: Text::new("対策の有無（○△×）", "Presence of controls"),
        kind: MethodKind::Presence,
        likelihood: Vec::new(),
        score: String::new(),
        bands: Vec::new(),
        acceptable: String::new(),
        verified: true,
        ..Method::default()
    }
}

fn level(method: &Method, impact: Option<u8>, threat: Option<u8>, vulnerability: u8) -> Level {
    let likelihood = threat.and_then(|threat| method.likelihood(threat, vulnerability));
    let score = impact.zip(likelihood).map(|(impact, likelihood)| u32::from(impact) * u32::from(likelihood));
    let band = score.and_then(|score| method.band(score)).map(|band| band.id.clone());
    Level { vulnerability: Some(vulnerability), likelihood, score, band }
}

fn vulnerability(controls: &[RiskControl], planned: bool) -> u8 {
    let counted: Vec<_> =
        controls.iter().filter(|control| control.state != ControlState::NotApplicable).collect();
    let full = |state| state == ControlState::InPlace || planned && state == ControlState::Planned;
    if counted.iter().all(|control| full(control.state)) {
        1
    } else if counted.iter().any(|control| full(control.state) || control.state == ControlState::Partly) {
        2
    } else {
        3
    }
}

fn record(index: usize) -> RecordRef {
    let (department, name, ..) = ITEMS[index];
    RecordRef {
        register: "items".to_owned(),
        record: index,
        key: format!("{}", index + 1),
        name: name.to_owned(),
        department: department.to_owned(),
        at: Some(at(index, 0)),
    }
}

fn risk(method: &Method, index: usize, rule: &RuleRow, number: usize) -> Risk {
    let (_, _, medium, sensitive, impact) = ITEMS[index];
    let impact = if index == 1 && number == 3 { None } else { Some(impact) };
    let threat = if index == 0 && number == 5 { None } else { Some(rule.threat) };
    let controls: Vec<RiskControl> = rule
        .controls
        .iter()
        .map(|at_control| {
            let (title, family, required, state) = CONTROLS[*at_control];
            RiskControl {
                id: format!("jis-q-15001/control-{at_control}"),
                title: text(title),
                family: family.to_owned(),
                level: if required { ControlLevel::S } else { ControlLevel::A },
                state,
                source: (state != ControlState::Unknown).then_some(Origin {
                    sheet: 1,
                    row: u32::try_from(*at_control).unwrap() + 3,
                    column: 2,
                }),
                due: (state == ControlState::Planned).then(|| day(2026, 1, 31)),
                owner: if state == ControlState::Planned {
                    "個人情報保護管理者".to_owned()
                } else {
                    String::new()
                },
            }
        })
        .collect();
    let impact_reads = vec![read("sensitive", "要配慮個人情報", sensitive, sensitive, at(index, 5))];
    let reads =
        vec![read("media", "媒体", medium, if medium == "紙" { "紙媒体" } else { medium }, at(index, 4))];
    let decision = if number == 3 && index == 0 {
        Decision {
            treatment: "reduce".to_owned(),
            reason: "+81 システム更改まで運用で補う".to_owned(),
            plan: "アクセスログの点検を月次で始める".to_owned(),
            owner: "情報システム部長".to_owned(),
            due: Some(day(2026, 9, 30)),
            override_score: Some(4),
            override_reason: "閲覧できる者が2名に限られるため".to_owned(),
            approver: "個人情報保護管理者".to_owned(),
            approved_on: Some(day(2026, 3, 31)),
        }
    } else {
        Decision::default()
    };
    Risk {
        id: format!("{}:jis-q-15001/{}:{medium}", index + 1, rule.id),
        item: record(index),
        rule: format!("jis-q-15001/{}", rule.id),
        stage: rule.stage.to_owned(),
        title: text(rule.title),
        why: text("取扱いの担当者が多く、誤りに気付きにくい。本人に知られたくない情報が広まるおそれがある。"),
        kinds: rule.kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        basis: vec!["J.9.2".to_owned(), "個人情報保護法 23条".to_owned()],
        verified: number != 5,
        singulars: vec![Singular {
            field: "medium".to_owned(),
            value: "paper".to_owned(),
            title: text(medium),
        }],
        impact,
        threat,
        inherent: level(method, impact, threat, 3),
        current: level(method, impact, threat, vulnerability(&controls, false)),
        planned: level(method, impact, threat, vulnerability(&controls, true)),
        controls,
        reads,
        impact_reads,
        computed: None,
        decision,
    }
}

fn read(field: &str, title: &str, raw: &str, value: &str, at: Origin) -> Read {
    Read {
        field: field.to_owned(),
        title: text(title),
        raw: raw.to_owned(),
        value: text(value),
        at: Some(at),
    }
}

/// An assessment of the first `items` items by this method.
pub(crate) fn assessment(items: usize, method: Method) -> Assessment {
    let risks = (0..items.min(ITEMS.len()))
        .flat_map(|item| RULES.iter().enumerate().map(move |(number, rule)| (item, number, rule)))
        .filter(|(item, number, _)| (item + number) % 8 != 7)
        .map(|(item, number, rule)| risk(&method, item, rule, number))
        .map(|mut risk| {
            if method.kind == MethodKind::Presence {
                risk.inherent = Level::default();
                risk.current = Level::default();
                risk.planned = Level::default();
            }
            risk
        });
    Assessment {
        as_of: day(2026, 3, 31),
        ledger: records::ledger(items),
        packs: ["pms", "jis-q-15001"]
            .map(|id| PackIdentity {
                id: id.to_owned(),
                version: "1.0.0".to_owned(),
                title: text(if id == "pms" { "PMSの基礎" } else { "JIS Q 15001 リスク分析" }),
                digest: "fedcba9876543210".repeat(4),
                extends: Vec::new(),
            })
            .to_vec(),
        client: None,
        risks: risks.collect(),
        method,
        beside: Vec::new(),
        exposures: Vec::new(),
        schema: Arc::new(records::schema()),
        parameters: IndexMap::from([("breach_count".to_owned(), "1000".to_owned())]),
        findings: answers::findings(),
        questions: answers::questions(),
        waiting: BTreeMap::from([(
            "jis-q-15001/ACQ-03".to_owned(),
            text("要配慮個人情報を取得しているが、本人の同意の記録がない"),
        )]),
        duties: Vec::new(),
        timetable: Vec::new(),
        failures: vec![RuleFailure {
            rule: "jis-q-15001/STO-09".to_owned(),
            message: text("式の評価が上限の 10,000 回を超えました"),
            records: vec!["1".to_owned(), "2".to_owned()],
        }],
    }
}

/// An assessment in which nothing was found.
pub(crate) fn empty() -> Assessment {
    Assessment {
        ledger: Ledger::default(),
        risks: Vec::new(),
        findings: Vec::new(),
        questions: Vec::new(),
        failures: Vec::new(),
        packs: Vec::new(),
        ..assessment(0, method())
    }
}
