//! How it ended: the pilot ejected, the town changed hands, the fighters were driven out.
//!
//! "Troops repelled the attack" is an outcome of the attack.
//!
//! In: triggers of losses, of control, and attacks beaten back. Out: the words of the outcome and, for control, who
//! holds the place. Other happenings get no outcome here.
//! Shown by the casebook pages `taken`, `repelled`.

use std::ops::Range;

use rashomon_model::EntityId;

use crate::events::lexicon::Frame;
use crate::events::nearest::Nearest;
use crate::events::roles::{self, Roles};
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// An outcome told for a happening.
pub(crate) struct End {
    pub(crate) text: String,
    pub(crate) holder: Option<EntityId>,
    pub(crate) tokens: Range<usize>,
    pub(crate) at: usize,
    /// The happening, where its own words name it.
    pub(crate) trigger: Option<usize>,
}

/// Finds attacks that were beaten back: "troops repelled the attack".
pub(crate) fn repelled(scene: &Scene<'_>, nearest: &Nearest) -> Vec<End> {
    let mut out = Vec::new();
    for verb in (0..scene.len()).filter(|t| scene.lexicon.cue("beats", scene.lemma(*t))) {
        let passive = roles::is_passive(scene, verb);
        let object = if passive {
            roles::subject(scene, verb)
        } else {
            scene.kid(verb, &["dobj"]).filter(|_| scene.is_verb(verb))
        };
        let unsure =
            scene.kids(verb).any(|k| scene.dep(k) == "neg" || matches!(scene.tag(k), "MD" | "TO"));
        let Some((object, trigger)) = object.and_then(|o| Some((o, nearest.at(o)?))) else {
            continue;
        };
        if unsure {
            continue;
        }
        let doer = if passive { roles::agent(scene, verb) } else { roles::subject(scene, verb) };
        let holder = doer.and_then(|d| scene.owner(d).or_else(|| scene.entity(d)));
        let phrase = scene.phrase(object);
        let tokens = phrase.start.min(verb)..phrase.end.max(verb + 1);
        let text = scene.text(tokens.clone());
        out.push(End { text, holder, tokens, at: verb, trigger: Some(trigger) });
    }
    out
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
    Some(End { text: scene.text(tokens.clone()), holder, tokens, at: trigger.token, trigger: None })
}

/// Finds what became of a crew: "the pilot ejected", "its pilot survived", "the pilot is safe".
pub(crate) fn crew(scene: &Scene<'_>) -> Vec<End> {
    let mut out = Vec::new();
    for token in 0..scene.len() {
        if !scene.lexicon.cue("fate", scene.lemma(token)) {
            continue;
        }
        let verb = if scene.is_verb(token) { Some(token) } else { scene.head(token) };
        let Some(verb) = verb else { continue };
        let Some(subject) = roles::subject(scene, verb) else { continue };
        let crew = scene.lexicon.cue("crew", scene.lemma(subject));
        // "did not survive", "may have survived" and "hoped to eject" are no such outcome.
        let kids = || scene.kids(verb).chain(scene.kids(token));
        let unsure = kids().any(|k| scene.dep(k) == "neg" || matches!(scene.tag(k), "MD" | "TO"));
        if crew && !unsure {
            let phrase = scene.phrase(subject);
            let tokens = phrase.start.min(token)..phrase.end.max(token + 1);
            out.push(End {
                text: scene.text(tokens.clone()),
                holder: None,
                tokens,
                at: token,
                trigger: None,
            });
        }
    }
    out
}
