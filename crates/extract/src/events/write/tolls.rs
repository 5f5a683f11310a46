//! Which of the people counted become claims of an event.

use crate::events::killed;
use crate::events::people::Counted;
use crate::events::standing::Reality;
use crate::events::tell::{Finding, Told, carrying};
use crate::events::write::Found;
use rashomon_model::{EventId, Polarity, Quantity, Slot, Value, Who};

impl Found<'_, '_> {
    /// Tolls: named singles and bare plurals only where no figure counts the same.
    pub(super) fn totals(&self, members: &[Vec<usize>], told: &mut Told) {
        for (event, members) in members.iter().enumerate() {
            let actual = |i: &&usize| self.standings[**i].reality == Reality::Actual;
            let all: Vec<(usize, Slot, &Counted)> = members
                .iter()
                .filter(actual)
                .flat_map(|i| self.tolls[*i].iter().map(|(slot, c)| (*i, *slot, c)))
                .collect();
            let counted = |slot: Slot| {
                all.iter()
                    .any(|(_, s, c)| *s == slot && !c.bare && c.quantity.who != Some(Who::Named))
            };
            let larger = |slot: Slot, low: u32| {
                all.iter().any(|(_, s, c)| *s == slot && !c.bare && !c.part && c.quantity.low > low)
            };
            let fresh = |slot: Slot| {
                all.iter().any(|(_, s, c)| *s == slot && c.is_figure() && !c.superseded)
            };
            for (index, slot, counted_phrase) in &all {
                let quantity = &counted_phrase.quantity;
                let named = quantity.who == Some(Who::Named);
                let part = counted_phrase.part && larger(*slot, quantity.low);
                let weak = counted_phrase.bare || named;
                if counted_phrase.superseded && fresh(*slot) {
                    continue;
                }
                if part || counted_phrase.joint {
                    self.named(EventId::at(event), *index, counted_phrase, told);
                } else if !(weak && counted(*slot)) {
                    let same = all.iter().filter(|(_, s, _)| s == slot).map(|(_, _, c)| *c);
                    let counted = killed::sorted(self.scene, counted_phrase, same);
                    self.toll(EventId::at(event), *index, *slot, &counted, told);
                } else if named {
                    self.named(EventId::at(event), *index, counted_phrase, told);
                }
            }
        }
    }

    /// "no casualties": nought is told where the happening to be counted is denied.
    pub(super) fn nobody(&self, told: &mut Told) {
        for (index, trigger) in self.triggers.iter().enumerate() {
            let mut standing = self.standings[index];
            if standing.polarity != Polarity::Denied || standing.reality != Reality::Actual {
                continue;
            }
            let Some((slots, quantity, words)) = killed::none::of(self.scene, trigger) else {
                continue;
            };
            standing.polarity = Polarity::Affirmed;
            for slot in slots {
                told.tell(
                    self.scene,
                    Finding {
                        event: self.event[index],
                        slot,
                        value: Value::Toll(quantity.clone()),
                        at: trigger.token,
                        tokens: carrying(self.scene, &trigger.words, &words),
                        standing,
                        rule: "killed",
                    },
                );
            }
        }
    }

    pub(super) fn toll(
        &self,
        event: EventId,
        index: usize,
        slot: Slot,
        counted: &Counted,
        told: &mut Told,
    ) {
        let trigger = &self.triggers[index];
        let quantity: Quantity = counted.quantity.clone();
        // "Ana Dole was killed … Dole's murder": one person, told of twice.
        let person = self.scene.entity(counted.head).filter(|_| quantity.who == Some(Who::Named));
        if let Some(person) = person.filter(|_| quantity.low == 1) {
            let voices = self.scene.speech.voices(self.scene.annotated, trigger.token);
            if !told.is_new(event, slot, person, &voices, self.standings[index].polarity) {
                return;
            }
        }
        told.tell(
            self.scene,
            Finding {
                event,
                slot,
                value: Value::Toll(quantity),
                at: trigger.token,
                tokens: carrying(self.scene, &trigger.words, &counted.tokens),
                standing: self.standings[index],
                rule: "killed",
            },
        );
    }

    /// One named among many counted is whom it hit, not a rival figure.
    pub(super) fn named(&self, event: EventId, index: usize, counted: &Counted, told: &mut Told) {
        // Of several named together `target` tells one by one.
        if counted.quantity.low > 1 && counted.quantity.who == Some(Who::Named) {
            return;
        }
        let trigger = &self.triggers[index];
        let entity = self.scene.entity(counted.head);
        let (text, status) = (counted.quantity.text.clone(), counted.quantity.status);
        told.tell(
            self.scene,
            Finding {
                event,
                slot: Slot::Target,
                value: Value::Target { entity, text, status },
                at: trigger.token,
                tokens: carrying(self.scene, &trigger.words, &counted.tokens),
                standing: self.standings[index],
                rule: "killed",
            },
        );
    }
}
