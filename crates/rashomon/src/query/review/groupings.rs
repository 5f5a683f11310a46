//! Questions on events that were made of several tellings by little.
//!
//! In: the events of a case; each keeps, for every step that joined two tellings, a sentence with the
//! claims it joined and what that weighed. Out: for every step by weight, the question whether the two
//! are one happening. A step by judgement has no weight and is not asked about.
//!
//! The sentence is the only place where that weight is kept, so it is read back here; ids of reports
//! may be any words, hence claims are looked up, not guessed at.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_resolve::group::Config;

use super::settled::Settled;
use super::uses::reach;
use super::weight::uncertainty;
use super::{Offer, Open, Quote, Reach, Shown, bits, stands};
use crate::Error;
use crate::json::case::{Claim, Event};
use crate::json::judgement::Asked;

/// One step that joined two tellings.
struct Step<'e> {
    from: &'e Claim,
    to: &'e Claim,
    weight: f64,
    parts: &'e str,
}

/// Lists the questions.
///
/// # Errors
/// Where an embedded table is broken.
pub fn open(events: &[Event], settled: &Settled) -> Result<Vec<Open>, Error> {
    let config = Config::standard().map_err(|e| Error::embedded("table of weights", e))?;
    let needed = config.weight("join");
    let mut out = Vec::new();
    for event in events.iter().filter(|event| !event.joined.is_empty()) {
        let claims: BTreeMap<&str, &Claim> =
            event.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
        let steps: Vec<Step<'_>> =
            event.joined.iter().filter_map(|sentence| step(sentence, &claims)).collect();
        for step in &steps {
            if !settled.has_tellings(step.from, step.to) {
                out.push(question(event, step, &steps, needed));
            }
        }
    }
    Ok(out)
}

/// Reads one sentence back; none where it tells no weight, or names claims that are not there.
fn step<'e>(sentence: &'e str, claims: &BTreeMap<&str, &'e Claim>) -> Option<Step<'e>> {
    sentence.match_indices(" joined ").find_map(|(at, joined)| {
        let from = claims.get(&sentence[..at])?;
        let rest = &sentence[at + joined.len()..];
        let ends = [", mean ", " in one report, "];
        ends.into_iter().find_map(|end| {
            rest.match_indices(end).find_map(|(at, end)| {
                let to = claims.get(&rest[..at])?;
                let (weight, parts) = rest[at + end.len()..].split_once(": ")?;
                Some(Step { from, to, weight: weight.parse().ok()?, parts })
            })
        })
    })
}

fn question(event: &Event, step: &Step<'_>, steps: &[Step<'_>], needed: f64) -> Open {
    let (from, to) = (step.from, step.to);
    let things = || vec![from.id.clone(), to.id.clone()];
    let within = from.report == to.report;
    let place = match within {
        true => format!("one report, {}", from.report),
        false => format!("{} and {}", from.report, to.report),
    };
    let shown = |claim: &Claim| Shown {
        sort: "claim".to_owned(),
        id: claim.id.clone(),
        name: claim.slot.clone(),
        quotes: vec![Quote::of(claim)],
    };
    Open {
        kind: "grouping",
        lasting: vec![stands(from), stands(to), "joined".to_owned()],
        question: format!("Two tellings of “{}” were joined: are they one event?", event.title),
        what: vec![
            Shown {
                sort: "event".to_owned(),
                id: event.id.clone(),
                name: event.title.clone(),
                quotes: Vec::new(),
            },
            shown(from),
            shown(to),
        ],
        why: vec![
            format!(
                "told in {place}; joined at {}, above {} carries",
                bits(step.weight),
                bits(needed)
            ),
            step.parts.to_owned(),
        ],
        levels: Vec::new(),
        uncertainty: uncertainty(step.weight, needed),
        effect: parted(event, step, steps),
        asks: vec![
            Offer { says: "they are one event".to_owned(), ask: Asked::Same { things: things() } },
            Offer {
                says: "they are two events".to_owned(),
                ask: Asked::Different { things: things() },
            },
        ],
    }
}

/// What would go with the lesser side if a step were undone: between reports, the reports that hang
/// on it alone; within one, the claims that stand nearer to it than to the other.
fn parted(event: &Event, step: &Step<'_>, steps: &[Step<'_>]) -> Reach {
    let (from, to) = (step.from, step.to);
    let moved: Vec<&Claim> = if from.report == to.report {
        let away = |claim: &Claim, end: &Claim| claim.span[0].abs_diff(end.span[0]);
        let own = event.claims.iter().filter(|claim| claim.report == from.report);
        let (near_to, near_from): (Vec<&Claim>, Vec<&Claim>) =
            own.partition(|claim| away(claim, to) < away(claim, from));
        lesser(near_to, near_from)
    } else {
        let with = |end: &Claim| {
            let reports = hang_on(&end.report, step, steps);
            event.claims.iter().filter(|claim| reports.contains(claim.report.as_str())).collect()
        };
        lesser(with(from), with(to))
    };
    let mut out = reach(moved.into_iter().map(|claim| (event, claim)));
    // One becomes two.
    out.events += u64::from(out.events > 0);
    out
}

fn lesser<'e>(one: Vec<&'e Claim>, other: Vec<&'e Claim>) -> Vec<&'e Claim> {
    if one.len() <= other.len() { one } else { other }
}

/// The reports that steps other than one join to a report.
fn hang_on<'e>(report: &'e str, without: &Step<'_>, steps: &'e [Step<'_>]) -> BTreeSet<&'e str> {
    let mut out = BTreeSet::from([report]);
    loop {
        let before = out.len();
        for step in steps {
            let (a, b) = (step.from.report.as_str(), step.to.report.as_str());
            let is_it = (&step.from.id, &step.to.id) == (&without.from.id, &without.to.id);
            if !is_it && (out.contains(a) || out.contains(b)) {
                out.extend([a, b]);
            }
        }
        if out.len() == before {
            return out;
        }
    }
}
