//! Which format a file is in, and which files are not read at all.
//!
//! In: a path and the first bytes. The ending of the name decides where it says something; else the
//! content does. Binary files are refused by their first bytes (the usual signatures) or by a high
//! share of control bytes, with a word on what they seem to be. It opens nothing itself.

use std::path::Path;

use super::fields;

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
}

impl Format {
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
        match ending.as_deref() {
            Some("jsonl" | "ndjson") => Some(Format::JsonLines),
            Some("json") => Some(Format::of_json(beginning)),
            Some("csv" | "tsv") => Some(Format::Csv),
            Some("txt" | "text") => Some(Format::PlainText),
            Some("md" | "markdown") => Some(Format::Markdown),
            Some(_) => None,
            None => Some(Format::of_text(beginning)),
        }
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
const SIGNATURES: [(&[u8], &str, &str); 20] = [
    (b"\x89PNG", "a PNG image", TYPE_IT),
    (b"\xFF\xD8\xFF", "a JPEG image", TYPE_IT),
    (b"GIF8", "a GIF image", TYPE_IT),
    (b"II*\0", "a TIFF image", TYPE_IT),
    (b"MM\0*", "a TIFF image", TYPE_IT),
    (b"%PDF", "a PDF document", SAVE_AS_TEXT),
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
    if is_markup(prefix) {
        let what = "a web page or feed, which is not read".to_owned();
        return Some((what, "save the article's words as text".to_owned()));
    }
    let utf16 = matches!(super::decode::Encoded::of(prefix), super::decode::Encoded::Utf16(_));
    let control = prefix.iter().filter(|b| **b < 9 || (14..32).contains(*b) && **b != 27).count();
    // A stray control byte or two occur in text; one in thirty does not.
    if !utf16 && control * 30 > prefix.len() {
        return Some(("binary file".to_owned(), "give a text file".to_owned()));
    }
    None
}

fn is_markup(prefix: &[u8]) -> bool {
    let start = prefix.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(prefix).trim_ascii_start();
    let opens = |tag: &[u8]| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag));
    [&b"<!doctype html"[..], b"<html", b"<?xml", b"<rss", b"<feed"].iter().any(|tag| opens(tag))
}
