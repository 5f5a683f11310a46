//! Reads the tab-separated tables that names are compared by.
//!
//! In: the text of a table: comment lines begin with `#`, the first other line names the columns.
//! Out: rows that give their cells by column name. A malformed table is an error that names the
//! table and line, never a silent gap: these tables are reviewed data, and a typo in them would
//! change verdicts. Cells hold several values parted by `|`.

use std::fmt;

/// A table that could not be used, where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The table's path under `data/`.
    pub table: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.table, self.line, self.why)
    }
}

impl std::error::Error for TableError {}

/// A table with named columns.
pub(crate) struct Table {
    name: String,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
    line: usize,
    cells: &'t [String],
}

impl Table {
    /// Reads a table.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Table, TableError> {
        let mut lines = text.lines().enumerate().filter(|(_, l)| {
            let l = l.trim_end();
            !l.is_empty() && !l.starts_with('#')
        });
        let error = |line: usize, why: &str| TableError {
            table: name.to_owned(),
            line: line + 1,
            why: why.to_owned(),
        };
        let (_, head) = lines.next().ok_or_else(|| error(0, "no line names the columns"))?;
        let columns: Vec<String> = head.split('\t').map(str::to_owned).collect();
        let mut rows = Vec::new();
        for (at, line) in lines {
            let cells: Vec<String> = line.split('\t').map(|c| c.trim().to_owned()).collect();
            if cells.len() != columns.len() {
                return Err(error(at, "number of cells differs from number of columns"));
            }
            rows.push((at + 1, cells));
        }
        Ok(Table { name: name.to_owned(), columns, rows })
    }

    /// Returns the rows in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl<'t> Row<'t> {
    /// Returns a cell; empty where there is no such column.
    pub(crate) fn get(self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|c| c == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// Returns the values of a cell parted by `|`.
    pub(crate) fn list(self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split('|').map(str::trim).filter(|v| !v.is_empty())
    }

    /// Returns a cell as a number.
    pub(crate) fn number(self, column: &str) -> Result<f64, TableError> {
        let cell = self.get(column);
        cell.parse().map_err(|_| self.error(&format!("`{cell}` in column {column} is no number")))
    }

    /// Makes an error that names this row.
    pub(crate) fn error(self, why: &str) -> TableError {
        TableError { table: self.table.name.clone(), line: self.line, why: why.to_owned() }
    }
}
