//! Explanations of the risks of the fixture.

use daicho_rules::Lang;

use std::path::PathBuf;

use chrono::NaiveDate;

use super::*;
use crate::assess::AssessOptions;
use crate::read::ReadOptions;
use crate::write::fixture;

#[test]
fn a_score_is_told_step_by_step() {
    let assessment = fixture::assessment(2, fixture::method());
    let steps = |index: usize, lang| score_steps(&assessment.risks[index], &assessment, lang);
    for (index, at, expected) in [
        (
            1,
            0,
            "固有：影響度3（要配慮個人情報「有」台帳!F6） × 発生可能性3（脅威2 × 脆弱性3：対策がないと仮定） = 9 → 極高",
        ),
        (
            1,
            1,
            "現状：影響度3（要配慮個人情報「有」台帳!F6） × 発生可能性2（脅威2 × 脆弱性2：対策2件のうち実施1件） = 6 → 高",
        ),
        (
            0,
            2,
            "対策後：影響度3（要配慮個人情報「有」台帳!F6） × 発生可能性1（脅威2 × 脆弱性1：対策2件のうち実施1件、予定1件） = 3 → 中",
        ),
        (
            5,
            1,
            "現状：影響度3（要配慮個人情報「有」台帳!F6） × 発生可能性？（脅威？ × 脆弱性3：実施済みの対策なし、全1件） → 未評価（脅威が確定していないため）",
        ),
    ] {
        assert_eq!(steps(index, Lang::Ja)[at], expected);
    }
    assert!(steps(1, Lang::En)[1].ends_with("1 of 2 controls in place) = 6 → high"));
}

#[test]
fn factors_follow_the_formula_of_the_method() {
    let mut assessment = fixture::assessment(1, fixture::method());
    for (formula, expected) in [
        ("impact * threat * vulnerability", "× 脅威2 × 脆弱性2（対策2件のうち実施1件） = 6"),
        ("impact + likelihood", "（式 impact + likelihood） = 6"),
    ] {
        assessment.method.score = formula.to_owned();
        let steps = score_steps(&assessment.risks[1], &assessment, Lang::Ja);
        assert!(steps[1].contains(expected), "{}", steps[1]);
    }
}

#[test]
fn an_answer_names_cells_controls_and_next_steps() {
    let assessment = fixture::assessment(2, fixture::method());
    let text = answer::risk_text(&assessment.risks[6], &assessment, &Reasons::default(), Lang::Ja);
    for expected in [
        "FAXの誤送信により第三者に漏えいする",
        "個人情報名：健康診断結果（総務部、台帳!A6）",
        "・媒体「紙」→紙媒体、台帳!E6",
        "根拠：J.9.2、個人情報保護法 23条",
        "jis-q-15001/TRF-02 (jis-q-15001 1.0.0)",
        "× 不明：送信前に宛先を二人で確認する（組織的、必須、記載がないため未実施とみなす）",
        "許容水準（中以下）を超えて残っています。",
        "確認する：「送信前に宛先を二人で確認する」は実施していますか。",
        "リスク分析表に記入する：対応方針、理由、追加対策、担当、期限、承認者、承認日",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
    let forbidden = answer::risk_text(&assessment.risks[0], &assessment, &Reasons::default(), Lang::Ja);
    assert!(forbidden.contains("承認しても残すことはできません"), "{forbidden}");
    let unrated = answer::risk_text(&assessment.risks[5], &assessment, &Reasons::default(), Lang::En);
    assert!(unrated.contains("counts neither as zero nor as the maximum"), "{unrated}");
}

#[test]
fn without_scores_each_control_has_a_sign() {
    let assessment = fixture::assessment(1, fixture::presence());
    let steps = score_steps(&assessment.risks[1], &assessment, Lang::Ja);
    assert_eq!(steps.len(), 2);
    assert!(steps[0].starts_with("× "), "{}", steps[0]);
    assert!(
        !answer::risk_text(&assessment.risks[1], &assessment, &Reasons::default(), Lang::Ja)
            .contains("■ 評価")
    );
}

fn explainer(client: &str) -> Explainer {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../datasets").join(client).join("ledger.xlsx");
    let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let options = AssessOptions { as_of, methods: Vec::new() };
    Explainer::of_file(
        &path,
        &Request {
            packs: Vec::new(),
            config: None,
            options,
            reading: ReadOptions::default(),
            answers: Vec::new(),
        },
    )
    .unwrap()
}

#[test]
fn reasons_name_conditions_with_their_cells() {
    let explainer = explainer("clinic");
    let ja = explainer.why("受-01:jis-q-15001/ACQ-05", Lang::Ja).unwrap();
    for expected in [
        "  次の条件がそろったため、ルール jis-q-15001/ACQ-05 (jis-q-15001 1.0.0) に該当します。
  ○ 取得方法に「申込書・申請書」がある（個人情報台帳!I3「申込書」→申込書・申請書）
  ○ 媒体に「電子データ」がある（個人情報台帳!L3「紙 電子」→紙、電子データ）
",
        "  ・影響度3：要配慮個人情報であるため（個人情報台帳!F3「有」）
  ・脅威3：件数が1,000件を超えているため（個人情報台帳!G3「約8,500名」→8500件）
",
    ] {
        assert!(ja.contains(expected), "{expected}\n---\n{ja}");
    }
    let en = explainer.why("受-03:jis-q-15001/TRF-07:株式会社ヨヤクノワ", Lang::En).unwrap();
    for expected in [
        "  ○ there is a vendor (個人情報台帳!V5 “株式会社ヨヤクノワ”)\n  - also looked at: contract 委託先!D6 “締結済（利用規約）”, taken as concluded\n",
        "  - Threat 3, because subcontracting of vendors is “allowed” (委託先!G6 “可”, taken as allowed)\n",
    ] {
        assert!(en.contains(expected), "{expected}\n---\n{en}");
    }
}

#[test]
fn every_risk_and_finding_of_a_client_has_its_reasons() {
    for client in ["clinic", "care-saas", "first-pmark"] {
        let explainer = explainer(client);
        for risk in &explainer.assessment.risks {
            let reasons = explainer.reasons(risk, Lang::Ja);
            assert!(!reasons.condition.is_empty(), "{}", risk.id);
            assert!(reasons.condition.iter().all(|line| line.starts_with('○')), "{}: {reasons:?}", risk.id);
        }
        for finding in &explainer.assessment.findings {
            let text = finding::finding_text(&explainer, finding, Lang::Ja);
            assert_eq!(text.contains("× "), !finding.rule.starts_with("daicho/"), "{text}");
        }
    }
}

#[test]
fn a_finding_tells_what_was_asked_for_and_is_not_so() {
    let text = explainer("care-saas").why("30:jis-q-15001/ITM-50", Lang::Ja).unwrap();
    let told = "\
  次の条件に当たるため、確認の対象です。
  ○ 状態が「廃止」でない（個人情報管理台帳!AN34「運用中」→有効）
  ルール jis-q-15001/ITM-50 (jis-q-15001 1.0.0) の求める次のことを満たしていません。
  × 見直し日から1年未満である（個人情報管理台帳!AK34「2024-03-15」）
";
    assert!(text.contains(told), "{text}");
}

#[test]
fn where_a_rule_does_not_apply_the_condition_that_fails_is_told() {
    let explainer = explainer("care-saas");
    for (id, expected) in [
        ("1:TRF-02", "× 移送方法に「FAX」がある（個人情報管理台帳!AA5「API（TLS）」→システム間連携（API））"),
        ("1:jis-q-15001/TRF-02", "次の条件を満たさないため、該当しません。"),
        ("7:TRF-01", "媒体等：書留"),
        ("3:ITM-04", "求めることを満たしています。\n  ○ 保管方法が記入されている"),
        ("ledger:LED-05", "対象：台帳全体"),
    ] {
        let text = explainer.why(id, Lang::Ja).unwrap();
        assert!(text.contains(expected), "{id}\n{text}");
    }
    let missing = explainer.why("99:TRF-02", Lang::Ja).unwrap_err();
    assert!(matches!(missing, Error::NoSuchRisk { near, .. } if near.is_empty()));
    let many = explainer.why("ACQ-05", Lang::Ja).unwrap_err();
    assert!(matches!(many, Error::NoSuchRisk { near, .. } if near.len() > 1));
}
