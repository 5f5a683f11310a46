//! The case as PLOVER's records: one JSON object a line, in the shape of the draft manual.
//!
//! In: a case coded by the `plover` rulebook. Out: JSON Lines. Statements of responsibility follow the
//! event as records of their own (`CLAIM-RESP`, `DENY-RESP`), which are an extension and say so. Quotes
//! and spans are those of the first claim behind the type; spans are code points of the report's text.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::coded::{self, Coded};
use crate::json::case::{Case, Claim};

/// Who coded it, for the member `coder`.
const CODER: &str = "rashomon, rulebook plover";

/// Writes the records, and returns what a reader should know.
///
/// # Errors
/// Where the writer fails.
pub fn write(case: &Case, out: &mut (dyn Write + Send)) -> io::Result<Vec<String>> {
    let mut statements = 0;
    for coding in coded::all(case, "plover") {
        line(out, &record(&coding, case))?;
        let told = coding.get("statements").and_then(Value::as_array).into_iter().flatten();
        for (at, statement) in told.enumerate() {
            line(out, &stated(&coding, statement, at + 1))?;
            statements += 1;
        }
    }
    let note =
        format!("{statements} records are statements of responsibility, an extension of PLOVER");
    Ok(if statements > 0 { vec![note] } else { Vec::new() })
}

fn line(out: &mut (dyn Write + Send), record: &Value) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

fn list(coding: &Coded<'_>, field: &str) -> Value {
    coding.get(field).cloned().unwrap_or_else(|| json!([]))
}

fn record(coding: &Coded<'_>, case: &Case) -> Value {
    let event = coding.event;
    let claim =
        event.claims.iter().find(|claim| claim.slot == "occurrence").or(event.claims.first());
    let value = |field: &str| coding.get(field).cloned().unwrap_or(Value::Null);
    let place = coding
        .word("location")
        .map(|name| json!({ "name": name, "geonameid": null, "resolution": value("resolution") }));
    let size: Map<String, Value> = ["dead", "injured", "arrested"]
        .into_iter()
        .filter_map(|field| Some((field.to_owned(), coding.get(field)?.clone())))
        .collect();
    let cited: Vec<Value> = coding
        .reports(case)
        .iter()
        .map(|report| json!({ "id": report.head.id, "source": report.head.outlet, "date": report.head.published }))
        .collect();
    json!({
        "id": event.id,
        "date": value("date"),
        "time": event.when.as_ref().and_then(|when| when.part.clone()),
        "enddate": value("enddate"),
        "actor": list(coding, "actor"),
        "actor_sector": list(coding, "actor_sector"),
        "recipient": list(coding, "recipient"),
        "recipient_sector": list(coding, "recipient_sector"),
        "event": value("event_type"),
        "event_loc": place,
        "event_text": event.title,
        "quad_code": value("quad_code"),
        "event_scale": value("event_scale"),
        "mode": list(coding, "mode"),
        "auxiliary": value("auxiliary"),
        "context": list(coding, "context"),
        "size": size,
        "link": [],
        "text": claim.map(|claim| claim.quote.clone()),
        "text_info": claim.map(told),
        "cite_info": cited,
        "coder": CODER,
        "comment": comment(coding),
    })
}

fn told(claim: &Claim) -> Value {
    json!({ "sequence": 1, "start": claim.span[0], "end": claim.span[1], "text_story": claim.report })
}

fn comment(coding: &Coded<'_>) -> String {
    let disputes: Vec<String> = coding
        .event
        .disagreements
        .iter()
        .map(|d| format!("disputed ({}): {}", d.slot, d.why))
        .collect();
    disputes.join("; ")
}

fn stated(coding: &Coded<'_>, statement: &Value, number: usize) -> Value {
    let of = |field: &str| statement.get(field).cloned().unwrap_or(Value::Null);
    let recipient = match of("recipient") {
        Value::Null => json!([]),
        told => told,
    };
    let actor = match of("actor") {
        Value::Null => json!([]),
        name => json!([name]),
    };
    json!({
        "id": format!("{}/{number}", coding.event.id),
        "date": null,
        "actor": actor,
        "recipient": recipient,
        "event": of("event_type"),
        "quad_code": of("quad_code"),
        "cameo": of("cameo"),
        "modality": of("modality"),
        "mode": [],
        "context": [],
        "size": {},
        "link": [coding.event.id],
        "coder": CODER,
        "comment": "extension: a statement of responsibility, no part of PLOVER",
    })
}
