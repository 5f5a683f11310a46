//! The open case: how it is opened, where its log ends, and records and raw bytes one by one.
//!
//! In: a path, then positions, keys and digests. Out: heads, records, bytes. One `Ledger` is one connection; it may
//! move to another thread, and each thread that reads opens its own. Appending stands in `append`, walking in `records`.
//! It does not interpret bodies, has no clock and decides nothing about what supersedes what.
//! What must hold: a record or a blob whose digest does not fit is never returned, it is an error.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Params, Row, Transaction};

use crate::blob::Packed;
use crate::error::{Error, ErrorKind};
use crate::row::{COLUMNS, Raw};
use crate::schema::Home;
use crate::{Digest, Kind, Position, Record, file};

/// Holds one case open.
///
/// ```
/// use rashomon_ledger::{Draft, Ledger, Position};
/// use serde_json::json;
///
/// let folder = tempfile::tempdir()?;
/// let mut ledger = Ledger::create(folder.path().join("harbour.rashomon"))?;
/// let draft = Draft::new("report", 1, "2031-03-04T05:06:07Z", "ana", "wire-1", json!({"title": "Velm"}));
/// assert_eq!(ledger.append(&[draft], &[])?, [Position(1)]);
/// assert_eq!(ledger.head()?.position, Position(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// Where its derived tables are written and read.
    pub(crate) home: Home,
}

/// Names the end of a log: its last position and that record's digest, which stands for everything before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// Position of the last record; [`Position::START`] where there is none.
    pub position: Position,
    /// Digest of the last record; [`Digest::ZERO`] where there is none.
    pub digest: Digest,
}

impl Head {
    /// The head of an empty log.
    pub const EMPTY: Self = Self { position: Position::START, digest: Digest::ZERO };
}

impl Ledger {
    /// Makes an empty case where no file is, readable by its owner alone, and opens it.
    ///
    /// # Errors
    /// Where a file of that name exists, the folder does not, or it cannot be written to.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Ok(Self::around(file::create(path)?, path))
    }

    /// Opens a case for reading and appending.
    ///
    /// # Errors
    /// Where there is no such file, it is not a case (it is left untouched), it is damaged or newer than this version,
    /// or it cannot be written to.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Ok(Self::around(file::open(path)?, path))
    }

    /// Opens a case for reading only, also from a folder or disk that cannot be written to.
    ///
    /// # Errors
    /// As [`open`](Self::open), except that a read-only file is no error.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Ok(Self::around(file::open_read_only(path)?, path))
    }

    /// Opens a case, or makes it where no file is; two programs may do so at once.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`create`](Self::create).
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        match Self::open(path) {
            Err(error) if error.is_not_found() => match Self::create(path) {
                Err(error) if error.is_already_there() => Self::open(path),
                other => other,
            },
            other => other,
        }
    }

    fn around(connection: Connection, path: &Path) -> Self {
        let path = path.to_path_buf();
        Self { connection, path, home: Home::File }
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Sets how long an append waits for another writer before it gives up as busy; five seconds at first.
    ///
    /// # Errors
    /// Where SQLite refuses the setting.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), Error> {
        let set = self.connection.busy_timeout(patience);
        set.map_err(|cause| self.fail(cause))
    }

    /// Refuses, from now on and through this ledger, to let the file grow past some bytes (rounded to pages): an append
    /// beyond it fails as on a full disk.
    ///
    /// # Errors
    /// Where SQLite refuses the setting.
    pub fn set_size_limit(&mut self, bytes: u64) -> Result<(), Error> {
        let set = || {
            let page: i64 =
                self.connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
            let pages = i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1);
            // SQLite counts pages in 32 bits.
            let pages = pages.clamp(1, 0xffff_fffe);
            self.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
        };
        set().map_err(|cause| self.fail(cause))
    }

    /// Returns where the log ends.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn head(&self) -> Result<Head, Error> {
        head(&self.connection, &self.path)
    }

    /// Says whether this log holds a head seen earlier, that is: whether it continues that log unchanged.
    ///
    /// It compares one digest; [`verify`](Self::verify) shows that the digests stand for what they should.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn holds(&self, head: &Head) -> Result<bool, Error> {
        if *head == Head::EMPTY {
            return Ok(true);
        }
        let found: Option<String> = self.first(
            "SELECT digest FROM log WHERE position = ?1",
            [as_sql(head.position)],
            |row| row.get(0),
        )?;
        Ok(found.is_some_and(|digest| digest == head.digest.to_string()))
    }

    /// Returns how many records the log has.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn count(&self) -> Result<u64, Error> {
        Ok(self.head()?.position.0)
    }

    /// Returns how many records of a kind the log has.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn count_of(&self, kind: &Kind) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM log WHERE kind = ?1";
        let count: Option<i64> = self.first(sql, [kind.as_str()], |row| row.get(0))?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }

    /// Returns the record at a position, or nothing where the log is shorter.
    ///
    /// # Errors
    /// Where the file cannot be read, or the record is damaged.
    pub fn record(&self, position: Position) -> Result<Option<Record>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM log WHERE position = ?1");
        self.one_record(&sql, [as_sql(position)])
    }

    /// Returns the last record of a kind with a key, or nothing where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read, or the record is damaged.
    pub fn latest_by_key(&self, kind: &Kind, key: &str) -> Result<Option<Record>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM log WHERE kind = ?1 AND key = ?2 ORDER BY position DESC LIMIT 1"
        );
        self.one_record(&sql, [kind.as_str(), key])
    }

    /// Says whether the log has a record of a kind with a key.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn contains(&self, kind: &Kind, key: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM log WHERE kind = ?1 AND key = ?2 LIMIT 1";
        Ok(self.first(sql, [kind.as_str(), key], |_| Ok(()))?.is_some())
    }

    /// Returns the digests of all raw bytes that records of a kind attach.
    ///
    /// # Errors
    /// Where the file cannot be read, or what a record attaches is no digest.
    pub fn attached_by(&self, kind: &Kind) -> Result<HashSet<Digest>, Error> {
        let sql = "SELECT DISTINCT each.value FROM log, json_each(log.record, '$.attached') AS each \
                   WHERE log.kind = ?1";
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map([kind.as_str()], |row| row.get(0))?;
            rows.collect()
        };
        let digests = read().map_err(|cause| self.fail(cause))?;
        let parsed = digests.iter().map(|digest| digest.parse());
        parsed.collect::<Result<_, _>>().map_err(|_| {
            Error::new(ErrorKind::Corrupt, &self.path, "a record attaches what is no digest")
        })
    }

    /// Returns raw bytes by their digest, as received, or nothing where they are not in the store.
    ///
    /// # Errors
    /// Where the file cannot be read, or the bytes no longer have that digest.
    pub fn blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, Error> {
        let Some(packed) = self.packed(digest)? else { return Ok(None) };
        let unpacked = packed.unpack();
        unpacked.map(Some).map_err(|why| {
            Error::new(ErrorKind::Corrupt, &self.path, format!("the blob {digest}: {why}"))
        })
    }

    /// Returns raw bytes as the store keeps them, nothing believed yet.
    pub(crate) fn packed(&self, digest: &Digest) -> Result<Option<Packed>, Error> {
        let sql = "SELECT size, coding, bytes FROM blob WHERE digest = ?1";
        self.first(sql, [digest.to_string()], |row| Packed::read(*digest, row))
    }

    /// Holds what reading sees still: until the guard is dropped, this ledger reads the case as it is now, whatever
    /// other writers append.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, Error> {
        if !self.connection.is_autocommit() {
            // An outer snapshot holds already.
            return Ok(Snapshot { _transaction: None });
        }
        let begin = || {
            let transaction = self.connection.unchecked_transaction()?;
            // A transaction sees the state of its first read.
            transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(transaction)
        };
        let transaction = begin().map_err(|cause| self.fail(cause))?;
        Ok(Snapshot { _transaction: Some(transaction) })
    }

    fn one_record(&self, sql: &str, params: impl Params) -> Result<Option<Record>, Error> {
        match self.first(sql, params, Raw::read)? {
            Some(raw) => raw.record(&self.path).map(Some),
            None => Ok(None),
        }
    }

    /// Runs a statement for its first row.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        let statement = self.connection.prepare_cached(sql);
        let row = statement.and_then(|mut statement| statement.query_row(params, read).optional());
        row.map_err(|cause| self.fail(cause))
    }

    pub(crate) fn fail(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(&self.path, cause)
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Keeps what a ledger reads at one state until dropped; see [`Ledger::snapshot`].
#[derive(Debug)]
pub struct Snapshot<'a> {
    // Rolled back on drop, which for a reader means: let go.
    _transaction: Option<Transaction<'a>>,
}

pub(crate) fn as_sql(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}

pub(crate) fn head(connection: &Connection, path: &Path) -> Result<Head, Error> {
    let sql = "SELECT position, digest FROM log ORDER BY position DESC LIMIT 1";
    let found = connection
        .prepare_cached(sql)
        .and_then(|mut statement| {
            let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
            statement.query_row([], read).optional()
        })
        .map_err(|cause| Error::sqlite(path, cause))?;
    let Some((position, digest)) = found else {
        return Ok(Head::EMPTY);
    };
    let position = Position(position.unsigned_abs());
    match digest.parse() {
        Ok(digest) => Ok(Head { position, digest }),
        Err(_) => Err(Error::new(ErrorKind::Corrupt, path, "its digest is not one").at(position)),
    }
}
