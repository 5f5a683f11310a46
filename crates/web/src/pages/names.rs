//! Who and what is named, as a list, and one of them.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;

use super::{Frame, Page, part, written};
use crate::api::names::{Entities, EntitiesAsked, EntityPage, entities};
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
            frame: Frame::of(app, "name", page.entity.name.clone())?
                .twins(format!("/w/entity/{id}"), format!("/api/entities/{id}")),
            page,
        })
    });
    Page(answer.await)
}
