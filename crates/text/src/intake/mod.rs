//! From files to reports: bytes in, one item at a time out.
//!
//! In: a path (a file or a folder of files) or a reader. Out: for each item a [`Received`] with its
//! report, the bytes it came as, and where it stood; or an [`IntakeProblem`]. One bad line gives
//! one problem and the rest goes on. JSON Lines and CSV are read as a stream, so memory does not
//! grow with their number; documents (pages, feeds, letters, PDFs, workbooks) are read whole. It
//! resolves nothing, and guesses no date, outlet or title. Must hold: the report's text is canonical (see [`canonical`]), and a
//! text that was canonical already comes through byte for byte.

mod canonical;
mod dataset;
mod decode;
mod documents;
mod fields;
mod folder;
mod format;
mod json;
mod lines;
mod page;
mod problem;
mod published;
mod rows;
pub mod sources;
mod table;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use rashomon_model::{Diagnostic, Report};

pub use canonical::canonical;
pub use format::Format;
pub use problem::IntakeProblem;
pub use published::published;

use crate::dataset::Map;
use decode::Encoded;

/// Largest single item taken, in bytes as received: 64 MB.
pub const ITEM_LIMIT: usize = 64 * 1000 * 1000;

/// How much of a file is looked at to tell its format and encoding.
const PREFIX: usize = 64 * 1024;

/// One item as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The report made of it.
    pub report: Report,
    /// Its bytes as received: the line, the row, the value or the whole file. A line or row of a
    /// UTF-16 file is given in that encoding.
    pub raw: Vec<u8>,
    /// Where it stood.
    pub place: Where,
    /// What was odd about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where an item stood: its file, and the line it begins on where the file holds several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Where {
    /// The file, or the name given to a reader.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: Option<u64>,
}

/// The items of a file or folder, in order.
pub struct Intake {
    items: Items,
}

type Items = Box<dyn Iterator<Item = Result<Received, IntakeProblem>> + Send>;

impl Iterator for Intake {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next()
    }
}

/// Opens a file, or a folder of files in the order of their names.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("wire.jsonl");
/// std::fs::write(&path, "{\"id\": \"n1\", \"text\": \"The mill burnt.\"}\nnot json\n")?;
/// let items: Vec<_> = rashomon_text::intake::open(&path)?.collect();
/// assert_eq!(items[0].as_ref().unwrap().report.text, "The mill burnt.");
/// assert_eq!(items[1].as_ref().unwrap_err().line, Some(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`IntakeProblem`] where the path cannot be opened, the file is empty or binary, or its format is
/// not one that is read. In a folder these come as items, one a file.
pub fn open(path: impl AsRef<Path>) -> Result<Intake, IntakeProblem> {
    let path = path.as_ref();
    let metadata =
        std::fs::metadata(path).map_err(|error| IntakeProblem::of_io(path, "open", &error))?;
    if metadata.is_dir() {
        return Ok(Intake { items: Box::new(folder::Folder::new(path)) });
    }
    open_file(path)
}

fn open_file(path: &Path) -> Result<Intake, IntakeProblem> {
    let file = File::open(path).map_err(|error| IntakeProblem::of_io(path, "open", &error))?;
    start(path, None, Box::new(file))
}

/// Reads items from a reader, such as standard input; the name stands in for a path in messages.
/// Without a format, the first bytes tell it.
///
/// # Errors
/// [`IntakeProblem`] where there is nothing to read, or it is binary.
pub fn from_reader(
    name: &str,
    format: Option<Format>,
    reader: impl Read + Send + 'static,
) -> Result<Intake, IntakeProblem> {
    start(Path::new(name), format, Box::new(reader))
}

/// Tells whether the current thread runs a parser that is not ours: what it fails on becomes a problem
/// or a diagnostic, so a program need not print its panics.
///
/// ```
/// assert!(!rashomon_text::intake::is_guest());
/// ```
pub fn is_guest() -> bool {
    std::thread::current().name() == Some(documents::GUEST)
}

/// One opened file, before its items are told apart.
struct Opened {
    path: PathBuf,
    reader: BufReader<Box<dyn Read + Send>>,
    encoded: Encoded,
}

/// Reads a table by a map, or else by the one whose header it has, or as reports.
fn of_table(opened: Opened, map: Option<&Map>) -> Result<Items, IntakeProblem> {
    let rows = rows::Rows::open(opened)?;
    let known = || Map::shipped().into_iter().find(|map| map.knows(&rows.header));
    Ok(match map.cloned().or_else(known) {
        Some(map) => Box::new(dataset::Dataset::new(rows, map)),
        None => Box::new(table::Table::of(rows)?),
    })
}

/// Opens a table of a dataset; its columns mean what the map says.
///
/// # Errors
/// As [`open`].
pub fn open_dataset(path: impl AsRef<Path>, map: &Map) -> Result<Intake, IntakeProblem> {
    let path = path.as_ref();
    let file = File::open(path).map_err(|error| IntakeProblem::of_io(path, "open", &error))?;
    from_dataset(&path.to_string_lossy(), map, file)
}

/// Reads a table of a dataset from a reader; the name stands in for a path in messages.
///
/// # Errors
/// As [`from_reader`].
pub fn from_dataset(
    name: &str,
    map: &Map,
    mut reader: impl Read + Send + 'static,
) -> Result<Intake, IntakeProblem> {
    let path = Path::new(name);
    let mut prefix = Vec::with_capacity(PREFIX);
    let read = reader.by_ref().take(PREFIX as u64).read_to_end(&mut prefix);
    read.map_err(|error| IntakeProblem::of_io(path, "read", &error))?;
    if format::tell(path, &prefix, "") == Some(Format::Sheets) {
        let bytes = whole(path, prefix, Box::new(reader))?;
        let document = documents::Document { path, bytes: &bytes, depth: 0 };
        let items = documents::read_sheets(&document, Some(map));
        return Ok(Intake { items: Box::new(items.into_iter()) });
    }
    if let Some((what, remedy)) = format::refused(&prefix) {
        return Err(IntakeProblem::new(path, None, &what, &remedy));
    }
    let items = of_table(Opened::of(path, prefix, Box::new(reader)), Some(map))?;
    Ok(Intake { items })
}

impl Opened {
    /// Puts a file of which the beginning was read already.
    fn of(path: &Path, prefix: Vec<u8>, rest: Box<dyn Read + Send>) -> Opened {
        let encoded = Encoded::of(&prefix);
        let whole: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(prefix).chain(rest));
        let reader = BufReader::with_capacity(PREFIX, encoded.as_utf8(whole));
        Opened { path: path.to_owned(), reader, encoded }
    }
}

fn start(
    path: &Path,
    format: Option<Format>,
    mut reader: Box<dyn Read + Send>,
) -> Result<Intake, IntakeProblem> {
    let mut prefix = Vec::with_capacity(PREFIX);
    let read = reader.by_ref().take(PREFIX as u64).read_to_end(&mut prefix);
    read.map_err(|error| IntakeProblem::of_io(path, "read", &error))?;
    if prefix.is_empty() {
        return Err(IntakeProblem::new(
            path,
            None,
            "empty file",
            "put a report in it or leave it out",
        ));
    }
    let encoded = Encoded::of(&prefix);
    let told = format.or_else(|| format::tell(path, &prefix, &encoded.preview(&prefix)));
    if let Some(format) = told.filter(|format| format.is_document()) {
        let bytes = whole(path, prefix, reader)?;
        let document = documents::Document { path, bytes: &bytes, depth: 0 };
        let items = of_bytes(document, Some(format));
        return Ok(Intake { items: Box::new(items.into_iter()) });
    }
    if let Some((what, remedy)) = format::refused(&prefix) {
        return Err(IntakeProblem::new(path, None, &what, &remedy));
    }
    let format = told.ok_or_else(|| unknown_kind(path))?;
    let opened = Opened::of(path, prefix, reader);
    let items: Items = match format {
        Format::JsonLines => Box::new(json::JsonLines::new(opened)),
        Format::Json => Box::new(json::JsonValues::new(opened)),
        Format::Csv => of_table(opened, None)?,
        Format::PlainText | Format::Markdown => {
            Box::new(std::iter::once(page::read(opened, format)))
        }
        // Told above already.
        _ => return Err(unknown_kind(path)),
    };
    Ok(Intake { items })
}

/// Reads the rest of a file that is one item.
fn whole(
    path: &Path,
    mut bytes: Vec<u8>,
    rest: Box<dyn Read + Send>,
) -> Result<Vec<u8>, IntakeProblem> {
    let left = (ITEM_LIMIT + 1).saturating_sub(bytes.len());
    let read = rest.take(left as u64).read_to_end(&mut bytes);
    read.map_err(|error| IntakeProblem::of_io(path, "read", &error))?;
    if bytes.len() > ITEM_LIMIT {
        return Err(IntakeProblem::too_large(path, None));
    }
    Ok(bytes)
}

/// Reads the bytes of a file that lies inside another one, as the file itself would be.
fn of_bytes(document: documents::Document<'_>, format: Option<Format>) -> documents::Read {
    if let Some(read) = format.and_then(|format| documents::read(format, &document)) {
        return read;
    }
    let bytes = std::io::Cursor::new(document.bytes.to_vec());
    match start(document.path, format, Box::new(bytes)) {
        Ok(items) => items.collect(),
        Err(problem) => vec![Err(problem)],
    }
}

fn unknown_kind(path: &Path) -> IntakeProblem {
    IntakeProblem::new(
        path,
        None,
        "not a kind of file that is read",
        "give a page, feed, letter, PDF, workbook, JSON Lines, JSON, CSV, plain text or Markdown",
    )
}
