//! Forms of one given name or family name across spellings, scripts and languages, and how rare they are.
//!
//! In: `data/lexicon/mul/name-groups.tsv` (forms of one name that do not sound alike enough to be
//! told from their letters, with how common the name is) and short forms ("Bob" for "Robert").
//! Out: for a folded word, the groups it is in and its rarity in bits. A word that no table
//! knows is rare. Rarity is a rough count of bearers, not of people meant in any report.

use super::fold::plain;
use super::tables::{Table, TableError};
use std::collections::{HashMap, HashSet};

/// Rarity of a word that the tables do not know, in bits.
const UNKNOWN: f64 = 4.0;

/// Groups of forms of one name.
#[derive(Default)]
pub(crate) struct Groups {
    of: HashMap<String, (Vec<u32>, f64)>,
    /// Groups of more than one form.
    formed: HashSet<u32>,
}

impl Groups {
    /// Reads the groups: a line each, rarity, a tab, forms parted by `|`; and short forms.
    pub(crate) fn read(groups: &str, short: &Table) -> Result<Groups, TableError> {
        let mut all = Groups::default();
        let mut number = 0;
        for (at, line) in groups.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let error = |why: &str| TableError {
                table: "lexicon/mul/name-groups.tsv".to_owned(),
                line: at + 1,
                why: why.to_owned(),
            };
            let (rarity, forms) = line.split_once('\t').ok_or_else(|| error("no tab"))?;
            let rarity = rarity.parse().map_err(|_| error("rarity is no number"))?;
            number += 1;
            if forms.contains('|') {
                all.formed.insert(number);
            }
            for form in forms.split('|') {
                all.add(form, number, rarity);
            }
        }
        for row in short.rows() {
            number += 1;
            for form in row.list("full").chain(row.list("short")) {
                all.add(&plain(form), number, 2.0);
            }
        }
        Ok(all)
    }

    fn add(&mut self, form: &str, group: u32, rarity: f64) {
        let entry = self.of.entry(form.to_owned()).or_insert((Vec::new(), rarity));
        entry.0.push(group);
        entry.1 = entry.1.min(rarity);
    }

    /// Says whether a group has more than one form.
    pub(crate) fn is_formed(&self, group: u32) -> bool {
        self.formed.contains(&group)
    }

    /// Returns the groups of a folded word and its rarity in bits.
    pub(crate) fn of(&self, word: &str) -> (Vec<u32>, f64) {
        self.of.get(word).cloned().unwrap_or((Vec::new(), UNKNOWN))
    }
}
