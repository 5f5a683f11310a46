//! What a time expression says before it is anchored to any date.
//!
//! Recognition gives [`Expression`]s: words with a [`Meaning`]. Nothing here knows the date of
//! publication. Must hold: spans are word positions, `start < end`.

use super::calendar::{Season, Unit};
use super::feasts::Part;

/// A time expression as recognised.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expression {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    /// "early", "mid", "the end of".
    pub(super) edge: Option<Edge>,
    /// Time of day.
    pub(super) clock: Option<Clock>,
    /// Whether a stretch begins here that the next expression ends: "from 3 to 5 May".
    pub(super) opens: bool,
}

impl Expression {
    pub(super) fn new(start: usize, end: usize, meaning: Meaning) -> Expression {
        Expression { start, end, meaning, edge: None, clock: None, opens: false }
    }
}

/// What is meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// Named parts of a date: "Sunday", "7 February", "the third quarter of 2016".
    Parts(Parts),
    /// "the week of 7 February".
    WeekOf(Parts),
    /// So many units from the publication or from the date last told.
    Shift {
        unit: Unit,
        amount: i32,
        from: Origin,
    },
    /// The stretch of that unit last told: "that day", "the quarter".
    Same(Unit),
    /// The stretch of a unit that lies N years before the one last told: "a year earlier".
    YearsFrom {
        amount: i32,
        part: Option<Unit>,
        from: Origin,
    },
    Decade {
        digits: i16,
        short: bool,
    },
    Century(i16),
    /// A fully written value that needs no anchor, with the two readings of its day.
    /// From one day to another of the same month: "3-5 May" as one word.
    Days {
        parts: Parts,
        to: i8,
    },
    /// "2014-15".
    Years(i16, i16),
    Between {
        year: i16,
        days: [(i8, i8); 2],
    },
    /// A time of day of the date last told, or of the publication.
    TimeOfDay(Origin),
    /// PRESENT_REF, PAST_REF, FUTURE_REF.
    Reference(&'static str),
    Duration(String),
    Set(String),
    /// An age: found so that its number counts nothing, and not given out.
    Age,
}

/// Where a relative date counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Publication,
    Narrative,
}

/// Named parts of a date; what is not named is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Parts {
    pub(super) year: Option<Year>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) weekday: Option<i8>,
    pub(super) season: Option<Season>,
    pub(super) quarter: Option<i8>,
    pub(super) half: Option<i8>,
    /// A named day or month of the table, and what part of it.
    pub(super) feast: Option<(usize, Part)>,
    pub(super) direction: Option<Direction>,
}

/// A year as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Of(i16),
    /// Two digits: '98.
    Short(i16),
    /// Years from the publication: "last year's".
    Shift(i32),
    /// The year last told: "that year".
    Same,
}

/// Where "last", "this", "next" point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Last,
    This,
    Next,
    /// Before the date last told: "the previous Friday".
    Previous,
    /// After the date last told: "the following Friday".
    Following,
    /// "the Sunday before last".
    BeforeLast,
    /// "the Sunday after next".
    AfterNext,
    /// On or after the date last told: "on the Friday".
    Onwards,
    /// Nearest to the date last told: "that Sunday".
    Same,
}

/// Part of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Mid,
    End,
    /// "earlier this year": before the publication.
    Earlier,
    /// "later this year": after it.
    Later,
    /// "the past month": as long as a month, and up to the publication.
    UpToNow,
    /// "overnight": into the next day.
    Overnight,
    /// "overnight into Monday": the night that ends on that day.
    NightInto,
    /// "the second week of": its nth seven days, from 1.
    Week(i8),
    /// "the last week of", "the last ten days of".
    LastDays(i8),
    /// "the first ten days of".
    FirstDays(i8),
    /// "the first half of", "the second half of".
    Half(i8),
}

/// Time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// With the minutes its zone is ahead of universal time, where that is told.
    At {
        hour: u8,
        minute: Option<u8>,
        second: Option<u8>,
        zone: Option<i16>,
    },
    Part(&'static str),
}

impl Clock {
    /// Returns what TIMEX3 puts behind the day.
    pub(super) fn value(self) -> String {
        match self {
            Clock::Part(code) => format!("T{code}"),
            Clock::At { hour, minute, second, zone } => {
                let mut out = format!("T{hour:02}");
                if let Some(minute) = minute {
                    out += &format!(":{minute:02}");
                }
                if let Some(second) = second {
                    out += &format!(":{second:02}");
                }
                match zone {
                    None => {}
                    Some(0) => out.push('Z'),
                    Some(ahead) => {
                        let sign = if ahead < 0 { '-' } else { '+' };
                        let minutes = ahead.unsigned_abs();
                        out += &format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
                    }
                }
                out
            }
        }
    }
}
