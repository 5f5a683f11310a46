//! Stable pages: every event, claim, report, entity, source and view at an address of its own, without
//! scripts, to cite, print and archive.
//!
//! In: the same values that the API answers with. Out: HTML whose every word of a report is escaped and
//! isolated for its direction. Must hold: what is left out here can be read in the page's JSON.

mod errors;
mod events;
mod names;
mod reports;
mod search;

use askama::Template;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::ApiError;

pub use errors::{refused, without_application};

/// What stands around every page.
pub struct Frame {
    title: String,
    kind: &'static str,
    case: String,
    head: String,
    position: u64,
    /// The same in the application.
    workbench: Option<String>,
    /// The same as JSON.
    json: Option<String>,
}

impl Frame {
    fn of(app: &App, kind: &'static str, title: impl Into<String>) -> Result<Frame, ApiError> {
        let case = app.case()?;
        Ok(Frame {
            title: title.into(),
            kind,
            case: app.name(),
            head: case.head()?,
            position: case.end()?.map_or(0, |(position, _)| position),
            workbench: None,
            json: None,
        })
    }

    fn twins(mut self, workbench: String, json: String) -> Frame {
        (self.workbench, self.json) = (Some(workbench), Some(json));
        self
    }
}

/// The routes of the pages.
pub fn router() -> Router<App> {
    Router::new()
        .route("/", get(events::start))
        .route("/page.css", get(style))
        .route("/events", get(events::list))
        .route("/event/{id}", get(events::one))
        .route("/claim/{id}", get(reports::claim))
        .route("/report/{id}", get(reports::one))
        .route("/reports", get(reports::list))
        .route("/names", get(names::list))
        .route("/entity/{id}", get(names::one))
        .route("/sources", get(names::sources))
        .route("/source/{name}", get(names::source))
        .route("/search", get(search::page))
        .fallback(errors::nowhere)
}

async fn style() -> Response {
    let style = [rashomon::dossier::STYLE, include_str!("../../templates/page.css")].concat();
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")], style)
        .into_response()
}

/// Writes a page.
fn written(page: &impl Template) -> Result<Response, ApiError> {
    let page = page.render();
    let page = page.map_err(|why| ApiError::internal(format!("the page does not write: {why}")))?;
    Ok(Html(page).into_response())
}

/// A part of an address, encoded.
pub fn part(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// A page, or why there is none.
struct Page(Result<Response, ApiError>);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        self.0.unwrap_or_else(|error| refused(&error))
    }
}
