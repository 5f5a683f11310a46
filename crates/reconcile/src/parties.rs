//! Who belongs to whom, as far as anybody claims it.
//!
//! Built once a case from claimed relations. Two names may mean parties of which one holds the
//! other (a unit and its army, a spokesman and his group); naming the one does not contradict
//! naming the other. Denied relations count for nothing.

use std::collections::{HashMap, HashSet};

use rashomon_model::{CaseEntityId, CaseRelation, EntityKind, Polarity, RelationKind};

use crate::Evidence;

/// How far up a chain of "part of" is followed.
const DEPTH: usize = 4;

/// Who belongs to whom.
pub struct Parties<'c> {
    above: HashMap<&'c CaseEntityId, Vec<&'c CaseEntityId>>,
    relations: HashMap<&'c CaseEntityId, Vec<&'c CaseRelation>>,
    outlets: HashMap<String, &'c CaseEntityId>,
    names: HashMap<&'c CaseEntityId, &'c str>,
}

impl<'c> Parties<'c> {
    /// Builds the picture from claimed relations.
    pub fn of(evidence: &Evidence<'c>) -> Parties<'c> {
        let mut parties = Parties {
            above: HashMap::new(),
            relations: HashMap::new(),
            outlets: HashMap::new(),
            names: HashMap::new(),
        };
        for entity in evidence.entities {
            parties.names.insert(&entity.id, &entity.name);
            if matches!(entity.kind, EntityKind::Outlet | EntityKind::Group) {
                for form in &entity.names {
                    parties.outlets.entry(form.text.to_lowercase()).or_insert(&entity.id);
                }
            }
        }
        for relation in evidence.relations {
            if relation.polarity == Polarity::Denied {
                continue;
            }
            parties.relations.entry(&relation.subject).or_default().push(relation);
            if belongs(relation.kind) {
                parties.above.entry(&relation.subject).or_default().push(&relation.object);
            }
        }
        parties
    }

    /// Returns the relations in which an entity is the subject.
    pub fn relations_of(&self, entity: &CaseEntityId) -> &[&'c CaseRelation] {
        self.relations.get(entity).map_or(&[], Vec::as_slice)
    }

    /// Returns the entity of an outlet's name, where reports mention it.
    pub fn outlet(&self, name: &str) -> Option<&'c CaseEntityId> {
        self.outlets.get(&name.to_lowercase()).copied()
    }

    /// Returns the name of an entity.
    pub fn name(&self, entity: &CaseEntityId) -> Option<&'c str> {
        self.names.get(entity).copied()
    }

    /// Tells whether the two are one party or one holds the other.
    pub fn overlap(&self, a: &CaseEntityId, b: &CaseEntityId) -> bool {
        a == b || self.reaches(a, b) || self.reaches(b, a)
    }

    fn reaches(&self, from: &CaseEntityId, to: &CaseEntityId) -> bool {
        let mut seen: HashSet<&CaseEntityId> = HashSet::new();
        let mut edge: Vec<&CaseEntityId> = vec![from];
        for _ in 0..DEPTH {
            let next: Vec<&CaseEntityId> =
                edge.iter().filter_map(|e| self.above.get(*e)).flatten().copied().collect();
            if next.contains(&to) {
                return true;
            }
            edge = next.into_iter().filter(|e| seen.insert(*e)).collect();
        }
        false
    }
}

fn belongs(kind: RelationKind) -> bool {
    matches!(
        kind,
        RelationKind::PartOf
            | RelationKind::MemberOf
            | RelationKind::Leads
            | RelationKind::SpeaksFor
            | RelationKind::SameAs
    )
}
