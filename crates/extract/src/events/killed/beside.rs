//! Counts that stand right beside the word that counts them, where headlines mislead the parse.
//!
//! "8 killed 25 injured" gives eight to the killed and 25 to the injured; "blasts kill 50 injure
//! dozens" gives 50 to the killed. A participle owns the number before it, a finite verb the one
//! behind it. In: a trigger. Out: the count beside it, where there is one and it can belong to
//! nothing else. Full sentences ("two gunmen killed five people") are left to the parse.
//!
//! Shown by the casebook pages `headline-numbers`, `killed-and-wounded`.

use std::ops::Range;

use crate::events::killed::phrase_of;
use crate::events::lexicon::Form;
use crate::events::nearest::Nearest;
use crate::events::people::Counted;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Words that may stand between a number and the word that counts it.
const REACH: usize = 5;

/// A number with its noun, as a run of tokens.
pub(super) struct Phrase {
    pub(super) number: usize,
    pub(super) tokens: Range<usize>,
}

/// Finds the count beside a trigger.
pub(super) fn of(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    trigger: &Trigger,
) -> Option<Counted> {
    let phrase = match own_left(scene, nearest, triggers, trigger) {
        Some(left) => left,
        None => own_right(scene, nearest, triggers, trigger)?,
    };
    phrase_of(scene, phrase.number, phrase.tokens)
}

/// "8 killed", "20 Front fighters wounded", "12 dead": before a participle or an adjective.
fn own_left(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    trigger: &Trigger,
) -> Option<Phrase> {
    if !is_participle(scene, trigger) {
        return None;
    }
    let phrase = left(scene, before_auxiliaries(scene, trigger.words.start)?)?;
    let before = phrase.tokens.start.checked_sub(1);
    let other = before.and_then(|b| nearest.at(b)).and_then(|t| triggers.get(t));
    // "kills 5 wounded fighters": the five are the other's, unless it has its own.
    let taken = other.is_some_and(|o| {
        o.counts.is_some() && !(is_participle(scene, o) && left(scene, o.words.start).is_some())
    });
    let opens = opens_object(scene, nearest, triggers, trigger.words.end);
    (!taken && !opens).then_some(phrase)
}

/// "kill 50", "killing 12 people": right behind a verb that is no participle.
fn own_right(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    trigger: &Trigger,
) -> Option<Phrase> {
    if trigger.form != Form::Verb
        || !matches!(scene.tag(trigger.token), "VB" | "VBZ" | "VBP" | "VBG")
    {
        return None;
    }
    let phrase = right(scene, trigger.words.end)?;
    // "killing 5 injured 12": the number of a participle stands before it.
    let next = nearest.at(phrase.tokens.end).and_then(|t| triggers.get(t));
    let owned = next.is_some_and(|n| is_participle(scene, n) && n.counts.is_some());
    (!owned).then_some(phrase)
}

fn is_participle(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let plain = trigger.object.is_none() && trigger.words.len() == 1;
    let past = matches!(scene.tag(trigger.token), "VBN" | "VBD" | "JJ");
    plain && past && matches!(trigger.form, Form::Verb | Form::Adjective)
}

/// Steps back over "have been", "were reportedly"; nothing where the verb is denied.
fn before_auxiliaries(scene: &Scene<'_>, mut end: usize) -> Option<usize> {
    for _ in 0..4 {
        let token = end.checked_sub(1)?;
        match scene.lemma(token) {
            "not" | "never" | "n't" => return None,
            "be" | "have" => end = token,
            _ if scene.tag(token) == "RB" => end = token,
            _ => break,
        }
    }
    Some(end)
}

/// The number phrase that ends before a token.
fn left(scene: &Scene<'_>, end: usize) -> Option<Phrase> {
    let first = end.saturating_sub(REACH);
    for token in (first..end).rev() {
        if let Some(index) = scene.number(token) {
            let number = scene.annotated.numbers.get(index)?;
            let counted = token + 1 == end || scene.person(end - 1).is_some();
            let tokens = number.tokens.start..end;
            return counted.then_some(Phrase { number: index, tokens });
        }
        if !is_nominal(scene, token) {
            return None;
        }
    }
    None
}

/// The number phrase that starts at a token.
fn right(scene: &Scene<'_>, start: usize) -> Option<Phrase> {
    let index = scene.number(start)?;
    let number = scene.annotated.numbers.get(index).filter(|n| n.tokens.start == start)?;
    let mut end = number.tokens.end;
    let mut last = end;
    while end < number.tokens.end + REACH && (is_nominal(scene, end) || scene.word(end) == "of") {
        end += 1;
        if scene.person(end - 1).is_some() {
            last = end;
        }
    }
    // "kills 8 IS group militants" is whole, "kills 3 houses" counts nobody.
    let bare = end == number.tokens.end;
    (bare || last > number.tokens.end)
        .then_some(Phrase { number: index, tokens: number.tokens.start..last })
}

fn is_nominal(scene: &Scene<'_>, token: usize) -> bool {
    // "kill 50 injure dozens": the tagger takes the second verb for a noun.
    let mut verbs = scene.lexicon.triggers(scene.word(token)).iter();
    let counts = verbs.any(|e| e.counts.is_some() && e.form == Form::Verb);
    // "kill 8 IS members": the tagger takes an abbreviation for a verb.
    let word = scene.annotated.word(token);
    let capitals = word.len() > 1 && word.chars().all(char::is_uppercase);
    let tagged = matches!(scene.tag(token), "NN" | "NNS" | "NNP" | "NNPS" | "JJ" | "NFP" | "_SP");
    !counts && (tagged || capitals)
}

/// Whether what follows is the object of a full sentence, and no count of the next trigger.
fn opens_object(scene: &Scene<'_>, nearest: &Nearest, triggers: &[Trigger], token: usize) -> bool {
    if scene.number(token).is_some() {
        let phrase = right(scene, token);
        let end = phrase.map_or(token + 1, |p| p.tokens.end);
        let next = nearest.at(end).and_then(|t| triggers.get(t));
        return !next.is_some_and(|n| n.counts.is_some() && is_participle(scene, n));
    }
    matches!(scene.tag(token), "DT" | "PRP$" | "NN" | "NNS" | "NNP" | "NNPS" | "JJ" | "PRP" | "CD")
        && nearest.at(token).is_none()
}
