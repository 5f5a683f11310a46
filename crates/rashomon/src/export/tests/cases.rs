//! Cases made of hostile strings, through their JSON, so that a field added later needs no change here.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::json::case::Case;

/// What has broken readers of tables before: formulas, quotes, line ends, NUL, turned text, apostrophes.
const HOSTILE: &[&str] = &[
    "=1+1",
    "+",
    "-",
    "@SUM(A1)",
    "=",
    "'",
    "''=",
    "\"",
    "\"\"",
    ",",
    ";",
    "\r\n",
    "\n",
    "\r",
    "\t=x",
    "\0",
    "a\0b",
    "\u{202E}dlrow",
    "حلب",
    "＝1",
    "🔥",
    "\u{FEFF}x",
    "NULL",
    "NaN",
    "true",
    "1e5",
    " ",
    "{\"a\":1}",
    "[\"x\"]",
    "<script>",
    "../..",
    "a#b",
    "a b",
    "%41",
    "\u{1b}[2J",
    "c:x",
    "_:b",
    "@id",
];

fn hostile() -> impl Strategy<Value = String> {
    let known = prop::sample::select(HOSTILE).prop_map(str::to_owned);
    prop_oneof![3 => known, 1 => any::<String>().prop_map(|s| s.chars().take(12).collect())]
}

/// The parts that a case is built from.
#[derive(Clone, Debug)]
struct Parts {
    words: Vec<String>,
    reports: usize,
    events: usize,
    claims: usize,
}

/// Cases of a few reports, events and claims.
pub(super) fn case() -> impl Strategy<Value = Case> {
    let parts = (prop::collection::vec(hostile(), 24), 1usize..4, 0usize..4, 0usize..4);
    parts.prop_map(|(words, reports, events, claims)| {
        of(&built(&Parts { words, reports, events, claims }))
    })
}

/// A case with one event of one claim with a quote.
pub(super) fn with_quote(quote: &str) -> Case {
    let words = vec![quote.to_owned()];
    of(&built(&Parts { words, reports: 1, events: 1, claims: 1 }))
}

fn of(case: &Value) -> Case {
    serde_json::from_value(case.clone()).expect("a case")
}

fn built(parts: &Parts) -> Value {
    let word = |n: usize| parts.words[n % parts.words.len()].as_str();
    let reports: Vec<String> = (0..parts.reports).map(|n| format!("{}r{n}", word(n))).collect();
    let report = |n: usize| {
        json!({
            "id": reports[n], "outlet": word(n + 1), "published": "2031-03-05", "lang": word(n + 2),
            "title": word(n + 3), "sha256": "00", "text": format!("{} and {}", word(0), word(n)),
            "origin": "o1",
        })
    };
    let events: Vec<Value> = (0..parts.events).map(|n| event(parts, &reports, n)).collect();
    let kinds = ["person", "group", "place", "people"];
    let entity = |n: usize| {
        let kind = kinds[n % kinds.len()];
        json!({
            "id": format!("E-{n}"), "kind": kind,
            "name": word(n + 4), "kinds": {}, "mentions": 3, "known_by": [], "wikidata": null,
            "names": [{ "text": word(n + 5), "lang": word(n + 6), "reports": [reports[0]] }],
            "joined": [{ "a": word(1), "b": word(2), "because": "weight", "weight": 2.5,
                "threshold": null, "levels": [] }],
        })
    };
    json!({
        "schema": "rashomon/case/1",
        "reports": (0..parts.reports).map(report).collect::<Vec<_>>(),
        "entities": (0..4).map(entity).collect::<Vec<_>>(),
        "events": events,
        "relations": [{
            "subject": "E-0", "relation": "leads", "object": "E-1", "when": null,
            "report": reports[0], "said_by": [{ "outlet": word(7) }], "certainty": "certain",
            "polarity": "denied", "span": [0, 1], "quote": word(8),
        }],
        "origins": [{ "id": "o1", "reports": reports, "why": word(9) }],
        "ties": [],
        "judgements": [],
    })
}

fn event(parts: &Parts, reports: &[String], n: usize) -> Value {
    let word = |n: usize| parts.words[n % parts.words.len()].as_str();
    let id = format!("V-{n}");
    let claims: Vec<String> =
        (0..parts.claims).map(|c| format!("{}#v{n}c{c}", reports[c % reports.len()])).collect();
    let claim = |c: usize| {
        json!({
            "id": claims[c], "report": reports[c % reports.len()], "event": id, "slot": "killed",
            "value": { "low": c, "high": null, "text": word(c), "side": "E-1", "entity": "E-3" },
            "said_by": [{ "outlet": null }, { "entity": "E-0", "text": word(c) }, { "text": null }],
            "certainty": "certain", "polarity": "affirmed", "span": [0, 2], "quote": word(c),
            "rule": word(c + 2),
        })
    };
    let areas = [
        json!({ "shape": "disc", "lat": 10.0, "lon": 179.9, "radius_km": 30.0 }),
        json!({ "shape": "blob", "lat": 10.0, "lon": 20.0 }),
        Value::Null,
    ];
    let place = |p: usize| {
        json!({ "name": word(p), "lat": 10.0, "lon": 20.0, "precision": "settlement",
            "offset_km": null, "bearing": null, "area": areas[p % 3], "claims": claims })
    };
    json!({
        "id": id, "class": "ASSAULT/aerial", "title": word(n + 3), "aggregate": false,
        "when": { "earliest": "2031-03-04", "latest": "2031-03-05", "precision": "week" },
        "where": (0..n).map(place).collect::<Vec<_>>(), "reports": reports,
        "accounts": [{ "id": "k1", "said_by": [{ "outlet": word(2) }], "outlet": word(2),
            "outlets": [word(2)], "reports": reports, "origin": "o1", "alignment": [],
            "claims": claims }],
        "slots": { "killed": { "relation": "conflict", "low": 1, "best": null, "high": null,
            "silent": ["k1"], "values": [{ "value": { "low": 1, "high": null, "text": word(1) },
                "polarity": "affirmed", "accounts": ["k1"], "claims": claims, "origins": 1,
                "against_interest": false }] } },
        "disagreements": [{ "slot": "killed", "accounts": ["k1"], "why": word(5) }],
        "grades": { word(11): { "version": "1", "grade": word(6), "best": 3, "none": null,
            "trace": [{ "field": "best", "rule": "x", "note": word(7), "because": claims }] },
            "plover": { "version": "1", "event_type": word(9), "actor": [word(10)], "trace": [] } },
        "origins": ["o1"],
        "claims": (0..parts.claims).map(claim).collect::<Vec<_>>(),
        "joined": [word(8)],
    })
}
