//! Days, weeks, months and years as stretches that follow each other without a gap.
//!
//! In: a day and a unit. Out: the stretch it lies in, with a key that sorts by time. Weeks begin on
//! Monday and bear the number of ISO 8601. A stretch of days that does not lie in one unit has no
//! key there: it is never put into the first month it touches.

use rashomon_model::{Date, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A unit of the calendar.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Unit {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Unit {
    /// Every unit, the shortest first.
    pub const ALL: [Unit; 4] = [Unit::Day, Unit::Week, Unit::Month, Unit::Year];

    /// Returns its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }

    /// Returns the stretch of this unit in which a day lies.
    pub fn around(self, day: Date) -> When {
        let one = When { earliest: day, latest: day };
        match self {
            Unit::Day => one,
            Unit::Week => {
                let first = step(day, -i64::from(day.weekday().to_monday_zero_offset()));
                When { earliest: first, latest: step(first, 6) }
            }
            Unit::Month => When { earliest: day.first_of_month(), latest: day.last_of_month() },
            Unit::Year => When { earliest: day.first_of_year(), latest: day.last_of_year() },
        }
    }

    /// Returns the stretch in which some days lie whole; none where they cross its border.
    pub fn holding(self, days: When) -> Option<When> {
        let around = self.around(days.earliest);
        (days.latest <= around.latest).then_some(around)
    }

    /// Writes a stretch of this unit: `2031-03-04`, `2031-W10`, `2031-03`, `2031`.
    pub fn key(self, stretch: When) -> String {
        let day = stretch.earliest;
        match self {
            Unit::Day => day.to_string(),
            Unit::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Unit::Year => format!("{:04}", day.year()),
        }
    }

    /// Returns the stretch that follows; none at the end of time.
    pub fn next(self, stretch: When) -> Option<When> {
        let day = stretch.latest.tomorrow().ok()?;
        Some(self.around(day))
    }
}

/// Returns the day so many days later, or earlier where negative; the first or last day there is
/// where that is off the calendar.
pub fn step(day: Date, days: i64) -> Date {
    let seconds = std::time::Duration::from_secs(days.unsigned_abs().saturating_mul(86_400));
    if days < 0 { day.saturating_sub(seconds) } else { day.saturating_add(seconds) }
}

/// Reads the days of an event as printed.
pub fn days(when: &crate::json::case::When) -> Option<When> {
    let (earliest, latest) = (when.earliest.parse().ok()?, when.latest.parse().ok()?);
    (earliest <= latest).then_some(When { earliest, latest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_lies_in_its_week_month_and_year() {
        let key = |unit: Unit| unit.key(unit.around(day("2031-03-04")));
        let keys: Vec<String> = Unit::ALL.into_iter().map(key).collect();
        assert_eq!(keys, ["2031-03-04", "2031-W10", "2031-03", "2031"]);
        let week = Unit::Week.around(day("2031-03-02"));
        assert_eq!(week.earliest, day("2031-02-24"), "Sunday ends a week");
    }

    #[test]
    fn days_across_a_border_lie_in_neither_month() {
        let both = When { earliest: day("2031-02-28"), latest: day("2031-03-01") };
        assert_eq!(Unit::Month.holding(both), None);
        assert!(Unit::Week.holding(both).is_some() && Unit::Year.holding(both).is_some());
    }

    #[test]
    fn stretches_follow_each_other_without_a_gap() {
        for unit in Unit::ALL {
            let mut at = unit.around(day("2031-12-30"));
            for _ in 0..30 {
                let next = unit.next(at).unwrap();
                assert_eq!(step(at.latest, 1), next.earliest, "{unit:?}");
                at = next;
            }
        }
        assert_eq!(Unit::Day.next(Unit::Day.around(Date::MAX)), None);
        assert_eq!(step(Date::MAX, 5), Date::MAX);
    }
}
