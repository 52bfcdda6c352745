//! Answers read from beginning to end, and what controls can do.

use daicho_rules::{ControlLevel, Lang, Text};

use super::controls::{any_of, smallest_sets};
use super::promises::{explainer, options, workbook};
use crate::assess::AssessOptions;
use crate::assessment::{ControlState, Level, Risk, RiskControl};
use crate::explain::Explainer;
use crate::read::ReadOptions;
use crate::request::Request;
use crate::write::fixture;

#[test]
fn controls_come_in_the_smallest_sets_required_ones_first() {
    let assessment = fixture::assessment(1, fixture::method());
    let gains = |control: &RiskControl| control.is_lacking().then_some(ControlState::InPlace);
    let control = |id: &str, level, state| RiskControl {
        id: id.into(),
        title: Text::same(id),
        level,
        state,
        ..assessment.risks[0].controls[0].clone()
    };
    let (a, s) = (ControlLevel::A, ControlLevel::S);
    let risk = Risk {
        impact: Some(3),
        threat: Some(2),
        controls: vec![
            control("a", a, ControlState::NotInPlace),
            control("s", s, ControlState::Unknown),
            control("planned", s, ControlState::Planned),
            control("done", s, ControlState::InPlace),
        ],
        ..assessment.risks[0].clone()
    };
    let sets = |wished: u32| -> Vec<Vec<String>> {
        let fits = |level: &Level| level.score.is_some_and(|score| score <= wished);
        let sets = smallest_sets(&assessment.method, &risk, gains, fits);
        sets.iter().map(|(set, _)| set.iter().map(|control| control.id.clone()).collect()).collect()
    };
    // One is in place already: only all of them lower it further.
    assert_eq!(sets(3), [["planned", "s", "a"]]);
    assert_eq!(sets(6), [["planned"], ["s"], ["a"]]);
    assert!(sets(1).is_empty());
}

#[test]
fn where_any_of_several_controls_will_do_they_are_named_once() {
    let assessment = fixture::assessment(1, fixture::method());
    let control = |id: &str| RiskControl { id: id.into(), ..assessment.risks[0].controls[0].clone() };
    let (a, b, c) = (control("a"), control("b"), control("c"));
    let level = &assessment.risks[0].current;
    let set = |controls: &[&'static str]| -> Vec<&RiskControl> {
        [&a, &b, &c].into_iter().filter(|known| controls.contains(&known.id.as_str())).collect()
    };
    let told = |sets: &[&[&'static str]]| {
        let sets: Vec<_> = sets.iter().map(|ids| (set(ids), level.clone())).collect();
        any_of(&sets).map(|(number, controls)| (number, controls.len()))
    };
    assert_eq!(told(&[&["a"], &["b"], &["c"]]), Some((1, 3)));
    assert_eq!(told(&[&["a", "b"], &["a", "c"], &["b", "c"]]), Some((2, 3)));
    assert_eq!(told(&[&["a", "b", "c"]]), Some((3, 3)));
    assert_eq!(told(&[&["a", "b"], &["a", "c"]]), None);
    assert_eq!(told(&[]), None);
    let many: Vec<RiskControl> = (0..70).map(|number| control(&format!("c{number}"))).collect();
    let all = [(many.iter().collect(), level.clone())];
    assert_eq!(any_of(&all).map(|(number, controls)| (number, controls.len())), Some((70, 70)));
}

#[test]
fn the_answer_names_controls_handling_and_facts_in_this_order() {
    let explainer = explainer("clinic");
    let text = |id: &str, lang| explainer.what_if(id, lang).unwrap();
    let ja = text("受-01:jis-q-15001/ACQ-05", Lang::Ja);
    let tail = ja.split_once("■ 現状\n").unwrap().1.split("\n■ 適用").next().unwrap();
    assert_eq!(
        tail.trim_start(),
        "\
  高（6点）で、許容水準（中以下）を超えています。

■ 対策で下げる
  次の対策をすべて実施すれば、中（3点）に下がります。
  ・入力・登録の内容を二人で照合する（必須、実施の有無が不明）
  ・入力時に形式や重複を自動で検査する（推奨、実施の有無が不明）

■ 取扱いを変える
  ・取得方法の「申込書・申請書」を「電子メール」に替える → このリスクはなくなる
  ・媒体から「電子データ」をなくす → このリスクはなくなる

■ 実態が変わらない限り選べないもの
  ・件数が1,000件以下になる → 中（3点）

■ 勧められないもの
  ・取得方法の「申込書・申請書」を「Webフォーム」に替える → このリスクはなくなる。ただし、別のリスク「Webフォームが盗聴・改ざんされ、入力された情報が盗まれる」が許容水準を超える
"
    );
    let en = text("受-06:jis-q-15001/USE-02", Lang::En);
    let tail = en.split_once("By handling it otherwise\n").unwrap().1;
    let first: Vec<&str> = tail.lines().take(2).collect();
    assert_eq!(
        first,
        [
            "  - replace “all employees” in access by “department” → medium (3)",
            "  - replace “all employees” in access by “staff in charge”, “department head”, “officers”, “administrators”, “individual number staff”, “occupational physician and health staff” or “vendor staff” → this risk is no more",
        ]
    );
}

#[test]
fn a_blank_or_unclear_cell_is_a_question_and_each_answer_is_weighed() {
    let explainer = explainer("clinic");
    let text = explainer.what_if("受-06:jis-q-15001/STO-10", Lang::Ja).unwrap();
    for line in [
        "要素が確定していないため未評価です。",
        "・保管期限（個人情報台帳!S8）が3年以内と分かる → 高（6点）",
        "・保管期限（個人情報台帳!S8）が3年超と分かる → 中（3点）",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let text = explainer.what_if("事-08:jis-q-15001/USE-01", Lang::Ja).unwrap();
    assert!(text.contains("・本人の種別（個人情報台帳!E41）の「一般」が「採用応募者」"), "{text}");
}

#[test]
fn of_a_risk_that_is_acceptable_it_is_told_what_would_lift_it() {
    let explainer = explainer("care-saas");
    let text = explainer.what_if("32:jis-q-15001/USE-02", Lang::Ja).unwrap();
    for line in [
        "低（2点）で、許容水準（中以下）に収まっています。",
        "■ 許容水準を超えるとき",
        "・要配慮個人情報が「有」になる → 高（6点）",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("■ 対策で下げる"), "{text}");
    let text = explainer.what_if("5:jis-q-15001/ACQ-01", Lang::En).unwrap();
    assert!(text.contains("No single change of a control or a cell"), "{text}");
}

#[test]
fn a_risk_that_may_not_remain_is_told_what_it_cannot_do_without() {
    let explainer = explainer("first-pmark");
    let text = explainer.what_if("30:jis-q-15001/USE-09", Lang::Ja).unwrap();
    let tail = text.split_once("■ 現状\n").unwrap().1.split("\n■ 適用").next().unwrap();
    assert_eq!(
        tail.trim_start(),
        "\
  中（3点）で、許容水準（中以下）に収まっています。
  不正な取得・目的外利用・法令等の違反にあたるリスクであり、点数にかかわらず、欠かせない対策がそろうまで残せません。

■ 欠かせない対策
  ・開示等の求めの窓口と手順を定め、利用部署へ反映する（必須、実施の有無が不明）

■ 空欄を確かめる
  ・受託（台帳に欄がない）が「有」と分かる → このリスクはなくなる

■ 実態が変わらない限り選べないもの
  ・開示対象が「無」になる → このリスクはなくなる

■ 許容水準を超えるとき
  ・本人への連絡・接触（台帳に欄がない）が「有」と分かる → 高（6点）
"
    );
}

#[test]
fn without_scores_required_controls_are_named() {
    let request = Request {
        packs: Vec::new(),
        config: None,
        options: AssessOptions { methods: vec!["presence".into()], ..options() },
        reading: ReadOptions::default(),
        answers: Vec::new(),
    };
    let explainer = Explainer::of_file(&workbook("clinic"), &request).unwrap();
    let text = explainer.what_if("診-05:jis-q-15001/TRF-02", Lang::Ja).unwrap();
    assert!(text.contains("点数を付けず"), "{text}");
    assert!(text.contains("■ 対策で下げる\n  ・送信前に、FAX番号と宛先を二人で確認する（必須）\n"), "{text}");
    assert!(text.contains("・移送方法から「FAX」をなくす → このリスクはなくなる"), "{text}");
}
