//! Quotations: what stands between paired quotation marks.

use std::ops::Range;

use rashomon_syntax::Doc;

/// A quotation in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteSpan {
    /// The words with their marks.
    pub tokens: Range<usize>,
    /// The words between the marks.
    pub inside: Range<usize>,
    /// Whether the closing mark was found; an unclosed quotation ends with its paragraph.
    pub closed: bool,
}

/// Finds quotations by their marks, across sentences and paragraphs.
pub fn find_quotes(_text: &str, _doc: &Doc) -> Vec<QuoteSpan> {
    Vec::new()
}
