//! From files to reports: bytes in, one item at a time out.
//!
//! In: a path (a file or a folder of files) or a reader. Out: for each item a [`Received`] with its
//! report, the bytes it came as, and where it stood; or an [`IntakeProblem`]. One bad line gives
//! one problem and the rest goes on. JSON Lines and CSV are read as a stream, so memory does not
//! grow with their number; documents (pages, feeds, letters, PDFs, workbooks) are read whole. What lies in a container goes the same way as a file does. It resolves
//! nothing, and guesses no date, outlet or title. Must hold: the report's text is canonical (see
//! [`canonical`]), and a text that was canonical already comes through byte for byte.

mod canonical;
mod container;
mod dataset;
mod decode;
mod documents;
mod fields;
mod folder;
mod format;
mod guests;
mod json;
mod limits;
mod lines;
mod options;
mod page;
mod place;
mod problem;
mod published;
mod rows;
mod source;
pub mod sources;
mod table;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

pub use canonical::canonical;
pub use format::Format;
pub use limits::{Limit, Limits};
pub use options::{Meter, Options};
pub use place::{Captured, Received, Where};
pub use problem::IntakeProblem;
pub use published::published;

use crate::dataset::Map;
use decode::Encoded;
use limits::read_item;
use options::Context;
use source::Source;

/// Largest single item taken where nothing else is asked for, in bytes as received: 64 MB.
pub const ITEM_LIMIT: usize = 64 * 1000 * 1000;

/// How much of a file is looked at to tell its format and encoding.
const PREFIX: usize = 64 * 1024;

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
    open_with(path, &Options::default())
}

/// Opens a file or a folder as [`open`] does, with limits and more.
///
/// # Errors
/// As [`open`].
pub fn open_with(path: impl AsRef<Path>, options: &Options) -> Result<Intake, IntakeProblem> {
    let path = path.as_ref();
    let metadata =
        std::fs::metadata(path).map_err(|error| IntakeProblem::of_io(path, "open", &error))?;
    let context = Context::new(options);
    if metadata.is_dir() {
        return Ok(Intake { items: Box::new(folder::Folder::new(path, context)) });
    }
    open_file(path, &context)
}

fn open_file(path: &Path, context: &Context) -> Result<Intake, IntakeProblem> {
    let file = File::open(path).map_err(|error| IntakeProblem::of_io(path, "open", &error))?;
    start(path, Source::of_file(file, context.options.meter()), context)
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
    let options = Options::default();
    from_reader_with(name, reader, &format.map_or(options.clone(), |format| options.format(format)))
}

/// Reads items from a reader as [`from_reader`] does, with limits and more.
///
/// # Errors
/// As [`from_reader`].
pub fn from_reader_with(
    name: &str,
    reader: impl Read + Send + 'static,
    options: &Options,
) -> Result<Intake, IntakeProblem> {
    let context = Context::new(options);
    let stream = context.options.meter().over(Box::new(reader));
    start(Path::new(name), Source::Stream(stream), &context)
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
    limits: Limits,
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
    open_with(path, &Options::default().map(map))
}

/// Reads a table of a dataset from a reader; the name stands in for a path in messages.
///
/// # Errors
/// As [`from_reader`].
pub fn from_dataset(
    name: &str,
    map: &Map,
    reader: impl Read + Send + 'static,
) -> Result<Intake, IntakeProblem> {
    from_reader_with(name, reader, &Options::default().map(map))
}

impl Opened {
    /// Puts a file of which the beginning was read already.
    fn of(path: &Path, prefix: &[u8], whole: Box<dyn Read + Send>, limits: Limits) -> Opened {
        let encoded = Encoded::of(prefix);
        let reader = BufReader::with_capacity(PREFIX, encoded.as_utf8(whole));
        Opened { path: path.to_owned(), reader, encoded, limits }
    }
}

/// Begins a file, or a member of a container under its name: the one way in for all bytes.
fn start(path: &Path, source: Source, context: &Context) -> Result<Intake, IntakeProblem> {
    let fail = |error: std::io::Error| IntakeProblem::of_io(path, "read", &error);
    let (prefix, source) = source.peek().map_err(fail)?;
    if prefix.is_empty() {
        return Err(IntakeProblem::new(
            path,
            None,
            "empty file",
            "put a report in it or leave it out",
        ));
    }
    let encoded = Encoded::of(&prefix);
    let preview = encoded.preview(&prefix);
    let told = context.format().or_else(|| format::tell(path, &prefix, &preview));
    if context.format().is_none()
        && let Some(kind) = container::Kind::of(path, &prefix)
        && !(told == Some(Format::Sheets) && format::is_named_sheet(path))
    {
        return container::open(path, kind, source, context);
    }
    if let Some(format) = told.filter(|format| format.is_document()) {
        let bytes = read_item(source.stream(), &context.limits()).map_err(fail)?;
        if matches!(format, Format::Html | Format::Pdf) && context.is_held(&bytes) {
            return Ok(Intake { items: Box::new(std::iter::empty()) });
        }
        return guests::read(path, bytes, format, context);
    }
    if let Some((what, remedy)) = format::refused(&prefix) {
        return Err(IntakeProblem::new(path, None, &what, &remedy));
    }
    let format = match told {
        _ if context.options.map.is_some() && context.format().is_none() => Format::Csv,
        told => told.ok_or_else(|| unknown_kind(path))?,
    };
    let limits = context.limits();
    let opened = |whole| Opened::of(path, &prefix, whole, limits);
    let items: Items = match format {
        Format::JsonLines => Box::new(json::JsonLines::new(opened(source.stream()))),
        Format::Json => Box::new(json::JsonValues::new(opened(source.stream()))),
        Format::Csv => of_table(opened(source.stream()), context.options.map.as_ref())?,
        Format::PlainText | Format::Markdown => {
            let bytes = read_item(source.stream(), &limits).map_err(fail)?;
            if context.is_held(&bytes) {
                return Ok(Intake { items: Box::new(std::iter::empty()) });
            }
            let whole = Box::new(std::io::Cursor::new(bytes));
            Box::new(std::iter::once(page::read(opened(whole), format)))
        }
        // Told above already.
        _ => return Err(unknown_kind(path)),
    };
    let named = items.map(move |item| {
        item.map(|mut received| {
            received.place.format.get_or_insert(format.name());
            received
        })
    });
    Ok(Intake { items: Box::new(named) })
}

/// Reads the bytes of a file that lies inside another one, as the file itself would be.
fn of_bytes(document: documents::Document<'_>, format: Option<Format>) -> documents::Read {
    if let Some(read) = format.and_then(|format| documents::read(format, &document)) {
        return read;
    }
    let options = format.map_or_else(Options::default, |format| Options::default().format(format));
    let source = Source::of_bytes(document.bytes.to_vec());
    match start(document.path, source, &Context::new(&options)) {
        Ok(items) => items.collect(),
        Err(problem) => vec![Err(problem)],
    }
}

fn unknown_kind(path: &Path) -> IntakeProblem {
    IntakeProblem::new(
        path,
        None,
        "not a kind of file that is read",
        "give a page, feed, letter, PDF, workbook, JSON Lines, JSON, CSV, plain text, Markdown, or an \
         archive of these",
    )
}
