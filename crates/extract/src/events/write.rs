//! Turns triggers into events with claims.
//!
//! In: triggers. Out: events in text order and what is claimed of each. This file knows the order
//! of the rules and nothing of language: roles, standing, tolls, joining, then slot by slot.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use rashomon_model::{
    Certainty, Claim, EventClass, EventId, Polarity, Quantity, Responsible, Slot, StanceKind,
    Value, Voice, Who,
};

use crate::events::lexicon::Form;
use crate::events::merge::{self, Traits};
use crate::events::nearest::Nearest;
use crate::events::people::Counted;
use crate::events::place::Where;
use crate::events::roles::{self, Roles};
use crate::events::scene::Scene;
use crate::events::standing::{self, Reality, Standing};
use crate::events::tell::{Finding, Told, carrying};
use crate::events::triggers::Trigger;
use crate::events::{
    accuse, cause, killed, outcome, place, responsibility, stance, target, time, weapon,
};

/// One happening in tokens.
pub(crate) struct Happening {
    pub(crate) class: EventClass,
    pub(crate) trigger: Range<usize>,
    pub(crate) again: Vec<Range<usize>>,
}

/// Events and claims of a report.
pub(crate) struct Written {
    pub(crate) events: Vec<Happening>,
    pub(crate) claims: Vec<Claim>,
}

/// Everything found about the triggers before they are joined.
struct Found<'s, 'a> {
    scene: &'s Scene<'a>,
    nearest: Nearest,
    triggers: Vec<Trigger>,
    roles: Vec<Roles>,
    standings: Vec<Standing>,
    tolls: Vec<Vec<(Slot, Counted)>>,
    places: Vec<Where>,
    times: Vec<(usize, rashomon_model::TimeId)>,
    event: Vec<EventId>,
}

/// Turns triggers into events with claims.
pub(crate) fn write(scene: &Scene<'_>, mut triggers: Vec<Trigger>) -> Written {
    let nearest = Nearest::new(scene, &triggers);
    let roles: Vec<Roles> = triggers.iter().map(|t| roles::of(scene, t)).collect();
    for (trigger, roles) in triggers.iter_mut().zip(&roles) {
        trigger.class = weapon::class(scene, trigger, roles);
    }
    let standings: Vec<Standing> = triggers.iter().map(|t| standing::of(scene, t)).collect();
    let tolls: Vec<_> =
        (0..triggers.len()).map(|i| killed::of(scene, &nearest, &triggers, i, &roles[i])).collect();
    let places = place::all(scene, &nearest);
    let times = time::all(scene, &nearest);
    let mut found = Found {
        scene,
        nearest,
        triggers,
        roles,
        standings,
        tolls,
        places,
        times,
        event: Vec::new(),
    };
    let traits = found.traits();
    let event = merge::happenings(scene, &found.nearest, &found.triggers, &traits);
    found.event = event.into_iter().map(EventId::at).collect();
    let claims = found.claims();
    Written { events: found.events(), claims }
}

impl Found<'_, '_> {
    /// What joining looks at, for each trigger.
    fn traits(&self) -> Vec<Traits> {
        let mut out: Vec<Traits> = (0..self.triggers.len()).map(|i| self.traits_of(i)).collect();
        for place in self.places.iter().filter(|p| !p.dateline) {
            let Some(traits) = place.trigger.and_then(|t| out.get_mut(t)) else { continue };
            traits.places.extend(merge::place_keys(self.scene, place));
        }
        for (trigger, time) in &self.times {
            let Some(traits) = out.get_mut(*trigger) else { continue };
            traits.times.extend(merge::time_key(self.scene, *time));
        }
        out
    }

    fn traits_of(&self, index: usize) -> Traits {
        let trigger = &self.triggers[index];
        let tolls = &self.tolls[index];
        let figures = tolls.iter().filter(|(slot, _)| *slot == Slot::Killed);
        let sentence = self.scene.sentence(trigger.token);
        Traits {
            class: trigger.class,
            standing: self.standings[index],
            places: BTreeSet::new(),
            times: BTreeSet::new(),
            tolls: figures.map(|(_, c)| c.quantity.low).collect(),
            total: tolls.iter().any(|(_, c)| c.quantity.cumulative),
            sentences: (sentence, sentence),
            last: index,
        }
    }

    /// The happenings: the class of the first trigger that says how.
    fn events(&self) -> Vec<Happening> {
        let count = self.event.iter().map(|e| e.index() + 1).max().unwrap_or(0);
        let mut out: Vec<Option<Happening>> = (0..count).map(|_| None).collect();
        for (trigger, event) in self.triggers.iter().zip(&self.event) {
            let words = trigger.words.clone();
            match &mut out[event.index()] {
                Some(happening) => {
                    let vague = matches!(happening.class.mode(), None | Some("destroy"));
                    let telling = trigger.class.mode().is_some_and(|m| m != "destroy");
                    let same = trigger.class.kind() == happening.class.kind();
                    let vague = vague && (telling || happening.class.mode().is_none());
                    if vague && same && trigger.class.mode().is_some() {
                        happening.class = trigger.class;
                    }
                    happening.again.push(words);
                }
                slot => {
                    *slot =
                        Some(Happening { class: trigger.class, trigger: words, again: Vec::new() });
                }
            }
        }
        out.into_iter().flatten().collect()
    }

    fn members(&self) -> Vec<Vec<usize>> {
        let count = self.event.iter().map(|e| e.index() + 1).max().unwrap_or(0);
        let mut out = vec![Vec::new(); count];
        for (index, event) in self.event.iter().enumerate() {
            out[event.index()].push(index);
        }
        out
    }

    fn claims(&self) -> Vec<Claim> {
        let mut told = Told::default();
        let members = self.members();
        for index in 0..self.triggers.len() {
            self.occurrence(index, &mut told);
            if self.standings[index].reality == Reality::Actual {
                self.who_and_what(index, &mut told);
            }
        }
        self.totals(&members, &mut told);
        self.where_and_when(&members, &mut told);
        self.laid(&mut told);
        self.thoughts(&mut told);
        told.claims
    }

    /// "the rule that found it" of an occurrence depends on how it is told.
    fn occurrence(&self, index: usize, told: &mut Told) {
        let trigger = &self.triggers[index];
        let standing = self.standings[index];
        let tokens = trigger.words.clone();
        let text = self.scene.text(tokens.clone());
        let (slot, value) = match standing.reality {
            Reality::Actual | Reality::Planned => (Slot::Occurrence, Value::Occurrence),
            Reality::Threatened => {
                (Slot::Stance, Value::Stance { kind: StanceKind::Threatens, text })
            }
            Reality::CalledFor => {
                (Slot::Stance, Value::Stance { kind: StanceKind::CallsFor, text })
            }
        };
        told.tell(
            self.scene,
            Finding {
                event: self.event[index],
                slot,
                value,
                at: trigger.token,
                tokens,
                standing,
                rule: "standing",
            },
        );
    }

    fn who_and_what(&self, index: usize, told: &mut Told) {
        let trigger = &self.triggers[index];
        let (scene, roles, standing) = (self.scene, &self.roles[index], self.standings[index]);
        let event = self.event[index];
        let mut tell = |slot, value, argument: Range<usize>, standing, rule| {
            let tokens = carrying(scene, &trigger.words, &argument);
            told.tell(
                scene,
                Finding { event, slot, value, at: trigger.token, tokens, standing, rule },
            );
        };
        // "foiled an attack by rebels", "no strikes by the army": nothing came about, so nobody is
        // held responsible, and the party named has denied nothing.
        let nobody = trigger.form == Form::Noun
            && trigger.object.is_none()
            && standing.polarity == Polarity::Denied;
        if answers(trigger.class) && !nobody {
            for party in responsibility::of(scene, &self.nearest, trigger, roles) {
                let standing = suspected(standing, party.suspected);
                let by = Responsible::Stated;
                let value = Value::Responsibility { entity: party.entity, text: party.text, by };
                tell(Slot::Responsibility, value, party.tokens, standing, "responsibility");
            }
        }
        for hit in target::of(scene, &self.nearest, trigger, roles) {
            let (entity, text, status) = (hit.entity, hit.text, hit.status);
            if hit.damaged {
                tell(Slot::Damage, Value::Damage { entity, text }, hit.tokens, standing, "target");
            } else if trigger.class.kind() == "ASSAULT"
                || trigger.class.kind() == "LOSS"
                || trigger.class.kind() == "COERCE"
                || trigger.class.kind() == "CONTROL"
            {
                tell(
                    Slot::Target,
                    Value::Target { entity, text, status },
                    hit.tokens,
                    standing,
                    "target",
                );
            }
        }
        if matches!(trigger.class.kind(), "ASSAULT" | "LOSS") {
            for arm in weapon::of(scene, trigger, roles) {
                let value = Value::Weapon { entity: arm.entity, text: arm.text };
                tell(Slot::Weapon, value, arm.tokens, standing, "weapon");
            }
        }
        if let Some(why) = cause::of(scene, trigger) {
            let value = Value::Cause { text: why.text, kind: why.kind };
            tell(Slot::Cause, value, why.tokens, standing, "cause");
        }
        if let Some(end) = outcome::of(scene, trigger, roles).filter(|_| standing.holds()) {
            let value = Value::Outcome { text: end.text, holder: end.holder };
            tell(Slot::Outcome, value, end.tokens, standing, "outcome");
        }
    }

    /// Tolls: named singles and bare plurals only where no figure counts the same.
    fn totals(&self, members: &[Vec<usize>], told: &mut Told) {
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
            for (index, slot, counted_phrase) in &all {
                let quantity = &counted_phrase.quantity;
                let named = quantity.who == Some(Who::Named);
                let part = counted_phrase.part && larger(*slot, quantity.low);
                let weak = counted_phrase.bare || named;
                if part {
                    self.named(EventId::at(event), *index, counted_phrase, told);
                } else if !(weak && counted(*slot)) {
                    self.toll(EventId::at(event), *index, *slot, counted_phrase, told);
                } else if named {
                    self.named(EventId::at(event), *index, counted_phrase, told);
                }
            }
        }
    }

    fn toll(&self, event: EventId, index: usize, slot: Slot, counted: &Counted, told: &mut Told) {
        let trigger = &self.triggers[index];
        let quantity: Quantity = counted.quantity.clone();
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
    fn named(&self, event: EventId, index: usize, counted: &Counted, told: &mut Told) {
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

    fn where_and_when(&self, members: &[Vec<usize>], told: &mut Told) {
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
        for (index, id) in &self.times {
            if self.standings[*index].reality != Reality::Actual {
                continue;
            }
            let Some(time) = self.scene.annotated.times.get(id.index()) else { continue };
            let trigger = &self.triggers[*index];
            told.tell(
                self.scene,
                Finding {
                    event: self.event[*index],
                    slot: Slot::Time,
                    value: Value::Time { time: *id, text: self.scene.text(time.tokens.clone()) },
                    at: trigger.token,
                    tokens: carrying(self.scene, &trigger.words, &time.tokens),
                    standing: affirmed(self.standings[*index]),
                    rule: "time",
                },
            );
        }
    }

    /// Finds the trigger told last before a token, in its sentence or one of the few before.
    fn last_before(
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

    fn laid(&self, told: &mut Told) {
        for laid in accuse::all(self.scene, &self.nearest) {
            let mut near = laid.triggers.iter().copied();
            let named = near.find(|t| answers(self.triggers[*t].class));
            let index = named.or_else(|| self.last_before(laid.cue, 2, |t| answers(t.class)));
            let Some(index) = index else { continue };
            let certainty = Certainty::Certain;
            let plain = Standing { certainty, polarity: laid.polarity, reality: Reality::Actual };
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

    fn thoughts(&self, told: &mut Told) {
        let plain = Standing {
            certainty: Certainty::Certain,
            polarity: Polarity::Affirmed,
            reality: Reality::Actual,
        };
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

/// Classes of which somebody can be held responsible.
fn answers(class: EventClass) -> bool {
    matches!(class.kind(), "ASSAULT" | "COERCE" | "LOSS" | "CONTROL")
}

fn suspected(mut standing: Standing, suspected: bool) -> Standing {
    if suspected {
        standing.certainty = standing.certainty.max(Certainty::Possible);
    }
    standing
}

/// Where and when a denied happening would have been is not itself denied.
fn affirmed(standing: Standing) -> Standing {
    Standing { polarity: Polarity::Affirmed, ..standing }
}
