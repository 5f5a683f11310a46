//! Numbers of things as intervals: "at least 12", "between five and seven", "dozens".

use std::ops::Range;

use rashomon_model::Wording;
use rashomon_syntax::Doc;

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

/// Finds numbers of things (never years, dates, clock times, ages, money, distances, ordinals).
pub fn find_numbers(_text: &str, _doc: &Doc) -> Vec<NumberSpan> {
    Vec::new()
}
