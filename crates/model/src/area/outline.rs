//! The border of an area as corners, to draw it or to hand it to a map.

use super::Area;
use super::plane::{Plane, Spot};
use crate::Point;

/// Corners of a full circle.
const CORNERS: u32 = 48;

impl Area {
    /// Returns the corners of the area's border, counter-clockwise, the first not repeated; empty
    /// where the area is a point. Of a ring all around a place the outer edge is given: the hole is
    /// no place where something is said to be not.
    ///
    /// ```
    /// use rashomon_model::{Area, Point};
    /// let disc = Area::Disc { centre: Point { lat: 10.0, lon: 20.0 }, radius_km: 5.0 };
    /// let border = disc.outline();
    /// assert!(border.iter().all(|p| (p.km_to(Point { lat: 10.0, lon: 20.0 }) - 5.0).abs() < 0.05));
    /// ```
    pub fn outline(&self) -> Vec<Point> {
        match *self {
            Area::Disc { radius_km, .. } if radius_km <= 0.0 => Vec::new(),
            Area::Disc { centre, radius_km } => {
                ring(&Plane::at(centre), (0.0, 0.0), radius_km, 0.0, 360.0, false)
            }
            Area::Sector { from, spread, to_km, .. } if spread >= 180 => {
                ring(&Plane::at(from), (0.0, 0.0), to_km, 0.0, 360.0, false)
            }
            Area::Sector { from, bearing, spread, from_km, to_km } => {
                let plane = Plane::at(from);
                let (middle, spread) = (f64::from(bearing.0), f64::from(spread));
                let (first, last) = (middle + spread, middle - spread);
                let mut out = ring(&plane, (0.0, 0.0), to_km, first, last, true);
                if from_km > 0.0 {
                    out.extend(ring(&plane, (0.0, 0.0), from_km, last, first, true));
                } else {
                    out.push(from);
                }
                out
            }
            Area::Corridor { from, to, width_km } => {
                let plane = Plane::at(from);
                let (a, b) = (plane.of(from), plane.of(to));
                let along = (b.0 - a.0).atan2(b.1 - a.1).to_degrees();
                // Half a circle around each end, joined by straight sides.
                let mut out = ring(&plane, b, width_km, along + 90.0, along - 90.0, true);
                out.extend(ring(&plane, a, width_km, along - 90.0, along - 270.0, true));
                out
            }
        }
    }
}

/// Corners on a circle from one bearing to another; without the last one unless it is wanted.
fn ring(plane: &Plane, middle: Spot, km: f64, from: f64, to: f64, last: bool) -> Vec<Point> {
    let turn = (to - from).abs().min(360.0) / 360.0;
    let steps = (turn * f64::from(CORNERS)).ceil().max(1.0) as u32;
    let end = if last { steps } else { steps - 1 };
    let corner = |step: u32| {
        // A full circle is walked against the clock as well.
        let way = if last { to - from } else { from - to };
        let angle = (from + way * f64::from(step) / f64::from(steps)).to_radians();
        plane.point((middle.0 + km * angle.sin(), middle.1 + km * angle.cos()))
    };
    (0..=end).map(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Bearing;

    const HERE: Point = Point { lat: 12.0, lon: 44.0 };

    /// Twice the area inside, positive where the corners go against the clock.
    fn turning(corners: &[Point]) -> f64 {
        let next = corners.iter().cycle().skip(1);
        corners.iter().zip(next).map(|(a, b)| a.lon * b.lat - b.lon * a.lat).sum()
    }

    fn areas() -> [Area; 4] {
        [
            Area::Disc { centre: HERE, radius_km: 15.0 },
            Area::Sector {
                from: HERE,
                bearing: Bearing(270),
                spread: 30,
                from_km: 30.0,
                to_km: 40.0,
            },
            Area::Sector { from: HERE, bearing: Bearing(0), spread: 180, from_km: 0.0, to_km: 9.0 },
            Area::Corridor { from: HERE, to: Point { lat: 12.5, lon: 44.3 }, width_km: 4.0 },
        ]
    }

    #[test]
    fn borders_go_against_the_clock_and_lie_on_the_area() {
        for area in areas() {
            let border = area.outline();
            assert!(border.len() > 8, "{area:?}");
            assert!(turning(&border) > 0.0, "{area:?}");
            let off =
                border.iter().map(|p| area.gap_km(&Area::Disc { centre: *p, radius_km: 0.0 }));
            assert!(off.fold(0.0, f64::max) < 0.3, "{area:?}");
        }
    }

    #[test]
    fn a_point_has_no_border() {
        assert!(Area::Disc { centre: HERE, radius_km: 0.0 }.outline().is_empty());
    }
}
