//! Which names mean one outlet: its name, its short names, its acronym, its account, its address.
//!
//! In: two names of outlets as reports print them. Out: how the two stand to each other, with the
//! reason. What the table `data/outlets/known.tsv` lists is one outlet, and two of its rows never
//! are. Beyond it an account or an address is tied to the name its letters spell, in `letters`.
//! Two names that only share a word ("the Velm Observer", "the Tarsk Observer") are not one here.
//!
//! Must hold: the answer does not depend on the order of the two.
//! Shown by the casebook pages `one-outlet-under-several-names`, `two-observers`.

mod letters;

use std::collections::HashMap;

use crate::names::tables::Table;

/// How two names of outlets stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The table lists both for one outlet.
    Listed,
    /// The same words but for what outlets add to their names ("news agency").
    SameWords,
    /// One is an account or an address whose letters spell the other.
    Spelled,
    /// The table lists them for different outlets.
    Apart,
}

/// The table of outlets.
#[derive(Debug)]
pub struct Outlets {
    rows: HashMap<String, usize>,
}

/// Words that outlets add to their names, and reports to theirs.
const ADDED: [&str; 12] = [
    "news agency",
    "press agency",
    "daily newspaper",
    "newspaper",
    "news website",
    "website",
    "news site",
    "satellite channel",
    "television channel",
    "tv channel",
    "newswire",
    "online",
];

impl Outlets {
    /// Reads the shipped table; a table that does not parse lists nothing, and a test rules that out.
    pub fn shipped() -> Outlets {
        const TABLE: &str = include_str!("../../../../data/outlets/known.tsv");
        let mut rows = HashMap::new();
        let Ok(table) = Table::parse("outlets/known.tsv", TABLE) else { return Outlets { rows } };
        for (number, row) in table.rows().enumerate() {
            for (column, mark) in [("names", ""), ("handles", "@"), ("domains", "")] {
                for form in row.get(column).split(';').filter(|form| !form.is_empty()) {
                    rows.entry(fold(&format!("{mark}{form}"))).or_insert(number);
                }
            }
        }
        Outlets { rows }
    }

    /// Says how two names of outlets stand to each other; none where nothing is known.
    ///
    /// ```
    /// use rashomon_resolve::outlets::{Outlets, Tie};
    /// let outlets = Outlets::shipped();
    /// assert_eq!(outlets.tie("AFP", "Agence France-Presse"), Some(Tie::Listed));
    /// assert_eq!(outlets.tie("@VelmPost", "The Velm Post"), Some(Tie::Spelled));
    /// assert_eq!(outlets.tie("Velm Observer", "Tarsk Observer"), None);
    /// ```
    pub fn tie(&self, a: &str, b: &str) -> Option<Tie> {
        let (a, b) = (fold(a), fold(b));
        match (self.rows.get(&a), self.rows.get(&b)) {
            (Some(x), Some(y)) if x == y => return Some(Tie::Listed),
            (Some(_), Some(_)) => return Some(Tie::Apart),
            _ => {}
        }
        if a == b && !a.is_empty() {
            return Some(Tie::SameWords);
        }
        (letters::spells(&a, &b) || letters::spells(&b, &a)).then_some(Tie::Spelled)
    }
}

impl Outlets {
    /// Returns a key that all names of one outlet share by the table or by their words; accounts and
    /// addresses outside the table have keys of their own.
    ///
    /// ```
    /// use rashomon_resolve::outlets::Outlets;
    /// let outlets = Outlets::shipped();
    /// assert_eq!(outlets.key("The Velm Post"), outlets.key("Velm Post newspaper"));
    /// assert_ne!(outlets.key("Velm Observer"), outlets.key("Tarsk Observer"));
    /// ```
    pub fn key(&self, name: &str) -> String {
        let words = fold(name);
        match self.rows.get(&words) {
            Some(row) => format!("#{row}"),
            None => words,
        }
    }
}

/// Tells whether a name is an account ("@velmpost") or an address ("velmpost.org").
///
/// ```
/// use rashomon_resolve::outlets::is_address;
/// assert!(is_address("@VelmPost") && is_address("velmpost.org") && !is_address("Velm Post"));
/// ```
pub fn is_address(name: &str) -> bool {
    letters::stem(&fold(name)).is_some()
}

/// Lower case, one space, without article, "www." and what outlets add to their names.
fn fold(name: &str) -> String {
    let lower = name.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'");
    let mut words = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    for lead in ["https://", "http://", "www.", "the "] {
        if let Some(rest) = words.strip_prefix(lead) {
            words = rest.to_owned();
        }
    }
    for added in ADDED {
        if let Some(rest) = words.strip_suffix(added).map(str::trim_end).filter(|r| !r.is_empty()) {
            words = rest.to_owned();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_accounts_and_addresses_of_one_outlet_are_one() {
        let outlets = Outlets::shipped();
        for (a, b, expected) in [
            ("Reuters news agency", "Reuters", Some(Tie::Listed)),
            ("reuters.com", "@Reuters", Some(Tie::Listed)),
            ("SANA", "Syrian Arab News Agency", Some(Tie::Listed)),
            ("The Velm Post", "Velm Post newspaper", Some(Tie::SameWords)),
            ("velmpost.org", "Velm Post", Some(Tie::Spelled)),
            ("@vlobserver", "Velm Observer", Some(Tie::Spelled)),
            ("Reuters", "AFP", Some(Tie::Apart)),
            ("Velm Observer", "Tarsk Observer", None),
            ("@tkobserver", "Velm Observer", None),
            ("observer.org", "Velm Observer", None),
            ("@Reuters_fan", "Velm Post", None),
            ("", "", None),
        ] {
            assert_eq!(outlets.tie(a, b), expected, "{a} and {b}");
            assert_eq!(outlets.tie(b, a), expected, "{b} and {a}");
        }
    }
}
