//! JSON Schemas of the shapes, made from the same Rust types that write them.

use serde_json::Value;

/// Names under which `rashomon schema` knows a shape.
pub const NAMES: &[&str] = &["reading", "case"];

/// Returns the JSON Schema of a shape; none where the name is not known.
pub fn schema(name: &str) -> Option<Value> {
    let schema = match name {
        "reading" => schemars::schema_for!(super::reading::Reading),
        "case" => schemars::schema_for!(super::case::Case),
        _ => return None,
    };
    serde_json::to_value(schema).ok()
}
