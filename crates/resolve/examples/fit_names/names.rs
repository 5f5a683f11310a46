//! Draws pairs of whole names: two writings of one, and two that share part of what they are made of.
//!
//! In: full names in Latin letters with their bearers (an Arabic spelling), and words. Out: pairs.
//! Of one bearer: what the lists give as two writings, and a name against what reports make of it
//! (a middle name left out, an initial, the family name first, a slip, another romanisation, the
//! Arabic spelling of its words, two words run together). Of two: names with a word in common, and
//! names whose words sound alike. Deterministic.

use super::draw::{Corpus, Dice};
use std::collections::BTreeMap;

/// Two names, and whether they have one bearer.
pub struct NamePair {
    pub a: String,
    pub b: String,
    pub same: bool,
    pub held: bool,
    /// Whether the lists have it; else it was written here.
    pub listed: bool,
}

/// Draws pairs of names; about as many of two bearers as of one.
pub fn draw(text: &str, corpus: &Corpus, dice: &mut Dice) -> Vec<NamePair> {
    let names: Vec<(&str, Vec<&str>)> = text
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .map(|(bearer, name)| (bearer, name.split_whitespace().collect()))
        .filter(|(_, words): &(_, Vec<&str>)| (2..=5).contains(&words.len()))
        .collect();
    let forms: BTreeMap<&str, usize> =
        corpus.forms.iter().enumerate().map(|(at, f)| (f.text.as_str(), at)).collect();
    let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (_, words)) in names.iter().enumerate() {
        for word in words.iter().filter(|w| w.chars().count() > 3) {
            by_word.entry(word.to_lowercase()).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for (at, (bearer, words)) in names.iter().enumerate() {
        let held = at % 5 == 3;
        let name = words.join(" ");
        if let Some((_, again)) = names.get(at + 1).filter(|(other, _)| other == bearer) {
            pairs.push(NamePair {
                a: name.clone(),
                b: again.join(" "),
                same: true,
                held,
                listed: true,
            });
        }
        // A bearer is an Arabic spelling, and so a name itself.
        let arabic = |bearer: &str| bearer.trim_start_matches("a:").to_owned();
        if dice.roll(4) == 0 {
            let b = arabic(bearer);
            pairs.push(NamePair { a: name.clone(), b, same: true, held, listed: true });
        }
        if dice.roll(3) == 0
            && let Some(written) = rewritten(words, corpus, &forms, dice)
        {
            pairs.push(NamePair { a: name.clone(), b: written, same: true, held, listed: false });
        }
        if dice.roll(2) == 0
            && let Some(other) = neighbour(at, &names, &by_word, dice)
        {
            let (theirs, words) = &names[other];
            let b = if dice.roll(2) == 0 { arabic(theirs) } else { words.join(" ") };
            pairs.push(NamePair { a: name, b, same: false, held, listed: true });
        }
    }
    pairs
}

/// A name of another bearer that has a word in common.
fn neighbour(
    at: usize,
    names: &[(&str, Vec<&str>)],
    by_word: &BTreeMap<String, Vec<usize>>,
    dice: &mut Dice,
) -> Option<usize> {
    let words = &names[at].1;
    let block = by_word.get(&words[dice.roll(words.len())].to_lowercase())?;
    let other = block[dice.roll(block.len())];
    // One name within another says nothing about its bearer.
    let within = |a: &[&str], b: &[&str]| {
        a.iter().all(|x| b.iter().any(|y| x.to_lowercase() == y.to_lowercase()))
    };
    let theirs = &names[other].1;
    (names[other].0 != names[at].0 && !within(words, theirs) && !within(theirs, words))
        .then_some(other)
}

/// What a report may make of a name.
fn rewritten(
    words: &[&str],
    corpus: &Corpus,
    forms: &BTreeMap<&str, usize>,
    dice: &mut Dice,
) -> Option<String> {
    let mut parts: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    let last = parts.len() - 1;
    match dice.roll(8) {
        0 if parts.len() > 2 => drop(parts.remove(1 + dice.roll(parts.len() - 2))),
        1 => parts[0] = format!("{}.", parts[0].chars().next()?),
        2 => return Some(format!("{}, {}", parts[last], parts[..last].join(" "))),
        3 | 4 => {
            let at = dice.roll(parts.len());
            parts[at] = slipped(&parts[at], dice)?;
        }
        5 => {
            for part in &mut parts {
                *part = other_form(part, 0, corpus, forms, dice).unwrap_or_else(|| part.clone());
            }
        }
        6 => {
            for part in &mut parts {
                *part = other_form(part, 1, corpus, forms, dice)?;
            }
        }
        _ if parts.len() > 2 => {
            let next = parts.remove(1);
            parts[0].push_str(&next.to_lowercase());
        }
        _ => return None,
    }
    Some(parts.join(" "))
}

/// Another form of a word in a script.
fn other_form(
    word: &str,
    script: usize,
    corpus: &Corpus,
    forms: &BTreeMap<&str, usize>,
    dice: &mut Dice,
) -> Option<String> {
    let form = &corpus.forms[*forms.get(word.to_lowercase().as_str())?];
    let romanised: Vec<u32> = form
        .bearers
        .iter()
        .copied()
        .filter(|b| corpus.sorts[*b as usize] == super::draw::Sort::Romanised)
        .collect();
    let bearer = romanised.get(dice.roll(romanised.len()))?;
    let others: Vec<usize> = corpus.bearers[*bearer as usize]
        .iter()
        .copied()
        .filter(|f| corpus.forms[*f].script == script)
        .collect();
    Some(corpus.forms[*others.get(dice.roll(others.len()))?].text.clone())
}

/// A word with one letter wrong, missing, added or swapped.
fn slipped(word: &str, dice: &mut Dice) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return None;
    }
    let at = 1 + dice.roll(letters.len() - 1);
    let letter = char::from(b'a' + dice.roll(26) as u8);
    match dice.roll(4) {
        0 => letters[at] = letter,
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letter),
        _ => letters.swap(at, at - 1),
    }
    Some(letters.into_iter().collect())
}
