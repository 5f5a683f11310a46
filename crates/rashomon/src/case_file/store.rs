//! How reports, readings and judgements stand in the log, and how they come back.
//!
//! A `report` record holds the head and the canonical text, and attaches the raw bytes. A
//! `reading` record holds the JSON of the reading without the text, which is the report's. The
//! latest record of a key is in force; earlier ones stay in the log. A `judgement` record holds
//! what was decided and why; its author and time are the record's, its position makes its id, and
//! no later record supersedes it: it is withdrawn by another.

use std::collections::BTreeMap;

use rashomon_ledger::{Digest, Draft, Ledger, Record, Selection};
use rashomon_model::{Decision, Judgement, JudgementId, Reading, Report};
use rashomon_resolve::places::Gazetteer;
use serde::{Deserialize, Serialize};

use crate::json::judgement::Decided;
use crate::json::reading::{self, ReportHead};
use crate::pipeline::Ground;
use crate::{Error, READER_VERSION};

/// Kind of the records that hold reports.
pub const REPORT: &str = "report";
/// Kind of the records that hold readings.
pub const READING: &str = "reading";
/// Kind of the records that hold judgements.
pub const JUDGEMENT: &str = "judgement";
/// Version of the shape of all bodies.
const SHAPE: u32 = 1;

/// Body of a `report` record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredReport {
    /// The report without its text.
    pub head: ReportHead,
    /// Its canonical text.
    pub text: String,
}

/// Body of a `reading` record.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct StoredReading {
    reader: String,
    reading: reading::Reading,
}

/// Who adds, and when.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Time of entry, RFC 3339.
    pub at: String,
    /// Who adds.
    pub by: String,
}

/// Drafts the records of one report and its reading.
pub fn drafts(report: &Report, raw: Digest, reading: &Reading, stamp: &Stamp) -> [Draft; 2] {
    let stored = StoredReport { head: ReportHead::of(report), text: report.text.clone() };
    let mut read = reading::Reading::of(report, reading);
    read.text.clear();
    let read = StoredReading { reader: READER_VERSION.to_owned(), reading: read };
    let draft = |kind: &str, body| {
        Draft::new(kind, SHAPE, stamp.at.as_str(), stamp.by.as_str(), report.id.as_str(), body)
    };
    [
        draft(REPORT, serde_json::to_value(&stored).unwrap_or_default()).attach(raw),
        draft(READING, serde_json::to_value(&read).unwrap_or_default()),
    ]
}

/// Drafts the record of a judgement. Nothing is looked up by its key, but a later record of one key
/// would supersede it, so the key is made of all that was decided, by whom and when.
pub fn draft_judgement(decision: &Decision, reason: &str, stamp: &Stamp) -> Draft {
    let body = serde_json::to_value(Decided::of(decision, reason)).unwrap_or_default();
    let content = format!("{}\n{}\n{body}", stamp.at, stamp.by);
    let key = Digest::of(content.as_bytes()).to_string();
    let (at, by) = (stamp.at.as_str(), stamp.by.as_str());
    Draft::new(JUDGEMENT, SHAPE, at, by, key.get(..16).unwrap_or(&key), body)
}

/// Reads a judgement back from its record.
pub fn judgement_of(record: &Record) -> Result<Judgement, Error> {
    let fail = |why: String| Error::record(record.position.0, why);
    if record.version > SHAPE {
        return Err(fail("a later version of the program wrote it".to_owned()));
    }
    let decided: Decided = body(record)?;
    Ok(Judgement {
        id: JudgementId(record.position.0),
        at: record.at.clone(),
        by: record.by.clone(),
        decision: decided.decision().map_err(fail)?,
        reason: decided.reason,
    })
}

/// Returns the report in force under an id.
pub fn report(ledger: &Ledger, id: &str) -> Result<Option<StoredReport>, Error> {
    let record = ledger.latest_by_key(&REPORT.into(), id)?;
    record.map(|record| body(&record)).transpose()
}

/// Returns the head of the report in a `report` record.
pub fn head_of(record: &Record) -> Result<ReportHead, Error> {
    #[derive(Deserialize)]
    struct Head {
        head: ReportHead,
    }
    Ok(body::<Head>(record)?.head)
}

/// Reads back what a case is derived from: every report in force with its reading, in the order of
/// their ids, every judgement in the order of the log, the gazetteer and the rulebooks.
pub fn replay(ledger: &Ledger) -> Result<Ground, Error> {
    let mut reports: BTreeMap<String, StoredReport> = BTreeMap::new();
    let mut readings: BTreeMap<String, (u64, StoredReading)> = BTreeMap::new();
    let mut judgements = Vec::new();
    for record in ledger.records(&Selection::all())? {
        let record = record?;
        match record.kind.as_str() {
            REPORT => drop(reports.insert(record.key.clone(), body(&record)?)),
            READING => {
                drop(readings.insert(record.key.clone(), (record.position.0, body(&record)?)));
            }
            JUDGEMENT => judgements.push(judgement_of(&record)?),
            _ => {}
        }
    }
    let mut read = Vec::with_capacity(reports.len());
    for (id, report) in reports {
        let Some((position, mut stored)) = readings.remove(&id) else { continue };
        stored.reading.text = report.text;
        read.push(stored.reading.model().map_err(|why| Error::record(position, why))?);
    }
    let gazetteer = Gazetteer::embedded().map_err(|e| Error::embedded("gazetteer", e))?;
    let gazetteer = gazetteer.with_places(super::places::rows(ledger)?);
    let rulebooks = super::rulebooks::in_force(ledger)?;
    let sources = super::sources::entries(ledger)?;
    Ok(Ground { read, judgements, sources, gazetteer, rulebooks })
}

/// Reads the reading of a record back for checking; none where the record holds something else.
pub fn reading_of(record: &Record) -> Option<Result<reading::Reading, Error>> {
    let stored = (record.kind.as_str() == READING).then(|| body::<StoredReading>(record))?;
    Some(stored.map(|stored| stored.reading))
}

pub(super) fn body<T: serde::de::DeserializeOwned>(record: &Record) -> Result<T, Error> {
    T::deserialize(&record.body).map_err(|why| Error::record(record.position.0, why))
}
