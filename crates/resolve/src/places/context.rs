//! The place names of one report, each with the entries it may mean and what the text says of it.
//!
//! In: the reading and its text. Out: [`Names`]: distinct names in order of first use, with their
//! mentions, candidates, and the containers that "X, Y" puts around them; and how often the text
//! speaks of each country through adjectives. Chooses nothing.

use foldhash::HashMap;
use rashomon_model::{EntityKind, Reading, Report, Span};
use rashomon_text::is_common_word;

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
    /// Its key in the gazetteer.
    pub key: String,
    /// Whether the reading marks it as a place somewhere; else its name alone was found.
    pub marked: bool,
    /// What words beside it say.
    pub sort: Option<Sort>,
    /// What it may mean.
    pub entries: Vec<(Record, Match)>,
    /// Names that stand around it: "X, Y".
    pub inside: Vec<usize>,
    /// Divisions or countries that stand around it without being places of the reading.
    pub within: Vec<Record>,
}

impl Name {
    /// How much a name counts: more with every mention, and ever less so.
    pub(super) fn mass(&self) -> f64 {
        if self.entries.is_empty() { 0.0 } else { (self.places.len() as f64).ln_1p() }
    }
}

/// The names of a report.
pub(super) struct Names {
    pub names: Vec<Name>,
    /// For each place of the reading its name.
    pub of_place: Vec<Option<usize>>,
    /// For each place of the reading the place that "X, Y" or "X in Y" puts it in.
    pub host: Vec<Option<usize>>,
    /// The country of the outlet.
    pub home: Option<u8>,
    /// Mentions of a country by adjective or people.
    pub peoples: HashMap<u8, f64>,
}

/// Gathers the names of a report.
pub(super) fn gather(
    reading: &Reading,
    report: &Report,
    gazetteer: &Gazetteer,
    looked_up: &mut Meanings<'_>,
) -> Names {
    let text = report.text.as_str();
    let mut names: Vec<Name> = Vec::new();
    let mut known: HashMap<(String, Option<Sort>), usize> = HashMap::default();
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
            let (entries, sort) = looked_up.of(&key, sort);
            let (places, marked) = (vec![], false);
            names.push(Name { places, key, marked, sort, entries, inside: vec![], within: vec![] });
            names.len() - 1
        });
        names[number].places.push(at);
        names[number].marked |= place.mention.is_some() || is_dateline(text, place.span);
        of_place.push(Some(number));
    }
    let host = enclose(reading, text, &of_place, &mut names, gazetteer);
    let home = report.outlet.as_deref().and_then(|outlet| gazetteer.words.home(outlet));
    Names { names, of_place, host, home, peoples: peoples(text, gazetteer) }
}

/// What the keys of one report may mean, each looked up once.
pub(super) struct Meanings<'g> {
    gazetteer: &'g Gazetteer,
    known: HashMap<String, Meaning>,
}

/// The entries of a key, with the sort that its own words say.
type Meaning = (Vec<(Record, Match)>, Option<Sort>);

impl<'g> Meanings<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Meanings<'g> {
        Meanings { gazetteer, known: HashMap::default() }
    }

    /// Returns the entries of a key and its sort: the one told, else what its own words say.
    fn of(&mut self, key: &str, sort: Option<Sort>) -> Meaning {
        let (entries, said) = self.look_up(key);
        (entries.clone(), sort.or(*said))
    }

    /// Tells whether a key means anything.
    pub(super) fn is_known(&mut self, key: &str) -> bool {
        !self.look_up(key).0.is_empty()
    }

    fn look_up(&mut self, key: &str) -> &Meaning {
        let gazetteer = self.gazetteer;
        self.known.entry(key.to_owned()).or_insert_with(|| meanings(key, gazetteer))
    }
}

/// Returns the entries of a key, taking off words that say its sort where it has none with them.
fn meanings(key: &str, gazetteer: &Gazetteer) -> Meaning {
    if gazetteer.words.is_adjective(key) {
        return (Vec::new(), None);
    }
    let mut found = gazetteer.entries(key);
    if !found.iter().any(|(_, how)| *how == Match::Exact)
        && let Some(own) = gazetteer.words.without_country(key)
    {
        return meanings(own, gazetteer);
    }
    let Some((bare, said)) = gazetteer.words.strip(key) else { return (found, None) };
    if bare.len() < 2 || gazetteer.words.is_adjective(bare) {
        return (Vec::new(), None);
    }
    if found.iter().any(|(_, how)| *how == Match::Exact) {
        return (found, None);
    }
    found.retain(|(_, how)| *how != Match::Alike);
    let more = gazetteer.entries(bare);
    for (record, how) in more {
        if !found.iter().any(|(r, _)| r.number == record.number) {
            found.push((record, how));
        }
    }
    (found, Some(said))
}

fn words_of(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or("")
}

/// Cuts a place's words down to its name: "Velmia's Karsa" and "rebel-held Karsa" are Karsa.
///
/// Words without a capital, in a script that has them, name no place: "the hill" is none.
pub(super) fn proper(words: &str) -> &str {
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

/// Says whether the words beside a name make it a place: "in Velm", "the village of Velm", "Velm
/// district".
pub(super) fn is_used_as_place(text: &str, span: Span, gazetteer: &Gazetteer) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("");
    let mut words = before.rsplit(char::is_whitespace).filter(|w| !w.is_empty()).take(3);
    let (last, more) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let (last, more) =
        if last == "the" { (more, words.next().unwrap_or("")) } else { (last, more) };
    let typed = |word: &str| {
        let word = word.strip_suffix('s').unwrap_or(word);
        gazetteer.words.after(word).is_some() || gazetteer.words.is_before(word)
    };
    gazetteer.words.is_preposition(last)
        || typed(last)
        || last == "of" && typed(more)
        || typed(next_word(text, span.end as usize))
        || typed(words_of(text, span).rsplit(' ').next().unwrap_or(""))
}

/// Says whether a name in capitals opens a line and a dash or bracket follows: "VELM (Agency) —".
fn is_dateline(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("").trim_end_matches(' ');
    let after = text.get(span.end as usize..).unwrap_or("").trim_start();
    let opens = before.is_empty() || before.ends_with(['\n', '.']);
    let capitals = !words_of(text, span).contains(char::is_lowercase);
    opens && capitals && after.starts_with(['(', '—', '–', '-'])
}

/// Says whether every word is one that English writes small as well.
pub(super) fn is_common(words: &str) -> bool {
    words.split(' ').all(|word| is_common_word(&word.to_lowercase()))
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

/// Finds "X, Y" and "X in Y", of names and of what has none in the gazetteer.
fn enclose(
    reading: &Reading,
    text: &str,
    of_place: &[Option<usize>],
    names: &mut [Name],
    gazetteer: &Gazetteer,
) -> Vec<Option<usize>> {
    let mut host = vec![None; reading.places.len()];
    for (at, place) in reading.places.iter().enumerate() {
        // The next place behind it, stepping over those in its own words.
        let later = (at + 1..reading.places.len()).take(4);
        let next =
            later.into_iter().find(|next| reading.places[*next].span.start >= place.span.end);
        let between = next
            .and_then(|n| text.get(place.span.end as usize..reading.places[n].span.start as usize));
        let linked = between.is_some_and(|between| links(between, gazetteer));
        let outer = next.filter(|_| linked).and_then(|n| Some((n, of_place[n]?)));
        if let Some((next, outer)) = outer
            && of_place[at] != Some(outer)
        {
            host[at] = Some(next);
            if let Some(name) = of_place[at]
                && !names[name].inside.contains(&outer)
            {
                names[name].inside.push(outer);
            }
        } else if let Some(name) = of_place[at]
            && let Some(record) = abbreviated(text, place.span.end as usize, gazetteer)
            && !names[name].within.iter().any(|r| r.number == record.number)
        {
            names[name].within.push(record);
        }
    }
    host
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
    let mut counts: HashMap<u8, u32> = HashMap::default();
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.starts_with(char::is_uppercase)
            && let Some(country) = gazetteer.words.people(&word.to_lowercase())
        {
            *counts.entry(country).or_default() += 1;
        }
    }
    counts.into_iter().map(|(c, n)| (c, f64::from(n.min(ENOUGH)).ln_1p())).collect()
}
