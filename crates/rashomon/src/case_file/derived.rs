//! Derived tables: the case as JSON, in the rows of [`rows`], and the full-text index.
//!
//! Tagged with the log head and the version they were built from; whenever either has moved on
//! they are dropped and rebuilt whole, in one transaction. Nothing in them is ground.

use rashomon_ledger::{Ledger, Position};

use super::made::{Making, Take};
use super::{CaseFile, rows};
use crate::Error;

/// Version of what stands in these tables; anything else in a file is rebuilt.
pub const VERSION: &str = concat!("rashomon-", env!("CARGO_PKG_VERSION"), " tables-14");

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
        let mut counts = rows::no_rows();
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
            if derived.count(table)? > count && fault.is_none() {
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
