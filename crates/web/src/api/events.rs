//! Events: those that are asked for, one with its page, its history; and single claims.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::json::case::{Claim, Event};
use rashomon::json::history::EventHistory;
use rashomon::query::asked::Asked;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case::kept;
use super::openapi::{Answer, Operation, fields, shape};
use super::reports::Stretch;
use crate::app::App;
use crate::asked::{Path, Query};
use crate::error::ApiError;
use crate::page::event::EventPage;
use crate::page::{ReportBrief, names_of};

/// So many events come in one answer, where nothing else is asked.
const PAGE: usize = 50;
/// And at most so many.
const LARGEST: usize = 500;
/// Code points around a quote.
const CONTEXT: usize = 400;

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "get",
            path: "/api/events",
            id: "events",
            summary: "Events that are asked for, whole, by time: 50 where no limit is given, 500 at most",
            query: &[fields::<Asked>, fields::<Stretch>],
            body: None,
            answer: Answer::Shape(shape::<Events>),
            route: || get(list),
        },
        Operation {
            method: "get",
            path: "/api/events/{id}",
            id: "event",
            summary: "One event: accounts side by side, and everything that stands behind them",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<EventPage>),
            route: || get(one),
        },
        Operation {
            method: "get",
            path: "/api/events/{id}/history",
            id: "event-history",
            summary: "Every text and reading behind an event, and who judged",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<EventHistory>),
            route: || get(history),
        },
        Operation {
            method: "get",
            path: "/api/claims/{id}",
            id: "claim",
            summary: "One claim with the words around its quote",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<ClaimPage>),
            route: || get(claim),
        },
    ]
}

/// Some events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Events {
    /// How many fit.
    pub total: usize,
    /// How many of them were left out first.
    pub offset: usize,
    /// The events, by time.
    pub events: Vec<Event>,
}

/// One claim with the words around its quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimPage {
    /// The claim.
    pub claim: Claim,
    /// Its event; none where every claim of it is rejected.
    pub event: Option<String>,
    /// The event's line for people.
    pub title: Option<String>,
    /// Its value in words.
    pub words: String,
    /// Its voice in words.
    pub voice: String,
    /// The report it stands in.
    pub report: Option<ReportBrief>,
    /// Words before the quote.
    pub before: String,
    /// Words behind the quote.
    pub after: String,
}

async fn list(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    Query(part): Query<Stretch>,
) -> Result<Json<Events>, ApiError> {
    app.ask(move |app| {
        let case = app.case()?;
        let offset = part.offset.unwrap_or(0);
        let limit = part.limit.unwrap_or(PAGE).min(LARGEST);
        if asked.filter()?.keeps_all() {
            let (total, events) = (case.count_events()?, case.events_from(offset, limit)?);
            return Ok(Json(Events { total, offset, events }));
        }
        let kept = kept(&*app.whole()?, &asked)?;
        let mut events = Vec::new();
        for at in kept.iter().skip(offset).take(limit) {
            events.extend(case.event_at(*at)?);
        }
        Ok(Json(Events { total: kept.len(), offset, events }))
    })
    .await
}

async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Json<EventPage>, ApiError> {
    app.ask(move |app| EventPage::of(app, &id).map(Json)).await
}

async fn history(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<EventHistory>, ApiError> {
    app.ask(move |app| {
        let case = app.case()?;
        Ok(Json(case.history_of_event(&case.find_event(&id)?)?))
    })
    .await
}

async fn claim(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<ClaimPage>, ApiError> {
    app.ask(move |app| ClaimPage::of(app, &id).map(Json)).await
}

impl ClaimPage {
    /// Gathers the page of a claim.
    pub fn of(app: &App, id: &str) -> Result<ClaimPage, ApiError> {
        let case = app.case()?;
        let Some((claim, event)) = case.claim_of(id)? else {
            return Err(ApiError::not_found(format!(
                "no claim in {} is called `{id}`; claims are named as REPORT#c4",
                app.name()
            )));
        };
        let names = match &event {
            Some(event) => names_of(&case, event)?,
            None => crate::page::named(&case, crate::page::ids_of_claim(&claim))?,
        };
        let text = case.text(&claim.report)?.unwrap_or_default();
        let [start, end] = claim.span.map(|at| at as usize);
        let cut = |from: usize, to: usize| -> String {
            text.chars().skip(from).take(to.saturating_sub(from)).collect()
        };
        let report = case.report(&claim.report)?;
        Ok(ClaimPage {
            words: rashomon::wording::of_polarity(&claim.slot, &claim.value, &claim.polarity),
            voice: rashomon::wording::voice(&claim.said_by, &[], &names),
            report: report.as_ref().map(ReportBrief::of),
            before: cut(start.saturating_sub(CONTEXT), start),
            after: cut(end, end.saturating_add(CONTEXT)),
            title: event.as_ref().map(|event| event.title.clone()),
            event: event.map(|event| event.id),
            claim,
        })
    }
}
