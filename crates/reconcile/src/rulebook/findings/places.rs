//! Where it happened, and how exactly the claims allow it to be put on a map.
//!
//! In: the claims on the place. Out: the place that most reports give at the finest level told, and
//! how exact it is as data sets of events part it: in a town, near one, in a district, a province, a
//! country, along a line, at sea, or at places that lie apart. A place in no gazetteer has no
//! exactness. Never averages points; rival places that no majority settles stay apart.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseClaim, CaseValue, Coded, Place, PlacePrecision, ReportId, SettingKind, Slot,
};

use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, word};

/// Points so near each other are one place for a majority.
const ONE_PLACE_KM: f64 = 25.0;
/// "Nearby" reaches so far from a known point.
const NEAR_KM: f64 = 25.0;
/// Directions further apart than this rule each other out.
const APART_DEGREES: u16 = 90;

/// How exact a place is.
const EXACTNESS: &[&str] = &[
    "exact",
    "near",
    "district",
    "province",
    "region",
    "line",
    "apart",
    "country",
    "international",
];

/// What is found of the place.
pub const FAMILY: Family = Family {
    name: "The place",
    known: &[
        Known::word(
            "place_kind",
            EXACTNESS,
            "how exactly the place is told: exact (a town or what lies in it), near (within 25 km of \
             one), district, province, region (larger than a province, a part of a country, further \
             from a point than 25 km), line (a road, between two places), apart (rival places), \
             country, international (waters or airspace of no state)",
        ),
        Known::new(
            "place_name",
            Kind::Word,
            "the place that most reports give, at the finest level told",
        ),
        Known::new("place_country", Kind::Word, "its country, ISO 3166, as the gazetteer sees it"),
        Known::new(
            "latitude",
            Kind::Measure,
            "latitude of its point; unknown where it is no point",
        ),
        Known::new("longitude", Kind::Measure, "longitude of its point"),
        Known::new("place_words", Kind::Word, "how the place is told: “35 km west of Velm”"),
        Known::new("places", Kind::Words, "towns and what lies in them that are given, by name"),
    ],
    tables: &[],
    find,
};

/// The place of an event as far as its claims agree.
pub struct Seat<'a> {
    /// How exact it is.
    pub kind: &'static str,
    /// The place; none where rival places lie apart.
    pub place: Option<&'a Place>,
    /// How it is told.
    pub words: String,
    /// The country all of it lies in.
    pub country: Option<&'a str>,
    /// The claims behind it.
    pub because: Because,
}

fn find(about: &About<'_>, out: &mut Findings) {
    let seat = of(about);
    let names: BTreeSet<String> = told(about)
        .filter(|told| told.level == 0)
        .filter_map(|told| told.place.name.clone())
        .collect();
    let all: Because =
        told(about).filter(|told| told.level == 0).map(|told| told.claim.id.clone()).collect();
    let places =
        if names.is_empty() { Coded::Unknown } else { Coded::Words(names.into_iter().collect()) };
    out.put("places", places, all);
    let because = || seat.as_ref().map(|seat| seat.because.clone()).unwrap_or_default();
    let place = seat.as_ref().and_then(|seat| seat.place);
    out.put("place_kind", word(seat.as_ref().map(|seat| seat.kind)), because());
    out.put("place_name", word(place.and_then(|place| place.name.as_deref())), because());
    let country = seat.as_ref().and_then(|seat| seat.country);
    out.put("place_country", word(country), because());
    out.put("place_words", word(seat.as_ref().map(|seat| seat.words.as_str())), because());
    let point = place.and_then(|place| place.point);
    let measure = |value: Option<f64>| value.map_or(Coded::Unknown, Coded::Measure);
    out.put("latitude", measure(point.map(|point| point.lat)), because());
    out.put("longitude", measure(point.map(|point| point.lon)), because());
}

/// A claim on the place that the gazetteer knows, with how coarse it is.
struct Told<'a> {
    claim: &'a CaseClaim,
    place: &'a Place,
    text: &'a str,
    level: u8,
}

fn told<'a>(about: &'a About<'_>) -> impl Iterator<Item = Told<'a>> + 'a {
    about.told(Slot::Place).filter_map(|claim| {
        let CaseValue::Place { place, text, .. } = &claim.value else { return None };
        let level = level(place.precision?)?;
        Some(Told { claim, place, text, level })
    })
}

fn level(precision: PlacePrecision) -> Option<u8> {
    Some(match precision {
        PlacePrecision::Facility
        | PlacePrecision::Neighbourhood
        | PlacePrecision::Locality
        | PlacePrecision::Settlement => 0,
        PlacePrecision::District => 1,
        PlacePrecision::Province => 2,
        PlacePrecision::Region => 3,
        PlacePrecision::Country => 4,
        _ => return None,
    })
}

/// Finds the place of an event.
pub fn of<'a>(about: &'a About<'_>) -> Option<Seat<'a>> {
    if let Some(seat) = at_sea(about) {
        return Some(seat);
    }
    let finest = told(about).map(|told| told.level).min()?;
    let mut clusters: Vec<Vec<Told<'a>>> = Vec::new();
    for one in told(about).filter(|told| told.level == finest) {
        match clusters.iter_mut().find(|c| c.iter().any(|known| is_one(known.place, one.place))) {
            Some(cluster) => cluster.push(one),
            None => clusters.push(vec![one]),
        }
    }
    let reports = |cluster: &[Told<'_>]| -> usize {
        cluster.iter().map(|told| &told.claim.report).collect::<BTreeSet<&ReportId>>().len()
    };
    let mut counted: Vec<(usize, usize, Vec<Told<'a>>)> =
        clusters.into_iter().map(|c| (reports(&c), c.len(), c)).collect();
    counted.sort_by(|a, b| (b.0, b.1, name(&a.2)).cmp(&(a.0, a.1, name(&b.2))));
    let leads = match counted.as_slice() {
        [_] => true,
        // A majority of the reports, or of what the one report says.
        [first, second, ..] => {
            first.0 > second.0 || (first.0 == second.0 && first.1 > 2 * second.1)
        }
        [] => return None,
    };
    if leads { seat(counted.swap_remove(0).2, finest) } else { apart(&counted) }
}

fn name<'t>(cluster: &'t [Told<'_>]) -> Option<&'t str> {
    cluster.first().and_then(|told| told.place.name.as_deref())
}

/// What tells one place from another: its entry, or its name where it has none of its own.
fn key(place: &Place) -> &str {
    place.gazetteer.as_deref().or(place.name.as_deref()).unwrap_or_default()
}

fn is_one(a: &Place, b: &Place) -> bool {
    key(a) == key(b)
        || matches!((a.point, b.point), (Some(a), Some(b)) if a.km_to(b) <= ONE_PLACE_KM)
            && a.precision.and_then(level) == Some(0)
}

fn seat(cluster: Vec<Told<'_>>, finest: u8) -> Option<Seat<'_>> {
    // The one given most often stands for those around it.
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for told in &cluster {
        *votes.entry(key(told.place)).or_default() += 1;
    }
    let most = votes.values().max().copied().unwrap_or(0);
    let chosen = *votes.iter().find(|(_, count)| **count == most)?.0;
    let of_it = |told: &&Told<'_>| key(told.place) == chosen;
    let exactness = cluster.iter().filter(of_it).map(|told| exactness(told.place, finest));
    let kind = exactness.max_by_key(|kind| EXACTNESS.iter().position(|known| known == kind))?;
    let bearings: Vec<u16> = cluster
        .iter()
        .filter(of_it)
        .filter_map(|told| told.place.bearing)
        .map(|bearing| bearing.0)
        .collect();
    let opposed = bearings.iter().any(|a| bearings.iter().any(|b| turn(*a, *b) > APART_DEGREES));
    // Of several ways of telling it the one that says most is shown.
    let first = cluster.iter().filter(of_it).max_by_key(|told| {
        (exactness_rank(told.place, finest), std::cmp::Reverse(&told.claim.id))
    })?;
    let because = cluster.iter().map(|told| told.claim.id.clone()).collect();
    Some(Seat {
        kind: if opposed { "region" } else { kind },
        place: Some(first.place),
        words: first.place.in_words(first.place.name.as_deref().unwrap_or(first.text)),
        country: first.place.country.as_deref(),
        because,
    })
}

fn exactness_rank(place: &Place, finest: u8) -> Option<usize> {
    EXACTNESS.iter().position(|known| *known == exactness(place, finest))
}

/// Degrees between two directions.
fn turn(a: u16, b: u16) -> u16 {
    let apart = a.abs_diff(b) % 360;
    apart.min(360 - apart)
}

fn exactness(place: &Place, finest: u8) -> &'static str {
    let setting = place.setting.as_ref().map(|setting| setting.kind);
    match (finest, setting) {
        (_, Some(SettingKind::Between | SettingKind::Road)) => "line",
        (_, Some(SettingKind::Offshore)) => "near",
        (0, _) if place.offset_km.is_some_and(|km| km > NEAR_KM) => "region",
        (0, Some(SettingKind::Near | SettingKind::Countryside | SettingKind::Outskirts)) => "near",
        (0, _) if place.offset_km.is_some() || place.bearing.is_some() => "near",
        (0, _) => "exact",
        (1, _) => "district",
        (2, _) => "province",
        (4, None) if place.bearing.is_none() && place.offset_km.is_none() => "country",
        _ => "region",
    }
}

/// Places that no majority settles: how far apart they lie decides what can be said at all.
fn apart<'a>(counted: &[(usize, usize, Vec<Told<'a>>)]) -> Option<Seat<'a>> {
    let rivals: Vec<&Told<'a>> = counted.iter().flat_map(|(.., cluster)| cluster).collect();
    let countries: BTreeSet<Option<&str>> =
        rivals.iter().map(|told| told.place.country.as_deref()).collect();
    let country = match countries.into_iter().collect::<Vec<_>>().as_slice() {
        [one] => *one,
        _ => None,
    };
    let mut names: Vec<&str> =
        rivals.iter().map(|told| told.place.name.as_deref().unwrap_or(told.text)).collect();
    names.sort_unstable();
    names.dedup();
    Some(Seat {
        kind: "apart",
        place: None,
        words: names.join(" or "),
        country,
        because: rivals.iter().map(|told| told.claim.id.clone()).collect(),
    })
}

/// "In international waters": of no state, whatever town the words name beside it.
fn at_sea<'a>(about: &'a About<'_>) -> Option<Seat<'a>> {
    const OF_NO_STATE: [&str; 3] = ["international waters", "international airspace", "high seas"];
    let words = |claim: &CaseClaim| {
        let quote = claim.quote.to_lowercase();
        OF_NO_STATE.into_iter().find(|words| quote.contains(words))
    };
    let slots = [Slot::Place, Slot::Time, Slot::Occurrence, Slot::Killed];
    let mut claims = slots.into_iter().flat_map(|slot| about.told(slot));
    let (claim, words) = claims.find_map(|claim| Some((claim, words(claim)?)))?;
    Some(Seat {
        kind: "international",
        place: None,
        words: words.to_owned(),
        country: None,
        because: Because::from([claim.id.clone()]),
    })
}

#[cfg(test)]
mod tests {
    use super::turn;

    #[test]
    fn directions_turn_the_short_way() {
        assert_eq!((turn(350, 10), turn(90, 270), turn(0, 0)), (20, 180, 0));
    }
}
