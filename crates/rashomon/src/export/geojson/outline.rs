//! The outline of a place as a GeoJSON geometry.
//!
//! In: a place with its area. Out: a Polygon, or a MultiPolygon where it crosses the antimeridian, which
//! no polygon may (RFC 7946, 3.1.9); nothing where it has no area or the numbers are no place on earth.
//! Exterior rings run against the clock, holes with it. A sector all around a place has a hole where
//! the thing is not said to be.

use rashomon_model::{Area, Point};
use serde_json::{Value, json};

use crate::json::case::Where;

/// Longitude and latitude, in this order.
type Spot = [f64; 2];
type Ring = Vec<Spot>;

/// Returns where a place may lie as a geometry.
pub(super) fn of(place: &Where) -> Option<Value> {
    let area = place.area.as_ref()?.back().ok()?;
    let outer = ring(&area.outline())?;
    let hole = hole(&area).and_then(|area| ring(&area.outline()));
    let (west, east) = bounds(&outer);
    if west >= -180.0 && east <= 180.0 {
        let mut rings = vec![closed(&outer)];
        rings.extend(hole.map(|mut ring| {
            ring.reverse();
            closed(&ring)
        }));
        return Some(json!({ "type": "Polygon", "coordinates": rings }));
    }
    // The hole of a ring across the antimeridian would touch the cut; it is left out there.
    let line = if east > 180.0 { 180.0 } else { -180.0 };
    let near = clipped(&outer, |spot| (line - spot[0]) * line.signum());
    let far = clipped(&outer, |spot| (spot[0] - line) * line.signum());
    let far: Ring = far.iter().map(|[lon, lat]| [lon - 2.0 * line, *lat]).collect();
    let parts: Vec<Value> =
        [near, far].iter().filter(|r| r.len() > 2).map(|r| json!([closed(r)])).collect();
    Some(json!({ "type": "MultiPolygon", "coordinates": parts }))
}

/// The inside of a ring all around a place.
fn hole(area: &Area) -> Option<Area> {
    match *area {
        Area::Sector { from, spread, from_km, to_km, .. }
            if spread >= 180 && from_km > 0.0 && from_km < to_km =>
        {
            Some(Area::Disc { centre: from, radius_km: from_km })
        }
        _ => None,
    }
}

/// Corners as a ring without a jump at the antimeridian; none where they are no place on earth.
fn ring(corners: &[Point]) -> Option<Ring> {
    let mut ring: Ring = Vec::with_capacity(corners.len() + 1);
    for corner in corners {
        if !corner.lat.is_finite() || !corner.lon.is_finite() || corner.lat.abs() > 90.0 {
            return None;
        }
        let before = ring.last().map_or(corner.lon, |spot| spot[0]);
        let turns = ((before - corner.lon) / 360.0).round();
        let spot = [sixth(corner.lon + turns * 360.0), sixth(corner.lat)];
        if ring.last() != Some(&spot) {
            ring.push(spot);
        }
    }
    let (west, east) = bounds(&ring);
    // Around a pole the plane of an area means nothing.
    (ring.len() > 2 && east - west < 180.0).then_some(ring)
}

fn bounds(ring: &[Spot]) -> (f64, f64) {
    let lons = ring.iter().map(|spot| spot[0]);
    (lons.clone().fold(f64::INFINITY, f64::min), lons.fold(f64::NEG_INFINITY, f64::max))
}

fn closed(ring: &[Spot]) -> Ring {
    let mut ring = ring.to_vec();
    if ring.first() != ring.last() {
        ring.extend(ring.first().copied());
    }
    ring
}

/// Keeps the part of a ring on one side of a line (Sutherland and Hodgman): where `side` is not negative.
fn clipped(ring: &[Spot], side: impl Fn(&Spot) -> f64) -> Ring {
    let mut out = Ring::new();
    for (at, spot) in ring.iter().enumerate() {
        let before = &ring[(at + ring.len() - 1) % ring.len()];
        let (a, b) = (side(before), side(spot));
        if (a < 0.0) != (b < 0.0) {
            let share = a / (a - b);
            let along = |n: usize| sixth(before[n] + share * (spot[n] - before[n]));
            out.push([along(0), along(1)]);
        }
        if b >= 0.0 {
            out.push(*spot);
        }
    }
    out.dedup();
    out
}

fn sixth(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::area;

    fn place(area: Area) -> Where {
        Where {
            name: "Velm".into(),
            lat: None,
            lon: None,
            precision: None,
            offset_km: None,
            bearing: None,
            setting: None,
            area: Some(area::Area::of(area)),
            claims: Vec::new(),
        }
    }

    fn disc(lat: f64, lon: f64, radius_km: f64) -> Where {
        place(Area::Disc { centre: Point { lat, lon }, radius_km })
    }

    fn around(lat: f64, lon: f64) -> Where {
        place(Area::Sector {
            from: Point { lat, lon },
            bearing: rashomon_model::Bearing(0),
            spread: 180,
            from_km: 15.0,
            to_km: 25.0,
        })
    }

    fn turning(ring: &Value) -> f64 {
        let spots: Vec<Spot> = serde_json::from_value(ring.clone()).unwrap();
        assert_eq!(spots.first(), spots.last(), "closed");
        spots.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum()
    }

    #[test]
    fn a_coarse_place_is_never_a_point_and_rings_turn_as_they_should() {
        let drawn = of(&disc(32.0, 22.0, 25.0)).unwrap();
        assert_eq!(drawn["type"], "Polygon");
        assert!(turning(&drawn["coordinates"][0]) > 0.0);
        let drawn = of(&around(32.0, 22.0)).unwrap();
        assert!(turning(&drawn["coordinates"][0]) > 0.0);
        assert!(turning(&drawn["coordinates"][1]) < 0.0, "a hole turns the other way");
    }

    #[test]
    fn nothing_crosses_the_antimeridian() {
        for place in [disc(-17.0, 179.9, 60.0), disc(-17.0, -179.9, 60.0), around(66.0, 180.0)] {
            let drawn = of(&place).unwrap();
            assert_eq!(drawn["type"], "MultiPolygon");
            let parts = drawn["coordinates"].as_array().unwrap();
            assert_eq!(parts.len(), 2);
            for part in parts {
                assert!(turning(&part[0]) > 0.0);
                let spots: Vec<Spot> = serde_json::from_value(part[0].clone()).unwrap();
                let (west, east) = bounds(&spots);
                assert!(west >= -180.0 && east <= 180.0 && east - west < 5.0, "{west} {east}");
            }
        }
        assert_eq!(of(&disc(-17.0, 179.0, 60.0)).unwrap()["type"], "Polygon");
    }

    #[test]
    fn what_is_no_place_on_earth_is_not_drawn() {
        assert_eq!(of(&Where { area: None, ..disc(0.0, 0.0, 1.0) }), None);
        assert_eq!(of(&disc(f64::NAN, 0.0, 1.0)), None);
        assert_eq!(of(&disc(10.0, f64::INFINITY, 1.0)), None);
        assert_eq!(of(&disc(10.0, 10.0, 0.0)), None, "no extent");
        assert_eq!(of(&disc(89.9, 10.0, 500.0)), None, "a pole");
    }
}
