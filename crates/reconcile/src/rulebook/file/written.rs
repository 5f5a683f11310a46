//! A rulebook file as it is written, before anything in it is held to be right; and mistakes in it.
//!
//! In: TOML. Out: its tables with the places of their words, so that a mistake names its line.

use serde::Deserialize;
use toml::Spanned;

use super::super::book::{Certainty, How, Readings};
use super::super::expression::Fault;

/// A rulebook file does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookError {
    /// The file as the caller named it.
    pub file: String,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong, and what is allowed.
    pub what: String,
}

impl std::fmt::Display for RulebookError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

impl std::error::Error for RulebookError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: Spanned<String>,
    pub(super) title: Option<String>,
    pub(super) version: Spanned<String>,
    pub(super) owner: Option<String>,
    pub(super) stance: Option<String>,
    pub(super) extends: Option<Spanned<String>>,
    pub(super) headline: Option<Spanned<Vec<String>>>,
    pub(super) readings: Option<Readings>,
    pub(super) applies: Option<Written>,
    #[serde(default)]
    pub(super) parameter: Vec<WrittenParameter>,
    #[serde(default)]
    pub(super) count: Vec<Written>,
    #[serde(default)]
    pub(super) field: Vec<WrittenField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenParameter {
    pub(super) name: Spanned<String>,
    pub(super) value: Spanned<toml::Value>,
    pub(super) certainty: Option<Certainty>,
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) id: Spanned<String>,
    pub(super) when: Option<Spanned<String>>,
    pub(super) value: Option<Spanned<toml::Value>>,
    pub(super) from: Option<Spanned<String>>,
    pub(super) min: Option<Spanned<String>>,
    pub(super) max: Option<Spanned<String>>,
    pub(super) note: Spanned<String>,
    pub(super) certainty: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenField {
    pub(super) name: Spanned<String>,
    pub(super) kind: Spanned<String>,
    pub(super) says: String,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default = "yes")]
    pub(super) shown: bool,
    #[serde(default)]
    pub(super) how: How,
    pub(super) each: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) rule: Vec<Written>,
    #[serde(default)]
    pub(super) cell: Vec<WrittenField>,
}

fn yes() -> bool {
    true
}

/// The text of a file, for lines of mistakes.
pub(super) struct Source<'t> {
    pub(super) file: &'t str,
    pub(super) text: &'t str,
}

impl Source<'_> {
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    pub(super) fn fail<T>(&self, at: usize, what: impl Into<String>) -> Result<T, RulebookError> {
        Err(RulebookError {
            file: self.file.to_owned(),
            line: Some(self.line(at)),
            what: what.into(),
        })
    }

    /// Turns a fault in a line of the rule language into a mistake of the file.
    pub(super) fn fault(&self, written: &Spanned<String>, fault: &Fault) -> RulebookError {
        let from = written.span().start;
        // Escapes make what is written longer than what is meant, so the line may be a little off.
        let line = self.line(from + fault.at);
        let line = line.min(self.line(written.span().end));
        let text = written.get_ref();
        let near: String = text.get(fault.at..).unwrap_or_default().chars().take(24).collect();
        let at =
            if near.is_empty() { " at its end".to_owned() } else { format!(" at “{near}”") };
        let what = format!("in “{}”{at}: {}", short(text), fault.what);
        RulebookError { file: self.file.to_owned(), line: Some(line), what }
    }
}

fn short(text: &str) -> String {
    let mut out: String = text.chars().take(60).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

pub(super) fn spelled(written: &Written) -> String {
    let when = written.when.as_ref().map(|when| format!("when {}", when.get_ref()));
    let value = written.value.as_ref().map(|value| format!("→ {}", plain(value.get_ref())));
    let from = written.from.as_ref().map(|from| format!("→ {}", from.get_ref()));
    let min = written.min.as_ref().map(|min| format!("min {}", min.get_ref()));
    let max = written.max.as_ref().map(|max| format!("max {}", max.get_ref()));
    let parts = [when, value, from, min, max];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(word) => word.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(measure) => measure.to_string(),
        toml::Value::Boolean(flag) => flag.to_string(),
        toml::Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}
