//! What is known to be missing of an event: what nobody says, who never speaks, what was not read.
//!
//! In: an event, the reports of its case, the names of its entities. Out: sentences, each with its
//! reason, for the page and the dossier. Only what can be told from the case itself: that something is
//! absent from these reports says nothing about the world.
//!
//! Must hold: an event on which every question is answered by several origins gives none.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outlets::Outlets;
use super::{calendar, origins};
use crate::json::case::{Event, Report};
use crate::wording::Names;

/// So many names are listed in one sentence.
const NAMED: usize = 6;
/// Days from an event within which an outlet must have published to be silent on it.
const WINDOW: i64 = 7;

/// Something that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// What.
    pub what: String,
    /// What that rests on, or what follows.
    pub why: String,
}

/// Says what is missing of an event.
pub fn of_event(
    event: &Event,
    reports: &[Report],
    outlets: &Outlets,
    names: &Names,
) -> Vec<Missing> {
    let mut out = Vec::new();
    let mut say = |what: String, why: &str| out.push(Missing { what, why: why.to_owned() });
    let is_told = |slot: &str| event.slots.get(slot).is_some_and(|slot| !slot.values.is_empty());
    if event.when.is_none() {
        say("no day".to_owned(), "no account says when, in words that can be dated");
    }
    if event.places.is_empty() {
        say("no place".to_owned(), "no account says where");
    } else if event.places.iter().all(|place| place.lat.is_none()) {
        let placed: Vec<&str> = event.places.iter().map(|place| place.name.as_str()).collect();
        say(
            format!("no position: {}", listed(&placed)),
            "the place is named and not found in the gazetteer; import one that has it",
        );
    }
    let harms = ["killed", "injured", "damage", "target"];
    if harms.iter().any(|slot| is_told(slot)) && !is_told("responsibility") {
        say("nobody is held responsible".to_owned(), "no account names who did it");
    }
    if (is_told("killed") || is_told("injured")) && !has_status(event) {
        say(
            "civilian or combatant".to_owned(),
            "people are counted, and no account says of any whether they fought",
        );
    }
    if origins(event) < 2 && event.reports.len() > 1 {
        say(
            "a second origin".to_owned(),
            "its reports rest on one source: they repeat, they do not confirm",
        );
    } else if event.reports.len() == 1 {
        say("a second report".to_owned(), "one report tells it");
    }
    let unheard = unheard(event, names);
    if !unheard.is_empty() {
        say(
            format!("the answer of {}", listed(&unheard)),
            "held responsible by others, and quoted by nobody on this event",
        );
    }
    let told: Vec<&Report> =
        reports.iter().filter(|report| event.reports.contains(&report.head.id)).collect();
    let ids = |fits: &dyn Fn(&Report) -> bool| -> Vec<&str> {
        told.iter().filter(|r| fits(r)).map(|r| r.head.id.as_str()).collect()
    };
    let unread = ids(&|report| !report.read_whole);
    if !unread.is_empty() {
        say(
            format!("parts of {}", listed(&unread)),
            "not read whole: what they leave out may stand in the rest",
        );
    }
    let undated = ids(&|report| report.head.published.is_none());
    if !undated.is_empty() {
        say(
            format!("the day of publication of {}", listed(&undated)),
            "their “yesterday” stays open",
        );
    }
    let gone = ids(&|report| report.gone.is_some());
    if !gone.is_empty() {
        say(
            format!("the published page of {}", listed(&gone)),
            "gone from its source; what was received is kept here",
        );
    }
    let silent = silent_outlets(event, outlets);
    if !silent.is_empty() {
        say(
            format!("any word of {}", listed(&silent)),
            "published in the week from it on, and not on this event, as far as was read",
        );
    }
    out
}

fn has_status(event: &Event) -> bool {
    let counted = event
        .claims
        .iter()
        .filter(|claim| matches!(claim.slot.as_str(), "killed" | "injured" | "target"));
    counted.filter_map(|claim| claim.value.status.as_deref()).any(|status| status != "unknown")
}

/// Names whoever others hold responsible and nobody lets speak.
fn unheard<'e>(event: &'e Event, names: &'e Names) -> Vec<&'e str> {
    let Some(slot) = event.slots.get("responsibility") else { return Vec::new() };
    let blamed = slot.values.iter().filter(|value| {
        value.polarity == "affirmed" && value.value.by.as_deref() != Some("claimed")
    });
    let speaks: BTreeSet<&String> = event
        .accounts
        .iter()
        .flat_map(|account| {
            let of = account.alignment.iter().filter(|a| a.stance == "is" && a.holds);
            let said = account.said_by.iter().filter_map(|voice| voice.entity.value());
            of.map(|alignment| &alignment.entity).chain(said)
        })
        .collect();
    let blamed: BTreeSet<&String> = blamed.filter_map(|v| v.value.entity.value()).collect();
    let unheard = blamed.into_iter().filter(|id| !speaks.contains(id));
    unheard.filter_map(|id| names.get(id).map(String::as_str)).collect()
}

fn silent_outlets<'o>(event: &Event, outlets: &'o Outlets) -> Vec<&'o str> {
    let Some(days) = event.when.as_ref().and_then(calendar::days) else { return Vec::new() };
    if event.aggregate || calendar::step(days.earliest, WINDOW) < days.latest {
        return Vec::new();
    }
    let (from, to) = (days.earliest.to_string(), calendar::step(days.latest, WINDOW).to_string());
    let telling = outlets.of_event(event);
    let was_there = |name: &&str| {
        outlets
            .published(name)
            .iter()
            .any(|day| (from.as_str()..=to.as_str()).contains(&day.as_str()))
    };
    outlets.names().into_iter().filter(|name| !telling.contains(name)).filter(was_there).collect()
}

fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
