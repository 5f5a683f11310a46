//! What the tests of numbers, times and quotations share: one parser, and spans as words.

use std::ops::Range;
use std::sync::OnceLock;

use rashomon_text::syntax::{Doc, Pipeline};

/// Parses a text with the one pipeline of this test binary.
pub fn parse(text: &str) -> Doc {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| Pipeline::embedded().expect("the embedded model loads")).parse(text)
}

/// Gives the words of a run of tokens.
pub fn words<'t>(text: &'t str, doc: &Doc, tokens: &Range<usize>) -> &'t str {
    if tokens.is_empty() {
        return "";
    }
    &text[doc.tokens[tokens.start].start as usize..doc.tokens[tokens.end - 1].end as usize]
}

/// Asserts that runs of tokens ascend, do not overlap, are not empty, and lie in the text.
pub fn assert_ascending<'r>(doc: &Doc, spans: impl Iterator<Item = &'r Range<usize>>) {
    let mut free_from = 0;
    for span in spans {
        assert!(span.start >= free_from && span.start < span.end, "{span:?} after {free_from}");
        assert!(span.end <= doc.tokens.len());
        free_from = span.end;
    }
}
