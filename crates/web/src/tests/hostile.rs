//! Hostile words in every field of a report: they are text on every page, and ids lead where they should.

use rashomon::model::Report;

use super::{Asked, report};

/// What has been tried elsewhere to make text into a page.
const PAYLOADS: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "</pre></blockquote><iframe srcdoc='x'>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "\u{202e}nettirw\u{202c}\u{200b}<u>",
    "<!--<script>--><svg/onload=alert(1)>",
];

fn hostile() -> Vec<Report> {
    let one = |(at, payload): (usize, &&str)| {
        let mut report = report(
            &format!("r{at}/../{payload}?a=1#b%2F"),
            payload,
            payload,
            &format!(
                "At least {} people were killed in an airstrike on {payload} market of Ostrel on \
                 Tuesday, the clinic {payload} said. Colonel {payload} said: \"{payload}\".",
                at + 2
            ),
        );
        report.url = Some((*payload).to_owned());
        report.lang = Some((*payload).to_owned());
        report
    };
    PAYLOADS.iter().enumerate().map(one).collect()
}

/// Fails on an element or attribute that only a report can have brought.
#[track_caller]
fn expect_text(path: &str, page: &str) {
    for token in html5gum::Tokenizer::new(page).flatten() {
        let html5gum::Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        assert!(
            !["img", "iframe", "u", "object", "embed", "base"].contains(&name.as_str()),
            "{path}: <{name}>"
        );
        let value = |wanted: &str| -> Option<String> {
            let found =
                tag.attributes.iter().find(|(name, _)| name.as_slice() == wanted.as_bytes());
            found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        };
        // A dossier has its data in a script that no browser runs.
        assert!(
            name != "script" || value("type").as_deref() == Some("application/json"),
            "{path}: <script>"
        );
        for attribute in tag.attributes.keys() {
            let attribute = String::from_utf8_lossy(attribute).into_owned();
            assert!(
                !attribute.starts_with("on") && attribute != "srcdoc",
                "{path}: {attribute} of <{name}>"
            );
            assert!(attribute != "style", "{path}: a style that no policy lets through");
        }
        for address in ["href", "src", "action"].into_iter().filter_map(value) {
            assert!(address.starts_with(['/', '#']), "{path}: {address}");
        }
    }
}

#[test]
fn words_of_reports_are_text_on_every_stable_page() {
    let asked = Asked::of(hostile(), false);
    let mut paths: Vec<String> =
        ["/events", "/reports", "/names", "/sources"].map(str::to_owned).into();
    let encode = super::super::pages::part;
    for report in hostile() {
        paths.push(format!("/report/{}", encode(&report.id.0)));
        paths.push(format!("/source/{}", encode(report.outlet.as_deref().unwrap_or_default())));
        paths.push(format!("/search?q={}", encode(&report.text)));
        paths.push(format!("/events?place={}", encode(&report.text)));
        paths.push(format!("/event/{}", encode(&report.text)));
    }
    let overview = asked.get("/api/overview").json();
    let rows = overview["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let id = row["id"].as_str().unwrap();
        paths.push(format!("/event/{id}"));
        let page = asked.get(&format!("/api/events/{id}")).json();
        for claim in page["event"]["claims"].as_array().unwrap() {
            paths.push(format!("/claim/{}", encode(claim["id"].as_str().unwrap())));
        }
    }
    for entity in asked.get("/api/entities").json()["entities"].as_array().unwrap() {
        paths.push(format!("/entity/{}", encode(entity["id"].as_str().unwrap())));
    }
    assert!(paths.len() > 60, "{}", paths.len());
    for path in paths {
        let answer = asked.get(&path);
        assert!(
            answer.headers["content-type"].to_str().unwrap().starts_with("text/html"),
            "{path}"
        );
        expect_text(&path, &answer.body);
    }
}

#[test]
fn a_hostile_id_leads_to_its_own_report() {
    let asked = Asked::of(hostile(), false);
    for report in hostile() {
        let path = format!("/api/reports/{}", super::super::pages::part(&report.id.0));
        let answer = asked.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        let page = answer.json();
        assert_eq!(page["report"]["id"], report.id.0);
        // What is withheld from no one comes as it was received.
        assert!(
            page["report"]["text"].as_str().unwrap().contains(PAYLOADS[0])
                || report.text.contains(page["report"]["outlet"].as_str().unwrap())
        );
    }
}

#[test]
fn a_dossier_and_an_export_carry_hostile_words_as_text() {
    let asked = Asked::of(hostile(), false);
    let dossier = asked.get("/api/dossier?texts=true");
    assert_eq!(dossier.status, 200, "{}", dossier.body);
    expect_text("/api/dossier", &dossier.body);
    let named = dossier.headers["content-disposition"].to_str().unwrap();
    assert_eq!(named, "attachment; filename=\"week-dossier.html\"");
    assert_eq!(asked.get("/api/export?format=csv").status, 200);
    assert_eq!(asked.get("/api/export?format=geojson").status, 200);
}
