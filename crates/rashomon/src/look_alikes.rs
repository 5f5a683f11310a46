//! What was nearly joined: the names of a case that come closest to an entity's and were kept apart.
//!
//! In: an entity and all entities of its case. Out: the nearest of the others, heaviest first, each
//! with what its name weighs against the entity's, level by level. The weight is that of the names
//! alone: what stands around them, and what people judged, may have parted them beyond it.
//!
//! Must hold: entities of other kinds are not compared, for they could not have been joined.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::json::case::Entity;
use crate::names::{Level, Names, Pair};
use crate::query::brief::EntityBrief;

/// Spellings of one entity beyond this many are not compared.
const SPELLINGS: usize = 6;

/// An entity that was kept apart from another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LookAlike {
    /// Its id.
    pub id: String,
    /// The spelling of the entity asked about that comes nearest.
    pub a: String,
    /// The spelling of this one.
    pub b: String,
    /// What the two names weigh by themselves (log2 odds).
    pub weight: f64,
    /// Level by level.
    pub levels: Vec<Level>,
}

/// Returns the entities whose names come nearest to an entity's, at most `most`.
///
/// # Errors
/// Only where an embedded table is broken.
pub fn of(entity: &Entity, all: &[EntityBrief], most: usize) -> Result<Vec<LookAlike>, Error> {
    let names = Names::new()?;
    let mut found: Vec<LookAlike> = all
        .iter()
        .filter(|other| other.id != entity.id && sort(&other.kind) == sort(&entity.kind))
        .filter_map(|other| nearest(entity, other, &names))
        .collect();
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
    found.truncate(most);
    Ok(found)
}

/// The heaviest pair of spellings of two entities, if some word of them answers.
fn nearest(entity: &Entity, other: &EntityBrief, names: &Names) -> Option<LookAlike> {
    let pairs = entity.names.iter().take(SPELLINGS).flat_map(|a| {
        let others = other.names.iter().take(SPELLINGS);
        others.map(|b| names.compare(&a.text, b, &entity.kind))
    });
    let answers = |p: &Pair| p.levels.iter().any(|l| l.weight > 0.0);
    let best = pairs.filter(answers).max_by(|x, y| {
        x.weight.total_cmp(&y.weight).then_with(|| (&y.a, &y.b).cmp(&(&x.a, &x.b)))
    })?;
    let Pair { a, b, weight, levels, .. } = best;
    Some(LookAlike { id: other.id.clone(), a, b, weight, levels })
}

/// Kinds that could be one thing.
pub(crate) fn sort(kind: &str) -> &str {
    match kind {
        "outlet" => "group",
        "facility" => "place",
        other => other,
    }
}
