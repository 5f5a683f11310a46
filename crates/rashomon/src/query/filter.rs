//! Which events of a case a person asks for.
//!
//! In: what was asked ([`Filter`]), and the entities and outlets of the case. Out: a question that
//! each event answers with yes or no. Names are looked up once: an actor by any of its spellings, an
//! outlet by any of its names. Several values of one condition widen it, several conditions narrow.
//!
//! Must hold: an empty filter keeps every event; no condition looks at the order of events.

use std::collections::BTreeSet;

use rashomon_model::Date;

use super::brief::EntityBrief;
use super::outlets::{Outlets, some};
use super::{conflicting, has_words, origins};
use crate::Error;
use crate::json::case::{Coding, Entity, Event};

/// In which part somebody takes part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// In any of the others.
    Any,
    /// Held responsible, by themselves or by others.
    Responsible,
    /// Hit, or counted among the victims.
    Target,
    /// Says something of it.
    Voice,
}

/// A value that a rulebook must give an event: `airwars=contested`, `ucdp.best=3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeWanted {
    /// The rulebook.
    pub rulebook: String,
    /// The field; any where none is named.
    pub field: Option<String>,
    /// The value, in words.
    pub value: String,
}

impl std::str::FromStr for GradeWanted {
    type Err = String;

    fn from_str(text: &str) -> Result<GradeWanted, String> {
        let wrong = || format!("`{text}` is no grade; write it as airwars=contested");
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        let (rulebook, field) = match name.split_once('.') {
            Some((book, field)) => (book, Some(field.trim().to_owned())),
            None => (name, None),
        };
        if rulebook.trim().is_empty() || value.trim().is_empty() {
            return Err(wrong());
        }
        let (rulebook, value) = (rulebook.trim().to_owned(), value.trim().to_owned());
        Ok(GradeWanted { rulebook, field, value })
    }
}

impl GradeWanted {
    fn is_met(&self, event: &Event) -> bool {
        let Some(coding) = event.grades.get(&self.rulebook) else { return false };
        self.fields(coding).any(|value| self.is_value(value))
    }

    /// Sees that there is such a rulebook, and such a field of it.
    fn expect_known(&self, events: &[Event]) -> Result<(), Error> {
        rulebook(&self.rulebook, events)?;
        let codings = || events.iter().filter_map(|event| event.grades.get(&self.rulebook));
        if self.field.is_none() || codings().any(|coding| self.fields(coding).next().is_some()) {
            return Ok(());
        }
        let of = |c: &Coding| -> Vec<String> {
            let readings = c.readings.iter().flat_map(|reading| reading.fields.keys());
            c.fields.keys().chain(readings).cloned().collect()
        };
        let known: BTreeSet<String> = codings().flat_map(of).collect();
        Err(Error::not_found(format!(
            "`{}` gives no `{}`; it gives {}",
            self.rulebook,
            self.field.as_deref().unwrap_or_default(),
            known.into_iter().collect::<Vec<_>>().join(", ")
        )))
    }

    /// The fields that count, also those of rival readings.
    fn fields<'c>(&'c self, coding: &'c Coding) -> impl Iterator<Item = &'c serde_json::Value> {
        let readings = coding.readings.iter().flat_map(|reading| &reading.fields);
        let named = move |name: &String| self.field.as_ref().is_none_or(|wanted| wanted == name);
        coding.fields.iter().chain(readings).filter(move |(name, _)| named(name)).map(|(_, v)| v)
    }

    fn is_value(&self, value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::String(word) => word.eq_ignore_ascii_case(&self.value),
            serde_json::Value::Array(items) => items.iter().any(|item| self.is_value(item)),
            serde_json::Value::Null => self.value == "none",
            serde_json::Value::Number(number) => {
                self.value.parse::<f64>().ok().is_some_and(|wanted| number.as_f64() == Some(wanted))
            }
            serde_json::Value::Bool(flag) => self.value.parse() == Ok(*flag),
            serde_json::Value::Object(_) => false,
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Events that may have happened on or after this day.
    pub since: Option<Date>,
    /// Events that may have happened on or before this day.
    pub until: Option<Date>,
    /// Events of a class that begins so; any of them.
    pub classes: Vec<String>,
    /// Events with a place whose name has these words; any of them.
    pub places: Vec<String>,
    /// Events with all of these actors.
    pub actors: Vec<(Part, String)>,
    /// Events on which accounts disagree: on any of these slots, on any at all where it is empty.
    pub disagreeing: Option<Vec<String>>,
    /// Events that rulebooks code so; all of them.
    pub grades: Vec<GradeWanted>,
    /// Events of at least so many independent origins.
    pub origins: usize,
    /// Events told by at least so many reports.
    pub reports: usize,
    /// Events told by at least so many outlets.
    pub outlets: usize,
    /// Events told by all of these outlets.
    pub told_by: Vec<String>,
}

impl Filter {
    /// Tells whether every event of a case is kept.
    pub fn keeps_all(&self) -> bool {
        *self == Filter { origins: 1, reports: 1, outlets: 1, ..Filter::default() }
    }

    /// Looks up the names that are asked for.
    ///
    /// # Errors
    /// Where an actor, an outlet, a rulebook or its field is none of the case.
    pub fn bind<'f, N: Named>(
        &'f self,
        entities: &[N],
        outlets: &'f Outlets,
        events: &[Event],
    ) -> Result<Bound<'f>, Error> {
        let actors = self.actors.iter().map(|(part, name)| {
            let actor = (*part, name.clone(), named(name, entities));
            // "Residents" and "the market" are nobody's names: such answer to their words.
            if actor.2.is_empty() && !events.iter().any(|event| takes_part(&actor, event)) {
                return Err(Error::not_found(format!(
                    "nobody in the case is called `{name}`; `rashomon entities` lists names"
                )));
            }
            Ok(actor)
        });
        for wanted in self.grades.iter().filter(|_| !events.is_empty()) {
            wanted.expect_known(events)?;
        }
        Ok(Bound {
            filter: self,
            outlets,
            actors: actors.collect::<Result<_, Error>>()?,
            told_by: self.told_by.iter().map(|n| outlets.known(n)).collect::<Result<_, _>>()?,
        })
    }

    /// Tells whether names of entities are asked for, so that they must be at hand.
    pub fn asks_for_names(&self) -> bool {
        !self.actors.is_empty()
    }
}

/// What has an id and names: an entity, or one in brief.
pub trait Named {
    /// Its id.
    fn id(&self) -> &str;
    /// Tells whether the name it is shown under, or a spelling of it, fits.
    fn is_named(&self, fits: &dyn Fn(&str) -> bool) -> bool;
}

impl Named for Entity {
    fn id(&self) -> &str {
        &self.id
    }

    fn is_named(&self, fits: &dyn Fn(&str) -> bool) -> bool {
        fits(&self.name) || self.names.iter().any(|form| fits(&form.text))
    }
}

impl Named for EntityBrief {
    fn id(&self) -> &str {
        &self.id
    }

    fn is_named(&self, fits: &dyn Fn(&str) -> bool) -> bool {
        fits(&self.name) || self.names.iter().any(|text| fits(text))
    }
}

/// Returns the ids of the entities that bear a name or id: exactly if any does, else those with a
/// spelling that has the words.
pub fn named<N: Named>(name: &str, entities: &[N]) -> BTreeSet<String> {
    let find = |fits: &dyn Fn(&str) -> bool| -> BTreeSet<String> {
        let bears = |e: &&N| e.id() == name || e.is_named(fits);
        entities.iter().filter(bears).map(|e| e.id().to_owned()).collect()
    };
    let lower = name.to_lowercase();
    let exact = find(&|form| form.to_lowercase() == lower);
    if !exact.is_empty() || name.trim().is_empty() {
        return exact;
    }
    find(&|form| has_words(form, name))
}

/// A filter with its names looked up.
#[derive(Clone, Debug)]
pub struct Bound<'f> {
    filter: &'f Filter,
    outlets: &'f Outlets,
    actors: Vec<(Part, String, BTreeSet<String>)>,
    told_by: Vec<BTreeSet<String>>,
}

impl Bound<'_> {
    /// Tells whether an event is asked for.
    pub fn keeps(&self, event: &Event) -> bool {
        let filter = self.filter;
        self.is_dated(event)
            && any(&filter.classes, |class| event.class.starts_with(class.as_str()))
            && any(&filter.places, |words| event.places.iter().any(|p| has_words(&p.name, words)))
            && self.actors.iter().all(|actor| takes_part(actor, event))
            && filter.disagreeing.as_ref().is_none_or(|slots| {
                let conflicting = conflicting(event);
                !conflicting.is_empty() && any(slots, |slot| conflicting.contains(&slot.as_str()))
            })
            && filter.grades.iter().all(|grade| grade.is_met(event))
            && (filter.origins <= 1 || origins(event) >= filter.origins)
            && event.reports.len() >= filter.reports
            && (filter.outlets <= 1 || self.outlets.count(event) >= filter.outlets)
            && self.told_by.iter().all(|wanted| {
                self.outlets.of_event(event).iter().any(|outlet| wanted.contains(*outlet))
            })
    }

    fn is_dated(&self, event: &Event) -> bool {
        let days = || event.when.as_ref().and_then(super::calendar::days);
        self.filter.since.is_none_or(|day| days().is_some_and(|d| d.latest >= day))
            && self.filter.until.is_none_or(|day| days().is_some_and(|d| d.earliest <= day))
    }
}

/// Tells whether one of several values fits; where none is asked for, any does.
fn any<T>(wanted: &[T], fits: impl Fn(&T) -> bool) -> bool {
    wanted.is_empty() || wanted.iter().any(fits)
}

/// Tells whether words stand in a text, none of them as a part of a longer one.
fn has_whole_words(text: &str, words: &str) -> bool {
    let apart = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (text, words) = (apart(text), apart(words));
    !words.is_empty() && text.windows(words.len()).any(|run| run == words)
}

fn takes_part((part, words, ids): &(Part, String, BTreeSet<String>), event: &Event) -> bool {
    let is = |entity: Option<&String>| entity.is_some_and(|id| ids.contains(id));
    // Who has no entity answers to the words.
    let told = |entity: Option<&String>, text: Option<&String>| {
        entity.is_none() && text.is_some_and(|text| has_whole_words(text, words))
    };
    let wanted = |one: Part| *part == Part::Any || *part == one;
    let says = |claim: &crate::json::case::Claim| {
        claim.said_by.iter().any(|voice| {
            let outlet = voice.outlet.value().map(String::as_str);
            let text = voice.text.value();
            let outlet = outlet.is_some_and(|outlet| outlet.to_lowercase() == words.to_lowercase());
            let entity = voice.entity.value();
            is(entity) || outlet && voice.is_outlet() || !voice.is_outlet() && told(entity, text)
        })
    };
    let of_value = |claim: &crate::json::case::Claim| {
        let entity = claim.value.entity.value();
        is(entity) || told(entity, claim.value.text.as_ref())
    };
    event.claims.iter().any(|claim| match claim.slot.as_str() {
        "responsibility" if wanted(Part::Responsible) && of_value(claim) => true,
        "target" | "damage" if wanted(Part::Target) && of_value(claim) => true,
        _ if wanted(Part::Target) && is(claim.value.side.value()) => true,
        _ => wanted(Part::Voice) && says(claim),
    })
}

/// Reads a slot's name.
///
/// # Errors
/// Where no slot is called so, naming those that are.
pub fn slot(name: &str) -> Result<rashomon_model::Slot, Error> {
    use rashomon_model::Slot;
    let found = Slot::ALL.into_iter().find(|slot| slot.as_str() == name);
    found.ok_or_else(|| {
        let all = Slot::ALL.map(Slot::as_str);
        Error::refused(format!("`{name}` is no slot; there are {}", all.join(", ")))
    })
}

/// Returns a rulebook's name as the case has it.
///
/// # Errors
/// Where no event is coded by it, naming those that are.
pub fn rulebook(name: &str, events: &[Event]) -> Result<String, Error> {
    let known: BTreeSet<&str> =
        events.iter().flat_map(|event| event.grades.keys().map(String::as_str)).collect();
    if known.contains(name) {
        return Ok(name.to_owned());
    }
    Err(Error::not_found(format!(
        "no event of the case is coded by `{name}`; rulebooks: {}",
        some(known.into_iter())
    )))
}
