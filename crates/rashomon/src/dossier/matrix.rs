//! The matrix of an event for paper: voices by slots, every value linked to its quotes.

use std::collections::HashMap;

use super::Known;
use crate::json::case::{Account, Claim, Event, Slot};
use crate::wording;

/// Voices by slots.
pub struct Matrix {
    /// The slots, in reading order, with how the accounts stand.
    pub slots: Vec<Heading>,
    /// One row a voice.
    pub rows: Vec<Row>,
}

/// The head of a column.
pub struct Heading {
    /// Name of the slot.
    pub name: String,
    /// single, agree, compatible or conflict.
    pub relation: String,
}

/// What one voice says.
pub struct Row {
    /// Id of the account.
    pub id: String,
    /// The voice in words.
    pub voice: String,
    /// One cell a slot.
    pub cells: Vec<Cell>,
}

/// What one voice says on one slot.
pub struct Cell {
    /// Whether the voice tells the event and says nothing here.
    pub silent: bool,
    /// Its values with the numbers of their quotes.
    pub values: Vec<(String, Vec<usize>)>,
}

impl Matrix {
    /// Lays out an event; quotes are numbered by their claim's position in the event.
    pub fn of(known: &Known<'_>, event: &Event, _number: usize) -> Matrix {
        let at: HashMap<&str, usize> =
            event.claims.iter().enumerate().map(|(at, claim)| (claim.id.as_str(), at)).collect();
        let slots: Vec<(&str, &Slot)> = wording::READING_ORDER
            .iter()
            .filter_map(|name| Some((*name, event.slots.get(*name)?)))
            .collect();
        let heading = |(name, slot): &(&str, &Slot)| Heading {
            name: (*name).to_owned(),
            relation: slot.relation.clone(),
        };
        let row = |account: &Account| Row {
            id: account.id.clone(),
            voice: wording::voice(&account.said_by, &account.outlets, &known.names),
            cells: slots.iter().map(|(name, slot)| cell(name, slot, account, event, &at)).collect(),
        };
        Matrix {
            slots: slots.iter().map(heading).collect(),
            rows: event.accounts.iter().map(row).collect(),
        }
    }
}

fn cell(
    name: &str,
    slot: &Slot,
    account: &Account,
    event: &Event,
    at: &HashMap<&str, usize>,
) -> Cell {
    let mut values = Vec::new();
    for value in slot.values.iter().filter(|value| value.accounts.contains(&account.id)) {
        let own: Vec<usize> = value
            .claims
            .iter()
            .filter(|id| account.claims.contains(id))
            .filter_map(|id| at.get(id.as_str()).copied())
            .collect();
        let claims: Vec<&Claim> = own.iter().filter_map(|at| event.claims.get(*at)).collect();
        let words = wording::qualified(name, value, &claims);
        values.push((words, own.into_iter().map(|at| at + 1).collect()));
    }
    Cell { silent: slot.silent.contains(&account.id), values }
}
