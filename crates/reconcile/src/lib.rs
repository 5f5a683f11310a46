//! Events to accounts: who agrees, who contradicts whom, who is silent, who copied whom.
//!
//! [`reconcile`] takes events with their claims and fills in each voice's account, the relation
//! of the accounts slot by slot, and what cannot both hold, with the reason in one sentence. It
//! never sees a report's text, so whatever it says can be checked against the claims alone. Where a
//! case is too large to hold all of its events settled, [`Reconciler`] settles them one by one.
//!
//! Must hold: values are compared by interval, geometry, identity and kind, never by string
//! where better is known; every value is kept and none is preferred; the order of reports and
//! claims changes nothing; swapping two equally described parties swaps the output and no more.

mod accounts;
mod alignment;
mod compare;
mod disagreements;
mod indexed;
mod interest;
mod leanings;
mod opposed;
mod origins;
mod parties;
mod reconciler;
pub mod rulebook;
mod silence;
mod slots;
mod standing;
mod tolls;
mod voices;
mod words;

pub use indexed::Indexed;
pub use leanings::folded;
pub use origins::Origins;
pub use reconciler::Reconciler;

use rashomon_model::{
    CaseEntity, CaseEvent, CaseRelation, OriginLink, OriginTie, ReportSummary, SourceEntry,
};
use rayon::prelude::*;

/// What is known of a whole case when its events are reconciled.
#[derive(Clone, Copy)]
pub struct Evidence<'c> {
    /// The reports.
    pub reports: &'c [ReportSummary],
    /// Who and what is meant, sorted by id.
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
    let known = Indexed::of(evidence);
    let reconciler = Reconciler::of(&known, Origins::find(evidence));
    let settled: Vec<(CaseEvent, Vec<OriginTie>)> =
        events.into_par_iter().map(|event| reconciler.event(event)).collect();
    let (events, ties): (Vec<_>, Vec<_>) = settled.into_iter().unzip();
    let ties = reconciler.ties(ties.into_iter().flatten().collect());
    Reconciled { events, origins: reconciler.origins().to_vec(), ties }
}
