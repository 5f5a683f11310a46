//! Comparing two names, for scripts: the shape of `rashomon compare names`.
//!
//! A thin edge over `resolve::names`: loads the tables once and turns a comparison into the JSON
//! of the contract.

use rashomon_model::EntityKind;
use rashomon_resolve::names::NameMethod;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::json::words::Worded;

/// One compared pair, as printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The first name.
    pub a: String,
    /// The second name.
    pub b: String,
    /// Whether they are taken for one name.
    pub same: bool,
    /// Log2 odds.
    pub weight: f64,
    /// What was weighed, in order.
    pub levels: Vec<Level>,
}

/// One thing that was weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Level {
    /// What was compared.
    pub comparison: String,
    /// How it came out.
    pub level: String,
    /// The words it was seen on; empty where it concerns the whole names.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Log2 odds.
    pub weight: f64,
}

/// Compares names; loads its tables once.
pub struct Names {
    method: NameMethod,
}

impl Names {
    /// Loads the tables.
    ///
    /// # Errors
    /// Only where the build itself is broken.
    pub fn new() -> Result<Names, Error> {
        let method = NameMethod::shipped().map_err(|e| Error::embedded("table of names", e))?;
        Ok(Names { method })
    }

    /// Compares two names of things of one kind (a word of the contract; anything else is any kind).
    pub fn compare(&self, a: &str, b: &str, kind: &str) -> Pair {
        let kind = EntityKind::of_word(kind);
        let compared = rashomon_resolve::names::compare(a, b, kind, &self.method);
        let levels = compared.levels.into_iter().map(|level| Level {
            comparison: level.comparison.to_owned(),
            level: level.level.to_owned(),
            words: level.words,
            weight: level.weight.0,
        });
        Pair {
            a: a.to_owned(),
            b: b.to_owned(),
            same: compared.same,
            weight: compared.weight.0,
            levels: levels.collect(),
        }
    }
}
