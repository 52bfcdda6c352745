//! No header of a pack is taken for another, however it is typed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use daicho_rules::{Rulebook, built_in_names};

use super::claim::{SLIP, claims};
use super::compared::fold_label;
use super::{Label, Lexicon, RegisterWords};

static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let names: Vec<String> = built_in_names().iter().map(ToString::to_string).collect();
    Rulebook::load(&names).unwrap()
});

/// Every header of every field: register, field and header, `>` between parent and child.
static HEADERS: LazyLock<Vec<(usize, usize, String)>> = LazyLock::new(|| {
    let registers = BOOK.schema.registers_of_clients().enumerate();
    let fields = registers.flat_map(|(register, definition)| {
        definition.fields.values().enumerate().map(move |(index, field)| (register, index, field))
    });
    let told = fields.filter(|(.., field)| field.from.is_none());
    told.flat_map(|(register, index, field)| field.headers.iter().map(move |h| (register, index, h.clone())))
        .collect()
});

fn parts(header: &str) -> Vec<String> {
    header.split('>').map(|part| part.trim().to_owned()).collect()
}

/// Fields that a header is mapped to.
fn mapped(lexicon: &Lexicon<'_>, words: &RegisterWords<'_>, parts: Vec<String>) -> BTreeSet<usize> {
    sure(lexicon, words, parts).into_keys().collect()
}

/// A way to type a header, and an example of it.
type Typing = (&'static str, fn(&str) -> String);

const TYPINGS: &[Typing] = &[
    ("numbered", |header| format!("①{header}")),
    ("numbered with a point", |header| format!("３．{header}")),
    ("with a note", |header| format!("{header} ※1")),
    ("demanded", |header| format!("＊{header}（必須）")),
    ("not demanded", |header| format!("{header}\n(任意)")),
    ("in brackets", |header| format!("【{header}】")),
    ("parted by spaces", |header| header.chars().flat_map(|c| [c, '　']).collect()),
    ("broken over lines", |header| {
        let half = header.chars().count() / 2;
        let (front, back): (Vec<_>, Vec<_>) = header.chars().enumerate().partition(|(at, _)| *at < half);
        let text = |part: Vec<(usize, char)>| part.into_iter().map(|(_, c)| c).collect::<String>();
        format!("{}\n{}", text(front), text(back))
    }),
    ("in full width", |header| {
        header
            .chars()
            .map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
            .collect()
    }),
    ("with an English word behind", |header| format!("{header} (Item)")),
    ("in capitals", str::to_uppercase),
];

#[test]
fn a_header_with_signs_around_it_is_the_same_header() {
    let lexicon = Lexicon::new(&BOOK.schema);
    for (register, field, header) in HEADERS.iter() {
        let words = &lexicon.registers[*register];
        let plain = parts(header);
        assert!(mapped(&lexicon, words, plain.clone()).contains(field), "{header}");
        let (last, parents) = plain.split_last().unwrap();
        for (typing, typed) in TYPINGS {
            let text = typed(last);
            let parts = parents.iter().cloned().chain([text.clone()]).collect();
            let found = mapped(&lexicon, words, parts);
            let others = mapped(&lexicon, words, plain.clone());
            assert!(found.is_subset(&others), "{header} {typing}: {text} → {found:?}");
            // Spaces between Latin words are lost with those within, and brackets are part of some headers.
            let parted = last.contains(['(', '（', '/']) || last.is_ascii() && *typing == "with a note";
            assert!(parted || found.contains(field), "{header} {typing}: {text} is not mapped");
        }
    }
}

#[test]
fn words_around_a_header_that_say_nothing_do_not_make_it_another() {
    let lexicon = Lexicon::new(&BOOK.schema);
    for (register, field, header) in HEADERS.iter().filter(|(.., header)| !header.contains('>')) {
        let words = &lexicon.registers[*register];
        for text in [format!("個人情報の{header}"), format!("{header}欄"), format!("{header}について")]
        {
            let found = mapped(&lexicon, words, vec![text.clone()]);
            let known = mapped(&lexicon, words, vec![header.clone()]);
            // With 個人情報の in front some headers are headers of their own.
            let own = words.knows(&text) || !words.alike(&fold_label(&text)).is_empty();
            assert!(
                own || found.is_empty() || found.contains(field) || found.is_subset(&known),
                "{text} → {found:?}"
            );
        }
    }
}

#[test]
fn headers_of_opposites_are_never_each_other() {
    let lexicon = Lexicon::new(&BOOK.schema);
    let items = lexicon.registers.iter().find(|words| words.definition.id == "items").unwrap();
    for (typed, wrong) in [
        ("委託元", "vendors"),
        ("委託元名称", "vendors"),
        ("委託元の保管場所", "places"),
        ("次回見直し日", "reviewed_on"),
        ("変更後の利用目的", "purpose"),
        ("旧保管場所", "places"),
        ("廃棄開始日", "disposal_record"),
        ("委託先の管理責任者", "owner"),
        ("利用者数", "access"),
        ("契約期間", "retention"),
    ] {
        let field = items.definition.fields.get_index_of(wrong).unwrap();
        assert!(!mapped(&lexicon, items, vec![typed.to_owned()]).contains(&field), "{typed} → {wrong}");
    }
    let below = mapped(&lexicon, items, vec!["委託先".to_owned(), "管理責任者".to_owned()]);
    assert!(!below.contains(&items.definition.fields.get_index_of("owner").unwrap()));
}

/// What a slip of the pen does to a header.
#[derive(Debug, Clone)]
enum Slip {
    Replaced(usize, char),
    Missing(usize),
    Doubled(usize),
    Swapped(usize),
    Inserted(usize, char),
}

fn slipped(header: &str, slip: &Slip) -> String {
    let mut signs: Vec<char> = header.chars().collect();
    let length = signs.len();
    match *slip {
        Slip::Replaced(at, sign) => signs[at % length] = sign,
        Slip::Missing(at) => drop(signs.remove(at % length)),
        Slip::Doubled(at) => signs.insert(at % length, signs[at % length]),
        Slip::Swapped(at) => signs.swap(at % length, (at % length + 1) % length),
        Slip::Inserted(at, sign) => signs.insert(at % length, sign),
    }
    signs.into_iter().collect()
}

/// Fields with how sure they are that a header is mapped to.
fn sure(lexicon: &Lexicon<'_>, words: &RegisterWords<'_>, parts: Vec<String>) -> BTreeMap<usize, u8> {
    let label = Label { column: 0, parts };
    let claims = claims(words, lexicon, 0, &label);
    claims.iter().filter(|claim| claim.holds()).map(|claim| (claim.field, claim.confidence)).collect()
}

/// What a slip makes of a header may be nearer to another one, 証認者名 for 確認者名, or other words, 主な項番
/// for 主な項目: that is rare, and a slip is never surer than `SLIP`, at which a doubt is told.
#[test]
fn one_slip_hardly_ever_makes_a_header_another_field() {
    let lexicon = Lexicon::new(&BOOK.schema);
    let signs: Vec<char> =
        HEADERS.iter().flat_map(|(.., header)| header.chars()).collect::<BTreeSet<_>>().into_iter().collect();
    let (mut tried, mut others) = (0, Vec::new());
    for (index, (register, _, header)) in HEADERS.iter().enumerate().step_by(23) {
        let words = &lexicon.registers[*register];
        let plain = parts(header);
        let (last, parents) = plain.split_last().unwrap();
        let known = mapped(&lexicon, words, plain.clone());
        for at in 0..last.chars().count() {
            let sign = |step: usize| signs[(index * 31 + at * 7 + step) % signs.len()];
            for slip in [
                Slip::Missing(at),
                Slip::Doubled(at),
                Slip::Swapped(at),
                Slip::Replaced(at, sign(0)),
                Slip::Inserted(at, sign(101)),
            ] {
                let text = slipped(last, &slip);
                let child = fold_label(&text);
                if text.trim().is_empty() || lexicon.known.has(&child) {
                    continue;
                }
                tried += 1;
                let typed: Vec<String> = parents.iter().cloned().chain([text.clone()]).collect();
                let whole: String = typed.iter().map(|part| fold_label(part)).collect();
                for (field, confidence) in sure(&lexicon, words, typed) {
                    let near = |form: &str| words.near(form, &text, &lexicon.known).slip;
                    let as_slip = [&whole, &child].into_iter().filter_map(|form| near(form));
                    if as_slip.into_iter().any(|(named, _)| named.field == field) {
                        assert!(known.contains(&field) || confidence <= SLIP, "{header} → {text} → {field}");
                    }
                    if !known.contains(&field) {
                        others.push(format!("{header} → {text} → {field} ({confidence})"));
                    }
                }
            }
        }
    }
    assert!(others.len() * 200 < tried, "{} of {tried}: {others:#?}", others.len());
}

#[test]
fn a_slip_below_a_parent_is_looked_for_together_with_it() {
    let lexicon = Lexicon::new(&BOOK.schema);
    let items = lexicon.registers.iter().find(|words| words.definition.id == "items").unwrap();
    let fields = mapped(&lexicon, items, parts("Disposal > Rcord"));
    let ids: Vec<&String> =
        fields.iter().filter_map(|field| Some(items.definition.fields.get_index(*field)?.0)).collect();
    assert!(!ids.iter().any(|id| *id == "count"), "{ids:?}");
}
