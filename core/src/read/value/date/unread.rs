//! Why a text is no day.

use daicho_rules::Text;

use super::western::reads_two_ways;
use crate::read::value::doubt::quote;

/// Signs and words that dates are made of.
const MADE_OF: &[&str] =
    &["令和", "平成", "昭和", "大正", "明治", "年", "月", "日", "元", "/", ".", "-", "'", " "];

/// A text that is no day, and what is wrong with it.
pub(super) fn unread(text: &str, folded: &str) -> Text {
    let shown = quote(text);
    if folded.split(' ').any(reads_two_ways) {
        return Text::new(
            format!("{shown} は月と日の順がわかりません（例：`2024/4/1`）"),
            format!("{shown} does not say which number is the month; write for example `2024-04-01`"),
        );
    }
    let days =
        folded.split(['~', '、', ',']).filter(|part| part.contains(|c: char| c.is_ascii_digit())).count();
    if days > 1 || folded.contains("から") {
        return Text::new(
            format!("{shown} には日付が複数あり、どの日かわかりません（1つだけ書いてください）"),
            format!("{shown} holds several dates; write the one that is meant"),
        );
    }
    if is_shaped(folded) {
        return Text::new(
            format!("{shown} は暦にない日付です（例：`2024/4/1`、`令和6年4月1日`）"),
            format!("{shown} is not a date that exists; write for example `2024-04-01`"),
        );
    }
    Text::new(
        format!("{shown} の日付を読み取れません（例：`2024/4/1`、`令和6年4月1日`）"),
        format!("{shown} is not a date that exists or can be read; write for example `2024-04-01`"),
    )
}

/// True for year, month and day, whether or not there is such a day.
fn is_shaped(folded: &str) -> bool {
    let marks = MADE_OF.iter().fold(folded.to_owned(), |text, word| text.replace(word, " "));
    let bare = marks.trim_start();
    let bare = bare.strip_prefix(['r', 'h', 's', 't', 'm', '令', '平', '昭']).unwrap_or(bare);
    let numbers: Vec<&str> = bare.split_whitespace().collect();
    let is_number = |part: &&str| part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit());
    numbers.len() == 3 && numbers.iter().all(is_number)
}
