//! Which country a point is in, by the towns around it.
//!
//! In: the gazetteer's towns. Out: the country that the nearest three within [`NEAR`] km share, or
//! nothing: near a border no country is taken. Used for rows whose file tells none.

use std::collections::HashMap;

use rashomon_model::Point;

use super::super::file::{File, Kind};

/// Towns farther than this, in km, say nothing.
const NEAR: f64 = 60.0;
/// Towns that must agree.
const TOWNS: usize = 3;

/// Towns by the half degree they lie in.
pub(super) struct Near {
    cells: HashMap<(i32, i32), Vec<(Point, u8)>>,
}

impl Near {
    pub fn new(file: &File) -> Near {
        let mut cells: HashMap<(i32, i32), Vec<(Point, u8)>> = HashMap::new();
        for record in (0..file.count()).filter_map(|number| file.record(number)) {
            if let (Kind::Settlement | Kind::Capital, Some(point)) = (record.kind, record.point) {
                cells.entry(cell(point)).or_default().push((point, record.country));
            }
        }
        Near { cells }
    }

    pub fn country(&self, point: Point) -> Option<u8> {
        let (row, column) = cell(point);
        // Half a degree of longitude is no 60 km in the far north; there too few towns are found.
        let around = (-2..=2).flat_map(|a| (-2..=2).map(move |b| (row + a, column + b)));
        let towns = around.filter_map(|cell| self.cells.get(&cell)).flatten();
        let mut near: Vec<(f64, u8)> = towns
            .map(|(town, country)| (town.km_to(point), *country))
            .filter(|(km, _)| *km <= NEAR)
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near.truncate(TOWNS);
        let (_, first) = near.first()?;
        let agree = near.len() == TOWNS && near.iter().all(|(_, country)| country == first);
        agree.then_some(*first)
    }
}

fn cell(point: Point) -> (i32, i32) {
    ((point.lat * 2.0).floor() as i32, (point.lon * 2.0).floor() as i32)
}
