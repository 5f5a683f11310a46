//! The history of a report or an event, and the lines of a log, as JSON.
//!
//! `rashomon/history/1` and `rashomon/log/1`: only written. Everything in it names the record it stands
//! in by its position, so that a reader can look it up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case::Gone;
use super::judgement::Judgement;
use super::reading::{ReportHead, Value};

/// Name and version of the shape of a history.
pub const SCHEMA: &str = "rashomon/history/1";

/// Everything that happened to one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportHistory {
    /// Name and version of the shape.
    pub schema: String,
    /// The report.
    pub report: String,
    /// Its texts, the earliest first; the last is in force.
    pub texts: Vec<Text>,
    /// What was read in them, in the order of the log; the last is in force.
    pub readings: Vec<ReadAt>,
    /// Records that it is gone from its source, or back, in the order of the log.
    pub gone: Vec<GoneAt>,
    /// Judgements that speak of it or touch what it tells, in the order of the log.
    pub judgements: Vec<Judgement>,
}

/// Everything that happened to one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventHistory {
    /// Name and version of the shape.
    pub schema: String,
    /// The event.
    pub event: String,
    /// Its title.
    pub title: String,
    /// The histories of its reports, by id.
    pub reports: Vec<ReportHistory>,
    /// Judgements that touch it, in the order of the log.
    pub judgements: Vec<Judgement>,
}

/// One text of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// Its number, from 1.
    pub number: usize,
    /// Position of its record.
    pub position: u64,
    /// When it was entered.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The report without its text.
    pub head: ReportHead,
    /// What is another in its head than before.
    pub fields: Vec<FieldChange>,
    /// The words that differ from those before, with those beside them.
    pub words: Vec<Piece>,
    /// Values that differ from those read in the text before.
    pub values: Vec<ValueChange>,
}

/// One field of a head that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// Which: title, outlet, published, url or lang.
    pub field: String,
    /// What it was; null where there was none.
    pub was: Option<String>,
    /// What it is.
    pub now: Option<String>,
}

/// A stretch of words in a comparison of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// kept, added or removed; `left-out` for kept words that are not repeated here.
    pub is: String,
    /// The words.
    pub words: String,
}

/// One value that is said otherwise than before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ValueChange {
    /// The slot.
    pub slot: String,
    /// Whose: the words for the innermost voice, empty for the outlet.
    pub voice: String,
    /// What was read; null where nothing was.
    pub was: Option<Value>,
    /// The words it was read in.
    pub was_quote: Option<String>,
    /// What is read; null where nothing is.
    pub now: Option<Value>,
    /// The words it is read in.
    pub now_quote: Option<String>,
}

/// One reading of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadAt {
    /// Its number, from 1.
    pub number: usize,
    /// Position of its record.
    pub position: u64,
    /// When it was entered.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The version that read it.
    pub reader: String,
    /// The text it was read in, by number.
    pub text: Option<usize>,
    /// How many claims it has.
    pub claims: usize,
    /// How many events it has.
    pub events: usize,
    /// Values that differ from those of the reading before, where both read one text.
    pub values: Vec<ValueChange>,
}

/// A record that a report is gone, or back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GoneAt {
    /// Whether it says that it is gone.
    pub is_gone: bool,
    /// What it says.
    #[serde(flatten)]
    pub gone: Gone,
}

/// One record of a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LogLine {
    /// Its position, from 1.
    pub position: u64,
    /// When it was entered, RFC 3339.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What sort of record.
    pub kind: String,
    /// Version of its body's shape.
    pub version: u32,
    /// The name of the thing it is about.
    pub key: String,
    /// What it says, in one line.
    pub says: String,
    /// The record that is in force in its place: the latest of its kind and key, or the withdrawal.
    pub superseded: Option<u64>,
    /// Digests of the raw bytes that belong to it.
    pub attached: Vec<String>,
    /// Its digest.
    pub digest: String,
}
