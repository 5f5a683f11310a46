//! Adding reports: read what is new, keep it, tell what was done.
//!
//! Reports are read in lots, a lot on all cores, and each lot is one transaction: what a killed
//! run had committed stays, and the next run goes on from there. A lot is bounded in reports and
//! in bytes, so that memory does not grow with either. A report that was ever held with the same
//! head and text is passed over before any reading is done, also where a revision came later:
//! adding the same files again changes nothing.

use std::collections::HashMap;

use rashomon_ledger::{Digest, Selection};
use rashomon_model::{Diagnostic, Report};
use rashomon_text::intake::Received;

use super::CaseFile;
use super::many::read_and;
use super::salts::Salts;
use super::store::{self, REPORT, Stamp};
use super::withheld::{Withheld, draft};
use crate::json::reading::ReportHead;
use crate::json::received;
use crate::{Error, Reader};

/// Reports to a transaction.
const LOT: usize = 24;
/// Bytes of text to a transaction; a larger report makes a lot of its own.
const LOT_BYTES: usize = 4 << 20;

/// One report to read or add, as it came in.
pub struct Entry {
    /// The report.
    pub report: Report,
    /// Its bytes as received.
    pub raw: Vec<u8>,
    /// What was odd about how it came; its reading begins with these.
    pub diagnostics: Vec<Diagnostic>,
    /// How it came, where somebody knows.
    pub received: Option<received::Received>,
}

impl From<Received> for Entry {
    fn from(received: Received) -> Entry {
        let way = received::Received::of(&received.place);
        let Received { report, raw, diagnostics, .. } = received;
        Entry { report, raw, diagnostics, received: Some(way) }
    }
}

/// Tells whether a lot has enough in it to be read.
pub(super) fn is_full_lot(lot: &[Entry]) -> bool {
    lot.len() >= LOT || lot.iter().map(|e| e.report.text.len()).sum::<usize>() >= LOT_BYTES
}

/// What adding came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports that were new.
    pub new: usize,
    /// Reports held already with the same text.
    pub held: usize,
    /// Reports held under the same id with another text or head: revisions.
    pub revised: usize,
}

/// Called with the number of reports done so far.
pub type Progress<'p> = &'p mut dyn FnMut(usize);

/// What became of one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new.
    New,
    /// It is held already with the same head and text.
    Held,
    /// It is held under the same id with another head or text.
    Revised,
}

/// Every head under which each report was ever held; made when the first revision is met.
#[derive(Default)]
struct History(Option<HashMap<String, Vec<ReportHead>>>);

impl CaseFile {
    /// Adds reports in order; `at` is the time of entry (RFC 3339), `by` whoever adds.
    ///
    /// # Errors
    /// Where the file cannot be written; lots committed before that stay.
    pub fn add(
        &mut self,
        reader: &Reader,
        entries: impl Iterator<Item = Entry>,
        stamp: (&str, &str),
        progress: Progress<'_>,
    ) -> Result<Added, Error> {
        let mut done = 0;
        self.add_each(reader, entries, stamp, &mut |_| {
            done += 1;
            progress(done);
        })
    }

    /// Adds reports as [`add`](Self::add) does, and says of each, in order, what becomes of it.
    ///
    /// # Errors
    /// As [`add`](Self::add): what was said of a lot that could not be committed does not hold.
    pub fn add_each(
        &mut self,
        reader: &Reader,
        entries: impl Iterator<Item = Entry>,
        (at, by): (&str, &str),
        each: &mut dyn FnMut(Kept),
    ) -> Result<Added, Error> {
        let stamp = Stamp { at: at.to_owned(), by: by.to_owned() };
        let mut added = Added::default();
        let mut lot: Vec<Entry> = Vec::with_capacity(LOT);
        let mut history = History::default();
        for entry in entries {
            // An id that comes twice in one lot must see its earlier self in the log.
            if is_full_lot(&lot) || lot.iter().any(|e| e.report.id == entry.report.id) {
                self.commit(reader, &mut lot, &stamp)?;
            }
            let kept = self.look_up(&entry.report, &mut history)?;
            match kept {
                Kept::New => added.new += 1,
                Kept::Revised => added.revised += 1,
                Kept::Held => added.held += 1,
            }
            if kept != Kept::Held {
                lot.push(entry);
            }
            each(kept);
        }
        self.commit(reader, &mut lot, &stamp)?;
        Ok(added)
    }

    /// Gives a question to ask of bytes (their SHA-256): whether a report was taken from just these
    /// before. It answers for the case as it is now.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn held_bytes(&self) -> Result<impl Fn(&[u8; 32]) -> bool + Send + Sync + 'static, Error> {
        let held = self.ledger.attached_by(&REPORT.into())?;
        Ok(move |digest: &[u8; 32]| held.contains(&Digest::from_bytes(*digest)))
    }

    fn look_up(&self, report: &Report, history: &mut History) -> Result<Kept, Error> {
        let Some(latest) = store::report(&self.ledger, report.id.as_str())? else {
            return Ok(Kept::New);
        };
        let head = ReportHead::of(report);
        if latest.head == head && latest.text == report.text {
            return Ok(Kept::Held);
        }
        let known = self.history(history)?.entry(report.id.to_string()).or_default();
        if known.contains(&head) {
            return Ok(Kept::Held);
        }
        known.push(head);
        Ok(Kept::Revised)
    }

    fn history<'h>(
        &self,
        history: &'h mut History,
    ) -> Result<&'h mut HashMap<String, Vec<ReportHead>>, Error> {
        if history.0.is_none() {
            let mut known: HashMap<String, Vec<ReportHead>> = HashMap::new();
            for record in self.ledger.records(&Selection::all().of_kind(REPORT))? {
                let record = record?;
                known.entry(record.key.clone()).or_default().push(store::head_of(&record)?);
            }
            history.0 = Some(known);
        }
        Ok(history.0.get_or_insert_default())
    }

    fn commit(
        &mut self,
        reader: &Reader,
        lot: &mut Vec<Entry>,
        stamp: &Stamp,
    ) -> Result<(), Error> {
        let withheld = Withheld::of(&self.ledger)?;
        let mut drafts = Vec::with_capacity(lot.len() * 2);
        let mut carried = Vec::with_capacity(lot.len());
        for entry in lot.iter_mut() {
            let salt = self.salts.as_mut().map(Salts::next);
            drafts.push(store::draft_report(entry, salt.clone(), stamp));
            carried.push(withheld.hide_in(&mut entry.report, salt.as_deref())?);
        }
        // What is read is what will be shown: words withheld before are read by nobody.
        // The records of readings and the digests of bytes are made beside the reading.
        let read = read_and(reader, lot, |entry, reading| {
            (store::draft_reading(&entry.report, &reading, stamp), Digest::of(&entry.raw))
        });
        let mut blobs = Vec::with_capacity(lot.len());
        for ((entry, (reading, digest)), carried) in lot.iter().zip(read).zip(carried) {
            let redactions = carried.iter().map(|(stored, words)| draft(stored, words, stamp));
            drafts.extend(redactions);
            drafts.push(reading);
            blobs.push((digest, entry.raw.as_slice()));
        }
        self.ledger.append(&drafts, &blobs)?;
        lot.clear();
        Ok(())
    }
}
