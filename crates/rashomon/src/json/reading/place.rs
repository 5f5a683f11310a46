//! A place of a reading as it is printed, with what its name may mean.

use std::collections::BTreeMap;

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Pair;
use crate::json::area::{Area, Setting};

/// A place name and what the gazetteer makes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The mention.
    pub mention: Option<String>,
    /// Where in the text.
    pub span: Pair,
    /// The words.
    pub text: String,
    /// The gazetteer's name.
    pub name: Option<String>,
    /// ISO 3166 code, as the gazetteer sees it.
    pub country: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// Gazetteer and entry.
    pub gazetteer: Option<String>,
    /// What sort of entry.
    pub precision: Option<String>,
    /// Told distance from it, kilometres.
    pub offset_km: Option<f64>,
    /// Told direction from it, degrees from north.
    pub bearing: Option<u16>,
    /// How else the words set a thing by it; `null` where it is said to be in it.
    #[serde(default)]
    pub setting: Option<Setting>,
    /// Where a thing so set may lie.
    #[serde(default)]
    pub area: Option<Area>,
    /// What the words may mean, the likeliest first; weights are shares and add up to 1 at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<PlaceCandidate>,
}

/// One thing that a place name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceCandidate {
    /// The gazetteer's name.
    pub name: String,
    /// ISO 3166 code, as the gazetteer sees it.
    pub country: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// Gazetteer and entry.
    pub gazetteer: Option<String>,
    /// Its share of all that the words may mean.
    pub weight: f64,
    /// What speaks for and against it, in decimal orders of magnitude of population.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub why: BTreeMap<String, f64>,
}

impl PlaceCandidate {
    pub(crate) fn of(c: &model::PlaceCandidate) -> PlaceCandidate {
        PlaceCandidate {
            name: c.name.clone(),
            country: c.country.clone(),
            lat: c.point.map(|point| point.lat),
            lon: c.point.map(|point| point.lon),
            gazetteer: c.gazetteer.clone(),
            weight: c.weight,
            why: c.why.iter().cloned().collect(),
        }
    }
}
