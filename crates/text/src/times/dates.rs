//! Recognises calendar dates: "Sunday", "7 February 2016", "March 2-4", "the 7th", "May".
//!
//! In: words and a position. Out: the parts named and the end. Month names that are also words
//! count only as names are written and where a date may stand. Knows no publication date.
//! Years are in `years`, several days of one month in `several`, digits with dashes and slashes in
//! `numeric`.

use super::expression::{Direction, Parts, Year};
use super::feasts::told;
use super::lexicon;
use super::ordinals::ordinal;
use super::years;
use crate::words::Words;

/// A recognised date: its parts and the position after it.
pub(super) type Dated = (Parts, usize);

/// Reads a date with a weekday, a month or a named day in it.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Dated> {
    let named = weekday_date(words, at)
        .or_else(|| month_date(words, at, false))
        .or_else(|| told::feast(words, at))?;
    (!lexicon::is_name(words, at, named.1)).then_some(named)
}

/// "Sunday", "Sunday, 7 February 2016", "Sunday the 7th".
fn weekday_date(words: &Words<'_>, at: usize) -> Option<Dated> {
    let full = lexicon::weekday(words, at, false);
    let weekday = full.or_else(|| lexicon::weekday(words, at, true))?;
    let mut next = at + 1;
    // "Sun., Feb. 7": an abbreviation may leave its full stop as a word of its own.
    next += usize::from(full.is_none() && words.lower(next) == ".");
    let comma = usize::from(words.lower(next) == ",");
    for skip in [comma, 0] {
        let from = next + skip + usize::from(words.lower(next + skip) == "the");
        if let Some((mut parts, end)) =
            month_date(words, from, true).filter(|(p, _)| p.day.is_some())
        {
            parts.weekday = Some(weekday);
            return Some((parts, end));
        }
    }
    full?;
    // "Sunday the 7th" without a month.
    if words.lower(next) == "the"
        && let Some((day, true)) = day_number(words, next + 1)
    {
        return Some((
            Parts { weekday: Some(weekday), day: Some(day), ..Parts::default() },
            next + 2,
        ));
    }
    Some((Parts { weekday: Some(weekday), ..Parts::default() }, next))
}

/// "7 February 2016", "Feb. 7, 2016", "the 7th of February" (from "7th"), "February 2016", "May".
pub(super) fn month_date(words: &Words<'_>, at: usize, beside: bool) -> Option<Dated> {
    if let Some((day, next)) = day_before_month(words, at) {
        let month = lexicon::month(words, next, true)?;
        // "7 Feb ." closes the abbreviation; "7 February ." closes the sentence.
        let short = lexicon::month(words, next, false).is_none();
        let stop = short && words.lower(next + 1) == "." && words.glued(next + 1);
        let after = next + 1 + usize::from(stop && !words.opens_sentence(next + 2));
        let (year, end) = year_after(words, after);
        // "3 may": without a year a lower-case word is no month.
        return Some((Parts { day: Some(day), month: Some(month), year, ..Parts::default() }, end));
    }
    let month = lexicon::month(words, at, true)?;
    let stop = usize::from(words.lower(at + 1) == "." && words.glued(at + 1));
    let full = lexicon::month(words, at, beside).is_some();
    for skip in [stop, 0] {
        let next = at + 1 + skip;
        if let Some((day, _)) = day_number(words, next).filter(|_| !counts_after(words, next)) {
            let (year, end) = year_after(words, next + 1);
            return Some((
                Parts { day: Some(day), month: Some(month), year, ..Parts::default() },
                end,
            ));
        }
        let the = usize::from(words.lower(next) == "the");
        if the == 1
            && let Some((day, true)) = day_number(words, next + 1)
        {
            let (year, end) = year_after(words, next + 2);
            return Some((
                Parts { day: Some(day), month: Some(month), year, ..Parts::default() },
                end,
            ));
        }
        if let (Some(year), end) = year_after(words, next) {
            let only = full || matches!(year, Year::Of(_));
            return only.then_some((
                Parts { month: Some(month), year: Some(year), ..Parts::default() },
                end,
            ));
        }
    }
    (full && stands_alone(words, at))
        .then_some((Parts { month: Some(month), ..Parts::default() }, at + 1))
}

/// Reads "7", "7th", "7th of", and the first of "7-8 February", "7 and 8 February".
fn day_before_month(words: &Words<'_>, at: usize) -> Option<(i8, usize)> {
    let (day, ordinal) = day_number(words, at)?;
    let end = after_ordinal(words, at);
    if lexicon::month(words, end, true).is_some() {
        return Some((day, end));
    }
    if words.lower(end) == "of" && ordinal && lexicon::month(words, end + 1, true).is_some() {
        return Some((day, end + 1));
    }
    // "7 of February" is rare but clear.
    (words.lower(end) == "of"
        && lexicon::month(words, end + 1, false).is_some()
        && !ordinal
        && words.before(at) == "on")
        .then_some((day, end + 1))
}

/// "the 7th", "on the 7th": an ordinal in digits that names nothing else.
pub(super) fn bare_day(words: &Words<'_>, at: usize) -> Option<Dated> {
    if words.lower(at) != "the" || !matches!(words.before(at), "on" | "by" | "until" | "since") {
        return None;
    }
    let digits = words.lower(at + 1).starts_with(|c: char| c.is_ascii_digit());
    let (day, _) = day_number(words, at + 1).filter(|(_, ordinal)| *ordinal && digits)?;
    let named = matches!(words.tag(at + 2), "NN" | "NNS" | "NNP" | "NNPS" | "JJ");
    (!named).then_some((Parts { day: Some(day), ..Parts::default() }, at + 2))
}

/// Reads a day of the month, and whether it is an ordinal.
pub(super) fn day_number(words: &Words<'_>, at: usize) -> Option<(i8, bool)> {
    let word = words.lower(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let day = if digits.is_empty() {
        (ordinal(words, at)?.0, true)
    } else {
        let suffix = &word[digits.len()..];
        let plain = digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain || !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
            return None;
        }
        (digits.parse().ok()?, !suffix.is_empty())
    };
    (1..=31).contains(&day.0).then_some((i8::try_from(day.0).ok()?, day.1))
}

/// Returns the position after a day number, which may be two words: "twenty - first".
pub(super) fn after_ordinal(words: &Words<'_>, at: usize) -> usize {
    ordinal(words, at).map_or(at + 1, |(_, end)| end)
}

/// Tells whether a number after a month counts things instead: "In March 12 people died". A month
/// that is not led by "in" and the like takes the number: "the March 12 attacks".
pub(super) fn counts_after(words: &Words<'_>, at: usize) -> bool {
    let month_led = at > 1
        && matches!(
            words.before(at - 1),
            "in" | "since" | "last" | "this" | "during" | "of" | "by"
        );
    let digits = words.digits(at).is_some();
    let noun = matches!(words.tag(at + 1), "NNS")
        || matches!(words.lower(at + 1), "people" | "percent" | "%" | "million" | "billion");
    let described = words.tag(at + 1) == "JJ" && words.tag(at + 2) == "NNS";
    digits && month_led && (noun || described) && lexicon::weekdays(words, at + 1).is_none()
}

/// Reads the year that follows a month or a day: "2016", ", 2016", "of 2016", "last year", "'98".
pub(super) fn year_after(words: &Words<'_>, at: usize) -> (Option<Year>, usize) {
    let comma = usize::from(words.lower(at) == ",");
    let of = usize::from(matches!(words.lower(at), "of" | "in"));
    for skip in [comma, of] {
        if let Some((year, end)) =
            years::year_word(words, at + skip).filter(|_| !years::counts(words, at + skip))
        {
            return (Some(Year::Of(year)), end);
        }
    }
    if let Some((year, end)) = years::short_year(words, at) {
        return (Some(Year::Short(year)), end);
    }
    let of = usize::from(words.lower(at) == "of");
    let the = at + of;
    let shift = match (words.lower(the), words.lower(the + 1)) {
        ("last", "year") => Some(Year::Shift(-1)),
        ("this", "year") => Some(Year::Shift(0)),
        ("next", "year") => Some(Year::Shift(1)),
        ("that", "year") => Some(Year::Same),
        _ => None,
    };
    if let Some(year) = shift.filter(|_| words.lower(the + 2) != "'s") {
        return (Some(year), the + 2);
    }
    (None, at)
}

/// Tells whether a month name without day or year is one, not a name or the first word "May".
fn stands_alone(words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    if words.token(at).is_some_and(|token| token.ent_type == "PERSON") {
        return false;
    }
    // "April Carver spoke": a name, for nothing leads in a date.
    let named = words.opens_sentence(at) && words.tag(at + 1) == "NNP" && !words.glued(at + 1);
    if named && lexicon::weekday(words, at + 1, true).is_none() {
        return false;
    }
    let verbal = matches!(word, "may" | "march");
    if !verbal {
        return true;
    }
    let led = matches!(
        words.before(at),
        "in" | "last"
            | "next"
            | "this"
            | "since"
            | "of"
            | "by"
            | "until"
            | "till"
            | "early"
            | "late"
            | "mid"
            | "-"
            | "through"
            | "from"
            | "to"
            | "between"
            | "during"
            | "before"
            | "after"
            | "and"
            | "or"
            | "every"
            | "each"
            | "for"
            | "previous"
    );
    // "the March accession", never "the march on the capital".
    let named = words.before(at) == "the"
        && !matches!(words.lower(at + 1), "of" | "on" | "to" | "for" | "in" | "against");
    (led || named)
        && !words.opens_sentence(at)
        && (words.tag(at).is_empty() || words.tag(at).starts_with("NN"))
}

/// Reads "last", "this", "next", "the previous", "the following" before a date.
pub(super) fn direction(words: &Words<'_>, at: usize) -> Option<(Direction, usize)> {
    let the = usize::from(words.lower(at) == "the");
    let next = words.lower(at + the + 1);
    Some(match words.lower(at + the) {
        "last" | "past" if the == 0 => (Direction::Last, at + 1),
        "this" if the == 0 && matches!(next, "past" | "last") => (Direction::Last, at + 2),
        "this" if the == 0 && matches!(next, "coming" | "next") => (Direction::Next, at + 2),
        "this" if the == 0 => (Direction::This, at + 1),
        "next" if the == 0 => (Direction::Next, at + 1),
        "coming" => (Direction::Next, at + the + 1),
        // "On the Friday", "that Sunday" belong to the story.
        "that" if the == 0 => (Direction::Same, at + 1),
        _ if the == 1
            && matches!(words.before(at), "on" | "by")
            && lexicon::weekday(words, at + 1, false).is_some()
            && !words.tag(at + 2).starts_with("NN")
            && words.lower(at + 2) != "before"
            && words.lower(at + 2) != "after" =>
        {
            (Direction::Onwards, at + 1)
        }
        "previous" | "preceding" => (Direction::Previous, at + the + 1),
        "following" | "next" => (Direction::Following, at + the + 1),
        _ => return None,
    })
}
