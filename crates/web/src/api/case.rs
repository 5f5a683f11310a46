//! The case as a whole: what it is, what happened at one glance, the description of the API itself.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::query::asked::Asked;
use rashomon::query::overview::{self, Overview};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::openapi::{Answer, Operation, fields, shape};
use crate::app::{App, Whole};
use crate::asked::Query;
use crate::error::ApiError;

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "get",
            path: "/api/case",
            id: "case",
            summary: "What the case is, and whether judgements can be entered",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<CaseHead>),
            route: || get(head),
        },
        Operation {
            method: "get",
            path: "/api/overview",
            id: "overview",
            summary: "What happened and where accounts differ, one row an event",
            query: &[fields::<Asked>],
            body: None,
            answer: Answer::Shape(shape::<Overview>),
            route: || get(rows),
        },
        Operation {
            method: "get",
            path: "/api/openapi.json",
            id: "openapi",
            summary: "This description",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<Value>),
            route: || get(description),
        },
    ]
}

/// What a case is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseHead {
    /// Its name: that of its file.
    pub name: String,
    /// Digest of the log.
    pub head: String,
    /// Records in the log.
    pub position: u64,
    /// Reports in force.
    pub reports: usize,
    /// Events.
    pub events: usize,
    /// Entities.
    pub entities: usize,
    /// Whether judgements can be entered.
    pub write: bool,
    /// Version of the program.
    pub version: String,
}

async fn head(State(app): State<App>) -> Result<Json<CaseHead>, ApiError> {
    app.ask(|app| {
        let case = app.case()?;
        let (reports, entities) = case.count_reports_and_entities()?;
        Ok(Json(CaseHead {
            name: app.name(),
            head: case.head()?,
            position: case.end()?.map_or(0, |(position, _)| position),
            reports,
            events: case.count_events()?,
            entities,
            write: app.can_write(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }))
    })
    .await
}

async fn rows(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Overview>, ApiError> {
    app.ask(move |app| overview(&*app.whole()?, &asked).map(Json)).await
}

/// Makes the overview of the events that are asked for.
pub fn overview(whole: &Whole, asked: &Asked) -> Result<Overview, ApiError> {
    let kept = kept(whole, asked)?;
    let rows: Vec<_> = kept.iter().map(|at| whole.rows[*at].clone()).collect();
    Ok(Overview {
        head: whole.head.clone(),
        total: whole.rows.len(),
        origins: overview::origins_behind(kept.iter().map(|at| &whole.events[*at])),
        names: overview::names(&rows, &whole.names),
        rows,
        choices: whole.choices.clone(),
    })
}

/// Finds the events that are asked for, by their places in the whole.
pub fn kept(whole: &Whole, asked: &Asked) -> Result<Vec<usize>, ApiError> {
    let filter = asked.filter()?;
    let bound = filter.bind(&whole.entities, &whole.outlets, &whole.events)?;
    let fits = whole.events.iter().enumerate().filter(|(_, event)| bound.keeps(event));
    Ok(fits.map(|(at, _)| at).collect())
}

async fn description() -> Json<Value> {
    Json(super::openapi::document())
}
