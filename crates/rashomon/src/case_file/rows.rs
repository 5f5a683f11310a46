//! The rows of the derived tables: which there are, under which keys, and what stands in each.
//!
//! In: one event, entity, report, relation, origin, tie or judgement of a case, with its number in the order of the
//! case. Out: its rows, each a table, a key and JSON. A table is a list in the order of its keys, or leads from what a
//! person asks for to keys of another. What every list and name needs stands in small rows of its own, because an event
//! or an entity may be large: a page reads as many rows as it shows.
//!
//! Must hold: a row is made of the thing it is of and of what is [`Told`], so that things can be written one by one;
//! whatever leads to a row is written with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::{CaseEntity, ReportId};
use serde::{Deserialize, Serialize};

use crate::json::case::{Entity, Event, Origin, Relation, Report, Tie};
use crate::json::judgement::Judgement;
use crate::json::words::Worded;
use crate::query::brief::{self, EntityBrief};
use crate::query::entity_record::{self, TakesPart};

/// Table of events by their place in the case, then id.
pub const EVENT: &str = "event";
/// Table of events in brief, under the same keys.
pub const EVENT_BRIEF: &str = "event-brief";
/// Table that leads from the id of an event to its key in the table of events.
pub const EVENT_ID: &str = "event-id";
/// Table that leads from the id of a claim to the key of its event.
pub const CLAIM: &str = "claim";
/// Table of entities by id.
pub const ENTITY: &str = "entity";
/// Table of entities in brief by id.
pub const ENTITY_BRIEF: &str = "entity-brief";
/// Table with the parts that an entity takes in events, by entity and key of the event.
pub const ENTITY_EVENT: &str = "entity-event";
/// Table that leads from a spelling to the ids of the entities that have it.
pub const SPELLING: &str = "spelling";
/// Table of reports by id, with their origin but without their text.
pub const REPORT: &str = "report";
/// Table with how much a report tells, and whom it names, by its id.
pub const REPORT_TELLS: &str = "report-tells";
/// Table of relations by their place in the case.
pub const RELATION: &str = "relation";
/// Table that leads from an entity at either end to its relations.
pub const RELATION_OF: &str = "relation-of";
/// Table that leads from a report to the relations it tells.
pub const RELATION_TOLD: &str = "relation-told";
/// Table of origins by their place in the case.
pub const ORIGIN: &str = "origin";
/// Table that leads from the id of an origin to its key.
pub const ORIGIN_ID: &str = "origin-id";
/// Table of ties by the report that took, then by their place in the case.
pub const TIE: &str = "tie";
/// Table of judgements by their place in the log.
pub const JUDGEMENT: &str = "judgement";
/// Table with single rows `sources`, `rejected`, `outlets` and `readers`.
pub const WHOLE: &str = "whole";
/// Row of [`WHOLE`]: how many reports in force each version has read.
pub const READERS: &str = "readers";
/// Row of [`WHOLE`]: the outlets of the case.
pub const OUTLETS: &str = "outlets";
/// Every table.
pub const TABLES: [&str; 18] = [
    EVENT,
    EVENT_BRIEF,
    EVENT_ID,
    CLAIM,
    ENTITY,
    ENTITY_BRIEF,
    ENTITY_EVENT,
    SPELLING,
    REPORT,
    REPORT_TELLS,
    RELATION,
    RELATION_OF,
    RELATION_TOLD,
    ORIGIN,
    ORIGIN_ID,
    TIE,
    JUDGEMENT,
    WHOLE,
];

/// Stands between the parts of a key. Ids may hold blanks.
const APART: char = '\n';

/// Table, key and value.
pub type Row = (&'static str, String, Vec<u8>);

/// What rows of entities and reports tell of events; gathered while events are written.
#[derive(Debug, Default)]
pub struct Told {
    /// Events and claims that each report tells.
    reports: HashMap<String, (usize, usize)>,
    /// In how many events each entity is held responsible or hit.
    actors: HashMap<String, usize>,
}

/// How much a report tells, and whom it names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tells {
    /// Events it tells.
    pub events: usize,
    /// Claims of it in them.
    pub claims: usize,
    /// The kinds, spellings and ids of the entities it names.
    pub names: Vec<(String, String, String)>,
}

/// What an entity does in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// In which parts it takes part; none where it is only told where others hold it.
    pub takes: Option<TakesPart>,
    /// Whether the event tells who holds it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

/// Whom each report names: places in the lists of entities and of their spellings.
pub struct Naming<'c> {
    entities: &'c [CaseEntity],
    of_report: HashMap<&'c ReportId, Vec<(u32, u32)>>,
}

impl Told {
    /// Adds what was noted of other events.
    pub fn add(&mut self, other: Told) {
        for (report, (events, claims)) in other.reports {
            let known = self.reports.entry(report).or_default();
            *known = (known.0 + events, known.1 + claims);
        }
        for (actor, events) in other.actors {
            *self.actors.entry(actor).or_default() += events;
        }
    }

    /// Takes note of an event.
    pub fn note(&mut self, event: &Event) {
        for report in &event.reports {
            self.reports.entry(report.clone()).or_default().0 += 1;
        }
        for claim in &event.claims {
            self.reports.entry(claim.report.clone()).or_default().1 += 1;
        }
        for actor in brief::actors(event) {
            *self.actors.entry(actor.clone()).or_default() += 1;
        }
    }
}

impl<'c> Naming<'c> {
    /// Turns round which reports use each spelling.
    pub fn of(entities: &'c [CaseEntity]) -> Naming<'c> {
        let mut of_report: HashMap<&ReportId, Vec<(u32, u32)>> = HashMap::new();
        for (at, entity) in (0..).zip(entities) {
            for (name, form) in (0..).zip(&entity.names) {
                for report in &form.reports {
                    of_report.entry(report).or_default().push((at, name));
                }
            }
        }
        Naming { entities, of_report }
    }

    fn names(&self, report: &ReportId) -> Vec<(String, String, String)> {
        let named = self.of_report.get(report).into_iter().flatten();
        let named = named.filter_map(|(at, name)| {
            let entity = self.entities.get(*at as usize)?;
            let form = entity.names.get(*name as usize)?;
            Some((entity.kind.word().to_owned(), form.text.clone(), entity.id.to_string()))
        });
        named.collect()
    }
}

/// The rows of an event, by its place in the case, from 0.
pub fn of_event(number: usize, event: &Event, rows: &mut Vec<Row>) {
    // Keys keep the order of the case: by time, then id.
    let key = format!("{} {}", number_key(number), event.id);
    rows.push((EVENT, key.clone(), json(event)));
    rows.push((EVENT_BRIEF, key.clone(), json(&brief::event(event))));
    rows.push((EVENT_ID, event.id.clone(), json(&key)));
    let rejected = event.rejected.iter().map(|rejected| &rejected.claim);
    for claim in event.claims.iter().chain(rejected) {
        rows.push((CLAIM, claim.id.clone(), json(&key)));
    }
    for entity in named_in(event) {
        let takes = entity_record::takes_part(event, entity);
        let held = entity_record::tells_holder(event, entity);
        if held || takes.is_some() {
            rows.push((ENTITY_EVENT, joined(entity, &key), json(&Part { takes, held })));
        }
    }
}

/// The entities that claims of an event name.
fn named_in(event: &Event) -> BTreeSet<&String> {
    let of_claim = event.claims.iter().flat_map(|claim| {
        let value = [&claim.value.entity, &claim.value.side, &claim.value.holder];
        let said = claim.said_by.iter().map(|voice| &voice.entity);
        said.chain(value).filter_map(|named| named.value())
    });
    of_claim.collect()
}

/// The rows of an entity.
pub fn of_entity(entity: &Entity, told: &Told, rows: &mut Vec<Row>) {
    rows.push((ENTITY, entity.id.clone(), json(entity)));
    let events = told.actors.get(&entity.id).copied().unwrap_or_default();
    rows.push((ENTITY_BRIEF, entity.id.clone(), json(&EntityBrief::of(entity, events))));
    let forms: BTreeSet<&String> =
        entity.names.iter().map(|name| &name.text).chain([&entity.name]).collect();
    for form in forms {
        rows.push((SPELLING, joined(form, &entity.id), json(&entity.id)));
    }
}

/// The rows of a report, which comes without its text.
pub fn of_report(report: &Report, told: &Told, naming: &Naming<'_>, rows: &mut Vec<Row>) {
    let id = report.head.id.as_str();
    rows.push((REPORT, id.to_owned(), json(report)));
    let (events, claims) = told.reports.get(id).copied().unwrap_or_default();
    rows.push((
        REPORT_TELLS,
        id.to_owned(),
        json(&Tells { events, claims, names: naming.names(&ReportId(id.to_owned())) }),
    ));
}

/// The row of a judgement, by its place in the log.
pub fn of_judgement(number: usize, judgement: &Judgement, rows: &mut Vec<Row>) {
    rows.push((JUDGEMENT, number_key(number), json(judgement)));
}

/// The rows of a relation, by its place in the case.
pub fn of_relation(number: usize, relation: &Relation, rows: &mut Vec<Row>) {
    let key = number_key(number);
    rows.push((RELATION, key.clone(), json(relation)));
    let ends: BTreeSet<&String> = [&relation.subject, &relation.object].into();
    for end in ends {
        rows.push((RELATION_OF, joined(end, &key), json(&key)));
    }
    rows.push((RELATION_TOLD, joined(&relation.report, &key), json(&key)));
}

/// The rows of an origin, by its place in the case.
pub fn of_origin(number: usize, origin: &Origin, rows: &mut Vec<Row>) {
    let key = number_key(number);
    rows.push((ORIGIN, key.clone(), json(origin)));
    rows.push((ORIGIN_ID, origin.id.clone(), json(&key)));
}

/// The row of a tie, by its place in the case.
pub fn of_tie(number: usize, tie: &Tie, rows: &mut Vec<Row>) {
    rows.push((TIE, joined(&tie.to, &number_key(number)), json(tie)));
}

/// Joins the parts of a key.
pub fn joined(one: &str, other: &str) -> String {
    format!("{one}{APART}{other}")
}

/// Returns what stands behind the last border of a key.
pub fn last_part(key: &str) -> &str {
    key.rsplit_once(APART).map_or(key, |(_, last)| last)
}

/// Our shapes have text keys and no failing parts, so they always serialise.
pub fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Returns the beginning of the key of what stands at a place of the case, from 0.
pub fn number_key(number: usize) -> String {
    format!("{number:08}")
}

/// A count of every table, to be counted up.
pub fn no_rows() -> BTreeMap<&'static str, usize> {
    TABLES.map(|table| (table, 0)).into()
}
