//! A value as a person gives it: from words to a correction, checked against the slot.
//!
//! In: [`Given`], words as they were typed. Out: a [`Correction`] with whole values: an interval, a
//! party with its spellings, a place with its coordinates, days. What the slot has no room for, what
//! reads as nothing, and a name that several things bear are refused, each with the remedy.

use rashomon_model::{Correction, Date, Place, Point, Slot, Span, When};
use rashomon_resolve::places::{Candidate, Gazetteer, Match};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CaseFile, judge};
use crate::Error;
use crate::json::case::Entity;
use crate::json::words::Worded;

/// So many places of one name are listed.
const CANDIDATES: usize = 6;

/// A value as a person gives it; which parts may be there depends on the slot.
/// The JSON shape of a value that is asked for, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// The value in the way the slot has it: `4`, `4 to 7`, `4 or more`, a name, a place, a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Smallest number; without `high` the end is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// Largest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
    /// civilian, combatant, mixed or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// children, women, men or named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Who or what is meant, by id or spelling: whose people they were, for numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// claimed, accused or stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// hostile, accident, technical or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// A place: `NAME`, `NAME=geonames:123` or `NAME=32.7,22.6`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// A day, or the first and the last: `2031-03-04/2031-03-06`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
    /// The words to show for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl CaseFile {
    /// Reads a value for a slot.
    ///
    /// # Errors
    /// Where a part does not go with the slot, does not read, or names nothing or several things.
    pub(super) fn given(
        &self,
        given: &Given,
        slot: Slot,
        entities: &[Entity],
    ) -> Result<Correction, Error> {
        let given = spread(given, slot, |name| judge::has_name(entities, name));
        refuse_misplaced(&given, slot)?;
        let mut out = Correction {
            count: count(&given)?,
            status: worded("status", given.status.as_deref())?,
            who: worded("who", given.who.as_deref())?,
            manner: worded("manner", given.manner.as_deref())?,
            cause: worded("cause", given.cause.as_deref())?,
            when: given.days.as_deref().map(days).transpose()?,
            text: given.text.clone().filter(|text| !text.trim().is_empty()),
            ..Correction::default()
        };
        if let Some(name) = &given.party {
            out.party = Some(self.thing(name, entities)?);
        }
        if let Some(place) = &given.place {
            out.place = Some(Box::new(self.place(place)?));
        }
        Ok(out)
    }

    fn place(&self, words: &str) -> Result<Place, Error> {
        let (name, which) = match words.split_once('=') {
            Some((name, which)) => (name.trim(), Some(which.trim())),
            None => (words.trim(), None),
        };
        if let Some(point) = which.and_then(point) {
            let point = point?;
            return Ok(Place {
                name: Some(name.to_owned()),
                point: Some(point),
                gazetteer: Some(Place::given(point)),
                ..Place::at(None, Span::new(0, 0))
            });
        }
        let gazetteer = Gazetteer::embedded().map_err(|e| Error::embedded("gazetteer", e))?;
        let gazetteer = gazetteer.with_places(super::places::rows(&self.ledger)?);
        let mut found = gazetteer.lookup(name);
        match which {
            Some(id) => found.retain(|one| one.gazetteer.as_deref() == Some(id)),
            None => found.retain(|one| one.matched == Match::Exact),
        }
        match found.as_slice() {
            [one] => Ok(located(one)),
            [] => Err(Error::not_found(format!(
                "no gazetteer has a place `{words}`; give its coordinates as \"{name}=LAT,LON\", or \
                 its words alone with --text"
            ))),
            several => Err(Error::ambiguous(format!(
                "several places are called `{name}`: {}; give one as \"{name}=ENTRY\"",
                several.iter().take(CANDIDATES).map(told).collect::<Vec<_>>().join(", ")
            ))),
        }
    }
}

/// Lays the one value of `--value` where the slot has it.
fn spread(given: &Given, slot: Slot, is_name: impl Fn(&str) -> bool) -> Given {
    let mut out = given.clone();
    let Some(value) = out.value.take() else { return out };
    let free = |part: &mut Option<String>, value: String| {
        part.get_or_insert(value);
    };
    match slot {
        slot if slot.is_count() => out.value = Some(value),
        Slot::Place => free(&mut out.place, value),
        Slot::Time => free(&mut out.days, value),
        Slot::Cause if rashomon_model::CauseKind::of_word(&value).is_some() => {
            free(&mut out.cause, value);
        }
        Slot::Responsibility | Slot::Target | Slot::Damage | Slot::Weapon if is_name(&value) => {
            free(&mut out.party, value);
        }
        Slot::Occurrence => out.value = Some(value),
        _ => free(&mut out.text, value),
    }
    out
}

/// Says which parts do not go with a slot.
fn refuse_misplaced(given: &Given, slot: Slot) -> Result<(), Error> {
    let counts = slot.is_count();
    let is = |slots: &[Slot]| slots.contains(&slot);
    let has_text = slot != Slot::Occurrence;
    let parts = [
        ("--value", given.value.is_some(), counts),
        ("--low", given.low.is_some(), counts),
        ("--high", given.high.is_some(), counts),
        ("--status", given.status.is_some(), counts || is(&[Slot::Target])),
        ("--who", given.who.is_some(), counts),
        (
            "--party",
            given.party.is_some(),
            counts
                || is(&[
                    Slot::Responsibility,
                    Slot::Target,
                    Slot::Damage,
                    Slot::Weapon,
                    Slot::Outcome,
                ]),
        ),
        ("--manner", given.manner.is_some(), is(&[Slot::Responsibility])),
        ("--cause", given.cause.is_some(), is(&[Slot::Cause])),
        ("--place", given.place.is_some(), is(&[Slot::Place])),
        ("--days", given.days.is_some(), is(&[Slot::Time])),
        ("--text", given.text.is_some(), has_text),
    ];
    let room: Vec<&str> = parts.iter().filter(|(_, _, goes)| *goes).map(|(n, ..)| *n).collect();
    match parts.iter().find(|(_, there, goes)| *there && !goes) {
        None => Ok(()),
        Some((name, ..)) if room.is_empty() => Err(Error::refused(format!(
            "{name} does not go with `{}`, which has no value: accept or reject it",
            slot.as_str()
        ))),
        Some((name, ..)) => Err(Error::refused(format!(
            "{name} does not go with `{}`, which takes {}",
            slot.as_str(),
            room.join(", ")
        ))),
    }
}

/// An interval from `--low` and `--high`, or from the words of `--value`.
fn count(given: &Given) -> Result<Option<(u32, Option<u32>)>, Error> {
    let bounds = match (&given.value, given.low, given.high) {
        (Some(words), None, None) => Some(interval(words).ok_or_else(|| {
            Error::refused(format!(
                "`{words}` is no number of people; give 4, \"4 to 7\", \"4 or more\" or \"up to 7\""
            ))
        })?),
        (Some(_), ..) => {
            return Err(Error::refused(
                "--value and --low or --high both give the number; give one".to_owned(),
            ));
        }
        (None, None, None) => None,
        (None, low, high) => Some((low.unwrap_or(0), high)),
    };
    match bounds {
        Some((low, Some(high))) if high < low => Err(Error::refused(format!(
            "the largest number, {high}, is smaller than the smallest, {low}"
        ))),
        bounds => Ok(bounds),
    }
}

/// Reads "4", "4 to 7", "4-7", "4 or more", "4+", "up to 7".
fn interval(words: &str) -> Option<(u32, Option<u32>)> {
    let words = words.trim();
    let number = |word: &str| word.trim().replace(',', "").parse::<u32>().ok();
    if let Some(low) = words.strip_suffix("or more").or_else(|| words.strip_suffix('+')) {
        return Some((number(low)?, None));
    }
    if let Some(high) = words.strip_prefix("up to ") {
        return Some((0, Some(number(high)?)));
    }
    for mark in [" to ", "-", "–"] {
        if let Some((low, high)) = words.split_once(mark) {
            return Some((number(low)?, Some(number(high)?)));
        }
    }
    let exact = number(words)?;
    Some((exact, Some(exact)))
}

fn days(words: &str) -> Result<When, Error> {
    let refuse = || {
        Error::refused(format!(
            "`{words}` is no day; give 2031-03-04, or the first and the last as \
             2031-03-04/2031-03-06"
        ))
    };
    let day = |word: &str| word.trim().parse::<Date>().map_err(|_| refuse());
    let (earliest, latest) = match words.split_once('/') {
        Some((from, to)) => (day(from)?, day(to)?),
        None => (day(words)?, day(words)?),
    };
    if latest < earliest {
        return Err(Error::refused(format!("`{words}` ends before it begins")));
    }
    Ok(When { earliest, latest })
}

/// Reads `32.7,22.6`; none where it is nothing of the sort.
fn point(words: &str) -> Option<Result<Point, Error>> {
    let (lat, lon) = words.split_once(',')?;
    let (lat, lon) = (lat.trim().parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?);
    let on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    Some(match on_earth {
        true => Ok(Point { lat, lon }),
        false => Err(Error::refused(format!(
            "`{words}` lies nowhere: a latitude from -90 to 90, then a longitude from -180 to 180"
        ))),
    })
}

fn located(one: &Candidate) -> Place {
    Place {
        name: Some(one.name.clone()),
        country: one.country.clone(),
        point: one.point,
        gazetteer: one.gazetteer.clone(),
        precision: Some(one.precision),
        ..Place::at(None, Span::new(0, 0))
    }
}

fn told(one: &Candidate) -> String {
    format!(
        "{} ({} in {}, {})",
        one.name,
        one.precision.word(),
        one.country.as_deref().unwrap_or("no country"),
        one.gazetteer.as_deref().unwrap_or("no entry")
    )
}

/// Reads a word of a table.
pub fn worded<T: Worded>(name: &str, word: Option<&str>) -> Result<Option<T>, Error> {
    let Some(word) = word else { return Ok(None) };
    T::of_word(word).map(Some).ok_or_else(|| {
        let known: Vec<&str> = T::table().into_iter().map(|(_, word)| word).collect();
        Error::refused(format!("`{word}` is no {name}; it is one of: {}", known.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_as_the_interval_its_words_allow() {
        assert_eq!(interval("4"), Some((4, Some(4))));
        assert_eq!(interval("1,200"), Some((1200, Some(1200))));
        assert_eq!(interval("4 to 7"), Some((4, Some(7))));
        assert_eq!(interval("4-7"), Some((4, Some(7))));
        assert_eq!(interval("4 or more"), Some((4, None)));
        assert_eq!(interval("4+"), Some((4, None)));
        assert_eq!(interval("up to 7"), Some((0, Some(7))));
        for odd in ["", "four", "4 to", "-4", "4 7", "+"] {
            assert_eq!(interval(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_a_slot_has_no_room_for_is_refused_with_what_it_takes() {
        let given = Given { place: Some("Velm".into()), ..Given::default() };
        let why = refuse_misplaced(&given, Slot::Killed).expect_err("no room").to_string();
        assert!(why.contains("--place") && why.contains("--low"), "{why}");
        assert!(refuse_misplaced(&given, Slot::Place).is_ok());
        let given = Given { text: Some("it".into()), ..Given::default() };
        let why = refuse_misplaced(&given, Slot::Occurrence).expect_err("no room").to_string();
        assert!(why.contains("reject"), "{why}");
    }

    #[test]
    fn a_stretch_of_days_must_not_run_backwards() {
        assert!(days("2031-03-04").is_ok() && days("2031-03-04/2031-03-06").is_ok());
        for odd in ["2031-03-06/2031-03-04", "2031-13-01", "Sunday", ""] {
            assert!(days(odd).is_err(), "{odd}");
        }
    }
}
