//! Why a thing was lost: "due to a technical fault", "was shot down", "after it was hit by fire".
//!
//! In: triggers of losses, and of things that go off. Out: causes with their kind. Why an attack was
//! made is not asked. A cause ruled out ("not because of a fault") is none.
//! Shown by the casebook pages `technical`, `shot-down`, `ran-out-of-fuel`, `not-shot-down`,
//! `two-causes-of-a-blast`.

use std::ops::Range;

use rashomon_model::CauseKind;

use crate::events::lexicon::Form;
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
    let noun = trigger.form == Form::Noun && scene.cue("goes-off", trigger.token);
    if trigger.class.kind() != "LOSS" && !noun {
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
            // Of a blast only its own clause tells why; of a loss the sentence does.
            "due" | "because" if noun => {
                let told = scene.head(token);
                told.is_some_and(|t| scene.kid(t, &["nsubj", "nsubjpass"]) == Some(trigger.token))
            }
            "due" | "because" => true,
            "from" | "after" | "by" | "with" | "following" | "when" => {
                let head = scene.head(token);
                // "after it ran out of fuel": the word hangs on the verb of its own clause.
                let clause = head.filter(|h| scene.dep(*h) == "advcl").and_then(|h| scene.head(h));
                // "the blast was caused by a leak".
                let caused = scene.word(token) == "by"
                    && head.is_some_and(|h| {
                        matches!(scene.lemma(h), "cause" | "trigger" | "ignite" | "start")
                            && scene.kid(h, &["nsubjpass"]) == Some(trigger.token)
                    });
                caused || head == Some(trigger.token) || clause == Some(trigger.token)
            }
            _ => false,
        };
        // "not because of a fault": what is ruled out is no cause.
        let opens = opens && token.checked_sub(1).is_none_or(|t| scene.word(t) != "not");
        let Some(kind) = opens.then(|| kind(scene, token)).flatten() else { continue };
        let clause = scene.head(token).filter(|h| scene.dep(*h) == "advcl" && *h > token);
        let tokens = token..scene.subtree(clause.unwrap_or(token)).end.max(token + 1);
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
    // A clause hangs on its verb, a phrase on its preposition.
    let clause = scene.head(token).filter(|h| scene.dep(*h) == "advcl" && *h > token);
    let whole = scene.subtree(clause.unwrap_or(token));
    let range = whole.start.max(token)..whole.end.min(token + 25).max(token + 6);
    range.into_iter().find_map(|t| {
        let is = |kind: &str| scene.lexicon.cue(kind, scene.lemma(t));
        match () {
            () if is("cause-technical") => Some(CauseKind::Technical),
            () if is("cause-accident") => Some(CauseKind::Accident),
            () if is("cause-hostile") => Some(CauseKind::Hostile),
            () if is("cause-unknown") => Some(CauseKind::Unknown),
            () => None,
        }
    })
}
