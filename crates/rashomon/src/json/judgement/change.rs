//! What a judgement changed, or would change, as JSON.
//!
//! In: [`Changed`](crate::Changed). Out: the judgement with its effect, entities whole, events as rows
//! with what a person looks at first: the days, the number of the killed, what cannot both hold.
//! Only written. Must hold: nothing in a row says which of two states is the better.

use schemars::JsonSchema;
use serde::Serialize;

use super::Judgement;
use crate::json::case::{Entity, Event, When};
use crate::query;

/// What a judgement changed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Changed {
    /// The judgement with its effect; where it was not taken, its id is the one it would have.
    pub judgement: Judgement,
    /// Entities as they were, those that changed or went.
    pub before: Vec<Entity>,
    /// Entities as they are, those that changed or came.
    pub after: Vec<Entity>,
    /// Reports in which a name now means something else; sorted.
    pub reports: Vec<String>,
    /// Ids of the events that changed, came or went; sorted.
    pub events: Vec<String>,
    /// Events as they were, those that changed or went.
    pub events_before: Vec<EventRow>,
    /// Events as they are, those that changed or came.
    pub events_after: Vec<EventRow>,
}

/// An event without its claims.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EventRow {
    /// Its id.
    pub id: String,
    /// A line for people.
    pub title: String,
    /// PLOVER type and mode.
    pub class: String,
    /// When, as far as the claims agree.
    pub when: Option<When>,
    /// The reports that tell it.
    pub reports: Vec<String>,
    /// How many accounts it has.
    pub accounts: usize,
    /// How many claims it has.
    pub claims: usize,
    /// Slots on which accounts cannot all hold.
    pub conflicts: Vec<String>,
    /// How many were killed, as far as accounts allow; absent where nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub killed: Option<Range>,
}

/// Smallest and largest number that accounts allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AllowedRange")]
pub struct Range {
    /// Smallest number.
    pub low: Option<u32>,
    /// Largest number; `null` where open.
    pub high: Option<u32>,
}

impl Changed {
    /// Writes what a judgement changed.
    pub fn of(changed: &crate::Changed) -> Changed {
        Changed {
            judgement: changed.judgement.clone(),
            before: changed.before.clone(),
            after: changed.after.clone(),
            reports: changed.reports.clone(),
            events: changed.events.clone(),
            events_before: changed.events_before.iter().map(EventRow::of).collect(),
            events_after: changed.events_after.iter().map(EventRow::of).collect(),
        }
    }
}

impl EventRow {
    /// Writes an event as a row.
    pub fn of(event: &Event) -> EventRow {
        let killed = event
            .slots
            .get("killed")
            .map(|slot| Range { low: slot.low.value().copied(), high: slot.high.value().copied() });
        EventRow {
            id: event.id.clone(),
            title: event.title.clone(),
            class: event.class.clone(),
            when: event.when.clone(),
            reports: event.reports.clone(),
            accounts: event.accounts.len(),
            claims: event.claims.len(),
            conflicts: query::conflicting(event).into_iter().map(str::to_owned).collect(),
            killed,
        }
    }
}
