//! A case as statements of FollowTheMoney, one JSON object a line, as its `ftm` package reads them.
//!
//! In: a case. Out: reports as Article, entities, events as Event, and each claim as a Note on its event
//! and on whom it names. That somebody is *said* to be responsible is a Note of whoever says so and
//! never a link from the event: the schema has no word for who says it. Each statement names in `origin`
//! the claim or report it rests on, keeps the words as they stood in `original_value`, and gives the days
//! of publication as first and last seen.
//!
//! Unnamed people and weapons are nothing that the schema knows; they stay in the words of the claims.
//! The ids of statements are left to the reader, who makes them from the rest.

use std::io::{self, Write};

use crate::json::case::{Case, Claim, Event, Report};
use crate::wording;

mod statement;
mod things;

use super::{About, chain};
use statement::{Statements, Thing};

/// Writes a case.
pub(super) fn write(
    case: &Case,
    about: &About,
    out: &mut (dyn Write + Send),
) -> io::Result<Vec<String>> {
    let mut statements = Statements::of(case, about, out);
    for report in &case.reports {
        article(&mut statements, report)?;
    }
    let things = things::Known::of(case);
    let unknown = things.write(case, &mut statements)?;
    for event in &case.events {
        happening(&mut statements, event)?;
        for claim in &event.claims {
            note(&mut statements, &things, event, claim)?;
        }
    }
    let links = things.links(case, &mut statements)?;
    let mut notes = Vec::new();
    if unknown > 0 {
        notes.push(format!(
            "{unknown} entities are unnamed people or weapons, which the schema has no word for; \
             claims keep their words"
        ));
    }
    if links > 0 {
        notes.push(format!("{links} relations with one of them at an end are left out"));
    }
    Ok(notes)
}

/// Makes the id of a report; what users call it may hold signs that ids may not.
fn report_id(id: &str) -> String {
    hashed("report", id)
}

/// Makes an id out of letters, digits and hyphens.
fn hashed(kind: &str, id: &str) -> String {
    let digest = crate::sha256(id.as_bytes());
    format!("{kind}-{}", digest.get(..20).unwrap_or(&digest))
}

fn article(statements: &mut Statements<'_>, report: &Report) -> io::Result<()> {
    let head = &report.head;
    let id = report_id(&head.id);
    let mut thing = Thing::new(statements, "Article", &id);
    thing.resting_on(&head.id, &[head.id.as_str()]);
    thing.begin()?;
    thing.says("fileName", &head.id)?;
    thing.says("name", head.title.as_ref().unwrap_or(&head.id))?;
    thing.may_say("title", head.title.as_ref())?;
    thing.may_say("publishedAt", head.published.as_ref())?;
    thing.may_say("publisher", head.outlet.as_ref())?;
    thing.may_say("sourceUrl", head.url.as_ref().filter(|url| url.starts_with("http")))?;
    thing.says("notes", &format!("SHA-256 of the text: {}", head.sha256))
}

fn happening(statements: &mut Statements<'_>, event: &Event) -> io::Result<()> {
    let reports: Vec<&str> = event.reports.iter().map(String::as_str).collect();
    let mut thing = Thing::new(statements, "Event", &event.id);
    thing.resting_on("", &reports);
    thing.begin()?;
    thing.says("name", &event.title)?;
    thing.may_say("startDate", event.when.as_ref().map(|w| &w.earliest))?;
    thing.may_say("endDate", event.when.as_ref().map(|w| &w.latest))?;
    thing.says("keywords", &event.class)?;
    thing.says("recordId", &event.id)?;
    for disagreement in &event.disagreements {
        thing.says("description", &format!("{}: {}", disagreement.slot, disagreement.why))?;
    }
    for (rulebook, coding) in &event.grades {
        for (field, value) in coding.fields.iter().filter(|(_, value)| !value.is_null()) {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            thing.says("notes", &format!("{rulebook} {}: {field} = {value}", coding.version))?;
        }
    }
    for report in &event.reports {
        thing.says("proof", &report_id(report))?;
    }
    for place in &event.places {
        let placing =
            |claim: &&Claim| place.claims.contains(&claim.id) && claim.polarity != "denied";
        if let Some(claim) = event.claims.iter().find(placing) {
            thing.resting_on(&claim.id, &[claim.report.as_str()]);
            thing.says_for("location", &place.name, claim.value.text.as_deref())?;
        }
    }
    Ok(())
}

fn note(
    statements: &mut Statements<'_>,
    things: &things::Known<'_>,
    event: &Event,
    claim: &Claim,
) -> io::Result<()> {
    let words = wording::value(&claim.slot, &claim.value);
    let denied = if claim.polarity == "denied" { "denied: " } else { "" };
    let summary = format!("{}: {denied}{words}", claim.slot);
    let id = hashed("claim", &claim.id);
    let mut thing = Thing::new(statements, "Note", &id);
    thing.resting_on(&claim.id, &[claim.report.as_str()]);
    thing.begin()?;
    thing.says("name", &summary)?;
    thing.says("summary", &summary)?;
    thing.says("description", &claim.quote)?;
    thing.says("notes", &format!("said by {}", chain::written(&claim.said_by)))?;
    thing.may_say("publisher", chain::outlet(&claim.said_by))?;
    thing.says("proof", &report_id(&claim.report))?;
    let planned = claim.planned.then_some("planned");
    let marks = [claim.slot.as_str(), claim.polarity.as_str(), claim.certainty.as_str()];
    for mark in marks.into_iter().chain(planned) {
        thing.says("keywords", mark)?;
    }
    thing.says("entity", &event.id)?;
    let value = &claim.value;
    for id in [&value.entity, &value.side, &value.holder].into_iter().filter_map(|id| id.value()) {
        if things.has(id) {
            thing.says_for("entity", id, value.text.as_deref())?;
        }
    }
    Ok(())
}
