//! Two outlets, or two voices, over all events they share: where they differ, what each leaves out.
//!
//! In: the events of a case and two sides. Out: for every event that both tell, slot by slot what each
//! says, how the two stand and why, in the words of the event's own comparison; the slots that one
//! tells and the other, read whole, does not; whom each lets speak. Nothing is compared anew here: two
//! values are the same where the event holds them for one, and conflict where it says they do.
//!
//! Must hold: swapping the two sides swaps the answer and changes nothing else.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::filter::named;
use super::outlets::{Outlets, some};
use super::{account_of, claim_of};
use crate::Error;
use crate::json::case::{Claim, Entity, Event, Report, Slot, SlotValue, Voice};

/// Name and version of the shape.
pub const SCHEMA: &str = "rashomon/diff/1";

/// One of the two that are compared: what an outlet publishes, or what a voice says through any.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The name asked for.
    pub name: String,
    /// outlet or voice.
    pub kind: String,
    /// The outlets meant, or the entities of the voice.
    pub means: Vec<String>,
}

impl Side {
    /// Finds whom a name means: an outlet under any of its names, else a voice.
    ///
    /// # Errors
    /// Where neither an outlet nor a voice of the case is called so.
    pub fn find(
        name: &str,
        outlets: &Outlets,
        entities: &[Entity],
        events: &[Event],
    ) -> Result<Side, Error> {
        let found = outlets.find(name);
        if !found.is_empty() {
            let means = found.into_iter().collect();
            return Ok(Side { name: name.to_owned(), kind: "outlet".to_owned(), means });
        }
        let ids = named(name, entities);
        let side = Side {
            name: name.to_owned(),
            kind: "voice".to_owned(),
            means: ids.into_iter().collect(),
        };
        let speaks = |claim: &Claim| side.has(claim, outlets);
        if events.iter().flat_map(|event| &event.claims).any(speaks) {
            return Ok(side);
        }
        Err(Error::not_found(format!(
            "no outlet or voice of the case is called `{name}`; outlets: {}",
            some(outlets.names().into_iter())
        )))
    }

    /// Tells whether a claim is theirs: published by the outlet, or said by the voice itself.
    pub fn has(&self, claim: &Claim, outlets: &Outlets) -> bool {
        if self.kind == "outlet" {
            let outlet = outlets.of_report(&claim.report);
            return outlet.is_some_and(|outlet| self.means.iter().any(|name| name == outlet));
        }
        let Some(voice) = claim.said_by.last().filter(|voice| !voice.is_outlet()) else {
            return false;
        };
        let text = voice.text.value().map(|text| text.to_lowercase());
        voice.entity.value().is_some_and(|id| self.means.contains(id))
            || text.is_some_and(|text| text == self.name.to_lowercase())
    }
}

/// What two sides tell of the events they share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// Name and version of the shape.
    pub schema: String,
    /// The two sides.
    pub sides: [Side; 2],
    /// Counts over all shared events.
    pub summary: Summary,
    /// The events both tell, in the order of the case.
    pub events: Vec<Shared>,
    /// Ids of the events that only one of them tells; `rashomon gaps` says what that means.
    pub only: [Vec<String>; 2],
}

/// Counts over all shared events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Events both tell.
    pub shared: u64,
    /// Those on which they cannot both hold.
    pub conflicting: u64,
    /// How often they stand in each way to each other, by slot.
    pub slots: BTreeMap<String, BTreeMap<String, u64>>,
    /// How often each leaves a slot out that the other tells.
    pub left_out: [BTreeMap<String, u64>; 2],
}

/// One event that both tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shared {
    /// Its id.
    pub id: String,
    /// Its line for people.
    pub title: String,
    /// Slots that both fill, in reading order.
    pub slots: Vec<Compared>,
    /// What each leaves out that the other tells.
    pub left_out: [Vec<Told>; 2],
    /// Voices that only one of them lets speak.
    pub only_voices: [Vec<Vec<Voice>>; 2],
}

/// One slot that both fill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Compared {
    /// The slot.
    pub slot: String,
    /// same, refines (one says it more closely), compatible or conflict.
    pub relation: String,
    /// Why, where the event says; empty where they say the same.
    pub why: Vec<String>,
    /// What each says.
    pub values: [Vec<Told>; 2],
}

/// One value with the claims of one side behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// The slot.
    pub slot: String,
    /// The value, with its polarity.
    #[serde(flatten)]
    pub value: SlotValue,
}

/// Compares two sides over the events they share.
pub fn diff(events: &[&Event], reports: &[Report], sides: [Side; 2], outlets: &Outlets) -> Diff {
    let unread: BTreeSet<&str> =
        reports.iter().filter(|r| !r.read_whole).map(|r| r.head.id.as_str()).collect();
    let mut out = Diff {
        schema: SCHEMA.to_owned(),
        sides,
        summary: Summary::default(),
        events: Vec::new(),
        only: [Vec::new(), Vec::new()],
    };
    for event in events {
        let of = |side: &Side| -> BTreeSet<&str> {
            let own = event.claims.iter().filter(|claim| side.has(claim, outlets));
            own.map(|claim| claim.id.as_str()).collect()
        };
        let own = [of(&out.sides[0]), of(&out.sides[1])];
        match (own[0].is_empty(), own[1].is_empty()) {
            (true, true) => {}
            (false, true) => out.only[0].push(event.id.clone()),
            (true, false) => out.only[1].push(event.id.clone()),
            (false, false) => {
                let pair = Pair { event, own, unread: &unread, sides: &out.sides };
                let shared = pair.shared();
                out.summary.add(&shared);
                out.events.push(shared);
            }
        }
    }
    out
}

impl Summary {
    fn add(&mut self, shared: &Shared) {
        self.shared += 1;
        self.conflicting += u64::from(shared.slots.iter().any(|s| s.relation == "conflict"));
        for slot in &shared.slots {
            let counts = self.slots.entry(slot.slot.clone()).or_default();
            *counts.entry(slot.relation.clone()).or_default() += 1;
        }
        for (counts, told) in self.left_out.iter_mut().zip(&shared.left_out) {
            let slots: BTreeSet<&String> = told.iter().map(|told| &told.slot).collect();
            for slot in slots {
                *counts.entry(slot.clone()).or_default() += 1;
            }
        }
    }
}

/// One event and the claims that each of the two has in it.
struct Pair<'e> {
    event: &'e Event,
    own: [BTreeSet<&'e str>; 2],
    unread: &'e BTreeSet<&'e str>,
    sides: &'e [Side; 2],
}

impl Pair<'_> {
    fn shared(&self) -> Shared {
        let mut out = Shared {
            id: self.event.id.clone(),
            title: self.event.title.clone(),
            slots: Vec::new(),
            left_out: [Vec::new(), Vec::new()],
            only_voices: [self.only_voices(0), self.only_voices(1)],
        };
        for name in rashomon_model::Slot::ALL.map(rashomon_model::Slot::as_str) {
            let Some(slot) = self.event.slots.get(name) else { continue };
            let values = [self.told(0, name, slot), self.told(1, name, slot)];
            match (values[0].is_empty(), values[1].is_empty()) {
                (false, false) => out.slots.push(self.compared(name, slot, values)),
                (true, true) => {}
                // That it happened goes without saying for whoever tells anything of it.
                _ if name == "occurrence" => {}
                (is_first, _) => {
                    let silent = usize::from(!is_first);
                    if self.was_read(silent) {
                        let [one, other] = values;
                        out.left_out[silent] = out.left_out[silent]
                            .drain(..)
                            .chain(if is_first { other } else { one })
                            .collect();
                    }
                }
            }
        }
        out
    }

    /// The values that one of them gives, each with its own claims and accounts only.
    fn told(&self, side: usize, name: &str, slot: &Slot) -> Vec<Told> {
        let own = &self.own[side];
        let told = |value: &SlotValue| {
            let mut value = value.clone();
            value.claims.retain(|claim| own.contains(claim.as_str()));
            let accounts: BTreeSet<&str> = value
                .claims
                .iter()
                .filter_map(|claim| Some(account_of(self.event, claim)?.id.as_str()))
                .collect();
            value.accounts.retain(|account| accounts.contains(account.as_str()));
            (!value.claims.is_empty()).then(|| Told { slot: name.to_owned(), value })
        };
        slot.values.iter().filter_map(told).collect()
    }

    fn compared(&self, name: &str, slot: &Slot, values: [Vec<Told>; 2]) -> Compared {
        let accounts = |side: usize| -> BTreeSet<&str> {
            values[side].iter().flat_map(|t| t.value.accounts.iter().map(String::as_str)).collect()
        };
        let (one, other) = (accounts(0), accounts(1));
        // An account that both carry is no difference between them.
        let across = |a: &str, b: &str| {
            let apart = |x: &str, y: &str| {
                one.contains(x) && other.contains(y) && !one.contains(y) && !other.contains(x)
            };
            apart(a, b) || apart(b, a)
        };
        let mut why: Vec<String> = Vec::new();
        for pair in &slot.pairs {
            if matches!(pair.relation.as_str(), "conflict" | "denies")
                && across(&pair.one, &pair.other)
            {
                why.push(pair.why.clone());
            }
        }
        let mut nearer: Vec<String> = Vec::new();
        for pair in slot.pairs.iter().filter(|pair| across(&pair.one, &pair.other)) {
            if pair.relation == "refines" {
                nearer.push(pair.why.clone());
            }
        }
        if slot.pairs.is_empty() {
            for disagreement in self.event.disagreements.iter().filter(|d| d.slot == name) {
                let of = &disagreement.accounts;
                if of.iter().any(|a| of.iter().any(|b| across(a, b))) {
                    why.push(disagreement.why.clone());
                }
            }
        }
        why.sort();
        why.dedup();
        let first = |told: &[Told]| -> Vec<(String, String)> {
            let key = |t: &Told| {
                let value = serde_json::to_string(&t.value.value).unwrap_or_default();
                (value, t.value.polarity.clone())
            };
            let mut keys: Vec<_> = told.iter().map(key).collect();
            keys.sort();
            keys
        };
        let same = first(&values[0]) == first(&values[1]);
        let relation = match (why.is_empty(), same, nearer.is_empty()) {
            (false, ..) => "conflict",
            (true, true, _) => "same",
            (true, false, false) => "refines",
            (true, false, true) => "compatible",
        };
        if relation == "refines" {
            nearer.sort();
            nearer.dedup();
            why = nearer;
        }
        Compared { slot: name.to_owned(), relation: relation.to_owned(), why, values }
    }

    /// Tells whether the reports of one of them were read whole: else they leave nothing out that is
    /// known. A voice is only heard through others, who may leave out what it said.
    fn was_read(&self, side: usize) -> bool {
        let claims = self.own[side].iter().filter_map(|id| claim_of(self.event, id));
        self.sides[side].kind == "outlet"
            && claims.into_iter().all(|claim| !self.unread.contains(claim.report.as_str()))
    }

    /// The voices quoted by one of them alone.
    fn only_voices(&self, side: usize) -> Vec<Vec<Voice>> {
        let accounts = |side: usize| -> BTreeSet<&str> {
            let claims = self.own[side].iter();
            claims.filter_map(|c| Some(account_of(self.event, c)?.id.as_str())).collect()
        };
        let (own, other) = (accounts(side), accounts(1 - side));
        let only = self.event.accounts.iter().filter(|account| {
            own.contains(account.id.as_str())
                && !other.contains(account.id.as_str())
                && account.said_by.last().is_some_and(|voice| !voice.is_outlet())
        });
        if self.sides[side].kind == "outlet" {
            only.map(|account| account.said_by.clone()).collect()
        } else {
            Vec::new()
        }
    }
}
