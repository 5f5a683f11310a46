//! With what: "with mortars", "a car bomb exploded", "rocket fire", "warplanes bombed".
//!
//! In: the roles of a trigger. Out: weapon phrases as received. It also gives the mode that a
//! weapon lends to a trigger that has none of its own.
//!
//! Shown by the casebook pages `rigged-with-explosives`, `knife-attack`, `the-tank-that-was-hit`.

use std::ops::Range;

use rashomon_model::{EntityId, EventClass};

use crate::events::lexicon::{Frame, WeaponKind};
use crate::events::roles::Roles;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// A weapon named with a trigger.
pub(crate) struct Arm {
    pub(crate) entity: Option<EntityId>,
    pub(crate) text: String,
    pub(crate) tokens: Range<usize>,
}

/// Finds the weapons of a trigger.
pub(crate) fn of(scene: &Scene<'_>, trigger: &Trigger, roles: &Roles) -> Vec<Arm> {
    let mut out = Vec::new();
    for head in candidates(scene, trigger, roles) {
        let Some((weapon, _)) = scene.weapon(head) else { continue };
        if matches!(weapon.kind, WeaponKind::Means | WeaponKind::Crew) {
            continue;
        }
        let tokens =
            if scene.dep(head) == "compound" { scene.subtree(head) } else { scene.phrase(head) };
        let text = scene.text(tokens.clone());
        out.push(Arm { entity: scene.entity(head), text, tokens });
    }
    out
}

fn candidates(scene: &Scene<'_>, trigger: &Trigger, roles: &Roles) -> Vec<usize> {
    // What is lost is no weapon of its loss.
    if trigger.class.kind() == "LOSS" {
        let beside = |t: &usize| scene.dep(*t) == "compound";
        return roles.means.iter().copied().filter(|t| !beside(t)).collect();
    }
    let mut out: Vec<usize> = roles.doers.clone();
    out.extend(&roles.means);
    let shot = matches!(
        scene.lemma(trigger.token),
        "fire"
            | "launch"
            | "drop"
            | "throw"
            | "hurl"
            | "detonate"
            | "plant"
            | "place"
            | "lob"
            | "set"
            | "lay"
            | "toss"
    );
    if trigger.frame == Frame::Blow || shot {
        out.extend(&roles.sufferers);
        out.extend(scene.kid(trigger.token, &["dobj"]));
        if shot && crate::events::roles::is_passive(scene, trigger.token) {
            out.extend(crate::events::roles::subject(scene, trigger.token));
        }
    }
    for noun in [Some(trigger.token), trigger.object].into_iter().flatten() {
        // "a tank round", not the tank that was destroyed.
        let beside = |k: &usize| matches!(scene.dep(*k), "compound" | "nmod" | "amod");
        out.extend(scene.kids(noun).filter(|k| *k < noun && scene.is_noun(*k)).filter(beside));
    }
    out.extend(trigger.object);
    let held: Vec<usize> = out.iter().filter_map(|t| held_by(scene, *t)).collect();
    out.extend(held);
    out.sort_unstable();
    out.dedup();
    out
}

/// "60 kg of dynamite", "a burst of rifle fire", "a truck rigged with explosives".
fn held_by(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let loaded = |k: &usize| {
        matches!(
            scene.lemma(*k),
            "load" | "rig" | "pack" | "carry" | "fill" | "contain" | "lade" | "stuff" | "wire"
        )
    };
    let clause = scene.kids(noun).find(|k| matches!(scene.dep(*k), "acl" | "relcl") && loaded(k));
    let inside =
        clause.and_then(|c| scene.prep_object(c, &["with"]).or_else(|| scene.kid(c, &["dobj"])));
    let of = || scene.prep_object(noun, &["of"]).filter(|_| scene.weapon(noun).is_none());
    let held = inside.or_else(of)?;
    if scene.weapon(held).is_some() {
        return Some(held);
    }
    scene.prep_object(held, &["of"]).filter(|t| scene.weapon(*t).is_some())
}

/// Returns the class of a trigger, with the mode its weapons lend it.
pub(crate) fn class(scene: &Scene<'_>, trigger: &Trigger, roles: &Roles) -> EventClass {
    let open =
        matches!(trigger.class.mode(), None | Some("explosives" | "destroy" | "heavy-weapons"));
    if trigger.class.kind() != "ASSAULT"
        || !open
        || trigger.counts.is_some() && roles.means.is_empty() && roles.doers.is_empty()
    {
        return trigger.class;
    }
    let suicide = |t: usize| scene.kids(t).any(|k| scene.word(k) == "suicide");
    let nouns = [Some(trigger.token), trigger.object].into_iter().flatten();
    let around =
        nouns.flat_map(|n| scene.kids(n)).any(|k| scene.word(k) == "suicide" || suicide(k));
    let found = candidates(scene, trigger, roles).into_iter().find_map(|t| scene.weapon(t));
    let lent = found.map(|(weapon, _)| weapon.class);
    let suicide = around.then(|| EventClass::parse("ASSAULT/suicide-attack").ok()).flatten();
    let words = [trigger.token, trigger.object.unwrap_or(trigger.token)];
    let airborne = words
        .iter()
        .flat_map(|n| scene.kids(*n))
        .any(|k| matches!(scene.word(k), "air" | "aerial"));
    let airborne = airborne.then(|| EventClass::parse("ASSAULT/aerial").ok()).flatten();
    let destroying = trigger.class.mode() == Some("destroy");
    let shelled = trigger.class.mode() == Some("heavy-weapons");
    match suicide.or(airborne).or(lent) {
        Some(class) if !(destroying || shelled && class.mode() != Some("aerial")) => class,
        _ => trigger.class,
    }
}
