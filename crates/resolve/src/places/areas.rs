//! Where a thing may lie that is said to be in, near, west of or between places.
//!
//! In: places of a reading with their points, told distances, directions and settings. Out: on each
//! place an [`Area`] where its point is known, and where words point away from it also the same
//! area drawn around 0°, 0°, so that two sayings about one name that no gazetteer knows can be held
//! against each other. Sizes and shapes are the tables `data/method/place-sizes.tsv` and
//! `place-shapes.tsv`. It moves no point: a point stays the named place's own.
//! Shown by the casebook pages in `areas/`.

use std::collections::BTreeMap;

use super::settings::Ends;
use rashomon_model::{Area, Bearing, Place, PlacePrecision, Point, SettingKind};

const SIZES: &str = include_str!("../../../../data/method/place-sizes.tsv");
const SHAPES: &str = include_str!("../../../../data/method/place-shapes.tsv");
/// Where areas are drawn whose place has no known point.
const NOWHERE: Point = Point { lat: 0.0, lon: 0.0 };
/// Columns of the table of sizes after the first.
const COLUMNS: [&str; 8] =
    ["in", "own", "open", "near", "outskirts", "countryside", "offshore", "road"];

/// How wide areas are.
#[derive(Clone, Debug)]
pub(super) struct Sizes {
    rows: BTreeMap<String, [f64; COLUMNS.len()]>,
    rounding: f64,
    apex: f64,
    spread_direction: u16,
    spread_part: u16,
    spread_part_coarse: u16,
    corridor_share: f64,
    corridor_least: f64,
    corridor_longest: f64,
}

impl Sizes {
    /// Reads the embedded tables.
    pub(super) fn embedded() -> Result<Sizes, String> {
        let mut rows = BTreeMap::new();
        let mut lines = lines(SIZES);
        let header = format!("precision\t{}", COLUMNS.join("\t"));
        if lines.next() != Some(header.as_str()) {
            return Err("place-sizes: the columns are not those known".to_owned());
        }
        for line in lines {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or("").to_owned();
            let numbers: Vec<f64> = cells.filter_map(|cell| cell.parse().ok()).collect();
            let row = numbers.try_into().map_err(|_| format!("place-sizes: `{line}`"))?;
            rows.insert(name, row);
        }
        let shapes: BTreeMap<&str, f64> = self::lines(SHAPES)
            .skip(1)
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(name, rest)| Some((name, rest.split('\t').next()?.parse().ok()?)))
            .collect();
        let take = |name: &str| {
            shapes.get(name).copied().ok_or_else(|| format!("place-shapes: no `{name}`"))
        };
        Ok(Sizes {
            rows,
            rounding: take("rounding")?,
            apex: take("apex")?,
            spread_direction: take("spread-direction")? as u16,
            spread_part: take("spread-part")? as u16,
            spread_part_coarse: take("spread-part-coarse")? as u16,
            corridor_share: take("corridor-share")?,
            corridor_least: take("corridor-least")?,
            corridor_longest: take("corridor-longest")?,
        })
    }

    fn km(&self, precision: PlacePrecision, column: &str) -> f64 {
        let row = self.rows.get(precision.as_str()).or_else(|| self.rows.get("continent"));
        let at = COLUMNS.iter().position(|name| *name == column);
        row.zip(at).map_or(0.0, |(row, at)| row[at])
    }

    /// Draws what the words tell of one place around a point.
    fn around(&self, place: &Place, point: Point, precision: PlacePrecision) -> Area {
        if place.offset_km.is_some() || place.bearing.is_some() {
            return self.away(place, point, precision);
        }
        let Some(setting) = &place.setting else {
            return Area::Disc { centre: point, radius_km: self.km(precision, "in") };
        };
        let km = self.km(precision, column(setting.kind));
        match (setting.side, setting.kind) {
            (Some(bearing), kind) => {
                let coarse = precision >= PlacePrecision::Province;
                let part = kind == SettingKind::Part && coarse;
                let spread = if part { self.spread_part_coarse } else { self.spread_part };
                Area::Sector { from: point, bearing, spread, from_km: self.apex, to_km: km }
            }
            (None, _) => Area::Disc { centre: point, radius_km: km },
        }
    }

    /// "35 km west of", "20 km from", "west of".
    fn away(&self, place: &Place, point: Point, precision: PlacePrecision) -> Area {
        let own = self.km(precision, "own");
        let (from, to) = match place.offset_km {
            Some(km) => (km * (1.0 - self.rounding) - own, km * (1.0 + self.rounding) + own),
            None => (0.0, self.km(precision, "open") + own),
        };
        let (bearing, spread) = match place.bearing {
            Some(bearing) => (bearing, self.spread_direction),
            None => (Bearing(0), 180),
        };
        let from_km = tenths(from.max(self.apex));
        Area::Sector { from: point, bearing, spread, from_km, to_km: tenths(to) }
    }

    /// "between Velm and Orn", "the Velm–Orn road"; nothing where that says too little.
    fn corridor(&self, a: &Place, b: &Place) -> Option<Area> {
        let spot = |place: &Place| {
            place.point.zip(place.precision).filter(|(_, p)| *p <= PlacePrecision::District)
        };
        let ((from, _), (to, _)) = (spot(a)?, spot(b)?);
        let apart = from.km_to(to);
        if apart > self.corridor_longest {
            return None;
        }
        let width_km = tenths((apart * self.corridor_share).max(self.corridor_least));
        Some(Area::Corridor { from, to, width_km })
    }
}

/// Draws the areas of the places of a reading; what was drawn before goes.
pub(super) fn draw(places: &mut [Place], ends: &Ends, sizes: &Sizes) {
    for at in 0..places.len() {
        let way = ends.get(at).copied().flatten();
        let way = way.and_then(|(a, b)| Some((places.get(a)?, places.get(b)?)));
        let (area, around) = area(&places[at], way, sizes);
        places[at].area = area;
        places[at].around = around;
    }
    // "The western Velm countryside" is by Velm, whatever larger place it was put at.
    for at in 0..places.len() {
        let whole = &places[at];
        if whole.name.is_some() || whole.setting.is_none() {
            continue;
        }
        let inner = places.iter().skip(at + 1).take_while(|p| p.span.start < whole.span.end);
        let mut inner = inner.filter(|p| p.name.is_some() && p.setting == whole.setting);
        if let Some(area) = inner.find_map(|p| p.area) {
            places[at].area = Some(area);
        }
    }
}

fn area(
    place: &Place,
    way: Option<(&Place, &Place)>,
    sizes: &Sizes,
) -> (Option<Area>, Option<Area>) {
    if let Some((a, b)) = way {
        return (sizes.corridor(a, b), None);
    }
    // A village unknown to the gazetteer is no wider than those it knows.
    let precision = place.precision.unwrap_or(PlacePrecision::Settlement);
    let points_away =
        place.offset_km.is_some() || place.bearing.is_some() || place.setting.is_some();
    let own = if place.name.is_some() { precision } else { PlacePrecision::Settlement };
    let around = points_away.then(|| sizes.around(place, NOWHERE, own));
    // Nothing is measured from what an unknown building or village lies in.
    let stands_in = place.name.is_none() && precision >= PlacePrecision::District;
    let drawn = |point| {
        if stands_in {
            Area::Disc { centre: point, radius_km: sizes.km(precision, "in") }
        } else {
            sizes.around(place, point, precision)
        }
    };
    (place.point.map(drawn), around)
}

fn column(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Part => "in",
        // With one end alone a way is no more than the surroundings.
        SettingKind::Between => "near",
        kind => kind.as_str(),
    }
}

/// Kilometres to a tenth, as they are printed.
fn tenths(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}
