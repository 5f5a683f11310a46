//! Recognises named days and months: "Eid al-Fitr", "the second day of Eid", "15 Ramadan 1437",
//! "the last ten nights of Ramadan", "the eve of Ashura".
//!
//! In: words and a position. Out: the feast, what part of it is meant, its year, and the end. A name
//! that people bear, too, counts only where no other name stands beside it.

use super::super::dates::{after_ordinal, day_number, year_after};
use super::super::expression::{Parts, Year};
use super::super::lexicon;
use super::{Feast, Name, Part, hijri};
use crate::numbers::numeral;
use crate::words::Words;

/// Reads a named day or month, or a part of one.
pub(in super::super) fn feast(words: &Words<'_>, at: usize) -> Option<(Parts, usize)> {
    let (part, from, bare) = part(words, at).unwrap_or((Part::Whole, at, false));
    let the = usize::from(from > at && words.lower(from) == "the");
    let (name_end, index) = lexicon::feast(words, from + the)?;
    let feast = lexicon::tables().feast(index)?;
    // "7 Christmas trees" counts trees; only months count their days.
    if bare && !feast.is_month() {
        return None;
    }
    let eve =
        usize::from(part == Part::Whole && words.lower(name_end) == "eve" && !feast.is_month());
    let part = if eve == 1 { Part::Eve } else { part };
    let (year, end) = year(words, name_end + eve, feast);
    let told =
        part != Part::Whole || year.is_some() || words.matches(at - at.min(2), &["month", "of"]);
    let clear = match feast.name {
        Name::Feast => true,
        Name::Person => told || stands_alone(words, from + the, name_end),
        Name::Month => told,
    };
    if !clear {
        return None;
    }
    Some((Parts { feast: Some((index, part)), year, ..Parts::default() }, end))
}

/// Reads the words in front of a feast that single out a part of it: the part, the end, and whether
/// it was a number alone.
fn part(words: &Words<'_>, at: usize) -> Option<(Part, usize, bool)> {
    if words.lower(at) == "eve" && words.lower(at + 1) == "of" {
        return Some((Part::Eve, at + 2, false));
    }
    let last = matches!(words.lower(at), "last" | "final");
    let day = |end: usize| matches!(words.lower(end), "day" | "night");
    if last && day(at + 1) && words.lower(at + 2) == "of" {
        return Some((Part::Last(1), at + 3, false));
    }
    if (last || words.lower(at) == "first")
        && let Some((count, end)) = count(words, at + 1)
        && words.lower(end) == "of"
    {
        let part = if last { Part::Last(count) } else { Part::First(count) };
        return Some((part, end + 1, false));
    }
    let (number, ordinal) = day_number(words, at)?;
    let end = after_ordinal(words, at);
    if ordinal && day(end) && words.lower(end + 1) == "of" {
        return Some((Part::Day(number), end + 2, false));
    }
    let of = usize::from(ordinal && words.lower(end) == "of");
    Some((Part::Day(number), end + of, true))
}

/// "ten days", "ten nights", "week".
fn count(words: &Words<'_>, at: usize) -> Option<(i8, usize)> {
    if words.lower(at) == "week" {
        return Some((7, at + 1));
    }
    let number = numeral(words, at)?;
    let days = matches!(words.lower(number.end), "days" | "nights");
    let few = i8::try_from(number.value).ok().filter(|n| (1..=30).contains(n))?;
    days.then_some((few, number.end + 1))
}

/// Tells whether a name that people bear stands without another name beside it.
fn stands_alone(words: &Words<'_>, start: usize, end: usize) -> bool {
    let name = |at: usize| words.is_capital(at) && words.tag(at).starts_with("NNP");
    let person =
        (start..end).any(|at| words.token(at).is_some_and(|token| token.ent_type == "PERSON"));
    let first = start > 0 && name(start - 1) && !words.opens_sentence(start);
    let second =
        name(end) && lexicon::month(words, end, true).is_none() && !words.opens_sentence(end);
    !person && !first && !second && words.lower(end) != "'s" && words.lower(end) != "al"
}

/// "2016", "last year", "1437 AH".
fn year(words: &Words<'_>, at: usize, feast: &Feast) -> (Option<Year>, usize) {
    let (year, end) = year_after(words, at);
    let islamic = matches!(year, Some(Year::Of(year)) if hijri::is_year(year));
    if islamic && !feast.is_lunar() {
        return (None, at);
    }
    let era = islamic && matches!(words.raw(end), "AH" | "H" | "A.H." | "hijri" | "Hijri");
    (year, end + usize::from(era))
}
