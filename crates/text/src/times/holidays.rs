//! Named days of a year by rule: a fixed day, the nth weekday of a month, days from Easter.
//!
//! In: a rule as the table writes it, and a year. Out: the day. Easter is the Gregorian one, by
//! the anonymous computus (Meeus, Astronomical Algorithms, chapter 8). Lunar feasts are not read.

use rashomon_model::Date;

use super::calendar::{Stamp, date, days};

/// How a named day is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Fixed {
        month: i8,
        day: i8,
    },
    /// The nth weekday (1 Monday to 7 Sunday) of a month; -1 for the last.
    Nth {
        month: i8,
        nth: i8,
        weekday: i8,
    },
    Easter(i32),
}

impl Rule {
    /// Reads a rule of the table.
    pub(super) fn parse(rule: &str) -> Option<Rule> {
        if let Some(offset) = rule.strip_prefix("easter") {
            return Some(Rule::Easter(offset.trim_start_matches('+').parse().ok()?));
        }
        let (month, rest) = rule.split_once('-')?;
        let month = month.parse().ok()?;
        let Some(nth) = rest.strip_prefix('n') else {
            return Some(Rule::Fixed { month, day: rest.parse().ok()? });
        };
        let (nth, weekday) = nth.split_once("-w")?;
        Some(Rule::Nth { month, nth: nth.parse().ok()?, weekday: weekday.parse().ok()? })
    }

    /// Returns the day in a year.
    pub(super) fn day(self, year: i16) -> Option<Date> {
        match self {
            Rule::Fixed { month, day } => date(year, month, day),
            Rule::Easter(offset) => days(easter(year)?, offset),
            Rule::Nth { month, nth, weekday } => {
                let (first, last) = Stamp::Month(year, month).bounds()?;
                if nth < 0 {
                    let back =
                        i32::from(last.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
                    return days(last, -back);
                }
                let ahead =
                    i32::from(weekday - first.weekday().to_monday_one_offset()).rem_euclid(7);
                days(first, ahead + 7 * (i32::from(nth) - 1))
            }
        }
    }
}

fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    date(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}
