//! When a happening took place: the time expression of its clause.
//!
//! In: the time expressions found in the text. Out: for each trigger those of its own clause;
//! nothing is lent from other sentences, and the date of publication is never the event's, not even
//! where it is printed above the headline.
//! Two expressions that tell one stretch ("from 3 to 5 May") are one time. A date that is a limit
//! ("since Sunday", "before 3 May") dates nothing.
//! Shown by the casebook pages `sunday`, `full-date`, `no-time-told`, `a-raid-staged-on-sunday`,
//! `the-date-above-the-headline`.

use std::collections::BTreeSet;

use rashomon_model::{TimeId, TimeKind};
use rashomon_text::TimeSpan;

use crate::events::nearest::Nearest;
use crate::events::scene::Scene;

/// A time that a trigger is told with.
#[derive(Clone, Copy)]
pub(crate) struct Timed {
    /// The trigger, by position.
    pub(crate) trigger: usize,
    /// The time expression.
    pub(crate) time: TimeId,
    /// The expression that ends the stretch.
    pub(crate) until: Option<TimeId>,
}

/// Finds the times of each trigger.
pub(crate) fn all(scene: &Scene<'_>, nearest: &Nearest) -> Vec<Timed> {
    let cues: BTreeSet<usize> =
        scene.speech.contents.iter().filter_map(|said| said.cue_head).collect();
    let mut out = Vec::new();
    for (index, time) in scene.annotated.times.iter().enumerate() {
        let dated = time.value.starts_with(|c: char| c.is_ascii_digit() || c == 'X');
        let ends = index.checked_sub(1).is_some_and(|b| opens(scene, b));
        if !dated || ends || !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
            continue;
        }
        let until = opens(scene, index).then(|| TimeId::at(index + 1));
        // The head of the expression is its only token whose own head lies outside.
        let head =
            time.tokens.clone().find(|t| scene.head(*t).is_none_or(|h| !time.tokens.contains(&h)));
        let Some(head) = head.filter(|head| until.is_some() || !is_limit(scene, time, *head))
        else {
            continue;
        };
        if is_page_date(scene, time) || follows_saying(scene, &cues, time) {
            continue;
        }
        if let Some(trigger) = of_clause(scene, nearest, head, until.is_some()) {
            out.push(Timed { trigger, time: TimeId::at(index), until });
        }
    }
    out
}

/// Tells whether an expression and the next one are the ends of a stretch, both known.
fn opens(scene: &Scene<'_>, index: usize) -> bool {
    let times = &scene.annotated.times;
    times.get(index).is_some_and(|t| t.opens && t.earliest.is_some())
        && times.get(index + 1).is_some_and(|t| t.latest.is_some())
}

/// "since Sunday", "before 3 May"; in "since Sunday's raid" the day is the raid's.
fn is_limit(scene: &Scene<'_>, time: &TimeSpan, head: usize) -> bool {
    time.tokens.start.checked_sub(1).is_some_and(|before| {
        scene.cue("limit", before) && scene.head(head).is_none_or(|above| above == before)
    })
}

/// Returns the trigger a date belongs to, unless another clause stands between the two: "the raids go
/// on, as he announced on Monday", "killed two days before the vote on Friday".
fn of_clause(scene: &Scene<'_>, nearest: &Nearest, head: usize, stretch: bool) -> Option<usize> {
    let mut at = head;
    for _ in 0..12 {
        if nearest.here(at).is_some() {
            break;
        }
        let apart = matches!(scene.dep(at), "advcl" | "relcl")
            && scene.is_verb(at)
            && scene.kid(at, &["nsubj", "nsubjpass"]).is_some()
            // "When shells fell on Monday, four were killed": of that day, too.
            && !scene.kids(at).any(|k| matches!(scene.word(k), "when" | "while"));
        // "From 3 to 5 May" leads in a stretch, "from 3 May" a limit.
        let limit = !stretch && matches!(scene.dep(at), "prep" | "mark") && scene.cue("limit", at);
        // "After Friday prayers" is that Friday.
        let same_day = limit && scene.word(at) == "after" && at + 1 == head;
        if at != head && (apart || limit && !same_day) {
            return None;
        }
        let Some(above) = scene.head(at) else { break };
        at = above;
    }
    nearest.of(scene, head)
}

/// "The army said Tuesday four people were killed": the day right behind the verb of saying is that
/// of the saying; in "said Tuesday's raid killed four" it is the raid's.
fn follows_saying(scene: &Scene<'_>, cues: &BTreeSet<usize>, time: &TimeSpan) -> bool {
    let on = time.tokens.start.checked_sub(1).filter(|b| scene.word(b.to_owned()) == "on");
    let verb = on.unwrap_or(time.tokens.start).checked_sub(1);
    let owned =
        scene.word(time.tokens.end).starts_with('\'') || scene.tag(time.tokens.end) == "POS";
    let noun =
        scene.is_noun(time.tokens.end) && scene.head(time.tokens.start) == Some(time.tokens.end);
    verb.is_some_and(|verb| cues.contains(&verb) && scene.is_verb(verb)) && !owned && !noun
}

/// Words from the top of a text within which a bare date is the page's own.
const HEAD: usize = 60;

/// "Sat 12 Mar 2031 Five killed in Velm", "VELM, 12 March (Post) -": a whole date that no preposition ties to a deed, at the
/// head of the text or on the day of publication.
fn is_page_date(scene: &Scene<'_>, time: &TimeSpan) -> bool {
    let year = |t: usize| {
        let word = scene.word(t);
        word.len() >= 4 && word.ends_with(|c: char| c.is_ascii_digit()) && !word.contains(':')
    };
    let whole =
        time.earliest.is_some() && time.earliest == time.latest && time.tokens.clone().any(year);
    let before = time.tokens.start.checked_sub(1);
    let dateline = time.tokens.start < HEAD
        && time.earliest.is_some()
        && time.earliest == time.latest
        && time.tokens.len() >= 2
        && matches!(
            scene.word(time.tokens.end),
            "(" | "-" | "\u{2013}" | "\u{2014}" | "--" | "|" | ":"
        )
        && time.tokens.clone().any(|t| scene.word(t).starts_with(|c: char| c.is_ascii_digit()));
    let tied = before.is_some_and(|b| {
        scene
            .annotated
            .tokens()
            .get(b)
            .is_some_and(|t| matches!(t.tag.as_str(), "IN" | "TO" | "DT"))
    });
    let published = scene.annotated.report.published;
    let of_page = time.tokens.start < HEAD || published.is_some() && time.earliest == published;
    !tied && (dateline || whole && of_page)
}
