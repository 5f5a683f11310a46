//! Where and when an event took place, told once for the event.

use crate::events::place;
use crate::events::standing::{Reality, Standing};
use crate::events::tell::{Finding, Told, carrying};
use crate::events::write::Found;
use rashomon_model::{EventId, Polarity, Slot, TimeId, Value};

impl Found<'_, '_> {
    pub(super) fn where_and_when(&self, members: &[Vec<usize>], told: &mut Told) {
        let by_sentence = place::by_sentence(self.scene, &self.places);
        for (event, members) in members.iter().enumerate() {
            let real: Vec<usize> = members
                .iter()
                .copied()
                .filter(|i| self.standings[*i].reality == Reality::Actual)
                .collect();
            let Some(first) = real.first().copied() else { continue };
            let chosen =
                place::of_event(self.scene, &self.places, &by_sentence, &real, &self.triggers);
            for place in chosen.into_iter().filter_map(|p| self.places.get(p)) {
                let index = place.trigger.filter(|t| real.contains(t)).unwrap_or(first);
                let trigger = &self.triggers[index];
                let text = self.scene.text(place.tokens.clone());
                told.tell(
                    self.scene,
                    Finding {
                        event: EventId::at(event),
                        slot: Slot::Place,
                        value: Value::Place { place: place.place, text, relation: place.relation },
                        at: place.head,
                        tokens: carrying(self.scene, &trigger.words, &place.tokens),
                        standing: affirmed(self.standings[index]),
                        rule: "place",
                    },
                );
            }
        }
        for told_time in &self.times {
            let index = told_time.trigger;
            if self.standings[index].reality != Reality::Actual {
                continue;
            }
            let tokens =
                |id: TimeId| Some(self.scene.annotated.times.get(id.index())?.tokens.clone());
            let Some(mut tokens_of) = tokens(told_time.time) else { continue };
            if let Some(last) = told_time.until.and_then(tokens) {
                tokens_of.end = last.end;
            }
            let trigger = &self.triggers[index];
            told.tell(
                self.scene,
                Finding {
                    event: self.event[index],
                    slot: Slot::Time,
                    value: Value::Time {
                        time: told_time.time,
                        until: told_time.until,
                        text: self.scene.text(tokens_of.clone()),
                    },
                    at: trigger.token,
                    tokens: carrying(self.scene, &trigger.words, &tokens_of),
                    standing: affirmed(self.standings[index]),
                    rule: "time",
                },
            );
        }
    }
}

/// Where and when a denied happening would have been is not itself denied.
fn affirmed(standing: Standing) -> Standing {
    Standing { polarity: Polarity::Affirmed, ..standing }
}
