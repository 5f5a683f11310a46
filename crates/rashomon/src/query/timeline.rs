//! Events by time: stretches without a gap, what lies in each, and what lies in none.
//!
//! In: events, and a unit of the calendar (chosen to fit, where none is asked for). Out: a bin for
//! every unit from the first to the last event, short empty stretches among them, long ones counted
//! and left out; events whose days cross a border apart, undated ones apart; and the outlets with the
//! bins they tell of. Nothing is moved to a day that nobody tells.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::When;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar::{self, Unit};
use super::conflicting;
use super::outlets::Outlets;
use super::toll::{self, Published, Range};
use crate::json::case::Event;

/// Name and version of the shape.
pub const SCHEMA: &str = "rashomon/timeline/1";
/// So many empty bins in a row are drawn; of a longer stretch none is.
const EMPTY: usize = 6;

/// Events by time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    /// Name and version of the shape.
    pub schema: String,
    /// day, week, month or year.
    pub unit: Unit,
    /// Stretches from the first to the last, by time.
    pub bins: Vec<Bin>,
    /// Events whose days cross a border of the unit, or are told no closer.
    pub wide: Vec<Mark>,
    /// Events without a date.
    pub undated: Vec<Mark>,
    /// Outlets, those with most events first.
    pub lanes: Vec<Lane>,
}

/// One stretch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bin {
    /// `2031-03-04`, `2031-W10`, `2031-03`, `2031`.
    pub key: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// How many empty stretches before it are left out.
    pub skipped: u64,
    /// How many killed its events tell of; `null` where none tells.
    pub killed: Option<Range>,
    /// Its events, by time, then id.
    pub events: Vec<Mark>,
}

/// One event on the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// Its id.
    pub id: String,
    /// Its line for people.
    pub title: String,
    /// First day; `null` where undated.
    pub earliest: Option<String>,
    /// Last day.
    pub latest: Option<String>,
    /// Slots on which accounts cannot all hold.
    pub disagreements: Vec<String>,
    /// Outlets that tell it.
    pub outlets: Vec<String>,
    /// Whether it adds up several happenings.
    pub aggregate: bool,
}

/// One outlet on the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lane {
    /// The outlet.
    pub outlet: String,
    /// How many events it tells in the bins.
    pub events: u64,
    /// Events and contested events it tells, by the bin's key.
    pub bins: BTreeMap<String, [u64; 2]>,
}

/// Lays events out in time; `most` is how many bins there should be at most where no unit is asked for.
pub fn timeline(
    events: &[&Event],
    unit: Option<Unit>,
    most: usize,
    outlets: &Outlets,
    published: &Published,
) -> Timeline {
    let mut sorted: Vec<&Event> = events.to_vec();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let dated: Vec<(When, &Event)> = sorted
        .iter()
        .filter_map(|e| Some((e.when.as_ref().and_then(calendar::days)?, *e)))
        .collect();
    let unit = fitting(&dated, unit, most);
    let mut held: BTreeMap<When, Vec<&Event>> = BTreeMap::new();
    let mut wide = Vec::new();
    for (days, event) in &dated {
        match unit.holding(*days) {
            Some(stretch) => held.entry(stretch).or_default().push(event),
            None => wide.push(*event),
        }
    }
    wide.sort_by_key(|e| e.when.as_ref().map(|w| (w.earliest.clone(), w.latest.clone())));
    let mark = |event: &&Event| mark(event, outlets);
    let bins = bins(&mut held, unit, &mark, published);
    Timeline {
        schema: SCHEMA.to_owned(),
        unit,
        lanes: lanes(&bins),
        bins,
        wide: wide.iter().map(mark).collect(),
        undated: sorted.iter().filter(|event| event.when.is_none()).map(mark).collect(),
    }
}

/// The unit asked for, or the shortest one in which the events that lie in one unit fill few enough.
fn fitting(dated: &[(When, &Event)], unit: Option<Unit>, most: usize) -> Unit {
    let fits = |unit: &Unit| {
        let held: BTreeSet<When> =
            dated.iter().filter_map(|(days, _)| unit.holding(*days)).collect();
        held.len() <= most.max(1)
    };
    unit.unwrap_or_else(|| Unit::ALL.into_iter().find(fits).unwrap_or(Unit::Year))
}

fn bins(
    held: &mut BTreeMap<When, Vec<&Event>>,
    unit: Unit,
    mark: &dyn Fn(&&Event) -> Mark,
    published: &Published,
) -> Vec<Bin> {
    let (Some(first), Some(last)) = (held.keys().next().copied(), held.keys().next_back().copied())
    else {
        return Vec::new();
    };
    let mut out: Vec<Bin> = Vec::new();
    let mut empty: Vec<Bin> = Vec::new();
    let mut at = Some(first);
    while let Some(stretch) = at.filter(|s| *s <= last) {
        let events = held.remove(&stretch).unwrap_or_default();
        let mut bin = bin(stretch, events, unit, mark, published);
        if bin.events.is_empty() {
            empty.push(bin);
        } else {
            if empty.len() <= EMPTY {
                out.append(&mut empty);
            } else {
                bin.skipped = empty.len() as u64;
                empty.clear();
            }
            out.push(bin);
        }
        at = unit.next(stretch);
    }
    out
}

fn bin(
    stretch: When,
    mut events: Vec<&Event>,
    unit: Unit,
    mark: &dyn Fn(&&Event) -> Mark,
    published: &Published,
) -> Bin {
    events.sort_by_key(|e| (e.when.as_ref().map(|w| w.earliest.clone()), e.id.clone()));
    let single = events.iter().filter(|event| !event.aggregate);
    let tolls = single.filter_map(|event| toll::of_event(event, "killed", published));
    Bin {
        key: unit.key(stretch),
        from: stretch.earliest.to_string(),
        to: stretch.latest.to_string(),
        skipped: 0,
        killed: tolls.map(|toll| toll.range).reduce(Range::and),
        events: events.iter().map(mark).collect(),
    }
}

fn mark(event: &Event, outlets: &Outlets) -> Mark {
    Mark {
        id: event.id.clone(),
        title: event.title.clone(),
        earliest: event.when.as_ref().map(|when| when.earliest.clone()),
        latest: event.when.as_ref().map(|when| when.latest.clone()),
        disagreements: conflicting(event).into_iter().map(str::to_owned).collect(),
        outlets: outlets.of_event(event).into_iter().map(str::to_owned).collect(),
        aggregate: event.aggregate,
    }
}

fn lanes(bins: &[Bin]) -> Vec<Lane> {
    let mut lanes: BTreeMap<&str, Lane> = BTreeMap::new();
    for bin in bins {
        for mark in &bin.events {
            for outlet in &mark.outlets {
                let lane = lanes.entry(outlet).or_insert_with(|| Lane {
                    outlet: outlet.clone(),
                    events: 0,
                    bins: BTreeMap::new(),
                });
                let cell = lane.bins.entry(bin.key.clone()).or_default();
                cell[0] += 1;
                cell[1] += u64::from(!mark.disagreements.is_empty());
                lane.events += 1;
            }
        }
    }
    let mut out: Vec<Lane> = lanes.into_values().collect();
    out.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.outlet.cmp(&b.outlet)));
    out
}
