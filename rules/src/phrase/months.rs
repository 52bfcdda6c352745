//! Days by the full months since then, where the rule counts these.

use crate::domain::{Choice, Look};
use crate::text::Text;

/// These days in words, one for each run of months, `all` being every day that is told apart.
///
/// `None` unless full months are all that tells these days from the others.
pub(crate) fn months(all: &[Choice], these: &[Choice]) -> Option<Vec<Text>> {
    let days = |choices: &[Choice]| -> Option<Vec<usize>> {
        let known = choices.iter().filter(|choice| choice.value.is_some());
        known
            .map(|choice| choice.value.as_ref().filter(|day| day.is_datetime()).map(|_| full(choice)))
            .collect()
    };
    let (every, these) = (days(all)?, days(these)?);
    let mut steps = every.clone();
    steps.sort_unstable();
    steps.dedup();
    let count = |step: usize, days: &[usize]| days.iter().filter(|months| **months == step).count();
    let whole = |step: &usize| [0, count(*step, &every)].contains(&count(*step, &these));
    if steps.len() < 2 || these.is_empty() || !steps.iter().all(whole) {
        return None;
    }
    // From which number of months to below which.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, step) in steps.iter().enumerate().filter(|(_, step)| these.contains(step)) {
        let next = steps.get(at + 1).copied();
        match runs.last_mut() {
            Some((_, below)) if *below == Some(*step) => *below = next,
            _ => runs.push((*step, next)),
        }
    }
    Some(runs.into_iter().map(|(from, below)| words(from, below)).collect())
}

/// The most months of which the rule knows that they have passed.
fn full(choice: &Choice) -> usize {
    let passed = choice.fits().iter().map(|look| if let Look::Months(months) = look { *months } else { 0 });
    passed.max().unwrap_or(0)
}

fn words(from: usize, below: Option<usize>) -> Text {
    let unit = |months: usize| if months == 1 { "month" } else { "months" };
    match below {
        None if from == 0 => Text::new("記入あり", "any day"),
        None => Text::new(format!("{from}か月以上経過"), format!("{from} {} ago or more", unit(from))),
        Some(below) if from == 0 => {
            Text::new(format!("経過{below}か月未満"), format!("less than {below} {} ago", unit(below)))
        }
        Some(below) if from + 1 == below => {
            Text::new(format!("{from}か月経過"), format!("{from} full {} ago", unit(from)))
        }
        Some(below) => {
            let last = below - 1;
            Text::new(format!("{from}〜{last}か月経過"), format!("{from} to {last} full months ago"))
        }
    }
}
