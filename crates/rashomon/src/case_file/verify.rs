//! Recomputing everything that can be recomputed: chain, tree, raw bytes, every anchor, signed heads, and the accounts.
//!
//! An anchor is a span with its quote; slicing the report's text at the span must give the quote,
//! byte for byte. The text of a reading is the one whose digest it names: that of the report record
//! before it, or that with holes. What is shown
//! comes from derived tables, so these are compared with what the log gives: an account changed
//! by hand does not pass. What does not hold is named with what rests on it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use rashomon_ledger::{Finding, LOST, Record, Selection, Tree};
use serde::Serialize;

use super::CaseFile;
use super::coding::{self, CODING};
use super::depends::{Dependents, Depends};
use super::heads::{self, SIGNED_HEAD, SignedHead};
use super::holes::{TextsSoFar, text_named};
use super::store::{self, JUDGEMENT, READING, REPORT, StoredReport};
use super::withheld::{REDACTION, Stored};
use crate::Error;
use crate::json::offsets::Offsets;
use crate::json::reading::{Pair, Reading};

/// So many notes are kept.
const NOTED: usize = 100;

/// What verifying came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// How many records were read.
    pub records: u64,
    /// Digest of the last record.
    pub head: String,
    /// Root of the Merkle tree over all records.
    pub root: String,
    /// Whether everything holds.
    pub ok: bool,
    /// Whether the log alone holds; then derived tables that do not are built anew from it.
    pub log_holds: bool,
    /// Position of the first record that does not hold.
    pub first_bad: Option<u64>,
    /// Why it does not.
    pub why: Option<String>,
    /// How many things do not hold.
    pub problems: u64,
    /// The first hundred of them, in the order of the log.
    pub bad: Vec<Bad>,
    /// What is odd and proves nothing, such as a clock that went back; a hundred at most.
    pub notes: Vec<Note>,
    /// How many bytes were hashed again, of records and raw bytes.
    pub bytes: u64,
    /// How many raw captures were hashed again.
    pub blobs: u64,
    /// How many quotes were sliced again.
    pub anchors_checked: u64,
    /// How many of them differ from what the text says.
    pub anchors_bad: u64,
    /// How many signed heads were checked again: signature, and records as they were then.
    pub signed_heads: u64,
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bad {
    /// The record at fault; null where none is to blame.
    pub position: Option<u64>,
    /// What the record says it is: report, reading, judgement…
    pub kind: Option<String>,
    /// What it says it is called.
    pub key: Option<String>,
    /// SHA-256 of the raw bytes at fault, where it is they.
    pub blob: Option<String>,
    /// What does not hold.
    pub why: String,
    /// What rests on it.
    pub depends: Depends,
}

/// One thing that is odd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The record.
    pub position: Option<u64>,
    /// What is odd about it.
    pub why: String,
}

/// Called now and then with the records and the bytes looked at so far.
pub type Told<'t> = &'t mut dyn FnMut(u64, u64);

/// What a record's check needs of what stands before it.
enum Before {
    Nothing,
    /// The report that a reading was made of was lost before the case was salvaged.
    Lost,
    /// The text a reading was made of; nothing where none before it has the digest that it names.
    Text(Option<Arc<str>>),
}

impl CaseFile {
    /// Recomputes the chain, the digests of raw bytes, every quote, signed heads, and the derived tables.
    ///
    /// # Errors
    /// Where the file does not read at all; what does not hold is in the answer.
    pub fn verify(&self, told: Told<'_>) -> Result<Verification, Error> {
        let mut texts = TextsSoFar::of(self);
        let mut signed: Vec<(u64, SignedHead)> = Vec::new();
        let (checked, bad) = (AtomicU64::new(0), AtomicU64::new(0));
        let mut clock = Clock::default();
        let lost = self.ledger.records(&Selection::all().of_kind(LOST))?.next();
        let first_lost = lost.and_then(Result::ok).map(|record| record.position.0);
        let prepare = |record: &Record| {
            clock.look(record);
            match record.kind.as_str() {
                REPORT => texts.take_report(record),
                REDACTION => texts.take_redaction(record),
                READING => {
                    let named = text_named(record).unwrap_or_default();
                    let text = texts.text(&record.key, named);
                    // What a lost report said cannot be looked up, and its reading is in nothing that is shown.
                    return if text.is_none() && first_lost.is_some() {
                        Before::Lost
                    } else {
                        Before::Text(text)
                    };
                }
                SIGNED_HEAD => {
                    if let Some(Ok(head)) = heads::signed_head_of(record) {
                        signed.push((record.position.0, head));
                    }
                }
                _ => {}
            }
            Before::Nothing
        };
        let check = |record: &Record, before: Before| {
            let (all, wrong, faults) = faults(record, &before);
            checked.fetch_add(all, Ordering::Relaxed);
            bad.fetch_add(wrong, Ordering::Relaxed);
            faults
        };
        let found = self
            .ledger
            .verify_in_parts(prepare, check, |found| told(found.records, found.bytes))?;
        let dependents = Dependents::of(self, &signed);
        let mut out = Vec::new();
        for finding in &found.findings {
            out.push(bad_of(finding, &dependents));
        }
        let mut problems = found.problems;
        let (mut first_bad, mut why) = (found.first_bad.map(|position| position.0), found.why);
        // A head over a record that a salvage lost cannot be compared any more: no fault of the case, and worth knowing.
        let beyond = |(_, head): &&(u64, SignedHead)| {
            first_lost.is_some_and(|lost| head.head().is_ok_and(|head| lost <= head.size))
        };
        let unproved = signed.iter().filter(beyond).map(|(position, _)| Note {
            position: Some(*position),
            why: "the signed head counts a record that was lost before the case was salvaged: it cannot be checked".into(),
        });
        clock.notes.extend(unproved);
        let named = first_bad.into_iter().chain(first_lost).min();
        for (position, fault) in broken_heads(&signed, &found.tree, named) {
            problems += 1;
            if first_bad.is_none_or(|first| position < first) {
                first_bad = Some(position);
                why = Some(fault.clone());
            }
            let depends = dependents.on(Some(position), Some(SIGNED_HEAD), None, None);
            let kind = Some(SIGNED_HEAD.to_owned());
            out.push(Bad {
                position: Some(position),
                kind,
                key: None,
                blob: None,
                why: fault,
                depends,
            });
        }
        out.sort_by_key(|bad| bad.position.unwrap_or(u64::MAX));
        let log_holds = problems == 0;
        let fault = if log_holds { self.derived_fault()? } else { None };
        Ok(Verification {
            records: found.records,
            head: found.head.digest.to_string(),
            root: found.tree.root().map(|root| root.to_string()).unwrap_or_default(),
            ok: log_holds && fault.is_none(),
            log_holds,
            first_bad,
            why: why.or(fault),
            problems,
            bad: out,
            notes: clock.notes,
            bytes: found.bytes,
            blobs: found.blobs,
            anchors_checked: checked.into_inner(),
            anchors_bad: bad.into_inner(),
            signed_heads: signed.len() as u64,
        })
    }
}

fn bad_of(finding: &Finding, dependents: &Dependents<'_>) -> Bad {
    let position = finding.position.map(|position| position.0);
    let kind = finding.kind.as_ref().map(|kind| kind.as_str().to_owned());
    let depends =
        dependents.on(position, kind.as_deref(), finding.key.as_deref(), finding.blob.as_ref());
    Bad {
        position,
        kind,
        key: finding.key.clone(),
        blob: finding.blob.map(|blob| blob.to_string()),
        why: finding.why.clone(),
        depends,
    }
}

/// Notes where a time of entry lies before the one of the record before it.
#[derive(Default)]
struct Clock {
    before: Option<Timestamp>,
    notes: Vec<Note>,
}

impl Clock {
    fn look(&mut self, record: &Record) {
        let Ok(at) = record.at.parse::<Timestamp>() else { return };
        if self.before.is_some_and(|before| at < before) && self.notes.len() < NOTED {
            let why =
                format!("entered at {}, before the record before it: a clock went back", record.at);
            self.notes.push(Note { position: Some(record.position.0), why });
        }
        self.before = Some(at);
    }
}

/// What one record by itself does not hold, with the quotes that were sliced and those that differ.
fn faults(record: &Record, before: &Before) -> (u64, u64, Vec<String>) {
    let said = |error: Error| vec![error.to_string()];
    match record.kind.as_str() {
        REPORT => {
            let faults = match store::body::<StoredReport>(record) {
                Ok(report) if crate::sha256(report.text.as_bytes()) == report.head.sha256 => {
                    Vec::new()
                }
                Ok(_) => vec!["text differs from its digest".into()],
                Err(error) => said(error),
            };
            (0, 0, faults)
        }
        REDACTION => (0, 0, store::body::<Stored>(record).err().map_or_else(Vec::new, said)),
        CODING => (0, 0, coding::stored(record).err().map_or_else(Vec::new, said)),
        JUDGEMENT => (0, 0, store::judgement_of(record).err().map_or_else(Vec::new, said)),
        SIGNED_HEAD => {
            let head = heads::signed_head_of(record).map(|read| read.map_err(|e| e.to_string()));
            let checked = head.map(|read| read.and_then(|signed| signed.head().map(drop)));
            let why = checked.and_then(Result::err);
            (
                0,
                0,
                why.map(|why| format!("its signature does not hold: {why}")).into_iter().collect(),
            )
        }
        _ => match (store::reading_of(record), before) {
            (Some(Ok(reading)), Before::Text(Some(text))) => {
                let (all, wrong) = anchors(&reading, text);
                (all, wrong.len() as u64, wrong)
            }
            (Some(Ok(_)), Before::Lost) => (0, 0, Vec::new()),
            (Some(Ok(_)), _) => (
                0,
                0,
                vec!["no text before it is the one it names, so its quotes hang in the air".into()],
            ),
            (Some(Err(error)), _) => (0, 0, said(error)),
            (None, _) => (0, 0, Vec::new()),
        },
    }
}

/// Signed heads whose records are not those they stood for, unless a record that is named already is the reason.
fn broken_heads(
    signed: &[(u64, SignedHead)],
    tree: &Tree,
    first_bad: Option<u64>,
) -> Vec<(u64, String)> {
    let broken = |(position, signed): &(u64, SignedHead)| {
        let head = signed.head().ok()?;
        if first_bad.is_some_and(|bad| bad <= head.size) {
            return None;
        }
        let why = if head.size >= *position {
            "it counts records that come after it"
        } else if tree.root_at(head.size) != head.root() {
            "the records before it are not those that were signed: the log was rewritten"
        } else {
            return None;
        };
        Some((*position, format!("the signed head does not hold: {why}")))
    };
    signed.iter().filter_map(broken).collect()
}

/// Slices every span that comes with its words: mentions, places, times, claims, relations.
pub(crate) fn anchors(reading: &Reading, text: &str) -> (u64, Vec<String>) {
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
