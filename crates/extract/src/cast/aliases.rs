//! Names that the text itself puts side by side as one: brackets and "also known as".
//!
//! In: a name and the name that ends shortly before it. Out: the party of the earlier name where
//! the text says they are one. "Libran National Front (LNF)", "(LNF) Libran National Front",
//! "Velm, also known as Old Velm". Leaves alone a bracket whose letters do not begin the words
//! before it ("Col. Roe (Northern Front)").
//!
//! Shown by the casebook pages `abbreviation`, `group-called`.

use super::draft::{Class, Draft};
use super::join::Joiner;

impl Joiner<'_, '_> {
    /// Finds the party that the text introduces this name for.
    pub(crate) fn introduced(&self, draft: &Draft, class: Class) -> Option<usize> {
        let page = self.inputs.page;
        let start = draft.tokens.start;
        let before = start.checked_sub(1)?;
        match page.word(before) {
            "(" | "[" => {
                let owned = matches!(page.lower(before.wrapping_sub(1)), "'s" | "'");
                let party = self.ended_at(before - usize::from(owned && before > 0), class)?;
                let long = self.parties.get(party)?;
                let letters = self.letters(draft);
                let told =
                    self.abbreviates(&letters, &long.words) || contracts(&letters, &long.words);
                told.then_some(party)
            }
            ")" => {
                let party = self.ended_at(before, class)?;
                let short = self.parties.get(party)?.words.join("");
                self.abbreviates(&short, &self.words(&draft.tokens)).then_some(party)
            }
            _ => self.renamed(start, class),
        }
    }

    /// "X, also known as Y", "X, or Y,".
    fn renamed(&self, start: usize, class: Class) -> Option<usize> {
        let page = self.inputs.page;
        let floor = start.saturating_sub(10);
        let named = (floor..start).rev().find(|i| self.ends.contains_key(i))?;
        let words = page.lower_run(named..start);
        let words = words.trim_start_matches([',', '(', '-', '–', ' ']);
        let words = words.trim_end_matches(['"', '“', '‘', '\'', ' ']);
        let words = words.strip_suffix(" the").unwrap_or(words);
        const PHRASES: [&str; 21] = [
            "called",
            "named",
            "dubbed",
            "calling itself",
            "that calls itself",
            "which calls itself",
            "known by the name",
            "also known as",
            "also called",
            "better known as",
            "known as",
            "a.k.a.",
            "aka",
            "formerly known as",
            "formerly",
            "previously known as",
            "otherwise known as",
            "also spelled",
            "also referred to as",
            "now known as",
            "abbreviated as",
        ];
        // "also known by its local name as".
        let long = words.starts_with("also known") && words.ends_with(" as");
        let told = long || PHRASES.contains(&words);
        told.then(|| self.ended_at(named, class)).flatten()
    }

    /// Returns the party of a mention that ends right before a token.
    fn ended_at(&self, end: usize, class: Class) -> Option<usize> {
        let party = self.ends.get(&end).copied()?;
        self.parties.get(party).is_some_and(|p| p.class == class).then_some(party)
    }

    fn letters(&self, draft: &Draft) -> String {
        let letters = self.inputs.page.annotated.words(draft.tokens.clone());
        letters.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase()
    }

    /// Tells whether the letters begin the words, in order, small words and inner letters free.
    fn abbreviates(&self, letters: &str, words: &[String]) -> bool {
        if words.len() < 2 || letters.chars().count() > 10 {
            return false;
        }
        let initials: Vec<char> = words.iter().filter_map(|w| w.chars().next()).collect();
        let mut wanted = letters.chars();
        let mut next = wanted.next();
        let first = initials.first().copied();
        if next != first {
            return false;
        }
        for initial in &initials {
            if next == Some(*initial) {
                next = wanted.next();
            }
        }
        next.is_none()
    }
}

/// Tells whether four letters or more stand in the words in order, from the start of a word on
/// ("NAVDEF" for "Northern Naval Defence").
fn contracts(letters: &str, words: &[String]) -> bool {
    if words.len() < 3 || !(4..=10).contains(&letters.chars().count()) {
        return false;
    }
    (0..2).any(|skip| {
        let text: String = words.iter().skip(skip).flat_map(|w| w.chars()).collect();
        let mut rest = text.chars();
        text.chars().next() == letters.chars().next()
            && letters.chars().all(|l| rest.any(|c| c == l))
    })
}
