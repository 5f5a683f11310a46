//! Tolls of nobody: "there were no casualties", "no one was killed", "caused no injuries".
//!
//! A voice that says nobody was hurt contradicts every other count, so its nought is a number like
//! any other. In: a trigger whose happening is denied. Out: what is counted as none, in which
//! slots. That none were *reported* is no count: "no reports of casualties", "no injuries were
//! reported" give nothing.
//! Shown by the casebook pages `nobody-hurt`, `none-reported`.

use std::ops::Range;

use rashomon_model::{Quantity, Slot, Status, Wording};

use crate::events::lexicon::{Form, Frame};
use crate::events::people;
use crate::events::roles;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Finds what a denied trigger counts as none, and the words for it.
pub(crate) fn of(
    scene: &Scene<'_>,
    trigger: &Trigger,
) -> Option<(Vec<Slot>, Quantity, Range<usize>)> {
    let slots = slots(scene, trigger)?;
    let head = match trigger.form {
        Form::Noun => is_told(scene, trigger.token).then_some(trigger.token)?,
        Form::Verb if trigger.frame == Frame::Kill || trigger.frame == Frame::Die => {
            sufferer(scene, trigger)?
        }
        _ => return None,
    };
    if !is_none(scene, head) {
        return None;
    }
    let tokens = scene.phrase(head);
    let status = status(scene, trigger, head);
    let quantity = Quantity {
        low: 0,
        high: Some(0),
        wording: Wording::Exact,
        status,
        who: None,
        side: None,
        cumulative: false,
        text: scene.text(tokens.clone()),
    };
    Some((slots, quantity, tokens))
}

/// "no injuries were reported": the noun by itself tells of no happening that could be denied.
pub(crate) fn is_bare_none(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let counted = trigger.form == Form::Noun && trigger.frame == Frame::Die;
    counted && scene.kid(trigger.token, &["det", "neg"]).is_some_and(|d| scene.word(d) == "no")
}

/// A casualty is killed or injured; anything else counts what the table says.
fn slots(scene: &Scene<'_>, trigger: &Trigger) -> Option<Vec<Slot>> {
    if let Some(slot) = trigger.counts {
        return matches!(slot, Slot::Killed | Slot::Injured).then(|| vec![slot]);
    }
    let casualty = trigger.form == Form::Noun && scene.cue("dead-or-hurt", trigger.token);
    casualty.then(|| vec![Slot::Killed, Slot::Injured])
}

fn sufferer(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    let verb = trigger.token;
    let passive = roles::is_passive(scene, verb) || trigger.frame == Frame::Die;
    if passive { roles::subject(scene, verb) } else { scene.kid(verb, &["dobj"]) }
}

/// "no casualties", "nobody", "no one".
fn is_none(scene: &Scene<'_>, head: usize) -> bool {
    let det = scene.kid(head, &["det", "neg"]).is_some_and(|d| scene.word(d) == "no" && d < head);
    // "no fewer than five", "no other": something is counted after all.
    let more = scene.kids(head).any(|k| {
        scene.number(k).is_some()
            || matches!(scene.word(k), "other" | "more" | "further" | "additional" | "new")
    });
    matches!(scene.word(head), "nobody" | "none") || det && !more
}

/// The noun stands where somebody says what was, and not what was reported.
fn is_told(scene: &Scene<'_>, noun: usize) -> bool {
    let Some(head) = scene.head(noun) else { return false };
    match scene.dep(noun) {
        "attr" | "dobj" | "nsubjpass" | "nsubj" => scene.cue("toll-none", head),
        "pobj" => {
            let verb = scene.head(head).unwrap_or(head);
            matches!(scene.word(head), "in" | "with") && scene.cue("toll-none", verb)
        }
        _ => false,
    }
}

/// "no civilians were killed" and "no civilian casualties" speak of civilians alone.
fn status(scene: &Scene<'_>, trigger: &Trigger, head: usize) -> Status {
    if trigger.form != Form::Noun {
        return people::sort(scene, head).0;
    }
    let told = scene.kids(head).filter_map(|k| scene.person(k)).map(|p| p.status);
    told.into_iter().find(|s| *s != Status::Unknown).unwrap_or(Status::Unknown)
}
