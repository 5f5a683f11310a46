//! Words that stand for a number without giving one: "dozens", "several", "a number of".
//!
//! In: words and a position. Out: the interval of the table's row. "some" needs a plural noun
//! after it, for "some resistance" and "some of it" count nothing; "a number" needs its "of".

use std::sync::OnceLock;

use super::Core;
use crate::phrases::Phrases;
use crate::words::Words;

fn table() -> &'static Phrases<(u64, u64)> {
    static TABLE: OnceLock<Phrases<(u64, u64)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../../../data/lexicon/en/number-vague.tsv");
        Phrases::load("number-vague", text, "phrase", |row| {
            Some((row.get("low").parse().ok()?, row.get("high").parse().ok()?))
        })
    })
}

/// Reads the vague number that starts at a position.
pub(super) fn vague(words: &Words<'_>, at: usize) -> Option<Core> {
    let (end, &(low, high)) = table().at(words, at)?;
    if words.lower(at) == "some" && !(is_plural(words, end) && words.lower(end) != "times") {
        return None;
    }
    if words.before(at) == "of" && words.lower(at) == "tens" {
        return None;
    }
    Some(Core {
        start: at,
        end: content_end(words, at, end),
        low,
        high,
        vague: low != high,
        range: false,
    })
}

/// The number proper ends before its "of": "a number of people" is governed by "number".
fn content_end(words: &Words<'_>, start: usize, end: usize) -> usize {
    if end > start + 1 && words.lower(end - 1) == "of" { end - 1 } else { end }
}

/// Tells whether a plural noun follows, over at most three words that describe it.
fn is_plural(words: &Words<'_>, at: usize) -> bool {
    for k in at..at + 4 {
        match words.tag(k) {
            "NNS" | "NNPS" => return true,
            "JJ" | "NN" | "NNP" | "VBN" | "VBG" | "CC" => {}
            "" => return words.lower(k).ends_with('s') || words.lower(k) == "people",
            _ => return false,
        }
    }
    false
}
