//! Reading again what an older version read.
//!
//! In: which reports, and a reader. Done, unless it is a trial: each new reading is appended; the older
//! one stays in the log and in the history of its report, and is in force no longer. Out: what the new
//! readings say otherwise. Reports are read in lots, a lot on all cores and one transaction, so a run
//! that was cut goes on from there. Judgements hold: they name words, not numbers of claims.

use std::collections::BTreeMap;

use rashomon_ledger::Selection;
use rashomon_text::dataset;

use super::add::{Entry, Progress, is_full_lot};
use super::many::read_and;
use super::rows::{READERS, WHOLE};
use super::store::{self, READING, Stamp};
use super::{CaseFile, history};
use crate::json::history::ValueChange;
use crate::json::reading::Reading;
use crate::{Error, READER_VERSION, Reader};

/// What is to be read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// These reports; none for every one.
    pub reports: Vec<String>,
    /// Also what this version has read.
    pub all: bool,
    /// Nothing is written.
    pub dry_run: bool,
}

/// What one report says otherwise when it is read again.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct RereadReport {
    /// The report.
    pub report: String,
    /// The version that had read it.
    pub was_read_by: String,
    /// Events that are read now and were not: class and word.
    pub events_gained: Vec<String>,
    /// Events that were read and are not now.
    pub events_lost: Vec<String>,
    /// Values that are said otherwise, gained or lost.
    pub values: Vec<ValueChange>,
}

/// What reading again came to.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct RereadDone {
    /// Reports that were read.
    pub read: usize,
    /// Reports that read as before.
    pub same: usize,
    /// Reports that were left alone because this version has read them.
    pub current: usize,
    /// Reports of datasets whose map was not given; they were left alone.
    pub without_map: Vec<String>,
    /// Reports that read otherwise.
    pub changed: Vec<RereadReport>,
    /// New readings that were kept.
    pub kept: usize,
}

struct Before {
    reader: String,
    reading: Reading,
}

/// Reports to read together.
#[derive(Default)]
struct Lot {
    entries: Vec<Entry>,
    before: Vec<Before>,
}

impl CaseFile {
    /// Returns how many reports in force were read by other versions than this one, by version.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn older_readings(&self) -> Result<BTreeMap<String, usize>, Error> {
        let mut all: BTreeMap<String, usize> =
            self.ledger.derived().get_json(WHOLE, READERS)?.unwrap_or_default();
        all.remove(READER_VERSION);
        Ok(all)
    }

    /// Reads reports again; `at` is the time of entry (RFC 3339), `by` whoever asks.
    ///
    /// # Errors
    /// Where a report is not found, or the file cannot be written; lots committed before that stay.
    pub fn reread(
        &mut self,
        reader: &Reader,
        ask: &Reread,
        (at, by): (&str, &str),
        progress: Progress<'_>,
    ) -> Result<RereadDone, Error> {
        let stamp = Stamp { at: at.to_owned(), by: by.to_owned() };
        for report in &ask.reports {
            if store::report(&self.ledger, report)?.is_none() {
                return Err(self.nothing(report));
            }
        }
        let mut done = RereadDone::default();
        let mut lot = Lot::default();
        let mut count = 0;
        for id in self.readable(ask)? {
            let Some((entry, before)) = self.entry(reader, ask, &id, &mut done)? else { continue };
            lot.entries.push(entry);
            lot.before.push(before);
            count += 1;
            progress(count);
            if is_full_lot(&lot.entries) {
                self.read_lot(reader, ask, &mut lot, &stamp, &mut done)?;
            }
        }
        self.read_lot(reader, ask, &mut lot, &stamp, &mut done)?;
        if !ask.dry_run {
            self.refresh()?;
        }
        Ok(done)
    }

    /// The reports that are asked for, by id.
    fn readable(&self, ask: &Reread) -> Result<Vec<String>, Error> {
        if !ask.reports.is_empty() {
            return Ok(ask.reports.clone());
        }
        let mut ids = std::collections::BTreeSet::new();
        for record in self.ledger.records(&Selection::all().of_kind(READING))? {
            ids.insert(record?.key);
        }
        Ok(ids.into_iter().collect())
    }

    fn entry(
        &self,
        reader: &Reader,
        ask: &Reread,
        id: &str,
        done: &mut RereadDone,
    ) -> Result<Option<(Entry, Before)>, Error> {
        let Some(shown) = store::shown_report(&self.ledger, id)? else { return Ok(None) };
        let Some((version, mut reading)) = self.read_of(id, &shown.head.sha256)? else {
            return Ok(None);
        };
        if version == READER_VERSION && !ask.all && ask.reports.is_empty() {
            done.current += 1;
            return Ok(None);
        }
        if dataset::name_of(&shown.text).is_some_and(|name| !reader.knows_dataset(name)) {
            done.without_map.push(id.to_owned());
            return Ok(None);
        }
        reading.text.clone_from(&shown.text);
        let report = shown.model().map_err(|why| Error::refused(format!("{id}: {why}")))?;
        let entry = Entry { report, raw: Vec::new(), diagnostics: Vec::new(), received: None };
        Ok(Some((entry, Before { reader: version, reading })))
    }

    /// The last reading of a text, with the version that made it.
    fn read_of(&self, id: &str, sha256: &str) -> Result<Option<(String, Reading)>, Error> {
        let latest = self.ledger.latest_by_key(&READING.into(), id)?;
        let Some(record) = latest else { return Ok(None) };
        let found = store::read_by(&record)?;
        if found.as_ref().is_some_and(|(_, reading)| reading.report.sha256 == sha256) {
            return Ok(found);
        }
        // The last one is of a text that is withheld in part by now.
        let mut best = None;
        for record in self.ledger.records(&Selection::all().of_kind(READING))? {
            let record = record?;
            if record.key == id
                && let Some(found) = store::read_by(&record)?
                && found.1.report.sha256 == sha256
            {
                best = Some(found);
            }
        }
        Ok(best)
    }

    fn read_lot(
        &mut self,
        reader: &Reader,
        ask: &Reread,
        lot: &mut Lot,
        stamp: &Stamp,
        done: &mut RereadDone,
    ) -> Result<(), Error> {
        let Lot { entries, before } = std::mem::take(lot);
        let readings = read_and(reader, &entries, |entry, read| Reading::of(&entry.report, &read));
        let mut drafts = Vec::with_capacity(entries.len());
        for (before, mut now) in before.into_iter().zip(readings) {
            // What was odd about how the report came is known to no reader.
            let of_intake = |code: &str| OF_INTAKE.contains(&code);
            let odd = before.reading.diagnostics.iter().filter(|d| of_intake(&d.code));
            now.diagnostics.splice(0..0, odd.cloned().collect::<Vec<_>>());
            done.read += 1;
            let is_same = now == before.reading;
            if is_same {
                done.same += 1;
            } else {
                done.changed.push(changed(&before, &now));
            }
            let is_kept = is_same && before.reader == READER_VERSION;
            if !ask.dry_run && !is_kept {
                done.kept += 1;
                drafts.push(store::draft_read(now, stamp));
            }
        }
        if !drafts.is_empty() {
            self.ledger.append(&drafts, &[])?;
        }
        Ok(())
    }
}

/// Diagnostics that intake makes, before anything is read.
const OF_INTAKE: [&str; 11] = [
    "attachment-not-read",
    "day-of-change",
    "days-differ",
    "decoded-from",
    "little-of-page",
    "page-simplified",
    "pages-missing",
    "text-from-metadata",
    "undecodable-bytes",
    "unreadable-date",
    "unreadable-field",
];

fn changed(before: &Before, now: &Reading) -> RereadReport {
    let events = |reading: &Reading| -> Vec<String> {
        let word = |[start, end]: [u32; 2]| -> String {
            let words = reading.text.chars().skip(start as usize);
            words.take(end.saturating_sub(start) as usize).collect()
        };
        reading.events.iter().map(|e| format!("{} “{}”", e.class, word(e.trigger))).collect()
    };
    let (was, is) = (events(&before.reading), events(now));
    let lacking = |these: &[String], those: &[String]| -> Vec<String> {
        let mut rest = those.to_vec();
        let is_new = |event: &&String| match rest.iter().position(|other| other == *event) {
            Some(at) => {
                rest.remove(at);
                false
            }
            None => true,
        };
        these.iter().filter(is_new).cloned().collect()
    };
    RereadReport {
        report: now.report.id.clone(),
        was_read_by: before.reader.clone(),
        events_gained: lacking(&is, &was),
        events_lost: lacking(&was, &is),
        values: history::values(&before.reading, now),
    }
}
