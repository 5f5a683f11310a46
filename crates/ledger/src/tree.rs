//! Makes the Merkle tree of a log, and hands out records letter by letter as its leaves have them.
//!
//! In: an open case. Out: the tree over the canonical texts of its records, one leaf a record in the order of the log;
//! and those texts. Nothing is kept: what a tree says can be computed from the log at any time, so there is no second
//! copy that could differ. What must hold: no tree is made over a record that does not fit its digest, or over a gap.

use rusqlite::Row;

use crate::error::{Error, ErrorKind};
use crate::ledger::as_sql;
use crate::row::{COLUMNS, Raw};
use crate::{Digest, Ledger, Position, Tree, record};

impl Ledger {
    /// Makes the Merkle tree over the records up to a position, that one included: its size is that position.
    ///
    /// The leaf of a record is its canonical text in UTF-8, position and time included.
    ///
    /// # Errors
    /// Where the file cannot be read, the log is shorter, or a record does not fit its digest or the one before.
    pub fn tree(&self, up_to: Position) -> Result<Tree, Error> {
        let fail = |cause| Error::sqlite(&self.path, cause);
        let damaged = |at, why| Error::new(ErrorKind::Corrupt, &self.path, why).at(at);
        let sql = "SELECT position, previous, digest, record FROM log WHERE position <= ?1 ORDER BY position";
        let mut statement = self.connection.prepare_cached(sql).map_err(fail)?;
        let mut rows = statement.query([as_sql(up_to)]).map_err(fail)?;
        let mut tree = Tree::new();
        let mut before = Digest::ZERO;
        while let Some(row) = rows.next().map_err(fail)? {
            let at = Position(tree.size()).next();
            let link = Link::read(row).map_err(fail)?;
            if link.position != at {
                return Err(damaged(at, "it is missing"));
            }
            let digest = record::link(&before, &link.written);
            if link.previous != before.to_string() || link.digest != digest.to_string() {
                return Err(damaged(
                    at,
                    "its digest does not fit its text and the record before it",
                ));
            }
            before = digest;
            tree.push(Tree::leaf(link.written.as_bytes()));
        }
        match tree.size() == up_to.0 {
            true => Ok(tree),
            false => Err(damaged(Position(tree.size()).next(), "it is missing")),
        }
    }

    /// Returns the canonical text of the record at a position, letter by letter, or nothing where the log is shorter.
    ///
    /// # Errors
    /// Where the file cannot be read, or the record is damaged.
    pub fn written(&self, position: Position) -> Result<Option<String>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM log WHERE position = ?1");
        let Some(raw) = self.first(&sql, [as_sql(position)], Raw::read)? else { return Ok(None) };
        raw.record(&self.path)?;
        Ok(Some(raw.written))
    }
}

/// What a link of the chain is made of.
struct Link {
    position: Position,
    previous: String,
    digest: String,
    written: String,
}

impl Link {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            position: Position(row.get::<_, i64>(0)?.unsigned_abs()),
            previous: row.get(1)?,
            digest: row.get(2)?,
            written: row.get(3)?,
        })
    }
}
