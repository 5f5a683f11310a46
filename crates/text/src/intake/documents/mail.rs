//! A letter as reports: its words, and the documents attached to it.
//!
//! In: the bytes of an EML file, of a saved page (MHTML), or of a mailbox (mbox). Out: one report of
//! the letter (plain text before HTML; From as outlet, Subject as title, the day of Date as
//! written), and one or more of each attachment that is a document we read. What is attached and
//! not read (images, archives) is passed over and counted in a diagnostic. Letters in letters are
//! read to a bounded depth. Must hold: an attachment is read as the same file would be alone.

use std::path::{Path, PathBuf};

use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use rashomon_model::{Diagnostic, DiagnosticCode};

use super::{DEEPEST, Document, Read, html};
use crate::intake::decode::Encoded;
use crate::intake::fields::{Cell, Cells, Field, id_of};
use crate::intake::{Format, IntakeProblem, Received, canonical, format};

/// Most attachments of a letter that are looked at.
const MOST: usize = 500;

/// Tells a letter by its first lines: headers, two of which only letters have.
pub(in crate::intake) fn is_letter(beginning: &str) -> bool {
    const OURS: [&str; 10] = [
        "received",
        "message-id",
        "mime-version",
        "delivered-to",
        "return-path",
        "from",
        "to",
        "subject",
        "date",
        "content-type",
    ];
    let (mut ours, mut sure) = (0, 0);
    for line in beginning.lines().take(80).take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        let at = OURS.iter().position(|own| own.eq_ignore_ascii_case(name));
        ours += usize::from(at.is_some());
        sure += usize::from(at.is_some_and(|n| n < 5));
    }
    ours >= 3 && sure >= 1
}

/// Reads a letter.
pub(super) fn read(document: &Document<'_>) -> Read {
    let Some(letter) = MessageParser::default().parse(document.bytes) else {
        return vec![Err(
            document.problem("not a letter that can be read", "save its words as text")
        )];
    };
    if letter.parts.is_empty() {
        return vec![Err(document.problem("an empty letter", "leave it out"))];
    }
    if let Some(page) = saved_page(document, &letter) {
        return vec![page];
    }
    let mut inside = Read::new();
    let mut passed_over: Vec<String> = Vec::new();
    for (n, part) in letter.attachments().take(MOST).enumerate() {
        attachment(document, part, n, &mut inside, &mut passed_over);
    }
    let mut all = vec![letter_itself(document, &letter, &passed_over)];
    // A letter that only brings its attachments is none itself.
    if all.iter().any(Result::is_err) && inside.iter().any(Result::is_ok) {
        all.clear();
    }
    all.extend(inside);
    all
}

/// Reads a mailbox: letter after letter, each from a line that begins with "From ".
pub(super) fn read_box(document: &Document<'_>) -> Read {
    let mut all = Read::new();
    for (n, letter) in letters(document.bytes).enumerate() {
        let path = within(document.path, &format!("letter {}", n + 1));
        let depth = document.depth + 1;
        all.extend(read(&Document { path: &path, bytes: letter, depth }));
    }
    all
}

/// Cuts a mailbox at its lines of "From ".
fn letters(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let blank_before = at == 0
            || bytes.get(..at).is_some_and(|b| b.ends_with(b"\n\n") || b.ends_with(b"\r\n\r\n"));
        if line.starts_with(b"From ") && blank_before {
            starts.push((at, at + line.len()));
        }
        at += line.len();
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|s| s.0).chain([bytes.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|((_, from), to)| bytes.get(from..to))
}

fn letter_itself(
    document: &Document<'_>,
    letter: &Message<'_>,
    passed_over: &[String],
) -> Result<Received, IntakeProblem> {
    let mut diagnostics = Vec::new();
    if !passed_over.is_empty() {
        diagnostics.push(Diagnostic {
            code: DiagnosticCode("attachment-not-read"),
            span: None,
            message: format!("attached and not read: {}", passed_over.join(", ")),
        });
    }
    let sender = letter
        .from()
        .and_then(|from| from.first())
        .and_then(|from| from.name().or(from.address()).map(html::one_line));
    let id = letter.message_id().map(|id| id_of("m", id));
    let day = letter.header_raw(HeaderName::Date).map(html::one_line);
    let lang = letter.header_raw("Content-Language").and_then(html::tag);
    let mut cells = Cells::default();
    let fields = [
        (Field::Id, id),
        (Field::Title, letter.subject().map(html::one_line)),
        (Field::Outlet, sender),
        (Field::Published, day),
        (Field::Lang, lang),
        (Field::Text, Some(body(letter))),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            cells.put_field(field, 0, Cell::Text(value));
        }
    }
    document.received(cells, diagnostics)
}

/// Gives the words of a letter: its plain parts, or those of its HTML where there is no plain one.
fn body(letter: &Message<'_>) -> String {
    let own = |part: &&MessagePart<'_>| matches!(&part.body, PartType::Text(text) if !text.trim().is_empty());
    let plain: Vec<String> = letter
        .text_bodies()
        .filter(own)
        .filter_map(|part| part.text_contents())
        .map(flowed)
        .collect();
    if !plain.is_empty() {
        return plain.join("\n\n");
    }
    let pages = letter.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(page) => Some(html::fragment(page)),
        _ => None,
    });
    pages.collect::<Vec<_>>().join("\n\n")
}

/// Takes the signature mark's trailing space as it is; only the end of the text is trimmed.
fn flowed(text: &str) -> String {
    canonical(text).trim_end().to_owned()
}

/// Reads a page that a browser saved as one letter.
fn saved_page(
    document: &Document<'_>,
    letter: &Message<'_>,
) -> Option<Result<Received, IntakeProblem>> {
    let address = letter.header_raw("Snapshot-Content-Location").map(html::one_line);
    let root = letter.root_part();
    let saved = address.is_some()
        || root.is_content_type("multipart", "related") && letter.from().is_none();
    let part = saved.then(|| letter.html_part(0)).flatten()?;
    let PartType::Html(page) = &part.body else { return None };
    let inner = Document { bytes: page.as_bytes(), ..*document };
    Some(html::read(&inner).map(|mut received| {
        received.raw = document.bytes.to_vec();
        received.report.url = received.report.url.or(address);
        received
    }))
}

fn within(path: &Path, name: &str) -> PathBuf {
    // A name in a letter is anybody's: it must not look like a path of this machine.
    let plain: String = name
        .chars()
        .map(|c| if c.is_control() || matches!(c, '/' | '\\') { '_' } else { c })
        .take(120)
        .collect();
    path.join(plain)
}

fn attachment(
    document: &Document<'_>,
    part: &MessagePart<'_>,
    n: usize,
    inside: &mut Read,
    passed_over: &mut Vec<String>,
) {
    let named = part.attachment_name().map(str::to_owned);
    let letter = matches!(&part.body, PartType::Message(_));
    let ending = if letter { ".eml" } else { "" };
    let name = named.unwrap_or_else(|| format!("attachment {}{ending}", n + 1));
    let path = within(document.path, &name);
    if document.depth + 1 > DEEPEST {
        let what = format!("documents more than {DEEPEST} deep in one another");
        inside.push(Err(IntakeProblem::new(
            &path,
            None,
            &what,
            "take the inner one out and name it",
        )));
        return;
    }
    let bytes: &[u8] = match &part.body {
        PartType::Message(inner) => inner.raw_message(),
        _ => part.contents(),
    };
    let bytes: Vec<u8> = match &part.body {
        // Decoded by the parser already, whatever its charset was.
        PartType::Text(text) | PartType::Html(text) => text.as_bytes().to_vec(),
        _ => bytes.to_vec(),
    };
    let inner = Document { path: &path, bytes: &bytes, depth: document.depth + 1 };
    let preview =
        Encoded::of(&bytes).preview(bytes.get(..bytes.len().min(4096)).unwrap_or(&[])).into_owned();
    let told = if letter { Some(Format::Letter) } else { format::tell(&path, &bytes, &preview) };
    let readable = told.is_some()
        && (told.is_some_and(Format::is_document) || format::refused(&bytes).is_none());
    if !readable || bytes.is_empty() {
        passed_over.push(name.chars().take(60).collect());
        return;
    }
    inside.extend(crate::intake::of_bytes(inner, told));
}
