//! Writes the new case of a salvage: taken records, lost ones, raw bytes, and the record that tells of it.
//!
//! In: what was decided. Out: a case under its name, or nothing under it. It is made under another name in the same folder
//! and put in place when all of it is on the disk, so that a salvage that was cut short leaves no half case.
//! What must hold: the text of a taken record goes over byte for byte; only its link is new where something before it is
//! lost.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::{Transaction, TransactionBehavior};
use serde_json::{Value, json};

use super::chain::Decision;
use super::found::{self, Found};
use super::pages::Pages;
use super::{LOST, Lost, SALVAGE, Salvaged, told};
use crate::append::write_text;
use crate::blob::Packed;
use crate::error::{Error, ErrorKind};
use crate::record::Ready;
use crate::{Digest, Draft, Head, Ledger, Position, file};

/// Positions to a transaction.
const LOT: usize = 256;

/// Who salvages, and when.
pub(super) struct Stamp<'a> {
    pub(super) at: &'a str,
    pub(super) by: &'a str,
}

/// Where the new log ends, and which blobs went over.
struct Progress<'a> {
    head: Head,
    blobs: HashMap<Digest, bool>,
    salvaged: &'a mut Salvaged,
}

#[expect(clippy::too_many_arguments, reason = "one call, in one place")]
pub(super) fn write(
    to: &Path,
    pages: &mut Pages,
    found: &Found,
    decisions: &[Decision],
    stamp: &Stamp<'_>,
    origin: &Value,
    noted: Option<Digest>,
    salvaged: &mut Salvaged,
) -> Result<(), Error> {
    let draft = draft_of(to);
    let mut fill = || -> Result<(), Error> {
        let mut ledger = Ledger::create(&draft)?;
        let mut progress = Progress { head: Head::EMPTY, blobs: HashMap::new(), salvaged };
        for lot in decisions.chunks(LOT) {
            write_lot(&mut ledger, pages, found, lot, stamp, &mut progress)?;
        }
        let unclaimed = unclaimed(&mut ledger, pages, found, &mut progress)?;
        let key = progress.head.digest.to_string();
        let salvaged = progress.salvaged;
        let body = told(origin, salvaged, noted);
        let last = Draft::new(SALVAGE, 1, stamp.at, stamp.by, key, body);
        ledger.append(&[unclaimed.into_iter().fold(last, Draft::attach)], &[])?;
        salvaged.head = ledger.head()?;
        file::write_back(&ledger.connection).map_err(|cause| Error::sqlite(to, cause))
    };
    let made = fill().and_then(|()| file::put_in_place(&draft, to));
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(file::beside(&draft, suffix));
    }
    // The name it was made under means nothing to whoever asked.
    made.map_err(|error| error.about(to))
}

/// Takes the blobs along that no taken record attaches: those of lost records. The last record will name them.
fn unclaimed(
    ledger: &mut Ledger,
    pages: &mut Pages,
    found: &Found,
    progress: &mut Progress<'_>,
) -> Result<Vec<Digest>, Error> {
    let mut unclaimed: Vec<Digest> =
        found.blobs.keys().filter(|it| !progress.blobs.contains_key(it)).copied().collect();
    unclaimed.sort_unstable();
    let mut taken = Vec::new();
    for digest in unclaimed {
        let columns = found.blobs.get(&digest).and_then(|place| pages.row(*place)?.columns);
        let Some((digest, bytes)) = columns.and_then(|it| found::blob_of(&it)) else { continue };
        Packed::new(digest, &bytes)
            .store(&ledger.connection)
            .map_err(|cause| Error::sqlite(&ledger.path, cause))?;
        taken.push(digest);
    }
    progress.salvaged.blobs += taken.len() as u64;
    Ok(taken)
}

/// A name in the same folder that nobody else uses; what a killed salvage of the same number left is not ours to remove.
fn draft_of(to: &Path) -> PathBuf {
    let name = to.file_name().unwrap_or_default();
    let of_number = |number: u32| {
        let mut draft = std::ffi::OsString::from(".");
        draft.push(name);
        draft.push(format!(".salvage-{}-{number}", std::process::id()));
        to.with_file_name(draft)
    };
    (0..100).map(of_number).find(|it| !it.exists()).unwrap_or_else(|| of_number(100))
}

fn write_lot(
    ledger: &mut Ledger,
    pages: &mut Pages,
    found: &Found,
    lot: &[Decision],
    stamp: &Stamp<'_>,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let path = ledger.path.clone();
    let fail = |cause| Error::sqlite(&path, cause);
    let transaction = ledger
        .connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fail)?;
    for decision in lot {
        let position = progress.head.position.next();
        match decision {
            Decision::Take(candidate) => {
                let columns = pages.row(candidate.place).and_then(|row| row.columns);
                let again = columns.as_deref().map(found::record_of);
                let Some(Ok((record, written))) = again else {
                    let detail = "a record that could be read a moment ago cannot be read now";
                    return Err(Error::new(ErrorKind::Io, &path, detail).at(position));
                };
                for digest in &record.attached {
                    take_blob(&transaction, pages, found, *digest, position, progress)
                        .map_err(fail)?;
                }
                let draft = Draft {
                    kind: record.kind,
                    version: record.version,
                    at: record.at,
                    by: record.by,
                    key: record.key,
                    body: Value::Null,
                    attached: Vec::new(),
                };
                progress.head =
                    write_text(&transaction, &draft, &written, &progress.head).map_err(fail)?;
            }
            Decision::Lose(lost) => {
                let draft = draft_of_lost(lost, stamp);
                let ready =
                    Ready::new(&draft).map_err(|why| Error::new(ErrorKind::Invalid, &path, why))?;
                let written = ready.written(position);
                progress.head =
                    write_text(&transaction, &draft, &written, &progress.head).map_err(fail)?;
            }
        }
    }
    transaction.commit().map_err(fail)
}

fn draft_of_lost(lost: &Lost, stamp: &Stamp<'_>) -> Draft {
    let body = json!({
        "digest": lost.digest.map(|it| it.to_string()),
        "position": lost.position.0,
        "why": lost.why,
    });
    Draft::new(LOST, 1, stamp.at, stamp.by, lost.position.to_string(), body)
}

/// Takes the blob that a record attaches along, once, or notes that it is lost.
fn take_blob(
    transaction: &Transaction<'_>,
    pages: &mut Pages,
    found: &Found,
    digest: Digest,
    position: Position,
    progress: &mut Progress<'_>,
) -> rusqlite::Result<()> {
    let is_there = match progress.blobs.get(&digest) {
        Some(is_there) => *is_there,
        None => {
            let columns = found.blobs.get(&digest).and_then(|place| pages.row(*place)?.columns);
            let blob = columns.and_then(|columns| found::blob_of(&columns));
            if let Some((digest, bytes)) = &blob {
                Packed::new(*digest, bytes).store(transaction)?;
                progress.salvaged.blobs += 1;
            }
            progress.blobs.insert(digest, blob.is_some());
            blob.is_some()
        }
    };
    if !is_there {
        progress.salvaged.lost_blobs.entry(digest).or_default().push(position);
    }
    Ok(())
}
