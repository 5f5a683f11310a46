//! The word lists of this part.

use rashomon_text::LexiconError;

/// The word lists of this part.
pub struct CastLexicon {}

impl CastLexicon {
    /// Loads the embedded tables.
    pub fn embedded() -> Result<CastLexicon, LexiconError> {
        Ok(CastLexicon {})
    }
}
