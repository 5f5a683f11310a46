//! Keeps what was computed from the log, so that it need not be computed again; all of it may be dropped at any time.
//!
//! In: values by table name and key, text to be searched, and from which head and by which version they were made.
//! Out: the same, in key order, and whether they are still current. It does not rebuild anything itself: a caller that
//! finds a stale tag replays the log. What must hold: values and tag change in one transaction, so a tag never
//! vouches for values of another state; nothing here is ground, so nothing here is verified.

use std::collections::VecDeque;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind};
use crate::ledger::{as_sql, head};
use crate::{Digest, Head, Ledger, Position, schema};

/// Entries fetched at a time while scanning: so many, or so many bytes.
const LOT_ENTRIES: usize = 256;
const LOT_BYTES: usize = 1 << 20;

/// Says from which state of the log, and by which version of the program, the derived tables were made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuiltFrom {
    /// The head they were made from.
    pub head: Head,
    /// The caller's version string: whatever should force a rebuild when it changes.
    pub version: String,
}

impl Ledger {
    /// Gives the derived tables for reading.
    pub fn derived(&self) -> Derived<'_> {
        Derived { connection: &self.connection, path: &self.path }
    }

    /// Gives the derived tables for writing, in one transaction that [`Derive::commit`] ends; dropped, it changes
    /// nothing.
    ///
    /// # Errors
    /// Where another writer does not finish in time, or the case cannot be written to.
    pub fn derive(&mut self) -> Result<Derive<'_>, Error> {
        let path = &self.path;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|cause| Error::sqlite(path, cause))?;
        Ok(Derive { transaction, path })
    }
}

/// Reads derived tables; see [`Ledger::derived`].
#[derive(Clone, Copy)]
pub struct Derived<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) path: &'a Path,
}

impl<'a> Derived<'a> {
    /// Returns what the derived tables were made from, or nothing where they were never finished.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn built_from(&self) -> Result<Option<BuiltFrom>, Error> {
        let read =
            |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get(2)?));
        let found = self
            .connection
            .prepare_cached("SELECT position, digest, version FROM derived_from")
            .and_then(|mut statement| statement.query_row([], read).optional())
            .map_err(|cause| self.fail(cause))?;
        // A tag that cannot be read vouches for nothing, which is what no tag says.
        Ok(found.and_then(|(position, digest, version)| {
            let position = Position(position.unsigned_abs());
            let digest = digest.parse::<Digest>().ok()?;
            let head = Head { position, digest };
            Some(BuiltFrom { head, version })
        }))
    }

    /// Says whether the derived tables were made by this version from the log as it is now.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn is_current(&self, version: &str) -> Result<bool, Error> {
        let head = head(self.connection, self.path)?;
        let built_from = self.built_from()?;
        Ok(built_from.is_some_and(|it| it.head == head && it.version == version))
    }

    /// Returns the bytes under a key of a table, or nothing.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn get(&self, name: &str, key: &str) -> Result<Option<Vec<u8>>, Error> {
        self.connection
            .prepare_cached("SELECT value FROM derived WHERE name = ?1 AND key = ?2")
            .and_then(|mut statement| {
                statement.query_row([name, key], |row| bytes_of(row, 0)).optional()
            })
            .map_err(|cause| self.fail(cause))
    }

    /// Returns the value under a key of a table, or nothing.
    ///
    /// # Errors
    /// Where the file cannot be read, or what is there is not JSON of that type.
    pub fn get_json<T: DeserializeOwned>(&self, name: &str, key: &str) -> Result<Option<T>, Error> {
        let Some(bytes) = self.get(name, key)? else {
            return Ok(None);
        };
        let value = serde_json::from_slice(&bytes);
        value.map(Some).map_err(|_| {
            let detail = format!("its derived {name} {key:?} is not of the type asked for");
            Error::new(ErrorKind::Corrupt, self.path, detail)
        })
    }

    /// Walks the entries of a table whose keys begin with a prefix, in the byte order of their keys.
    pub fn scan(&self, name: &str, prefix: &str) -> Entries<'a> {
        Entries {
            derived: *self,
            name: name.to_owned(),
            prefix: prefix.to_owned(),
            last: None,
            lot: VecDeque::new(),
            is_done: false,
        }
    }

    pub(crate) fn fail(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(self.path, cause)
    }
}

/// Gives entries in key order; see [`Derived::scan`].
pub struct Entries<'a> {
    derived: Derived<'a>,
    name: String,
    prefix: String,
    last: Option<String>,
    lot: VecDeque<(String, Vec<u8>)>,
    is_done: bool,
}

impl Entries<'_> {
    fn fetch(&mut self) -> rusqlite::Result<()> {
        let from = self.last.as_deref().unwrap_or(&self.prefix);
        let sql = match self.last {
            Some(_) => "SELECT key, value FROM derived WHERE name = ?1 AND key > ?2 ORDER BY key",
            None => "SELECT key, value FROM derived WHERE name = ?1 AND key >= ?2 ORDER BY key",
        };
        let mut statement = self.derived.connection.prepare_cached(sql)?;
        let mut rows = statement.query([&self.name, from])?;
        let mut bytes = 0;
        while self.lot.len() < LOT_ENTRIES && bytes < LOT_BYTES {
            let Some(row) = rows.next()? else {
                break;
            };
            let key: String = row.get(0)?;
            if !key.starts_with(&self.prefix) {
                break;
            }
            let value = bytes_of(row, 1)?;
            bytes += value.len();
            self.lot.push_back((key, value));
        }
        self.last = self.lot.back().map(|(key, _)| key.clone());
        Ok(())
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<(String, Vec<u8>), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.lot.is_empty() && !self.is_done {
            if let Err(cause) = self.fetch() {
                self.is_done = true;
                return Some(Err(self.derived.fail(cause)));
            }
            self.is_done = self.lot.is_empty();
        }
        self.lot.pop_front().map(Ok)
    }
}

/// Writes derived tables in one transaction; see [`Ledger::derive`].
pub struct Derive<'a> {
    pub(crate) transaction: Transaction<'a>,
    pub(crate) path: &'a Path,
}

impl Derive<'_> {
    /// Reads the tables as they stand inside this transaction.
    pub fn read(&self) -> Derived<'_> {
        Derived { connection: &self.transaction, path: self.path }
    }

    /// Puts bytes under a key of a table, in place of what was there; text stays readable in other tools.
    ///
    /// # Errors
    /// Where the disk is full or the file cannot be written.
    pub fn put(&mut self, name: &str, key: &str, value: &[u8]) -> Result<(), Error> {
        let sql = "INSERT INTO derived (name, key, value) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET value = excluded.value";
        match std::str::from_utf8(value) {
            Ok(text) => self.run(sql, params![name, key, text]),
            Err(_) => self.run(sql, params![name, key, value]),
        }
    }

    /// Puts a value under a key of a table, as JSON.
    ///
    /// # Errors
    /// As [`put`](Self::put), and where the value cannot be written as JSON.
    pub fn put_json<T: Serialize>(
        &mut self,
        name: &str,
        key: &str,
        value: &T,
    ) -> Result<(), Error> {
        match serde_json::to_vec(value) {
            Ok(json) => self.put(name, key, &json),
            Err(cause) => {
                let detail = format!("derived {name} {key:?} cannot be JSON, {cause}");
                Err(Error::new(ErrorKind::Invalid, self.path, detail))
            }
        }
    }

    /// Takes away what is under a key of a table.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn remove(&mut self, name: &str, key: &str) -> Result<(), Error> {
        self.run("DELETE FROM derived WHERE name = ?1 AND key = ?2", params![name, key])
    }

    /// Empties one table.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn clear(&mut self, name: &str) -> Result<(), Error> {
        self.run("DELETE FROM derived WHERE name = ?1", params![name])
    }

    /// Drops everything derived, the searchable text and the tag too, and lays the tables down empty.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn clear_all(&mut self) -> Result<(), Error> {
        // A cached statement on a table would keep it from being dropped.
        self.transaction.flush_prepared_statement_cache();
        schema::renew_derived(&self.transaction).map_err(|cause| self.fail(cause))
    }

    /// Notes from which position of the log and by which version the tables are made now.
    ///
    /// # Errors
    /// Where the log has no such position, or the file cannot be written.
    pub fn set_built_from(&mut self, position: Position, version: &str) -> Result<(), Error> {
        let digest = match position {
            Position::START => Some(Digest::ZERO.to_string()),
            _ => self.digest_at(position).map_err(|cause| self.fail(cause))?,
        };
        let Some(digest) = digest else {
            let detail = format!("the log has no position {position} to derive from");
            return Err(Error::new(ErrorKind::Invalid, self.path, detail));
        };
        let sql =
            "INSERT INTO derived_from (only_row, position, digest, version) VALUES (1, ?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET position = excluded.position, digest = excluded.digest,
                   version = excluded.version";
        self.run(sql, params![as_sql(position), digest, version])
    }

    /// Takes the tag away, for a rebuild in several transactions: until it is set again, nothing counts as current.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn unset_built_from(&mut self) -> Result<(), Error> {
        self.run("DELETE FROM derived_from", [])
    }

    /// Keeps everything written through this value.
    ///
    /// # Errors
    /// Where the disk is full or the file cannot be written; then nothing of it is kept.
    pub fn commit(self) -> Result<(), Error> {
        let committed = self.transaction.commit();
        committed.map_err(|cause| Error::sqlite(self.path, cause))
    }

    fn digest_at(&self, position: Position) -> rusqlite::Result<Option<String>> {
        let sql = "SELECT digest FROM log WHERE position = ?1";
        let mut statement = self.transaction.prepare_cached(sql)?;
        statement.query_row([as_sql(position)], |row| row.get(0)).optional()
    }

    pub(crate) fn run(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), Error> {
        let statement = self.transaction.prepare_cached(sql);
        let done = statement.and_then(|mut statement| statement.execute(params));
        done.map(|_| ()).map_err(|cause| self.fail(cause))
    }

    pub(crate) fn fail(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(self.path, cause)
    }
}

fn bytes_of(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<u8>> {
    match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Ok(bytes.to_vec()),
        other => {
            let name = "value".to_owned();
            Err(rusqlite::Error::InvalidColumnType(column, name, other.data_type()))
        }
    }
}
