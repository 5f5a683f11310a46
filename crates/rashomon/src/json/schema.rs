//! JSON Schemas of the shapes, made from the same Rust types that write them.

use serde_json::Value;

use crate::query;

/// Names under which `rashomon schema` knows a shape.
pub const NAMES: &[&str] = &[
    "reading",
    "case",
    "event",
    "numbers",
    "diff",
    "gaps",
    "timeline",
    "rulebook",
    "history",
    "log",
    "head",
    "bundle",
    "change",
    "ask",
    "review",
    "source-records",
    "source-record",
    "entity-record",
    "coding",
    "coded-item",
    "agreement",
];

/// Returns the JSON Schema of a shape; none where the name is not known.
pub fn schema(name: &str) -> Option<Value> {
    let schema = match name {
        "reading" => schemars::schema_for!(super::reading::Reading),
        "history" => schemars::schema_for!(super::history::ReportHistory),
        "log" => schemars::schema_for!(super::history::LogLine),
        "rulebook" => schemars::schema_for!(super::rulebook::Rulebook),
        "change" => schemars::schema_for!(super::judgement::Changed),
        "ask" => schemars::schema_for!(super::judgement::Asked),
        "review" => schemars::schema_for!(query::review::Review),
        "source-records" => schemars::schema_for!(query::source_record::SourceRecords),
        "source-record" => schemars::schema_for!(query::source_record::SourceRecord),
        "entity-record" => schemars::schema_for!(query::entity_record::EntityRecord),
        "coding" => schemars::schema_for!(super::coding::Coding),
        "coded-item" => schemars::schema_for!(super::coding::CodedItem),
        "agreement" => schemars::schema_for!(query::agreement::Agreement),
        "head" => schemars::schema_for!(crate::head::TreeHead),
        "bundle" => schemars::schema_for!(crate::bundle::Manifest),
        "case" => schemars::schema_for!(super::case::Case),
        "event" => schemars::schema_for!(super::case::Event),
        "numbers" => schemars::schema_for!(query::numbers::Numbers),
        "diff" => schemars::schema_for!(query::diff::Diff),
        "gaps" => schemars::schema_for!(query::gaps::Gaps),
        "timeline" => schemars::schema_for!(query::timeline::Timeline),
        _ => return None,
    };
    serde_json::to_value(schema).ok()
}
