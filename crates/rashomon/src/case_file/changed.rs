//! What a judgement changed, or would change: the case before it beside the case with it.
//!
//! In: a case as it stood and as it stands ([`Stood`]), from its tables or worked out in memory. Out:
//! [`Changed`]: the judgement with its effect, and the entities, reports and events that differ. Must
//! hold: asked before a judgement is taken and after, the answer is the same.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::JudgementId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::derived::Made;
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

/// What a judgement may change, at one time.
pub struct Stood {
    /// Every judgement with its effect.
    pub judgements: Vec<judgement::Judgement>,
    /// Every entity.
    pub entities: Vec<Entity>,
    /// Every event.
    pub events: Vec<Event>,
}

impl Stood {
    /// Reads it from the tables of a case.
    pub fn of(case: &CaseFile) -> Result<Stood, Error> {
        Ok(Stood {
            judgements: case.judgements()?,
            entities: case.entities()?,
            events: case.events()?,
        })
    }

    /// Takes it from a case that was worked out, as its tables would give it back: a number that
    /// was written and read may differ from itself in the last bit.
    pub fn of_made(made: &Made) -> Result<Stood, Error> {
        Ok(Stood {
            judgements: read_back(&made.case.judgements, rows::JUDGEMENT)?,
            entities: read_back(&made.case.entities, rows::ENTITY)?,
            events: read_back(&made.case.events, rows::EVENT)?,
        })
    }
}

impl Changed {
    /// Sets two states beside each other; the judgement is the one that parts them.
    pub(super) fn between(was: &Stood, is: &Stood, id: JudgementId) -> Result<Changed, Error> {
        let id = id.to_string();
        let entered = is.judgements.iter().find(|judgement| judgement.id == id).cloned();
        let judgement =
            entered.ok_or_else(|| Error::derived(rows::JUDGEMENT, &id, "it is not there"))?;
        let before = differing(&was.entities, &is.entities, |e| &e.id, is_alike);
        let after = differing(&is.entities, &was.entities, |e| &e.id, is_alike);
        let gone = differing(&was.events, &is.events, |e| &e.id, |a, b| a == b);
        let come = differing(&is.events, &was.events, |e| &e.id, |a, b| a == b);
        let ids: BTreeSet<&String> = gone.iter().chain(&come).map(|event| &event.id).collect();
        Ok(Changed {
            judgement,
            reports: moved(&before, &after),
            events: ids.into_iter().cloned().collect(),
            before,
            after,
            events_before: gone,
            events_after: come,
        })
    }
}

fn read_back<T: Serialize + DeserializeOwned>(made: &[T], table: &str) -> Result<Vec<T>, Error> {
    let one = |thing: &T| serde_json::from_slice(&serde_json::to_vec(thing)?);
    let all: Result<Vec<T>, serde_json::Error> = made.iter().map(one).collect();
    all.map_err(|why| Error::derived(table, "", why))
}

/// The things of one list that are not in another just so.
fn differing<T: Clone>(
    these: &[T],
    those: &[T],
    id: impl Fn(&T) -> &String,
    is_alike: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let known: BTreeMap<&String, &T> = those.iter().map(|thing| (id(thing), thing)).collect();
    let is_kept = |thing: &&T| known.get(id(thing)).is_some_and(|other| is_alike(thing, other));
    these.iter().filter(|thing| !is_kept(thing)).cloned().collect()
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
