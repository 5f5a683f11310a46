//! Civilian or combatant, and whose: by the noun, the words before it and the party it belongs to.
//!
//! "rebel fighters", "members of the militia" and "three Front members" (where the report tells of
//! the Front's gunmen) are combatants; "members of the family" are not. "scores of them" are of
//! the sort told before. In: the noun of a counted phrase. Out: status, part of the people, side.
//! Where the words leave it open it stays unknown.
//!
//! Shown by the casebook pages `members-of-the-front`, `members-of-the-council`,
//! `scores-of-them`, `own-losses`.

use rashomon_model::{EntityId, EntityKind, Status, Who};
use rashomon_text::syntax::Pos;

use super::armed::is_armed;
use crate::events::lexicon::{Entry, Frame};
use crate::events::scene::Scene;

/// Words back in which "them" is looked for.
const REACH: usize = 40;

/// Civilian or combatant, and which part of the people, by the noun and the words around it.
pub(crate) fn sort(scene: &Scene<'_>, noun: usize) -> (Status, Option<Who>) {
    if is_them(scene, noun) {
        let status = meant(scene, noun).map_or(Status::Unknown, |n| by_noun(scene, n).0);
        return (status, None);
    }
    by_noun(scene, noun)
}

fn by_noun(scene: &Scene<'_>, noun: usize) -> (Status, Option<Who>) {
    let known = scene.person(noun);
    let (mut status, who) = known.map_or((Status::Unknown, None), |p| (p.status, p.who));
    // "rebel fighters", "civilian casualties", "members of the rebel group".
    let of = scene.prep_object(noun, &["of", "from"]);
    for head in [Some(noun), of].into_iter().flatten() {
        for kid in scene.kids(head) {
            let before = kid < head && matches!(scene.dep(kid), "compound" | "amod" | "nmod");
            let Some(person) = scene.person(kid).filter(|_| before) else { continue };
            if status == Status::Unknown {
                status = person.status;
            }
        }
    }
    // "bodies of civilians".
    let whose = of.filter(|_| status == Status::Unknown && scene.cue("remains", noun));
    if let Some(person) = whose.and_then(|t| scene.person(t)) {
        status = person.status;
    }
    if status == Status::Unknown && bears_arms(scene, noun, of) {
        status = Status::Combatant;
    }
    (status, who)
}

/// "members of the army", "Front operatives", "an army officer", "35 Front" of an armed party.
fn bears_arms(scene: &Scene<'_>, noun: usize, of: Option<usize>) -> bool {
    // "30 of the Front": the party itself is counted.
    if scene.is_kind(noun, &[EntityKind::Group]) {
        return is_armed(scene, noun);
    }
    if !scene.cue("member", noun) {
        return false;
    }
    let soldiers = |t: usize| scene.person(t).is_some_and(|p| p.status == Status::Combatant);
    let party = of.is_some_and(|t| {
        soldiers(t)
            || scene.coordinated(t).into_iter().any(|c| is_armed(scene, c))
            || scene.kids(t).any(|k| k < t && scene.dep(k) != "poss" && is_armed(scene, k))
    });
    // "70 of its own members".
    let own = scene.owner(noun).is_some_and(|e| scene.armed().holds(e));
    let mut before = scene.kids(noun).filter(|k| *k < noun);
    party
        || own
        || before.any(|k| {
            matches!(scene.dep(k), "compound" | "nmod" | "poss" | "amod")
                && (is_armed(scene, k) || scene.kids(k).any(|n| is_armed(scene, n)))
        })
}

/// "Adel Omar, a Front commander", "Front leader Adel Omar": by the nouns beside the name.
pub(super) fn of_named(scene: &Scene<'_>, head: usize) -> Status {
    let beside = scene.kids(head).filter(|k| {
        let noun = scene.is_noun(*k) && scene.person(*k).is_some();
        noun && matches!(scene.dep(*k), "appos" | "compound" | "nmod")
    });
    let told = beside.map(|k| by_noun(scene, k).0).find(|s| *s != Status::Unknown);
    told.unwrap_or(by_noun(scene, head).0)
}

/// "scores of them", "several of whom".
fn is_them(scene: &Scene<'_>, token: usize) -> bool {
    scene.pos(token) == Pos::Pron && matches!(scene.word(token), "them" | "whom" | "those")
}

/// The people whom "them" means: the plural told last before it, in this sentence.
fn meant(scene: &Scene<'_>, pronoun: usize) -> Option<usize> {
    let start = scene.sentence_tokens(pronoun).start.max(pronoun.saturating_sub(REACH));
    let plural = |t: usize| matches!(scene.tag(t), "NNS" | "NNPS") || scene.word(t) == "people";
    (start..pronoun).rev().find(|t| plural(*t) && scene.person(*t).is_some())
}

/// Who lost them: "the army lost three soldiers".
fn loser(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let verb = scene.head(noun).filter(|_| matches!(scene.dep(noun), "dobj" | "obj"))?;
    let bereaved = |e: &Entry| e.frame == Frame::Bereave;
    let lost = scene.lexicon.triggers(scene.lemma(verb)).iter().any(bereaved);
    scene.kid(verb, &["nsubj"]).filter(|_| lost)
}

/// The side whose people they are: "regime soldiers", "their fighters", "members of the Front".
pub(crate) fn side(scene: &Scene<'_>, noun: usize) -> Option<EntityId> {
    let group =
        |t: usize| scene.headed(t).filter(|m| m.kind == EntityKind::Group).and_then(|m| m.entity);
    let before = scene.kids(noun).filter(|k| *k < noun);
    let mut before =
        before.filter(|k| matches!(scene.dep(*k), "poss" | "compound" | "amod" | "nmod"));
    if let Some(owner) = scene.owner(noun) {
        return Some(owner);
    }
    let of = || scene.prep_object(noun, &["of", "from"]).and_then(group);
    before.find_map(group).or_else(of).or_else(|| loser(scene, noun).and_then(group))
}
