//! What the columns of a table mean: the shape of a map, and the maps shipped.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The maps in the program.
const SHIPPED: [&str; 3] = [
    include_str!("../../../../data/datasets/acled.toml"),
    include_str!("../../../../data/datasets/ucdp.toml"),
    include_str!("../../../../data/datasets/airwars.toml"),
];

/// Words for how sharp coordinates are.
const PRECISIONS: [&str; 9] = [
    "facility",
    "neighbourhood",
    "locality",
    "settlement",
    "near",
    "district",
    "province",
    "region",
    "country",
];

/// Says what the columns of a table mean. Every list names columns; the first that a row fills counts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The voice of every row.
    pub name: String,
    /// Columns by which a table is known for one of this dataset; all must be there.
    #[serde(default)]
    pub header: Vec<String>,
    /// The id of a row.
    #[serde(default)]
    pub id: Vec<String>,
    /// When the row was published.
    #[serde(default)]
    pub published: Vec<String>,
    /// Where the row can be looked up.
    #[serde(default)]
    pub url: Vec<String>,
    /// Whom a row names as its sources, apart by semicolons.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Words that tell of the event.
    #[serde(default)]
    pub notes: Vec<String>,
    /// When it was.
    pub date: Dates,
    /// Where.
    pub place: Places,
    /// What sort of happening.
    pub class: Class,
    /// Which rows add up several happenings.
    #[serde(default)]
    pub aggregate: Option<Aggregate>,
    /// Numbers of people.
    #[serde(default, rename = "toll")]
    pub tolls: Vec<Toll>,
    /// Who did it, who suffered it.
    #[serde(default, rename = "party")]
    pub parties: Vec<Party>,
}

/// When it was.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The day, or the first.
    pub from: Vec<String>,
    /// The last day.
    #[serde(default)]
    pub to: Vec<String>,
    /// How days of figures alone are written: `day-month-year` or `month-day-year`.
    #[serde(default)]
    pub order: Option<String>,
    /// How sure the day is.
    #[serde(default)]
    pub precision: Vec<String>,
    /// What the column says, and what that means: day, week, month, year.
    #[serde(default)]
    pub precisions: BTreeMap<String, String>,
}

/// Where it was.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The name.
    pub name: Vec<String>,
    /// Latitude, degrees.
    #[serde(default)]
    pub lat: Vec<String>,
    /// Longitude, degrees.
    #[serde(default)]
    pub lon: Vec<String>,
    /// How sharp the coordinates are.
    #[serde(default)]
    pub precision: Vec<String>,
    /// What the column says, and what that means: facility, near, settlement, province and so on.
    #[serde(default)]
    pub precisions: BTreeMap<String, String>,
}

/// What sort of happening.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// The columns, the sharper first.
    pub columns: Vec<String>,
    /// What they say, and the class that means.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// The class of everything else; none where such rows are to be named and skipped.
    #[serde(default)]
    pub otherwise: Option<String>,
}

/// Which rows add up several happenings.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    /// The columns.
    pub columns: Vec<String>,
    /// What they say then.
    pub values: Vec<String>,
}

/// A number of people.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Toll {
    /// killed, injured, detained, missing or displaced.
    pub slot: String,
    /// The number, where one is given.
    #[serde(default)]
    pub best: Vec<String>,
    /// Its lower end.
    #[serde(default)]
    pub low: Vec<String>,
    /// Its upper end.
    #[serde(default)]
    pub high: Vec<String>,
    /// civilian or combatant.
    #[serde(default)]
    pub status: Option<String>,
    /// children, women or men.
    #[serde(default)]
    pub who: Option<String>,
    /// Whose people they are.
    #[serde(default)]
    pub side: Vec<String>,
    /// Beginnings of the side's name with which the number is not taken.
    #[serde(default)]
    pub except: Vec<String>,
    /// What 0 says: `none` that there were none; nothing otherwise.
    #[serde(default)]
    pub zero: Option<String>,
}

/// A party to it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The columns, each of which may name one.
    pub columns: Vec<String>,
    /// responsible or target.
    pub role: String,
    /// stated or accused.
    #[serde(default)]
    pub by: Option<String>,
    /// civilian or combatant.
    #[serde(default)]
    pub status: Option<String>,
    /// What parts several in one cell.
    #[serde(default)]
    pub apart: Option<String>,
    /// Taken only where these columns say one of these.
    #[serde(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// Taken only where the name begins so.
    #[serde(default)]
    pub begins: Vec<String>,
    /// Not taken where the name begins so.
    #[serde(default)]
    pub except: Vec<String>,
    /// Where these columns say one of these, only the first that names one counts.
    #[serde(default)]
    pub alone: BTreeMap<String, Vec<String>>,
}

/// A map does not read: why, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapError(pub String);

impl std::fmt::Display for MapError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MapError {}

impl Map {
    /// Reads a map.
    ///
    /// # Errors
    /// What is wrong with it, and the words it may use.
    pub fn parse(toml: &str) -> Result<Map, MapError> {
        let one_line = |message: String| message.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut map: Map = toml::from_str(toml).map_err(|e| MapError(one_line(e.to_string())))?;
        // Rows are known by it again, in a text that is canonical.
        map.name = crate::intake::canonical(&map.name).into_owned();
        map.check().map(|()| map).map_err(MapError)
    }

    /// Returns the maps in the program.
    pub fn shipped() -> Vec<Map> {
        // Tests hold each of them to its shape.
        SHIPPED.iter().filter_map(|toml| Map::parse(toml).ok()).collect()
    }

    /// Returns the map in the program under a short name.
    pub fn named(word: &str) -> Option<Map> {
        Map::shipped().into_iter().find(|map| map.short() == word.to_lowercase())
    }

    /// The short name: the first word of its own, lower case, letters and digits.
    pub fn short(&self) -> String {
        let first = self.name.split_whitespace().next().unwrap_or("");
        first.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    }

    /// Tells whether a header is one of this dataset.
    pub fn knows(&self, header: &[String]) -> bool {
        let has = |name: &String| header.iter().any(|column| folded(column) == folded(name));
        !self.header.is_empty() && self.header.iter().all(has)
    }

    fn check(&self) -> Result<(), String> {
        fn one_of(
            what: &str,
            words: impl IntoIterator<Item = impl AsRef<str>>,
            known: &[&str],
        ) -> Result<(), String> {
            for word in words {
                if !known.contains(&word.as_ref()) {
                    return Err(format!(
                        "{what}: `{}` is none of {}",
                        word.as_ref(),
                        known.join(", ")
                    ));
                }
            }
            Ok(())
        }
        if self.name.trim().is_empty() || self.name.contains(['\n', '\r']) {
            return Err("name: give the dataset a name of one line".to_owned());
        }
        for class in self.class.values.values().chain(&self.class.otherwise) {
            rashomon_model::EventClass::parse(class).map_err(|e| format!("class: {e}"))?;
        }
        let dates = &self.date;
        one_of("date.precisions", dates.precisions.values(), &["day", "week", "month", "year"])?;
        one_of("date.order", &dates.order, &["day-month-year", "month-day-year"])?;
        one_of("place.precisions", self.place.precisions.values(), &PRECISIONS)?;
        let slots = ["killed", "injured", "detained", "missing", "displaced"];
        for toll in &self.tolls {
            one_of("toll.slot", [&toll.slot], &slots)?;
            one_of("toll.status", &toll.status, &["civilian", "combatant"])?;
            one_of("toll.who", &toll.who, &["children", "women", "men"])?;
            one_of("toll.zero", &toll.zero, &["none"])?;
        }
        for party in &self.parties {
            one_of("party.role", [&party.role], &["responsible", "target"])?;
            one_of("party.by", &party.by, &["stated", "accused"])?;
            one_of("party.status", &party.status, &["civilian", "combatant"])?;
        }
        Ok(())
    }
}

/// Lower case, one space for blanks, underscores and hyphens.
pub(crate) fn folded(name: &str) -> String {
    let lower = name.trim_start_matches('\u{feff}').to_lowercase().replace(['_', '-'], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maps_shipped_and_the_example_read() {
        assert_eq!(Map::shipped().len(), SHIPPED.len());
        for toml in SHIPPED.iter().chain(&[super::super::EXAMPLE]) {
            Map::parse(toml).expect("it reads");
        }
        assert_eq!(Map::named("acled").map(|map| map.name).as_deref(), Some("ACLED"));
    }

    #[test]
    fn a_name_is_canonical_as_the_text_of_its_rows_is() {
        let written = super::super::EXAMPLE.replace("Clinic register", "Ve\u{301}lm register");
        assert_eq!(Map::parse(&written).expect("it reads").name, "V\u{e9}lm register");
    }

    #[test]
    fn a_map_with_a_slip_is_refused() {
        let wrong = super::super::EXAMPLE.replace("\"ASSAULT/aerial\"", "\"ASSAULT/areal\"");
        assert!(Map::parse(&wrong).is_err());
        let wrong = super::super::EXAMPLE.replace("role = \"responsible\"", "role = \"culprit\"");
        assert!(Map::parse(&wrong).expect_err("refused").0.contains("responsible, target"));
        assert!(Map::parse("name = 1").is_err());
    }
}
