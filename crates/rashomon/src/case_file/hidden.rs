//! What must not be handed over: records and raw bytes in which withheld words stand.
//!
//! In: the redactions of a case, and the records that are to go into a bundle. Out: which of them stay behind, and why.
//! A reading goes along only with the text that it was made of. Bytes are looked through as far as they are text: a
//! compressed page of another report could still hold the words, so whoever withholds words from what is not text
//! leaves raw captures out. Must hold: redactions count to the end of the log, also for an earlier state.

use std::collections::BTreeSet;

use rashomon_ledger::{Digest, Position, Record};

use super::CaseFile;
use super::holes::text_named;
use super::store::{READING, REPORT};
use super::withheld::Withheld;
use crate::Error;

/// What is withheld from a case, and the raw bytes that would show it.
pub struct Hidden {
    /// The redactions, and what they do to texts.
    pub words: Withheld,
    blobs: BTreeSet<Digest>,
}

impl Hidden {
    /// Gathers what must not be shown of some records.
    pub fn of(case: &CaseFile, positions: &BTreeSet<u64>) -> Result<Hidden, Error> {
        let words = Withheld::of(&case.ledger)?;
        let mut hidden = Hidden { words, blobs: BTreeSet::new() };
        if hidden.words.is_empty() {
            return Ok(hidden);
        }
        for position in positions {
            // Two reports may have come in the same bytes.
            if let Some(record) = case.ledger.record(Position(*position))?
                && record.kind.as_str() == REPORT
                && hidden.has_words(&record)
            {
                hidden.blobs.extend(record.attached);
            }
        }
        Ok(hidden)
    }

    /// Says why a record may not be shown letter by letter; nothing where it may. `shown` is the digest of the text
    /// that is shown of its report.
    pub fn why(&self, record: &Record, shown: Option<&String>) -> Option<&'static str> {
        match record.kind.as_str() {
            READING if text_named(record) != shown.map(String::as_str) => {
                Some("it was made of a text that is not shown")
            }
            _ => self.has_words(record).then_some("it has words that are withheld"),
        }
    }

    /// Tells whether bytes would show withheld words.
    pub fn shows(&self, digest: &Digest, bytes: &[u8]) -> bool {
        self.blobs.contains(digest)
            || !self.words.is_empty() && {
                let text = String::from_utf8_lossy(bytes);
                self.words.scrub(&text) != text
            }
    }

    fn has_words(&self, record: &Record) -> bool {
        let digest = record.body.pointer("/head/sha256").and_then(|sha256| sha256.as_str());
        let has_holes =
            digest.is_some_and(|digest| self.words.holes(&record.key, digest).is_some());
        has_holes
            || self.words.scrub(&record.key) != record.key
            || self.words.scrubbed(record.clone()).body != record.body
    }
}
