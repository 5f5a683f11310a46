//! Words in reports, quotes and names.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::SearchAsk;
use rashomon::json::found::FoundPassage;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::openapi::{Answer, Operation, fields, shape};
use crate::app::App;
use crate::asked::Query;
use crate::error::ApiError;

/// So many passages, where nothing else is asked, and at most.
const PAGE: u32 = 60;
const LARGEST: u32 = 500;

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![Operation {
        method: "get",
        path: "/api/search",
        id: "search",
        summary: "Words in reports, quotes and names, across scripts and spellings",
        query: &[fields::<SearchAsked>],
        body: None,
        answer: Answer::Shape(shape::<Found>),
        route: || get(search),
    }]
}

/// What to find.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SearchAsked {
    /// Words that must all be there; between double quotes they stand together, a final star stands
    /// for any ending.
    pub q: String,
    /// Only in these: title, text, quote, names, outlet.
    pub field: Vec<String>,
    /// Only in reports of an outlet whose name has these words.
    pub outlet: Option<String>,
    /// Only in reports that name a place so.
    pub place: Option<String>,
    /// Only in reports that name somebody so.
    pub actor: Option<String>,
    /// Only in reports published on or after this day.
    pub since: Option<String>,
    /// Only in reports published on or before this day.
    pub until: Option<String>,
    /// Names stand only for the spelling given.
    pub exact: bool,
    /// At most so many; 60 where nothing is given, 500 at most.
    pub limit: Option<u32>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// The passages, best first.
    pub passages: Vec<FoundPassage>,
    /// Other spellings that were looked for.
    pub also: Vec<String>,
    /// Whether they are ranked: not where thousands have the words.
    pub ranked: bool,
}

async fn search(
    State(app): State<App>,
    Query(asked): Query<SearchAsked>,
) -> Result<Json<Found>, ApiError> {
    app.ask(move |app| found(app, asked).map(Json)).await
}

/// Finds passages.
pub fn found(app: &App, asked: SearchAsked) -> Result<Found, ApiError> {
    let given = |words: Option<String>| words.filter(|words| !words.trim().is_empty());
    let searched = app.case()?.search(&SearchAsk {
        words: asked.q,
        fields: asked.field,
        outlet: given(asked.outlet),
        place: given(asked.place),
        actor: given(asked.actor),
        since: given(asked.since),
        until: given(asked.until),
        exact: asked.exact,
        limit: asked.limit.unwrap_or(PAGE).clamp(1, LARGEST),
    })?;
    Ok(Found {
        passages: searched.passages.iter().map(FoundPassage::of).collect(),
        also: searched.also,
        ranked: searched.ranked,
    })
}
