//! What happened, and where accounts differ: a case at one glance, one row an event.
//!
//! In: events, entities, reports and rulebooks of a case. Out: rows with what a list, a timeline and a
//! map show of each event, and what can be chosen among them, with how many events have it. Every
//! number is of accounts and origins of the event itself; nothing is ranked by belief.
//!
//! Must hold: a row says nothing that the event does not say; order of reports changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outlets::Outlets;
use super::toll::{self, Published, Range};
use super::{brief, conflicting, origins};
use crate::json::case::{Event, Report, When, Where};
use crate::rulebook::Rulebook;
use crate::wording;

/// So many values of one kind can be chosen; the ones of most events.
const CHOICES: usize = 400;

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "OverviewRow")]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its line for people.
    pub title: String,
    /// Its class.
    pub class: String,
    /// When; none where nobody says.
    pub when: Option<When>,
    /// Where, according to any account.
    #[serde(rename = "where")]
    pub places: Vec<Where>,
    /// Each of these places in words, in their order.
    #[serde(rename = "places")]
    pub place_words: Vec<String>,
    /// Pairs of these places, by their order, that cannot both hold.
    pub rivals: Vec<[usize; 2]>,
    /// How many reports tell it.
    pub reports: usize,
    /// The outlets that tell it.
    pub outlets: Vec<String>,
    /// How many independent origins.
    pub origins: usize,
    /// How many voices.
    pub accounts: usize,
    /// Slots on which accounts cannot all hold.
    pub conflicts: Vec<String>,
    /// People killed, over all voices that count any.
    pub killed: Option<Range>,
    /// People injured.
    pub injured: Option<Range>,
    /// What each rulebook puts first, in words.
    pub grades: BTreeMap<String, String>,
    /// Entities held responsible or hit.
    pub actors: Vec<String>,
    /// A sum over a period: an event of its own kind.
    pub aggregate: bool,
    /// Somebody judged something in it.
    pub judged: bool,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// What to ask for.
    pub value: String,
    /// How it is shown.
    pub label: String,
    /// How many events have it.
    pub events: usize,
}

/// What can be chosen in a case, most events first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Choices {
    /// Classes of events.
    pub classes: Vec<Choice>,
    /// Outlets.
    pub outlets: Vec<Choice>,
    /// Entities held responsible or hit; the value is the id.
    pub actors: Vec<Choice>,
    /// Names of places.
    pub places: Vec<Choice>,
    /// Grades, as `rulebook.field=value`: the fields that rulebooks put first, where they are words.
    pub grades: Vec<Choice>,
}

/// Some events of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overview {
    /// Digest of the log it was made of.
    pub head: String,
    /// Events in the case.
    pub total: usize,
    /// The events asked for, by time.
    pub rows: Vec<Row>,
    /// How many independent origins stand behind them, each counted once.
    pub origins: usize,
    /// Names of the entities in the rows.
    pub names: BTreeMap<String, String>,
    /// What can be chosen in the whole case.
    pub choices: Choices,
}

/// What rows are made with.
pub struct Known<'k> {
    /// The outlets of the case.
    pub outlets: &'k Outlets,
    /// When its reports were published.
    pub published: &'k Published,
    /// Its rulebooks.
    pub rulebooks: &'k [Rulebook],
}

impl Row {
    /// Writes the row of an event.
    pub fn of(event: &Event, known: &Known<'_>) -> Row {
        let count = |slot| toll::of_event(event, slot, known.published).map(|toll| toll.range);
        let strings = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
        Row {
            id: event.id.clone(),
            title: event.title.clone(),
            class: event.class.clone(),
            when: event.when.clone(),
            places: event.places.clone(),
            place_words: event.places.iter().map(wording::place_of).collect(),
            rivals: rivals(event),
            reports: event.reports.len(),
            outlets: strings(known.outlets.of_event(event).into_iter().collect()),
            origins: origins(event),
            accounts: event.accounts.len(),
            conflicts: strings(conflicting(event)),
            killed: count("killed"),
            injured: count("injured"),
            grades: grades(event, known.rulebooks),
            actors: brief::actors(event).cloned().collect(),
            aggregate: event.aggregate,
            judged: is_judged(event),
        }
    }
}

/// What each rulebook puts first of an event, in words.
pub fn grades(event: &Event, rulebooks: &[Rulebook]) -> BTreeMap<String, String> {
    let said = event.grades.iter().map(|(name, coding)| {
        let book = rulebooks.iter().find(|book| &book.name == name);
        (name.clone(), wording::coding(&coding.fields, book))
    });
    said.collect()
}

/// Places of which accounts that contradict each other have one each.
fn rivals(event: &Event) -> Vec<[usize; 2]> {
    let Some(slot) = event.slots.get("place") else { return Vec::new() };
    let place_of = |account: &str| -> Option<usize> {
        let account = event.accounts.iter().find(|known| known.id == account)?;
        let mut told =
            event.places.iter().enumerate().filter(|(_, place)| {
                place.claims.iter().any(|claim| account.claims.contains(claim))
            });
        match (told.next(), told.next()) {
            (Some((at, _)), None) => Some(at),
            _ => None,
        }
    };
    let conflicts = slot.pairs.iter().filter(|pair| pair.relation == "conflict");
    let both = conflicts.filter_map(|pair| Some((place_of(&pair.one)?, place_of(&pair.other)?)));
    let pairs: BTreeSet<[usize; 2]> =
        both.filter(|(one, other)| one != other).map(|(a, b)| [a.min(b), a.max(b)]).collect();
    pairs.into_iter().collect()
}

/// Counts the origins behind events, each once.
pub fn origins_behind<'e>(events: impl Iterator<Item = &'e Event>) -> usize {
    events.flat_map(|event| &event.origins).collect::<BTreeSet<_>>().len()
}

fn is_judged(event: &Event) -> bool {
    let touched = |claim: &crate::json::case::Claim| {
        !claim.accepted.is_empty() || claim.corrected.is_some() || claim.added.is_some()
    };
    !event.rejected.is_empty() || !event.notes.is_empty() || event.claims.iter().any(touched)
}

/// Lists what can be chosen among events.
pub fn choices(
    events: &[Event],
    rows: &[Row],
    names: &BTreeMap<String, String>,
    rulebooks: &[Rulebook],
) -> Choices {
    let class = |row: &Row| -> BTreeSet<String> {
        let main = row.class.split('/').next().unwrap_or_default();
        [main.to_owned(), row.class.clone()].into()
    };
    let places = |row: &Row| row.places.iter().map(|place| place.name.clone()).collect();
    let graded = events.iter().map(|event| words_of_grades(event, rulebooks));
    Choices {
        classes: counted(rows.iter().map(class), |value| value.to_owned()),
        outlets: counted(rows.iter().map(|row| row.outlets.iter().cloned().collect()), |value| {
            value.to_owned()
        }),
        actors: counted(rows.iter().map(|row| row.actors.iter().cloned().collect()), |value| {
            names.get(value).map_or(value, String::as_str).to_owned()
        }),
        places: counted(rows.iter().map(places), |value| value.to_owned()),
        grades: counted(graded, |value| value.replace(['.', '='], " ").replace('_', " ")),
    }
}

/// The words that rulebooks give an event in the fields they put first: numbers are no choice.
fn words_of_grades(event: &Event, rulebooks: &[Rulebook]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (name, coding) in &event.grades {
        let Some(book) = rulebooks.iter().find(|book| &book.name == name) else { continue };
        let readings = coding.readings.iter().map(|reading| &reading.fields);
        for fields in std::iter::once(&coding.fields).chain(readings) {
            for field in &book.headline {
                if let Some(serde_json::Value::String(word)) = fields.get(field) {
                    out.insert(format!("{name}.{field}={word}"));
                }
            }
        }
    }
    out
}

fn counted(
    each: impl Iterator<Item = BTreeSet<String>>,
    label: impl Fn(&str) -> String,
) -> Vec<Choice> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in each.flatten() {
        *counts.entry(value).or_default() += 1;
    }
    let mut out: Vec<Choice> = counts
        .into_iter()
        .map(|(value, events)| Choice { label: label(&value), value, events })
        .collect();
    out.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.value.cmp(&b.value)));
    out.truncate(CHOICES);
    out
}

/// Names the entities of rows, of all names by id.
pub fn names(rows: &[Row], names: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let wanted: BTreeSet<&String> = rows.iter().flat_map(|row| &row.actors).collect();
    let known = wanted.into_iter().filter_map(|id| names.get_key_value(id));
    known.map(|(id, name)| (id.clone(), name.clone())).collect()
}

/// Makes the rows of events.
pub fn rows(events: &[Event], reports: &[Report], rulebooks: &[Rulebook]) -> Vec<Row> {
    let (outlets, published) = (Outlets::of(reports), Published::of(reports));
    let known = Known { outlets: &outlets, published: &published, rulebooks };
    events.iter().map(|event| Row::of(event, &known)).collect()
}
