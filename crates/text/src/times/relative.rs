//! Recognises dates told from another date: "yesterday", "last week", "the past two months", "that
//! day".
//!
//! In: words and a position. Out: an expression whose meaning counts from the publication, or,
//! where the story's own time is meant ("the following day"), from the date last told.
//! Does not resolve anything.

use super::calendar::Unit;
use super::expression::{Clock, Direction, Edge, Expression, Meaning, Origin, Parts};
use super::{ago, dates, length, lexicon};
use crate::words::Words;

/// Reads a date told from another date.
pub(super) fn relative(words: &Words<'_>, at: usize) -> Option<Expression> {
    day_word(words, at)
        .or_else(|| ago::stretch(words, at))
        .or_else(|| directed(words, at))
        .or_else(|| same(words, at))
        .or_else(|| ago::year_earlier(words, at))
}

pub(super) fn shift(start: usize, end: usize, unit: Unit, amount: i32, from: Origin) -> Expression {
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
    if word == "last" && the == 1 && words.matches(end, &["before", "last"]) {
        return None;
    }
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
        return ago::closes(words, end + 1)
            .then(|| shift(at, end + 1, Unit::Day, amount, Origin::Narrative));
    }
    if word == "the" && same == 0 && words.matches(end, &["before", "last"]) {
        return Some(shift(at, end + 2, unit, -2, Origin::Publication));
    }
    if word == "the" && same == 0 && words.matches(end, &["after", "next"]) {
        return Some(shift(at, end + 2, unit, 2, Origin::Publication));
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
    if let Some(found) = skipping(words, at) {
        return Some(found);
    }
    let (direction, next) = dates::direction(words, at)?;
    // "that May" and "that Easter" are as often the conjunction and a name.
    if direction == Direction::Same && lexicon::weekday(words, next, false).is_none() {
        return None;
    }
    let plain = lexicon::weekday(words, next, false).is_some()
        || lexicon::month(words, next, false).is_some()
        || lexicon::feast(words, next).is_some();
    let (mut parts, end) = if plain {
        dates::date(words, next)?
    } else {
        super::parts_of_year::directed_season(words, next)?
    };
    parts.direction = Some(direction);
    Some(Expression::new(at, end, Meaning::Parts(parts)))
}

/// "the Sunday before last", "Sunday after next".
fn skipping(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    let weekday = lexicon::weekday(words, at + the, false)?;
    let end = at + the + 1;
    let direction = if words.matches(end, &["before", "last"]) {
        Direction::BeforeLast
    } else if words.matches(end, &["after", "next"]) {
        Direction::AfterNext
    } else {
        return None;
    };
    let parts = Parts { weekday: Some(weekday), direction: Some(direction), ..Parts::default() };
    Some(Expression::new(at, end + 2, Meaning::Parts(parts)))
}
