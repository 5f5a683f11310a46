//! An item on which coders differ, and what would adjudicate it.
//!
//! In: the codings of one item and the judgements of the case. Out: who said what, the judgements that
//! would settle it, a reason to begin with that names the codings, and the judgements that have. A
//! judgement adjudicates by naming two codings or more of the item in its reason (`C-41 and C-57`).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::coding::{CodedItem, Coding};
use crate::json::judgement::{Asked, Judgement};
use crate::query::review::Offer;

/// An item on which coders differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Differing {
    /// The item.
    pub item: CodedItem,
    /// Its codings.
    pub codings: Vec<Coding>,
    /// Judgements that would settle it; no order of preference. Empty where none could be recorded.
    pub asks: Vec<Offer>,
    /// What the reason of such a judgement begins with: it names the codings.
    pub reason: String,
    /// Standing judgements whose reason names two of the codings or more.
    pub adjudicated: Vec<String>,
}

/// Tells how coders differ on an item; none where they do not.
pub(super) fn differing(codings: &[&Coding], judgements: &[Judgement]) -> Option<Differing> {
    let values: BTreeSet<&str> = codings.iter().map(|coding| coding.value.as_str()).collect();
    let item = codings.first().filter(|_| values.len() > 1)?.item.clone();
    let ids: BTreeSet<&str> = codings.iter().map(|coding| coding.id.as_str()).collect();
    let adjudicated = judgements
        .iter()
        .filter(|j| matches!(j.effect.standing.as_str(), "in force" | "in part"))
        .filter(|j| named(&j.decided.reason).intersection(&ids).count() > 1)
        .map(|j| j.id.clone())
        .collect();
    let listed: Vec<&str> = codings.iter().map(|coding| coding.id.as_str()).collect();
    Some(Differing {
        asks: asks(&item),
        reason: format!("adjudicates {}: ", listed.join(" and ")),
        codings: codings.iter().map(|coding| (*coding).clone()).collect(),
        adjudicated,
        item,
    })
}

/// The ids of codings that stand in words.
fn named(words: &str) -> BTreeSet<&str> {
    let parts = words.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    parts.filter(|part| part.starts_with("C-")).collect()
}

fn asks(item: &CodedItem) -> Vec<Offer> {
    let offer = |says: &str, ask: Asked| Offer { says: says.to_owned(), ask };
    match (item.kind.as_str(), item.now.as_slice()) {
        ("claim", [claim]) => vec![
            offer("the report says so", Asked::Accept { claim: claim.clone() }),
            offer("the report does not say so", Asked::Reject { claim: claim.clone() }),
        ],
        ("entities" | "events", [_, _]) => {
            let things = || item.now.clone();
            vec![
                offer("they are one", Asked::Same { things: things() }),
                offer("they are two", Asked::Different { things: things() }),
            ]
        }
        // No single judgement gives an event a number: a claim of it is corrected, or it is noted.
        ("slot", [event]) => {
            vec![offer("remember what was settled", Asked::Note { on: event.clone() })]
        }
        _ => Vec::new(),
    }
}
