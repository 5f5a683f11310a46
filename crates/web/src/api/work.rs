//! Deciding: what a judgement would change, entering it, what was decided.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use rashomon::Ask;
use rashomon::json::judgement::{Asked, Changed, Judgement};
use rashomon::query::review::{Review, ReviewAsk};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::openapi::{Answer, Operation, fields, shape};
use crate::app::App;
use crate::asked::{Body, Query};
use crate::error::ApiError;

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "get",
            path: "/api/review",
            id: "review",
            summary: "What to look at first: decisions that were close and matter",
            query: &[fields::<ReviewAsked>],
            body: None,
            answer: Answer::Shape(shape::<Review>),
            route: || get(review),
        },
        Operation {
            method: "get",
            path: "/api/judgements",
            id: "judgements",
            summary: "What people decided, also what was taken back, and what it does now",
            query: &[],
            body: None,
            answer: Answer::Shape(shape::<Judgements>),
            route: || get(list).post(judge),
        },
        Operation {
            method: "post",
            path: "/api/judgements",
            id: "judge",
            summary: "Enter a judgement; needs --write",
            query: &[],
            body: Some(shape::<Decision>),
            answer: Answer::Shape(shape::<Changed>),
            route: axum::routing::MethodRouter::new,
        },
        Operation {
            method: "post",
            path: "/api/preview",
            id: "preview",
            summary: "What a judgement would change; nothing is entered",
            query: &[],
            body: Some(shape::<Decision>),
            answer: Answer::Shape(shape::<Changed>),
            route: || post(preview),
        },
    ]
}

/// Which questions, and how many.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ReviewAsked {
    /// Of these kinds: merge, grouping, conflict; of all where none is given.
    pub kind: Vec<String>,
    /// At most so many; all where nothing is given.
    pub limit: Option<usize>,
}

/// A judgement as a person enters it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What is decided.
    pub ask: Asked,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Who decides.
    #[serde(default)]
    pub by: String,
}

/// What people decided, in the order of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judgements {
    /// The judgements.
    pub judgements: Vec<Judgement>,
}

async fn review(
    State(app): State<App>,
    Query(asked): Query<ReviewAsked>,
) -> Result<Json<Review>, ApiError> {
    app.ask(move |app| {
        let ask = ReviewAsk { most: asked.limit, kinds: asked.kind };
        Ok(Json(app.case()?.review(&ask)?))
    })
    .await
}

async fn list(State(app): State<App>) -> Result<Json<Judgements>, ApiError> {
    app.ask(|app| Ok(Json(Judgements { judgements: app.case()?.judgements()? }))).await
}

async fn preview(
    State(app): State<App>,
    Body(decision): Body<Decision>,
) -> Result<Json<Changed>, ApiError> {
    app.ask(move |app| {
        let at = app.now();
        let ask = Ask::from(decision.ask);
        let changed = app.case()?.preview(&ask, &decision.reason, (&at, &decision.by))?;
        Ok(Json(Changed::of(&changed)))
    })
    .await
}

async fn judge(
    State(app): State<App>,
    Body(decision): Body<Decision>,
) -> Result<Json<Changed>, ApiError> {
    expect_write(&app)?;
    app.ask(move |app| {
        let (mut case, _turn) = app.writing()?;
        let at = app.now();
        let ask = Ask::from(decision.ask);
        let changed = case.judge(&ask, &decision.reason, (&at, &decision.by))?;
        Ok(Json(Changed::of(&changed)))
    })
    .await
}

/// Refuses where nothing can be entered.
pub fn expect_write(app: &App) -> Result<(), ApiError> {
    if app.can_write() {
        return Ok(());
    }
    Err(ApiError::of(
        StatusCode::FORBIDDEN,
        "nothing can be changed here; start with `rashomon serve CASE --write`",
    ))
}
