//! Serial numbers of days in both calendars of Excel.

use chrono::{Days, NaiveDate};

/// Thousandths of a second in a day.
const DAY: u64 = 86_400_000;
/// Serial of 9999-12-31, the last day that Excel knows.
const LAST: f64 = 2_958_465.0;

/// A day and a time of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day.
    pub(super) day: NaiveDate,
    /// Thousandths of a second since midnight.
    milli: u64,
    /// Whole days since the calendar began.
    days: u64,
}

impl Moment {
    /// The moment of a serial number; `None` if the calendar has no such day.
    pub(super) fn of_serial(serial: f64, is_1904: bool) -> Option<Self> {
        if !(0.0..=LAST + 1.0).contains(&serial) {
            return None;
        }
        // Sums such as 45000.9999999999 mean the next midnight.
        let total = whole(serial.trunc())? * DAY + whole((serial.fract() * 86_400_000.0).round())?;
        let (days, milli) = (total / DAY, total % DAY);
        let first = match (is_1904, days) {
            (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
            // Excel counts a day that never was, 1900-02-29.
            (false, 60) => return None,
            (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
            (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        };
        let day = first.checked_add_days(Days::new(days))?;
        (day <= NaiveDate::from_ymd_opt(9999, 12, 31)?).then_some(Self { day, milli, days })
    }

    /// True if the serial says no more than a time of the day.
    pub(super) fn is_within_first_day(self, is_1904: bool) -> bool {
        self.days == 0 && !(is_1904 && self.milli == 0)
    }

    /// True without a time of the day.
    pub(super) fn is_midnight(self) -> bool {
        self.milli == 0
    }

    /// The time of the day, such as `9:05`.
    pub(super) fn clock(self) -> String {
        let minutes = self.milli / 60_000;
        format!("{}:{:02}", minutes / 60, minutes % 60)
    }
}

/// A whole number that is neither negative nor large.
fn whole(number: f64) -> Option<u64> {
    number.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn serials_are_days_of_their_calendar() {
        for (serial, is_1904, day) in [
            (1.0, false, Some("1900-01-01 0:00")),
            (59.0, false, Some("1900-02-28 0:00")),
            (60.0, false, None),
            (61.0, false, Some("1900-03-01 0:00")),
            (45_383.0, false, Some("2024-04-01 0:00")),
            (43_921.0, true, Some("2024-04-01 0:00")),
            (0.0, true, Some("1904-01-01 0:00")),
            (45_383.75, false, Some("2024-04-01 18:00")),
            (45_382.999_999_999_9, false, Some("2024-04-01 0:00")),
            (2_958_465.0, false, Some("9999-12-31 0:00")),
            (2_958_466.0, false, None),
            (2_958_466.0, true, None),
            (-1.0, false, None),
            (f64::NAN, false, None),
            (1e300, false, None),
        ] {
            let found = Moment::of_serial(serial, is_1904);
            let found = found.map(|moment| format!("{} {}", moment.day, moment.clock()));
            assert_eq!(found.as_deref(), day, "{serial}");
        }
    }
}
