//! Questions about the cell of a record.

use daicho_rules::normal::{fold, says_nothing};
use daicho_rules::{FieldDefinition, Schema, Text, Value};

use super::super::Setting;
use super::people::People;
use super::valid::{answers, confirmation, instruction};
use crate::assessment::{Question, QuestionKind};
use crate::ledger::Cell;

/// Words of cells that somebody still has to decide, folded.
const UNDECIDED: [&str; 8] = ["未定", "不明", "未決定", "検討中", "調査中", "確認中", "要確認", "未確認"];

/// Words of cells to which a column does not apply, folded.
const DOES_NOT_APPLY: [&str; 6] = ["対象外", "適用外", "非該当", "該当しない", "n/a", "na"];

/// Characters of a typed text that a question repeats.
const QUOTED: usize = 60;

/// Fills in what is asked about a cell.
pub(super) fn ask(
    setting: &Setting<'_>,
    people: &People,
    question: &mut Question,
    (register, record, field): (&str, usize, &str),
) {
    let schema = &setting.rulebook.schema;
    let known = setting.field(register, field);
    let named = setting.records.name(register, record);
    question.id = format!("{}:{register}.{field}", named.key);
    register.clone_into(&mut question.register);
    field.clone_into(&mut question.field);
    question.title = known.as_ref().map_or_else(|| Text::same(field), |field| field.title.clone());
    question.answers = known.as_ref().map(|field| answers(schema, field)).unwrap_or_default();
    let blank = Cell::default();
    let mut cell = &blank;
    if let Some(table) = setting.ledger.registers.get(register)
        && let Some(row) = table.records.get(record)
    {
        cell = table.cell(row, field).unwrap_or(&blank);
        question.at = cell.at;
        question.raw.clone_from(&cell.raw);
        (question.department, question.owner) = people.of(table, row);
    }
    let why = cell.at.and_then(|at| setting.ledger.doubtful.why(at));
    if question.kind == QuestionKind::Doubtful {
        question.plain = doubtful(&question.title, why);
        question.answers.insert(0, confirmation());
    } else {
        let raw = &cell.raw;
        question.kind = if raw.is_empty() { QuestionKind::Blank } else { QuestionKind::Unclear };
        question.plain = unknown(schema, known.as_deref(), question, cell, why);
    }
    let plain = &question.plain;
    question.ask =
        Text::new(format!("「{}」の{}", named.name, plain.ja), format!("“{}”: {}", named.name, plain.en));
    question.record = Some(named);
}

/// Asks for what a blank or unclear cell should say.
fn unknown(
    schema: &Schema,
    field: Option<&FieldDefinition>,
    question: &Question,
    cell: &Cell,
    why: Option<&Text>,
) -> Text {
    let (title, raw) = (&question.title, &short(&cell.raw));
    if raw.is_empty() {
        let blank = Text::new(format!("{}が空欄です。", title.ja), format!("{} is blank.", title.en));
        return Text::joined(&[blank, instruction(schema, field)], "", " ");
    }
    if says_nothing(&cell.raw) || DOES_NOT_APPLY.contains(&fold(raw).as_str()) {
        return does_not_say(title, raw, &question.answers);
    }
    let understood = matches!(&cell.value, Some(Value::Set(set)) if set.unclear.is_empty());
    if understood {
        // The words are clear, but none of them is about the medium in question.
        return Text::new(
            format!(
                "{}「{raw}」は、一部の媒体についての記載と思われます。残りの媒体の分も合わせてご記入ください。",
                title.ja
            ),
            format!("{} says “{raw}”, which covers only some of its media. Please add the others.", title.en),
        );
    }
    match &cell.value {
        Some(Value::Count(count)) if count.per.is_some() => {
            return Text::new(
                format!(
                    "{}「{raw}」は期間あたりの件数です。現在保有している件数（おおよそで可）をご記入ください。",
                    title.ja
                ),
                format!("{} says “{raw}”, which is for a length of time. How many are kept now?", title.en),
            );
        }
        Some(Value::Period(period)) if !period.by_medium.is_empty() => {
            return Text::new(
                format!(
                    "{}「{raw}」は媒体によって違うため、全体としては判定できません。基準とする期間（原本の期間など）をご記入ください。",
                    title.ja
                ),
                format!(
                    "{} says “{raw}”, which differs by medium. Please enter the one that counts, such as that of the original.",
                    title.en
                ),
            );
        }
        _ => {}
    }
    if UNDECIDED.contains(&fold(raw).as_str()) {
        return Text::new(
            format!("{}が「{raw}」となっています。お調べのうえ、内容をご記入ください。", title.ja),
            format!("{} still says “{raw}”. Please find out and fill it in.", title.en),
        );
    }
    let reason = why.map(sentence).unwrap_or_default();
    Text::new(
        format!(
            "{}「{raw}」の意味を読み取れませんでした。{}内容が分かるようにご記入ください。",
            title.ja, reason.ja
        ),
        format!("{} says “{raw}”, which is not clear. {}What does it mean?", title.en, reason.en),
    )
}

/// Asks for a cell that says 「なし」 or 「対象外」 where rules need a day, a number or another answer.
fn does_not_say(title: &Text, raw: &str, answers: &[Text]) -> Text {
    let (ja, en) = match answers {
        [form] => (form.ja.as_str(), form.en.as_str()),
        _ => ("回答の候補のいずれか", "one of the possible answers"),
    };
    Text::new(
        format!(
            "{}「{raw}」だけでは判定できません。{ja}をご記入ください。該当しない場合は、その理由をお知らせください。",
            title.ja
        ),
        format!(
            "{} says “{raw}”, which decides nothing. Please enter {en}, or tell why it does not apply.",
            title.en
        ),
    )
}

/// Asks whether a cell was understood as it was meant.
fn doubtful(title: &Text, why: Option<&Text>) -> Text {
    let reason = why.map(sentence).unwrap_or_default();
    Text::new(
        format!(
            "{}の記載について確認させてください。{}よろしければ「{}」、違う場合は正しい内容をご回答ください。",
            title.ja,
            reason.ja,
            confirmation().ja
        ),
        format!(
            "{}: was it meant so? {}If so, answer “{}”, else what is right.",
            title.en,
            reason.en,
            confirmation().en
        ),
    )
}

/// The beginning of a long text, on one line.
pub(super) fn short(raw: &str) -> String {
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = line.chars().take(QUOTED).collect();
    if shown.len() < line.len() { format!("{shown}…") } else { shown }
}

/// A doubt as a sentence of a letter: texts in quotation marks, not in backticks.
pub(super) fn sentence(doubt: &Text) -> Text {
    let quoted = |text: &str, open: char, close: char| {
        let mut inside = false;
        let letters = text.chars().map(|letter| match letter {
            '`' => {
                inside = !inside;
                if inside { open } else { close }
            }
            other => other,
        });
        letters.collect::<String>().replace("」 ", "」")
    };
    let en = quoted(&doubt.en, '“', '”');
    let mut rest = en.chars();
    let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
    Text::new(format!("{}。", quoted(&doubt.ja, '「', '」')), format!("{first}{}. ", rest.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_becomes_a_sentence_for_a_client() {
        let doubt = Text::new(
            "`直接` の意味がわかりません（近いもの：`間接取得`、`公開情報`）",
            "`直接` is not understood (nearest: `indirect`)",
        );
        let told = sentence(&doubt);
        assert_eq!(told.ja, "「直接」の意味がわかりません（近いもの：「間接取得」、「公開情報」）。");
        assert_eq!(told.en, "“直接” is not understood (nearest: “indirect”). ");
    }
}
