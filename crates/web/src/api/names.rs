//! Names and sources: who and what is named, by whom, and what each outlet tells.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::CaseFile;
use rashomon::query::brief::EntityBrief;
use rashomon::query::entity_record::EntityRecord;
use rashomon::query::has_words;
use rashomon::query::outlets::Outlets;
use rashomon::query::source_record::{self, SourceRecord, SourceRecords};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::openapi::{Answer, Operation, fields, shape};
use super::reports::Stretch;
use crate::app::{App, Whole};
use crate::asked::{Path, Query};
use crate::error::ApiError;

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "get",
            path: "/api/entities",
            id: "entities",
            summary: "Who and what is named, most mentions first",
            query: &[fields::<EntitiesAsked>],
            body: None,
            answer: Answer::Shape(shape::<Entities>),
            route: || get(list),
        },
        Operation {
            method: "get",
            path: "/api/entities/{id}",
            id: "entity",
            summary: "One entity: spellings, what joined them, what was kept apart",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<EntityPage>),
            route: || get(one),
        },
        Operation {
            method: "get",
            path: "/api/sources",
            id: "sources",
            summary: "The outlets of the case: what each tells, alone, takes and leaves out, in numbers",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<SourceRecords>),
            route: || get(sources),
        },
        Operation {
            method: "get",
            path: "/api/sources/{name}",
            id: "source",
            summary: "One outlet: what it tells, what it leaves out, whom it copies, whom it contradicts",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<SourcePage>),
            route: || get(source),
        },
    ]
}

/// Which entities.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EntitiesAsked {
    /// Of these kinds: person, group, outlet, place, facility, weapon, people.
    pub kind: Vec<String>,
    /// With a spelling that has these words.
    pub q: Option<String>,
    /// Leave out so many first.
    pub offset: Option<usize>,
    /// At most so many; all where nothing is given.
    pub limit: Option<usize>,
}

/// Some entities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entities {
    /// How many fit.
    pub total: usize,
    /// They, most mentions first.
    pub entities: Vec<ListedEntity>,
}

/// An entity with how much there is of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListedEntity {
    /// Its id.
    pub id: String,
    /// What sort of thing.
    pub kind: String,
    /// The name it is shown under.
    pub name: String,
    /// How many spellings.
    pub variants: usize,
    /// How many mentions.
    pub mentions: usize,
    /// In how many reports.
    pub reports: usize,
    /// In how many events it is held responsible or hit.
    pub events: usize,
    /// Whether somebody judged on it.
    pub judged: bool,
    /// By how little its names were joined: the smallest margin over what was needed.
    pub doubt: Option<f64>,
}

/// One entity with what its page needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityPage {
    /// What the case knows of it.
    #[serde(flatten)]
    pub record: EntityRecord,
    /// Names of the entities it speaks of, by id.
    pub names: BTreeMap<String, String>,
}

/// One outlet with what its page needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourcePage {
    /// What the case knows of it.
    #[serde(flatten)]
    pub record: SourceRecord,
    /// Names of the entities it speaks of, by id.
    pub entity_names: BTreeMap<String, String>,
}

async fn list(
    State(app): State<App>,
    Query(asked): Query<EntitiesAsked>,
) -> Result<Json<Entities>, ApiError> {
    app.ask(move |app| Ok(Json(entities(&*app.whole()?, &asked)))).await
}

/// Lists the entities that are asked for.
pub fn entities(whole: &Whole, asked: &EntitiesAsked) -> Entities {
    let words = asked.q.as_deref().map(str::trim).unwrap_or_default();
    let named = |entity: &EntityBrief| {
        words.is_empty()
            || has_words(&entity.name, words)
            || entity.names.iter().any(|name| has_words(name, words))
    };
    let mut found: Vec<&EntityBrief> = whole
        .entities
        .iter()
        .filter(|entity| asked.kind.is_empty() || asked.kind.contains(&entity.kind))
        .filter(|entity| named(entity))
        .collect();
    found.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let listed = |entity: &&EntityBrief| ListedEntity {
        id: entity.id.clone(),
        kind: entity.kind.clone(),
        name: entity.name.clone(),
        variants: entity.names.len(),
        mentions: entity.mentions as usize,
        reports: entity.reports,
        events: entity.events,
        judged: entity.judged.joined || entity.judged.noted,
        doubt: entity.weakest.map(|[weight, needed]| weight - needed),
    };
    let part = Stretch { offset: asked.offset, limit: asked.limit };
    Entities { total: found.len(), entities: part.of(found.iter().map(listed)).collect() }
}

async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Json<EntityPage>, ApiError> {
    app.ask(move |app| EntityPage::of(app, &id).map(Json)).await
}

impl EntityPage {
    /// Gathers the page of an entity.
    pub fn of(app: &App, id: &str) -> Result<EntityPage, ApiError> {
        let case = app.case()?;
        let record = case.entity_record(id)?;
        let said = record.relations.iter().flat_map(|told| {
            let of = &told.relation;
            of.said_by
                .iter()
                .filter_map(|voice| voice.entity.value())
                .chain([&of.subject, &of.object])
        });
        let held = record.held.iter().flat_map(|holding| {
            holding.said_by.iter().filter_map(|voice| voice.entity.value()).chain(&holding.party)
        });
        let names = names(&case, said.chain(held))?;
        Ok(EntityPage { names, record })
    }
}

impl SourcePage {
    /// Gathers the page of an outlet.
    pub fn of(app: &App, name: &str) -> Result<SourcePage, ApiError> {
        let case = app.case()?;
        let whole = app.without_texts()?;
        let record = source_record::record(&whole, &Outlets::of(&whole.reports), name)?;
        let said = record.relations.iter().flat_map(|of| {
            of.said_by
                .iter()
                .filter_map(|voice| voice.entity.value())
                .chain([&of.subject, &of.object])
        });
        let copied = record.takes_from.iter().chain(&record.taken_by).chain(&record.shares_with);
        let copied = copied.map(|link| &link.with);
        let leanings = record.leanings.iter().map(|leaning| &leaning.entity);
        let entity_names = names(&case, said.chain(copied).chain(leanings))?;
        Ok(SourcePage { entity_names, record })
    }
}

/// Names of entities by id; what is no entity is left out.
fn names<'i>(
    case: &CaseFile,
    ids: impl Iterator<Item = &'i String>,
) -> Result<BTreeMap<String, String>, ApiError> {
    let mut names = BTreeMap::new();
    for id in ids.collect::<BTreeSet<_>>() {
        if let Some(name) = case.name(id)? {
            names.insert(id.clone(), name);
        }
    }
    Ok(names)
}

/// Sets the records of all outlets side by side; that asks every event of the case.
pub fn records(app: &App) -> Result<SourceRecords, ApiError> {
    let whole = app.without_texts()?;
    Ok(source_record::records(&whole, &Outlets::of(&whole.reports)))
}

async fn sources(State(app): State<App>) -> Result<Json<SourceRecords>, ApiError> {
    app.ask(|app| Ok(Json(records(app)?))).await
}

async fn source(
    State(app): State<App>,
    Path(name): Path<String>,
) -> Result<Json<SourcePage>, ApiError> {
    app.ask(move |app| SourcePage::of(app, &name).map(Json)).await
}
