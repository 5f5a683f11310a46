//! Who did it: subjects, "by" agents, possessors, adjectives of origin, owners of warplanes.
//!
//! "Regime warplanes bombed Velm", "shelling by rebels", "Ostian air strikes", "the army's raid".
//! In: the doers of a trigger. Out: the parties, each as the words received. A weapon answers for
//! its owner where one is named; a happening ("the blast killed") answers for nobody. A clash has
//! two parties and no aggressor. `members` tells people from the body they belong to, `owner`
//! finds whose a weapon is.
//!
//! Shown by the casebook pages `by-agent`, `possessor`, `unidentified`, `members-and-their-body`,
//! `clash-has-no-aggressor`, `casualties-of-the-army`.

mod members;
mod owner;

use std::ops::Range;

use rashomon_model::{EntityId, EntityKind, Status};
use rashomon_text::syntax::Pos;

use crate::events::lexicon::{Form, Frame, WeaponKind};
use crate::events::nearest::Nearest;
use crate::events::roles::Roles;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// A party that is said to have done it.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub(crate) entity: Option<EntityId>,
    pub(crate) text: String,
    pub(crate) tokens: Range<usize>,
    /// "suspected rebels": the words themselves keep a distance.
    pub(crate) suspected: bool,
}

/// Finds the parties of a trigger.
pub(crate) fn of(
    scene: &Scene<'_>,
    nearest: &Nearest,
    trigger: &Trigger,
    roles: &Roles,
) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    let mut doers = roles.doers.clone();
    let mut against = Vec::new();
    if trigger.frame == Frame::Do {
        let sides = ["with", "between", "against", "and"];
        let with = scene.prep_object(trigger.token, &sides).or_else(|| {
            (trigger.form != Form::Noun).then(|| scene.kid(trigger.token, &["dobj"])).flatten()
        });
        against.extend(with.into_iter().flat_map(|t| scene.coordinated(t)));
        doers.extend(&against);
    }
    for doer in doers {
        if nearest.at(doer).is_none() {
            out.extend(parties(scene, doer));
        }
    }
    if trigger.form == Form::Noun || trigger.object.is_some() {
        let noun = trigger.object.unwrap_or(trigger.token);
        out.extend(before_noun(scene, noun, trigger.frame));
    }
    for means in &roles.means {
        out.extend(owner::of(scene, *means));
    }
    out.sort_by_key(|p| p.tokens.start);
    out.dedup_by(|a, b| {
        a.tokens == b.tokens || a.text == b.text || a.entity.is_some() && a.entity == b.entity
    });
    // "Our men clashed in Velm": a doer alone would pass for the aggressor; an opponent that is
    // named ("clashes with rebels") leaves the other side open.
    if trigger.frame == Frame::Do && out.len() < 2 && against.is_empty() {
        out.retain(|p| p.entity.is_some());
    }
    out
}

/// Makes parties of a doer: "guerrillas of the Front" are the guerrillas, and the Front.
pub(crate) fn parties(scene: &Scene<'_>, head: usize) -> Vec<Party> {
    let Some(party) = party(scene, head) else { return Vec::new() };
    let mut parties = members::apart(scene, head, party);
    // "Our units" tells whose they are only where the speaker is known.
    if scene.kids(head).any(|k| matches!(scene.word(k), "our" | "my")) {
        parties.retain(|p| p.entity.is_some());
    }
    parties
}

/// Makes a party of a doer, where the words can stand for one.
fn party(scene: &Scene<'_>, head: usize) -> Option<Party> {
    if let Some((weapon, _)) = scene.weapon(head) {
        let owner = owner::of(scene, head);
        return match weapon.kind {
            WeaponKind::Platform | WeaponKind::Crew => {
                if owner.is_none()
                    && weapon.kind == WeaponKind::Platform
                    && is_told_before(scene, head)
                {
                    return None;
                }
                let entity = owner
                    .and_then(|o| o.entity)
                    .or_else(|| scene.entity(head).filter(|_| weapon.kind == WeaponKind::Crew));
                Some(whole(scene, head, entity))
            }
            _ => owner,
        };
    }
    if is_vague(scene, head) {
        return None;
    }
    let mention = scene.headed(head);
    let acts = mention.is_some_and(|m| {
        matches!(m.kind, EntityKind::Group | EntityKind::Person)
            || m.kind == EntityKind::Place && is_state(scene, head)
    });
    if scene.pos(head) == Pos::Pron {
        // A pronoun counts only where the cast knows whom it stands for.
        let entity = mention.and_then(|m| m.entity)?;
        let name = scene.cast.entities.get(entity.index())?.name.clone();
        let suspected = false;
        return Some(Party { entity: Some(entity), text: name, tokens: head..head + 1, suspected });
    }
    let described = scene.person(head).is_some_and(|p| {
        p.status == Status::Combatant || p.status == Status::Unknown && scene.number(head).is_none()
    });
    let listed = scene.lexicon.cue("party", scene.lemma(head)) || members::are_people(scene, head);
    let civilian = scene.person(head).is_some_and(|p| p.status == Status::Civilian);
    let of_people = mention.is_some_and(|m| m.kind == EntityKind::People) && !civilian;
    let listed = listed && !civilian;
    (acts || described || listed || of_people).then(|| {
        // "its troops" answer for the body whose they are.
        let own = || mention.and_then(|m| m.entity).or_else(|| inner_group(scene, head));
        let entity = scene.owner(head).or_else(own);
        whole(scene, head, entity)
    })
}

/// "attacked by people", "each other": words that tell nobody from anybody.
fn is_vague(scene: &Scene<'_>, head: usize) -> bool {
    let vague = matches!(
        scene.lemma(head),
        "people"
            | "person"
            | "individual"
            | "other"
            | "one"
            | "each"
            | "someone"
            | "anyone"
            | "everyone"
    );
    let points = |t: usize| {
        matches!(
            scene.word(t),
            "same" | "other" | "another" | "this" | "that" | "these" | "those" | "some" | "many"
        )
    };
    let bare = scene.phrase(head).all(|t| t == head || points(t));
    vague && bare && scene.pos(head) != Pos::Pron
        || matches!(scene.word(head), "each" | "other" | "another" | "itself")
}

/// The group named inside a phrase: "members of the Northern Front", "regime forces".
fn inner_group(scene: &Scene<'_>, head: usize) -> Option<EntityId> {
    let group =
        |t: usize| scene.headed(t).filter(|m| m.kind == EntityKind::Group).and_then(|m| m.entity);
    let kids =
        scene.kids(head).filter(|k| matches!(scene.dep(*k), "compound" | "poss" | "amod" | "nmod"));
    let before = kids.filter_map(group).next();
    before.or_else(|| scene.prep_object(head, &["of", "from"]).and_then(group))
}

/// "the plane", "the same jet": says nothing of whose it is.
fn is_told_before(scene: &Scene<'_>, head: usize) -> bool {
    let same = |k: usize| matches!(scene.word(k), "the" | "this" | "that" | "same");
    scene.kids(head).any(same)
        && !scene.kids(head).any(|k| scene.dep(k) == "amod" && scene.word(k) != "same")
}

/// A state or town that acts by name: "Ostia bombed".
fn is_state(scene: &Scene<'_>, head: usize) -> bool {
    let label = scene.annotated.tokens().get(head).map_or("", |t| t.ent_type.as_str());
    scene.pos(head) == Pos::Propn && label == "GPE"
}

/// The words of a party, without the ending of a possessor.
fn words(scene: &Scene<'_>, tokens: Range<usize>) -> String {
    let text = scene.text(tokens);
    text.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

fn whole(scene: &Scene<'_>, head: usize, entity: Option<EntityId>) -> Party {
    let tokens = scene.phrase(head);
    let suspected = tokens.clone().any(|t| {
        matches!(scene.word(t), "suspected" | "alleged" | "presumed" | "believed" | "apparent")
    });
    Party { entity, text: words(scene, tokens.clone()), tokens, suspected }
}

/// The party before a noun: "Ostian air strikes", "regime shelling", "the army's raid".
///
/// "Army casualties" and "her murder" name those who suffer.
fn before_noun(scene: &Scene<'_>, noun: usize, frame: Frame) -> Vec<Party> {
    let mut out = Vec::new();
    let suffered = matches!(frame, Frame::Die | Frame::Fall | Frame::Lose);
    let owned = suffered || matches!(frame, Frame::Kill | Frame::Down | Frame::Blow);
    for kid in scene.kids(noun).filter(|k| *k < noun && !suffered) {
        let owner = scene.dep(kid) == "poss" && !owned;
        if !owner && !matches!(scene.dep(kid), "compound" | "amod" | "nmod" | "nummod") {
            continue;
        }
        for token in scene.coordinated(kid) {
            out.extend(owner::origin(scene, token));
        }
        if scene.weapon(kid).is_some() {
            out.extend(owner::of(scene, kid));
        }
    }
    out
}
