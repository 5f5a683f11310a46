//! What rests on a record: its report, readings, claims, events, judgements, and the signed heads that count it.
//!
//! In: what a damaged record says it is, which nothing vouches for any more. Out: what a person should distrust with
//! it, by the derived tables as they were last made and by the columns of the log. Where a table does not read, less is
//! named; that is said by its absence only, because the damage itself is named already. Decides nothing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rashomon_ledger::Digest;
use serde::Serialize;

use super::CaseFile;
use super::heads::SignedHead;
use super::places::GAZETTEER;
use super::rows::{EVENT, JUDGEMENT as JUDGED};
use super::rulebooks::RULEBOOK;
use super::sources::SOURCES;
use super::store::{JUDGEMENT, READING, REPORT};
use crate::export::{entries, meant};
use crate::json::case::Event;
use crate::json::judgement::Judgement;

/// So many of a kind are named; of more only the number is told.
const NAMED: usize = 50;

/// What rests on a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Depends {
    /// Ids of the reports it holds, or whose bytes it holds.
    pub reports: Vec<String>,
    /// Positions of readings of these reports.
    pub readings: Vec<u64>,
    /// How many claims were read there.
    pub claims: u64,
    /// Events they go into, fifty at most.
    pub events: Vec<EventNamed>,
    /// How many events they go into.
    pub events_in_all: u64,
    /// Judgements that touch these.
    pub judgements: Vec<String>,
    /// Positions of signed heads that count the record.
    pub signed_heads: Vec<u64>,
}

/// An event by its id and title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventNamed {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Looks dependents up; the tables are read when the first is asked for.
pub struct Dependents<'c> {
    case: &'c CaseFile,
    /// Position of each signed head, with the number of records it counts.
    signed: Vec<(u64, u64)>,
    shown: OnceCell<Shown>,
}

/// What the derived tables show of each event, as far as it is needed here.
struct Shown {
    events: Vec<Brief>,
    judgements: Vec<Judgement>,
}

struct Brief {
    named: EventNamed,
    /// Claims by report.
    claims: BTreeMap<String, u64>,
    reports: BTreeSet<String>,
    rulebooks: BTreeSet<String>,
    /// Rows of source tables on which something of it rests.
    entries: BTreeSet<String>,
    /// Whom it speaks of.
    entities: BTreeSet<String>,
    is_located: bool,
}

impl<'c> Dependents<'c> {
    /// Begins with the signed heads of the log.
    pub fn of(case: &'c CaseFile, signed: &[(u64, SignedHead)]) -> Dependents<'c> {
        let size = |signed: &SignedHead| signed.text.lines().nth(1)?.parse().ok();
        let signed = signed.iter().filter_map(|(at, head)| Some((*at, size(head)?))).collect();
        Dependents { case, signed, shown: OnceCell::new() }
    }

    /// Names what rests on a record, or on raw bytes.
    pub fn on(
        &self,
        position: Option<u64>,
        kind: Option<&str>,
        key: Option<&str>,
        blob: Option<&Digest>,
    ) -> Depends {
        let mut out = Depends::default();
        if let Some(position) = position {
            let counts =
                self.signed.iter().filter(|(at, size)| *size >= position && *at != position);
            out.signed_heads = counts.map(|(at, _)| *at).collect();
        }
        let mut reports = BTreeSet::new();
        if let Some(blob) = blob {
            let rows = self.case.ledger.listed_with(blob).unwrap_or_default();
            reports.extend(
                rows.into_iter().filter(|row| row.kind.as_str() == REPORT).map(|row| row.key),
            );
        }
        let key = key.unwrap_or_default();
        match kind {
            Some(REPORT | READING) => drop(reports.insert(key.to_owned())),
            Some(JUDGEMENT) => self.of_judgement(position, &mut out),
            Some(RULEBOOK) => self.name(&mut out, |event| event.rulebooks.contains(key)),
            Some(SOURCES) => {
                self.name(&mut out, |event| event.entries.iter().any(|id| id.starts_with(key)));
            }
            // Every place was looked for in every gazetteer, also where another one had it.
            Some(GAZETTEER) => self.name(&mut out, |event| event.is_located),
            _ => {}
        }
        if !reports.is_empty() {
            self.of_reports(&reports, &mut out);
        }
        out
    }

    fn of_reports(&self, reports: &BTreeSet<String>, out: &mut Depends) {
        for report in reports {
            let rows = self.case.ledger.listed_under(report).unwrap_or_default();
            let readings = rows.iter().filter(|row| row.kind.as_str() == READING);
            out.readings.extend(readings.map(|row| row.position.0));
        }
        out.claims = self
            .shown()
            .events
            .iter()
            .flat_map(|event| reports.iter().filter_map(|report| event.claims.get(report)))
            .sum();
        self.name(out, |event| !event.reports.is_disjoint(reports));
        let events: BTreeSet<&str> = out.events.iter().map(|event| event.id.as_str()).collect();
        let touches = |judgement: &&Judgement| {
            judgement.effect.events.iter().any(|id| events.contains(id.as_str()))
                || judgement.decided.reports.iter().any(|id| reports.contains(id))
                || judgement.decided.claim.as_ref().is_some_and(|it| reports.contains(&it.report))
                || judgement.decided.added.as_ref().is_some_and(|it| reports.contains(&it.report))
                || judgement.decided.things.iter().flat_map(|thing| &thing.known_by).any(|known| {
                    known.report.as_ref().is_some_and(|report| reports.contains(report))
                })
        };
        out.judgements = self
            .shown()
            .judgements
            .iter()
            .filter(touches)
            .map(|judgement| judgement.id.clone())
            .collect();
        out.reports = reports.iter().cloned().collect();
    }

    fn of_judgement(&self, position: Option<u64>, out: &mut Depends) {
        let Some(position) = position else { return };
        let id = rashomon_model::JudgementId(position).to_string();
        let found = self.shown().judgements.iter().find(|judgement| judgement.id == id);
        let Some(found) = found else { return };
        let events: BTreeSet<&String> = found.effect.events.iter().collect();
        let entities: BTreeSet<String> = found.effect.entities.iter().cloned().collect();
        self.name(out, |event| {
            events.contains(&event.named.id) || !event.entities.is_disjoint(&entities)
        });
        let withdrawn = |other: &&Judgement| other.decided.withdraws.as_ref() == Some(&id);
        out.judgements = self
            .shown()
            .judgements
            .iter()
            .filter(withdrawn)
            .map(|other| other.id.clone())
            .collect();
    }

    fn name(&self, out: &mut Depends, wanted: impl Fn(&Brief) -> bool) {
        let found: Vec<&Brief> = self.shown().events.iter().filter(|event| wanted(event)).collect();
        out.events_in_all = found.len() as u64;
        out.events = found.into_iter().take(NAMED).map(|event| event.named.clone()).collect();
    }

    fn shown(&self) -> &Shown {
        self.shown.get_or_init(|| {
            let derived = self.case.ledger.derived();
            let rows = derived.scan(EVENT, "").map_while(Result::ok);
            let events = rows.filter_map(|(_, value)| serde_json::from_slice::<Event>(&value).ok());
            let events = events.map(|event| brief(&event)).collect();
            let rows = derived.scan(JUDGED, "").map_while(Result::ok);
            let judgements = rows.filter_map(|(_, value)| serde_json::from_slice(&value).ok());
            Shown { events, judgements: judgements.collect() }
        })
    }
}

fn brief(event: &Event) -> Brief {
    let mut claims: BTreeMap<String, u64> = BTreeMap::new();
    for claim in &event.claims {
        *claims.entry(claim.report.clone()).or_default() += 1;
    }
    Brief {
        named: EventNamed { id: event.id.clone(), title: event.title.clone() },
        claims,
        reports: event.reports.iter().cloned().collect(),
        rulebooks: event.grades.keys().cloned().collect(),
        entries: entries(event).cloned().collect(),
        entities: meant(event),
        is_located: event.places.iter().any(|place| place.lat.is_some()),
    }
}
