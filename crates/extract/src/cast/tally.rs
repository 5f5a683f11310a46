//! Weights for what sort of thing a name stands for, and which kind they come to.
//!
//! Values only: what the words say is summed; what the name tagger says of each occurrence is
//! kept apart and capped. Must hold: a tie goes to the kind that comes first in the order.

use rashomon_model::EntityKind::{self, Facility, Group, Outlet, Person, Place, Weapon};

/// Weights for each kind, in the order of [`ORDER`].
///
/// What the tagger says of each occurrence is kept apart: said ten times over it is one opinion.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    told: [i32; 6],
    tagged: [i32; 6],
}

/// Most that the tagger's opinion may weigh over a report.
const TAGGED: i32 = 6;

// A tie goes to a place: names of villages, taken for persons, are the tagger's commonest slip.
const ORDER: [EntityKind; 6] = [Place, Person, Group, Facility, Outlet, Weapon];

impl Tally {
    pub(super) fn add(&mut self, kind: EntityKind, weight: i32) {
        if let Some(at) = ORDER.iter().position(|k| *k == kind) {
            self.told[at] += weight;
        }
    }

    pub(super) fn tag(&mut self, kind: EntityKind, weight: i32) {
        if let Some(at) = ORDER.iter().position(|k| *k == kind) {
            self.tagged[at] += weight;
        }
    }

    pub(super) fn weights(&self) -> [i32; 6] {
        std::array::from_fn(|at| self.told[at] + self.tagged[at].min(TAGGED))
    }

    /// Tells whether a kind rests on the tagger alone.
    pub(super) fn only_tagged(&self, kind: EntityKind) -> bool {
        let at = ORDER.iter().position(|k| *k == kind);
        at.is_some_and(|at| self.told[at] == 0)
    }

    pub(super) fn merge(&mut self, other: &Tally) {
        for (mine, theirs) in self.told.iter_mut().zip(other.told) {
            *mine += theirs;
        }
        for (mine, theirs) in self.tagged.iter_mut().zip(other.tagged) {
            *mine += theirs;
        }
    }

    pub(super) fn loudest(&self) -> i32 {
        self.weights().into_iter().max().unwrap_or(0)
    }

    /// Returns the kind with the most weight; the earlier in [`ORDER`] of two equal ones.
    pub(super) fn best(&self) -> Option<EntityKind> {
        let weights = self.weights();
        let most = weights.into_iter().max().filter(|w| *w > 0)?;
        weights.iter().position(|w| *w == most).and_then(|at| ORDER.get(at).copied())
    }
}
