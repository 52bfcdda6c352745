//! What rules read and tell apart, in words that a consultant would use.

mod atom;
mod months;
mod texts;
mod values;

pub(crate) use atom::{atom_text, written};
pub(crate) use months::months;
pub(crate) use texts::{are_looked_into, texts};
pub(crate) use values::NAMED;

use crate::normal::OWN;
use crate::register::FieldDefinition;
use crate::rulebook::Rulebook;
use crate::situation::{Given, Situation, Subject, Verdict};
use crate::text::Text;

impl Given {
    /// What is given, as people say it: `媒体：紙、画像`.
    pub fn phrase(&self, rulebook: &Rulebook, register: &str) -> Text {
        let (title, values) = (title_of(rulebook, register, &self.name), self.values(rulebook, register));
        Text::new(format!("{}：{}", title.ja, values.ja), format!("{}: {}", title.en, values.en))
    }

    /// The values given, without the name.
    pub fn values(&self, rulebook: &Rulebook, register: &str) -> Text {
        values::values(self, rulebook, register)
    }
}

impl Situation {
    /// Everything that is given, one after the other.
    pub fn phrase(&self, rulebook: &Rulebook, register: &str) -> Text {
        let given: Vec<Text> = self.given.iter().map(|given| given.phrase(rulebook, register)).collect();
        if given.is_empty() {
            return Text::new("いつでも", "always");
        }
        Text::listed(&given)
    }
}

impl Subject<'_> {
    /// What it means that a rule fires, or that it does not.
    pub(crate) fn outcome(self, fires: bool) -> Text {
        match (self, fires) {
            (Subject::Check(_), true) => Text::new("指摘", "finding"),
            (Subject::Check(_), false) => Text::new("指摘なし", "no finding"),
            (_, true) => Text::new("該当", "applies"),
            (_, false) => Text::new("該当なし", "does not apply"),
        }
    }
}

impl Verdict {
    /// What comes out of `subject`, as people say it.
    pub fn phrase(&self, rulebook: &Rulebook, subject: Subject<'_>) -> Text {
        match self {
            Self::Fires(None) => subject.outcome(true),
            Self::Fires(Some(threat)) => {
                let fires = subject.outcome(true);
                Text::new(format!("{}（脅威{threat}）", fires.ja), format!("{} (threat {threat})", fires.en))
            }
            Self::Passes => subject.outcome(false),
            Self::Asks(field) => {
                let title = title_of(rulebook, subject.register(), field);
                Text::new(format!("確認事項（{}）", title.ja), format!("question ({})", title.en))
            }
            Self::Number(number) => Text::same(number.to_string()),
            Self::Presence(word) => match *word {
                "shown" => Text::new("実施が分かる", "shown to be in place"),
                "denied" => Text::new("未実施が分かる", "shown to be lacking"),
                "not shown" => Text::new("実施が見えない", "not shown"),
                _ => Text::new("台帳からは分からない", "the ledger does not tell"),
            },
            Self::Fails(message) => {
                Text::new(format!("実行できない（{}）", message.ja), format!("fails ({})", message.en))
            }
            Self::Missing => Text::new("ルールなし", "no such rule"),
        }
    }
}

/// The title of a name as people know it: of a field, a fact, a vendor's contract.
pub fn title_of(rulebook: &Rulebook, register: &str, name: &str) -> Text {
    let schema = &rulebook.schema;
    if let Some(field) = schema.field(register, name) {
        return field.title.clone();
    }
    if let Some(header) = name.strip_prefix(OWN) {
        return Text::same(header);
    }
    if let Some(asked) = name.strip_prefix("has_column(").and_then(|rest| rest.split('"').nth(1)) {
        let Some((other, field)) = asked.split_once('.') else {
            let title = title_of(rulebook, "items", asked);
            return Text::new(format!("「{}」の列", title.ja), format!("column “{}”", title.en));
        };
        let title = title_of(rulebook, other, field);
        let other = schema.registers.get(other).map_or_else(|| Text::same(other), |r| r.title.clone());
        return Text::new(
            format!("{}の「{}」の列", other.ja, title.ja),
            format!("column “{}” in the {}", title.en, other.en),
        );
    }
    if let Some(asked) = name.strip_prefix("has_register(").and_then(|rest| rest.split('"').nth(1)) {
        return schema
            .registers
            .get(asked)
            .map_or_else(|| Text::same(asked), |register| register.title.clone());
    }
    if let Some(plural) = schema.plural_of(register, name) {
        return plural.title.clone();
    }
    if let Some(fact) = rulebook.facts.iter().find(|fact| fact.id == name) {
        return fact.title.clone();
    }
    let joined = schema.registers.get(register).into_iter().flat_map(|register| register.fields.values());
    for plural in joined {
        let (Some(singular), Some(other)) = (&plural.singular, &plural.names) else { continue };
        let Some(part) = name.strip_prefix(singular.as_str()).and_then(|rest| rest.strip_prefix('_')) else {
            continue;
        };
        let title = &plural.title;
        return match part {
            "found" => {
                let other =
                    schema.registers.get(other).map_or_else(|| Text::same(other), |r| r.title.clone());
                Text::new(
                    format!("{}の{}への記載", title.ja, other.ja),
                    format!("{} in {}", title.en, other.en),
                )
            }
            part => {
                // Of a part of a field, such as the months of a period, the title of the whole.
                let whole =
                    part.rsplit_once('_').map(|(id, _)| id).filter(|id| schema.field(other, id).is_some());
                let whole = whole.filter(|_| schema.field(other, part).is_none());
                let field = title_of(rulebook, other, whole.unwrap_or(part));
                Text::new(format!("{}の{}", title.ja, field.ja), format!("{} of {}", field.en, title.en))
            }
        };
    }
    if let Some(field) = name.strip_suffix("_repeats").and_then(|id| schema.field(register, id)) {
        return Text::new(
            format!("同じ{}の行数", field.title.ja),
            format!("records with the same {}", field.title.en),
        );
    }
    if let Some(control) = rulebook.names.control(register, name).and_then(|id| rulebook.controls.get(id)) {
        let title = &control.title;
        return Text::new(format!("対策「{}」", title.ja), format!("control “{}”", title.en));
    }
    if let Some(register) = name.strip_suffix("_count").and_then(|id| schema.registers.get(id)) {
        return Text::new(
            format!("{}の件数", register.title.ja),
            format!("number of records of {}", register.title.en),
        );
    }
    Text::same(name)
}

/// The field that a name is, is one value of, or brings along from another register; of a control that of its
/// state.
pub(crate) fn field_of<'b>(
    rulebook: &'b Rulebook,
    register: &str,
    name: &str,
) -> Option<&'b FieldDefinition> {
    let schema = &rulebook.schema;
    let own = schema.field(register, name).or_else(|| schema.plural_of(register, name));
    let state =
        || rulebook.names.states_of_controls().filter(|_| rulebook.names.control(register, name).is_some());
    own.or_else(state).or_else(|| {
        let fields = schema.registers.get(register)?.fields.values();
        fields.into_iter().find_map(|plural| {
            let part = name.strip_prefix(plural.singular.as_deref()?)?.strip_prefix('_')?;
            schema.field(plural.names.as_deref()?, part)
        })
    })
}

#[cfg(test)]
mod tests {
    use toml::Value;

    use super::*;
    use crate::domain::Choice;

    /// What is given, among what was looked at.
    fn given(name: &str, values: &[Option<Value>], others: &[Option<Value>]) -> Given {
        let choice = |value: &Option<Value>| Choice { value: value.clone(), ..Choice::blank() };
        let choices: Vec<Choice> = values.iter().map(choice).collect();
        let looked_at = choices.iter().cloned().chain(others.iter().map(choice)).collect();
        Given { name: name.to_owned(), choices, looked_at }
    }

    #[test]
    fn what_is_given_reads_like_a_form() {
        let book = Rulebook::load(&["pms".to_owned()]).unwrap();
        let number = |number: i64| Some(Value::Integer(number));
        let text = |text: &str| Some(Value::String(text.to_owned()));
        let day = |day: &str| Some(Value::Datetime(day.parse().unwrap()));
        let set = |ids: &[&str]| Some(Value::Array(ids.iter().map(|id| Value::from(*id)).collect()));
        for (given, ja, en) in [
            (
                given("count", &[number(1000), number(1001), None], &[number(999)]),
                "件数：1,000以上／空欄",
                "number of persons: 1,000 or more / blank",
            ),
            (
                given("count", &[number(501), number(999), number(1000)], &[number(500), number(1001)]),
                "件数：501〜1,000",
                "number of persons: 501 to 1,000",
            ),
            (
                given("count", &[number(99), number(101)], &[number(100)]),
                "件数：99以下／101以上",
                "number of persons: up to 99 / 101 or more",
            ),
            (
                given("medium", &[text("paper"), text("image")], &[text("voice")]),
                "媒体：紙／画像・映像",
                "media: paper / images and video",
            ),
            (
                given("sensitive", &[Some(Value::Boolean(false))], &[]),
                "要配慮個人情報：いいえ",
                "special-care personal information: no",
            ),
            (
                given("reviewed_on", &[day("2025-03-30"), day("2025-03-31")], &[day("2025-04-01")]),
                "見直し日：365日前以前",
                "reviewed on: 365 days before or earlier",
            ),
            (
                given(
                    "transfer_methods",
                    &[set(&["fax"]), set(&["fax", "email"])],
                    &[set(&["email"]), set(&[]), None],
                ),
                "移送方法：FAXを含む",
                "transfer methods: including fax",
            ),
            (
                given(
                    "transfer_methods",
                    &[set(&["email"]), set(&[])],
                    &[set(&["fax"]), set(&["fax", "email"])],
                ),
                "移送方法：FAXを含まない",
                "transfer methods: not including fax",
            ),
            (
                given("vendor_found", &[Some(Value::Boolean(true))], &[]),
                "委託先の委託先管理台帳への記載：はい",
                "vendors in vendor register: yes",
            ),
            (
                given("vendor_contract_retention_months", &[number(12)], &[number(1)]),
                "委託先の契約書の保管期間：12以上",
                "contract kept for of vendors: 12 or more",
            ),
        ] {
            let phrase = given.phrase(&book, "items");
            assert_eq!((phrase.ja.as_str(), phrase.en.as_str()), (ja, en));
        }
    }

    #[test]
    fn long_lists_are_told_by_the_few_that_are_left_out() {
        let book = Rulebook::load(&["pms".to_owned()]).unwrap();
        let alike = |ids: &[&str], value: fn(String) -> Value| Choice {
            value: ids.first().map(|id| value((*id).to_owned())),
            alike: ids.iter().map(|id| (*id).to_owned()).collect(),
            ..Choice::blank()
        };
        let transfer = &book.schema.vocabularies["transfer-method"];
        let others: Vec<&str> =
            transfer.values.iter().map(|value| value.id.as_str()).filter(|id| *id != "fax").collect();
        assert!(others.len() > 10);
        let given = |name: &str, choices: Vec<Choice>, others: Vec<Choice>| {
            let looked_at = others.into_iter().chain(choices.iter().cloned()).collect();
            Given { name: name.to_owned(), choices, looked_at }.phrase(&book, "items")
        };
        let single = |ids: &[&str]| alike(ids, Value::String);
        let phrase = given("transfer_method", vec![single(&others)], vec![single(&["fax"])]);
        assert_eq!(
            (phrase.ja.as_str(), phrase.en.as_str()),
            ("移送方法：FAX以外", "transfer methods: any but fax")
        );

        let set = |ids: &[&str]| alike(ids, |id| Value::Array(vec![id.into()]));
        let none = Choice::of(Value::Array(Vec::new()));
        let both = Choice::of(Value::Array(vec!["fax".into(), others[0].into()]));
        let phrase = given("transfer_methods", vec![set(&others), both], vec![none, set(&["fax"])]);
        assert_eq!(phrase.ja, "移送方法：FAX以外を含む");
    }
}
