//! Which triggers of a report tell of one happening.
//!
//! "A strike killed five. The attack hit a market. Four others were wounded." is one; "another
//! strike" is a second. In: triggers with class, standing, places, times and tolls. Out: for each
//! trigger the number of its happening. It never joins what is told as come about with what is
//! planned, classes that do not fit, or happenings that name different places.

mod again;
mod sequel;
mod ties;
mod traits;

pub(crate) use traits::{Traits, place_keys, time_key};

use crate::events::nearest::Nearest;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;
use again::earlier;
use ties::{root, ties};
use traits::absorb;

/// Finds the happening of every trigger.
pub(crate) fn happenings(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    traits: &[Traits],
) -> Vec<usize> {
    let mut of: Vec<usize> = Vec::with_capacity(triggers.len());
    let mut events: Vec<Traits> = Vec::new();
    // Triggers come in text order, but a clause may hang on one that stands behind it ("Five were
    // killed when a bomb exploded"): ties within a sentence are found first.
    let answers: Vec<Option<usize>> =
        (0..triggers.len()).map(|i| sequel::answers(scene, nearest, triggers, i)).collect();
    let ties = ties(scene, nearest, triggers, traits, &answers);
    let mut tied: Vec<Option<usize>> = vec![None; triggers.len()];
    for index in 0..triggers.len() {
        let root = root(&ties, index);
        let known = tied[root];
        let apart: Vec<usize> = (0..index)
            .filter(|i| {
                answers[index] == Some(*i)
                    || answers[*i].is_some_and(|a| self::root(&ties, a) == root)
            })
            .map(|i| of[i])
            .collect();
        let told =
            known.or_else(|| earlier(scene, triggers, traits, &events, &ties, &apart, index));
        let event = told.unwrap_or_else(|| {
            let mut start = traits[index].clone();
            start.sentences.1 = start.sentences.0;
            events.push(start);
            events.len() - 1
        });
        tied[root] = Some(event);
        absorb(&mut events[event], &traits[index]);
        of.push(event);
    }
    of
}
