//! Which happening a phrase of the sentence belongs to.
//!
//! In: a token (of a place, a time). Out: the trigger met first on the way up the tree, or else
//! the one that hangs on the same clause. "In Velm, where shells fell, two were killed on Monday"
//! gives Velm and Monday to their own clauses. At most a dozen steps for a token.
//! Shown by the casebook pages `anniversary`, `the-day-of-the-condemnation`,
//! `outlawed-elsewhere`.

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
                let by_doing = scene.dep(at) == "prep" && scene.kid(at, &["pcomp"]).is_some();
                let told = scene.dep(at) == "ccomp"
                    || scene.is_verb(head) && !by_doing && !tells(scene, at, head);
                if nearest.at[head].is_some() || told {
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

    /// Returns the trigger at a token or hanging right below it.
    pub(crate) fn here(&self, token: usize) -> Option<usize> {
        self.at(token).or_else(|| self.below.get(token).copied().flatten())
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
            // "groups outlawed in Velm": where they are outlawed is not where they fight.
            if scene.is_verb(at) && scene.cue("elsewhere", at) {
                return None;
            }
            at = scene.head(at)?;
        }
        None
    }
}

/// "A raid began on Monday", "staged an attack on Monday" tell when it was; "marked the attack on
/// Monday" and "arrived on Monday after the attack" do not. What one does doing another
/// ("advanced on Monday, seizing a village") is of the same day.
fn tells(scene: &Scene<'_>, below: usize, verb: usize) -> bool {
    let along = scene.tag(below) == "VBG" && matches!(scene.dep(below), "advcl" | "pcomp");
    matches!(scene.dep(below), "nsubj" | "nsubjpass") || along || scene.cue("happens", verb)
}
