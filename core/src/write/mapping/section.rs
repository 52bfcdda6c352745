//! Lines added to a TOML file whose other bytes stay as they are.

use daicho_rules::{Lang, Text};

/// What tells that the mapping was explained before.
const EXPLAINED: &str = "inspect --write-mapping";

/// The file with an explanation of the mapping at its end, if it has none.
pub(super) fn intro(text: &str, lang: Lang) -> String {
    if text.contains(EXPLAINED) {
        return text.to_owned();
    }
    let lines = Text::new(
        "# 見出しと項目の対応（daicho inspect --write-mapping による）。\n\
         # 行頭に「# 」のある行は確かでない対応です。正しければ「# 」を外し、違えば = の右の項目を直します。\n\
         # 項目を \"\" にした列は、どの項目にも当てません。使える項目は daicho pack names で調べられます。",
        "# Headers and the fields that they stand for (by daicho inspect --write-mapping).\n\
         # A line that starts with `# ` is not certain: if it is right, remove the `# `; if not, correct the field.\n\
         # A field \"\" leaves the column unmapped; daicho pack names lists the fields.",
    );
    append(text, &lines.get(lang).lines().map(str::to_owned).collect::<Vec<_>>())
}

/// The file with lines at the end of a section; the section is added if there is none.
pub(super) fn add(text: &str, section: &str, lines: &[String]) -> String {
    let Some(end) = end_of(text, section) else {
        let mut all = vec![format!("[{section}]")];
        all.extend_from_slice(lines);
        return append(text, &all);
    };
    let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let end = line_end(text);
    let parted = if before.ends_with('\n') { "" } else { end };
    let added: String = lines.iter().flat_map(|line| [line.as_str(), end]).collect();
    format!("{before}{parted}{added}{after}")
}

/// The file with lines at its end, a blank line before them.
pub(super) fn append(text: &str, lines: &[String]) -> String {
    let end = line_end(text);
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(end);
    }
    if !out.trim().is_empty() {
        out.push_str(end);
    }
    for line in lines {
        out.push_str(line);
        out.push_str(end);
    }
    out
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Where the last line of a section ends, those included that wait behind `# `.
fn end_of(text: &str, section: &str) -> Option<usize> {
    let (mut offset, mut end) = (0, None);
    for line in text.split_inclusive('\n') {
        offset += line.len();
        let line = line.trim();
        if line.starts_with('[') {
            if end.is_some() {
                break;
            }
            let name: String =
                line.chars().take_while(|c| *c != ']').filter(|c| !" \t[\"'".contains(*c)).collect();
            let alone = !line.starts_with("[[") && name == section;
            end = alone.then_some(offset);
        } else if end.is_some() && (line.starts_with("# \"") || !line.is_empty() && !line.starts_with('#')) {
            end = Some(offset);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn lines_go_to_the_end_of_their_section_and_nothing_else_moves() {
        let line = ["\"x\" = \"y\"".to_owned()];
        for (before, after) in [
            ("", "[headers.items]\n\"x\" = \"y\"\n"),
            (
                "# 設定\n[client]\nname = \"甲\"",
                "# 設定\n[client]\nname = \"甲\"\n\n[headers.items]\n\"x\" = \"y\"\n",
            ),
            (
                "[headers.items] # 手で\n\"a\" = \"b\"\n# \"c\" = \"\"\n\n# 次\n[client]\n",
                "[headers.items] # 手で\n\"a\" = \"b\"\n# \"c\" = \"\"\n\"x\" = \"y\"\n\n# 次\n[client]\n",
            ),
            (
                "[headers.\"items\"]\r\n[headers.vendors]\r\n\"a\" = \"b\"\r\n",
                "[headers.\"items\"]\r\n\"x\" = \"y\"\r\n[headers.vendors]\r\n\"a\" = \"b\"\r\n",
            ),
            ("[headers.items]", "[headers.items]\n\"x\" = \"y\"\n"),
        ] {
            assert_eq!(add(before, "headers.items", &line), after);
        }
    }
}
