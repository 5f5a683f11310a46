//! Which voices of one report may be one.
//!
//! A report first says "a monitor" and then names it; "the group said" is whoever was last named.
//! In: the claims of one report on one slot. Out: for each voice, whose it is taken to be. Used only
//! to keep such voices from being set against each other: accounts are not joined by it, because
//! nobody says that they are one.
//!
//! Must hold: an outlet's own words are its own; several people ("residents") are nobody's second
//! name; the same claims give the same answer in any order.

use std::collections::BTreeMap;

use rashomon_model::{AccountId, CaseVoice};

use crate::parties::Parties;
use crate::standing::Owned;

/// Maps each account that speaks in one report to the account that it may be.
pub fn of_report<'c>(
    claims: &[Owned<'c>],
    parties: &Parties<'_>,
) -> BTreeMap<&'c AccountId, &'c AccountId> {
    let mut order: Vec<Owned<'c>> = claims.to_vec();
    order.sort_by_key(|(claim, _)| (claim.span, claim.id.clone()));
    let mut seen: Vec<Owned<'c>> = Vec::new();
    for (claim, account) in order {
        if seen.iter().all(|(_, known)| known.id != account.id) {
            seen.push((claim, account));
        }
    }
    let mut out: BTreeMap<&AccountId, &AccountId> = BTreeMap::new();
    for (at, (claim, account)) in seen.iter().enumerate() {
        let whose = match description(claim.said_by.last(), parties) {
            // "A monitor said … The Observatory said": the name follows.
            Description::Indefinite => {
                seen[at + 1..].iter().find(|(later, _)| is_named(later.said_by.last(), parties))
            }
            // "The Observatory said … The group said": the name went before.
            // Where nobody went before, it is whoever the report itself speaks for.
            Description::Definite => {
                let own = |(earlier, _): &&Owned<'c>| {
                    matches!(earlier.said_by.last(), Some(CaseVoice::Outlet(_)))
                };
                let quoted = seen[..at].iter().rev().find(|earlier| !own(earlier));
                quoted.or_else(|| seen[..at].iter().find(own))
            }
            // "Its director said" is the body's own word, where the case knows the two for one.
            Description::Named => seen[..at].iter().find(|(earlier, _)| {
                entity(earlier.said_by.last())
                    .zip(entity(claim.said_by.last()))
                    .is_some_and(|(one, other)| parties.overlap(one, other))
            }),
            Description::Own => None,
        };
        let whose = whose.map_or(&account.id, |(_, other)| &other.id);
        out.insert(&account.id, whose);
    }
    // What stands for a voice that itself stands for another, stands for that.
    let first = |id| {
        let mut id = id;
        for _ in 0..out.len() {
            match out.get(id) {
                Some(next) if *next != id => id = next,
                _ => break,
            }
        }
        id
    };
    let ends: Vec<(&AccountId, &AccountId)> = out.keys().map(|id| (*id, first(id))).collect();
    ends.into_iter().collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Description {
    /// An outlet's own words.
    Own,
    /// A name, or people who are nobody's second name.
    Named,
    /// "A monitor".
    Indefinite,
    /// "The monitor", "it".
    Definite,
}

fn description(voice: Option<&CaseVoice>, parties: &Parties<'_>) -> Description {
    match voice {
        Some(CaseVoice::Quoted { entity: None, text }) => {
            let lower = text.to_lowercase();
            if text.is_empty() || parties.words.unnamed(&lower) {
                Description::Definite
            } else if parties.words.is_role(text) {
                let a = lower.starts_with("a ")
                    || lower.starts_with("an ")
                    || lower.starts_with("one ");
                if a { Description::Indefinite } else { Description::Definite }
            } else {
                Description::Named
            }
        }
        Some(CaseVoice::Quoted { .. }) => Description::Named,
        _ => Description::Own,
    }
}

fn is_named(voice: Option<&CaseVoice>, parties: &Parties<'_>) -> bool {
    description(voice, parties) == Description::Named
}

fn entity(voice: Option<&CaseVoice>) -> Option<&rashomon_model::CaseEntityId> {
    match voice {
        Some(CaseVoice::Quoted { entity, .. }) => entity.as_ref(),
        _ => None,
    }
}
