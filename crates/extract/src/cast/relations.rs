//! How entities stand to each other: apposition, "led by", "a member of", "loyal to".

use rashomon_model::Reading;
use rashomon_text::Annotated;

use crate::{Cast, Lexicons, Speech};

/// Finds relations between entities and writes them into the reading.
pub fn find(
    _annotated: &Annotated<'_>,
    _cast: &Cast,
    _speech: &Speech,
    _lexicons: &Lexicons,
    _reading: &mut Reading,
) {
}
