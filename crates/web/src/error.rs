//! What goes wrong: at the start of the server, and in answering one request.
//!
//! A request that fails is answered with a status and `{"error": "…"}`: what, where and the remedy, in
//! the words that the commands use.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The server could not start or go on.
#[derive(Debug)]
pub struct ServeError(pub(crate) String);

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ServeError {}

impl From<rashomon::Error> for ServeError {
    fn from(error: rashomon::Error) -> ServeError {
        ServeError(error.to_string())
    }
}

/// Why a request was not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Refusal")]
pub struct Refusal {
    /// What, where, and the remedy.
    pub error: String,
}

/// A refusal with its status.
#[derive(Debug)]
pub struct ApiError {
    /// The status of the answer.
    pub status: StatusCode,
    /// What, where, and the remedy.
    pub message: String,
}

impl ApiError {
    /// Refuses with a status.
    pub fn of(status: StatusCode, message: impl Into<String>) -> ApiError {
        ApiError { status, message: message.into() }
    }

    /// What was asked for does not read.
    pub fn bad(message: impl Into<String>) -> ApiError {
        ApiError::of(StatusCode::BAD_REQUEST, message)
    }

    /// Nothing is there.
    pub fn not_found(message: impl Into<String>) -> ApiError {
        ApiError::of(StatusCode::NOT_FOUND, message)
    }

    /// Something of the server's own did not work.
    pub fn internal(message: impl Into<String>) -> ApiError {
        ApiError::of(StatusCode::INTERNAL_SERVER_ERROR, message)
    }
}

impl From<rashomon::Error> for ApiError {
    fn from(error: rashomon::Error) -> ApiError {
        let status = if error.is_not_found() {
            StatusCode::NOT_FOUND
        } else if error.is_ambiguous() || error.is_nothing_to_do() {
            StatusCode::CONFLICT
        } else if error.is_corrupt() || error.ledger().is_some() {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::BAD_REQUEST
        };
        ApiError::of(status, error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(Refusal { error: self.message })).into_response()
    }
}
