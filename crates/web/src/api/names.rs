//! Names and sources: who and what is named, by whom, and what each outlet tells.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::json::case::Entity;
use rashomon::query::entity_record::{self, EntityRecord};
use rashomon::query::has_words;
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
    let mut events: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in whole.rows.iter().flat_map(|row| &row.actors) {
        *events.entry(actor).or_default() += 1;
    }
    let words = asked.q.as_deref().map(str::trim).unwrap_or_default();
    let named = |entity: &Entity| {
        words.is_empty()
            || has_words(&entity.name, words)
            || entity.names.iter().any(|name| has_words(&name.text, words))
    };
    let mut found: Vec<&Entity> = whole
        .case
        .entities
        .iter()
        .filter(|entity| asked.kind.is_empty() || asked.kind.contains(&entity.kind))
        .filter(|entity| named(entity))
        .collect();
    found.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let listed = |entity: &&Entity| {
        let reports: BTreeSet<&String> =
            entity.names.iter().flat_map(|name| &name.reports).collect();
        ListedEntity {
            id: entity.id.clone(),
            kind: entity.kind.clone(),
            name: entity.name.clone(),
            variants: entity.names.len(),
            mentions: entity.mentions as usize,
            reports: reports.len(),
            events: events.get(entity.id.as_str()).copied().unwrap_or_default(),
            judged: entity.joined.iter().any(|join| join.judgement.is_some())
                || !entity.notes.is_empty(),
            doubt: entity
                .joined
                .iter()
                .filter_map(|join| Some(join.weight - join.threshold?))
                .min_by(f64::total_cmp),
        }
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
        let whole = app.whole()?;
        let record = entity_record::record(&whole.case, &whole.outlets, id)?;
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
        let names = names(&whole, said.chain(held));
        Ok(EntityPage { names, record })
    }
}

impl SourcePage {
    /// Gathers the page of an outlet.
    pub fn of(app: &App, name: &str) -> Result<SourcePage, ApiError> {
        let whole = app.whole()?;
        let record = source_record::record(&whole.case, &whole.outlets, name)?;
        let said = record.relations.iter().flat_map(|of| {
            of.said_by
                .iter()
                .filter_map(|voice| voice.entity.value())
                .chain([&of.subject, &of.object])
        });
        let copied = record.takes_from.iter().chain(&record.taken_by).chain(&record.shares_with);
        let copied = copied.map(|link| &link.with);
        let leanings = record.leanings.iter().map(|leaning| &leaning.entity);
        let entity_names = names(&whole, said.chain(copied).chain(leanings));
        Ok(SourcePage { entity_names, record })
    }
}

/// Names of entities by id; what is no entity is left out.
fn names<'i>(whole: &Whole, ids: impl Iterator<Item = &'i String>) -> BTreeMap<String, String> {
    let ids: BTreeSet<&String> = ids.collect();
    let known = whole.case.entities.iter().filter(|entity| ids.contains(&entity.id));
    known.map(|entity| (entity.id.clone(), entity.name.clone())).collect()
}

async fn sources(State(app): State<App>) -> Result<Json<SourceRecords>, ApiError> {
    app.ask(|app| {
        let whole = app.whole()?;
        Ok(Json(source_record::records(&whole.case, &whole.outlets)))
    })
    .await
}

async fn source(
    State(app): State<App>,
    Path(name): Path<String>,
) -> Result<Json<SourcePage>, ApiError> {
    app.ask(move |app| SourcePage::of(app, &name).map(Json)).await
}
