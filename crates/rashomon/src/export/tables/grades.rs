//! Tables of what rulebooks make of events: each field of each coding, and the rules behind it.
//!
//! Fields differ by rulebook, so they are rows and not columns. A coding with rival readings has the
//! rows of each reading; the fields of the whole are those of its first.

use serde_json::{Map, Value};

use super::{Column, Table, cell, table};
use crate::json::case::{Case, Coding, Step};

pub(super) const GRADES: Table = table! {
    "grades", "One field of what one rulebook makes of one event.", key 0,
    case => readings(case).flat_map(|r| r.fields.iter().map(move |(name, value)| (r, name, value))),
    |(of, name, value)| {
        event: text = of.event, "the event", of "events" "event";
        rulebook: text = of.rulebook, "name of the rulebook";
        reading: text = of.reading, "which of several rival readings; empty for the event as one";
        field: text = name, "the field, as the rulebook names it";
        value: text = plain(value), "its value; several are a JSON array; empty where unknown";
        number: real = value.as_f64(), "the same where it is a number";
        version: text = &of.coding.version, "version of the rulebook";
    }
};

pub(super) const STEPS: Table = table! {
    "grade_steps", "One rule that had a part in a field.", key 0,
    case => readings(case).flat_map(|r| r.trace.iter().enumerate().map(move |(n, step)| (r, n, step))),
    |(of, n, step)| {
        event: text = of.event, "the event", of "events" "event";
        rulebook: text = of.rulebook, "name of the rulebook";
        reading: text = of.reading, "which of several rival readings; empty for the event as one";
        step: whole = n + 1, "number of the step, from 1";
        field: text = &step.field, "the field";
        rule: text = &step.rule, "id of the rule in its rulebook";
        note: text = &step.note, "what it says of this event";
        claims: list = step.because.iter().map(String::as_str), "the claims it rests on", of "claims" "claim";
    }
};

/// What a rulebook makes of an event or of one reading of it.
#[derive(Clone, Copy)]
struct Reading<'c> {
    event: &'c str,
    rulebook: &'c str,
    reading: Option<&'c String>,
    coding: &'c Coding,
    fields: &'c Map<String, Value>,
    trace: &'c [Step],
}

fn readings(case: &Case) -> impl Iterator<Item = Reading<'_>> {
    let codings = case.events.iter().flat_map(|e| e.grades.iter().map(move |(n, c)| (e, n, c)));
    codings.flat_map(|(event, rulebook, coding)| {
        let of = move |reading, fields, trace| Reading {
            event: &event.id,
            rulebook,
            reading,
            coding,
            fields,
            trace,
        };
        let whole = of(None, &coding.fields, coding.trace.as_slice());
        let rivals = coding.readings.iter();
        std::iter::once(whole)
            .chain(rivals.map(move |r| of(Some(&r.reading), &r.fields, r.trace.as_slice())))
    })
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(words) => Some(words.clone()),
        other => Some(other.to_string()),
    }
}
