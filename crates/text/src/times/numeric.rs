//! Recognises dates written in digits: 2016-02-07, 2016-02-07T08:30Z, 13/02/2016, 7.2.2016.
//!
//! In: words and a position. Out: an expression. The tokeniser may cut such a date at its dashes,
//! so the run of words without gaps is read as one. 8/2/2016 has two readings and gets no month:
//! its year, bounded by both days. Dots are day first, as everywhere they are used.
//! ISO 8601 is read in its extended form only.

use super::calendar::date;
use super::expression::{Clock, Expression, Meaning, Parts, Year};
use crate::words::Words;

/// Longest run read, in words and bytes.
const LONGEST: usize = 9;
const LONGEST_BYTES: usize = 32;

/// Reads a date written in digits.
pub(super) fn numeric(words: &Words<'_>, at: usize) -> Option<Expression> {
    if !words.lower(at).starts_with(|c: char| c.is_ascii_digit()) || is_joined(words, at) {
        return None;
    }
    let mut run = String::new();
    let mut ends = Vec::new();
    for k in at..at + LONGEST {
        if (k > at && !words.glued(k))
            || run.len() + words.lower(k).len() > LONGEST_BYTES
            || k >= words.len()
        {
            break;
        }
        run.push_str(words.lower(k));
        ends.push((run.len(), k + 1));
    }
    let (length, mut expression) = read(&run)?;
    // The date must end where a word ends, or inside a word that only closes the sentence.
    let (_, end) = *ends.iter().find(|(bytes, _)| *bytes >= length)?;
    let rest = run.as_bytes().get(length).copied();
    if rest.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'/' || b == b'-') {
        return None;
    }
    (expression.start, expression.end) = (at, end);
    Some(expression)
}

fn is_joined(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.glued(at) && matches!(words.before(at), "-" | "/" | "." | "$" | "#")
}

fn read(run: &str) -> Option<(usize, Expression)> {
    let mut reader = Reader { bytes: run.as_bytes(), at: 0 };
    let (first, width) = reader.number()?;
    if width == 4 { iso(reader, first) } else { day_month_year(reader, first) }
}

fn iso(mut reader: Reader<'_>, year: u32) -> Option<(usize, Expression)> {
    let year = i16::try_from(year).ok().filter(|year| (1000..=2100).contains(year))?;
    let mark = reader.take(b"-/")?;
    let (month, width) = reader.number()?;
    let month = i8::try_from(month).ok().filter(|m| width == 2 && (1..=12).contains(m))?;
    let mut parts = Parts { year: Some(Year::Of(year)), month: Some(month), ..Parts::default() };
    let month_end = reader.at;
    if reader.take(&[mark]).is_none() {
        // "2011-12" is as often a pair of years; only a leading zero makes it a month.
        let sure = mark == b'-' && month < 10;
        return sure.then(|| (month_end, Expression::new(0, 1, Meaning::Parts(parts))));
    }
    let (day, width) = reader.number()?;
    let day = i8::try_from(day).ok().filter(|_| width == 2)?;
    date(year, month, day)?;
    parts.day = Some(day);
    let mut expression = Expression::new(0, 1, Meaning::Parts(parts));
    let mut length = reader.at;
    if reader.take(b"t").is_some()
        && let Some(clock) = reader.clock()
    {
        expression.clock = Some(clock);
        length = reader.at;
    }
    Some((length, expression))
}

fn day_month_year(mut reader: Reader<'_>, first: u32) -> Option<(usize, Expression)> {
    let mark = reader.take(b"/.-")?;
    let (second, _) = reader.number()?;
    reader.take(&[mark])?;
    let (year, width) = reader.number()?;
    let year =
        i16::try_from(year).ok().filter(|year| width == 4 && (1800..=2100).contains(year))?;
    let (a, b) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
    let day_first = date(year, b, a);
    let month_first = date(year, a, b).filter(|_| mark != b'.');
    let meaning = match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => Meaning::Between {
            year,
            days: [(one.month(), one.day()), (other.month(), other.day())],
        },
        (one, other) => {
            let day = one.or(other)?;
            Meaning::Parts(Parts {
                year: Some(Year::Of(year)),
                month: Some(day.month()),
                day: Some(day.day()),
                ..Parts::default()
            })
        }
    };
    Some((reader.at, Expression::new(0, 1, meaning)))
}

struct Reader<'r> {
    bytes: &'r [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, any: &[u8]) -> Option<u8> {
        let byte = *self.bytes.get(self.at).filter(|b| any.contains(b))?;
        self.at += 1;
        Some(byte)
    }

    /// Reads up to four digits, with their number.
    fn number(&mut self) -> Option<(u32, usize)> {
        let mut value = 0;
        let start = self.at;
        while let Some(byte) = self.bytes.get(self.at).filter(|b| b.is_ascii_digit()) {
            value = value * 10 + u32::from(byte - b'0');
            self.at += 1;
            if self.at - start > 4 {
                return None;
            }
        }
        (self.at > start).then_some((value, self.at - start))
    }

    fn clock(&mut self) -> Option<Clock> {
        let hour = self.two(24)?;
        self.take(b":")?;
        let minute = self.two(59)?;
        let second = self.take(b":").and_then(|_| self.two(60));
        Some(Clock::At { hour, minute: Some(minute), second, zone: self.zone() })
    }

    /// "Z", "+03:00".
    fn zone(&mut self) -> Option<i16> {
        if self.take(b"z").is_some() {
            return Some(0);
        }
        let start = self.at;
        let ahead = self.take(b"+-").and_then(|sign| {
            let hour = i16::from(self.two(14)?);
            self.take(b":")?;
            let minutes = hour * 60 + i16::from(self.two(59)?);
            Some(if sign == b'-' { -minutes } else { minutes })
        });
        if ahead.is_none() {
            self.at = start;
        }
        ahead
    }

    fn two(&mut self, most: u32) -> Option<u8> {
        let (value, width) = self.number()?;
        (width == 2 && value <= most).then(|| u8::try_from(value).ok()).flatten()
    }
}
