//! Pages that say why there is nothing to see, and what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::error::ApiError;

#[derive(Template)]
#[template(path = "said.html")]
struct Said<'s> {
    title: &'s str,
    said: &'s str,
    link: &'s str,
    label: &'s str,
}

/// Says why a request was refused.
pub fn refused(error: &ApiError) -> Response {
    let title = match error.status {
        StatusCode::UNAUTHORIZED => "Closed",
        StatusCode::NOT_FOUND => "Not there",
        _ => "That did not work",
    };
    let said =
        Said { title, said: &error.message, link: "/events", label: "Every event of the case" };
    (error.status, page(&said)).into_response()
}

/// Says that the application was not built into the program.
pub fn without_application() -> Response {
    let said = Said {
        title: "The application is not in this program",
        said: "It was built without the pages' scripts. Run `cargo xtask ui` (it needs Node 20 or newer) \
               and build again. Everything can be read as plain pages meanwhile.",
        link: "/events",
        label: "The case as plain pages",
    };
    (StatusCode::NOT_IMPLEMENTED, page(&said)).into_response()
}

/// Says that an address leads nowhere.
pub async fn nowhere() -> Response {
    refused(&ApiError::not_found("There is no page at this address."))
}

fn page(said: &Said<'_>) -> Html<String> {
    Html(said.render().unwrap_or_else(|_| said.title.to_owned()))
}
