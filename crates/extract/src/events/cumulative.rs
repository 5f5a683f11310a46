//! Tells a toll that adds up a period from the toll of one happening.
//!
//! "More than 900 people have been killed since the uprising began", "the war has cost 4,000
//! lives", "300 have died so far this year" are totals. In: a trigger and the words around it.
//! Out: yes or no. A wrong no makes background outshout the event, so the cues are read over the
//! whole clause.
//!
//! Shown by the casebook pages `cumulative`, `a-week-of-raids`.

use std::ops::Range;

use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Words of the clause that are read on either side; none is longer but where the parse fails.
const REACH: usize = 60;

/// Tells whether the toll of a trigger adds up a period.
pub(crate) fn is_total(scene: &Scene<'_>, trigger: &Trigger, subject: Option<usize>) -> bool {
    if subject.is_some_and(|s| is_whole(scene, s)) {
        return true;
    }
    let clause = clause(scene, trigger);
    let perfect =
        scene.kids(trigger.token).any(|k| matches!(scene.word(k), "have" | "has" | "'ve"));
    let mut since = false;
    let many = perfect && is_several(scene, trigger);
    for token in clause.clone() {
        let period = scene.lexicon.periods().iter().any(|p| runs(scene, token, p, &clause));
        let stretch =
            many && scene.lexicon.stretches().iter().any(|p| runs(scene, token, p, &clause));
        since |= period || stretch;
        let inside = matches!(scene.word(token), "in" | "during" | "of" | "throughout");
        let object = scene.kid(token, &["pobj"]).filter(|o| inside && is_whole(scene, *o));
        if object.is_some_and(|_| {
            perfect || scene.dep(token) == "prep" && scene.head(token) == Some(trigger.token)
        }) {
            return true;
        }
    }
    since
}

/// Tells whether people "have been killed in air raids": in several.
fn is_several(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let told = scene.prep_object(trigger.token, &["in", "by", "during", "from"]);
    let mut all = told.map_or_else(Vec::new, |t| scene.coordinated(t)).into_iter();
    all.any(|t| scene.tag(t) == "NNS" && !scene.lexicon.triggers(scene.lemma(t)).is_empty())
}

fn is_whole(scene: &Scene<'_>, token: usize) -> bool {
    scene.is_noun(token) && scene.lexicon.cue("whole", scene.lemma(token))
}

fn runs(scene: &Scene<'_>, token: usize, words: &[String], clause: &Range<usize>) -> bool {
    let fits = words
        .iter()
        .enumerate()
        .all(|(i, w)| clause.contains(&(token + i)) && scene.word(token + i) == w);
    // Most words open no period: nothing else is looked at for them.
    if !fits {
        return false;
    }
    // "since" opens a period only before a time or a beginning, not as "because".
    // One day's toll is no total: "in the past 24 hours", "the first deaths since the truce".
    let end = token + words.len();
    let hours = (end..end + 3).any(|t| matches!(scene.lemma(t), "hour" | "day" | "night"));
    let first = clause
        .clone()
        .any(|t| matches!(scene.word(t), "first" | "deadliest" | "worst" | "heaviest"));
    !hours
        && !first
        && (words.len() > 1 || scene.word(token) != "since" || opens_period(scene, token))
}

fn opens_period(scene: &Scene<'_>, since: usize) -> bool {
    let timed = (since + 1..since + 5).any(|t| scene.time(t).is_some());
    let dated = (since + 1..since + 8).any(|t| {
        matches!(
            scene.lemma(t),
            "begin" | "start" | "erupt" | "then" | "outbreak" | "launch" | "beginning"
        ) || scene.annotated.tokens().get(t).is_some_and(|t| t.ent_type == "DATE")
            || is_whole(scene, t)
    });
    timed || dated
}

/// The words of the trigger's own clause.
fn clause(scene: &Scene<'_>, trigger: &Trigger) -> Range<usize> {
    let mut top = trigger.token;
    for _ in 0..3 {
        let Some(head) = scene.head(top) else { break };
        if matches!(scene.dep(top), "ccomp" | "relcl" | "advcl" | "ROOT") {
            break;
        }
        top = head;
    }
    let near = trigger.token.saturating_sub(REACH)..trigger.token + REACH;
    let clause = scene.subtree(top);
    clause.start.max(near.start)..clause.end.min(near.end)
}
