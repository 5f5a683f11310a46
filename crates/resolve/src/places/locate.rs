//! Fills in what the gazetteer makes of the places of a reading.
//!
//! In: a reading whose places are spans. Out: name, country, point, entry and precision of those
//! whose meaning is clear, and the area in which each may lie. Leaves everything else of the
//! reading as it is.

use rashomon_model::{Place, Reading, Report};

use super::file::Record;
use super::{Gazetteer, Match, areas, choose, context};

/// Fills in what the gazetteer makes of the places of a reading.
///
/// A place whose meaning is not clear, and one that the gazetteer does not hold, keeps neither
/// name nor point; what stood there before is taken back.
pub fn locate(reading: &mut Reading, report: &Report, gazetteer: &Gazetteer) {
    for place in &mut reading.places {
        clear(place);
    }
    let context = context::gather(reading, report, gazetteer);
    let chosen = choose::choose(&context, &gazetteer.weights);
    for (name, record) in context.names.iter().zip(chosen) {
        let Some(record) = record else { continue };
        for place in &name.places {
            fill(&mut reading.places[*place], record, gazetteer);
        }
    }
    areas::draw(&mut reading.places, &gazetteer.sizes);
}

fn clear(place: &mut Place) {
    place.name = None;
    place.country = None;
    place.point = None;
    place.gazetteer = None;
    place.precision = None;
}

fn fill(place: &mut Place, record: Record, gazetteer: &Gazetteer) {
    let candidate = gazetteer.candidate(record, Match::Exact);
    place.name = Some(candidate.name);
    place.country = candidate.country;
    place.point = candidate.point;
    place.gazetteer = candidate.gazetteer;
    place.precision = Some(candidate.precision);
}
