//! Coarse consonant skeletons: what two spellings of one name nearly always share.
//!
//! In: a word, spelled out in Latin letters or in Arabic or Hebrew. Out: the classes of its
//! consonants in order, repeats folded, vowels left out but for a leading one: "Yusuf" and
//! "Youssef" come out alike. Used to bring names together before they are compared, and as the
//! test a lone word must pass. It proves nothing by itself. Table: `data/method/name-classes.tsv`.

use super::tables::{Table, TableError};
use std::collections::HashMap;

/// Classes beyond this many are cut.
const LONGEST: usize = 8;

/// Classes of letter groups.
pub(crate) struct Classes {
    of: HashMap<String, char>,
    longest: usize,
}

impl Classes {
    /// Reads the table: columns `class`, `letters`.
    pub(crate) fn read(table: &Table) -> Result<Classes, TableError> {
        let mut of = HashMap::new();
        let mut longest = 1;
        for row in table.rows() {
            let mut class = row.get("class").chars();
            let (Some(class), None) = (class.next(), class.next()) else {
                return Err(row.error("a class is one letter"));
            };
            for letters in row.list("letters") {
                longest = longest.max(letters.chars().count());
                of.insert(letters.to_owned(), class);
            }
        }
        Ok(Classes { of, longest })
    }

    /// Returns the skeleton of a word; letters of scripts outside the table stand for themselves.
    pub(crate) fn skeleton(&self, word: &str) -> String {
        let mut out = String::new();
        let mut rest = word;
        let mut leading = true;
        while let Some(c) = rest.chars().next() {
            let (class, length) = self.first(rest, c);
            let kept = match class {
                Some('A') => leading.then_some('A'),
                Some(class) => Some(class),
                None => (!silent(c)).then_some(c),
            };
            if let Some(class) = kept
                && !out.ends_with(class)
            {
                out.push(class);
            }
            leading = false;
            rest = &rest[length..];
        }
        out.chars().take(LONGEST).collect()
    }

    fn first(&self, rest: &str, c: char) -> (Option<char>, usize) {
        let ends: Vec<usize> =
            rest.char_indices().take(self.longest).map(|(at, c)| at + c.len_utf8()).collect();
        let hit = ends.iter().rev().find_map(|&end| Some((*self.of.get(&rest[..end])?, end)));
        hit.map_or((None, c.len_utf8()), |(class, end)| (Some(class), end))
    }
}

/// Letters without a class that belong to scripts the table covers: h, w, y and the weak ones.
fn silent(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{0590}'..='\u{077F}').contains(&c)
}
