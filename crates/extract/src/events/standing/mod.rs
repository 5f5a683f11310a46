//! How firmly a happening is put: certain or not, come about or not, or only planned.
//!
//! "may have bombed" is possible, "did not bomb" is denied, "failed to bomb" too, "plans to bomb" is
//! no happening yet, "threatened to bomb" is a threat. In: a trigger. Out: its standing relative to
//! the innermost voice (FactBank's scale: Saurí and Pustejovsky 2009). From the trigger a path goes
//! up the tree to the voice or the root ([`path`]); then the standing is carried down it, each word
//! changing what it governs ([`governors`]) and each its own negations and modals adding to it.
//! A definite noun ("denied the attack was theirs") is presupposed and keeps its standing.
//! Shown by the casebook pages `failed-to`, `denial`, `planned`, `may-have`.

mod governors;
mod modals;
mod negation;
mod path;
mod reported;
pub(crate) mod table;
mod unreal;

use rashomon_model::{Certainty, Polarity};

use crate::events::lexicon::Form;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;
use crate::speech::Attitude;
use path::{Link, Step};
pub(crate) use reported::Reported;

/// Whether a happening is told as come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reality {
    /// Told as come about, or as not come about.
    Actual,
    /// Planned, wished for, foreseen, or under a condition.
    Planned,
    /// Threatened.
    Threatened,
    /// Demanded.
    CalledFor,
}

/// How a happening is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) certainty: Certainty,
    pub(crate) polarity: Polarity,
    pub(crate) reality: Reality,
    /// The token at which its voices are looked up, where that is not the trigger: who denies
    /// reports of an attack speaks of the attack himself.
    pub(crate) voiced: Option<usize>,
}

impl Standing {
    /// Told as come about, by a voice that is sure.
    pub(crate) const PLAIN: Standing = Standing {
        certainty: Certainty::Certain,
        polarity: Polarity::Affirmed,
        reality: Reality::Actual,
        voiced: None,
    };

    fn weaken(&mut self, certainty: Certainty) {
        self.certainty = self.certainty.max(certainty);
    }

    fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Affirmed => Polarity::Denied,
            Polarity::Denied => Polarity::Affirmed,
        };
    }

    /// Returns the standing of what this rules out: "not by the army".
    pub(crate) fn turned(mut self) -> Standing {
        self.negate();
        self
    }

    fn become_unreal(&mut self, reality: Reality) {
        if self.reality == Reality::Actual {
            self.reality = reality;
        }
        self.weaken(Certainty::Possible);
    }

    /// Tells whether the happening is told as come about.
    pub(crate) fn holds(self) -> bool {
        self.reality == Reality::Actual && self.polarity == Polarity::Affirmed
    }
}

/// Finds how a trigger's happening is put.
pub(crate) fn of(scene: &Scene<'_>, reported: &Reported, trigger: &Trigger) -> Standing {
    let noun = trigger.form == Form::Noun;
    let presupposed = noun && is_definite(scene, trigger.token);
    let way = path::up(scene, reported, trigger.token, noun, presupposed);
    let mut standing = reported.at_top(scene, trigger.token, presupposed, &way);
    descend(scene, &way.steps, trigger.token, &mut standing);
    // A known happening stays what it was where the words above only do something about it.
    let light = presupposed && standing.reality == Reality::Actual;
    if light && !way.steps.iter().any(|s| matches!(s.link, Link::Governed(g) if g.even_definite)) {
        let voiced = denier(scene, trigger.token).or(standing.voiced);
        standing = Standing { voiced, ..Standing::PLAIN };
    }
    own_words(scene, trigger.token, trigger.token, trigger.counts.is_some(), &mut standing);
    standing
}

/// "The army denied the attack": that there was one is the word of who reports the denial. Returns
/// the token at which that voice is found.
fn denier(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let content = scene.speech.get(scene.speech.innermost(token)?)?;
    content.cue_head.filter(|_| content.attitude == Attitude::Denies)
}

/// Finds how a verb that is no trigger is put: "denied carrying out the attack".
pub(crate) fn of_verb(scene: &Scene<'_>, reported: &Reported, verb: usize) -> Standing {
    let way = path::up(scene, reported, verb, false, false);
    let mut standing = reported.at_top(scene, verb, false, &way);
    descend(scene, &way.steps, verb, &mut standing);
    own_words(scene, verb, verb, true, &mut standing);
    standing
}

fn descend(scene: &Scene<'_>, steps: &[Step], bottom: usize, standing: &mut Standing) {
    for (position, step) in steps.iter().enumerate().rev() {
        let below = position.checked_sub(1).and_then(|p| steps.get(p)).map_or(bottom, |s| s.node);
        own_words(scene, step.node, below, false, standing);
        carry_down(step, standing);
    }
}

/// "the jet was not shot down": how it was lost is denied, not that it was; "no jet was shot down"
/// denies the loss.
pub(crate) fn denies_only_how(scene: &Scene<'_>, trigger: &Trigger, standing: Standing) -> bool {
    let shot = trigger.class.kind() == "LOSS" && trigger.class.mode() == Some("shot-down");
    let lost = || {
        let passive = crate::events::roles::is_passive(scene, trigger.token);
        let thing = if passive {
            crate::events::roles::subject(scene, trigger.token)
        } else {
            scene.kid(trigger.token, &["dobj"])
        };
        let pronoun = |t: usize| matches!(scene.word(t), "it" | "they" | "them");
        thing.is_some_and(|t| is_definite(scene, t) || pronoun(t))
    };
    let denied = standing.polarity == Polarity::Denied && standing.reality == Reality::Actual;
    shot && denied && lost()
}

/// Applies a word's own modals, negations and conditions; `below` is the word it governs.
fn own_words(scene: &Scene<'_>, node: usize, below: usize, counted: bool, standing: &mut Standing) {
    if scene.is_noun(node) && scene.kid(node, &["aux", "auxpass", "nsubj"]).is_none() {
        modals::of_noun(scene, node, standing);
        negation::of_noun(scene, node, standing);
        return;
    }
    let trigger = node == below;
    negation::of_verb(scene, node, below, standing);
    modals::of_verb(scene, node, trigger, counted, standing);
    unreal::of_verb(scene, node, standing);
}

/// Carries a standing from a word to the one it governs.
fn carry_down(step: &Step, standing: &mut Standing) {
    match step.link {
        Link::Shared => {}
        Link::Governed(governor) => governors::apply(governor, standing),
        Link::Unreal => {
            if standing.reality == Reality::Actual {
                let voiced = standing.voiced;
                *standing = Standing { voiced, ..Standing::PLAIN };
            } else {
                standing.polarity = Polarity::Affirmed;
            }
        }
    }
}

/// "the attack", "his killing", "Tuesday's raid".
pub(crate) fn is_definite(scene: &Scene<'_>, noun: usize) -> bool {
    scene.kids(noun).any(|k| {
        scene.dep(k) == "poss"
            || matches!(scene.word(k), "the" | "this" | "that" | "these" | "those")
    })
}
