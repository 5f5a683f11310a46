//! Triggers of one sentence that the tree ties together.
//!
//! "Five were killed when a bomb exploded" and "the blast left five dead" tell of one happening
//! each; "shelled the port and stormed the depot" of two.
//! Shown by the casebook pages `casualties-caused`, `two-days-in-one-sentence`.

use crate::events::lexicon::{Form, Frame};
use crate::events::merge::again::is_another;
use crate::events::merge::traits::{Traits, fits, places_differ, times_differ};
use crate::events::nearest::Nearest;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Links triggers of one sentence that the tree ties together; gives each its parent or itself.
pub(super) fn ties(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    traits: &[Traits],
    answers: &[Option<usize>],
) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..triggers.len()).collect();
    for index in 0..triggers.len() {
        let Some(other) = above(scene, nearest, triggers, index) else { continue };
        let told_apart = times_differ(&traits[index], &traits[other]);
        if answers[index].is_none_or(|of| answers[other] == Some(of))
            && fits(&traits[index], &traits[other])
            && !told_apart
            && may_tie(scene, triggers, index, other)
        {
            let (a, b) = (root(&parent, index), root(&parent, other));
            // The smaller index stays the root, so that roots come first in text order.
            parent[a.max(b)] = a.min(b);
        }
    }
    for index in 1..triggers.len() {
        // A toll the tree leaves loose belongs to the happening told before it in the sentence.
        let same = traits[index].sentences.0 == traits[index - 1].sentences.0;
        let loose = root(&parent, index) == index && is_toll(&triggers[index]);
        let apart = places_differ(&traits[index], &traits[index - 1])
            || is_another(scene, &triggers[index]);
        if same && loose && !apart && fits(&traits[index], &traits[index - 1]) {
            let before = root(&parent, index - 1);
            parent[index] = before;
        }
    }
    parent
}

pub(super) fn root(parent: &[usize], mut index: usize) -> usize {
    while parent[index] != index {
        index = parent[index];
    }
    index
}

/// The trigger met first on the way up from a trigger.
fn above(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    index: usize,
) -> Option<usize> {
    let mut at = triggers[index].token;
    for _ in 0..8 {
        let after = matches!(
            scene.word(at),
            "before" | "despite" | "amid" | "since" | "for" | "about" | "over"
        ) && scene.dep(at) == "prep";
        if after {
            return None;
        }
        at = scene.head(at)?;
        if let Some(found) = nearest.at(at).filter(|f| *f != index) {
            return Some(found);
        }
        // "the blast left five dead": the verb between the two is no trigger itself.
        let subject = scene.kid(at, &["nsubj", "nsubjpass"]).and_then(|s| nearest.at(s));
        let harm = is_toll(&triggers[index]) || is_harm(&triggers[index]);
        if let Some(found) = subject.filter(|f| *f != index && harm) {
            return Some(found);
        }
    }
    None
}

/// Two happenings side by side in one sentence stay two where each has its own subject or object.
fn may_tie(scene: &Scene<'_>, triggers: &[Trigger], index: usize, other: usize) -> bool {
    let (a, b) = (&triggers[index], &triggers[other]);
    // "another strike hit": the verb that governs the noun tells of the same strike.
    if is_another(scene, a) && scene.head(a.token) != Some(b.token) {
        return false;
    }
    if is_toll(a) || is_toll(b) {
        return true;
    }
    let coordinated = scene.dep(a.token) == "conj";
    let own_subject = scene.kid(a.token, &["nsubj", "nsubjpass"]).is_some();
    let own_object =
        scene.kid(a.token, &["dobj"]).is_some() && scene.kid(b.token, &["dobj"]).is_some();
    !(coordinated && (own_subject || own_object || a.form == Form::Noun))
}

/// Tells whether a trigger only counts people, without saying how they came to harm.
pub(super) fn is_toll(trigger: &Trigger) -> bool {
    trigger.counts.is_some()
        && trigger.class.kind() == "ASSAULT"
        && trigger.class.mode().is_none()
        && matches!(trigger.frame, Frame::Kill | Frame::Die)
}

/// "casualties", "damage": what an attack does, in a noun that does not say how.
fn is_harm(trigger: &Trigger) -> bool {
    trigger.form == Form::Noun
        && trigger.class.kind() == "ASSAULT"
        && matches!(trigger.class.mode(), None | Some("destroy"))
}
