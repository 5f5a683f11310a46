//! What was found, as a page.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use rashomon::json::found::FoundPassage;

use super::{Frame, Page, part, written};
use crate::api::search::{Found, SearchAsked, found};
use crate::app::App;
use crate::asked::Query;
use crate::error::ApiError;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    frame: Frame,
    words: String,
    found: Found,
}

impl Search {
    /// The page on which a passage stands.
    fn to(&self, passage: &FoundPassage) -> String {
        match (&passage.report, passage.field.as_str()) {
            (Some(_), "quote") => format!("/claim/{}", part(&passage.id)),
            (Some(report), _) => format!("/report/{}", part(report)),
            (None, "names") => format!("/entity/{}", part(&passage.id)),
            (None, _) => format!("/report/{}", part(&passage.id)),
        }
    }
}

/// Finds passages and shows them.
pub async fn page(
    State(app): State<App>,
    asked: Result<Query<SearchAsked>, ApiError>,
) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let Query(asked) = asked?;
        let words = asked.q.clone();
        let found = if words.trim().is_empty() {
            Found { passages: Vec::new(), also: Vec::new(), ranked: true }
        } else {
            found(app, asked)?
        };
        let query = part(&words);
        let frame = Frame::of(app, "search", "Search")?;
        written(&Search {
            frame: frame.twins(format!("/w/search?q={query}"), format!("/api/search?q={query}")),
            words,
            found,
        })
    });
    Page(answer.await)
}
