//! The evidence of a case, indexed once, so that events can be looked at one by one.
//!
//! In: the [`Evidence`]. Out: look-ups that every event asks for: entities and reports by id, who
//! belongs to whom. Nothing in it changes while events are looked at, so many threads may ask at once.

use std::collections::HashMap;

use rashomon_model::{CaseEntity, CaseEntityId};

use crate::Evidence;
use crate::parties::CaseParties;
use crate::slots::Reports;

/// What is known of a whole case, ready to be asked by its events.
pub struct Indexed<'c> {
    /// What was indexed.
    pub evidence: Evidence<'c>,
    /// Who belongs to whom.
    pub(crate) parties: CaseParties<'c>,
    /// The reports.
    pub(crate) reports: Reports<'c>,
    entities: HashMap<&'c CaseEntityId, &'c CaseEntity>,
}

impl<'c> Indexed<'c> {
    /// Indexes the evidence of a case.
    pub fn of(evidence: &Evidence<'c>) -> Indexed<'c> {
        Indexed {
            evidence: *evidence,
            parties: CaseParties::of(evidence),
            reports: Reports::of(evidence.reports),
            entities: evidence.entities.iter().map(|entity| (&entity.id, entity)).collect(),
        }
    }

    /// Returns an entity of the case.
    pub fn entity(&self, id: &CaseEntityId) -> Option<&'c CaseEntity> {
        self.entities.get(id).copied()
    }
}
