//! Stretches of the calendar: a day, a week, a month … a century, with value and bounds.
//!
//! A [`Stamp`] is what a date comes to once it is anchored. It prints as TIMEX3 writes it
//! (`2016-02-07`, `2016-W06`, `2016-Q1`, `2016-SU`, `201`) and gives its first and last day. Weeks
//! are those of ISO 8601. Arithmetic never overflows: a date outside the calendar is none.
//! Seasons are those of the northern half of the world, by months (March to May is spring).

use rashomon_model::Date;

/// Unit of calendar or clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Season of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(super) fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }

    /// Returns the season a month lies in.
    pub(super) fn of_month(month: i8) -> Season {
        match month {
            3..=5 => Season::Spring,
            6..=8 => Season::Summer,
            9..=11 => Season::Autumn,
            _ => Season::Winter,
        }
    }
}

/// One stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    Day(Date),
    /// Any day of the week.
    Week(Date),
    /// Any day of the week whose end is meant.
    Weekend(Date),
    /// First and last day of a stretch without a name of its own in the civil calendar.
    Span(Date, Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// The first three digits of its years.
    Decade(i16),
    /// The first two digits of its years.
    Century(i16),
}

/// First and last day, inclusive.
pub(super) type Bounds = (Date, Date);

impl Stamp {
    /// Returns the stretch of a unit that holds a day.
    pub(super) fn around(day: Date, unit: Unit) -> Stamp {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Stamp::Day(day),
            Unit::Week => Stamp::Week(day),
            Unit::Weekend => Stamp::Weekend(day),
            Unit::Month => Stamp::Month(day.year(), day.month()),
            Unit::Quarter => Stamp::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Half => Stamp::Half(day.year(), (day.month() - 1) / 6 + 1),
            Unit::Season => {
                let year = if day.month() < 3 { day.year() - 1 } else { day.year() };
                Stamp::Season(year, Season::of_month(day.month()))
            }
            Unit::Year => Stamp::Year(day.year()),
            Unit::Decade => Stamp::Decade(day.year().div_euclid(10)),
            Unit::Century | Unit::Millennium => Stamp::Century(day.year().div_euclid(100)),
        }
    }

    pub(super) fn unit(self) -> Unit {
        match self {
            Stamp::Day(_) => Unit::Day,
            Stamp::Week(_) => Unit::Week,
            Stamp::Weekend(_) => Unit::Weekend,
            Stamp::Span(..) | Stamp::Month(..) => Unit::Month,
            Stamp::Quarter(..) => Unit::Quarter,
            Stamp::Half(..) => Unit::Half,
            Stamp::Season(..) => Unit::Season,
            Stamp::Year(_) => Unit::Year,
            Stamp::Decade(_) => Unit::Decade,
            Stamp::Century(_) => Unit::Century,
        }
    }

    /// Returns the TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Stamp::Day(d) => format!("{:04}-{:02}-{:02}", d.year(), d.month(), d.day()),
            Stamp::Week(d) => {
                let week = d.iso_week_date();
                // The first days of year 0 lie in a week of the year before, which has no name.
                format!("{:04}-W{:02}", week.year().max(0), week.week())
            }
            Stamp::Weekend(d) => format!("{}-WE", Stamp::Week(d).value()),
            Stamp::Span(a, b) => format!("{}/{}", Stamp::Day(a).value(), Stamp::Day(b).value()),
            Stamp::Month(y, m) => format!("{y:04}-{m:02}"),
            Stamp::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Stamp::Half(y, h) => format!("{y:04}-H{h}"),
            Stamp::Season(y, s) => format!("{y:04}-{}", s.code()),
            Stamp::Year(y) => format!("{y:04}"),
            Stamp::Decade(d) => format!("{d:03}"),
            Stamp::Century(c) => format!("{c:02}"),
        }
    }

    /// Returns the first and the last day; none outside the calendar.
    pub(super) fn bounds(self) -> Option<Bounds> {
        match self {
            Stamp::Day(d) => Some((d, d)),
            Stamp::Week(d) => {
                let from_monday = i32::from(d.weekday().to_monday_zero_offset());
                Some((days(d, -from_monday)?, days(d, 6 - from_monday)?))
            }
            Stamp::Weekend(d) => {
                let (_, sunday) = Stamp::Week(d).bounds()?;
                Some((days(sunday, -1)?, sunday))
            }
            Stamp::Span(a, b) => Some((a, b)),
            Stamp::Month(y, m) => months(y, m, 1),
            Stamp::Quarter(y, q) => months(y, q * 3 - 2, 3),
            Stamp::Half(y, h) => months(y, h * 6 - 5, 6),
            Stamp::Season(y, s) => months(y, s.first_month(), 3),
            Stamp::Year(y) => months(y, 1, 12),
            Stamp::Decade(d) => years(i32::from(d) * 10, 9),
            Stamp::Century(c) => years(i32::from(c) * 100, 99),
        }
    }

    /// Returns the stretch some units of its own length later; none outside the calendar.
    pub(super) fn plus(self, amount: i32) -> Option<Stamp> {
        let index = |year: i16, per_year: i32, part: i8| {
            (i32::from(year) * per_year + i32::from(part) - 1).checked_add(amount)
        };
        let split = |index: i32, per_year: i32| {
            let part = index.rem_euclid(per_year) + 1;
            Some((calendar_year(index.div_euclid(per_year))?, part as i8))
        };
        Some(match self {
            Stamp::Day(d) => Stamp::Day(days(d, amount)?),
            Stamp::Week(d) => Stamp::Week(days(d, amount.checked_mul(7)?)?),
            Stamp::Weekend(d) => Stamp::Weekend(days(d, amount.checked_mul(7)?)?),
            // A feast does not come again after its own length.
            Stamp::Span(..) => return None,
            Stamp::Month(y, m) => {
                let (y, m) = split(index(y, 12, m)?, 12)?;
                Stamp::Month(y, m)
            }
            Stamp::Quarter(y, q) => {
                let (y, q) = split(index(y, 4, q)?, 4)?;
                Stamp::Quarter(y, q)
            }
            Stamp::Half(y, h) => {
                let (y, h) = split(index(y, 2, h)?, 2)?;
                Stamp::Half(y, h)
            }
            Stamp::Season(y, s) => Stamp::Season(shifted(y, amount)?, s),
            Stamp::Year(y) => Stamp::Year(shifted(y, amount)?),
            Stamp::Decade(d) => Stamp::Decade(shifted(d, amount)?),
            Stamp::Century(c) => Stamp::Century(shifted(c, amount)?),
        })
    }

    /// Returns the same stretch some years later: 7 February two years earlier, that quarter's
    /// counterpart a year later.
    pub(super) fn years_later(self, amount: i32) -> Option<Stamp> {
        Some(match self {
            Stamp::Day(d) => Stamp::Day(date(shifted(d.year(), amount)?, d.month(), d.day())?),
            Stamp::Week(d) => Stamp::Week(days(d, amount.checked_mul(364)?)?),
            Stamp::Weekend(d) => Stamp::Weekend(days(d, amount.checked_mul(364)?)?),
            Stamp::Month(y, m) => Stamp::Month(shifted(y, amount)?, m),
            Stamp::Quarter(y, q) => Stamp::Quarter(shifted(y, amount)?, q),
            Stamp::Half(y, h) => Stamp::Half(shifted(y, amount)?, h),
            Stamp::Season(y, s) => Stamp::Season(shifted(y, amount)?, s),
            Stamp::Year(y) => Stamp::Year(shifted(y, amount)?),
            Stamp::Span(..) | Stamp::Decade(_) | Stamp::Century(_) => return None,
        })
    }
}

/// Makes a date; none where there is no such day.
pub(super) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| date.year() >= 0)
}

/// Returns the day some days later.
pub(super) fn days(day: Date, amount: i32) -> Option<Date> {
    let length = std::time::Duration::from_secs(u64::from(amount.unsigned_abs()) * 86_400);
    let moved = if amount < 0 { day.checked_sub(length) } else { day.checked_add(length) };
    moved.ok().filter(|date| date.year() >= 0)
}

fn shifted(year: i16, amount: i32) -> Option<i16> {
    calendar_year(i32::from(year).checked_add(amount)?)
}

fn calendar_year(year: i32) -> Option<i16> {
    i16::try_from(year).ok().filter(|year| (0..=9999).contains(year))
}

fn months(year: i16, month: i8, count: i32) -> Option<Bounds> {
    let first = date(year, month, 1)?;
    let Stamp::Month(y, m) = Stamp::Month(year, month).plus(count)? else { return None };
    Some((first, days(date(y, m, 1)?, -1)?))
}

fn years(first: i32, more: i32) -> Option<Bounds> {
    Some((date(calendar_year(first)?, 1, 1)?, date(calendar_year(first + more)?, 12, 31)?))
}
