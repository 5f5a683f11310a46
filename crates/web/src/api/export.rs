//! What is on the screen, as a file: the case in a format, or a dossier, of the events asked for.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rashomon::dossier::{self, Request};
use rashomon::export::{self, About, Format, Table};
use rashomon::json::case::{Case, Event};
use rashomon::query::asked::Asked;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case::kept;
use super::openapi::{Answer, Operation, fields};
use crate::app::App;
use crate::asked::Query;
use crate::error::ApiError;

/// The operations.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "get",
            path: "/api/export",
            id: "export",
            summary: "The events asked for, in a format of `rashomon export`",
            query: &[fields::<ExportAsked>, fields::<Asked>],
            body: None,
            answer: Answer::File(&[
                "application/json",
                "application/geo+json",
                "application/ld+json",
                "application/x-ndjson",
                "text/csv",
            ]),
            route: || get(exported),
        },
        Operation {
            method: "get",
            path: "/api/dossier",
            id: "dossier",
            summary: "The events asked for, with quotes in context, sources and hashes, as one page",
            query: &[fields::<DossierAsked>, fields::<Asked>],
            body: None,
            answer: Answer::File(&["text/html"]),
            route: || get(dossier),
        },
    ]
}

/// Which events, in which format.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ExportAsked {
    /// json, csv, geojson, jsonld, ftm, acled, ucdp or plover; json where nothing is given.
    pub format: Option<String>,
    /// The table, of csv: events, claims, … ; events where nothing is given.
    pub table: Option<String>,
    /// These events, by id; those that fit the rest where none is given.
    pub event: Vec<String>,
}

/// Which events, and how much of their reports.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DossierAsked {
    /// These events, by id; those that fit the rest where none is given.
    pub event: Vec<String>,
    /// With the texts of the reports.
    pub texts: bool,
}

async fn exported(
    State(app): State<App>,
    Query(asked): Query<ExportAsked>,
    Query(which): Query<Asked>,
) -> Result<Response, ApiError> {
    app.ask(move |app| {
        let name = asked.format.as_deref().unwrap_or("json");
        let format =
            Format::of_name(name).filter(|format| !format.is_binary()).ok_or_else(|| {
                let known: Vec<&str> =
                    Format::ALL.iter().filter(|f| !f.is_binary()).map(|f| f.name()).collect();
                ApiError::bad(format!("`{name}` is no format; ask for {}", known.join(", ")))
            })?;
        let (case, about) = chosen(app, &asked.event, &which)?;
        let mut out = Vec::new();
        if format.is_tables() {
            let name = asked.table.as_deref().unwrap_or("events");
            let table = Table::ALL.iter().find(|table| table.name == name).ok_or_else(|| {
                let known: Vec<&str> = Table::ALL.iter().map(|table| table.name).collect();
                ApiError::bad(format!("`{name}` is no table; ask for {}", known.join(", ")))
            })?;
            export::write_table(format, table, &case, &about, &mut out)
        } else {
            export::write(format, &case, &about, &mut out).map(drop)
        }
        .map_err(|why| ApiError::internal(format!("cannot write {name}: {why}")))?;
        let (kind, ending) = kind(format);
        Ok(file(out, kind, &format!("{}.{ending}", app.name())))
    })
    .await
}

/// What a format is called over HTTP, and how its files end.
fn kind(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::GeoJson => ("application/geo+json", "geojson"),
        Format::JsonLd => ("application/ld+json", "jsonld"),
        Format::FollowTheMoney | Format::Plover => ("application/x-ndjson", "jsonl"),
        Format::Csv | Format::Acled | Format::Ucdp => ("text/csv; charset=utf-8", "csv"),
        _ => ("application/json", "json"),
    }
}

async fn dossier(
    State(app): State<App>,
    Query(asked): Query<DossierAsked>,
    Query(which): Query<Asked>,
) -> Result<Response, ApiError> {
    app.ask(move |app| {
        let (case, about) = chosen(app, &asked.event, &which)?;
        let made_on = app.now().get(..10).map(str::to_owned).unwrap_or_default();
        let request = Request { texts: asked.texts, about, made_on, ..Request::default() };
        let mut out = Vec::new();
        dossier::write(&case, &request, &mut out)
            .map_err(|why| ApiError::internal(format!("cannot write the dossier: {why}")))?;
        Ok(file(out, "text/html; charset=utf-8", &format!("{}-dossier.html", app.name())))
    })
    .await
}

/// The part of the case that is asked for.
fn chosen(app: &App, ids: &[String], which: &Asked) -> Result<(Case, About), ApiError> {
    let file = app.case()?;
    let events: Vec<Event> = if ids.is_empty() {
        let kept = kept(&*app.whole()?, which)?.into_iter();
        let events: Vec<Option<Event>> =
            kept.map(|at| file.event_at(at)).collect::<Result<_, _>>()?;
        events.into_iter().flatten().collect()
    } else {
        ids.iter().map(|id| file.find_event(id)).collect::<Result<_, _>>()?
    };
    let about = About { name: app.name(), head: Some(file.head()?) };
    Ok((file.part(events)?, about))
}

fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    // A name of a file may hold anything; in a header it is plain.
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' })
        .collect();
    let disposition = format!("attachment; filename=\"{plain}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
