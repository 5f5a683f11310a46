//! When a happening took place: the time expression of its clause.
//!
//! In: the time expressions found in the text. Out: for each trigger those of its own clause;
//! nothing is lent from other sentences, and the date of publication is never the event's.
//! Shown by the casebook pages `sunday`, `full-date`, `no-time-told`, `a-raid-staged-on-sunday`.

use rashomon_model::{TimeId, TimeKind};

use crate::events::nearest::Nearest;
use crate::events::scene::Scene;

/// Finds the times of each trigger, as pairs of trigger and time.
pub(crate) fn all(scene: &Scene<'_>, nearest: &Nearest) -> Vec<(usize, TimeId)> {
    let mut out = Vec::new();
    for (index, time) in scene.annotated.times.iter().enumerate() {
        let dated = time.value.starts_with(|c: char| c.is_ascii_digit() || c == 'X');
        if !dated || !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
            continue;
        }
        // The head of the expression is its only token whose own head lies outside.
        let head =
            time.tokens.clone().find(|t| scene.head(*t).is_none_or(|h| !time.tokens.contains(&h)));
        let after_since = time
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|b| matches!(scene.word(b), "since" | "until" | "from" | "before"));
        let Some(head) = head.filter(|_| !after_since) else { continue };
        if let Some(trigger) = nearest.of(scene, head) {
            out.push((trigger, TimeId::at(index)));
        }
    }
    out
}
