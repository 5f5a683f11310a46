//! Who may ask what: every request passes here first.
//!
//! In: a request. Out: the request, or a refusal. A page of another site in the same browser must learn
//! nothing and change nothing, whatever it sends: its host is another (DNS rebinding), it has no cookie
//! (SameSite), its origin is another (CSRF), and what it cannot send without being asked first, JSON, is
//! all that a body is read from (`asked::Body`).

use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, COOKIE, HOST, HeaderName, HeaderValue, LOCATION, ORIGIN,
    SET_COOKIE,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::ApiError;
use crate::pages;

/// Headers of every answer. No script, style, picture or connection but the server's own; never in a
/// frame; nothing about the address told to anybody, because the first one holds the token.
const HEADERS: [(&str, &str); 8] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("x-robots-tag", "noindex"),
];

/// Lets a request pass, or refuses it; adds the headers that every answer has.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = match admitted(&app, &request) {
        Ok(Admitted::In) => next.run(request).await,
        Ok(Admitted::WithToken) => welcome(&app, &request),
        Err(refused) if wants_page(request.headers()) => pages::refused(&refused),
        Err(refused) => refused.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // What a case holds stays out of the browser's store, unless a route says otherwise.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

enum Admitted {
    In,
    /// The opened address: it holds the token.
    WithToken,
}

fn admitted(app: &App, request: &Request) -> Result<Admitted, ApiError> {
    let headers = request.headers();
    let named = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let port = app.port();
    let own = ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{port}"));
    if !named(HOST).is_some_and(|host| own.iter().any(|known| known == host)) {
        return Err(ApiError::of(
            StatusCode::MISDIRECTED_REQUEST,
            "this address is not the workbench's own; open the one that `rashomon serve` printed",
        ));
    }
    let is_own_origin =
        |origin: &str| own.iter().any(|known| origin.strip_prefix("http://") == Some(known));
    if named(ORIGIN).is_some_and(|origin| !is_own_origin(origin)) {
        return Err(ApiError::of(StatusCode::FORBIDDEN, "pages of other sites may not ask here"));
    }
    if request.uri().path() == "/"
        && token_in(request.uri().query()).is_some_and(|token| app.token().is(token))
    {
        return Ok(Admitted::WithToken);
    }
    let bearer = named(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    let by_bearer = bearer.is_some_and(|token| app.token().is(token));
    let by_cookie =
        cookies(headers).any(|(name, token)| name == cookie(port) && app.token().is(token));
    if !by_bearer && !by_cookie {
        return Err(ApiError::of(
            StatusCode::UNAUTHORIZED,
            "open the address that `rashomon serve` printed: it holds the token; scripts send it as \
             `Authorization: Bearer TOKEN`",
        ));
    }
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(Admitted::In);
    }
    if !by_bearer && named(ORIGIN).is_none() {
        return Err(ApiError::of(
            StatusCode::FORBIDDEN,
            "the request does not say where it is from",
        ));
    }
    Ok(Admitted::In)
}

/// Puts the token into a cookie and out of the address.
fn welcome(app: &App, request: &Request) -> Response {
    let wanted = parameter(request.uri().query(), "to").unwrap_or("/w/");
    // Only an own path: "//host" and "\\host" are other sites.
    let is_path = wanted.starts_with("/w") || wanted.starts_with("/event");
    let path = if is_path && !wanted.contains('\\') { wanted } else { "/w/" };
    let value = format!(
        "{}={}; HttpOnly; SameSite=Strict; Path=/",
        cookie(app.port()),
        app.token().as_str()
    );
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let (Ok(value), Ok(path)) = (HeaderValue::from_str(&value), HeaderValue::from_str(path)) {
        response.headers_mut().insert(SET_COOKIE, value);
        response.headers_mut().insert(LOCATION, path);
    }
    response
}

/// Ports share their cookies: each server has its own name.
fn cookie(port: u16) -> String {
    format!("rashomon-{port}")
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

fn token_in(query: Option<&str>) -> Option<&str> {
    parameter(query, "token")
}

fn parameter<'q>(query: Option<&'q str>, name: &str) -> Option<&'q str> {
    let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get("accept").and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}
