//! What lists, filters, charts and names need of events and entities, without what makes them large.
//!
//! In: an event or an entity as it is shown. Out: a small one. An event in brief is an [`Event`] that answers every
//! question of [`filter`](super::filter), [`overview`](super::overview), [`timeline`](super::timeline) and
//! [`toll`](super::toll) as the whole one does, so that those know one sort of event only; its quotes, evidence,
//! traces and comparisons are left out. It is never shown by itself.
//!
//! Must hold: a filter keeps the event in brief where it keeps the event, and both have one row in the overview.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::json::case::{
    Account, Claim, Coding, Disagreement, Entity, Event, Rival, Slot, SlotValue, Voice,
};
use crate::json::reading::{Absent, Value};

/// Slots whose claims are counted one by one.
const COUNTED: [&str; 2] = ["killed", "injured"];
/// Slots whose values name who acted and who was hit.
const ACTORS: [&str; 2] = ["responsibility", "target"];

/// An entity without the reports that name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityBrief {
    /// Its id.
    pub id: String,
    /// What sort of thing.
    pub kind: String,
    /// The name it is shown under.
    pub name: String,
    /// The judgement that gave it this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_by: Option<String>,
    /// Its spellings, in their order.
    pub names: Vec<String>,
    /// How often it is mentioned, over all reports.
    pub mentions: u32,
    /// In how many reports.
    pub reports: usize,
    /// In how many events it is held responsible or hit.
    pub events: usize,
    /// How many steps joined its names.
    pub joins: usize,
    /// Whether a judgement joined names of it, split it from another, or a note stands on it.
    pub judged: Judged,
    /// The joint that held by least: what it weighs, and what was needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weakest: Option<[f64; 2]>,
}

/// What people decided of an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Judged {
    /// A judgement joined names of it.
    pub joined: bool,
    /// It was split from another.
    pub split: bool,
    /// A note stands on it.
    pub noted: bool,
}

impl EntityBrief {
    /// Takes an entity, and in how many events it is held responsible or hit.
    pub fn of(entity: &Entity, events: usize) -> EntityBrief {
        let reports: BTreeSet<&String> =
            entity.names.iter().flat_map(|name| &name.reports).collect();
        let joints = entity.joined.iter().filter_map(|join| Some([join.weight, join.threshold?]));
        EntityBrief {
            id: entity.id.clone(),
            kind: entity.kind.clone(),
            name: entity.name.clone(),
            named_by: entity.named_by.clone(),
            names: entity.names.iter().map(|name| name.text.clone()).collect(),
            mentions: entity.mentions,
            reports: reports.len(),
            events,
            joins: entity.joined.len(),
            judged: Judged {
                joined: entity.joined.iter().any(|join| join.judgement.is_some()),
                split: entity.known_by.iter().any(|known| known.part.is_some()),
                noted: !entity.notes.is_empty(),
            },
            weakest: joints.min_by(|a, b| (a[0] - a[1]).total_cmp(&(b[0] - b[1]))),
        }
    }
}

/// Takes of an event what lists and filters look at.
pub fn event(whole: &Event) -> Event {
    let mut kept = BTreeSet::new();
    let claims: Vec<Claim> =
        whole.claims.iter().filter(|one| kept.insert(seen(one))).map(claim).collect();
    // Of accounts is asked which of them tells a number, and which tells one of rival places.
    let mut asked: BTreeSet<&String> =
        claims.iter().filter(|one| is_counted(one)).map(|one| &one.id).collect();
    let slots: BTreeMap<String, Slot> =
        whole.slots.iter().filter_map(|(name, it)| Some((name.clone(), slot(name, it)?))).collect();
    if slots.contains_key("place") {
        asked.extend(whole.places.iter().flat_map(|place| &place.claims));
    }
    Event {
        id: whole.id.clone(),
        class: whole.class.clone(),
        title: whole.title.clone(),
        when: whole.when.clone(),
        places: whole.places.clone(),
        reports: whole.reports.clone(),
        aggregate: whole.aggregate,
        origins: whole.origins.clone(),
        accounts: whole.accounts.iter().map(|one| account(one, &asked)).collect(),
        slots,
        disagreements: whole
            .disagreements
            .iter()
            .map(|one| Disagreement {
                slot: one.slot.clone(),
                accounts: Vec::new(),
                sides: Vec::new(),
                why: String::new(),
            })
            .collect(),
        grades: whole.grades.iter().map(|(name, it)| (name.clone(), coding(it))).collect(),
        rejected: whole.rejected.clone(),
        notes: whole.notes.clone(),
        joined: Vec::new(),
        claims,
    }
}

fn is_counted(claim: &Claim) -> bool {
    COUNTED.contains(&claim.slot.as_str())
}

/// What a filter sees of a claim: of several that look the same to it, one is enough. A claim that is counted, or that
/// somebody judged, is like no other.
type Seen<'c> = (Option<&'c String>, &'c str, Named<'c>, Vec<(bool, Named<'c>)>);
type Named<'c> = [Option<&'c String>; 3];

fn seen(claim: &Claim) -> Seen<'_> {
    let is_judged =
        !claim.accepted.is_empty() || claim.corrected.is_some() || claim.added.is_some();
    let own = (is_counted(claim) || is_judged).then_some(&claim.id);
    let slot = match claim.slot.as_str() {
        slot @ ("responsibility" | "target" | "damage") => slot,
        _ => "",
    };
    let value = &claim.value;
    let named = match slot {
        "" => [None, None, value.side.value()],
        _ => [value.entity.value(), value.text.as_ref(), value.side.value()],
    };
    (own, slot, named, claim.said_by.iter().map(voice_seen).collect())
}

fn voice_seen(voice: &Voice) -> (bool, Named<'_>) {
    (voice.is_outlet(), [voice.outlet.value(), voice.entity.value(), voice.text.value()])
}

fn claim(whole: &Claim) -> Claim {
    let value = &whole.value;
    Claim {
        id: whole.id.clone(),
        report: whole.report.clone(),
        event: String::new(),
        slot: whole.slot.clone(),
        value: Value {
            entity: value.entity.clone(),
            low: value.low,
            high: value.high.clone(),
            wording: value.wording.clone(),
            status: value.status.clone(),
            who: value.who.clone(),
            side: value.side.clone(),
            cumulative: value.cumulative,
            text: value.text.clone(),
            ..Value::default()
        },
        place: None,
        when: None,
        said_by: whole.said_by.clone(),
        certainty: String::new(),
        polarity: whole.polarity.clone(),
        planned: whole.planned,
        denies: Vec::new(),
        span: [0, 0],
        quote: String::new(),
        rule: String::new(),
        accepted: whole.accepted.clone(),
        corrected: whole.corrected.clone(),
        added: whole.added.clone(),
        earlier: Vec::new(),
    }
}

fn account(whole: &Account, asked: &BTreeSet<&String>) -> Account {
    Account {
        id: whole.id.clone(),
        said_by: Vec::new(),
        outlet: None,
        channels: Vec::new(),
        outlets: Vec::new(),
        reports: Vec::new(),
        origin: String::new(),
        alignment: Vec::new(),
        claims: whole.claims.iter().filter(|id| asked.contains(id)).cloned().collect(),
        gone: Vec::new(),
    }
}

/// Of the place: which accounts contradict each other. Of people: which numbers were revised. Of those who acted or
/// were hit: who they are.
fn slot(name: &str, whole: &Slot) -> Option<Slot> {
    let mut out = Slot {
        relation: whole.relation.clone(),
        low: Absent::default(),
        best: Absent::default(),
        high: Absent::default(),
        values: Vec::new(),
        pairs: Vec::new(),
        pairs_left_out: 0,
        silent: Vec::new(),
        silent_reports: Vec::new(),
    };
    let bare = |value: &SlotValue| SlotValue {
        value: Value { entity: value.value.entity.clone(), ..Value::default() },
        polarity: String::new(),
        accounts: Vec::new(),
        claims: Vec::new(),
        origins: 0,
        against_interest: false,
        interest: Vec::new(),
        opposed: Vec::new(),
        superseded: Vec::new(),
    };
    match name {
        "place" => {
            let conflicts = whole.pairs.iter().filter(|pair| pair.relation == "conflict");
            out.pairs = conflicts.cloned().collect();
            out.pairs.iter_mut().for_each(|pair| pair.why.clear());
        }
        _ if ACTORS.contains(&name) => {
            let named = whole.values.iter().filter(|value| value.value.entity.value().is_some());
            out.values = named.map(bare).collect();
        }
        _ if COUNTED.contains(&name) => {
            let revised = whole.values.iter().filter(|value| !value.superseded.is_empty());
            out.values = revised
                .map(|value| SlotValue {
                    claims: value.claims.clone(),
                    superseded: value.superseded.clone(),
                    ..bare(value)
                })
                .collect();
        }
        _ => return None,
    }
    (!out.values.is_empty() || !out.pairs.is_empty()).then_some(out)
}

fn coding(whole: &Coding) -> Coding {
    let rival = |rival: &Rival| Rival {
        reading: String::new(),
        fields: rival.fields.clone(),
        trace: Vec::new(),
    };
    Coding {
        fields: whole.fields.clone(),
        version: String::new(),
        trace: Vec::new(),
        readings: whole.readings.iter().map(rival).collect(),
    }
}

/// Returns the entities that an event holds responsible or has hit, each once, by id.
pub fn actors(event: &Event) -> impl Iterator<Item = &String> {
    let values = ACTORS.into_iter().filter_map(|slot| event.slots.get(slot));
    let named = values.flat_map(|slot| &slot.values).filter_map(|v| v.value.entity.value());
    named.collect::<BTreeSet<&String>>().into_iter()
}
