//! Turns triggers into events with claims.
//!
//! In: triggers. Out: events in text order and what is claimed of each. This file knows the order
//! of the rules and nothing of language: roles, standing, tolls, joining, then slot by slot, each
//! group of slots in a file of its own.

mod deeds;
mod settings;
mod tolls;
mod voices;

use std::collections::BTreeSet;
use std::ops::Range;

use rashomon_model::{Certainty, Claim, EntityId, EventClass, EventId, Slot, Who};

use crate::events::denials;
use crate::events::merge::{self, Traits};
use crate::events::nearest::Nearest;
use crate::events::people::Counted;
use crate::events::place::Where;
use crate::events::roles::{self, Roles};
use crate::events::scene::Scene;
use crate::events::standing::{self, Reality, Standing};
use crate::events::tell::Told;
use crate::events::triggers::Trigger;
use crate::events::{killed, once, people, place, time, weapon};

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
    times: Vec<time::Timed>,
    event: Vec<EventId>,
}

/// Turns triggers into events with claims.
pub(crate) fn write(scene: &Scene<'_>, mut triggers: Vec<Trigger>) -> Written {
    let nearest = Nearest::new(scene, &triggers);
    let roles: Vec<Roles> = triggers.iter().map(|t| roles::of(scene, t)).collect();
    for (trigger, roles) in triggers.iter_mut().zip(&roles) {
        trigger.class = weapon::class(scene, trigger, roles);
    }
    let reported = standing::Reported::new(scene);
    let standings: Vec<Standing> =
        triggers.iter().map(|t| standing::of(scene, &reported, t)).collect();
    let tolls: Vec<_> =
        (0..triggers.len()).map(|i| killed::of(scene, &nearest, &triggers, i, &roles[i])).collect();
    let places = place::all(scene, &nearest);
    let mut times = time::all(scene, &nearest);
    times.retain(|t| !roles::is_late_death(scene, &triggers[t.trigger], &roles[t.trigger]));
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
        for time in &self.times {
            let Some(traits) = out.get_mut(time.trigger) else { continue };
            traits.times.extend(merge::time_key(self.scene, *time));
        }
        out
    }

    /// The persons killed whom the words of a trigger name.
    fn dead(&self, index: usize) -> BTreeSet<EntityId> {
        let trigger = &self.triggers[index];
        if trigger.counts != Some(Slot::Killed) || !self.standings[index].holds() {
            return BTreeSet::new();
        }
        let named = self.roles[index].sufferers.iter().copied();
        let named = named.filter(|t| people::is_named(self.scene, *t));
        named.filter_map(|t| self.scene.entity(t)).collect()
    }

    fn traits_of(&self, index: usize) -> Traits {
        let trigger = &self.triggers[index];
        let tolls = &self.tolls[index];
        let figures = tolls.iter().filter(|(slot, _)| *slot == Slot::Killed);
        let sentence = self.scene.sentence(trigger.token);
        Traits {
            class: trigger.class,
            standing: self.standings[index],
            dead: self.dead(index),
            places: BTreeSet::new(),
            times: BTreeSet::new(),
            tolls: figures.map(|(_, c)| c.extent()).collect(),
            single: tolls.iter().all(|(_, c)| c.quantity.who == Some(Who::Named)),
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
        self.nobody(&mut told);
        self.where_and_when(&members, &mut told);
        self.laid(&mut told);
        self.rejected(&mut told);
        self.thoughts(&mut told);
        let mut claims = told.claims;
        once::told(&mut claims);
        denials::tie(&mut claims);
        claims
    }
}

/// Classes of which somebody can be held responsible.
pub(super) fn answers(class: EventClass) -> bool {
    matches!(class.kind(), "ASSAULT" | "COERCE" | "LOSS" | "CONTROL")
}

pub(super) fn suspected(mut standing: Standing, suspected: bool) -> Standing {
    if suspected {
        standing.certainty = standing.certainty.max(Certainty::Possible);
    }
    standing
}
