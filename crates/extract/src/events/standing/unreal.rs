//! Conditions, questions and what only would have been.
//!
//! "If rebels shell the town", "had the plane been hit", "Did rebels shell the town?": nothing has
//! come about. In: a verb on the way to a happening. Out: its standing made unreal.
//! Shown by the casebook pages `condition`, `question`, `counterfactual`.

use super::{Reality, Standing};
use crate::events::scene::Scene;

/// Applies the conditions and questions of a verb.
pub(super) fn of_verb(scene: &Scene<'_>, verb: usize, standing: &mut Standing) {
    if is_condition(scene, verb) || is_question(scene, verb) {
        standing.become_unreal(Reality::Planned);
    }
}

fn is_condition(scene: &Scene<'_>, verb: usize) -> bool {
    let clause = scene.kids(verb).take_while(|k| *k < verb);
    clause.into_iter().any(|k| match scene.dep(k) {
        "mark" | "advmod" => match scene.word(k) {
            "if" | "unless" | "whether" | "lest" | "provided" => true,
            // "until it withdraws" looks ahead; "until it withdrew" back.
            "until" | "once" => matches!(scene.tag(verb), "VBZ" | "VBP"),
            _ => false,
        },
        // "had it been hit", "should they attack": the auxiliary opens the clause.
        "aux" => {
            let opens = matches!(scene.word(k), "had" | "should" | "were");
            let subject = scene.kid(verb, &["nsubj", "nsubjpass"]);
            let first = scene.subtree(verb).start == k;
            opens && first && subject.is_some_and(|s| k < s)
        }
        _ => false,
    })
}

/// "Did rebels shell the town?"; who asks "why" or "who" takes it as known.
fn is_question(scene: &Scene<'_>, verb: usize) -> bool {
    let sentence = scene.sentence_tokens(verb);
    let asked = sentence.clone().rev().take(3).any(|t| scene.word(t) == "?");
    if !asked || scene.dep(verb) != "ROOT" && scene.dep(verb) != "ccomp" {
        return false;
    }
    let Some(subject) = scene.kid(verb, &["nsubj", "nsubjpass"]) else { return false };
    let inverted =
        scene.kids(verb).any(|k| k < subject && matches!(scene.dep(k), "aux" | "auxpass"));
    let known =
        scene.kids(verb).any(|k| k < verb && matches!(scene.tag(k), "WRB" | "WP" | "WDT" | "WP$"));
    inverted && !known
}
