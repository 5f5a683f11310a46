//! Reads tables of datasets: each row a report whose text is the row rendered as lines.
//!
//! In: an opened table and the map of its columns. Out: one item a row, streamed; a row whose cells
//! do not read by the map is a problem with line, column and remedy, and the rest goes on. Must
//! hold: `raw` is the row's bytes as they stood, and memory holds one row.

use rashomon_model::{Date, Report, ReportId};

use super::fields::made_id;
use super::rows::{Row, Rows};
use super::{IntakeProblem, Received, Where, canonical, published};
use crate::dataset::{Map, Told, fields, folded, render};

/// So many columns of a table are named in a remedy.
const NAMED: usize = 12;

/// The rows of a dataset.
pub(super) struct Dataset {
    rows: Rows,
    map: Map,
}

impl Dataset {
    /// Begins behind the header.
    pub fn new(rows: Rows, map: Map) -> Dataset {
        Dataset { rows, map }
    }

    /// A row that ends before its columns do may have lost the end of its last cell, too.
    fn cut_short(&self, row: &Row) -> Option<IntakeProblem> {
        let (told, named) = (row.cells.len(), self.rows.header.len());
        let what = format!("the row has {told} of {named} columns");
        let remedy = "see whether the file is whole, and keep the separators of empty cells";
        (told < named).then(|| IntakeProblem::new(self.rows.path(), Some(row.line), &what, remedy))
    }

    /// Where the table has none of the columns that are wanted, no filling helps: the map is wrong.
    fn remedy(&self, remedy: String, wanted: &[String]) -> String {
        let has = |name: &String| self.rows.header.iter().any(|own| folded(own) == folded(name));
        if wanted.is_empty() || wanted.iter().any(has) {
            return remedy;
        }
        let named: Vec<&str> = self.rows.header.iter().map(String::as_str).take(NAMED).collect();
        let more = if named.len() < self.rows.header.len() { " …" } else { "" };
        format!(
            "name it in the map: the table has no column {}, but {}{more}",
            wanted.join(" or "),
            named.join(", ")
        )
    }

    fn item(&self, row: Row) -> Result<Received, IntakeProblem> {
        let path = self.rows.path();
        if let Some(problem) = self.cut_short(&row) {
            return Err(problem);
        }
        let cells = self.rows.header.iter().map(String::as_str);
        let cells = cells.zip(row.cells.iter().map(String::as_str));
        let text = render(&self.map.name, cells);
        let fields = fields(&text);
        if let Err(bad) = Told::of(&fields, &self.map) {
            let remedy = self.remedy(bad.remedy, &bad.wanted);
            return Err(IntakeProblem::new(path, Some(row.line), &bad.what, &remedy));
        }
        let first = |columns: &[String]| {
            let named = |column: &String| {
                let same = |name: &str| folded(name) == folded(column);
                fields.iter().find(|field| same(field.name)).map(|field| field.value.to_owned())
            };
            columns.iter().find_map(named)
        };
        let outlet = Some(self.map.name.clone());
        let day = first(&self.map.published);
        let day = day.as_deref().and_then(|day| published(day).or_else(|| of_epoch(day)));
        let id = first(&self.map.id).map(|id| format!("{}-{}", self.map.short(), id));
        // A claim's id is its report's with a `#`.
        let id = id.map(|id| id.replace(['#', ' '], "-"));
        let made = || made_id(&[outlet.clone(), None, None], &text);
        let report = Report {
            id: ReportId(canonical(&id.unwrap_or_else(made)).into_owned()),
            outlet: outlet.clone(),
            published: day,
            url: first(&self.map.url),
            title: None,
            lang: Some("en".to_owned()),
            text: text.clone(),
        };
        let place = Where::new(path, Some(row.line));
        Ok(Received { report, raw: row.raw, place, diagnostics: row.diagnostics })
    }
}

/// Seconds since 1970, as some tables stamp their rows.
fn of_epoch(written: &str) -> Option<Date> {
    let seconds: i64 = written.trim().parse().ok().filter(|n| *n > 100_000_000)?;
    let days = i32::try_from(seconds / 86_400).ok()?;
    let mut day = Date::new(1970, 1, 1).ok()?;
    day =
        day.checked_add(std::time::Duration::from_secs(u64::try_from(days).ok()? * 86_400)).ok()?;
    Some(day)
}

impl Iterator for Dataset {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = match self.rows.next()? {
                Ok(row) => row,
                Err(problem) => return Some(Err(problem)),
            };
            if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(self.item(row));
            }
        }
    }
}
