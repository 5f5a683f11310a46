//! What a rulebook makes of an event: fields with values, and the rules and claims behind each.
//!
//! Several rulebooks code one event side by side; that they differ, and why, is a result. Nothing
//! here knows any rulebook: names of fields and their words are the rulebook's own.

use crate::CaseClaimId;

/// What one rulebook makes of one event, or of one reading of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    /// Name of the rulebook: `airwars`, `ucdp`, or a user's own.
    pub rulebook: String,
    /// Version of the rulebook, as its file gives it.
    pub version: String,
    /// Which of several rival readings of the event it codes, in the words of the claim that sets it
    /// apart ("shot down"); none where the rulebook codes the event as one.
    pub reading: Option<String>,
    /// Its fields, in the order of the rulebook.
    pub fields: Vec<CodedField>,
}

/// One field of a coding.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedField {
    /// Its name, as the rulebook names it: `grade`, `best`, `event_type`.
    pub name: String,
    /// Its value.
    pub value: Coded,
    /// Rule by rule how it came about; never empty.
    pub trace: Vec<Step>,
}

/// A value of a coding.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Coded {
    /// Unknown, or the rulebook has nothing to say.
    Unknown,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A measure, such as degrees.
    Measure(f64),
    /// A word of the rulebook's own list, or a name.
    Word(String),
    /// Several of them, in order.
    Words(Vec<String>),
    /// Records of named cells, such as one for each party; in order, cells in the rulebook's order.
    Records(Vec<Vec<(String, Coded)>>),
}

/// One rule that had a part in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Id of the rule in its rulebook.
    pub rule: String,
    /// What it says of this event, in one plain sentence.
    pub note: String,
    /// The claims it rests on, sorted; empty where it rests on their absence.
    pub because: Vec<CaseClaimId>,
}
