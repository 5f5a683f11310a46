//! With whom an outlet cannot hold at once, and on what.
//!
//! In: the disagreements of events, as they stand there. Out: the other outlets with the events, slots
//! and reasons. A voice that the outlet only quotes is told apart from its own words; one outlet may
//! quote both sides, and then stands against itself.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Known;
use crate::json::case::{Account, Disagreement, Event};

/// Another side, and all that an outlet cannot hold together with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Opposite {
    /// The outlet; the outlet asked about where it quotes both sides; `null` where it is unknown.
    pub with: Option<String>,
    /// How many disagreements, by slot.
    pub slots: BTreeMap<String, u64>,
    /// Each of them.
    pub clashes: Vec<Clash>,
}

/// One disagreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Clash {
    /// The event.
    pub event: String,
    /// The slot.
    pub slot: String,
    /// Accounts of the event that the outlet carries.
    pub accounts: Vec<String>,
    /// Accounts on other sides that the other carries.
    pub others: Vec<String>,
    /// Whether the outlet says it in its own words, and does not only quote it.
    pub own_words: bool,
    /// Why, in one sentence.
    pub why: String,
}

/// Counts the events in which an outlet carries a side of a disagreement.
pub(super) fn events(known: &Known<'_>, outlet: &str) -> u64 {
    let carries = |event: &&Event| {
        let mut named = event.disagreements.iter().flat_map(|d| &d.accounts);
        named.any(|id| account(event, id).is_some_and(|a| carried_by(known, a).contains(outlet)))
    };
    known.case.events.iter().filter(carries).count() as u64
}

/// Lists with whom an outlet cannot hold at once, most disagreements first.
pub(super) fn against(known: &Known<'_>, outlet: &str) -> Vec<Opposite> {
    let mut by: BTreeMap<Option<String>, BTreeSet<Clash>> = BTreeMap::new();
    for event in &known.case.events {
        for disagreement in &event.disagreements {
            for (with, clash) in clashes(known, outlet, event, disagreement) {
                by.entry(with).or_default().insert(clash);
            }
        }
    }
    let mut out: Vec<Opposite> = by
        .into_iter()
        .map(|(with, clashes)| {
            let mut slots = BTreeMap::new();
            for clash in &clashes {
                *slots.entry(clash.slot.clone()).or_default() += 1;
            }
            Opposite { with, slots, clashes: clashes.into_iter().collect() }
        })
        .collect();
    out.sort_by(|a, b| b.clashes.len().cmp(&a.clashes.len()).then_with(|| a.with.cmp(&b.with)));
    out
}

fn clashes(
    known: &Known<'_>,
    outlet: &str,
    event: &Event,
    disagreement: &Disagreement,
) -> Vec<(Option<String>, Clash)> {
    let sides: Vec<Vec<&String>> = match disagreement.sides.is_empty() {
        true => disagreement.accounts.iter().map(|id| vec![id]).collect(),
        false => disagreement.sides.iter().map(|side| side.iter().collect()).collect(),
    };
    let mut out = Vec::new();
    for (at, side) in sides.iter().enumerate() {
        let own: Vec<&Account> = side
            .iter()
            .filter_map(|id| account(event, id))
            .filter(|a| carried_by(known, a).contains(outlet))
            .collect();
        if own.is_empty() {
            continue;
        }
        let mut others: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
        for id in sides.iter().enumerate().filter(|(n, _)| *n != at).flat_map(|(_, side)| side) {
            let Some(account) = account(event, id) else { continue };
            let carried = carried_by(known, account);
            let names: Vec<Option<String>> = match carried.is_empty() {
                true => vec![None],
                false => carried.into_iter().map(|name| Some(name.to_owned())).collect(),
            };
            for name in names {
                others.entry(name).or_default().push((*id).clone());
            }
        }
        for (with, others) in others {
            out.push((
                with,
                Clash {
                    event: event.id.clone(),
                    slot: disagreement.slot.clone(),
                    accounts: own.iter().map(|account| account.id.clone()).collect(),
                    others,
                    own_words: own.iter().any(|a| a.said_by.last().is_some_and(|v| v.is_outlet())),
                    why: disagreement.why.clone(),
                },
            ));
        }
    }
    out
}

fn account<'e>(event: &'e Event, id: &str) -> Option<&'e Account> {
    event.accounts.iter().find(|account| account.id == id)
}

fn carried_by<'c>(known: &Known<'c>, account: &Account) -> BTreeSet<&'c str> {
    account.reports.iter().filter_map(|report| known.outlets.of_report(report)).collect()
}
