//! Walks the log in order without holding it in memory.
//!
//! In: a [`Selection`] (from where, to where, which kind). Out: an iterator of records, each checked against its digest.
//! It does not check the chain between records; `verify` does. Records are fetched in small lots by position, so a
//! writer is never held up and memory stays flat.
//! What must hold: the walk ends where the log ended when it began, whatever is appended meanwhile.

use std::collections::VecDeque;
use std::path::PathBuf;

use rusqlite::{Row, params};

use crate::error::Error;
use crate::ledger::as_sql;
use crate::row::{COLUMNS, Raw};
use crate::{Kind, Ledger, Position, Record};

/// A lot ends after so many records or so many bytes of text, whichever comes first.
const LOT_RECORDS: usize = 256;
const LOT_BYTES: usize = 1 << 20;

/// Says which records to walk.
///
/// ```
/// use rashomon_ledger::{Position, Selection};
///
/// // The judgements since a replay that had seen 40 records, as the case stood at record 90.
/// let selection = Selection::all().of_kind("judgement").after(Position(40)).up_to(Position(90));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Selection {
    after: Position,
    up_to: Option<Position>,
    kind: Option<Kind>,
    whole: bool,
}

impl Selection {
    /// Selects every record.
    pub fn all() -> Self {
        Self::default()
    }

    /// Leaves out everything up to and including a position: what a replay has seen already.
    #[must_use]
    pub fn after(mut self, position: Position) -> Self {
        self.after = position;
        self
    }

    /// Leaves out everything past a position, which itself is kept: the case as of then.
    #[must_use]
    pub fn up_to(mut self, position: Position) -> Self {
        self.up_to = Some(position);
        self
    }

    /// Keeps only records of one kind.
    #[must_use]
    pub fn of_kind(mut self, kind: impl Into<Kind>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Walks the log to its very end, also where the ledger is [confined](Ledger::confine) to an earlier state.
    #[must_use]
    pub fn of_whole_log(mut self) -> Self {
        self.whole = true;
        self
    }
}

impl Ledger {
    /// Walks records in the order of their positions.
    ///
    /// # Errors
    /// Where the file cannot be read; the iterator gives an error, once, where a record is damaged.
    pub fn records(&self, selection: &Selection) -> Result<Records<'_>, Error> {
        let end = if selection.whole { self.length()? } else { self.head()?.position };
        Ok(Records {
            ledger: self,
            kind: selection.kind.clone(),
            after: selection.after,
            up_to: selection.up_to.map_or(end, |up_to| up_to.min(end)),
            log: if selection.whole { "main.log" } else { "log" },
            lot: VecDeque::new(),
            is_done: false,
        })
    }
}

/// What a row says of itself; its digest was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands.
    pub position: Position,
    /// What sort of thing it says it is.
    pub kind: Kind,
    /// The name it says it has.
    pub key: String,
}

impl Listed {
    fn read(row: &Row<'_>) -> rusqlite::Result<Listed> {
        Ok(Listed {
            position: Position(row.get::<_, i64>(0)?.unsigned_abs()),
            kind: row.get::<_, String>(1)?.as_str().into(),
            key: row.get(2)?,
        })
    }
}

/// A record as it stands in the file, nothing of it believed yet.
pub struct Unread {
    raw: Raw,
    path: PathBuf,
}

impl Unread {
    /// Returns how many bytes its text has.
    pub fn len(&self) -> usize {
        self.raw.written.len()
    }

    /// Tells whether it has no text at all.
    pub fn is_empty(&self) -> bool {
        self.raw.written.is_empty()
    }

    /// Believes it as far as it can be checked by itself, as every record is before a caller sees it.
    ///
    /// # Errors
    /// Where it is damaged.
    pub fn record(self) -> Result<Record, Error> {
        self.raw.record(&self.path)
    }
}

impl Ledger {
    /// Lists the rows that say they have a key, in order, also where they are damaged: for telling what else is touched
    /// when one of them does not hold.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn listed_under(&self, key: &str) -> Result<Vec<Listed>, Error> {
        self.listed("SELECT position, kind, key FROM log WHERE key = ?1 ORDER BY position", key)
    }

    /// Lists the rows whose text has a digest in it, in order; looks through the whole log.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn listed_with(&self, digest: &crate::Digest) -> Result<Vec<Listed>, Error> {
        let sql =
            "SELECT position, kind, key FROM log WHERE instr(record, ?1) > 0 ORDER BY position";
        self.listed(sql, &digest.to_string())
    }

    /// Lists all rows of the log in order, without reading what was recorded.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn listing(&self) -> Result<Vec<Listed>, Error> {
        let list = || {
            let sql = "SELECT position, kind, key FROM log ORDER BY position";
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map([], Listed::read)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        list().map_err(|cause| self.fail(cause))
    }

    /// Fetches the record at a position as it is written, so that another thread may check and parse it; nothing where
    /// there is none.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn unread(&self, position: Position) -> Result<Option<Unread>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM log WHERE position = ?1");
        let raw = self.first(&sql, [as_sql(position)], Raw::read)?;
        Ok(raw.map(|raw| Unread { raw, path: self.path.clone() }))
    }

    fn listed(&self, sql: &str, wanted: &str) -> Result<Vec<Listed>, Error> {
        let list = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map([wanted], Listed::read)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        list().map_err(|cause| self.fail(cause))
    }
}

/// Gives records in the order of their positions; see [`Ledger::records`].
pub struct Records<'a> {
    ledger: &'a Ledger,
    kind: Option<Kind>,
    after: Position,
    up_to: Position,
    log: &'static str,
    lot: VecDeque<Raw>,
    is_done: bool,
}

impl Records<'_> {
    fn fetch(&mut self) -> rusqlite::Result<()> {
        let range = "position > ?1 AND position <= ?2";
        let of_kind = match self.kind {
            Some(_) => "kind = ?3",
            None => "?3 IS NULL",
        };
        let log = self.log;
        let sql =
            format!("SELECT {COLUMNS} FROM {log} WHERE {of_kind} AND {range} ORDER BY position");
        let kind = self.kind.as_ref().map(Kind::as_str);
        let mut statement = self.ledger.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![as_sql(self.after), as_sql(self.up_to), kind])?;
        let mut bytes = 0;
        while self.lot.len() < LOT_RECORDS && bytes < LOT_BYTES {
            let Some(row) = rows.next()? else {
                break;
            };
            let raw = Raw::read(row)?;
            bytes += raw.written.len();
            self.after = raw.position;
            self.lot.push_back(raw);
        }
        Ok(())
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        if self.lot.is_empty()
            && let Err(cause) = self.fetch()
        {
            self.is_done = true;
            return Some(Err(self.ledger.fail(cause).at(self.after.next())));
        }
        let Some(raw) = self.lot.pop_front() else {
            self.is_done = true;
            return None;
        };
        let record = raw.record(&self.ledger.path);
        self.is_done = record.is_err();
        Some(record)
    }
}
