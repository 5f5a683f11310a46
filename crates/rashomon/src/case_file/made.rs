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

use super::index::{self, Facets, Passage};
use super::replay::{History, replay};
use super::rows::{self, Naming, OUTLETS, READERS, Row, Told, WHOLE, json};
use crate::Error;
use crate::flow::in_order;
use crate::json::case::{Hole, Origin, Writer};
use crate::json::judgement::Judgement as Written;
use crate::json::source::Source;
use crate::pipeline::{self, Derived};
use crate::query::outlets::Outlets;

/// Bytes that a claim of an event takes while it is written, about.
const CLAIM_BYTES: usize = 16 << 10;

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
            let passages = vec![index::names(&writer.entity(entity))];
            take(Piece { rows: Vec::new(), passages })?;
        }
        for report in &texts {
            take(Piece { rows: Vec::new(), passages: index::texts(report, &facets) })?;
        }
        let earlier = history.earlier();
        let write = |(number, event): (usize, CaseEvent)| {
            let (mut event, ties) = reconciler.event(event);
            coder.code(&mut event);
            let mut event = writer.event(&event);
            history.mark_event(&mut event, &earlier);
            let mut told = Told::default();
            told.note(&event);
            let mut piece = Piece::default();
            rows::of_event(number, &event, &mut piece.rows);
            piece.passages =
                event.claims.iter().map(|claim| index::quote(claim, &facets)).collect();
            (piece, told, ties)
        };
        let size = |(_, event): &(usize, CaseEvent)| event.claims.len() * CLAIM_BYTES;
        let (mut ties, mut told): (Vec<OriginTie>, Told) = Default::default();
        in_order(events.into_iter().enumerate(), size, write, |(piece, of_event, with)| {
            told.add(of_event);
            ties.extend(with);
            take(piece)
        })?;
        // What entities and reports tell of events is known now.
        for entity in &case.entities {
            take(rows_alone(|rows| rows::of_entity(&writer.entity(entity), &told, rows)))?;
        }
        let naming = Naming::of(&case.entities);
        let mut heads = Vec::with_capacity(texts.len());
        for report in &texts {
            let mut head = writer.head(report);
            head.withheld = holes.get(&head.head.id).cloned().unwrap_or_default();
            history.mark_report(&mut head);
            take(rows_alone(|rows| rows::of_report(&head, &told, &naming, rows)))?;
            heads.push(head);
        }
        for (number, judged) in case.judgements.iter().enumerate() {
            take(rows_alone(|rows| rows::of_judgement(number, &Written::of(judged), rows)))?;
        }
        for (number, relation) in case.relations.iter().enumerate() {
            let relation = writer.relation(relation);
            take(rows_alone(|rows| rows::of_relation(number, &relation, rows)))?;
        }
        for (number, origin) in reconciler.origins().iter().enumerate() {
            take(rows_alone(|rows| rows::of_origin(number, &Origin::of(origin), rows)))?;
        }
        for (number, tie) in reconciler.ties(ties).iter().enumerate() {
            take(rows_alone(|rows| rows::of_tie(number, &writer.tie(tie), rows)))?;
        }
        let sources: Vec<Source> = case.sources.iter().map(Source::of).collect();
        let whole = [
            ("sources", json(&sources)),
            ("rejected", json(&writer.rejected(&case.set_aside))),
            (OUTLETS, json(&Outlets::of(&heads))),
            (READERS, json(&readers)),
        ];
        let rows = whole.map(|(name, value)| (WHOLE, name.to_owned(), value)).into();
        take(Piece { rows, passages: index::outlets(&texts) })
    }
}

fn rows_alone(put: impl FnOnce(&mut Vec<Row>)) -> Piece {
    let mut piece = Piece::default();
    put(&mut piece.rows);
    piece
}

fn evidence(case: &Case) -> Evidence<'_> {
    Evidence {
        reports: &case.reports,
        entities: &case.entities,
        relations: &case.relations,
        sources: &case.sources,
    }
}
