//! Derived tables: the case as JSON, in the rows of [`rows`], and the full-text index.
//!
//! Tagged with the log head and the version they were built from; whenever either has moved on
//! they are dropped and rebuilt whole, in one transaction. Nothing in them is ground.

use std::collections::BTreeMap;

use rashomon_ledger::Ledger;
use rashomon_model::{Judgement, Report};

use super::rows::{self, Naming, OUTLETS, READERS, Row, Told, WHOLE, json};
use super::withheld::Withheld;
use super::{CaseFile, index, store};
use crate::json::case::Case;
use crate::query::outlets::Outlets;
use crate::{Error, pipeline};

/// Version of what stands in these tables; anything else in a file is rebuilt.
pub const VERSION: &str = concat!("rashomon-", env!("CARGO_PKG_VERSION"), " tables-14");

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
        let mut counts = rows::no_rows();
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
            if derived.count(table)? > count && fault.is_none() {
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

/// Walks the rows of the derived tables of a case.
fn each_row(made: &Made, row: Row<'_>) -> Result<(), Error> {
    let case = &made.case;
    let mut told = Told::default();
    for (number, event) in case.events.iter().enumerate() {
        told.note(event);
        rows::of_event(number, event, row)?;
    }
    for entity in &case.entities {
        rows::of_entity(entity, &told, row)?;
    }
    let naming = Naming::of(&case.entities);
    for report in &case.reports {
        rows::of_report(report, &told, &naming, row)?;
    }
    for (number, judgement) in case.judgements.iter().enumerate() {
        rows::of_judgement(number, judgement, row)?;
    }
    for (number, relation) in case.relations.iter().enumerate() {
        rows::of_relation(number, relation, row)?;
    }
    for (number, origin) in case.origins.iter().enumerate() {
        rows::of_origin(number, origin, row)?;
    }
    for (number, tie) in case.ties.iter().enumerate() {
        rows::of_tie(number, tie, row)?;
    }
    row(WHOLE, "sources", &json(&case.sources))?;
    row(WHOLE, "rejected", &json(&case.rejected))?;
    row(WHOLE, OUTLETS, &json(&Outlets::of(&case.reports)))?;
    row(WHOLE, READERS, &json(&made.readers))
}
