//! Derived tables: the case as JSON, one row an event or entity, and the full-text index.
//!
//! Tagged with the log head and the version they were built from; whenever either has moved on
//! they are dropped and rebuilt whole, in one transaction. Nothing in them is ground.

use std::collections::BTreeMap;

use rashomon_ledger::{Ledger, Position};

use super::CaseFile;
use super::made::{Making, Take};
use crate::Error;

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
        // The tables are of the log as it was before the first record was read back.
        let head = self.ledger.head()?;
        let making = Making::of(&self.ledger, None)?;
        self.write(head.position, |take| making.each_piece(take))
    }

    /// Puts pieces in the place of all tables, as those of a position of the log.
    pub(super) fn write(
        &mut self,
        position: Position,
        pieces: impl FnOnce(Take<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut derive = self.ledger.derive()?;
        derive.clear_all()?;
        pieces(&mut |piece| {
            for (table, key, value) in &piece.rows {
                derive.put(table, key, value)?;
            }
            piece.passages.iter().try_for_each(|passage| passage.index(&mut derive))
        })?;
        derive.set_built_from(position, VERSION)?;
        derive.commit()?;
        Ok(())
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
        let mut counts: BTreeMap<&str, usize> = TABLES.map(|table| (table, 0)).into();
        let mut fault = None;
        Making::of(&self.ledger, None)?.each_piece(&mut |piece| {
            for (table, key, value) in &piece.rows {
                *counts.entry(table).or_default() += 1;
                if fault.is_none() && derived.get(table, key)?.as_ref() != Some(value) {
                    fault = Some(format!(
                        "row `{key}` of the derived table `{table}` is not what the log gives"
                    ));
                }
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
}

/// Says whether derived tables are of this log and version; those that cannot be read are not.
pub(super) fn is_current(ledger: &Ledger) -> Result<bool, Error> {
    match ledger.derived().is_current(VERSION) {
        Err(error) if error.is_derived_damage() => Ok(false),
        told => Ok(told?),
    }
}

/// Returns the beginning of the key of the event or judgement at a place of the case, from 0.
pub fn number_key(number: usize) -> String {
    format!("{number:08}")
}
