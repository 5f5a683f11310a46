//! The figure of a toll told as a noun: "the death toll rose to 12", "an initial toll of five".
//!
//! The figure stands behind "to", "of" or "at", or behind a verb such as "reached", however the
//! parse hangs it. In: a trigger that is a noun. Out: its count. "rose from 5 to 12" is twelve.
//!
//! Shown by the casebook pages `toll-rose-to`, `earlier-toll-alone`.

use rashomon_text::syntax::Pos;

use crate::events::killed::phrase_of;
use crate::events::lexicon::Form;
use crate::events::people::{self, Counted};
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Words behind the noun in which its figure must stand.
const REACH: usize = 30;

/// Finds the figure of a counting noun.
pub(super) fn of(scene: &Scene<'_>, trigger: &Trigger) -> Option<Counted> {
    let noun = trigger.object.unwrap_or(trigger.token);
    if trigger.form != Form::Noun && trigger.object.is_none() {
        return None;
    }
    if scene.lemma(noun) == "toll" {
        return figure(scene, noun);
    }
    let numbered = scene.kids(noun).any(|k| scene.number(k).is_some());
    people::count(scene, noun).filter(|c| !c.bare && numbered)
}

/// "rose to 12", "stands at 12", "of 12", "reached 12 people".
fn figure(scene: &Scene<'_>, noun: usize) -> Option<Counted> {
    let end = scene.sentence_tokens(noun).end.min(noun + REACH);
    let mut token = noun + 1;
    while token < end {
        let Some(index) = scene.number(token) else {
            if matches!(scene.word(token), ";" | "." | "but" | "while") {
                return None;
            }
            token += 1;
            continue;
        };
        let number = scene.annotated.numbers.get(index)?;
        let before = number.tokens.start.checked_sub(1)?;
        if scene.cue("toll-leads", before) {
            let mut last = number.tokens.end;
            let person =
                (last..last + 3).take_while(|t| *t < end).find(|t| scene.person(*t).is_some());
            let plain = |p: usize| {
                let parts = |t: usize| scene.is_verb(t) || scene.pos(t) == Pos::Punct;
                (number.tokens.end..p).all(|t| !parts(t) && scene.number(t).is_none())
            };
            if let Some(person) = person.filter(|p| plain(*p)) {
                last = person + 1;
            }
            return phrase_of(scene, index, number.tokens.start..last);
        }
        token = number.tokens.end.max(token + 1);
    }
    None
}
