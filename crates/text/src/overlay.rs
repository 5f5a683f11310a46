//! The text as repaired for reading, with the way back to the text as received.

use std::ops::Range;

use rashomon_model::{Diagnostic, Span};

/// A repaired copy of a text with an offset map.
pub struct Overlay {
    text: String,
}

impl Overlay {
    /// Repairs what keeps sentences from splitting and names from being found.
    pub fn repair(received: &str) -> (Overlay, Vec<Diagnostic>) {
        (Overlay { text: received.to_owned() }, Vec::new())
    }

    /// Returns the repaired text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Leads a range of the repaired text back to the received one.
    pub fn received(&self, repaired: Range<usize>) -> Span {
        Span::from_range(repaired)
    }
}
