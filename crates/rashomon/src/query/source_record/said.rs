//! What is said of an outlet: leanings, relations, and rows of source tables.
//!
//! In: a case and one outlet. Out: claims of reports and rows of tables, each with its words; where
//! they contradict one another, all are listed.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Known;
use crate::json::case::{Ground, Relation};
use crate::json::source::Source;

/// How an outlet is said to lean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Leaning {
    /// Towards whom.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// favours, opposes or is.
    pub stance: String,
    /// First day on which it holds, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day on which it holds, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What it rests on: words of reports, rows of tables.
    pub grounds: Vec<Ground>,
}

/// Lists how an outlet is said to lean, by party.
pub(super) fn leanings(known: &Known<'_>, outlet: &str) -> Vec<Leaning> {
    let mut out: Vec<Leaning> = Vec::new();
    for account in known.case.events.iter().flat_map(|event| &event.accounts) {
        // The leaning of a voice that is quoted is not that of the outlet quoting it.
        let [own] = account.said_by.as_slice() else { continue };
        if own.outlet.value().and_then(|name| known.shown(name)) != Some(outlet) {
            continue;
        }
        for told in &account.alignment {
            let is_known = |l: &&mut Leaning| {
                (&l.entity, &l.stance, &l.from, &l.until)
                    == (&told.entity, &told.stance, &told.from, &told.until)
            };
            let grounds = told.grounds.iter().cloned();
            match out.iter_mut().find(is_known) {
                Some(leaning) => {
                    let new: Vec<Ground> =
                        grounds.filter(|g| !leaning.grounds.contains(g)).collect();
                    leaning.grounds.extend(new);
                }
                None => out.push(Leaning {
                    entity: told.entity.clone(),
                    name: name(known, &told.entity),
                    stance: told.stance.clone(),
                    from: told.from.clone(),
                    until: told.until.clone(),
                    grounds: grounds.collect(),
                }),
            }
        }
    }
    out.sort_by(|a, b| {
        (&a.name, &a.stance, &a.from, &a.until, &a.entity)
            .cmp(&(&b.name, &b.stance, &b.from, &b.until, &b.entity))
    });
    out
}

/// Lists relations in which an outlet stands, as reports tell them.
pub(super) fn relations(known: &Known<'_>, outlet: &str) -> Vec<Relation> {
    let ends: BTreeSet<&String> =
        known.case.relations.iter().flat_map(|r| [&r.subject, &r.object]).collect();
    let is_named = |id: &&&String| {
        let entity = known.case.entities.iter().find(|entity| entity.id == ***id);
        entity.is_some_and(|entity| {
            matches!(entity.kind.as_str(), "outlet" | "group")
                && entity.names.iter().any(|name| is_it(known, outlet, &name.text))
        })
    };
    let own: BTreeSet<&String> = ends.iter().filter(is_named).copied().collect();
    let of = |r: &&Relation| own.contains(&r.subject) || own.contains(&r.object);
    known.case.relations.iter().filter(of).cloned().collect()
}

/// Lists the rows of source tables on an outlet.
pub(super) fn entries(known: &Known<'_>, outlet: &str) -> Vec<Source> {
    let names = |entry: &Source| -> Vec<String> {
        [&entry.source].into_iter().chain(&entry.aliases).cloned().collect()
    };
    let is_on = |entry: &&Source| names(entry).iter().any(|name| is_it(known, outlet, name));
    known.case.sources.iter().filter(is_on).cloned().collect()
}

/// Tells whether a name is one of an outlet's, whole.
fn is_it(known: &Known<'_>, outlet: &str, name: &str) -> bool {
    known.shown(name) == Some(outlet) || known.outlets.is_called(outlet, name)
}

fn name(known: &Known<'_>, entity: &str) -> String {
    let found = known.case.entities.iter().find(|one| one.id == entity);
    found.map_or_else(|| entity.to_owned(), |one| one.name.clone())
}
