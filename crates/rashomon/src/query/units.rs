//! Which country, province and town an event lies in, as the gazetteer sees it.
//!
//! In: an event with its places, and the divisions of its gazetteer entries ([`Divisions`]). Out: the
//! unit of the size asked for, or why there is none: nothing told, nothing on the map, told no
//! closer, or rival places that lie in different units. Nothing is guessed from a name.

use std::collections::{BTreeMap, BTreeSet};

use super::claim_of;
use crate::json::case::{Event, Where};
use crate::json::reading::Place;

/// Size of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// A country.
    Country = 0,
    /// A first-order division.
    Province = 1,
    /// A town, village or a smaller place.
    Town = 2,
}

impl Size {
    /// Every size, the largest first.
    pub const ALL: [Size; 3] = [Size::Country, Size::Province, Size::Town];
}

/// What the gazetteer says of countries and of the divisions of its entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Divisions {
    /// Name of the first-order division that an entry is or lies in.
    pub provinces: BTreeMap<String, String>,
    /// Names of countries by code.
    pub countries: BTreeMap<String, String>,
}

/// Where an event is put.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// In this unit.
    In(String),
    /// In this larger unit, told no closer.
    NoCloser(String),
    /// Accounts put it into several units and cannot all hold.
    Rival,
    /// A place is told that the gazetteer does not know.
    OffTheMap(String),
    /// No place is told.
    Untold,
}

impl Unit {
    /// Returns the words for it.
    pub fn label(&self) -> String {
        match self {
            Unit::In(name) => name.clone(),
            Unit::NoCloser(name) => format!("{name}, no closer"),
            Unit::Rival => "rival places".to_owned(),
            Unit::OffTheMap(name) if name.is_empty() => "not on the map".to_owned(),
            Unit::OffTheMap(name) => format!("{name}, not on the map"),
            Unit::Untold => "place not told".to_owned(),
        }
    }

    /// Tells whether it is one place: a unit of the size asked for, or a name that no map has.
    pub fn is_one_place(&self) -> bool {
        match self {
            Unit::In(_) => true,
            // "the city" may be any.
            Unit::OffTheMap(name) => name.chars().any(char::is_uppercase),
            _ => false,
        }
    }

    /// Tells whether it names a unit of the size asked for.
    pub fn is_sharp(&self) -> bool {
        matches!(self, Unit::In(_))
    }
}

/// Returns the entries of the gazetteer that events are placed by, and the codes of their countries.
pub fn entries(events: &[Event]) -> (BTreeSet<String>, BTreeSet<String>) {
    let places = || events.iter().flat_map(|e| &e.claims).filter_map(|claim| claim.place.as_ref());
    let entries = places().filter_map(|place| place.gazetteer.clone()).collect();
    (entries, places().filter_map(|place| place.country.clone()).collect())
}

/// Says in which unit an event lies.
pub fn of_event(event: &Event, size: Size, divisions: &Divisions) -> Unit {
    let Some(first) = event.places.first() else { return Unit::Untold };
    let first = of_place(first, event, size, divisions);
    if event.disagreements.iter().any(|d| d.slot == "place") {
        let rivals = event.places.iter().map(|place| of_place(place, event, size, divisions));
        let sharp: BTreeSet<Unit> = rivals.filter(Unit::is_sharp).collect();
        if sharp.len() > 1 {
            return Unit::Rival;
        }
    }
    first
}

fn of_place(place: &Where, event: &Event, size: Size, divisions: &Divisions) -> Unit {
    let Some(known) = located(place, event) else {
        let name = if size == Size::Town { place.name.clone() } else { String::new() };
        return Unit::OffTheMap(name);
    };
    let Some(code) = &known.country else { return Unit::OffTheMap(String::new()) };
    let country = divisions.countries.get(code).unwrap_or(code).clone();
    let entry = known.gazetteer.as_deref().unwrap_or("");
    let province = divisions.provinces.get(entry).map(|name| format!("{name}, {country}"));
    match (size, is_coarse(known), province) {
        (Size::Country, ..) => Unit::In(country),
        (Size::Province, _, Some(province)) => Unit::In(province),
        (Size::Town, false, province) => {
            let name = known.name.as_deref().unwrap_or(&place.name);
            Unit::In(format!("{name}, {}", province.unwrap_or(country)))
        }
        (Size::Town, true, Some(province)) => Unit::NoCloser(province),
        (_, _, None) => Unit::NoCloser(country),
    }
}

/// Tells whether a place of the gazetteer is larger than a town.
pub fn is_coarse(known: &Place) -> bool {
    matches!(
        known.precision.as_deref(),
        None | Some("district" | "province" | "region" | "country" | "continent")
    )
}

/// Returns the place of the gazetteer behind a place of an event.
pub fn located<'e>(place: &Where, event: &'e Event) -> Option<&'e Place> {
    let places = place.claims.iter().filter_map(|id| claim_of(event, id)?.place.as_ref());
    places.into_iter().find(|known| known.gazetteer.is_some())
}
