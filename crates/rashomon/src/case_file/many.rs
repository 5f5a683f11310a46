//! Reading many reports on all cores, in order and in bounded memory.
//!
//! In: reports one by one, what is to be made of each with its reading, and somebody who takes what
//! was made. Out: everything in the order of the input ([`crate::flow`]).
//!
//! Must hold: every report comes out once; a fault of ours in one text costs no other its reading.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rashomon_model::{Diagnostic, DiagnosticCode, Reading};
use rayon::prelude::*;

use super::add::Entry;
use crate::Reader;
use crate::flow::in_order;

/// Reads reports on all cores and hands over what `make` makes of each, in the order they come.
///
/// Raw bytes are let go before a report is read. `make` runs beside the reading, on all cores;
/// `take` runs on the calling thread.
///
/// # Errors
/// The first error of `take`; no report is brought after it.
pub fn read_each<T: Send, E>(
    reader: &Reader,
    entries: impl Iterator<Item = Entry>,
    make: impl Fn(&Entry, &Reading) -> T + Sync,
    take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let lean = entries.map(|entry| Entry { raw: Vec::new(), ..entry });
    let read = |entry: Entry| make(&entry, &read_one(reader, &entry));
    in_order(lean, |entry| entry.report.text.len(), read, take)
}

/// Reads reports on all cores; the order of the answer is that of the question.
pub fn read_all(reader: &Reader, entries: &[Entry]) -> Vec<Reading> {
    read_and(reader, entries, |_, reading| reading)
}

/// Reads reports on all cores and makes something of each there; the order is that of the question.
pub(super) fn read_and<T: Send>(
    reader: &Reader,
    entries: &[Entry],
    make: impl Fn(&Entry, Reading) -> T + Sync,
) -> Vec<T> {
    // Reports differ too much in length to be handed out in runs.
    let jobs = entries.par_iter().with_max_len(1);
    jobs.map(|entry| make(entry, read_one(reader, entry))).collect()
}

/// Reads one report. A fault of ours in one text must not cost the others theirs, nor shift their
/// readings: it leaves an empty reading that says so.
fn read_one(reader: &Reader, entry: &Entry) -> Reading {
    let read = || reader.read(&entry.report);
    let mut reading = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let mut reading = Reading::empty(entry.report.id.clone());
        reading.diagnostics.push(Diagnostic {
            code: DiagnosticCode("not-read"),
            span: None,
            message: "the program failed on this text, a fault of its own; please report it".into(),
        });
        reading
    });
    reading.diagnostics.splice(0..0, entry.diagnostics.iter().cloned());
    reading
}
