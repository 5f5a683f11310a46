//! When an event was, from all the times that are told of it.
//!
//! The days that most reports share, then most claims, then the fewest days. Times that cannot be
//! reconciled stay claims and stand against each other in the event's time slot; they never
//! stretch the event over the years between them.

use std::collections::BTreeSet;

use rashomon_model::{CaseClaim, CaseValue, Date, Polarity, ReportId, When};

/// Times that are weighed against each other; so many say what more would say.
const MOST: usize = 400;
/// Days over which equally good answers are given as one span.
const SPAN: i32 = 7;

/// Returns the days that most claims share; none where no claim is anchored.
pub fn when_of(claims: &[CaseClaim]) -> Option<When> {
    let told: Vec<(When, &ReportId)> = claims
        .iter()
        .filter(|c| c.polarity == Polarity::Affirmed)
        .filter_map(|c| match &c.value {
            CaseValue::Time { when, .. } => Some(((*when)?, &c.report)),
            _ => None,
        })
        .filter(|(when, _)| when.earliest <= when.latest)
        .take(MOST)
        .collect();
    let shared = shared(&told);
    let best = shared.iter().map(|s| s.0).max()?;
    let mut first = shared.iter().filter(|s| s.0 == best).map(|s| s.1);
    let one = first.next()?;
    let all = first.fold(one, hull);
    if all.days() <= SPAN {
        return Some(all);
    }
    let tied: Vec<When> = shared.iter().filter(|s| s.0 == best).map(|s| s.1).collect();
    told.iter().find_map(|(when, _)| tied.iter().find(|t| t.meet(*when).is_some())).copied()
}

/// Returns the part of the day that is told, where nobody tells another: of all times that lie in
/// the days of the event.
pub fn part_of(claims: &[CaseClaim], when: When) -> Option<String> {
    let told = claims.iter().filter(|c| c.polarity == Polarity::Affirmed);
    let mut parts = told.filter_map(|c| match &c.value {
        CaseValue::Time { when: Some(days), part: Some(part), .. } => {
            days.meet(when).is_some().then_some(part)
        }
        _ => None,
    });
    let first = parts.next()?;
    parts.all(|part| part == first).then(|| first.clone())
}

/// How good a stretch of days is: reports, claims, and the fewer days the better.
type Worth = (usize, usize, std::cmp::Reverse<i32>);

/// Stretches between neighbouring ends of the times told, with how much covers each.
fn shared(told: &[(When, &ReportId)]) -> Vec<(Worth, When)> {
    let mut ends: BTreeSet<Date> = BTreeSet::new();
    for (when, _) in told {
        ends.insert(when.earliest);
        ends.extend(when.latest.tomorrow());
    }
    let ends: Vec<Date> = ends.into_iter().collect();
    let mut out = Vec::new();
    for pair in ends.windows(2) {
        let Ok(latest) = pair[1].yesterday() else { continue };
        let days = When { earliest: pair[0], latest };
        let covering = told.iter().filter(|(when, _)| when.meet(days).is_some());
        let (mut reports, mut claims) = (BTreeSet::new(), 0usize);
        for (_, report) in covering {
            reports.insert(*report);
            claims += 1;
        }
        if claims > 0 {
            out.push(((reports.len(), claims, std::cmp::Reverse(days.days())), days));
        }
    }
    out
}

fn hull(a: When, b: When) -> When {
    When { earliest: a.earliest.min(b.earliest), latest: a.latest.max(b.latest) }
}
