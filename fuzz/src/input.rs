//! Makes texts, days and choices of bytes.
//!
//! A text is the bytes themselves, so that seeds are plain files; or, behind a first byte of 1, a
//! row of words of a table, one a byte, so that a fuzzer that changes bytes makes sentences.

use std::borrow::Cow;

use rashomon_model::{Date, Report, ReportId};
use rashomon_text::intake::canonical;

/// First byte of an input that is a row of words.
const WORDS: u8 = 1;

/// Makes a canonical text.
pub fn text(data: &[u8], words: &[&str]) -> String {
    let raw = match data.split_first() {
        Some((&WORDS, row)) => Cow::Owned(sentence(row, words)),
        _ => String::from_utf8_lossy(data),
    };
    canonical(&raw).into_owned()
}

/// The lower seven bits choose a word; the eighth leaves out the space after it.
fn sentence(row: &[u8], words: &[&str]) -> String {
    let mut out = String::new();
    for byte in row {
        out.push_str(words.get(usize::from(byte & 0x7F) % words.len().max(1)).unwrap_or(&""));
        if byte & 0x80 == 0 {
            out.push(' ');
        }
    }
    out
}

/// Days of publication worth trying: the ends of the calendar, leap days, and ordinary ones.
const DAYS: [(i16, i8, i8); 6] =
    [(2016, 2, 8), (2024, 2, 29), (-9999, 1, 1), (9999, 12, 31), (1, 1, 1), (2023, 12, 31)];

/// Chooses a day of publication by the length of a text; none for every fourth length.
pub fn day(text: &str) -> Option<Date> {
    let (year, month, day) = *DAYS.get(text.len() / 4 % DAYS.len())?;
    let ordinary = text.len() % 4 < 2;
    let chosen = if ordinary { Date::new(2031, 5, 4) } else { Date::new(year, month, day) };
    chosen.ok().filter(|_| !text.len().is_multiple_of(4))
}

/// Makes a report of a text.
pub fn report(id: &str, outlet: Option<&str>, text: String) -> Report {
    Report {
        id: ReportId(id.to_owned()),
        outlet: outlet.map(str::to_owned),
        published: day(&text),
        url: None,
        title: None,
        lang: Some("en".to_owned()),
        text,
    }
}

/// Takes choices off the front of some bytes.
pub struct Choices<'d> {
    rest: &'d [u8],
}

impl<'d> Choices<'d> {
    /// Begins at the front.
    pub fn new(data: &'d [u8]) -> Choices<'d> {
        Choices { rest: data }
    }

    /// Takes one byte; nothing at the end.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// Takes a number below a limit; 0 at the end.
    pub fn below(&mut self, limit: u8) -> u8 {
        self.byte().map_or(0, |byte| byte % limit.max(1))
    }

    /// Takes so many bytes as the next byte says, or as many as there are.
    pub fn bytes(&mut self) -> &'d [u8] {
        let wanted = usize::from(self.byte().unwrap_or(0));
        let (taken, rest) = self.rest.split_at(wanted.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// Takes a text.
    pub fn text(&mut self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}
