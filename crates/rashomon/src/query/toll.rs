//! How many people one event took, as a range over all who count them.
//!
//! In: an event and a slot that counts people. Out: the smallest and the largest number that a voice
//! tells, whether some voice sets no upper end, and what is told of parts (civilians, combatants,
//! children, women, men). A voice that counts civilians and combatants apart tells their sum; one
//! that gives a whole besides tells the whole. Sums over a period, plans and denials count nobody.
//! Words without a figure ("dozens") count only where nobody gives a figure. A figure that its own
//! voice has since revised does not count, nor does any copy of it.
//!
//! Must hold: a copy of a report changes nothing; no order does; children are never added to a
//! whole. `docs/numbers.md` has the method for people.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::case::{Claim, Event, Report};

/// Between how many and how many people.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Range {
    /// The smallest number.
    pub low: u64,
    /// The largest number; `null` where some voice sets no upper end.
    pub high: Option<u64>,
    /// The largest number told, also where there is no upper end.
    pub told: u64,
}

impl Range {
    /// Nobody.
    pub const NONE: Range = Range { low: 0, high: Some(0), told: 0 };

    /// A number as told: an open end tells no more than its beginning.
    pub fn of(low: u64, high: Option<u64>) -> Range {
        Range { low, high, told: high.map_or(low, |high| high.max(low)) }
    }

    /// Returns the sum of two counts of different people.
    #[must_use]
    pub fn and(self, other: Range) -> Range {
        Range {
            low: self.low.saturating_add(other.low),
            high: self.high.zip(other.high).map(|(a, b)| a.saturating_add(b)),
            told: self.told.saturating_add(other.told),
        }
    }

    /// Returns the range over two counts of the same people.
    #[must_use]
    pub fn or(self, other: Range) -> Range {
        Range {
            low: self.low.min(other.low),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
            told: self.told.max(other.told),
        }
    }

    /// Returns how far the numbers told lie apart.
    pub fn width(self) -> u64 {
        self.told.saturating_sub(self.low)
    }

    /// Tells whether some voice sets no upper end.
    pub fn is_open(self) -> bool {
        self.high.is_none()
    }

    /// Tells whether nobody is counted.
    pub fn is_none(self) -> bool {
        self.told == 0 && self.high == Some(0)
    }

    /// Returns the range of any number of the two, the first of which may be missing.
    fn over(known: Option<Range>, other: Range) -> Option<Range> {
        Some(known.map_or(other, |known| known.or(other)))
    }
}

/// Writes `3`, `3 to 5`, `3 or more`, `3 to 5 or more`.
impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.low == self.told, self.high) {
            (true, Some(_)) => write!(f, "{}", self.low),
            (false, Some(_)) => write!(f, "{} to {}", self.low, self.told),
            (true, None) => write!(f, "{} or more", self.low),
            (false, None) => write!(f, "{} to {} or more", self.low, self.told),
        }
    }
}

/// What is told of one event on one slot that counts people.
#[derive(Clone, Debug, PartialEq)]
pub struct Toll {
    /// Over all voices.
    pub range: Range,
    /// The same of parts of the people, by their word: civilian, combatant, children, women, men.
    pub parts: BTreeMap<String, Range>,
    /// Whose people they are said to be: ids of entities.
    pub sides: BTreeSet<String>,
    /// The claims behind it, sorted.
    pub claims: Vec<String>,
}

/// What counting needs to know of reports: when each was first published, under any of its copies.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Report to its origin and the first day of that origin.
    known: BTreeMap<String, (String, Option<String>)>,
}

impl Published {
    /// Indexes some reports.
    pub fn of(reports: &[Report]) -> Published {
        let origin = |r: &Report| r.origin.clone().unwrap_or_else(|| r.head.id.clone());
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        for report in reports {
            if let Some(day) = &report.head.published {
                let known = first.entry(origin(report)).or_insert_with(|| day.clone());
                if day < known {
                    known.clone_from(day);
                }
            }
        }
        let row = |r: &Report| {
            let origin = origin(r);
            let day = first.get(&origin).cloned();
            (r.head.id.clone(), (origin, day))
        };
        Published { known: reports.iter().map(row).collect() }
    }

    fn origin<'p>(&'p self, report: &'p str) -> &'p str {
        self.known.get(report).map_or(report, |(origin, _)| origin)
    }

    /// Returns the first day on which a report, or a copy of it, was published.
    pub fn day(&self, report: &str) -> Option<&str> {
        self.known.get(report)?.1.as_deref()
    }
}

/// Counts the people of an event; none where no voice counts any.
pub fn of_event(event: &Event, slot: &str, published: &Published) -> Option<Toll> {
    let mut counted: Vec<&Claim> = event.claims.iter().filter(|c| counts(c, slot)).collect();
    // "Dozens" stands for a figure only where nobody has one.
    if counted.iter().any(|c| is_whole(c) && !is_vague(c)) {
        counted.retain(|c| !is_vague(c));
    }
    let revised = revised(event, slot, published);
    counted.retain(|claim| !revised.contains(&figure_of(claim, published)));
    let figures = figures(event, &counted);
    let mut range: Option<Range> = None;
    let mut parts: BTreeMap<String, Range> = BTreeMap::new();
    for told in &figures {
        range = Range::over(range, told.whole());
        for (word, part) in told.parts() {
            let known = parts.get(word).copied();
            parts.extend(Range::over(known, part).map(|range| (word.to_owned(), range)));
        }
    }
    let mut range = range?;
    // Civilians of one voice and combatants of another may be the same people, or others.
    if let (Some(one), Some(other)) = (parts.get("civilian"), parts.get("combatant")) {
        let both = one.and(*other);
        range.told = range.told.max(both.told);
        range.high = range.high.zip(both.high).map(|(a, b)| a.max(b));
    }
    let sides = counted.iter().filter_map(|claim| claim.value.side.value().cloned()).collect();
    let mut claims: Vec<String> = counted.iter().map(|claim| claim.id.clone()).collect();
    claims.sort();
    Some(Toll { range, parts, sides, claims })
}

/// Tells whether a claim counts people of one event.
fn counts(claim: &Claim, slot: &str) -> bool {
    claim.slot == slot
        && claim.polarity == "affirmed"
        && !claim.planned
        && claim.value.cumulative != Some(true)
        && claim.value.low.is_some()
}

fn is_vague(claim: &Claim) -> bool {
    claim.value.wording.as_deref() == Some("word")
}

/// People given by name are counted like any others.
fn part(claim: &Claim) -> Option<&str> {
    claim.value.who.value().map(String::as_str).filter(|who| *who != "named")
}

fn is_whole(claim: &Claim) -> bool {
    part(claim).is_none()
}

/// What one voice tells in one report.
#[derive(Default)]
struct Told {
    /// Wholes by status: unknown, civilian, combatant.
    whole: BTreeMap<String, Range>,
    /// Children, women, men.
    who: BTreeMap<String, Range>,
}

impl Told {
    /// Of several numbers for the same people the largest is the number; others are steps to it.
    fn add(&mut self, claim: &Claim) {
        let value = &claim.value;
        let low = u64::from(value.low.unwrap_or(0));
        let range = Range::of(low, value.high.value().map(|high| u64::from(*high)));
        let (place, word) = match part(claim) {
            Some(who) => (&mut self.who, who),
            None => (&mut self.whole, value.status.as_deref().unwrap_or("unknown")),
        };
        let known = place.entry(word.to_owned()).or_insert(range);
        if (range.low, range.told) > (known.low, known.told) {
            *known = range;
        }
    }

    /// The number of people this voice tells of.
    fn whole(&self) -> Range {
        let status = |word: &str| self.whole.get(word).copied();
        let sorts = match (status("civilian"), status("combatant")) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (None, Some(fighters)) if status("unknown").is_none() => {
                // Children told beside fighters are none of them.
                Some(self.who.values().fold(fighters, |sum, who| sum.and(*who)))
            }
            (one, other) => one.or(other),
        };
        match (status("unknown"), sorts) {
            (Some(all), Some(sorts)) => Range {
                low: all.low,
                high: all.high.zip(sorts.high).map(|(a, b)| a.max(b)),
                told: all.told.max(sorts.told),
            },
            (Some(range), None) | (None, Some(range)) => range,
            (None, None) => self.who.values().fold(Range::NONE, |sum, who| sum.and(*who)),
        }
    }

    fn parts(&self) -> impl Iterator<Item = (&str, Range)> {
        let sorts = self.whole.iter().filter(|(word, _)| *word != "unknown");
        sorts.chain(&self.who).map(|(word, range)| (word.as_str(), *range))
    }
}

fn figures(event: &Event, counted: &[&Claim]) -> Vec<Told> {
    let mut account: BTreeMap<&str, &str> = BTreeMap::new();
    for known in &event.accounts {
        account.extend(known.claims.iter().map(|claim| (claim.as_str(), known.id.as_str())));
    }
    let mut told: BTreeMap<(&str, &str), Told> = BTreeMap::new();
    for claim in counted {
        // A claim of no account is a voice of its own.
        let account = account.get(claim.id.as_str()).copied().unwrap_or(&claim.id);
        told.entry((account, claim.report.as_str())).or_default().add(claim);
    }
    told.into_values().collect()
}

/// A figure as its origin gives it, whatever report it is copied to.
type Copied<'e> = (&'e str, Option<u32>, Option<u32>, Option<&'e str>, Option<&'e str>);

fn figure_of<'e>(claim: &'e Claim, published: &'e Published) -> Copied<'e> {
    let value = &claim.value;
    let high = value.high.value().copied();
    (published.origin(&claim.report), value.low, high, value.status.as_deref(), part(claim))
}

/// The figures that their own voice has since revised, as the event says.
fn revised<'e>(event: &'e Event, slot: &str, published: &'e Published) -> BTreeSet<Copied<'e>> {
    let mut out = BTreeSet::new();
    for value in event.slots.get(slot).iter().flat_map(|slot| &slot.values) {
        for superseded in &value.superseded {
            let account = event.accounts.iter().find(|a| a.id == superseded.account);
            let own = |id: &&String| account.is_some_and(|account| account.claims.contains(id));
            let claims = value.claims.iter().filter(own);
            out.extend(
                claims.filter_map(|id| Some(figure_of(super::claim_of(event, id)?, published))),
            );
        }
    }
    out
}
