//! Looks at a case as it stood at an earlier position, without touching the file.
//!
//! In: a ledger opened for reading only, and a position. Out: the same ledger, whose log ends there for everybody who
//! asks it, and whose derived tables are kept in the memory of its connection. It decides nothing about dates; it
//! finds the position that the caller's own reading of the times of entry picks.
//! What must hold: nothing past the position is seen by chance, because the name `log` itself stands for the earlier
//! log; who needs the whole one says so ([`Selection::of_whole_log`](crate::Selection::of_whole_log)).

use crate::error::{Error, ErrorKind};
use crate::ledger::as_sql;
use crate::schema::{self, Home};
use crate::{Ledger, Position};

impl Ledger {
    /// Ends the log of this ledger at a position, and moves its derived tables, empty at first, into memory.
    ///
    /// ```
    /// # use rashomon_ledger::{Draft, Ledger, Position};
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("harbour.rashomon");
    /// # let mut ledger = Ledger::create(&path)?;
    /// let draft = |key: &str| Draft::new("report", 1, "2031-03-04T05:06:07Z", "ana", key, serde_json::json!({}));
    /// ledger.append(&[draft("wire-1"), draft("wire-2")], &[])?;
    /// let then = Ledger::open_read_only(&path)?.confine(Position(1))?;
    /// assert_eq!(then.head()?.position, Position(1));
    /// assert!(!then.contains(&"report".into(), "wire-2")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the ledger was opened for writing, the log is shorter, or the file cannot be read.
    pub fn confine(mut self, position: Position) -> Result<Ledger, Error> {
        let refuse = |detail: String| Error::new(ErrorKind::Invalid, &self.path, detail);
        if !self.connection.is_readonly("main").map_err(|cause| self.fail(cause))? {
            return Err(refuse("an earlier state is for reading only".into()));
        }
        let length = self.length()?;
        if position > length {
            return Err(refuse(format!("the log has {length} records, none at {position}")));
        }
        // A statement kept from before would still mean the whole log.
        self.connection.flush_prepared_statement_cache();
        let view = format!(
            "DROP VIEW IF EXISTS temp.log;
             CREATE TEMP VIEW log AS SELECT * FROM main.log WHERE position <= {}",
            as_sql(position)
        );
        self.connection.execute_batch(&view).map_err(|cause| self.fail(cause))?;
        schema::renew_derived(&self.connection, Home::Memory).map_err(|cause| self.fail(cause))?;
        self.home = Home::Memory;
        Ok(self)
    }

    /// Returns how long the log in the file is, whatever part of it this ledger shows.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn length(&self) -> Result<Position, Error> {
        let sql = "SELECT coalesce(max(position), 0) FROM main.log";
        let last: Option<i64> = self.first(sql, [], |row| row.get(0))?;
        Ok(Position(last.unwrap_or(0).unsigned_abs()))
    }

    /// Finds the last record whose time of entry (RFC 3339) the caller counts in, walking back from the end;
    /// [`Position::START`] where there is none.
    ///
    /// The order of the log is beyond doubt and a clock is not: a record before one that counts was there by then,
    /// whatever its own time says.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn last_entered(&self, mut counts: impl FnMut(&str) -> bool) -> Result<Position, Error> {
        let mut find = || {
            let sql = "SELECT position, entered_at FROM log ORDER BY position DESC";
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let at: String = row.get(1)?;
                if counts(&at) {
                    return row.get::<_, i64>(0);
                }
            }
            Ok(0)
        };
        let found = find().map_err(|cause| self.fail(cause))?;
        Ok(Position(found.unsigned_abs()))
    }
}
