//! The API: what it answers, and that its description says so.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Asked, two};

/// Every reference of the description that leads nowhere.
fn dangling<'d>(document: &'d Value, part: &'d Value, found: &mut Vec<&'d str>) {
    match part {
        Value::Object(fields) => {
            if let Some(to) = fields.get("$ref").and_then(Value::as_str)
                && document.pointer(to.trim_start_matches('#')).is_none()
            {
                found.push(to);
            }
            fields.values().for_each(|value| dangling(document, value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| dangling(document, item, found)),
        _ => {}
    }
}

#[test]
fn the_description_is_whole() {
    let document = crate::document();
    let mut found = Vec::new();
    dangling(&document, &document, &mut found);
    assert_eq!(found, Vec::<&str>::new());
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 15, "{}", paths.len());
    let mut ids = std::collections::BTreeSet::new();
    for (path, operations) in paths {
        for operation in operations.as_object().unwrap().values() {
            assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{path}");
            let names = path.split('/').filter(|part| part.starts_with('{')).count();
            let told = operation["parameters"].as_array().unwrap();
            assert_eq!(told.iter().filter(|p| p["in"] == "path").count(), names, "{path}");
        }
    }
}

#[test]
fn every_parameterless_path_that_is_described_answers() {
    let asked = Asked::of(two(), false);
    let document = crate::document();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let Some(get) = operations.get("get").filter(|_| !path.contains('{')) else { continue };
        let needs = get["parameters"].as_array().unwrap().iter().any(|p| p["required"] == true);
        if needs {
            continue;
        }
        let answer = asked.get(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        let kind = answer.headers["content-type"].to_str().unwrap();
        let kind = kind.split(';').next().unwrap();
        let told = get["responses"]["200"]["content"].as_object().unwrap();
        assert!(told.contains_key(kind), "{path}: {kind} is not described");
    }
}

#[test]
fn a_number_is_followed_to_its_quote() {
    let asked = Asked::of(two(), false);
    let overview = asked.get("/api/overview?disagreeing=killed").json();
    let [row] = overview["rows"].as_array().unwrap().as_slice() else { panic!("{overview}") };
    assert_eq!(row["conflicts"], json!(["killed"]));
    let page = asked.get(&format!("/api/events/{}", row["id"].as_str().unwrap())).json();
    let values = page["event"]["slots"]["killed"]["values"].as_array().unwrap();
    assert_eq!(values.len(), 2);
    for value in values {
        let id = value["claims"][0].as_str().unwrap();
        let claim = asked.get(&format!("/api/claims/{}", id.replace('#', "%23"))).json();
        let report = claim["claim"]["report"].as_str().unwrap();
        let report = asked.get(&format!("/api/reports/{report}")).json();
        let text: Vec<char> = report["report"]["text"].as_str().unwrap().chars().collect();
        let span = |at: usize| claim["claim"]["span"][at].as_u64().unwrap() as usize;
        let words: String = text[span(0)..span(1)].iter().collect();
        assert_eq!(words, claim["claim"]["quote"].as_str().unwrap());
        assert!(page["words"]["claims"][id].as_str().is_some());
    }
    assert!(!page["missing"].as_array().unwrap().is_empty(), "somebody is accused and unheard");
}

#[test]
fn what_would_change_is_told_and_nothing_is_entered() {
    let asked = Asked::of(two(), true);
    let overview = asked.get("/api/overview?disagreeing=killed").json();
    let id = overview["rows"][0]["id"].as_str().unwrap();
    let page = asked.get(&format!("/api/events/{id}")).json();
    let claim = page["event"]["slots"]["killed"]["values"][0]["claims"][0].as_str().unwrap();
    let body = json!({"ask": {"kind": "reject", "claim": claim}, "reason": "misread", "by": "ana"});
    let change = asked.post("/api/preview", &body);
    assert_eq!(change.status, StatusCode::OK, "{}", change.body);
    assert_eq!(change.json()["events_after"][0]["conflicts"], json!([]));
    assert_eq!(asked.get(&format!("/api/events/{id}")).json()["event"], page["event"]);
    let entered = asked.post("/api/judgements", &body);
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.body);
    let after = asked.get("/api/overview?disagreeing=").json();
    assert!(
        after["rows"].as_array().unwrap().iter().all(|row| row["conflicts"] != json!(["killed"]))
    );
    let judgement = entered.json()["judgement"]["id"].clone();
    let back = json!({"ask": {"kind": "withdraw", "judgement": judgement}, "reason": "undone", "by": "ana"});
    assert_eq!(asked.post("/api/judgements", &back).status, StatusCode::OK);
    assert_eq!(
        asked.get("/api/overview?disagreeing=killed").json()["rows"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn one_value_and_several_narrow_the_same_way_everywhere() {
    let asked = Asked::of(two(), false);
    for path in ["/api/overview", "/api/events", "/api/export", "/api/dossier", "/events"] {
        for query in [
            "place=Ostrel",
            "place=Ostrel&place=x&limit=1&origins=1",
            "class=ASSAULT&since=2031-03-01",
        ] {
            let answer = asked.get(&format!("{path}?{query}"));
            assert_eq!(answer.status, StatusCode::OK, "{path}?{query}: {}", answer.body);
            assert!(answer.body.contains("Ostrel"), "{path}?{query}");
        }
        let none = asked.get(&format!("{path}?place=Nowhere"));
        assert!(!none.body.contains("Air strikes on Ostrel"), "{path}");
    }
    let part = asked.get("/api/events?limit=0").json();
    assert_eq!((part["total"].as_u64(), part["events"].as_array().unwrap().len()), (Some(1), 0));
}

#[test]
fn what_does_not_read_is_refused_with_the_remedy() {
    let asked = Asked::of(two(), true);
    for (path, status, words) in [
        ("/api/overview?since=spring", 400, "2031-03-04"),
        ("/api/overview?disagreeing=kiled", 400, "killed"),
        ("/api/overview?origins=many", 400, "parameters"),
        ("/api/events/V-none", 404, "V-none"),
        ("/api/reports/none", 404, "none"),
        ("/api/claims/none", 404, "REPORT#c4"),
        ("/api/entities/none", 404, "none"),
        ("/api/export?format=doc", 400, "geojson"),
        ("/api/nothing", 404, "openapi.json"),
    ] {
        let answer = asked.get(path);
        assert!(
            answer.json()["error"].as_str().unwrap().contains(words),
            "{path}: {}",
            answer.body
        );
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.body);
    }
    for body in [
        json!({}),
        json!({"ask": {"kind": "bless"}}),
        json!({"ask": {"kind": "accept", "claim": "x"}, "odd": 1}),
    ] {
        let answer = asked.post("/api/preview", &body);
        assert!(answer.status.is_client_error(), "{body}: {}", answer.body);
        assert!(answer.json()["error"].is_string(), "{}", answer.body);
    }
}
