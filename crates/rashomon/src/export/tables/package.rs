//! What tells other programs how to read a folder of tables: a Data Package (`datapackage.json`).
//!
//! Follows the Table Schema of the Frictionless standards: names, types and meanings of columns, what
//! names a row, and which columns are keys of other tables. Says nothing of the case beyond its name
//! and where its log ends.

use serde_json::{Value, json};

use super::{Column, Kind, Table};
use crate::export::About;

/// Name of the file.
pub(in crate::export) const FILE: &str = "datapackage.json";

/// Describes CSV files of some tables.
pub(in crate::export) fn describe(tables: &[Table], about: &About) -> Value {
    json!({
        "profile": "tabular-data-package",
        "name": "rashomon-case",
        "title": about.name,
        "rashomon": { "head": about.head, "version": crate::READER_VERSION },
        "resources": tables.iter().map(|table| resource(table, tables)).collect::<Vec<_>>(),
    })
}

fn resource(table: &Table, tables: &[Table]) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let keys: Vec<Value> =
        table.columns.iter().filter_map(|column| foreign(column, table, tables)).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if table.key > 0 {
        let key: Vec<&str> = table.columns.iter().take(table.key).map(|c| c.name).collect();
        schema["primaryKey"] = json!(key);
    }
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": format!("{}.csv", table.name),
        "description": table.about,
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Whole => "integer",
        Kind::Real => "number",
        Kind::Flag => "boolean",
        Kind::Day => "date",
        Kind::List => "array",
    };
    json!({ "name": column.name, "type": kind, "description": column.about })
}

/// A key of one value; the standard has no word for lists of keys.
fn foreign(column: &Column, table: &Table, tables: &[Table]) -> Option<Value> {
    let (other, at) = column.key_of.filter(|_| column.kind != Kind::List)?;
    tables.iter().find(|known| known.name == other)?;
    let other = if other == table.name { "" } else { other };
    Some(json!({ "fields": column.name, "reference": { "resource": other, "fields": at } }))
}
