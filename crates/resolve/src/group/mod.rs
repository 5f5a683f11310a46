//! Which claims of several reports speak of one happening.
//!
//! In: reports with their readings, and what their entities denote across the case. Out: the
//! events of the case with their claims, and relations, all in ids of the case; accounts and slots
//! are filled later by `reconcile`. Events are told by readings ([`lift`]); pairs that share a
//! place and day, a toll, or rare words are weighed ([`evidence`]); clusters grow by average
//! weight, so that a weak middle chains nothing ([`cluster`]). What people judged outweighs every
//! weight ([`judged`]); what they judged of single claims comes before anything else ([`single`]).
//!
//! Must hold: the order of reports changes nothing; what a report tells apart stays apart; sums
//! over a period join nothing; an event's id follows from its claims alone.

mod added;
mod anew;
mod blocks;
mod cluster;
mod config;
mod corrected;
mod days;
mod evidence;
mod find;
mod held;
mod hours;
mod judged;
mod lift;
mod linkage;
mod night;
mod places;
mod single;
mod stories;
mod terms;
mod within;
mod write;

use std::collections::BTreeMap;

use rashomon_model::{
    CaseEntityId, CaseEvent, CaseRelation, ClaimJudged, Effect, EntityId, Judgement, JudgementId,
    Reading, Report, ReportId,
};
use rayon::prelude::*;

pub use config::{Config, ConfigError};
pub use single::Meant;

/// One report with its reading.
#[derive(Clone, Copy, Debug)]
pub struct Input<'r> {
    /// The report.
    pub report: &'r Report,
    /// What was read in it.
    pub reading: &'r Reading,
}

/// What grouping gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grouped {
    /// Events by time, then id; accounts, slots and disagreements are empty.
    pub events: Vec<CaseEvent>,
    /// Relations in ids of the case.
    pub relations: Vec<CaseRelation>,
    /// What each judgement about happenings and claims does.
    pub effects: BTreeMap<JudgementId, Effect>,
    /// Rejected claims of which no event is left, sorted by claim, then judgement.
    pub set_aside: Vec<ClaimJudged>,
}

/// What people judged, for grouping.
#[derive(Clone, Copy)]
pub struct Ruled<'r> {
    /// All judgements, in the order of the log.
    pub judgements: &'r [Judgement],
    /// Whom the party that a judgement puts in denotes now.
    pub meant: Meant<'r>,
}

impl<'r> Ruled<'r> {
    /// Takes judgements that put in no party.
    pub fn of(judgements: &'r [Judgement]) -> Ruled<'r> {
        Ruled { judgements, meant: &|_| None }
    }
}

/// What an entity of a reading denotes across the case.
pub type Denotes<'d> = &'d dyn Fn(&ReportId, EntityId) -> Option<CaseEntityId>;

/// Groups the events of readings into events of the case.
///
/// Judgements about happenings outweigh every weight; a claim that was rejected takes no part.
pub fn group(
    inputs: &[Input<'_>],
    denotes: Denotes<'_>,
    ruled: Ruled<'_>,
    config: &Config,
) -> Grouped {
    let mut order: Vec<Input<'_>> = inputs.to_vec();
    order.sort_by(|a, b| a.report.id.cmp(&b.report.id));
    let terms = terms::Terms::of(&order);
    let stories = stories::of(order.len(), &terms, config);
    let mut single = single::Single::hear(ruled.judgements, ruled.meant);
    let lifted = lift::events(&order, denotes, &terms, &stories, &mut single);
    let mut judged = judged::Judged::hear(ruled.judgements, &order, &lifted);
    let told: Vec<lift::Told> = lifted
        .into_par_iter()
        .flat_map_iter(|events| within::merge(events, &terms, &judged, config))
        .collect();
    let decided = judged.decided(&told);
    let pairs = blocks::candidates(&told, &terms, config);
    let clusters = cluster::cluster(&told, &pairs, &terms, &decided, config);
    judged.weigh(
        |a, b| {
            let [a, b] = [a, b].map(|n| decided.home.get(&n).copied());
            let (a, b) = a.zip(b).filter(|(a, b)| a != b)?;
            Some(evidence::weigh(&told[a], &told[b], &terms, config).weight)
        },
        config.weight("join"),
    );
    let events = write::events(told, clusters, config);
    let mut set_aside = std::mem::take(&mut single.set_aside);
    set_aside.sort_by(|a, b| (&a.claim, a.by).cmp(&(&b.claim, b.by)));
    let mut effects = judged.effects(&events);
    effects.extend(single.effects(&events));
    Grouped { effects, events, set_aside, relations: lift::relations(&order, denotes) }
}
