//! Claims and relations as annotations: a body that says, a target that is the words.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::iri::Iris;
use crate::export::chain;
use crate::json::case::{Case, Claim, Relation, Report, Voice};
use crate::json::offsets::Offsets;
use crate::json::reading::{Absent, Pair};
use crate::wording;

/// So many code points before and after a quote help to find it again.
const AROUND: u32 = 32;

/// Texts of reports with their offsets, each indexed when it is first asked for.
pub(super) struct Texts<'c> {
    reports: HashMap<&'c str, &'c Report>,
    offsets: HashMap<&'c str, Offsets<'c>>,
}

impl<'c> Texts<'c> {
    pub(super) fn of(case: &'c Case) -> Texts<'c> {
        let reports = case.reports.iter().map(|report| (report.head.id.as_str(), report));
        Texts { reports: reports.collect(), offsets: HashMap::new() }
    }

    /// Writes the words of a report that carry a claim; a report that is not here has no target.
    fn target(&mut self, report: &str, span: Pair, quote: &str, iris: &Iris) -> Value {
        let Some((id, report)) = self.reports.get_key_value(report) else { return Value::Null };
        let offsets = self.offsets.entry(id).or_insert_with(|| Offsets::new(&report.text));
        let words = |from: u32, to: u32| offsets.words(offsets.span([from, to]));
        let filled = |words: &'c str| (!words.is_empty()).then_some(words);
        let [start, end] = span;
        json!({
            "@type": "oa:SpecificResource",
            "oa:hasSource": iris.text(&report.head.sha256),
            "oa:hasSelector": [
                { "@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end },
                {
                    "@type": "oa:TextQuoteSelector",
                    "oa:exact": quote,
                    "oa:prefix": filled(words(start.saturating_sub(AROUND), start)),
                    "oa:suffix": filled(words(end, end.saturating_add(AROUND))),
                },
            ],
        })
    }

    fn source(&self, report: &str, iris: &Iris) -> Option<String> {
        Some(iris.text(&self.reports.get(report)?.head.sha256))
    }
}

pub(super) fn annotation(claim: &Claim, texts: &mut Texts<'_>, iris: &Iris) -> Value {
    let value = &claim.value;
    let meant = |id: &Absent<String>| id.value().map(|id| iris.thing("entity", id));
    let when = claim.when.as_ref();
    json!({
        "@id": iris.thing("claim", &claim.id),
        "@type": ["oa:Annotation", "prov:Entity", "r:Claim"],
        "dcterms:identifier": claim.id,
        "oa:motivatedBy": "oa:describing",
        "oa:hasBody": {
            "@type": "r:Assertion",
            "r:event": iris.thing("event", &claim.event),
            "r:slot": claim.slot,
            "rdf:value": wording::value(&claim.slot, value),
            "r:words": value.text,
            "r:polarity": claim.polarity,
            "r:certainty": claim.certainty,
            "r:planned": claim.planned,
            "r:low": value.low,
            "r:high": value.high.value(),
            "r:status": value.status,
            "r:entity": meant(&value.entity),
            "r:side": meant(&value.side),
            "r:holder": meant(&value.holder),
            "r:earliest": when.map(|w| &w.earliest),
            "r:latest": when.map(|w| &w.latest),
        },
        "oa:hasTarget": texts.target(&claim.report, claim.span, &claim.quote, iris),
        "prov:wasDerivedFrom": texts.source(&claim.report, iris),
        "prov:wasGeneratedBy": iris.reading(),
        "prov:wasAttributedTo": attributed(&claim.said_by, iris),
        "r:saidBy": said_by(&claim.said_by, iris),
        "r:report": iris.thing("report", &claim.report),
        "r:rule": claim.rule,
        "r:denies": claim.denies.iter().map(|id| iris.thing("claim", id)).collect::<Vec<_>>(),
    })
}

pub(super) fn relation(n: usize, relation: &Relation, texts: &mut Texts<'_>, iris: &Iris) -> Value {
    json!({
        "@id": iris.thing("relation", &(n + 1).to_string()),
        "@type": ["oa:Annotation", "prov:Entity", "r:Relation"],
        "oa:motivatedBy": "oa:describing",
        "oa:hasBody": {
            "@type": "r:Assertion",
            "r:subject": iris.thing("entity", &relation.subject),
            "r:relation": relation.relation,
            "r:object": iris.thing("entity", &relation.object),
            "r:polarity": relation.polarity,
            "r:certainty": relation.certainty,
            "r:earliest": relation.when.as_ref().map(|w| &w.earliest),
            "r:latest": relation.when.as_ref().map(|w| &w.latest),
        },
        "oa:hasTarget": texts.target(&relation.report, relation.span, &relation.quote, iris),
        "prov:wasDerivedFrom": texts.source(&relation.report, iris),
        "prov:wasGeneratedBy": iris.reading(),
        "prov:wasAttributedTo": attributed(&relation.said_by, iris),
        "r:saidBy": said_by(&relation.said_by, iris),
        "r:report": iris.thing("report", &relation.report),
    })
}

/// Names the innermost voice, whose words these are.
pub(super) fn attributed(chain: &[Voice], iris: &Iris) -> Option<Value> {
    chain.last().map(|voice| agent(voice, iris))
}

/// Names a chain of voices from the outlet inwards, in order.
pub(super) fn said_by(chain: &[Voice], iris: &Iris) -> Value {
    chain.iter().map(|voice| agent(voice, iris)).collect()
}

/// Names a voice: an outlet, somebody known, or somebody of whom there are only words.
fn agent(voice: &Voice, iris: &Iris) -> Value {
    if let Some(outlet) = voice.outlet.value() {
        return json!(iris.thing("outlet", outlet));
    }
    if let Some(entity) = voice.entity.value() {
        return json!(iris.thing("entity", entity));
    }
    json!({ "@type": "prov:Agent", "rdfs:label": chain::name(voice) })
}
