//! Sets of characters as sorted ranges, with a fast path for ASCII.
//!
//! The sets come with the model file, taken from the tables the weights were made with, because
//! the notion of "letter" of the standard library differs for some marks and newer scripts.

use serde_json::Value;

use crate::error::Error;

/// Holds a set of characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct CharSet {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// Reads a flat list of inclusive ranges: low, high, low, high…
    pub(crate) fn read(value: &Value, part: &str) -> Result<CharSet, Error> {
        let fail = || Error::new(part, "not a list of character ranges");
        let codes: Option<Vec<u32>> = value.as_array().and_then(|list| {
            list.iter().map(|v| v.as_u64().and_then(|v| u32::try_from(v).ok())).collect()
        });
        let codes = codes.ok_or_else(fail)?;
        let (pairs, rest) = codes.as_chunks::<2>();
        let sorted = codes.is_sorted();
        if !rest.is_empty() || !sorted {
            return Err(fail());
        }
        let mut set = CharSet { ascii: 0, ranges: pairs.iter().map(|[a, b]| (*a, *b)).collect() };
        for code in 0..128u32 {
            if set.search(code) {
                set.ascii |= 1 << code;
            }
        }
        Ok(set)
    }

    /// Tells whether the character is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        let code = c as u32;
        if code < 128 { self.ascii >> code & 1 == 1 } else { self.search(code) }
    }

    /// Adds all characters of another set.
    pub(crate) fn extend(&mut self, other: &CharSet) {
        self.ascii |= other.ascii;
        self.ranges.extend_from_slice(&other.ranges);
        self.ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.ranges.len());
        for (low, high) in self.ranges.drain(..) {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        self.ranges = merged;
    }

    fn search(&self, code: u32) -> bool {
        let after = self.ranges.partition_point(|r| r.0 <= code);
        after > 0 && self.ranges[after - 1].1 >= code
    }
}

/// Tells whether a character is white space in the sense the tokenizer rules were made with.
///
/// That is the Unicode property plus the four ASCII separators U+001C to U+001F.
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}
