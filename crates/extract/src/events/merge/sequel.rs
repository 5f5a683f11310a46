//! One deed told as coming after another: "air strikes killed 70 after rebels shelled Velm".
//!
//! Two deeds of two sorts, the second by somebody else. In: a trigger. Out: the trigger it is told
//! behind of, where the words set the two apart. What only counts the dead, or says again how it came
//! about ("killed after a bomb went off"), is no deed of its own.
//! Shown by the casebook page `struck-after-being-shelled`.

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
    let mode = trigger.class.mode().filter(|_| !is_toll(trigger))?;
    let mut at = trigger.token;
    let mut behind = scene.kids(at).any(|k| scene.dep(k) == "mark" && opens(scene, k));
    for _ in 0..REACH {
        at = scene.head(at)?;
        behind |= opens(scene, at);
        let Some(found) = nearest.at(at).filter(|f| *f != index) else { continue };
        // "strikes killed 70": the dead are of the strikes.
        let subject = scene.kid(at, &["nsubj", "nsubjpass"]).and_then(|s| nearest.at(s));
        let deed = subject.filter(|s| *s != index && is_toll(&triggers[found])).unwrap_or(found);
        let other = triggers[deed].class;
        let unlike =
            other.kind() == trigger.class.kind() && other.mode().is_some_and(|m| m != mode);
        return (behind && unlike).then_some(deed);
    }
    None
}

fn opens(scene: &Scene<'_>, token: usize) -> bool {
    matches!(
        scene.word(token),
        "after" | "following" | "response" | "retaliation" | "revenge" | "reprisal" | "answer"
    )
}
