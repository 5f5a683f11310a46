//! Finds the longest of many phrases at a position of a text.
//!
//! In: a table with one phrase a row and a reading of each row. Out: what the row says, with the
//! end of the phrase. Phrases are compared word by word in lower case, as the tokeniser splits
//! them. Knows nothing of what phrases mean. Time at a position is bounded by the table.

use foldhash::HashMap;

use crate::words::Words;
use crate::{Lexicon, Row};

/// Phrases by their first word, the longest first.
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Phrases<T> {
    /// Reads the `column` of a table as phrases; rows that `read` refuses are left out.
    pub(crate) fn load(
        name: &str,
        text: &str,
        column: &str,
        read: impl Fn(Row<'_>) -> Option<T>,
    ) -> Phrases<T> {
        // A shipped table that does not parse leaves its phrases unknown; a test rules that out.
        let lexicon = Lexicon::parse(name, text).unwrap_or_default();
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::default();
        for row in lexicon.rows() {
            let phrase: Vec<String> =
                row.get(column).split_whitespace().map(str::to_owned).collect();
            if let (Some(first), Some(value)) = (phrase.first().cloned(), read(row)) {
                by_first.entry(first).or_default().push((phrase, value));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        Phrases { by_first }
    }

    /// Returns every phrase, in no order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &[String]> {
        self.by_first.values().flatten().map(|(phrase, _)| phrase.as_slice())
    }

    /// Returns the words that phrases begin with, in no order.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = &str> {
        self.by_first.keys().map(String::as_str)
    }

    /// Returns the end of the longest phrase that starts at a position, and what it says.
    pub(crate) fn at<'p>(&'p self, words: &'p Words<'_>, at: usize) -> Option<(usize, &'p T)> {
        self.all_at(words, at).next()
    }

    /// Returns every phrase that starts at a position, the longest first.
    pub(crate) fn all_at<'p>(
        &'p self,
        words: &'p Words<'_>,
        at: usize,
    ) -> impl Iterator<Item = (usize, &'p T)> {
        let list = self.by_first.get(words.lower(at)).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(move |(phrase, value)| {
            let same = phrase.iter().enumerate().all(|(k, word)| words.lower(at + k) == word);
            same.then_some((at + phrase.len(), value))
        })
    }

    /// Returns the phrase that ends just before a position, with its start; the longest one.
    pub(crate) fn before<'p>(&'p self, words: &'p Words<'_>, end: usize) -> Option<(usize, &'p T)> {
        // No phrase of the shipped tables is longer than six words.
        let starts = end.saturating_sub(6)..end;
        starts.into_iter().find_map(|start| {
            let mut found = self.all_at(words, start).filter(|(after, _)| *after == end);
            found.next().map(|(_, value)| (start, value))
        })
    }
}
