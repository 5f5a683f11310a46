//! What places say about two tellings being of one happening.
//!
//! Places are areas: "6 km north of Velm" is a piece of a ring, a town is a disc, and two tellings
//! touch where their areas do. Two distances from one town are rival places, not two towns. The
//! finest places count: that both say "in the country" hides no two towns in it. A name without an
//! area may lie anywhere; "Velm market" touches Velm.
//! Shown by the casebook pages `beside-the-town` and `a-town-and-its-market`.

use rashomon_model::{Area, CaseEntityId, Place, PlacePrecision};

use super::config::Config;
use super::evidence::{Parts, undated};
use super::lift::Told;

/// How far a province reaches from its middle, in kilometres: of the size that most have, 18 000 km².
const PROVINCE_KM: f64 = 75.0;

/// A place of a telling: what it is, its folded words, the entity it names.
type Spot = (Place, String, Option<CaseEntityId>);

/// How two places lie to each other; the greater, the closer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lie {
    /// No piece of one is near the other.
    Apart,
    /// At least one is on no map, and the names differ.
    Unknown,
    /// They do not touch, but are told so roughly that they may be one.
    Close,
    /// They touch.
    Touch,
    /// They are one.
    Same,
}

/// Weighs two sets of places.
pub fn place(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    let within = a.report == b.report;
    if a.places.is_empty() || b.places.is_empty() {
        if !within {
            parts.add("place not told", config.weight("place-unknown"));
        }
        return;
    }
    let finest = |told: &Told| told.places.iter().any(|spot| !is_coarse(&spot.0));
    let both_fine = finest(a) && finest(b);
    let used = |spot: &&Spot| !both_fine || !is_coarse(&spot.0);
    let slack = config.weight("place-slack-km");
    let lies = a.places.iter().filter(used).flat_map(|p| {
        let others = b.places.iter().filter(used);
        others.map(move |q| lie(p, q, slack))
    });
    let mut lies: Vec<Lie> = lies.collect();
    lies.sort_unstable();
    let apart = lies.first() == Some(&Lie::Apart);
    match lies.last() {
        Some(Lie::Same) => parts.add("same place", config.weight("place-same")),
        Some(Lie::Touch) => parts.add("places touch", config.weight("place-near")),
        Some(Lie::Close) => parts.add("places lie close", config.weight("place-close")),
        _ if apart => {
            let name = if within { "within-place-apart" } else { "place-apart" };
            parts.add("places apart", config.weight(name));
        }
        // In one report "the building" may well stand in the town named before; another town not.
        _ if within => {
            let town = |told: &Told| {
                told.places.iter().any(|(p, _, entity)| entity.is_some() && !is_coarse(p))
            };
            if town(a) && town(b) {
                parts.add("places of other names", config.weight("within-place-unlike"));
            }
        }
        _ => {
            let name = if undated(a, b) { "place-unlike-undated" } else { "place-unlike" };
            parts.add("places not known to touch", config.weight(name));
        }
    }
}

/// A whole country or province in common says little.
fn is_coarse(place: &Place) -> bool {
    place.precision.is_some_and(|p| p >= PlacePrecision::Province)
}

fn lie((p, name, entity): &Spot, (q, other, other_entity): &Spot, slack: f64) -> Lie {
    let one = name == other
        || (entity.is_some() && entity == other_entity)
        || (p.gazetteer.is_some() && p.gazetteer == q.gazetteer);
    if one {
        // West of a town and east of it are rival places of one happening more often than two.
        return if is_coarse(p) && is_coarse(q) { Lie::Touch } else { Lie::Same };
    }
    let (Some(x), Some(y)) = (area(p), area(q)) else {
        let names =
            |held: &Place, name: &str, town: &str| area(held).is_none() && is_in(name, town);
        let named = names(p, name, other) || names(q, other, name);
        return if named { Lie::Touch } else { Lie::Unknown };
    };
    let gap = x.gap_km(&y);
    if gap <= 0.0 {
        // Two provinces overlap only as far as their borders are not known.
        if is_province(p) && is_province(q) { Lie::Close } else { Lie::Touch }
    } else if gap <= slack {
        Lie::Close
    } else {
        Lie::Apart
    }
}

/// "Velm market" is named for Velm: a name on no map that begins with all the words of another.
fn is_in(name: &str, town: &str) -> bool {
    let rest = name.strip_prefix(town);
    town.chars().count() > 2 && rest.is_some_and(|rest| rest.starts_with(' '))
}

fn is_province(place: &Place) -> bool {
    place.precision == Some(PlacePrecision::Province)
}

/// The area of a place; a province reaches half as far as what it may hold, for a neighbour's towns
/// are not its own. A point without one reaches as far as its sort of place mostly does.
fn area(place: &Place) -> Option<Area> {
    if let (true, Some(centre)) = (is_province(place), place.point) {
        return Some(Area::Disc { centre, radius_km: PROVINCE_KM });
    }
    place.area.or_else(|| {
        let radius_km = match place.precision {
            Some(PlacePrecision::Facility | PlacePrecision::Neighbourhood) => 5.0,
            Some(PlacePrecision::District) => 50.0,
            Some(p) if p > PlacePrecision::Province => 400.0,
            _ => 15.0,
        };
        Some(Area::Disc { centre: place.point?, radius_km })
    })
}
