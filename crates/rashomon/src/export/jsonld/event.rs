//! Events with their accounts, slots, disagreements and codings as nodes.

use serde_json::{Value, json};

use super::claim::{attributed, said_by};
use super::iri::Iris;
use crate::json::case::{Account, Coding, Disagreement, Event, Slot};

/// Writes an event and what belongs to it, but not its claims.
pub(super) fn nodes(event: &Event, iris: &Iris) -> Vec<Value> {
    let mut out = vec![json!({
        "@id": iris.thing("event", &event.id),
        "@type": "r:Event",
        "dcterms:identifier": event.id,
        "dcterms:title": event.title,
        "r:class": event.class,
        "r:earliest": event.when.as_ref().map(|w| &w.earliest),
        "r:latest": event.when.as_ref().map(|w| &w.latest),
        "r:aggregate": event.aggregate,
        "r:place": event.places.iter().map(|place| &place.name).collect::<Vec<_>>(),
        "r:report": each(&event.reports, |id| iris.thing("report", id)),
    })];
    out.extend(event.accounts.iter().map(|account| told(account, event, iris)));
    out.extend(event.slots.iter().map(|(name, slot)| answered(name, slot, event, iris)));
    let disagreements = event.disagreements.iter().enumerate();
    out.extend(disagreements.map(|(n, d)| disagreed(n, d, event, iris)));
    for (rulebook, coding) in &event.grades {
        out.extend(coded(rulebook, coding, event, iris));
    }
    out
}

fn told(account: &Account, event: &Event, iris: &Iris) -> Value {
    json!({
        "@id": iris.part(&event.id, "account", &account.id),
        "@type": ["prov:Entity", "r:Account"],
        "r:event": iris.thing("event", &event.id),
        "prov:wasAttributedTo": attributed(&account.said_by, iris),
        "r:saidBy": said_by(&account.said_by, iris),
        "prov:wasDerivedFrom": each(&account.claims, |id| iris.thing("claim", id)),
        "r:origin": iris.thing("origin", &account.origin),
    })
}

fn answered(name: &str, slot: &Slot, event: &Event, iris: &Iris) -> Value {
    json!({
        "@id": iris.part(&event.id, "slot", name),
        "@type": "r:Slot",
        "r:event": iris.thing("event", &event.id),
        "r:slot": name,
        "r:relation": slot.relation,
        "r:low": slot.low.value(),
        "r:high": slot.high.value(),
        "r:silent": each(&slot.silent, |id| iris.part(&event.id, "account", id)),
    })
}

fn disagreed(n: usize, disagreement: &Disagreement, event: &Event, iris: &Iris) -> Value {
    json!({
        "@id": iris.part(&event.id, "disagreement", &(n + 1).to_string()),
        "@type": "r:Disagreement",
        "r:event": iris.thing("event", &event.id),
        "r:slot": disagreement.slot,
        "r:account": each(&disagreement.accounts, |id| iris.part(&event.id, "account", id)),
        "rdfs:comment": disagreement.why,
    })
}

/// Writes the fields of a coding, each with the claims behind it.
fn coded(rulebook: &str, coding: &Coding, event: &Event, iris: &Iris) -> Vec<Value> {
    let whole = std::iter::once((None, &coding.fields, &coding.trace));
    let rivals = coding.readings.iter().map(|r| (Some(&r.reading), &r.fields, &r.trace));
    let fields = whole.chain(rivals).enumerate().flat_map(|(n, (reading, fields, trace))| {
        fields.iter().map(move |(field, value)| {
            let steps = || trace.iter().filter(|step| &step.field == field);
            let mut because: Vec<String> =
                steps().flat_map(|step| &step.because).map(|id| iris.thing("claim", id)).collect();
            because.sort();
            because.dedup();
            let id = format!("{rulebook}.{n}.{field}");
            json!({
                "@id": iris.part(&event.id, "grade", &id),
                "@type": ["prov:Entity", "r:Grade"],
                "r:event": iris.thing("event", &event.id),
                "r:rulebook": rulebook,
                "r:version": coding.version,
                "r:reading": reading,
                "r:field": field,
                "rdf:value": plain(value),
                "rdfs:comment": steps().map(|step| &step.note).collect::<Vec<_>>(),
                "prov:wasDerivedFrom": because,
            })
        })
    });
    fields.collect()
}

/// A value as words or a number, whatever the rulebook gives; lists as their JSON.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) => json!(value.to_string()),
        other => other.clone(),
    }
}

fn each(ids: &[String], iri: impl Fn(&String) -> String) -> Vec<String> {
    ids.iter().map(iri).collect()
}
