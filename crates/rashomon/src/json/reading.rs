//! `rashomon/reading/1`: one report as read, as JSON.
//!
//! Field by field the shape of the contract; [`Reading::of`] writes it, [`Reading::model`] reads
//! it back. Unknown is `null` or absent, never 0 and never "". Spans are code points of `text`.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod back;
mod place;
mod value;
mod write;

pub use back::report;
pub use place::{Place, PlaceCandidate};

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
#[schemars(rename = "ReadEntity")]
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
#[schemars(rename = "ReadEvent")]
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
#[schemars(rename = "ReadClaim")]
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
#[schemars(rename = "ReadRelation")]
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

impl Reading {
    /// Writes a reading of a report.
    pub fn of(report: &model::Report, reading: &model::Reading) -> Reading {
        write::reading(report, reading)
    }

    /// Reads a stored reading back, with its report.
    ///
    /// # Errors
    /// A sentence naming the field that does not read; nothing is guessed in its place.
    pub fn model(&self) -> Result<(model::Report, model::Reading), String> {
        back::model(self)
    }
}
