//! Reads the day of publication.
//!
//! In: what the sender wrote. Out: a day, for ISO 8601 dates and date-times ("2016-02-08",
//! "2016-02-08T21:14:00+02:00"), RFC 2822 dates ("Mon, 08 Feb 2016 21:14:00 +0200") and dates in
//! English words ("8 February 2016", "February 8, 2016"). The day is the one written: a time zone
//! moves nothing. "08/02/2016", "2016-02", "Monday" and the like give nothing: they have more than
//! one reading, or are no day.

use rashomon_model::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads a day of publication as written; nothing where there is more than one way to read it.
///
/// ```
/// use rashomon_text::intake::published;
/// let day = published("2016-02-08");
/// assert!(day.is_some());
/// assert_eq!(published("Mon, 08 Feb 2016 21:14:00 +0200"), day);
/// assert_eq!(published("February 8, 2016"), day);
/// assert_eq!(published("08/02/2016"), None);
/// ```
pub fn published(written: &str) -> Option<Date> {
    let written = written.trim();
    iso(written).or_else(|| in_words(written))
}

fn iso(written: &str) -> Option<Date> {
    let day = written.get(..10)?;
    let rest = written.get(10..)?;
    let shape = day.bytes().enumerate().all(|(n, b)| match n {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    let number = |range| day.get(range).and_then(|s: &str| s.parse::<i16>().ok());
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let timed = rest.is_empty() || rest.strip_prefix(['T', 't', ' ']).is_some_and(is_time);
    if !shape || !timed {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Tells whether a text is a time of day: digits, colons, a fraction, and a zone.
fn is_time(text: &str) -> bool {
    let text = text.trim_start();
    let clock = text.bytes().take_while(|b| b.is_ascii_digit() || b":.,".contains(b)).count();
    let zone = text.get(clock..).unwrap_or("").trim();
    text.as_bytes().get(2) == Some(&b':') && clock >= 5 && is_zone(zone)
}

/// Tells whether a text is a zone: nothing, "Z", "+02:00", "GMT", "(CET)", "[Europe/Paris]".
fn is_zone(text: &str) -> bool {
    let offset = text.strip_prefix(['+', '-', '−']);
    offset.is_some_and(|o| !o.is_empty() && o.bytes().all(|b| b.is_ascii_digit() || b == b':'))
        || (text.len() <= 5 && text.bytes().all(|b| b.is_ascii_alphabetic()))
        || text.split_once([' ', '(', '[']).is_some_and(|(zone, name)| {
            is_zone(zone) && name.bytes().all(|b| b.is_ascii_alphabetic() || b"/_()[]".contains(&b))
        })
}

/// Reads a day in English words, with a weekday before it and a time after it if there are any.
fn in_words(written: &str) -> Option<Date> {
    let mut words = written.split([' ', ',']).filter(|w| !w.is_empty()).peekable();
    let weekday = words.peek().and_then(|word| position(&DAYS, word));
    if weekday.is_some() {
        words.next();
    }
    let (first, second) = (words.next()?, words.next()?);
    let (day, month) = match position(&MONTHS, second) {
        Some(month) => (first, month),
        None => (second, position(&MONTHS, first)?),
    };
    let day: i8 = day.trim_end_matches(|c: char| "stndrh".contains(c)).parse().ok()?;
    let year: i16 = words.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let rest: Vec<&str> = words.collect();
    let date = Date::new(year, i8::try_from(month).ok()? + 1, day).ok()?;
    let days = weekday
        .is_none_or(|n| i8::try_from(n).is_ok_and(|n| n == date.weekday().to_monday_zero_offset()));
    (days && (rest.is_empty() || is_time(&rest.join(" ")))).then_some(date)
}

/// Finds a name among names, whole or by its first three letters, with a full stop if there is one.
fn position(names: &[&str], word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    names.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(word)))
}
