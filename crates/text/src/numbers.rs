//! Numbers of things as intervals: "at least 12", "between five and seven", "dozens".
//!
//! In: a text and its parse. Out: [`NumberSpan`]s in text order that do not overlap. An interval
//! says what the words allow and no more: what an open end counts as is for a rulebook. Years,
//! dates, ages, money, measures, ordinals and numbers inside names are left alone; articles
//! ("a woman") are left to the reader of casualties. Must hold: low is never above high.
//! Semantics follow the casualty-recording rulebooks (Airwars, ACLED) on "dozens" and "several".

mod beside;
mod bounds;
mod excluded;
mod numeral;
mod vague;

use std::ops::Range;

use rashomon_model::Wording;
use rashomon_syntax::Doc;

pub(crate) use bounds::bound_before;
pub(crate) use numeral::{number_words, numeral, of_plain_words};

use crate::times;
use crate::words::Words;

/// A number as told, with the words that bound it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberSpan {
    /// The number with its bounding words ("at least 12").
    pub tokens: Range<usize>,
    /// The token that governs the counted noun ("12"); the last one of the number proper.
    pub head: usize,
    /// Smallest number the words allow.
    pub low: u32,
    /// Largest number the words allow; none where open.
    pub high: Option<u32>,
    /// How it was put.
    pub wording: Wording,
}

/// A number proper, before its bounding words are read; by word positions.
#[derive(Clone, Copy, Debug)]
struct Core {
    start: usize,
    end: usize,
    low: u64,
    high: u64,
    vague: bool,
    /// Whether both ends were told ("5 to 7"); a bounding word then touches one end only.
    range: bool,
}

/// Finds numbers of things (never years, dates, clock times, ages, money, distances, ordinals).
pub fn find_numbers(text: &str, doc: &Doc) -> Vec<NumberSpan> {
    let words = Words::new(text, doc);
    counted(&words, &times::Found::of(&words).taken())
}

/// Finds numbers of things outside the words that time expressions and ages have taken.
pub(crate) fn counted(words: &Words<'_>, taken: &[Range<usize>]) -> Vec<NumberSpan> {
    let mut found = Vec::new();
    let (mut at, mut free_from, mut passed) = (0, 0, 0);
    while at < words.len() {
        while taken.get(passed).is_some_and(|range| range.end <= at) {
            passed += 1;
        }
        if let Some(range) = taken.get(passed).filter(|range| range.start <= at) {
            at = range.end.max(at + 1);
            free_from = at;
            continue;
        }
        let limit = taken.get(passed).map_or(words.len(), |range| range.start);
        let Some(core) = core(words, at).filter(|core| core.end <= limit) else {
            at += 1;
            continue;
        };
        if !excluded::counts_nothing(words, &core) {
            let span = bounds::bounded(words, &core, free_from);
            free_from = span.end;
            at = span.end.max(core.end);
            found.push(span.number);
        } else {
            at = core.end;
            free_from = core.end;
        }
    }
    found
}

/// Reads the number proper that starts at a position: a range, a vague word or one numeral.
fn core(words: &Words<'_>, at: usize) -> Option<Core> {
    let vague = vague::vague(words, at);
    let Some(first) = numeral(words, at) else { return vague };
    if let Some(vague) = vague.filter(|vague| vague.end >= first.end) {
        return Some(vague);
    }
    let one = Core {
        start: at,
        end: first.end,
        low: first.value,
        high: first.value,
        vague: false,
        range: false,
    };
    Some(range(words, &one).unwrap_or(one))
}

/// "5 to 7", "5-7", "five or six", "between 5 and 7", "between 5 to 7".
fn range(words: &Words<'_>, first: &Core) -> Option<Core> {
    let between = words.before(first.start) == "between";
    let joins = match words.lower(first.end) {
        "to" | "or" => true,
        "and" => between,
        "-" | "\u{2014}" => !spelled_ordinal(words, first.end + 1),
        _ => false,
    };
    if !joins || excluded::is_change(words, first.start) {
        return None;
    }
    let second = numeral(words, first.end + 1)?;
    // "two to three hundred": the scale of the second belongs to both.
    let low = scaled(first.low, second.value);
    // "555-1234" is a number to call, not a range.
    let code = words.lower(first.end) == "-"
        && low < 1_000
        && words.lower(first.end + 1).len() == 4
        && second.digits;
    (low < second.value && !code).then_some(Core {
        end: second.end,
        low,
        high: second.value,
        range: true,
        ..*first
    })
}

fn spelled_ordinal(words: &Words<'_>, at: usize) -> bool {
    excluded::is_fraction(words.lower(at))
}

/// Reads "two" in "two to three hundred" as two hundred.
fn scaled(low: u64, high: u64) -> u64 {
    let scale = [1_000_000, 1_000, 100]
        .into_iter()
        .find(|scale| high >= *scale && high.is_multiple_of(*scale));
    match scale {
        Some(scale) if low < 100 && low < high / scale => low * scale,
        _ => low,
    }
}

fn saturated(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
