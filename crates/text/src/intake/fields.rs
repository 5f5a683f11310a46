//! From named cells to a report: the one place that knows what the columns are called.
//!
//! In: cells by name, from JSON, CSV or front matter. Out: a report with canonical text, and a
//! diagnostic for each cell that was there and could not be used. It refuses only what has no text;
//! every other trouble costs one field. Must hold: an id made here depends on the content alone.

use std::path::Path;

use rashomon_model::{Diagnostic, DiagnosticCode, Report, ReportId};
use sha2::{Digest, Sha256};

use super::{IntakeProblem, canonical, published};
use crate::scripts;

/// The fields of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Outlet,
    Published,
    Url,
    Title,
    Lang,
    Text,
}

/// What each field may be called, the contract's own name first.
const NAMES: [(Field, &[&str]); 7] = [
    (Field::Id, &["id", "report_id", "reportid", "doc_id", "uid"]),
    (
        Field::Outlet,
        &["outlet", "source", "publisher", "publication", "newspaper", "media", "site"],
    ),
    (
        Field::Published,
        &[
            "published",
            "date",
            "published_at",
            "publication_date",
            "publish_date",
            "pubdate",
            "datetime",
        ],
    ),
    (Field::Url, &["url", "link", "uri", "href"]),
    (Field::Title, &["title", "headline"]),
    (Field::Lang, &["lang", "language", "locale"]),
    (Field::Text, &["text", "body", "content", "article", "fulltext", "full_text", "article_text"]),
];

/// Finds which field a name means, and how good a name for it that is (0 the best).
pub(super) fn named(name: &str) -> Option<(Field, usize)> {
    let folded = name.trim().to_lowercase().replace(['-', ' '], "_");
    NAMES.iter().find_map(|(field, names)| {
        names.iter().position(|name| *name == folded).map(|rank| (*field, rank))
    })
}

/// Tells whether a line is the header of a table: two names or more, one of them of the text.
pub(super) fn is_header(line: &str) -> bool {
    let cells = line.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"'));
    let fields: Vec<Field> = cells.filter_map(named).map(|(field, _)| field).collect();
    fields.len() > 1 && fields.contains(&Field::Text)
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Number(String),
    /// Something that no field takes, by its kind.
    Other(&'static str),
}

/// The cells of one item, the best-named one for each field.
#[derive(Debug, Default)]
pub(super) struct Cells {
    cells: Vec<(Field, usize, Cell)>,
}

impl Cells {
    /// Puts a cell under its name; names that mean nothing here are passed over, and so are empty
    /// cells, so that a filled alias counts beside an empty proper name.
    pub fn put(&mut self, name: &str, cell: Cell) {
        if let Some((field, rank)) = named(name) {
            self.put_field(field, rank, cell);
        }
    }

    /// Puts a cell of a known field.
    pub fn put_field(&mut self, field: Field, rank: usize, cell: Cell) {
        let empty = matches!(&cell, Cell::Text(text) if text.trim().is_empty());
        if empty {
            return;
        }
        match self.cells.iter_mut().find(|(known, ..)| *known == field) {
            Some(held) if rank < held.1 => *held = (field, rank, cell),
            Some(_) => {}
            None => self.cells.push((field, rank, cell)),
        }
    }

    fn take(&mut self, field: Field) -> Option<Cell> {
        let at = self.cells.iter().position(|(known, ..)| *known == field)?;
        Some(self.cells.swap_remove(at).2)
    }

    /// Takes a short field: one line, trimmed, canonical.
    fn short(&mut self, field: Field, said: &mut Vec<Diagnostic>) -> Option<String> {
        match self.take(field)? {
            Cell::Text(text) => Some(canonical(text.trim()).into_owned()),
            Cell::Number(number) if matches!(field, Field::Id | Field::Title) => Some(number),
            Cell::Number(_) => leave(field, "a number", said),
            Cell::Other(kind) => leave(field, kind, said),
        }
    }

    /// Makes the report.
    pub fn report(
        mut self,
        path: &Path,
        line: Option<u64>,
        said: &mut Vec<Diagnostic>,
    ) -> Result<Report, IntakeProblem> {
        let refuse = |what: &str, remedy: &str| IntakeProblem::new(path, line, what, remedy);
        let text = match self.take(Field::Text) {
            None => return Err(refuse("no text", "give the report a \"text\"")),
            Some(Cell::Text(text)) => canonical_owned(text),
            Some(Cell::Number(_)) => {
                return Err(refuse("field text is a number", "make it a string"));
            }
            Some(Cell::Other(kind)) => {
                return Err(refuse(&format!("field text is {kind}"), "make it a string"));
            }
        };
        let day = self.short(Field::Published, said);
        let published = day.as_deref().and_then(published);
        if let (Some(day), None) = (&day, published) {
            said.push(unreadable_date(day));
        }
        let id = self.short(Field::Id, said);
        let outlet = self.short(Field::Outlet, said);
        let url = self.short(Field::Url, said);
        let title = self.short(Field::Title, said);
        let lang = self.short(Field::Lang, said);
        let lang = lang.or_else(|| scripts::language(&text).map(str::to_owned));
        let made =
            || made_id(&[outlet.clone(), published.map(|d| d.to_string()), title.clone()], &text);
        let id = ReportId(id.unwrap_or_else(made));
        Ok(Report { id, outlet, published, url, title, lang, text })
    }
}

/// Gives the canonical form of an owned text without copying one that is canonical.
fn canonical_owned(text: String) -> String {
    let changed = match canonical(&text) {
        std::borrow::Cow::Borrowed(_) => None,
        std::borrow::Cow::Owned(changed) => Some(changed),
    };
    changed.unwrap_or(text)
}

/// Leaves a field out, and says so.
fn leave(field: Field, kind: &str, said: &mut Vec<Diagnostic>) -> Option<String> {
    let name = NAMES.iter().find(|(known, _)| *known == field).map_or("", |(_, names)| names[0]);
    said.push(Diagnostic {
        code: DiagnosticCode("unreadable-field"),
        span: None,
        message: format!("field {name} is {kind}, not a string: left out"),
    });
    None
}

fn unreadable_date(written: &str) -> Diagnostic {
    let shown: String = written.chars().take(40).collect();
    Diagnostic {
        code: DiagnosticCode("unreadable-date"),
        span: None,
        message: format!("no day could be read from {shown:?}: write it as YYYY-MM-DD"),
    }
}

/// Makes an id from what names a thing elsewhere (an address, the id of a letter): short, and without
/// the marks that ids of ours give a meaning to.
pub(super) fn id_of(kind: &str, name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    digest.iter().take(6).fold(format!("{kind}-"), |id, byte| id + &format!("{byte:02x}"))
}

/// Makes an id from the content: `r-` and the first 12 hexadecimal digits of the SHA-256 of outlet,
/// day, title and text, each as one byte for absent (0) or present (1), its length in 8 bytes
/// (little-endian), and its UTF-8 bytes.
pub(super) fn made_id(fields: &[Option<String>], text: &str) -> String {
    let mut hasher = Sha256::new();
    let text = Some(text);
    for field in fields.iter().map(|f| f.as_deref()).chain([text]) {
        let bytes = field.unwrap_or("").as_bytes();
        hasher.update([u8::from(field.is_some())]);
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    let digest = hasher.finalize();
    digest.iter().take(6).fold("r-".to_owned(), |id, byte| id + &format!("{byte:02x}"))
}
