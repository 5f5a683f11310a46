//! Gathers claims: each said once for a voice, each with the words that carry it.
//!
//! In: what a rule found. Out: claims in the order of telling. Must hold: a claim's span covers
//! its trigger and its argument, and never leaves the sentence.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

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

    /// Drops what tells of people again who are counted in the same happening: "six priests were
    /// killed … the murder of the priests".
    pub(crate) fn once(&mut self) {
        let mut counted: HashMap<EventId, HashSet<String>> = HashMap::new();
        for claim in &self.claims {
            if let Value::Toll(quantity) = &claim.value {
                counted.entry(claim.event).or_default().extend(nouns(&quantity.text));
            }
        }
        let mut held: HashSet<(EventId, String, String)> = HashSet::new();
        self.claims.retain(|claim| match &claim.value {
            // "Guerrillas attacked … the urban guerrillas fled": the same people by the same voice.
            Value::Responsibility { entity: None, text, by } => {
                let head = text.split(" of ").next().and_then(|t| nouns(t).last());
                let voice = format!("{:?} {by:?} {:?}", claim.said_by, claim.polarity);
                head.is_none_or(|head| held.insert((claim.event, voice, head)))
            }
            Value::Target { text, entity: None, .. } if claim.rule == "target" => {
                let known = counted.get(&claim.event);
                !known.is_some_and(|known| nouns(text).last().is_some_and(|n| known.contains(&n)))
            }
            _ => true,
        });
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

/// The words of a phrase in lower case, without the ending of the plural.
fn nouns(text: &str) -> impl DoubleEndedIterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 2);
    words.map(|w| w.to_lowercase().trim_end_matches('s').to_owned())
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
