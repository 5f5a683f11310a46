//! Takes everything of a damaged case that can still be proved into a new one, positions kept.
//!
//! In: a damaged file, which is opened for reading only and never by SQLite's own recovery; a name for the new case; who
//! asks, and when. Out: a new case that opens and verifies. A record that does not fit its digest, or that the record
//! after it was not appended to, is replaced by a `lost` record that says which digest should have stood there; a last
//! record of kind `salvage` says from which file all of it is, and which stretches of the old chain hold. Raw bytes that
//! fit their digest come along. These two are the only kinds that the ledger writes by itself.
//! What must hold: nothing unproved enters the new log; texts of records are the same bytes, so that with the `salvage`
//! record the old chain can be recomputed wherever it held; the new name holds nothing or a whole case.

mod chain;
mod found;
mod pages;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::error::{Error, ErrorKind};
use crate::{Digest, Hashing, Head, Ledger, Position, Selection, file};

use chain::Decision;
use found::Found;
use pages::Pages;

/// Kind of the records that stand where a record was lost.
pub const LOST: &str = "lost";

/// Kind of the record that says where a salvaged log is from.
pub const SALVAGE: &str = "salvage";

/// Names a record that could not be proved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lost {
    /// Where it stood.
    pub position: Position,
    /// The digest it should have had, where the record after it tells.
    pub digest: Option<Digest>,
    /// Why it is lost, for a person.
    pub why: String,
}

/// Names records of the old log that still form one chain: each names the digest of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stretch {
    /// The first of them.
    pub from: Position,
    /// The last of them.
    pub to: Position,
    /// What the first one names as the digest before it.
    pub previous: Digest,
    /// The digest of the last one, in the old log.
    pub digest: Digest,
}

/// Says what a salvage came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Salvaged {
    /// How many records were taken.
    pub taken: u64,
    /// The records that are lost, in order.
    pub lost: Vec<Lost>,
    /// The stretches of the old chain that hold.
    pub stretches: Vec<Stretch>,
    /// How many blobs were taken.
    pub blobs: u64,
    /// Blobs that a taken record attaches and that are lost, with the records that attach them.
    pub lost_blobs: BTreeMap<Digest, Vec<Position>>,
    /// The first record that stands only in what the file had not committed, where there is one: it and what follows may
    /// never have been acknowledged.
    pub uncommitted_from: Option<Position>,
    /// Records that hold and stand so far from all others that they cannot be of this log; they were left out.
    pub strays: u64,
    /// Where a head noted earlier was found, if one was given and is there.
    pub noted_at: Option<Position>,
    /// Where the new log ends.
    pub head: Head,
}

/// Salvages a damaged case into a new one.
///
/// `at` (RFC 3339) and `by` go into the records that the salvage itself writes. `noted` is the digest of a head written
/// down while the case was whole; the answer says whether what was taken reaches it.
///
/// ```
/// # use rashomon_ledger::{Draft, Ledger, Position};
/// # let folder = tempfile::tempdir()?;
/// # let (old, new) = (folder.path().join("old.rashomon"), folder.path().join("new.rashomon"));
/// # let mut ledger = Ledger::create(&old)?;
/// # let draft = Draft::new("report", 1, "2031-03-04T05:06:07Z", "ana", "wire-1", serde_json::json!({"title": "Velm"}));
/// # ledger.append(&[draft], &[])?;
/// # drop(ledger);
/// let salvaged = rashomon_ledger::salvage(&old, &new, "2031-04-01T08:00:00Z", "ana", None)?;
/// assert!(salvaged.lost.is_empty());
/// assert!(Ledger::open(&new)?.verify(|_| Vec::new())?.is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where there is no such file or nothing in it can be proved, the new name is taken, or the new case cannot be written.
pub fn salvage(
    from: &Path,
    to: &Path,
    at: &str,
    by: &str,
    noted: Option<Digest>,
) -> Result<Salvaged, Error> {
    let from = &file::absolute(from)?;
    let to = &file::absolute(to)?;
    if std::fs::symlink_metadata(to).is_ok() {
        return Err(Error::new(ErrorKind::AlreadyThere, to, ""));
    }
    let (mut pages, mut found) = look(from)?;
    let strays = found.drop_strays();
    if found.records.is_empty() {
        let detail = "nothing in it can be proved to be a record of a case";
        return Err(Error::new(ErrorKind::NotACase, from, detail));
    }
    found.claimed = claimed(from, &found);
    let decisions = chain::decide(&found, noted);
    let mut salvaged = summary(&decisions, noted, strays);
    let origin = json!({
        "file": from.file_name().map(|name| name.to_string_lossy()),
        "bytes": size_of_file(from),
        "sha256": digest_of(from)?.to_string(),
        "wal_sha256": wal_of(from).map(|wal| digest_of(&wal)).transpose()?.map(|it| it.to_string()),
    });
    let stamp = write::Stamp { at, by };
    write::write(to, &mut pages, &found, &decisions, &stamp, &origin, noted, &mut salvaged)?;
    Ok(salvaged)
}

/// Opens the files for reading and looks through them; a page size that finds nothing is tried against the usual one.
fn look(path: &Path) -> Result<(Pages, Found), Error> {
    let open = |path: &Path| File::open(path).map_err(|cause| Error::io(path, cause));
    let metadata = std::fs::metadata(path).map_err(|cause| Error::io(path, cause))?;
    if !metadata.is_file() {
        return Err(Error::new(ErrorKind::NotACase, path, "it is not a regular file"));
    }
    let wal = |from: &Path| wal_of(from).and_then(|wal| File::open(wal).ok());
    let mut pages = Pages::new(open(path)?, wal(path), None);
    let mut found = found::find(&mut pages);
    if found.records.is_empty() && pages.page_size() != 4096 {
        pages = Pages::new(open(path)?, wal(path), Some(4096));
        found = found::find(&mut pages);
    }
    Ok((pages, found))
}

fn wal_of(path: &Path) -> Option<PathBuf> {
    Some(file::beside(path, "-wal")).filter(|wal| size_of_file(wal) > 0)
}

fn size_of_file(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |it| it.len())
}

/// Asks SQLite, as far as it reads the file, which positions there were past the last one that holds: through the table
/// and through an index, whose entries may outlive the record.
fn claimed(path: &Path, found: &Found) -> BTreeSet<u64> {
    let last = found.records.keys().next_back().copied().unwrap_or(0);
    let mut claimed = BTreeSet::new();
    let Ok(connection) = file::open_immutable(path) else { return claimed };
    for hint in ["NOT INDEXED", "INDEXED BY log_by_kind", "INDEXED BY log_by_key"] {
        let sql = format!("SELECT position FROM log {hint} WHERE kind IS NOT NULL");
        let Ok(mut statement) = connection.prepare(&sql) else { continue };
        let Ok(rows) = statement.query_map([], |row| row.get::<_, i64>(0)) else { continue };
        let positions = rows.map_while(Result::ok).filter_map(|it| u64::try_from(it).ok());
        claimed.extend(positions.filter(|it| *it > last).take(1_000_000));
    }
    claimed
}

fn digest_of(path: &Path) -> Result<Digest, Error> {
    let file = File::open(path).map_err(|cause| Error::io(path, cause))?;
    let mut stream = Hashing::new(std::io::BufReader::new(file));
    // Where the disk gives up, the digest is of what it gave.
    let _ = std::io::copy(&mut stream, &mut std::io::sink());
    Ok(stream.finish().0)
}

fn summary(decisions: &[Decision], noted: Option<Digest>, strays: u64) -> Salvaged {
    let mut salvaged = Salvaged {
        taken: 0,
        lost: Vec::new(),
        stretches: chain::stretches(decisions),
        blobs: 0,
        lost_blobs: BTreeMap::new(),
        uncommitted_from: None,
        strays,
        noted_at: None,
        head: Head::EMPTY,
    };
    for (position, decision) in (1..).map(Position).zip(decisions) {
        match decision {
            Decision::Lose(lost) => salvaged.lost.push(lost.clone()),
            Decision::Take(it) => {
                salvaged.taken += 1;
                if Some(it.digest) == noted {
                    salvaged.noted_at = Some(position);
                }
                let is_loose = it.place.state == pages::State::Loose;
                salvaged.uncommitted_from = match salvaged.uncommitted_from {
                    None if is_loose => Some(position),
                    Some(first) if is_loose => Some(first),
                    _ => None,
                };
            }
        }
    }
    salvaged
}

/// Returns the body of the `salvage` record.
fn told(origin: &Value, salvaged: &Salvaged, noted: Option<Digest>) -> Value {
    let stretch = |it: &Stretch| json!({"from": it.from.0, "to": it.to.0, "previous": it.previous.to_string(), "digest": it.digest.to_string()});
    let blob = |(digest, records): (&Digest, &Vec<Position>)| json!({"digest": digest.to_string(), "records": records.iter().map(|it| it.0).collect::<Vec<_>>()});
    json!({
        "from": origin,
        "taken": salvaged.taken,
        "lost": salvaged.lost.iter().map(|it| it.position.0).collect::<Vec<_>>(),
        "stretches": salvaged.stretches.iter().map(stretch).collect::<Vec<_>>(),
        "lost_blobs": salvaged.lost_blobs.iter().map(blob).collect::<Vec<_>>(),
        "uncommitted_from": salvaged.uncommitted_from.map(|it| it.0),
        "strays": salvaged.strays,
        "noted": noted.map(|it| json!({"digest": it.to_string(), "found_at": salvaged.noted_at.map(|at| at.0)})),
    })
}

impl Ledger {
    /// Returns the blobs that salvages say are lost: a record may attach them and nobody has them.
    ///
    /// # Errors
    /// Where the file cannot be read, or a `salvage` record is damaged.
    pub fn lost_blobs(&self) -> Result<HashSet<Digest>, Error> {
        let mut lost = HashSet::new();
        for record in self.records(&Selection::all().of_kind(SALVAGE))? {
            let body = record?.body;
            let blobs = body["lost_blobs"].as_array().map(Vec::as_slice).unwrap_or_default();
            lost.extend(
                blobs.iter().filter_map(|it| it["digest"].as_str()?.parse::<Digest>().ok()),
            );
        }
        Ok(lost)
    }
}
