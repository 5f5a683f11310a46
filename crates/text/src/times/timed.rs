//! Recognises a time of day with the day it belongs to, whichever comes first: "3 p.m. on Tuesday",
//! "Sunday night", "the morning of 7 February", "overnight into Monday".
//!
//! In: words and a position. Out: one expression for both. A part of the day without a day counts
//! only where it is told as a time: "at dawn", never "a new dawn".
//! Shown by the casebook pages `overnight-into-monday`, `the-early-hours`.

use super::calendar::Unit;
use super::dated::edged;
use super::expression::{Clock, Edge, Expression, Meaning, Origin, Parts};
use super::feasts::Part;
use super::{clock, lexicon, several};
use crate::words::Words;

/// A date, a time of day, or both.
pub(super) fn timed(words: &Words<'_>, at: usize) -> Option<Expression> {
    if let Some(found) = night(words, at).or_else(|| early_hours(words, at)) {
        return Some(found);
    }
    if let Some(found) = clock_first(words, at) {
        return Some(into_next(words, found));
    }
    let found = edged(words, at)?;
    Some(into_next(words, with_clock(words, found)))
}

/// "overnight Sunday", "overnight from Sunday to Monday", "overnight into Monday", "the night between
/// 3 and 4 May", "the night of Sunday to Monday".
fn night(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    let overnight = the == 0 && words.lower(at) == "overnight";
    let lead = at + the + 1;
    let joint = words.lower(lead);
    let paired = matches!(joint, "between" | "of" | "from" | "on");
    if !(overnight || words.lower(at + the) == "night" && paired) {
        return None;
    }
    let day = |at: usize| {
        let the = usize::from(words.lower(at) == "the");
        let several = several::first_of_several(words, at + the)
            .map(|(parts, end)| Expression::new(at, end, Meaning::Parts(parts)));
        several.or_else(|| edged(words, at)).filter(|day| is_day(day) && day.clock.is_none())
    };
    let night = |day: Expression, edge: Edge, end: usize| {
        let clock = Some(Clock::Part("NI"));
        Some(first_day(Expression { start: at, end, edge: Some(edge), clock, ..day }))
    };
    if overnight && joint == "into" {
        let found = day(lead + 1)?;
        let end = found.end;
        return night(found, Edge::NightInto, end);
    }
    let first = day(lead + usize::from(paired))?;
    if matches!(words.lower(first.end), "to" | "and" | "into" | "-" | "through")
        && let Some(second) = day(first.end + 1)
    {
        let end = second.end;
        return night(first, Edge::Overnight, end);
    }
    let end = first.end;
    if overnight { night(first, Edge::Overnight, end) } else { None }
}

/// "Sunday night into Monday", "Sunday night to the early hours of Monday".
fn into_next(words: &Words<'_>, found: Expression) -> Expression {
    let joint = matches!(words.lower(found.end), "into" | "to" | "through");
    if found.clock != Some(Clock::Part("NI")) || !joint {
        return found;
    }
    let at = found.end + 1;
    let next =
        early_hours(words, at).or_else(|| edged(words, at).map(|day| with_clock(words, day)));
    let Some(next) = next.filter(is_day) else { return found };
    Expression { end: next.end, edge: Some(Edge::Overnight), ..found }
}

/// "the early hours of Sunday", "in the small hours of this morning".
fn early_hours(words: &Words<'_>, at: usize) -> Option<Expression> {
    let the = usize::from(words.lower(at) == "the");
    let told = matches!(words.lower(at + the), "early" | "small" | "wee" | "predawn" | "pre-dawn");
    if !told || words.lower(at + the + 1) != "hours" {
        return None;
    }
    let on = usize::from(matches!(words.lower(at + the + 2), "of" | "on"));
    let day = edged(words, at + the + 2 + on).filter(is_day)?;
    let day = with_clock(words, day);
    Some(first_day(Expression { start: at, clock: Some(Clock::Part("MO")), ..day }))
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
            return Some(first_day(Expression { start: at, clock: Some(clock), ..day }));
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
                "dawn"
                    | "dusk"
                    | "sunset"
                    | "sunrise"
                    | "daybreak"
                    | "nightfall"
                    | "iftar"
                    | "suhoor"
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
        return first_day(Expression { end, clock: Some(clock), ..day });
    }
    let part_at = next + at + the + early;
    if let Some(part) = lexicon::day_part(words, part_at)
        && words.lower(part_at + 1) != "'s"
    {
        return first_day(Expression { end: part_at + 1, clock: Some(Clock::Part(part)), ..day });
    }
    day
}

/// "Eid morning": a time of day of a feast is one of its first day.
fn first_day(mut expression: Expression) -> Expression {
    if let Meaning::Parts(Parts { feast: Some((_, part @ Part::Whole)), .. }) =
        &mut expression.meaning
    {
        *part = Part::Day(1);
    }
    expression
}

/// Tells whether an expression means one day.
fn is_day(expression: &Expression) -> bool {
    match &expression.meaning {
        Meaning::Parts(parts) => {
            let feast = parts.feast.and_then(|(index, part)| {
                let feast = lexicon::tables().feast(index)?;
                Some(feast.is_day(part) || (part == Part::Whole && !feast.is_month()))
            });
            parts.day.is_some() || parts.weekday.is_some() || feast == Some(true)
        }
        Meaning::Shift { unit, .. } => *unit == Unit::Day,
        Meaning::Same(unit) => *unit == Unit::Day,
        _ => false,
    }
}
