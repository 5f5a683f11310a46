//! Questions to a case: events, entities, reports, search, and the case as a whole.
//!
//! Answers come from the derived tables, in the shapes of the contract. Asking changes nothing.

use serde::de::DeserializeOwned;

use super::derived::{ENTITY, EVENT, REPORT, WHOLE};
use super::{CaseFile, store};
use crate::Error;
use crate::json::case::{Case, Entity, Event, Report, SCHEMA};

/// A passage that has the words asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Id of the report or entity.
    pub id: String,
    /// Where in it: title, text or names.
    pub field: String,
    /// A stretch around the words.
    pub snippet: String,
    /// Where the words stand in the stretch, in bytes.
    pub found: Vec<std::ops::Range<usize>>,
}

/// What an id names.
#[derive(Clone, Debug)]
pub enum Found {
    /// An event.
    Event(Box<Event>),
    /// An entity.
    Entity(Box<Entity>),
    /// A claim, with its event.
    Claim(Box<Event>, usize),
    /// A report.
    Report(Box<Report>),
}

impl CaseFile {
    /// Returns every event, by time, then id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn events(&self) -> Result<Vec<Event>, Error> {
        self.rows(EVENT)
    }

    /// Returns every entity, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn entities(&self) -> Result<Vec<Entity>, Error> {
        self.rows(ENTITY)
    }

    /// Returns every report in force without its text, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn reports(&self) -> Result<Vec<Report>, Error> {
        self.rows(REPORT)
    }

    /// Returns the canonical text of a report in force.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn text(&self, report: &str) -> Result<Option<String>, Error> {
        Ok(store::report(&self.ledger, report)?.map(|report| report.text))
    }

    /// Finds passages that have all words of a query, best first.
    ///
    /// # Errors
    /// Where the file does not read; never because of the query.
    pub fn search(&self, query: &str, limit: u32) -> Result<Vec<Passage>, Error> {
        let hits = self.ledger.derived().search(query, limit)?;
        let passage = |hit: rashomon_ledger::Hit| Passage {
            id: hit.id,
            field: hit.field,
            snippet: hit.snippet,
            found: hit.found,
        };
        Ok(hits.into_iter().map(passage).collect())
    }

    /// Returns the whole case with the texts of its reports.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn case(&self) -> Result<Case, Error> {
        let mut reports = self.reports()?;
        for report in &mut reports {
            report.text = self.text(&report.head.id)?.unwrap_or_default();
        }
        let derived = self.ledger.derived();
        Ok(Case {
            schema: SCHEMA.to_owned(),
            reports,
            entities: self.entities()?,
            events: self.events()?,
            relations: derived.get_json(WHOLE, "relations")?.unwrap_or_default(),
            origins: derived.get_json(WHOLE, "origins")?.unwrap_or_default(),
            judgements: Vec::new(),
        })
    }

    /// Finds what an id names; an event also answers to its number in `events` and to the
    /// beginning of its id.
    ///
    /// # Errors
    /// Where the file does not read, or nothing or several things answer.
    pub fn find(&self, id: &str) -> Result<Found, Error> {
        let events = self.events()?;
        if let Ok(number) = id.parse::<usize>()
            && let Some(event) = number.checked_sub(1).and_then(|n| events.get(n))
        {
            return Ok(Found::Event(Box::new(event.clone())));
        }
        let named: Vec<&Event> = events.iter().filter(|e| e.id.starts_with(id)).collect();
        if let [event] = named.as_slice() {
            return Ok(Found::Event(Box::new((*event).clone())));
        }
        for event in &events {
            if let Some(at) = event.claims.iter().position(|claim| claim.id == id) {
                return Ok(Found::Claim(Box::new(event.clone()), at));
            }
        }
        if let Some(entity) = self.ledger.derived().get_json(ENTITY, id)? {
            return Ok(Found::Entity(Box::new(entity)));
        }
        if let Some(report) = self.ledger.derived().get_json(REPORT, id)? {
            return Ok(Found::Report(Box::new(report)));
        }
        Err(Error::not_found(format!(
            "nothing in {} is called `{id}`; `rashomon events` and `rashomon entities` list ids",
            self.path().display()
        )))
    }

    fn rows<T: DeserializeOwned>(&self, table: &str) -> Result<Vec<T>, Error> {
        let rows = self.ledger.derived().scan(table, "").map(|row| {
            let (key, value) = row?;
            serde_json::from_slice(&value).map_err(|why| Error::derived(table, &key, why))
        });
        rows.collect()
    }
}
