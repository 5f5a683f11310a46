//! The value of a claim as JSON: one flat object whose fields follow from the slot.
//!
//! All fields are optional in the type; which ones a slot carries is CONTRACT.md's table. Fields
//! that do not belong to the slot are absent, not `null`.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::words::Worded;

/// The value of a claim; which fields are there depends on the slot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Value {
    /// Whom or what the words denote.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub entity: Absent<String>,
    /// Smallest number the words allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// Largest number the words allow; `null` where open.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub high: Absent<u32>,
    /// How the number was put.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// civilian, combatant, mixed or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Which part of the people.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub who: Absent<String>,
    /// The side whose people they are.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub side: Absent<String>,
    /// Whether the number adds up several happenings or a period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cumulative: Option<bool>,
    /// Position in `places`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Position in `times`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<u32>,
    /// Position in `times` of the expression that ends the stretch begun by `time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<u32>,
    /// claimed, accused or stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What sort of cause or stance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// at, near or distance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Told distance, kilometres.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub offset_km: Absent<f64>,
    /// Told direction, degrees from north.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub bearing: Absent<u16>,
    /// How else the words set it by the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<crate::json::area::Setting>,
    /// Who holds the place afterwards.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub holder: Absent<String>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A field that may be absent, `null` (known to be unknown) or a value.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(transparent)]
pub struct Absent<T>(pub Option<Option<T>>);

impl<T> Absent<T> {
    /// A field that is there, `null` where nothing is known.
    pub fn there(value: Option<T>) -> Absent<T> {
        Absent(Some(value))
    }

    /// Tells whether the field is left out.
    pub fn is_absent(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the value, if there is one.
    pub fn value(&self) -> Option<&T> {
        self.0.as_ref()?.as_ref()
    }
}

impl<T: Serialize> Serialize for Absent<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Absent<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Absent<T>, D::Error> {
        Ok(Absent(Some(Option::deserialize(deserializer)?)))
    }
}

/// Writes a claim's value.
pub fn value_of(value: &model::Value, reading: &model::Reading) -> Value {
    let id = |entity: &Option<model::EntityId>| Absent::there(entity.map(|e| e.to_string()));
    let words = |text: &String| Some(text.clone());
    let none = Value::default();
    match value {
        model::Value::Responsibility { entity, text, by } => {
            Value { entity: id(entity), text: words(text), by: Some(by.word().to_owned()), ..none }
        }
        model::Value::Target { entity, text, status } => Value {
            entity: id(entity),
            text: words(text),
            status: Some(status.word().to_owned()),
            ..none
        },
        model::Value::Toll(quantity) => toll(quantity, quantity.side.map(|side| side.to_string())),
        model::Value::Damage { entity, text } | model::Value::Weapon { entity, text } => {
            Value { entity: id(entity), text: words(text), ..none }
        }
        model::Value::Place { place, text, relation } => {
            let told = reading.places.get(place.index());
            Value {
                place: Some(place.0),
                text: words(text),
                relation: Some(relation.word().to_owned()),
                offset_km: Absent::there(told.and_then(|p| p.offset_km)),
                bearing: Absent::there(told.and_then(|p| p.bearing).map(|b| b.0)),
                setting: told.and_then(|p| p.setting.as_ref()).map(crate::json::area::Setting::of),
                ..none
            }
        }
        model::Value::Time { time, until, text } => {
            let until = until.map(|until| until.0);
            Value { time: Some(time.0), until, text: words(text), ..none }
        }
        model::Value::Cause { text, kind } => {
            Value { text: words(text), kind: Some(kind.word().to_owned()), ..none }
        }
        model::Value::Outcome { text, holder } => {
            Value { text: words(text), holder: id(holder), ..none }
        }
        model::Value::Stance { kind, text } => {
            Value { kind: Some(kind.word().to_owned()), text: words(text), ..none }
        }
        _ => none,
    }
}

/// Writes a number of people.
pub fn toll(quantity: &model::Quantity, side: Option<String>) -> Value {
    Value {
        low: Some(quantity.low),
        high: Absent::there(quantity.high),
        wording: Some(quantity.wording.word().to_owned()),
        status: Some(quantity.status.word().to_owned()),
        who: Absent::there(quantity.who.map(|who| who.word().to_owned())),
        side: Absent::there(side),
        cumulative: Some(quantity.cumulative),
        text: Some(quantity.text.clone()),
        ..Value::default()
    }
}
