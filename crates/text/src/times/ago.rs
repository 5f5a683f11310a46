//! Recognises dates a length of time away: "two weeks ago", "three days later", "a year earlier",
//! "the year-earlier quarter".
//!
//! In: words and a position. Out: an expression that counts from the publication ("ago") or from
//! the date last told ("later"). "Two days before the attack" has another anchor and is a length.

use super::calendar::Unit;
use super::expression::{Direction, Expression, Meaning, Origin, Parts, Year};
use super::length::{self, Amount, Length};
use super::lexicon;
use super::parts_of_year::part_of_year;
use super::relative::shift;
use crate::words::Words;

/// "two weeks ago", "three days later", "a year earlier", "ten days from now".
pub(super) fn stretch(words: &Words<'_>, at: usize) -> Option<Expression> {
    let length = length::length(words, at).or_else(|| length::bare(words, at))?;
    if let Some(found) = weekday_ago(words, at, &length) {
        return Some(found);
    }
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

pub(super) fn closes(words: &Words<'_>, at: usize) -> bool {
    matches!(words.lower(at), "," | "." | ";" | ":" | "" | "\n" | ")" | "\"" | "-" | "\u{2014}")
}

/// "the year-earlier quarter", "year-ago", "the year-ago period".
pub(super) fn year_earlier(words: &Words<'_>, at: usize) -> Option<Expression> {
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
    if let Some((parts, end)) = part_of_year(words, next) {
        let mut parts = parts;
        parts.direction = Some(Direction::Last);
        parts.year = Some(Year::Shift(-1));
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

/// "a week ago Sunday", "a week ago on Sunday": the Sunday before the last one.
fn weekday_ago(words: &Words<'_>, at: usize, length: &Length) -> Option<Expression> {
    if length.unit != Unit::Week
        || length.amount != Amount::Of(1)
        || words.lower(length.end) != "ago"
    {
        return None;
    }
    let on = usize::from(words.lower(length.end + 1) == "on");
    let day_at = length.end + 1 + on;
    let weekday = lexicon::weekday(words, day_at, false)?;
    let parts = Parts {
        weekday: Some(weekday),
        direction: Some(Direction::BeforeLast),
        ..Parts::default()
    };
    Some(Expression::new(at, day_at + 1, Meaning::Parts(parts)))
}
