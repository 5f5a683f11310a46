//! Writes what was computed from the log, so that it need not be computed again.
//!
//! In: values by table name and key, and the position and version they were made from. Out: tables and tag as they stand
//! after one transaction. It does not compute anything. Text to be searched goes in through `search`.
//! What must hold: values and tag change together, so a tag never vouches for values of another state; what is not
//! committed never was.

use std::path::Path;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;

use crate::derived::crc;
use crate::error::{Error, ErrorKind};
use crate::ledger::as_sql;
use crate::schema::{self, Home};
use crate::{Derived, Digest, Ledger, Position};

impl Ledger {
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
        Ok(Derive { transaction, path, home: self.home })
    }
}

/// Writes derived tables in one transaction; see [`Ledger::derive`].
pub struct Derive<'a> {
    pub(crate) transaction: Transaction<'a>,
    pub(crate) path: &'a Path,
    home: Home,
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
        let sql = "INSERT INTO derived (name, key, value, crc) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO UPDATE SET value = excluded.value, crc = excluded.crc";
        let crc = crc(name, key, value);
        match std::str::from_utf8(value) {
            Ok(text) => self.run(sql, params![name, key, text, crc]),
            Err(_) => self.run(sql, params![name, key, value, crc]),
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
        schema::renew_derived(&self.transaction, self.home).map_err(|cause| self.fail(cause))
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
