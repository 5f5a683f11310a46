//! The words of calendar and clock, from the tables under `data/lexicon/en`.
//!
//! In: words and a position. Out: what the word there is. A word that is also a name or a verb
//! ("May", "March", "Sun") counts only in the shape the table asks for; the grammar above decides
//! the rest. A table that does not parse leaves its words unknown; a test rules that out.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::calendar::{Season, Unit};
use super::expression::Edge;
use super::feasts::Feast;
use crate::phrases::Phrases;
use crate::words::Words;
use crate::{Lexicon, Row};

/// What a word of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Month(i8),
    Weekday(i8),
    /// "Sundays".
    Weekdays(i8),
    Season(Season),
    DayPart(&'static str),
    /// "noon": hour.
    Clock(u8),
    Unit(Unit, u32),
    Units(Unit, u32),
    Edge(Edge),
    /// Minutes ahead of universal time, where the letters mean one zone only.
    Zone(Option<i16>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Any,
    Capital,
    /// Abbreviation that is also a word: only beside other parts of a date.
    Beside,
}

/// All tables of time expressions.
pub(super) struct Tables {
    words: HashMap<String, Vec<(Term, Shape)>>,
    references: Phrases<(&'static str, Vec<String>)>,
    feast_names: Phrases<usize>,
    feasts: Vec<Feast>,
    name_before: HashSet<String>,
    name_after: HashSet<String>,
    pub(super) future_aux: HashSet<String>,
    pub(super) modal_aux: HashSet<String>,
    pub(super) planning: HashSet<String>,
    pub(super) limits: HashSet<String>,
    pub(super) planning_for: HashSet<String>,
    pub(super) committing: HashSet<String>,
    pub(super) deferring: HashSet<String>,
    pub(super) scheduled: HashSet<String>,
    pub(super) plannable: HashSet<String>,
}

/// Returns the tables, read once.
pub(super) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::load)
}

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!("../../../../data/lexicon/en/", $name, ".tsv"))
    };
}

impl Tables {
    fn load() -> Tables {
        let mut words: HashMap<String, Vec<(Term, Shape)>> = HashMap::default();
        for row in rows("time-words", table!("time-words")).rows() {
            if let Some(term) = term(row) {
                let shape = match row.get("case") {
                    "capital" => Shape::Capital,
                    "dot" => Shape::Beside,
                    _ => Shape::Any,
                };
                words.entry(row.get("word").to_owned()).or_default().push((term, shape));
            }
        }
        let feasts = rows("time-feasts", table!("time-feasts"));
        let feasts: Vec<Feast> = feasts.rows().filter_map(feast_of).collect();
        let names = rows("time-names", table!("time-names"));
        let tense = rows("time-tense", table!("time-tense"));
        Tables {
            words,
            references: Phrases::load(
                "time-references",
                table!("time-references"),
                "phrase",
                |row| {
                    Some((
                        reference(row.get("value"))?,
                        row.list("tag").map(str::to_owned).collect(),
                    ))
                },
            ),
            feast_names: Phrases::load("time-feasts", table!("time-feasts"), "name", |row| {
                let feast = feast_of(row)?;
                feasts.iter().position(|known| *known == feast)
            }),
            feasts,
            name_before: words_of(&names, "place", "before"),
            name_after: words_of(&names, "place", "after"),
            future_aux: words_of(&tense, "role", "aux"),
            modal_aux: words_of(&tense, "role", "modal"),
            planning: words_of(&tense, "role", "verb"),
            limits: words_of(&tense, "role", "limit"),
            planning_for: words_of(&tense, "role", "verb-for"),
            committing: words_of(&tense, "role", "commits"),
            deferring: words_of(&tense, "role", "defers"),
            scheduled: words_of(&tense, "role", "scheduled"),
            plannable: words_of(&tense, "role", "plannable"),
        }
    }

    /// Returns the words of the calendar and the clock, in no order.
    pub(super) fn calendar_words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// Returns the names of days and months as phrases, in no order.
    pub(super) fn feast_phrases(&self) -> impl Iterator<Item = &[String]> {
        self.feast_names.all()
    }

    /// Returns the words with which phrases begin that point at present, past or future.
    pub(super) fn first_of_references(&self) -> impl Iterator<Item = &str> {
        self.references.firsts()
    }

    /// Returns a named day or month.
    pub(super) fn feast(&self, index: usize) -> Option<&Feast> {
        self.feasts.get(index)
    }
}

fn feast_of(row: Row<'_>) -> Option<Feast> {
    Feast::parse(row.get("rule"), row.get("days"), row.get("slack"), row.get("sort"))
}

fn rows(name: &str, text: &str) -> Lexicon {
    Lexicon::parse(name, text).unwrap_or_default()
}

fn words_of(lexicon: &Lexicon, column: &str, value: &str) -> HashSet<String> {
    let rows = lexicon.rows().filter(|row| row.get(column) == value);
    rows.map(|row| row.get("word").to_owned()).collect()
}

fn reference(value: &str) -> Option<&'static str> {
    ["PRESENT_REF", "PAST_REF", "FUTURE_REF"].into_iter().find(|known| *known == value)
}

fn term(row: Row<'_>) -> Option<Term> {
    let value = row.get("value");
    Some(match row.get("role") {
        "month" => Term::Month(value.parse().ok()?),
        "weekday" => Term::Weekday(value.parse().ok()?),
        "weekdays" => Term::Weekdays(value.parse().ok()?),
        "season" => Term::Season(match value {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Autumn,
            _ => Season::Winter,
        }),
        "daypart" => {
            Term::DayPart(["MO", "MI", "AF", "EV", "NI", "DT"].into_iter().find(|c| *c == value)?)
        }
        "clock" => Term::Clock(value.get(..2)?.parse().ok()?),
        "unit" => {
            let (unit, times) = unit(value)?;
            Term::Unit(unit, times)
        }
        "units" => {
            let (unit, times) = unit(value)?;
            Term::Units(unit, times)
        }
        "edge" => Term::Edge(match value {
            "START" => Edge::Start,
            "MID" => Edge::Mid,
            _ => Edge::End,
        }),
        "zone" => Term::Zone(value.parse().ok()),
        _ => return None,
    })
}

/// Reads a unit and how many of it the word stands for: a fortnight is two weeks.
fn unit(code: &str) -> Option<(Unit, u32)> {
    Some(match code {
        "S" => (Unit::Second, 1),
        "TM" => (Unit::Minute, 1),
        "H" => (Unit::Hour, 1),
        "D" | "N" => (Unit::Day, 1),
        "W" => (Unit::Week, 1),
        "WE" => (Unit::Weekend, 1),
        "F" => (Unit::Week, 2),
        "M" => (Unit::Month, 1),
        "Q" => (Unit::Quarter, 1),
        "Y" => (Unit::Year, 1),
        "E" => (Unit::Decade, 1),
        "C" => (Unit::Century, 1),
        "L" => (Unit::Millennium, 1),
        _ => return None,
    })
}

fn terms<'w>(words: &'w Words<'_>, at: usize) -> impl Iterator<Item = (Term, Shape)> + 'w {
    let known = tables().words.get(words.lower(at)).map_or(&[][..], Vec::as_slice);
    known.iter().copied().filter(move |(_, shape)| *shape != Shape::Capital || words.is_capital(at))
}

fn find<T>(words: &Words<'_>, at: usize, pick: impl Fn(Term) -> Option<T>) -> Option<T> {
    terms(words, at).filter(|(_, shape)| *shape != Shape::Beside).find_map(|(term, _)| pick(term))
}

/// Reads a month; abbreviations without a full stop only where `beside` other parts of a date.
pub(super) fn month(words: &Words<'_>, at: usize, beside: bool) -> Option<i8> {
    let mut months = terms(words, at).filter(|(_, shape)| beside || *shape != Shape::Beside);
    months.find_map(|(term, shape)| match term {
        Term::Month(month) if shape != Shape::Beside || words.is_capital(at) => Some(month),
        _ => None,
    })
}

/// Reads a weekday; abbreviations only where `beside` other parts of a date.
pub(super) fn weekday(words: &Words<'_>, at: usize, beside: bool) -> Option<i8> {
    let mut days = terms(words, at).filter(|(_, shape)| beside || *shape != Shape::Beside);
    days.find_map(|(term, shape)| match term {
        Term::Weekday(day) if shape != Shape::Beside || words.is_capital(at) => Some(day),
        _ => None,
    })
}

/// Reads "Sundays".
pub(super) fn weekdays(words: &Words<'_>, at: usize) -> Option<i8> {
    find(words, at, |term| if let Term::Weekdays(day) = term { Some(day) } else { None })
}

pub(super) fn season(words: &Words<'_>, at: usize) -> Option<Season> {
    find(words, at, |term| if let Term::Season(season) = term { Some(season) } else { None })
}

pub(super) fn day_part(words: &Words<'_>, at: usize) -> Option<&'static str> {
    find(words, at, |term| if let Term::DayPart(part) = term { Some(part) } else { None })
}

/// Reads "noon", "midnight".
pub(super) fn clock_word(words: &Words<'_>, at: usize) -> Option<u8> {
    find(words, at, |term| if let Term::Clock(hour) = term { Some(hour) } else { None })
}

/// A unit with a capital inside a sentence belongs to a title: "60 Minutes", "This Week".
fn is_title(words: &Words<'_>, at: usize) -> bool {
    words.is_capital(at)
        && !words.opens_sentence(at)
        && words.raw(at).chars().any(char::is_lowercase)
}

/// Reads a unit in the singular, with how many of it the word stands for.
pub(super) fn unit_one(words: &Words<'_>, at: usize) -> Option<(Unit, u32)> {
    let unit = |term| if let Term::Unit(unit, n) = term { Some((unit, n)) } else { None };
    find(words, at, unit).filter(|_| !is_title(words, at))
}

/// Reads a unit in the plural.
pub(super) fn unit_many(words: &Words<'_>, at: usize) -> Option<(Unit, u32)> {
    let units = |term| if let Term::Units(unit, n) = term { Some((unit, n)) } else { None };
    find(words, at, units).filter(|_| !is_title(words, at))
}

pub(super) fn edge(words: &Words<'_>, at: usize) -> Option<Edge> {
    find(words, at, |term| if let Term::Edge(edge) = term { Some(edge) } else { None })
}

/// Reads a time zone: the minutes it is ahead of universal time, where they are known.
pub(super) fn zone(words: &Words<'_>, at: usize) -> Option<Option<i16>> {
    find(words, at, |term| if let Term::Zone(ahead) = term { Some(ahead) } else { None })
}

/// Reads a phrase that points at present, past or future.
pub(super) fn pointing(words: &Words<'_>, at: usize) -> Option<(usize, &'static str)> {
    let mut found = tables().references.all_at(words, at).filter(|(_, (_, tags))| {
        tags.is_empty() || words.tag(at).is_empty() || tags.iter().any(|tag| tag == words.tag(at))
    });
    found.next().map(|(end, (value, _))| (end, *value))
}

/// Reads the name of a day or a month, with its place in the table.
pub(super) fn feast(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let (end, feast) = tables().feast_names.at(words, at)?;
    (at..end).any(|k| words.is_capital(k)).then_some((end, *feast))
}

/// Tells whether the words around make a date part of a name ("Operation May Dawn").
pub(super) fn is_name(words: &Words<'_>, start: usize, end: usize) -> bool {
    tables().name_before.contains(words.before(start))
        || (words.is_capital(end) && tables().name_after.contains(words.lower(end)))
        || (words.is_capital(end)
            && words.is_capital(end + 1)
            && tables().name_after.contains(words.lower(end + 1)))
}
