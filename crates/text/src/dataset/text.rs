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
        let (name, value) = (joined(&name.replace(':', " ")), joined(value));
        if !name.is_empty() && !value.is_empty() {
            out.push_str(&format!("{name}: {value}\n"));
        }
    }
    canonical(&out).into_owned()
}

fn joined(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    // A byte order mark stands before the first cell of many tables, and belongs to no word.
    let words = words.map(|word| word.trim_start_matches('\u{feff}'));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads_back(name: &str, value: &str, expected: (&str, &str)) {
        let text = render("Register", [(name, value)].into_iter());
        let read = fields(&text);
        assert_eq!((read[0].name, read[0].value), expected);
        assert_eq!(render("Register", [(read[0].name, read[0].value)].into_iter()), text);
    }

    #[test]
    fn a_rendered_cell_reads_back_as_itself() {
        reads_back("dead", " 3\nor 4 ", ("dead", "3 or 4"));
        reads_back("a:::b", "x: y", ("a b", "x: y"));
        reads_back(": \u{feff}name", "\u{feff} \u{feff}v", ("name", "v"));
    }

    #[test]
    fn a_cell_of_signs_alone_is_no_cell() {
        let text = render("Register", [("::", "x"), ("name", "\u{feff}")].into_iter());
        assert!(fields(&text).is_empty(), "{text}");
    }
}
