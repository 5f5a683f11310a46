//! A sketch of the places told: areas as wide as the words allow, never a point for a coarse match.
//!
//! Kilometres around the places, north up. It shows how rival places lie to each other, nothing
//! else; there is no map under it.

use rashomon_model::Point;

use crate::json::case::{Event, Where};

/// Side of the picture.
const SIDE: f64 = 420.0;
/// Room left at its edges for names.
const MARGIN: f64 = 50.0;
/// Areas wider than this, in kilometres, are named beside the picture instead of drawn.
const WIDEST: f64 = 150.0;
/// Areas beyond which a sketch cannot be read.
const MOST: usize = 12;

/// The picture.
pub struct Sketch {
    /// Side of the square.
    pub side: f64,
    /// The areas.
    pub areas: Vec<Drawn>,
    /// Length of the scale's bar in the picture, and in kilometres.
    pub bar: (f64, u32),
    /// Names of what is too wide to draw.
    pub wide: Vec<String>,
}

/// One area.
pub struct Drawn {
    /// Corners, as an SVG polygon takes them.
    pub corners: String,
    /// Where its name stands.
    pub label: (f64, f64),
    /// Its name.
    pub name: String,
}

impl Sketch {
    /// Draws the places of an event; none where fewer than two can be drawn.
    pub fn of(event: &Event) -> Option<Sketch> {
        let mut areas = Vec::new();
        let mut wide = Vec::new();
        for place in &event.places {
            let Some(area) = place.area.as_ref().and_then(|area| area.back().ok()) else {
                continue;
            };
            let border = area.outline();
            let across = border.iter().map(|p| p.km_to(area.middle())).fold(0.0, f64::max);
            if border.is_empty() || across > WIDEST || areas.len() == MOST {
                wide.push(name(place));
            } else {
                areas.push((border, area.middle(), name(place)));
            }
        }
        if areas.len() < 2 {
            return None;
        }
        let frame = Frame::around(areas.iter().flat_map(|(border, ..)| border))?;
        let drawn = areas.into_iter().map(|(border, middle, name)| {
            let corners: Vec<String> = border
                .iter()
                .map(|corner| frame.spot(*corner))
                .map(|(x, y)| format!("{x:.1},{y:.1}"))
                .collect();
            Drawn { corners: corners.join(" "), label: frame.spot(middle), name }
        });
        Some(Sketch { side: SIDE, areas: drawn.collect(), bar: frame.bar(), wide })
    }
}

fn name(place: &Where) -> String {
    let (km, bearing) = (place.offset_km, place.bearing.map(rashomon_model::Bearing));
    let setting = place.setting.as_ref().and_then(|setting| setting.back().ok());
    rashomon_model::in_words(&place.name, km, bearing, setting.as_ref())
}

/// From degrees to the picture.
struct Frame {
    west: f64,
    north: f64,
    shrink: f64,
    /// Units of the picture to a degree of latitude.
    scale: f64,
}

impl Frame {
    fn around<'p>(points: impl Iterator<Item = &'p Point>) -> Option<Frame> {
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for point in points {
            low = (low.0.min(point.lat), low.1.min(point.lon));
            high = (high.0.max(point.lat), high.1.max(point.lon));
        }
        let shrink = ((low.0 + high.0) / 2.0).to_radians().cos().max(0.01);
        let degrees = (high.0 - low.0).max((high.1 - low.1) * shrink);
        let scale = (SIDE - 2.0 * MARGIN) / degrees;
        scale.is_finite().then_some(Frame { west: low.1, north: high.0, shrink, scale })
    }

    fn spot(&self, point: Point) -> (f64, f64) {
        let x = MARGIN + (point.lon - self.west) * self.shrink * self.scale;
        (x, MARGIN + (self.north - point.lat) * self.scale)
    }

    /// A bar of a round number of kilometres, a quarter of the picture at most.
    fn bar(&self) -> (f64, u32) {
        let a_km = self.scale / 111.2;
        let fits = |km: &&u32| f64::from(**km) * a_km <= SIDE / 4.0;
        let km = [100, 50, 20, 10, 5, 2, 1].iter().find(fits).copied().unwrap_or(1);
        (f64::from(km) * a_km, km)
    }
}
