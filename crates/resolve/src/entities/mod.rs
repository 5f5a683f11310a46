//! Joins the entities of single readings into the entities of a case.
//!
//! In: readings, with the language of their reports. Out: a [`Resolution`]: the case's entities,
//! each with its names, the reports that use them and what joined them, and which of them every
//! reading's entity denotes. Entities are gathered by their set of names ([`profiles`]), brought
//! together by coarse skeletons ([`blocks`]), compared, and clustered best first so that no two
//! conflicting names meet in one ([`cluster`]). What people judged ([`judged`]) comes before any
//! weight ([`crate::links`]). Unnamed people and mere descriptions ("the
//! council", "security forces") denote nothing across reports: better to abstain than to guess.
//!
//! Must hold: the order of reports changes nothing; two entities never share an id; time grows
//! about linearly with the number of entities; a judgement that is withdrawn leaves no trace.

mod blocks;
mod cluster;
mod effects;
mod evidence;
mod joins;
mod judged;
mod profiles;
mod write;

pub(crate) use evidence::weights::SignWeights;

use crate::links::Links;
use crate::names::{NameMethod, Weight};
use effects::Weighing;
use evidence::Settings;
use judged::Bench;
use profiles::Profiles;
use rashomon_model::{
    CaseEntity, CaseEntityId, Date, Effect, EntityId, Judgement, JudgementId, Reading, ReportId,
};
use std::collections::BTreeMap;

/// One reading and what resolving needs to know of its report.
#[derive(Clone, Copy, Debug)]
pub struct Told<'r> {
    /// Language of the report.
    pub lang: Option<&'r str>,
    /// The day it was published.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<&'r str>,
    /// What was read in it.
    pub reading: &'r Reading,
}

/// How much it takes to join.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResolveConfig {
    /// Names of several words join above this weight.
    pub join: Weight,
    /// Names of one word join above this weight.
    pub join_lone: Weight,
    /// Two names in one cluster must not weigh less than this.
    pub conflict: Weight,
    /// A lone word joins a full name only if it is at least this rare, in bits.
    pub rare: Weight,
    /// A full name of persons is common if its words together are less rare than this, in bits.
    pub common: Weight,
}

impl ResolveConfig {
    /// The shipped profile: a wrong join costs more than a missed one.
    pub const CAUTIOUS: ResolveConfig = ResolveConfig {
        join: Weight(4.5),
        join_lone: Weight(2.0),
        conflict: Weight(-3.0),
        rare: Weight(3.0),
        common: Weight(2.2),
    };
}

/// Who and what is meant across a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// The entities, sorted by id.
    pub entities: Vec<CaseEntity>,
    /// What each reading's entity denotes; those that denote nothing are absent.
    pub denotes: BTreeMap<(ReportId, EntityId), CaseEntityId>,
    /// What each judgement does.
    pub effects: BTreeMap<JudgementId, Effect>,
}

/// Joins the entities of readings, as far as nobody judged otherwise. Judgements come in the
/// order of the log.
pub fn resolve(
    told: &[Told<'_>],
    judgements: &[Judgement],
    config: &ResolveConfig,
    method: &NameMethod,
) -> Resolution {
    Names::gather(told, judgements, config, method).resolve()
}

/// The names of a case with what stands around them: all that is needed of its readings.
pub struct Names<'n> {
    bench: Bench<'n>,
    profiles: Profiles,
    settings: Settings,
    config: &'n ResolveConfig,
    method: &'n NameMethod,
}

impl<'n> Names<'n> {
    /// Gathers the names of readings. Judgements come in the order of the log.
    pub fn gather(
        told: &[Told<'_>],
        judgements: &'n [Judgement],
        config: &'n ResolveConfig,
        method: &'n NameMethod,
    ) -> Names<'n> {
        let mut bench = Bench::hear(judgements, method);
        let profiles = profiles::gather(told, &bench, config, method);
        bench.find(&profiles, method);
        let settings = Settings::gather(told, &profiles, method);
        Names { bench, profiles, settings, config, method }
    }

    /// Joins what is one, as far as nobody judged otherwise.
    pub fn resolve(self) -> Resolution {
        let Names { bench, profiles, settings, config, method } = self;
        let links = Links::settle(bench.wishes());
        let pairs = blocks::candidates(&profiles, method);
        let clusters = cluster::cluster(&profiles, &pairs, &links, &settings, config, method);
        let mut written = write::write(&profiles, &bench, clusters);
        let weighing = Weighing { settings: &settings, config, method };
        written.resolution.effects = effects::of(&bench, &links, &profiles, &written.of, weighing);
        written.resolution
    }
}
