//! The place names of one report, each with the entries it may mean and what the text says of it.
//!
//! In: the reading and its text. Out: [`Names`]: distinct names in order of first use, with their
//! mentions, candidates, and the containers that "X, Y" puts around them; and how often the text
//! speaks of each country through adjectives. Chooses nothing.

use std::collections::HashMap;

use rashomon_model::{EntityKind, Reading, Report, Span};

use super::file::{Kind, Record};
use super::words::Sort;
use super::{Gazetteer, Match, fold};

/// A country named by adjectives more often than this counts no further.
const ENOUGH: u32 = 6;

/// Words longer than this in bytes are no name.
const LONGEST_NAME: usize = 400;
/// Small words that begin names.
const PARTICLES: [&str; 8] = ["al", "el", "ash", "ad", "ar", "de", "la", "the"];

/// One name with everything it may mean.
pub(super) struct Name {
    /// Places of the reading that bear it.
    pub places: Vec<usize>,
    /// What words beside it say.
    pub sort: Option<Sort>,
    /// What it may mean.
    pub entries: Vec<(Record, Match)>,
    /// Names that stand around it: "X, Y".
    pub inside: Vec<usize>,
    /// Divisions or countries that stand around it without being places of the reading.
    pub within: Vec<Record>,
}

/// The names of a report.
pub(super) struct Names {
    pub names: Vec<Name>,
    /// Mentions of a country by adjective or people.
    pub peoples: HashMap<u8, f64>,
}

/// Gathers the names of a report.
pub(super) fn gather(reading: &Reading, report: &Report, gazetteer: &Gazetteer) -> Names {
    let text = report.text.as_str();
    let mut names: Vec<Name> = Vec::new();
    let mut known: HashMap<(String, Option<Sort>), usize> = HashMap::new();
    let mut of_place: Vec<Option<usize>> = Vec::with_capacity(reading.places.len());
    for (at, place) in reading.places.iter().enumerate() {
        let words = words_of(text, place.span);
        let key = fold::key(proper(words));
        if key.is_empty() || is_facility(reading, at) {
            of_place.push(None);
            continue;
        }
        let next = next_word(text, place.span.end as usize);
        let sort = gazetteer.words.after(next).filter(|s| *s != Sort::Part);
        let number = *known.entry((key.clone(), sort)).or_insert_with(|| {
            let (entries, sort) = meanings(&key, sort, gazetteer);
            names.push(Name { places: vec![], sort, entries, inside: vec![], within: vec![] });
            names.len() - 1
        });
        names[number].places.push(at);
        of_place.push(Some(number));
    }
    enclose(reading, text, &of_place, &mut names, gazetteer);
    Names { names, peoples: peoples(text, gazetteer) }
}

/// Returns the entries of a key, taking off words that say its sort where it has none with them.
fn meanings(
    key: &str,
    sort: Option<Sort>,
    gazetteer: &Gazetteer,
) -> (Vec<(Record, Match)>, Option<Sort>) {
    if gazetteer.words.is_adjective(key) {
        return (Vec::new(), sort);
    }
    let mut found = gazetteer.entries(key);
    let Some((bare, said)) = gazetteer.words.strip(key) else { return (found, sort) };
    if bare.len() < 2 || gazetteer.words.is_adjective(bare) {
        return (Vec::new(), sort);
    }
    if found.iter().any(|(_, how)| *how == Match::Exact) {
        return (found, sort);
    }
    found.retain(|(_, how)| *how != Match::Alike);
    let more = gazetteer.entries(bare);
    for (record, how) in more {
        if !found.iter().any(|(r, _)| r.number == record.number) {
            found.push((record, how));
        }
    }
    (found, sort.or(Some(said)))
}

fn words_of(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or("")
}

/// Cuts a place's words down to its name: "Velmia's Karsa" and "rebel-held Karsa" are Karsa.
///
/// Words without a capital, in a script that has them, name no place: "the hill" is none.
fn proper(words: &str) -> &str {
    if words.len() > LONGEST_NAME {
        return "";
    }
    let mut name = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
    for mark in ["'s ", "’s "] {
        name = name.rsplit_once(mark).map_or(name, |(_, owned)| owned);
    }
    while !name.is_empty() {
        let word = name.split(' ').next().unwrap_or(name);
        // "al-Karsa" and "d'Velm" begin small and are names.
        let capital = word.contains(char::is_uppercase);
        let small = word.starts_with(char::is_lowercase);
        let article = word.split_once(['-', '\'', '’']).is_some_and(|(a, _)| a.chars().count() < 4);
        let more = name.get(word.len()..).unwrap_or("").trim_start();
        let named = more.contains(char::is_uppercase);
        if !small || (capital && article) || (PARTICLES.contains(&word) && named) {
            break;
        }
        name = more;
    }
    name
}

fn is_facility(reading: &Reading, place: usize) -> bool {
    let mention = reading.places[place].mention.and_then(|m| reading.mentions.get(m.index()));
    mention.is_some_and(|m| m.kind == EntityKind::Facility)
}

fn next_word(text: &str, end: usize) -> &str {
    let rest = text.get(end..).unwrap_or("");
    let Some(rest) = rest.strip_prefix(' ') else { return "" };
    let stop = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    rest.get(..stop).unwrap_or("")
}

/// Finds "X, Y" and "X in Y".
fn enclose(
    reading: &Reading,
    text: &str,
    of_place: &[Option<usize>],
    names: &mut [Name],
    gazetteer: &Gazetteer,
) {
    for (at, place) in reading.places.iter().enumerate() {
        let Some(name) = of_place[at] else { continue };
        let next = reading.places.get(at + 1).zip(of_place.get(at + 1).copied().flatten());
        let between =
            next.and_then(|(n, _)| text.get(place.span.end as usize..n.span.start as usize));
        if let (Some(between), Some((_, outer))) = (between, next)
            && links(between, gazetteer)
            && outer != name
        {
            if !names[name].inside.contains(&outer) {
                names[name].inside.push(outer);
            }
        } else if let Some(record) = abbreviated(text, place.span.end as usize, gazetteer)
            && !names[name].within.iter().any(|r| r.number == record.number)
        {
            names[name].within.push(record);
        }
    }
}

/// Says whether these words between two places put the first inside the second.
fn links(between: &str, gazetteer: &Gazetteer) -> bool {
    let mut rest = between.trim();
    if between.len() > 40 {
        return false;
    }
    if let Some((first, more)) = rest.split_once(' ')
        && gazetteer.words.after(first).is_some()
    {
        rest = more;
    }
    matches!(rest, "," | "in" | ", in" | "in the" | ", in the" | "(")
}

/// Reads a division or country right after a comma that is not itself a place: "X, Ill."
fn abbreviated(text: &str, end: usize, gazetteer: &Gazetteer) -> Option<Record> {
    let rest = text.get(end..)?.strip_prefix(", ")?;
    let stop = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
    let word = rest.get(..stop)?.trim_end_matches('.');
    if !word.starts_with(char::is_uppercase) || word.chars().count() > 20 {
        return None;
    }
    let numbers = gazetteer.file.find(&fold::key(word));
    let records = numbers.into_iter().filter_map(|n| gazetteer.file.record(n));
    records
        .filter(|r| matches!(r.kind, Kind::Province | Kind::Country))
        .max_by(|a, b| a.people.total_cmp(&b.people).then(b.number.cmp(&a.number)))
}

/// Counts adjectives and names of peoples.
fn peoples(text: &str, gazetteer: &Gazetteer) -> HashMap<u8, f64> {
    let mut counts: HashMap<u8, u32> = HashMap::new();
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.starts_with(char::is_uppercase)
            && let Some(country) = gazetteer.words.people(&word.to_lowercase())
        {
            *counts.entry(country).or_default() += 1;
        }
    }
    counts.into_iter().map(|(c, n)| (c, f64::from(n.min(ENOUGH)).ln_1p())).collect()
}
