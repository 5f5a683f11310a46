//! Sums over a period, beside what the events of the case in that period add up to.
//!
//! In: every number told as a sum. Out: the same with the events that lie wholly in its days and its
//! place, what they add up to, and how the two stand. A sum of civilians is held against civilians: an
//! event that does not say who its dead were may have none among them, or only such.
//!
//! A sum is compared, never added, and no event is taken for part of it by more than time and place.
//! An event that no word marks as a sum is counted; where its days hold others, readers are told.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rashomon_model::When;

use super::{Asked, Counted, Known, Part, SHARP, Sum, units_of};
use crate::json::case::{Claim, Event};
use crate::query::calendar;
use crate::query::toll::Range;
use crate::query::units::{Size, Unit};

/// Days and place, status, number, and the event where the days are not told.
type Key = ((Option<String>, Option<String>, Option<String>), String, Range, String);

/// Lists the sums told, by their first day, then id.
pub fn sums(
    events: &[&Event],
    counted: &[Counted<'_>],
    asked: &Asked,
    known: &Known<'_>,
) -> Vec<Sum> {
    let mut out: BTreeMap<Key, Sum> = BTreeMap::new();
    for event in events {
        let mut told: BTreeMap<(String, Range), Vec<String>> = BTreeMap::new();
        for claim in event.claims.iter().filter(|claim| is_sum(claim, event, asked)) {
            let value = &claim.value;
            let status = value.status.as_deref().unwrap_or("unknown").to_owned();
            let high = value.high.value().map(|high| u64::from(*high));
            let range = Range::of(u64::from(value.low.unwrap_or(0)), high);
            told.entry((status, range)).or_default().push(claim.id.clone());
        }
        for ((status, range), mut claims) in told {
            claims.sort();
            // The days of an event are no period of a sum that only stands beside it.
            let period = event.when.as_ref().filter(|_| event.aggregate).and_then(calendar::days);
            let told = Told { status, range, claims, period };
            let sum = sum(event, &units_of(event, known), told, counted);
            // One number for one period and place, told in several events of the case.
            let id = if sum.from.is_some() { String::new() } else { sum.id.clone() };
            let days = (sum.from.clone(), sum.to.clone(), sum.place.clone());
            match out.entry((days, sum.status.clone(), range, id)) {
                Entry::Occupied(mut known) => known.get_mut().claims.extend(sum.claims),
                Entry::Vacant(place) => drop(place.insert(sum)),
            }
        }
    }
    let mut out: Vec<Sum> = out.into_values().collect();
    out.sort_by(|a, b| {
        let key = |s: &Sum| (s.from.is_none(), s.from.clone(), s.to.clone(), s.id.clone());
        key(a).cmp(&key(b)).then(b.range.cmp(&a.range))
    });
    out
}

/// Lists the counted events that may be sums, the largest first: no word marks them as such, but
/// they are told over days that hold other events in the same place.
pub fn maybe(counted: &[Counted<'_>]) -> Vec<Sum> {
    let wide = |one: &&Counted<'_>| one.days.is_some_and(|days| days.days() > SHARP);
    let told = |one: &Counted<'_>| {
        let status = match one.toll.parts.len() {
            1 => one.toll.parts.keys().next().cloned().filter(|word| word == "civilian"),
            _ => None,
        };
        let told = Told {
            status: status.unwrap_or_else(|| "unknown".into()),
            range: one.toll.range,
            claims: one.toll.claims.clone(),
            period: one.days,
        };
        sum(one.event, &one.units, told, counted)
    };
    let mut out: Vec<Sum> = counted.iter().filter(wide).map(told).collect();
    out.retain(|sum| sum.inside.events > 0);
    out.sort_by(|a, b| b.range.told.cmp(&a.range.told).then_with(|| a.id.cmp(&b.id)));
    out
}

/// A number told for some days.
struct Told {
    status: String,
    range: Range,
    claims: Vec<String>,
    period: Option<When>,
}

fn is_sum(claim: &Claim, event: &Event, asked: &Asked) -> bool {
    claim.slot == asked.slot.as_str()
        && claim.polarity == "affirmed"
        && !claim.planned
        && claim.value.low.is_some()
        && claim.value.who.value().is_none()
        && (event.aggregate || claim.value.cumulative == Some(true))
}

fn sum(event: &Event, units: &[Unit; 3], told: Told, counted: &[Counted<'_>]) -> Sum {
    let Told { status, range, claims, period } = told;
    let place = event.places.first().map(|_| scope(units));
    let mut inside = Part { events: 0, range: Range::NONE };
    for one in counted.iter().filter(|one| one.event.id != event.id) {
        let in_time = period.zip(one.days).is_some_and(|(period, days)| {
            period.earliest <= days.earliest && days.latest <= period.latest
        });
        if in_time && place.is_none_or(|(size, unit)| one.unit(size) == unit) {
            inside.events += 1;
            inside.range = inside.range.and(of_status(one, &status));
        }
    }
    let (verdict, why) = compare(range, inside, period.is_some());
    Sum {
        id: event.id.clone(),
        title: event.title.clone(),
        from: period.map(|period| period.earliest.to_string()),
        to: period.map(|period| period.latest.to_string()),
        place: place.map(|(_, unit)| unit.label()),
        status,
        range,
        claims,
        inside,
        verdict: verdict.to_owned(),
        why,
    }
}

/// Those of an event who count for a sum of some status.
fn of_status(one: &Counted<'_>, status: &str) -> Range {
    let range = one.toll.range;
    match (status, one.toll.parts.get(status)) {
        ("unknown" | "mixed", _) => range,
        (_, Some(part)) => *part,
        // Those told as another sort are none of these.
        (_, None) => {
            let others = ["civilian", "combatant"].iter().filter(|word| *word != &status);
            let others: u64 =
                others.filter_map(|word| one.toll.parts.get(*word)).map(|part| part.low).sum();
            let less = |n: u64| n.saturating_sub(others);
            Range { low: 0, high: range.high.map(less), told: less(range.told) }
        }
    }
}

fn compare(sum: Range, inside: Part, dated: bool) -> (&'static str, String) {
    let events = inside.range;
    if !dated {
        return ("period-not-told", "its period is not told, so nothing is held against it".into());
    }
    if inside.events == 0 {
        return ("nothing-inside", "no event of the case lies in it".into());
    }
    let noun = if inside.events == 1 { "event adds" } else { "events add" };
    let head = format!("{} {noun} up to {events}", inside.events);
    if events.told < sum.low {
        let missing = Range {
            low: sum.low - events.told,
            told: sum.told.saturating_sub(events.low),
            high: sum.high.map(|high| high.saturating_sub(events.low)),
        };
        return ("sum-larger", format!("{head}: {missing} of the sum are told in no event"));
    }
    if sum.high.is_some_and(|high| high < events.low) {
        return ("events-exceed", format!("{head}, which is more than the sum allows"));
    }
    ("fits", format!("{head}, which the sum allows"))
}

/// The smallest unit that a sum is told for. A place that is on no map holds what is told of the same
/// name.
fn scope(units: &[Unit; 3]) -> (Size, &Unit) {
    let sizes = Size::ALL.into_iter().zip(units).rev();
    let sharp = sizes.into_iter().find(|(_, unit)| unit.is_sharp());
    sharp.unwrap_or((Size::Town, &units[2]))
}
