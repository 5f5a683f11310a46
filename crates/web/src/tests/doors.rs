//! Who gets in: tokens, hosts, origins, kinds of bodies, and what every answer says to the browser.

use axum::http::StatusCode;
use serde_json::json;

use super::{Asked, PORT, own, two};

#[test]
fn without_the_token_nothing_is_told() {
    let asked = Asked::of(two(), true);
    for path in [
        "/api/case",
        "/api/overview",
        "/events",
        "/w/",
        "/static/index.js",
        "/page.css",
        "/nowhere",
    ] {
        for headers in
            [vec![], vec![("authorization", "Bearer 00")], vec![("cookie", "rashomon-8420=x")]]
        {
            let own = own();
            let headers: Vec<_> = headers.into_iter().chain([("host", own.as_str())]).collect();
            let answer = asked.send("GET", path, &headers, "");
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path} {headers:?}");
            assert!(
                !answer.body.contains("Ostrel") && !answer.body.contains("week"),
                "{}",
                answer.body
            );
        }
    }
}

#[test]
fn the_opened_address_becomes_a_cookie_that_other_sites_do_not_send() {
    let asked = Asked::of(two(), false);
    let own = own();
    let opened = asked.send("GET", &format!("/?token={}", asked.token), &[("host", &own)], "");
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    assert_eq!(opened.headers["location"], "/w/");
    let cookie = opened.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let pair = cookie.split(';').next().unwrap();
    let inside = asked.send("GET", "/api/case", &[("host", &own), ("cookie", pair)], "");
    assert_eq!(inside.status, StatusCode::OK);
    let wrong = asked.send("GET", "/?token=00", &[("host", &own)], "");
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
}

#[test]
fn the_opened_address_leads_nowhere_else() {
    let asked = Asked::of(two(), false);
    let own = own();
    for to in ["//example.org", "https://example.org", "/\\example.org", "/wrong", "/w\\..\\x"] {
        let path = format!("/?token={}&to={}", asked.token, to.replace('\\', "%5C"));
        let answer = asked.send("GET", &path, &[("host", &own)], "");
        let location = answer.headers["location"].to_str().unwrap();
        assert!(location.starts_with("/w"), "{to}: {location}");
        assert!(!location.contains("example.org"), "{to}: {location}");
    }
}

#[test]
fn another_host_is_refused_whatever_it_brings() {
    let asked = Asked::of(two(), false);
    let bearer = format!("Bearer {}", asked.token);
    let other_port = format!("127.0.0.1:{}", PORT + 1);
    for host in ["example.org", "127.0.0.1", "127.0.0.1.example.org:8420", "localhost", &other_port]
    {
        let answer =
            asked.send("GET", "/api/case", &[("host", host), ("authorization", &bearer)], "");
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    for host in ["localhost:8420", "[::1]:8420", "127.0.0.1:8420"] {
        let answer =
            asked.send("GET", "/api/case", &[("host", host), ("authorization", &bearer)], "");
        assert_eq!(answer.status, StatusCode::OK, "{host}");
    }
    let none = asked.send("GET", "/api/case", &[("authorization", &bearer)], "");
    assert_eq!(none.status, StatusCode::MISDIRECTED_REQUEST);
}

#[test]
fn a_page_of_another_site_changes_nothing() {
    let asked = Asked::of(two(), true);
    let (own, cookie) = (own(), format!("rashomon-{PORT}={}", asked.token));
    let body =
        json!({"ask": {"kind": "note", "on": "ht-1"}, "reason": "x", "by": "ana"}).to_string();
    let json = ("content-type", "application/json");
    let send = |headers: &[(&str, &str)]| {
        let own = [("host", own.as_str()), ("cookie", cookie.as_str())];
        asked.send("POST", "/api/judgements", &[&own, headers].concat(), &body).status
    };
    assert_eq!(send(&[json, ("origin", "http://example.org")]), StatusCode::FORBIDDEN);
    assert_eq!(send(&[json, ("origin", "null")]), StatusCode::FORBIDDEN);
    assert_eq!(send(&[json, ("origin", "http://127.0.0.1:9999")]), StatusCode::FORBIDDEN);
    assert_eq!(send(&[json]), StatusCode::FORBIDDEN);
    let origin = format!("http://{own}");
    let form = ("content-type", "text/plain");
    assert_eq!(send(&[form, ("origin", &origin)]), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(asked.get("/api/judgements").json()["judgements"], json!([]));
    assert_eq!(send(&[json, ("origin", &origin)]), StatusCode::OK);
    assert_eq!(asked.get("/api/judgements").json()["judgements"].as_array().unwrap().len(), 1);
}

#[test]
fn without_write_nothing_is_entered_and_the_remedy_is_named() {
    let asked = Asked::of(two(), false);
    let body = json!({"ask": {"kind": "note", "on": "ht-1"}, "reason": "x", "by": "ana"});
    let refused = asked.post("/api/judgements", &body);
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.json()["error"].as_str().unwrap().contains("--write"));
    assert_eq!(asked.get("/api/judgements").json()["judgements"], json!([]));
}

#[test]
fn every_answer_keeps_scripts_and_other_sites_out() {
    let asked = Asked::of(two(), false);
    for path in
        ["/api/case", "/events", "/w/", "/page.css", "/nowhere", "/api/nothing", "/event/none"]
    {
        let answer = asked.get(path);
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer", "{path}");
        assert!(answer.headers.contains_key("cache-control"), "{path}");
    }
    assert_eq!(asked.get("/events").headers["cache-control"], "no-store");
}

#[test]
fn a_body_without_end_is_refused() {
    let asked = Asked::of(two(), true);
    let long = "x".repeat(2 << 20);
    let answer = asked.post("/api/preview", &json!({"ask": {"kind": "note", "on": long}}));
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
