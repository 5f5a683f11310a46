//! What a voice thinks of a happening: condemns, praises, threatens because of it, calls for more.
//!
//! "The council condemned the strike." In: the tokens of a report. Out: stances with the trigger
//! they speak of: the one under the verb, or else the one told last. Whose stance it is follows
//! from the voices at the verb.

use std::ops::Range;

use rashomon_model::StanceKind;

use crate::events::nearest::Nearest;
use crate::events::scene::Scene;

/// A stance towards a happening.
pub(crate) struct Thought {
    pub(crate) kind: StanceKind,
    pub(crate) tokens: Range<usize>,
    pub(crate) trigger: Option<usize>,
    pub(crate) at: usize,
}

/// Finds the stances of a report.
pub(crate) fn all(scene: &Scene<'_>, nearest: &Nearest) -> Vec<Thought> {
    let mut out = Vec::new();
    for verb in 0..scene.len() {
        let kind = match scene.lemma(verb) {
            "condemn" | "denounce" | "deplore" | "decry" => StanceKind::Condemns,
            "praise" | "hail" | "welcome" | "applaud" | "celebrate" => StanceKind::Praises,
            _ => continue,
        };
        let object = scene.kid(verb, &["dobj"]).or_else(|| {
            crate::events::roles::is_passive(scene, verb)
                .then(|| crate::events::roles::subject(scene, verb))
                .flatten()
        });
        let Some(object) = object.filter(|_| scene.is_verb(verb)) else { continue };
        let around = scene.subtree(object);
        let trigger = around.clone().take(20).find_map(|t| nearest.at(t));
        let phrase = scene.phrase(object);
        let tokens = verb.min(phrase.start)..phrase.end.max(verb + 1);
        out.push(Thought { kind, tokens, trigger, at: verb });
    }
    out
}
