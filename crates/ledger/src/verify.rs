//! Recomputes everything the log claims and names the records that do not hold.
//!
//! In: an open case, and the caller's own check of a record (the facade re-slices anchors there). Out: a
//! [`Verification`]. Per record: its place in the count, the digest before it, its own digest, its canonical spelling,
//! the columns that repeat its text, the raw bytes it attaches, the caller's check. At the end: SQLite's own check of
//! the two tables and their indexes. The work of a lot of records is spread over all cores; what is found is in the
//! order of the log. It repairs nothing and does not look at derived tables: those are rebuilt, not trusted. It cannot
//! know that records were cut off the end; compare with a head noted elsewhere ([`Ledger::holds`], [`Tree`](crate::Tree)). What must
//! hold: damage is a finding, not an error, wherever the file can be read at all.

mod found;
mod lot;

use std::collections::HashSet;

use rusqlite::params;

use crate::error::Error;
use crate::row::{COLUMNS, Raw};
use crate::{Digest, Head, Ledger, Position, Record};

pub use found::{Finding, Verification};
use lot::{Held, Looked};

/// A lot ends after so many records or so many bytes of text, whichever comes first.
const LOT_RECORDS: usize = 512;
const LOT_BYTES: usize = 8 << 20;

impl Ledger {
    /// Recomputes the chain, every digest and every raw byte, and asks the caller about each record that holds so far.
    ///
    /// `check` returns what it finds wrong with a record, one sentence each; `|_| Vec::new()` where it has no opinion.
    /// It is asked in the order of the log and may read from this ledger.
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
    pub fn verify(&self, check: impl FnMut(&Record) -> Vec<String>) -> Result<Verification, Error> {
        self.verify_in_parts(check, |_, faults| faults, |_| {})
    }

    /// As [`verify`](Self::verify), with the caller's check in two parts: `prepare` is asked in the order of the log
    /// and gives what `check` needs, which then runs on all cores. `told` hears, now and then, what was found so far.
    ///
    /// # Errors
    /// Only where the file cannot be read at all; damage is a finding.
    pub fn verify_in_parts<C: Send>(
        &self,
        mut prepare: impl FnMut(&Record) -> C,
        check: impl Fn(&Record, C) -> Vec<String> + Sync,
        mut told: impl FnMut(&Verification),
    ) -> Result<Verification, Error> {
        // Writers may go on meanwhile; what is verified is one state.
        let _still = self.snapshot()?;
        let mut walk = Walk {
            ledger: self,
            found: Verification::begun(),
            prev: Some(Digest::ZERO),
            hashed: HashSet::new(),
        };
        loop {
            let (rows, cause) = walk.fetch();
            if rows.is_empty() && cause.is_none() {
                break;
            }
            walk.lot(rows, &mut prepare, &check);
            if let Some(cause) = cause {
                // A page that SQLite cannot read: everything from here on is out of reach.
                let next = walk.found.head.position.next();
                walk.found.add(Finding::new(Some(next), format!("it cannot be read: {cause}")));
                break;
            }
            told(&walk.found);
        }
        walk.tables();
        Ok(walk.found)
    }
}

/// A row as it was fetched: readable, or with a column that is not what the schema promises.
type Row = Result<Raw, (i64, rusqlite::Error)>;

struct Walk<'a> {
    ledger: &'a Ledger,
    found: Verification,
    /// The digest that the next record must name; unknown after one that is not a digest.
    prev: Option<Digest>,
    hashed: HashSet<Digest>,
}

impl Walk<'_> {
    /// Fetches the next lot; the error is what ended it early.
    fn fetch(&self) -> (Vec<Row>, Option<rusqlite::Error>) {
        let mut rows = Vec::new();
        let mut fetch = || -> rusqlite::Result<()> {
            let sql = format!("SELECT {COLUMNS} FROM log WHERE position > ?1 ORDER BY position");
            let mut statement = self.ledger.connection.prepare_cached(&sql)?;
            let mut found = statement.query(params![self.found.last])?;
            let mut bytes = 0;
            while rows.len() < LOT_RECORDS && bytes < LOT_BYTES {
                let Some(row) = found.next()? else { break };
                let raw = Raw::read(row);
                bytes += raw.as_ref().map_or(0, |raw| raw.written.len());
                rows.push(raw.map_err(|cause| (row.get(0).unwrap_or(i64::MAX), cause)));
            }
            Ok(())
        };
        let cause = fetch().err();
        (rows, cause)
    }

    /// Looks at a lot: each record by itself on all cores, then the chain in order, then bytes and the caller's check on
    /// all cores, and at last what was found, in order.
    fn lot<C: Send>(
        &mut self,
        rows: Vec<Row>,
        prepare: &mut impl FnMut(&Record) -> C,
        check: &(impl Fn(&Record, C) -> Vec<String> + Sync),
    ) {
        let mut looked = lot::on_all_cores(rows, |row| row.map(Looked::at)).into_iter().peekable();
        while looked.peek().is_some() {
            // Raw bytes may be much larger than records: as many as fit a lot are held at once.
            let (mut held, mut bytes) = (Vec::new(), 0);
            while bytes < LOT_BYTES
                && let Some(next) = looked.next()
            {
                held.push(next.map(|looked| {
                    let held = self.in_order(looked, prepare);
                    bytes += held.size();
                    held
                }));
            }
            let found = lot::on_all_cores(held, |held| held.map(|held| held.examine(check)));
            for found in found {
                match found {
                    Ok(examined) => self.take(examined),
                    Err((position, cause)) => self.unreadable(position, &cause),
                }
            }
        }
    }

    /// What has to be done in the order of the log: the link to the record before, and fetching bytes.
    fn in_order<C>(&mut self, looked: Looked, prepare: &mut impl FnMut(&Record) -> C) -> Held<C> {
        let mut faults = Vec::new();
        let mut blobs = Vec::new();
        let mut prepared = None;
        if let Ok(record) = &looked.record {
            if self.prev.is_some_and(|prev| prev != record.prev) {
                faults.push("the record before it is not the one it was appended to".to_owned());
            }
            for digest in &record.attached {
                // Bytes that several records attach are looked at with the first of them.
                if self.hashed.insert(*digest) {
                    let packed = self.ledger.packed(digest).map_err(|error| error.to_string());
                    blobs.push((*digest, packed));
                }
            }
            prepared = Some(prepare(record));
        }
        // Going on from the digest that stands there keeps one damaged record from making all later ones look so.
        self.prev = looked.raw.digest.parse().ok();
        Held { looked, faults, blobs, prepared }
    }

    fn take(&mut self, examined: lot::Examined) {
        let raw = &examined.raw;
        let expected = self.found.head.position.next();
        if raw.position != expected {
            let why = format!("records {expected} to before {} are missing", raw.position);
            self.found.add(Finding::new(Some(expected), why));
        }
        for (why, blob) in examined.faults {
            self.found.add(Finding::of(raw, why, blob));
        }
        self.found.records += 1;
        self.found.blobs += examined.blobs;
        self.found.bytes += raw.written.len() as u64 + examined.bytes;
        self.found.tree.push(examined.leaf);
        self.found.last = raw.position.0.try_into().unwrap_or(i64::MAX);
        self.found.head =
            Head { position: raw.position, digest: raw.digest.parse().unwrap_or(Digest::ZERO) };
    }

    /// A row with a column that is not what the schema promises, such as text that is not UTF-8.
    fn unreadable(&mut self, at: i64, cause: &rusqlite::Error) {
        let position = Position(at.unsigned_abs());
        self.found.add(Finding::new(Some(position), format!("it cannot be read: {cause}")));
        self.found.records += 1;
        // Its leaf is not known; what stands for it makes every root from here on another one.
        self.found.tree.push(Digest::ZERO);
        self.found.last = at;
        self.prev = None;
        self.found.head = Head { position, digest: Digest::ZERO };
    }

    /// Asks SQLite about the pages and the indexes, through which records and blobs are found by key and by digest.
    fn tables(&mut self) {
        for table in ["log", "blob"] {
            let said = self.ask_sqlite(table).unwrap_or_else(|cause| vec![cause.to_string()]);
            for why in said.into_iter().filter(|said| said != "ok") {
                self.found.add(Finding::new(None, format!("the table {table}: {why}")));
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
