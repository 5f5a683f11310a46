//! What an outlet tells and what it leaves out, event by event and slot by slot.
//!
//! In: a case and one outlet. Out: its events with the slots it fills and those that only others fill.
//! Left out is only what a report of it, read whole, says in no voice: a slot on which an unread part
//! may speak is neither told nor left out.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Known;
use crate::json::case::{Event, When};

/// An event that an outlet tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ToldEvent {
    /// Its id.
    pub id: String,
    /// A line for people.
    pub title: String,
    /// When, as far as the claims agree.
    pub when: Option<When>,
    /// The outlet's reports of it.
    pub reports: Vec<String>,
    /// Slots that its reports fill, in any voice.
    pub told: Vec<String>,
    /// Slots that others fill and it leaves out.
    pub left_out: Vec<String>,
    /// Whether nobody else tells it.
    pub alone: bool,
}

/// How often an outlet tells a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SlotCount {
    /// In how many events it tells it.
    pub told: u64,
    /// In how many events it leaves it out, and others tell it.
    pub left_out: u64,
    /// Those events.
    pub left_out_in: Vec<String>,
}

/// Lists what an outlet tells.
pub(super) fn told(
    known: &Known<'_>,
    outlet: &str,
) -> (Vec<ToldEvent>, BTreeMap<String, SlotCount>) {
    let mut slots: BTreeMap<String, SlotCount> = BTreeMap::new();
    let mut events = Vec::new();
    for event in &known.case.events {
        let own: Vec<&String> =
            event.reports.iter().filter(|r| known.outlets.of_report(r) == Some(outlet)).collect();
        if own.is_empty() {
            continue;
        }
        let told = one(event, &own, known.outlets.count(event) == 1);
        for slot in &told.told {
            slots.entry(slot.clone()).or_default().told += 1;
        }
        for slot in &told.left_out {
            let count = slots.entry(slot.clone()).or_default();
            count.left_out += 1;
            count.left_out_in.push(event.id.clone());
        }
        events.push(told);
    }
    (events, slots)
}

fn one(event: &Event, own: &[&String], alone: bool) -> ToldEvent {
    let claims = event.claims.iter().filter(|claim| own.contains(&&claim.report));
    let told: BTreeSet<&str> = claims.map(|claim| claim.slot.as_str()).collect();
    let is_left = |(name, slot): &(&String, &crate::json::case::Slot)| {
        !told.contains(name.as_str()) && own.iter().all(|r| slot.silent_reports.contains(r))
    };
    let left_out = event.slots.iter().filter(is_left).map(|(name, _)| name.clone()).collect();
    ToldEvent {
        id: event.id.clone(),
        title: event.title.clone(),
        when: event.when.clone(),
        reports: own.iter().map(|report| (*report).clone()).collect(),
        told: told.into_iter().map(str::to_owned).collect(),
        left_out,
        alone,
    }
}
