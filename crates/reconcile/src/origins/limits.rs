//! When one report counts as taken from another: the limits, read from `data/method/origins.tsv`.
//!
//! In: the shipped table. Out: its numbers by name. A name that is missing counts as 1, which ties
//! nothing; a test rules that out for the shipped table.

use std::collections::HashMap;

/// Limits by name.
pub struct Limits {
    rows: HashMap<&'static str, f64>,
}

const TABLE: &str = include_str!("../../../../data/method/origins.tsv");

impl Limits {
    /// Reads the shipped table.
    pub fn shipped() -> Limits {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?.trim().parse().ok()?))
        };
        Limits { rows: lines.filter_map(row).collect() }
    }

    /// Returns a limit.
    pub fn get(&self, name: &str) -> f64 {
        self.rows.get(name).copied().unwrap_or(1.0)
    }

    /// Returns a limit that counts something.
    pub fn count(&self, name: &str) -> usize {
        self.get(name) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_limit_that_is_asked_for() {
        let limits = Limits::shipped();
        for source in [
            include_str!("weighed.rs"),
            include_str!("alike.rs"),
            include_str!("translated.rs"),
            include_str!("candidates.rs"),
            include_str!("tied.rs"),
        ] {
            for kind in ["limits.get(\"", "limits.count(\""] {
                for rest in source.split(kind).skip(1) {
                    let name = rest.split('"').next().unwrap_or("");
                    assert!(limits.rows.contains_key(name), "no row for {name}");
                }
            }
        }
        let lines = TABLE.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).count();
        assert_eq!(limits.rows.len() + 1, lines, "a row that does not read");
    }
}
