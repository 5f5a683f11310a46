//! The word lists of this part.

use rashomon_text::LexiconError;

/// The word lists of this part.
pub struct SpeechLexicon {}

impl SpeechLexicon {
    /// Loads the embedded tables.
    pub fn embedded() -> Result<SpeechLexicon, LexiconError> {
        Ok(SpeechLexicon {})
    }
}
