//! The weights of grouping, as reviewed data.
//!
//! `data/method/group-weights.tsv` gives every weight its name, its value in log2 odds and a line
//! of why; `data/method/event-titles.tsv` gives each class its words. A name that is missing is an
//! error when the table is loaded, never a silent zero.

use std::collections::HashMap;

/// Weights and words of grouping.
#[derive(Clone, Debug)]
pub struct Config {
    weights: HashMap<String, f64>,
    titles: HashMap<String, (String, String)>,
    blocking: bool,
}

/// A table of grouping is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// Every weight that the code asks for.
pub const WEIGHTS: [&str; 75] = [
    "prior",
    "prior-within",
    "prior-told-apart",
    "within-party",
    "within-toll-share",
    "within-victim",
    "within-bare",
    "within-near",
    "within-class-family",
    "within-other-days",
    "within-place-apart",
    "within-anew",
    "within-place-unlike",
    "within-words-share",
    "place-unlike",
    "place-unlike-undated",
    "join",
    "unseen-pair",
    "class-same",
    "class-same-open",
    "class-kind",
    "class-family",
    "class-other",
    "time-same-day",
    "time-overlap",
    "time-unknown",
    "text-share-undated",
    "time-gap-day",
    "time-gap-most",
    "window-overlap",
    "window-gap-day",
    "place-same",
    "place-near",
    "place-close",
    "place-slack-km",
    "place-apart",
    "place-unknown",
    "toll-bit",
    "toll-most",
    "toll-overlap",
    "toll-apart",
    "party-same",
    "victim-same",
    "means-same",
    "means-other",
    "status-same",
    "status-other",
    "aerial-window-hours",
    "hours-apart",
    "text-scale",
    "text-zero",
    "text-least",
    "text-most",
    "words-scale",
    "words-zero",
    "words-least",
    "words-most",
    "denial",
    "hit-same",
    "story-one",
    "story-two",
    "story-words",
    "story-unseen",
    "story-text-zero",
    "story-text-scale",
    "story-text-least",
    "story-text-most",
    "story-contrast-zero",
    "story-contrast-scale",
    "story-contrast-least",
    "story-contrast-most",
    "text-share-one",
    "text-share-neither",
    "main-both",
    "main-neither",
];

impl Config {
    /// The shipped profile: a wrong join costs more than a missed one.
    ///
    /// # Errors
    /// Where an embedded table is broken; a test keeps that from shipping.
    pub fn standard() -> Result<Config, ConfigError> {
        Config::parse(
            include_str!("../../../../data/method/group-weights.tsv"),
            include_str!("../../../../data/method/event-titles.tsv"),
        )
    }

    /// Reads both tables.
    ///
    /// # Errors
    /// Where a weight is missing or is no number.
    pub fn parse(weights: &str, titles: &str) -> Result<Config, ConfigError> {
        let mut config = Config { weights: HashMap::new(), titles: HashMap::new(), blocking: true };
        for (line, row) in rows(weights) {
            let (Some(name), Some(value)) = (row.first(), row.get(1)) else { continue };
            let value = value.parse().map_err(|_| {
                ConfigError(format!("group-weights.tsv:{line}: `{value}` is no number"))
            })?;
            config.weights.insert((*name).to_owned(), value);
        }
        for name in WEIGHTS {
            if !config.weights.contains_key(name) {
                return Err(ConfigError(format!("group-weights.tsv: `{name}` is missing")));
            }
        }
        for (_, row) in rows(titles) {
            if let (Some(class), Some(words)) = (row.first(), row.get(1)) {
                let leads = row.get(2).filter(|leads| !leads.is_empty()).unwrap_or(&"in");
                let entry = ((*words).to_owned(), (*leads).to_owned());
                config.titles.insert((*class).to_owned(), entry);
            }
        }
        Ok(config)
    }

    /// Compares every two tellings: for holding the shipped way against, and for small cases only.
    #[must_use]
    pub fn without_blocking(mut self) -> Config {
        self.blocking = false;
        self
    }

    /// Tells whether only tellings that share a key are compared.
    pub fn is_blocking(&self) -> bool {
        self.blocking
    }

    /// Returns a weight; 0 for a name that is not one.
    pub fn weight(&self, name: &str) -> f64 {
        self.weights.get(name).copied().unwrap_or(0.0)
    }

    /// Returns the weight of a likeness between 0 and 1: so many bits for each doubling.
    pub fn likeness(&self, what: &str, likeness: f64) -> f64 {
        let part = |name: &str| self.weight(&format!("{what}-{name}"));
        let bits = (likeness.max(1e-6) / part("zero")).log2() * part("scale");
        bits.clamp(part("least"), part("most"))
    }

    /// Returns the words for a class and the preposition that leads to its place, from the most
    /// special entry that fits.
    pub fn title(&self, class: &str) -> (String, String) {
        let kind = class.split('/').next().unwrap_or(class);
        let found = self.titles.get(class).or_else(|| self.titles.get(kind));
        found.cloned().unwrap_or_else(|| (class.to_owned(), "in".to_owned()))
    }
}

fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(|(number, line)| (number + 1, line.split('\t').map(str::trim).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_load() {
        let config = Config::standard().unwrap();
        assert!(config.weight("prior") < 0.0);
        assert_ne!(config.title("ASSAULT/aerial").0, "ASSAULT/aerial");
    }

    #[test]
    fn a_missing_weight_is_named() {
        let error = Config::parse("name\tweight\nprior\t-3\n", "").unwrap_err();
        assert!(error.to_string().contains("missing"));
    }
}
