//! Parts of a toll: "five people, including three children", "two of them women".
//!
//! In: a counted phrase. Out: the parts told right behind it in the same sentence. A part is kept
//! only where it tells of children, women or men, or of another status than the whole; it is never
//! added to the whole.
//!
//! Shown by the casebook pages `five-of-them-children`, `including`, `headline-and-lead`.

use std::ops::Range;

use crate::events::people::{self, Counted};
use crate::events::scene::Scene;

/// Words within which the parts must follow the whole.
const REACH: usize = 30;

/// Finds the parts of a counted phrase; `stop` is the first token that belongs to something else.
pub(crate) fn of(scene: &Scene<'_>, whole: &Counted, stop: usize) -> Vec<Counted> {
    let sentence = scene.sentence_tokens(whole.head);
    let end = sentence.end.min(whole.tokens.end + REACH).min(stop);
    let Some(range) = opened(scene, whole.tokens.end..end) else { return Vec::new() };
    let mut out: Vec<Counted> = Vec::new();
    for token in range {
        if scene.is_verb(token) && !matches!(scene.lemma(token), "be" | "include") {
            break;
        }
        if !scene.is_noun(token) || scene.person(token).is_none() || people::is_named(scene, token)
        {
            continue;
        }
        let Some(part) = people::count(scene, token).filter(|c| !c.bare) else { continue };
        let telling = part.quantity.who.is_some() || part.quantity.status != whole.quantity.status;
        if telling && part.quantity.low <= whole.quantity.high.unwrap_or(u32::MAX) {
            out.push(part);
        }
    }
    out
}

/// Finds where the parts begin: behind "including", "among them", or at "two of them".
fn opened(scene: &Scene<'_>, range: Range<usize>) -> Option<Range<usize>> {
    for token in range.clone() {
        let next = scene.word(token + 1);
        let them = matches!(next, "them" | "whom" | "which" | "those");
        match scene.word(token) {
            "including" | "include" | "includes" | "included" => return Some(token + 1..range.end),
            "among" if them => return Some(token + 2..range.end),
            "of" if them && token > range.start => {
                // The number before "of them" counts the noun behind it.
                return Some(token.saturating_sub(1)..range.end);
            }
            "." | ";" => return None,
            // Another count in between: the parts belong to it.
            _ if scene.number(token).is_some()
                && next != "of"
                && scene.word(token + 1) != "from" =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// "two of them children": the number stands before "of them", the noun behind.
pub(crate) fn of_them(scene: &Scene<'_>, whole: &Counted, stop: usize) -> Option<Counted> {
    let sentence = scene.sentence_tokens(whole.head);
    let end = sentence.end.min(whole.tokens.end + REACH).min(stop);
    for token in whole.tokens.end..end {
        let them = scene.word(token) == "of" && matches!(scene.word(token + 1), "them" | "whom");
        if !them {
            continue;
        }
        let number = token.checked_sub(1).and_then(|t| scene.number(t))?;
        let number = scene.annotated.numbers.get(number)?;
        let noun = (token + 2..end.min(token + 6)).find(|t| scene.person(*t).is_some())?;
        let (status, who) = people::sort(scene, noun);
        let tokens = number.tokens.start..noun + 1;
        let mut quantity = whole.quantity.clone();
        (quantity.low, quantity.high, quantity.wording) = (number.low, number.high, number.wording);
        (quantity.status, quantity.who) = (status, who);
        quantity.text = scene.text(tokens.clone());
        let telling = who.is_some() || status != whole.quantity.status;
        return telling.then_some(Counted::new(quantity, noun, tokens));
    }
    None
}
