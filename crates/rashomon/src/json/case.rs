//! `rashomon/case/1`: a whole case, with every account side by side, as JSON.
//!
//! Only written, never read back: a case is derived from readings and rebuilds from them. Spans
//! are code points of the report's text, quotes are the same words.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::area::{Area, Setting};
use super::judgement::{Judgement, KnownBy};
use super::offsets::Offsets;
use super::reading::{Pair, Place, PlaceCandidate};
use super::source::Source;
use super::words::Worded;

mod event;
mod join;
mod origin;

pub use event::{
    Account, AgainstInterest, Alignment, Channel, Claim, Coding, Corrected, Disagreement, Earlier,
    Event, Ground, Note, OpposedAgreement, Pairing, Rejected, Rival, Signed, Slot, SlotValue, Step,
    Superseded, Voice, When, Where, coded,
};
pub use join::Join;
pub use origin::{Origin, Tie, TieEnd, TiePassage};

/// Name and version of this shape.
pub const SCHEMA: &str = "rashomon/case/1";

/// A whole case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// Name and version of the shape.
    pub schema: String,
    /// The reports, sorted by id.
    pub reports: Vec<Report>,
    /// Who and what is meant.
    pub entities: Vec<Entity>,
    /// What happened according to somebody.
    pub events: Vec<Event>,
    /// How entities stand to each other, according to somebody.
    pub relations: Vec<Relation>,
    /// Which reports rest on one source.
    pub origins: Vec<Origin>,
    /// What ties reports and claims to what they rest on, by taker.
    #[serde(default)]
    pub ties: Vec<Tie>,
    /// What people say of sources.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What people decided, in the order of the log.
    pub judgements: Vec<Judgement>,
    /// Claims that somebody rejected and of which no event is left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejected>,
}

/// One report of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Its head.
    #[serde(flatten)]
    pub head: super::reading::ReportHead,
    /// Its canonical text.
    pub text: String,
    /// The origin it rests on.
    pub origin: Option<String>,
    /// Whether it was read whole, so that its silence means something.
    #[serde(default)]
    pub read_whole: bool,
    /// What is withheld from its text and title; `█` stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<Hole>,
    /// What people noted on it, in the order of the log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// That it is gone from its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// That a report is gone from its source: taken down, or found no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gone {
    /// Position of the record that says so.
    pub record: u64,
    /// taken-down or not-found.
    pub how: String,
    /// The day on which that was seen.
    pub seen: Option<String>,
    /// How it is known.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// When it was entered, RFC 3339.
    pub at: String,
}

/// A report that carries an account and is gone from its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GoneReport {
    /// The report.
    pub report: String,
    /// Who says so, and how it is known.
    #[serde(flatten)]
    pub gone: Gone,
}

/// Words withheld from a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hole {
    /// Position of the record that says so.
    pub record: u64,
    /// Where they stood in the text; empty where they stood in the title alone.
    pub spans: Vec<Pair>,
    /// SHA-256 of what stood there: of a salt, a line feed and the words, for each wording.
    pub sha256: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who withheld them.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// One thing meant across reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Its id.
    pub id: String,
    /// What sort of thing.
    pub kind: String,
    /// Its commonest full name, or the one somebody judged it should be shown under.
    pub name: String,
    /// The judgement that gave it the name it is shown under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_by: Option<String>,
    /// Every spelling.
    pub names: Vec<Name>,
    /// In how many reports it is taken for a thing of each kind.
    pub kinds: BTreeMap<String, u32>,
    /// How often it is mentioned, over all reports.
    pub mentions: u32,
    /// How a judgement on it names it, so that it is found again.
    pub known_by: Vec<KnownBy>,
    /// Wikidata id, where somebody gave one.
    pub wikidata: Option<String>,
    /// Step by step why its names were joined, judgements first, then the heaviest.
    pub joined: Vec<Join>,
    /// What people noted on it, in the order of the log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// One spelling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Name {
    /// The spelling.
    pub text: String,
    /// Language of the reports that use it.
    pub lang: Option<String>,
    /// Those reports.
    pub reports: Vec<String>,
}

/// A claimed relation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Who stands.
    pub subject: String,
    /// In what way.
    pub relation: String,
    /// To whom.
    pub object: String,
    /// When, where told.
    pub when: Option<When>,
    /// First possible day since which it is said to hold: "since 2014".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last possible day until which it is said to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The report.
    pub report: String,
    /// From the outlet to the innermost voice.
    pub said_by: Vec<Voice>,
    /// How firmly.
    pub certainty: String,
    /// affirmed or denied.
    pub polarity: String,
    /// The words that carry it.
    pub span: Pair,
    /// The same words.
    pub quote: String,
}

/// Reports by id.
type ById<'c> = HashMap<&'c model::ReportId, &'c model::Report>;

/// Converts offsets of texts, indexing each at most once, when it is first asked for.
pub(super) struct Texts<'c> {
    reports: &'c ById<'c>,
    offsets: RefCell<HashMap<&'c model::ReportId, Offsets<'c>>>,
}

impl<'c> Texts<'c> {
    fn of(reports: &'c ById<'c>) -> Texts<'c> {
        Texts { reports, offsets: RefCell::default() }
    }

    fn ask<T: Default>(&self, report: &model::ReportId, ask: impl Fn(&Offsets<'_>) -> T) -> T {
        let Some((id, known)) = self.reports.get_key_value(report) else { return T::default() };
        let mut offsets = self.offsets.borrow_mut();
        ask(offsets.entry(id).or_insert_with(|| Offsets::new(&known.text)))
    }

    pub(super) fn words(&self, report: &model::ReportId, span: model::Span) -> String {
        self.ask(report, |offsets| offsets.words(span).to_owned())
    }

    pub(super) fn pair(&self, report: &model::ReportId, span: model::Span) -> Pair {
        self.ask(report, |offsets| offsets.pair(span))
    }

    pub(super) fn place(&self, report: &model::ReportId, place: &model::Place) -> Place {
        Place {
            mention: None,
            span: self.pair(report, place.span),
            text: self.words(report, place.span),
            name: place.name.clone(),
            country: place.country.clone(),
            lat: place.point.map(|p| p.lat),
            lon: place.point.map(|p| p.lon),
            gazetteer: place.gazetteer.clone(),
            precision: place.precision.map(|p| p.word().to_owned()),
            offset_km: place.offset_km,
            bearing: place.bearing.map(|b| b.0),
            setting: place.setting.as_ref().map(Setting::of),
            area: place.area.map(Area::of),
            candidates: place.candidates.iter().map(PlaceCandidate::of).collect(),
        }
    }
}

/// Writes the parts of a case one by one, from several threads.
pub struct Writer<'c> {
    reports: ById<'c>,
    people: event::People<'c>,
    origin: HashMap<&'c model::ReportId, &'c model::OriginId>,
    whole: HashSet<&'c model::ReportId>,
}

impl<'c> Writer<'c> {
    /// Gets to know a case; `reports` are those of the case with their texts.
    pub fn of(
        case: &'c model::Case,
        origins: &'c [model::OriginLink],
        reports: &'c [model::Report],
    ) -> Writer<'c> {
        let origin = |o: &'c model::OriginLink| o.reports.iter().map(move |r| (r, &o.origin));
        let whole = case.reports.iter().filter(|report| report.read_whole);
        Writer {
            reports: reports.iter().map(|report| (&report.id, report)).collect(),
            people: event::People::of(&case.judgements),
            origin: origins.iter().flat_map(origin).collect(),
            whole: whole.map(|report| &report.id).collect(),
        }
    }

    /// Writes a report without its text.
    pub fn head(&self, r: &model::Report) -> Report {
        Report {
            head: super::reading::ReportHead::of(r),
            text: String::new(),
            origin: self.origin.get(&r.id).map(|origin| origin.to_string()),
            read_whole: self.whole.contains(&r.id),
            withheld: Vec::new(),
            notes: self.people.notes_on_report(&r.id),
            gone: None,
        }
    }

    /// Writes an entity.
    pub fn entity(&self, e: &model::CaseEntity) -> Entity {
        Entity { notes: self.people.notes_on_entity(&e.id), ..entity(e) }
    }

    /// Writes an event.
    pub fn event(&self, e: &model::CaseEvent) -> Event {
        Event::write(e, &Texts::of(&self.reports), &self.people)
    }

    /// Writes a relation.
    pub fn relation(&self, r: &model::CaseRelation) -> Relation {
        relation(r, &Texts::of(&self.reports))
    }

    /// Writes a tie.
    pub fn tie(&self, tie: &model::OriginTie) -> Tie {
        Tie::of(tie, &Texts::of(&self.reports))
    }

    /// Writes rejected claims of which no event is left.
    pub fn rejected(&self, set_aside: &[model::ClaimJudged]) -> Vec<Rejected> {
        self.people.rejected(set_aside, None, &Texts::of(&self.reports))
    }
}

impl Event {
    /// Writes one event, without what people noted on it; `reports` are those that tell it, with their
    /// texts.
    pub fn of(event: &model::CaseEvent, reports: &[model::Report]) -> Event {
        let reports = reports.iter().map(|report| (&report.id, report)).collect();
        Event::write(event, &Texts::of(&reports), &event::People::default())
    }
}

/// Writes one entity.
pub fn entity(e: &model::CaseEntity) -> Entity {
    let name = |n: &model::NameForm| Name {
        text: n.text.clone(),
        lang: n.lang.clone(),
        reports: n.reports.iter().map(ToString::to_string).collect(),
    };
    Entity {
        id: e.id.to_string(),
        kind: e.kind.word().to_owned(),
        name: e.name.clone(),
        named_by: e.named_by.map(|by| by.to_string()),
        names: e.names.iter().map(name).collect(),
        kinds: e.kinds.iter().map(|(kind, n)| (kind.word().to_owned(), *n)).collect(),
        mentions: e.mentions,
        known_by: e.known_by.iter().map(KnownBy::of).collect(),
        wikidata: None,
        joined: e.joined.iter().map(Join::of).collect(),
        notes: Vec::new(),
    }
}

fn relation(r: &model::CaseRelation, texts: &Texts<'_>) -> Relation {
    Relation {
        subject: r.subject.to_string(),
        relation: r.kind.word().to_owned(),
        object: r.object.to_string(),
        when: r.when.map(When::of),
        since: r.since.map(|day| day.to_string()),
        until: r.until.map(|day| day.to_string()),
        report: r.report.to_string(),
        said_by: r.said_by.iter().map(Voice::of).collect(),
        certainty: r.certainty.word().to_owned(),
        polarity: r.polarity.word().to_owned(),
        span: texts.pair(&r.report, r.span),
        quote: r.quote.clone(),
    }
}
