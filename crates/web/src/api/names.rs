//! Names and sources: who and what is named, by whom, and what each outlet tells.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::json::case::Entity;
use rashomon::look_alikes::{self, LookAlike};
use rashomon::query::has_words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::openapi::{Answer, Operation, fields, shape};
use super::reports::Stretch;
use crate::app::{App, Whole};
use crate::asked::{Path, Query};
use crate::error::ApiError;

/// Names kept apart that are shown.
const NEAREST: usize = 6;

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
}

/// One entity with what its page needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityPage {
    /// The entity.
    pub entity: Entity,
    /// What was nearly joined to it.
    pub kept_apart: Vec<LookAlike>,
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
        .entities
        .iter()
        .filter(|entity| asked.kind.is_empty() || asked.kind.contains(&entity.kind))
        .filter(|entity| named(entity))
        .collect();
    found.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let listed = |entity: &&Entity| {
        let reports: std::collections::BTreeSet<&String> =
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
        let Some(entity) = whole.entities.iter().find(|entity| entity.id == id) else {
            return Err(ApiError::not_found(format!(
                "nobody and nothing in {} has the id `{id}`",
                app.name()
            )));
        };
        let kept_apart = look_alikes::of(entity, &whole.entities, NEAREST)?;
        Ok(EntityPage { entity: entity.clone(), kept_apart })
    }
}
