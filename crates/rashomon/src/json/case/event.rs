//! One event of a case with its accounts, slot by slot.

use std::collections::BTreeMap;

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) use self::judged::People;
use super::Texts;
use crate::json::area::{Area, Setting};
use crate::json::reading::{Absent, Pair, Place, Value};
use crate::json::words::Worded;

mod account;
mod coding;
mod interest;
mod judged;
mod slot;
mod value;

pub use account::{Account, Alignment, Channel};
pub use coding::{Coding, Rival, Step, coded};
pub use interest::{AgainstInterest, Ground, OpposedAgreement};
pub use judged::{Corrected, Earlier, Note, Rejected, Signed};
pub use slot::{Disagreement, Pairing, Slot, SlotValue, Superseded};
pub use value::value;

/// One happening across reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// PLOVER type and mode.
    pub class: String,
    /// A line for people.
    pub title: String,
    /// When, as far as the claims agree.
    pub when: Option<When>,
    /// Every place that a claim gives.
    #[serde(rename = "where")]
    pub places: Vec<Where>,
    /// The reports that tell it.
    pub reports: Vec<String>,
    /// Whether it adds up several happenings.
    pub aggregate: bool,
    /// On what the reports that tell it rest, each origin once.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Each voice's version.
    pub accounts: Vec<Account>,
    /// Slot by slot.
    pub slots: BTreeMap<String, Slot>,
    /// What cannot both hold.
    pub disagreements: Vec<Disagreement>,
    /// Grades by rulebook.
    pub grades: BTreeMap<String, Coding>,
    /// Its claims.
    pub claims: Vec<Claim>,
    /// Claims of it that somebody rejected: they take part in nothing here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejected>,
    /// What people noted on it and on claims of it, in the order of the log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Why its claims were taken for one happening.
    pub joined: Vec<String>,
}

/// The days between which something happened, both inclusive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// First possible day.
    pub earliest: String,
    /// Last possible day.
    pub latest: String,
    /// part-of-day, day, week, month, year or vague.
    pub precision: String,
    /// The part of the day as TIMEX3 writes it behind the `T`, where one is told: `NI`, `15:00Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// A place of an event and the claims that put it there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Where {
    /// The name to show.
    pub name: String,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// What sort of gazetteer entry.
    pub precision: Option<String>,
    /// Told distance from it, kilometres.
    pub offset_km: Option<f64>,
    /// Told direction from it, degrees from north.
    pub bearing: Option<u16>,
    /// How else the words set it by the place; `null` where it is said to be in it.
    #[serde(default)]
    pub setting: Option<Setting>,
    /// Where it may lie.
    #[serde(default)]
    pub area: Option<Area>,
    /// The claims behind it.
    pub claims: Vec<String>,
}

/// One link of a chain of voices: an outlet, or a voice quoted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Voice {
    /// The publishing outlet; `null` where unknown, absent in a voice quoted.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub outlet: Absent<String>,
    /// Whom a voice quoted denotes; absent in an outlet.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub entity: Absent<String>,
    /// The words for a voice quoted; `null` where nobody is named.
    #[serde(skip_serializing_if = "Absent::is_absent")]
    pub text: Absent<String>,
}

/// A claim placed in its event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Report id, `#`, claim id.
    pub id: String,
    /// The report.
    pub report: String,
    /// The event.
    pub event: String,
    /// The question it answers.
    pub slot: String,
    /// The answer.
    pub value: Value,
    /// The place behind it, for claims of place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The days behind it, for claims of time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// From the outlet to the innermost voice.
    pub said_by: Vec<Voice>,
    /// How firmly.
    pub certainty: String,
    /// affirmed or denied.
    pub polarity: String,
    /// True where it only speaks of what is planned, wished for, foreseen or under a condition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    /// Ids of the claims that it denies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denies: Vec<String>,
    /// Where the words stand in the report.
    pub span: Pair,
    /// The words.
    pub quote: String,
    /// The rule that found it.
    pub rule: String,
    /// Who looked at it and accepted it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Signed>,
    /// Who put this value in place of what was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// Who added it by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Signed>,
    /// The numbers that the same voice gave of the same people in earlier texts of the report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
}

impl When {
    /// Writes an interval of days.
    pub fn of(when: model::When) -> When {
        When::with_part(when, None)
    }

    /// Writes an interval of days, and the part of the day that is told beside it.
    pub fn with_part(when: model::When, part: Option<&str>) -> When {
        let precision = when.precision_with(part);
        let part = part.filter(|_| precision == model::Precision::PartOfDay);
        When {
            earliest: when.earliest.to_string(),
            latest: when.latest.to_string(),
            precision: precision.as_str().to_owned(),
            part: part.map(str::to_owned),
        }
    }
}

impl Voice {
    /// Writes one link of a chain.
    pub fn of(voice: &model::CaseVoice) -> Voice {
        match voice {
            model::CaseVoice::Outlet(outlet) => {
                Voice { outlet: Absent::there(outlet.clone()), ..Voice::default() }
            }
            model::CaseVoice::Quoted { entity, text } => Voice {
                entity: Absent::there(entity.as_ref().map(ToString::to_string)),
                text: Absent::there((!text.is_empty()).then(|| text.clone())),
                ..Voice::default()
            },
        }
    }

    /// Tells whether the link is an outlet.
    pub fn is_outlet(&self) -> bool {
        !self.outlet.is_absent()
    }
}

impl Event {
    pub(super) fn write(e: &model::CaseEvent, texts: &Texts<'_>, people: &People<'_>) -> Event {
        Event {
            id: e.id.to_string(),
            class: e.class.to_string(),
            title: e.title.clone(),
            when: e.when.map(|when| When::with_part(when, e.part.as_deref())),
            places: e.places.iter().map(place).collect(),
            reports: strings(&e.reports),
            aggregate: e.aggregate,
            origins: strings(&e.origins),
            accounts: e.accounts.iter().map(|a| account::account(a, texts)).collect(),
            slots: e
                .slots
                .iter()
                .map(|s| (s.slot.word().to_owned(), slot::slot(s, texts)))
                .collect(),
            disagreements: e.disagreements.iter().map(slot::disagreement).collect(),
            grades: coding::grades(&e.codings),
            claims: e.claims.iter().map(|c| claim(c, e, texts, people)).collect(),
            rejected: people.rejected(&e.judged, Some(&e.id), texts),
            notes: people.notes(e),
            joined: e.joined.clone(),
        }
    }
}

fn strings<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

fn place(p: &model::CasePlace) -> Where {
    Where {
        name: p.name.clone(),
        lat: p.place.point.map(|point| point.lat),
        lon: p.place.point.map(|point| point.lon),
        precision: p.place.precision.map(|p| p.word().to_owned()),
        offset_km: p.place.offset_km,
        bearing: p.place.bearing.map(|b| b.0),
        setting: p.place.setting.as_ref().map(Setting::of),
        area: p.place.area.map(Area::of),
        claims: strings(&p.claims),
    }
}

fn claim(
    c: &model::CaseClaim,
    event: &model::CaseEvent,
    texts: &Texts<'_>,
    people: &People<'_>,
) -> Claim {
    let mut out = bare(c, Some(&event.id), texts);
    people.mark(&mut out, &event.judged, (&c.report, texts));
    out
}

/// Writes a claim without what people say of it; one that is in no event has an empty `event`.
fn bare(c: &model::CaseClaim, event: Option<&model::CaseEventId>, texts: &Texts<'_>) -> Claim {
    let (place, when) = match &c.value {
        model::CaseValue::Place { place, .. } => (Some(texts.place(&c.report, place)), None),
        model::CaseValue::Time { when, part, .. } => {
            (None, when.map(|when| When::with_part(when, part.as_deref())))
        }
        _ => (None, None),
    };
    Claim {
        id: c.id.to_string(),
        report: c.report.to_string(),
        event: event.map(ToString::to_string).unwrap_or_default(),
        slot: c.slot.word().to_owned(),
        value: value(&c.value),
        place,
        when,
        said_by: c.said_by.iter().map(Voice::of).collect(),
        certainty: c.certainty.word().to_owned(),
        polarity: c.polarity.word().to_owned(),
        planned: c.planned,
        denies: c.denies.iter().map(ToString::to_string).collect(),
        span: texts.pair(&c.report, c.span),
        quote: c.quote.clone(),
        rule: c.rule.clone(),
        accepted: Vec::new(),
        corrected: None,
        added: None,
        earlier: Vec::new(),
    }
}
