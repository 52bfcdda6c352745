//! Slips in TOML.

use std::collections::HashSet;

use chrono::NaiveDate;
use indexmap::IndexMap;
use toml::de::Error;
use unicode_normalization::UnicodeNormalization;

use super::expression::{truth, unit_of, with_comma};
use super::{Slip, marks};
use crate::error::Problem;
use crate::position::SourceText;

/// What the parser says, and what that means: the first entry whose words it begins with.
const MESSAGES: [(&str, &str, &str); 16] = [
    ("key with no value", "`=` と値がありません", "`=` and a value are missing"),
    ("missing assignment", "`=` と値がありません", "`=` and a value are missing"),
    ("missing value", "`=` の後に値がありません", "a value is missing after `=`"),
    ("missing comma", "`,` がありません", "a `,` is missing"),
    ("extra comma", "`,` が余分です", "there is a `,` too many"),
    ("extra `=`", "`=` が余分です", "there is a `=` too many"),
    ("unclosed array table", "`]]` がありません", "a `]]` is missing"),
    ("unclosed table", "`]` がありません", "a `]` is missing"),
    ("unclosed array", "`[` に対する `]` がありません", "a `[` is not closed by `]`"),
    ("unclosed inline table", "`{` に対する `}` がありません", "a `{` is not closed by `}`"),
    (
        "invalid basic string",
        "`\"` が閉じていないか、`\\` が余分です",
        "a `\"` is not closed, or a `\\` is too many",
    ),
    ("invalid multi-line", "引用符が閉じていません", "the quotes are not closed"),
    ("invalid literal string", "`'` が閉じていません", "a `'` is not closed"),
    ("missing opening quote", "引用符が合っていません", "the quotes do not match"),
    ("unexpected leading zero", "数の前に 0 は付けません", "a number does not begin with 0"),
    ("invalid unquoted key", "このままでは名前として読めません", "it is no name as it stands"),
];

/// What stands once for each, under double brackets.
const SEVERAL: [&str; 12] = [
    "risk",
    "check",
    "control",
    "fact",
    "field",
    "register",
    "vocabulary",
    "method",
    "stage",
    "family",
    "override",
    "except",
];

/// Most slips that are told of a file.
const MAX_TOLD: usize = 400;

/// The errors of a text that is no TOML, one for each slip.
pub(crate) fn problems(at: &SourceText<'_>, text: &str, errors: &[Error]) -> Vec<Problem> {
    let mut told: HashSet<usize> = HashSet::new();
    let mut found: IndexMap<Slip, (usize, usize)> = IndexMap::new();
    // Where a bracket is left open, each line from there on seems to lack a comma.
    let open = errors.iter().find(|error| error.message().starts_with("unclosed"));
    for error in open.into_iter().chain(errors.iter().take_while(|_| open.is_none())) {
        let stop = if open.is_some() { errors.first().unwrap_or(error) } else { error };
        let here = Here::of(text, stop.span().map_or(0, |span| span.start));
        // What else is told of a line follows from the first slip in it.
        if !told.insert(here.start) {
            continue;
        }
        let (offset, slip) = here.slip(error.message());
        // A slip in a header is told again for each key below it.
        let known = found.entry(slip).or_insert((here.start + offset, 0));
        if error.message().starts_with("duplicate key") {
            known.1 += 1;
        }
        if found.len() > MAX_TOLD {
            break;
        }
    }
    let problem = |(slip, (offset, times)): (Slip, (usize, usize))| {
        let slip = if times > 1 { slip.and_more(times - 1) } else { slip };
        slip.within("TOML として読めません", "cannot be read as TOML").at(at.place(offset))
    };
    found.into_iter().map(problem).collect()
}

/// Where the parser stopped.
struct Here<'t> {
    /// The text up to the line.
    before: &'t str,
    line: &'t str,
    /// Where the line starts, in bytes of the text.
    start: usize,
    /// Where in the line the parser stopped, in bytes.
    offset: usize,
}

impl<'t> Here<'t> {
    fn of(text: &'t str, stop: usize) -> Self {
        let before = text.get(..stop).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Self { before: text.get(..start).unwrap_or_default(), line, start, offset: before.len() - start }
    }

    /// The slip, and where in the line it is.
    fn slip(&self, message: &str) -> (usize, Slip) {
        if message.starts_with("duplicate key") {
            return (self.offset, self.twice());
        }
        let before = self.line.get(..self.offset).unwrap_or_default();
        let words = [self.word(self.offset), self.word(before.trim_end().len().saturating_sub(1))];
        // `https://…` is an address without quotes.
        let is_comment = |(at, rest): &(usize, &str)| {
            rest.starts_with("//") && !self.line.get(..*at).is_some_and(|before| before.ends_with(':'))
        };
        if let Some(comment) = outside(self.line).find(is_comment) {
            return (comment.0, Slip::instead("// …", "# …"));
        }
        for (start, word) in words {
            let before = self.line.get(..start).unwrap_or_default().trim_end();
            let after = self.line.get(start + word.len()..).unwrap_or_default();
            let is_value = before.ends_with(['=', '[', ','])
                && before.contains('=')
                && !after.trim_start().starts_with('=');
            if let Some(slip) = value_slip(word, before).filter(|_| is_value) {
                return (start, slip);
            }
        }
        let mark = outside(self.line).find_map(|(at, rest)| Some((at, marks::slip(leading(rest))?)));
        if let Some(found) = mark {
            return found;
        }
        if let Some(at) = self.colon() {
            return (at, Slip::instead(":", "="));
        }
        if before.trim_end().ends_with('=')
            && self.line.get(self.offset..).is_none_or(|rest| rest.trim().is_empty())
        {
            return (self.offset, in_general("missing value"));
        }
        if message.starts_with("unexpected key or value")
            && let Some(quote) =
                self.line.split_once('=').and_then(|(_, value)| value.trim_start().chars().next())
            && let Some(slip) = quotes_inside(quote)
        {
            return (self.offset, slip);
        }
        (self.offset, in_general(message))
    }

    /// The word that the parser stopped in.
    fn word(&self, offset: usize) -> (usize, &'t str) {
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '[' | ']' | '{' | '}' | '#');
        let before = self.line.get(..offset).unwrap_or_default();
        let start = before.rfind(|c| ends(c) || c == '"').map_or(0, |end| end + 1);
        let rest = self.line.get(start..).unwrap_or_default();
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            let digit = |text: Option<&str>, last: bool| {
                let mut chars = text.unwrap_or_default().chars();
                if last { chars.next_back() } else { chars.next() }.is_some_and(|c| c.is_ascii_digit())
            };
            if ends(c) || c == ',' && !(digit(rest.get(..at), true) && digit(rest.get(at + 1..), false)) {
                break;
            }
            end = at + c.len_utf8();
        }
        (start, rest.get(..end).unwrap_or_default())
    }

    /// The `:` after the key that the parser stopped at.
    fn colon(&self) -> Option<usize> {
        let before = self.line.get(..self.offset).unwrap_or_default();
        let start = before.rfind(['{', ',']).map_or(0, |end| end + 1);
        let rest = self.line.get(start..)?;
        let key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | ' ');
        let end = rest.find(|c| !key(c))?;
        let colon = rest.get(end..)?.starts_with(':') && !rest.get(..end)?.trim().is_empty();
        colon.then_some(start + end)
    }

    /// A key or a header that stands twice.
    fn twice(&self) -> Slip {
        let header = |line: &'t str| Some(line.trim()).filter(|line| line.starts_with('['));
        let own = header(self.line);
        let key = match own {
            Some(header) => header.trim_matches(['[', ']', ' ']),
            None => self.word(self.offset).1.trim(),
        };
        if key.rsplit('.').next() == Some("case") {
            return cases_twice();
        }
        let table = own.or_else(|| self.before.lines().rev().find_map(header)).unwrap_or_default();
        let name = table.trim_matches(['[', ']', ' ']);
        if !table.starts_with("[[") && SEVERAL.contains(&name) {
            return Slip::new(format!("`[{name}]` が二つあります"), format!("there are two `[{name}]`"))
                .with_help(
                    format!("一つずつ `[[{name}]]` の下に書きます（角かっこは二重です）"),
                    format!("write each under a `[[{name}]]` of its own, in double brackets"),
                );
        }
        Slip::new(format!("`{key}` が二度書かれています"), format!("`{key}` stands twice"))
    }
}

/// Quotes inside a text in quotes of the same sort.
fn quotes_inside(quote: char) -> Option<Slip> {
    let other = match quote {
        '"' => '\'',
        '\'' => '"',
        _ => return None,
    };
    let example = "`when = '\"fax\" in transfer_methods'`";
    let slip = Slip::new(
        format!("`{quote}` で囲んだ文字列の中に `{quote}` があります"),
        format!("a text in `{quote}` holds a `{quote}`"),
    );
    Some(slip.with_help(
        format!("外側と内側で違う引用符を使い、一方を `{other}` にします: {example}"),
        format!("use the other quotes, `{other}`, inside or outside: {example}"),
    ))
}

/// Cases as a list and under headers of their own, in one rule.
pub(crate) fn cases_twice() -> Slip {
    Slip::new("ケースが二通りの書き方で書かれています", "cases are written in two ways").with_help(
                "一つのルールのケースは、`case = [ { given = … }, … ]` の中か `[[risk.case]]`（チェックは `[[check.case]]`）のどちらか一方にまとめます",
                "all cases of a rule stand either in `case = [ { given = … }, … ]` or each under `[[risk.case]]` (`[[check.case]]`)",
            )
}

/// A value that lacks quotes, or that people write otherwise.
fn value_slip(value: &str, before: &str) -> Option<Slip> {
    let first = value.chars().next()?;
    if let Some(day) = day(value) {
        let slip = Slip::new(format!("日付 `{value}` は読めません"), format!("`{value}` is no date here"));
        return Some(slip.with_help(format!("`{day}` と書きます"), format!("write `{day}`")));
    }
    if first.is_ascii_digit() {
        let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
        let rest = value.get(digits.len()..).unwrap_or_default();
        return match rest.chars().next() {
            Some(',') if rest.split(',').skip(1).all(|part| part.len() == 3) => Some(with_comma(value)),
            Some(c) if !c.is_ascii() || c == '%' => Some(unit_of(value, &digits)),
            _ => None,
        };
    }
    if let Some(right) = truth(value) {
        return Some(Slip::instead(value, right));
    }
    if !first.is_alphabetic() || marks::narrow(first).is_some() {
        return None;
    }
    let name =
        before.strip_suffix('=').map(|before| before.rsplit([',', '{']).next().unwrap_or_default().trim());
    let name = name.map_or_else(String::new, |name| format!("{name} = "));
    Some(
        Slip::new("文字列が引用符で囲まれていません", "a text stands without quotes")
            .with_help(format!("`{name}\"{value}\"` と書きます"), format!("write `{name}\"{value}\"`")),
    )
}

/// The day that people write as `2025/6/1`, `R7.6.1` or `令和7年6月1日`, as TOML has it.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    const ERAS: [(&str, i32); 6] =
        [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("R", 2018), ("H", 1988), ("S", 1925)];
    let text: String = text.nfkc().collect();
    let (first_year, rest) = ERAS
        .iter()
        .find_map(|(era, before)| Some((*before, text.strip_prefix(era)?)))
        .unwrap_or((0, text.as_str()));
    let rest = rest.replace("元年", "1年");
    let known = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-' | '年' | '月' | '日'));
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut number = || numbers.next().and_then(|part| part.parse::<i32>().ok());
    let (year, month, day) = (number()?, number()?, number()?);
    if !known || number().is_some() || first_year == 0 && year < 1900 {
        return None;
    }
    NaiveDate::from_ymd_opt(
        first_year.checked_add(year)?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    )
}

/// What a piece of a line begins with: a run of wide digits, else one character.
fn leading(rest: &str) -> &str {
    let digits = rest.find(|c: char| c.is_ascii() || !c.is_numeric()).unwrap_or(rest.len());
    let one = rest.chars().next().map_or(0, char::len_utf8);
    rest.get(..digits.max(one)).unwrap_or_default()
}

/// The characters of a line outside quotes and comments, each with the rest of the line from there.
fn outside(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut quote = None;
    let mut over = false;
    line.char_indices().filter_map(move |(at, c)| {
        match quote {
            _ if over => return None,
            Some(open) => {
                quote = quote.filter(|_| c != open);
                return None;
            }
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '#' => over = true,
            None => return Some((at, line.get(at..)?)),
        }
        None
    })
}

/// What the parser says, where no slip of the tables is to be seen.
fn in_general(message: &str) -> Slip {
    let known = MESSAGES.iter().find(|(begin, ..)| message.starts_with(begin));
    let slip = known.map_or_else(
        || {
            let message = message.lines().collect::<Vec<_>>().join("; ");
            Slip::new(message.clone(), message)
        },
        |(_, ja, en)| Slip::new(*ja, *en),
    );
    if message.starts_with("invalid unquoted key") {
        slip.with_help(
            "日本語の名前は `\"x_決裁番号\" = \"K-12\"` のように引用符で囲みます",
            "names that are not plain ASCII stand in quotes: `\"x_決裁番号\" = \"K-12\"`",
        )
    } else {
        slip
    }
}
