//! Questions on disagreements that hang on one reading of one sentence.
//!
//! In: the events of a case. Out: for every disagreement of which one side rests on a single claim, the
//! question whether the report says so. How open it is is put together from signs that a sentence may
//! have been misread; each is named in the reasons. A claim that somebody accepted, corrected or put in
//! by hand is not asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::weight::any_of;
use super::{Offer, Open, Quote, Reach, Shown, stands};
use crate::json::case::{Claim, Disagreement, Event};
use crate::json::judgement::Asked;

/// One sentence, read once: what every such claim has.
const ALONE: f64 = 0.3;
/// A quote of more code points than this holds more than one statement.
const LONG: usize = 160;

/// Lists the questions.
pub fn open(events: &[Event]) -> Vec<Open> {
    let mut out = Vec::new();
    for event in events {
        let mut hang: BTreeMap<&str, (&Claim, Vec<&Disagreement>)> = BTreeMap::new();
        for disagreement in &event.disagreements {
            for side in sides(disagreement) {
                let Some(claim) = only(event, &disagreement.slot, &side) else { continue };
                hang.entry(&claim.id).or_insert((claim, Vec::new())).1.push(disagreement);
            }
        }
        let is_open = |claim: &Claim| {
            claim.accepted.is_empty() && claim.corrected.is_none() && claim.added.is_none()
        };
        let open = hang.into_values().filter(|(claim, _)| is_open(claim));
        out.extend(open.map(|(claim, of)| question(event, claim, &of)));
    }
    out
}

/// The sides of a disagreement; where it names none, each account is one.
fn sides(disagreement: &Disagreement) -> Vec<Vec<&String>> {
    if disagreement.sides.is_empty() {
        return disagreement.accounts.iter().map(|account| vec![account]).collect();
    }
    disagreement.sides.iter().map(|side| side.iter().collect()).collect()
}

/// The one claim that a side rests on; none where it rests on several.
fn only<'e>(event: &'e Event, slot: &str, side: &[&String]) -> Option<&'e Claim> {
    let accounts = event.accounts.iter().filter(|account| side.contains(&&account.id));
    let ids: BTreeSet<&String> = accounts.flat_map(|account| &account.claims).collect();
    let mut claims =
        event.claims.iter().filter(|claim| claim.slot == slot && ids.contains(&claim.id));
    let only = claims.next()?;
    claims.next().is_none().then_some(only)
}

fn question(event: &Event, claim: &Claim, of: &[&Disagreement]) -> Open {
    let signs = signs(event, claim);
    let mut why: Vec<String> = of.iter().map(|disagreement| disagreement.why.clone()).collect();
    why.dedup();
    why.extend(signs.iter().map(|(words, _)| (*words).to_owned()));
    Open {
        kind: "conflict",
        lasting: vec![stands(claim), claim.slot.clone()],
        question: format!(
            "One side on {} of “{}” rests on one sentence: does {} say so?",
            claim.slot, event.title, claim.report
        ),
        what: vec![
            Shown {
                sort: "claim".to_owned(),
                id: claim.id.clone(),
                name: claim.slot.clone(),
                quotes: vec![Quote::of(claim)],
            },
            Shown {
                sort: "event".to_owned(),
                id: event.id.clone(),
                name: event.title.clone(),
                quotes: against(event, claim, of),
            },
        ],
        why,
        levels: Vec::new(),
        uncertainty: any_of(signs.iter().map(|(_, sign)| *sign)),
        effect: Reach { events: 1, claims: 1, disagreements: of.len() as u64 },
        asks: vec![
            Offer {
                says: "the report says so".to_owned(),
                ask: Asked::Accept { claim: claim.id.clone() },
            },
            Offer {
                says: "the report does not say so".to_owned(),
                ask: Asked::Reject { claim: claim.id.clone() },
            },
        ],
    }
}

/// The words of the accounts on the other sides.
fn against(event: &Event, claim: &Claim, of: &[&Disagreement]) -> Vec<Quote> {
    let accounts: BTreeSet<&String> = of.iter().flat_map(|d| &d.accounts).collect();
    let others = event
        .accounts
        .iter()
        .filter(|account| accounts.contains(&account.id) && !account.claims.contains(&claim.id));
    let ids: BTreeSet<&String> = others.flat_map(|account| &account.claims).collect();
    let others = event.claims.iter().filter(|c| c.slot == claim.slot && ids.contains(&c.id));
    others.take(3).map(Quote::of).collect()
}

/// What speaks for a misreading, in words, each with how much.
fn signs(event: &Event, claim: &Claim) -> Vec<(&'static str, f64)> {
    let mut out = vec![("it is one sentence, read once", ALONE)];
    if claim.certainty != "certain" {
        out.push(("it is not put as certain", 0.2));
    }
    if claim.polarity == "denied" {
        out.push(("it denies something: what exactly is easily misread", 0.1));
    }
    if matches!(claim.value.wording.as_deref(), Some("word" | "about")) {
        out.push(("the number is put in words", 0.1));
    }
    if claim.quote.chars().count() > LONG {
        out.push(("the sentence is long", 0.1));
    }
    let named = claim.value.entity.value().is_some();
    if claim.slot == "responsibility" && !named && claim.polarity != "denied" {
        out.push(("whom it names is not known", 0.2));
    }
    let own = event.claims.iter().filter(|c| c.report == claim.report && c.slot == claim.slot);
    if own.count() > 1 {
        out.push(("the report gives another value beside it", 0.2));
    }
    if claim.said_by.len() > 2 {
        out.push(("it comes through several voices", 0.1));
    }
    out
}
