//! Where place names lie: a gazetteer and the choice among its entries.
//!
//! In: a reading whose places are spans, its report, a [`Gazetteer`], and what the case speaks of.
//! Out: the same places and those found by their names alone, with name, country, point, entry and
//! precision where one entry is clearly meant, and with all that may be meant. [`locate`] weighs
//! entries by population, by the countries and provinces that report and case speak of, by the
//! outlet's country, by "X, Y", and by nearness to the report's other places (Leidner 2007, "Toponym
//! Resolution in Text"). Where two entries remain it chooses none.
//!
//! Must hold: one name has one meaning in a report; a place without a clear entry keeps no name
//! and no point; time grows linearly with the number of places.

use rashomon_model::{PlacePrecision, Point};

mod areas;
mod choose;
mod context;
mod divisions;
mod evidence;
mod file;
mod fold;
pub mod import;
mod locate;
mod overlay;
pub mod pack;
mod settings;
mod surroundings;
mod toponyms;
mod weights;
mod words;

use areas::Sizes;
use file::{File, Kind, Record};
pub use locate::{locate, locate_in};
use overlay::Overlay;
use settings::SettingWords;
pub use surroundings::Surroundings;
use weights::Weights;
use words::Words;

/// Entries of one name beyond this many, least peopled first, are not weighed.
const MOST_ENTRIES: usize = 24;
/// Two keys of one skeleton are taken for spellings of one name from this likeness on.
const ALIKE: f64 = 0.65;

/// Place names with their points.
pub struct Gazetteer {
    file: File,
    words: Words,
    weights: Weights,
    sizes: Sizes,
    settings: SettingWords,
    overlay: Option<Overlay>,
}

/// The gazetteer is not what it should be.
#[derive(Debug)]
pub struct GazetteerError(String);

impl std::fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the gazetteer cannot be used: {}", self.0)
    }
}

impl std::error::Error for GazetteerError {}

/// How a name led to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Match {
    /// The entry bears the name, but for marks and capitals.
    Exact,
    /// With or without an article, in one word or two.
    Variant,
    /// In another spelling of the same consonants.
    Alike,
}

/// An entry that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The gazetteer's name.
    pub name: String,
    /// ISO 3166 code, as the gazetteer sees it.
    pub country: Option<String>,
    /// The gazetteer's point.
    pub point: Option<Point>,
    /// Gazetteer and entry, such as `geonames:123`.
    pub gazetteer: Option<String>,
    /// What sort of entry it is.
    pub precision: PlacePrecision,
    /// How the name led here.
    pub matched: Match,
}

impl Gazetteer {
    /// Loads the embedded gazetteer.
    ///
    /// # Errors
    /// Where it is damaged.
    pub fn embedded() -> Result<Gazetteer, GazetteerError> {
        Gazetteer::from_bytes(include_bytes!("../../../../data/places/gazetteer.bin"))
    }

    /// Loads a gazetteer that [`pack::pack`] made.
    ///
    /// # Errors
    /// Where it is damaged, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Gazetteer, GazetteerError> {
        let file = File::read(bytes).map_err(GazetteerError)?;
        let words = Words::embedded(&file).map_err(GazetteerError)?;
        let weights = Weights::embedded().map_err(GazetteerError)?;
        let settings = SettingWords::embedded().map_err(GazetteerError)?;
        let sizes = Sizes::embedded().map_err(GazetteerError)?;
        Ok(Gazetteer { file, words, weights, sizes, overlay: None, settings })
    }

    /// Lays imported places over the gazetteer, in place of those laid over it before.
    #[must_use]
    pub fn with_places(mut self, rows: Vec<import::Row>) -> Gazetteer {
        self.overlay = (!rows.is_empty()).then(|| Overlay::new(rows, &self.file));
        self
    }

    /// Returns the code of the country of that key.
    fn country_of(&self, key: &str) -> Option<String> {
        let records = self.file.find(key).into_iter().filter_map(|n| self.file.record(n));
        let country = records.filter(|r| r.kind == Kind::Country).map(|r| r.country).next()?;
        self.file.country(country).map(str::to_owned)
    }

    /// Returns a middle of the country of that code.
    fn country_middle(&self, code: &str) -> Option<Point> {
        let code = self.file.country_code(code)?;
        let records = (0..self.file.count()).filter_map(|number| self.file.record(number));
        let of_code = |r: &Record| r.kind == Kind::Country && r.country == code;
        records.filter(of_code).find_map(|r| r.point)
    }

    /// Numbers of the records filed under exactly this key.
    fn find(&self, key: &str) -> Vec<u32> {
        let mut found = self.file.find(key);
        found.extend(self.overlay.iter().flat_map(|overlay| overlay.find(key)));
        found
    }

    fn record(&self, number: u32) -> Option<Record> {
        let above = || self.overlay.as_ref()?.record(number);
        self.file.record(number).or_else(above)
    }

    /// Returns the entries that a name may mean, without regard to any text: the closest matches
    /// first, among them the most peopled.
    ///
    /// ```
    /// use rashomon_resolve::places::Gazetteer;
    /// let gazetteer = Gazetteer::embedded().expect("the embedded gazetteer is whole");
    /// let found = gazetteer.lookup("طبرق");
    /// assert_eq!(found[0].name, "Tobruk");
    /// assert_eq!(found[0].country.as_deref(), Some("LY"));
    /// ```
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let entries = self.entries(&fold::key(name));
        entries.into_iter().map(|(record, matched)| self.candidate(record, matched)).collect()
    }

    /// Says whether some entry bears the name, but for marks and capitals.
    pub fn is_place(&self, name: &str) -> bool {
        !self.find(&fold::key(name)).is_empty()
    }

    /// Entries of a key: exact, else by variants too, else by skeleton.
    fn entries(&self, key: &str) -> Vec<(Record, Match)> {
        let mut found = Vec::new();
        if key.is_empty() {
            return found;
        }
        self.collect(&self.find(key), Match::Exact, &mut found);
        for variant in fold::variants(key) {
            self.collect(&self.find(&variant), Match::Variant, &mut found);
        }
        if found.iter().all(|(_, how)| *how != Match::Exact)
            && let Some(skeleton) = fold::skeleton(key)
        {
            let above = self.overlay.iter().flat_map(|overlay| overlay.alike(&skeleton));
            for (other, numbers) in self.file.alike(&skeleton).into_iter().chain(above) {
                if fold::skeleton(&other).as_ref() == Some(&skeleton)
                    && fold::likeness(key, &other) >= ALIKE
                {
                    self.collect(&numbers, Match::Alike, &mut found);
                }
            }
        }
        let rank = |r: &Record| (!matches!(r.kind, Kind::Country), -r.people);
        found.sort_by(|(a, how), (b, other)| {
            how.cmp(other)
                .then(rank(a).0.cmp(&rank(b).0))
                .then(rank(a).1.total_cmp(&rank(b).1))
                .then(a.number.cmp(&b.number))
        });
        found.truncate(MOST_ENTRIES);
        found
    }

    fn collect(&self, numbers: &[u32], how: Match, found: &mut Vec<(Record, Match)>) {
        for number in numbers.iter().take(16 * MOST_ENTRIES) {
            if let Some(record) = self.record(*number)
                && !found.iter().any(|(r, _)| r.number == record.number)
            {
                found.push((record, how));
            }
        }
    }

    fn candidate(&self, record: Record, matched: Match) -> Candidate {
        let above = self.overlay.as_ref();
        let name = self.file.name(record.number);
        let name = name.or_else(|| above?.name(record.number));
        let own = above.and_then(|overlay| overlay.id(record.number)).map(str::to_owned);
        let geonames = (record.id != 0).then(|| format!("geonames:{}", record.id));
        Candidate {
            name: name.unwrap_or_default().to_owned(),
            country: self.file.country(record.country).map(str::to_owned),
            point: record.point,
            gazetteer: own.or(geonames),
            precision: record.kind.precision(),
            matched,
        }
    }
}
