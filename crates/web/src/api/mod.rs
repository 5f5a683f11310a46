//! What can be asked: the table of operations, and the router made of it.

pub mod case;
mod codings;
pub mod events;
mod export;
pub mod names;
pub mod openapi;
pub mod reports;
pub mod search;
mod work;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::app::App;
use crate::error::ApiError;
use crate::{assets, guard, pages};

use openapi::Operation;

/// A judgement is some lines; more is no judgement.
const LARGEST_BODY: usize = 1 << 20;

/// Everything that can be asked below `/api`.
pub fn operations() -> Vec<Operation> {
    let mut all = Vec::new();
    all.extend(case::operations());
    all.extend(events::operations());
    all.extend(reports::operations());
    all.extend(names::operations());
    all.extend(search::operations());
    all.extend(work::operations());
    all.extend(codings::operations());
    all.extend(export::operations());
    all
}

/// Makes the router of the server.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for operation in operations() {
        router = router.route(operation.path, (operation.route)());
    }
    router
        .route("/api/{*rest}", get(unknown).post(unknown))
        .route("/static/{*name}", get(assets::file))
        .route("/w", get(assets::application))
        .route("/w/", get(assets::application))
        .route("/w/{*path}", get(assets::application))
        .merge(pages::router())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}

async fn unknown() -> ApiError {
    ApiError::not_found("there is no such thing to ask; /api/openapi.json lists them")
}
