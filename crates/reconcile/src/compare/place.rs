//! Where it happened: by geometry where coordinates are known, else by identity.
//!
//! A place is a disc as wide as its precision, moved by a told offset. Two discs that cannot touch
//! conflict; so do opposite directions from one place. Two unknown names are compatible, because
//! they may be neighbours.

use rashomon_model::{Bearing, CaseClaim, CaseValue, Place, PlacePrecision, Point};

use super::{Standing, words};

/// Kilometres to a degree of latitude.
const KM_A_DEGREE: f64 = 111.2;

/// Compares two claims of place.
pub fn compare(a: &CaseClaim, b: &CaseClaim) -> Standing {
    let (
        CaseValue::Place { place: x, entity: e, .. },
        CaseValue::Place { place: y, entity: f, .. },
    ) = (&a.value, &b.value)
    else {
        return Standing::Compatible;
    };
    let one_name = (e.is_some() && e == f) || words(&a.value) == words(&b.value);
    if one_name {
        return directions(x, y);
    }
    let (Some(p), Some(q)) = (disc(x), disc(y)) else { return Standing::Compatible };
    let apart = p.centre.km_to(q.centre);
    if apart > p.radius + q.radius {
        let (s, t) = (words(&a.value), words(&b.value));
        return Standing::Conflict(format!("{s} and {t} lie {apart:.0} km apart"));
    }
    Standing::Compatible
}

/// Two directions from one place conflict where they differ by a right angle or more.
fn directions(a: &Place, b: &Place) -> Standing {
    match (a.bearing, b.bearing) {
        (Some(x), Some(y)) if turn(x, y) >= 90 => Standing::Conflict(format!(
            "{} and {} of the same place cannot overlap",
            x.compass(),
            y.compass()
        )),
        (None, None) if a.offset_km == b.offset_km => Standing::Same,
        (Some(x), Some(y)) if x == y && a.offset_km == b.offset_km => Standing::Same,
        _ => Standing::Compatible,
    }
}

fn turn(a: Bearing, b: Bearing) -> u16 {
    let apart = a.0.abs_diff(b.0) % 360;
    apart.min(360 - apart)
}

struct Disc {
    centre: Point,
    radius: f64,
}

fn disc(place: &Place) -> Option<Disc> {
    let point = place.point?;
    let own = radius(place.precision?);
    let Some(offset) = place.offset_km else { return Some(Disc { centre: point, radius: own }) };
    match place.bearing {
        // A told distance is rounded: a fifth of it may be off.
        Some(bearing) => {
            Some(Disc { centre: moved(point, offset, bearing), radius: own + offset / 5.0 })
        }
        None => Some(Disc { centre: point, radius: own + offset * 1.2 }),
    }
}

fn moved(from: Point, km: f64, bearing: Bearing) -> Point {
    let angle = f64::from(bearing.0).to_radians();
    let lat = from.lat + km * angle.cos() / KM_A_DEGREE;
    let shrink = from.lat.to_radians().cos().max(0.01);
    Point { lat, lon: from.lon + km * angle.sin() / (KM_A_DEGREE * shrink) }
}

/// How far, in kilometres, something said to be "in" such a place may lie from its point.
fn radius(precision: PlacePrecision) -> f64 {
    match precision {
        PlacePrecision::Facility => 3.0,
        PlacePrecision::Neighbourhood => 5.0,
        PlacePrecision::Settlement => 25.0,
        PlacePrecision::District => 80.0,
        PlacePrecision::Province => 250.0,
        PlacePrecision::Region => 500.0,
        _ => 3000.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_turn_the_short_way() {
        assert_eq!(turn(Bearing(350), Bearing(10)), 20);
        assert_eq!(turn(Bearing(90), Bearing(270)), 180);
        assert_eq!(Bearing(270).compass(), "west");
        let moved = moved(Point { lat: 32.0, lon: 22.0 }, 35.0, Bearing(270));
        assert!((moved.km_to(Point { lat: 32.0, lon: 22.0 }) - 35.0).abs() < 1.0);
    }
}
