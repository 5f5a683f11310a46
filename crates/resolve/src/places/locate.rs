//! Fills in what the gazetteer makes of the places of a reading.
//!
//! In: a reading whose places are spans. Out: name, country, point, entry and precision of those
//! whose meaning is clear, the candidates of all, and the area in which each may lie; places found by their names alone are added,
//! and those of them that mean nothing taken off again. A building, and a quarter that the
//! gazetteer does not hold, is put at the town it stands in, with the town's precision and without
//! its name or entry: it is not the town. Leaves everything else of the reading as it is.
//!
//! Shown by the casebook pages `hospital-of-a-town`, `quarter-under-its-town`.

use rashomon_model::{EntityKind, Place, PlaceCandidate, PlaceId, Reading, Report};

use super::choose::Choice;
use super::context::{Meanings, Name, Names};
use super::surroundings::Surroundings;
use super::{Gazetteer, Match, areas, choose, context, settings, toponyms};

/// Candidates shown of one name.
const SHOWN: usize = 5;
/// A candidate with a smaller share is not shown.
const WORTH_SHOWING: f64 = 0.01;

/// Fills in what the gazetteer makes of the places of a reading, by what the report says alone.
///
/// A place whose meaning is not clear, and one that the gazetteer does not hold, keeps neither
/// name nor point.
pub fn locate(reading: &mut Reading, report: &Report, gazetteer: &Gazetteer) {
    locate_in(reading, report, gazetteer, &Surroundings::default());
}

/// Fills in what the gazetteer makes of the places of a reading, in the surroundings of its case.
///
/// Locating again forgets what an earlier round made of the places.
pub fn locate_in(
    reading: &mut Reading,
    report: &Report,
    gazetteer: &Gazetteer,
    around: &Surroundings,
) {
    // A row of a dataset gives its coordinates itself: no name of it is looked up.
    if !reading.places.is_empty() && reading.places.iter().all(Place::is_given) {
        areas::draw(&mut reading.places, &Vec::new(), &gazetteer.sizes);
        return;
    }
    let mut meanings = Meanings::new(gazetteer);
    add_unmarked(reading, report, gazetteer, &mut meanings);
    let context = context::gather(reading, report, gazetteer, &mut meanings);
    let choices = choose::choose(&context, around, &gazetteer.weights);
    let chosen = |name: usize| {
        let entry = choices.get(name)?.clear?;
        Some((name, entry))
    };
    let places: Vec<Option<(usize, usize)>> =
        context.of_place.iter().map(|name| chosen((*name)?)).collect();
    for (at, place) in reading.places.iter_mut().enumerate() {
        clear(place);
        let Some(name) = context.of_place[at] else { continue };
        place.candidates = candidates(&context.names[name], &choices[name], gazetteer);
        if let Some((name, entry)) = places[at] {
            fill(place, &context.names[name], entry, gazetteer);
        }
    }
    for at in 0..reading.places.len() {
        if places[at].is_none()
            && let Some(host) = host(reading, &context, &places, at)
        {
            let (name, entry) = host;
            stand_in(&mut reading.places[at], &context.names[name], entry, gazetteer);
            reading.places[at].candidates =
                candidates(&context.names[name], &choices[name], gazetteer);
        }
    }
    settings::read(&mut reading.places, &report.text, &gazetteer.settings);
    drop_meaningless(reading, &report.text, gazetteer);
    // Places are numbered anew by now, and so are the ends of ways.
    let ends = settings::read(&mut reading.places, &report.text, &gazetteer.settings);
    areas::draw(&mut reading.places, &ends, &gazetteer.sizes);
}

/// Adds the names that stand where no place was marked.
fn add_unmarked(
    reading: &mut Reading,
    report: &Report,
    gazetteer: &Gazetteer,
    meanings: &mut Meanings<'_>,
) {
    let listed = |reading: &Reading| {
        let places = reading.places.iter().enumerate();
        places.map(|(at, p)| (Some(PlaceId::at(at)), p.clone())).collect::<Vec<_>>()
    };
    let mut list = listed(reading);
    list.retain(|(_, place)| place.mention.is_some());
    reading.replace_places(list);
    let found = toponyms::find(&report.text, reading, gazetteer, meanings);
    let mut list = listed(reading);
    list.extend(found.into_iter().map(|span| (None, Place::at(None, span))));
    reading.replace_places(list);
}

/// Takes off what is no place on any map: names found that mean none, buildings that lie nowhere
/// known, and names without an entry that the text does not use as a place.
fn drop_meaningless(reading: &mut Reading, text: &str, gazetteer: &Gazetteer) {
    let stays = |place: &Place| {
        let mention = place.mention.and_then(|m| reading.mentions.get(m.index()));
        let set = place.offset_km.is_some() || place.bearing.is_some();
        let told = set || place.setting.is_some();
        match mention.map(|m| m.kind) {
            _ if place.point.is_some() => true,
            None => false,
            Some(EntityKind::Facility) => told,
            _ => {
                told || !place.candidates.is_empty()
                    || context::is_used_as_place(text, place.span, gazetteer)
                        && !context::is_common(place.span.of(text).unwrap_or(""))
            }
        }
    };
    let places = reading.places.iter().enumerate();
    let kept = places
        .filter(|(_, place)| stays(place))
        .map(|(at, p)| (Some(PlaceId::at(at)), p.clone()))
        .collect();
    reading.replace_places(kept);
}

fn clear(place: &mut Place) {
    place.name = None;
    place.country = None;
    place.point = None;
    place.gazetteer = None;
    place.precision = None;
    place.candidates = Vec::new();
}

fn fill(place: &mut Place, name: &Name, entry: usize, gazetteer: &Gazetteer) {
    let candidate = gazetteer.candidate(name.entries[entry].0, Match::Exact);
    place.name = Some(candidate.name);
    place.country = candidate.country;
    place.point = candidate.point;
    place.gazetteer = candidate.gazetteer;
    place.precision = Some(candidate.precision);
}

/// Puts a place where its host is, no finer.
fn stand_in(place: &mut Place, name: &Name, entry: usize, gazetteer: &Gazetteer) {
    let candidate = gazetteer.candidate(name.entries[entry].0, Match::Exact);
    place.country = candidate.country;
    place.point = candidate.point;
    place.precision = Some(candidate.precision);
}

/// Finds the place that an unknown place or building stands in: the one that "X, Y" and "X in Y"
/// give, or a town named in its own words. A country there tells whose it is, not where.
fn host(
    reading: &Reading,
    context: &Names,
    places: &[Option<(usize, usize)>],
    at: usize,
) -> Option<(usize, usize)> {
    if let Some(host) = context.host[at].and_then(|host| places[host]) {
        return Some(host);
    }
    let span = reading.places[at].span;
    let inner = reading.places.iter().enumerate().skip(at + 1);
    let mut inner = inner.take_while(|(_, p)| p.span.start < span.end);
    let narrow = |place: &(usize, usize)| {
        let record = context.names[place.0].entries[place.1].0;
        super::choose::is_spot(&record)
    };
    inner.find_map(|(i, p)| places[i].filter(|found| p.span.end <= span.end && narrow(found)))
}

/// Writes what a name may mean, the likeliest first.
fn candidates(name: &Name, choice: &Choice, gazetteer: &Gazetteer) -> Vec<PlaceCandidate> {
    let mut order: Vec<usize> = (0..name.entries.len()).collect();
    order.sort_by(|a, b| choice.shares[*b].total_cmp(&choice.shares[*a]).then(a.cmp(b)));
    // The one chosen stands for its neighbours too, such as the district of its name.
    order.sort_by_key(|entry| choice.clear != Some(*entry));
    let shown = order.into_iter().filter(|e| choice.shares[*e] >= WORTH_SHOWING).take(SHOWN);
    shown
        .map(|entry| {
            let candidate = gazetteer.candidate(name.entries[entry].0, Match::Exact);
            let round = |value: f64| (value * 100.0).round() / 100.0;
            let why = choice.parts[entry].iter();
            PlaceCandidate {
                name: candidate.name,
                country: candidate.country,
                point: candidate.point,
                gazetteer: candidate.gazetteer,
                weight: (choice.shares[entry] * 1000.0).floor() / 1000.0,
                why: why.map(|(what, value)| ((*what).to_owned(), round(*value))).collect(),
            }
        })
        .collect()
}
