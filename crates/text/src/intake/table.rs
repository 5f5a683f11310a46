//! Reads CSV: rows under a header that names the columns, one report a row.
//!
//! In: an opened file. Out: one item a row, streamed. It needs a column for the text. How rows are
//! told apart is for [`Rows`].

use super::fields::{self, Cell, Cells, Field};
use super::rows::{Row, Rows};
use super::{IntakeProblem, Received, Where};

/// The reports of a table.
pub(super) struct Table {
    rows: Rows,
    /// Which field each column is, and how good its name for it.
    columns: Vec<Option<(Field, usize)>>,
}

impl Table {
    /// Finds the columns.
    pub fn of(rows: Rows) -> Result<Table, IntakeProblem> {
        let columns: Vec<_> = rows.header.iter().map(|name| fields::named(name)).collect();
        if !columns.iter().flatten().any(|(field, _)| *field == Field::Text) {
            let what = "no column for the text";
            let remedy = "name one column text (or body, content, article) in the first line, or \
                          say how its columns are laid out with `add --dataset`";
            return Err(IntakeProblem::new(rows.path(), Some(1), what, remedy));
        }
        Ok(Table { rows, columns })
    }

    fn item(&self, row: Row) -> Result<Received, IntakeProblem> {
        let Row { line, raw, cells: told, mut diagnostics } = row;
        let mut cells = Cells::default();
        for (column, cell) in self.columns.iter().zip(told) {
            let Some((field, rank)) = column else { continue };
            cells.put_field(*field, *rank, Cell::Text(cell));
        }
        let path = self.rows.path();
        let report = cells.report(path, Some(line), &mut diagnostics)?;
        let place = Where::new(path, Some(line));
        Ok(Received { report, raw, place, diagnostics })
    }
}

impl Iterator for Table {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.and_then(|row| self.item(row)))
    }
}
