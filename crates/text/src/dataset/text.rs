//! A row as a text: a head line that names the dataset, then `name: value` lines.
//!
//! Empty cells are left out; line ends and runs of blanks inside a cell become one blank. The names
//! are the table's own. Must hold: the lines of a rendered row read back as its cells.

use rashomon_model::Span;

use crate::intake::canonical;

/// How the text of a row begins; the name of its dataset follows.
const HEAD: &str = "Row of the dataset ";

/// One cell of a rendered row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'t> {
    /// The column.
    pub name: &'t str,
    /// The cell.
    pub value: &'t str,
    /// Where the line stands.
    pub line: Span,
    /// Where the cell stands in it.
    pub cell: Span,
}

/// Renders a row.
pub fn render<'c>(dataset: &str, cells: impl Iterator<Item = (&'c str, &'c str)>) -> String {
    let mut out = format!("{HEAD}{dataset}\n");
    for (name, value) in cells {
        let (name, value) = (joined(name).replace(':', " "), joined(value));
        if !name.trim().is_empty() && !value.is_empty() {
            out.push_str(&format!("{}: {value}\n", name.trim()));
        }
    }
    canonical(&out).into_owned()
}

fn joined(text: &str) -> String {
    let words =
        text.trim_start_matches('\u{feff}').split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Tells whether a text is a rendered row.
pub fn is_row(text: &str) -> bool {
    text.starts_with(HEAD)
}

/// Returns the name of the dataset of a rendered row.
pub fn name_of(text: &str) -> Option<&str> {
    text.strip_prefix(HEAD)?.lines().next()
}

/// Reads the cells of a rendered row back.
pub fn fields(text: &str) -> Vec<Field<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if let Some((name, value)) = bare.split_once(": ").filter(|_| start > 0) {
            let span = |from: usize, to: usize| {
                let at = |n: usize| u32::try_from(start + n).unwrap_or(u32::MAX);
                Span { start: at(from), end: at(to) }
            };
            let cell = span(name.len() + 2, bare.len());
            out.push(Field { name, value, line: span(0, bare.len()), cell });
        }
        start += line.len();
    }
    out
}
