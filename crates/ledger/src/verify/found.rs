//! What a verification found: numbers and findings.
//!
//! Holds values and counts; looks at nothing itself. What must hold: the first finding is the first in the log, and the
//! number of findings is right also where no more of them are kept.

use crate::row::Raw;
use crate::{Digest, Head, Kind, Position, Tree};

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
    /// The Merkle tree over the texts that stand there, whether they hold or not.
    pub tree: Tree,
    /// The first record that does not hold.
    pub first_bad: Option<Position>,
    /// Why the first finding is one.
    pub why: Option<String>,
    /// How many findings there are.
    pub problems: u64,
    /// The first hundred findings, in the order of the log; without a position where none is to blame.
    pub findings: Vec<Finding>,
    /// Key of the last row read, whatever it says.
    pub(super) last: i64,
}

/// Names one thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The record at fault, where there is one.
    pub position: Option<Position>,
    /// What sort of thing it is, as its column says; nothing vouches for that.
    pub kind: Option<Kind>,
    /// The name of the thing, as its column says; nothing vouches for that.
    pub key: Option<String>,
    /// The raw bytes at fault, where it is they.
    pub blob: Option<Digest>,
    /// What does not hold, for a person.
    pub why: String,
}

impl Verification {
    /// Says that everything holds.
    pub fn is_ok(&self) -> bool {
        self.problems == 0
    }

    pub(super) fn begun() -> Self {
        Self {
            records: 0,
            blobs: 0,
            bytes: 0,
            head: Head::EMPTY,
            tree: Tree::new(),
            first_bad: None,
            why: None,
            problems: 0,
            findings: Vec::new(),
            last: 0,
        }
    }

    pub(super) fn add(&mut self, finding: Finding) {
        self.problems += 1;
        self.why.get_or_insert_with(|| finding.why.clone());
        if let Some(position) = finding.position {
            self.first_bad.get_or_insert(position);
        }
        if self.findings.len() < KEPT {
            self.findings.push(finding);
        }
    }
}

impl Finding {
    pub(super) fn new(position: Option<Position>, why: String) -> Self {
        Self { position, kind: None, key: None, blob: None, why }
    }

    pub(super) fn of(raw: &Raw, why: String, blob: Option<Digest>) -> Self {
        Self {
            position: Some(raw.position),
            kind: Some(raw.kind().into()),
            key: Some(raw.key().to_owned()),
            blob,
            why,
        }
    }
}
