//! Events to accounts: who agrees, who contradicts whom, who is silent, who copied whom.
//!
//! [`reconcile`] takes events with their claims and fills in each voice's account, the relation
//! of the accounts slot by slot, and what cannot both hold, with the reason in one sentence. It
//! never sees a report's text, so whatever it says can be checked against the claims alone.
//!
//! Must hold: values are compared by interval, geometry, identity and kind, never by string
//! where better is known; every value is kept and none is preferred; the order of reports and
//! claims changes nothing; swapping two equally described parties swaps the output and no more.

mod accounts;
mod alignment;
mod compare;
mod disagreements;
mod interest;
mod leanings;
mod opposed;
mod origins;
mod parties;
pub mod rulebook;
mod silence;
mod slots;
mod standing;
mod tolls;
mod voices;
mod words;

pub use leanings::folded;

use rashomon_model::{
    CaseEntity, CaseEvent, CaseRelation, OriginLink, OriginTie, ReportSummary, SourceEntry,
};

/// What is known of a whole case when its events are reconciled.
pub struct Evidence<'c> {
    /// The reports.
    pub reports: &'c [ReportSummary],
    /// Who and what is meant.
    pub entities: &'c [CaseEntity],
    /// How they stand to each other.
    pub relations: &'c [CaseRelation],
    /// What people say of sources: leanings, and how reliable they are held to be.
    pub sources: &'c [SourceEntry],
}

/// Events with their accounts, and the origins of the reports behind them.
pub struct Reconciled {
    /// The events, in the order given.
    pub events: Vec<CaseEvent>,
    /// Which reports rest on one source, sorted by origin.
    pub origins: Vec<OriginLink>,
    /// What ties reports and claims to what they rest on, sorted by taker.
    pub ties: Vec<OriginTie>,
}

/// Sets the accounts of every event side by side.
pub fn reconcile(evidence: &Evidence<'_>, events: Vec<CaseEvent>) -> Reconciled {
    let mut parties = parties::Parties::of(evidence);
    let origins = origins::find(evidence.reports, &parties);
    let leanings = leanings::Leanings::of(evidence);
    let entities = evidence.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let mut ties = origins.ties.clone();
    let known = slots::Reports::of(evidence.reports);
    let mut events = events;
    for event in &mut events {
        event.claims.sort_by(|a, b| (&a.report, a.span, &a.id).cmp(&(&b.report, b.span, &b.id)));
        parties.turn_to(event);
        let sources = origins::EventOrigins::of(event, &origins, &parties);
        ties.extend(origins::event_ties(event, &sources, &entities));
        event.origins = sources.all();
        event.accounts = accounts::of_event(event, &sources, &parties);
        let (slots, disagreements) = slots::of_event(event, &known, &sources, &parties);
        event.slots = slots;
        event.disagreements = disagreements;
        interest::mark(event, &leanings, &parties);
    }
    ties.sort_by(|a, b| {
        (&a.to, a.kind, &a.from, &a.event).cmp(&(&b.to, b.kind, &b.from, &b.event))
    });
    Reconciled { events, origins: origins.links, ties }
}
