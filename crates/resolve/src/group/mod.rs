//! Which claims of several reports speak of one happening.
//!
//! In: reports with their readings, and what their entities denote across the case. Out: the
//! events of the case with their claims, and relations, all in ids of the case; accounts and slots
//! are filled later by `reconcile`. Events are told by readings ([`lift`]); pairs that share a
//! place and day, a toll, or rare words are weighed ([`evidence`]); clusters grow by average
//! weight, so that a weak middle chains nothing ([`cluster`]). What people judged outweighs every
//! weight ([`judged`]).
//!
//! Must hold: the order of reports changes nothing; what a report tells apart stays apart; sums
//! over a period join nothing; an event's id follows from its claims alone.

mod anew;
mod blocks;
mod cluster;
mod config;
mod days;
mod evidence;
mod held;
mod hours;
mod judged;
mod lift;
mod linkage;
mod night;
mod places;
mod stories;
mod terms;
mod within;
mod write;

use std::collections::BTreeMap;

use rashomon_model::{
    CaseEntityId, CaseEvent, CaseRelation, Effect, EntityId, Judgement, JudgementId, Reading,
    Report, ReportId,
};

pub use config::{Config, ConfigError};

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
    /// What each judgement about happenings does.
    pub effects: BTreeMap<JudgementId, Effect>,
}

/// What an entity of a reading denotes across the case.
pub type Denotes<'d> = &'d dyn Fn(&ReportId, EntityId) -> Option<CaseEntityId>;

/// Groups the events of readings into events of the case.
///
/// Judgements come in the order of the log; those about happenings outweigh every weight.
pub fn group(
    inputs: &[Input<'_>],
    denotes: Denotes<'_>,
    judgements: &[Judgement],
    config: &Config,
) -> Grouped {
    let mut order: Vec<Input<'_>> = inputs.to_vec();
    order.sort_by(|a, b| a.report.id.cmp(&b.report.id));
    let terms = terms::Terms::of(&order);
    let stories = stories::of(order.len(), &terms, config);
    let lifted = lift::events(&order, denotes, &terms, &stories);
    let mut judged = judged::Judged::hear(judgements, &order, &lifted);
    let told: Vec<lift::Told> = lifted
        .into_iter()
        .flat_map(|events| within::merge(events, &terms, &judged, config))
        .collect();
    let decided = judged.decided(&told);
    let pairs = blocks::candidates(&told, &terms, config);
    let weighed = pairs.into_iter().map(|(a, b)| {
        let evidence = evidence::weigh(&told[a], &told[b], &terms, config);
        (a, b, evidence)
    });
    let clusters = cluster::cluster(&told, weighed.collect(), &decided, config);
    judged.weigh(
        |a, b| {
            let [a, b] = [a, b].map(|n| told.iter().find(|t| t.of.contains(&n)));
            let (a, b) = a.zip(b).filter(|(a, b)| !std::ptr::eq(*a, *b))?;
            Some(evidence::weigh(a, b, &terms, config).weight)
        },
        config.weight("join"),
    );
    let events = write::events(told, clusters, config);
    Grouped {
        effects: judged.effects(&events),
        events,
        relations: lift::relations(&order, denotes),
    }
}
