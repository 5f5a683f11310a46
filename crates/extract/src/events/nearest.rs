//! Which happening a phrase of the sentence belongs to.
//!
//! In: a token (of a place, a time). Out: the trigger met first on the way up the tree, or else
//! the one that hangs on the same clause. "In Velm, where shells fell, two were killed on Monday"
//! gives Velm and Monday to their own clauses. At most a dozen steps for a token.

use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Which trigger stands at which token, and which triggers hang below which verb.
pub(crate) struct Nearest {
    at: Vec<Option<usize>>,
    below: Vec<Option<usize>>,
}

impl Nearest {
    /// Prepares the triggers of a report.
    pub(crate) fn new(scene: &Scene<'_>, triggers: &[Trigger]) -> Nearest {
        let mut nearest = Nearest { at: vec![None; scene.len()], below: vec![None; scene.len()] };
        for (index, trigger) in triggers.iter().enumerate() {
            for token in trigger.words.clone().chain([trigger.token]).chain(trigger.object) {
                if let Some(slot) = nearest.at.get_mut(token) {
                    slot.get_or_insert(index);
                }
            }
        }
        for (index, trigger) in triggers.iter().enumerate() {
            let mut at = trigger.token;
            for _ in 0..4 {
                let Some(head) = scene.head(at) else { break };
                if nearest.at[head].is_some() || scene.dep(at) == "ccomp" {
                    break;
                }
                nearest.below[head].get_or_insert(index);
                at = head;
            }
        }
        nearest
    }

    /// Returns the trigger at a token.
    pub(crate) fn at(&self, token: usize) -> Option<usize> {
        self.at.get(token).copied().flatten()
    }

    /// Returns the trigger a token belongs to.
    pub(crate) fn of(&self, scene: &Scene<'_>, token: usize) -> Option<usize> {
        let mut at = token;
        for _ in 0..12 {
            if let Some(index) = self.at(at) {
                return Some(index);
            }
            if let Some(index) = self.below.get(at).copied().flatten() {
                return Some(index);
            }
            at = scene.head(at)?;
        }
        None
    }
}
