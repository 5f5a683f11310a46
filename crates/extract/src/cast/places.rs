//! Place entries for mentions of places, and the distances and directions told from them.
//!
//! In: mentions in text order. Out: for each place or facility a [`Place`] without coordinates
//! (the resolver's work) but with what the words tell: "35 kilometers west of Velm" is 35 km at
//! 270°. Does not compute points. Must hold: entries stand in text order.
//!
//! Shown by the casebook pages `near`, `offset`.

use rashomon_model::{Bearing, EntityKind, MentionId, Place, PlaceId};
use rashomon_text::Annotated;

use super::CastMention;
use super::page::Page;

/// A told distance and direction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Offset {
    pub km: Option<f64>,
    pub bearing: Option<Bearing>,
}

/// Numbers the place entries: places, facilities, and states that stand for their government.
pub(crate) fn number(
    page: &Page<'_>,
    mentions: &[CastMention],
    states: &[bool],
) -> Vec<Option<(PlaceId, Offset)>> {
    let mut next = 0;
    mentions
        .iter()
        .zip(states)
        .map(|(m, state)| {
            let place = matches!(m.kind, EntityKind::Place | EntityKind::Facility);
            if !place && !state || m.form == super::MentionForm::Pronoun {
                return None;
            }
            let id = PlaceId::at(next);
            next += 1;
            Some((id, offset(page, m)))
        })
        .collect()
}

/// Makes the entries of the reading.
pub(crate) fn entries(
    annotated: &Annotated<'_>,
    mentions: &[CastMention],
    places: &[Option<(PlaceId, Offset)>],
) -> Vec<Place> {
    mentions
        .iter()
        .zip(places)
        .enumerate()
        .filter_map(|(at, (m, place))| {
            let (_, offset) = (*place)?;
            let place = Place::at(Some(MentionId::at(at)), annotated.span(m.tokens.clone()));
            Some(Place { offset_km: offset.km, bearing: offset.bearing, ..place })
        })
        .collect()
}

/// Tells whether a description holds a name: "the Velm district", but not "The district".
pub(crate) fn holds_name(annotated: &Annotated<'_>, mention: &CastMention) -> bool {
    mention.tokens.clone().any(|i| {
        let proper = annotated.doc.tokens.get(i).is_some_and(|t| t.tag.as_str().starts_with("NNP"));
        proper && annotated.word(i).starts_with(char::is_uppercase)
    })
}

/// Reads what stands before a place: a number, a unit, a direction, "of" or "from".
///
/// The words are read backwards from the place: `35 kilometers (to the) west of (the city of) X`.
fn offset(page: &Page<'_>, mention: &CastMention) -> Offset {
    let mut offset = Offset::default();
    let Some(mut at) = step_back(page, mention.tokens.start, &["the", "city", "town", "village"])
    else {
        return offset;
    };
    // "of the city of X": step over the inner "of" as well.
    if page.lower(at) == "of"
        && matches!(page.lower(at.wrapping_sub(1)), "city" | "town" | "village")
    {
        at = match step_back(page, at, &["the", "city", "town", "village"]) {
            Some(outer) => outer,
            None => return offset,
        };
    }
    let link = page.lower(at);
    if !matches!(link, "of" | "from") {
        return offset;
    }
    let Some(before) = at.checked_sub(1) else { return offset };
    let mut cursor = before;
    if let Some((bearing, start)) = compass(page, before) {
        offset.bearing = Some(bearing);
        match step_back(page, start, &["to", "the", "away", "just"]) {
            Some(unit) => cursor = unit,
            None => return offset,
        }
    } else if matches!(page.lower(before), "away") {
        cursor = before.saturating_sub(1);
    }
    cursor = before_brackets(page, cursor);
    offset.km = distance(page, cursor);
    // "of X" alone tells no direction and "20 km of X" is odd: only "from" goes without one.
    if offset.bearing.is_none() && link == "of" {
        offset.km = None;
    }
    offset
}

/// Steps back over "(19 miles)".
fn before_brackets(page: &Page<'_>, at: usize) -> usize {
    if page.word(at) != ")" {
        return at;
    }
    let open = (at.saturating_sub(6)..at).rev().find(|i| page.word(*i) == "(");
    open.map_or(at, |open| open.saturating_sub(1))
}

/// Returns the first token before `start` that is none of the words.
fn step_back(page: &Page<'_>, start: usize, over: &[&str]) -> Option<usize> {
    let floor = start.saturating_sub(6);
    (floor..start).rev().find(|i| !over.contains(&page.lower(*i)))
}

/// Reads a compass word that ends at a token, and where it begins: "north-east" may be three.
fn compass(page: &Page<'_>, end: usize) -> Option<(Bearing, usize)> {
    let bearing = direction(page.lower(end))?;
    let whole = end.checked_sub(2).filter(|start| page.is_hyphen(start + 1)).and_then(|start| {
        let word = format!("{}{}", page.lower(start), page.lower(end));
        Some((direction(&word)?, start))
    });
    Some(whole.unwrap_or((bearing, end)))
}

/// Returns the bearing of a compass word.
fn direction(word: &str) -> Option<Bearing> {
    let word = word.replace('-', "");
    let word = word.strip_suffix("ern").unwrap_or(&word);
    let degrees = match word {
        "north" => 0,
        "northeast" => 45,
        "east" => 90,
        "southeast" => 135,
        "south" => 180,
        "southwest" => 225,
        "west" => 270,
        "northwest" => 315,
        _ => return None,
    };
    Some(Bearing(degrees))
}

/// Reads "35 kilometers", "30km", "20 miles" ending at a token, in kilometres.
fn distance(page: &Page<'_>, unit: usize) -> Option<f64> {
    let word = page.lower(unit);
    let split = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
    let (digits, name) = word.split_at(split);
    let factor = match name {
        "km" | "kms" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => 1.0,
        "mile" | "miles" => 1.609_344,
        "m" | "meter" | "meters" | "metre" | "metres" => 0.001,
        _ => return None,
    };
    let number =
        if digits.is_empty() { count(page.lower(unit.checked_sub(1)?))? } else { count(digits)? };
    // Nobody tells a distance across half the globe; such a number is something else.
    (number > 0.0 && number * factor <= 2000.0).then_some(number * factor)
}

fn count(word: &str) -> Option<f64> {
    let plain = word.replace(',', "");
    plain.parse().ok().or_else(|| {
        let words = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ];
        words
            .iter()
            .position(|w| *w == word)
            .and_then(|at| u32::try_from(at + 1).ok())
            .map(f64::from)
    })
}

/// Puts a name that a line break runs through on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
