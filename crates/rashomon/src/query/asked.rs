//! What a person asks of many events, in words: options of a command, parameters of an address.
//!
//! In: strings as they were typed. Out: a [`Filter`], or what does not read, with the remedy. The
//! names are the same wherever a person gives them, so that an address can be typed as a command.

use rashomon_model::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::filter::{Filter, Part, slot};
use crate::Error;

/// Which events, in words. Several values of a name widen, but for actors and outlets, which must all
/// take part; several names narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Asked {
    /// Classes that begin so, such as ASSAULT or ASSAULT/aerial.
    pub class: Vec<String>,
    /// Words in the name of a place.
    pub place: Vec<String>,
    /// The event may have happened on or after this day.
    pub since: Option<String>,
    /// The event may have happened on or before this day.
    pub until: Option<String>,
    /// Takes part: responsible, target or voice.
    pub actor: Vec<String>,
    /// Held responsible, by themselves or by others.
    pub responsible: Vec<String>,
    /// Hit, or counted among the people.
    pub target: Vec<String>,
    /// Says something of it.
    pub voice: Vec<String>,
    /// Accounts disagree: on one of these slots, with commas between them; on anything where empty.
    pub disagreeing: Option<String>,
    /// What a rulebook says: airwars=contested, or with a field: ucdp.clarity=1.
    pub grade: Vec<String>,
    /// At least so many independent origins.
    pub origins: Option<usize>,
    /// At least so many reports.
    pub reports: Option<usize>,
    /// At least so many outlets.
    pub outlets: Option<usize>,
    /// This outlet tells it, under any of its names.
    pub outlet: Vec<String>,
}

impl Asked {
    /// Reads what was asked for.
    ///
    /// # Errors
    /// Where a day, a slot or a grade does not read, or the days lie the wrong way round.
    pub fn filter(&self) -> Result<Filter, Error> {
        let of = |part: Part, names: &[String]| -> Vec<(Part, String)> {
            names.iter().map(|name| (part, name.clone())).collect()
        };
        let mut actors = of(Part::Any, &self.actor);
        actors.extend(of(Part::Responsible, &self.responsible));
        actors.extend(of(Part::Target, &self.target));
        actors.extend(of(Part::Voice, &self.voice));
        let (since, until) = (
            self.since.as_deref().map(day).transpose()?,
            self.until.as_deref().map(day).transpose()?,
        );
        if let (Some(since), Some(until)) = (since, until)
            && until < since
        {
            return Err(Error::refused(format!(
                "--until {until} lies before --since {since}; exchange them"
            )));
        }
        let grades = self.grade.iter().map(|text| text.parse().map_err(Error::refused));
        Ok(Filter {
            since,
            until,
            classes: self.class.clone(),
            places: self.place.clone(),
            actors,
            disagreeing: self.disagreeing.as_deref().map(slots).transpose()?,
            grades: grades.collect::<Result<_, _>>()?,
            origins: self.origins.unwrap_or(1),
            reports: self.reports.unwrap_or(1),
            outlets: self.outlets.unwrap_or(1),
            told_by: self.outlet.clone(),
        })
    }
}

/// Reads names of slots with commas between them.
///
/// # Errors
/// Where one is no slot.
pub fn slots(names: &str) -> Result<Vec<String>, Error> {
    let named = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    named.map(|name| Ok(slot(name)?.as_str().to_owned())).collect()
}

fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::refused(format!("`{text}` is no date; write it as 2031-03-04")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_asked_keeps_everything() {
        let filter = Asked::default().filter().expect("reads");
        assert_eq!(filter, Filter { origins: 1, reports: 1, outlets: 1, ..Filter::default() });
    }

    #[test]
    fn an_empty_disagreement_is_any_and_an_unknown_slot_is_refused() {
        let asked = |words: &str| Asked { disagreeing: Some(words.to_owned()), ..Asked::default() };
        assert_eq!(asked("").filter().expect("reads").disagreeing, Some(Vec::new()));
        assert_eq!(
            asked("killed, place").filter().expect("reads").disagreeing,
            Some(vec!["killed".to_owned(), "place".to_owned()])
        );
        assert!(asked("kiled").filter().is_err());
    }

    #[test]
    fn days_the_wrong_way_round_are_refused() {
        let asked = Asked {
            since: Some("2031-03-04".into()),
            until: Some("2031-03-01".into()),
            ..Asked::default()
        };
        let error = asked.filter().expect_err("refused").to_string();
        assert!(error.contains("exchange"), "{error}");
        let odd = Asked { since: Some("spring".into()), ..Asked::default() };
        assert!(odd.filter().expect_err("refused").to_string().contains("2031-03-04"));
    }
}
