//! Which words English has, as far as finding missing spaces asks.
//!
//! In: the word lists under `data/lexicon/en/` (see `spelling-SOURCE.md`). Out: whether a word is
//! known, common, or a name, in lower-case ASCII letters. It knows no meanings and no forms beyond
//! those listed. Must hold: a question takes one hash; half of the slots of each list are free.

use std::hash::BuildHasher;
use std::sync::OnceLock;

use foldhash::HashSet;
use foldhash::fast::FixedState;

use crate::Lexicon;

const WORDS: &str = include_str!("../../../../data/lexicon/en/spelling-words.txt");
const NAMES: &str = include_str!("../../../../data/lexicon/en/spelling-names.txt");
const KEPT: &str = include_str!("../../../../data/lexicon/en/kept-together.tsv");

/// The word lists, unfolded.
pub(super) struct Vocabulary {
    words: WordList,
    names: WordList,
    kept: HashSet<String>,
    beginnings: HashSet<String>,
}

impl Vocabulary {
    /// Returns the lists embedded in the program, unfolded on first use.
    pub fn embedded() -> &'static Vocabulary {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            let table = Lexicon::parse("kept-together.tsv", KEPT).unwrap_or_default();
            let of_kind = |kind: &str| {
                let rows = table.rows().filter(|row| row.get("kind") == kind);
                rows.map(|row| row.get("form").to_owned()).collect()
            };
            Vocabulary {
                words: WordList::unfold(WORDS),
                names: WordList::unfold(NAMES),
                kept: of_kind("whole"),
                beginnings: of_kind("beginning"),
            }
        })
    }

    /// Tells whether a word of lower-case letters is English.
    pub fn is_known(&self, word: &str) -> bool {
        self.words.find(word).is_some()
    }

    /// Tells whether a word of lower-case letters is one of the commoner 40,000.
    pub fn is_common(&self, word: &str) -> bool {
        self.words.find(word) == Some(true)
    }

    /// Tells whether the word, folded to lower case, is a name.
    pub fn is_name(&self, word: &str) -> bool {
        self.names.find(word).is_some()
    }

    /// Tells whether a word that looks glued is spelt so.
    pub fn is_kept(&self, folded: &str) -> bool {
        self.kept.contains(folded)
    }

    /// Tells whether a piece makes compounds with what follows ("anti", "pro").
    pub fn is_beginning(&self, piece: &str) -> bool {
        self.beginnings.contains(piece)
    }
}

/// A sorted list of words end to end, with where each starts and whether it is common.
struct WordList {
    letters: String,
    entries: Vec<(u32, bool)>,
    /// Numbers of the words by their hash, one more than counted; 0 where none is.
    slots: Vec<u32>,
}

impl WordList {
    fn unfold(folded: &str) -> WordList {
        let mut letters = String::with_capacity(folded.len() * 2);
        let mut entries = Vec::new();
        let mut last = 0;
        for line in folded.lines() {
            let Some(&mark) = line.as_bytes().first() else { continue };
            let shared = usize::from(mark.to_ascii_lowercase().saturating_sub(b'a'));
            let start = letters.len();
            let kept = letters.get(last..last + shared).unwrap_or("").to_owned();
            letters.push_str(&kept);
            letters.push_str(line.get(1..).unwrap_or(""));
            entries.push((u32::try_from(start).unwrap_or(u32::MAX), mark.is_ascii_lowercase()));
            last = start;
        }
        let slots = vec![0; (entries.len() * 2).next_power_of_two()];
        let mut list = WordList { letters, entries, slots };
        for index in 0..list.entries.len() {
            if let Err(free) = list.place(list.word(index))
                && let Some(slot) = list.slots.get_mut(free)
            {
                *slot = u32::try_from(index + 1).unwrap_or(0);
            }
        }
        list
    }

    fn word(&self, index: usize) -> &str {
        let start = self.entries.get(index).map_or(0, |entry| entry.0 as usize);
        let end = self.entries.get(index + 1).map_or(self.letters.len(), |entry| entry.0 as usize);
        self.letters.get(start..end).unwrap_or("")
    }

    /// Looks a word up: whether it is common, or nothing where it is not there.
    fn find(&self, word: &str) -> Option<bool> {
        let index = self.place(word).ok()?;
        self.entries.get(index).map(|entry| entry.1)
    }

    /// Returns the number of a word, or the free slot where it belongs. Half of the slots are free,
    /// so that one is met soon.
    fn place(&self, word: &str) -> Result<usize, usize> {
        let mask = self.slots.len().saturating_sub(1);
        let mut at = FixedState::with_seed(0).hash_one(word) as usize & mask;
        loop {
            match self.slots.get(at).map_or(0, |slot| *slot as usize) {
                0 => return Err(at),
                number if self.word(number - 1) == word => return Ok(number - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_unfold_sorted() {
        let vocabulary = Vocabulary::embedded();
        for list in [&vocabulary.words, &vocabulary.names] {
            assert!(list.entries.len() > 5000);
            assert!((1..list.entries.len()).all(|n| list.word(n - 1) < list.word(n)));
            assert!((0..list.entries.len()).all(|n| list.place(list.word(n)) == Ok(n)));
            assert!(list.slots.len() >= 2 * list.entries.len());
        }
    }

    #[test]
    fn common_known_and_unknown_words_are_told_apart() {
        let vocabulary = Vocabulary::embedded();
        assert!(vocabulary.is_common("the") && vocabulary.is_common("casualties"));
        assert!(vocabulary.is_known("aah") && !vocabulary.is_common("aah"));
        assert!(!vocabulary.is_known("forcescontinued") && !vocabulary.is_known(""));
        assert!(vocabulary.is_name("theresa") && !vocabulary.is_name("the"));
    }
}
