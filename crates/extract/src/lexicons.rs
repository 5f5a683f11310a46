//! All word lists that extraction uses, loaded once.
//!
//! Each part of the crate owns its tables: `cast::lexicon`, `speech::lexicon`, `events::lexicon`.

use rashomon_text::LexiconError;

use crate::{cast, events, speech};

/// All word lists that extraction uses.
pub struct Lexicons {
    pub(crate) cast: cast::lexicon::CastLexicon,
    pub(crate) speech: speech::lexicon::SpeechLexicon,
    pub(crate) events: events::lexicon::EventLexicon,
}

impl Lexicons {
    /// Loads the tables embedded in the program.
    ///
    /// # Errors
    /// [`LexiconError`] where a table is broken; the tests of this crate keep that from shipping.
    pub fn embedded() -> Result<Lexicons, LexiconError> {
        Ok(Lexicons {
            cast: cast::lexicon::CastLexicon::embedded()?,
            speech: speech::lexicon::SpeechLexicon::embedded()?,
            events: events::lexicon::EventLexicon::embedded()?,
        })
    }
}
