//! What happened, according to somebody: events and the claims about them.
//!
//! In: annotated text, cast, speech. Out: `reading.events`, `reading.claims`, `reading.times`.
//! Triggers are found, joined into happenings, and each happening's slots are filled by the rules
//! beside this file, one rule a file. Every claim carries the voices at its own words.
//! Must hold: planned, wished and threatened happenings get no claim but that somebody speaks of
//! them; every span slices the report's text.

mod accuse;
mod cause;
mod correction;
mod cumulative;
mod dateline;
mod denials;
mod figurative;
mod killed;
pub mod lexicon;
mod merge;
mod nearest;
mod once;
mod outcome;
mod partitive;
mod people;
mod place;
mod responsibility;
mod roles;
mod scene;
mod stance;
mod standing;
mod target;
mod tell;
mod time;
mod triggers;
mod weapon;
mod write;

use rashomon_model::{EventMention, Reading, Time};
use rashomon_text::Annotated;

use crate::{Cast, Lexicons, Speech};
use scene::Scene;

/// Finds events and their claims and writes them into the reading.
pub fn find(
    annotated: &Annotated<'_>,
    cast: &Cast,
    speech: &Speech,
    lexicons: &Lexicons,
    reading: &mut Reading,
) {
    reading.times = times(annotated);
    let scene = Scene::new(annotated, cast, speech, &lexicons.events, reading);
    let found = triggers::find(&scene);
    let written = write::write(&scene, found);
    reading.events = written
        .events
        .into_iter()
        .map(|event| EventMention {
            class: event.class,
            trigger: annotated.span(event.trigger),
            again: event.again.into_iter().map(|words| annotated.span(words)).collect(),
        })
        .collect();
    reading.claims = written.claims;
}

/// All time expressions of the text, whether an event uses them or not.
fn times(annotated: &Annotated<'_>) -> Vec<Time> {
    let time = |t: &rashomon_text::TimeSpan| Time {
        span: annotated.span(t.tokens.clone()),
        kind: t.kind,
        value: t.value.clone(),
        earliest: t.earliest,
        latest: t.latest,
    };
    annotated.times.iter().map(time).collect()
}
