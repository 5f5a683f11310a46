//! Judgements on single claims as JSON: the words they are about, and what a person puts in.
//!
//! Goes both ways, byte for byte. What a person put in is whole (a place with its coordinates), so
//! that it reads the same whatever tables come later. A word outside its table is an error.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Thing, ToldAt};
use crate::json::words::Worded;

/// The words a judgement on a claim is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimAnchor {
    /// The report.
    pub report: String,
    /// Where its words begin, in code points of the report's text.
    pub start: u32,
    /// The words.
    pub quote: String,
    /// The question it answers.
    pub slot: String,
    /// The value shown on the day, in words; empty for an occurrence.
    pub value: String,
    /// The words for its innermost voice; empty where the outlet itself speaks.
    pub voice: String,
    /// What sort of happening its report told there.
    pub class: String,
    /// Where the word began that signalled the happening, in code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<u32>,
    /// Its id on the day.
    pub claim: String,
}

/// What stands in place of a value that was read; parts that are absent stay as read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Correction {
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    /// civilian, combatant, mixed or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// children, women, men or named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Who or what is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Thing>,
    /// claimed, accused or stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// hostile, accident, technical or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Located>,
    /// First possible day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last possible day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// The words to show for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// How many, as an interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// Smallest number.
    pub low: u32,
    /// Largest number; `null` where the end is open.
    pub high: Option<u32>,
}

/// A place with where it lies, as it was looked up on the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Located {
    /// Its name.
    pub name: String,
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
}

/// A claim added by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AddedClaim {
    /// The report.
    pub report: String,
    /// Where its words begin, in code points of the report's text.
    pub start: u32,
    /// The words.
    pub quote: String,
    /// The question it answers.
    pub slot: String,
    /// The answer.
    pub value: Correction,
    /// Words that tell of the event it speaks of, where its report told one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldAt>,
    /// The class of the event it speaks of, where it is one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The words for who says it; absent where the outlet itself does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// How firmly.
    pub certainty: String,
    /// affirmed or denied.
    pub polarity: String,
}

fn word<T: Worded>(field: &str, word: &str) -> Result<T, String> {
    T::of_word(word).ok_or_else(|| format!("`{field}` is `{word}`, a word without a meaning there"))
}

fn class(field: &str, word: &str) -> Result<model::EventClass, String> {
    let unknown = |_| format!("`{field}` is `{word}`, which is no class of events");
    model::EventClass::parse(word).map_err(unknown)
}

impl ClaimAnchor {
    /// Writes an anchor.
    pub(crate) fn of(anchor: &model::ClaimAnchor) -> ClaimAnchor {
        ClaimAnchor {
            report: anchor.report.to_string(),
            start: anchor.start,
            quote: anchor.quote.clone(),
            slot: anchor.slot.word().to_owned(),
            value: anchor.value.clone(),
            voice: anchor.voice.clone(),
            class: anchor.class.to_string(),
            trigger: anchor.trigger,
            claim: anchor.claim.to_string(),
        }
    }

    /// Reads an anchor back.
    pub(crate) fn model(&self) -> Result<model::ClaimAnchor, String> {
        Ok(model::ClaimAnchor {
            report: model::ReportId(self.report.clone()),
            start: self.start,
            quote: self.quote.clone(),
            slot: word("claim.slot", &self.slot)?,
            value: self.value.clone(),
            voice: self.voice.clone(),
            class: class("claim.class", &self.class)?,
            trigger: self.trigger,
            claim: model::CaseClaimId(self.claim.clone()),
        })
    }
}

impl Correction {
    /// Writes a correction.
    pub(crate) fn of(value: &model::Correction) -> Correction {
        Correction {
            count: value.count.map(|(low, high)| Count { low, high }),
            status: value.status.map(|w| w.word().to_owned()),
            who: value.who.map(|w| w.word().to_owned()),
            party: value.party.as_ref().map(Thing::of),
            manner: value.manner.map(|w| w.word().to_owned()),
            cause: value.cause.map(|w| w.word().to_owned()),
            place: value.place.as_deref().map(Located::of),
            earliest: value.when.map(|when| when.earliest.to_string()),
            latest: value.when.map(|when| when.latest.to_string()),
            text: value.text.clone(),
        }
    }

    /// Reads a correction back.
    pub(crate) fn model(&self) -> Result<model::Correction, String> {
        let day = |field: &str, day: &String| -> Result<model::Date, String> {
            day.parse().map_err(|_| format!("`value.{field}` is `{day}`, which is no day"))
        };
        let when = match (&self.earliest, &self.latest) {
            (Some(earliest), Some(latest)) => Some(model::When {
                earliest: day("earliest", earliest)?,
                latest: day("latest", latest)?,
            }),
            (None, None) => None,
            _ => return Err("`value` has one end of a stretch of days".to_owned()),
        };
        if when.is_some_and(|when| when.latest < when.earliest) {
            return Err("`value.latest` lies before `value.earliest`".to_owned());
        }
        if self.count.as_ref().is_some_and(|c| c.high.is_some_and(|high| high < c.low)) {
            return Err("`value.count.high` is smaller than `low`".to_owned());
        }
        Ok(model::Correction {
            count: self.count.as_ref().map(|count| (count.low, count.high)),
            status: self.status.as_deref().map(|w| word("value.status", w)).transpose()?,
            who: self.who.as_deref().map(|w| word("value.who", w)).transpose()?,
            party: self.party.as_ref().map(Thing::model).transpose()?,
            manner: self.manner.as_deref().map(|w| word("value.manner", w)).transpose()?,
            cause: self.cause.as_deref().map(|w| word("value.cause", w)).transpose()?,
            place: self.place.as_ref().map(Located::model).transpose()?.map(Box::new),
            when,
            text: self.text.clone(),
        })
    }
}

impl Located {
    fn of(place: &model::Place) -> Located {
        Located {
            name: place.name.clone().unwrap_or_default(),
            country: place.country.clone(),
            lat: place.point.map(|point| point.lat),
            lon: place.point.map(|point| point.lon),
            gazetteer: place.gazetteer.clone(),
            precision: place.precision.map(|w| w.word().to_owned()),
        }
    }

    fn model(&self) -> Result<model::Place, String> {
        let precision = self.precision.as_deref();
        Ok(model::Place {
            name: Some(self.name.clone()),
            country: self.country.clone(),
            point: self.lat.zip(self.lon).map(|(lat, lon)| model::Point { lat, lon }),
            gazetteer: self.gazetteer.clone(),
            precision: precision.map(|w| word("value.place.precision", w)).transpose()?,
            ..model::Place::at(None, model::Span::new(0, 0))
        })
    }
}

impl AddedClaim {
    /// Writes a claim added by hand.
    pub(crate) fn of(claim: &model::AddedClaim) -> AddedClaim {
        let (told, class) = match &claim.of {
            model::AddedTo::Told(told) => (Some(ToldAt::of(told)), None),
            model::AddedTo::New(class) => (None, Some(class.to_string())),
        };
        AddedClaim {
            report: claim.report.to_string(),
            start: claim.start,
            quote: claim.quote.clone(),
            slot: claim.slot.word().to_owned(),
            value: Correction::of(&claim.value),
            told,
            class,
            said_by: claim.said_by.clone(),
            certainty: claim.certainty.word().to_owned(),
            polarity: claim.polarity.word().to_owned(),
        }
    }

    /// Reads a claim added by hand back.
    pub(crate) fn model(&self) -> Result<model::AddedClaim, String> {
        let of = match (&self.told, &self.class) {
            (Some(told), None) => model::AddedTo::Told(told.model()),
            (None, Some(name)) => model::AddedTo::New(class("added.class", name)?),
            _ => return Err("`added` has neither or both of `told` and `class`".to_owned()),
        };
        Ok(model::AddedClaim {
            report: model::ReportId(self.report.clone()),
            start: self.start,
            quote: self.quote.clone(),
            slot: word("added.slot", &self.slot)?,
            value: self.value.model()?,
            of,
            said_by: self.said_by.clone(),
            certainty: word("added.certainty", &self.certainty)?,
            polarity: word("added.polarity", &self.polarity)?,
        })
    }
}
