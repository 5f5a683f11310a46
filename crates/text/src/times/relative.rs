//! Recognises dates told from another date: "yesterday", "last week", "two weeks ago", "three days
//! later", "the past two months", "that day".
//!
//! In: words and a position. Out: an expression whose meaning counts from the publication, or,
//! where the story's own time is meant ("later", "the following day"), from the date last told.
//! Does not resolve anything.

use super::calendar::Unit;
use super::expression::{Clock, Direction, Edge, Expression, Meaning, Origin};
use super::length::{self, Amount, Length};
use super::{dates, lexicon};
use crate::words::Words;

/// Reads a date told from another date.
pub(super) fn relative(words: &Words<'_>, at: usize) -> Option<Expression> {
    day_word(words, at)
        .or_else(|| stretch(words, at))
        .or_else(|| directed(words, at))
        .or_else(|| same(words, at))
        .or_else(|| year_earlier(words, at))
}

fn shift(start: usize, end: usize, unit: Unit, amount: i32, from: Origin) -> Expression {
    Expression::new(start, end, Meaning::Shift { unit, amount, from })
}

/// "today", "yesterday", "tonight", "the day before yesterday", "overnight".
fn day_word(words: &Words<'_>, at: usize) -> Option<Expression> {
    let publication = |amount: i32| shift(at, at + 1, Unit::Day, amount, Origin::Publication);
    let the = usize::from(words.lower(at) == "the");
    for (phrase, amount) in
        [(["day", "before", "yesterday"], -2), (["day", "after", "tomorrow"], 2)]
    {
        if words.matches(at + the, &phrase) {
            return Some(Expression { end: at + the + 3, ..publication(amount) });
        }
    }
    match words.lower(at) {
        "today" => Some(publication(0)),
        "yesterday" => Some(publication(-1)),
        "tomorrow" => Some(publication(1)),
        "tonight" => Some(Expression { clock: Some(Clock::Part("NI")), ..publication(0) }),
        "overnight" if words.tag(at) != "JJ" => Some(Expression {
            clock: Some(Clock::Part("NI")),
            edge: Some(Edge::Overnight),
            ..publication(-1)
        }),
        "last" | "this" => {
            let part = lexicon::day_part(words, at + 1)?;
            let last = words.lower(at) == "last";
            // "last night" is yesterday's; "last evening" too.
            let day = Expression { end: at + 2, ..publication(-i32::from(last)) };
            Some(Expression { clock: Some(Clock::Part(part)), ..day })
        }
        _ => None,
    }
}

/// "two weeks ago", "three days later", "a year earlier", "ten days from now".
fn stretch(words: &Words<'_>, at: usize) -> Option<Expression> {
    let length = length::length(words, at).or_else(|| length::bare(words, at))?;
    let approximate = usize::from(words.matches(length.end, &["or", "so"])) * 2;
    let mut next = length.end + approximate;
    // "two years and three months ago" is rare; "a year or more ago" is not read.
    let mut sign = -1;
    let from = match words.lower(next) {
        "ago" => Origin::Publication,
        "back" if matches!(words.lower(next + 1), "," | "." | "") => Origin::Publication,
        "earlier" | "previously" | "beforehand" => Origin::Narrative,
        "later" | "afterwards" | "afterward" | "hence" => {
            sign = 1;
            Origin::Narrative
        }
        // "two days before" the attack has another anchor than the date last told.
        "before" if closes(words, next + 1) && !length.bare => Origin::Narrative,
        "after" if closes(words, next + 1) && !length.bare => {
            sign = 1;
            Origin::Narrative
        }
        "from" if matches!(words.lower(next + 1), "now" | "today") => {
            next += 1;
            sign = 1;
            Origin::Publication
        }
        _ => return None,
    };
    let end = next + 1;
    Some(moved(at, end, &length, sign, from))
}

fn moved(at: usize, end: usize, length: &Length, sign: i32, from: Origin) -> Expression {
    let amount = match length.amount {
        Amount::Of(n) => i32::try_from(n).ok(),
        // Half a year off is not told in dates; the whole part would be wrong.
        Amount::Half(_) | Amount::Unknown => None,
    };
    let Some(amount) = amount else {
        let known = matches!(length.amount, Amount::Half(_));
        let meaning = if known {
            Meaning::Duration(length.value())
        } else {
            Meaning::Reference(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" })
        };
        return Expression::new(at, end, meaning);
    };
    if length.unit == Unit::Year && length.article {
        // "a year earlier" keeps the grain of what it is compared with: a quarter, a month.
        return Expression::new(
            at,
            end,
            Meaning::YearsFrom { amount: sign * amount, part: None, from },
        );
    }
    shift(at, end, length.unit, sign.saturating_mul(amount), from)
}

fn closes(words: &Words<'_>, at: usize) -> bool {
    matches!(words.lower(at), "," | "." | ";" | ":" | "" | "\n" | ")" | "\"" | "-" | "\u{2014}")
}

/// "last week", "this month", "the next day", "the past two months", "the coming weeks".
fn directed(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the =
        usize::from(matches!(words.lower(at), "the" | "these" | "those" | "its" | "his" | "their"));
    let word = words.lower(at + the);
    let next = at + the + 1;
    let known = matches!(
        word,
        "last"
            | "past"
            | "this"
            | "next"
            | "coming"
            | "current"
            | "previous"
            | "preceding"
            | "following"
            | "first"
            | "final"
            | "recent"
            | "latest"
            | "same"
            | "prior"
            | "initial"
            | "ensuing"
    );
    if !known {
        return None;
    }
    lasting(words, at, next, word).or_else(|| one_unit(words, at, the, word, next))
}

/// "the past two months", "the first nine months", "recent weeks".
fn lasting(words: &Words<'_>, at: usize, next: usize, word: &str) -> Option<Expression> {
    if matches!(word, "this" | "same" | "current") {
        return None;
    }
    let few = usize::from(words.lower(next) == "few");
    let length = length::length(words, next)
        .filter(|length| !length.article)
        .or_else(|| length::bare(words, next + few))?;
    let end = length.end + if words.matches(length.end, &["or", "so"]) { 2 } else { 0 };
    let named = |value: &'static str| Some(Expression::new(at, end, Meaning::Reference(value)));
    match word {
        "recent" if length.bare && length.unit >= Unit::Year => named("PAST_REF"),
        _ => Some(Expression::new(at, end, Meaning::Duration(length.value()))),
    }
}

fn one_unit(
    words: &Words<'_>,
    at: usize,
    the: usize,
    word: &str,
    next: usize,
) -> Option<Expression> {
    let filler = usize::from(
        matches!(
            words.lower(next),
            "past" | "coming" | "fiscal" | "calendar" | "full" | "very" | "immediate"
        ) && !matches!(word, "past" | "coming"),
    );
    let unit_at = next + filler;
    if let Some(part) = lexicon::day_part(words, unit_at).filter(|_| the == 1) {
        let amount = match word {
            "next" | "following" => 1,
            "previous" | "preceding" => -1,
            "same" => 0,
            _ => return None,
        };
        let day = shift(at, unit_at + 1, Unit::Day, amount, Origin::Narrative);
        return Some(Expression { clock: Some(Clock::Part(part)), ..day });
    }
    let (unit, times) = lexicon::unit_one(words, unit_at).filter(|(unit, _)| *unit > Unit::Hour)?;
    let end = unit_at + 1;
    let from_story = unit == Unit::Day || the == 1;
    let amount = match word {
        "last" | "past" => -1,
        "this" | "current" | "latest" => 0,
        "next" | "coming" => 1,
        "previous" | "preceding" | "prior" => -1,
        "following" | "ensuing" => 1,
        "same" => return Some(Expression::new(at, end, Meaning::Same(unit))),
        _ => return None,
    };
    let from = match word {
        "previous" | "preceding" | "prior" | "following" | "ensuing" => Origin::Narrative,
        "next" if from_story && unit == Unit::Day => Origin::Narrative,
        "last" | "past" | "next" | "latest" if unit == Unit::Day => return None,
        _ => Origin::Publication,
    };
    if word == "latest" {
        return Some(Expression::new(at, end, Meaning::Same(unit)));
    }
    let amount = amount * i32::try_from(times).unwrap_or(1);
    let shifted = match (word, words.lower(next)) {
        ("this", "past") => -1,
        ("this", "coming") => 1,
        _ => amount,
    };
    let up_to_now = the == 1 && matches!(word, "past" | "last") && from == Origin::Publication;
    let edge = up_to_now.then_some(Edge::UpToNow);
    Some(Expression { edge, ..shift(at, end, unit, shifted, from) })
}

/// "that day", "the same night", "the day before", "the weekend", "the quarter".
fn same(words: &Words<'_>, at: usize) -> Option<Expression> {
    let word = words.lower(at);
    if !matches!(word, "that" | "the") {
        return None;
    }
    let same = usize::from(words.lower(at + 1) == "same" || (words.lower(at + 1) == "very"));
    let next = at + 1 + same;
    if let Some(part) = lexicon::day_part(words, next).filter(|_| word == "that" || same == 1) {
        let day = shift(at, next + 1, Unit::Day, 0, Origin::Narrative);
        return Some(Expression { clock: Some(Clock::Part(part)), ..day });
    }
    let (unit, _) = lexicon::unit_one(words, next).filter(|(unit, _)| *unit > Unit::Hour)?;
    let end = next + 1;
    if unit == Unit::Day && word == "the" && same == 0 {
        let amount = match words.lower(end) {
            "before" | "earlier" => -1,
            "after" | "later" => 1,
            _ => return None,
        };
        return closes(words, end + 1)
            .then(|| shift(at, end + 1, Unit::Day, amount, Origin::Narrative));
    }
    if word == "the" && same == 0 {
        return match unit {
            Unit::Weekend => Some(Expression::new(at, end, Meaning::Same(unit))),
            Unit::Quarter if !matches!(words.lower(end), "of" | "-") => {
                Some(Expression::new(at, end, Meaning::Same(unit)))
            }
            _ => None,
        };
    }
    Some(Expression::new(at, end, Meaning::Same(unit)))
}

/// "the year-earlier quarter", "year-ago", "the year-ago period".
fn year_earlier(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(matches!(words.lower(at), "the" | "a"));
    let mut next = at + the + usize::from(matches!(words.lower(at + the), "comparable"));
    if words.lower(next) != "year"
        || words.lower(next + 1) != "-"
        || !matches!(words.lower(next + 2), "earlier" | "ago")
    {
        return None;
    }
    next += 3;
    let mut part = None;
    if let Some((parts, end)) = super::years::part_of_year(words, next) {
        let mut parts = parts;
        parts.direction = Some(Direction::Last);
        parts.year = Some(super::expression::Year::Shift(-1));
        return Some(Expression::new(at, end, Meaning::Parts(parts)));
    }
    match words.lower(next) {
        "quarter" => part = Some(Unit::Quarter),
        "month" => part = Some(Unit::Month),
        "period" => {}
        _ => next -= 1,
    }
    let start = if the == 1 && next + 1 > at + 4 { at } else { at + the };
    Some(Expression::new(
        start,
        next + 1,
        Meaning::YearsFrom { amount: -1, part, from: Origin::Narrative },
    ))
}

/// Reads the stretch that runs at the publication, after "the end of" or "earlier in".
pub(super) fn running(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    let (unit, _) = lexicon::unit_one(words, at + the)
        .filter(|(unit, _)| (Unit::Week..=Unit::Century).contains(unit))?;
    let ends = words.lower(at + the + 1) != "-" && the == 1;
    ends.then(|| shift(at, at + 2, unit, 0, Origin::Publication))
}

/// "year-end", "year's end": the end of the year of the publication.
pub(super) fn year_end(words: &Words<'_>, at: usize) -> Option<Expression> {
    let joint = usize::from(matches!(words.lower(at + 1), "-" | "'s"));
    if words.lower(at) != "year" || words.lower(at + 1 + joint) != "end" {
        return None;
    }
    let year = shift(at, at + 2 + joint, Unit::Year, 0, Origin::Publication);
    Some(Expression { edge: Some(Edge::End), ..year })
}

/// Reads a directed name: "last June", "next Friday", "this past summer", "the following Monday".
pub(super) fn directed_name(words: &Words<'_>, at: usize) -> Option<Expression> {
    let (direction, next) = dates::direction(words, at)?;
    let plain = lexicon::weekday(words, next, false).is_some()
        || lexicon::month(words, next, false).is_some()
        || lexicon::holiday(words, next).is_some();
    let (mut parts, end) =
        if plain { dates::date(words, next)? } else { super::years::directed_season(words, next)? };
    parts.direction = Some(direction);
    Some(Expression::new(at, end, Meaning::Parts(parts)))
}
