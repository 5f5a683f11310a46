//! A flat map of a neighbourhood: kilometres instead of degrees, good to a hundredth over a few
//! hundred kilometres.

use crate::Point;

/// Kilometres to a degree of latitude.
const KM_A_DEGREE: f64 = 111.195;

/// Kilometres east and north of the middle of a plane.
pub(super) type Spot = (f64, f64);

/// A flat map of a neighbourhood.
pub(super) struct Plane {
    lat: f64,
    lon: f64,
    shrink: f64,
}

impl Plane {
    pub(super) fn at(point: Point) -> Plane {
        // At the poles a degree of longitude is nothing; nobody reports from there.
        Plane { lat: point.lat, lon: point.lon, shrink: point.lat.to_radians().cos().max(0.01) }
    }

    pub(super) fn between(a: Point, b: Point) -> Plane {
        Plane::at(Point { lat: (a.lat + b.lat) / 2.0, lon: a.lon })
    }

    pub(super) fn of(&self, point: Point) -> Spot {
        let east = (point.lon - self.lon + 540.0).rem_euclid(360.0) - 180.0;
        (east * self.shrink * KM_A_DEGREE, (point.lat - self.lat) * KM_A_DEGREE)
    }

    pub(super) fn point(&self, (x, y): Spot) -> Point {
        let lat = (self.lat + y / KM_A_DEGREE).clamp(-90.0, 90.0);
        let lon = self.lon + x / (KM_A_DEGREE * self.shrink);
        Point { lat, lon: (lon + 540.0).rem_euclid(360.0) - 180.0 }
    }
}
