//! Who and what is named, and the outlets: as lists, and one of each.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use rashomon::query::source_record::{CopyLink, SourceRecords};

use super::{Frame, Page, part, written};
use crate::api::names::{Entities, EntitiesAsked, EntityPage, SourcePage, entities};
use crate::app::App;
use crate::asked::{Path, Query};
use crate::error::ApiError;

#[derive(Template)]
#[template(path = "names.html")]
struct Names {
    frame: Frame,
    found: Entities,
}

#[derive(Template)]
#[template(path = "entity.html")]
struct OneEntity {
    frame: Frame,
    page: EntityPage,
}

/// Lists names.
pub async fn list(
    State(app): State<App>,
    asked: Result<Query<EntitiesAsked>, ApiError>,
) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let Query(asked) = asked?;
        let frame = Frame::of(app, "names", "Names")?;
        written(&Names {
            frame: frame.twins("/w/entities".to_owned(), "/api/entities".to_owned()),
            found: entities(&*app.whole()?, &asked),
        })
    });
    Page(answer.await)
}

/// Shows one entity.
pub async fn one(State(app): State<App>, Path(id): Path<String>) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let page = EntityPage::of(app, &id)?;
        let id = part(&id);
        written(&OneEntity {
            frame: Frame::of(app, "name", page.record.entity.name.clone())?
                .twins(format!("/w/entity/{id}"), format!("/api/entities/{id}")),
            page,
        })
    });
    Page(answer.await)
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    frame: Frame,
    records: SourceRecords,
}

#[derive(Template)]
#[template(path = "source.html")]
struct OneSource {
    frame: Frame,
    page: SourcePage,
}

impl OneSource {
    fn copies(&self) -> [(&'static str, &Vec<CopyLink>); 3] {
        let record = &self.page.record;
        [
            ("Whom it takes from", &record.takes_from),
            ("Who takes from it", &record.taken_by),
            ("With whom it shares a source", &record.shares_with),
        ]
    }
}

/// Lists outlets.
pub async fn sources(State(app): State<App>) -> impl IntoResponse {
    let answer = app.ask(|app| {
        let records = crate::api::names::records(app)?;
        let frame = Frame::of(app, "sources", "Sources")?;
        written(&Sources {
            frame: frame.twins("/w/sources".to_owned(), "/api/sources".to_owned()),
            records,
        })
    });
    Page(answer.await)
}

/// Shows one outlet.
pub async fn source(State(app): State<App>, Path(name): Path<String>) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let page = SourcePage::of(app, &name)?;
        let name = part(&page.record.line.name);
        written(&OneSource {
            frame: Frame::of(app, "source", page.record.line.name.clone())?
                .twins(format!("/w/source/{name}"), format!("/api/sources/{name}")),
            page,
        })
    });
    Page(answer.await)
}
