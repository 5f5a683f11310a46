//! What every request shares: which case, who may write, and the rows of the overview.
//!
//! A request opens the case for itself, on a thread that may block, so that it sees one state of it.
//! Kept between requests are only what a glance at the whole case needs, under the head of the log it
//! was made of: another head, and it is made anew.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rashomon::json::case::{Case, Event};
use rashomon::query::brief::EntityBrief;
use rashomon::query::outlets::Outlets;
use rashomon::query::overview::{self, Choices, Row};
use rashomon::{AsOf, CaseFile};

use crate::error::ApiError;
use crate::serve::Clock;
use crate::token::Token;

/// The state of the server; cheap to copy.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    as_of: Option<AsOf>,
    write: bool,
    token: Token,
    /// The port that is listened on: part of every own address.
    port: u16,
    clock: Clock,
    whole: Mutex<Option<Arc<Whole>>>,
    /// The case without its texts, under the head it was read at; for questions to every event.
    case: Mutex<Option<(String, Arc<Case>)>>,
    /// One judgement at a time: what each derives builds on the one before.
    writing: Mutex<()>,
}

/// What questions about the whole case need.
pub struct Whole {
    /// Digest of the log it was made of.
    pub head: String,
    /// Its events in brief, in order.
    pub events: Vec<Event>,
    /// Its entities in brief, by id.
    pub entities: Vec<EntityBrief>,
    /// The names of its entities, by id.
    pub names: BTreeMap<String, String>,
    /// A row for each event, in the same order.
    pub rows: Vec<Row>,
    /// The outlets of the case.
    pub outlets: Outlets,
    /// What can be chosen among its events.
    pub choices: Choices,
}

/// What a server is made of.
pub struct Made {
    /// The case.
    pub path: PathBuf,
    /// The state that is shown, where it is an earlier one.
    pub as_of: Option<AsOf>,
    /// Whether judgements may be entered.
    pub write: bool,
    /// What opens it.
    pub token: Token,
    /// The port.
    pub port: u16,
    /// The time of entry.
    pub clock: Clock,
}

impl App {
    /// Makes the state of a server.
    pub fn new(made: Made) -> App {
        let Made { path, as_of, write, token, port, clock } = made;
        let (whole, case, writing) = (Mutex::new(None), Mutex::new(None), Mutex::new(()));
        let write = write && as_of.is_none();
        let inner = Inner { path, as_of, write, token, port, clock, whole, case, writing };
        App { inner: Arc::new(inner) }
    }

    /// Tells whether judgements may be entered.
    pub fn can_write(&self) -> bool {
        self.inner.write
    }

    /// What opens the server.
    pub fn token(&self) -> &Token {
        &self.inner.token
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.inner.port
    }

    /// What the case is called: its file's name.
    pub fn name(&self) -> String {
        let stem = self.inner.path.file_stem();
        stem.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The time of entry, now.
    pub fn now(&self) -> String {
        (self.inner.clock)()
    }

    /// Opens the case to look at.
    pub fn case(&self) -> Result<CaseFile, ApiError> {
        Ok(match self.inner.as_of {
            Some(as_of) => CaseFile::open_as_of(&self.inner.path, as_of)?,
            None => CaseFile::open_to_look(&self.inner.path)?,
        })
    }

    /// Opens the case to enter something; waits until nobody else does.
    pub fn writing(&self) -> Result<(CaseFile, MutexGuard<'_, ()>), ApiError> {
        let turn = self.inner.writing.lock().unwrap_or_else(PoisonError::into_inner);
        Ok((CaseFile::open(&self.inner.path)?, turn))
    }

    /// Answers a question on a thread that may block.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&App) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let app = self.clone();
        let asked = tokio::task::spawn_blocking(move || question(&app)).await;
        asked.unwrap_or_else(|_| {
            Err(ApiError::internal("the question ended without an answer; ask again"))
        })
    }

    /// Returns the case as it stands now, without its texts: more than a glance needs.
    pub fn without_texts(&self) -> Result<Arc<Case>, ApiError> {
        let case = self.case()?;
        let head = case.head()?;
        let mut held = self.inner.case.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = held.as_ref().filter(|(of, _)| *of == head) {
            return Ok(Arc::clone(known));
        }
        let whole = Arc::new(case.case_without_texts()?);
        *held = Some((head, Arc::clone(&whole)));
        Ok(whole)
    }

    /// Returns what a glance at the whole case needs, as it stands now.
    pub fn whole(&self) -> Result<Arc<Whole>, ApiError> {
        let case = self.case()?;
        let head = case.head()?;
        let mut held = self.inner.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(whole) = held.as_ref().filter(|whole| whole.head == head) {
            return Ok(Arc::clone(whole));
        }
        let rulebooks = case.rulebooks()?;
        let (events, entities) = (case.events_in_brief()?, case.entities_in_brief()?);
        let reports = case.reports()?;
        let name = |entity: &EntityBrief| (entity.id.clone(), entity.name.clone());
        let names = entities.iter().map(name).collect();
        let rows = overview::rows(&events, &reports, &rulebooks);
        let choices = overview::choices(&events, &rows, &names, &rulebooks);
        let outlets = Outlets::of(&reports);
        let whole = Whole { head, events, entities, names, rows, outlets, choices };
        let whole = Arc::new(whole);
        *held = Some(Arc::clone(&whole));
        Ok(whole)
    }
}
