//! Which format a file is in, and which files are not read at all.
//!
//! In: a path and the first bytes. What has a signature (a PDF, a workbook, a page, a feed) is known by
//! it, whatever its name; else the ending of the name decides where it says something; else the
//! content does. Binary files are refused by their first bytes (the usual signatures) or by a high
//! share of control bytes, with a word on what they seem to be. It opens nothing itself.

use std::path::Path;

use super::{documents, fields};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON object a line.
    JsonLines,
    /// One JSON object, or an array of them.
    Json,
    /// Comma-, semicolon- or tab-separated rows under a header.
    Csv,
    /// The whole file is one text.
    PlainText,
    /// One text, with front matter (`---` or `+++`) if it has any.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A letter (EML), or a page saved as one (MHTML).
    Letter,
    /// Letters one after another (mbox).
    Mailbox,
    /// A PDF with a layer of text.
    Pdf,
    /// A workbook: XLSX or ODS.
    Sheets,
}

impl Format {
    /// Names how a report is made of the bytes, with a version that moves when the way changes.
    pub fn name(self) -> &'static str {
        match self {
            Format::JsonLines => "jsonl/1",
            Format::Json => "json/1",
            Format::Csv => "csv/1",
            Format::PlainText => "text/1",
            Format::Markdown => "markdown/1",
            Format::Html => "html/1",
            Format::Feed => "feed/1",
            Format::Letter | Format::Mailbox => "letter/1",
            Format::Pdf => "pdf/1",
            Format::Sheets => "sheets/1",
        }
    }

    /// Tells the format by the ending of the name, or by how the text begins where the ending says
    /// nothing; none where the ending names a format that is not read.
    ///
    /// ```
    /// use rashomon_text::intake::Format;
    /// assert_eq!(Format::of("wire.jsonl".as_ref(), ""), Some(Format::JsonLines));
    /// assert_eq!(Format::of("-".as_ref(), "{\"text\": \"…\"}\n{}"), Some(Format::JsonLines));
    /// assert_eq!(Format::of("map.png".as_ref(), ""), None);
    /// ```
    pub fn of(path: &Path, beginning: &str) -> Option<Format> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        if let Some(marked) = Format::of_markup(beginning) {
            return Some(marked);
        }
        match ending.as_deref() {
            Some("jsonl" | "ndjson") => Some(Format::JsonLines),
            Some("json") => Some(Format::of_json(beginning)),
            Some("csv" | "tsv") => Some(Format::Csv),
            Some("txt" | "text") => Some(Format::PlainText),
            Some("md" | "markdown") => Some(Format::Markdown),
            Some("html" | "htm" | "xhtml" | "shtml") => Some(Format::Html),
            Some("rss" | "atom" | "rdf") => Some(Format::Feed),
            Some("eml" | "mht" | "mhtml") => Some(Format::Letter),
            Some("mbox" | "mbx") => Some(Format::Mailbox),
            Some("pdf") => Some(Format::Pdf),
            Some("xlsx" | "xlsm" | "ods") => Some(Format::Sheets),
            Some(_) => Format::of_letters(beginning),
            None => Format::of_letters(beginning).or_else(|| Some(Format::of_text(beginning))),
        }
    }

    /// Tells whether a file of this format is read whole, by the documents' own readers.
    pub(super) fn is_document(self) -> bool {
        use Format::{Feed, Html, Letter, Mailbox, Pdf, Sheets};
        matches!(self, Html | Feed | Letter | Mailbox | Pdf | Sheets)
    }

    /// Tells a page or a feed by how it begins.
    fn of_markup(beginning: &str) -> Option<Format> {
        if documents::is_feed(beginning) {
            return Some(Format::Feed);
        }
        let start = beginning.trim_start_matches('\u{FEFF}').trim_start();
        let head = start.get(..start.floor_char_boundary(4096)).unwrap_or(start);
        let head = head.to_ascii_lowercase();
        let xml = head.starts_with("<?xml") || head.starts_with("<!--");
        (head.starts_with("<!doctype html")
            || head.starts_with("<html")
            || xml && (head.contains("<html") || head.contains("<!doctype html")))
        .then_some(Format::Html)
    }

    fn of_letters(beginning: &str) -> Option<Format> {
        let rest = beginning.strip_prefix("From ").and_then(|rest| rest.split_once('\n'));
        if rest.is_some_and(|(_, letter)| documents::is_letter(letter)) {
            return Some(Format::Mailbox);
        }
        documents::is_letter(beginning).then_some(Format::Letter)
    }

    /// Tells the format by how a text begins.
    fn of_text(beginning: &str) -> Format {
        let text = beginning.trim_start();
        let first = text.lines().next().unwrap_or("");
        if text.starts_with('{')
            || (text.starts_with('[') && text[1..].trim_start().starts_with('{'))
        {
            return Format::of_json(beginning);
        }
        if matches!(first.trim_end(), "---" | "+++") {
            return Format::Markdown;
        }
        if fields::is_header(first) { Format::Csv } else { Format::PlainText }
    }

    /// Tells lines of JSON from one value by whether the first line is a value of its own.
    fn of_json(beginning: &str) -> Format {
        let text = beginning.trim_start();
        let first = text.lines().next().unwrap_or("");
        let complete = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
        let more = text.get(first.len()..).is_some_and(|rest| !rest.trim().is_empty());
        if text.starts_with('{') && complete && more { Format::JsonLines } else { Format::Json }
    }
}

/// Signatures of files that are not text: first bytes, what they are, and what to do.
const SIGNATURES: [(&[u8], &str, &str); 19] = [
    (b"\x89PNG", "a PNG image", TYPE_IT),
    (b"\xFF\xD8\xFF", "a JPEG image", TYPE_IT),
    (b"GIF8", "a GIF image", TYPE_IT),
    (b"II*\0", "a TIFF image", TYPE_IT),
    (b"MM\0*", "a TIFF image", TYPE_IT),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save it as text"),
    (b"\xD0\xCF\x11\xE0", "an old office document", SAVE_AS_TEXT),
    (b"{\\rtf", "an RTF document", SAVE_AS_TEXT),
    (b"\x1F\x8B", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xFD7zXZ", "an xz archive", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", UNPACK),
    (b"7z\xBC\xAF", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"SQLite format 3\0", "an SQLite database, perhaps a case", "name it as the case instead"),
    (b"\x7FELF", "a program", LEAVE_OUT),
    (b"RIFF", "a sound, film or image", LEAVE_OUT),
    (b"OggS", "a sound or film", LEAVE_OUT),
    (b"PAR1", "a Parquet table", "export it as JSON Lines or CSV"),
];

const TYPE_IT: &str = "put its words into a text file";
const SAVE_AS_TEXT: &str = "save it as plain text";
const UNPACK: &str = "unpack it";
const LEAVE_OUT: &str = "leave it out";

/// Tells what a file is that cannot be read, and what to do; nothing where it can be.
pub(super) fn refused(prefix: &[u8]) -> Option<(String, String)> {
    let known = SIGNATURES.iter().find(|(signature, ..)| prefix.starts_with(signature));
    if let Some((_, what, remedy)) = known {
        return Some((format!("not a text but {what}"), (*remedy).to_owned()));
    }
    if is_xml(prefix) {
        let what = "XML that is neither a page nor a feed".to_owned();
        return Some((what, "save its words as text".to_owned()));
    }
    let utf16 = matches!(super::decode::Encoded::of(prefix), super::decode::Encoded::Utf16(_));
    let control = prefix.iter().filter(|b| **b < 9 || (14..32).contains(*b) && **b != 27).count();
    // A stray control byte or two occur in text; one in thirty does not.
    if !utf16 && control * 30 > prefix.len() {
        return Some(("binary file".to_owned(), "give a text file".to_owned()));
    }
    None
}

fn is_xml(prefix: &[u8]) -> bool {
    let start = prefix.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(prefix).trim_ascii_start();
    start.get(..5).is_some_and(|s| s.eq_ignore_ascii_case(b"<?xml"))
}

/// Tells the format of a file by its signature, else as [`Format::of`] does from its decoded beginning.
pub(super) fn tell(path: &Path, prefix: &[u8], beginning: &str) -> Option<Format> {
    let head = prefix.get(..prefix.len().min(1024)).unwrap_or(prefix);
    // Some writers put a line or two before the mark.
    if head.starts_with(b"%PDF-") || has(head, b"%PDF-1.") && has(prefix, b" obj") {
        return Some(Format::Pdf);
    }
    if prefix.starts_with(b"PK\x03\x04") {
        let ending = is_named_sheet(path);
        let sheets = has(prefix, b"xl/workbook.xml")
            || has(head, b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
        return (ending || sheets).then_some(Format::Sheets);
    }
    Format::of(path, beginning)
}

/// Tells whether a name is that of a workbook.
pub(super) fn is_named_sheet(path: &Path) -> bool {
    let named = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    matches!(named.as_deref(), Some("xlsx" | "xlsm" | "ods"))
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
