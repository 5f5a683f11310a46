//! Finds time expressions in the words of a text, before any is anchored.
//!
//! In: words. Out: expressions in text order that do not overlap. At each word that can begin one
//! (see `openers`) every kind of expression is tried, and the longest wins. Work at a word is
//! bounded, so time is linear in the text.

use super::expression::{Clock, Expression, Meaning};
use super::timed::timed;
use super::{length, lexicon, openers, several, stretch};
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
    stretch::mark(words, &mut found);
    found
}

/// Reads "-4" after "March 2".
fn continued(words: &Words<'_>, at: usize, before: &Expression) -> Option<Expression> {
    if at != before.end {
        return None;
    }
    let Meaning::Parts(parts) = &before.meaning else { return None };
    let (parts, start, end) = several::later_of_several(words, at, parts)?;
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

/// Reads the longest expression that starts at a word; looks at most words once.
fn expression(words: &Words<'_>, at: usize) -> Option<Expression> {
    let opening = openers::opening(words, at);
    if opening.grammar {
        return tried(words, at);
    }
    if opening.phrase { pointing(words, at) } else { None }
}

/// Reads the longest expression that starts at a word, trying every rule.
pub(super) fn tried(words: &Words<'_>, at: usize) -> Option<Expression> {
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
