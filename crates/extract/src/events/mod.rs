//! What happened, according to somebody: events and the claims about them.

pub mod lexicon;

use rashomon_model::Reading;
use rashomon_text::Annotated;

use crate::{Cast, Lexicons, Speech};

/// Finds events and their claims and writes them into the reading.
pub fn find(
    _annotated: &Annotated<'_>,
    _cast: &Cast,
    _speech: &Speech,
    _lexicons: &Lexicons,
    _reading: &mut Reading,
) {
}
