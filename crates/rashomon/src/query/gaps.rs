//! Events that some tell and others never do.
//!
//! In: events, and sides: groups of outlets (or datasets, which stand among outlets). Out: for each
//! side the events that others tell and no outlet of it does, with who tells them. A gap is said only
//! where the side published in the days from the event on: an outlet without a report from those days
//! is not silent, it is not covered. An undated event is held against nobody.
//!
//! Must hold: a copy of a report opens no gap and closes none but its own outlet's; no order matters.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{Date, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar;
use super::outlets::Outlets;
use super::units;
use crate::Error;
use crate::json::case::{Event, Where};

/// Name and version of the shape.
pub const SCHEMA: &str = "rashomon/gaps/1";
/// Days after an event within which a report of it is waited for, unless told otherwise.
pub const WINDOW: i64 = 7;

/// A group of outlets that is asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// Its outlets, sorted.
    pub outlets: Vec<String>,
    /// Why they are taken together: quotes behind a claimed leaning; empty where a person named them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

impl Side {
    /// Makes a side of the outlets that some names mean.
    ///
    /// # Errors
    /// Where a name means no outlet of the case.
    pub fn of(names: &[&str], outlets: &Outlets) -> Result<Side, Error> {
        let mut found = BTreeSet::new();
        for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            found.extend(outlets.known(name)?);
        }
        if found.is_empty() {
            return Err(Error::refused(
                "a side has no outlet; name some, as in --side \"A, B\"".into(),
            ));
        }
        let outlets: Vec<String> = found.into_iter().collect();
        Ok(Side { name: outlets.join(", "), outlets, because: Vec::new() })
    }

    /// Makes a side of the outlets that somebody claims are of a party or favour it; `ids` are the
    /// party's entities.
    ///
    /// # Errors
    /// Where nobody claims so of any outlet.
    pub fn leaning(
        name: &str,
        ids: &BTreeSet<String>,
        events: &[Event],
        outlets: &Outlets,
    ) -> Result<Side, Error> {
        let mut found = BTreeSet::new();
        let mut because = BTreeSet::new();
        for account in events.iter().flat_map(|event| &event.accounts) {
            // The leaning of a voice that is quoted is not that of the outlet quoting it.
            let [own] = account.said_by.as_slice() else { continue };
            let towards = |l: &&crate::json::case::Alignment| {
                l.holds && l.stance != "opposes" && ids.contains(&l.entity)
            };
            for leaning in account.alignment.iter().filter(towards) {
                if let Some(outlet) = own.outlet.value() {
                    found.extend(outlets.find(outlet));
                    because.extend(leaning.claims.iter().cloned());
                }
            }
        }
        if found.is_empty() {
            return Err(Error::not_found(format!(
                "no outlet is said to favour `{name}`; name outlets with --side"
            )));
        }
        Ok(Side {
            name: format!(
                "said to favour {name}: {}",
                found.iter().cloned().collect::<Vec<_>>().join(", ")
            ),
            outlets: found.into_iter().collect(),
            because: because.into_iter().collect(),
        })
    }
}

/// What sides leave untold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gaps {
    /// Name and version of the shape.
    pub schema: String,
    /// Days from an event within which a side must have published to be silent on it.
    pub window: i64,
    /// One entry a side, in the order asked for.
    pub sides: Vec<Told>,
}

/// What one side tells, and what others tell that it does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// The side.
    pub side: Side,
    /// How many reports it has.
    pub reports: u64,
    /// First and last day on which it published; `null` where no day is known.
    pub published: Option<[String; 2]>,
    /// How many events it tells.
    pub tells: u64,
    /// Those of them that nobody else tells.
    pub alone: u64,
    /// How many events others tell while it published, and it does not.
    pub missing: u64,
    /// Those events, the ones of most origins first; left out where every outlet of a case is asked
    /// about at once.
    pub gaps: Vec<Gap>,
    /// How many events others tell while it published nothing.
    pub not_covered: u64,
    /// How many undated events others tell and it does not.
    pub undated: u64,
}

/// One event that a side does not tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// Its id.
    pub id: String,
    /// Its line for people.
    pub title: String,
    /// First possible day.
    pub earliest: String,
    /// The outlets that tell it.
    pub told_by: Vec<String>,
    /// How many independent origins stand behind it.
    pub origins: u64,
    /// The slots on which those who tell it disagree.
    pub disagreements: Vec<String>,
    /// How many reports the side published in the days from it on.
    pub published: u64,
    /// Events of the side in the same town and days, in which it may tell this one: too little
    /// speaks for it to join them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<String>,
}

/// Finds what sides leave untold. With two sides or more, what counts is what one of the others
/// tells; with one, what anybody else tells.
pub fn gaps(events: &[&Event], sides: Vec<Side>, window: i64, outlets: &Outlets) -> Gaps {
    let seen = seen(events, outlets);
    let members: Vec<BTreeSet<&str>> =
        sides.iter().map(|side| side.outlets.iter().map(String::as_str).collect()).collect();
    let told = sides.iter().enumerate().map(|(at, side)| {
        let against: Option<BTreeSet<&str>> = (sides.len() > 1).then(|| {
            let others = members.iter().enumerate().filter(|(other, _)| *other != at);
            others.flat_map(|(_, names)| names.iter().copied()).collect()
        });
        let own = Own::of(&seen, &members[at]);
        let asked = Asked { members: &members[at], against: against.as_ref(), window, outlets };
        asked.told(&seen, side.clone(), Some(&own))
    });
    Gaps { schema: SCHEMA.to_owned(), window, sides: told.collect() }
}

/// Counts what each outlet of the case leaves untold, those with most events first.
pub fn by_outlet(events: &[&Event], window: i64, outlets: &Outlets) -> Gaps {
    let seen = seen(events, outlets);
    let told = outlets.names().into_iter().map(|name| {
        let (own, name) = (vec![name.to_owned()], name.to_owned());
        let members = own.iter().map(String::as_str).collect();
        let asked = Asked { members: &members, against: None, window, outlets };
        let side = Side { name, outlets: own.clone(), because: Vec::new() };
        asked.told(&seen, side, None)
    });
    let mut sides: Vec<Told> = told.collect();
    sides.sort_by(|a, b| {
        (b.tells, b.reports).cmp(&(a.tells, a.reports)).then_with(|| a.side.name.cmp(&b.side.name))
    });
    Gaps { schema: SCHEMA.to_owned(), window, sides }
}

/// An event with what is asked of it again and again.
struct Seen<'e> {
    event: &'e Event,
    telling: BTreeSet<&'e str>,
    tellers: usize,
    days: Option<When>,
}

fn seen<'e>(events: &[&'e Event], outlets: &'e Outlets) -> Vec<Seen<'e>> {
    let one = |event: &&'e Event| Seen {
        event,
        telling: outlets.of_event(event),
        tellers: outlets.count(event),
        days: event.when.as_ref().and_then(calendar::days),
    };
    events.iter().map(one).collect()
}

/// One side, and against whom it is held.
struct Asked<'a> {
    members: &'a BTreeSet<&'a str>,
    against: Option<&'a BTreeSet<&'a str>>,
    window: i64,
    outlets: &'a Outlets,
}

impl Asked<'_> {
    /// Finds what the side does not tell; lists it where its own events are given.
    fn told(&self, events: &[Seen<'_>], side: Side, own: Option<&Own<'_>>) -> Told {
        let cover = Cover::of(events, self.members, self.window, self.outlets);
        let mut out = Told {
            reports: self.members.iter().map(|name| self.outlets.reports(name) as u64).sum(),
            published: cover.ends(),
            side,
            tells: 0,
            alone: 0,
            missing: 0,
            gaps: Vec::new(),
            not_covered: 0,
            undated: 0,
        };
        for seen in events {
            let is_own = |name: &str| self.members.contains(name);
            if seen.telling.iter().any(|name| is_own(name)) {
                out.tells += 1;
                let is_alone = seen.telling.iter().all(|name| is_own(name));
                out.alone += u64::from(is_alone && seen.telling.len() == seen.tellers);
                continue;
            }
            // A report of an unknown outlet tells it, too, where nobody in particular is asked about.
            let told = self
                .against
                .is_none_or(|others| seen.telling.iter().any(|name| others.contains(name)));
            if !told || seen.event.aggregate {
                continue;
            }
            let Some(days) = seen.days else {
                out.undated += 1;
                continue;
            };
            let published = cover.reports(days);
            if published == 0 {
                out.not_covered += 1;
                continue;
            }
            out.missing += 1;
            if let Some(own) = own {
                out.gaps.push(gap(seen, days, published, own));
            }
        }
        out.gaps.sort_by(|a, b| {
            let key = |gap: &Gap| {
                let told = std::cmp::Reverse((gap.origins, gap.told_by.len()));
                (!gap.perhaps.is_empty(), told, gap.earliest.clone())
            };
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        out
    }
}

fn gap(seen: &Seen<'_>, days: When, published: u64, own: &Own<'_>) -> Gap {
    let event = seen.event;
    Gap {
        id: event.id.clone(),
        title: event.title.clone(),
        earliest: days.earliest.to_string(),
        told_by: seen.telling.iter().map(|name| (*name).to_owned()).collect(),
        origins: super::origins(event) as u64,
        disagreements: super::conflicting(event).into_iter().map(str::to_owned).collect(),
        published,
        perhaps: own.near(event, days),
    }
}

/// Events that a side tells, by the towns they lie in.
struct Own<'e> {
    towns: BTreeMap<String, Vec<(Option<When>, &'e Event)>>,
}

impl<'e> Own<'e> {
    fn of(events: &[Seen<'e>], members: &BTreeSet<&str>) -> Own<'e> {
        let mut towns: BTreeMap<String, Vec<(Option<When>, &Event)>> = BTreeMap::new();
        let tells = |seen: &&Seen<'e>| seen.telling.iter().any(|name| members.contains(name));
        for seen in events.iter().filter(tells) {
            for town in towns_of(seen.event) {
                towns.entry(town).or_default().push((seen.days, seen.event));
            }
        }
        Own { towns }
    }

    /// The ids of those in a town of an event, on its days or a day off, or without a date.
    fn near(&self, event: &Event, days: When) -> Vec<String> {
        let kind = |event: &Event| event.class.split('/').next().map(str::to_owned);
        let meets = |own: &Option<When>| own.is_none_or(|own| own.gap_days(days) <= 1);
        let towns = towns_of(event);
        let own = towns.iter().filter_map(|town| self.towns.get(town)).flatten();
        let near = own.filter(|(own, other)| meets(own) && kind(other) == kind(event));
        let ids: BTreeSet<&String> = near.map(|(_, other)| &other.id).collect();
        ids.into_iter().cloned().collect()
    }
}

/// The towns and smaller places of an event, by their entries in the gazetteer, else their names.
fn towns_of(event: &Event) -> BTreeSet<String> {
    let town = |place: &Where| match units::located(place, event) {
        Some(known) if units::is_coarse(known) => None,
        Some(known) => known.gazetteer.clone(),
        None => Some(place.name.to_lowercase()),
    };
    event.places.iter().filter_map(town).collect()
}

/// When a side published, by day.
struct Cover {
    days: BTreeMap<Date, u64>,
    window: i64,
}

impl Cover {
    /// A report that bears no day of its own, as a row of a dataset does, covers the days it tells of.
    fn of(events: &[Seen<'_>], members: &BTreeSet<&str>, window: i64, outlets: &Outlets) -> Cover {
        let mut days: BTreeMap<Date, u64> = BTreeMap::new();
        let published = members.iter().flat_map(|name| outlets.published(name));
        for day in published.filter_map(|day| day.parse().ok()) {
            *days.entry(day).or_default() += 1;
        }
        let undated: BTreeSet<&str> =
            members.iter().copied().filter(|name| outlets.published(name).is_empty()).collect();
        if !undated.is_empty() {
            let told = events.iter().filter(|seen| !seen.telling.is_disjoint(&undated));
            for told in told.filter_map(|seen| seen.days) {
                *days.entry(told.earliest).or_default() += 1;
            }
        }
        Cover { days, window }
    }

    fn ends(&self) -> Option<[String; 2]> {
        let (first, _) = self.days.first_key_value()?;
        let (last, _) = self.days.last_key_value()?;
        Some([first.to_string(), last.to_string()])
    }

    /// Counts reports from the first possible day of an event to some days after its last.
    fn reports(&self, days: When) -> u64 {
        let until = calendar::step(days.latest, self.window.max(0));
        self.days.range(days.earliest..=until).map(|(_, reports)| reports).sum()
    }
}
