//! Questions on events that nearly were one.
//!
//! In: the events of a case. Out: for two events of one sort in one place within a day, the question
//! whether they are one. What parted them is not kept, so what can be seen of it is weighed anew with
//! the weights of grouping: class, days, place, who is held responsible, the dead. How alike the
//! sentences are is not seen here and counts for nothing, either way.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::When;
use rashomon_resolve::group::Config;

use super::settled::Settled;
use super::uses::reach;
use super::weight::uncertainty;
use super::{Offer, Open, Quote, Shown, bits, stands};
use crate::Error;
use crate::case_file::tellings;
use crate::json::case::Event;
use crate::json::judgement::Asked;
use crate::query::calendar;

/// So many of the next events in one place are set beside each.
const BESIDE: usize = 12;
/// Days that an event may last to be asked about.
const LONGEST: i32 = 3;
/// Quotes shown of an event.
const QUOTES: usize = 2;

/// An event with its days.
struct Dated<'e> {
    event: &'e Event,
    days: When,
}

/// Lists the questions.
///
/// # Errors
/// Where an embedded table is broken.
pub fn open(events: &[Event], settled: &Settled) -> Result<Vec<Open>, Error> {
    let config = Config::standard().map_err(|e| Error::embedded("table of weights", e))?;
    let mut blocks: BTreeMap<(String, &str), Vec<Dated<'_>>> = BTreeMap::new();
    for event in events.iter().filter(|event| !event.aggregate) {
        let Some(place) = event.places.first() else { continue };
        let Some(days) = event.when.as_ref().and_then(calendar::days) else { continue };
        if days.days() > LONGEST {
            continue;
        }
        let sort = event.class.split('/').next().unwrap_or_default();
        blocks.entry((place.name.to_lowercase(), sort)).or_default().push(Dated { event, days });
    }
    let mut out = Vec::new();
    for block in blocks.values_mut() {
        let order = |one: &Dated<'_>| (one.days.earliest, one.days.latest, one.event.id.clone());
        block.sort_by_key(order);
        for (at, one) in block.iter().enumerate() {
            let next = block.iter().skip(at + 1).take(BESIDE);
            for other in next.take_while(|other| one.days.gap_days(other.days) <= 1) {
                if !settled.has_events(&one.event.id, &other.event.id) {
                    out.push(question(one, other, &config));
                }
            }
        }
    }
    Ok(out)
}

fn question(one: &Dated<'_>, other: &Dated<'_>, config: &Config) -> Open {
    let signs = signs(one, other);
    let weight: f64 = signs.iter().map(|(name, _)| config.weight(name)).sum();
    let parts: Vec<String> = signs
        .iter()
        .map(|(name, words)| format!("{words} {}", bits(config.weight(name))))
        .collect();
    let (a, b) = (one.event, other.event);
    let lesser = if a.claims.len() <= b.claims.len() { a } else { b };
    let mut effect = reach(lesser.claims.iter().map(|claim| (lesser, claim)));
    effect.events += 1;
    effect.disagreements += u64::from(signs.iter().any(|(name, _)| *name == "toll-apart"));
    let shown = |event: &Event| Shown {
        sort: "event".to_owned(),
        id: event.id.clone(),
        name: event.title.clone(),
        quotes: tellings(event).into_iter().take(QUOTES).map(Quote::of).collect(),
    };
    let lasting = |event: &Event| tellings(event).first().map(|claim| stands(claim));
    let things = || vec![a.id.clone(), b.id.clone()];
    Open {
        kind: "grouping",
        lasting: [lasting(a), lasting(b), Some("apart".to_owned())].into_iter().flatten().collect(),
        question: format!("“{}” and “{}” were kept apart: are they one event?", a.title, b.title),
        what: vec![shown(a), shown(b)],
        why: vec![format!(
            "what can be seen of both weighs {}: {}",
            bits(weight),
            parts.join(", ")
        )],
        levels: Vec::new(),
        uncertainty: uncertainty(weight, config.weight("join")),
        effect,
        asks: vec![
            Offer { says: "they are one event".to_owned(), ask: Asked::Same { things: things() } },
            Offer {
                says: "they are two events".to_owned(),
                ask: Asked::Different { things: things() },
            },
        ],
    }
}

/// What can be seen of two events in one place, by the names of its weights, in words.
fn signs(one: &Dated<'_>, other: &Dated<'_>) -> Vec<(&'static str, &'static str)> {
    let (a, b) = (one.event, other.event);
    let mut out = Vec::new();
    out.push(match a.reports.iter().any(|report| b.reports.contains(report)) {
        true => ("prior-told-apart", "one report tells both, as two"),
        false => ("prior", "prior"),
    });
    out.push(match a.class == b.class {
        true => ("class-same", "same class"),
        false => ("class-kind", "classes of one kind"),
    });
    let is_one_day = one.days.days() == 1 && one.days == other.days;
    out.push(match one.days.gap_days(other.days) {
        0 if is_one_day => ("time-same-day", "same day"),
        0 => ("time-overlap", "days overlap"),
        _ => ("time-gap-day", "a day apart"),
    });
    out.push(("place-same", "same place"));
    let responsible = |event: &Event| -> BTreeSet<String> {
        let claims = event.claims.iter().filter(|claim| claim.slot == "responsibility");
        claims.filter_map(|claim| claim.value.entity.value().cloned()).collect()
    };
    if responsible(a).intersection(&responsible(b)).next().is_some() {
        out.push(("party-same", "same party"));
    }
    let dead = |event: &Event| {
        let slot = event.slots.get("killed")?;
        Some((slot.low.value().copied()?, slot.high.value().copied().unwrap_or(u32::MAX)))
    };
    if let (Some(a), Some(b)) = (dead(a), dead(b)) {
        out.push(match a.0 <= b.1 && b.0 <= a.1 {
            true => ("toll-overlap", "numbers of the dead that may be one"),
            false => ("toll-apart", "numbers of the dead apart"),
        });
    }
    out
}
