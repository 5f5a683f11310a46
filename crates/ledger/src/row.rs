//! One row of the log as it stands in the file, and how far it can be believed by itself.
//!
//! In: the columns of a row. Out: a record whose digest fits its text and the digest before it, and whose other columns
//! say what the text says; or the reason why not. Whether the row before is the one it names is for `verify`.
//! What must hold: nothing reaches a caller that did not pass through here.

use std::path::Path;

use rusqlite::Row;

use crate::error::{Error, ErrorKind};
use crate::{Position, Record, record};

/// Columns that every reading of a record asks for, in this order.
pub(crate) const COLUMNS: &str =
    "position, kind, version, entered_at, entered_by, key, previous, digest, record";

/// One row of the log as it stands in the file, nothing believed yet.
pub(crate) struct Raw {
    pub(crate) position: Position,
    kind: String,
    version: i64,
    at: String,
    by: String,
    key: String,
    pub(crate) previous: String,
    pub(crate) digest: String,
    pub(crate) written: String,
}

impl Raw {
    /// Reads the columns of [`COLUMNS`].
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            position: Position(row.get::<_, i64>(0)?.unsigned_abs()),
            kind: row.get(1)?,
            version: row.get(2)?,
            at: row.get(3)?,
            by: row.get(4)?,
            key: row.get(5)?,
            previous: row.get(6)?,
            digest: row.get(7)?,
            written: row.get(8)?,
        })
    }

    pub(crate) fn kind(&self) -> &str {
        &self.kind
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Believes the row as far as it can be checked by itself: digest, text, and the columns that repeat the text.
    pub(crate) fn checked(&self) -> Result<Record, String> {
        let bad = |what: &str| format!("its {what} is not a digest");
        let previous = self.previous.parse().map_err(|_| bad("previous"))?;
        let digest = self.digest.parse().map_err(|_| bad("digest"))?;
        let record = record::read(&self.written, previous, digest)?;
        let repeats = record.position == self.position
            && record.kind.as_str() == self.kind
            && i64::from(record.version) == self.version
            && record.at == self.at
            && record.by == self.by
            && record.key == self.key;
        if !repeats {
            return Err("its columns do not say what its text says".into());
        }
        Ok(record)
    }

    pub(crate) fn record(&self, path: &Path) -> Result<Record, Error> {
        self.checked().map_err(|why| Error::new(ErrorKind::Corrupt, path, why).at(self.position))
    }
}
