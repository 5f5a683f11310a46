//! The open case: appends drafts and reads records, one by one.
//!
//! In: a path, then drafts and raw bytes. Out: positions, records, bytes. One `Ledger` is one connection; it may move
//! to another thread, and each thread that reads opens its own.
//! It does not interpret bodies, has no clock and decides nothing about what supersedes what.
//! What must hold: an append is on disk, whole, when its positions come back, or nothing of it is; a record or a blob
//! whose digest does not fit is never returned, it is an error that names the position.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{
    Connection, OptionalExtension, Params, Row, Transaction, TransactionBehavior, params,
};

use crate::blob::Packed;
use crate::error::{Error, ErrorKind};
use crate::record::{self, Ready};
use crate::{Digest, Draft, Kind, Position, Record, file};

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

/// Columns that every reading of a record asks for, in this order.
pub(crate) const COLUMNS: &str =
    "position, kind, version, entered_at, entered_by, key, previous, digest, record";

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
        Self { connection, path }
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

    /// Appends drafts, in order, with the raw bytes they attach: all or nothing, on disk when it returns.
    ///
    /// A blob that is in the store already is kept once. No drafts is no append.
    ///
    /// # Errors
    /// Where a draft breaks a rule of the log, an attached blob is neither here nor in the store, a blob is attached by
    /// no draft or does not have its digest; where another writer does not finish in time; where the disk is full.
    ///
    /// # Properties
    /// `append_then_read_gives_the_same`.
    pub fn append(
        &mut self,
        drafts: &[Draft],
        blobs: &[(Digest, &[u8])],
    ) -> Result<Vec<Position>, Error> {
        let (ready, packed) = self.prepare(drafts, blobs)?;
        if ready.is_empty() {
            return Ok(Vec::new());
        }
        let path = self.path.clone();
        let fail = |cause| Error::sqlite(&path, cause);
        // Immediate: the head is read under the write lock, so that two writers cannot continue the same one.
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        for blob in &packed {
            blob.store(&transaction).map_err(fail)?;
        }
        let positions = write_all(&transaction, &ready, &path)?;
        transaction.commit().map_err(fail)?;
        Ok(positions)
    }

    /// Does what can be done before the lock is taken: checks, canonical forms, compression.
    fn prepare<'a>(
        &self,
        drafts: &'a [Draft],
        blobs: &[(Digest, &[u8])],
    ) -> Result<(Vec<Ready<'a>>, Vec<Packed>), Error> {
        let refuse = |detail: String| Error::new(ErrorKind::Invalid, &self.path, detail);
        let about =
            |draft: &Draft, why: String| refuse(format!("{} {:?}: {why}", draft.kind, draft.key));
        let ready = drafts
            .iter()
            .map(|draft| Ready::new(draft).map_err(|why| about(draft, why)))
            .collect::<Result<Vec<_>, _>>()?;
        let attached: std::collections::HashSet<_> =
            drafts.iter().flat_map(|draft| &draft.attached).collect();
        let mut packed = Vec::with_capacity(blobs.len());
        for (digest, bytes) in blobs {
            // The chain vouches for a blob only through a record that names it.
            if !attached.contains(digest) {
                return Err(refuse(format!("no draft attaches the blob {digest}")));
            }
            if Digest::of(bytes) != *digest {
                return Err(refuse(format!("the blob given as {digest} has another digest")));
            }
            packed.push(Packed::new(*digest, bytes));
        }
        Ok((ready, packed))
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

    /// Returns raw bytes by their digest, as received, or nothing where they are not in the store.
    ///
    /// # Errors
    /// Where the file cannot be read, or the bytes no longer have that digest.
    pub fn blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT size, coding, bytes FROM blob WHERE digest = ?1";
        let Some(packed) =
            self.first(sql, [digest.to_string()], |row| Packed::read(*digest, row))?
        else {
            return Ok(None);
        };
        let unpacked = packed.unpack();
        unpacked.map(Some).map_err(|why| {
            Error::new(ErrorKind::Corrupt, &self.path, format!("the blob {digest}: {why}"))
        })
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

/// Writes the records after the head, under the write lock.
fn write_all(
    transaction: &Transaction<'_>,
    ready: &[Ready<'_>],
    path: &Path,
) -> Result<Vec<Position>, Error> {
    let mut head = head(transaction, path)?;
    let mut positions = Vec::with_capacity(ready.len());
    for it in ready {
        for digest in &it.draft.attached {
            if !is_stored(transaction, digest).map_err(|cause| Error::sqlite(path, cause))? {
                let detail = format!(
                    "{} {:?} attaches the blob {digest}, which is neither here nor in the store",
                    it.draft.kind, it.draft.key
                );
                return Err(Error::new(ErrorKind::Invalid, path, detail));
            }
        }
        head = write_one(transaction, it, &head).map_err(|cause| Error::sqlite(path, cause))?;
        positions.push(head.position);
    }
    Ok(positions)
}

fn write_one(transaction: &Transaction<'_>, it: &Ready<'_>, head: &Head) -> rusqlite::Result<Head> {
    let position = head.position.next();
    let written = it.written(position);
    let digest = record::link(&head.digest, &written);
    let draft = it.draft;
    let sql = format!("INSERT INTO log ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    transaction.prepare_cached(&sql)?.execute(params![
        as_sql(position),
        draft.kind.as_str(),
        draft.version,
        draft.at,
        draft.by,
        draft.key,
        head.digest.to_string(),
        digest.to_string(),
        written,
    ])?;
    Ok(Head { position, digest })
}

fn is_stored(connection: &Connection, digest: &Digest) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM blob WHERE digest = ?1")?;
    statement.exists([digest.to_string()])
}

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
