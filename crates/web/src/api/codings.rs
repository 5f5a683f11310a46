//! Coding: items drawn, what coders say of them, how far they agree. `docs/coding.md` tells how to code.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rashomon::AskCoding;
use rashomon::json::coding::{CodedItem, Coding};
use rashomon::query::agreement::Agreement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::openapi::{Answer, Operation, fields, shape};
use super::work::expect_write;
use crate::app::App;
use crate::asked::{Body, Query};
use crate::error::ApiError;

/// So many items are drawn where nothing is said, and at most.
const DRAWN: usize = 20;
const MOST_DRAWN: usize = 500;

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "get",
            path: "/api/codings",
            id: "codings",
            summary: "What coders said of items; for a coder, those of others only on items that they coded",
            query: &[fields::<CodingsAsked>],
            body: None,
            answer: Answer::Shape(shape::<Codings>),
            route: || get(codings).post(code),
        },
        Operation {
            method: "post",
            path: "/api/codings",
            id: "code",
            summary: "Enter what a coder says of an item; needs --write",
            query: &[],
            body: Some(shape::<Coded>),
            answer: Answer::Shape(shape::<Entered>),
            route: axum::routing::MethodRouter::new,
        },
        Operation {
            method: "get",
            path: "/api/codings/items",
            id: "items",
            summary: "Items to code, drawn: the same for all who draw with the same seed",
            query: &[fields::<ItemsAsked>],
            body: None,
            answer: Answer::Shape(shape::<Items>),
            route: || get(items),
        },
        Operation {
            method: "get",
            path: "/api/agreement",
            id: "agreement",
            summary: "How far coders agree (Krippendorff's α), and the items on which they differ",
            query: &[fields::<CodingsAsked>],
            body: None,
            answer: Answer::Shape(shape::<Agreement>),
            route: || get(agreement),
        },
    ]
}

/// Whose codings.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CodingsAsked {
    /// As this coder may see them: those of others only on items that they coded.
    pub r#for: Option<String>,
}

/// Codings in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Codings {
    /// They, by item and coder.
    pub codings: Vec<Coding>,
}

/// What a coder says of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coded {
    /// The item, as it is named to be coded.
    pub item: String,
    /// What the coder says; none takes it back.
    pub value: Option<String>,
    /// Words beside it.
    #[serde(default)]
    pub note: Option<String>,
    /// Who codes.
    pub by: String,
}

/// Where something was entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entered {
    /// Position of the record.
    pub position: u64,
}

/// Which items to draw.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ItemsAsked {
    /// claim, entities, events, or a field of events such as killed.low or responsibility.
    pub kind: String,
    /// How many; 20 where nothing is given, 500 at most.
    pub n: Option<usize>,
    /// Another seed draws others.
    pub seed: Option<u64>,
}

/// Items to code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Items {
    /// They, in the order in which they were drawn.
    pub items: Vec<CodedItem>,
}

async fn codings(
    State(app): State<App>,
    Query(asked): Query<CodingsAsked>,
) -> Result<Json<Codings>, ApiError> {
    let of = asked.r#for;
    app.ask(move |app| Ok(Json(Codings { codings: app.case()?.codings(of.as_deref())? }))).await
}

async fn code(State(app): State<App>, Body(coded): Body<Coded>) -> Result<Json<Entered>, ApiError> {
    expect_write(&app)?;
    app.ask(move |app| {
        let (mut case, _turn) = app.writing()?;
        let at = app.now();
        let ask = AskCoding { item: coded.item, value: coded.value, note: coded.note };
        Ok(Json(Entered { position: case.code(&ask, (&at, &coded.by))? }))
    })
    .await
}

async fn items(
    State(app): State<App>,
    Query(asked): Query<ItemsAsked>,
) -> Result<Json<Items>, ApiError> {
    app.ask(move |app| {
        let count = asked.n.unwrap_or(DRAWN).min(MOST_DRAWN);
        let items = app.case()?.draw_items(&asked.kind, count, asked.seed.unwrap_or(0))?;
        Ok(Json(Items { items }))
    })
    .await
}

async fn agreement(
    State(app): State<App>,
    Query(asked): Query<CodingsAsked>,
) -> Result<Json<Agreement>, ApiError> {
    app.ask(move |app| Ok(Json(app.case()?.agreement(asked.r#for.as_deref())?))).await
}
