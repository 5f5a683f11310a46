//! Recognises a day or a longer stretch without a time of day, with the words that single out a part
//! of it: "early March", "the end of 2016", "the last week of March", "mid-1996".
//!
//! In: words and a position. Out: the expression. Knows the order in which the kinds of dates are
//! tried; each kind is a room of its own.

use super::expression::{Edge, Expression, Meaning, Parts, Year};
use super::{dates, lexicon, numeric, ordinals, parts_of_year, relative, several, years};
use crate::numbers::numeral;
use crate::words::Words;

/// "the end of 2016", "early March", "mid-November", "late last week"; or a date as it is.
pub(super) fn edged(words: &Words<'_>, at: usize) -> Option<Expression> {
    if let Some(found) = slice(words, at) {
        return Some(found);
    }
    let edge = edge_before(words, at);
    if let Some((edge, next)) = edge
        && let Some(base) = base(words, next).or_else(|| relative::running(words, next))
    {
        return Some(Expression { start: at, edge: Some(edge), ..base });
    }
    base(words, at).or_else(|| relative::year_end(words, at)).or_else(|| week_of(words, at))
}

/// "the first week of May", "the last ten days of March 2015", "the second half of June": a part
/// of a month or a year, counted in days.
fn slice(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    let last = matches!(words.lower(at + the), "last" | "final" | "closing");
    let (number, next) = match words.lower(at + the) {
        "last" | "final" | "closing" | "opening" => (1, at + the + 1),
        _ => ordinals::ordinal(words, at + the)?,
    };
    let number = i8::try_from(number).ok()?;
    let count = numeral(words, next).filter(|count| (2..=100).contains(&count.value));
    let unit_at = count.map_or(next, |count| count.end);
    let days = count.and_then(|count| i8::try_from(count.value).ok());
    let edge = match (words.lower(unit_at), days) {
        ("week", None) if last => Edge::LastDays(7),
        ("week", None) if number <= 5 => Edge::Week(number),
        ("half", None) if number <= 2 && !last => Edge::Half(number),
        ("half", None) if last => Edge::Half(2),
        ("weeks", Some(weeks @ 2..=8)) if last => Edge::LastDays(weeks * 7),
        ("weeks", Some(weeks @ 2..=8)) if number == 1 => Edge::FirstDays(weeks * 7),
        ("days", Some(days)) if last => Edge::LastDays(days),
        ("days", Some(days)) if number == 1 => Edge::FirstDays(days),
        ("days" | "weeks", None) if last => Edge::End,
        ("days" | "weeks", None) if number == 1 => Edge::Start,
        _ => return None,
    };
    if words.lower(unit_at + 1) != "of" {
        return None;
    }
    let base = base(words, unit_at + 2)?;
    let Meaning::Parts(parts) = &base.meaning else { return None };
    let stretch = parts.day.is_none() && parts.weekday.is_none() && parts.feast.is_none();
    let whole = parts.quarter.is_none() && parts.half.is_none() && parts.season.is_none();
    let halved = !matches!(edge, Edge::Half(_)) || parts.month.is_some();
    (stretch && whole && halved).then_some(Expression { start: at, edge: Some(edge), ..base })
}

/// "the week of 7 February".
fn week_of(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    if words.lower(at + the) != "week" || !matches!(words.lower(at + the + 1), "of" | "beginning") {
        return None;
    }
    let from = at + the + 2;
    let (parts, end) = dates::date(words, from + usize::from(words.lower(from) == "the"))?;
    parts.day.map(|_| Expression::new(at, end, Meaning::WeekOf(parts)))
}

/// Reads the words that single out a part of a stretch, with the position after them.
fn edge_before(words: &Words<'_>, at: usize) -> Option<(Edge, usize)> {
    let the = usize::from(words.lower(at) == "the");
    if words.lower(at + the + 1) == "of" || words.matches(at + the + 1, &["part", "of"]) {
        let edge = match words.lower(at + the) {
            "end" | "close" => Some(Edge::End),
            "beginning" | "start" | "outset" => Some(Edge::Start),
            "middle" => Some(Edge::Mid),
            "early" | "first" => Some(Edge::Start).filter(|_| words.lower(at + the + 1) == "part"),
            "latter" | "later" | "last" => {
                Some(Edge::End).filter(|_| words.lower(at + the + 1) == "part")
            }
            _ => None,
        };
        if let Some(edge) = edge {
            let of = at + the + 1 + usize::from(words.lower(at + the + 1) == "part");
            return Some((edge, of + 1));
        }
    }
    let edge = lexicon::edge(words, at + the)?;
    let dash = usize::from(words.lower(at + the + 1) == "-");
    let next = at + the + 1 + dash;
    let edge = match (words.lower(at + the), edge) {
        ("earlier", _) => Edge::Earlier,
        ("later", _) => Edge::Later,
        (_, edge) => edge,
    };
    let linked =
        matches!(words.lower(next), "in" | "on") && !matches!(edge, Edge::Mid) && dash == 0;
    // "later in the year", "early on Sunday".
    Some((edge, next + usize::from(linked)))
}

/// A date without time of day.
fn base(words: &Words<'_>, at: usize) -> Option<Expression> {
    let parts = |(parts, end): (Parts, usize)| Expression::new(at, end, Meaning::Parts(parts));
    let the = usize::from(words.lower(at) == "the");
    if let Some(found) = numeric::numeric(words, at) {
        return Some(found);
    }
    if let Some(found) = several::glued(words, at + the) {
        return Some(Expression { start: at, ..found });
    }
    if let Some(found) = relative::directed_name(words, at) {
        return Some(found);
    }
    if let Some(found) = possessed(words, at) {
        return Some(found);
    }
    let dated = several::first_of_several(words, at + the)
        .or_else(|| dates::date(words, at + the))
        .or_else(|| dates::bare_day(words, at))
        .or_else(|| quarter(words, at, the))
        .or_else(|| parts_of_year::season(words, at + the));
    if let Some(found) = dated {
        return Some(parts(found));
    }
    if let Some((meaning, end)) = years::decade_or_century(words, at + the) {
        return Some(Expression::new(at, end, meaning));
    }
    relative::relative(words, at).or_else(|| year(words, at, the))
}

/// "the fiscal first quarter", "the 1988 third quarter", "third-quarter".
fn quarter(words: &Words<'_>, at: usize, the: usize) -> Option<(Parts, usize)> {
    let mut next = at + the;
    let mut year = None;
    if words.lower(next) == "fiscal" {
        next += 1 + usize::from(words.lower(next + 1) == "-");
    }
    if let Some((told, end)) = years::year_word(words, next) {
        (year, next) = (Some(Year::Of(told)), end);
    }
    let (parts, end) = parts_of_year::part_of_year(words, next)?;
    Some((Parts { year: parts.year.or(year), ..parts }, end))
}

/// "last year's third quarter", "this year's end" is not read.
fn possessed(words: &Words<'_>, at: usize) -> Option<Expression> {
    let shift = match words.lower(at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    if words.lower(at + 1) != "year" || words.lower(at + 2) != "'s" {
        return None;
    }
    let (parts, end) = parts_of_year::part_of_year(words, at + 3)?;
    let parts = Parts { year: Some(Year::Shift(shift)), ..parts };
    Some(Expression::new(at, end, Meaning::Parts(parts)))
}

/// "2016", "the year 2016", "fiscal 1989", "mid-1996" and "post-1959" as one word.
fn year(words: &Words<'_>, at: usize, the: usize) -> Option<Expression> {
    let of = |start: usize, end: usize, year: i16| {
        Expression::new(
            start,
            end,
            Meaning::Parts(Parts { year: Some(Year::Of(year)), ..Parts::default() }),
        )
    };
    let lead = match words.lower(at + the) {
        "fiscal" => 1,
        "year" if the == 1 => 1,
        "fiscal-year" => 1,
        _ => 0,
    };
    let year_at = at + the + lead;
    if lead == 1
        && let Some((year, end)) = years::year_word(words, year_at)
    {
        return Some(of(at, end, year));
    }
    if the == 0
        && let Some((year, end)) = years::bare_year(words, at)
    {
        return Some(of(at, end, year));
    }
    let (prefix, rest) = words.lower(at + the).split_once('-')?;
    let edge = match prefix {
        "mid" => Edge::Mid,
        "early" | "post" => Edge::Start,
        "late" | "pre" => Edge::End,
        _ => return None,
    };
    let end = at + the + 1;
    if rest.len() == 4 && rest.bytes().all(|b| b.is_ascii_digit()) {
        let year = rest.parse().ok().filter(|year| (1500..=2100).contains(year))?;
        return Some(Expression { edge: Some(edge), ..of(at, end, year) });
    }
    let decade: i16 = rest.strip_suffix('s').filter(|d| d.len() == 4)?.parse().ok()?;
    let meaning = Meaning::Decade { digits: decade / 10, short: false };
    (1500..=2100)
        .contains(&decade)
        .then(|| Expression { edge: Some(edge), ..Expression::new(at, end, meaning) })
}
