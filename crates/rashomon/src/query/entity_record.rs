//! What a case knows of one person, group, place or thing.
//!
//! In: a case (its texts may be empty) and the id of an entity. Out: its names with the reports that
//! use them, what joined them, what was kept apart; its relations in the order of days, each with who
//! says so; the events it takes part in, and in which part; for a place, who holds it when, according
//! to whom. All of it is claims with their words: where voices contradict one another on who holds a
//! place, each has its row, and no row is summed up.
//!
//! Must hold: the order of reports changes nothing; what is denied is listed as denied.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::brief::EntityBrief;
use super::outlets::Outlets;
use crate::Error;
use crate::json::case::{Case, Claim, Entity, Event, Relation, Voice, When};
use crate::json::reading::Pair;
use crate::look_alikes::{self, LookAlike};

/// Name and version of the shape.
pub const SCHEMA: &str = "rashomon/entity-record/1";

/// So many that were kept apart are listed.
const APART: usize = 8;

/// One entity with all that is told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRecord {
    /// Name and version of the shape.
    pub schema: String,
    /// The entity: its names with their reports, what joined them, notes.
    pub entity: Entity,
    /// Outlets whose reports name it, with how many.
    pub outlets: BTreeMap<String, u64>,
    /// Entities whose names come nearest and were kept apart, heaviest first.
    pub kept_apart: Vec<LookAlike>,
    /// Its relations, by day: the day told, else the day on which the report came out.
    pub relations: Vec<ToldRelation>,
    /// The events it takes part in, in the order of the case.
    pub events: Vec<TakesPart>,
    /// Of a place: who holds it when and according to whom, by day.
    pub held: Vec<Holding>,
}

/// A relation, with the other end and its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ToldRelation {
    /// The day it is set under; `null` where neither the words nor the report have one.
    pub day: Option<String>,
    /// told (the words have it) or published (the report came out then).
    pub day_of: Option<String>,
    /// Whether the entity is the one that stands so; else the other stands so to it.
    pub is_subject: bool,
    /// The other.
    pub other: String,
    /// Its name.
    pub other_name: String,
    /// The relation, with who says so and the words.
    #[serde(flatten)]
    pub relation: Relation,
}

/// An event that an entity takes part in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TakesPart {
    /// Its id.
    pub id: String,
    /// A line for people.
    pub title: String,
    /// When, as far as the claims agree.
    pub when: Option<When>,
    /// In which parts (responsible, target, side, voice, place, weapon, holder), each with the claims
    /// that say so.
    pub parts: BTreeMap<String, Vec<String>>,
}

/// That somebody holds a place, according to one voice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Holding {
    /// The event.
    pub event: String,
    /// taken, held or lost, by the class of the event; outcome where the event is of another sort, or
    /// where nobody known is named and the words alone tell how.
    pub how: String,
    /// When the event was, as far as its claims agree.
    pub when: Option<When>,
    /// Who takes, holds or loses it; `null` where the words name nobody known.
    pub party: Option<String>,
    /// The name of that party.
    pub party_name: Option<String>,
    /// The words for it.
    pub words: Option<String>,
    /// The words by which the report puts the event in places: of several, it may speak of another.
    pub places: Vec<String>,
    /// From the outlet to the innermost voice.
    pub said_by: Vec<Voice>,
    /// How firmly.
    pub certainty: String,
    /// affirmed or denied.
    pub polarity: String,
    /// True where it only speaks of what is planned, foreseen or under a condition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    /// The claim.
    pub claim: String,
    /// Its report.
    pub report: String,
    /// The day on which that came out.
    pub published: Option<String>,
    /// Where the words stand in it.
    pub span: Pair,
    /// The words.
    pub quote: String,
}

/// What of a case is told of one entity.
pub struct Around<'c> {
    /// The entity.
    pub entity: &'c Entity,
    /// Entities whose names come nearest.
    pub kept_apart: Vec<LookAlike>,
    /// Its relations, in the order of the case.
    pub relations: Vec<Relation>,
    /// The events it takes part in, in the order of the case.
    pub events: Vec<TakesPart>,
    /// Events that may tell who holds it, in the order of the case.
    pub holding: Vec<Event>,
    /// The name of an entity.
    pub name: &'c dyn Fn(&str) -> Result<Option<String>, Error>,
    /// The outlet of a report and the day on which it came out.
    pub report: &'c dyn Fn(&str) -> Result<Published, Error>,
}

/// Who brought a report out, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The outlet, under the name it is shown under.
    pub outlet: Option<String>,
    /// The day.
    pub day: Option<String>,
}

/// So many entities whose names come near are listed.
pub const NEAREST: usize = APART;

/// Tells what a case knows of an entity.
///
/// # Errors
/// Where no entity has the id, or an embedded table is broken.
pub fn record(case: &Case, outlets: &Outlets, id: &str) -> Result<EntityRecord, Error> {
    let Some(entity) = case.entities.iter().find(|entity| entity.id == id) else {
        return Err(Error::not_found(format!(
            "no entity of the case has the id `{id}`; `rashomon entities` lists them"
        )));
    };
    let names: BTreeMap<&str, &str> =
        case.entities.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
    let days: BTreeMap<&str, Option<&String>> = case
        .reports
        .iter()
        .map(|report| (report.head.id.as_str(), report.head.published.as_ref()))
        .collect();
    let own = case.relations.iter().filter(|r| r.subject == id || r.object == id);
    let briefs: Vec<EntityBrief> =
        case.entities.iter().map(|one| EntityBrief::of(one, 0)).collect();
    around(Around {
        entity,
        kept_apart: look_alikes::of(entity, &briefs, APART)?,
        relations: own.cloned().collect(),
        events: case.events.iter().filter_map(|event| takes_part(event, id)).collect(),
        holding: case.events.iter().filter(|event| tells_holder(event, id)).cloned().collect(),
        name: &|id| Ok(names.get(id).map(|name| (*name).to_owned())),
        report: &|id| {
            Ok(Published {
                outlet: outlets.of_report(id).map(str::to_owned),
                day: days.get(id).copied().flatten().cloned(),
            })
        },
    })
}

/// Tells what is known around an entity.
///
/// # Errors
/// Where a name or a report cannot be looked up.
pub fn around(known: Around<'_>) -> Result<EntityRecord, Error> {
    let entity = known.entity;
    let reports: BTreeSet<&String> = entity.names.iter().flat_map(|name| &name.reports).collect();
    let mut by_outlet: BTreeMap<String, u64> = BTreeMap::new();
    for report in reports {
        if let Some(outlet) = (known.report)(report)?.outlet {
            *by_outlet.entry(outlet).or_default() += 1;
        }
    }
    Ok(EntityRecord {
        schema: SCHEMA.to_owned(),
        outlets: by_outlet,
        relations: relations(&known)?,
        held: if is_place(entity) { held(&known)? } else { Vec::new() },
        kept_apart: known.kept_apart,
        events: known.events,
        entity: entity.clone(),
    })
}

/// Tells whether somebody can hold it.
pub(crate) fn is_place(entity: &Entity) -> bool {
    matches!(entity.kind.as_str(), "place" | "facility")
}

fn relations(known: &Around<'_>) -> Result<Vec<ToldRelation>, Error> {
    let mut out = Vec::with_capacity(known.relations.len());
    for relation in &known.relations {
        let is_subject = relation.subject == known.entity.id;
        let other = if is_subject { &relation.object } else { &relation.subject };
        let told = relation.when.as_ref().map(|when| &when.earliest);
        let told = told.or(relation.since.as_ref()).cloned();
        let of = |day: &str| Some(day.to_owned());
        let (day, day_of) = match (told, (known.report)(&relation.report)?.day) {
            (Some(day), _) => (Some(day), of("told")),
            (None, Some(day)) => (Some(day), of("published")),
            (None, None) => (None, None),
        };
        out.push(ToldRelation {
            day,
            day_of,
            is_subject,
            other: other.clone(),
            other_name: (known.name)(other)?.unwrap_or_default(),
            relation: relation.clone(),
        });
    }
    out.sort_by(|a, b| {
        let key = |told: &ToldRelation| {
            let r = &told.relation;
            (told.day.is_none(), told.day.clone(), r.report.clone(), r.span, r.relation.clone())
        };
        key(a).cmp(&key(b)).then_with(|| a.other.cmp(&b.other))
    });
    Ok(out)
}

pub(crate) fn takes_part(event: &Event, id: &str) -> Option<TakesPart> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for claim in &event.claims {
        for part in parts_in(claim, id) {
            parts.entry(part.to_owned()).or_default().push(claim.id.clone());
        }
    }
    (!parts.is_empty()).then(|| TakesPart {
        id: event.id.clone(),
        title: event.title.clone(),
        when: event.when.clone(),
        parts,
    })
}

/// In which parts a claim names an entity.
fn parts_in(claim: &Claim, id: &str) -> BTreeSet<&'static str> {
    let is = |named: Option<&String>| named.is_some_and(|named| named == id);
    let value = &claim.value;
    let mut out = BTreeSet::new();
    if is(value.entity.value()) {
        out.extend(match claim.slot.as_str() {
            "responsibility" => Some("responsible"),
            "target" | "damage" => Some("target"),
            "place" => Some("place"),
            "weapon" => Some("weapon"),
            _ => None,
        });
    }
    if is(value.side.value()) {
        out.insert("side");
    }
    if is(value.holder.value()) {
        out.insert("holder");
    }
    if claim.said_by.iter().any(|voice| is(voice.entity.value())) {
        out.insert("voice");
    }
    out
}

fn held(known: &Around<'_>) -> Result<Vec<Holding>, Error> {
    let mut out: Vec<Holding> = Vec::new();
    for event in &known.holding {
        let there = told_there(event, &known.entity.id);
        let control = event.class.strip_prefix("CONTROL/");
        let own = event.claims.iter().filter(|claim| there.contains(claim.report.as_str()));
        for claim in own.filter(|claim| tells(event, claim, control.is_some())) {
            let value = &claim.value;
            let party = value.holder.value().or(value.entity.value()).cloned();
            let is_clear = party.is_some() || claim.slot == "occurrence";
            out.push(Holding {
                event: event.id.clone(),
                // One event may hold tellings of a gain and of the loss it was to others.
                how: control.filter(|_| is_clear).unwrap_or("outcome").to_owned(),
                when: event.when.clone(),
                party_name: match &party {
                    Some(party) => (known.name)(party)?,
                    None => None,
                },
                party,
                words: value.text.clone(),
                places: places_told(event, &claim.report),
                said_by: claim.said_by.clone(),
                certainty: claim.certainty.clone(),
                polarity: claim.polarity.clone(),
                planned: claim.planned,
                claim: claim.id.clone(),
                report: claim.report.clone(),
                published: (known.report)(&claim.report)?.day,
                span: claim.span,
                quote: claim.quote.clone(),
            });
        }
    }
    out.sort_by(|a, b| {
        let key = |held: &Holding| {
            let day = held.when.as_ref().map(|when| (when.earliest.clone(), when.latest.clone()));
            (day.is_none(), day, held.published.clone(), held.report.clone(), held.span)
        };
        key(a).cmp(&key(b)).then_with(|| a.claim.cmp(&b.claim))
    });
    Ok(out)
}

/// Tells whether an event says who holds a place.
pub(crate) fn tells_holder(event: &Event, id: &str) -> bool {
    let there = told_there(event, id);
    let is_control = event.class.starts_with("CONTROL/");
    let mut own = event.claims.iter().filter(|claim| there.contains(claim.report.as_str()));
    own.any(|claim| tells(event, claim, is_control))
}

/// The reports that put an event into a place, or make the place its target.
fn told_there<'e>(event: &'e Event, id: &str) -> BTreeSet<&'e str> {
    let names_it = |claim: &&Claim| {
        matches!(claim.slot.as_str(), "place" | "target")
            && claim.value.entity.value().is_some_and(|named| named == id)
    };
    event.claims.iter().filter(names_it).map(|claim| claim.report.as_str()).collect()
}

/// The words by which a report puts an event into places.
fn places_told(event: &Event, report: &str) -> Vec<String> {
    let own = event.claims.iter().filter(|claim| claim.report == report && claim.slot == "place");
    let words: BTreeSet<String> = own.filter_map(|claim| claim.value.text.clone()).collect();
    words.into_iter().collect()
}

/// Tells whether a claim says who holds the place: an outcome; in an event of control also who did it,
/// where the same voice gives no outcome, and a denial that it happened.
fn tells(event: &Event, claim: &Claim, is_control: bool) -> bool {
    // Whether the same voice says so in the same report by a claim that names more.
    let is_told_by = |slots: &[&str]| {
        event.claims.iter().any(|other| {
            slots.contains(&other.slot.as_str())
                && other.report == claim.report
                && other.said_by == claim.said_by
                && other.polarity == claim.polarity
        })
    };
    match claim.slot.as_str() {
        "outcome" => is_control || claim.value.holder.value().is_some(),
        "responsibility" => is_control && !is_told_by(&["outcome"]),
        "occurrence" => {
            is_control && claim.polarity == "denied" && !is_told_by(&["outcome", "responsibility"])
        }
        _ => false,
    }
}
