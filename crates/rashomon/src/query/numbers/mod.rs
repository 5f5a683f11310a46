//! How many people a whole case counts, as ranges with the events behind them, nobody twice.
//!
//! In: events, and what is known of their reports and places. Out: the total, what remains without
//! contested events, rows by time, place, side and status, the events that drive the width, sums over
//! a period beside what their events add up to, and pairs that may be one happening. Low is the sum
//! of the events' lows, high that of their highs; an open end stays open.
//!
//! Must hold: every event stands in exactly one row of each table, so that the rows add up to the
//! total; sums are never added; no order changes a number. Method and sources: `docs/numbers.md`.
//! Shown by the casebook pages under `whole/numbers`.

mod rows;
mod rulebook;
mod same;
mod sums;

use std::collections::BTreeMap;

use rashomon_model::{Slot, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar::{self, Unit};
use super::toll::{self, Published, Range, Toll};
use super::units::{self, Divisions, Size};
use crate::json::case::Event;

pub use rulebook::is_known as knows_rulebook;

/// Name and version of the shape.
pub const SCHEMA: &str = "rashomon/numbers/1";

/// Slots on which a conflict makes an event contested, besides the number itself.
pub const CONTESTING: [&str; 3] = ["occurrence", "responsibility", "cause"];

/// Days within which an event is dated sharply enough to be no sum.
const SHARP: i32 = 3;

/// What rows are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum By {
    /// When it happened.
    Time(Unit),
    /// Where it happened.
    Place(Size),
    /// Whose people they were said to be.
    Side,
    /// Civilian or combatant, as told.
    Status,
}

impl By {
    /// Every word and what it stands for.
    pub const WORDS: [(&'static str, By); 10] = [
        ("day", By::Time(Unit::Day)),
        ("week", By::Time(Unit::Week)),
        ("month", By::Time(Unit::Month)),
        ("year", By::Time(Unit::Year)),
        ("country", By::Place(Size::Country)),
        ("province", By::Place(Size::Province)),
        ("town", By::Place(Size::Town)),
        ("place", By::Place(Size::Town)),
        ("side", By::Side),
        ("status", By::Status),
    ];

    /// Reads a word; none for any other.
    pub fn of_word(word: &str) -> Option<By> {
        Self::WORDS.into_iter().find(|(known, _)| *known == word).map(|(_, by)| by)
    }

    /// Returns its first word.
    pub fn word(self) -> &'static str {
        Self::WORDS.into_iter().find(|(_, by)| *by == self).map_or("", |(word, _)| word)
    }
}

/// What to count.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// A slot that counts people.
    pub slot: Slot,
    /// The tables to make.
    pub by: Vec<By>,
    /// Slots on which a conflict makes an event contested.
    pub contesting: Vec<String>,
    /// Counts as this rulebook does, instead of over all that is told.
    pub rulebook: Option<String>,
}

impl Asked {
    /// The killed, by nothing, contested where it is contested that it happened, who did it, why, or
    /// how many there were.
    pub fn killed() -> Asked {
        Asked::of(Slot::Killed)
    }

    /// As [`Asked::killed`], for any slot that counts people.
    pub fn of(slot: Slot) -> Asked {
        let mut contesting: Vec<String> = CONTESTING.map(str::to_owned).to_vec();
        contesting.push(slot.as_str().to_owned());
        Asked { slot, by: Vec::new(), contesting, rulebook: None }
    }
}

/// What counting needs to know besides the events.
pub struct Known<'k> {
    /// When reports were first published.
    pub published: &'k Published,
    /// In which countries and provinces places lie.
    pub divisions: &'k Divisions,
    /// The name of an entity.
    pub name: &'k dyn Fn(&str) -> String,
}

/// How many people some events count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// The events behind it.
    pub events: u64,
    /// Those of them with an open end.
    pub open: u64,
    /// The sums of their lows and highs.
    #[serde(flatten)]
    pub range: Range,
    /// The sum of what a rulebook takes for most likely; absent without a rulebook that does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<u64>,
    /// The same of those who are told as civilian, combatant, children, women, men: parts, which are
    /// not added to the sums, nor to each other.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub of_whom: BTreeMap<String, Part>,
}

/// Those told as one part of the people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The events in which somebody tells of them.
    pub events: u64,
    /// The sums of their lows and highs.
    #[serde(flatten)]
    pub range: Range,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// What its events have in common: `2031-03`, a place, the name of a side.
    pub label: String,
    /// Whether it stands apart: not told, told no closer, several at once.
    pub apart: bool,
    /// Their numbers.
    #[serde(flatten)]
    pub tally: Tally,
    /// How many of them are contested.
    pub contested: u64,
    /// Their ids.
    pub ids: Vec<String>,
}

/// One event with its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its line for people.
    pub title: String,
    /// Its number.
    #[serde(flatten)]
    pub range: Range,
    /// The slots that make it contested; empty where it is not.
    pub contested: Vec<String>,
    /// Its share of the width of the total, from 0 to 1.
    pub share: f64,
    /// The claims that count its people.
    pub claims: Vec<String>,
}

/// Numbers of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Numbers {
    /// Name and version of the shape.
    pub schema: String,
    /// What is counted.
    pub slot: String,
    /// The rulebook by which it is counted; `null` where over all that is told.
    pub rulebook: Option<String>,
    /// Slots on which a conflict makes an event contested.
    pub contesting: Vec<String>,
    /// All events.
    pub total: Tally,
    /// Those of the total that are dated to three days at most and put into one town or closer. What
    /// is told without days or a place may be a sum that nobody marks as one.
    pub pinned: Tally,
    /// Without contested ones.
    pub uncontested: Tally,
    /// Tables by what they are made by; the rows of each add up to the total.
    pub by: BTreeMap<String, Vec<Row>>,
    /// The events, the widest first.
    pub events: Vec<Item>,
    /// Sums over a period, which are not added to the events they sum up.
    pub sums: Vec<Sum>,
    /// Events of the total that may be sums: told over more than three days, which hold other events.
    pub maybe_sums: Vec<Sum>,
    /// Pairs of events that may be one happening and are counted as two.
    pub maybe_same: Vec<Same>,
}

/// A number told for a whole period, beside the events that lie in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sum {
    /// The event of the case that it stands in.
    pub id: String,
    /// Its line for people.
    pub title: String,
    /// First day of the period; `null` where it is not told.
    pub from: Option<String>,
    /// Last day of the period.
    pub to: Option<String>,
    /// Where; `null` where it is not told.
    pub place: Option<String>,
    /// civilian, combatant or unknown.
    pub status: String,
    /// The number told.
    #[serde(flatten)]
    pub range: Range,
    /// The claims that tell it.
    pub claims: Vec<String>,
    /// What the events in it add up to.
    pub inside: Part,
    /// fits, sum-larger, events-exceed, nothing-inside or period-not-told.
    pub verdict: String,
    /// The verdict in a sentence.
    pub why: String,
}

/// Two events that may be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Same {
    /// One event.
    pub a: String,
    /// The other.
    pub b: String,
    /// Their lines for people.
    pub titles: [String; 2],
    /// What speaks for it.
    pub why: String,
    /// By how much the low end of the total falls if they are one.
    pub less_low: u64,
    /// By how much the high end falls.
    pub less_told: u64,
}

/// An event that counts people.
pub(super) struct Counted<'e> {
    pub event: &'e Event,
    pub toll: Toll,
    pub best: Option<u64>,
    pub contested: Vec<String>,
    pub days: Option<When>,
    /// Where it lies, by size: country, province, town.
    pub units: [units::Unit; 3],
}

impl Counted<'_> {
    /// Returns where it lies.
    pub fn unit(&self, size: Size) -> &units::Unit {
        &self.units[size as usize]
    }
}

/// Where an event lies, by size.
pub(super) fn units_of(event: &Event, known: &Known<'_>) -> [units::Unit; 3] {
    Size::ALL.map(|size| units::of_event(event, size, known.divisions))
}

/// Counts the people of some events of a case.
pub fn numbers(events: &[&Event], asked: &Asked, known: &Known<'_>) -> Numbers {
    let mut sorted: Vec<&Event> = events.to_vec();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let counted: Vec<Counted<'_>> =
        sorted.iter().filter_map(|event| count(event, asked, known)).collect();
    let total = tally(counted.iter());
    let table = |by: &By| (by.word().to_owned(), rows::rows(&counted, *by, known));
    Numbers {
        schema: SCHEMA.to_owned(),
        slot: asked.slot.as_str().to_owned(),
        rulebook: asked.rulebook.clone(),
        contesting: asked.contesting.clone(),
        pinned: tally(counted.iter().filter(|one| is_pinned(one))),
        uncontested: tally(counted.iter().filter(|one| one.contested.is_empty())),
        by: asked.by.iter().map(table).collect(),
        events: items(&counted, total.range.width()),
        sums: sums::sums(&sorted, &counted, asked, known),
        maybe_sums: sums::maybe(&counted),
        maybe_same: same::pairs(&counted, known),
        total,
    }
}

fn count<'e>(event: &'e Event, asked: &Asked, known: &Known<'_>) -> Option<Counted<'e>> {
    if event.aggregate {
        return None;
    }
    let slot = asked.slot.as_str();
    let mut best = None;
    let toll = match &asked.rulebook {
        None => toll::of_event(event, slot, known.published)?,
        Some(book) => {
            let coded = rulebook::count(event, book, slot)?;
            best = coded.best;
            let told = toll::of_event(event, slot, known.published);
            let (sides, claims) = told.map(|toll| (toll.sides, toll.claims)).unwrap_or_default();
            Toll { range: coded.range, parts: coded.parts, sides, claims }
        }
    };
    if toll.range.is_none() {
        return None;
    }
    Some(Counted {
        event,
        toll,
        best,
        contested: contested(event, asked),
        days: event.when.as_ref().and_then(calendar::days),
        units: units_of(event, known),
    })
}

fn is_pinned(one: &Counted<'_>) -> bool {
    one.days.is_some_and(|days| days.days() <= SHARP) && one.unit(Size::Town).is_one_place()
}

/// Returns the slots that make an event contested: a conflict, or a denied number.
fn contested(event: &Event, asked: &Asked) -> Vec<String> {
    let slot = asked.slot.as_str();
    let denied = event.claims.iter().any(|c| c.slot == slot && c.polarity == "denied");
    let conflict = |name: &String| {
        event.disagreements.iter().any(|d| &d.slot == name) || (denied && name == slot)
    };
    asked.contesting.iter().filter(|name| conflict(name)).cloned().collect()
}

/// Adds up some events.
pub(super) fn tally<'c, 'e: 'c>(counted: impl Iterator<Item = &'c Counted<'e>>) -> Tally {
    let mut out = Tally { range: Range::NONE, ..Tally::default() };
    let mut whole_best = true;
    let mut best = 0u64;
    for one in counted {
        out.events += 1;
        out.open += u64::from(one.toll.range.is_open());
        out.range = out.range.and(one.toll.range);
        match one.best {
            Some(n) => best = best.saturating_add(n),
            None => whole_best = false,
        }
        for (word, range) in &one.toll.parts {
            let part =
                out.of_whom.entry(word.clone()).or_insert(Part { events: 0, range: Range::NONE });
            part.events += 1;
            part.range = part.range.and(*range);
        }
    }
    out.best = (whole_best && out.events > 0).then_some(best);
    out
}

fn items(counted: &[Counted<'_>], width: u64) -> Vec<Item> {
    let item = |one: &Counted<'_>| Item {
        id: one.event.id.clone(),
        title: one.event.title.clone(),
        range: one.toll.range,
        contested: one.contested.clone(),
        share: if width == 0 { 0.0 } else { one.toll.range.width() as f64 / width as f64 },
        claims: one.toll.claims.clone(),
    };
    let mut out: Vec<Item> = counted.iter().map(item).collect();
    // Among equals open ends first: nobody knows how wide they are.
    let key = |i: &Item| std::cmp::Reverse((i.range.width(), i.range.is_open(), i.range.told));
    out.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id)));
    out
}
