//! Times and places as told, with what they come to.
//!
//! A time expression keeps its TIMEX3 value even where it cannot be anchored; a place keeps its
//! name even where no coordinate is known. A coordinate always comes with its precision, so a
//! coarse match is never taken for a point.

use crate::{Area, Date, MentionId, Setting, SettingKind, Span};

/// TIMEX3 type of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A calendar date or a vaguer stretch of it.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value, such as `2016-02-07`, `P3D`, `XXXX-WXX-7`.
    pub value: String,
    /// First day it may mean; none for durations, sets and what is not anchored.
    pub earliest: Option<Date>,
    /// Last day it may mean.
    pub latest: Option<Date>,
}

/// How sharp a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A part of one day, or a night between two.
    PartOfDay,
    /// One day.
    Day,
    /// Up to a week.
    Week,
    /// Up to a month.
    Month,
    /// Up to a year.
    Year,
    /// Longer, or open at an end.
    Vague,
}

impl Precision {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::PartOfDay => "part-of-day",
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Year => "year",
            Precision::Vague => "vague",
        }
    }
}

/// When an event happened: the days between which it must lie, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// First possible day.
    pub earliest: Date,
    /// Last possible day.
    pub latest: Date,
}

impl When {
    /// Returns how sharp the interval is.
    pub fn precision(self) -> Precision {
        match self.days() {
            ..=1 => Precision::Day,
            2..=7 => Precision::Week,
            8..=31 => Precision::Month,
            32..=366 => Precision::Year,
            _ => Precision::Vague,
        }
    }

    /// Returns how sharp the interval is where a part of the day is told, too.
    pub fn precision_with(self, part: Option<&str>) -> Precision {
        // A night runs over two days.
        if part.is_some() && self.days() <= 2 { Precision::PartOfDay } else { self.precision() }
    }

    /// Returns the number of days inside, at least 1.
    pub fn days(self) -> i32 {
        self.earliest.until(self.latest).map_or(1, |span| span.get_days().abs() + 1)
    }

    /// Returns the days common to both, or nothing where there are none.
    pub fn meet(self, other: When) -> Option<When> {
        let both = When {
            earliest: self.earliest.max(other.earliest),
            latest: self.latest.min(other.latest),
        };
        (both.earliest <= both.latest).then_some(both)
    }

    /// Returns the number of days between the two intervals; 0 where they meet.
    pub fn gap_days(self, other: When) -> i32 {
        if self.meet(other).is_some() {
            return 0;
        }
        let (first, second) =
            if self.latest < other.earliest { (self, other) } else { (other, self) };
        first.latest.until(second.earliest).map_or(i32::MAX, |span| span.get_days())
    }
}

/// A point on WGS 84, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

impl Point {
    /// Returns the great-circle distance in kilometres (haversine, mean radius 6371.0088 km).
    ///
    /// ```
    /// use rashomon_model::Point;
    /// let equator = Point { lat: 0.0, lon: 0.0 }.km_to(Point { lat: 0.0, lon: 1.0 });
    /// assert!((equator - 111.195).abs() < 0.01);
    /// ```
    pub fn km_to(self, other: Point) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let (dlat, dlon) = (b - a, (other.lon - self.lon).to_radians());
        let h = (dlat / 2.0).sin().powi(2) + a.cos() * b.cos() * (dlon / 2.0).sin().powi(2);
        2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
    }
}

/// What sort of thing the gazetteer's entry is, and so how far a point may be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PlacePrecision {
    /// Building or installation.
    Facility,
    /// Part of a town.
    Neighbourhood,
    /// Hill, valley, farm: named, and no settlement.
    Locality,
    /// City, town or village.
    Settlement,
    /// Second-order division.
    District,
    /// First-order division.
    Province,
    /// Natural or other larger region.
    Region,
    /// Whole country.
    Country,
    /// Larger than a country.
    Continent,
}

impl PlacePrecision {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            PlacePrecision::Facility => "facility",
            PlacePrecision::Neighbourhood => "neighbourhood",
            PlacePrecision::Locality => "locality",
            PlacePrecision::Settlement => "settlement",
            PlacePrecision::District => "district",
            PlacePrecision::Province => "province",
            PlacePrecision::Region => "region",
            PlacePrecision::Country => "country",
            PlacePrecision::Continent => "continent",
        }
    }
}

/// A compass direction in degrees clockwise from north, 0 to 359.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bearing(pub u16);

impl Bearing {
    /// Returns the nearest of the eight main directions in words.
    ///
    /// ```
    /// use rashomon_model::Bearing;
    /// assert_eq!((Bearing(350).compass(), Bearing(225).compass()), ("north", "south-west"));
    /// ```
    pub fn compass(self) -> &'static str {
        const NAMES: [&str; 8] = [
            "north",
            "north-east",
            "east",
            "south-east",
            "south",
            "south-west",
            "west",
            "north-west",
        ];
        NAMES[(usize::from(self.0) + 22) / 45 % 8]
    }
}

/// One place name, with what the gazetteer makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The mention it belongs to.
    pub mention: Option<MentionId>,
    /// The words.
    pub span: Span,
    /// The gazetteer's name.
    pub name: Option<String>,
    /// ISO 3166 code, as the gazetteer sees it.
    pub country: Option<String>,
    /// The gazetteer's point.
    pub point: Option<Point>,
    /// Gazetteer and entry, such as `geonames:123`.
    pub gazetteer: Option<String>,
    /// What sort of entry it is.
    pub precision: Option<PlacePrecision>,
    /// Told distance from it.
    pub offset_km: Option<f64>,
    /// Told direction from it.
    pub bearing: Option<Bearing>,
    /// How else the words set a thing by it; none where it is said to be in it.
    pub setting: Option<Setting>,
    /// Where a thing so set may lie, where the gazetteer knows the place.
    pub area: Option<Area>,
    /// The same area drawn around 0°, 0°, where the words point away from the place: to be held
    /// against another of the same name, which the gazetteer may not know.
    pub around: Option<Area>,
    /// What the words may mean, the likeliest first; the one chosen above is among them.
    pub candidates: Vec<PlaceCandidate>,
}

/// One thing that a place name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceCandidate {
    /// The gazetteer's name.
    pub name: String,
    /// ISO 3166 code, as the gazetteer sees it.
    pub country: Option<String>,
    /// The gazetteer's point.
    pub point: Option<Point>,
    /// Gazetteer and entry, such as `geonames:123`.
    pub gazetteer: Option<String>,
    /// Its share of all that the words may mean, from 0 to 1; what is not listed has the rest.
    pub weight: f64,
    /// What speaks for and against it, in decimal orders of magnitude of population.
    pub why: Vec<(String, f64)>,
}

impl Place {
    /// A place of which nothing is known yet but where its words stand.
    pub fn at(mention: Option<MentionId>, span: Span) -> Place {
        Place {
            mention,
            span,
            name: None,
            country: None,
            point: None,
            gazetteer: None,
            precision: None,
            offset_km: None,
            bearing: None,
            setting: None,
            area: None,
            around: None,
            candidates: Vec::new(),
        }
    }

    /// Returns the entry of a place whose coordinates its report gives: it is in no gazetteer.
    pub fn given(point: Point) -> String {
        format!("given:{},{}", point.lat, point.lon)
    }

    /// Tells whether its report gives its coordinates.
    pub fn is_given(&self) -> bool {
        self.gazetteer.as_deref().is_some_and(|entry| entry.starts_with("given:"))
    }

    /// Returns the words of a place with what is told of where by it.
    pub fn in_words(&self, text: &str) -> String {
        in_words(text, self.offset_km, self.bearing, self.setting.as_ref())
    }
}

/// Tells whether a name begins with the side it is set on: "North Velm", "Northern Velm".
fn has_side(name: &str, side: Option<Bearing>) -> bool {
    let first = name.split_whitespace().next().unwrap_or("").to_lowercase().replace('-', "");
    side.is_some_and(|side| {
        let side = side.compass().replace('-', "");
        first.strip_suffix("ern").unwrap_or(&first) == side
    })
}

/// Writes a place with what is told of where by it: "35 km west of Velm", "near Velm".
///
/// ```
/// use rashomon_model::{Bearing, Setting, SettingKind, in_words};
/// assert_eq!(in_words("Velm", Some(35.0), Some(Bearing(270)), None), "35 km west of Velm");
/// let setting = Setting { side: Some(Bearing(90)), ..Setting::of(SettingKind::Outskirts) };
/// assert_eq!(in_words("Velm", None, None, Some(&setting)), "eastern outskirts of Velm");
/// let part = Setting { side: Some(Bearing(0)), ..Setting::of(SettingKind::Part) };
/// assert_eq!(in_words("Velm", None, None, Some(&part)), "northern Velm");
/// assert_eq!(in_words("North Velm", None, None, Some(&part)), "North Velm");
/// ```
pub fn in_words(
    text: &str,
    km: Option<f64>,
    bearing: Option<Bearing>,
    setting: Option<&Setting>,
) -> String {
    match (km, bearing) {
        (Some(km), Some(bearing)) => return format!("{km} km {} of {text}", bearing.compass()),
        (Some(km), None) => return format!("{km} km from {text}"),
        (None, Some(bearing)) => return format!("{} of {text}", bearing.compass()),
        (None, None) => {}
    }
    let Some(setting) = setting else { return text.to_owned() };
    let side = setting.side.map_or_else(String::new, |side| format!("{}ern ", side.compass()));
    match setting.kind {
        SettingKind::Near => format!("near {text}"),
        SettingKind::Outskirts => format!("{side}outskirts of {text}"),
        SettingKind::Countryside => format!("{side}countryside of {text}"),
        SettingKind::Offshore => format!("off {side}{text}"),
        // "North Velm" says its side itself.
        SettingKind::Part if has_side(text, setting.side) => text.to_owned(),
        SettingKind::Part => format!("{side}{text}"),
        SettingKind::Between => match &setting.other {
            Some(other) => format!("between {text} and {other}"),
            None => format!("between {text} and elsewhere"),
        },
        SettingKind::Road => match &setting.other {
            Some(other) => format!("road between {text} and {other}"),
            None => format!("road by {text}"),
        },
    }
}
