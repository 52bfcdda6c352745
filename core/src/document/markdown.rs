//! The document as Markdown, as GitHub shows it.

use std::fmt::Write as _;

use daicho_rules::{About, Lang, Method, MethodKind};

use super::table::{Cells, Sort};
use super::{CheckPart, Document, DutyPart, RiskPart, level, words};
use crate::write::{duty, exposure, title};

/// The document as Markdown in one language.
pub fn markdown(document: &Document<'_>, lang: Lang) -> String {
    let mut page = Page { out: String::new(), lang, document };
    page.heading(1, &format!("{} – {}", words::DOCUMENT.get(lang), document.title(lang)));
    if !document.of_one_rule {
        page.packs();
        page.how_to_read();
    }
    page.risks();
    page.checks();
    page.duties();
    if !document.of_one_rule {
        page.impact();
    }
    page.controls();
    if !document.of_one_rule {
        page.parameters();
        page.methods();
    }
    page.out
}

struct Page<'p, 'b> {
    out: String,
    lang: Lang,
    document: &'p Document<'b>,
}

impl<'b> Page<'_, 'b> {
    fn heading(&mut self, depth: usize, text: &str) {
        let before = if self.out.is_empty() || self.out.ends_with("\n\n") { "" } else { "\n" };
        let _ = write!(self.out, "{before}{} {}\n\n", "#".repeat(depth), escaped(text));
    }

    fn paragraph(&mut self, text: &str) {
        let _ = write!(self.out, "{}\n\n", escaped(text));
    }

    fn item(&mut self, text: &str) {
        let _ = writeln!(self.out, "- {}", escaped(text));
    }

    /// A list item with its name before it.
    fn fact(&mut self, name: words::Word, text: &str) {
        let name = name.get(self.lang);
        if !text.is_empty() {
            self.item(&match self.lang {
                Lang::Ja => format!("{name}：{text}"),
                Lang::En => format!("{name}: {text}"),
            });
        }
    }

    fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell.as_ref())).collect();
        let _ = writeln!(self.out, "| {} |", cells.join(" | "));
    }

    fn head(&mut self, words: &[words::Word]) {
        let heads: Vec<&str> = words.iter().map(|word| word.get(self.lang)).collect();
        self.row(&heads);
        self.rule(heads.len());
    }

    fn rule(&mut self, columns: usize) {
        let _ = writeln!(self.out, "|{}", "---|".repeat(columns));
    }

    fn packs(&mut self) {
        self.head(&[words::PACK, words::NAME, words::VERSION, words::DIGEST]);
        for pack in &self.document.rulebook.packs {
            let digest: String = pack.digest.chars().take(12).collect();
            self.row(&[&pack.id, pack.title.get(self.lang), &pack.version, &digest]);
        }
        for (what, pack) in &self.document.rulebook.replaced {
            self.out.push('\n');
            self.fact(words::REPLACED, &format!("{what} ({pack})"));
        }
    }

    fn how_to_read(&mut self) {
        self.heading(2, words::HOW_TO_READ.get(self.lang));
        for line in [
            words::PURPOSE_LINE,
            words::TABLE_LINE,
            words::SAME_LINE,
            words::RESULT_LINE,
            words::QUESTION_LINE,
            words::THREAT_LINE,
            words::MARK_LINE,
            words::LEVEL_LINE,
        ] {
            self.item(line.get(self.lang));
        }
        if self.document.has_unverified() {
            self.item(words::UNVERIFIED_LINE.get(self.lang));
        }
    }

    fn risks(&mut self) {
        if self.document.risks.is_empty() {
            return;
        }
        self.heading(2, words::RISKS.get(self.lang));
        let mut stage = None;
        for part in &self.document.risks {
            if stage != Some(&part.rule.stage) {
                stage = Some(&part.rule.stage);
                self.heading(3, self.document.stage(&part.rule.stage, self.lang));
            }
            self.risk(part);
        }
    }

    fn risk(&mut self, part: &RiskPart<'b>) {
        let (lang, rule) = (self.lang, part.rule);
        self.about(&rule.about, "");
        let kinds = title::join(rule.kinds.iter().map(|kind| title::kind(kind, lang)), lang);
        self.fact(words::KINDS, &kinds);
        self.basis(&rule.about);
        for control in self.document.controls_of(rule, lang) {
            self.item(&control);
        }
        self.out.push('\n');
        self.table(&Cells::new(
            &part.table,
            Sort::Risk,
            self.document.of_one_rule,
            self.id(&rule.about),
            lang,
        ));
        if let Some(impact) = &part.impact {
            self.paragraph(words::IMPACT_OF_RULE.get(lang));
            self.table(&Cells::new(
                impact,
                Sort::Impact,
                self.document.of_one_rule,
                self.id(&rule.about),
                lang,
            ));
        }
    }

    fn checks(&mut self) {
        if self.document.checks.is_empty() {
            return;
        }
        self.heading(2, words::CHECKS.get(self.lang));
        let mut register = None;
        for part in &self.document.checks {
            if register != Some(&part.check.register) {
                register = Some(&part.check.register);
                self.heading(3, self.document.register(&part.check.register, self.lang));
            }
            self.check(part);
        }
    }

    fn check(&mut self, part: &CheckPart<'b>) {
        let (lang, check) = (self.lang, part.check);
        self.about(&check.about, title::severity(check.severity).get(lang));
        self.fact(words::FIX, check.fix.get(lang));
        self.basis(&check.about);
        self.out.push('\n');
        let whole = self.document.of_one_rule;
        self.table(&Cells::new(&part.table, Sort::Check, whole, self.id(&check.about), lang));
    }

    fn duties(&mut self) {
        if self.document.duties.is_empty() {
            return;
        }
        self.heading(2, words::DUTIES.get(self.lang));
        for part in &self.document.duties {
            self.duty(part);
        }
    }

    fn duty(&mut self, part: &DutyPart<'b>) {
        let (lang, duty) = (self.lang, part.duty);
        self.about(&duty.about, "");
        self.fact(words::MANNER, duty.manner.as_ref().map_or("", |manner| manner.get(lang)));
        self.fact(words::SAY, duty.say.get(lang));
        let days = duty.preliminary_days.map(|days| duty::preliminary(days, lang)).unwrap_or_default();
        self.fact(words::PRELIMINARY, &days);
        self.fact(words::FINAL, &duty.final_days.map(|days| duty::full(days, lang)).unwrap_or_default());
        self.basis(&duty.about);
        self.out.push('\n');
        let whole = self.document.of_one_rule;
        self.table(&Cells::new(&part.table, Sort::Check, whole, self.id(&duty.about), lang));
    }

    /// Heading and reason of a rule.
    fn about(&mut self, about: &'b About, severity: &str) {
        let mut marks = vec![severity];
        marks.extend((!about.verified).then(|| words::UNVERIFIED.get(self.lang)));
        let marks: String =
            marks.into_iter().filter(|mark| !mark.is_empty()).fold(String::new(), |all, mark| {
                match self.lang {
                    Lang::Ja => format!("{all}【{mark}】"),
                    Lang::En => format!("{all} ({mark})"),
                }
            });
        let id = self.id(about);
        self.heading(4, &format!("{id} {}{marks}", about.title.get(self.lang)));
        self.paragraph(about.why.get(self.lang));
    }

    fn id(&self, about: &'b About) -> &'b str {
        self.document.short(&about.id)
    }

    fn basis(&mut self, about: &About) {
        let basis = title::join(about.basis.iter().map(String::as_str), self.lang);
        self.fact(words::BASIS, &basis);
    }

    fn table(&mut self, cells: &Cells) {
        let heads: Vec<&String> = cells.heads.iter().chain(&cells.results).collect();
        self.row(&heads);
        self.rule(heads.len());
        let same = match self.lang {
            Lang::Ja => "〃",
            Lang::En => "″",
        };
        for (at, (read, results)) in cells.rows.iter().enumerate() {
            let read = read
                .iter()
                .enumerate()
                .map(|(column, cell)| if cells.repeats(at, column) { same } else { cell.as_str() });
            let row: Vec<&str> = read.chain(results.iter().map(String::as_str)).collect();
            self.row(&row);
        }
        self.out.push('\n');
        for line in &cells.below {
            let _ = writeln!(self.out, "{}  ", escaped(line));
        }
    }

    fn impact(&mut self) {
        if let Some(impact) = &self.document.impact {
            self.heading(2, words::IMPACT_PART.get(self.lang));
            self.table(&Cells::new(impact, Sort::Impact, true, "", self.lang));
        }
    }

    fn controls(&mut self) {
        if self.document.controls.is_empty() {
            return;
        }
        let lang = self.lang;
        self.heading(2, words::CONTROLS.get(lang));
        self.head(&[
            words::CONTROL,
            words::FAMILY,
            words::LEVEL,
            words::MEDIA,
            words::BASIS,
            words::TOLD_BY,
            words::FOR_RISKS,
        ]);
        for part in &self.document.controls {
            let control = part.control;
            let media = self.document.media(control, lang);
            let told = part.told_by(lang);
            let mark = if control.verified { "" } else { words::UNVERIFIED.get(lang) };
            self.row(&[
                format!("{}{}", control.title.get(lang), bracketed(mark, lang)),
                self.document.family(&control.family, lang).to_owned(),
                level(control.level).to_owned(),
                if media.is_empty() { words::ALL_MEDIA.get(lang).to_owned() } else { media },
                title::join(control.basis.iter().map(String::as_str), lang),
                if told.is_empty() { "–".to_owned() } else { told.join("\n") },
                self.document.shorts(&part.risks, lang),
            ]);
        }
    }

    fn parameters(&mut self) {
        let parameters = &self.document.rulebook.parameters;
        if parameters.is_empty() {
            return;
        }
        self.heading(2, words::PARAMETERS.get(self.lang));
        self.head(&[words::NAME, words::VALUE, words::READ_BY]);
        for (name, value) in parameters {
            let readers = self.document.readers(name, self.lang);
            let _ = writeln!(self.out, "| `{name}` | {} | {} |", escaped(value), escaped(&readers));
        }
    }

    fn methods(&mut self) {
        self.heading(2, words::METHODS.get(self.lang));
        for (at, method) in self.document.rulebook.methods.values().enumerate() {
            self.method(method, at == 0);
        }
    }

    fn method(&mut self, method: &Method, default: bool) {
        let lang = self.lang;
        let mut marks = String::new();
        if default {
            marks += &bracketed(words::DEFAULT.get(lang), lang);
        }
        if !method.verified {
            marks += &bracketed(words::UNVERIFIED.get(lang), lang);
        }
        self.heading(3, &format!("{}{marks}", method.title.get(lang)));
        if method.kind == MethodKind::Presence {
            self.item(words::NO_SCORE.get(lang));
            return;
        }
        if let Some(model) = &method.exposure {
            self.fact(words::LEGEND_FORMULA, &exposure::formula_of(method, lang));
            self.fact(words::LEGEND_SOURCE, method.source.get(lang));
            self.fact(words::CAVEAT, model.caveat.get(lang));
            self.out.push('\n');
            self.head(&[words::DATA_ITEMS, words::MENTAL, words::ECONOMIC]);
            for [items, mental, economic] in self.document.values_of(model, lang) {
                self.row(&[&items, &mental, &economic]);
            }
            self.out.push('\n');
            self.head(&[words::DATA_ITEMS, words::IDENTIFIABILITY]);
            for [items, factor] in self.document.identifiability_of(model, lang) {
                self.row(&[&items, &factor]);
            }
            return;
        }
        self.fact(words::LEGEND_FORMULA, &title::way(method, lang));
        self.fact(words::LEGEND_SOURCE, method.source.get(lang));
        self.out.push('\n');
        self.head(&[words::LEGEND_BANDS, words::LEGEND_FROM, words::LEGEND_MEANING]);
        for (at, band) in method.bands.iter().enumerate().rev() {
            let range = title::range(method, at, lang);
            let meaning = title::meaning(method, &band.id);
            self.row(&[band.title.get(lang), &range, meaning.get(lang)]);
        }
        if method.likelihood.is_empty() {
            return;
        }
        self.out.push('\n');
        self.paragraph(words::LEGEND_TABLE.get(lang));
        let columns = method.likelihood.iter().map(Vec::len).max().unwrap_or(0);
        let heads = (1..=columns).map(|at| format!("{} {at}", words::VULNERABILITY.get(lang)));
        self.row(&std::iter::once(String::new()).chain(heads).collect::<Vec<_>>());
        self.rule(columns + 1);
        for (at, row) in method.likelihood.iter().enumerate() {
            let name = format!("{} {}", words::THREAT.get(lang), at + 1);
            self.row(&std::iter::once(name).chain(row.iter().map(u8::to_string)).collect::<Vec<_>>());
        }
        self.map(method);
    }

    /// Bands by impact and likelihood, for a method that has a map.
    fn map(&mut self, method: &Method) {
        let lang = self.lang;
        let columns = method.map.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        self.out.push('\n');
        self.paragraph(words::LEGEND_MAP.get(lang));
        for (word, levels) in [
            (words::LEGEND_IMPACT_LEVELS, &method.impact_levels),
            (words::LEGEND_LIKELIHOOD_LEVELS, &method.likelihood_levels),
        ] {
            if !levels.is_empty() {
                self.fact(word, &title::levels(levels, lang));
            }
        }
        if let Some(impact) = &method.impact {
            self.fact(
                words::IMPACT,
                &format!("`{}`", impact.split_whitespace().collect::<Vec<_>>().join(" ")),
            );
        }
        self.out.push('\n');
        let heads = (1..=columns).map(|at| format!("{} {at}", words::LIKELIHOOD.get(lang)));
        self.row(&std::iter::once(String::new()).chain(heads).collect::<Vec<_>>());
        self.rule(columns + 1);
        for (at, row) in method.map.iter().enumerate().rev() {
            let name = format!("{} {}", words::IMPACT.get(lang), at + 1);
            let bands = row.iter().map(|id| title::band_of(method, Some(id), lang).to_owned());
            self.row(&std::iter::once(name).chain(bands).collect::<Vec<_>>());
        }
    }
}

fn bracketed(mark: &str, lang: Lang) -> String {
    match (mark, lang) {
        ("", _) => String::new(),
        (mark, Lang::Ja) => format!("【{mark}】"),
        (mark, Lang::En) => format!(" ({mark})"),
    }
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '\n' => out.push_str("<br>"),
            _ => out.push(c),
        }
    }
    out
}
