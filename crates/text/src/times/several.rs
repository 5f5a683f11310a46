//! Recognises several days told with one month: "2 and 4 March", "March 2-4", "3-5 May".
//!
//! In: words and a position. Out: one day after the other, or, where a dash has glued two days into
//! one word, the days from the first to the last. Which dates make a stretch is `stretch`'s matter.

use super::dates::{Dated, after_ordinal, counts_after, day_number, month_date, year_after};
use super::expression::{Expression, Meaning, Parts, Year};
use super::lexicon;
use crate::words::Words;

/// Reads "3-5 May", "May 3-5" and "2014-15" where the dash is inside a word.
pub(super) fn glued(words: &Words<'_>, at: usize) -> Option<Expression> {
    let month_first = lexicon::month(words, at, true).is_some();
    let (first, last) = words.lower(at + usize::from(month_first)).split_once('-')?;
    let number = |text: &str| {
        let plain = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<i16>().ok()).flatten()
    };
    let (from, to) = (number(first)?, number(last)?);
    if !month_first && first.len() == 4 {
        let to = if last.len() == 2 { from - from.rem_euclid(100) + to } else { to };
        let years = (1800..=2100).contains(&from) && from < to && to - from < 100;
        return years.then(|| Expression::new(at, at + 1, Meaning::Years(from, to)));
    }
    let days = (1..=31).contains(&from) && (1..=31).contains(&to) && from < to;
    let day = |n: i16| i8::try_from(n).ok();
    let month_at = if month_first { at } else { at + 1 };
    let month =
        lexicon::month(words, month_at, true).filter(|_| days && words.is_capital(month_at))?;
    let (year, end) = year_after(words, at + 2);
    let parts = Parts { day: day(from), month: Some(month), year, ..Parts::default() };
    Some(Expression::new(at, end, Meaning::Days { parts, to: day(to)? }))
}

/// Reads the first day of "2 and 4 March 2016" or "7-8 February": its parts, and the end of the
/// number alone.
pub(super) fn first_of_several(words: &Words<'_>, at: usize) -> Option<Dated> {
    let (day, _) = day_number(words, at)?;
    let mut next = after_ordinal(words, at);
    let end = next;
    // A handful of days at most is told this way: "2, 3 and 4 March".
    for _ in 0..6 {
        if !matches!(words.lower(next), "-" | "to" | "and" | "or" | "," | "/") {
            return None;
        }
        next += 1;
        next += usize::from(matches!(words.lower(next), "the" | "and"));
        let (later, _) = day_number(words, next)?;
        if let Some((parts, _)) =
            month_date(words, next, false).filter(|(p, _)| p.day == Some(later))
        {
            return Some((Parts { day: Some(day), weekday: None, ..parts }, end));
        }
        next = after_ordinal(words, next);
    }
    None
}

/// Reads the later day of "March 2-4" or "Feb. 7 to 9", after a date that ends at `at`.
pub(super) fn later_of_several(
    words: &Words<'_>,
    at: usize,
    before: &Parts,
) -> Option<(Parts, usize, usize)> {
    let told = before.month.is_some() && before.day.is_some();
    let joint = words.lower(at);
    if !told || !matches!(joint, "-" | "to" | "and" | "through" | "/") {
        return None;
    }
    let (day, ordinal) = day_number(words, at + 1)?;
    let end = after_ordinal(words, at + 1);
    let closes = matches!(words.lower(end), "," | "." | ";" | ")" | "" | "\n" | "in" | "at");
    let free = lexicon::month(words, end, true).is_none() && !counts_after(words, at + 1);
    let fits = before.day.is_some_and(|first| first < day)
        && free
        && (closes || ordinal || joint == "-" || joint == "through");
    if !fits {
        return None;
    }
    let (year, after) = year_after(words, end);
    Some((
        Parts {
            day: Some(day),
            year: year.or(before.year).or(Some(Year::Same)),
            weekday: None,
            ..*before
        },
        at + 1,
        after,
    ))
}
