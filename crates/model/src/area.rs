//! Where something may lie: a disc, a sector or a corridor on the map, and whether two meet.
//!
//! "In Velm" is a disc, "35 km west of Velm" a sector of a ring, "between Velm and Orn" a corridor.
//! In: areas in degrees and kilometres. Out: the gap between two of them, and a point to draw them
//! at. It knows no names and no sizes: which words make which area is for `resolve` to say.
//! Distances are measured on a plane laid between the two, which is good to a hundredth over a few
//! hundred kilometres; discs are compared on the sphere.
//!
//! Must hold: the gap is symmetric, and nothing has a gap to itself.

mod outline;
mod plane;

use crate::{Bearing, Point};

use self::plane::{Plane, Spot};

/// Degrees of arc between two corners of a sector's edge.
const ARC: f64 = 5.0;

/// How words set a thing by a place they name: not in it, but near it, around it, beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// In what way.
    pub kind: SettingKind,
    /// On which side, where told: "the eastern outskirts".
    pub side: Option<Bearing>,
    /// The words for the other end, where two places are named.
    pub other: Option<String>,
}

impl Setting {
    /// Returns a setting without a side or another end.
    pub const fn of(kind: SettingKind) -> Setting {
        Setting { kind, side: None, other: None }
    }
}

/// In what way words set a thing by a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SettingKind {
    /// "near Velm", "outside Velm".
    Near,
    /// "the outskirts of Velm".
    Outskirts,
    /// "the countryside of Velm", "rural Velm".
    Countryside,
    /// "off the coast of Velm".
    Offshore,
    /// "eastern Velm": a side of it.
    Part,
    /// "between Velm and Orn".
    Between,
    /// "the Velm–Orn road", "on the road to Velm".
    Road,
}

impl SettingKind {
    /// Every kind.
    pub const ALL: [SettingKind; 7] = [
        SettingKind::Near,
        SettingKind::Outskirts,
        SettingKind::Countryside,
        SettingKind::Offshore,
        SettingKind::Part,
        SettingKind::Between,
        SettingKind::Road,
    ];

    /// Returns the word used in JSON and in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            SettingKind::Near => "near",
            SettingKind::Outskirts => "outskirts",
            SettingKind::Countryside => "countryside",
            SettingKind::Offshore => "offshore",
            SettingKind::Part => "part",
            SettingKind::Between => "between",
            SettingKind::Road => "road",
        }
    }
}

/// A piece of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Area {
    /// Everything within a distance of a point.
    Disc {
        /// The middle.
        centre: Point,
        /// Kilometres.
        radius_km: f64,
    },
    /// A piece of a ring around a point.
    Sector {
        /// The middle of the ring.
        from: Point,
        /// Direction of the sector's middle.
        bearing: Bearing,
        /// Degrees to either side of it, at most 180.
        spread: u16,
        /// Inner edge of the ring, kilometres.
        from_km: f64,
        /// Outer edge, kilometres.
        to_km: f64,
    },
    /// Everything within a distance of the line between two points.
    Corridor {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// Kilometres to either side of the line, and beyond its ends.
        width_km: f64,
    },
}

impl Area {
    /// Returns the kilometres between two areas; 0 where they meet.
    ///
    /// ```
    /// use rashomon_model::{Area, Bearing, Point};
    /// let town = Point { lat: 32.0, lon: 22.0 };
    /// let sector = |bearing| Area::Sector {
    ///     from: town, bearing: Bearing(bearing), spread: 40, from_km: 25.0, to_km: 45.0,
    /// };
    /// assert!(sector(270).gap_km(&sector(90)) > 30.0);
    /// assert_eq!(sector(270).gap_km(&sector(315)), 0.0);
    /// ```
    ///
    /// # Properties
    /// `the_gap_is_symmetric`, `nothing_has_a_gap_to_itself`, `turning_both_keeps_the_gap`.
    pub fn gap_km(&self, other: &Area) -> f64 {
        if let (
            Area::Disc { centre, radius_km },
            Area::Disc { centre: other, radius_km: other_radius },
        ) = (self, other)
        {
            return (centre.km_to(*other) - radius_km - other_radius).max(0.0);
        }
        // One plane whichever is asked, so that the answer is the same.
        let (a, b) = (self.anchor(), other.anchor());
        let swapped = (b.lat, b.lon) < (a.lat, a.lon);
        let (first, second) = if swapped { (other, self) } else { (self, other) };
        let plane = Plane::between(first.anchor(), second.anchor());
        let (p, q) = (first.core(&plane), second.core(&plane));
        let apart = p.distance(&q) - p.margin - q.margin;
        // Sums of rounded numbers: a millimetre is no gap.
        if apart < 1e-6 { 0.0 } else { apart }
    }

    /// Tells whether two areas have a point in common.
    pub fn meets(&self, other: &Area) -> bool {
        self.gap_km(other) == 0.0
    }

    /// Tells whether a point lies in the area.
    pub fn holds(&self, point: Point) -> bool {
        self.meets(&Area::Disc { centre: point, radius_km: 0.0 })
    }

    /// Returns a point amid the area, to draw a label at; nothing is claimed to lie there.
    pub fn middle(&self) -> Point {
        match *self {
            Area::Disc { centre, .. } => centre,
            Area::Sector { from, bearing, from_km, to_km, .. } => {
                let (angle, km) = (f64::from(bearing.0).to_radians(), (from_km + to_km) / 2.0);
                Plane::at(from).point((km * angle.sin(), km * angle.cos()))
            }
            Area::Corridor { from, to, .. } => {
                let plane = Plane::between(from, to);
                let ((ax, ay), (bx, by)) = (plane.of(from), plane.of(to));
                plane.point(((ax + bx) / 2.0, (ay + by) / 2.0))
            }
        }
    }

    fn anchor(&self) -> Point {
        match *self {
            Area::Disc { centre, .. } => centre,
            Area::Sector { from, .. } | Area::Corridor { from, .. } => from,
        }
    }

    fn core(&self, plane: &Plane) -> Core {
        match *self {
            Area::Disc { centre, radius_km } => {
                Core { corners: vec![plane.of(centre)], margin: radius_km }
            }
            Area::Corridor { from, to, width_km } => {
                Core { corners: vec![plane.of(from), plane.of(to)], margin: width_km }
            }
            Area::Sector { from, bearing, spread, from_km, to_km } => {
                let (x, y) = plane.of(from);
                let spread = f64::from(spread.min(180));
                let steps = (2.0 * spread / ARC).ceil().max(1.0) as u32;
                let arc = |km: f64, backwards: bool| {
                    (0..=steps).map(move |step| {
                        let share = f64::from(step) / f64::from(steps);
                        let share = if backwards { 1.0 - share } else { share };
                        let angle = f64::from(bearing.0) - spread + 2.0 * spread * share;
                        let angle = angle.to_radians();
                        (x + km * angle.sin(), y + km * angle.cos())
                    })
                };
                let mut corners: Vec<Spot> = arc(to_km, false).collect();
                corners.extend(arc(from_km, true));
                Core { corners, margin: 0.0 }
            }
        }
    }
}

/// A point, a line or a polygon, and how far the area reaches beyond it.
struct Core {
    corners: Vec<Spot>,
    margin: f64,
}

impl Core {
    /// The edges; a lone point is an edge from itself to itself.
    fn edges(&self) -> impl Iterator<Item = (Spot, Spot)> + '_ {
        let count = self.corners.len();
        let edges = if count > 2 { count } else { count.saturating_sub(1).max(1) };
        (0..edges).map(move |at| (self.corners[at % count], self.corners[(at + 1) % count]))
    }

    fn distance(&self, other: &Core) -> f64 {
        let inside = |core: &Core, spots: &[Spot]| spots.iter().any(|spot| core.holds(*spot));
        if inside(self, &other.corners) || inside(other, &self.corners) {
            return 0.0;
        }
        let pairs = self.edges().flat_map(|a| other.edges().map(move |b| (a, b)));
        pairs.map(|(a, b)| between_edges(a, b)).fold(f64::INFINITY, f64::min)
    }

    /// Even-odd rule: a ray to the east crosses the border an odd number of times.
    fn holds(&self, (x, y): Spot) -> bool {
        if self.corners.len() < 3 {
            return false;
        }
        let crossed = self.edges().filter(|((ax, ay), (bx, by))| {
            (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
        });
        crossed.count() % 2 == 1
    }
}

fn between_edges(a: (Spot, Spot), b: (Spot, Spot)) -> f64 {
    let side =
        |(p, q): (Spot, Spot), r: Spot| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    let splits = |e: (Spot, Spot), f: (Spot, Spot)| side(e, f.0) * side(e, f.1) < 0.0;
    if splits(a, b) && splits(b, a) {
        return 0.0;
    }
    let ends = [to_edge(a.0, b), to_edge(a.1, b), to_edge(b.0, a), to_edge(b.1, a)];
    ends.into_iter().fold(f64::INFINITY, f64::min)
}

fn to_edge((x, y): Spot, ((ax, ay), (bx, by)): (Spot, Spot)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length == 0.0 { 0.0 } else { ((x - ax) * dx + (y - ay) * dy) / length };
    let share = share.clamp(0.0, 1.0);
    (x - ax - share * dx).hypot(y - ay - share * dy)
}

#[cfg(test)]
mod tests;
