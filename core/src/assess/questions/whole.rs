//! Questions about more than a cell: a column, a record that is lacking, a control.

use daicho_rules::Text;

use super::super::Setting;
use super::people::People;
use super::valid::answers;
use crate::assessment::{Question, QuestionKind};
use crate::ledger::Register;

/// Headers of a client's own columns that are named as possible answers.
const NAMED_HEADERS: usize = 5;

/// Asks for a column that a register lacks, or for the register.
pub(super) fn ask_column(setting: &Setting<'_>, question: &mut Question, register: &str, field: &str) {
    let schema = &setting.rulebook.schema;
    let known = setting.field(register, field);
    let table = title_of(setting, register);
    question.id = format!("{register}.{field}");
    register.clone_into(&mut question.register);
    field.clone_into(&mut question.field);
    question.title = known.as_ref().map_or_else(|| Text::same(field), |field| field.title.clone());
    let title = &question.title;
    let Some(found) = setting.ledger.registers.get(register) else {
        question.ask = Text::new(
            format!(
                "{}が見つかりません。お持ちであればファイルをお送りください。なければ作成をお願いします。",
                table.ja
            ),
            format!("There is no {}. Please send it, or set one up.", table.en),
        );
        question.plain = question.ask.clone();
        return;
    };
    question.ask = Text::new(
        format!(
            "{}に「{}」の列がありません。別の見出しの列に書かれている場合はその見出しを、全件に共通の場合は「全件：内容」の形でご回答ください。件ごとに異なる場合は、列を設けてご記入ください。",
            table.ja, title.ja
        ),
        format!(
            "{} has no column “{}”. If it stands under another header, answer with that header; if all records share it, with “all: content”; if they differ, please add and fill the column.",
            table.en, title.en
        ),
    );
    question.plain = question.ask.clone();
    question.answers = known.map(|field| answers(schema, &field)).unwrap_or_default();
    question.answers.extend(
        own_headers(found).map(|header| Text::new(format!("列「{header}」"), format!("column “{header}”"))),
    );
}

/// Headers of the columns that stand for no field.
fn own_headers(register: &Register) -> impl Iterator<Item = &str> {
    let own = register.columns.iter().filter(|column| column.field.starts_with("x_") && !column.again);
    let headers = own.map(|column| column.header.as_str()).filter(|header| !header.is_empty());
    headers.take(NAMED_HEADERS)
}

/// Asks about a record that another register lacks, such as a vendor.
pub(super) fn ask_record(
    setting: &Setting<'_>,
    people: &People,
    question: &mut Question,
    register: &str,
    name: &str,
) {
    let table = title_of(setting, register);
    question.id = format!("{register}:{name}");
    question.kind = QuestionKind::Blank;
    register.clone_into(&mut question.register);
    "name".clone_into(&mut question.field);
    question.title = table.clone();
    name.clone_into(&mut question.raw);
    question.department = people.department_naming(register, name);
    question.owner = people.contact(&question.department);
    question.ask = Text::new(
        format!(
            "「{name}」が{}にありません。別の名称で登録済みの場合はその名称をご回答ください。未登録の場合は、台帳に行を追加してください。",
            table.ja
        ),
        format!(
            "“{name}” is not in the {}. If it is there under another name, answer with that name; else please add it there.",
            table.en
        ),
    );
    question.plain = question.ask.clone();
    let form = Text::new(format!("{}にある名称", table.ja), format!("a name in the {}", table.en));
    question.answers = vec![form];
}

/// Asks for something that the record of a pack does not say.
pub(super) fn ask_reference(
    setting: &Setting<'_>,
    question: &mut Question,
    (register, name, field): (&str, &str, &str),
) {
    let table = title_of(setting, register);
    let title = setting.field(register, field).map(|field| field.title.clone());
    question.id = format!("{register}:{name}.{field}");
    field.clone_into(&mut question.field);
    question.title = title.unwrap_or_else(|| Text::same(field));
    name.clone_into(&mut question.raw);
    let title = &question.title;
    question.ask = Text::new(
        format!(
            "ルールパックの{}に、「{name}」の{}の記載がありません。個別に確認してください。",
            table.ja, title.ja
        ),
        format!(
            "The {} of the rule pack does not say “{}” of “{name}”. Please look into it.",
            table.en, title.en
        ),
    );
    question.plain = question.ask.clone();
}

/// Asks for something that no cell holds.
pub(super) fn ask_elsewhere(setting: &Setting<'_>, question: &mut Question, name: &str) {
    let fact = setting.rulebook.facts.iter().find(|fact| fact.id == *name);
    name.clone_into(&mut question.id);
    name.clone_into(&mut question.field);
    question.title = fact.map_or_else(|| Text::same(name), |fact| fact.title.clone());
    let title = &question.title;
    question.ask = Text::new(
        format!("「{}」を判断できる記録がありません。記録の追加をお願いします。", title.ja),
        format!("There is no record that tells “{}”. Please add it.", title.en),
    );
    question.plain = question.ask.clone();
}

/// Asks whether a control is in place, and says where it stands.
pub(super) fn ask_control(setting: &Setting<'_>, question: &mut Question, id: &str) {
    let schema = &setting.rulebook.schema;
    let control = setting.rulebook.controls.get(id);
    question.id = format!("control:{id}");
    question.kind = QuestionKind::Control;
    "measures".clone_into(&mut question.register);
    id.clone_into(&mut question.field);
    question.title = control.map_or_else(|| Text::same(id), |control| control.title.clone());
    if let Some(measure) = setting.measures.get(id) {
        question.at = measure.status;
        question.raw.clone_from(&measure.raw);
        question.owner.clone_from(&measure.owner);
    }
    let title = &question.title;
    question.ask = Text::new(
        format!("「{}」を実施していますか。実施状況をご回答ください。", title.ja),
        format!("Is this control in place: “{}”?", title.en),
    );
    question.plain = question.ask.clone();
    question.answers =
        schema.field("measures", "status").map(|field| answers(schema, field)).unwrap_or_default();
}

fn title_of(setting: &Setting<'_>, register: &str) -> Text {
    let known = setting.rulebook.schema.registers.get(register);
    known.map_or_else(|| Text::same(register), |register| register.title.clone())
}
