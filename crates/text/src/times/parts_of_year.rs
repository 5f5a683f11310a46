//! Recognises parts of years that business and weather name: "third quarter", "first half of 2016",
//! "Q3", "summer", "last fall".
//!
//! In: words and a position. Out: the parts named and the end. A season without a year counts only
//! after a word that leads to a date: "the fall of the town" is no autumn.

use super::calendar::Season;
use super::dates::year_after;
use super::expression::{Parts, Year};
use super::lexicon;
use super::ordinals::ordinal;
use super::years::year_word;
use crate::words::Words;

/// "third quarter", "third-quarter", "fourth quarter of 1989", "first half", "Q3 2016".
pub(super) fn part_of_year(words: &Words<'_>, at: usize) -> Option<(Parts, usize)> {
    if let Some(parts) = code(words, at) {
        return Some(parts);
    }
    let (number, end) = ordinal(words, at).or_else(|| last_part(words, at))?;
    let dash = usize::from(words.lower(end) == "-");
    let noun = words.lower(end + dash);
    let mut parts = Parts::default();
    match (noun, i8::try_from(number).ok()?) {
        ("quarter", n @ 1..=4) => parts.quarter = Some(n),
        ("half", n @ 1..=2) => parts.half = Some(n),
        _ => return None,
    }
    let mut next = end + dash + 1;
    let (year, after) = year_after(words, next);
    if year.is_some() {
        parts.year = year;
        next = after;
    } else if words.matches(next, &["of", "fiscal"])
        && let Some((year, end)) = year_word(words, next + 2)
    {
        parts.year = Some(Year::Of(year));
        next = end;
    }
    // "the first half" of a match or a list is no date.
    (parts.half.is_none() || parts.year.is_some()).then_some((parts, next))
}

fn last_part(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    (words.lower(at) == "last" && words.lower(at + 1) == "half").then_some((2, at + 1))
}

fn code(words: &Words<'_>, at: usize) -> Option<(Parts, usize)> {
    let quarter = match words.raw(at) {
        "Q1" => 1,
        "Q2" => 2,
        "Q3" => 3,
        "Q4" => 4,
        _ => return None,
    };
    let (year, end) = year_after(words, at + 1);
    Some((Parts { quarter: Some(quarter), year, ..Parts::default() }, end))
}

/// "fall" in "last fall": after such a word it is a season, whatever its tag.
pub(super) fn directed_season(words: &Words<'_>, at: usize) -> Option<(Parts, usize)> {
    let season = lexicon::season(words, at)?;
    let (year, end) = year_after(words, at + 1);
    Some((Parts { season: Some(season), year, ..Parts::default() }, end))
}

/// "summer", "the winter of 1994", "spring 2016"; without a year only after a word that leads in.
pub(super) fn season(words: &Words<'_>, at: usize) -> Option<(Parts, usize)> {
    let season = lexicon::season(words, at)?;
    let (year, end) = year_after(words, at + 1);
    let parts = Parts { season: Some(season), year, ..Parts::default() };
    if year.is_some() {
        return Some((parts, end));
    }
    let noun = words.tag(at).is_empty() || words.tag(at).starts_with("NN");
    let led = matches!(
        words.before(at),
        "in" | "the"
            | "this"
            | "last"
            | "next"
            | "during"
            | "by"
            | "past"
            | "early"
            | "late"
            | "mid"
            | "-"
            | "coming"
            | "since"
            | "until"
            | "of"
            | "previous"
            | "following"
    );
    // "the fall of the town" and "a spring" are no seasons; "summer" and "winter" hardly anything else.
    let doubtful = matches!(words.lower(at), "spring" | "fall");
    let falls =
        matches!(words.lower(at + 1), "of" | "in" | "from" | "to") && words.lower(at) == "fall";
    let clear = matches!(season, Season::Summer | Season::Winter) || words.lower(at) == "autumn";
    let told = noun && led && !falls && (clear || !doubtful || words.before(at) != "the");
    told.then_some((parts, at + 1))
}
