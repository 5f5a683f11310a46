//! Places as GeoJSON (RFC 7946): one feature a place that claims give an event, drawn as an area.
//!
//! Rival places of one event are features of their own, each with who says so and who denies it. There
//! are no points: a disc, a sector or a corridor says how coarsely a place is known, and a building
//! borrows its town's point. A place that no gazetteer knows has no geometry; an event without any
//! place has no feature and is counted. Outlines are rounded to the sixth decimal, a decimetre.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{About, chain};
use crate::json::case::{Case, Claim, Event, Where};
use crate::json::visible;

mod outline;

/// Writes the places of a case.
pub(super) fn write(
    case: &Case,
    about: &About,
    out: &mut (dyn Write + Send),
) -> io::Result<Vec<String>> {
    let placeless = case.events.iter().filter(|event| event.places.is_empty()).count();
    let places = || case.events.iter().flat_map(|event| &event.places);
    let drawn = places().filter(|place| outline::of(place).is_some()).count();
    let undrawn = places().count() - drawn;
    let head = json!({
        "case": about.name,
        "head": about.head,
        "version": crate::READER_VERSION,
        "events": case.events.len(),
        "events_without_place": placeless,
        "places_drawn": drawn,
        "places_not_drawn": undrawn,
    });
    write!(out, "{{\"type\":\"FeatureCollection\",\"rashomon\":")?;
    visible::write(out, &head)?;
    write!(out, ",\"features\":[")?;
    let mut first = true;
    for event in &case.events {
        for (n, place) in event.places.iter().enumerate() {
            write!(out, "{}", if first { "\n" } else { "," })?;
            first = false;
            visible::write(out, &feature(event, n, place))?;
        }
    }
    writeln!(out, "]}}")?;
    let mut notes = Vec::new();
    if placeless > 0 {
        notes.push(format!(
            "{placeless} of {} events have no place and no feature",
            case.events.len()
        ));
    }
    if undrawn > 0 {
        notes.push(format!(
            "{undrawn} places are known by name alone, or too wide to draw; their features have no \
             geometry"
        ));
    }
    Ok(notes)
}

fn feature(event: &Event, n: usize, place: &Where) -> Value {
    let behind: Vec<&Claim> =
        event.claims.iter().filter(|claim| place.claims.contains(&claim.id)).collect();
    let (affirmed, denied): (Vec<&Claim>, Vec<&Claim>) =
        behind.iter().partition(|claim| claim.polarity != "denied");
    let relation = event.slots.get("place").map(|slot| slot.relation.as_str());
    let killed = event.slots.get("killed");
    json!({
        "type": "Feature",
        "id": format!("{}/{}", event.id, n + 1),
        "geometry": outline::of(place),
        "properties": {
            "event": event.id,
            "title": event.title,
            "class": event.class,
            "earliest": event.when.as_ref().map(|w| &w.earliest),
            "latest": event.when.as_ref().map(|w| &w.latest),
            "place": n + 1,
            "name": place.name,
            "precision": place.precision,
            "area": place.area,
            "offset_km": place.offset_km,
            "bearing": place.bearing,
            "setting": place.setting,
            "places_of_event": event.places.len(),
            "accounts_on_place": relation,
            "said_by": voices(&affirmed),
            "denied_by": voices(&denied),
            "reports": behind.iter().map(|c| c.report.as_str()).collect::<BTreeSet<_>>(),
            "claims": place.claims,
            "report_count": event.reports.len(),
            "killed_low": killed.and_then(|slot| slot.low.value()),
            "killed_high": killed.and_then(|slot| slot.high.value()),
        },
    })
}

/// Names whoever makes some claims, each chain once.
fn voices(claims: &[&Claim]) -> Vec<String> {
    let chains: BTreeSet<String> =
        claims.iter().map(|claim| chain::written(&claim.said_by)).collect();
    chains.into_iter().collect()
}
