//! The case as ACLED lays out its data: 31 columns, one row an event, as the `acled` rulebook codes it.
//!
//! In: a case with its codings. Out: CSV. An event that the rulebook does not code, or to which it
//! gives no type, has no row; rival readings have a row each. A total told for several places is
//! divided among them, what is left over going to the first (unverified). Empty: regions, which
//! ACLED draws by itself, administrative names, tags, and the time of upload.

use std::io::{self, Write};

use super::coded::{self, Coded};
use crate::json::case::Case;

/// ACLED's columns since March 2023, in order.
pub const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Writes the rows, and returns what was left out.
///
/// # Errors
/// Where the writer fails.
pub fn write(case: &Case, out: &mut (dyn Write + Send)) -> io::Result<Vec<String>> {
    let codings = coded::all(case, "acled");
    let (typed, rest): (Vec<_>, Vec<_>) =
        codings.iter().partition(|coding| coding.is("event") && coding.get("event_type").is_some());
    let untyped = rest.iter().filter(|coding| coding.is("event")).count();
    let rows: Vec<Vec<String>> = typed.iter().flat_map(|coding| rows(coding, case)).collect();
    coded::table(out, &COLUMNS, &rows)?;
    let mut notes = vec![coded::no_events(rest.len() - untyped)];
    let undated = typed.iter().filter(|coding| coding.get("event_date").is_none()).count();
    if undated > 0 {
        notes.push(coded::without_day(undated));
    }
    if untyped > 0 {
        notes
            .push(format!("events without a row, because the claims give them no type: {untyped}"));
    }
    Ok(notes)
}

/// One row, or one for each place among which a total is divided.
fn rows(coding: &Coded<'_>, case: &Case) -> Vec<Vec<String>> {
    let events = coding.number_of("events").unwrap_or(1).max(1);
    let mut places: Vec<(&str, Option<f64>, Option<f64>)> = Vec::new();
    for place in &coding.event.places {
        let is_town = matches!(
            place.precision.as_deref(),
            Some("settlement" | "neighbourhood" | "facility" | "locality")
        );
        if is_town && !places.iter().any(|(name, ..)| *name == place.name) {
            places.push((&place.name, place.lat, place.lon));
        }
    }
    if events == 1 || i64::try_from(places.len()) != Ok(events) {
        return vec![row(coding, case, None)];
    }
    let total = coding.number_of("fatalities");
    let divided = places.iter().enumerate().map(|(at, place)| {
        let at = i64::try_from(at).unwrap_or(0);
        let share = total.map(|total| total / events + i64::from(at < total % events));
        row(coding, case, Some((at + 1, *place, share)))
    });
    divided.collect()
}

type Part<'p> = (i64, (&'p str, Option<f64>, Option<f64>), Option<i64>);

fn row(coding: &Coded<'_>, case: &Case, part: Option<Part<'_>>) -> Vec<String> {
    let reports = coding.reports(case);
    let state = coding.state();
    let shown = |measure: Option<f64>| measure.map(|m| m.to_string()).unwrap_or_default();
    let cell = |column: &str| -> String {
        match column {
            "event_id_cnty" => match part {
                Some((at, ..)) => format!("{}/part-{at}", coding.id()),
                None => coding.id(),
            },
            "year" => coding
                .word("event_date")
                .and_then(|day| day.get(..4))
                .unwrap_or_default()
                .to_owned(),
            "iso" => {
                state.map(|state| state.iso.trim_start_matches('0').to_owned()).unwrap_or_default()
            }
            "country" => match state {
                Some(state) => state.name.to_owned(),
                None => coding.cell("country"),
            },
            "location" => {
                part.map_or_else(|| coding.cell(column), |(_, place, _)| place.0.to_owned())
            }
            "latitude" => part.map_or_else(|| coding.cell(column), |(_, place, _)| shown(place.1)),
            "longitude" => part.map_or_else(|| coding.cell(column), |(_, place, _)| shown(place.2)),
            "fatalities" => match part {
                Some((.., share)) => share.map(|share| share.to_string()).unwrap_or_default(),
                None => coding.cell(column),
            },
            "source" => coded::joined(reports.iter().map(|report| report.head.outlet.as_deref())),
            "notes" => notes(coding),
            "region" | "admin1" | "admin2" | "admin3" | "tags" | "timestamp" => String::new(),
            other => coding.cell(other),
        }
    };
    COLUMNS.iter().map(|column| cell(column)).collect()
}

/// What a coder writes into Notes: what it is, which reading, and what sources dispute.
fn notes(coding: &Coded<'_>) -> String {
    let mut notes = format!("{}.", coding.event.title);
    if let Some(reading) = coding.reading {
        notes.push_str(&format!(" As “{reading}”; other accounts differ."));
    }
    for dispute in &coding.event.disagreements {
        notes.push_str(&format!(" Disputed ({}): {}.", dispute.slot, dispute.why));
    }
    notes
}
