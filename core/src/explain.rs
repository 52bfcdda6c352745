//! Why a risk is there and how its score came about, in words.

mod answer;
mod score;

#[cfg(test)]
mod tests;

pub use answer::risk_text;
pub use score::score_steps;

use daicho_rules::Lang;

use crate::assessment::{Assessment, Read};

/// What a rule read, with the cell as typed: `要配慮個人情報「有」台帳!F7`.
fn read_text(read: &Read, assessment: &Assessment, lang: Lang) -> String {
    let title = read.title.get(lang);
    let place = read.at.map(|at| assessment.ledger.place(at)).unwrap_or_default();
    let raw = read.raw.replace('\n', " ");
    let value = read.value.get(lang);
    let differs = !value.is_empty() && daicho_rules::normal::fold(value) != daicho_rules::normal::fold(&raw);
    let (typed, understood) = match (lang, raw.is_empty()) {
        (Lang::Ja, true) => ("（空欄）".to_owned(), format!("→{value}")),
        (Lang::Ja, false) => (format!("「{raw}」"), format!("→{value}")),
        (Lang::En, true) => (" (blank)".to_owned(), format!(", taken as {value}")),
        (Lang::En, false) => (format!(" “{raw}”"), format!(", taken as {value}")),
    };
    let understood = if differs { understood } else { String::new() };
    match (lang, place.is_empty()) {
        (_, true) => format!("{title}{typed}{understood}"),
        // After a bracket the place follows at once: `要配慮「有」台帳!F7`.
        (Lang::Ja, false) if understood.is_empty() => format!("{title}{typed}{place}"),
        (Lang::Ja, false) => format!("{title}{typed}{understood}、{place}"),
        (Lang::En, false) => format!("{title}{typed}{understood} in {place}"),
    }
}
