//! The headers that packs know, in the form in which they are compared.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use daicho_rules::normal::{clean, fold, fold_header};
use daicho_rules::{FieldDefinition, Mapping, RegisterDefinition, Schema};

/// What separates parent and child in a header of a pack.
const BELOW: char = '>';

/// Known headers of all registers.
#[derive(Debug)]
pub(crate) struct Lexicon<'s> {
    /// Registers in the order of the packs.
    pub(crate) registers: Vec<RegisterWords<'s>>,
    /// Every header, parent and child in its comparing form.
    words: BTreeSet<String>,
    /// Every header, parent and child as packs write it: found without any folding.
    typed: HashSet<String>,
}

/// Known headers of a register. Fields are given by their index.
#[derive(Debug)]
pub(crate) struct RegisterWords<'s> {
    /// The definition.
    pub(crate) definition: &'s RegisterDefinition,
    /// Words of sheet names and titles, folded.
    names: Vec<String>,
    /// Headers with the contents of brackets.
    full: BTreeMap<String, Vec<usize>>,
    /// Headers.
    single: BTreeMap<String, Vec<usize>>,
    /// Children by parent and child.
    pairs: BTreeMap<(String, String), Vec<usize>>,
    /// Parents of `pairs`.
    parents: BTreeSet<String>,
    /// Headers for near matching: text, its length, its field; parent and child are written together.
    near: Vec<(String, usize, usize)>,
    /// Headers that the client's settings map.
    mapping: &'s Mapping,
    /// What near matching found before: the same headers are tried many times.
    found: RefCell<HashMap<String, Near>>,
}

/// What near matching finds for a header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    /// The only field with a header one slip of the pen away, two in long headers.
    pub(crate) slip: Option<usize>,
    /// The field whose header is the longest end of the text, as in 「当該情報の保管場所」.
    pub(crate) ending: Option<usize>,
}

impl<'s> Lexicon<'s> {
    /// The headers of all registers of a schema.
    pub(crate) fn new(schema: &'s Schema) -> Self {
        let registers: Vec<_> = schema
            .registers_of_clients()
            .map(|register| RegisterWords::new(register, &schema.mapping))
            .collect();
        let mut words = BTreeSet::new();
        let mut typed = HashSet::new();
        for field in schema.registers_of_clients().flat_map(|register| register.fields.values()) {
            for word in headers(field).flat_map(|header| header.split(BELOW)) {
                words.insert(fold_header(word));
                typed.insert(clean(word));
            }
        }
        let mapped = schema.mapping.headers().filter(|(_, header)| header.field.is_some());
        for word in mapped.flat_map(|(_, header)| header.parts()) {
            words.insert(fold_header(word));
            typed.insert(clean(word));
        }
        words.remove("");
        Self { registers, words, typed }
    }

    /// True if a text is a known header, or the parent or child of one.
    pub(crate) fn knows(&self, text: &str) -> bool {
        let known = |text: &str| self.words.contains(&fold_label(text));
        self.typed.contains(text)
            || is_short(text)
                && (known(text) || halves(text).is_some_and(|halves| halves.iter().any(|half| known(half))))
    }

    /// True if a text is exactly one of the headers as packs write them: a test without any work.
    pub(crate) fn knows_typed(&self, text: &str) -> bool {
        self.typed.contains(text)
    }
}

/// True if a text is short enough for a header.
pub(crate) fn is_short(text: &str) -> bool {
    text.len() <= 240 && text.chars().count() <= 60
}

/// The Japanese and the Latin half of a header in two languages: Source 取得元.
pub(crate) fn halves(text: &str) -> Option<[String; 2]> {
    let (latin, other): (String, String) = text.chars().partition(char::is_ascii);
    let letters = |half: &str| half.chars().filter(|c| c.is_alphabetic()).count();
    (letters(&latin) >= 2 && letters(&other) >= 2).then_some([other, latin])
}

/// A header for comparing, without references to notes: 件数 ※2.
pub(crate) fn fold_label(text: &str) -> String {
    if !text.contains(['※', '＊', '*', '注']) {
        return fold_header(text);
    }
    let mut bare = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let refers =
            matches!(c, '※' | '＊' | '*') || c == '注' && rest.peek().is_some_and(|next| next.is_numeric());
        if !refers {
            bare.push(c);
            continue;
        }
        while rest.peek().is_some_and(|next| next.is_numeric() || matches!(next, ')' | '）')) {
            rest.next();
        }
    }
    fold_header(if bare.trim().is_empty() { text } else { &bare })
}

fn headers(field: &FieldDefinition) -> impl Iterator<Item = &str> {
    let titles = [field.title.ja.as_str(), field.title.en.as_str()];
    let all = field.headers.iter().chain(&field.alias).map(String::as_str).chain(titles);
    // What another field tells stands in no column.
    all.filter(|text| !text.is_empty() && field.from.is_none())
}

impl<'s> RegisterWords<'s> {
    fn new(definition: &'s RegisterDefinition, mapping: &'s Mapping) -> Self {
        let mut words = Self {
            definition,
            names: Vec::new(),
            full: BTreeMap::new(),
            single: BTreeMap::new(),
            pairs: BTreeMap::new(),
            parents: BTreeSet::new(),
            near: Vec::new(),
            mapping,
            found: RefCell::default(),
        };
        let titles = [&definition.title.ja, &definition.title.en];
        words.names = definition.names.iter().chain(titles).map(|name| fold(name)).collect();
        words.names.retain(|name| !name.is_empty());
        for (index, field) in definition.fields.values().enumerate() {
            for header in headers(field) {
                words.add(index, header);
            }
        }
        words
    }

    fn add(&mut self, field: usize, header: &str) {
        fn note<K: Ord>(map: &mut BTreeMap<K, Vec<usize>>, key: K, field: usize) {
            let fields = map.entry(key).or_default();
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        let folded = if let Some((parent, child)) = header.split_once(BELOW) {
            let (parent, child) = (fold_header(parent), fold_header(child));
            let together = format!("{parent}{child}");
            self.parents.insert(parent.clone());
            note(&mut self.pairs, (parent, child), field);
            together
        } else {
            let folded = fold_header(header);
            note(&mut self.full, fold(header), field);
            note(&mut self.single, folded.clone(), field);
            folded
        };
        let length = folded.chars().count();
        if length >= 4 {
            self.near.push((folded, length, field));
        }
    }

    /// The field that the client's settings give a header, parents first: none for a column kept unmapped.
    pub(crate) fn settled(&self, parts: &[String]) -> Option<Vec<usize>> {
        let mapped = self.mapping.header(&self.definition.id, parts)?;
        let field = mapped.field.as_ref().and_then(|field| self.definition.fields.get_index_of(field));
        Some(field.into_iter().collect())
    }

    /// Fields of a header, the contents of brackets counted.
    pub(crate) fn full(&self, header: &str) -> &[usize] {
        self.full.get(&fold(header)).map_or(&[], Vec::as_slice)
    }

    /// Fields of a folded header.
    pub(crate) fn single(&self, folded: &str) -> &[usize] {
        self.single.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Fields of a folded child below a folded parent.
    pub(crate) fn pair(&self, parent: &str, child: &str) -> &[usize] {
        // A look-up by two borrowed texts would need a map of maps; the key is short.
        self.pairs.get(&(parent.to_owned(), child.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// True if headers below this folded parent are known.
    pub(crate) fn knows_parent(&self, parent: &str) -> bool {
        self.parents.contains(parent)
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
        let mut ids = fields.filter_map(|field| self.definition.fields.get_index(*field));
        ids.any(|(id, _)| self.definition.anchors.contains(id))
    }

    /// Fields whose headers are nearly a folded header.
    pub(crate) fn near(&self, folded: &str) -> Near {
        if let Some(near) = self.found.borrow().get(folded) {
            return *near;
        }
        let near = Near { slip: self.slip(folded), ending: self.ending(folded) };
        self.found.borrow_mut().insert(folded.to_owned(), near);
        near
    }

    fn slip(&self, folded: &str) -> Option<usize> {
        let length = folded.chars().count();
        if length < 4 {
            return None;
        }
        let slips = if length >= 8 { 2 } else { 1 };
        let mut best: Option<(usize, usize)> = None;
        let mut rival = false;
        for (header, header_length, field) in &self.near {
            if length.abs_diff(*header_length) > slips {
                continue;
            }
            let distance = strsim::osa_distance(folded, header);
            if distance > slips {
                continue;
            }
            match best {
                Some((found, least)) if distance == least => rival |= found != *field,
                Some((_, least)) if distance > least => {}
                _ => {
                    best = Some((*field, distance));
                    rival = false;
                }
            }
        }
        best.filter(|_| !rival).map(|(field, _)| field)
    }

    fn ending(&self, folded: &str) -> Option<usize> {
        let ends = self.near.iter().filter(|(header, length, _)| {
            *length >= 4
                && !header.is_ascii()
                && folded.len() > header.len()
                && folded.ends_with(header.as_str())
        });
        let longest = ends.clone().map(|(_, length, _)| *length).max()?;
        let mut fields = ends.filter(|(_, length, _)| *length == longest).map(|(_, _, field)| *field);
        let first = fields.next()?;
        fields.all(|field| field == first).then_some(first)
    }

    /// True if a sheet name or title speaks of this register.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        let folded = fold(text);
        self.names.iter().any(|name| folded.contains(name.as_str()))
    }
}
