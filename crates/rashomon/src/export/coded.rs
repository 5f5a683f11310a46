//! What formats of data sets of events share: the codings of one rulebook, row by row.
//!
//! In: a case and the name of a rulebook. Out: its codings, rival readings apart, each with its
//! event, and cells as such data sets write them. Unknown is an empty cell.

use std::borrow::Cow;
use std::io::{self, Write};

use rashomon_reconcile::rulebook::findings::sectors::{self, State};
use serde_json::{Map, Value};

use super::tables::csv::guarded;
use crate::json::case::{Case, Event, Report};

/// One coding of one event.
pub struct Coded<'c> {
    /// The event.
    pub event: &'c Event,
    /// The words that set this reading apart from its rivals; none where there is one alone.
    pub reading: Option<&'c str>,
    /// Its number among the readings, from 1.
    pub number: usize,
    fields: &'c Map<String, Value>,
}

/// Says how many codings are no events.
pub fn no_events(number: usize) -> String {
    format!("no events by this rulebook, and so left out: {number}")
}

/// Says how many rows have no day.
pub fn without_day(number: usize) -> String {
    format!("rows without a day, because none is told: {number}")
}

/// Lists the codings of a rulebook in the order of the events.
pub fn all<'c>(case: &'c Case, rulebook: &str) -> Vec<Coded<'c>> {
    let mut out = Vec::new();
    for event in &case.events {
        let Some(coding) = event.grades.get(rulebook) else { continue };
        if coding.readings.is_empty() {
            out.push(Coded { event, reading: None, number: 1, fields: &coding.fields });
        }
        for (at, rival) in coding.readings.iter().enumerate() {
            let reading = Some(rival.reading.as_str());
            out.push(Coded { event, reading, number: at + 1, fields: &rival.fields });
        }
    }
    out
}

impl<'c> Coded<'c> {
    /// Returns a field; nothing where it is unknown.
    pub fn get(&self, field: &str) -> Option<&'c Value> {
        self.fields.get(field).filter(|value| !value.is_null())
    }

    /// Returns a field that is a word.
    pub fn word(&self, field: &str) -> Option<&'c str> {
        self.get(field)?.as_str()
    }

    /// Returns a field that is a whole number.
    pub fn number_of(&self, field: &str) -> Option<i64> {
        self.get(field)?.as_i64()
    }

    /// Returns a field that is a measure.
    pub fn measure(&self, field: &str) -> Option<f64> {
        self.get(field)?.as_f64()
    }

    /// Tells whether a field says yes.
    pub fn is(&self, field: &str) -> bool {
        self.get(field).and_then(Value::as_bool) == Some(true)
    }

    /// Returns a field as a cell; several words with semicolons between.
    pub fn cell(&self, field: &str) -> String {
        match self.get(field) {
            None => String::new(),
            Some(Value::String(word)) => word.clone(),
            Some(Value::Array(words)) => {
                let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
                words.join("; ")
            }
            Some(other) => other.to_string(),
        }
    }

    /// Returns the id of the row: that of the event, and which of its rival readings.
    pub fn id(&self) -> String {
        match self.reading {
            Some(_) => format!("{}/{}", self.event.id, self.number),
            None => self.event.id.clone(),
        }
    }

    /// Returns the state the place lies in, by the code that the rulebook gives.
    pub fn state(&self) -> Option<State> {
        sectors::state(self.word("country")?)
    }

    /// Lists the reports of the event.
    pub fn reports(&self, case: &'c Case) -> Vec<&'c Report> {
        case.reports.iter().filter(|report| self.event.reports.contains(&report.head.id)).collect()
    }
}

/// Joins what several reports have, in their order, each once, with semicolons between.
pub fn joined<'r>(words: impl Iterator<Item = Option<&'r str>>) -> String {
    let mut out: Vec<&str> = Vec::new();
    for word in words.flatten() {
        if !out.contains(&word) {
            out.push(word);
        }
    }
    out.join("; ")
}

/// Writes a table of text cells as RFC 4180 has it.
///
/// # Errors
/// Where the writer fails.
pub fn table(
    out: &mut (dyn Write + Send),
    columns: &[&str],
    rows: &[Vec<String>],
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| shown(cell).into_owned()))?;
    }
    writer.flush()
}

/// Numbers stay as they are; text that a spreadsheet would take for a formula does not.
fn shown(cell: &str) -> Cow<'_, str> {
    if cell.parse::<f64>().is_ok() { Cow::Borrowed(cell) } else { guarded(cell) }
}

#[cfg(test)]
mod tests {
    use super::{joined, shown};

    #[test]
    fn numbers_stay_and_formulas_are_guarded() {
        assert_eq!((shown("-12.5"), shown("=1+1")), ("-12.5".into(), "'=1+1".into()));
        assert_eq!(joined([Some("b"), None, Some("a"), Some("b")].into_iter()), "b; a");
    }
}
