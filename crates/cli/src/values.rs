//! Values and voices in words, made safe for a terminal; the words are the library's
//! ([`rashomon::wording`]).

use rashomon::json::case::{Claim, Event, SlotValue, Voice};
use rashomon::json::reading::Value;
use rashomon::wording;
pub use rashomon::wording::Names;

use crate::sanitize::one_line;

/// Writes a value of a slot.
pub fn value(slot: &str, value: &Value) -> String {
    one_line(&wording::value(slot, value))
}

/// Writes a value with what qualifies it: denial, doubt, interest.
pub fn qualified(slot: &str, row: &SlotValue, claims: &[&Claim]) -> String {
    one_line(&wording::qualified(slot, row, claims))
}

/// Writes a chain of voices, innermost first: "clinic, via Harbour Times".
pub fn voice(said_by: &[Voice], outlets: &[String], names: &Names) -> String {
    one_line(&wording::voice(said_by, outlets, names))
}

/// Writes the days of an event.
pub fn when(event: &Event) -> String {
    one_line(&wording::when(event))
}
