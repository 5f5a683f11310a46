//! Recognises years, decades, centuries, and parts of years that business and weather name.
//!
//! In: words and a position. Out: numbers and ends. A bare number of four digits is a year unless
//! it counts something, costs something, or numbers something. Spelled years ("nineteen
//! ninety-six") are read as speech writes them.

use super::calendar::Season;
use super::expression::{Meaning, Parts, Year};
use super::lexicon;
use crate::numbers::numeral;
use crate::words::Words;

/// Reads four digits as a year.
pub(super) fn year_word(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let word = words.lower(at);
    if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) {
        let year: i16 = word.parse().ok()?;
        return (1000..=2100).contains(&year).then_some((year, at + 1));
    }
    spelled(words, at)
}

/// "nineteen ninety-six", "twenty sixteen", "the year two thousand" (from "two").
fn spelled(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let first = match words.lower(at) {
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "two" if words.before(at) == "year" && words.lower(at + 1) == "thousand" => {
            let rest = numeral(words, at)?;
            return Some((i16::try_from(rest.value).ok()?, rest.end));
        }
        _ => return None,
    };
    let rest = numeral(words, at + 1).filter(|n| !n.digits && (10..100).contains(&n.value))?;
    let year = first * 100 + i16::try_from(rest.value).ok()?;
    (1800..=2099).contains(&year).then_some((year, rest.end))
}

/// "'98", as one word or two: the two digits.
pub(super) fn short_year(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let (digits, end) = match words.lower(at) {
        "'" if words.glued(at + 1) => (words.lower(at + 1), at + 2),
        word => (word.strip_prefix('\'')?, at + 1),
    };
    let two = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    two.then(|| digits.parse().ok()).flatten().map(|year| (year, end))
}

/// Reads a year that stands by itself.
pub(super) fn bare_year(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let (year, end) = year_word(words, at)?;
    let led = is_led(words, at);
    let digits = end == at + 1;
    let numbered = matches!(
        words.before(at),
        "$" | "£"
            | "€"
            | "#"
            | "no."
            | "number"
            | "."
            | "+"
            | "/"
            | ":"
            | "resolution"
            | "flight"
            | "nasdaq"
            | "route"
            | "unit"
            | "us$"
            | "gmt"
            | "="
    );
    let joined = words.glued(at) && words.before(at) == "-" && at > 1 && words.glued(at - 1);
    if numbered || (joined && !led) || (digits && !led && counts(words, at)) {
        return None;
    }
    if words.glued(end)
        && matches!(
            words.lower(end),
            "%" | "/" | ":" | "$" | "m" | "km" | "mm" | "kg" | "th" | "gmt"
        )
    {
        return None;
    }
    let measured = lexicon::unit_many(words, end).is_some()
        || matches!(
            words.lower(end),
            "gmt"
                | "utc"
                | "km"
                | "miles"
                | "metres"
                | "meters"
                | "percent"
                | "hours"
                | "hrs"
                | "feet"
                | "tons"
                | "tonnes"
                | "million"
        );
    // Years before 1800 are told with a preposition, or they are numbers.
    ((1800..=2100).contains(&year) || led).then_some(())?;
    (!measured).then_some((year, end))
}

fn is_led(words: &Words<'_>, at: usize) -> bool {
    matches!(
        words.before(at),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "during"
            | "circa"
            | "year"
            | "early"
            | "late"
            | "mid"
            | "fiscal"
            | "before"
            | "after"
            | "from"
            | "through"
    )
}

/// Tells whether a number of four digits counts what follows: "1990 people".
pub(super) fn counts(words: &Words<'_>, at: usize) -> bool {
    if is_led(words, at) && words.before(at) != "by" && words.before(at) != "from" {
        return false;
    }
    let next = at + 1;
    let noun = |at: usize| match words.tag(at) {
        "" => words.lower(at) == "people" || words.lower(at) == "men",
        // A capital opens a headline after a date: "7 July 2016 -Bombs fall".
        tag => tag == "NNS" && !words.raw(at).starts_with(|c: char| c.is_uppercase() || c == '-'),
    };
    // "the 2014 elections": with an article the year describes, without one it counts.
    let described =
        matches!(words.before(at), "the" | "its" | "their" | "his" | "a" | "'s" | "of" | "our");
    (noun(next) || (words.tag(next) == "JJ" && noun(next + 1))) && !described
}

/// Reads a spelled ordinal or digits with a suffix: "third", "twenty - first", "21st".
pub(super) fn ordinal(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let word = words.lower(at);
    if let Some(found) = ORDINALS.iter().position(|ordinal| *ordinal == word) {
        return Some((i16::try_from(found).ok()? + 1, at + 1));
    }
    match word {
        "thirtieth" => return Some((30, at + 1)),
        "twenty" | "thirty" => {
            let dash = usize::from(words.lower(at + 1) == "-");
            let unit = ORDINALS[..9].iter().position(|o| *o == words.lower(at + 1 + dash))?;
            let ten = if word == "twenty" { 20 } else { 30 };
            return Some((ten + i16::try_from(unit).ok()? + 1, at + 2 + dash));
        }
        _ => {}
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..)?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && matches!(suffix, "st" | "nd" | "rd" | "th"))
        .then(|| digits.parse().ok())
        .flatten()
        .map(|n| (n, at + 1))
}

/// "1990s", "'90s", "nineties", "the 19th century", "the twenties" are left to context.
pub(super) fn decade_or_century(words: &Words<'_>, at: usize) -> Option<(Meaning, usize)> {
    if let Some(found) = decade(words, at) {
        return Some(found);
    }
    let (number, end) = ordinal(words, at)?;
    let dash = usize::from(words.lower(end) == "-");
    if !matches!(words.lower(end + dash), "century" | "centuries") || !(1..=30).contains(&number) {
        return None;
    }
    Some((Meaning::Century(number - 1), end + dash + 1))
}

fn decade(words: &Words<'_>, at: usize) -> Option<(Meaning, usize)> {
    let quote = usize::from(words.lower(at) == "'" && words.glued(at + 1));
    let word = words.lower(at + quote).trim_start_matches('\'');
    let short = quote == 1 || words.lower(at).starts_with('\'');
    if let Some(digits) = word.strip_suffix('s').map(|w| w.trim_end_matches('\'')) {
        let number: Option<i16> = digits.parse().ok();
        match (digits.len(), number) {
            (4, Some(year)) if year % 10 == 0 && (1500..=2100).contains(&year) => {
                return Some((Meaning::Decade { digits: year / 10, short: false }, at + 1 + quote));
            }
            (2, Some(year)) if year % 10 == 0 && (short || words.before(at) == "the") => {
                return Some((Meaning::Decade { digits: year / 10, short: true }, at + 1 + quote));
            }
            _ => {}
        }
    }
    let spelled = [
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    let found = spelled.iter().position(|name| *name == word)?;
    let led = words.before(at) == "the"
        || matches!(words.before(at), "early" | "late" | "mid" | "-" | "nineteen");
    // "in his fifties" is an age.
    led.then_some((Meaning::Decade { digits: i16::try_from(found).ok()? + 2, short: true }, at + 1))
}

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
    let (year, after) = super::dates::year_after(words, next);
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
    let (year, end) = super::dates::year_after(words, at + 1);
    Some((Parts { quarter: Some(quarter), year, ..Parts::default() }, end))
}

/// "fall" in "last fall": after such a word it is a season, whatever its tag.
pub(super) fn directed_season(words: &Words<'_>, at: usize) -> Option<(Parts, usize)> {
    let season = lexicon::season(words, at)?;
    let (year, end) = super::dates::year_after(words, at + 1);
    Some((Parts { season: Some(season), year, ..Parts::default() }, end))
}

/// "summer", "the winter of 1994", "spring 2016"; without a year only after a word that leads in.
pub(super) fn season(words: &Words<'_>, at: usize) -> Option<(Parts, usize)> {
    let season = lexicon::season(words, at)?;
    let (year, end) = super::dates::year_after(words, at + 1);
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
