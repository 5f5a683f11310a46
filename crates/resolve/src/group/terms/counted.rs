//! The words of reports, counted and numbered: one short list a report, all in one block.
//!
//! In: texts, one after another; they are not kept. Out: for each the numbers of its words with how
//! often it has them. A large case has some hundred words a report, so each takes six bytes; words
//! are numbered by sorted spelling once all are known, so that no order of arrival shows.

use std::collections::BTreeMap;

use foldhash::HashMap;
use rayon::prelude::*;

/// Shortest word that counts.
const SHORTEST: usize = 3;

/// Words with how often they occur.
pub type Words = BTreeMap<String, u32>;

/// The numbers of words, by spelling.
pub type Numbers = HashMap<Box<str>, u32>;

/// The words of one report by number, rising, with how often it has them.
#[derive(Clone, Copy)]
pub struct Row<'c> {
    /// Numbers of words.
    pub terms: &'c [u32],
    often: &'c [u16],
}

impl<'c> Row<'c> {
    /// Walks the words with how often each occurs.
    pub fn iter(self) -> impl Iterator<Item = (u32, u32)> + 'c {
        self.terms.iter().zip(self.often).map(|(term, often)| (*term, u32::from(*often)))
    }

    /// Returns how often the word at a place of the row occurs.
    pub fn often(self, at: usize) -> u32 {
        self.often.get(at).copied().map_or(0, u32::from)
    }
}

/// Counted words of reports, row by row.
#[derive(Default)]
pub struct Counted {
    /// Where each row ends.
    ends: Vec<usize>,
    terms: Vec<u32>,
    /// A word that a text has more often than 65,535 times counts as that.
    often: Vec<u16>,
}

impl Counted {
    /// Returns how many reports there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the words of a report; none for one that is not there.
    pub fn row(&self, report: usize) -> Row<'_> {
        let from = report.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
        let range = from..self.ends.get(report).copied().unwrap_or(from);
        Row {
            terms: self.terms.get(range.clone()).unwrap_or(&[]),
            often: self.often.get(range).unwrap_or(&[]),
        }
    }

    fn push(&mut self, row: impl Iterator<Item = (u32, u32)>) {
        for (term, often) in row {
            self.terms.push(term);
            self.often.push(u16::try_from(often).unwrap_or(u16::MAX));
        }
        self.ends.push(self.terms.len());
    }
}

/// Counts reports as they come; words have the number of their arrival until all are known.
#[derive(Default)]
pub struct Counting {
    numbers: Numbers,
    counted: Counted,
}

impl Counting {
    /// Counts the words of one more report.
    pub fn add(&mut self, words: Words) {
        let numbers = &mut self.numbers;
        let row = words.into_iter().map(|(word, often)| {
            let known = numbers.get(word.as_str()).copied();
            let next = number(numbers.len());
            let term =
                known.unwrap_or_else(|| *numbers.entry(word.into_boxed_str()).or_insert(next));
            (term, often)
        });
        self.counted.push(row);
    }

    /// Numbers the words by spelling.
    pub fn close(self) -> (Numbers, Counted) {
        let Counting { numbers, mut counted } = self;
        let mut spelled: Vec<(Box<str>, u32)> = numbers.into_iter().collect();
        spelled.par_sort_unstable();
        let mut sorted = vec![0; spelled.len()];
        for (at, (_, arrived)) in spelled.iter().enumerate() {
            sorted[*arrived as usize] = number(at);
        }
        // A report's words came in order of spelling, so its new numbers rise as they stand.
        counted.terms.par_iter_mut().for_each(|term| *term = sorted[*term as usize]);
        counted.terms.shrink_to_fit();
        counted.often.shrink_to_fit();
        let numbers = spelled.into_iter().enumerate().map(|(at, (word, _))| (word, number(at)));
        (numbers.collect(), counted)
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Counts the words of a text, and its figures: "23", "1,400" as 1400, "6.1".
pub fn count(text: &str, words: &mut Words) {
    let inside = |c: char| c.is_alphanumeric() || c == ',' || c == '.';
    for piece in text.split(|c: char| !inside(c)) {
        let piece = piece.trim_matches(|c| c == ',' || c == '.');
        if is_figure(piece) {
            if piece.len() > 1 {
                *words.entry(piece.replace(',', "")).or_default() += 1;
            }
            continue;
        }
        for word in piece.split(|c: char| !c.is_alphanumeric()) {
            if word.chars().count() >= SHORTEST {
                *words.entry(word.to_lowercase()).or_default() += 1;
            }
        }
    }
}

fn is_figure(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
        && piece.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_spelling_whatever_came_first() {
        let counted = |texts: [&str; 2]| {
            let mut counting = Counting::default();
            for text in texts {
                let mut words = Words::new();
                count(text, &mut words);
                counting.add(words);
            }
            counting.close()
        };
        let (numbers, rows) =
            counted(["shells hit Velm, Velm fell", "a raid on Orlev, 1,400 fled"]);
        let (same, turned) = counted(["a raid on Orlev, 1,400 fled", "shells hit Velm, Velm fell"]);
        assert_eq!(numbers, same);
        let row = |counted: &Counted, at| counted.row(at).iter().collect::<Vec<_>>();
        assert_eq!((row(&rows, 0), row(&rows, 1)), (row(&turned, 1), row(&turned, 0)));
        assert_eq!(numbers["1400"], 0);
        assert!(row(&rows, 0).contains(&(numbers["velm"], 2)));
        assert!(row(&rows, 0).is_sorted());
        assert_eq!(rows.row(2).terms, [0u32; 0]);
    }
}
