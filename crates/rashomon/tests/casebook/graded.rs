//! What rulebooks make of a page: rows of its table of grades, and what the program says there.
//!
//! In: a line of the table `rulebook · field · value · rule` (and `quote`, where the page wants
//! one), or a printed event. Out: rows and statements of the kind [`Kind::Grade`], held against each
//! other like all others.

use rashomon::json::case::{Event, Step};
use serde_json::{Map, Value};

use super::row::Row;
use super::said::{Kind, Said};

/// Reads a line of the table; nothing for its head.
pub fn parse(line: &str) -> Result<Option<Row>, String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    if cells[0] == "rulebook" || cells[0].starts_with("--") {
        return Ok(None);
    }
    let (head, field, value, rules, quote) = match cells.as_slice() {
        [head, field, value, rules] => (*head, *field, *value, *rules, ""),
        [head, field, value, rules, quote] => (*head, *field, *value, *rules, *quote),
        _ => return Err(format!("a grade has four or five cells, this one {}", cells.len())),
    };
    let not = head.starts_with("not expected");
    let mut about = super::row::parts(head.strip_prefix("not expected").unwrap_or(head));
    if about.is_empty() {
        return Err("a grade names its rulebook".to_owned());
    }
    if !field.is_empty() {
        about.insert(1, field.to_owned());
    }
    Ok(Some(Row {
        directed: false,
        kind: Kind::Grade,
        not,
        reports: Vec::new(),
        voices: Vec::new(),
        about,
        value: value.to_owned(),
        firmly: super::row::parts(rules),
        quotes: super::row::quoted(quote),
        line: line.trim().to_owned(),
    }))
}

/// Lists what the rulebooks make of an event; a statement for each field, or for each record of one.
pub fn of_event(event: &Event, reports: &[usize]) -> Vec<Said> {
    let mut out = Vec::new();
    for (rulebook, coding) in &event.grades {
        let mut coded = |reading: Option<&String>, fields: &Map<String, Value>, trace: &[Step]| {
            for (field, value) in fields {
                let steps: Vec<&Step> = trace.iter().filter(|step| &step.field == field).collect();
                for values in values(value) {
                    let mut said = Said::of(Kind::Grade, reports.to_vec());
                    said.about = vec![rulebook.clone(), field.clone()];
                    said.about.extend(reading.cloned());
                    said.values = values;
                    said.firmly = steps.iter().map(|step| step.rule.clone()).collect();
                    said.quotes = quotes(event, &steps);
                    out.push(said);
                }
            }
        };
        if coding.readings.is_empty() {
            coded(None, &coding.fields, &coding.trace);
        }
        for rival in &coding.readings {
            coded(Some(&rival.reading), &rival.fields, &rival.trace);
        }
    }
    out
}

fn quotes(event: &Event, steps: &[&Step]) -> Vec<String> {
    let because = |id: &String| steps.iter().any(|step| step.because.contains(id));
    event.claims.iter().filter(|claim| because(&claim.id)).map(|c| c.quote.clone()).collect()
}

/// The words of a value: one list for each record, one for anything else.
fn values(value: &Value) -> Vec<Vec<String>> {
    match value {
        Value::Array(list) if list.iter().any(Value::is_object) => {
            let cells = |record: &Value| -> Vec<String> {
                let cells = record.as_object().into_iter().flatten();
                cells.flat_map(|(n, v)| [format!("{n}: {}", word(v)), word(v)]).collect()
            };
            list.iter().map(cells).collect()
        }
        Value::Array(list) => vec![list.iter().map(word).collect()],
        value => vec![vec![word(value)]],
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => "unknown".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(word) => word.clone(),
        value => value.to_string(),
    }
}
