//! Whom an outlet copies, and who copies it, as far as ties show.
//!
//! In: the ties of a case. Out: by outlet and other side the ties between them, apart by direction. A
//! tie without a known direction says that words are shared and no more. Ties within one outlet are
//! its own affair and are left out.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::case::{Case, Tie};
use crate::query::outlets::Outlets;

/// Ties between an outlet and one other side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CopyLink {
    /// The other side: an outlet, or the entity of a voice that both quote.
    pub with: String,
    /// Its name.
    pub name: String,
    /// outlet or voice.
    pub sort: String,
    /// Ties by kind: copy, rewrite, translation, repost, agency, passage, citation, voice.
    pub kinds: BTreeMap<String, u64>,
    /// The ties, with the words that answer each other.
    pub ties: Vec<Tie>,
}

/// Ties by who took and from whom.
pub struct Copied<'c> {
    ties: Vec<Between<'c>>,
    names: BTreeMap<&'c str, &'c str>,
}

/// A tie with its two sides as outlets are shown.
struct Between<'c> {
    from: (String, &'static str),
    to: &'c str,
    tie: &'c Tie,
}

impl<'c> Copied<'c> {
    /// Looks the outlets of ties up.
    pub(super) fn of(case: &'c Case, outlets: &'c Outlets) -> Copied<'c> {
        let between = case.ties.iter().filter_map(|tie| {
            let to = outlets.of_report(&tie.to)?;
            let from = match (&tie.from.report, &tie.from.outlet, &tie.from.entity) {
                (Some(report), ..) => (outlets.of_report(report)?.to_owned(), "outlet"),
                (None, Some(name), _) => {
                    // An agency need not have a report of its own in the case.
                    let found = outlets.find(name);
                    let one = if found.len() == 1 { found.into_iter().next() } else { None };
                    (one.unwrap_or_else(|| name.clone()), "outlet")
                }
                (None, None, Some(entity)) => (entity.clone(), "voice"),
                _ => return None,
            };
            (from.0 != to).then_some(Between { from, to, tie })
        });
        let names = case.entities.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        Copied { ties: between.collect(), names: names.collect() }
    }

    /// Counts an outlet's reports that rest on others.
    pub(super) fn takes(&self, outlet: &str) -> u64 {
        let own = self.ties.iter().filter(|one| one.to == outlet && is_known(one.tie));
        own.map(|one| &one.tie.to).collect::<BTreeSet<_>>().len() as u64
    }

    /// Counts reports of others that rest on an outlet.
    pub(super) fn is_taken(&self, outlet: &str) -> u64 {
        let own = self.ties.iter().filter(|one| one.from.0 == outlet && is_known(one.tie));
        own.map(|one| &one.tie.to).collect::<BTreeSet<_>>().len() as u64
    }

    /// Lists whom an outlet takes from.
    pub(super) fn takes_from(&self, outlet: &str) -> Vec<CopyLink> {
        let own = self.ties.iter().filter(|one| one.to == outlet && is_known(one.tie));
        self.links(own.map(|one| ((one.from.0.clone(), one.from.1), one.tie)))
    }

    /// Lists who takes from an outlet.
    pub(super) fn taken_by(&self, outlet: &str) -> Vec<CopyLink> {
        let own = self.ties.iter().filter(|one| one.from.0 == outlet && is_known(one.tie));
        self.links(own.map(|one| ((one.to.to_owned(), "outlet"), one.tie)))
    }

    /// Lists with whom an outlet shares words, where the direction is not known.
    pub(super) fn shares_with(&self, outlet: &str) -> Vec<CopyLink> {
        let open = self.ties.iter().filter(|one| !is_known(one.tie));
        self.links(open.filter_map(|one| match (one.to == outlet, one.from.0 == outlet) {
            (true, _) => Some(((one.from.0.clone(), one.from.1), one.tie)),
            (_, true) => Some(((one.to.to_owned(), "outlet"), one.tie)),
            _ => None,
        }))
    }

    /// Gathers ties by the other side, those with most of them first.
    fn links(
        &self,
        ties: impl Iterator<Item = ((String, &'static str), &'c Tie)>,
    ) -> Vec<CopyLink> {
        let mut by: BTreeMap<(String, &'static str), Vec<&Tie>> = BTreeMap::new();
        for (with, tie) in ties {
            by.entry(with).or_default().push(tie);
        }
        let mut out: Vec<CopyLink> = by
            .into_iter()
            .map(|((with, sort), ties)| {
                let mut kinds = BTreeMap::new();
                for tie in &ties {
                    *kinds.entry(tie.kind.clone()).or_default() += 1;
                }
                let ties = ties.into_iter().cloned().collect();
                let name =
                    self.names.get(with.as_str()).map_or(with.clone(), |name| (*name).to_owned());
                CopyLink { with, name, sort: sort.to_owned(), kinds, ties }
            })
            .collect();
        out.sort_by(|a, b| b.ties.len().cmp(&a.ties.len()).then_with(|| a.with.cmp(&b.with)));
        out
    }
}

fn is_known(tie: &Tie) -> bool {
    tie.direction != "unknown"
}
