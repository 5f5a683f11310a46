//! Pairs of events that may be one happening, though too little speaks for it to join them.
//!
//! In: events that count people. Out: pairs of one type, in one town, within the same days, of which
//! no report tells both: a report that does holds them apart. A date that is not told is taken to lie
//! in the days before the report; then the numbers must meet as well. Each pair says by how much the
//! total falls if it is one. It is a warning to readers and changes no number.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::When;

use super::{Counted, Known, Same};
use crate::query::calendar;
use crate::query::toll::Range;
use crate::query::units::Size;

/// Days before a report in which an undated event of it is looked for.
const BEFORE: i64 = 3;
/// A longer stretch of days says too little.
const LONGEST: i32 = 4;

/// Lists the pairs, those that would change most first.
pub fn pairs(counted: &[Counted<'_>], known: &Known<'_>) -> Vec<Same> {
    let mut towns: BTreeMap<(String, &str), Vec<Dated<'_, '_>>> = BTreeMap::new();
    for one in counted {
        let unit = one.unit(Size::Town);
        let Some((days, told)) = days(one, known).filter(|_| unit.is_one_place()) else { continue };
        let kind = one.event.class.split('/').next().unwrap_or("");
        towns.entry((unit.label(), kind)).or_default().push(Dated { one, days, told });
    }
    let mut out = Vec::new();
    for ((town, _), mut events) in towns {
        events.sort_by_key(|e| (e.days.earliest, e.one.event.id.as_str()));
        for (at, a) in events.iter().enumerate() {
            let near = events[at + 1..].iter().take_while(|b| b.days.earliest <= a.days.latest);
            out.extend(near.filter_map(|b| pair(a, b, &town)));
        }
    }
    out.sort_by(|a: &Same, b| {
        (b.less_told, b.less_low, &a.a, &a.b).cmp(&(a.less_told, a.less_low, &b.a, &b.b))
    });
    out
}

struct Dated<'c, 'e> {
    one: &'c Counted<'e>,
    days: When,
    told: bool,
}

/// The days an event may lie in, and whether they are told.
fn days(one: &Counted<'_>, known: &Known<'_>) -> Option<(When, bool)> {
    if one.event.when.is_some() {
        let days = one.days?;
        return (days.days() <= LONGEST).then_some((days, true));
    }
    let days = one.event.reports.iter().filter_map(|report| known.published.day(report));
    let first: rashomon_model::Date = days.min()?.parse().ok()?;
    Some((When { earliest: calendar::step(first, -BEFORE), latest: first }, false))
}

fn pair(a: &Dated<'_, '_>, b: &Dated<'_, '_>, town: &str) -> Option<Same> {
    let (one, other) = (a.one, b.one);
    let reports: BTreeSet<&String> = one.event.reports.iter().collect();
    let (x, y) = (one.toll.range, other.toll.range);
    let told_apart = other.event.reports.iter().any(|report| reports.contains(report));
    let likely = match (a.told, b.told) {
        (true, true) => true,
        (false, false) => false,
        _ => meet(x, y),
    };
    if told_apart || !likely {
        return None;
    }
    let when = if a.told && b.told { "on the same days" } else { "at that time, one undated" };
    Some(Same {
        a: one.event.id.clone(),
        b: other.event.id.clone(),
        titles: [one.event.title.clone(), other.event.title.clone()],
        why: format!("both in {town}, {when}, {x} and {y}; no report tells both"),
        less_low: x.low.min(y.low),
        less_told: x.told.min(y.told),
    })
}

fn meet(a: Range, b: Range) -> bool {
    let end = |r: Range| r.high.unwrap_or(u64::MAX);
    a.low <= end(b) && b.low <= end(a)
}
