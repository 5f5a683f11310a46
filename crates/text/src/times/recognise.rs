//! Finds time expressions in the words of a text, before any is anchored.
//!
//! In: words. Out: expressions in text order that do not overlap. At each word every kind of
//! expression is tried, and the longest wins. A time of day and the day it belongs to are one
//! expression, whichever comes first. Work at a word is bounded, so time is linear in the text.

use super::expression::{Clock, Edge, Expression, Meaning, Origin, Parts, Year};
use super::{clock, dates, length, lexicon, numeric, relative, years};
use crate::numbers;
use crate::words::Words;

/// Finds all time expressions, ages among them.
pub(super) fn recognise(words: &Words<'_>) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let after = found.last().and_then(|before| continued(words, at, before));
        let Some(mut expression) = after.or_else(|| expression(words, at)) else {
            at += 1;
            continue;
        };
        let free_from = found.last().map_or(0, |before| before.end);
        widen(words, &mut expression, free_from);
        at = expression.end.max(at + 1);
        found.push(expression);
    }
    found
}

/// Reads "-4" after "March 2".
fn continued(words: &Words<'_>, at: usize, before: &Expression) -> Option<Expression> {
    if at != before.end {
        return None;
    }
    let Meaning::Parts(parts) = &before.meaning else { return None };
    let (parts, start, end) = dates::later_of_several(words, at, parts)?;
    Some(Expression::new(start, end, Meaning::Parts(parts)))
}

/// Takes in "nearly", "at least", "about" before a length or a time of day.
fn widen(words: &Words<'_>, expression: &mut Expression, free_from: usize) {
    let counted = matches!(
        expression.meaning,
        Meaning::Duration(_)
            | Meaning::Shift { .. }
            | Meaning::YearsFrom { .. }
            | Meaning::TimeOfDay(_)
    );
    let digits = words.digits(expression.start).is_some()
        || numbers::numeral(words, expression.start).is_some();
    let article =
        matches!(words.lower(expression.start), "a" | "an" | "noon" | "midnight" | "half");
    if counted
        && (digits || article || matches!(expression.clock, Some(Clock::At { .. })))
        && let Some(start) =
            numbers::bound_before(words, expression.start).filter(|start| *start >= free_from)
    {
        expression.start = start;
    }
}

/// Reads the longest expression that starts at a word.
fn expression(words: &Words<'_>, at: usize) -> Option<Expression> {
    if words.lower(at) == "\n" {
        return None;
    }
    let tried =
        [timed(words, at), lasting(words, at), length::recurring(words, at), pointing(words, at)];
    let mut best: Option<Expression> = None;
    for found in tried.into_iter().flatten() {
        if best.as_ref().is_none_or(|best| found.end > best.end) {
            best = Some(found);
        }
    }
    best
}

fn pointing(words: &Words<'_>, at: usize) -> Option<Expression> {
    let (end, value) = lexicon::pointing(words, at)?;
    Some(Expression::new(at, end, Meaning::Reference(value)))
}

/// A length of time, or an age.
fn lasting(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    let length = length::length(words, at + the)
        .filter(|length| the == 0 || !length.article)
        .or_else(|| length::bare(words, at).filter(|_| leads_length(words, at)))?;
    if length::is_fraction(words, &length) {
        return None;
    }
    if let Some(end) = length::age_end(words, length.end) {
        return Some(Expression::new(at, end, Meaning::Age));
    }
    // "$5 a day", "three times a week": so much in each.
    let rated = length.article && length.end == at + 2 && is_rate(words, at);
    let meaning =
        if rated { Meaning::Set(length.value()) } else { Meaning::Duration(length.value()) };
    Some(Expression::new(at, length.end, meaning))
}

/// Tells whether a plural unit without a number is a length here.
fn leads_length(words: &Words<'_>, at: usize) -> bool {
    matches!(
        words.before(at),
        "for"
            | "in"
            | "of"
            | "over"
            | "within"
            | "took"
            | "after"
            | "take"
            | "takes"
            | "lasted"
            | "last"
            | "spent"
            | "several"
            | "despite"
            | "through"
            | "or"
            | ","
            | "many"
    ) || words.opens_sentence(at)
}

fn is_rate(words: &Words<'_>, at: usize) -> bool {
    let before = words.before(at);
    matches!(
        before,
        "times"
            | "twice"
            | "once"
            | "%"
            | "percent"
            | "barrels"
            | "dollars"
            | "cents"
            | "hours"
            | "days"
            | "tons"
            | "tonnes"
            | "people"
            | "million"
            | "billion"
    ) || words.digits(at.wrapping_sub(1)).is_some()
}

/// A date, a time of day, or both.
fn timed(words: &Words<'_>, at: usize) -> Option<Expression> {
    if let Some(found) = clock_first(words, at) {
        return Some(found);
    }
    let found = edged(words, at)?;
    Some(with_clock(words, found))
}

/// "the end of 2016", "early March", "mid-November", "late last week"; or a date as it is.
fn edged(words: &Words<'_>, at: usize) -> Option<Expression> {
    let edge = edge_before(words, at);
    if let Some((edge, next)) = edge
        && let Some(base) = base(words, next).or_else(|| relative::running(words, next))
    {
        return Some(Expression { start: at, edge: Some(edge), ..base });
    }
    base(words, at).or_else(|| relative::year_end(words, at)).or_else(|| week_of(words, at))
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
    if let Some(found) = relative::directed_name(words, at) {
        return Some(found);
    }
    if let Some(found) = possessed(words, at) {
        return Some(found);
    }
    let dated = dates::first_of_several(words, at + the)
        .or_else(|| dates::date(words, at + the))
        .or_else(|| dates::bare_day(words, at))
        .or_else(|| quarter(words, at, the))
        .or_else(|| years::season(words, at + the));
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
    let (parts, end) = years::part_of_year(words, next)?;
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
    let (parts, end) = years::part_of_year(words, at + 3)?;
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

/// "3 p.m. on Tuesday", "noon Saturday", "the morning of 7 February", "at dawn on Sunday".
fn clock_first(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    let early = usize::from(matches!(words.lower(at + the), "early" | "late" | "mid" | "mid-"));
    let dash = usize::from(early == 1 && words.lower(at + the + 1) == "-");
    let part_at = at + the + early + dash;
    let (clock, end) = match clock::clock(words, at + the) {
        Some(found) => found,
        None => (Clock::Part(lexicon::day_part(words, part_at)?), part_at + 1),
    };
    let on = usize::from(matches!(words.lower(end), "on" | "," | "of"));
    for skip in [on, 0] {
        if let Some(day) = edged(words, end + skip).filter(|day| is_day(day) && day.clock.is_none())
        {
            return Some(Expression { start: at, clock: Some(clock), ..day });
        }
    }
    // A part of the day with no day beside it: only where it is told as a time.
    let alone = match clock {
        Clock::At { .. } => true,
        Clock::Part(_) => {
            let led = matches!(
                words.before(at),
                "at" | "by" | "before" | "since" | "until" | "after" | "around"
            );
            let named = matches!(
                words.lower(part_at),
                "dawn" | "dusk" | "sunset" | "sunrise" | "daybreak" | "nightfall"
            );
            let in_the = the == 1 && matches!(words.before(at), "in" | "during");
            (led && named)
                || (in_the && !named && words.lower(end) != "of")
                || (early == 1 && the + dash > 0)
                || (early == 1 && words.before(at) != "the" && !named && words.lower(at) == "mid")
        }
    };
    alone.then(|| Expression {
        clock: Some(clock),
        ..Expression::new(at, end, Meaning::TimeOfDay(Origin::Narrative))
    })
}

/// "Sunday night", "yesterday morning", "7 February at 3 p.m.", "Sunday at dawn".
fn with_clock(words: &Words<'_>, day: Expression) -> Expression {
    if !is_day(&day) || day.clock.is_some() {
        return day;
    }
    let mut next = day.end;
    if words.lower(next) == "," && matches!(words.lower(next + 1), "at" | "around") {
        next += 1;
    }
    let at = usize::from(
        matches!(words.lower(next), "at" | "around" | "by") || words.matches(next, &["in", "the"]),
    );
    let the = usize::from(words.lower(next + at) == "the");
    let early = usize::from(matches!(words.lower(next + at + the), "early" | "late"));
    if let Some((clock, end)) = clock::clock(words, next + at) {
        return Expression { end, clock: Some(clock), ..day };
    }
    let part_at = next + at + the + early;
    if let Some(part) = lexicon::day_part(words, part_at)
        && words.lower(part_at + 1) != "'s"
    {
        return Expression { end: part_at + 1, clock: Some(Clock::Part(part)), ..day };
    }
    day
}

/// Tells whether an expression means one day.
fn is_day(expression: &Expression) -> bool {
    match &expression.meaning {
        Meaning::Parts(parts) => {
            parts.day.is_some() || parts.weekday.is_some() || parts.holiday.is_some()
        }
        Meaning::Shift { unit, .. } => *unit == super::calendar::Unit::Day,
        Meaning::Same(unit) => *unit == super::calendar::Unit::Day,
        _ => false,
    }
}
