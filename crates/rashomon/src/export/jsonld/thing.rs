//! Reports, outlets, entities and judgements as nodes.

use serde_json::{Value, json};

use super::iri::Iris;
use crate::json::case::{Entity, Report, Tie};
use crate::json::judgement::Judgement;

/// Kinds of evidence for which a whole report was taken from another.
const WHOLE: [&str; 5] = ["copy", "rewrite", "translation", "repost", "agency"];

/// Writes a report and its text; `ties` are those of which it is the taker. Where it is known that a report took from another one of the case, it
/// is derived from that one, or quotes it.
pub(super) fn report(report: &Report, ties: &[&Tie], iris: &Iris) -> Vec<Value> {
    let head = &report.head;
    let taken = |whole: bool| -> Vec<String> {
        let ties = ties.iter().filter(|tie| tie.direction != "unknown");
        let ties = ties.filter(|tie| WHOLE.contains(&tie.kind.as_str()) == whole);
        let mut from: Vec<String> = ties
            .filter_map(|tie| tie.from.report.as_ref())
            .map(|from| iris.thing("report", from))
            .collect();
        from.sort();
        from.dedup();
        from
    };
    let text = iris.text(&head.sha256);
    vec![
        json!({
            "@id": iris.thing("report", &head.id),
            "@type": ["prov:Entity", "r:Report"],
            "dcterms:identifier": head.id,
            "dcterms:title": head.title,
            "dcterms:issued": head.published,
            "dcterms:language": head.lang,
            "dcterms:source": head.url,
            "prov:wasAttributedTo": head.outlet.as_ref().map(|o| iris.thing("outlet", o)),
            "prov:wasDerivedFrom": list(taken(true)),
            "prov:wasQuotedFrom": list(taken(false)),
            "r:origin": report.origin.as_ref().map(|o| iris.thing("origin", o)),
            "r:text": { "@id": text },
        }),
        json!({
            "@id": text,
            "@type": ["prov:Entity", "r:Text"],
            "r:sha256": head.sha256,
            "rdf:value": report.text,
        }),
    ]
}

pub(super) fn outlet(name: &str, iris: &Iris) -> Value {
    json!({
        "@id": iris.thing("outlet", name),
        "@type": ["prov:Agent", "r:Outlet"],
        "rdfs:label": name,
    })
}

pub(super) fn entity(entity: &Entity, iris: &Iris) -> Value {
    let kind = match entity.kind.as_str() {
        "person" => json!(["prov:Agent", "prov:Person"]),
        "group" | "outlet" => json!(["prov:Agent", "prov:Organization"]),
        "people" => json!(["prov:Agent", "r:People"]),
        "place" => json!("prov:Location"),
        "facility" => json!(["prov:Location", "r:Facility"]),
        _ => json!("r:Thing"),
    };
    let spelling = |name: &crate::json::case::Name| match name.lang.as_deref().filter(is_tag) {
        Some(lang) => json!({ "@value": name.text, "@language": lang }),
        None => json!(name.text),
    };
    let others = entity.names.iter().filter(|name| name.text != entity.name);
    json!({
        "@id": iris.thing("entity", &entity.id),
        "@type": kind,
        "dcterms:identifier": entity.id,
        "r:kind": entity.kind,
        "skos:prefLabel": entity.name,
        "skos:altLabel": others.map(spelling).collect::<Vec<_>>(),
    })
}

pub(super) fn judgement(judgement: &Judgement, iris: &Iris) -> Value {
    let of = |id: &String| iris.thing("entity", id);
    json!({
        "@id": iris.thing("judgement", &judgement.id),
        "@type": ["prov:Activity", "r:Judgement"],
        "r:kind": judgement.decided.kind,
        "r:standing": judgement.effect.standing,
        "rdfs:comment": judgement.decided.reason,
        "prov:wasAssociatedWith": {
            "@id": iris.thing("person", &judgement.by),
            "@type": "prov:Agent",
            "rdfs:label": judgement.by,
        },
        "prov:endedAtTime": judgement.at,
        "r:entity": judgement.effect.entities.iter().map(of).collect::<Vec<_>>(),
    })
}

fn list(items: Vec<String>) -> Option<Vec<String>> {
    (!items.is_empty()).then_some(items)
}

/// Tells whether a language tag is of the form that RDF asks for.
fn is_tag(tag: &&str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let short = |part: &str| (1..=8).contains(&part.len());
    parts.next().is_some_and(|part| short(part) && letters(part))
        && parts.all(|part| short(part) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}
