//! Recognises years, decades and centuries.
//!
//! In: words and a position. Out: numbers and ends. A bare number of four digits is a year unless
//! it counts something, costs something, or numbers something. Spelled years ("nineteen
//! ninety-six") are read as speech writes them.

use super::expression::Meaning;
use super::lexicon;
use super::ordinals::ordinal;
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
    // "2016-13-40" is no date, and no year either.
    if words.matches(end, &["-"]) && words.glued(end) && words.lower(end + 2) == "-" {
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
