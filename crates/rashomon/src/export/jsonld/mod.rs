//! A case as JSON-LD: claims as annotations of the Web Annotation model, with provenance in PROV-O.
//!
//! In: a case. Out: one document whose context stands in it, so that no reader asks a network for one.
//! Each claim is an annotation: its target are the words in the text, by position (code points) and by
//! quote with what stands before and after; its body is what it says. It is derived from the text, named
//! by its SHA-256 (`nih:`, RFC 6920), and attributed to the innermost voice; the whole chain is a list.
//!
//! Things of the case have IRIs under `https://rashomon.invalid/`, a name that never resolves (RFC 2606):
//! nothing here asks to be fetched. Ids are percent-encoded in them and stand as `dcterms:identifier`.
//! Standards: <https://www.w3.org/TR/annotation-model/>, <https://www.w3.org/TR/prov-o/>.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

use serde_json::{Value, json};

use super::About;
use crate::json::case::{Case, Tie};
use crate::json::visible;

mod claim;
mod event;
mod iri;
mod thing;

use iri::Iris;

/// Writes a case.
pub(super) fn write(
    case: &Case,
    about: &About,
    out: &mut (dyn Write + Send),
) -> io::Result<Vec<String>> {
    let iris = Iris::of(about);
    let mut graph = Graph { out, first: true };
    graph.begin(&iris)?;
    graph.node(&json!({
        "@id": iris.case(),
        "@type": ["prov:Entity", "r:Case"],
        "dcterms:title": about.name,
        "r:head": about.head,
        "prov:wasGeneratedBy": iris.reading(),
    }))?;
    graph.node(&json!({
        "@id": iris.reading(),
        "@type": "prov:Activity",
        "prov:wasAssociatedWith": iris.program(),
    }))?;
    graph.node(&json!({
        "@id": iris.program(),
        "@type": "prov:SoftwareAgent",
        "rdfs:label": crate::READER_VERSION,
    }))?;
    let mut ties: HashMap<&str, Vec<&Tie>> = HashMap::new();
    for tie in &case.ties {
        ties.entry(&tie.to).or_default().push(tie);
    }
    for report in &case.reports {
        let ties = ties.get(report.head.id.as_str()).map_or(&[][..], Vec::as_slice);
        thing::report(report, ties, &iris).iter().try_for_each(|node| graph.node(node))?;
    }
    for outlet in outlets(case) {
        graph.node(&thing::outlet(outlet, &iris))?;
    }
    for entity in &case.entities {
        graph.node(&thing::entity(entity, &iris))?;
    }
    let mut texts = claim::Texts::of(case);
    for event in &case.events {
        event::nodes(event, &iris).iter().try_for_each(|node| graph.node(node))?;
        for claim in &event.claims {
            graph.node(&claim::annotation(claim, &mut texts, &iris))?;
        }
    }
    for (n, relation) in case.relations.iter().enumerate() {
        graph.node(&claim::relation(n, relation, &mut texts, &iris))?;
    }
    for judgement in &case.judgements {
        graph.node(&thing::judgement(judgement, &iris))?;
    }
    graph.end()?;
    Ok(Vec::new())
}

/// Every outlet that a report, an account or a chain names.
fn outlets(case: &Case) -> BTreeSet<&str> {
    let reports = case.reports.iter().filter_map(|report| report.head.outlet.as_deref());
    let claims = case.events.iter().flat_map(|e| &e.claims).flat_map(|c| &c.said_by);
    let accounts = case.events.iter().flat_map(|e| &e.accounts).flat_map(|a| &a.said_by);
    let relations = case.relations.iter().flat_map(|r| &r.said_by);
    let voices = claims.chain(accounts).chain(relations);
    reports.chain(voices.filter_map(|voice| voice.outlet.value().map(String::as_str))).collect()
}

/// The document while it is written, node by node.
struct Graph<'w> {
    out: &'w mut (dyn Write + Send),
    first: bool,
}

impl Graph<'_> {
    fn begin(&mut self, iris: &Iris) -> io::Result<()> {
        write!(self.out, "{{\"@context\":")?;
        visible::write(self.out, &context(iris))?;
        write!(self.out, ",\"@graph\":[")
    }

    fn node(&mut self, node: &Value) -> io::Result<()> {
        write!(self.out, "{}", if self.first { "\n" } else { "," })?;
        self.first = false;
        visible::write(self.out, &without_nulls(node))
    }

    fn end(&mut self) -> io::Result<()> {
        writeln!(self.out, "]}}")
    }
}

/// Leaves out what is unknown: a null says nothing in JSON-LD.
fn without_nulls(node: &Value) -> Value {
    match node {
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.clone(), without_nulls(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

/// Says what the names in the document mean.
fn context(iris: &Iris) -> Value {
    let mut context = json!({
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "r": "https://rashomon.invalid/ns#",
        "c": iris.base(),
    });
    for term in THINGS {
        context[*term] = json!({ "@type": "@id" });
    }
    for term in DAYS {
        context[*term] = json!({ "@type": "xsd:date" });
    }
    for term in COUNTS {
        context[*term] = json!({ "@type": "xsd:nonNegativeInteger" });
    }
    context["prov:endedAtTime"] = json!({ "@type": "xsd:dateTime" });
    context["r:saidBy"] = json!({ "@type": "@id", "@container": "@list" });
    context
}

/// Properties whose values are things.
const THINGS: &[&str] = &[
    "oa:hasSource",
    "oa:motivatedBy",
    "prov:wasDerivedFrom",
    "prov:wasQuotedFrom",
    "prov:wasAttributedTo",
    "prov:wasGeneratedBy",
    "prov:wasAssociatedWith",
    "r:account",
    "r:because",
    "r:by",
    "r:denies",
    "r:entity",
    "r:event",
    "r:holder",
    "r:object",
    "r:origin",
    "r:report",
    "r:side",
    "r:silent",
    "r:subject",
];
/// Properties whose values are days.
const DAYS: &[&str] = &["dcterms:issued", "r:earliest", "r:latest"];
/// Properties whose values are numbers from 0.
const COUNTS: &[&str] = &["oa:start", "oa:end", "r:low", "r:high", "r:origins"];
