//! A dossier is one page that runs nothing and fetches nothing, whatever reports say.
//!
//! In: the demo case, and one whose every word is hostile. The page is read back by a tokenizer of
//! the WHATWG standard, not by our own eyes: what must hold is said of its tags and of the text
//! between them.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};
use rashomon::dossier::{self, Request};
use rashomon::export::About;
use rashomon::json::case::Case;
use rashomon::model::{Report, ReportId};
use rashomon::{Entry, Reader};

use super::demo::{build, entries};

/// Markup, a closing element, quotes, an override of direction, an entity, a template's brackets.
const HOSTILE: &str =
    "</script><img src=x onerror=alert(1)>\"'><svg/onload=go()> &lt;b&gt; {{ 7*7 }} \u{202e}evil";

/// A page taken apart.
#[derive(Default)]
struct Read {
    tags: BTreeSet<String>,
    attributes: BTreeSet<String>,
    links: BTreeSet<String>,
    anchors: BTreeSet<String>,
    marked: Vec<String>,
    text: String,
    data: String,
}

fn read(page: &str) -> Read {
    let mut out = Read::default();
    let (mut marking, mut in_data) = (false, false);
    for token in Tokenizer::new(page).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                for (key, value) in &tag.attributes {
                    let key = String::from_utf8_lossy(key).into_owned();
                    let value = String::from_utf8_lossy(value).into_owned();
                    match key.as_str() {
                        "href" | "src" | "action" => drop(out.links.insert(value)),
                        "id" => drop(out.anchors.insert(value)),
                        _ => {}
                    }
                    out.attributes.insert(key);
                }
                (marking, in_data) = (name == "mark", name == "script");
                if marking {
                    out.marked.push(String::new());
                }
                out.tags.insert(name);
            }
            Token::EndTag(_) => (marking, in_data) = (false, false),
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                if in_data {
                    out.data.push_str(&text);
                } else if marking {
                    out.marked.last_mut().expect("a mark is open").push_str(&text);
                } else {
                    out.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    out
}

fn page(case: &Case, request: &Request) -> String {
    let mut out = Vec::new();
    dossier::write(case, request, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("UTF-8")
}

/// What holds of every dossier.
fn check(case: &Case, request: &Request) -> Read {
    let read = read(&page(case, request));
    for tag in ["img", "link", "iframe", "object", "embed", "form", "input", "b>", "base"] {
        assert!(!read.tags.contains(tag), "an element `{tag}`");
    }
    let handler = read.attributes.iter().find(|name| name.starts_with("on"));
    assert_eq!(handler, None, "something would run");
    for link in &read.links {
        let anchor = link.strip_prefix('#').unwrap_or_else(|| panic!("`{link}` leads elsewhere"));
        assert!(read.anchors.contains(anchor), "`{link}` leads nowhere");
    }
    let told = |id: &String| request.events.is_empty() || request.events.contains(id);
    let claims = case.events.iter().filter(|e| told(&e.id)).flat_map(|e| &e.claims);
    let quotes: Vec<&str> = claims.map(|claim| claim.quote.as_str()).collect();
    assert_eq!(read.marked, quotes, "every quote is shown, letter for letter");
    read
}

#[test]
fn every_value_of_the_demo_leads_to_its_quote() {
    let reader = Reader::new().expect("the embedded tables load");
    let case = build(&reader, entries());
    let whole = check(&case, &Request { texts: true, ..Request::default() });
    for report in &case.reports {
        assert!(whole.text.contains(&report.head.sha256), "{} has no hash", report.head.id);
        assert!(whole.text.contains(report.text.trim_end()), "{} has no text", report.head.id);
    }
    let back: Vec<rashomon::json::case::Event> =
        serde_json::from_str(&whole.data).expect("the data are JSON");
    assert_eq!(back, case.events);

    let first = &case.events[0];
    let one = check(&case, &Request { events: vec![first.id.clone()], ..Request::default() });
    assert!(one.text.contains(&first.title));
    let other = case.reports.iter().find(|report| !first.reports.contains(&report.head.id));
    let other = other.expect("the demo has reports of other events");
    assert!(!one.text.contains(&other.head.sha256), "a source of another event");
    assert!(!one.text.contains(&first_words(&other.text)), "a text nobody asked for");
}

fn first_words(text: &str) -> String {
    text.chars().take(80).collect()
}

#[test]
fn hostile_reports_stay_text() {
    let reader = Reader::new().expect("the embedded tables load");
    let text = format!(
        "The {HOSTILE} Brigade said at least 12 people were killed in an air strike on Velm on \
         Tuesday. \"{HOSTILE}\", said Omar Dessin. The army denied it."
    );
    let report = |id: &str| Report {
        id: ReportId(format!("{id}{HOSTILE}")),
        outlet: Some(format!("{HOSTILE} Times")),
        published: "2031-03-05".parse().ok(),
        url: Some(format!("javascript:{HOSTILE}")),
        title: Some(HOSTILE.to_owned()),
        lang: Some("en\"><script>".to_owned()),
        text: text.clone(),
    };
    let entry =
        |id| Entry { report: report(id), raw: Vec::new(), diagnostics: Vec::new(), received: None };
    let case = build(&reader, vec![entry("a"), entry("b")]);
    assert!(!case.events.is_empty(), "nothing was read, so nothing is shown");
    let about = About { name: HOSTILE.to_owned(), head: Some(HOSTILE.to_owned()) };
    let request = Request { texts: true, about, ..Request::default() };
    let read = check(&case, &request);
    assert!(read.text.contains("{{ 7*7 }}"), "brackets of a template were worked out");
}
