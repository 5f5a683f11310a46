//! Taking what can still be proved of a damaged case into a new one, as people are told of it.
//!
//! In: a damaged file, a name for the new case, who asks and when, and, if somebody noted one, an earlier head. Out: the
//! new case, and what was taken and lost by name. The work is the ledger's; see `docs/ledger.md`.
//! Must hold: the damaged file is not written to; a report that lost its reading, or a reading that lost its report, is
//! counted and never paired with another.

use std::collections::HashSet;
use std::path::Path;

use rashomon_ledger::{Digest, Ledger, Position, Selection};
use serde::Serialize;

use super::store::{READING, REPORT};
use crate::Error;

/// What a salvage came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Salvaged {
    /// How many records were taken.
    pub taken: u64,
    /// Records that are lost, in order.
    pub lost: Vec<LostRecord>,
    /// Stretches of the old chain that hold together.
    pub stretches: Vec<OldStretch>,
    /// How many raw captures were taken.
    pub blobs: u64,
    /// SHA-256 of raw captures that are lost.
    pub lost_blobs: Vec<String>,
    /// The first record that stands only in what the old file had not committed.
    pub uncommitted_from: Option<u64>,
    /// Records that cannot be of this log and were left out.
    pub strays: u64,
    /// Where the head given was found; null where none was given, or it is not there.
    pub noted_at: Option<u64>,
    /// Reports whose readings are lost: they are in the case and have to be read again.
    pub unread: u64,
    /// The head of the new case.
    pub head: String,
}

/// A record that could not be proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LostRecord {
    /// Where it stood.
    pub position: u64,
    /// The digest it should have had, where the record after it tells.
    pub digest: Option<String>,
    /// Why it is lost.
    pub why: String,
}

/// Records of the old log of which each names the digest of the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OldStretch {
    /// The first of them.
    pub from: u64,
    /// The last of them.
    pub to: u64,
    /// The digest that the first one names as before it.
    pub previous: String,
    /// The digest of the last one.
    pub digest: String,
}

/// Salvages a damaged case; `at` (RFC 3339) and `by` stand in the records that the salvage writes itself, `noted` is a
/// head that somebody wrote down while the case was whole.
///
/// # Errors
/// Where there is no such file or nothing in it can be proved, the new name is taken, the new case cannot be written, or
/// the noted head is none.
pub fn salvage(
    from: &Path,
    to: &Path,
    (at, by): (&str, &str),
    noted: Option<&str>,
) -> Result<Salvaged, Error> {
    let noted = noted.map(|head| {
        head.parse::<Digest>().map_err(|why| {
            Error::refused(format!(
                "{head:?} is no head: {why}; give it as `rashomon verify` prints it"
            ))
        })
    });
    let told = rashomon_ledger::salvage(from, to, at, by, noted.transpose()?)?;
    let lost = |it: rashomon_ledger::Lost| LostRecord {
        position: it.position.0,
        digest: it.digest.map(|digest| digest.to_string()),
        why: it.why,
    };
    let stretch = |it: &rashomon_ledger::Stretch| OldStretch {
        from: it.from.0,
        to: it.to.0,
        previous: it.previous.to_string(),
        digest: it.digest.to_string(),
    };
    Ok(Salvaged {
        taken: told.taken,
        stretches: told.stretches.iter().map(stretch).collect(),
        blobs: told.blobs,
        lost_blobs: told.lost_blobs.keys().map(ToString::to_string).collect(),
        uncommitted_from: told.uncommitted_from.map(number),
        strays: told.strays,
        noted_at: told.noted_at.map(number),
        unread: if told.lost.is_empty() { 0 } else { unread(&Ledger::open_read_only(to)?)? },
        lost: told.lost.into_iter().map(lost).collect(),
        head: told.head.digest.to_string(),
    })
}

fn number(position: Position) -> u64 {
    position.0
}

/// Counts reports that no reading speaks of.
fn unread(ledger: &Ledger) -> Result<u64, Error> {
    let mut unread: HashSet<String> = HashSet::new();
    for record in ledger.records(&Selection::all())? {
        let record = record?;
        match record.kind.as_str() {
            REPORT => drop(unread.insert(record.key)),
            READING => drop(unread.remove(&record.key)),
            _ => {}
        }
    }
    Ok(unread.len() as u64)
}
