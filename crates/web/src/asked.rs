//! Parts of a request, read into values; what does not read is refused in the words of the API.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// Parameters behind the question mark; a name may stand several times.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Query<T>, ApiError> {
        let read = axum_extra::extract::Query::from_request_parts(parts, state).await;
        read.map(|axum_extra::extract::Query(value)| Query(value))
            .map_err(|why| ApiError::bad(format!("the parameters do not read: {why}")))
    }
}

/// Parts of the path, decoded.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, ApiError> {
        let read = axum::extract::Path::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(value)| Path(value))
            .map_err(|why| ApiError::bad(format!("the address does not read: {why}")))
    }
}

/// A body of JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, ApiError> {
        // What a page of another site can send without asking first is anything but this.
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
        if kind != Some("application/json") {
            let why = "only JSON is taken; send content-type: application/json";
            return Err(ApiError::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
        let read = axum::Json::from_request(request, state).await;
        read.map(|axum::Json(value)| Body(value))
            .map_err(|why| ApiError::of(why.status(), why.body_text()))
    }
}
