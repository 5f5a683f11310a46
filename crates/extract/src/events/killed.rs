//! Tolls: how many were killed, injured, detained or are missing.
//!
//! "killed at least five people, two of them children", "the death toll rose to 12", "left 3
//! dead". In: a trigger that counts, and its roles. Out: quantities with the words that carry
//! them. A bare plural ("killed civilians") is two or more, and is given only where nothing else
//! counts; no number and no plural gives nothing. "Killed or wounded 30" gives neither count: it
//! says whom it hit.
//!
//! Shown by the casebook pages `at-least`, `range`, `range-of-civilians`, `up-to`, `dozens`,
//! `killed-and-wounded`, `killed-or-wounded`, `bodies-found`, `initially`.

mod beside;
pub(crate) mod none;
mod toll;

use std::ops::Range;

use rashomon_model::{Quantity, Slot, Status};

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
    let mut out = people::together(scene, &heads, trigger.token, |t| nearest.at(t).is_some());
    out = people::with_companions(scene, out, &companions(scene, trigger));
    let beside = beside::of(scene, nearest, triggers, trigger);
    // It only corrects a parse that looks on the other side of the word, or past the count.
    let passed = |b: &Counted, c: &Counted| {
        let left = b.tokens.end <= trigger.words.start;
        // The parse saw the number and not its noun: "kill 8 NLF militants".
        let cut = b.tokens.contains(&c.head)
            && c.tokens.end < b.tokens.end
            && scene.number(c.head).is_some();
        if left { c.head >= trigger.words.end } else { c.head >= b.tokens.end || cut }
    };
    if let Some(beside) = beside.filter(|b| out.iter().all(|c| passed(b, c))) {
        out = vec![beside];
    }
    if out.is_empty() || trigger.form == Form::Noun && scene.lemma(trigger.token) == "toll" {
        let told = toll::of(scene, trigger).or_else(|| right_behind(scene, trigger));
        out = told.map_or(out, |t| vec![t]);
    }
    for counted in &mut out {
        unsaid(scene, trigger, counted);
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
    let joint = is_joint(scene, nearest, triggers, index);
    let superseded = is_superseded(scene, trigger);
    for counted in &mut out {
        // No single happening told in the news is of this size.
        counted.quantity.cumulative = total || counted.quantity.low >= 10_000;
        // "a number of people were killed and injured" leaves room for both.
        let both = [trigger.words.end, trigger.words.start.saturating_sub(1)];
        let several = counted.quantity.high.is_some_and(|h| h < 10 && h > counted.quantity.low);
        let roomy = both.iter().any(|t| scene.word(*t) == "and") && (counted.bare || several);
        counted.joint = joint && !roomy;
        counted.superseded = superseded;
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
    // "65 bodies of civilians were found": the bodies are counted; "the bodies of 65 civilians":
    // the civilians are.
    if let Some(remains) = trigger.object.filter(|o| scene.cue("remains", *o)) {
        let numbered = |t: usize| scene.kids(t).any(|k| scene.number(k).is_some());
        let of = scene.prep_object(remains, &["of"]).filter(|o| numbered(*o));
        return vec![of.filter(|_| !numbered(remains)).unwrap_or(remains)];
    }
    let others = |t: usize| {
        let mut kids = scene.kids(t).filter(|k| matches!(scene.dep(*k), "acl" | "relcl" | "amod"));
        let other = |k: usize| {
            let mut entries = scene.lexicon.triggers(scene.lemma(k)).iter();
            scene.dep(k) == "amod"
                && entries.any(|e| e.counts.is_some_and(|c| Some(c) != trigger.counts))
        };
        // "27 killed and 80 injured civilians": the second number is of the injured.
        kids.any(|k| nearest.at(k).is_some() && k != trigger.token || other(k))
    };
    let sufferers = roles.sufferers.iter().map(|t| behind_dash(scene, *t).unwrap_or(*t));
    let mut heads: Vec<usize> = sufferers.filter(|t| !others(*t)).collect();
    if let Some(first) = heads.first().and_then(|h| couple(scene, trigger, *h)) {
        heads.insert(0, first);
    }
    if heads.is_empty() {
        heads.extend(bounded(scene, trigger));
    }
    if heads.is_empty() && trigger.frame == Frame::Kill {
        heads.extend(trigger.object);
    }
    heads.retain(|t| nearest.at(*t).is_none() || Some(*t) == trigger.object);
    heads
}

/// "killed along with his three children", "died alongside her husband".
fn companions(scene: &Scene<'_>, trigger: &Trigger) -> Vec<usize> {
    let beside = |k: &usize| {
        let along = k.checked_sub(1).is_some_and(|b| matches!(scene.word(b), "along" | "together"));
        scene.word(*k) == "alongside" || scene.word(*k) == "with" && along
    };
    let object = scene.kids(trigger.token).filter(beside).find_map(|k| scene.kid(k, &["pobj"]));
    object.map_or(Vec::new(), |o| scene.coordinated(o))
}

/// "Dozens dead in raid - At least 72 people were killed": the headline is no part of the subject.
fn behind_dash(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let apposed = scene.kid(head, &["appos"]).filter(|a| *a > head && *a < head + 30)?;
    let numbered = scene.kids(apposed).any(|k| scene.number(k).is_some());
    let parted = (head + 1..apposed).any(|t| people::is_dash(scene, t));
    (numbered && parted).then_some(apposed)
}

/// "left a couple and their three children dead": the parse cuts the pair in two.
fn couple(scene: &Scene<'_>, trigger: &Trigger, head: usize) -> Option<usize> {
    let cut = trigger.form == Form::Adjective && scene.dep(trigger.token) == "conj";
    let verb = scene.head(trigger.token).filter(|v| cut && scene.is_verb(*v))?;
    let object = scene.kid(verb, &["dobj"]).filter(|o| *o < head && scene.person(*o).is_some())?;
    let only_and = (object + 1..scene.phrase(head).start).all(|t| scene.word(t) == "and");
    only_and.then_some(object)
}

/// "Between 12 and 15 civilians were killed": the parse hangs the subject on its bounding word.
fn bounded(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    let bound = |k: &usize| matches!(scene.word(*k), "between" | "over" | "around" | "about");
    let object = scene.kids(trigger.token).filter(bound).find_map(|k| scene.kid(k, &["pobj"]))?;
    let numbered = scene.kids(object).any(|k| scene.number(k).is_some());
    (numbered && object < trigger.token).then_some(object)
}

/// "killed between two and three villagers": the parse hangs the number on "between".
fn right_behind(scene: &Scene<'_>, trigger: &Trigger) -> Option<Counted> {
    let verbal = trigger.form == Form::Verb || scene.word(trigger.token).ends_with("ing");
    if trigger.frame != Frame::Kill || !verbal {
        return None;
    }
    let start = trigger.words.end;
    let index = scene.number(start)?;
    let number = scene.annotated.numbers.get(index)?;
    let end = number.tokens.end;
    let noun = (end..end + 3).find(|t| scene.is_noun(*t) && scene.person(*t).is_some())?;
    phrase_of(scene, index, number.tokens.start..noun + 1)
}

/// Counts a run of tokens by its number and its last word, whatever the parse makes of them.
fn phrase_of(scene: &Scene<'_>, number: usize, tokens: Range<usize>) -> Option<Counted> {
    let told = scene.annotated.numbers.get(number)?;
    let last = tokens.end.checked_sub(1).filter(|t| *t >= told.tokens.end);
    let noun = last.unwrap_or(told.head);
    let (status, who) = people::sort(scene, noun);
    let before = (told.tokens.end..noun).filter_map(|t| scene.person(t)).map(|p| p.status);
    let described = before.rev().find(|s| *s != Status::Unknown);
    let quantity = Quantity {
        low: told.low,
        high: told.high,
        wording: told.wording,
        status: if status == Status::Unknown { described.unwrap_or(status) } else { status },
        who,
        side: people::side(scene, noun),
        cumulative: false,
        text: scene.text(tokens.clone()),
    };
    let part = people::is_part(scene, noun, None, &quantity);
    Some(Counted { part, ..Counted::new(quantity, noun, tokens) })
}

/// "killing 15" and "killed 28 and wounded 30 militants": the noun stands with another verb.
fn unsaid(scene: &Scene<'_>, trigger: &Trigger, counted: &mut Counted) {
    let quantity = &mut counted.quantity;
    let silent = counted.tokens.clone().all(|t| !scene.is_noun(t) && scene.person(t).is_none());
    if !silent || quantity.status != Status::Unknown || trigger.form != Form::Verb {
        return;
    }
    let people = |t: usize| {
        let of = scene.prep_object(t, &["of"]);
        let plural = |n: &usize| {
            scene.tag(*n) == "NNS" && scene.person(*n).is_some()
                || matches!(scene.word(*n), "them" | "whom")
        };
        [Some(t), of].into_iter().flatten().find(plural)
    };
    let object = |verb: usize| scene.kid(verb, &["dobj"]).and_then(people);
    // "killed 28 and wounded 30 militants".
    let next = scene.kid(trigger.token, &["conj"]).filter(|c| scene.is_verb(*c)).and_then(object);
    // "ambushed a group of militants, killing 15".
    let above = scene.head(trigger.token).filter(|h| {
        let tied = matches!(scene.dep(trigger.token), "advcl" | "conj" | "xcomp");
        tied && scene.is_verb(*h) && *h < trigger.token && scene.tag(trigger.token) == "VBG"
    });
    let told = next
        .filter(|n| (trigger.token..trigger.token + 12).contains(n))
        .or_else(|| above.and_then(object));
    if let Some(noun) = told {
        quantity.status = people::sort(scene, noun).0;
    }
}

/// "killed or wounded 30", "dead and injured": one number for two counts.
fn is_joint(scene: &Scene<'_>, nearest: &Nearest, triggers: &[Trigger], index: usize) -> bool {
    let Some(trigger) = triggers.get(index) else { return false };
    let other = |t: Option<usize>| {
        let found = t.and_then(|t| nearest.at(t)).and_then(|t| triggers.get(t));
        found.is_some_and(|o| o.counts.is_some() && o.counts != trigger.counts)
    };
    let joins = |t: usize| matches!(scene.word(t), "and" | "or" | "/" | "&");
    let behind = trigger.words.end;
    let before = trigger.words.start.checked_sub(1);
    joins(behind) && other(Some(behind + 1)) && trigger.words.len() == 1
        || before.is_some_and(joins) && other(before.and_then(|b| b.checked_sub(1)))
}

/// "an earlier toll of 12", "initially said that nine were killed": told as outdated.
fn is_superseded(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let before = scene.kids(trigger.token).filter(|k| *k < trigger.token);
    if scene.lemma(trigger.token) == "toll"
        && before.into_iter().any(|k| scene.cue("earlier-toll", k))
    {
        return true;
    }
    let mut at = trigger.token;
    for _ in 0..5 {
        if scene.kids(at).any(|k| scene.cue("at-first", k) && scene.dep(k) == "advmod") {
            return true;
        }
        // "an earlier toll of 112 dead".
        let earlier =
            scene.lemma(at) == "toll" && scene.kids(at).any(|k| scene.cue("earlier-toll", k));
        match scene.head(at) {
            _ if earlier => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Gives a figure without a noun ("70 dead") the sort that the same figure has where the report
/// tells it again of the same happening ("at least 70 fighters were killed").
pub(crate) fn sorted<'c>(
    scene: &Scene<'_>,
    counted: &Counted,
    others: impl Iterator<Item = &'c Counted>,
) -> Counted {
    let mut out = counted.clone();
    let unsaid = |t: usize| {
        let word = scene.lemma(t);
        scene.is_noun(t)
            && scene.person(t).is_some()
            && !matches!(word, "people" | "person" | "dead")
    };
    if !counted.is_figure()
        || counted.quantity.status != Status::Unknown
        || counted.quantity.low < 2
        || counted.tokens.clone().any(unsaid)
    {
        return out;
    }
    let mut same = others.filter(|o| o.is_figure() && o.quantity.low == counted.quantity.low);
    if let Some(other) = same.find(|o| o.quantity.status != Status::Unknown) {
        out.quantity.status = other.quantity.status;
    }
    out
}
