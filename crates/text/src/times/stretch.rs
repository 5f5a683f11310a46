//! Finds which two dates are the ends of one stretch: "from 3 to 5 May", "between March and June",
//! "Monday through Friday", "May 3-5".
//!
//! In: expressions in text order. Out: the same, with [`Expression::opens`] set on the first of a
//! pair, and with what the pair shares told on both: in "30 April to 2 May 2014" the year is that of
//! the later end. "And" makes a stretch only after "between": "on 3 and 5 May" are two days.
//! Shown by the casebook page `from-one-day-to-another`.

use super::expression::{Expression, Meaning, Parts, Year};
use crate::words::Words;

/// Marks the pairs, and lends years from the later end to the earlier one.
pub(super) fn mark(words: &Words<'_>, found: &mut [Expression]) {
    for k in 1..found.len() {
        let (before, after) = found.split_at_mut(k);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
        if !(is_calendar(first) && is_calendar(second) && joined(words, first, second)) {
            continue;
        }
        first.opens = true;
        if let (Meaning::Parts(a), Meaning::Parts(b)) = (&mut first.meaning, &second.meaning) {
            lend_year(a, b);
        }
    }
    // "March 2-4, 2014" tells its year behind the last of several days, stretch or not.
    for k in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(k);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
        let near = first.end + 1 >= second.start;
        if let (Meaning::Parts(a), Meaning::Parts(b)) = (&mut first.meaning, &second.meaning)
            && near
            && a.month.is_some()
            && a.month == b.month
            && a.day.is_some()
            && b.day.is_some()
            && !words.opens_sentence(second.start)
        {
            lend_year(a, b);
        }
    }
}

/// Takes the year of the later date for the earlier one; it is the year before where the month
/// would come after the later one.
fn lend_year(first: &mut Parts, second: &Parts) {
    let dated = first.month.is_some() && second.month.is_some();
    if let (None, Some(Year::Of(year)), true) = (first.year, second.year, dated) {
        first.year = Some(Year::Of(year - i16::from(first.month > second.month)));
    }
}

fn joined(words: &Words<'_>, first: &Expression, second: &Expression) -> bool {
    let led = |from: &str| {
        words.before(first.start) == from
            || (words.before(first.start) == "the"
                && words.before(first.start.saturating_sub(1)) == from)
    };
    let gap = second.start.saturating_sub(first.end);
    let joint = match gap {
        1 => words.lower(first.end),
        2 if words.lower(first.end) == "," => words.lower(first.end + 1),
        2 if words.lower(first.end + 1) == "the" => words.lower(first.end),
        2 if words.lower(first.end) == "up" => words.lower(first.end + 1),
        _ => return false,
    };
    match joint {
        "to" => led("from") || is_day_pair(first, second),
        "until" | "till" => led("from"),
        "through" | "-" | "\u{2014}" => true,
        "and" => led("between"),
        _ => false,
    }
}

/// "3 May to 5 May": two dates of one kind with "to" between need no "from".
fn is_day_pair(first: &Expression, second: &Expression) -> bool {
    match (&first.meaning, &second.meaning) {
        (Meaning::Parts(a), Meaning::Parts(b)) => {
            (a.day.is_some() && b.day.is_some())
                || (a.month.is_some() && b.month.is_some() && a.day.is_none() && b.day.is_none())
        }
        _ => false,
    }
}

fn is_calendar(expression: &Expression) -> bool {
    matches!(expression.meaning, Meaning::Parts(_) | Meaning::Shift { .. } | Meaning::Same(_))
}
