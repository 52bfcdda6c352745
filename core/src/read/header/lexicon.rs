//! The headers that packs know, in the forms in which they are compared.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use daicho_rules::normal::{clean, fold, fold_header};
use daicho_rules::{FieldDefinition, FieldType, RegisterDefinition, Schema, Value};

use super::compared::{fold_label, halves, latin_words, skeleton};
use super::described::Described;
use super::slip::{Slip, misspelt, slip};
use crate::read::value::{CellText, Parser, vocabulary_of};

/// What separates parent and child in a header of a pack.
const BELOW: char = '>';

/// Known headers of all registers.
#[derive(Debug)]
pub(crate) struct Lexicon<'s> {
    /// The schema that they are of.
    pub(crate) schema: &'s Schema,
    /// Registers in the order of the packs.
    pub(crate) registers: Vec<RegisterWords<'s>>,
    /// What all registers know.
    pub(super) known: Known,
    /// What the client's settings say of the sheet that is being read.
    pub(crate) described: Described<'s>,
}

/// What all registers know, whichever it is.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Every header, parent and child in its comparing form.
    words: BTreeSet<String>,
    /// Every header, parent and child as packs write it: found without any folding.
    typed: HashSet<String>,
    /// Pairs of neighbouring signs in headers.
    pairs: BTreeSet<(char, char)>,
    /// Words of headers in Latin script.
    latin: BTreeSet<String>,
}

/// A field that goes by a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    /// Index of the field.
    pub(super) field: usize,
    /// Place of the header among those of the field: the usual ones come first.
    pub(super) rank: usize,
}

/// Known headers of a register. Fields are given by their index.
#[derive(Debug)]
pub(crate) struct RegisterWords<'s> {
    /// The definition.
    pub(crate) definition: &'s RegisterDefinition,
    schema: &'s Schema,
    /// Words of sheet names and titles, folded.
    names: Vec<String>,
    /// Headers with the contents of brackets.
    full: Names<String>,
    /// Headers.
    single: Names<String>,
    /// Skeletons of headers; parent and child are written together.
    skeletons: Names<String>,
    /// Headers in Latin script by their words.
    latin: Names<Vec<String>>,
    /// Children by parent and child.
    pairs: Names<(String, String)>,
    /// Children below any parent, and below how many.
    children: BTreeMap<String, (Vec<Named>, usize)>,
    /// Parents of `pairs`.
    parents: Names<String>,
    /// Headers for near matching, and their length; parent and child are written together.
    near: Vec<(String, usize, Named)>,
    /// What near matching found before: the same headers are tried many times.
    found: RefCell<HashMap<String, Near>>,
    /// Parsers of the fields, made when cells are first tried.
    parsers: Vec<OnceCell<Parser<'s>>>,
}

type Names<K> = BTreeMap<K, Vec<Named>>;

/// What near matching finds for a header.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Near {
    /// The only field with a header that may have been meant.
    pub(super) slip: Option<(Named, Slip)>,
    /// The field whose header is the longest end of the text, as in 「原本の保管場所」.
    pub(super) ending: Option<Named>,
}

impl<'s> Lexicon<'s> {
    /// The headers of all registers of a schema.
    pub(crate) fn new(schema: &'s Schema) -> Self {
        let registers: Vec<_> =
            schema.registers_of_clients().map(|register| RegisterWords::new(register, schema)).collect();
        let mut known = Known::default();
        for field in schema.registers_of_clients().flat_map(|register| register.fields.values()) {
            for word in headers(field).flat_map(|header| header.split(BELOW)) {
                known.add(word);
            }
        }
        let mapped = schema.mapping.headers().filter(|(_, header)| header.field.is_some());
        for word in mapped.flat_map(|(_, header)| header.parts()) {
            known.words.insert(fold_header(word));
            known.typed.insert(clean(word));
        }
        known.words.remove("");
        Self { schema, registers, known, described: Described::default() }
    }

    /// True if a text is a known header, or the parent or child of one.
    pub(crate) fn knows(&self, text: &str) -> bool {
        let known = |text: &str| self.known.words.contains(&fold_label(text));
        self.knows_typed(text)
            || is_short(text)
                && (known(text) || halves(text).is_some_and(|halves| halves.iter().any(|half| known(half))))
    }

    /// True if a text is exactly one of the headers as packs write them: a test without any work.
    pub(crate) fn knows_typed(&self, text: &str) -> bool {
        self.known.typed.contains(text)
    }
}

impl Known {
    /// True if a folded text is a header of some register, or the parent or child of one.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    fn add(&mut self, word: &str) {
        let folded = fold_label(word);
        let signs: Vec<char> = folded.chars().collect();
        self.pairs.extend(signs.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))));
        self.latin.extend(latin_words(word).into_iter().flatten());
        self.words.insert(folded);
        self.typed.insert(clean(word));
    }
}

/// True if a text is short enough for a header; in Latin script it takes more letters to say the same.
pub(crate) fn is_short(text: &str) -> bool {
    let latin = |c: char| c < '\u{250}' || ('\u{2000}'..'\u{2070}').contains(&c);
    text.len() <= 240 && (text.chars().count() <= 60 || text.chars().all(latin))
}

fn headers(field: &FieldDefinition) -> impl Iterator<Item = &str> {
    let titles = [field.title.ja.as_str(), field.title.en.as_str()];
    let all = field.headers.iter().chain(&field.alias).map(String::as_str).chain(titles);
    // What another field tells stands in no column.
    all.filter(|text| !text.is_empty() && field.from.is_none())
}

fn note<K: Ord>(names: &mut Names<K>, key: K, named: Named) {
    let fields = names.entry(key).or_default();
    if !fields.iter().any(|known| known.field == named.field) {
        fields.push(named);
    }
}

fn of<'n, K: Ord + std::borrow::Borrow<Q>, Q: Ord + ?Sized>(names: &'n Names<K>, key: &Q) -> &'n [Named] {
    names.get(key).map_or(&[], Vec::as_slice)
}

impl<'s> RegisterWords<'s> {
    fn new(definition: &'s RegisterDefinition, schema: &'s Schema) -> Self {
        let mut words = Self {
            definition,
            schema,
            names: Vec::new(),
            full: BTreeMap::new(),
            single: BTreeMap::new(),
            skeletons: BTreeMap::new(),
            latin: BTreeMap::new(),
            pairs: BTreeMap::new(),
            children: BTreeMap::new(),
            parents: BTreeMap::new(),
            near: Vec::new(),
            found: RefCell::default(),
            parsers: definition.fields.iter().map(|_| OnceCell::new()).collect(),
        };
        let titles = [&definition.title.ja, &definition.title.en];
        words.names = definition.names.iter().chain(titles).map(|name| fold(name)).collect();
        words.names.retain(|name| !name.is_empty());
        for (field, definition) in definition.fields.values().enumerate() {
            for (rank, header) in headers(definition).enumerate() {
                words.add(Named { field, rank }, header);
            }
        }
        words
    }

    fn add(&mut self, named: Named, header: &str) {
        let folded = if let Some((parent, child)) = header.split_once(BELOW) {
            let (parent, child) = (fold_label(parent), fold_label(child));
            let together = format!("{parent}{child}");
            note(&mut self.parents, parent.clone(), named);
            let (fields, below) = self.children.entry(child.clone()).or_default();
            if !fields.iter().any(|known| known.field == named.field) {
                fields.push(named);
            }
            *below += 1;
            note(&mut self.pairs, (parent, child), named);
            together
        } else {
            let folded = fold_label(header);
            note(&mut self.full, fold(header), named);
            note(&mut self.single, folded.clone(), named);
            if let Some(words) = latin_words(header) {
                note(&mut self.latin, words, named);
            }
            folded
        };
        note(&mut self.skeletons, skeleton(&folded), named);
        let length = folded.chars().count();
        if length >= 4 {
            self.near.push((folded, length, named));
        }
    }

    /// The field that the client's settings give a header, parents first: none for a column kept unmapped.
    pub(super) fn settled(&self, parts: &[String]) -> Option<Vec<Named>> {
        let mapped = self.schema.mapping.header(&self.definition.id, parts)?;
        Some(self.field(mapped.field.as_deref()))
    }

    /// The field of an id; none for a column kept unmapped.
    pub(super) fn field(&self, id: Option<&str>) -> Vec<Named> {
        let field = id.and_then(|id| self.definition.fields.get_index_of(id));
        field.into_iter().map(|field| Named { field, rank: 0 }).collect()
    }

    /// Fields of a header, the contents of brackets counted.
    pub(super) fn full(&self, header: &str) -> &[Named] {
        of(&self.full, fold(header).as_str())
    }

    /// Fields of a folded header.
    pub(super) fn single(&self, folded: &str) -> &[Named] {
        of(&self.single, folded)
    }

    /// Fields of a folded header written in another way: with other okurigana, say.
    pub(super) fn alike(&self, folded: &str) -> &[Named] {
        of(&self.skeletons, skeleton(folded).as_str())
    }

    /// Fields of a header in Latin script with the same words.
    pub(super) fn latin(&self, header: &str) -> &[Named] {
        latin_words(header).map_or(&[], |words| of(&self.latin, words.as_slice()))
    }

    /// Fields of a folded child below a folded parent.
    pub(super) fn pair(&self, parent: &str, child: &str) -> &[Named] {
        // A look-up by two borrowed texts would need a map of maps; the key is short.
        of(&self.pairs, &(parent.to_owned(), child.to_owned()))
    }

    /// Fields of a folded child below whatever parent, and below how many: 方法, 区分.
    pub(super) fn child(&self, child: &str) -> (&[Named], usize) {
        self.children.get(child).map_or((&[], 0), |(fields, below)| (fields.as_slice(), *below))
    }

    /// Fields of all children of a folded parent: 保管, 廃棄.
    pub(super) fn parent(&self, parent: &str) -> &[Named] {
        of(&self.parents, parent)
    }

    /// True if headers below this folded parent are known.
    pub(super) fn knows_parent(&self, parent: &str) -> bool {
        self.parents.contains_key(parent)
    }

    /// True if a text is a header of this register.
    pub(crate) fn knows(&self, text: &str) -> bool {
        if let Some(settled) = self.settled(&[text.to_owned()]) {
            return !settled.is_empty();
        }
        is_short(text) && (self.single.contains_key(&fold_label(text)) || !self.full(text).is_empty())
    }

    /// True if a text is the header of a field that tells this register from others.
    pub(crate) fn knows_anchor(&self, text: &str) -> bool {
        let settled = self.settled(&[text.to_owned()]).unwrap_or_default();
        let fields = self.single(&fold_label(text)).iter().chain(self.full(text)).chain(&settled);
        let mut ids = fields.filter_map(|named| self.definition.fields.get_index(named.field));
        ids.any(|(id, _)| self.definition.anchors.contains(id))
    }

    /// The reader of a field's cells.
    pub(super) fn parser(&self, field: usize) -> Option<&Parser<'s>> {
        let (id, definition) = self.definition.fields.get_index(field)?;
        Some(self.parsers.get(field)?.get_or_init(|| {
            Parser::new(definition, vocabulary_of(self.schema, definition))
                .with_wordings(self.schema.mapping.wordings(&self.definition.id, id))
        }))
    }

    /// True if a text holds a known child of a folded parent: it is that child with a slip, and no value.
    pub(super) fn has_child_in(&self, parent: &str, text: &str) -> bool {
        let below = self.pairs.range((parent.to_owned(), String::new())..);
        let mut children = below.take_while(|((other, _), _)| other == parent).map(|((_, child), _)| child);
        children.any(|child| child.chars().count() >= 2 && text.contains(child.as_str()))
    }

    /// True if a text is a value of a field that holds several of a vocabulary.
    pub(super) fn is_value(&self, field: usize, text: &str) -> bool {
        let set =
            self.definition.fields.get_index(field).is_some_and(|(_, field)| field.kind == FieldType::Set);
        let text = CellText { text: text.to_owned(), ..CellText::default() };
        let parsed = self.parser(field).filter(|_| set).map(|parser| parser.parse(&text));
        matches!(
            parsed.and_then(|parsed| parsed.value),
            Some(Value::Set(set)) if !set.ids.is_empty() && set.others.is_empty() && set.unclear.is_empty()
        )
    }

    /// Fields whose headers are nearly a header: `folded`, and as `typed`.
    pub(super) fn near(&self, folded: &str, typed: &str, known: &Known) -> Near {
        if let Some(near) = self.found.borrow().get(folded) {
            return *near;
        }
        // What another register knows is no slip of anything.
        let near = if known.has(folded) {
            Near::default()
        } else {
            Near { slip: self.slip(folded, typed, known), ending: self.ending(folded, known) }
        };
        self.found.borrow_mut().insert(folded.to_owned(), near);
        near
    }

    fn slip(&self, folded: &str, typed: &str, known: &Known) -> Option<(Named, Slip)> {
        let length = folded.chars().count();
        let found = self.near.iter().filter(|(_, other, _)| length.abs_diff(*other) <= 1);
        let found =
            found.filter_map(|(header, _, named)| Some((slip(folded, header, &known.pairs)?, *named)));
        let words = latin_words(typed);
        let latin = words.iter().flat_map(|words| {
            let near = self.latin.iter().filter(|(header, _)| misspelt(words, header, &known.latin));
            near.flat_map(|(_, fields)| fields.iter().map(|named| (Slip::Usual, *named)))
        });
        let all: Vec<(Slip, Named)> = found.chain(latin).collect();
        let surest = all.iter().map(|(slip, _)| *slip).max()?;
        let mut surest = all.iter().filter(|(slip, _)| *slip == surest);
        let (slip, first) = surest.next()?;
        surest.all(|(_, named)| named.field == first.field).then_some((*first, *slip))
    }

    fn ending(&self, folded: &str, known: &Known) -> Option<Named> {
        let ends = self.near.iter().filter(|(header, length, _)| {
            *length >= 4
                && !header.is_ascii()
                && folded.strip_suffix(header.as_str()).is_some_and(|rest| {
                    // 委託先の保管場所 is not the place of the register's own: what stands before may be no word of
                    // another thing, and none that turns the meaning.
                    !rest.is_empty() && !turns(rest) && !known.words.iter().any(|word| is_within(word, rest))
                })
        });
        let longest = ends.clone().map(|(_, length, _)| *length).max()?;
        let mut fields = ends.filter(|(_, length, _)| *length == longest).map(|(.., named)| *named);
        let first = fields.next()?;
        fields.all(|named| named.field == first.field).then_some(first)
    }

    /// True if a sheet name or title speaks of this register.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        let folded = fold(text);
        self.names.iter().any(|name| folded.contains(name.as_str()))
    }
}

/// True if a word of two signs at least stands in a text.
fn is_within(word: &str, text: &str) -> bool {
    word.len() >= 6 && text.contains(word)
}

/// True if what stands before a header makes it another: 旧, 次回の, 変更後の, 予備の.
fn turns(before: &str) -> bool {
    let signs = [
        '旧', '新', '前', '次', '後', '再', '非', '不', '未', '無', '副', '代', '仮', '他', '元', '先', '外',
        '予', '相', '逆',
    ];
    before.contains(signs)
}
