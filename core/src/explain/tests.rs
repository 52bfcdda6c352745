//! Explanations of the risks of the fixture.

use daicho_rules::Lang;

use super::*;
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
    let text = risk_text(&assessment.risks[6], &assessment, Lang::Ja);
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
    let forbidden = risk_text(&assessment.risks[0], &assessment, Lang::Ja);
    assert!(forbidden.contains("承認しても残すことはできません"), "{forbidden}");
    let unrated = risk_text(&assessment.risks[5], &assessment, Lang::En);
    assert!(unrated.contains("counts neither as zero nor as the maximum"), "{unrated}");
}

#[test]
fn without_scores_each_control_has_a_sign() {
    let assessment = fixture::assessment(1, fixture::presence());
    let steps = score_steps(&assessment.risks[1], &assessment, Lang::Ja);
    assert_eq!(steps.len(), 2);
    assert!(steps[0].starts_with("× "), "{}", steps[0]);
    assert!(!risk_text(&assessment.risks[1], &assessment, Lang::Ja).contains("■ 評価"));
}
