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
    part: Vec<(Vec<&'static str>, Option<&'static str>)>,
    unnamed: HashSet<&'static str>,
}

impl Words {
    /// Reads the shipped lists.
    pub fn shipped() -> Words {
        let party = rows(include_str!("../../../data/method/party-words.tsv"));
        let part = rows(include_str!("../../../data/method/part-words.tsv"));
        let unnamed = rows(include_str!("../../../data/method/unnamed-voices.tsv"));
        Words {
            party: party.filter_map(|(word, tells)| Some((word, sort(tells?)?))).collect(),
            part: part.map(|(phrase, unless)| (phrase.split(' ').collect(), unless)).collect(),
            unnamed: unnamed.map(|(word, _)| word).collect(),
        }
    }

    /// Reads a phrase for a party; none where it names nobody and tells no side.
    pub fn party<'c>(&self, entity: Option<&'c CaseEntityId>, text: &'c str) -> Option<Party<'c>> {
        let (mut names, mut words) = (Vec::new(), Vec::new());
        let (mut state, mut armed) = (false, false);
        let plain = text.replace('.', "");
        for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let lower = word.to_lowercase();
            match self.party.get(lower.as_str()) {
                Some(Tells::Nobody) => return None,
                Some(Tells::State) => state = true,
                Some(Tells::Armed) => armed = true,
                Some(Tells::Thing | Tells::Filler) => {}
                Some(Tells::Name) => names.push(lower),
                None => {
                    words.push(lower.clone());
                    if is_name(word) {
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
        (camp.is_some() || !names.is_empty()).then_some(Party { entity, text, names, words, camp })
    }

    /// Tells whether the words of a number count a part of another, or add to it.
    pub fn part(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        self.part.iter().any(|(phrase, unless)| {
            words.windows(phrase.len()).enumerate().any(|(at, window)| {
                window == phrase.as_slice()
                    && unless.is_none_or(|u| words.get(at + phrase.len()) != Some(&u))
            })
        })
    }

    /// Tells whether words for a voice leave open whose it is.
    pub fn unnamed(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        lower.split_whitespace().all(|word| self.unnamed.contains(word))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
