//! Derived tables: the case as JSON, one row an event or entity, and the full-text index.
//!
//! Tagged with the log head and the version they were built from; whenever either has moved on
//! they are dropped and rebuilt whole, in one transaction. Nothing in them is ground.

use std::collections::BTreeMap;

use rashomon_ledger::Ledger;
use rashomon_model::{Judgement, Report};
use serde::Serialize;

use super::withheld::Withheld;
use super::{CaseFile, index, store};
use crate::json::case::{self, Case};
use crate::{Error, pipeline};

/// Version of what stands in these tables; anything else in a file is rebuilt.
pub const VERSION: &str = concat!("rashomon-", env!("CARGO_PKG_VERSION"), " tables-13");

/// Table of events by their place in the case, then id.
pub const EVENT: &str = "event";
/// Table that leads from the id of an event to its key in the table of events.
pub const EVENT_ID: &str = "event-id";
/// Table that leads from the id of a claim to the key of its event.
pub const CLAIM: &str = "claim";
/// Table of entities by id.
pub const ENTITY: &str = "entity";
/// Table of reports by id, with their origin but without their text.
pub const REPORT: &str = "report";
/// Table of judgements by their place in the log.
pub const JUDGEMENT: &str = "judgement";
/// Table with single rows `relations`, `origins`, `ties`, `sources`, `rejected` and `readers`.
pub const WHOLE: &str = "whole";
/// Row of [`WHOLE`]: how many reports in force each version has read.
pub const READERS: &str = "readers";
/// Every table.
const TABLES: [&str; 7] = [EVENT, EVENT_ID, CLAIM, ENTITY, REPORT, JUDGEMENT, WHOLE];

/// What stands in the tables.
pub struct Made {
    /// The case.
    pub case: Case,
    /// How many reports in force each version has read.
    pub readers: BTreeMap<String, usize>,
}

impl CaseFile {
    /// Brings the derived tables up to date; does nothing where they are.
    ///
    /// # Errors
    /// Where the log does not read back or the file cannot be written.
    pub fn refresh(&mut self) -> Result<(), Error> {
        if is_current(&self.ledger)? {
            return Ok(());
        }
        self.rebuild()
    }

    /// Builds the derived tables anew from the log.
    ///
    /// # Errors
    /// Where the log does not read back or the file cannot be written.
    pub fn rebuild(&mut self) -> Result<(), Error> {
        let made = self.made_of_log()?;
        self.write(&made)
    }

    /// Compares the derived tables with what the log gives; says how they differ, if they do.
    ///
    /// The words for searching are not compared: what is found there is shown with its report's id.
    ///
    /// # Errors
    /// Where the log does not read back or the file does not read.
    pub(super) fn derived_fault(&self) -> Result<Option<String>, Error> {
        match self.compare_derived() {
            Err(error) if error.is_derived_damage() => {
                Ok(Some("a derived table is damaged and cannot be believed".to_owned()))
            }
            compared => compared,
        }
    }

    fn compare_derived(&self) -> Result<Option<String>, Error> {
        let derived = self.ledger.derived();
        if !is_current(&self.ledger)? {
            // They are dropped and made anew before anybody sees them.
            return Ok(None);
        }
        let made = self.made_of_log()?;
        let mut counts: BTreeMap<&str, usize> = TABLES.map(|table| (table, 0)).into();
        let mut fault = None;
        each_row(&made, &mut |table, key, value| {
            *counts.entry(table).or_default() += 1;
            if fault.is_none() && derived.get(table, key)?.as_deref() != Some(value) {
                fault = Some(format!(
                    "row `{key}` of the derived table `{table}` is not what the log gives"
                ));
            }
            Ok(())
        })?;
        for (table, count) in counts {
            let mut held = 0;
            for row in derived.scan(table, "") {
                row?;
                held += 1;
            }
            if held > count && fault.is_none() {
                fault = Some(format!(
                    "the derived table `{table}` has rows that the log does not give"
                ));
            }
        }
        Ok(fault)
    }

    fn made_of_log(&self) -> Result<Made, Error> {
        self.made_with(None)
    }

    /// Makes the case of the log and of one judgement more, which is not in it yet.
    pub(super) fn made_with(&self, judgement: Option<&Judgement>) -> Result<Made, Error> {
        let (mut ground, history) = store::replay(&self.ledger)?;
        ground.judgements.extend(judgement.cloned());
        let derived = pipeline::derive(&mut ground)?;
        let reports: Vec<Report> = ground.read.into_iter().map(|(report, _)| report).collect();
        let mut case = Case::of(&derived, &reports);
        let withheld = Withheld::of(&self.ledger)?;
        for report in &mut case.reports {
            report.withheld = withheld.holes_of_shown(&self.ledger, &report.head.id)?;
        }
        history.mark(&mut case);
        Ok(Made { case, readers: history.readers })
    }

    pub(super) fn write(&mut self, made: &Made) -> Result<(), Error> {
        let case = &made.case;
        let head = self.ledger.head()?;
        let mut derive = self.ledger.derive()?;
        derive.clear_all()?;
        each_row(made, &mut |table, key, value| Ok(derive.put(table, key, value)?))?;
        index::index(&mut derive, case)?;
        derive.set_built_from(head.position, VERSION)?;
        derive.commit()?;
        Ok(())
    }
}

/// Says whether derived tables are of this log and version; those that cannot be read are not.
pub(super) fn is_current(ledger: &Ledger) -> Result<bool, Error> {
    match ledger.derived().is_current(VERSION) {
        Err(error) if error.is_derived_damage() => Ok(false),
        told => Ok(told?),
    }
}

/// Called with table, key and value of a row.
type Row<'r> = &'r mut dyn FnMut(&'static str, &str, &[u8]) -> Result<(), Error>;

/// Walks the rows of the derived tables of a case.
fn each_row(made: &Made, row: Row<'_>) -> Result<(), Error> {
    let case = &made.case;
    for (number, event) in case.events.iter().enumerate() {
        // Keys keep the order of the case: by time, then id.
        let key = format!("{} {}", number_key(number), event.id);
        row(EVENT, &key, &json(event))?;
        row(EVENT_ID, &event.id, &json(&key))?;
        let rejected = event.rejected.iter().map(|rejected| &rejected.claim);
        for claim in event.claims.iter().chain(rejected) {
            row(CLAIM, &claim.id, &json(&key))?;
        }
    }
    for entity in &case.entities {
        row(ENTITY, &entity.id, &json(entity))?;
    }
    for report in &case.reports {
        let bare = case::Report { text: String::new(), ..report.clone() };
        row(REPORT, &report.head.id, &json(&bare))?;
    }
    for (number, judgement) in case.judgements.iter().enumerate() {
        row(JUDGEMENT, &number_key(number), &json(judgement))?;
    }
    row(WHOLE, "sources", &json(&case.sources))?;
    row(WHOLE, "rejected", &json(&case.rejected))?;
    row(WHOLE, READERS, &json(&made.readers))?;
    row(WHOLE, "relations", &json(&case.relations))?;
    row(WHOLE, "origins", &json(&case.origins))?;
    row(WHOLE, "ties", &json(&case.ties))
}

/// Our shapes have text keys and no failing parts, so they always serialise.
fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Returns the beginning of the key of the event or judgement at a place of the case, from 0.
pub fn number_key(number: usize) -> String {
    format!("{number:08}")
}
