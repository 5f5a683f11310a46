//! Who did it: subjects, "by" agents, possessors, adjectives of origin, owners of warplanes.
//!
//! "Regime warplanes bombed Velm", "shelling by rebels", "Ostian air strikes", "the army's raid".
//! In: the doers of a trigger. Out: the parties, each as the words received. A weapon answers for
//! its owner where one is named; a happening ("the blast killed") answers for nobody. A clash has
//! two parties and no aggressor.

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
    if trigger.frame == Frame::Do {
        let sides = ["with", "between", "against", "and"];
        let with = scene.prep_object(trigger.token, &sides).or_else(|| {
            (trigger.form != Form::Noun).then(|| scene.kid(trigger.token, &["dobj"])).flatten()
        });
        doers.extend(with.into_iter().flat_map(|t| scene.coordinated(t)));
    }
    for doer in doers {
        if nearest.at(doer).is_none() {
            out.extend(party(scene, doer));
        }
    }
    if trigger.form == Form::Noun || trigger.object.is_some() {
        let noun = trigger.object.unwrap_or(trigger.token);
        out.extend(before_noun(scene, noun));
    }
    for means in &roles.means {
        out.extend(owner(scene, *means));
    }
    out.sort_by_key(|p| p.tokens.start);
    out.dedup_by(|a, b| {
        a.tokens == b.tokens || a.text == b.text || a.entity.is_some() && a.entity == b.entity
    });
    out
}

/// Makes a party of a doer, where the words can stand for one.
pub(crate) fn party(scene: &Scene<'_>, head: usize) -> Option<Party> {
    if let Some((weapon, _)) = scene.weapon(head) {
        let owner = owner(scene, head);
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
    let listed = scene.lexicon.cue("party", scene.lemma(head));
    let civilian = scene.person(head).is_some_and(|p| p.status == Status::Civilian);
    let of_people = mention.is_some_and(|m| m.kind == EntityKind::People) && !civilian;
    (acts || described || listed || of_people).then(|| {
        // "its troops" answer for the body whose they are.
        let own = || mention.and_then(|m| m.entity).or_else(|| inner_group(scene, head));
        let entity = scene.owner(head).or_else(own);
        whole(scene, head, entity)
    })
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
fn before_noun(scene: &Scene<'_>, noun: usize) -> Vec<Party> {
    let mut out = Vec::new();
    for kid in scene.kids(noun).filter(|k| *k < noun) {
        if !matches!(scene.dep(kid), "compound" | "amod" | "nmod" | "poss" | "nummod") {
            continue;
        }
        for token in scene.coordinated(kid) {
            out.extend(origin(scene, token));
        }
        if scene.weapon(kid).is_some() {
            out.extend(owner(scene, kid));
        }
    }
    out
}

/// The owner of a weapon: "warplanes of the northern army", "Ostian jets", "the army's shells".
pub(crate) fn owner(scene: &Scene<'_>, weapon: usize) -> Option<Party> {
    let before = scene.kids(weapon).filter(|k| *k < weapon).find_map(|k| origin(scene, k));
    let of = || scene.prep_object(weapon, &["of", "by", "from"]).and_then(|t| origin(scene, t));
    let belonging = || {
        let acl = scene.kids(weapon).find(|k| scene.lemma(*k) == "belong")?;
        scene.prep_object(acl, &["to"]).and_then(|t| origin(scene, t))
    };
    before.or_else(of).or_else(belonging)
}

/// A word of origin: a group, a people's adjective, or a state as possessor.
fn origin(scene: &Scene<'_>, token: usize) -> Option<Party> {
    let mention = scene.headed(token);
    let label = scene.annotated.tokens().get(token).map_or("", |t| t.ent_type.as_str());
    let group = mention.is_some_and(|m| m.kind == EntityKind::Group) || label == "NORP";
    let state = mention.is_some_and(|m| m.kind == EntityKind::Place)
        && (scene.dep(token) == "poss" || scene.tag(token).starts_with("JJ"));
    let listed = scene.lexicon.cue("origin", scene.lemma(token));
    let generic = scene.lexicon.cue("generic", scene.lemma(token)) || scene.pos(token) == Pos::Pron;
    let pointed = scene.word(token).ends_with("-led") || scene.word(token).ends_with("-backed");
    if generic || !(group || state || listed || pointed) {
        return None;
    }
    let tokens = match mention.filter(|m| m.head == token) {
        Some(mention) => mention.tokens.clone(),
        None => scene.phrase(token),
    };
    let text = words(scene, tokens.clone());

    Some(Party { entity: mention.and_then(|m| m.entity), text, tokens, suspected: false })
}
