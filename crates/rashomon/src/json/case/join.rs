//! Why names were joined, as JSON: two names, what was weighed, the sum, what was needed.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::names::Level;

/// One step by which names became one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Join {
    /// One name.
    pub a: String,
    /// The other.
    pub b: String,
    /// What it rests on: judgement, statement (a report calls them the same), table (of names of
    /// well-known bodies), outlet (names, accounts and addresses of one), weight, only bearer (of a lone surname).
    pub because: String,
    /// The judgement it rests on, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<String>,
    /// Log2 odds: the sum of the levels.
    pub weight: f64,
    /// The weight that was needed; null where the weight did not decide.
    pub threshold: Option<f64>,
    /// What was weighed, in order.
    pub levels: Vec<Level>,
}

impl Join {
    /// Writes one step.
    pub(crate) fn of(join: &model::Join) -> Join {
        let level = |l: &model::JoinLevel| Level {
            comparison: l.comparison.clone(),
            level: l.level.clone(),
            words: l.words.clone(),
            weight: l.weight.0,
        };
        Join {
            a: join.a.clone(),
            b: join.b.clone(),
            because: join.because.as_str().to_owned(),
            judgement: match &join.because {
                model::Because::Judgement(id) => Some(id.to_string()),
                _ => None,
            },
            weight: join.weight.0,
            threshold: join.threshold.map(|needed| needed.0),
            levels: join.levels.iter().map(level).collect(),
        }
    }
}
