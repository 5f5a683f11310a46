//! Named days and months: feasts of several calendars, and what part of one is meant.
//!
//! In: a row of `data/lexicon/en/time-feasts.tsv` and a year. Out: the stretches it takes in that
//! year; a feast of the moon may fall twice in a civil year. Days that hang on the sighting of the
//! moon are given a day on either side, since lands differ by one. Knows no words.
//! Shown by the casebook pages `feasts-of-the-moon`, `ramadan-is-also-a-name`, `easter-of-the-east`.

pub(super) mod hijri;
mod rule;
pub(super) mod told;

use super::calendar::{Bounds, Stamp, days};
use rule::Rule;

/// A named day or month.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Feast {
    /// How it is found; several where a name may mean several feasts ("Eid").
    rules: Vec<Rule>,
    /// How many days it takes; a month of its calendar where none.
    length: Option<i32>,
    /// Days by which it may lie earlier or later than computed.
    slack: i32,
    /// What else its name is.
    pub(super) name: Name,
}

/// What else the name of a feast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Nothing.
    Feast,
    /// A name of people.
    Person,
    /// A name of people first: a date only beside a day, a year, or "the month of".
    Month,
}

/// What part of a feast is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Whole,
    /// "the second day of", from 1.
    Day(i8),
    /// "the last day of", "the last ten nights of".
    Last(i8),
    /// "the first week of".
    First(i8),
    /// The day before.
    Eve,
}

impl Feast {
    /// Reads a row: rules between `;`, days, slack, and whether people bear the name.
    pub(super) fn parse(rules: &str, length: &str, slack: &str, sort: &str) -> Option<Feast> {
        let rules: Option<Vec<Rule>> = rules.split(';').map(|r| Rule::parse(r.trim())).collect();
        let rules = rules.filter(|rules| !rules.is_empty())?;
        let month = rules.iter().any(|rule| rule.is_month());
        Some(Feast {
            rules,
            length: if month { None } else { Some(length.parse().unwrap_or(1)) },
            slack: slack.parse().unwrap_or(0),
            name: match sort {
                "name" => Name::Person,
                "month" => Name::Month,
                _ => Name::Feast,
            },
        })
    }

    /// Tells whether it is found by the Islamic calendar.
    pub(super) fn is_lunar(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule, Rule::Hijri { .. }))
    }

    /// Tells whether it is a month, whose days are counted: "15 Ramadan".
    pub(super) fn is_month(&self) -> bool {
        self.length.is_none()
    }

    /// Tells whether a part of it is one day.
    pub(super) fn is_day(&self, part: Part) -> bool {
        matches!(part, Part::Day(_) | Part::Eve | Part::Last(1) | Part::First(1))
            || (part == Part::Whole && self.length == Some(1))
    }

    /// Returns what a part of it comes to in a year, in order of time. A year before 1600 is one of
    /// the Islamic calendar where the feast is.
    pub(super) fn in_year(&self, year: i16, part: Part) -> Vec<Stamp> {
        let begun = self.rules.iter().flat_map(|rule| rule.starts(year));
        let whole = begun.filter_map(|(first, month)| {
            let length = self.length.or(month)?;
            Some((first, days(first, length - 1)?))
        });
        let mut out: Vec<Stamp> = whole.filter_map(|bounds| stamp(bounds, part)).collect();
        out.sort_by_key(|stamp| stamp.bounds());
        out
    }

    /// Widens the days of a part by what the sighting of the moon may shift it.
    pub(super) fn widened(&self, (first, last): Bounds) -> Bounds {
        let wide = days(first, -self.slack).zip(days(last, self.slack));
        wide.unwrap_or((first, last))
    }
}

fn stamp((first, last): Bounds, part: Part) -> Option<Stamp> {
    let length = first.until(last).map_or(0, |span| span.get_days()) + 1;
    let (from, to) = match part {
        Part::Whole => (first, last),
        Part::Day(n) => {
            let day = days(first, i32::from(n) - 1).filter(|_| i32::from(n) <= length)?;
            (day, day)
        }
        Part::Last(n) => (days(last, 1 - i32::from(n).min(length))?, last),
        Part::First(n) => (first, days(first, i32::from(n).min(length) - 1)?),
        Part::Eve => (days(first, -1)?, days(first, -1)?),
    };
    Some(if from == to { Stamp::Day(from) } else { Stamp::Span(from, to) })
}
