//! The Islamic calendar, from a table of its years.
//!
//! In: a year and a month. Out: the civil day the month begins on, and its days. The table
//! (`data/calendar/hijri-years.tsv`) is the Umm al-Qura calendar; years outside it are unknown, and
//! never computed, for a day off is worse than none.

use std::sync::OnceLock;

use rashomon_model::Date;

use super::super::calendar::days;
use crate::Lexicon;

/// A year: its number, its first civil day, the days of its months.
struct Year {
    number: i16,
    first: Date,
    months: Vec<i32>,
}

const TABLE: &str = include_str!("../../../../../data/calendar/hijri-years.tsv");

fn years() -> &'static [Year] {
    static YEARS: OnceLock<Vec<Year>> = OnceLock::new();
    YEARS.get_or_init(|| {
        // A shipped table that does not parse leaves its years unknown; a test rules that out.
        let table = Lexicon::parse("hijri-years", TABLE).unwrap_or_default();
        let year = |row: crate::Row<'_>| {
            let months = row.get("days").split(' ').map(|days| days.parse().ok());
            Some(Year {
                number: row.get("year").parse().ok()?,
                first: row.get("first").parse().ok()?,
                months: months.collect::<Option<Vec<i32>>>()?,
            })
        };
        table.rows().filter_map(year).collect()
    })
}

/// Tells whether a number is a year of this calendar rather than of the civil one.
pub(in super::super) fn is_year(year: i16) -> bool {
    years().first().zip(years().last()).is_some_and(|(a, b)| (a.number..=b.number).contains(&year))
}

/// Returns the first day of a month, from 1, and its days, in a year of this calendar.
pub(super) fn month(year: i16, month: i8) -> Option<(Date, i32)> {
    let known = years();
    let index = usize::try_from(year - known.first()?.number).ok()?;
    let year = known.get(index)?;
    let before = usize::try_from(month - 1).ok()?;
    let length = *year.months.get(before)?;
    Some((days(year.first, year.months[..before].iter().sum())?, length))
}

/// Returns the years of this calendar that touch a civil year.
pub(super) fn touching(civil: i16) -> impl Iterator<Item = i16> {
    // 33 of its years are 32 civil ones; the guess is never off by more than one.
    let about = i32::from(civil - 622) * 33 / 32;
    (about - 1..=about + 2).filter_map(|year| i16::try_from(year).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_begins_where_the_one_before_it_ends() {
        assert_eq!(years().len(), 158);
        for pair in years().windows(2) {
            let length: i32 = pair[0].months.iter().sum();
            assert_eq!(pair[0].months.len(), 12);
            assert_eq!(days(pair[0].first, length), Some(pair[1].first), "{}", pair[0].number);
        }
    }

    #[test]
    fn months_begin_where_calendars_print_them() {
        let first = |year, m| month(year, m).map(|(day, _)| day.to_string());
        assert_eq!(first(1437, 9).as_deref(), Some("2016-06-06"));
        assert_eq!(first(1445, 10).as_deref(), Some("2024-04-10"));
        assert_eq!(first(1342, 9), None);
        assert_eq!(first(1501, 1), None);
        assert_eq!(first(1437, 13), None);
    }
}
