//! What the entities of readings denote across a case, kept small.
//!
//! A large case has millions of them, and each of its own entities is denoted by many: ids are kept
//! once, and what denotes them by number.

use std::collections::{BTreeMap, HashMap};

use rashomon_model::{CaseEntityId, EntityId, ReportId};

/// Stands for an entity that denotes nothing across the case.
const NOTHING: u32 = u32::MAX;

/// What each reading's entity denotes.
pub struct Denotes {
    ids: Vec<CaseEntityId>,
    of: HashMap<ReportId, Vec<u32>>,
}

impl Denotes {
    /// Takes what was found for each entity of each report.
    pub fn of(found: BTreeMap<(ReportId, EntityId), CaseEntityId>) -> Denotes {
        let mut ids = Vec::new();
        let mut numbers: HashMap<CaseEntityId, u32> = HashMap::new();
        let mut of: HashMap<ReportId, Vec<u32>> = HashMap::new();
        for ((report, entity), id) in found {
            let next = u32::try_from(ids.len()).unwrap_or(NOTHING);
            let number = *numbers.entry(id).or_insert_with_key(|id| {
                ids.push(id.clone());
                next
            });
            let known = of.entry(report).or_default();
            known.resize(known.len().max(entity.index() + 1), NOTHING);
            if let Some(slot) = known.get_mut(entity.index()) {
                *slot = number;
            }
        }
        Denotes { ids, of }
    }

    /// Returns what an entity of a report's reading denotes.
    pub fn get(&self, report: &ReportId, entity: EntityId) -> Option<CaseEntityId> {
        let number = *self.of.get(report)?.get(entity.index())?;
        self.ids.get(number as usize).cloned()
    }
}
