//! The order of the stages: the only file that knows it.
//!
//! `read`: annotate → extract → locate, a pure function of one report. `derive`: resolve → group
//! → reconcile, a pure function of all readings. Nothing here looks at a clock, the environment
//! or the network; what comes out depends on what went in and on the versions alone.

use std::collections::BTreeMap;

use rashomon_extract::{Lexicons, extract};
use rashomon_model::{
    Case, CaseEntityId, Decision, Effect, EntityId, Judged, Judgement, JudgementId, NoteOn, Place,
    Reading, Report, ReportId, Standing,
};
use rashomon_resolve::entities::{self, ResolveConfig};
use rashomon_resolve::group;
use rashomon_resolve::names::NameMethod;
use rashomon_resolve::places::{Gazetteer, Surroundings, locate, locate_in};
use rashomon_text::annotate;
use rashomon_text::dataset::{self, Map};
use rashomon_text::syntax::Pipeline;

use crate::Error;
use crate::denotes::Denotes;
use crate::ground::{Ground, Read, Readings};
use crate::summary::Summaries;

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

/// A case but for the accounts of its events, which are made event by event ([`Derived::accounts`]).
pub struct Derived {
    /// The case; its events have claims and nothing that is made of them.
    pub case: Case,
    /// The reports with their texts, sorted by id.
    pub texts: Vec<Report>,
    /// How many reports each version has read.
    pub readers: BTreeMap<String, usize>,
}

/// Derives a case from its ground; the order of the log does not matter.
///
/// Places are located anew, by the gazetteer of the case and by what its reports speak of
/// together: what a report was read with may have known less. Readings are walked three times, and
/// each time no more is kept of them than the next stage needs.
///
/// # Errors
/// Where a reading does not come back, or an embedded table is broken.
pub fn derive<R: Readings>(ground: &Ground<R>) -> Result<Derived, Error> {
    let gazetteer = &ground.gazetteer;
    let mut around = Surroundings::default();
    let named = |read: Read| Surroundings::named(&read.report, &read.reading, gazetteer);
    ground.read.each(named, |named| {
        around.add(named);
        Ok(())
    })?;
    let method = NameMethod::shipped().map_err(|e| Error::embedded("table of names", e))?;
    let Resolved { texts, mut resolution, readers } = resolved(ground, &around, &method)?;
    let denotes = Denotes::of(std::mem::take(&mut resolution.denotes));
    let denotes = |report: &ReportId, entity: EntityId| denotes.get(report, entity);
    let config = group::Config::standard().map_err(|e| Error::embedded("grouping table", e))?;
    let meant = |judgement: JudgementId| meant(judgement, &ground.judgements, &resolution);
    let ruled = group::Ruled { judgements: &ground.judgements, meant: &meant };
    let lifting = group::Lifting::begin(&texts, &ground.judgements, &config);
    let mut gathered = group::Gathered::new(&lifting, ruled);
    let known = Summaries::of(&texts, &method);
    let mut reports = Vec::with_capacity(texts.len());
    let lift = |read: Read| {
        let Read { report, mut reading, .. } = read;
        locate_in(&mut reading, &report, gazetteer, &around);
        let summary = known.summary(&report, &reading, &denotes);
        (lifting.lift(reading, &denotes), summary)
    };
    ground.read.each(lift, |(lifted, summary)| {
        lifted.into_iter().for_each(|lifted| gathered.take(lifted));
        reports.push(summary);
        Ok(())
    })?;
    let grouped = gathered.group();
    drop(lifting);
    let mut effects = std::mem::take(&mut resolution.effects);
    effects.extend(grouped.effects);
    notes_on_reports(&ground.judgements, &texts, &mut effects);
    let case = Case {
        events: grouped.events,
        origins: Vec::new(),
        ties: Vec::new(),
        entities: resolution.entities,
        relations: grouped.relations,
        reports,
        sources: ground.sources.clone(),
        judgements: judged(&ground.judgements, &mut effects),
        set_aside: grouped.set_aside,
    };
    Ok(Derived { case, texts, readers })
}

/// Who is meant across a case.
struct Resolved {
    /// The reports, sorted by id.
    texts: Vec<Report>,
    resolution: entities::Resolution,
    /// How many reports each version has read.
    readers: BTreeMap<String, usize>,
}

/// Locates what the reports name and resolves who is meant.
fn resolved<R: Readings>(
    ground: &Ground<R>,
    around: &Surroundings,
    method: &NameMethod,
) -> Result<Resolved, Error> {
    let (mut texts, mut names) = (Vec::new(), Vec::new());
    let mut readers: BTreeMap<String, usize> = BTreeMap::new();
    let gazetteer = &ground.gazetteer;
    let located = |read: Read| {
        let Read { report, mut reading, reader } = read;
        locate_in(&mut reading, &report, gazetteer, around);
        (report, names_alone(reading), reader)
    };
    ground.read.each(located, |(report, reading, reader)| {
        texts.push(report);
        names.push(reading);
        *readers.entry(reader).or_default() += 1;
        Ok(())
    })?;
    let told: Vec<entities::Told<'_>> = texts
        .iter()
        .zip(&names)
        .map(|(report, reading)| entities::Told {
            lang: report.lang.as_deref(),
            published: report.published,
            outlet: report.outlet.as_deref(),
            reading,
        })
        .collect();
    let config = ResolveConfig::CAUTIOUS;
    let gathered = entities::Names::gather(&told, &ground.judgements, &config, method);
    drop(told);
    drop(names);
    let resolution = gathered.resolve();
    Ok(Resolved { texts, resolution, readers })
}

/// Of a reading what resolving names looks at, and nothing else: names, where they stand, where they
/// lie, and how they stand to each other.
fn names_alone(reading: Reading) -> Reading {
    let place = |place: Place| Place {
        country: place.country,
        point: place.point,
        ..Place::at(place.mention, place.span)
    };
    Reading {
        mentions: reading.mentions,
        entities: reading.entities,
        places: reading.places.into_iter().map(place).collect(),
        relations: reading.relations,
        ..Reading::empty(reading.report)
    }
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
    texts: &[Report],
    effects: &mut BTreeMap<JudgementId, Effect>,
) {
    for judgement in judgements {
        let Decision::Note { on: NoteOn::Report(report) } = &judgement.decision else { continue };
        let Some(effect) = effects.get_mut(&judgement.id) else { continue };
        let is_held = texts.binary_search_by(|held| held.id.cmp(report)).is_ok();
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
