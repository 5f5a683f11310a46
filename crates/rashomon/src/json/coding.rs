//! Codings as JSON: what a person says of one item, for measuring whether two would say the same.
//!
//! [`StoredItem`] is the part of a `coding` record that says what was coded, by words that last;
//! [`CodedItem`] adds what it is now, and [`Coding`] author, time and position. A coding takes part in
//! nothing: it is a measurement, not a judgement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::judgement::{Happening, ToldAt};
use rashomon_model::Slot;

/// The kinds of items.
pub const KINDS: [&str; 4] = ["claim", "entities", "events", "slot"];

/// What was coded, named so that it is found again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StoredItem {
    /// claim (is this what its report says?), entities or events (are the two one?), slot (which value
    /// does the event have?).
    pub kind: String,
    /// Claim: where its words stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldAt>,
    /// Entities: the two, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<ItemThing>,
    /// Events: the two, sorted. Slot: the one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub happenings: Vec<Happening>,
    /// Claim: its slot. Slot: what is asked, as `killed.low` or `responsibility`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// An entity of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ItemThing {
    /// Its id on the day.
    pub entity: String,
    /// What sort of thing it was taken for.
    pub kind: String,
    /// The name it was shown under on the day.
    pub name: String,
}

/// An item as it stands now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CodedItem {
    /// Its id: the same for all who code it.
    pub id: String,
    /// How it is named to be coded: `REPORT#c4`, `E-1+E-2`, `V-1+V-2`, `V-1/killed.low`.
    pub named: String,
    /// claim, entities, events or slot.
    pub kind: String,
    /// What is asked, in words.
    pub question: String,
    /// The ids of what it is about now; empty where it is found no longer.
    pub now: Vec<String>,
    /// Claim: its slot. Slot: what is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Words of reports to look at.
    pub quotes: Vec<ToldAt>,
}

/// What a coder says of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PersonCoding")]
pub struct Coding {
    /// Its id: `C-` and its position in the log.
    pub id: String,
    /// Who codes.
    pub by: String,
    /// When it was entered, RFC 3339.
    pub at: String,
    /// The item.
    pub item: CodedItem,
    /// What they say: yes, no or unsure of a claim; same, different or unsure of two; a number, a word
    /// or unsure of a slot.
    pub value: String,
    /// What they note beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Tells whether a field of an event is a number.
pub fn is_number(field: &str) -> bool {
    field.split_once('.').is_some_and(|(slot, end)| {
        let slot = Slot::ALL.into_iter().find(|known| known.as_str() == slot);
        slot.is_some_and(Slot::is_count) && matches!(end, "low" | "high")
    })
}

/// Tells whether an event has such a field: a number's end, or a slot that holds words.
pub fn is_field(field: &str) -> bool {
    let slot = Slot::ALL.into_iter().find(|known| known.as_str() == field);
    is_number(field) || slot.is_some_and(|slot| !slot.is_count())
}
