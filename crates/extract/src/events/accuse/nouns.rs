//! Blame by nouns and by what courts do: "the army's responsibility for the raid", "the authors of
//! the attack are soldiers", "the arrest of two men for killing a judge".
//!
//! In: the word that lays the blame. Out: the head of the party and the deed. An arrest for
//! nothing told, or for what is no happening, lays nothing.
//!
//! Shown by the casebook pages `arrested-for-the-killing`, `authors-of-the-attack`.

use rashomon_model::{Polarity, Responsible};

use super::{Found, negated};
use crate::events::nearest::Nearest;
use crate::events::roles;
use crate::events::scene::Scene;

/// "the army's responsibility for the raid", "laid the responsibility for the raid on the army".
pub(super) fn owned(scene: &Scene<'_>, nearest: &Nearest, noun: usize) -> Found {
    let deed = scene.prep_object(noun, &["for", "in"]).and_then(|o| nearest.at(o));
    let Some(deed) = deed else { return Vec::new() };
    let verb = scene.head(noun).filter(|v| scene.is_verb(*v));
    let laid = verb.filter(|v| matches!(scene.lemma(*v), "place" | "lay" | "pin" | "put"));
    let head = match laid {
        Some(verb) => scene.prep_object(verb, &["on", "upon", "with"]),
        None => scene.kid(noun, &["poss"]).or_else(|| scene.prep_object(noun, &["of"])),
    };
    head.map(|h| (h, Responsible::Accused, Polarity::Affirmed, Some(deed))).into_iter().collect()
}

/// "the authors of the raid are soldiers", "a captain who was the perpetrator of the murders".
pub(super) fn authors(scene: &Scene<'_>, nearest: &Nearest, noun: usize) -> Found {
    let deed = scene.prep_object(noun, &["of", "behind"]).and_then(|o| nearest.at(o));
    let be = scene.head(noun).filter(|v| scene.lemma(*v) == "be");
    let (Some(deed), Some(be)) = (deed, be) else { return Vec::new() };
    let other = match scene.dep(noun) {
        "nsubj" => scene.kid(be, &["attr"]),
        "attr" => scene.kid(be, &["nsubj"]).map(|s| roles::antecedent(scene, be, s)),
        _ => None,
    };
    let polarity = negated(scene, be);
    other.map(|h| (h, Responsible::Accused, polarity, Some(deed))).into_iter().collect()
}

/// "the arrest of two men for killing a judge", "soldiers were jailed for the murder".
pub(super) fn held(scene: &Scene<'_>, nearest: &Nearest, word: usize) -> Found {
    let head = if scene.is_verb(word) {
        if roles::is_passive(scene, word) {
            roles::subject(scene, word)
        } else {
            scene.kid(word, &["dobj"])
        }
    } else {
        scene.prep_object(word, &["of"])
    };
    let Some(head) = head else { return Vec::new() };
    // The parse may hang "for killing" on those arrested.
    let around = scene.coordinated(head).into_iter().chain([word]);
    let mut preps = around.flat_map(|t| scene.kids(t)).filter(|k| {
        matches!(scene.word(*k), "for" | "over" | "of" | "in") && scene.dep(*k) == "prep"
    });
    let deed = preps.find_map(|p| {
        let over = matches!(scene.word(p), "for" | "over") || scene.lemma(word) == "convict";
        let object = scene.kid(p, &["pobj", "pcomp"]).filter(|_| over)?;
        nearest.at(object)
    });
    let Some(deed) = deed.filter(|d| nearest.at(word) != Some(*d)) else { return Vec::new() };
    vec![(head, Responsible::Accused, negated(scene, word), Some(deed))]
}
