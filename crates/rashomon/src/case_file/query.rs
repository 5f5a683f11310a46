//! Questions to a case: events, entities, reports, search, and the case as a whole.
//!
//! Answers come from the derived tables, in the shapes of the contract. Asking changes nothing.

use serde::de::DeserializeOwned;

use super::rows::{
    CLAIM, ENTITY, EVENT, EVENT_ID, JUDGEMENT, ORIGIN, RELATION, REPORT, SPELLING, TIE, WHOLE,
    joined, last_part,
};
use super::withheld::Withheld;
use super::{CaseFile, judge, store};
use crate::Error;
use crate::json::case::{Case, Entity, Event, Origin, Rejected, Relation, Report, SCHEMA, Tie};
use crate::json::judgement::Judgement;
use crate::json::reading::Reading;
use crate::json::received::Received;
use crate::query::review::{self, Review, ReviewAsk};

/// So many ids are listed where several begin alike.
const CANDIDATES: usize = 6;

/// What an id names.
#[derive(Clone, Debug)]
pub enum Found {
    /// An event.
    Event(Box<Event>),
    /// An entity.
    Entity(Box<Entity>),
    /// A claim, with its event.
    Claim(Box<Event>, usize),
    /// A claim that somebody rejected.
    Rejected(Box<Rejected>),
    /// A report.
    Report(Box<Report>),
    /// A judgement.
    Judgement(Box<Judgement>),
    /// What a rulebook makes of an event: the event, the rulebook, and one field where one is asked
    /// for.
    Grade(Box<Event>, String, Option<String>),
}

impl CaseFile {
    /// Returns every event, by time, then id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn events(&self) -> Result<Vec<Event>, Error> {
        self.rows(EVENT)
    }

    /// Returns how many events there are.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn count_events(&self) -> Result<usize, Error> {
        Ok(self.ledger.derived().count(EVENT_ID)?)
    }

    /// Returns every entity, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn entities(&self) -> Result<Vec<Entity>, Error> {
        self.rows(ENTITY)
    }

    /// Returns every judgement with what it does, also withdrawn ones, in the order of the log.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn judgements(&self) -> Result<Vec<Judgement>, Error> {
        self.rows(JUDGEMENT)
    }

    /// Returns every report in force without its text, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn reports(&self) -> Result<Vec<Report>, Error> {
        self.rows(REPORT)
    }

    /// Returns which reports rest on one source.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn origins(&self) -> Result<Vec<Origin>, Error> {
        self.rows(ORIGIN)
    }

    /// Returns what ties reports and claims to what they rest on, by taker.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn ties(&self) -> Result<Vec<Tie>, Error> {
        let mut ties: Vec<(String, Tie)> = Vec::new();
        for row in self.ledger.derived().scan(TIE, "") {
            let (key, value) = row?;
            ties.push((last_part(&key).to_owned(), parsed(TIE, &key, &value)?));
        }
        ties.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(ties.into_iter().map(|(_, tie)| tie).collect())
    }

    /// Returns the canonical text of a report in force, with holes where words are withheld.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn text(&self, report: &str) -> Result<Option<String>, Error> {
        Ok(store::shown_report(&self.ledger, report)?.map(|report| report.text))
    }

    /// Returns what was read in the text of a report that is shown; none where nothing was.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn reading(&self, id: &str) -> Result<Option<Reading>, Error> {
        let Some(report) = store::shown_report(&self.ledger, id)? else { return Ok(None) };
        let latest = store::reading(&self.ledger, id)?;
        let of_shown = |reading: &Reading| reading.report.sha256 == report.head.sha256;
        let found = match latest.filter(of_shown) {
            // A text with holes was read for itself, and perhaps not last.
            None => self.readings_of(id)?.into_iter().rev().find(of_shown),
            found => found,
        };
        Ok(found.map(|reading| Reading { report: report.head, text: report.text, ..reading }))
    }

    /// Returns how entities stand to each other, according to whom.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn relations(&self) -> Result<Vec<Relation>, Error> {
        self.rows(RELATION)
    }

    /// Returns how the report in force under an id came, with holes where words are withheld; none
    /// where nobody kept it.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn received(&self, id: &str) -> Result<Option<Received>, Error> {
        let report = store::report(&self.ledger, id)?;
        let mut received = report.and_then(|report| report.received);
        if let Some(received) = &mut received {
            let withheld = Withheld::of(&self.ledger)?;
            received.rewrite(|text| withheld.scrub(text));
        }
        Ok(received)
    }

    /// Returns what a person should look at first: decisions that were close and matter.
    ///
    /// # Errors
    /// Where the file does not read, or a kind of question is asked for that is none.
    pub fn review(&self, ask: &ReviewAsk) -> Result<Review, Error> {
        review::review(&self.events()?, &self.entities()?, &self.judgements()?, ask)
    }

    /// Returns the digest of the last record of the log: it stands for everything the case rests on.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn head(&self) -> Result<String, Error> {
        Ok(self.ledger.head()?.digest.to_string())
    }

    /// Returns the whole case with the texts of its reports.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn case(&self) -> Result<Case, Error> {
        self.around_events(self.events()?, |_| true)
    }

    /// Returns the whole case; the texts of its reports are empty.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn case_without_texts(&self) -> Result<Case, Error> {
        self.around_events(self.events()?, |_| false)
    }

    /// Puts the rest of the case around events; texts only of some reports.
    fn around_events(
        &self,
        events: Vec<Event>,
        with_text: impl Fn(&str) -> bool,
    ) -> Result<Case, Error> {
        let mut reports = self.reports()?;
        for report in reports.iter_mut().filter(|report| with_text(&report.head.id)) {
            report.text = self.text(&report.head.id)?.unwrap_or_default();
        }
        let derived = self.ledger.derived();
        Ok(Case {
            schema: SCHEMA.to_owned(),
            reports,
            entities: self.entities()?,
            events,
            relations: self.relations()?,
            origins: self.origins()?,
            ties: self.ties()?,
            sources: derived.get_json(WHOLE, "sources")?.unwrap_or_default(),
            judgements: self.judgements()?,
            rejected: self.set_aside()?,
        })
    }

    /// Finds what an id names: a claim, entity, report, judgement, event, or what a rulebook makes of
    /// an event (`EVENT/RULEBOOK`, `EVENT/RULEBOOK/FIELD`); an event also answers to its
    /// number in `events`, events and entities to the beginning of their ids, and entities to an
    /// exact spelling.
    ///
    /// # Errors
    /// Where the file does not read, or nothing or several things answer.
    pub fn find(&self, id: &str) -> Result<Found, Error> {
        if let Some(found) = self.claim(id)? {
            return Ok(found);
        }
        let derived = self.ledger.derived();
        if let Some(entity) = derived.get_json(ENTITY, id)? {
            return Ok(Found::Entity(Box::new(entity)));
        }
        if let Some(mut report) = derived.get_json::<Report>(REPORT, id)? {
            report.text = self.text(id)?.unwrap_or_default();
            return Ok(Found::Report(Box::new(report)));
        }
        if let Some(event) = self.numbered(id)? {
            return Ok(Found::Event(Box::new(event)));
        }
        if let Some((event, grade)) = id.split_once('/') {
            return self.graded(id, event, grade);
        }
        if let Ok(wanted) = id.parse::<rashomon_model::JudgementId>() {
            let wanted = wanted.to_string();
            let found = self.judgements()?.into_iter().find(|judgement| judgement.id == wanted);
            return found.map(|j| Found::Judgement(Box::new(j))).ok_or_else(|| self.nothing(id));
        }
        match (self.beginning(EVENT_ID, id)?, self.beginning(ENTITY, id)?) {
            (Some(event), None) => Ok(Found::Event(Box::new(self.event_of(&event)?))),
            (None, Some(entity)) => {
                let found = derived.get_json(ENTITY, &entity)?;
                found.map(|e| Found::Entity(Box::new(e))).ok_or_else(|| self.nothing(id))
            }
            (None, None) => self.spelled(id),
            (Some(event), Some(entity)) => Err(self.several(id, &[event, entity])),
        }
    }

    /// Finds `EVENT/RULEBOOK` and `EVENT/RULEBOOK/FIELD`.
    fn graded(&self, id: &str, event: &str, grade: &str) -> Result<Found, Error> {
        let Ok(event) = self.find_event(event) else { return self.spelled(id) };
        let (rulebook, field) = match grade.split_once('/') {
            Some((rulebook, field)) => (rulebook, Some(field)),
            None => (grade, None),
        };
        let list = |names: Vec<&String>| {
            names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        let Some(coding) = event.grades.get(rulebook) else {
            return Err(Error::not_found(format!(
                "event {} is not coded by `{rulebook}`; it is coded by: {}",
                event.id,
                list(event.grades.keys().collect())
            )));
        };
        if let Some(field) = field.filter(|field| !coding.fields.contains_key(*field)) {
            return Err(Error::not_found(format!(
                "`{rulebook}` gives no `{field}`; it gives: {}",
                list(coding.fields.keys().collect())
            )));
        }
        let (rulebook, field) = (rulebook.to_owned(), field.map(str::to_owned));
        Ok(Found::Grade(Box::new(event), rulebook, field))
    }

    /// Finds the one entity that has a spelling.
    fn spelled(&self, name: &str) -> Result<Found, Error> {
        let derived = self.ledger.derived();
        let mut found = Vec::new();
        for row in derived.scan(SPELLING, &joined(name, "")) {
            let (key, value) = row?;
            let id: String = parsed(SPELLING, &key, &value)?;
            let entity: Option<Entity> = derived.get_json(ENTITY, &id)?;
            // A spelling may hold what stands between the parts of a key.
            let has = |e: &Entity| e.name == name || e.names.iter().any(|form| form.text == name);
            found.extend(entity.filter(has));
        }
        match found.len() {
            0 => Err(self.nothing(name)),
            1 => found.pop().map(|e| Found::Entity(Box::new(e))).ok_or_else(|| self.nothing(name)),
            _ => {
                let found: Vec<&Entity> = found.iter().collect();
                Err(Error::ambiguous(judge::ambiguous(name, &found)))
            }
        }
    }

    /// Finds an event by its number in `events`, its id or the beginning of it, or the id of one
    /// of its claims.
    ///
    /// # Errors
    /// Where the file does not read, or nothing or several events answer.
    pub fn find_event(&self, id: &str) -> Result<Event, Error> {
        if let Some(event) = self.numbered(id)? {
            return Ok(event);
        }
        if let Some(event) = self.event_with_claim(id)? {
            return Ok(event);
        }
        match self.beginning(EVENT_ID, id)? {
            Some(event) => self.event_of(&event),
            None => Err(self.nothing(id)),
        }
    }

    fn numbered(&self, id: &str) -> Result<Option<Event>, Error> {
        let number = id.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let Some(number) = number else { return Ok(None) };
        self.event_at(number)
    }

    /// Returns the event that has a claim, also among those that somebody rejected.
    pub(super) fn event_with_claim(&self, id: &str) -> Result<Option<Event>, Error> {
        let derived = self.ledger.derived();
        let Some(key) = derived.get_json::<String>(CLAIM, id)? else { return Ok(None) };
        Ok(derived.get_json::<Event>(EVENT, &key)?)
    }

    /// Returns the rejected claims of which no event is left.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn set_aside(&self) -> Result<Vec<Rejected>, Error> {
        Ok(self.ledger.derived().get_json(WHOLE, "rejected")?.unwrap_or_default())
    }

    fn claim(&self, id: &str) -> Result<Option<Found>, Error> {
        if let Some(found) = self.rejected(id)? {
            return Ok(Some(found));
        }
        let Some(event) = self.event_with_claim(id)? else { return Ok(None) };
        let at = event.claims.iter().position(|claim| claim.id == id);
        Ok(at.map(|at| Found::Claim(Box::new(event), at)))
    }

    fn rejected(&self, id: &str) -> Result<Option<Found>, Error> {
        let event = self.event_with_claim(id)?;
        let listed = match event {
            Some(event) => event.rejected,
            None if super::judge_claims::is_claim(id) => self.set_aside()?,
            None => return Ok(None),
        };
        let found = listed.into_iter().find(|rejected| rejected.claim.id == id);
        Ok(found.map(|rejected| Found::Rejected(Box::new(rejected))))
    }

    fn event_of(&self, id: &str) -> Result<Event, Error> {
        let derived = self.ledger.derived();
        let key = derived.get_json::<String>(EVENT_ID, id)?.unwrap_or_default();
        derived.get_json(EVENT, &key)?.ok_or_else(|| self.nothing(id))
    }

    /// Finds the one key of a table that is or begins with some letters.
    fn beginning(&self, table: &str, letters: &str) -> Result<Option<String>, Error> {
        if letters.is_empty() {
            return Ok(None);
        }
        let keys = self.ledger.derived().keys(table, letters, CANDIDATES + 1)?;
        match keys.as_slice() {
            [] => Ok(None),
            // The shorter of two keys of which one begins the other comes first.
            [key, ..] if key == letters => Ok(Some(key.clone())),
            [key] => Ok(Some(key.clone())),
            _ => Err(self.several(letters, &keys)),
        }
    }

    pub(super) fn nothing(&self, id: &str) -> Error {
        Error::not_found(format!(
            "nothing in {} is called `{id}`; `rashomon events` and `rashomon entities` list ids",
            self.path().display()
        ))
    }

    fn several(&self, letters: &str, ids: &[String]) -> Error {
        let mut named = ids.iter().take(CANDIDATES).cloned().collect::<Vec<_>>().join(", ");
        if ids.len() > CANDIDATES {
            named.push_str(" …");
        }
        Error::ambiguous(format!(
            "several things in {} begin with `{letters}`: {named}; give more of the id",
            self.path().display()
        ))
    }

    pub(super) fn rows<T: DeserializeOwned>(&self, table: &str) -> Result<Vec<T>, Error> {
        let rows = self.ledger.derived().scan(table, "").map(|row| {
            let (key, value) = row?;
            parsed(table, &key, &value)
        });
        rows.collect()
    }
}

/// Reads a row back.
pub(super) fn parsed<T: DeserializeOwned>(
    table: &str,
    key: &str,
    value: &[u8],
) -> Result<T, Error> {
    serde_json::from_slice(value).map_err(|why| Error::derived(table, key, why))
}
