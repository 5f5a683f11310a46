//! Recognises times of day: "7:30 p.m. GMT", "3 pm", "0530 hours", "noon", "five o'clock".
//!
//! In: words and a position. Out: the time and the end. A bare "7:30" needs a word that leads to
//! a time ("at", "by") or a zone after it, for it may as well be a score or a verse. Zones are read
//! by `zones`.

use super::expression::Clock;
use super::{lexicon, zones};
use crate::numbers::numeral;
use crate::words::Words;

/// Reads a time of day given by the clock.
pub(super) fn clock(words: &Words<'_>, at: usize) -> Option<(Clock, usize)> {
    if let Some(hour) = lexicon::clock_word(words, at) {
        return Some((Clock::At { hour, minute: Some(0), second: None, zone: None }, at + 1));
    }
    Some(zones::zoned(words, told(words, at)?))
}

/// Reads a time of day without its zone.
pub(super) fn told(words: &Words<'_>, at: usize) -> Option<(Clock, usize)> {
    military(words, at).or_else(|| twelve_hours(words, at)).or_else(|| full(words, at))
}

/// "3 p.m.", "3:15 pm", "10:30pm", "three p.m.".
fn twelve_hours(words: &Words<'_>, at: usize) -> Option<(Clock, usize)> {
    let word = words.lower(at);
    if let Some((digits, half)) = split_half(word) {
        let (hour, minute) = hour_minute(digits)?;
        return Some((at_hour(hour, minute, half)?, at + 1));
    }
    let (hour, minute) = hour_minute(word).or_else(|| {
        let number = numeral(words, at).filter(|n| !n.digits && n.end == at + 1)?;
        Some((u8::try_from(number.value).ok()?, None))
    })?;
    let (half, end) = half_of_day(words, at + 1)?;
    Some((at_hour(hour, minute, half)?, end))
}

/// Reads "a.m." however it was cut into words; true for the afternoon.
fn half_of_day(words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    let (afternoon, mut end) = match words.lower(at) {
        "am" | "a.m." | "a.m" => (false, at + 1),
        "pm" | "p.m." | "p.m" => (true, at + 1),
        "o'clock" => {
            let later = words.matches(at + 1, &["in", "the", "afternoon"])
                || words.matches(at + 1, &["in", "the", "evening"]);
            let told = later || words.matches(at + 1, &["in", "the", "morning"]);
            return Some((later, if told { at + 4 } else { at + 1 }));
        }
        "in" if words.matches(at + 1, &["the", "morning"]) => return Some((false, at + 3)),
        "in" if words.matches(at + 1, &["the", "afternoon"])
            || words.matches(at + 1, &["the", "evening"]) =>
        {
            return Some((true, at + 3));
        }
        _ => return None,
    };
    // A full stop that belongs to the abbreviation, not to the sentence.
    if words.lower(end) == "."
        && !words.lower(at).ends_with('.')
        && words.lower(at).contains('.')
        && words.glued(end)
        && !words.opens_sentence(end + 1)
    {
        end += 1;
    }
    Some((afternoon, end))
}

fn split_half(word: &str) -> Option<(&str, bool)> {
    for (suffix, afternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        if let Some(digits) = word.strip_suffix(suffix).filter(|d| !d.is_empty()) {
            return Some((digits, afternoon));
        }
    }
    None
}

fn at_hour(hour: u8, minute: Option<u8>, afternoon: bool) -> Option<Clock> {
    if !(1..=23).contains(&hour) {
        return None;
    }
    let hour = match (hour, afternoon) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    };
    Some(Clock::At { hour, minute: Some(minute.unwrap_or(0)), second: None, zone: None })
}

/// "7:30", "07:30:15", "15h30", where something shows it to be a time.
fn full(words: &Words<'_>, at: usize) -> Option<(Clock, usize)> {
    let word = words.lower(at);
    // "12h" before "hours" is the mark of a web page, not a time of day.
    if word.contains('h') && words.lower(at + 1) == "hours" {
        return None;
    }
    let mut parts = word.split([':', 'h']);
    let (hour, minute) = (parts.next()?, parts.next()?);
    let number = |part: &str, most: u8| {
        let two = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        two.then(|| part.parse::<u8>().ok()).flatten().filter(|value| *value <= most)
    };
    let hour = number(hour, 24)?;
    let minute = number(minute, 59).filter(|_| word.len() >= 4)?;
    let second = match parts.next() {
        Some(part) => Some(number(part, 60)?),
        None => None,
    };
    let led = matches!(
        words.before(at),
        "at" | "by"
            | "around"
            | "about"
            | "until"
            | "till"
            | "from"
            | "since"
            | "before"
            | "after"
            | "between"
            | "to"
            | "and"
            | "past"
            | ","
            | "approximately"
            | "-"
    );
    let zoned = zones::zone(words, at + 1).is_some()
        || words.lower(at + 1) == "hours"
        || words.lower(at + 1) == "on";
    let dated = lexicon::weekday(words, at + 1, false).is_some();
    (led || zoned || dated || second.is_some()).then_some((
        Clock::At { hour, minute: Some(minute), second, zone: None },
        at + 1 + usize::from(words.lower(at + 1) == "hours"),
    ))
}

/// "0530 hours", "1500 GMT".
fn military(words: &Words<'_>, at: usize) -> Option<(Clock, usize)> {
    let word = words.lower(at);
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let named = matches!(words.lower(at + 1), "hours" | "hrs")
        && (word.starts_with('0') || words.before(at) == "at");
    let zoned = zones::zone(words, at + 1).is_some();
    if !digits || !(named || zoned) {
        return None;
    }
    let (hour, minute): (u8, u8) = (word[..2].parse().ok()?, word[2..].parse().ok()?);
    let end = at + 1 + usize::from(named);
    (hour <= 24 && minute < 60)
        .then_some((Clock::At { hour, minute: Some(minute), second: None, zone: None }, end))
}

/// Reads "3", "3:15", "3.15" as hour and minute.
fn hour_minute(word: &str) -> Option<(u8, Option<u8>)> {
    let mut parts = word.split([':', '.']);
    let hour = parts
        .next()
        .filter(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()))?
        .parse()
        .ok()?;
    match parts.next() {
        None => Some((hour, None)),
        Some(minute) if minute.len() == 2 => {
            Some((hour, Some(minute.parse().ok().filter(|m| *m < 60)?)))
        }
        Some(_) => None,
    }
}
