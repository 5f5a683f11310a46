//! Words around place names: what sort of place is meant, and which country an adjective tells of.
//!
//! In: `data/places/type-words.tsv` and the states with their adjectives in
//! `data/lexicon/en/cast-states.tsv`. Out: a name without such words with what they say of it,
//! and the countries that the words of a text speak of. Country names themselves are the
//! gazetteer's.

use foldhash::{HashMap, HashSet};

use super::file::{File, Kind};
use super::fold;

const TYPES: &str = include_str!("../../../../data/places/type-words.tsv");
const OUTLETS: &str = include_str!("../../../../data/outlets/countries.tsv");
const STATES: &str = include_str!("../../../../data/lexicon/en/cast-states.tsv");

/// What a word says of the name beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sort {
    Division,
    District,
    Settlement,
    /// A piece of the place named.
    Part,
    /// Something called after places that it leads to, or after none: "Memphis Street".
    Way,
}

pub(super) struct Words {
    before: HashMap<String, Sort>,
    after: HashMap<String, Sort>,
    /// Words before what is a place: "in".
    prepositions: HashSet<String>,
    /// Adjectives and names of peoples, in lower case, with the country's code in the file.
    peoples: HashMap<String, u8>,
    /// Keys of the names of states.
    states: HashSet<String>,
    /// Names of outlets, and endings of their addresses, with the country's code in the file.
    outlets: HashMap<String, u8>,
}

impl Words {
    pub(super) fn embedded(file: &File) -> Result<Words, String> {
        let (mut before, mut after) = (HashMap::default(), HashMap::default());
        let mut prepositions = HashSet::default();
        for (word, rest) in rows(TYPES) {
            let [sense, side] = rest[..] else { return Err(format!("type-words: `{word}`")) };
            let sort = match sense {
                "division" => Sort::Division,
                "district" => Sort::District,
                "settlement" => Sort::Settlement,
                "part" => Sort::Part,
                "way" => Sort::Way,
                "at" => {
                    prepositions.insert(word.to_owned());
                    continue;
                }
                other => return Err(format!("type-words: unknown sense `{other}`")),
            };
            if side != "after" {
                before.insert(fold::key(word), sort);
            }
            if side != "before" {
                after.insert(fold::key(word), sort);
            }
        }
        let (mut peoples, mut states) = (HashMap::default(), HashSet::default());
        for (names, rest) in rows(STATES) {
            states.extend(names.split(';').map(fold::key));
            let Some(country) = names.split(';').find_map(|name| country(file, name)) else {
                continue;
            };
            for form in rest.iter().flat_map(|forms| forms.split(';')).filter(|f| !f.is_empty()) {
                peoples.insert(form.to_lowercase(), country);
            }
        }
        let mut outlets = HashMap::default();
        for (names, rest) in rows(OUTLETS) {
            let code = rest.first().copied().unwrap_or("");
            let Some(country) = file.country_code(code) else { continue };
            outlets.extend(names.split(';').map(|name| (name.to_lowercase(), country)));
        }
        Ok(Words { before, after, prepositions, peoples, states, outlets })
    }

    /// Returns the country where an outlet is at home, by its name or the end of its address.
    pub(super) fn home(&self, outlet: &str) -> Option<u8> {
        let outlet = outlet.trim().to_lowercase();
        let by_name = self.outlets.get(&outlet);
        let ending = || {
            let spaced = outlet.contains(char::is_whitespace);
            let (_, end) = outlet.rsplit_once('.').filter(|_| !spaced)?;
            self.outlets.get(&format!(".{end}"))
        };
        by_name.or_else(ending).copied()
    }

    /// Returns what a word after a name says of it.
    pub(super) fn after(&self, word: &str) -> Option<Sort> {
        self.after.get(&fold::key(word)).copied()
    }

    /// Tells whether a word stands before names and belongs to none: "Greater", "Northern".
    pub(super) fn is_before(&self, word: &str) -> bool {
        self.before.contains_key(&fold::key(word))
    }

    /// Tells whether what follows a word is a place more often than not.
    pub(super) fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(word)
    }

    /// Tells whether a word says that what is named is a street or the like.
    pub(super) fn is_way(&self, word: &str) -> bool {
        self.after.get(&fold::key(word)) == Some(&Sort::Way)
    }

    /// Takes words off a key that say what sort of place it is: "X province", "the city of X".
    pub(super) fn strip<'k>(&self, key: &'k str) -> Option<(&'k str, Sort)> {
        let key = key.strip_prefix("the ").unwrap_or(key);
        if let Some((rest, last)) = key.rsplit_once(' ')
            && let Some(sort) = self.after.get(last)
            && *sort != Sort::Way
        {
            return Some((rest, *sort));
        }
        let (first, rest) = key.split_once(' ')?;
        let sort = *self.before.get(first)?;
        Some((rest.strip_prefix("of ").unwrap_or(rest), sort))
    }

    /// Takes off the country that stands before a name: "the Velmian Karsa province", and "Velmias
    /// Karsa", which has lost its apostrophe.
    pub(super) fn without_country<'k>(&self, key: &'k str) -> Option<&'k str> {
        let key = key.strip_prefix("the ").unwrap_or(key);
        let (first, rest) = key.split_once(' ')?;
        let genitive = first.strip_suffix('s').is_some_and(|state| self.states.contains(state));
        let rest = rest.trim_start();
        (!rest.is_empty() && (self.is_adjective(first) || genitive)).then_some(rest)
    }

    /// Says whether a key is an adjective or a people and no name of a state.
    pub(super) fn is_adjective(&self, key: &str) -> bool {
        self.peoples.contains_key(key) && !self.states.contains(key)
    }

    /// Returns the country that an adjective or the name of a people tells of.
    pub(super) fn people(&self, word: &str) -> Option<u8> {
        self.peoples.get(word).copied()
    }
}

fn country(file: &File, name: &str) -> Option<u8> {
    let records = file.find(&fold::key(name)).into_iter().filter_map(|n| file.record(n));
    records.filter(|r| r.kind == Kind::Country).map(|r| r.country).next()
}

/// Rows of a table without its comments and its header: the first cell, and the others.
fn rows(table: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let lines = table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    lines.skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.collect()))
    })
}
