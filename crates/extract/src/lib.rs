//! Annotated text to a reading: who says what, through whom, how firmly.
//!
//! [`extract`] is a pure function of the annotated report and the lexicons. It works in three
//! steps, each on the one before: the [`cast`](mod@cast) (who and what is named), the
//! [`speech`](mod@speech) (who is made to say what), and the events with their claims. Rules live
//! one a file; the words they look for are tables under `data/lexicon/`.
//!
//! Must hold: every span slices the report's text; no rule or entry names a party; where the
//! parse gives no clear answer nothing is said.

mod cast;
pub mod dataset;
mod events;
mod lexicons;
mod lower;
mod speech;

use rashomon_model::Reading;
use rashomon_text::Annotated;

pub use cast::{Cast, CastMention};
pub use lexicons::Lexicons;
pub use speech::{Speech, SpokenContent};

/// Reads one annotated report.
pub fn extract(annotated: &Annotated<'_>, lexicons: &Lexicons) -> Reading {
    let mut reading = Reading::empty(annotated.report.id.clone());
    reading.diagnostics.extend(annotated.diagnostics.iter().cloned());
    let cast = cast::find(annotated, lexicons);
    let speech = speech::find(annotated, &cast, lexicons);
    cast.write(annotated, &mut reading);
    speech.write(annotated, &mut reading);
    cast::relations::find(annotated, &cast, &speech, lexicons, &mut reading);
    events::find(annotated, &cast, &speech, lexicons, &mut reading);
    cast.keep_named_places(annotated, &mut reading);
    reading
}
