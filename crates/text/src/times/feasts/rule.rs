//! How a named day is found in a year.
//!
//! In: a rule as the table writes it, and a year. Out: the days it begins on, with its length where
//! it is a month. Easter is the anonymous computus (Meeus, Astronomical Algorithms, chapter 8), the
//! Easter of the Eastern churches the Julian one (ibid., chapter 9), the Jewish new year by the
//! molad and its four postponements (Dershowitz and Reingold, Calendrical Calculations, chapter 8).

use rashomon_model::Date;

use super::super::calendar::{Stamp, date, days};
use super::hijri;

/// How a named day is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// `MM-DD`.
    Fixed { month: i8, day: i8 },
    /// `MM-nN-wW`: the nth weekday (1 Monday to 7 Sunday) of a month; -1 for the last.
    Nth { month: i8, nth: i8, weekday: i8 },
    /// `easter+N`.
    Easter(i32),
    /// `pascha+N`: days from the Easter of the Eastern churches.
    Pascha(i32),
    /// `tishri+N`: days from the Jewish new year that begins in the civil year; `tishri+Nk` lies
    /// behind the month whose length differs.
    Tishri { offset: i32, kislev: bool },
    /// `hijri MM-DD`, or `hijri MM` for the month.
    Hijri { month: i8, day: Option<i8> },
}

impl Rule {
    /// Reads a rule of the table.
    pub(super) fn parse(rule: &str) -> Option<Rule> {
        let signed = |text: &str| text.trim_start_matches('+').parse().ok();
        if let Some(offset) = rule.strip_prefix("easter") {
            return Some(Rule::Easter(signed(offset)?));
        }
        if let Some(offset) = rule.strip_prefix("pascha") {
            return Some(Rule::Pascha(signed(offset)?));
        }
        if let Some(offset) = rule.strip_prefix("tishri") {
            let kislev = offset.ends_with('k');
            return Some(Rule::Tishri { offset: signed(offset.trim_end_matches('k'))?, kislev });
        }
        if let Some(rest) = rule.strip_prefix("hijri ") {
            let Some((month, day)) = rest.split_once('-') else {
                return Some(Rule::Hijri { month: rest.parse().ok()?, day: None });
            };
            return Some(Rule::Hijri { month: month.parse().ok()?, day: Some(day.parse().ok()?) });
        }
        let (month, rest) = rule.split_once('-')?;
        let month = month.parse().ok()?;
        let Some(nth) = rest.strip_prefix('n') else {
            return Some(Rule::Fixed { month, day: rest.parse().ok()? });
        };
        let (nth, weekday) = nth.split_once("-w")?;
        Some(Rule::Nth { month, nth: nth.parse().ok()?, weekday: weekday.parse().ok()? })
    }

    pub(super) fn is_month(self) -> bool {
        matches!(self, Rule::Hijri { day: None, .. })
    }

    /// Returns the days it begins on in a year, with its length where it is a month.
    pub(super) fn starts(self, year: i16) -> Vec<(Date, Option<i32>)> {
        if let Rule::Hijri { month, day } = self {
            return islamic(year, month, day);
        }
        self.day(year).map(|day| (day, None)).into_iter().collect()
    }

    fn day(self, year: i16) -> Option<Date> {
        match self {
            Rule::Fixed { month, day } => date(year, month, day),
            Rule::Easter(offset) => days(easter(year)?, offset),
            Rule::Pascha(offset) => days(pascha(year)?, offset),
            Rule::Tishri { offset, kislev } => {
                let first = tishri(year)?;
                let length = first.until(tishri(year.checked_add(1)?)?).ok()?.get_days();
                // In the longest years the month before Kislev has a day more.
                days(first, offset + i32::from(kislev && length % 10 == 5))
            }
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
            Rule::Hijri { .. } => None,
        }
    }
}

/// The days on which a month of the Islamic calendar, or a day of it, begins in a year of either
/// calendar; 1437 can only be one of the Islamic.
fn islamic(year: i16, month: i8, day: Option<i8>) -> Vec<(Date, Option<i32>)> {
    let one = |of: i16| {
        let (first, length) = hijri::month(of, month)?;
        match day {
            None => Some((first, Some(length))),
            Some(day) => Some((days(first, i32::from(day) - 1)?, None)),
        }
    };
    if hijri::is_year(year) {
        return one(year).into_iter().collect();
    }
    hijri::touching(year).filter_map(one).filter(|(first, _)| first.year() == year).collect()
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

fn pascha(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    // The Julian calendar lags the civil one by days that grow with the centuries.
    let lag = y / 100 - y / 400 - 2;
    days(date(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?, lag)
}

/// The first of Tishri of the Jewish year that begins in a civil year.
fn tishri(year: i16) -> Option<Date> {
    let elapsed = |jewish: i64| {
        let months = (235 * jewish - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * months;
        let day = 29 * months + parts.div_euclid(25_920);
        day + i64::from((3 * (day + 1)).rem_euclid(7) < 3)
    };
    let jewish = i64::from(year) + 3761;
    let (last, this, next) = (elapsed(jewish - 1), elapsed(jewish), elapsed(jewish + 1));
    let late = if next - this == 356 { 2 } else { i64::from(this - last == 382) };
    // The Jewish calendar counts from a day 1,373,427 days before the first of January of year 1.
    let from_first = this + late - 1_373_428;
    days(date(1, 1, 1)?, i32::try_from(from_first).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(rule: &str, year: i16) -> String {
        let found = Rule::parse(rule).map(|rule| rule.starts(year)).unwrap_or_default();
        found.iter().map(|(day, _)| day.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn feasts_fall_where_almanacs_print_them() {
        for (rule, year, expected) in [
            ("easter+0", 2016, "2016-03-27"),
            ("pascha+0", 2016, "2016-05-01"),
            ("pascha+0", 2023, "2023-04-16"),
            ("pascha+0", 2024, "2024-05-05"),
            ("tishri+0", 2016, "2016-10-03"),
            ("tishri+0", 2023, "2023-09-16"),
            ("tishri+0", 2024, "2024-10-03"),
            ("tishri-163", 2024, "2024-04-23"),
            ("tishri+9", 1973, "1973-10-06"),
            ("tishri+83k", 2023, "2023-12-08"),
            ("tishri+83k", 2024, "2024-12-26"),
            ("tishri-193", 2024, "2024-03-24"),
            ("hijri 10-01", 2016, "2016-07-06"),
            ("hijri 12-10", 2016, "2016-09-11"),
            ("hijri 10-01", 1437, "2016-07-06"),
            ("hijri 09", 2030, "2030-01-05 2030-12-26"),
            ("11-n4-w4", 2016, "2016-11-24"),
            ("05-n-1-w1", 2016, "2016-05-30"),
            ("02-30", 2016, ""),
        ] {
            assert_eq!(day(rule, year), expected, "{rule} in {year}");
        }
    }
}
