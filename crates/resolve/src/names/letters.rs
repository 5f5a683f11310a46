//! Spells words of other alphabets out in Latin letters, where that is done letter by letter.
//!
//! In: a folded word. Out: its Latin spelling for the sound tables; words of scripts without a
//! table (and Arabic and Hebrew, whose vowels are not written and which have sound tables of
//! their own) come back as they are. Tables: `data/lexicon/<lang>/name-letters.tsv`. It does not
//! guess vowels. Also spells out Latin letters with marks that stand for a sound (š as sh).

use super::fold::plain;
use super::tables::{Table, TableError};
use std::collections::HashMap;

/// Letter groups and their Latin spelling.
pub struct Letters {
    spellings: HashMap<String, String>,
    longest: usize,
}

impl Letters {
    /// Reads tables with columns `letters` and `latin`; `-` leaves a letter out.
    pub(crate) fn read(tables: &[Table]) -> Result<Letters, TableError> {
        let mut spellings = HashMap::new();
        let mut longest = 1;
        for row in tables.iter().flat_map(Table::rows) {
            let (letters, latin) = (row.get("letters"), row.get("latin"));
            if letters.is_empty() || latin.is_empty() {
                return Err(row.error("an empty cell; a letter that is left out has `-`"));
            }
            longest = longest.max(letters.chars().count());
            let latin = if latin == "-" { "" } else { latin };
            spellings.insert(letters.to_owned(), latin.to_owned());
        }
        Ok(Letters { spellings, longest })
    }

    /// Spells a folded word out in Latin letters; `None` where no letter of it has a spelling.
    pub(crate) fn latin(&self, word: &str) -> Option<String> {
        let first = word.chars().find(|c| c.is_alphabetic())?;
        if first.is_ascii() {
            return None;
        }
        let mut out = String::with_capacity(word.len());
        let mut known = false;
        let mut rest = word;
        while let Some(c) = rest.chars().next() {
            let ends: Vec<usize> =
                rest.char_indices().take(self.longest).map(|(at, c)| at + c.len_utf8()).collect();
            let hit =
                ends.iter().rev().find_map(|&end| Some((self.spellings.get(&rest[..end])?, end)));
            let length = match hit {
                Some((latin, end)) => {
                    known = true;
                    out.push_str(latin);
                    end
                }
                None => {
                    out.push(c);
                    c.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        known.then_some(out)
    }
}

/// Folds a Latin word but keeps the sound of marked letters: "Škoda" gives `shkoda`.
pub(crate) fn sounded(word: &str) -> String {
    let mut spelled = String::with_capacity(word.len() + 4);
    for c in word.chars() {
        match c {
            'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' => spelled.push_str("sh"),
            'ž' | 'Ž' => spelled.push_str("zh"),
            'č' | 'Č' | 'ć' | 'Ć' => spelled.push_str("ch"),
            _ => spelled.push(c),
        }
    }
    plain(&spelled)
}
