//! The value of a claim with ids of the case, in the same flat shape as in a reading.

use rashomon_model as model;

use crate::json::reading::{Absent, Value, toll};
use crate::json::words::Worded;

/// Writes a value of the case.
pub fn value(value: &model::CaseValue) -> Value {
    let id = |e: &Option<model::CaseEntityId>| Absent::there(e.as_ref().map(ToString::to_string));
    let words = |text: &String| Some(text.clone());
    let none = Value::default();
    match value {
        model::CaseValue::Responsibility { entity, text, by } => {
            Value { entity: id(entity), text: words(text), by: Some(by.word().to_owned()), ..none }
        }
        model::CaseValue::Target { entity, text, status } => Value {
            entity: id(entity),
            text: words(text),
            status: Some(status.word().to_owned()),
            ..none
        },
        model::CaseValue::Toll { quantity, side } => {
            toll(quantity, side.as_ref().map(ToString::to_string))
        }
        model::CaseValue::Damage { entity, text } | model::CaseValue::Weapon { entity, text } => {
            Value { entity: id(entity), text: words(text), ..none }
        }
        model::CaseValue::Place { place, entity, text, relation } => Value {
            entity: id(entity),
            text: words(text),
            relation: Some(relation.word().to_owned()),
            offset_km: Absent::there(place.offset_km),
            bearing: Absent::there(place.bearing.map(|b| b.0)),
            setting: place.setting.as_ref().map(crate::json::area::Setting::of),
            ..none
        },
        model::CaseValue::Time { text, .. } => Value { text: words(text), ..none },
        model::CaseValue::Cause { text, kind } => {
            Value { text: words(text), kind: Some(kind.word().to_owned()), ..none }
        }
        model::CaseValue::Outcome { text, holder } => {
            Value { text: words(text), holder: id(holder), ..none }
        }
        model::CaseValue::Stance { kind, text } => {
            Value { kind: Some(kind.word().to_owned()), text: words(text), ..none }
        }
        _ => none,
    }
}
