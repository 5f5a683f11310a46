//! The word lists of this part.

use rashomon_text::LexiconError;

/// The word lists of this part.
pub struct EventLexicon {}

impl EventLexicon {
    /// Loads the embedded tables.
    pub fn embedded() -> Result<EventLexicon, LexiconError> {
        Ok(EventLexicon {})
    }
}
