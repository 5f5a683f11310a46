//! What a bundle shows to people and programs: the events and the dossier, held against records and texts.
//!
//! Every claim's words must stand in the text of its report, and be those of a claim in its reading. The dossier must
//! tell the same events, and name no digest but those of the texts and of the head.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use serde::Deserialize;
use serde_json::Value;

use super::records::Held;
use super::{Archive, Manifest, Step, Tally, json, text};
use crate::bundle::{DOSSIER, EVENTS};
use crate::head::TreeHead;
use crate::json::case::Hole;
use crate::json::offsets::Offsets;

/// What the check reads of `events.json`; the rest is compared with the dossier.
#[derive(Deserialize)]
struct Shown {
    reports: Vec<Report>,
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Report {
    id: String,
    sha256: String,
    text: String,
    #[serde(default)]
    withheld: Vec<Hole>,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
struct Claim {
    id: String,
    report: String,
    span: [u32; 2],
    quote: String,
}

/// Checks the events and the dossier.
pub(super) fn check<R: Read + Seek>(
    archive: &mut Archive<R>,
    manifest: &Manifest,
    head: &TreeHead,
    held: &Held,
    steps: &mut Vec<Step>,
) {
    let mut claims = Tally::new("every claim of the events stands in its text and in its reading");
    let mut dossier = Tally::new("the dossier tells the same events and names the same sums");
    match json::<R, Value>(archive, EVENTS).and_then(|value| {
        let shown =
            Shown::deserialize(&value).map_err(|e| format!("{EVENTS} does not read: {e}"))?;
        Ok((value, shown))
    }) {
        Err(why) => claims.take(Err(why)),
        Ok((value, shown)) => {
            let events = value.get("events").cloned().unwrap_or_default();
            of_events(&shown, manifest, held, &mut claims);
            dossier.take(told(archive, &events));
            dossier.take(named(archive, &shown, head));
        }
    }
    steps.extend([claims, dossier].map(Tally::step));
}

fn of_events(shown: &Shown, manifest: &Manifest, held: &Held, tally: &mut Tally) {
    let told: Vec<&str> = shown.events.iter().map(|event| event.id.as_str()).collect();
    let listed: Vec<&str> = manifest.events.iter().map(|event| event.id.as_str()).collect();
    if told != listed {
        tally.take(Err("the events are not those of the manifest".to_owned()));
    }
    for report in &shown.reports {
        let text = held.texts.get(&report.id);
        let fits = text.is_some_and(|text| {
            *text == report.text && crate::sha256(text.as_bytes()) == report.sha256
        });
        tally.take(match fits {
            true => Ok(()),
            false => Err(format!("the text of {} is not the one in texts/", report.id)),
        });
    }
    let mut last: Option<(&str, Offsets<'_>)> = None;
    for claim in shown.events.iter().flat_map(|event| &event.claims) {
        let Some(text) = held.texts.get(&claim.report) else {
            tally.take(Err(format!("the report of {} is not here", claim.id)));
            continue;
        };
        // Claims come report by report: each text is indexed once.
        if last.as_ref().is_none_or(|(report, _)| *report != claim.report) {
            last = Some((&claim.report, Offsets::new(text)));
        }
        let Some((_, offsets)) = &last else { continue };
        let stands = offsets.span(claim.span).of(text) == Some(claim.quote.as_str());
        let is_read = held.withheld.contains(&claim.report)
            || [&held.claims, &held.added].into_iter().any(|told| {
                let place = (claim.span, claim.quote.clone());
                told.get(&claim.report).is_some_and(|places| places.contains(&place))
            });
        tally.take(match (stands, is_read) {
            (true, true) => Ok(()),
            (false, _) => Err(format!("the words of {} do not stand where it says", claim.id)),
            (_, false) => Err(format!("{} is in no reading", claim.id)),
        });
    }
}

/// The dossier's own copy of the events must be these.
fn told<R: Read + Seek>(archive: &mut Archive<R>, events: &Value) -> Result<(), String> {
    let page = text(archive, DOSSIER)?;
    let begins = page.rfind("id=\"rashomon-events\"").and_then(|at| page.get(at..));
    let data = begins
        .and_then(|rest| rest.split_once('>'))
        .and_then(|(_, rest)| rest.split_once("</script>"));
    let Some((data, _)) = data else { return Err(format!("{DOSSIER} has no events in it")) };
    let again: Value = serde_json::from_str(data).map_err(|e| format!("{DOSSIER}: {e}"))?;
    match again == *events {
        true => Ok(()),
        false => Err(format!("the events in {DOSSIER} are not those of {EVENTS}")),
    }
}

/// Every sum the dossier prints must be known, and every report's sum and the head must be printed.
fn named<R: Read + Seek>(
    archive: &mut Archive<R>,
    shown: &Shown,
    head: &TreeHead,
) -> Result<(), String> {
    let page = text(archive, DOSSIER)?;
    let printed: BTreeSet<&str> = page
        .split("<code class=\"hash\">")
        .skip(1)
        .filter_map(|rest| rest.split_once("</code>").map(|(sum, _)| sum))
        .collect();
    let mut known: BTreeSet<&str> =
        shown.reports.iter().map(|report| report.sha256.as_str()).collect();
    known.insert(&head.chain);
    let holes = shown.reports.iter().flat_map(|report| &report.withheld);
    known.extend(holes.flat_map(|hole| &hole.sha256).map(String::as_str));
    match printed == known {
        true => Ok(()),
        false => Err(format!("{DOSSIER} prints other sums than those of the texts and the head")),
    }
}
