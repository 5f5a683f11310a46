//! Triggers that tell of no violence by the company of the whole sentence.
//!
//! A match is played ("the striker shot and hit the post"), a strike over pay is told again as
//! "the strike", a bus overturned and people were killed in it. In: the triggers of a report. Out:
//! those that stay; people killed in an accident get the accident's class. The uses that one
//! neighbouring word gives away are in `events-leave.tsv`, not here.
//!
//! Shown by the casebook pages `sports`, `strike-action`, `road-crash`, `bomb-at-the-match`,
//! `took-control-of-the-debate`.

use foldhash::HashMap;
use rashomon_model::{EventClass, Slot, Status};

use crate::events::lexicon::{Form, Frame, WeaponKind};
use crate::events::scene::Scene;
use crate::events::standing;
use crate::events::triggers::Trigger;

/// Drops the triggers of matches and contests, and gives accidents their dead.
pub(super) fn sift(scene: &Scene<'_>, triggers: Vec<Trigger>) -> Vec<Trigger> {
    let mut kept: Vec<Trigger> = Vec::with_capacity(triggers.len());
    let mut known: Option<(usize, bool)> = None;
    for trigger in triggers {
        let sentence = scene.sentence(trigger.token);
        let play = match known {
            Some((of, play)) if of == sentence => play,
            _ => is_play(scene, trigger.token),
        };
        known = Some((sentence, play));
        let hostile = matches!(trigger.class.kind(), "ASSAULT" | "CONTROL" | "RETREAT" | "COERCE");
        if !(play && hostile) {
            kept.push(trigger);
        }
    }
    accidents(scene, &mut kept);
    kept
}

/// Tells whether a sentence is about a match: two words of play or a score, nobody armed or hurt.
fn is_play(scene: &Scene<'_>, token: usize) -> bool {
    let tokens = scene.sentence_tokens(token);
    let armed = |t: usize| {
        scene.weapon(t).is_some_and(|(w, _)| w.kind != WeaponKind::Means)
            || scene.person(t).is_some_and(|p| p.status == Status::Combatant)
            || scene.cue("armed", t)
    };
    let mut words = 0;
    for at in tokens {
        if armed(at) {
            return false;
        }
        words += usize::from(scene.cue("play", at) || is_score(scene.word(at)));
    }
    words >= 2
}

/// "3-1".
fn is_score(word: &str) -> bool {
    let digits =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(a, b)| digits(a) && digits(b))
}

/// Those killed or hurt where only an accident is told are the accident's.
fn accidents(scene: &Scene<'_>, triggers: &mut [Trigger]) {
    let Ok(crash) = EventClass::parse("LOSS/crash") else { return };
    // For each sentence: whether it tells of an accident, and whether of violence.
    let mut told: HashMap<usize, (bool, bool)> = HashMap::default();
    for trigger in triggers.iter() {
        let entry = told.entry(scene.sentence(trigger.token)).or_default();
        entry.0 |= trigger.class == crash;
        entry.1 |= trigger.class != crash && !is_count(trigger);
    }
    let at = |sentence: usize| told.get(&sentence).copied().unwrap_or_default();
    for trigger in triggers.iter_mut().filter(|t| is_count(t)) {
        let here = scene.sentence(trigger.token);
        // "Two others died in hospital": up to two sentences on, where no violence is told between.
        let back = (here.saturating_sub(2)..=here).rev();
        let told = back.map(at).find(|(accident, violence)| *accident || *violence);
        if told == Some((true, false)) {
            trigger.class = crash;
        }
    }
}

/// A bare count of dead or hurt, without a word of how.
fn is_count(trigger: &Trigger) -> bool {
    matches!(trigger.counts, Some(Slot::Killed | Slot::Injured))
        && trigger.class.kind() == "ASSAULT"
        && trigger.class.mode().is_none()
        && matches!(trigger.frame, Frame::Kill | Frame::Die)
}

/// "the strike", "the attack", where the word was last met in a sense that is left alone.
pub(super) fn is_told_again(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    trigger.form == Form::Noun
        && trigger.words.len() == 1
        && standing::is_definite(scene, trigger.token)
        && scene.prep_object(trigger.token, &["on", "against", "by"]).is_none()
        && scene.kid(trigger.token, &["compound", "amod"]).is_none()
}
