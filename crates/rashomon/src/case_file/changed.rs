//! What a judgement changed, or would change: the case before it beside the case with it.
//!
//! In: the tables of a case as it stood, and the rows of the case as it stands or would stand
//! ([`Watch`]). Out: [`Changed`]: the judgement with its effect, and the entities, reports and events
//! that differ. Must hold: asked before a judgement is taken and after, the answer is the same; no
//! more is held than differs.

use std::collections::{BTreeSet, HashSet};

use rashomon_model::JudgementId;
use serde::de::DeserializeOwned;

use super::rows::Row;
use super::{CaseFile, rows};
use crate::Error;
use crate::json::case::{Entity, Event};
use crate::json::judgement;

/// What a judgement changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The judgement with its effect.
    pub judgement: judgement::Judgement,
    /// Entities as they were, those that changed or went.
    pub before: Vec<Entity>,
    /// Entities as they are, those that changed or came.
    pub after: Vec<Entity>,
    /// Reports in which a name now means something else; sorted.
    pub reports: Vec<String>,
    /// Ids of the events that changed, came or went; sorted.
    pub events: Vec<String>,
    /// Events as they were, those that changed or went.
    pub events_before: Vec<Event>,
    /// Events as they are, those that changed or came.
    pub events_after: Vec<Event>,
}

/// Watches the rows of a case go by and keeps what its tables do not have just so.
#[derive(Default)]
pub struct Watch {
    judgements: Vec<judgement::Judgement>,
    events_after: Vec<Event>,
    after: Vec<Entity>,
    /// Ids of events and entities that are as they were.
    kept: HashSet<String>,
}

impl Watch {
    /// Looks at a row beside the tables of a case.
    pub fn row(&mut self, case: &CaseFile, row: &Row) -> Result<(), Error> {
        let (table, key, value) = row;
        let tables = case.ledger.derived();
        match *table {
            rows::JUDGEMENT => self.judgements.push(parsed(table, key, value)?),
            rows::EVENT => {
                let id = key.split_once(' ').map_or("", |(_, id)| id);
                let held = match tables.get_json::<String>(rows::EVENT_ID, id)? {
                    Some(key) => tables.get(rows::EVENT, &key)?,
                    None => None,
                };
                if held.as_ref() == Some(value) {
                    self.kept.insert(id.to_owned());
                } else {
                    self.events_after.push(parsed(table, key, value)?);
                }
            }
            rows::ENTITY => {
                let held = tables.get(rows::ENTITY, key)?;
                if held.as_ref() == Some(value) {
                    self.kept.insert(key.clone());
                    return Ok(());
                }
                let is: Entity = parsed(table, key, value)?;
                let was = held.map(|held| parsed::<Entity>(table, key, &held)).transpose()?;
                if was.is_some_and(|was| is_alike(&was, &is)) {
                    self.kept.insert(key.clone());
                } else {
                    self.after.push(is);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Returns the judgements that went by.
    pub fn judgements(&self) -> &[judgement::Judgement] {
        &self.judgements
    }

    /// Sets what went by beside what the tables of the case have; the judgement is what parts them.
    pub fn changed(self, case: &CaseFile, id: JudgementId) -> Result<Changed, Error> {
        let id = id.to_string();
        let entered = self.judgements.into_iter().find(|judgement| judgement.id == id);
        let judgement =
            entered.ok_or_else(|| Error::derived(rows::JUDGEMENT, &id, "it is not there"))?;
        let before = gone(case, rows::ENTITY, |key| self.kept.contains(key))?;
        let is_kept = |key: &str| key.split_once(' ').is_some_and(|(_, id)| self.kept.contains(id));
        let events_before: Vec<Event> = gone(case, rows::EVENT, is_kept)?;
        let ids: BTreeSet<&String> =
            events_before.iter().chain(&self.events_after).map(|event| &event.id).collect();
        Ok(Changed {
            judgement,
            reports: moved(&before, &self.after),
            events: ids.into_iter().cloned().collect(),
            before,
            after: self.after,
            events_before,
            events_after: self.events_after,
        })
    }
}

/// The rows of a table that are not kept.
fn gone<T: DeserializeOwned>(
    case: &CaseFile,
    table: &str,
    is_kept: impl Fn(&str) -> bool,
) -> Result<Vec<T>, Error> {
    let mut out = Vec::new();
    for row in case.ledger.derived().scan(table, "") {
        let (key, value) = row?;
        if !is_kept(&key) {
            out.push(parsed(table, &key, &value)?);
        }
    }
    Ok(out)
}

fn parsed<T: DeserializeOwned>(table: &str, key: &str, value: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(value).map_err(|why| Error::derived(table, key, why))
}

/// What weighs is not what is shown: an entity is as it was if it has its name and its uses.
fn is_alike(a: &Entity, b: &Entity) -> bool {
    (&a.kind, &a.name, &a.names, a.mentions) == (&b.kind, &b.name, &b.names, b.mentions)
}

/// Reports in which a spelling belongs to another entity than before, or is shown otherwise.
fn moved(before: &[Entity], after: &[Entity]) -> Vec<String> {
    type Use<'e> = (&'e str, &'e str, &'e str, &'e str);
    fn uses(entities: &[Entity]) -> BTreeSet<Use<'_>> {
        let each = entities.iter().flat_map(|e| e.names.iter().map(move |name| (e, name)));
        each.flat_map(|(e, name)| {
            name.reports
                .iter()
                .map(move |r| (r.as_str(), name.text.as_str(), e.id.as_str(), e.name.as_str()))
        })
        .collect()
    }
    let (was, is) = (uses(before), uses(after));
    let reports: BTreeSet<&str> =
        was.symmetric_difference(&is).map(|(report, ..)| *report).collect();
    reports.into_iter().map(str::to_owned).collect()
}
