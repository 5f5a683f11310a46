//! Word lists as data: tab-separated tables with a header, one entry a row.
//!
//! A table's first line names its columns; `#` opens a comment line. The crate that owns a table
//! embeds it and reads it through here, so a table given at run time takes the same way.

/// A table read from tab-separated text.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One entry of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'l> {
    lexicon: &'l Lexicon,
    index: usize,
}

/// A table that is not what it should be: where and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// Name of the table.
    pub table: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

impl std::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.table, self.line, self.why)
    }
}

impl std::error::Error for LexiconError {}

impl Lexicon {
    /// Reads a table.
    ///
    /// # Errors
    /// [`LexiconError`] where there is no header or a row has more cells than the header.
    pub fn parse(table: &str, text: &str) -> Result<Lexicon, LexiconError> {
        let fail = |line: usize, why: &str| LexiconError {
            table: table.to_owned(),
            line,
            why: why.to_owned(),
        };
        let mut lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let (_, header) = lines.next().ok_or_else(|| fail(1, "no header"))?;
        let columns: Vec<String> = header.split('\t').map(|c| c.trim().to_owned()).collect();
        let mut rows = Vec::new();
        for (number, line) in lines {
            let mut cells: Vec<String> = line.split('\t').map(|c| c.trim().to_owned()).collect();
            if cells.len() > columns.len() {
                return Err(fail(number + 1, "more cells than the header has columns"));
            }
            cells.resize(columns.len(), String::new());
            rows.push(cells);
        }
        Ok(Lexicon { columns, rows })
    }

    /// Returns the entries in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { lexicon: self, index })
    }
}

impl<'l> Row<'l> {
    /// Returns the cell of a column; empty where the table has no such column.
    pub fn get(self, column: &str) -> &'l str {
        let at = self.lexicon.columns.iter().position(|c| c == column);
        at.and_then(|at| self.lexicon.rows.get(self.index)?.get(at)).map_or("", String::as_str)
    }

    /// Returns the `;`-separated parts of a cell, without empty ones.
    pub fn list(self, column: &str) -> impl Iterator<Item = &'l str> {
        self.get(column).split(';').map(str::trim).filter(|part| !part.is_empty())
    }
}
