//! Derived tables: the case as JSON, one row an event or entity, and the full-text index.
//!
//! Tagged with the log head and the version they were built from; whenever either has moved on
//! they are dropped and rebuilt whole, in one transaction. Nothing in them is ground.

use rashomon_model::Report;

use super::{CaseFile, store};
use crate::json::case::{self, Case};
use crate::{Error, pipeline};

/// Version of what stands in these tables; anything else in a file is rebuilt.
pub const VERSION: &str = concat!("rashomon-", env!("CARGO_PKG_VERSION"), " tables-2");

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
/// Table with single rows `relations` and `origins`.
pub const WHOLE: &str = "whole";

impl CaseFile {
    /// Brings the derived tables up to date; does nothing where they are.
    ///
    /// # Errors
    /// Where the log does not read back or the file cannot be written.
    pub fn refresh(&mut self) -> Result<(), Error> {
        if self.ledger.derived().is_current(VERSION)? {
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
            let key = format!("{} {}", number_key(number), event.id);
            derive.put_json(EVENT, &key, event)?;
            derive.put_json(EVENT_ID, &event.id, &key)?;
            for claim in &event.claims {
                derive.put_json(CLAIM, &claim.id, &key)?;
            }
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
        derive.set_built_from(head.position, VERSION)?;
        derive.commit()?;
        Ok(())
    }
}

/// Returns the beginning of the key of the event at a place of the case, from 0.
pub fn number_key(number: usize) -> String {
    format!("{number:08}")
}
