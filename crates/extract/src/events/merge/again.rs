//! Happenings told again in a later sentence, and those told as another.
//!
//! "The attack hit a market" takes up the attack told before; "another strike", "separately" open
//! a new one; "the Sunday attacks" are those of Sunday; "the earlier raids" are not the ones told
//! last. Every sign has a weight; the telling with the largest sum is taken up again.
//! Shown by the casebook pages `another-strike`, `the-sunday-attacks`, `the-earlier-raids`,
//! `told-first-not-retold-last`.

use crate::events::lexicon::Form;
use crate::events::merge::ties::{is_toll, root};
use crate::events::merge::traits::{
    Traits, absorb, figures_agree, fits, places_differ, same_time, shares_dead, times_differ,
};
use crate::events::scene::Scene;
use crate::events::standing;
use crate::events::triggers::Trigger;

/// "another strike", "a second attack", "Separately, …".
pub(super) fn is_another(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let noun = trigger.object.unwrap_or(trigger.token);
    let beside = scene.kids(noun).filter(|k| *k < noun);
    let definite = standing::is_definite(scene, noun);
    // "the earlier raids" are those told before; "an earlier raid" is one more.
    let one_more = |k: usize| scene.cue("another", k) && !(definite && is_back(scene, k));
    if trigger.form == Form::Noun && beside.into_iter().any(one_more) {
        return true;
    }
    let sentence = scene.sentence_tokens(trigger.token);
    let opening = sentence.clone().take(4).any(|t| {
        matches!(scene.word(t), "elsewhere" | "meanwhile" | "separately" | "earlier" | "previously")
    });
    opening && (sentence.start..trigger.token).len() < 25
}

/// "earlier", "previous": not the one told last.
fn is_back(scene: &Scene<'_>, word: usize) -> bool {
    matches!(scene.word(word), "earlier" | "previous" | "last" | "first" | "initial")
}

/// Finds the happening told before that a trigger tells again.
pub(super) fn earlier(
    scene: &Scene<'_>,
    triggers: &[Trigger],
    traits: &[Traits],
    events: &[Traits],
    ties: &[usize],
    apart: &[usize],
    index: usize,
) -> Option<usize> {
    let root_of = root(ties, index);
    let group: Vec<usize> = (index..triggers.len())
        .take(30)
        .take_while(|i| traits[*i].sentences.0 == traits[index].sentences.0)
        .filter(|i| root(ties, *i) == root_of)
        .collect();
    if group.iter().any(|i| is_another(scene, &triggers[*i])) {
        return None;
    }
    let mut whole = traits[index].clone();
    for member in group.iter().skip(1) {
        absorb(&mut whole, &traits[*member]);
    }
    let toll_only = group.iter().all(|i| is_toll(&triggers[*i]));
    let definite = group.iter().any(|i| {
        triggers[*i].form == Form::Noun && standing::is_definite(scene, triggers[*i].token)
    });
    let back =
        definite && group.iter().any(|i| scene.kids(triggers[*i].token).any(|k| is_back(scene, k)));
    let here = traits[index].sentences.0;
    let open = |e: &Traits| {
        let meets = !places_differ(e, &whole) && !times_differ(e, &whole);
        fits(e, &whole) && meets || shares_dead(e, &whole)
    };
    let near = |e: &Traits, n: usize| here.saturating_sub(e.sentences.1) <= n;
    // The headline may name a region where the lead names the town.
    let headline = |e: &Traits| {
        e.sentences.0 <= 1
            && here <= 3
            && fits(e, &whole)
            && !times_differ(e, &whole)
            && figures_agree(e, &whole)
    };
    let recent = events.iter().enumerate().rev().take(12);
    let recent = recent.filter(|(at, e)| !apart.contains(at) && (open(e) || headline(e)));
    let counted = events.iter().rev().take(40).filter(|e| open(e) && e.counts_many()).count();
    let mut best = ((0, 0), None);
    // Among equals the one told last; of "the earlier raids" the one told first.
    let rank = |event: &Traits| match back {
        true => usize::MAX - event.sentences.0,
        false => event.last,
    };
    for (position, event) in recent {
        let shares_toll = whole.tolls.iter().any(|t| t.0 > 1 && event.has_figure(t.0));
        // "Dozens dead in raid": what the lead counts is what the headline rounds.
        let rounded = event.sentences.0 <= 1 && near(event, 5) && figures_agree(event, &whole);
        let shares_place = !event.places.is_disjoint(&whole.places);
        let shares_time = same_time(event, &whole);
        let same_mode = event.class == whole.class;
        let told_how =
            event.class.mode().is_some_and(|m| m != "destroy") || !event.tolls.is_empty();
        let weight = [
            (shares_dead(event, &whole), 8),
            (shares_toll, 4),
            (shares_place && same_mode, 3),
            // "the Sunday attacks" are those told for Sunday.
            (shares_time && definite, 4),
            (
                definite
                    && !back
                    && near(event, 1)
                    && event.last + 1 == index
                    && event.sentences.1 < here,
                1,
            ),
            (same_mode && event.class.mode().is_some() && near(event, 1), 3),
            (definite && !back && near(event, 4), 2),
            // A second loss in one report is rare, and told as another.
            (event.class.kind() == "LOSS", 2),
            (toll_only && near(event, 3), 2),
            (definite && told_how && near(event, 40), 1),
            (rounded && here <= 6, 2),
            // One victim told by name long after the only toll is one of its dead.
            (toll_only && whole.single && counted == 1 && event.counts_many(), 1),
        ];
        let weight: u32 = weight.iter().filter(|(holds, _)| *holds).map(|(_, w)| w).sum();
        if weight > 0 && (weight, rank(event)) > best.0 {
            best = ((weight, rank(event)), Some(position));
        }
    }
    best.1
}
