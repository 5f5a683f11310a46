//! What a rulebook counts in an event, in place of the range over all that is told.
//!
//! In: the codings of an event, and the table that says which fields of which rulebook hold its counts
//! (`data/method/rulebook-counts.tsv`). Out: low, high and what it takes for most likely. A rulebook
//! that codes rival readings of an event counts between them; one for which a reading is no event
//! counts nobody in it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::json::case::{Coding, Event};
use crate::query::toll::Range;

const TABLE: &str = include_str!("../../../../../data/method/rulebook-counts.tsv");

/// What a rulebook counts.
pub struct Coded {
    /// Between how many and how many.
    pub range: Range,
    /// What it takes for most likely.
    pub best: Option<u64>,
    /// Parts of the people.
    pub parts: BTreeMap<String, Range>,
}

/// One row of the table.
struct Fields {
    part: &'static str,
    low: &'static str,
    best: &'static str,
    high: &'static str,
}

/// Tells whether some event is coded by a rulebook of that name.
pub fn is_known(events: &[Event], book: &str) -> bool {
    events.iter().any(|event| event.grades.contains_key(book))
}

/// Counts an event by a rulebook; none where the rulebook does not code it or counts nobody.
pub fn count(event: &Event, book: &str, slot: &str) -> Option<Coded> {
    let coding = event.grades.get(book)?;
    let rows: Vec<Fields> = rows(book, slot);
    let of = |part: &str| rows.iter().find(|row| row.part == part).and_then(|f| range(coding, f));
    let (range, best) = of("")?;
    let parts = rows.iter().filter(|row| !row.part.is_empty());
    let parts = parts.filter_map(|row| Some((row.part.to_owned(), of(row.part)?.0)));
    Some(Coded { range, best, parts: parts.collect() })
}

/// The rows of a rulebook and slot; a rulebook that is not in the table names its fields `low`,
/// `best` and `high`.
fn rows(book: &str, slot: &str) -> Vec<Fields> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let cells = lines.skip(1).map(|line| line.split('\t').map(str::trim).collect::<Vec<_>>());
    let mut is_listed = false;
    let mut out = Vec::new();
    for row in cells {
        let [name, of, part, low, best, high, ..] = row.as_slice() else { continue };
        is_listed |= *name == book;
        if *name == book && *of == slot {
            out.push(Fields { part, low, best, high });
        }
    }
    if !is_listed && slot == "killed" {
        out.push(Fields { part: "", low: "low", best: "best", high: "high" });
    }
    out
}

/// The counts of all readings of a coding together.
fn range(coding: &Coding, fields: &Fields) -> Option<(Range, Option<u64>)> {
    let mut readings: Vec<&Map<String, Value>> =
        coding.readings.iter().map(|reading| &reading.fields).collect();
    if readings.is_empty() {
        readings.push(&coding.fields);
    }
    let number = |of: &Map<String, Value>, name: &str| of.get(name).and_then(Value::as_u64);
    let one = |of: &Map<String, Value>| {
        let low = number(of, fields.low);
        let high = number(of, fields.high);
        let best = number(of, fields.best);
        let least = low.or(best)?;
        Some((Range::of(least, high.or(best)), best))
    };
    let counted: Vec<Option<(Range, Option<u64>)>> = readings.into_iter().map(one).collect();
    counted.iter().flatten().next()?;
    let nobody = (Range::NONE, Some(0));
    let all = counted.into_iter().map(|reading| reading.unwrap_or(nobody));
    all.reduce(|(a, x), (b, y)| (a.or(b), x.filter(|_| x == y)))
}
