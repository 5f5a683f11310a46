//! Tolls: how many were killed, injured, detained or are missing.
//!
//! "killed at least five people, two of them children", "the death toll rose to 12", "left 3
//! dead". In: a trigger that counts, and its roles. Out: quantities with the words that carry
//! them. A bare plural ("killed civilians") is two or more, and is given only where nothing else
//! counts; no number and no plural gives nothing.

use rashomon_model::Slot;

use crate::events::lexicon::{Form, Frame};
use crate::events::nearest::Nearest;
use crate::events::people::{self, Counted};
use crate::events::roles::Roles;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;
use crate::events::{cumulative, partitive};

/// Finds the tolls of a trigger.
pub(crate) fn of(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    index: usize,
    roles: &Roles,
) -> Vec<(Slot, Counted)> {
    let Some(trigger) = triggers.get(index) else { return Vec::new() };
    let Some(slot) = trigger.counts else { return Vec::new() };
    let heads = counted_heads(scene, nearest, trigger, roles);
    let mut out = people::together(scene, &heads);
    if out.is_empty() {
        out.extend(counted_noun(scene, trigger).or_else(|| right_behind(scene, trigger)));
    }
    let stop = triggers.get(index + 1..).unwrap_or(&[]).iter().map(|t| t.words.start);
    let stop = stop.clone().find(|s| out.iter().all(|c| *s >= c.tokens.end));
    let stop = stop.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    for whole in &out {
        match partitive::of_them(scene, whole, stop) {
            Some(part) => parts.push(part),
            None => parts.extend(partitive::of(scene, whole, stop)),
        }
    }
    let known = |p: &Counted| out.iter().any(|c| c.tokens == p.tokens);
    parts.retain(|p| !known(p));
    out.extend(parts);
    let total = cumulative::is_total(scene, trigger, roles.doers.first().copied());
    for counted in &mut out {
        // No single happening told in the news is of this size.
        counted.quantity.cumulative = total || counted.quantity.low >= 10_000;
    }
    out.retain(|c| c.quantity.high != Some(0));
    out.into_iter().map(|c| (slot, c)).collect()
}

/// The heads that are counted, without those that a later trigger counts ("killed 5, wounded 12").
fn counted_heads(
    scene: &Scene<'_>,
    nearest: &Nearest,
    trigger: &Trigger,
    roles: &Roles,
) -> Vec<usize> {
    let others = |t: usize| {
        let mut kids = scene.kids(t).filter(|k| matches!(scene.dep(*k), "acl" | "relcl" | "amod"));
        kids.any(|k| nearest.at(k).is_some() && k != trigger.token)
    };
    let mut heads: Vec<usize> = roles.sufferers.iter().copied().filter(|t| !others(*t)).collect();
    if heads.is_empty() && trigger.frame == Frame::Kill {
        heads.extend(trigger.object);
    }
    heads.retain(|t| nearest.at(*t).is_none() || Some(*t) == trigger.object);
    heads
}

/// "killed between two and three villagers": the parse hangs the number on "between".
fn right_behind(scene: &Scene<'_>, trigger: &Trigger) -> Option<Counted> {
    if trigger.frame != Frame::Kill || trigger.form != Form::Verb {
        return None;
    }
    let start = trigger.words.end;
    let number = scene.number(start).and_then(|n| scene.annotated.numbers.get(n))?;
    let end = number.tokens.end;
    let noun = (end..end + 3).find(|t| scene.is_noun(*t) && scene.person(*t).is_some())?;
    let mut counted = people::count(scene, noun)
        .filter(|c| !c.bare)
        .or_else(|| people::count(scene, number.head))?;
    counted.tokens = number.tokens.start..noun + 1;
    counted.quantity.text = scene.text(counted.tokens.clone());
    (counted.quantity.low, counted.quantity.high) = (number.low, number.high);
    Some(counted)
}

/// "12 deaths", "the death toll rose to 12", "a death toll of 12".
fn counted_noun(scene: &Scene<'_>, trigger: &Trigger) -> Option<Counted> {
    let noun = trigger.object.unwrap_or(trigger.token);
    if trigger.form != Form::Noun && trigger.object.is_none() {
        return None;
    }
    if let Some(counted) = people::count(scene, noun).filter(|c| !c.bare) {
        let numbered = scene.kids(noun).any(|k| scene.number(k).is_some());
        if numbered {
            return Some(counted);
        }
    }
    if scene.lemma(noun) != "toll" {
        return None;
    }
    let words = ["to", "at", "of", "from", "as"];
    let object = scene.prep_object(noun, &words).filter(|t| scene.number(*t).is_some());
    let verb = scene.head(noun).filter(|v| scene.is_verb(*v));
    let by_verb =
        verb.and_then(|v| scene.prep_object(v, &words).or_else(|| scene.kid(v, &["attr", "dobj"])));
    let number = object.or(by_verb).filter(|t| {
        scene.number(*t).is_some() || scene.kids(*t).any(|k| scene.number(k).is_some())
    })?;
    people::count(scene, number)
}
