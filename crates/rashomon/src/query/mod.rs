//! Questions about many events of a case at once: which, who tells what, what is left out, how many.
//!
//! In: the events of a case in the shapes of the contract, its entities and reports. Out: plain
//! values that serialise, for the terminal, the workbench and scripts alike. Every answer names the
//! events it rests on. Nothing here opens a file, looks at a clock or picks a winner.
//!
//! Must hold: the order of events and reports changes no answer.

pub mod agreement;
pub mod asked;
pub mod brief;
pub mod calendar;
pub mod diff;
pub mod entity_record;
pub mod filter;
pub mod gaps;
pub mod missing;
pub mod numbers;
pub mod outlets;
pub mod overview;
pub mod review;
pub mod source_record;
pub mod timeline;
pub mod toll;
pub mod units;

use crate::json::case::{Account, Claim, Event};

/// Returns the account of an event that holds a claim.
pub fn account_of<'e>(event: &'e Event, claim: &str) -> Option<&'e Account> {
    event.accounts.iter().find(|account| account.claims.iter().any(|id| id == claim))
}

/// Returns a claim of an event by its id.
pub fn claim_of<'e>(event: &'e Event, id: &str) -> Option<&'e Claim> {
    event.claims.iter().find(|claim| claim.id == id)
}

/// Returns how many origins the reports of an event have; voices that they quote are not among them.
pub fn origins(event: &Event) -> usize {
    event.origins.len()
}

/// Returns the slots on which accounts of an event cannot all hold, each once.
pub fn conflicting(event: &Event) -> Vec<&str> {
    let slots: std::collections::BTreeSet<&str> =
        event.disagreements.iter().map(|d| d.slot.as_str()).collect();
    slots.into_iter().collect()
}

/// Tells whether words stand inside other words, whatever their case.
pub fn has_words(text: &str, words: &str) -> bool {
    text.to_lowercase().contains(&words.to_lowercase())
}
