//! Recomputing everything that can be recomputed: chain, raw bytes, every anchor, and the accounts.
//!
//! An anchor is a span with its quote; slicing the report's text at the span must give the quote,
//! byte for byte. The text of a reading is that of the report record before it. What is shown
//! comes from derived tables, so these are compared with what the log gives: an account changed
//! by hand does not pass.

use std::collections::HashMap;

use rashomon_ledger::LOST;
use serde::Serialize;

use super::CaseFile;
use super::store::{self, JUDGEMENT, REPORT, StoredReport};
use crate::Error;
use crate::json::offsets::Offsets;
use crate::json::reading::{Pair, Reading};

/// What verifying came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// How many records were read.
    pub records: u64,
    /// Digest of the last record.
    pub head: String,
    /// Whether everything holds.
    pub ok: bool,
    /// Whether the log alone holds; then derived tables that do not are built anew from it.
    pub log_holds: bool,
    /// Position of the first record that does not hold.
    pub first_bad: Option<u64>,
    /// Why it does not.
    pub why: Option<String>,
    /// How many quotes were sliced again.
    pub anchors_checked: u64,
    /// How many of them differ from what the text says.
    pub anchors_bad: u64,
}

impl CaseFile {
    /// Recomputes the chain, the digests of raw bytes, every quote, and the derived tables.
    ///
    /// # Errors
    /// Where the file does not read at all; what does not hold is in the answer.
    pub fn verify(&self) -> Result<Verification, Error> {
        let mut texts: HashMap<String, String> = HashMap::new();
        let (mut checked, mut bad) = (0u64, 0u64);
        let has_lost = self.ledger.count_of(&LOST.into())? > 0;
        let verified = self.ledger.verify(|record| {
            if record.kind.as_str() == REPORT
                && let Ok(report) = serde_json::from_value::<StoredReport>(record.body.clone())
            {
                let held = crate::sha256(report.text.as_bytes()) == report.head.sha256;
                texts.insert(record.key.clone(), report.text);
                return if held { Vec::new() } else { vec!["text differs from its digest".into()] };
            }
            if record.kind.as_str() == JUDGEMENT {
                let read = store::judgement_of(record);
                return read.err().map(|error| error.to_string()).into_iter().collect();
            }
            match store::reading_of(record) {
                None => Vec::new(),
                Some(Err(error)) => vec![error.to_string()],
                Some(Ok(reading)) => {
                    let text = texts.get(&record.key).map_or("", String::as_str);
                    // What a lost report said cannot be looked up, and its reading is in nothing that is shown.
                    if has_lost && crate::sha256(text.as_bytes()) != reading.report.sha256 {
                        return Vec::new();
                    }
                    let (all, wrong) = anchors(&reading, text);
                    checked += all;
                    bad += u64::try_from(wrong.len()).unwrap_or(u64::MAX);
                    wrong
                }
            }
        })?;
        let log_holds = verified.is_ok();
        let fault = if log_holds { self.derived_fault()? } else { None };
        Ok(Verification {
            records: verified.records,
            head: verified.head.digest.to_string(),
            ok: log_holds && fault.is_none(),
            log_holds,
            first_bad: verified.first_bad.map(|position| position.0),
            why: verified.why.or(fault),
            anchors_checked: checked,
            anchors_bad: bad,
        })
    }
}

/// Slices every span that comes with its words: mentions, places, times, claims, relations.
fn anchors(reading: &Reading, text: &str) -> (u64, Vec<String>) {
    let offsets = Offsets::new(text);
    let mut all = 0;
    let mut wrong = Vec::new();
    let mut check = |what: &str, span: Pair, quote: &str| {
        all += 1;
        if offsets.span(span).of(text) != Some(quote) {
            let [start, end] = span;
            wrong.push(format!("the words of {what} do not stand at {start} to {end}"));
        }
    };
    reading.mentions.iter().for_each(|m| check(&m.id, m.span, &m.text));
    reading.places.iter().for_each(|p| check("a place", p.span, &p.text));
    reading.times.iter().for_each(|t| check("a time", t.span, &t.text));
    reading.claims.iter().for_each(|c| check(&c.id, c.span, &c.quote));
    reading.relations.iter().for_each(|r| check("a relation", r.span, &r.quote));
    (all, wrong)
}
