//! In which countries and provinces the places of a case lie, by the gazetteer and its imports.

use rashomon_resolve::places::Gazetteer;

use super::{CaseFile, places};
use crate::Error;
use crate::json::case::Event;
use crate::query::units::{Divisions, entries};

impl CaseFile {
    /// Looks up the divisions of the places that some events of the case are placed by.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn divisions(&self, events: &[Event]) -> Result<Divisions, Error> {
        let gazetteer = Gazetteer::embedded().map_err(|e| Error::embedded("gazetteer", e))?;
        let gazetteer = gazetteer.with_places(places::rows(&self.ledger)?);
        let (entries, countries) = entries(events);
        Ok(Divisions {
            provinces: gazetteer.provinces(&entries),
            countries: gazetteer.countries(&countries),
        })
    }
}
