//! `rashomon/reading/1`: one report as read, as JSON.
//!
//! Field by field the shape of the contract; [`Reading::of`] writes it, [`Reading::model`] reads
//! it back. Unknown is `null` or absent, never 0 and never "". Spans are code points of `text`.

use std::collections::BTreeMap;

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::area::{Area, Setting};
use super::offsets::Offsets;
use super::words::Worded;

mod back;
mod value;

pub use value::{Absent, Value, toll, value_of};

/// Name and version of this shape.
pub const SCHEMA: &str = "rashomon/reading/1";

/// `[start, end)` in code points of the report's text.
pub type Pair = [u32; 2];

/// One report as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Name and version of the shape.
    pub schema: String,
    /// The report read.
    pub report: ReportHead,
    /// Its canonical text.
    pub text: String,
    /// Words that name or describe someone or something.
    pub mentions: Vec<Mention>,
    /// What they denote.
    pub entities: Vec<Entity>,
    /// Place names, with coordinates where known.
    pub places: Vec<Place>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Who is made to say what.
    pub attributions: Vec<Attribution>,
    /// What happened, according to somebody.
    pub events: Vec<Event>,
    /// What is said of each event.
    pub claims: Vec<Claim>,
    /// How entities stand to each other.
    pub relations: Vec<Relation>,
    /// What could not be used as it stood.
    pub diagnostics: Vec<Diagnostic>,
}

/// A report without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportHead {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as an ISO 8601 date.
    pub published: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language tag.
    pub lang: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// SHA-256 of the canonical text in UTF-8, hexadecimal.
    pub sha256: String,
}

/// Words that name or describe something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Its id.
    pub id: String,
    /// Where.
    pub span: Pair,
    /// The words.
    pub text: String,
    /// What sort of thing.
    pub kind: String,
    /// What it denotes.
    pub entity: Option<String>,
}

/// One thing meant in the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Its id.
    pub id: String,
    /// What sort of thing.
    pub kind: String,
    /// The fullest name.
    pub name: String,
    /// Every form used.
    pub names: Vec<String>,
}

/// A place name and what the gazetteer makes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The mention.
    pub mention: Option<String>,
    /// Where in the text.
    pub span: Pair,
    /// The words.
    pub text: String,
    /// The gazetteer's name.
    pub name: Option<String>,
    /// ISO 3166 code, as the gazetteer sees it.
    pub country: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// Gazetteer and entry.
    pub gazetteer: Option<String>,
    /// What sort of entry.
    pub precision: Option<String>,
    /// Told distance from it, kilometres.
    pub offset_km: Option<f64>,
    /// Told direction from it, degrees from north.
    pub bearing: Option<u16>,
    /// How else the words set a thing by it; `null` where it is said to be in it.
    #[serde(default)]
    pub setting: Option<Setting>,
    /// Where a thing so set may lie.
    #[serde(default)]
    pub area: Option<Area>,
    /// What the words may mean, the likeliest first; weights are shares and add up to 1 at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<PlaceCandidate>,
}

/// One thing that a place name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceCandidate {
    /// The gazetteer's name.
    pub name: String,
    /// ISO 3166 code, as the gazetteer sees it.
    pub country: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// Gazetteer and entry.
    pub gazetteer: Option<String>,
    /// Its share of all that the words may mean.
    pub weight: f64,
    /// What speaks for and against it, in decimal orders of magnitude of population.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub why: BTreeMap<String, f64>,
}

impl PlaceCandidate {
    pub(crate) fn of(c: &model::PlaceCandidate) -> PlaceCandidate {
        PlaceCandidate {
            name: c.name.clone(),
            country: c.country.clone(),
            lat: c.point.map(|point| point.lat),
            lon: c.point.map(|point| point.lon),
            gazetteer: c.gazetteer.clone(),
            weight: c.weight,
            why: c.why.iter().cloned().collect(),
        }
    }
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Where in the text.
    pub span: Pair,
    /// The words.
    pub text: String,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// First day it may mean.
    pub earliest: Option<String>,
    /// Last day it may mean.
    pub latest: Option<String>,
}

/// Source, cue, content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// Its id.
    pub id: String,
    /// Who is made to speak.
    pub source: Option<Pair>,
    /// The words that lend them the content.
    pub cue: Option<Pair>,
    /// What is theirs.
    pub content: Pair,
    /// Whom the source denotes.
    pub entity: Option<String>,
    /// The attribution whose content holds this one.
    pub within: Option<String>,
    /// direct, indirect or mixed.
    pub style: String,
    /// How firmly the source holds the content.
    pub certainty: String,
    /// Whether the source affirms or denies it.
    pub polarity: String,
}

/// One happening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// PLOVER type and mode.
    pub class: String,
    /// The word that signals it.
    pub trigger: Pair,
    /// Later words that signal it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<Pair>,
}

/// One link of the chain of voices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Voice {
    /// A voice made to speak inside the report.
    Attribution {
        /// Which attribution.
        attribution: String,
        /// Whom its source denotes.
        entity: Option<String>,
    },
    /// The report's outlet.
    Outlet {
        /// Its name; `null` where unknown.
        outlet: Option<String>,
    },
}

/// One event, one slot, one value, one voice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// The event.
    pub event: String,
    /// The question it answers.
    pub slot: String,
    /// The answer; its shape follows from the slot.
    pub value: Value,
    /// From the outlet to the innermost voice.
    pub said_by: Vec<Voice>,
    /// How firmly.
    pub certainty: String,
    /// affirmed or denied.
    pub polarity: String,
    /// True where it only speaks of what is planned, wished for, foreseen or under a condition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    /// Ids of the claims that it denies: same event and slot, said by somebody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denies: Vec<String>,
    /// The words that carry it.
    pub span: Pair,
    /// The same words.
    pub quote: String,
    /// The rule that found it.
    pub rule: String,
}

/// When a relation held, as told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RelationWhen {
    /// Position in `times`.
    pub time: u32,
    /// First day it may mean.
    pub earliest: Option<String>,
    /// Last day it may mean.
    pub latest: Option<String>,
}

/// How one entity stands to another, according to somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Who stands.
    pub subject: String,
    /// In what way.
    pub relation: String,
    /// To whom.
    pub object: String,
    /// When, where told.
    pub when: Option<RelationWhen>,
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
    /// The rule that found it.
    pub rule: String,
}

/// What a stage could not use as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// What kind of trouble.
    pub code: String,
    /// Where.
    pub span: Option<Pair>,
    /// What was done about it.
    pub message: String,
}

impl ReportHead {
    /// Describes a report without its text.
    pub fn of(report: &model::Report) -> ReportHead {
        ReportHead {
            id: report.id.to_string(),
            outlet: report.outlet.clone(),
            published: report.published.map(|d| d.to_string()),
            url: report.url.clone(),
            lang: report.lang.clone(),
            title: report.title.clone(),
            sha256: crate::sha256(report.text.as_bytes()),
        }
    }
}

/// Writes parts of one reading; holds what every part needs.
struct Writer<'r> {
    text: &'r str,
    offsets: Offsets<'r>,
}

impl Reading {
    /// Writes a reading of a report.
    pub fn of(report: &model::Report, reading: &model::Reading) -> Reading {
        let w = Writer { text: &report.text, offsets: Offsets::new(&report.text) };
        Reading {
            schema: SCHEMA.to_owned(),
            report: ReportHead::of(report),
            mentions: numbered(&reading.mentions, "m", |id, m| w.mention(id, m)),
            entities: numbered(&reading.entities, "e", entity),
            places: reading.places.iter().map(|p| w.place(p)).collect(),
            times: reading.times.iter().map(|t| w.time(t)).collect(),
            attributions: numbered(&reading.attributions, "a", |id, a| w.attribution(id, a)),
            events: numbered(&reading.events, "v", |id, e| w.event(id, e)),
            claims: numbered(&reading.claims, "c", |id, c| w.claim(id, c, reading)),
            relations: reading.relations.iter().map(|r| w.relation(r, &reading.times)).collect(),
            diagnostics: reading.diagnostics.iter().map(|d| w.diagnostic(d)).collect(),
            text: report.text.clone(),
        }
    }

    /// Reads a stored reading back, with its report.
    ///
    /// # Errors
    /// A sentence naming the field that does not read; nothing is guessed in its place.
    pub fn model(&self) -> Result<(model::Report, model::Reading), String> {
        back::model(self)
    }
}

fn numbered<T, U>(items: &[T], prefix: &str, write: impl Fn(String, &T) -> U) -> Vec<U> {
    items.iter().enumerate().map(|(i, item)| write(format!("{prefix}{}", i + 1), item)).collect()
}

fn entity(id: String, e: &model::Entity) -> Entity {
    let kind = e.kind.word().to_owned();
    Entity { id, kind, name: e.name.clone(), names: e.names.clone() }
}

fn text_of<T: ToString>(id: Option<T>) -> Option<String> {
    id.map(|id| id.to_string())
}

fn voices(said_by: &[model::Voice]) -> Vec<Voice> {
    let one = |voice: &model::Voice| match voice {
        model::Voice::Outlet(outlet) => Voice::Outlet { outlet: outlet.clone() },
        model::Voice::Attribution { id, entity } => {
            Voice::Attribution { attribution: id.to_string(), entity: text_of(*entity) }
        }
    };
    said_by.iter().map(one).collect()
}

impl Writer<'_> {
    fn words(&self, span: model::Span) -> String {
        span.of(self.text).unwrap_or("").to_owned()
    }

    fn mention(&self, id: String, m: &model::Mention) -> Mention {
        Mention {
            id,
            span: self.offsets.pair(m.span),
            text: self.words(m.span),
            kind: m.kind.word().to_owned(),
            entity: text_of(m.entity),
        }
    }

    fn place(&self, p: &model::Place) -> Place {
        Place {
            mention: text_of(p.mention),
            span: self.offsets.pair(p.span),
            text: self.words(p.span),
            name: p.name.clone(),
            country: p.country.clone(),
            lat: p.point.map(|point| point.lat),
            lon: p.point.map(|point| point.lon),
            gazetteer: p.gazetteer.clone(),
            precision: p.precision.map(|p| p.word().to_owned()),
            offset_km: p.offset_km,
            bearing: p.bearing.map(|b| b.0),
            setting: p.setting.as_ref().map(Setting::of),
            area: p.area.map(Area::of),
            candidates: p.candidates.iter().map(PlaceCandidate::of).collect(),
        }
    }

    fn time(&self, t: &model::Time) -> Time {
        Time {
            span: self.offsets.pair(t.span),
            text: self.words(t.span),
            kind: t.kind.word().to_owned(),
            value: t.value.clone(),
            earliest: text_of(t.earliest),
            latest: text_of(t.latest),
        }
    }

    fn attribution(&self, id: String, a: &model::Attribution) -> Attribution {
        Attribution {
            id,
            source: a.source.map(|s| self.offsets.pair(s)),
            cue: a.cue.map(|s| self.offsets.pair(s)),
            content: self.offsets.pair(a.content),
            entity: text_of(a.entity),
            within: text_of(a.within),
            style: a.style.word().to_owned(),
            certainty: a.certainty.word().to_owned(),
            polarity: a.polarity.word().to_owned(),
        }
    }

    fn event(&self, id: String, e: &model::EventMention) -> Event {
        Event {
            id,
            class: e.class.to_string(),
            trigger: self.offsets.pair(e.trigger),
            again: e.again.iter().map(|s| self.offsets.pair(*s)).collect(),
        }
    }

    fn claim(&self, id: String, c: &model::Claim, reading: &model::Reading) -> Claim {
        Claim {
            id,
            event: c.event.to_string(),
            slot: c.slot.word().to_owned(),
            value: value_of(&c.value, reading),
            said_by: voices(&c.said_by),
            certainty: c.certainty.word().to_owned(),
            polarity: c.polarity.word().to_owned(),
            planned: c.planned,
            denies: c.denies.iter().map(ToString::to_string).collect(),
            span: self.offsets.pair(c.span),
            quote: self.words(c.span),
            rule: c.rule.to_string(),
        }
    }

    fn relation(&self, r: &model::Relation, times: &[model::Time]) -> Relation {
        let when = |id: model::TimeId| {
            let told = times.get(id.index());
            RelationWhen {
                time: id.0,
                earliest: told.and_then(|t| text_of(t.earliest)),
                latest: told.and_then(|t| text_of(t.latest)),
            }
        };
        Relation {
            subject: r.subject.to_string(),
            relation: r.kind.word().to_owned(),
            object: r.object.to_string(),
            when: r.when.map(when),
            said_by: voices(&r.said_by),
            certainty: r.certainty.word().to_owned(),
            polarity: r.polarity.word().to_owned(),
            span: self.offsets.pair(r.span),
            quote: self.words(r.span),
            rule: r.rule.to_string(),
        }
    }

    fn diagnostic(&self, d: &model::Diagnostic) -> Diagnostic {
        Diagnostic {
            code: d.code.0.to_owned(),
            span: d.span.map(|s| self.offsets.pair(s)),
            message: d.message.clone(),
        }
    }
}
