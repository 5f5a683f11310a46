//! Reports that their source took down, or that can no longer be found there.
//!
//! A `gone` record names a report by its key and says how and since when it is gone, with a reason; a
//! later one of the key may take that back. The report stays in the case with all that was read in
//! it: what is marked is the report and every account that it carries, and nothing else changes. To
//! take a post down is no denial of it.

use std::collections::BTreeMap;

use rashomon_ledger::{Draft, Ledger, Record, Selection};
use rashomon_model::Date;
use serde::{Deserialize, Serialize};

use super::CaseFile;
use super::store::{self, SHAPE};
use super::withheld::Withheld;
use crate::Error;
use crate::json::case::{Event, Gone, GoneReport, Report};

/// Kind of the records that say so.
pub const GONE: &str = "gone";

/// Body of a `gone` record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Whether it is gone; false takes an earlier record back.
    pub gone: bool,
    /// taken-down or not-found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// The day on which somebody saw that it was gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// Why it is held so.
    pub reason: String,
}

/// What a person asks to be recorded of a report that is gone, or back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskGone {
    /// The report.
    pub report: String,
    /// False where it is back, or was never gone.
    pub gone: bool,
    /// Whether its source is known to have taken it down; else it can only not be found.
    pub taken_down: bool,
    /// The day on which that was seen, as ISO 8601.
    pub seen: Option<String>,
    /// Why it is held so.
    pub reason: String,
}

impl CaseFile {
    /// Records that a report is gone from its source, or that it is not; returns the position.
    ///
    /// # Errors
    /// Where the reason or the author is empty, the day is none, there is no such report, it is said
    /// so already, or the file cannot be written.
    pub fn gone(&mut self, ask: &AskGone, (at, by): (&str, &str)) -> Result<u64, Error> {
        let reason = ask.reason.trim();
        if reason.is_empty() || by.trim().is_empty() {
            return Err(Error::refused(
                "it needs a reason and an author; give --reason and --by".to_owned(),
            ));
        }
        if let Some(day) = ask.seen.as_deref().filter(|day| day.parse::<Date>().is_err()) {
            return Err(Error::refused(format!("`{day}` is no day; give --seen 2031-03-04")));
        }
        if store::report(&self.ledger, &ask.report)?.is_none() {
            return Err(Error::not_found(format!(
                "no report in {} is called `{}`; `rashomon log CASE --kind report` lists them",
                self.path().display(),
                ask.report
            )));
        }
        let how = if ask.taken_down { "taken-down" } else { "not-found" };
        let stored = Stored {
            gone: ask.gone,
            how: ask.gone.then(|| how.to_owned()),
            seen: ask.seen.clone(),
            reason: reason.to_owned(),
        };
        let known = of(&self.ledger)?.remove(&ask.report);
        match (&known, ask.gone) {
            (None, false) => {
                return Err(Error::nothing_to_do(format!(
                    "nobody said that `{}` is gone; nothing to do",
                    ask.report
                )));
            }
            (Some(known), true) if known.how == how && known.seen == ask.seen => {
                return Err(Error::nothing_to_do(format!(
                    "record {} says so already; nothing to do",
                    known.record
                )));
            }
            _ => {}
        }
        let body = serde_json::to_value(&stored).unwrap_or_default();
        let draft = Draft::new(GONE, SHAPE, at, by, ask.report.as_str(), body);
        Ok(self.ledger.append(&[draft], &[])?.first().map_or(0, |at| at.0))
    }
}

/// Reads a record back.
pub fn stored(record: &Record) -> Result<Stored, Error> {
    store::body(record)
}

/// Reads which reports are gone, by id.
pub fn of(ledger: &Ledger) -> Result<BTreeMap<String, Gone>, Error> {
    let mut out = BTreeMap::new();
    for record in ledger.records(&Selection::all().of_kind(GONE))? {
        let record = record?;
        let stored = stored(&record)?;
        let how = stored.how.unwrap_or_else(|| "not-found".to_owned());
        match stored.gone {
            true => out.insert(
                record.key.clone(),
                Gone {
                    record: record.position.0,
                    how,
                    seen: stored.seen,
                    reason: stored.reason,
                    by: record.by.clone(),
                    at: record.at.clone(),
                },
            ),
            false => out.remove(&record.key),
        };
    }
    Ok(out)
}

/// Marks a report if it is gone.
pub fn mark_report(report: &mut Report, gone: &BTreeMap<String, Gone>, withheld: &Withheld) {
    report.gone = gone.get(&report.head.id).map(|gone| shown(gone, withheld));
}

/// Marks the accounts of an event that rest on reports that are gone.
pub fn mark_event(event: &mut Event, gone: &BTreeMap<String, Gone>, withheld: &Withheld) {
    if gone.is_empty() {
        return;
    }
    for account in &mut event.accounts {
        let of = |id: &String| {
            let gone = shown(gone.get(id)?, withheld);
            Some(GoneReport { report: id.clone(), gone })
        };
        account.gone = account.reports.iter().filter_map(of).collect();
    }
}

fn shown(gone: &Gone, withheld: &Withheld) -> Gone {
    Gone { reason: withheld.scrub(&gone.reason), ..gone.clone() }
}
