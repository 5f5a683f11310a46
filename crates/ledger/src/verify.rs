//! Recomputes everything the log claims and names the first record that does not hold.
//!
//! In: an open case, and the caller's own check of a record (the facade re-slices anchors there). Out: a
//! [`Verification`]. Per record: its place in the count, the digest before it, its own digest, its canonical spelling,
//! the columns that repeat its text, the raw bytes it attaches, the caller's check. At the end: SQLite's own check of
//! the two tables and their indexes. It repairs nothing and does not look at derived tables: those are rebuilt, not
//! trusted. It cannot know that records were cut off the end; compare with a head noted elsewhere
//! ([`Ledger::holds`]). What must hold: damage is a finding, not an error, wherever the file can be read at all.

use std::collections::HashSet;

use crate::error::Error;
use crate::row::{COLUMNS, Raw};
use crate::{Digest, Head, Ledger, Position, Record, record};

/// So many findings are kept word for word; the rest is counted.
const KEPT: usize = 100;

/// Holds what a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification {
    /// How many records were read.
    pub records: u64,
    /// How many different blobs records attach and were hashed again.
    pub blobs: u64,
    /// How many bytes were hashed, of records and blobs together.
    pub bytes: u64,
    /// Where the log ends, by the digest that stands there.
    pub head: Head,
    /// The first record that does not hold.
    pub first_bad: Option<Position>,
    /// Why the first finding is one.
    pub why: Option<String>,
    /// How many findings there are.
    pub problems: u64,
    /// The first hundred findings, in the order of the log; without a position where none is to blame.
    pub findings: Vec<Finding>,
}

/// Names one thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The record at fault, where there is one.
    pub position: Option<Position>,
    /// What does not hold, for a person.
    pub why: String,
}

impl Verification {
    /// Says that everything holds.
    pub fn is_ok(&self) -> bool {
        self.problems == 0
    }

    fn add(&mut self, position: Option<Position>, why: String) {
        self.problems += 1;
        self.why.get_or_insert_with(|| why.clone());
        if let Some(position) = position {
            self.first_bad.get_or_insert(position);
        }
        if self.findings.len() < KEPT {
            self.findings.push(Finding { position, why });
        }
    }
}

impl Ledger {
    /// Recomputes the chain, every digest and every raw byte, and asks the caller about each record that holds so far.
    ///
    /// `check` returns what it finds wrong with a record, one sentence each; `|_| Vec::new()` where it has no opinion.
    /// It may read from this ledger.
    ///
    /// ```
    /// # use rashomon_ledger::{Draft, Ledger, Position};
    /// # let folder = tempfile::tempdir()?;
    /// # let mut ledger = Ledger::create(folder.path().join("harbour.rashomon"))?;
    /// let body = serde_json::json!({"span": [0, 4], "quote": "Velt", "text": "Velm harbour"});
    /// ledger.append(&[Draft::new("reading", 1, "2031-03-04T05:06:07Z", "ana", "wire-1", body)], &[])?;
    ///
    /// let found = ledger.verify(|record| {
    ///     let slices = record.body["text"].as_str().is_some_and(|text| text[0..4] == record.body["quote"]);
    ///     if slices { Vec::new() } else { vec!["the anchor does not slice to its quote".into()] }
    /// })?;
    /// assert_eq!(found.first_bad, Some(Position(1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Only where the file cannot be read at all; damage is a finding.
    ///
    /// # Properties
    /// `any_single_changed_byte_is_found`.
    pub fn verify(
        &self,
        mut check: impl FnMut(&Record) -> Vec<String>,
    ) -> Result<Verification, Error> {
        // Writers may go on meanwhile; what is verified is one state.
        let _still = self.snapshot()?;
        let mut walk = Walk {
            ledger: self,
            found: Verification {
                records: 0,
                blobs: 0,
                bytes: 0,
                head: Head::EMPTY,
                first_bad: None,
                why: None,
                problems: 0,
                findings: Vec::new(),
            },
            prev: Some(Digest::ZERO),
            // A salvage record that does not hold forgives nothing; the walk names it.
            lost: self.lost_blobs().unwrap_or_default(),
            hashed: HashSet::new(),
        };
        if let Err(cause) = walk.whole_log(&mut check) {
            // A page that SQLite cannot read: everything from here on is out of reach.
            let next = walk.found.head.position.next();
            walk.found.add(Some(next), format!("it cannot be read: {cause}"));
        }
        walk.tables();
        Ok(walk.found)
    }
}

struct Walk<'a> {
    ledger: &'a Ledger,
    found: Verification,
    /// The digest that the next record must name; unknown after one that is not a digest.
    prev: Option<Digest>,
    /// Raw bytes of which a salvage says that nobody has them any more.
    lost: HashSet<Digest>,
    hashed: HashSet<Digest>,
}

impl Walk<'_> {
    fn whole_log(
        &mut self,
        check: &mut impl FnMut(&Record) -> Vec<String>,
    ) -> rusqlite::Result<()> {
        let sql = format!("SELECT {COLUMNS} FROM log ORDER BY position");
        let mut statement = self.ledger.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            match Raw::read(row) {
                Ok(raw) => self.one_record(&raw, check),
                Err(cause) => self.unreadable(row.get(0).unwrap_or(0), &cause),
            }
        }
        Ok(())
    }

    fn one_record(&mut self, raw: &Raw, check: &mut impl FnMut(&Record) -> Vec<String>) {
        let expected = self.found.head.position.next();
        if raw.position != expected {
            let why = format!("records {expected} to before {} are missing", raw.position);
            self.found.add(Some(expected), why);
        }
        for why in self.faults(raw, check) {
            self.found.add(Some(raw.position), why);
        }
        self.found.records += 1;
        self.found.bytes += raw.written.len() as u64;
        // Going on from the digest that stands there keeps one damaged record from making all later ones look so.
        self.prev = raw.digest.parse().ok();
        self.found.head =
            Head { position: raw.position, digest: self.prev.unwrap_or(Digest::ZERO) };
    }

    /// A row with a column that is not what the schema promises, such as text that is not UTF-8.
    fn unreadable(&mut self, position: i64, cause: &rusqlite::Error) {
        let position = Position(position.unsigned_abs());
        self.found.add(Some(position), format!("it cannot be read: {cause}"));
        self.found.records += 1;
        self.prev = None;
        self.found.head = Head { position, digest: Digest::ZERO };
    }

    fn faults(&mut self, raw: &Raw, check: &mut impl FnMut(&Record) -> Vec<String>) -> Vec<String> {
        let record = match raw.checked() {
            Ok(record) => record,
            Err(why) => return vec![why],
        };
        let mut faults = Vec::new();
        if self.prev.is_some_and(|prev| prev != record.prev) {
            faults.push("the record before it is not the one it was appended to".into());
        }
        if !record::is_canonical(&record, &raw.written) {
            faults.push("its text is not in canonical form".into());
        }
        for digest in &record.attached {
            faults.extend(self.blob_fault(digest));
        }
        faults.extend(check(&record));
        faults
    }

    fn blob_fault(&mut self, digest: &Digest) -> Option<String> {
        if self.hashed.contains(digest) {
            return None;
        }
        match self.ledger.blob(digest) {
            Ok(Some(bytes)) => {
                self.hashed.insert(*digest);
                self.found.blobs += 1;
                self.found.bytes += bytes.len() as u64;
                None
            }
            Ok(None) if self.lost.contains(digest) => None,
            Ok(None) => Some(format!("the blob {digest} that it attaches is missing")),
            Err(error) => Some(format!("the blob that it attaches does not hold: {error}")),
        }
    }

    /// Asks SQLite about the pages and the indexes, through which records and blobs are found by key and by digest.
    fn tables(&mut self) {
        for table in ["log", "blob"] {
            let said = self.ask_sqlite(table).unwrap_or_else(|cause| vec![cause.to_string()]);
            for why in said.into_iter().filter(|said| said != "ok") {
                self.found.add(None, format!("the table {table}: {why}"));
            }
        }
    }

    fn ask_sqlite(&self, table: &str) -> rusqlite::Result<Vec<String>> {
        let sql = format!("PRAGMA main.integrity_check('{table}')");
        let mut statement = self.ledger.connection.prepare(&sql)?;
        let said = statement.query_map([], |row| row.get(0))?;
        said.collect()
    }
}
