//! When a happening took place: the time expression of its clause.
//!
//! In: the time expressions found in the text. Out: for each trigger those of its own clause;
//! nothing is lent from other sentences, and the date of publication is never the event's, not even
//! where it is printed above the headline.
//! Shown by the casebook pages `sunday`, `full-date`, `no-time-told`, `a-raid-staged-on-sunday`,
//! `the-date-above-the-headline`.

use rashomon_model::{TimeId, TimeKind};
use rashomon_text::TimeSpan;

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
        if is_page_date(scene, time) {
            continue;
        }
        if let Some(trigger) = nearest.of(scene, head) {
            out.push((trigger, TimeId::at(index)));
        }
    }
    out
}

/// Words from the top of a text within which a bare date is the page's own.
const HEAD: usize = 60;

/// "Sat 12 Mar 2031 Five killed in Velm": a whole date that no preposition ties to a deed, at the
/// head of the text or on the day of publication.
fn is_page_date(scene: &Scene<'_>, time: &TimeSpan) -> bool {
    let year = |t: usize| {
        let word = scene.word(t);
        word.len() >= 4 && word.ends_with(|c: char| c.is_ascii_digit()) && !word.contains(':')
    };
    let whole =
        time.earliest.is_some() && time.earliest == time.latest && time.tokens.clone().any(year);
    let before = time.tokens.start.checked_sub(1);
    let tied = before.is_some_and(|b| {
        scene
            .annotated
            .tokens()
            .get(b)
            .is_some_and(|t| matches!(t.tag.as_str(), "IN" | "TO" | "DT"))
    });
    let published = scene.annotated.report.published;
    let of_page = time.tokens.start < HEAD || published.is_some() && time.earliest == published;
    whole && !tied && of_page
}
