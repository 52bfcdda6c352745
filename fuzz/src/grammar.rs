//! Expressions and functions grown from bytes: most of them compile, so that what runs is reached.

use daicho_rules::Schema;
use libfuzzer_sys::arbitrary::{Result, Unstructured};

const OPERATORS: &[&str] = &[
    "&&", "||", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "**", "in", "!in", "??", "&", "|",
    "^", "<<", ">>", "..", "..=", "=", "+=", "=>", ".", "?.", "::",
];
const FUNCTIONS: &[&str] = &[
    "is_blank",
    "has_column",
    "has_register",
    "contains",
    "starts_with",
    "ends_with",
    "len",
    "made_of",
    "any_in",
    "all_in",
    "surely_in",
    "is_empty",
    "days_since",
    "months_since",
    "days_between",
    "own",
    "eval",
    "exit",
    "sleep",
    "timestamp",
    "type_of",
    "Fn",
    "call",
    "print",
    "to_string",
];
const LITERALS: &[&str] = &[
    "0",
    "1",
    "-1",
    "3",
    "9223372036854775807",
    "0xff",
    "true",
    "false",
    "\"\"",
    "\"fax\"",
    "\"count\"",
    "\"vendor_contract\"",
    "\"items\"",
    "\"\\u3042\"",
    "\"\\ud800\"",
    "()",
    "'c'",
    "#{}",
    "this",
    "1.5",
    "`${count}`",
    "[]",
];

/// Names that the expressions may read: fields with their aliases and singulars, and those of the pack.
pub fn names(schema: &Schema) -> Vec<String> {
    let mut names: Vec<String> =
        ["as_of", "limit", "words", "deep", "half", "items_count", "f"].map(str::to_owned).to_vec();
    for field in schema.registers.values().flat_map(|register| register.fields.values()) {
        names.push(field.id.clone());
        names.extend(field.singular.clone());
        names.extend(field.alias.clone());
    }
    names.sort();
    names.dedup();
    names
}

/// Grows texts from bytes.
pub struct Grammar<'n> {
    pub names: &'n [String],
}

impl Grammar<'_> {
    /// One expression of a rule.
    pub fn expression(&self, bytes: &mut Unstructured<'_>, depth: usize) -> Result<String> {
        if depth == 0 || bytes.is_empty() {
            return self.leaf(bytes);
        }
        let inner = |bytes: &mut Unstructured<'_>| self.expression(bytes, depth - 1);
        Ok(match bytes.int_in_range(0..=15)? {
            0..=4 => {
                let left = inner(bytes)?;
                let operator = bytes.choose(OPERATORS)?;
                format!("{left} {operator} {}", inner(bytes)?)
            }
            5 => format!("({})", inner(bytes)?),
            6 => format!("!({})", inner(bytes)?),
            7 | 8 => {
                let name = bytes.choose(FUNCTIONS)?;
                let arguments = self.several(bytes, depth)?;
                format!("{name}({arguments})")
            }
            9 => {
                let object = inner(bytes)?;
                let name = bytes.choose(FUNCTIONS)?;
                let arguments = self.several(bytes, depth)?;
                format!("({object}).{name}({arguments})")
            }
            10 => format!("if {} {{ {} }} else {{ {} }}", inner(bytes)?, inner(bytes)?, inner(bytes)?),
            11 => {
                let subject = inner(bytes)?;
                let literal = bytes.choose(LITERALS)?;
                format!("switch {subject} {{ {literal} => {}, _ => {} }}", inner(bytes)?, inner(bytes)?)
            }
            12 => format!("[{}]", self.several(bytes, depth)?),
            13 => format!("`${{{}}}`", inner(bytes)?),
            14 => format!("({})[{}]", inner(bytes)?, inner(bytes)?),
            _ => {
                // The same text over and over: chains, nests and doublings.
                let (piece, times) = (inner(bytes)?, bytes.int_in_range(1..=200)?);
                let joint = bytes.choose(OPERATORS)?;
                // Somewhat beyond the longest expression that is accepted.
                let times = times.min(30_000 / (piece.len() + 4)).max(1);
                vec![piece; times].join(&format!(" {joint} "))
            }
        })
    }

    /// A body of a pack's own function.
    pub fn statements(&self, bytes: &mut Unstructured<'_>, depth: usize) -> Result<String> {
        let mut out = String::new();
        for _ in 0..bytes.int_in_range(0..=4)? {
            let value = self.expression(bytes, 2)?;
            let nested = |bytes: &mut Unstructured<'_>| {
                if depth == 0 { Ok(String::new()) } else { self.statements(bytes, depth - 1) }
            };
            out.push_str(&match bytes.int_in_range(0..=9)? {
                0 => format!("let v = {value};"),
                1 => format!("a += {value};"),
                2 => format!("v = {value};"),
                3 => format!("if {value} {{ {} }} else {{ {} }}", nested(bytes)?, nested(bytes)?),
                4 => format!("try {{ {} }} catch(e) {{ {} }}", nested(bytes)?, nested(bytes)?),
                5 => format!("throw {value};"),
                6 => format!("return {value};"),
                7 => format!("let m = #{{ k: {value} }}; m.k += m.k; m[\"x\"] = m;"),
                8 => format!("while {value} {{ {} }}", nested(bytes)?),
                _ => format!("own({value}) + own(a);"),
            });
        }
        Ok(out)
    }

    fn several(&self, bytes: &mut Unstructured<'_>, depth: usize) -> Result<String> {
        let mut all = Vec::new();
        for _ in 0..bytes.int_in_range(0..=3)? {
            all.push(self.expression(bytes, depth - 1)?);
        }
        Ok(all.join(", "))
    }

    fn leaf(&self, bytes: &mut Unstructured<'_>) -> Result<String> {
        if bytes.is_empty() {
            return Ok("count".to_owned());
        }
        Ok(match bytes.int_in_range(0..=3)? {
            0 => (*bytes.choose(LITERALS)?).to_owned(),
            1 => {
                let length = bytes.int_in_range(0..=12)?;
                String::from_utf8_lossy(bytes.bytes(length.min(bytes.len()))?).into_owned()
            }
            _ => bytes.choose(self.names)?.clone(),
        })
    }
}
