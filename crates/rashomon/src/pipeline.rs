//! The order of the stages: the only file that knows it.
//!
//! `read`: annotate → extract → locate, a pure function of one report. `derive`: resolve → group
//! → reconcile, a pure function of all readings. Nothing here looks at a clock, the environment
//! or the network; what comes out depends on what went in and on the versions alone.

use std::collections::BTreeMap;

use rashomon_extract::{Lexicons, extract};
use rashomon_model::{
    Case, CaseEntityId, Decision, Effect, EntityId, Judged, Judgement, JudgementId, NoteOn,
    Reading, Report, ReportId, SourceEntry, Standing,
};
use rashomon_reconcile::rulebook::{self, Rulebook};
use rashomon_reconcile::{Evidence, reconcile};
use rashomon_resolve::entities::{self, ResolveConfig};
use rashomon_resolve::group;
use rashomon_resolve::names::NameMethod;
use rashomon_resolve::places::{Gazetteer, Surroundings, locate, locate_in};
use rashomon_text::annotate;
use rashomon_text::dataset::{self, Map};
use rashomon_text::syntax::Pipeline;

use crate::Error;
use crate::summary::summaries;

/// Everything needed to read reports: weights, word lists, gazetteer. Load once, share freely.
pub struct Reader {
    pipeline: Pipeline,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    maps: Vec<Map>,
}

impl Reader {
    /// Loads what is embedded in the program.
    ///
    /// # Errors
    /// Only where the build itself is broken.
    pub fn new() -> Result<Reader, Error> {
        let pipeline = Pipeline::embedded().map_err(|e| Error::embedded("language model", e))?;
        let lexicons = Lexicons::embedded().map_err(|e| Error::embedded("lexicon", e))?;
        let gazetteer = Gazetteer::embedded().map_err(|e| Error::embedded("gazetteer", e))?;
        Ok(Reader { pipeline, lexicons, gazetteer, maps: Map::shipped() })
    }

    /// Lays places of the user's own over the gazetteer, in place of those laid over it before.
    #[must_use]
    pub fn with_places(mut self, places: &[crate::ReadPlaces]) -> Reader {
        let rows = places.iter().flat_map(crate::ReadPlaces::rows).collect();
        self.gazetteer = self.gazetteer.with_places(rows);
        self
    }

    /// Reads rows of a dataset of the user's own, too.
    #[must_use]
    pub fn with_dataset(mut self, map: &Map) -> Reader {
        self.maps.insert(0, map.clone());
        self
    }

    /// Tells whether rows of a dataset of that name are read by its map.
    pub fn knows_dataset(&self, name: &str) -> bool {
        self.maps.iter().any(|map| map.name == name)
    }

    /// Reads one report; never fails, odd text yields less and a diagnostic.
    pub fn read(&self, report: &Report) -> Reading {
        let dataset = dataset::name_of(&report.text);
        if let Some(map) = self.maps.iter().find(|map| Some(map.name.as_str()) == dataset) {
            let mut reading = rashomon_extract::dataset::read(report, map);
            locate(&mut reading, report, &self.gazetteer);
            return reading;
        }
        let annotated = annotate(report, &self.pipeline);
        let mut reading = extract(&annotated, &self.lexicons);
        locate(&mut reading, report, &self.gazetteer);
        reading
    }
}

/// Everything a case is derived from.
pub struct Ground {
    /// Reports in force, each with its reading.
    pub read: Vec<(Report, Reading)>,
    /// What people decided, in the order of the log.
    pub judgements: Vec<Judgement>,
    /// What people say of sources, sorted by id.
    pub sources: Vec<SourceEntry>,
    /// Where names lie, for this case.
    pub gazetteer: Gazetteer,
    /// The rulebooks that code its events.
    pub rulebooks: Vec<Rulebook>,
}

/// Derives a case from its ground; the order of the reports does not matter.
///
/// Places are located anew, by the gazetteer of the case and by what its reports speak of
/// together: what a report was read with may have known less.
///
/// # Errors
/// Only where an embedded table is broken.
pub fn derive(ground: &mut Ground) -> Result<Case, Error> {
    let around = Surroundings::of(&ground.read, &ground.gazetteer);
    for (report, reading) in &mut ground.read {
        locate_in(reading, report, &ground.gazetteer, &around);
    }
    let mut order: Vec<&(Report, Reading)> = ground.read.iter().collect();
    order.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    let method = NameMethod::shipped().map_err(|e| Error::embedded("table of names", e))?;
    let names: Vec<entities::Told<'_>> = order
        .iter()
        .map(|(report, reading)| entities::Told {
            lang: report.lang.as_deref(),
            published: report.published,
            outlet: report.outlet.as_deref(),
            reading,
        })
        .collect();
    let mut resolution =
        entities::resolve(&names, &ground.judgements, &ResolveConfig::CAUTIOUS, &method);
    let told: Vec<group::Input<'_>> =
        order.iter().map(|(report, reading)| group::Input { report, reading }).collect();
    let config = group::Config::standard().map_err(|e| Error::embedded("grouping table", e))?;
    let denotes = |report: &ReportId, entity: EntityId| {
        resolution.denotes.get(&(report.clone(), entity)).cloned()
    };
    let meant = |judgement: JudgementId| meant(judgement, &ground.judgements, &resolution);
    let ruled = group::Ruled { judgements: &ground.judgements, meant: &meant };
    let grouped = group::group(&told, &denotes, ruled, &config);
    resolution.effects.extend(grouped.effects);
    notes_on_reports(&ground.judgements, &order, &mut resolution.effects);
    let reports = summaries(&order, &denotes, &method);
    let evidence = Evidence {
        reports: &reports,
        entities: &resolution.entities,
        relations: &grouped.relations,
        sources: &ground.sources,
    };
    let mut reconciled = reconcile(&evidence, grouped.events);
    rulebook::code(&evidence, &mut reconciled.events, &ground.rulebooks);
    Ok(Case {
        events: reconciled.events,
        origins: reconciled.origins,
        ties: reconciled.ties,
        entities: resolution.entities,
        relations: grouped.relations,
        reports,
        sources: ground.sources.clone(),
        judgements: judged(&ground.judgements, &mut resolution.effects),
        set_aside: grouped.set_aside,
    })
}

/// Whom the party that a judgement puts in denotes: the one entity that has its names now, or of
/// several the one shown under its name.
fn meant(
    judgement: JudgementId,
    judgements: &[Judgement],
    resolution: &entities::Resolution,
) -> Option<CaseEntityId> {
    let at = judgements.binary_search_by_key(&judgement, |j| j.id).ok()?;
    let party = judgements.get(at)?.decision.party()?;
    let found = &resolution.effects.get(&judgement)?.entities;
    let named = |id: &&CaseEntityId| {
        let known = resolution.entities.binary_search_by(|e| e.id.cmp(id)).ok();
        known.is_some_and(|at| resolution.entities[at].name == party.name)
    };
    match found.as_slice() {
        [only] => Some(only.clone()),
        several => several.iter().find(named).cloned(),
    }
}

/// A note on a report has its effect as long as the report is there.
fn notes_on_reports(
    judgements: &[Judgement],
    order: &[&(Report, Reading)],
    effects: &mut BTreeMap<JudgementId, Effect>,
) {
    for judgement in judgements {
        let Decision::Note { on: NoteOn::Report(report) } = &judgement.decision else { continue };
        let Some(effect) = effects.get_mut(&judgement.id) else { continue };
        let is_held = order.binary_search_by(|(held, _)| held.id.cmp(report)).is_ok();
        if effect.standing == Standing::InForce && !is_held {
            effect.standing = Standing::AppliesToNothing;
        }
    }
}

/// Puts judgements beside what they do.
fn judged(judgements: &[Judgement], effects: &mut BTreeMap<JudgementId, Effect>) -> Vec<Judged> {
    let with_effect = |judgement: &Judgement| {
        let effect = effects.remove(&judgement.id)?;
        Some(Judged { judgement: judgement.clone(), effect })
    };
    judgements.iter().filter_map(with_effect).collect()
}
