//! Numbers, periods and days as candidates: both sides of every threshold.

use daicho_rules::{Choice, Count, FieldType, Given, Period, Text, Value, event_title};

use super::{Act, Candidate, Field, Scale, To};

impl Field<'_> {
    /// Numbers on both sides of every threshold, in their order.
    pub(super) fn of_scale(&self, given: &Given) -> Vec<Candidate> {
        let mut points: Vec<(Scale, i64, Value)> = Vec::new();
        let mut others = Vec::new();
        for choice in &given.choices {
            match self.point(choice) {
                Some(point) => points.push(point),
                None => others.extend(self.off_scale(choice)),
            }
        }
        points.sort_by_key(|(_, number, _)| *number);
        let point = |(at, (scale, number, value)): (usize, (Scale, i64, Value))| {
            self.candidate(Act::Become, To::Point(scale, at, number), value)
        };
        points.into_iter().enumerate().map(point).chain(others).collect()
    }

    fn point(&self, choice: &Choice) -> Option<(Scale, i64, Value)> {
        let value = choice.value.as_ref()?;
        match self.definition.kind {
            FieldType::Count => {
                // An item about nobody is none.
                let number = value.as_integer().filter(|number| *number > 0)?;
                Some((Scale::Persons, number, Value::Count(Count::exact(u64::try_from(number).ok()?))))
            }
            FieldType::Period => {
                let months = u32::try_from(value.as_table()?.get("months")?.as_integer()?).ok()?;
                let from = match self.value() {
                    Some(Value::Period(period)) => period.from.clone(),
                    _ => None,
                };
                let period = Period { months: Some(months), from, permanent: false, by_medium: Vec::new() };
                Some((Scale::Months, i64::from(months), Value::Period(period)))
            }
            FieldType::Date => {
                let days = choice.days_ago()?;
                let day = self.as_of.checked_sub_signed(chrono::TimeDelta::try_days(days)?)?;
                Some((Scale::DaysAgo, days, Value::Date(day)))
            }
            _ => None,
        }
    }

    /// A period for ever, or one that counts from something else.
    fn off_scale(&self, choice: &Choice) -> Option<Candidate> {
        let period = choice.value.as_ref()?.as_table()?;
        if period.get("permanent").is_some() {
            let forever = Period { permanent: true, ..Period::default() };
            let word = To::Values(vec![Text::new("永年", "for ever")]);
            return Some(self.candidate(Act::Become, word, Value::Period(forever)));
        }
        // What the rule does not look for stands for every event that has a date of its own.
        let event = period.get("from")?.as_str()?;
        let Some(Value::Period(now)) = self.value() else { return None };
        let event = if event.ends_with("-end") && event.starts_with(&self.definition.id) {
            "contract-end"
        } else {
            event
        };
        let known = now.from.as_deref() != Some(event);
        let to = Period { from: Some(event.to_owned()), ..now.clone() };
        let title =
            Text::new(format!("{}の起算点", self.title.ja), format!("what {} counts from", self.title.en));
        let candidate = self.candidate(Act::Become, To::Values(vec![event_title(event)]), Value::Period(to));
        known.then_some(Candidate { title, ..candidate })
    }
}
