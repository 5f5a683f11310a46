//! The records of a log in lines for people: position, time, author, kind, key, and what each says.
//!
//! In: which records are asked for. Out: [`LogLine`]s in the order of the log; of each whether a later
//! record is in force in its place. Words that are withheld stand nowhere in them. A record of a kind
//! that this version does not know is listed by its fields, never left out.

use std::collections::{BTreeMap, HashMap, VecDeque};

use rashomon_ledger::{Position, Record, Selection};
use serde_json::Value;

use super::CaseFile;
use super::coding::CODING;
use super::gone::GONE;
use super::store::{JUDGEMENT, READING, REPORT};
use super::withheld::{REDACTION, Withheld};
use crate::Error;
use crate::json::history::LogLine;

/// Which records to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogAsk {
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only about the thing of this name.
    pub key: Option<String>,
    /// From this position on; without it, the last ones.
    pub from: Option<u64>,
    /// At most so many; all where none is given.
    pub most: Option<usize>,
}

impl CaseFile {
    /// Lists records of the log.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn log(&self, ask: &LogAsk) -> Result<Vec<LogLine>, Error> {
        let mut selection = Selection::all();
        if let Some(kind) = &ask.kind {
            selection = selection.of_kind(kind.as_str());
        }
        if let Some(from) = ask.from {
            selection = selection.after(Position(from.saturating_sub(1)));
        } else if let (None, None, Some(most)) = (&ask.kind, &ask.key, ask.most) {
            // Where all count, the last ones are known by their positions.
            let head = self.ledger.head()?.position.0;
            selection = selection.after(Position(head.saturating_sub(most as u64)));
        }
        let mut kept: VecDeque<Record> = VecDeque::new();
        for record in self.ledger.records(&selection)? {
            let record = record?;
            if ask.key.as_ref().is_some_and(|key| *key != record.key) {
                continue;
            }
            if ask.most == Some(kept.len()) {
                match ask.from {
                    Some(_) => break,
                    None => drop(kept.pop_front()),
                }
            }
            if ask.most != Some(0) {
                kept.push_back(record);
            }
        }
        let withheld = Withheld::of(&self.ledger)?;
        let withdrawn = self.withdrawals()?;
        let mut latest: HashMap<(String, String), u64> = HashMap::new();
        let mut out = Vec::with_capacity(kept.len());
        for record in kept {
            let superseded = self.superseded(&record, &withdrawn, &mut latest)?;
            out.push(line(&withheld.scrubbed(record), superseded));
        }
        Ok(out)
    }

    /// Judgements that are withdrawn, each with the position of what withdrew it.
    fn withdrawals(&self) -> Result<BTreeMap<u64, u64>, Error> {
        let mut all = Vec::new();
        for record in self.ledger.records(&Selection::all().of_kind(JUDGEMENT))? {
            let record = record?;
            let of = record.body.get("withdraws").and_then(Value::as_str);
            let of = of.and_then(|id| id.strip_prefix("J-")).and_then(|n| n.parse::<u64>().ok());
            all.extend(of.map(|of| (of, record.position.0)));
        }
        let mut out = BTreeMap::new();
        // A withdrawal that is withdrawn itself counts for nothing.
        for (of, by) in all.into_iter().rev() {
            if of < by && !out.contains_key(&by) {
                out.insert(of, by);
            }
        }
        Ok(out)
    }

    fn superseded(
        &self,
        record: &Record,
        withdrawn: &BTreeMap<u64, u64>,
        latest: &mut HashMap<(String, String), u64>,
    ) -> Result<Option<u64>, Error> {
        match record.kind.as_str() {
            JUDGEMENT => return Ok(withdrawn.get(&record.position.0).copied()),
            // Several of one report may be in force.
            REDACTION => return Ok(None),
            _ => {}
        }
        let key = (record.kind.to_string(), record.key.clone());
        let at = match latest.get(&key) {
            Some(at) => *at,
            None => {
                let found = self.ledger.latest_by_key(&record.kind, &record.key)?;
                let at = found.map_or(0, |found| found.position.0);
                latest.insert(key, at);
                at
            }
        };
        Ok(Some(at).filter(|at| *at > record.position.0))
    }
}

fn line(record: &Record, superseded: Option<u64>) -> LogLine {
    LogLine {
        position: record.position.0,
        at: record.at.clone(),
        by: record.by.clone(),
        kind: record.kind.to_string(),
        version: record.version,
        key: record.key.clone(),
        says: says(record),
        superseded,
        attached: record.attached.iter().map(ToString::to_string).collect(),
        digest: record.digest.to_string(),
    }
}

/// Says in one line what a record says.
fn says(record: &Record) -> String {
    let body = &record.body;
    let word = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or("");
    let out = match record.kind.as_str() {
        REPORT => report(body),
        READING => reading(body),
        JUDGEMENT => format!("{}{}: {}", word("kind"), about(body), word("reason")),
        CODING => coding(body),
        GONE => match body.get("gone").and_then(Value::as_bool) {
            Some(false) => format!("is back: {}", word("reason")),
            _ if word("how") == "taken-down" => format!("taken down: {}", word("reason")),
            _ => format!("no longer found: {}", word("reason")),
        },
        REDACTION if !word("report").is_empty() => {
            let spans = body.get("spans").and_then(Value::as_array).map_or(0, Vec::len);
            format!("withholds {spans} stretches of {}: {}", word("report"), word("reason"))
        }
        REDACTION => format!("shows again what record {} withheld", body["lifts"]),
        _ => imported(body),
    };
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn report(body: &Value) -> String {
    let head = |field: &str| body["head"].get(field).and_then(Value::as_str);
    let length = body.get("text").and_then(Value::as_str).map_or(0, |text| text.chars().count());
    let title = head("title").map(|title| format!("“{title}”, ")).unwrap_or_default();
    let outlet = head("outlet").unwrap_or("unknown outlet");
    let day = head("published").unwrap_or("no date");
    format!("{title}{outlet}, {day}, {length} characters")
}

fn reading(body: &Value) -> String {
    let count =
        |field: &str| body["reading"].get(field).and_then(Value::as_array).map_or(0, Vec::len);
    format!(
        "{} claims of {} events, {} remarks, read by {}",
        count("claims"),
        count("events"),
        count("diagnostics"),
        body.get("reader").and_then(Value::as_str).unwrap_or("an unknown version")
    )
}

/// What a coding says, and of what; not the value, which others are to find by themselves.
fn coding(body: &Value) -> String {
    let item = &body["item"];
    let word = |field: &str| item.get(field).and_then(Value::as_str).unwrap_or("").to_owned();
    let of = match word("kind").as_str() {
        "claim" => format!("“{}”", item["told"]["quote"].as_str().unwrap_or("")),
        "slot" => format!("{}{}", word("field"), about(item)),
        _ => about(item),
    };
    let what = if body.get("value").is_some() { "codes" } else { "takes back its coding of" };
    format!("{what} {} {of}", word("kind"))
}

/// What a judgement is about, as far as one line can say.
fn about(body: &Value) -> String {
    let text = |value: &Value, field: &str| {
        value.get(field).and_then(Value::as_str).unwrap_or("").to_owned()
    };
    let list = |field: &str, name: &str| -> Vec<String> {
        let items = body.get(field).and_then(Value::as_array);
        items.into_iter().flatten().map(|item| format!("“{}”", text(item, name))).collect()
    };
    let mut parts = list("things", "name");
    parts.extend(list("happenings", "title"));
    for field in ["claim", "added"] {
        if let Some(claim) = body.get(field) {
            parts.push(format!(
                "{} of {}, “{}”",
                text(claim, "slot"),
                text(claim, "report"),
                text(claim, "quote")
            ));
        }
    }
    let reports = body.get("reports").and_then(Value::as_array);
    parts.extend(reports.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    parts.extend(body.get("withdraws").and_then(Value::as_str).map(str::to_owned));
    match parts.is_empty() {
        true => String::new(),
        false => format!(" {}", parts.join(" and ")),
    }
}

/// Records of imports share one shape; of others the names of their fields are all that is known.
fn imported(body: &Value) -> String {
    if let Some(dropped) = body.get("dropped") {
        let reason = dropped.get("reason").and_then(Value::as_str).unwrap_or("");
        return format!("dropped: {reason}");
    }
    if let Some(import) = body.get("imported") {
        let word = |field: &str| import.get(field).and_then(Value::as_str);
        let name = word("file").or(word("name")).unwrap_or("a table");
        let rows = match import.get("rows") {
            Some(Value::Array(rows)) => Some(rows.len() as u64),
            Some(rows) => rows.as_u64(),
            None => import.get("kept").and_then(Value::as_u64),
        };
        let rows = rows.map(|rows| format!(", {rows} rows")).unwrap_or_default();
        return format!("imported {name}{rows}");
    }
    match body.as_object() {
        Some(fields) => {
            format!("has {}", fields.keys().map(String::as_str).collect::<Vec<_>>().join(", "))
        }
        None => "has no fields".to_owned(),
    }
}
