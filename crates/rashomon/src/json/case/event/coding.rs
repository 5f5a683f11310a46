//! What a rulebook makes of an event, as JSON: its fields beside each other, and the trace of each.

use std::collections::BTreeMap;

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::strings;

/// What one rulebook makes of an event: its own fields as members (`grade`, `best`,
/// `event_type`), `null` where unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coding {
    /// The fields, by name, in the order of the rulebook.
    #[serde(flatten)]
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// Version of the rulebook.
    pub version: String,
    /// Rule by rule how the fields came about.
    pub trace: Vec<Step>,
    /// Codings of rival readings of the event, where the rulebook tells them apart; the fields above
    /// are then those of the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Rival>,
}

/// The coding of one of several rival readings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rival {
    /// The words that set it apart.
    pub reading: String,
    /// The fields, by name, in the order of the rulebook.
    #[serde(flatten)]
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// Rule by rule how the fields came about.
    pub trace: Vec<Step>,
}

/// One rule that had a part in a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// The field.
    pub field: String,
    /// Id of the rule.
    pub rule: String,
    /// What it says of this event.
    pub note: String,
    /// The claims it rests on.
    pub because: Vec<String>,
}

/// Writes the codings of an event, by rulebook.
pub(super) fn grades(codings: &[model::Coding]) -> BTreeMap<String, Coding> {
    let mut out: BTreeMap<String, Coding> = BTreeMap::new();
    for coding in codings {
        let fields: serde_json::Map<_, _> =
            coding.fields.iter().map(|f| (f.name.clone(), coded(&f.value))).collect();
        let trace: Vec<Step> = coding.fields.iter().flat_map(steps).collect();
        let known = out.entry(coding.rulebook.clone()).or_insert_with(|| Coding {
            fields: fields.clone(),
            version: coding.version.clone(),
            trace: trace.clone(),
            readings: Vec::new(),
        });
        if let Some(reading) = &coding.reading {
            known.readings.push(Rival { reading: reading.clone(), fields, trace });
        }
    }
    out
}

fn steps(field: &model::CodedField) -> Vec<Step> {
    let step = |s: &model::Step| Step {
        field: field.name.clone(),
        rule: s.rule.clone(),
        note: s.note.clone(),
        because: strings(&s.because),
    };
    field.trace.iter().map(step).collect()
}

/// Writes a value of a coding.
pub fn coded(value: &model::Coded) -> serde_json::Value {
    match value {
        model::Coded::Flag(flag) => (*flag).into(),
        model::Coded::Number(number) => (*number).into(),
        model::Coded::Measure(measure) => (*measure).into(),
        model::Coded::Word(word) => word.as_str().into(),
        model::Coded::Words(words) => words.clone().into(),
        model::Coded::Records(records) => records.iter().map(|cells| record(cells)).collect(),
        _ => serde_json::Value::Null,
    }
}

fn record(cells: &[(String, model::Coded)]) -> serde_json::Value {
    let cells = cells.iter().map(|(name, cell)| (name.clone(), coded(cell)));
    serde_json::Value::Object(cells.collect())
}
