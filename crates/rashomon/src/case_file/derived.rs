//! Derived tables: the case as JSON, one row an event or entity, and the full-text index.
//!
//! Tagged with the log head and the version they were built from; whenever either has moved on
//! they are dropped and rebuilt whole, in one transaction. Nothing in them is ground.

use rashomon_model::Report;

use super::{CaseFile, store};
use crate::json::case::{self, Case};
use crate::{Error, READER_VERSION, pipeline};

/// Table of events by id.
pub const EVENT: &str = "event";
/// Table of entities by id.
pub const ENTITY: &str = "entity";
/// Table of reports by id, with their origin but without their text.
pub const REPORT: &str = "report";
/// Table with single rows `relations` and `origins`.
pub const WHOLE: &str = "whole";

impl CaseFile {
    /// Brings the derived tables up to date; does nothing where they are.
    ///
    /// # Errors
    /// Where the log does not read back or the file cannot be written.
    pub fn refresh(&mut self) -> Result<(), Error> {
        if self.ledger.derived().is_current(READER_VERSION)? {
            return Ok(());
        }
        self.rebuild()
    }

    /// Builds the derived tables anew from the log.
    ///
    /// # Errors
    /// Where the log does not read back or the file cannot be written.
    pub fn rebuild(&mut self) -> Result<(), Error> {
        let read = store::replay(&self.ledger)?;
        let derived = pipeline::derive(&read)?;
        let reports: Vec<Report> = read.into_iter().map(|(report, _)| report).collect();
        let case = Case::of(&derived, &reports);
        self.write(&case)
    }

    fn write(&mut self, case: &Case) -> Result<(), Error> {
        let head = self.ledger.head()?;
        let mut derive = self.ledger.derive()?;
        derive.clear_all()?;
        for (number, event) in case.events.iter().enumerate() {
            // Keys keep the order of the case: by time, then id.
            derive.put_json(EVENT, &format!("{number:08} {}", event.id), event)?;
        }
        for entity in &case.entities {
            derive.put_json(ENTITY, &entity.id, entity)?;
            let names: Vec<&str> = entity.names.iter().map(|n| n.text.as_str()).collect();
            derive.index_text(&entity.id, "names", &names.join("\n"), "")?;
        }
        for report in &case.reports {
            let bare = case::Report { text: String::new(), ..report.clone() };
            derive.put_json(REPORT, &report.head.id, &bare)?;
            let title = report.head.title.as_deref().unwrap_or("");
            derive.index_text(&report.head.id, "title", title, "")?;
            derive.index_text(&report.head.id, "text", &report.text, "")?;
        }
        derive.put_json(WHOLE, "relations", &case.relations)?;
        derive.put_json(WHOLE, "origins", &case.origins)?;
        derive.set_built_from(head.position, READER_VERSION)?;
        derive.commit()?;
        Ok(())
    }
}
