//! A PDF as a report: the words of its layer of text.
//!
//! In: the bytes of a PDF. Out: one report of all pages, or the problem why not: encrypted, without
//! a layer of text, not a whole PDF. Lines become paragraphs, what stands at the head or foot of
//! every page is left out. A PDF says nothing of its publication that can be trusted: its dates are
//! those of the file, so there is no day and no outlet. The parser runs in a thread of its own with
//! bounded work ([`guard`]): where it fails on a page, that page is missing and a diagnostic says
//! so. Must hold: no input panics or hangs.

mod fonts;
mod guard;
mod layout;
mod paragraphs;

use pdf_extract::{Dictionary, Document as Pdf, Object};
use rashomon_model::{Diagnostic, DiagnosticCode};

use super::{Document, html};
use crate::intake::fields::{Cell, Cells, Field};
use crate::intake::{IntakeProblem, Received};

/// The parser's thread is named so; what it says when it fails is not for the user.
pub(in crate::intake) const GUEST: &str = "guest of intake";

/// Room for the parser, which recurses.
const STACK: usize = 64 << 20;

/// What was found in a PDF.
struct Found {
    text: String,
    title: Option<String>,
    lang: Option<String>,
    pages: usize,
    /// Pages on which the parser failed, from 1.
    failed: Vec<u32>,
    /// Pages without a letter.
    blank: Vec<u32>,
}

/// Why nothing was found: what, and the remedy.
type Why = (String, &'static str);

/// Reads a PDF.
pub(super) fn read(document: &Document<'_>) -> Result<Received, IntakeProblem> {
    let broken = || ("not a PDF that can be read".to_owned(), "save its words as plain text");
    let found = std::thread::scope(|scope| {
        let guest = std::thread::Builder::new().name(GUEST.to_owned()).stack_size(STACK);
        let work = || std::panic::catch_unwind(|| find(document.bytes));
        let run = guest.spawn_scoped(scope, work).ok()?.join().ok()?;
        run.ok()
    });
    let found = found.unwrap_or_else(|| Err(broken()));
    let found = found.map_err(|(what, remedy)| document.problem(&what, remedy))?;
    let mut cells = Cells::default();
    for (field, value) in
        [(Field::Title, found.title), (Field::Lang, found.lang), (Field::Text, Some(found.text))]
    {
        if let Some(value) = value {
            cells.put_field(field, 0, Cell::Text(value));
        }
    }
    let mut diagnostics = Vec::new();
    for (pages, why) in
        [(found.failed, "the parser failed on them"), (found.blank, "they have no text")]
    {
        diagnostics.extend(missing(&pages, found.pages, why));
    }
    document.received(cells, diagnostics)
}

fn missing(pages: &[u32], of: usize, why: &str) -> Option<Diagnostic> {
    let first: Vec<String> = pages.iter().take(10).map(u32::to_string).collect();
    let more = if pages.len() > 10 { " …" } else { "" };
    (!pages.is_empty()).then(|| Diagnostic {
        code: DiagnosticCode("pages-missing"),
        span: None,
        message: format!(
            "{} of {of} pages are not in the text ({}{more}): {why}",
            pages.len(),
            first.join(", ")
        ),
    })
}

fn find(bytes: &[u8]) -> Result<Found, Why> {
    const REPAIR: &str = "print it to a new PDF, or save its words as plain text";
    const DECRYPT: &str = "save it without its password (qpdf --decrypt)";
    guard::before(bytes).map_err(|what| (what, REPAIR))?;
    let mut pdf = Pdf::load_mem(bytes).map_err(|error| {
        let said: String = error.to_string().chars().take(200).collect();
        if said.contains("crypt") || said.contains("assword") {
            return ("an encrypted PDF".to_owned(), DECRYPT);
        }
        (format!("not a whole PDF ({said})"), REPAIR)
    })?;
    // Most that are encrypted open without a password and only forbid printing.
    let encrypted = pdf.is_encrypted() || pdf.was_encrypted();
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err(("an encrypted PDF".to_owned(), DECRYPT));
    }
    let numbers = guard::after(&mut pdf, encrypted).map_err(|what| (what, REPAIR))?;
    let pages = numbers.len();
    let mut failed = Vec::new();
    let mut read = Vec::new();
    let mut left = layout::MOST_GLYPHS;
    for number in numbers {
        let mut page = layout::Page::new(left);
        let run =
            std::panic::AssertUnwindSafe(|| pdf_extract::output_doc_page(&pdf, &mut page, number));
        let done = std::panic::catch_unwind(run).is_ok_and(|said| said.is_ok());
        if !done {
            failed.push(number);
        }
        left = left.saturating_sub(page.glyphs());
        read.push((number, page.lines()));
    }
    let blank: Vec<u32> = read
        .iter()
        .filter(|(number, lines)| lines.is_empty() && !failed.contains(number))
        .map(|(number, _)| *number)
        .collect();
    let text = paragraphs::text(read.into_iter().map(|(_, lines)| lines).collect());
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters < 10 {
        if failed.is_empty() {
            return Err(("a PDF that has no text layer".to_owned(), "run OCR first (ocrmypdf)"));
        }
        return Err(("a PDF on which the parser fails".to_owned(), REPAIR));
    }
    let strange =
        text.chars().filter(|c| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}')).count();
    if strange * 3 > letters {
        let what = "a PDF whose fonts do not say which letters they show".to_owned();
        return Err((what, "run OCR (ocrmypdf --force-ocr)"));
    }
    let title = title(&pdf, &text);
    let lang =
        pdf.catalog().ok().and_then(|c| string(&pdf, c, b"Lang")).and_then(|lang| html::tag(&lang));
    Ok(Found { text, title, lang, pages, failed, blank })
}

/// Takes the title that the file carries where the text begins with it, too: many carry the name of
/// the template, or of another file.
fn title(pdf: &Pdf, text: &str) -> Option<String> {
    let info = pdf.trailer.get(b"Info").ok()?;
    let info = pdf.dereference(info).ok()?.1.as_dict().ok()?;
    let title = html::one_line(&string(pdf, info, b"Title")?);
    let plain = |s: &str| -> String {
        s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let top: String = text.chars().take(1500).collect();
    (plain(&title).chars().count() >= 8 && plain(&top).contains(&plain(&title))).then_some(title)
}

fn string(pdf: &Pdf, dict: &Dictionary, key: &[u8]) -> Option<String> {
    let (_, value) = pdf.dereference(dict.get(key).ok()?).ok()?;
    let Object::String(bytes, _) = value else { return None };
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some(encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned());
    }
    Some(encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned())
}
