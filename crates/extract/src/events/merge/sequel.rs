//! One deed told as coming after another: "air strikes killed 70 after rebels shelled Velm".
//!
//! Two deeds of two sorts, the second by somebody else; or two with some time between them ("a day
//! after strikes on Velm"). In: a trigger. Out: the trigger it is told behind of, where the words set
//! the two apart. What only counts the dead, or says again how it came about ("killed after a bomb went
//! off", "died a day after they were hit"), is no deed of its own.
//! Shown by the casebook pages `struck-after-being-shelled`, `a-day-after-another`.

use std::ops::Range;

use rashomon_model::EntityKind;
use rashomon_text::syntax::Pos;

use crate::events::merge::ties::is_toll;
use crate::events::nearest::Nearest;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Words on the way up to a deed.
const REACH: usize = 8;

/// Finds the deed that a trigger's own is told to have gone before.
pub(super) fn answers(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    index: usize,
) -> Option<usize> {
    let trigger = &triggers[index];
    if let Some(before) = days_before(scene, trigger.token) {
        let main = outside(scene, nearest, trigger.token, &before)?;
        return (triggers[main].class.kind() == trigger.class.kind()).then_some(main);
    }
    let mode = trigger.class.mode().filter(|_| !is_toll(trigger))?;
    let mut at = trigger.token;
    let mut behind = scene.kids(at).any(|k| scene.dep(k) == "mark" && opens(scene, k));
    let mut past = false;
    for _ in 0..REACH {
        at = scene.head(at)?;
        behind |= opens(scene, at);
        past |= describes(scene, at);
        let Some(found) = nearest.at(at).filter(|f| *f != index) else { continue };
        // "strikes killed 70": the dead are of the strikes.
        let subject = scene.kid(at, &["nsubj", "nsubjpass"]).and_then(|s| nearest.at(s));
        let deed = subject.filter(|s| *s != index && is_toll(&triggers[found])).unwrap_or(found);
        let other = triggers[deed].class;
        let unlike =
            other.kind() == trigger.class.kind() && other.mode().is_some_and(|m| m != mode);
        return (past || behind && unlike).then_some(deed);
    }
    None
}

/// The words that tell what came some time before: all from "a day after" to the next comma, unless
/// they speak of the same people ("after they were hit").
fn days_before(scene: &Scene<'_>, token: usize) -> Option<Range<usize>> {
    let sentence = scene.sentence_tokens(token);
    let comma = |t: &usize| scene.word(*t) == ",";
    let end = (token..sentence.end).find(comma).unwrap_or(sentence.end);
    let start = (sentence.start..token).rev().find(comma).map_or(sentence.start, |c| c + 1);
    let after = (start + 1..token).rev().find(|t| {
        matches!(scene.word(*t), "after" | "following") && is_stretch(scene.lemma(*t - 1))
    })?;
    let same = |t: usize| {
        scene.pos(t) == Pos::Pron && matches!(scene.dep(t), "nsubj" | "nsubjpass" | "dobj" | "pobj")
    };
    (!(after + 1..end).any(same)).then_some(after + 1..end)
}

fn is_stretch(lemma: &str) -> bool {
    matches!(lemma, "minute" | "hour" | "day" | "night" | "week" | "fortnight" | "month" | "year")
}

/// The trigger met first on the way up out of a stretch of words.
fn outside(
    scene: &Scene<'_>,
    nearest: &Nearest,
    token: usize,
    within: &Range<usize>,
) -> Option<usize> {
    let mut at = token;
    for _ in 0..REACH {
        at = scene.head(at)?;
        if !within.contains(&at)
            && let Some(found) = nearest.at(at)
        {
            return Some(found);
        }
    }
    None
}

/// "Velm, the scene of a gas attack in April": what a place is known for is not what befell it now.
fn describes(scene: &Scene<'_>, token: usize) -> bool {
    let start = scene.kids(token).next().unwrap_or(token).min(token);
    let named = start.checked_sub(1).is_some_and(|before| {
        let name = if scene.word(before) == "," { before.checked_sub(1) } else { Some(before) };
        name.is_some_and(|name| scene.is_kind(name, &[EntityKind::Place]))
    });
    matches!(scene.lemma(token), "site" | "scene" | "target")
        && scene.kid(token, &["prep"]).is_some_and(|of| scene.word(of) == "of")
        && named
}

fn opens(scene: &Scene<'_>, token: usize) -> bool {
    matches!(
        scene.word(token),
        "after" | "following" | "response" | "retaliation" | "revenge" | "reprisal" | "answer"
    )
}
