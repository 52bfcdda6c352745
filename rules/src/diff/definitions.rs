//! What packs define beside rules and controls.

use std::collections::BTreeSet;

use super::details::{Detail, Details, plain, quoted};
use super::resting;
use super::{DefinitionKind, Difference, How};
use crate::exposure::ItemValue;
use crate::expression::Expression;
use crate::method::{Band, Method};
use crate::reference::Reference;
use crate::register::{FieldDefinition, FieldType, RegisterDefinition, Vocabulary, VocabularyValue};
use crate::rule::Fact;
use crate::rulebook::Rulebook;
use crate::text::Text;

/// Definitions that are different, by kind.
pub(super) fn differences(old: &Rulebook, new: &Rulebook) -> Vec<Difference> {
    let mut found = Vec::new();
    for kind in [
        DefinitionKind::Method,
        DefinitionKind::Parameter,
        DefinitionKind::List,
        DefinitionKind::Macro,
        DefinitionKind::Function,
        DefinitionKind::Fact,
        DefinitionKind::Vocabulary,
        DefinitionKind::Register,
        DefinitionKind::Field,
        DefinitionKind::Step,
        DefinitionKind::Stage,
        DefinitionKind::Family,
    ] {
        let (before, after) = (ids(old, kind), ids(new, kind));
        found.extend(after.iter().filter_map(|id| {
            let how = if before.contains(id) { How::Changed } else { How::Added };
            one(old, new, kind, id, how)
        }));
        let gone = before.iter().filter(|id| !after.contains(*id));
        found.extend(gone.filter_map(|id| one(old, new, kind, id, How::Removed)));
    }
    found
}

/// What is different about a definition, in words that name it.
pub(super) fn what_changed(old: &Rulebook, new: &Rulebook, kind: DefinitionKind, id: &str) -> Text {
    let name = name_of(kind, id, &title(new, kind, id));
    let details = details(old, new, kind, id);
    // The words of a vocabulary do not matter to a rule, so what alters comes first.
    let telling: Vec<Text> = details.iter().filter(|detail| detail.alters).map(Detail::phrase).collect();
    match telling.first() {
        // Its name says what the value is.
        Some(_) if kind == DefinitionKind::Parameter => {
            let values = details.first().map(|detail| {
                (
                    format!("{} → {}", detail.before.ja, detail.after.ja),
                    format!("{} → {}", detail.before.en, detail.after.en),
                )
            });
            let (ja, en) = values.unwrap_or_default();
            Text::new(format!("{} {ja}", name.ja), format!("{} {en}", name.en))
        }
        Some(_) => {
            let all = Text::listed(&telling);
            Text::new(format!("{}（{}）", name.ja, all.ja), format!("{} ({})", name.en, all.en))
        }
        None => name,
    }
}

/// The kind with the title or, for what has none, the id.
fn name_of(kind: DefinitionKind, id: &str, title: &Text) -> Text {
    let word = kind.title();
    if title.ja == id {
        Text::new(format!("{} {id}", word.ja), format!("{} {id}", word.en))
    } else {
        Text::new(format!("{}「{}」", word.ja, title.ja), format!("{} “{}”", word.en, title.en))
    }
}

impl DefinitionKind {
    /// What it is called.
    pub fn title(self) -> Text {
        let (ja, en) = match self {
            Self::Risk => ("リスク", "risk"),
            Self::Check => ("チェック", "check"),
            Self::Duty => ("義務", "duty"),
            Self::Impact => ("影響度", "impact"),
            Self::Control => ("対策", "control"),
            Self::Method => ("評価方法", "method"),
            Self::Parameter => ("パラメーター", "parameter"),
            Self::List => ("リスト", "list"),
            Self::Macro => ("マクロ", "macro"),
            Self::Function => ("関数", "function"),
            Self::Fact => ("ファクト", "fact"),
            Self::Vocabulary => ("語彙", "vocabulary"),
            Self::Register => ("台帳", "register"),
            Self::Field => ("項目", "field"),
            Self::Step => ("段階", "step"),
            Self::Stage => ("局面", "stage"),
            Self::Family => ("対策の区分", "family of controls"),
        };
        Text::new(ja, en)
    }
}

fn one(old: &Rulebook, new: &Rulebook, kind: DefinitionKind, id: &str, how: How) -> Option<Difference> {
    let title = title(if how == How::Removed { old } else { new }, kind, id);
    let found = Difference::bare(kind, id, &title, how);
    if how != How::Changed {
        return Some(found);
    }
    let details = details(old, new, kind, id);
    (!details.is_empty()).then_some(Difference { details, ..found })
}

fn ids(book: &Rulebook, kind: DefinitionKind) -> BTreeSet<String> {
    let schema = &book.schema;
    match kind {
        DefinitionKind::Method => book.methods.keys().cloned().collect(),
        DefinitionKind::Parameter => book.parameters.keys().cloned().collect(),
        DefinitionKind::List => book.names.lists.keys().cloned().collect(),
        DefinitionKind::Macro => book.macros.keys().cloned().collect(),
        DefinitionKind::Function => functions(book).map(|(name, count)| format!("{name}/{count}")).collect(),
        DefinitionKind::Fact => book.facts.iter().map(|fact| fact.id.clone()).collect(),
        DefinitionKind::Vocabulary => schema.vocabularies.keys().cloned().collect(),
        DefinitionKind::Register => schema.registers.keys().cloned().collect(),
        DefinitionKind::Field => {
            let fields = schema.registers.values().flat_map(|register| register.fields.values());
            fields.map(|field| format!("{}.{}", field.register, field.id)).collect()
        }
        DefinitionKind::Step => book.steps.iter().map(|step| step.id.clone()).collect(),
        DefinitionKind::Stage => schema.stages.iter().map(|stage| stage.id.clone()).collect(),
        DefinitionKind::Family => schema.families.iter().map(|family| family.id.clone()).collect(),
        DefinitionKind::Risk
        | DefinitionKind::Check
        | DefinitionKind::Duty
        | DefinitionKind::Impact
        | DefinitionKind::Control => BTreeSet::new(),
    }
}

fn title(book: &Rulebook, kind: DefinitionKind, id: &str) -> Text {
    let schema = &book.schema;
    let found = match kind {
        DefinitionKind::Method => book.methods.get(id).map(|method| &method.title),
        DefinitionKind::Control => book.controls.get(id).map(|control| &control.title),
        DefinitionKind::Fact => book.facts.iter().find(|fact| fact.id == id).map(|fact| &fact.title),
        DefinitionKind::Register => schema.registers.get(id).map(|register| &register.title),
        DefinitionKind::Field => field(book, id).map(|field| &field.title),
        DefinitionKind::Step => book.steps.iter().find(|step| step.id == id).map(|step| &step.title),
        DefinitionKind::Stage => schema.stages.iter().find(|stage| stage.id == id).map(|stage| &stage.title),
        DefinitionKind::Family => schema.families.iter().find(|family| family.id == id).map(|f| &f.title),
        _ => None,
    };
    found.cloned().unwrap_or_else(|| Text::same(id))
}

/// In what a definition that is in both versions differs.
fn details(old: &Rulebook, new: &Rulebook, kind: DefinitionKind, id: &str) -> Vec<Detail> {
    let mut details = Details::default();
    let (before, after) = (title(old, kind, id), title(new, kind, id));
    details.wording(("題名", "title"), &before, &after);
    compare(&mut details, old, new, kind, id);
    details.list
}

fn compare(details: &mut Details, old: &Rulebook, new: &Rulebook, kind: DefinitionKind, id: &str) {
    match kind {
        DefinitionKind::Method => {
            if let (Some(old), Some(new)) = (old.methods.get(id), new.methods.get(id)) {
                method(details, old, new);
            }
        }
        DefinitionKind::Parameter => {
            let value = |book: &Rulebook| Text::same(book.parameters.get(id).cloned().unwrap_or_default());
            details.value(("値", "value"), &value(old), &value(new));
        }
        DefinitionKind::List => {
            let words = |book: &Rulebook| book.names.lists.get(id).cloned().unwrap_or_default();
            let titles =
                |word: &str| quoted(&word_title(&[new, old], &[words(new), words(old)].concat(), word));
            details.entries(("語", "words"), &words(old), &words(new), titles, true);
        }
        DefinitionKind::Macro => {
            details.expression(("式", "expression"), old.macros.get(id), new.macros.get(id), true);
        }
        DefinitionKind::Function => {
            let text = |book: &Rulebook| Text::same(function(book, id).unwrap_or_default());
            details.value(("本体", "body"), &text(old), &text(new));
        }
        DefinitionKind::Fact => {
            let find = |book: &Rulebook| book.facts.iter().find(|fact| fact.id == id).cloned();
            if let (Some(old), Some(new)) = (find(old), find(new)) {
                fact(details, &old, &new);
            }
        }
        DefinitionKind::Vocabulary => {
            if let (Some(old), Some(new)) = (old.schema.vocabularies.get(id), new.schema.vocabularies.get(id))
            {
                vocabulary(details, old, new);
            }
        }
        DefinitionKind::Register => {
            if let (Some(old), Some(new)) = (old.schema.registers.get(id), new.schema.registers.get(id)) {
                for (what, old, new) in [
                    (("シート名の語", "words of sheet names"), &old.names, &new.names),
                    (("鍵", "key"), &old.key, &new.key),
                    (("予備の鍵", "key to fall back on"), &old.fallback_key, &new.fallback_key),
                    (("目印の項目", "anchors"), &old.anchors, &new.anchors),
                ] {
                    details.entries(what, old, new, plain, true);
                }
                let lines = |register: &RegisterDefinition| -> Vec<String> {
                    let reference = register.reference.as_deref().into_iter();
                    reference.flat_map(Reference::lines).collect()
                };
                details.entries(("行", "records"), &lines(old), &lines(new), plain, true);
            }
        }
        DefinitionKind::Field => {
            if let (Some(before), Some(after)) = (field(old, id), field(new, id)) {
                one_field(details, before, after);
            }
        }
        DefinitionKind::Stage => {
            let order = |book: &Rulebook| {
                let stage = book.schema.stages.iter().find(|stage| stage.id == id);
                Text::same(stage.map(|stage| stage.order.to_string()).unwrap_or_default())
            };
            details.wording(("順序", "order"), &order(old), &order(new));
        }
        _ => {}
    }
}

fn method(details: &mut Details, old: &Method, new: &Method) {
    let band = |method: &Method, id: &str| {
        let known = method.bands.iter().find(|band| band.id == id);
        known.map_or_else(|| Text::same(id), |band| band.title.clone())
    };
    details.value(("点数の式", "score"), &Text::same(&old.score), &Text::same(&new.score));
    let table = |method: &Method| Text::same(format!("{:?}", method.likelihood));
    details.value(("発生可能性の表", "table of likelihood"), &table(old), &table(new));
    let levels = |levels: &[Text]| Text::listed(levels);
    details.value(
        ("影響度の段階", "levels of impact"),
        &levels(&old.impact_levels),
        &levels(&new.impact_levels),
    );
    details.value(
        ("発生可能性の段階", "levels of likelihood"),
        &levels(&old.likelihood_levels),
        &levels(&new.likelihood_levels),
    );
    let text = |text: &Option<String>| Text::same(text.clone().unwrap_or_default());
    details.value(("影響度の式", "impact"), &text(&old.impact), &text(&new.impact));
    let map = |method: &Method| {
        Text::same(method.map.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join(" / "))
    };
    details.value(("区分の表", "map of bands"), &map(old), &map(new));
    let (before, after) = (model(old), model(new));
    details.entries(("金額のモデル", "model of money"), &before, &after, plain, true);
    details.value(("許容水準", "acceptable band"), &band(old, &old.acceptable), &band(new, &new.acceptable));
    let range = |band: &Band| {
        Text::new(
            format!("{} {}点から", band.title.ja, band.from),
            format!("{} from {}", band.title.en, band.from),
        )
    };
    let bands = |method: &Method| Text::listed(&method.bands.iter().map(range).collect::<Vec<_>>());
    details.value(("区分", "bands"), &bands(old), &bands(new));
    details.wording(("出典", "source"), &old.source, &new.source);
}

/// A model of money, one line for each of its parts.
fn model(method: &Method) -> Vec<String> {
    let Some(exposure) = &method.exposure else { return Vec::new() };
    let bases = format!("{} × ({}, {})", exposure.base, exposure.mental_base, exposure.economic_base);
    let factors = exposure.factors.iter().map(|factor| format!("× {factor}"));
    let lines =
        exposure.identifiability.iter().map(|line| format!("{}: × {}", line.items.join(" + "), line.factor));
    let value =
        |value: &ItemValue| format!("{}: ({}, {})", value.items.join(" + "), value.mental, value.economic);
    std::iter::once(bases).chain(factors).chain(lines).chain(exposure.value.iter().map(value)).collect()
}

/// The title of a word of a list whose words are all values of one vocabulary; else the word itself.
fn word_title(books: &[&Rulebook], words: &[String], word: &str) -> Text {
    let vocabularies = books.iter().flat_map(|book| book.schema.vocabularies.values());
    let mut whole =
        vocabularies.filter(|vocabulary| words.iter().all(|word| vocabulary.value(word).is_some()));
    let value = whole.next().and_then(|vocabulary| vocabulary.value(word));
    value.map_or_else(|| Text::same(word), |value| value.title.clone())
}

fn fact(details: &mut Details, old: &Fact, new: &Fact) {
    let plain_of = |field: &Option<String>| plain(field.as_deref().unwrap_or_default());
    let aggregate = |fact: &Fact| Text::same(format!("{:?}", fact.aggregate).to_lowercase());
    details.value(("対象の台帳", "register"), &plain(&old.register), &plain(&new.register));
    details.value(("集計", "aggregate"), &aggregate(old), &aggregate(new));
    details.value(("集計する項目", "field"), &plain_of(&old.of), &plain_of(&new.of));
    details.value(("まとめる項目", "grouped by"), &plain_of(&old.by), &plain_of(&new.by));
    details.expression(("式", "expression"), Some(&old.expression), Some(&new.expression), true);
}

fn vocabulary(details: &mut Details, old: &Vocabulary, new: &Vocabulary) {
    let title = |value: &VocabularyValue| quoted(&value.title);
    let ids = |values: &[VocabularyValue]| values.iter().map(|value| value.id.clone()).collect::<Vec<_>>();
    let of = |id: &str| new.value(id).or_else(|| old.value(id)).map_or_else(|| Text::same(id), title);
    details.entries(("値", "values"), &ids(&old.values), &ids(&new.values), of, true);
    for value in &new.values {
        let Some(known) = old.value(&value.id) else { continue };
        let named = |ja: &str, en: &str| {
            let title = title(value);
            (format!("{}の{ja}", title.ja), format!("{en} of {}", title.en))
        };
        let (ja, en) = named("題名", "title");
        details.wording((&ja, &en), &known.title, &value.title);
        let (ja, en) = named("言い回し", "wordings");
        details.entries((&ja, &en), &known.words, &value.words, word, true);
        let (ja, en) = named("単独の言い回し", "wordings that stand alone");
        details.entries((&ja, &en), &known.whole, &value.whole, word, true);
        let (ja, en) = named("媒体", "media");
        details.entries((&ja, &en), &known.media, &value.media, plain, true);
    }
}

fn one_field(details: &mut Details, old: &FieldDefinition, new: &FieldDefinition) {
    let text = |value: Option<&String>| Text::same(value.cloned().unwrap_or_default());
    let kind = |kind: FieldType| Text::same(format!("{kind:?}").to_lowercase());
    let flag = |flag: bool| if flag { Text::new("はい", "yes") } else { Text::new("いいえ", "no") };
    details.value(("型", "type"), &kind(old.kind), &kind(new.kind));
    details.value(("語彙", "vocabulary"), &text(old.vocabulary.as_ref()), &text(new.vocabulary.as_ref()));
    details.value(("単数の名前", "singular"), &text(old.singular.as_ref()), &text(new.singular.as_ref()));
    details.value(("指す台帳", "register it names"), &text(old.names.as_ref()), &text(new.names.as_ref()));
    details.value(("読み取る元", "told by"), &text(old.from.as_ref()), &text(new.from.as_ref()));
    details.value(("別の語も可", "open"), &flag(old.open), &flag(new.open));
    details.value(("上のセルを引き継ぐ", "fills down"), &flag(old.fill_down), &flag(new.fill_down));
    details.value(("空欄を補う式", "derived by"), &text(old.derive.as_ref()), &text(new.derive.as_ref()));
    details.wording(("別名", "alias"), &text(old.alias.as_ref()), &text(new.alias.as_ref()));
    details.entries(("見出し", "headers"), &old.headers, &new.headers, word, true);
}

fn word(word: &str) -> Text {
    quoted(&Text::same(word))
}

/// A field by `register.field`.
fn field<'b>(book: &'b Rulebook, id: &str) -> Option<&'b FieldDefinition> {
    let (register, field) = id.split_once('.')?;
    book.schema.field(register, field)
}

/// Functions with their numbers of parameters; every expression carries all of them.
fn functions(book: &Rulebook) -> impl Iterator<Item = (String, usize)> {
    let all = any_expression(book).into_iter().flat_map(|expression| expression.ast.iter_functions());
    all.map(|function| (function.name.to_owned(), function.params.len()))
}

fn function(book: &Rulebook, id: &str) -> Option<String> {
    let (name, parameters) = id.split_once('/')?;
    resting::function(any_expression(book)?, name, parameters.parse().ok()?)
}

fn any_expression(book: &Rulebook) -> Option<&Expression> {
    let rules =
        book.risks.iter().map(|rule| &rule.when).chain(book.checks.iter().map(|check| &check.require));
    rules.chain(&book.impact).next()
}
