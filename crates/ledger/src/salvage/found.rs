//! Finds every record and every blob of a damaged file that fits its digest.
//!
//! In: the pages of the file. Out: records by position, each with the place where it stands and the digest it was
//! appended to; blobs by digest; and the positions of rows that look like records and do not hold. Nothing is kept in
//! memory but digests and places. What must hold: what is returned was hashed here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::pages::{Column, Pages, Place, RECORD_COLUMNS, Row, State};
use crate::blob::Packed;
use crate::record;
use crate::{Digest, Record};

/// A record that fits its digest, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) previous: Digest,
    pub(super) digest: Digest,
    pub(super) place: Place,
}

/// What a file holds that can be proved, and what it claims.
#[derive(Default)]
pub(super) struct Found {
    /// Records that fit their digests, by position; several where two claim one place.
    pub(super) records: BTreeMap<u64, Vec<Candidate>>,
    /// Blobs that fit theirs.
    pub(super) blobs: HashMap<Digest, Place>,
    /// Positions of rows of the log that do not hold, and why.
    pub(super) bad: BTreeMap<u64, &'static str>,
    /// Positions that an index, or the table, speaks of.
    pub(super) claimed: BTreeSet<u64>,
}

/// Looks through all pages in all states.
pub(super) fn find(pages: &mut Pages) -> Found {
    let mut found = Found::default();
    for state in [State::Committed, State::File, State::Loose] {
        for page in pages.pages_in(state) {
            let mut rows = Vec::new();
            pages.rows_of(state, page, &mut |place, row| {
                if let Some(told) = look(&row) {
                    rows.push((place, row.rowid, told));
                }
            });
            for (place, rowid, told) in rows {
                found.take(place, rowid, told);
            }
        }
    }
    found
}

/// What one row turned out to be.
enum Told {
    Record(Box<Record>),
    Blob(Digest),
    Bad(&'static str),
}

fn look(row: &Row) -> Option<Told> {
    match &row.columns {
        None if row.width == RECORD_COLUMNS => Some(Told::Bad("part of it cannot be read")),
        None => None,
        Some(columns) => match columns.as_slice() {
            [Column::Text(_), Column::Integer(_), Column::Text(_), Column::Bytes(_)] => {
                blob_of(columns).map(|(digest, _)| Told::Blob(digest))
            }
            [_, Column::Text(_), Column::Integer(_), .., Column::Text(_)]
                if columns.len() == RECORD_COLUMNS =>
            {
                Some(match record_of(columns) {
                    Ok((record, _)) => Told::Record(Box::new(record)),
                    Err(why) => Told::Bad(why),
                })
            }
            _ => None,
        },
    }
}

/// Believes the columns of a log row: its record and its text.
pub(super) fn record_of(columns: &[Column]) -> Result<(Record, String), &'static str> {
    let [.., Column::Text(previous), Column::Text(digest), Column::Text(written)] = columns else {
        return Err("its columns are not those of a record");
    };
    let (Ok(previous), Ok(digest)) = (previous.parse(), digest.parse()) else {
        return Err("its digest is not one");
    };
    let record = record::read(written, previous, digest)
        .map_err(|_| "its digest does not fit its text and the record before it")?;
    // Such a text would be a finding in the new case as well; no version of the program writes one.
    if !record::is_canonical(&record, written) {
        return Err("its text is not in canonical form");
    }
    Ok((record, written.clone()))
}

/// Believes the columns of a blob row: its digest and its bytes as received.
pub(super) fn blob_of(columns: &[Column]) -> Option<(Digest, Vec<u8>)> {
    let [Column::Text(digest), Column::Integer(size), Column::Text(coding), Column::Bytes(bytes)] =
        columns
    else {
        return None;
    };
    let digest: Digest = digest.parse().ok()?;
    let packed = Packed::of_columns(digest, *size, coding, bytes.clone());
    packed.unpack().ok().map(|bytes| (digest, bytes))
}

/// More missing in a row than this, and what comes after belongs to another log, or was made to waste time and room.
const GAP: u64 = 1_000_000;

impl Found {
    /// Drops records too far from all others to be of this log; returns how many.
    pub(super) fn drop_strays(&mut self) -> u64 {
        let mut last = 0;
        let stray = self.records.keys().copied().find(|position| {
            let is_stray = *position > last + GAP;
            last = *position;
            is_stray
        });
        let strays = stray.map(|first| self.records.split_off(&first)).unwrap_or_default();
        strays.values().map(|there| there.len() as u64).sum()
    }

    fn take(&mut self, place: Place, rowid: i64, told: Told) {
        match told {
            Told::Record(record) => {
                let candidate = Candidate { previous: record.prev, digest: record.digest, place };
                let there = self.records.entry(record.position.0).or_default();
                // States are looked at from the most to the least believed: the first of equals stays.
                if !there.iter().any(|it| it.digest == record.digest) {
                    there.push(candidate);
                }
            }
            Told::Blob(digest) => drop(self.blobs.entry(digest).or_insert(place)),
            Told::Bad(why) => {
                if let Ok(position) = u64::try_from(rowid) {
                    self.bad.entry(position).or_insert(why);
                }
            }
        }
    }
}
