//! How it ended: the pilot ejected, the town changed hands, the fighters were driven out.
//!
//! In: triggers of losses and of control. Out: the words of the outcome and, for control, who
//! holds the place. Other happenings get no outcome here.

use std::ops::Range;

use rashomon_model::EntityId;

use crate::events::lexicon::Frame;
use crate::events::roles::{self, Roles};
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// An outcome told for a happening.
pub(crate) struct End {
    pub(crate) text: String,
    pub(crate) holder: Option<EntityId>,
    pub(crate) tokens: Range<usize>,
    pub(crate) at: usize,
}

/// Finds the outcome of a change of control: the clause itself, and who holds the place.
pub(crate) fn of(scene: &Scene<'_>, trigger: &Trigger, roles: &Roles) -> Option<End> {
    if trigger.class.kind() != "CONTROL" {
        return None;
    }
    let holder = match trigger.frame {
        Frame::Lose => None,
        _ => roles.doers.iter().find_map(|d| scene.owner(*d).or_else(|| scene.entity(*d))),
    };
    let heads = roles.doers.iter().chain(&roles.sufferers).map(|t| scene.phrase(*t));
    let tokens = heads.fold(trigger.words.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end));
    let tokens = tokens.start..tokens.end;
    let same = scene.sentence(tokens.start) == scene.sentence(tokens.end.saturating_sub(1));
    let tokens = if same { tokens } else { trigger.words.clone() };
    Some(End { text: scene.text(tokens.clone()), holder, tokens, at: trigger.token })
}

/// Finds what became of a crew: "the pilot ejected", "its pilot survived", "the pilot is safe".
pub(crate) fn crew(scene: &Scene<'_>) -> Vec<End> {
    let mut out = Vec::new();
    for token in 0..scene.len() {
        let fate = matches!(
            scene.lemma(token),
            "eject" | "survive" | "parachute" | "bail" | "safe" | "alive" | "unharmed" | "unhurt"
        );
        if !fate {
            continue;
        }
        let verb = if scene.is_verb(token) { Some(token) } else { scene.head(token) };
        let Some(verb) = verb else { continue };
        let Some(subject) = roles::subject(scene, verb) else { continue };
        let crew = matches!(
            scene.lemma(subject),
            "pilot" | "crew" | "co-pilot" | "captain" | "airman" | "passenger"
        );
        if crew {
            let phrase = scene.phrase(subject);
            let tokens = phrase.start.min(token)..phrase.end.max(token + 1);
            out.push(End { text: scene.text(tokens.clone()), holder: None, tokens, at: token });
        }
    }
    out
}
