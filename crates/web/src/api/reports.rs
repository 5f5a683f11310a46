//! Reports: the list, one with what was read in it, its history.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::Tells;
use rashomon::json::history::ReportHistory;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::openapi::{Answer, Operation, fields, shape};
use crate::app::App;
use crate::asked::{Path, Query};
use crate::error::ApiError;
use crate::page::ReportBrief;
use crate::page::report::{ReportPage, history};

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "get",
            path: "/api/reports",
            id: "reports",
            summary: "The reports of the case, without their texts",
            query: &[fields::<Stretch>],
            body: None,
            answer: Answer::Shape(shape::<Reports>),
            route: || get(list),
        },
        Operation {
            method: "get",
            path: "/api/reports/{id}",
            id: "report",
            summary: "One report: its text, what was read in it, what became of that in the case",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<ReportPage>),
            route: || get(one),
        },
        Operation {
            method: "get",
            path: "/api/reports/{id}/history",
            id: "report-history",
            summary: "Every text of a report, what changed in it, what was read, and who judged",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<ReportHistory>),
            route: || get(past),
        },
    ]
}

/// A part of a list.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Stretch {
    /// Leave out so many first.
    pub offset: Option<usize>,
    /// At most so many; all where nothing is given.
    pub limit: Option<usize>,
}

impl Stretch {
    /// Takes the part of a list.
    pub fn of<T>(self, items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        items.skip(self.offset.unwrap_or(0)).take(self.limit.unwrap_or(usize::MAX))
    }
}

/// Reports without their texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reports {
    /// How many there are.
    pub total: usize,
    /// Some of them, by id.
    pub reports: Vec<ListedReport>,
}

/// A report with how much it tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListedReport {
    /// The report.
    #[serde(flatten)]
    pub report: ReportBrief,
    /// Events it tells.
    pub events: usize,
    /// Claims of it in them.
    pub claims: usize,
}

async fn list(
    State(app): State<App>,
    Query(part): Query<Stretch>,
) -> Result<Json<Reports>, ApiError> {
    app.ask(move |app| {
        let case = app.case()?;
        let (total, _) = case.count_reports_and_entities()?;
        let (first, most) = (part.offset.unwrap_or(0), part.limit.unwrap_or(usize::MAX));
        let listed = case.reports_from(first, most)?.into_iter().map(|(report, tells)| {
            let Tells { events, claims, .. } = tells;
            ListedReport { report: ReportBrief::of(&report), events, claims }
        });
        Ok(Json(Reports { total, reports: listed.collect() }))
    })
    .await
}

async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Json<ReportPage>, ApiError> {
    app.ask(move |app| ReportPage::of(app, &id).map(Json)).await
}

async fn past(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<ReportHistory>, ApiError> {
    app.ask(move |app| history(app, &id).map(Json)).await
}
