//! Questions answered with few rows: a page of a list, names, and what stands around one event, entity or report.
//!
//! In: a place in a list, or an id. Out: what the page of it shows, in the order of the case. Nothing here reads a whole
//! table, whatever the size of the case; what does stands in `query`.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::CaseFile;
use super::query::parsed;
use super::rows::{
    CLAIM, ENTITY, ENTITY_BRIEF, ENTITY_EVENT, EVENT, EVENT_BRIEF, ORIGIN, ORIGIN_ID, OUTLETS,
    Part, RELATION, RELATION_OF, RELATION_TOLD, REPORT, REPORT_TELLS, TIE, Tells, WHOLE, joined,
    last_part, number_key,
};
use crate::Error;
use crate::json::case::{Case, Entity, Event, Origin, Relation, Report, SCHEMA, Tie};
use crate::look_alikes::{self, LookAlike};
use crate::query::brief::EntityBrief;
use crate::query::entity_record::{self, Around, EntityRecord, Published, TakesPart};
use crate::query::outlets::Outlets;

impl CaseFile {
    /// Returns some events, from a place in the order of the case, from 0.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn events_from(&self, first: usize, most: usize) -> Result<Vec<Event>, Error> {
        let rows = self.ledger.derived().scan_from(EVENT, &number_key(first)).take(most);
        let events = rows.map(|row| {
            let (key, value) = row?;
            parsed(EVENT, &key, &value)
        });
        events.collect()
    }

    /// Returns the event at a place in the order of the case, from 0.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn event_at(&self, place: usize) -> Result<Option<Event>, Error> {
        let prefix = format!("{} ", number_key(place));
        let row = self.ledger.derived().scan(EVENT, &prefix).next().transpose()?;
        row.map(|(key, value)| parsed(EVENT, &key, &value)).transpose()
    }

    /// Returns every event in brief, by time, then id; see [`brief`](crate::query::brief).
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn events_in_brief(&self) -> Result<Vec<Event>, Error> {
        self.rows(EVENT_BRIEF)
    }

    /// Returns every entity in brief, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn entities_in_brief(&self) -> Result<Vec<EntityBrief>, Error> {
        self.rows(ENTITY_BRIEF)
    }

    /// Returns how many reports there are, and how many entities.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn count_reports_and_entities(&self) -> Result<(usize, usize), Error> {
        let derived = self.ledger.derived();
        Ok((derived.count(REPORT)?, derived.count(ENTITY)?))
    }

    /// Returns the name of an entity.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn name(&self, entity: &str) -> Result<Option<String>, Error> {
        let found: Option<EntityBrief> = self.ledger.derived().get_json(ENTITY_BRIEF, entity)?;
        Ok(found.map(|entity| entity.name))
    }

    /// Returns an entity by its whole id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn entity(&self, id: &str) -> Result<Option<Entity>, Error> {
        Ok(self.ledger.derived().get_json(ENTITY, id)?)
    }

    /// Returns a report in force by its id, without its text.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn report(&self, id: &str) -> Result<Option<Report>, Error> {
        Ok(self.ledger.derived().get_json(REPORT, id)?)
    }

    /// Returns the reports that tell events, without their texts, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn reports_of<'e>(
        &self,
        events: impl IntoIterator<Item = &'e Event>,
    ) -> Result<Vec<Report>, Error> {
        let ids: BTreeSet<&String> = events.into_iter().flat_map(|event| &event.reports).collect();
        self.of_keys(REPORT, ids.into_iter().map(String::as_str))
    }

    /// Returns some reports without their texts, from a place in the order of their ids, each with how much it tells.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn reports_from(&self, first: usize, most: usize) -> Result<Vec<(Report, Tells)>, Error> {
        let derived = self.ledger.derived();
        let ids = derived.keys(REPORT, "", first.saturating_add(most))?;
        let mut out = Vec::new();
        for id in ids.iter().skip(first) {
            let report = derived.get_json(REPORT, id)?.ok_or_else(|| self.nothing(id))?;
            out.push((report, self.tells(id)?));
        }
        Ok(out)
    }

    /// Returns how much a report tells, and whom it names.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn tells(&self, report: &str) -> Result<Tells, Error> {
        Ok(self.ledger.derived().get_json(REPORT_TELLS, report)?.unwrap_or_default())
    }

    /// Returns the events in which claims of a report are, also rejected ones, in the order of the case.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn events_of_report(&self, report: &str) -> Result<Vec<Event>, Error> {
        let mut keys = BTreeSet::new();
        for row in self.ledger.derived().scan(CLAIM, &format!("{report}#")) {
            let (key, value) = row?;
            keys.insert(parsed::<String>(CLAIM, &key, &value)?);
        }
        self.of_keys(EVENT, keys.iter().map(String::as_str))
    }

    /// Returns the outlets of the case, with those of some reports at hand.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn outlets<'r>(
        &self,
        reports: impl IntoIterator<Item = &'r Report>,
    ) -> Result<Outlets, Error> {
        let outlets: Outlets = self.ledger.derived().get_json(WHOLE, OUTLETS)?.unwrap_or_default();
        Ok(outlets.with(reports))
    }

    /// Returns the origins on which reports rest.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn origins_of(&self, reports: &[Report]) -> Result<Vec<Origin>, Error> {
        let ids: BTreeSet<&String> = reports.iter().filter_map(|it| it.origin.as_ref()).collect();
        let mut keys = BTreeSet::new();
        for id in ids {
            keys.extend(self.ledger.derived().get_json::<String>(ORIGIN_ID, id)?);
        }
        self.of_keys(ORIGIN, keys.iter().map(String::as_str))
    }

    /// Returns the ties of what some reports took.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn ties_of(&self, reports: &[Report]) -> Result<Vec<Tie>, Error> {
        let mut ties: BTreeMap<String, Tie> = BTreeMap::new();
        for report in reports {
            for row in self.ledger.derived().scan(TIE, &joined(&report.head.id, "")) {
                let (key, value) = row?;
                let tie: Tie = parsed(TIE, &key, &value)?;
                // An id may hold what stands between the parts of a key.
                if tie.to == report.head.id {
                    ties.insert(last_part(&key).to_owned(), tie);
                }
            }
        }
        Ok(ties.into_values().collect())
    }

    /// Returns the case with nothing but some of its events and what they rest on.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn part(&self, events: Vec<Event>) -> Result<Case, Error> {
        let derived = self.ledger.derived();
        let mut reports = self.reports_of(&events)?;
        for report in &mut reports {
            report.text = self.text(&report.head.id)?.unwrap_or_default();
        }
        let meant: BTreeSet<String> = events.iter().flat_map(crate::export::meant).collect();
        let ids: Vec<String> = events.iter().map(|event| event.id.clone()).collect();
        let case = Case {
            schema: SCHEMA.to_owned(),
            entities: self.of_keys(ENTITY, meant.iter().map(String::as_str))?,
            relations: self.relations_at(RELATION_TOLD, reports.iter().map(|it| &it.head.id))?,
            origins: self.origins_of(&reports)?,
            ties: self.ties_of(&reports)?,
            sources: derived.get_json(WHOLE, "sources")?.unwrap_or_default(),
            judgements: self.judgements()?,
            rejected: Vec::new(),
            reports,
            events,
        };
        Ok(case.only(&ids.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    /// Tells what the case knows of an entity, by its whole id.
    ///
    /// # Errors
    /// Where there is no such entity, or the file does not read.
    pub fn entity_record(&self, id: &str) -> Result<EntityRecord, Error> {
        let Some(entity) = self.entity(id)? else {
            return Err(Error::not_found(format!(
                "no entity of the case has the id `{id}`; `rashomon entities` lists them"
            )));
        };
        let derived = self.ledger.derived();
        let mut events: Vec<TakesPart> = Vec::new();
        let mut holding = Vec::new();
        let prefix = joined(id, "");
        for row in derived.scan(ENTITY_EVENT, &prefix) {
            let (key, value) = row?;
            let part: Part = parsed(ENTITY_EVENT, &key, &value)?;
            events.extend(part.takes);
            if part.held && entity_record::is_place(&entity) {
                holding.extend(derived.get_json::<Event>(EVENT, last_part(&key))?);
            }
        }
        let outlets = self.outlets([])?;
        entity_record::around(Around {
            kept_apart: self.look_alikes(&entity, entity_record::NEAREST)?,
            relations: self.relations_at(RELATION_OF, [&entity.id])?,
            events,
            holding,
            name: &|id| self.name(id),
            report: &|id| {
                let found = self.report(id)?;
                Ok(found.map_or_else(Published::default, |report| Published {
                    outlet: outlets.shown(&report).map(str::to_owned),
                    day: report.head.published,
                }))
            },
            entity: &entity,
        })
    }

    /// Returns the entities whose names come nearest to an entity's, at most so many.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn look_alikes(&self, entity: &Entity, most: usize) -> Result<Vec<LookAlike>, Error> {
        look_alikes::of(entity, &self.entities_in_brief()?, most)
    }

    /// Returns the relations to which rows of a table lead, in the order of the case.
    fn relations_at<'i>(
        &self,
        table: &str,
        ids: impl IntoIterator<Item = &'i String>,
    ) -> Result<Vec<Relation>, Error> {
        let mut keys = BTreeSet::new();
        for id in ids {
            for row in self.ledger.derived().scan(table, &joined(id, "")) {
                let (key, value) = row?;
                keys.insert(parsed::<String>(table, &key, &value)?);
            }
        }
        self.of_keys(RELATION, keys.iter().map(String::as_str))
    }

    /// Reads rows by their keys; those that are not there are left out.
    fn of_keys<'k, T: DeserializeOwned>(
        &self,
        table: &str,
        keys: impl Iterator<Item = &'k str>,
    ) -> Result<Vec<T>, Error> {
        let mut out = Vec::new();
        for key in keys {
            out.extend(self.ledger.derived().get_json(table, key)?);
        }
        Ok(out)
    }
}
