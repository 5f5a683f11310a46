//! Gathers claims: each said once for a voice, each with the words that carry it.
//!
//! In: what a rule found. Out: claims in the order of telling. Must hold: a claim's span covers
//! its trigger and its argument, and never leaves the sentence.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashSet;
use rashomon_model::{Certainty, Claim, EntityId, EventId, Polarity, Slot, Value, Voice};

use crate::events::scene::Scene;
use crate::events::standing::{Reality, Standing};

/// What a rule found, before it becomes a claim.
pub(crate) struct Finding {
    pub(crate) event: EventId,
    pub(crate) slot: Slot,
    pub(crate) value: Value,
    /// The token at which the voices are looked up.
    pub(crate) at: usize,
    /// The words that carry it.
    pub(crate) tokens: Range<usize>,
    pub(crate) standing: Standing,
    pub(crate) rule: &'static str,
}

/// The claims of a report as they are gathered.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) claims: Vec<Claim>,
    seen: HashSet<String>,
}

impl Told {
    /// Tells whether a voice tells for the first time that a person suffered a happening.
    pub(crate) fn is_new(
        &mut self,
        event: EventId,
        slot: Slot,
        person: EntityId,
        said_by: &[Voice],
        polarity: Polarity,
    ) -> bool {
        self.seen.insert(format!("{event} {slot:?} {person:?} {said_by:?} {polarity:?}"))
    }

    /// Adds a claim unless the same voice has already made it in the same words.
    pub(crate) fn tell(&mut self, scene: &Scene<'_>, finding: Finding) {
        let at = finding.standing.voiced.unwrap_or(finding.at);
        let said_by = scene.speech.voices(scene.annotated, at);
        self.tell_as(scene, finding, said_by);
    }

    /// Adds what a voice thinks: the one that judges is the last of its chain.
    pub(crate) fn tell_judgement(
        &mut self,
        scene: &Scene<'_>,
        finding: Finding,
        judge: Option<Voice>,
    ) {
        let mut said_by = scene.speech.voices(scene.annotated, finding.at);
        said_by.extend(judge);
        self.tell_as(scene, finding, said_by);
    }

    fn tell_as(&mut self, scene: &Scene<'_>, finding: Finding, said_by: Vec<Voice>) {
        let polarity = finding.standing.polarity;
        let key = key(&finding, &said_by, polarity);
        if !self.seen.insert(key) {
            return;
        }
        self.claims.push(Claim {
            event: finding.event,
            slot: finding.slot,
            value: finding.value,
            said_by,
            certainty: finding.standing.certainty,
            polarity,
            planned: finding.standing.reality == Reality::Planned,
            denies: Vec::new(),
            span: scene.annotated.span(finding.tokens),
            rule: Cow::Borrowed(finding.rule),
        });
    }
}

fn key(finding: &Finding, said_by: &[Voice], polarity: Polarity) -> String {
    let certain: Certainty = finding.standing.certainty;
    format!(
        "{} {:?} {:?} {said_by:?} {polarity:?} {certain:?}",
        finding.event, finding.slot, finding.value
    )
}

/// Returns the smallest run of tokens over a trigger and an argument of the same sentence.
pub(crate) fn carrying(
    scene: &Scene<'_>,
    trigger: &Range<usize>,
    argument: &Range<usize>,
) -> Range<usize> {
    if scene.sentence(trigger.start) != scene.sentence(argument.start) {
        return argument.clone();
    }
    trigger.start.min(argument.start)..trigger.end.max(argument.end)
}
