//! What one page shows: the shapes of the contract, with the names and words they need beside them.
//!
//! The API answers with these values, the stable pages are written from them: what a reader without
//! scripts sees is what the application is given.

pub mod event;
pub mod report;

use std::collections::{BTreeMap, BTreeSet};

use rashomon::CaseFile;
use rashomon::json::case::{Claim, Event, Report};
use rashomon::json::reading::ReportHead;
use rashomon::wording::Names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ApiError;

/// A report without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportBrief {
    /// Its head.
    #[serde(flatten)]
    pub head: ReportHead,
    /// The origin it rests on.
    pub origin: Option<String>,
    /// Whether it was read whole, so that its silence means something.
    pub read_whole: bool,
    /// How it went from its source, where it did.
    pub gone: Option<String>,
}

impl ReportBrief {
    /// Takes the head of a report.
    pub fn of(report: &Report) -> ReportBrief {
        ReportBrief {
            head: report.head.clone(),
            origin: report.origin.clone(),
            read_whole: report.read_whole,
            gone: report.gone.as_ref().map(rashomon::wording::gone),
        }
    }
}

/// Names of the entities that an event speaks of, by id.
pub fn names_of(case: &CaseFile, event: &Event) -> Result<Names, ApiError> {
    let voices = event.accounts.iter().flat_map(|account| {
        let through = account.channels.iter().flat_map(|channel| &channel.through);
        account.said_by.iter().chain(through).filter_map(|voice| voice.entity.value())
    });
    let leanings = event.accounts.iter().flat_map(|a| a.alignment.iter().map(|l| &l.entity));
    let ids = voices.chain(leanings).chain(event.claims.iter().flat_map(ids_of_claim));
    let rejected = event.rejected.iter().flat_map(|rejected| ids_of_claim(&rejected.claim));
    named(case, ids.chain(rejected))
}

/// The entities that a claim speaks of.
pub fn ids_of_claim(claim: &Claim) -> impl Iterator<Item = &String> {
    let said = claim.said_by.iter().filter_map(|voice| voice.entity.value());
    let value = [claim.value.entity.value(), claim.value.side.value(), claim.value.holder.value()];
    said.chain(value.into_iter().flatten())
}

/// Looks up names.
pub fn named<'i>(
    case: &CaseFile,
    ids: impl Iterator<Item = &'i String>,
) -> Result<Names, ApiError> {
    let ids: BTreeSet<&String> = ids.collect();
    let mut names = Names::new();
    for id in ids {
        if let Some(name) = case.name(id)? {
            names.insert(id.clone(), name);
        }
    }
    Ok(names)
}

/// Names in an order that stays.
pub fn in_order(names: Names) -> BTreeMap<String, String> {
    names.into_iter().collect()
}
