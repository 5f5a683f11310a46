//! Modals and words beside a happening: "may have", "could", "will", "reportedly", "alleged".
//!
//! In: a verb or noun on the way to a happening. Out: its standing weakened, or made a plan where
//! the modal looks ahead. "may have bombed" is possible; "may bomb" and "will bomb" have not come
//! about; "must have bombed" is probable; "could be seen shelling" is seen.
//! Shown by the casebook pages `may-have`, `reportedly`, `could-be-seen`, `later-killed`.

use rashomon_model::Certainty;

use super::governors::change;
use super::table::Beside;
use super::{Reality, Standing};
use crate::events::scene::Scene;

/// Applies the modals and adverbs of a verb. `trigger`: the verb tells of the happening itself;
/// `counted`: it counts people ("up to six may be dead" speaks of what is).
pub(super) fn of_verb(
    scene: &Scene<'_>,
    verb: usize,
    trigger: bool,
    counted: bool,
    standing: &mut Standing,
) {
    // "was reportedly killed": the auxiliaries of an adjective stand at its copula.
    for kid in scene.kids(verb) {
        match scene.dep(kid) {
            "aux" if scene.tag(kid) == "MD" => modal(scene, verb, kid, trigger, counted, standing),
            "advmod" | "npadvmod" => {
                let effect = scene.lexicon.firmness.modifier(scene.word(kid), Beside::Adverb);
                match effect {
                    Some(super::table::Effect::Fails) => standing.negate(),
                    Some(effect) => change(effect, standing),
                    None => {}
                }
            }
            _ => {}
        }
    }
}

fn modal(
    scene: &Scene<'_>,
    verb: usize,
    modal: usize,
    trigger: bool,
    counted: bool,
    standing: &mut Standing,
) {
    let perfect =
        scene.kids(verb).any(|k| k > modal && scene.dep(k) == "aux" && scene.lemma(k) == "have");
    let going_on = scene.tag(verb) == "VBG";
    match scene.word(modal) {
        "may" | "might" | "could" | "can" | "ca" => {
            if is_perceived(scene, verb) {
                return;
            }
            // "may have", "may be shelling", "six may be dead" speak of what is; "may attack" of
            // what may come.
            if !trigger || perfect || going_on || counted {
                standing.weaken(Certainty::Possible);
            } else {
                standing.become_unreal(Reality::Planned);
            }
        }
        "must" if perfect => standing.weaken(Certainty::Probable),
        // "would later be killed" tells the past from an earlier day.
        "would" | "'d" if !perfect && is_hindsight(scene, verb) => {}
        _ => standing.become_unreal(Reality::Planned),
    }
}

/// "could be seen shelling", "can be heard".
fn is_perceived(scene: &Scene<'_>, verb: usize) -> bool {
    matches!(scene.lemma(verb), "see" | "hear" | "watch" | "feel")
}

fn is_hindsight(scene: &Scene<'_>, verb: usize) -> bool {
    scene.kids(verb).any(|k| {
        scene.dep(k) == "advmod" && matches!(scene.word(k), "later" | "subsequently" | "eventually")
    })
}

/// Applies the adjectives of a noun: "an alleged attack", "a planned attack".
pub(super) fn of_noun(scene: &Scene<'_>, noun: usize, standing: &mut Standing) {
    for kid in scene.kids(noun).filter(|k| *k < noun) {
        if !matches!(scene.dep(kid), "amod" | "advmod" | "compound" | "nmod") {
            continue;
        }
        let firmness = &scene.lexicon.firmness;
        let by_word = firmness.modifier(scene.word(kid), Beside::Adjective);
        if let Some(effect) = by_word {
            change(effect, standing);
        }
    }
}
