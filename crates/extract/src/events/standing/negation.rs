//! Negation and its scope: "did not", "no one", "killed nobody", "no attack", "not only".
//!
//! In: a verb or noun on the way to a happening. Out: its standing turned round where it is
//! negated. "not only bombed" affirms; "no fewer than three" negates nothing.
//! Shown by the casebook pages `nobody-hurt`, `not-only`, `no-strike-took-place`.

use super::Standing;
use crate::events::scene::Scene;

/// Applies the negations of a verb; `below` is the word on the way down, judged by itself.
pub(super) fn of_verb(scene: &Scene<'_>, verb: usize, below: usize, standing: &mut Standing) {
    for kid in scene.kids(verb).filter(|k| *k != below) {
        let negates = match scene.dep(kid) {
            "neg" => !is_only(scene, kid) && !scene.corrections.is_negation(kid),
            "nsubj" | "nsubjpass" | "dobj" | "expl" => is_nobody(scene, kid),
            "preconj" | "cc" => scene.word(kid) == "neither",
            _ => false,
        };
        if negates {
            standing.negate();
        }
    }
}

/// Applies the determiners of a noun: "no attack", "neither attack".
pub(super) fn of_noun(scene: &Scene<'_>, noun: usize, standing: &mut Standing) {
    let none = |k: &usize| {
        matches!(scene.dep(*k), "det" | "neg") && matches!(scene.word(*k), "no" | "neither" | "not")
    };
    if scene
        .kids(noun)
        .any(|k| k < noun && none(&k) && !is_only(scene, k) && !scene.corrections.is_negation(k))
    {
        standing.negate();
    }
}

/// "not only", "not just", "not merely".
fn is_only(scene: &Scene<'_>, negation: usize) -> bool {
    matches!(scene.word(negation + 1), "only" | "just" | "merely" | "least")
}

/// "nobody", "none of them", "no one", "no civilians".
fn is_nobody(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(scene.word(noun), "nobody" | "none" | "nothing" | "neither")
        || scene.kid(noun, &["det"]).is_some_and(|d| matches!(scene.word(d), "no" | "neither"))
}
