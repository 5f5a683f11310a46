//! How reports, readings and judgements stand in the log, and how each of them comes back.
//!
//! A `report` record holds the head and the canonical text, and attaches the raw bytes. A
//! `reading` record holds the JSON of the reading without the text, which is the report's. The
//! latest record of a key is in force; earlier ones stay in the log. A `judgement` record holds
//! what was decided and why; its author and time are the record's, its position makes its id, and
//! no later record supersedes it: it is withdrawn by another.

use rashomon_ledger::{Digest, Draft, Ledger, Record};
use rashomon_model::{Decision, Judgement, JudgementId, Reading, Report};
use serde::{Deserialize, Serialize};

use super::add::Entry;
use super::withheld::Withheld;
use crate::json::judgement::Decided;
use crate::json::reading::{self, ReportHead};
use crate::json::received::Received;
use crate::{Error, READER_VERSION};

/// Kind of the records that hold reports.
pub const REPORT: &str = "report";
/// Kind of the records that hold readings.
pub const READING: &str = "reading";
/// Kind of the records that hold judgements.
pub const JUDGEMENT: &str = "judgement";
/// Version of the shape of all bodies.
pub(super) const SHAPE: u32 = 1;

/// Body of a `report` record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredReport {
    /// The report without its text.
    pub head: ReportHead,
    /// Its canonical text.
    pub text: String,
    /// What makes the digest of this record tell nothing about words withheld from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// How it came; absent in records of before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
}

/// Body of a `reading` record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StoredReading {
    /// The version that read it.
    pub reader: String,
    /// What was read, without the text.
    pub reading: reading::Reading,
}

/// Who adds, and when.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Time of entry, RFC 3339.
    pub at: String,
    /// Who adds.
    pub by: String,
}

impl StoredReport {
    /// Writes a report.
    pub fn of(report: &Report) -> StoredReport {
        StoredReport {
            head: ReportHead::of(report),
            text: report.text.clone(),
            salt: None,
            received: None,
        }
    }

    /// Reads it back; the reason where it does not.
    pub fn model(&self) -> Result<Report, String> {
        reading::report(&self.head, &self.text)
    }
}

/// Drafts the record of a report.
pub fn draft_report(entry: &Entry, salt: Option<String>, stamp: &Stamp) -> Draft {
    let (report, raw) = (&entry.report, Digest::of(&entry.raw));
    let received = entry.received.clone();
    let stored = StoredReport { salt, received, ..StoredReport::of(report) };
    let stored = serde_json::to_value(stored).unwrap_or_default();
    draft(REPORT, report, stored, stamp).attach(raw)
}

/// Drafts the record of a reading; the report is the text that was read, with its holes.
pub fn draft_reading(report: &Report, reading: &Reading, stamp: &Stamp) -> Draft {
    draft_read(reading::Reading::of(report, reading), stamp)
}

/// Drafts the record of a reading as it is printed.
pub fn draft_read(mut reading: reading::Reading, stamp: &Stamp) -> Draft {
    reading.text.clear();
    let id = reading.report.id.clone();
    let read = StoredReading { reader: READER_VERSION.to_owned(), reading };
    let body = serde_json::to_value(&read).unwrap_or_default();
    Draft::new(READING, SHAPE, stamp.at.as_str(), stamp.by.as_str(), id, body)
}

fn draft(kind: &str, report: &Report, body: serde_json::Value, stamp: &Stamp) -> Draft {
    Draft::new(kind, SHAPE, stamp.at.as_str(), stamp.by.as_str(), report.id.as_str(), body)
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

/// Returns the report in force under an id, as it is shown: with holes where words are withheld.
pub fn shown_report(ledger: &Ledger, id: &str) -> Result<Option<StoredReport>, Error> {
    let mut found = report(ledger, id)?;
    if let Some(report) = &mut found {
        Withheld::of(ledger)?.mask(report);
    }
    Ok(found)
}

/// Returns the report in force under an id, as it was entered.
pub fn report(ledger: &Ledger, id: &str) -> Result<Option<StoredReport>, Error> {
    let record = ledger.latest_by_key(&REPORT.into(), id)?;
    record.map(|record| body(&record)).transpose()
}

/// Returns the reading in force of a report; its text is the report's and stays empty.
pub fn reading(ledger: &Ledger, id: &str) -> Result<Option<reading::Reading>, Error> {
    let record = ledger.latest_by_key(&READING.into(), id)?;
    record.map(|record| Ok(body::<StoredReading>(&record)?.reading)).transpose()
}

/// Returns the head of the report in a `report` record.
pub fn head_of(record: &Record) -> Result<ReportHead, Error> {
    #[derive(Deserialize)]
    struct Head {
        head: ReportHead,
    }
    Ok(body::<Head>(record)?.head)
}

/// Reads the reading of a record back, with the version that made it; none where the record holds
/// something else.
pub fn read_by(record: &Record) -> Result<Option<(String, reading::Reading)>, Error> {
    if record.kind.as_str() != READING {
        return Ok(None);
    }
    let stored: StoredReading = body(record)?;
    Ok(Some((stored.reader, stored.reading)))
}

/// Reads the reading of a record back for checking; none where the record holds something else.
pub fn reading_of(record: &Record) -> Option<Result<reading::Reading, Error>> {
    let stored = (record.kind.as_str() == READING).then(|| body::<StoredReading>(record))?;
    Some(stored.map(|stored| stored.reading))
}

pub(super) fn body<T: serde::de::DeserializeOwned>(record: &Record) -> Result<T, Error> {
    T::deserialize(&record.body).map_err(|why| Error::record(record.position.0, why))
}
