//! Entities and relations of a case in the schema of FollowTheMoney.

use std::collections::{HashMap, HashSet};
use std::io;

use super::statement::{Statements, Thing};
use super::{hashed, report_id};
use crate::export::chain;
use crate::json::case::{Case, Entity, Relation};

/// Schemas of the entities that have one.
pub(super) struct Known<'c> {
    schemas: HashMap<&'c str, &'static str>,
}

impl<'c> Known<'c> {
    pub(super) fn of(case: &'c Case) -> Known<'c> {
        let known = |e: &'c Entity| Some((e.id.as_str(), schema(&e.kind)?));
        Known { schemas: case.entities.iter().filter_map(known).collect() }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.schemas.contains_key(id)
    }

    /// Writes the entities; returns how many have no schema.
    pub(super) fn write(&self, case: &Case, statements: &mut Statements<'_>) -> io::Result<usize> {
        let mut unknown = 0;
        for entity in &case.entities {
            match self.schemas.get(entity.id.as_str()) {
                Some(schema) => named(statements, schema, entity)?,
                None => unknown += 1,
            }
        }
        self.located(case, statements)?;
        Ok(unknown)
    }

    /// Adds to places what claims of place say of them: rival readings of a name stand side by side.
    fn located(&self, case: &Case, statements: &mut Statements<'_>) -> io::Result<()> {
        let mut told = HashSet::new();
        for claim in case.events.iter().flat_map(|e| &e.claims) {
            let (Some(place), Some(id)) = (&claim.place, claim.value.entity.value()) else {
                continue;
            };
            if self.schemas.get(id.as_str()) != Some(&ADDRESS) {
                continue;
            }
            let mut thing = Thing::new(statements, ADDRESS, id);
            thing.resting_on(&claim.id, &[claim.report.as_str()]);
            let known = [
                ("country", place.country.as_ref().map(|code| code.to_lowercase())),
                ("latitude", place.lat.map(|lat| lat.to_string())),
                ("longitude", place.lon.map(|lon| lon.to_string())),
            ];
            for (prop, value) in known {
                if let Some(value) = value.filter(|value| told.insert((id, prop, value.clone()))) {
                    thing.says(prop, &value)?;
                }
            }
        }
        Ok(())
    }

    /// Writes the relations; returns how many have an end without a schema.
    pub(super) fn links(&self, case: &Case, statements: &mut Statements<'_>) -> io::Result<usize> {
        let mut left_out = 0;
        for (n, relation) in case.relations.iter().enumerate() {
            let end = |id: &str| self.schemas.get(id).copied();
            match (end(&relation.subject), end(&relation.object)) {
                (Some(subject), Some(object)) => {
                    link(statements, relation, n, edge(relation, subject, object))?;
                }
                _ => left_out += 1,
            }
        }
        Ok(left_out)
    }
}

const ADDRESS: &str = "Address";
const ORGANIZATION: &str = "Organization";
const PERSON: &str = "Person";

/// Returns the schema of a kind of entity; none where the model of money and persons has no word for it.
fn schema(kind: &str) -> Option<&'static str> {
    match kind {
        "person" => Some(PERSON),
        "group" | "outlet" => Some(ORGANIZATION),
        "place" => Some(ADDRESS),
        "facility" => Some("RealEstate"),
        _ => None,
    }
}

fn named(statements: &mut Statements<'_>, schema: &'static str, entity: &Entity) -> io::Result<()> {
    let mut thing = Thing::new(statements, schema, &entity.id);
    let all: Vec<&str> = entity.names.iter().flat_map(|n| &n.reports).map(String::as_str).collect();
    thing.resting_on(entity.named_by.as_deref().unwrap_or(""), &all);
    thing.begin()?;
    thing.says("name", &entity.name)?;
    if schema == ADDRESS {
        thing.says("full", &entity.name)?;
    }
    thing.may_say("wikidataId", entity.wikidata.as_ref())?;
    for name in entity.names.iter().filter(|name| name.text != entity.name) {
        let reports: Vec<&str> = name.reports.iter().map(String::as_str).collect();
        thing.resting_on(reports.first().copied().unwrap_or(""), &reports);
        thing.says("alias", &name.text)?;
    }
    Ok(())
}

/// A schema of links with the properties for its ends.
type Edge = (&'static str, &'static str, &'static str);

const ANY_LINK: Edge = ("UnknownLink", "subject", "object");

/// Returns the schema of a link. A denied relation, and one whose ends the schema does not allow, is a
/// link of no named sort; its role says what was said.
fn edge(relation: &Relation, subject: &str, object: &str) -> Edge {
    let legal = |schema: &str| schema == PERSON || schema == ORGANIZATION;
    if relation.polarity == "denied" || !legal(subject) {
        return ANY_LINK;
    }
    match (relation.relation.as_str(), object) {
        ("member-of" | "part-of", ORGANIZATION) => ("Membership", "member", "organization"),
        ("leads", ORGANIZATION) => ("Directorship", "director", "organization"),
        ("speaks-for", PERSON | ORGANIZATION) => ("Representation", "agent", "client"),
        _ => ANY_LINK,
    }
}

fn link(
    statements: &mut Statements<'_>,
    relation: &Relation,
    n: usize,
    (schema, from, to): Edge,
) -> io::Result<()> {
    let place = format!("{n} {} {} {}", relation.report, relation.span[0], relation.relation);
    let id = hashed("relation", &place);
    let mut thing = Thing::new(statements, schema, &id);
    thing.resting_on(&relation.report, &[relation.report.as_str()]);
    thing.begin()?;
    thing.says(from, &relation.subject)?;
    thing.says(to, &relation.object)?;
    thing.says("role", &relation.relation)?;
    thing.says("status", &relation.polarity)?;
    thing.says("summary", &relation.quote)?;
    let said = format!("said by {}, {}", chain::written(&relation.said_by), relation.certainty);
    thing.says("description", &said)?;
    thing.may_say("publisher", chain::outlet(&relation.said_by))?;
    thing.says("proof", &report_id(&relation.report))?;
    thing.may_say("startDate", relation.when.as_ref().map(|when| &when.earliest))?;
    thing.may_say("endDate", relation.when.as_ref().map(|when| &when.latest))
}
