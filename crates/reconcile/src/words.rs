//! What words in the phrases of claims tell: who is named, which side, which part.
//!
//! Word lists are data under `data/method/`; this file only looks words up. In: the words of a
//! claim. Out: names, side, or that nobody is named. Knows no party by name.

use std::collections::{HashMap, HashSet};

use rashomon_model::CaseEntityId;

/// Which side a phrase without a name speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Camp {
    /// Forces of some government.
    State,
    /// An armed group outside any state.
    Armed,
}

/// A party as a claim puts it.
#[derive(Clone, Debug)]
pub struct Party<'c> {
    /// Its entity, where known.
    pub entity: Option<&'c CaseEntityId>,
    /// The words.
    pub text: &'c str,
    /// The names in the words, lower case.
    pub names: Vec<String>,
    /// All words that tell who, names or not, lower case.
    pub words: Vec<String>,
    /// Its side, where only one is told.
    pub camp: Option<Camp>,
    /// The names in the words that are persons', where they name it by who leads it.
    pub leaders: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    Nobody,
    Thing,
    State,
    Armed,
    Filler,
    Name,
}

/// The word lists.
pub struct Words {
    party: HashMap<&'static str, Tells>,
    part: Vec<(Vec<&'static str>, Vec<&'static str>)>,
    added: Vec<&'static str>,
    unnamed: HashSet<&'static str>,
    roles: HashSet<&'static str>,
    numbers: HashSet<&'static str>,
}

impl Words {
    /// Reads the shipped lists.
    pub fn shipped() -> Words {
        let party = rows(include_str!("../../../data/method/party-words.tsv"));
        let part = rows(include_str!("../../../data/method/part-words.tsv"));
        let added = rows(include_str!("../../../data/method/added-words.tsv"));
        let unnamed = rows(include_str!("../../../data/method/unnamed-voices.tsv"));
        let roles = rows(include_str!("../../../data/method/voice-roles.tsv"));
        let numbers = rows(include_str!("../../../data/lexicon/en/number-words.tsv"));
        let bounds = rows(include_str!("../../../data/lexicon/en/number-bounds.tsv"));
        Words {
            party: party.filter_map(|(word, tells)| Some((word, sort(tells?)?))).collect(),
            part: part
                .map(|(phrase, unless)| {
                    (phrase.split(' ').collect(), unless.unwrap_or("").split(' ').collect())
                })
                .collect(),
            added: added.map(|(phrase, _)| phrase).collect(),
            unnamed: unnamed.map(|(word, _)| word).collect(),
            roles: roles.map(|(word, _)| word).collect(),
            numbers: numbers
                .map(|(word, _)| word)
                .chain(bounds.flat_map(|(phrase, _)| phrase.split(' ')))
                .collect(),
        }
    }

    /// Reads a phrase for a party; none where it names nobody and tells no side.
    pub fn party<'c>(&self, entity: Option<&'c CaseEntityId>, text: &'c str) -> Option<Party<'c>> {
        let (mut names, mut words) = (Vec::new(), Vec::new());
        let (mut state, mut armed) = (false, false);
        let plain = text.replace('.', "");
        for word in pieces(&plain) {
            let lower = word.to_lowercase();
            match self.party.get(lower.as_str()) {
                Some(Tells::Nobody) => return None,
                Some(Tells::State) => state = true,
                Some(Tells::Armed) => armed = true,
                Some(Tells::Thing | Tells::Filler) => {}
                Some(Tells::Name) => names.push(lower),
                None => {
                    words.push(lower.clone());
                    if is_name(word) && !self.numbers.contains(lower.as_str()) {
                        names.push(lower);
                    }
                }
            }
        }
        let camp = match (state, armed) {
            (true, false) => Some(Camp::State),
            (false, true) => Some(Camp::Armed),
            _ => None,
        };
        names.sort();
        names.dedup();
        (camp.is_some() || !names.is_empty()).then_some(Party {
            entity,
            text,
            names,
            words,
            camp,
            leaders: Vec::new(),
        })
    }

    /// Tells whether a phrase says of itself that it names nobody.
    pub fn nobody(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        pieces(&lower).any(|word| self.party.get(word) == Some(&Tells::Nobody))
    }

    /// Tells whether a phrase names a force by who leads it: "Orlev's men", "forces loyal to Orlev".
    pub fn led(&self, text: &str) -> bool {
        let lower = text.to_lowercase().replace('’', "'");
        lower.contains("'s ")
            || lower.contains("s' ")
            || lower.contains(" to ")
            || lower.contains(" of ")
    }

    /// Tells whether the words of two numbers count the fighters of two forces.
    pub fn two_forces(&self, a: &str, b: &str) -> bool {
        let (Some(x), Some(y)) = (self.party(None, a), self.party(None, b)) else { return false };
        let camps = x.camp.is_some() && y.camp.is_some() && x.camp != y.camp;
        let named = !x.names.is_empty() && !y.names.is_empty();
        // "Two soldiers" are not of a force that is named and nobody's army.
        let soldiers = |one: &Party<'_>, other: &Party<'_>| {
            one.camp == Some(Camp::State)
                && one.names.is_empty()
                && other.camp.is_none()
                && !other.names.is_empty()
        };
        camps
            || soldiers(&x, &y)
            || soldiers(&y, &x)
            || (named && !x.names.iter().any(|n| y.names.iter().any(|m| alike(n, m))))
    }

    /// Tells whether the words of a number count a part of another, or add to it.
    pub fn part(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words: Vec<&str> = pieces(&lower).collect();
        // "Five of the dead"; "members of the guard" are no part of a number.
        let number = |word: &str| self.numbers.contains(word) || word.parse::<u32>().is_ok();
        let shared = words.windows(3).any(|w| number(w[0]) && w[1] == "of" && w[2] == "the");
        shared
            || self.part.iter().any(|(phrase, unless)| {
                words.windows(phrase.len()).enumerate().any(|(at, window)| {
                    let beside = [at.checked_sub(1), Some(at + phrase.len())];
                    let beside = beside.into_iter().flatten().filter_map(|at| words.get(at));
                    window == phrase.as_slice() && !beside.into_iter().any(|w| unless.contains(w))
                })
            })
    }

    /// Tells whether words around a number put it beside another: "were also killed".
    pub fn added(&self, quote: &str) -> bool {
        let lower = quote.to_lowercase();
        let words: Vec<&str> = pieces(&lower).collect();
        self.added.iter().any(|word| words.contains(word))
    }

    /// Tells whether words for a voice give its role and no name: "a monitor", "the group".
    pub fn is_role(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        let ends = |word: &&str| {
            ["of", "for", "with", "which", "who", "that", "in", "at", "from", "based", "close"]
                .contains(word)
        };
        let until = words.iter().position(ends).unwrap_or(words.len());
        let Some(head) = until.checked_sub(1).and_then(|at| words.get(at)) else { return false };
        let named = words.iter().enumerate().any(|(at, word)| {
            at > 0 && word.starts_with(char::is_uppercase) && !word.contains('-')
        });
        self.roles.contains(head.to_lowercase().as_str()) && !named
    }

    /// Tells whether words for a voice leave open whose it is.
    pub fn unnamed(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        lower.split_whitespace().all(|word| self.unnamed.contains(word))
    }
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_name(word: &str) -> bool {
    word.chars().count() > 1
        && word.chars().next().is_some_and(char::is_uppercase)
        && !word.chars().any(|c| c.is_ascii_digit())
}

fn sort(tells: &str) -> Option<Tells> {
    Some(match tells {
        "nobody" => Tells::Nobody,
        "thing" => Tells::Thing,
        "state" => Tells::State,
        "armed" => Tells::Armed,
        "filler" => Tells::Filler,
        "name" => Tells::Name,
        _ => return None,
    })
}

/// Rows behind comments and head: first column, and the second where there is one.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|line| match line.split_once('\t') {
        Some((first, second)) => (first, Some(second).filter(|s| !s.is_empty())),
        None => (line, None),
    })
}

/// A country and its adjective are one name: a long common beginning, and short endings.
pub fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (one, two) = (a.chars().count() - shared, b.chars().count() - shared);
    shared >= STEM && one.min(two) < ENDING && one.max(two) <= ENDING
}

/// Letters that two forms of one name share at least.
const STEM: usize = 4;
/// Letters in which their ends may differ.
const ENDING: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_and_its_adjective_are_one_name() {
        assert!(alike("sembria", "sembrian"));
        assert!(alike("karsovo", "karsovan"));
        assert!(!alike("karsovan", "sembrian"));
        assert!(!alike("velm", "velmontar"));
    }

    #[test]
    fn every_row_of_the_shipped_list_is_used() {
        let table = include_str!("../../../data/method/party-words.tsv");
        assert!(rows(table).all(|(_, tells)| tells.and_then(sort).is_some()));
    }

    #[test]
    fn phrases_name_a_party_or_a_side_or_nobody() {
        let words = Words::shipped();
        let party = |text| words.party(None, text).map(|p| (p.names, p.camp));
        assert_eq!(party("unidentified Sembrian aircraft"), None);
        assert_eq!(party("warplanes"), None);
        assert_eq!(party("the rebels"), Some((vec![], Some(Camp::Armed))));
        assert_eq!(party("Sembrian army"), Some((vec!["sembrian".into()], Some(Camp::State))));
    }

    #[test]
    fn parts_and_additions_are_told_from_totals() {
        let words = Words::shipped();
        assert!(words.part("six more people"));
        assert!(words.part("three of whom"));
        assert!(!words.part("more than 20 people"));
        assert!(!words.part("32 and more"));
        assert!(words.part("five of the dead"));
        assert!(!words.part("five members of the guard"));
    }
}
