//! Chooses the year, or the week, of a date told without one.
//!
//! In: the parts of a date, and what is known so far. Out: the stretch meant. "last", "this" and
//! "next" decide where they stand; else the tense of the governing verb; else a date lies in the
//! past, for reports tell what happened. Without a publication date the parts told are kept and
//! the rest is `X`.

use std::ops::Range;

use rashomon_model::Date;

use super::anchor::{Anchor, Reading};
use super::calendar::{Season, Stamp, Unit, date, days};
use super::expression::{Direction, Parts};
use super::lexicon::tables;
use super::tense::{Tense, tense};

/// Anchors a date told by its parts.
pub(super) fn parts(anchor: &Anchor<'_, '_>, parts: &Parts, at: Range<usize>) -> Reading {
    if let Some(year) = parts.year {
        let Some(year) = anchor.year(year) else { return partial(parts, None) };
        let stamp = in_year(parts, year);
        return stamp.map_or_else(|| partial(parts, Some(year)), |stamp| read(parts, stamp));
    }
    let stamp = match parts.direction {
        Some(Direction::Previous) => anchor.last_day.and_then(|day| before(parts, day, false)),
        Some(Direction::Following) => anchor.last_day.and_then(|day| after(parts, day, false)),
        Some(Direction::Onwards) if anchor.last_day.is_some() => {
            anchor.last_day.and_then(|day| after(parts, day, true))
        }
        Some(Direction::Same) if anchor.last_day.is_some() => {
            anchor.last_day.and_then(|day| nearest(parts, day, 1))
        }
        direction => {
            anchor.published.and_then(|published| around(anchor, parts, published, direction, at))
        }
    };
    stamp.map_or_else(|| partial(parts, None), |stamp| read(parts, stamp))
}

/// A feast of the moon may lie a day off what is computed; its value does not say so, its days do.
fn read(parts: &Parts, stamp: Stamp) -> Reading {
    let mut reading = Reading::from(stamp);
    if let Some(feast) = parts.feast.and_then(|(index, _)| tables().feast(index)) {
        reading.bounds = reading.bounds.map(|bounds| feast.widened(bounds));
    }
    reading
}

fn around(
    anchor: &Anchor<'_, '_>,
    parts: &Parts,
    published: Date,
    direction: Option<Direction>,
    at: Range<usize>,
) -> Option<Stamp> {
    match direction {
        Some(Direction::Last) => before(parts, published, false),
        Some(Direction::Next) => after(parts, published, false),
        Some(Direction::BeforeLast) => {
            let last = before(parts, published, false)?.bounds()?.0;
            before(parts, last, false)
        }
        Some(Direction::AfterNext) => {
            let next = after(parts, published, false)?.bounds()?.1;
            after(parts, next, false)
        }
        Some(Direction::This) => this(anchor, parts, published, at),
        _ if parts.weekday.is_some() && parts.day.is_some() => {
            by_weekday(parts, published).or_else(|| bare(anchor, parts, published, at))
        }
        _ => bare(anchor, parts, published, at),
    }
}

fn bare(
    anchor: &Anchor<'_, '_>,
    parts: &Parts,
    published: Date,
    at: Range<usize>,
) -> Option<Stamp> {
    let weekday = parts.weekday.is_some();
    let told = tense(anchor.words, at.start, at.end);
    // The results of a quarter are told long after it, in whatever tense.
    if parts.quarter.is_some() && told != Tense::Past {
        return nearest(parts, published, 1);
    }
    match told {
        Tense::ToCome => after(parts, published, true),
        Tense::Past => before(parts, published, true),
        Tense::Likely if weekday => after(parts, published, true),
        Tense::Unknown | Tense::Open if weekday => before(parts, published, true),
        Tense::Limit | Tense::Open => nearest(parts, published, 1),
        Tense::Likely | Tense::Unknown => nearest(parts, published, AHEAD),
    }
}

/// Returns the last such stretch that began on a day or before it.
pub(super) fn last_before(parts: &Parts, day: Date) -> Option<Stamp> {
    before(parts, day, true)
}

/// The last such stretch that began before a day; `same` lets the one of that day itself count.
fn before(parts: &Parts, day: Date, same: bool) -> Option<Stamp> {
    candidates(parts, day).into_iter().rev().find(|stamp| {
        stamp.bounds().is_some_and(|(first, last)| if same { first <= day } else { last < day })
    })
}

/// The first such stretch that ends after a day; `same` lets the one of that day itself count.
fn after(parts: &Parts, day: Date, same: bool) -> Option<Stamp> {
    candidates(parts, day).into_iter().find(|stamp| {
        stamp.bounds().is_some_and(|(first, last)| if same { last >= day } else { first > day })
    })
}

/// "this June", "this Sunday": of the year, or the week, of the publication. A day of that week
/// that the verb contradicts ("was killed this Friday", published on Monday) is the other side's.
fn this(
    anchor: &Anchor<'_, '_>,
    parts: &Parts,
    published: Date,
    at: Range<usize>,
) -> Option<Stamp> {
    let Some(weekday) = parts.weekday else {
        let told = in_year(parts, published.year()).filter(|_| parts.feast.is_none());
        return told
            .filter(|_| parts.season != Some(Season::Winter))
            .or_else(|| nearest(parts, published, 1));
    };
    let (monday, _) = Stamp::Week(published).bounds()?;
    let day = days(monday, i32::from(weekday) - 1)?;
    match tense(anchor.words, at.start, at.end) {
        Tense::Past if day > published => before(parts, published, true),
        Tense::ToCome if day < published => after(parts, published, true),
        _ => Some(Stamp::Day(day)),
    }
}

/// How much farther a day to come seems than a day gone by, where no verb tells them apart: reports
/// tell what happened more often than what will.
const AHEAD: i32 = 2;

/// The stretch nearest to a day, where days ahead of it count as so many times as far.
fn nearest(parts: &Parts, day: Date, ahead: i32) -> Option<Stamp> {
    candidates(parts, day).into_iter().min_by_key(|stamp| {
        stamp.bounds().map_or(i32::MAX, |(first, last)| {
            let apart = |a: Date, b: Date| a.until(b).map_or(i32::MAX, |span| span.get_days());
            if day < first {
                apart(day, first).saturating_mul(ahead)
            } else if last < day {
                apart(last, day)
            } else {
                0
            }
        })
    })
}

/// "Sunday, 7 February": the year in which that day is a Sunday, within three years.
fn by_weekday(parts: &Parts, day: Date) -> Option<Stamp> {
    let weekday = parts.weekday?;
    [0, -1, 1, -2, 2, -3].into_iter().find_map(|amount| {
        let Stamp::Year(year) = Stamp::Year(day.year()).plus(amount)? else { return None };
        in_year(parts, year).filter(|stamp| {
            matches!(stamp, Stamp::Day(day) if day.weekday().to_monday_one_offset() == weekday)
        })
    })
}

/// All such stretches near a day, in order of time.
fn candidates(parts: &Parts, day: Date) -> Vec<Stamp> {
    if let (Some(weekday), None, None) = (parts.weekday, parts.month, parts.day) {
        let to = i32::from(weekday - day.weekday().to_monday_one_offset());
        return [-14, -7, 0, 7, 14]
            .into_iter()
            .filter_map(|k| days(day, to + k).map(Stamp::Day))
            .collect();
    }
    if let (Some(number), None) = (parts.day, parts.month) {
        let months = (-2..=2).filter_map(|k| Stamp::around(day, Unit::Month).plus(k));
        let in_month =
            |stamp| if let Stamp::Month(y, m) = stamp { date(y, m, number) } else { None };
        return months.filter_map(in_month).map(Stamp::Day).collect();
    }
    let years = (-2..=2).filter_map(|k| Stamp::Year(day.year()).plus(k));
    let each = |stamp| match (stamp, parts.feast) {
        (Stamp::Year(year), Some((index, part))) => {
            tables().feast(index).map_or_else(Vec::new, |feast| feast.in_year(year, part))
        }
        (Stamp::Year(year), None) => in_year(parts, year).into_iter().collect(),
        _ => Vec::new(),
    };
    years.flat_map(each).collect()
}

/// The stretch these parts name in a year.
pub(super) fn in_year(parts: &Parts, year: i16) -> Option<Stamp> {
    if let Some(month) = parts.month {
        let month_of = Stamp::Month(year, month);
        let Some(day) = parts.day else { return Some(month_of) };
        return date(year, month, day).map(Stamp::Day);
    }
    if let Some((index, part)) = parts.feast {
        let found = tables().feast(index)?.in_year(year, part);
        // "Ramadan 2030" is one of two; which, nobody said.
        let (first, _) = found.first()?.bounds()?;
        let (_, last) = found.last()?.bounds()?;
        return if found.len() > 1 {
            Some(Stamp::Span(first, last))
        } else {
            found.first().copied()
        };
    }
    let part = parts.quarter.map(|quarter| Stamp::Quarter(year, quarter));
    let part = part.or_else(|| parts.half.map(|half| Stamp::Half(year, half)));
    let part = part.or_else(|| parts.season.map(|season| Stamp::Season(year, season)));
    part.or_else(|| (parts.weekday.is_none() && parts.day.is_none()).then_some(Stamp::Year(year)))
}

/// What was told, with `X` for what was not. A day that its month does not have is none.
fn partial(parts: &Parts, year: Option<i16>) -> Reading {
    Reading::open(match (parts.month, parts.day) {
        (Some(month), Some(_)) if year.is_some() => {
            format!("{:04}-{month:02}-XX", year.unwrap_or_default())
        }
        (Some(month), Some(day)) => format!("XXXX-{month:02}-{day:02}"),
        (Some(month), None) => format!("XXXX-{month:02}"),
        (None, Some(day)) => format!("XXXX-XX-{day:02}"),
        (None, None) => unnamed(parts),
    })
}

fn unnamed(parts: &Parts) -> String {
    if let Some(weekday) = parts.weekday {
        return format!("XXXX-WXX-{weekday}");
    }
    if let Some(season) = parts.season {
        return format!("XXXX-{}", season.code());
    }
    if let Some(quarter) = parts.quarter {
        return format!("XXXX-Q{quarter}");
    }
    if let Some(half) = parts.half {
        return format!("XXXX-H{half}");
    }
    if parts.feast.is_some() { "XXXX-XX-XX".to_owned() } else { "XXXX".to_owned() }
}
