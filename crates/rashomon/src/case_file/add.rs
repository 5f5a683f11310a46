//! Adding reports: read what is new, keep it, tell what was done.
//!
//! Reports are read in lots, a lot on all cores, and each lot is one transaction: what a killed
//! run had committed stays, and the next run goes on from there. A report that is already held
//! with the same text is passed over before any reading is done.

use std::num::NonZeroUsize;

use rashomon_ledger::Digest;
use rashomon_model::{Reading, Report};

use super::CaseFile;
use super::store::{self, Stamp};
use crate::json::reading::ReportHead;
use crate::{Error, Reader};

/// Reports to a transaction.
const LOT: usize = 24;

/// One report to add, with its bytes as received.
pub struct Entry {
    /// The report.
    pub report: Report,
    /// Its bytes as received.
    pub raw: Vec<u8>,
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

enum Found {
    New,
    Held,
    Revised,
}

impl CaseFile {
    /// Adds reports in order; `at` is the time of entry (RFC 3339), `by` whoever adds.
    ///
    /// # Errors
    /// Where the file cannot be written; lots committed before that stay.
    pub fn add(
        &mut self,
        reader: &Reader,
        entries: impl Iterator<Item = Entry>,
        (at, by): (&str, &str),
        progress: Progress<'_>,
    ) -> Result<Added, Error> {
        let stamp = Stamp { at: at.to_owned(), by: by.to_owned() };
        let mut added = Added::default();
        let mut lot: Vec<Entry> = Vec::with_capacity(LOT);
        let mut done = 0;
        for entry in entries {
            // An id that comes twice in one lot must see its earlier self in the log.
            if lot.len() >= LOT || lot.iter().any(|e| e.report.id == entry.report.id) {
                self.commit(reader, &mut lot, &stamp)?;
            }
            match self.look_up(&entry.report)? {
                Found::New => added.new += 1,
                Found::Revised => added.revised += 1,
                Found::Held => {
                    added.held += 1;
                    done += 1;
                    progress(done);
                    continue;
                }
            }
            lot.push(entry);
            done += 1;
            progress(done);
        }
        self.commit(reader, &mut lot, &stamp)?;
        Ok(added)
    }

    fn look_up(&self, report: &Report) -> Result<Found, Error> {
        Ok(match store::report(&self.ledger, report.id.as_str())? {
            None => Found::New,
            Some(held) if held.text == report.text && held.head == ReportHead::of(report) => {
                Found::Held
            }
            Some(_) => Found::Revised,
        })
    }

    fn commit(
        &mut self,
        reader: &Reader,
        lot: &mut Vec<Entry>,
        stamp: &Stamp,
    ) -> Result<(), Error> {
        let readings = read_all(reader, lot);
        let mut drafts = Vec::with_capacity(lot.len() * 2);
        let mut blobs = Vec::with_capacity(lot.len());
        for (entry, reading) in lot.iter().zip(&readings) {
            let raw = Digest::of(&entry.raw);
            drafts.extend(store::drafts(&entry.report, raw, reading, stamp));
            blobs.push((raw, entry.raw.as_slice()));
        }
        self.ledger.append(&drafts, &blobs)?;
        lot.clear();
        Ok(())
    }
}

/// Reads reports on all cores; the order of the answer is that of the question.
pub fn read_all(reader: &Reader, entries: &[Entry]) -> Vec<Reading> {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut out: Vec<(usize, Reading)> = std::thread::scope(|scope| {
        let work = || {
            let mut mine = Vec::new();
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(entry) = entries.get(at) else { return mine };
                mine.push((at, reader.read(&entry.report)));
            }
        };
        let threads: Vec<_> = (0..cores.min(entries.len())).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    out.sort_by_key(|(at, _)| *at);
    out.into_iter().map(|(_, reading)| reading).collect()
}
