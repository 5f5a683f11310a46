//! The derived tables of a case, piece by piece, as its log gives them.
//!
//! In: a log, and perhaps one judgement that is not in it. Out: [`Piece`]s: rows of the derived
//! tables and passages to be searched, in one order. Events are set side by side, coded and written
//! on all cores while whoever takes the pieces is at others; no more than some of them are held, so
//! that a case of any size is made in about the memory of its claims.

use std::collections::BTreeMap;

use rashomon_ledger::Ledger;
use rashomon_model::{Case, CaseEvent, Judgement, OriginTie, Print, Sketch};
use rashomon_reconcile::rulebook::{Coder, Rulebook};
use rashomon_reconcile::{Evidence, Indexed, Origins, Reconciler};
use serde::Serialize;

use super::derived::{self, READERS, WHOLE, number_key};
use super::index::{self, Facets, Passage};
use super::replay::{History, replay};
use crate::Error;
use crate::flow::in_order;
use crate::json::case::{Event, Hole, Origin, Writer};
use crate::json::judgement::Judgement as Written;
use crate::json::source::Source;
use crate::pipeline::{self, Derived};

/// Bytes that a claim of an event takes while it is written, about.
const CLAIM_BYTES: usize = 16 << 10;

/// Table, key and value.
pub type Row = (&'static str, String, Vec<u8>);

/// Some rows of the derived tables, and passages.
#[derive(Default)]
pub struct Piece {
    /// Rows of the tables.
    pub rows: Vec<Row>,
    /// What is to be searched.
    pub passages: Vec<Passage>,
}

impl Piece {
    /// Returns how many bytes it has, about.
    pub fn len(&self) -> usize {
        let rows = self.rows.iter().map(|(_, key, value)| key.len() + value.len());
        rows.chain(self.passages.iter().map(|passage| passage.text.len())).sum()
    }
}

/// Takes the pieces of a case.
pub type Take<'t> = &'t mut dyn FnMut(Piece) -> Result<(), Error>;

/// A case that is derived but for the accounts of its events.
pub struct Making {
    derived: Derived,
    rulebooks: Vec<Rulebook>,
    history: History,
    /// What is withheld from the reports that are shown.
    holes: BTreeMap<String, Vec<Hole>>,
}

impl Making {
    /// Derives the case of a log, and of one judgement more where there is one.
    ///
    /// # Errors
    /// Where the log does not read back.
    pub fn of(ledger: &Ledger, judgement: Option<&Judgement>) -> Result<Making, Error> {
        let (mut ground, history) = replay(ledger)?;
        ground.judgements.extend(judgement.cloned());
        let derived = pipeline::derive(&ground)?;
        let mut holes = BTreeMap::new();
        for report in &derived.texts {
            let found = history.holes(ledger, report.id.as_str())?;
            if !found.is_empty() {
                holes.insert(report.id.to_string(), found);
            }
        }
        Ok(Making { derived, rulebooks: ground.rulebooks, history, holes })
    }

    /// Finishes the case event by event.
    ///
    /// # Errors
    /// The first of whoever takes the pieces.
    pub fn each_piece(self, take: Take<'_>) -> Result<(), Error> {
        let Making { derived: Derived { mut case, texts, readers }, rulebooks, history, holes } =
            self;
        let events = std::mem::take(&mut case.events);
        let origins = Origins::find(&evidence(&case));
        for report in &mut case.reports {
            (report.print, report.fingerprint) = (Print::default(), Sketch::default());
        }
        let known = Indexed::of(&evidence(&case));
        let reconciler = Reconciler::of(&known, origins);
        let coder = Coder::of(&known, &rulebooks);
        let writer = Writer::of(&case, reconciler.origins(), &texts);
        let facets = Facets::of(&case.entities, &texts);
        for entity in &case.entities {
            let entity = writer.entity(entity);
            let row = (derived::ENTITY, entity.id.clone(), json(&entity));
            take(Piece { rows: vec![row], passages: vec![index::names(&entity)] })?;
        }
        for report in &texts {
            let mut report = writer.report(report);
            report.withheld = holes.get(&report.head.id).cloned().unwrap_or_default();
            history.mark_report(&mut report);
            let passages = index::texts(&report, &facets);
            report.text = String::new();
            let row = (derived::REPORT, report.head.id.clone(), json(&report));
            take(Piece { rows: vec![row], passages })?;
        }
        let earlier = history.earlier();
        let write = |(number, event): (usize, CaseEvent)| {
            let (mut event, ties) = reconciler.event(event);
            coder.code(&mut event);
            let mut event = writer.event(&event);
            history.mark_event(&mut event, &earlier);
            (event_piece(number, &event, &facets), ties)
        };
        let size = |(_, event): &(usize, CaseEvent)| event.claims.len() * CLAIM_BYTES;
        let mut ties: Vec<OriginTie> = Vec::new();
        in_order(events.into_iter().enumerate(), size, write, |(piece, of_event)| {
            ties.extend(of_event);
            take(piece)
        })?;
        let ties = reconciler.ties(ties);
        let mut last = Piece { rows: Vec::new(), passages: index::outlets(&texts) };
        for (number, judged) in case.judgements.iter().enumerate() {
            last.rows.push((derived::JUDGEMENT, number_key(number), json(&Written::of(judged))));
        }
        let mut whole = |name: &str, value: Vec<u8>| {
            last.rows.push((WHOLE, name.to_owned(), value));
        };
        whole("sources", json(&case.sources.iter().map(Source::of).collect::<Vec<_>>()));
        whole("rejected", json(&writer.rejected(&case.set_aside)));
        whole(READERS, json(&readers));
        let relations = case.relations.iter().map(|relation| writer.relation(relation));
        whole("relations", json(&relations.collect::<Vec<_>>()));
        whole("origins", json(&reconciler.origins().iter().map(Origin::of).collect::<Vec<_>>()));
        whole("ties", json(&ties.iter().map(|tie| writer.tie(tie)).collect::<Vec<_>>()));
        take(last)
    }
}

fn evidence(case: &Case) -> Evidence<'_> {
    Evidence {
        reports: &case.reports,
        entities: &case.entities,
        relations: &case.relations,
        sources: &case.sources,
    }
}

fn event_piece(number: usize, event: &Event, facets: &Facets<'_>) -> Piece {
    // Keys keep the order of the case: by time, then id.
    let key = format!("{} {}", number_key(number), event.id);
    let to_key = json(&key);
    let mut rows = vec![
        (derived::EVENT, key, json(event)),
        (derived::EVENT_ID, event.id.clone(), to_key.clone()),
    ];
    let rejected = event.rejected.iter().map(|rejected| &rejected.claim);
    for claim in event.claims.iter().chain(rejected) {
        rows.push((derived::CLAIM, claim.id.clone(), to_key.clone()));
    }
    let passages = event.claims.iter().map(|claim| index::quote(claim, facets)).collect();
    Piece { rows, passages }
}

/// Our shapes have text keys and no failing parts, so they always serialise.
fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
