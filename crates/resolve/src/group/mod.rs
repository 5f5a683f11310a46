//! Which claims of several reports speak of one happening.
//!
//! In: reports, their readings one after the other, and what their entities denote across the case.
//! Out: the events of the case with their claims, and relations, all in ids of the case; accounts
//! and slots are filled later by `reconcile`. A reading is let go once its events are lifted out of
//! it ([`Lifting`]), so that a large case need not hold all of them. Events are told by readings ([`lift`]); pairs that share a
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

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseEntityId, CaseEvent, CaseRelation, ClaimJudged, Effect, EntityId, Judgement, JudgementId,
    Reading, Report, ReportId,
};
use rashomon_text::dataset::name_of;
use rayon::prelude::*;

pub use config::{Config, ConfigError};
pub use single::Meant;

/// One report with its reading.
#[derive(Clone, Copy, Debug)]
struct Input<'r> {
    report: &'r Report,
    reading: &'r Reading,
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
pub type Denotes<'d> = &'d (dyn Fn(&ReportId, EntityId) -> Option<CaseEntityId> + Sync);

/// Lifts the events out of readings, several at once.
pub struct Lifting<'g> {
    reports: &'g [Report],
    config: &'g Config,
    terms: terms::Terms,
    stories: Vec<usize>,
    /// Reports on whose claims somebody judged: what comes before others must not come twice.
    judged: BTreeSet<&'g ReportId>,
}

/// What was lifted out of one reading.
pub struct Lifted {
    report: usize,
    told: What,
    relations: Vec<CaseRelation>,
}

enum What {
    Told(Vec<lift::Told>),
    /// Claims that people judged are told once their judgements have taken effect, in order.
    Judged(Box<Reading>, Vec<single::Telling>),
}

/// Gathers what was lifted, in the order of the reports' ids.
pub struct Gathered<'g> {
    lifting: &'g Lifting<'g>,
    judgements: &'g [Judgement],
    single: single::Single<'g>,
    tables: BTreeMap<&'g str, usize>,
    told: Vec<Vec<lift::Told>>,
    count: usize,
    relations: Vec<CaseRelation>,
}

impl<'g> Lifting<'g> {
    /// Weighs the words of the reports, which are sorted by id.
    pub fn begin(
        reports: &'g [Report],
        judgements: &'g [Judgement],
        config: &'g Config,
    ) -> Lifting<'g> {
        let terms = terms::Terms::of(reports);
        let stories = stories::of(reports.len(), &terms, config);
        let words = judgements.iter().filter_map(|judgement| judgement.decision.words());
        let judged = words.map(|(report, ..)| report).collect();
        Lifting { reports, config, terms, stories, judged }
    }

    /// Lifts the events out of the reading of one of the reports; nothing where it is of none.
    pub fn lift(&self, reading: Reading, denotes: Denotes<'_>) -> Option<Lifted> {
        let report = self.reports.binary_search_by(|r| r.id.cmp(&reading.report)).ok()?;
        let input = Input { report: &self.reports[report], reading: &reading };
        let relations = lift::relations(&input, denotes);
        let tellings = lift::tellings(&input, denotes);
        let told = match self.judged.contains(&input.report.id) {
            true => What::Judged(Box::new(reading), tellings),
            false => What::Told(self.told(report, &input, tellings)),
        };
        Some(Lifted { report, told, relations })
    }

    fn told(
        &self,
        report: usize,
        input: &Input<'_>,
        tellings: Vec<single::Telling>,
    ) -> Vec<lift::Told> {
        let each = tellings.into_iter();
        let mut told: Vec<lift::Told> =
            each.map(|telling| lift::told(report, input, telling, &self.terms)).collect();
        told.sort_by_key(|t| t.at);
        for telling in &mut told {
            telling.story = self.stories.get(report).copied().unwrap_or(report);
        }
        told
    }
}

impl<'g> Gathered<'g> {
    /// Begins with nothing; a claim that was rejected will take no part.
    pub fn new(lifting: &'g Lifting<'g>, ruled: Ruled<'g>) -> Gathered<'g> {
        Gathered {
            lifting,
            judgements: ruled.judgements,
            single: single::Single::hear(ruled.judgements, ruled.meant),
            tables: BTreeMap::new(),
            told: lifting.reports.iter().map(|_| Vec::new()).collect(),
            count: 0,
            relations: Vec::new(),
        }
    }

    /// Takes what was lifted out of the next reading.
    pub fn take(&mut self, lifted: Lifted) {
        let report = &self.lifting.reports[lifted.report];
        let mut told = match lifted.told {
            What::Told(told) => told,
            What::Judged(reading, mut tellings) => {
                let input = Input { report, reading: &reading };
                self.single.apply(&input, &mut tellings);
                self.lifting.told(lifted.report, &input, tellings)
            }
        };
        let name = name_of(&report.text);
        let table = name.map(|name| *self.tables.entry(name).or_insert(lifted.report));
        for telling in &mut told {
            telling.of.push(self.count);
            telling.table = table;
            self.count += 1;
        }
        self.told[lifted.report] = told;
        self.relations.extend(lifted.relations);
    }

    /// Groups what was gathered into events of the case; judgements about happenings outweigh every
    /// weight.
    pub fn group(self) -> Grouped {
        let Gathered { lifting, judgements, mut single, told, relations, .. } = self;
        let Lifting { reports, config, terms, .. } = lifting;
        let mut judged = judged::Judged::hear(judgements, reports, &told);
        let told: Vec<lift::Told> = told
            .into_par_iter()
            .flat_map_iter(|events| within::merge(events, terms, &judged, config))
            .collect();
        let decided = judged.decided(&told);
        let pairs = blocks::candidates(&told, terms, config);
        let clusters = cluster::cluster(&told, &pairs, terms, &decided, config);
        judged.weigh(
            |a, b| {
                let [a, b] = [a, b].map(|n| decided.home.get(&n).copied());
                let (a, b) = a.zip(b).filter(|(a, b)| a != b)?;
                Some(evidence::weigh(&told[a], &told[b], terms, config).weight)
            },
            config.weight("join"),
        );
        let events = write::events(told, clusters, config);
        let mut set_aside = std::mem::take(&mut single.set_aside);
        set_aside.sort_by(|a, b| (&a.claim, a.by).cmp(&(&b.claim, b.by)));
        let mut effects = judged.effects(&events);
        effects.extend(single.effects(&events));
        Grouped { effects, events, set_aside, relations }
    }
}

/// Groups the events of readings that are all at hand; their order changes nothing.
pub fn group(
    read: &[(Report, Reading)],
    denotes: Denotes<'_>,
    ruled: Ruled<'_>,
    config: &Config,
) -> Grouped {
    let mut order: Vec<(Report, Reading)> = read.to_vec();
    order.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    let (reports, readings): (Vec<Report>, Vec<Reading>) = order.into_iter().unzip();
    let lifting = Lifting::begin(&reports, ruled.judgements, config);
    let mut gathered = Gathered::new(&lifting, ruled);
    for reading in readings {
        lifting.lift(reading, denotes).into_iter().for_each(|lifted| gathered.take(lifted));
    }
    gathered.group()
}
