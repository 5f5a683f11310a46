//! Items of codings: from the way they are named to words that last, and back to what they are now.
//!
//! In: the events and entities of a case. Out: for a name the [`StoredItem`] that a record keeps; for a
//! stored one the [`CodedItem`] as it stands now. A claim is found by where its words begin and its slot,
//! an event by any telling of it, an entity by its id or else by kind and name. What is found no longer
//! keeps its words, and an id of its own.

use std::collections::BTreeMap;

use super::CaseFile;
use super::judge_claims::told_at;
use super::judge_events::{happening, tellings};
use crate::Error;
use crate::json::case::{Claim, Entity, Event};
use crate::json::coding::{CodedItem, ItemThing, StoredItem, is_field};
use crate::json::judgement::{Asked, Happening, ToldAt};
use crate::query::review::Review;

/// So many words of one event are shown with an item.
const QUOTES: usize = 3;

/// What items are looked up in.
pub struct Items {
    events: Vec<Event>,
    entities: Vec<Entity>,
    /// Claims by id, to their event and place in it.
    claims: BTreeMap<String, (usize, usize)>,
    /// The same by report and where their words begin.
    places: BTreeMap<(String, u32), Vec<(usize, usize)>>,
}

impl Items {
    /// Reads a case.
    pub fn of(case: &CaseFile) -> Result<Items, Error> {
        let (events, entities) = (case.events()?, case.entities()?);
        let (mut claims, mut places) = (BTreeMap::new(), BTreeMap::new());
        for (at, event) in events.iter().enumerate() {
            for (n, claim) in event.claims.iter().enumerate() {
                claims.insert(claim.id.clone(), (at, n));
                let place = (claim.report.clone(), claim.span[0]);
                places.entry(place).or_insert_with(Vec::new).push((at, n));
            }
        }
        Ok(Items { events, entities, claims, places })
    }

    fn claim(&self, (event, claim): (usize, usize)) -> &Claim {
        &self.events[event].claims[claim]
    }

    /// Names every claim.
    pub fn claims(&self) -> Vec<String> {
        self.claims.keys().cloned().collect()
    }

    /// Names a field of every event that tells it.
    pub fn fields(&self, field: &str) -> Vec<String> {
        let slot = field.split('.').next().unwrap_or(field);
        let tells = self.events.iter().filter(|event| event.slots.contains_key(slot));
        tells.map(|event| format!("{}/{field}", event.id)).collect()
    }

    /// Names the pairs that were kept apart by little.
    pub fn pairs(&self, review: &Review, begins: &str) -> Vec<String> {
        let pair = |ask: &Asked| match ask {
            Asked::Same { things } => match things.as_slice() {
                [a, b] if a.starts_with(begins) && b.starts_with(begins) => Some(joined(a, b)),
                _ => None,
            },
            _ => None,
        };
        let asks = review.items.iter().filter_map(|item| item.asks.first());
        asks.filter_map(|offer| pair(&offer.ask)).collect()
    }

    /// Finds the item that a name means.
    ///
    /// # Errors
    /// Where it means nothing, or one thing twice.
    pub fn named(&self, case: &CaseFile, name: &str) -> Result<StoredItem, Error> {
        if let Some(at) = self.claims.get(name) {
            let claim = self.claim(*at);
            return Ok(StoredItem {
                kind: "claim".to_owned(),
                told: Some(ToldAt::of(&told_at(claim))),
                field: Some(claim.slot.clone()),
                ..StoredItem::default()
            });
        }
        let pair = name.split_once('+').map(|(a, b)| (a.trim(), b.trim()));
        match pair {
            Some((a, b)) if a.starts_with("V-") && b.starts_with("V-") => {
                let mut happenings = vec![self.event(case, a)?, self.event(case, b)?];
                happenings.sort_by(|a, b| a.event.cmp(&b.event));
                refuse_one(name, happenings[0].event == happenings[1].event)?;
                Ok(StoredItem { kind: "events".to_owned(), happenings, ..StoredItem::default() })
            }
            Some((a, b)) if a.starts_with("E-") && b.starts_with("E-") => {
                let mut things = vec![self.entity(a)?, self.entity(b)?];
                things.sort();
                refuse_one(name, things[0].entity == things[1].entity)?;
                Ok(StoredItem { kind: "entities".to_owned(), things, ..StoredItem::default() })
            }
            _ => match name.rsplit_once('/') {
                Some((event, field)) if event.starts_with("V-") && is_field(field) => {
                    Ok(StoredItem {
                        kind: "slot".to_owned(),
                        happenings: vec![self.event(case, event)?],
                        field: Some(field.to_owned()),
                        ..StoredItem::default()
                    })
                }
                _ => Err(Error::not_found(format!(
                    "`{name}` is no item to code; name a claim (REPORT#c4), two entities (E-1+E-2), \
                     two events (V-1+V-2), or a field of an event (V-1/killed.low)"
                ))),
            },
        }
    }

    fn event(&self, case: &CaseFile, id: &str) -> Result<Happening, Error> {
        let event = case.find_event(id)?;
        Ok(Happening::of(&happening(&event, &tellings(&event))))
    }

    fn entity(&self, id: &str) -> Result<ItemThing, Error> {
        let found = self.entities.iter().find(|entity| entity.id == id);
        let entity = found.ok_or_else(|| {
            Error::not_found(format!("no entity has the id `{id}`; `rashomon entities` lists them"))
        })?;
        Ok(ItemThing {
            entity: entity.id.clone(),
            kind: entity.kind.clone(),
            name: entity.name.clone(),
        })
    }

    /// Tells what a stored item is now.
    pub fn now(&self, stored: &StoredItem) -> CodedItem {
        let field = stored.field.clone();
        let asked = field.as_deref().unwrap_or_default();
        let (mut now, mut lasting, mut quotes) = (Vec::new(), Vec::new(), Vec::new());
        let mut names = Vec::new();
        if let Some(told) = &stored.told {
            let found = self.told(told, asked);
            now.extend(found.map(|claim| claim.id.clone()));
            lasting.push(format!("{}\u{1f}{}", told.report, told.start));
            quotes.push(told.clone());
        }
        for thing in &stored.things {
            let found = self.thing(thing);
            now.extend(found.map(|entity| entity.id.clone()));
            lasting.push(found.map_or_else(|| thing.entity.clone(), |entity| entity.id.clone()));
            names.push(found.map_or_else(|| thing.name.clone(), |entity| entity.name.clone()));
        }
        for happening in &stored.happenings {
            let found = self.happening(happening);
            now.extend(found.map(|event| event.id.clone()));
            lasting.push(found.map_or_else(|| happening.event.clone(), |event| event.id.clone()));
            names.push(found.map_or_else(|| happening.title.clone(), |event| event.title.clone()));
            quotes.extend(happening.told.iter().take(QUOTES).cloned());
        }
        lasting.sort();
        let wanted = if stored.things.len() + stored.happenings.len() > 1 { 2 } else { 1 };
        if now.len() < wanted {
            now.clear();
        }
        let key = serde_json::to_string(&(&stored.kind, &lasting, &field)).unwrap_or_default();
        let digest = crate::sha256(key.as_bytes());
        CodedItem {
            id: format!("I-{}", digest.get(..10).unwrap_or(&digest)),
            named: match stored.kind.as_str() {
                "slot" => format!("{}/{asked}", lasting.join("+")),
                "claim" => now.first().cloned().unwrap_or_default(),
                _ => lasting.join("+"),
            },
            kind: stored.kind.clone(),
            question: question(&stored.kind, asked, &names),
            now,
            field,
            quotes,
        }
    }

    /// The claim that stands where one stood: of the same words, if several begin there.
    fn told(&self, told: &ToldAt, slot: &str) -> Option<&Claim> {
        let found = self.places.get(&(told.report.clone(), told.start))?;
        let claims = || found.iter().map(|at| self.claim(*at)).filter(|claim| claim.slot == slot);
        let same = claims().filter(|claim| claim.quote == told.quote);
        same.clone()
            .find(|claim| claim.id == told.claim)
            .or(same.clone().next())
            .or(claims().next())
    }

    fn thing(&self, thing: &ItemThing) -> Option<&Entity> {
        let by_id = self.entities.iter().find(|entity| entity.id == thing.entity);
        by_id.or_else(|| {
            let bears = |entity: &&Entity| {
                entity.kind == thing.kind && entity.names.iter().any(|name| name.text == thing.name)
            };
            let mut found = self.entities.iter().filter(bears);
            found.next().filter(|_| found.next().is_none())
        })
    }

    fn happening(&self, happening: &Happening) -> Option<&Event> {
        let by_id = self.events.iter().find(|event| event.id == happening.event);
        by_id.or_else(|| {
            let at = happening.told.iter().find_map(|told| {
                self.places.get(&(told.report.clone(), told.start)).and_then(|found| found.first())
            });
            at.map(|(event, _)| &self.events[*event])
        })
    }
}

fn joined(a: &str, b: &str) -> String {
    if a <= b { format!("{a}+{b}") } else { format!("{b}+{a}") }
}

fn refuse_one(name: &str, is_one: bool) -> Result<(), Error> {
    if is_one {
        return Err(Error::refused(format!("`{name}` names one thing twice; name two")));
    }
    Ok(())
}

fn question(kind: &str, field: &str, names: &[String]) -> String {
    let name = |at: usize| names.get(at).map_or("", String::as_str);
    match kind {
        "claim" => format!("Is this what the report says on {field}?"),
        "entities" => format!("Are “{}” and “{}” one?", name(0), name(1)),
        "events" => format!("Are “{}” and “{}” one event?", name(0), name(1)),
        _ => format!("What is {field} of “{}”, by its reports?", name(0)),
    }
}
