//! The names that rules may use, for `daicho pack names`.

mod field;

use std::fmt::Write as _;

use daicho_rules::normal::fold;
use daicho_rules::{Aggregate, Fact, Lang, Rulebook, Text, control_name, functions};

use super::style::{Ink, Palette, pad};
use field::{field_line, field_text};

/// Every name of a rulebook without `words`; else what holds all of them, with values and ways of reading.
pub fn names_text(rulebook: &Rulebook, words: &[String], lang: Lang, palette: Palette) -> String {
    let search = Search { words: words.iter().map(|word| fold(word)).collect() };
    let mut page = Page { out: String::new(), lang, palette };
    registers(rulebook, &search, &mut page);
    let short = [
        (Text::new("局面", "stages"), stages(rulebook)),
        (Text::new("対策の区分", "families of controls"), families(rulebook)),
        (Text::new("しきい値など（parameters）", "parameters"), parameters(rulebook)),
        (Text::new("ファクト（台帳全体から計算した値）", "facts"), facts(rulebook)),
        (Text::new("式に付けた名前（macros）", "macros"), macros(rulebook)),
        (Text::new("関数", "functions"), calls(rulebook)),
    ];
    for (title, entries) in short {
        page.section(&title, &search, entries);
    }
    // These are many: they are shown where they are looked for.
    if search.is_narrow() {
        page.section(&Text::new("一覧（lists）", "lists"), &search, lists(rulebook));
        page.section(&Text::new("対策", "controls"), &search, controls(rulebook));
    }
    if page.out.is_empty() {
        let text = Text::new(
            "その語を含む名前はありません。語を減らすか、短くしてください\n",
            "no name holds these words: try fewer or shorter ones\n",
        );
        text.get(lang).clone_into(&mut page.out);
    } else if !search.is_narrow() {
        let text = Text::new(
            "\n`as_of` は基準日、`x_` と見出しは取引先独自の列、`control_` と対策のID（- は _）は対策の実施状況です。\n値・対策・一覧は語を添えて調べます。例: daicho pack names 移送方法\n",
            "\n`as_of` is the day of the assessment; `x_` and a header name a column of the client's own; `control_` and the id of a control (with _ for -) tell how far it is in place.\nValues, controls and lists are shown for a word, such as: daicho pack names transfer_methods\n",
        );
        page.out.push_str(text.get(lang));
    }
    page.out
}

/// Words that an entry must hold, folded; none for everything.
struct Search {
    words: Vec<String>,
}

impl Search {
    fn is_narrow(&self) -> bool {
        !self.words.is_empty()
    }

    /// True if each word is a part of one of the texts.
    fn finds<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        let folded: Vec<String> = texts.into_iter().map(fold).collect();
        self.words.iter().all(|word| folded.iter().any(|text| text.contains(word)))
    }

    /// True if one of the words at least is a part of one of the texts.
    fn touches<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        texts.into_iter().map(fold).any(|text| self.words.iter().any(|word| text.contains(word)))
    }
}

/// What is printed so far.
struct Page {
    out: String,
    lang: Lang,
    palette: Palette,
}

/// A name that needs one line.
struct Entry {
    name: String,
    title: Text,
    /// Other wordings that it is found by.
    wordings: Vec<String>,
}

impl Entry {
    fn new(name: &str, title: Text) -> Self {
        Self { name: name.to_owned(), title, wordings: Vec::new() }
    }
}

impl Page {
    fn heading(&mut self, title: &str) {
        let gap = if self.out.is_empty() { "" } else { "\n" };
        let _ = writeln!(self.out, "{gap}{}", self.palette.paint(Ink::Heading, title));
    }

    fn section(&mut self, title: &Text, search: &Search, entries: Vec<Entry>) {
        let found = |entry: &Entry| {
            let own = [entry.name.as_str(), &entry.title.ja, &entry.title.en];
            search.finds(own.into_iter().chain(entry.wordings.iter().map(String::as_str)))
        };
        let found: Vec<Entry> = entries.into_iter().filter(found).collect();
        if found.is_empty() {
            return;
        }
        let lang = self.lang;
        self.heading(title.get(lang));
        for entry in found {
            let _ = writeln!(self.out, "  {} {}", pad(&entry.name, 28), entry.title.get(lang));
        }
    }
}

/// Registers with those of their fields that the search finds.
fn registers(rulebook: &Rulebook, search: &Search, page: &mut Page) {
    for register in rulebook.schema.registers.values() {
        let lines: Vec<String> = register
            .fields
            .values()
            .filter_map(|field| {
                if search.is_narrow() {
                    field_text(&rulebook.schema, field, search, page.lang, page.palette)
                } else {
                    Some(field_line(field, page.lang, page.palette))
                }
            })
            .collect();
        if !lines.is_empty() {
            let of_pack = Text::new("（ルールパックの表）", " (a table of the pack)");
            let kind = if register.is_reference() { of_pack.get(page.lang) } else { "" };
            page.heading(&format!("{}  {}{kind}", register.id, register.title.get(page.lang)));
            page.out.extend(lines);
        }
    }
}

fn stages(rulebook: &Rulebook) -> Vec<Entry> {
    rulebook.schema.stages.iter().map(|stage| Entry::new(&stage.id, stage.title.clone())).collect()
}

fn families(rulebook: &Rulebook) -> Vec<Entry> {
    rulebook.schema.families.iter().map(|family| Entry::new(&family.id, family.title.clone())).collect()
}

fn parameters(rulebook: &Rulebook) -> Vec<Entry> {
    rulebook.parameters.iter().map(|(id, value)| Entry::new(id, Text::same(value))).collect()
}

fn macros(rulebook: &Rulebook) -> Vec<Entry> {
    rulebook.macros().map(|(id, expression)| Entry::new(id, Text::same(&expression.text))).collect()
}

fn lists(rulebook: &Rulebook) -> Vec<Entry> {
    rulebook.lists().map(|(id, words)| Entry::new(id, Text::same(words.join(", ")))).collect()
}

fn facts(rulebook: &Rulebook) -> Vec<Entry> {
    let title = |fact: &Fact| {
        let (ja, en) = match fact.aggregate {
            Aggregate::Any | Aggregate::All => ("真偽", "true or false"),
            Aggregate::Count | Aggregate::Sum => ("数", "number"),
            Aggregate::Earliest | Aggregate::Latest => ("日付", "date"),
        };
        Text::new(format!("{}（{ja}）", fact.title.ja), format!("{} ({en})", fact.title.en))
    };
    rulebook.facts.iter().map(|fact| Entry::new(&fact.id, title(fact))).collect()
}

fn calls(rulebook: &Rulebook) -> Vec<Entry> {
    let own = rulebook.own_functions().map(|(name, arguments)| {
        let title = Text::new(
            format!("引数{arguments}個（パックの関数）"),
            format!("{arguments} argument(s), of a pack"),
        );
        Entry::new(&format!("{name}(…)"), title)
    });
    functions().into_iter().map(|known| Entry::new(known.call, known.title)).chain(own).collect()
}

fn controls(rulebook: &Rulebook) -> Vec<Entry> {
    let entry = |(id, control): (&String, &daicho_rules::Control)| {
        let (name, title) = (control_name(id), &control.title);
        let title = Text::new(format!("{}（{name}）", title.ja), format!("{} ({name})", title.en));
        Entry { wordings: control.names.clone(), ..Entry::new(id, title) }
    };
    rulebook.controls.iter().map(entry).collect()
}

#[cfg(test)]
mod tests;
