//! Why a thing was lost: "due to a technical fault", "was shot down", "after it was hit by fire".
//!
//! In: triggers of losses. Out: causes with their kind. Only losses have causes here; why an attack
//! was made is not asked.

use std::ops::Range;

use rashomon_model::CauseKind;

use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Words within which a cause is looked for.
const REACH: usize = 60;

/// A cause told for a loss.
pub(crate) struct Why {
    pub(crate) text: String,
    pub(crate) kind: CauseKind,
    pub(crate) tokens: Range<usize>,
}

/// Finds the cause of a loss.
pub(crate) fn of(scene: &Scene<'_>, trigger: &Trigger) -> Option<Why> {
    if trigger.class.kind() != "LOSS" {
        return None;
    }
    if trigger.class.mode() == Some("shot-down") {
        let tokens = trigger.words.clone();
        return Some(Why { text: scene.text(tokens.clone()), kind: CauseKind::Hostile, tokens });
    }
    let sentence = scene.sentence_tokens(trigger.token);
    let near = trigger.token.saturating_sub(REACH)..trigger.token + REACH;
    for token in sentence.start.max(near.start)..sentence.end.min(near.end) {
        let opens = match scene.word(token) {
            "due" | "because" => true,
            "from" | "after" | "by" | "with" | "following" => {
                scene.head(token) == Some(trigger.token)
            }
            _ => false,
        };
        let Some(kind) = opens.then(|| kind(scene, token)).flatten() else { continue };
        let tokens = token..scene.subtree(token).end.max(token + 1);
        return Some(Why { text: scene.text(tokens.clone()), kind, tokens });
    }
    let cause = scene.lemma(trigger.token);
    let blames = |t: &usize| scene.lemma(*t) == "cause" && cause == "crash";
    scene.head(trigger.token).filter(blames).and_then(|verb| {
        let tokens = scene.subtree(verb);
        let kind = kind(scene, verb)?;
        Some(Why { text: scene.text(tokens.clone()), kind, tokens })
    })
}

/// Judges the kind of cause by the words below a token.
fn kind(scene: &Scene<'_>, token: usize) -> Option<CauseKind> {
    let range = scene.subtree(token).start.max(token)..scene.subtree(token).end.max(token + 6);
    range.into_iter().find_map(|t| match scene.lemma(t) {
        "technical" | "mechanical" | "engine" | "malfunction" | "fault" => {
            Some(CauseKind::Technical)
        }
        "weather" | "fog" | "storm" | "error" | "accident" | "fuel" => Some(CauseKind::Accident),
        "fire" | "missile" | "hit" | "rocket" | "shoot" | "strike" | "attack" => {
            Some(CauseKind::Hostile)
        }
        "unknown" | "unclear" => Some(CauseKind::Unknown),
        _ => None,
    })
}
