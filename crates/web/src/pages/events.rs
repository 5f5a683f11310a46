//! The events of a case as a list, and one of them.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use rashomon::query::asked::Asked;
use rashomon::query::overview::Row;

use super::{Frame, Page, part, written};
use crate::api::case::kept;
use crate::api::reports::Stretch;
use crate::app::App;
use crate::asked::{Path, Query};
use crate::error::ApiError;
use crate::page::event::EventPage;

/// So many events stand on one page.
const PAGE: usize = 200;

#[derive(Template)]
#[template(path = "events.html")]
struct Events<'e> {
    frame: Frame,
    total: usize,
    shown: usize,
    differing: usize,
    rows: Vec<&'e Row>,
    chosen: Vec<String>,
    place: String,
    actor: String,
    since: String,
    until: String,
    next: Option<String>,
    page: usize,
}

impl Events<'_> {
    fn when(&self, row: &Row) -> String {
        match &row.when {
            None => "date not told".to_owned(),
            Some(when) if when.earliest == when.latest => when.earliest.clone(),
            Some(when) => format!("{} to {}", when.earliest, when.latest),
        }
    }
}

#[derive(Template)]
#[template(path = "event.html")]
struct OneEvent {
    frame: Frame,
    chapter: String,
    page: EventPage,
}

/// Goes to the application.
pub async fn start() -> Response {
    Redirect::to("/w/").into_response()
}

/// Lists events.
pub async fn list(
    State(app): State<App>,
    RawQuery(raw): RawQuery,
    which: Result<Query<Asked>, ApiError>,
    part: Result<Query<Stretch>, ApiError>,
) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let whole = app.whole()?;
        let (Query(mut which), Query(part)) = (which?, part?);
        // An empty box of the form asks for nothing.
        for words in [&mut which.place, &mut which.actor, &mut which.class] {
            words.retain(|word| !word.trim().is_empty());
        }
        for day in [&mut which.since, &mut which.until] {
            *day = day.take().filter(|day| !day.is_empty());
        }
        let kept = kept(&whole, &which)?;
        let (offset, limit) = (part.offset.unwrap_or(0), part.limit.unwrap_or(PAGE).min(PAGE));
        let rows: Vec<&Row> =
            kept.iter().skip(offset).take(limit).map(|at| &whole.rows[*at]).collect();
        let raw = raw.unwrap_or_default();
        let rest = without(&raw, "offset");
        let next = offset.saturating_add(limit);
        let first = |words: &[String]| words.first().cloned().unwrap_or_default();
        let json = format!("/api/events?{raw}");
        written(&Events {
            frame: Frame::of(app, "events", "Events")?.twins(format!("/w/?{rest}"), json),
            total: whole.rows.len(),
            shown: kept.len(),
            differing: kept.iter().filter(|at| !whole.rows[**at].conflicts.is_empty()).count(),
            rows,
            chosen: rest
                .split('&')
                .filter(|pair| pair.split('=').nth(1).is_some_and(|v| !v.is_empty()))
                .map(shown)
                .collect(),
            place: first(&which.place),
            actor: first(&which.actor),
            since: which.since.unwrap_or_default(),
            until: which.until.unwrap_or_default(),
            next: (next < kept.len()).then(|| format!("/events?{rest}&offset={next}")),
            page: limit.min(kept.len().saturating_sub(next)),
        })
    });
    Page(answer.await)
}

fn without(query: &str, name: &str) -> String {
    let kept = query.split('&').filter(|pair| pair.split('=').next() != Some(name));
    kept.collect::<Vec<_>>().join("&")
}

fn shown(pair: &str) -> String {
    let spaced = pair.replace('+', " ").replacen('=', " ", 1);
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// Shows one event.
pub async fn one(State(app): State<App>, Path(id): Path<String>) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let page = EventPage::of(app, &id)?;
        let case = app.case()?.part(vec![page.event.clone()])?;
        let mut chapter = Vec::new();
        rashomon::dossier::chapter(&case, &page.event, &mut chapter)
            .map_err(|why| ApiError::internal(format!("the page does not write: {why}")))?;
        let id = part(&page.event.id);
        written(&OneEvent {
            frame: Frame::of(app, "event", page.event.title.clone())?
                .twins(format!("/w/event/{id}"), format!("/api/events/{id}")),
            chapter: String::from_utf8_lossy(&chapter).into_owned(),
            page,
        })
    });
    Page(answer.await)
}
