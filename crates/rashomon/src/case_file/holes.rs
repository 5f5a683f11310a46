//! Which text a reading was made of: the whole text of its report, or that text with holes as they were then.
//!
//! In: the records of a log in order, then a reading's report and the digest of the text it names. Out: that text, where
//! the log has it. A reading made of a text with holes stays right when more is withheld later, and when it is shown
//! again. Must hold: no text is given but the one whose digest the reading names.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rashomon_ledger::{Position, Record};

use super::CaseFile;
use super::store::{self, StoredReport};
use super::withheld::{Holes, REDACTION, Stored, masked, text_key};

/// So many texts are kept at hand; a reading mostly follows its report.
const AT_HAND: usize = 1024;

/// Texts and holes, record by record in the order of the log.
pub struct TextsSoFar<'c> {
    case: &'c CaseFile,
    held: HashMap<String, Position>,
    at_hand: HashMap<String, Whole>,
    redactions: Vec<(u64, Stored)>,
    lifted: BTreeSet<u64>,
}

impl<'c> TextsSoFar<'c> {
    /// Begins with nothing.
    pub fn of(case: &'c CaseFile) -> TextsSoFar<'c> {
        TextsSoFar {
            case,
            held: HashMap::new(),
            at_hand: HashMap::new(),
            redactions: Vec::new(),
            lifted: BTreeSet::new(),
        }
    }

    /// Takes a report in; its text is that of its id from here on.
    pub fn take_report(&mut self, record: &Record) {
        if self.at_hand.len() >= AT_HAND {
            self.at_hand.clear();
        }
        if let Ok(report) = store::body::<StoredReport>(record) {
            self.at_hand.insert(record.key.clone(), Whole::of(report));
        }
        self.held.insert(record.key.clone(), record.position);
    }

    /// Takes in a redaction, or what lifts one.
    pub fn take_redaction(&mut self, record: &Record) {
        if record.kind.as_str() != REDACTION {
            return;
        }
        if let Ok(stored) = store::body::<Stored>(record) {
            match stored.lifts {
                Some(position) => drop(self.lifted.insert(position)),
                None => self.redactions.push((record.position.0, stored)),
            }
        }
    }

    /// Returns the text of a digest that a reading of a report may have been made of.
    pub fn text(&self, report: &str, sha256: &str) -> Option<Arc<str>> {
        let Whole { digest, key, text } = self.whole(report)?;
        if digest == sha256 {
            return Some(text);
        }
        let mut holes = Holes::new();
        for (position, stored) in &self.redactions {
            let is_lifted = self.lifted.contains(position)
                || stored.follows.is_some_and(|of| self.lifted.contains(&of));
            if !is_lifted
                && stored.report.as_deref() == Some(report)
                && stored.text.as_ref() == Some(&key)
            {
                holes.extend(stored.spans.iter().copied());
            }
        }
        let text = masked(&text, &holes);
        (crate::sha256(text.as_bytes()) == sha256).then(|| text.into())
    }

    fn whole(&self, report: &str) -> Option<Whole> {
        if let Some(found) = self.at_hand.get(report) {
            return Some(found.clone());
        }
        let record = self.case.ledger.record(*self.held.get(report)?).ok()??;
        let stored: StoredReport = store::body(&record).ok()?;
        Some(Whole::of(stored))
    }
}

/// One text without holes.
#[derive(Clone)]
struct Whole {
    digest: String,
    /// How a redaction names it.
    key: String,
    text: Arc<str>,
}

impl Whole {
    fn of(report: StoredReport) -> Whole {
        let digest = crate::sha256(report.text.as_bytes());
        Whole { digest, key: text_key(&report), text: report.text.into() }
    }
}

/// The digest of the text that a reading names.
pub fn text_named(record: &Record) -> Option<&str> {
    record.body.pointer("/reading/report/sha256")?.as_str()
}
