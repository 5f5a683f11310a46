//! Reads what was computed from the log: values by table name and key, and whether they are still current.
//!
//! In: names and keys. Out: bytes or JSON, in key order, and the tag that says what they were made from. Writing stands
//! in `derive`, full text in `search`. It does not rebuild anything: a caller that finds a stale tag replays the log.
//! What must hold: nothing here is ground, and all of it may be dropped at any time; a value that changed by accident is an
//! error that says so, because a wrong number shown is worse than a table built anew.

use std::collections::VecDeque;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind};
use crate::ledger::head;
use crate::{Digest, Head, Ledger, Position};

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
            .prepare_cached("SELECT value, crc FROM derived WHERE name = ?1 AND key = ?2")
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| Ok((bytes_of(row, 0)?, row.get(1)?));
                statement.query_row([name, key], read).optional()
            })
            .map_err(|cause| self.fail(cause))?
            .map(|(value, crc)| self.unchanged(name, key, value, crc))
            .transpose()
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
            Error::new(ErrorKind::Corrupt, self.path, detail).of_derived()
        })
    }

    /// Counts the entries of a table; no value is read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn count(&self, name: &str) -> Result<usize, Error> {
        let sql = "SELECT count(*) FROM derived WHERE name = ?1";
        let statement = self.connection.prepare_cached(sql);
        let counted = statement.and_then(|mut it| it.query_row([name], |row| row.get::<_, i64>(0)));
        let counted = counted.map_err(|cause| self.fail(cause))?;
        Ok(usize::try_from(counted).unwrap_or(0))
    }

    /// Returns the first keys of a table that begin with a prefix, in byte order, at most so many; no value is read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn keys(&self, name: &str, prefix: &str, most: usize) -> Result<Vec<String>, Error> {
        let sql = "SELECT key FROM derived WHERE name = ?1 AND key >= ?2 ORDER BY key";
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([name, prefix])?;
            let mut keys = Vec::new();
            while keys.len() < most {
                let Some(row) = rows.next()? else { break };
                let key: String = row.get(0)?;
                if !key.starts_with(prefix) {
                    break;
                }
                keys.push(key);
            }
            Ok(keys)
        };
        read().map_err(|cause| self.fail(cause))
    }

    /// Walks the entries of a table whose keys begin with a prefix, in the byte order of their keys.
    pub fn scan(&self, name: &str, prefix: &str) -> Entries<'a> {
        Entries { prefix: prefix.to_owned(), ..self.scan_from(name, prefix) }
    }

    /// Walks the entries of a table from a key on, whether there is one or not, in the byte order of their keys.
    pub fn scan_from(&self, name: &str, key: &str) -> Entries<'a> {
        Entries {
            derived: *self,
            name: name.to_owned(),
            from: key.to_owned(),
            prefix: String::new(),
            last: None,
            lot: VecDeque::new(),
            is_done: false,
        }
    }

    /// Believes a value as far as its checksum goes: against accidents, not against anybody.
    fn unchanged(
        &self,
        name: &str,
        key: &str,
        value: Vec<u8>,
        told: i64,
    ) -> Result<Vec<u8>, Error> {
        if crc(name, key, &value) == told {
            return Ok(value);
        }
        let detail = format!("its derived {name} {key:?} is not what was put there");
        Err(Error::new(ErrorKind::Corrupt, self.path, detail).of_derived())
    }

    pub(crate) fn fail(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(self.path, cause).of_derived()
    }
}

/// Gives entries in key order; see [`Derived::scan`].
pub struct Entries<'a> {
    derived: Derived<'a>,
    name: String,
    from: String,
    prefix: String,
    last: Option<String>,
    lot: VecDeque<(String, Vec<u8>, i64)>,
    is_done: bool,
}

impl Entries<'_> {
    fn fetch(&mut self) -> rusqlite::Result<()> {
        let from = self.last.as_deref().unwrap_or(&self.from);
        let sql = match self.last {
            Some(_) => {
                "SELECT key, value, crc FROM derived WHERE name = ?1 AND key > ?2 ORDER BY key"
            }
            None => {
                "SELECT key, value, crc FROM derived WHERE name = ?1 AND key >= ?2 ORDER BY key"
            }
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
            self.lot.push_back((key, value, row.get(2)?));
        }
        self.last = self.lot.back().map(|(key, ..)| key.clone());
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
        let (key, value, crc) = self.lot.pop_front()?;
        let value = self.derived.unchanged(&self.name, &key, value, crc);
        self.is_done |= value.is_err();
        if value.is_err() {
            self.lot.clear();
        }
        Some(value.map(|value| (key, value)))
    }
}

/// The checksum of an entry: CRC-32 of name, key and value, a zero byte between.
pub(crate) fn crc(name: &str, key: &str, value: &[u8]) -> i64 {
    let mut crc = flate2::Crc::new();
    for part in [name.as_bytes(), b"\0", key.as_bytes(), b"\0", value] {
        crc.update(part);
    }
    i64::from(crc.sum())
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
