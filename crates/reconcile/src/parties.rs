//! Who belongs to whom, as far as anybody claims it.
//!
//! Built once a case from claimed relations ([`CaseParties`]); for an event the places where it lies
//! are added ([`Parties`]), so that many events can be looked at side by side. Two names may mean
//! parties of which one holds the other (a unit and its army, a spokesman and his group); naming the
//! one does not contradict naming the other. Denied relations count for nothing.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use rashomon_model::{
    CaseClaim, CaseEntityId, CaseEvent, CaseRelation, CaseValue, EntityKind, Polarity, RelationKind,
};

use crate::Evidence;
use crate::words::{Camp, Party, Words};

/// How far up a chain of "part of" is followed.
const DEPTH: usize = 4;

/// Who belongs to whom in a whole case.
pub struct CaseParties<'c> {
    above: HashMap<&'c CaseEntityId, Vec<&'c CaseEntityId>>,
    relations: HashMap<&'c CaseEntityId, Vec<&'c CaseRelation>>,
    outlets: HashMap<String, &'c CaseEntityId>,
    /// Names of persons, word by word, lower case, with whose they are.
    persons: HashMap<String, Vec<&'c CaseEntityId>>,
    /// Names of groups and persons, to say whom "they" means.
    names: HashMap<&'c CaseEntityId, &'c str>,
    /// Every spelling of a group, as names in words.
    forms: HashMap<&'c CaseEntityId, Vec<Vec<String>>>,
    /// Who is said to stand against whom, either way round.
    opposed: HashSet<(&'c CaseEntityId, &'c CaseEntityId)>,
    /// The word lists.
    pub words: Words,
}

/// Who belongs to whom, as one event has it: its places name no party by themselves.
pub struct Parties<'c> {
    case: &'c CaseParties<'c>,
    /// Names of the places of the event, word by word, lower case.
    here: HashSet<String>,
}

impl<'c> Deref for Parties<'c> {
    type Target = CaseParties<'c>;

    fn deref(&self) -> &CaseParties<'c> {
        self.case
    }
}

impl<'c> CaseParties<'c> {
    /// Builds the picture from claimed relations.
    pub fn of(evidence: &Evidence<'c>) -> CaseParties<'c> {
        let mut parties = CaseParties {
            above: HashMap::new(),
            relations: HashMap::new(),
            outlets: HashMap::new(),
            persons: HashMap::new(),
            names: HashMap::new(),
            forms: HashMap::new(),
            opposed: HashSet::new(),
            words: Words::shipped(),
        };
        for entity in evidence.entities {
            if entity.kind == EntityKind::Person {
                for word in words_of(&entity.name) {
                    parties.persons.entry(word).or_default().push(&entity.id);
                }
            }
            if matches!(entity.kind, EntityKind::Person | EntityKind::Group) {
                parties.names.insert(&entity.id, &entity.name);
            }
            if entity.kind == EntityKind::Group {
                let names = |text| parties.words.party(None, text).map(|party| party.names);
                let forms = entity.names.iter().filter_map(|form| names(form.text.as_str()));
                let forms = forms.filter(|names| !names.is_empty()).collect();
                parties.forms.insert(&entity.id, forms);
            }
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
            match relation.kind {
                // One party under two names is within itself either way.
                RelationKind::SameAs => {
                    parties.above.entry(&relation.object).or_default().push(&relation.subject);
                }
                RelationKind::OpposedTo => {
                    parties.opposed.insert((&relation.subject, &relation.object));
                    parties.opposed.insert((&relation.object, &relation.subject));
                }
                _ => {}
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

    /// Tells whether one party holds the other, as far as anybody claims it: `Less` where the first
    /// is within the second, `Equal` where they are one.
    pub fn inclusion(&self, a: &Party<'_>, b: &Party<'_>) -> Option<Ordering> {
        let (one, other) = (self.meant(a), self.meant(b));
        let mut found = None;
        for x in &one {
            for y in &other {
                match (*x == *y, self.reaches(x, y), self.reaches(y, x)) {
                    (true, ..) | (_, true, true) => return Some(Ordering::Equal),
                    (_, true, false) => found = Some(Ordering::Less),
                    (_, false, true) => found = found.or(Some(Ordering::Greater)),
                    _ => {}
                }
            }
        }
        // A force named by its leader is the force he is said to lead.
        found.map(|within| {
            if a.leaders.is_empty() && b.leaders.is_empty() { within } else { Ordering::Equal }
        })
    }

    /// Tells whether a party's words hold a spelling of the other's name: "ISIL fighters" are those
    /// of a group that the case also knows as "ISIL".
    pub fn goes_by(&self, a: &Party<'_>, b: &Party<'_>) -> bool {
        let known = |whose: &Party<'_>, words: &Party<'_>| {
            let forms = whose.entity.and_then(|entity| self.forms.get(entity));
            forms.is_some_and(|forms| {
                forms.iter().any(|form| form.iter().all(|name| words.names.contains(name)))
            })
        };
        known(a, b) || known(b, a)
    }

    /// Tells whether the case has somebody say that the two stand against each other.
    pub fn opposed(&self, a: &Party<'_>, b: &Party<'_>) -> bool {
        let (one, other) = (self.meant(a), self.meant(b));
        one.iter().any(|x| other.iter().any(|y| self.opposed.contains(&(*x, *y))))
    }

    /// Whom a party's words mean: its entity, and those it is named by the leader of.
    fn meant<'p>(&'p self, party: &Party<'p>) -> Vec<&'p CaseEntityId> {
        let led = party.leaders.iter().filter_map(|name| self.persons.get(name));
        party.entity.into_iter().chain(led.flatten().copied()).collect()
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

impl<'c> Parties<'c> {
    /// Turns to an event.
    pub fn of(case: &'c CaseParties<'c>, event: &CaseEvent) -> Parties<'c> {
        let here = event.places.iter().flat_map(|place| words_of(&place.name)).collect();
        Parties { case, here }
    }

    /// Returns the party a claim of responsibility names; none where it names nobody.
    pub fn party_of<'p>(&'p self, claim: &'p CaseClaim) -> Option<Party<'p>> {
        let CaseValue::Responsibility { entity, text, .. } = &claim.value else { return None };
        let mut party = match self.words.party(entity.as_ref(), text) {
            Some(party) => party,
            // "They", "his forces": whom the words mean is known from the report.
            None if !self.words.nobody(text) => {
                let name = self.names.get(entity.as_ref()?)?;
                Party { text, ..self.words.party(entity.as_ref(), name)? }
            }
            None => return None,
        };
        let led = !party.names.is_empty()
            && party.names.iter().all(|name| self.persons.contains_key(name))
            && self.words.led(text);
        if led {
            party.leaders = party.names.clone();
        }
        if party.camp == Some(Camp::State) {
            // "The army of So-and-so" is some government's; the person is no second party to it.
            party.names.retain(|name| !self.persons.contains_key(name));
        }
        let ground =
            party.camp.is_none() && party.names.iter().all(|name| self.here.contains(name));
        (!ground).then_some(party)
    }
}

fn words_of(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
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
