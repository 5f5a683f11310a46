//! What is laid on an event from elsewhere in the text: accusations, judgements, what became of crews.

use crate::events::standing::{Reality, Standing};
use crate::events::tell::{Finding, Told, carrying};
use crate::events::triggers::Trigger;
use crate::events::write::{Found, answers, suspected};
use crate::events::{accuse, outcome, stance};
use rashomon_model::{Responsible, Slot, Value, Voice};
use std::collections::HashMap;

impl Found<'_, '_> {
    /// Finds the trigger told last before a token, in its sentence or one of the few before.
    pub(super) fn last_before(
        &self,
        token: usize,
        reach: usize,
        fits: impl Fn(&Trigger) -> bool,
    ) -> Option<usize> {
        let here = self.scene.sentence(token);
        let end = self.triggers.partition_point(|t| t.words.start < token);
        let recent = (0..end).rev().take(12);
        let mut recent = recent
            .filter(|i| here.saturating_sub(self.scene.sentence(self.triggers[*i].token)) <= reach);
        recent.find(|i| fits(&self.triggers[*i]) && self.standings[*i].reality == Reality::Actual)
    }

    pub(super) fn laid(&self, told: &mut Told) {
        for laid in accuse::all(self.scene, &self.nearest) {
            let mut near = laid.triggers.iter().copied();
            let named = near.find(|t| answers(self.triggers[*t].class));
            let before = || self.last_before(laid.cue, 2, |t| answers(t.class));
            let index = if laid.named { named } else { named.or_else(before) };
            let Some(index) = index else { continue };
            // Nobody answers for what is only planned or threatened.
            if self.standings[index].reality != Reality::Actual {
                continue;
            }
            let (polarity, certainty) = (laid.polarity, laid.certainty);
            let plain = Standing { polarity, certainty, ..Standing::PLAIN };
            let cue = laid.cue..laid.cue + 1;
            told.tell(
                self.scene,
                Finding {
                    event: self.event[index],
                    slot: Slot::Responsibility,
                    tokens: carrying(self.scene, &cue, &laid.party.tokens),
                    value: Value::Responsibility {
                        entity: laid.party.entity,
                        text: laid.party.text,
                        by: laid.by,
                    },
                    // Whom somebody accuses stands inside the accuser's words, the verb before them.
                    at: match laid.by {
                        Responsible::Accused => laid.party.tokens.start,
                        _ => laid.cue,
                    },
                    standing: suspected(plain, laid.party.suspected),
                    rule: "accuse",
                },
            );
        }
    }

    pub(super) fn thoughts(&self, told: &mut Told) {
        let plain = Standing::PLAIN;
        let judges: HashMap<usize, Voice> = self
            .scene
            .speech
            .contents
            .iter()
            .enumerate()
            .filter_map(|(i, c)| {
                let id = rashomon_model::AttributionId::at(i);
                Some((c.cue_head?, Voice::Attribution { id, entity: c.entity }))
            })
            .collect();
        for thought in stance::all(self.scene, &self.nearest) {
            let fits = |t: &Trigger| answers(t.class) || t.class.kind() == "PROTEST";
            let index = thought.trigger.filter(|t| fits(&self.triggers[*t]));
            let Some(index) = index else { continue };
            let text = self.scene.text(thought.tokens.clone());
            told.tell_judgement(
                self.scene,
                Finding {
                    event: self.event[index],
                    slot: Slot::Stance,
                    value: Value::Stance { kind: thought.kind, text },
                    at: thought.at,
                    tokens: thought.tokens,
                    standing: plain,
                    rule: "stance",
                },
                judges.get(&thought.at).cloned(),
            );
        }
        for end in outcome::crew(self.scene) {
            let Some(index) = self.last_before(end.at, 8, |t| t.class.kind() == "LOSS") else {
                continue;
            };
            told.tell(
                self.scene,
                Finding {
                    event: self.event[index],
                    slot: Slot::Outcome,
                    value: Value::Outcome { text: end.text, holder: end.holder },
                    at: end.at,
                    tokens: end.tokens,
                    standing: plain,
                    rule: "outcome",
                },
            );
        }
    }
}
