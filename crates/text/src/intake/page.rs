//! Reads a file that is one report: plain text, or Markdown with front matter.
//!
//! Front matter is a block at the top between `---` lines (`key: value`, the plain part of YAML) or
//! `+++` lines (`key = value`, the plain part of TOML). Blocks, lists and tables in it are passed
//! over, with a diagnostic where they stand under a name that is ours. The text is what follows the
//! block, markup and all: nothing is rewritten. Must hold: without front matter the text is the
//! whole file.

use rashomon_model::{Diagnostic, DiagnosticCode};

use super::fields::{self, Cell, Cells, Field};
use super::limits::read_item;
use super::{Format, IntakeProblem, Opened, Received, Where};

/// Reads the one report of a file.
pub(super) fn read(opened: Opened, format: Format) -> Result<Received, IntakeProblem> {
    let Opened { path, reader, encoded, limits } = opened;
    let read = read_item(reader, &limits);
    let bytes = read.map_err(|error| IntakeProblem::of_io(&path, "read", &error))?;
    let (text, mut diagnostics) = encoded.decode(&bytes);
    let mut cells = Cells::default();
    let block = if format == Format::Markdown { front_matter(&text) } else { None };
    match block {
        Some(block) => {
            block.cells(&mut cells, &mut diagnostics);
            cells.put_field(Field::Text, 0, Cell::Text(block.body.to_owned()));
        }
        None => cells.put_field(Field::Text, 0, Cell::Text(text)),
    }
    let report = cells.report(&path, None, &mut diagnostics)?;
    let place = Where::new(&path, None);
    Ok(Received { report, raw: encoded.received(bytes), place, diagnostics })
}

/// A block of front matter, and the text below it.
struct FrontMatter<'t> {
    block: &'t str,
    separator: char,
    body: &'t str,
}

fn front_matter(text: &str) -> Option<FrontMatter<'_>> {
    let (first, rest) = cut_line(text)?;
    let fence = first.trim_end();
    let separator = match fence {
        "---" => ':',
        "+++" => '=',
        _ => return None,
    };
    let mut left = rest;
    while let Some((line, after)) = cut_line(left) {
        let closes = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if closes {
            let block = rest.get(..rest.len() - left.len())?;
            return Some(FrontMatter { block, separator, body: without_blank_lines(after) });
        }
        left = after;
    }
    None
}

/// Cuts a text after its first line; none where it is empty.
fn cut_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
    Some((line, rest.unwrap_or("")))
}

fn without_blank_lines(text: &str) -> &str {
    let mut left = text;
    while let Some((_, after)) = cut_line(left).filter(|(line, _)| line.trim().is_empty()) {
        left = after;
    }
    left
}

impl FrontMatter<'_> {
    fn cells(&self, cells: &mut Cells, said: &mut Vec<Diagnostic>) {
        let mut lines = self.block.split(['\n', '\r']).filter(|l| !l.trim().is_empty()).peekable();
        while let Some(line) = lines.next() {
            let nested = line.starts_with([' ', '\t', '-', '#', '[']);
            let Some((name, value)) = line.split_once(self.separator).filter(|_| !nested) else {
                continue;
            };
            let name = name.trim().trim_matches('"');
            let Some((field, rank)) = fields::named(name) else { continue };
            if field == Field::Text {
                continue;
            }
            let more = lines.peek().is_some_and(|next| next.starts_with([' ', '\t', '-']));
            match plain_value(value).filter(|_| !more) {
                Some(value) => cells.put_field(field, rank, Cell::Text(value)),
                None => said.push(Diagnostic {
                    code: DiagnosticCode("unreadable-field"),
                    span: None,
                    message: format!("field {name} is not one plain value: left out"),
                }),
            }
        }
    }
}

/// Reads a value on one line: quoted, or plain up to a comment; null words are empty.
fn plain_value(written: &str) -> Option<String> {
    let written = written.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = written.strip_prefix(quote) {
            let (value, rest) = inner.rsplit_once(quote)?;
            let rest = rest.trim();
            let plain = rest.is_empty() || rest.starts_with('#');
            return plain.then(|| unescape(value, quote));
        }
    }
    if written.starts_with(['[', '{', '|', '>', '&', '*', '!']) {
        return None;
    }
    let value = written.find(" #").and_then(|n| written.get(..n)).unwrap_or(written).trim();
    let absent = matches!(value, "~" | "null" | "Null" | "NULL");
    Some(if absent { String::new() } else { value.to_owned() })
}

fn unescape(value: &str, quote: char) -> String {
    if quote == '\'' {
        return value.replace("''", "'");
    }
    value.replace("\\\"", "\"").replace("\\\\", "\\")
}
