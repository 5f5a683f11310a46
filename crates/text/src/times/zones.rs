//! Reads the time zone behind a time of day: "GMT", "(GMT)", "UTC+3", "local time", and the same
//! time told twice, "3pm (1200 GMT)".
//!
//! In: words and a time of day. Out: the time with the minutes it is ahead of universal time, where
//! they are known, and the end. Letters that several lands use for their own time ("CST") are taken
//! into the span and say nothing. Two tellings of one time give the zone of the first.
//! Shown by the casebook page `the-same-hour-told-twice`.

use super::clock;
use super::expression::Clock;
use super::lexicon;
use crate::words::Words;

/// A zone that was told: minutes ahead of universal time where that is known, and the end.
type Zoned = (Option<i16>, usize);

/// Adds the zone told behind a time of day.
pub(super) fn zoned(words: &Words<'_>, (clock, end): (Clock, usize)) -> (Clock, usize) {
    let (clock, end) = match zone(words, end) {
        Some((ahead, end)) => (with(clock, ahead), end),
        None => (clock, end),
    };
    again(words, clock, end).unwrap_or((clock, end))
}

/// Reads a zone at a position.
pub(super) fn zone(words: &Words<'_>, at: usize) -> Option<Zoned> {
    if let Some(ahead) = lexicon::zone(words, at) {
        let universal = ahead == Some(0);
        let shifted = universal.then(|| offset(words, at + 1)).flatten();
        return Some(shifted.map_or((ahead, at + 1), |(ahead, end)| (Some(ahead), end)));
    }
    // "GMT+3" as one word.
    let word = words.lower(at);
    if let Some(rest) = word.strip_prefix("gmt").or_else(|| word.strip_prefix("utc"))
        && let Some(ahead) = signed(rest)
    {
        return Some((Some(ahead), at + 1));
    }
    if words.lower(at) == "("
        && let Some(ahead) = lexicon::zone(words, at + 1)
        && words.lower(at + 2) == ")"
    {
        return Some((ahead, at + 3));
    }
    let local = matches!(words.lower(at), "local" | "eastern" | "universal");
    (local && words.lower(at + 1) == "time").then_some((None, at + 2))
}

/// "+ 3", "+3", "+03:00" behind "UTC".
fn offset(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    if !words.glued(at) {
        return None;
    }
    if let Some(ahead) = signed(words.lower(at)) {
        return Some((ahead, at + 1));
    }
    if !matches!(words.lower(at), "+" | "-") || !words.glued(at + 1) {
        return None;
    }
    let both = format!("{}{}", words.lower(at), words.lower(at + 1));
    Some((signed(&both)?, at + 2))
}

fn signed(text: &str) -> Option<i16> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.strip_prefix(['+', '-'])?;
    let (hour, minute) = digits.split_once(':').unwrap_or((digits, "0"));
    let number = |part: &str| {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let minutes = number(hour).filter(|h| *h <= 14)? * 60 + number(minute).filter(|m| *m < 60)?;
    Some(sign * minutes)
}

/// "3pm (1200 GMT)": the same time told again in universal time.
fn again(words: &Words<'_>, clock: Clock, end: usize) -> Option<(Clock, usize)> {
    if words.lower(end) != "(" {
        return None;
    }
    let (universal, after) = clock::told(words, end + 1)?;
    let (ahead, closing) = zone(words, after)?;
    if words.lower(closing) != ")" || ahead != Some(0) {
        return None;
    }
    let apart = minutes(clock)? - minutes(universal)?;
    // The two may stand on either side of midnight; zones run from -12 to +14 hours.
    let day = 24 * 60;
    let ahead = if apart > 14 * 60 {
        apart - day
    } else if apart < -12 * 60 {
        apart + day
    } else {
        apart
    };
    // What is no zone was no second telling of the same time.
    (ahead % 15 == 0).then(|| (with(clock, Some(ahead)), closing + 1))
}

fn minutes(clock: Clock) -> Option<i16> {
    match clock {
        Clock::At { hour, minute, .. } => {
            Some(i16::from(hour) * 60 + i16::from(minute.unwrap_or(0)))
        }
        Clock::Part(_) => None,
    }
}

fn with(clock: Clock, ahead: Option<i16>) -> Clock {
    match clock {
        Clock::At { hour, minute, second, .. } => Clock::At { hour, minute, second, zone: ahead },
        part => part,
    }
}
