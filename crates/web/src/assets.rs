//! The application's own files, from inside the binary.
//!
//! Where the program was built without them, a page says how to build them; everything else works.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::asked::Path;
use crate::error::ApiError;
use crate::pages;

#[derive(RustEmbed)]
#[folder = "assets"]
#[allow_missing = true]
struct Assets;

/// Answers with one file; asked for again, only that it has not changed.
pub async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Assets::get(&name) else {
        return ApiError::not_found(format!("there is no file `{name}`")).into_response();
    };
    let hash: String =
        file.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let common = [(ETAG, tag.clone()), (CACHE_CONTROL, "no-cache".to_owned())];
    if known == Some(tag.as_str()) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let kind = file.metadata.mimetype().to_owned();
    (common, [(CONTENT_TYPE, kind)], file.data.into_owned()).into_response()
}

/// Answers with the page that starts the application, whatever the path below `/w`.
pub async fn application() -> Response {
    match Assets::get("index.html") {
        Some(page) => {
            ([(CONTENT_TYPE, "text/html; charset=utf-8")], page.data.into_owned()).into_response()
        }
        None => pages::without_application(),
    }
}
