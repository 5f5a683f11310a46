//! Intake: any bytes as a file of any kind that is read.
//!
//! In: a byte that chooses the kind, then the file. Laws: no panic; each report's text and fields
//! are canonical; its id is not empty and names nothing of the machine; lines count upwards; a
//! report written as JSON Lines and taken in again is the same report.

use std::io::Cursor;

use rashomon_model::Report;
use rashomon_text::intake::{Format, IntakeProblem, Received, canonical, from_reader};

/// Names of files by kind; the last leaves it to the content.
const NAMES: [&str; 8] =
    ["in.jsonl", "in.json", "in.csv", "in.tsv", "in.txt", "in.md", "in.ndjson", "in"];

/// The target: kinds of files with an item a line, or one text.
pub fn intake(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    let mut line = 0;
    for at in file(NAMES[usize::from(*kind) % NAMES.len()], bytes) {
        assert!(at.is_none_or(|at| at >= line), "line {at:?} after {line}");
        line = at.unwrap_or(line);
    }
}

/// The target `html`.
pub fn html(data: &[u8]) {
    file("in.html", data);
}

/// The target `feed`: RSS, Atom, JSON Feed.
pub fn feed(data: &[u8]) {
    file("in.rss", data);
}

/// The target `letter`: one message, or a mailbox behind a line that begins with "From ".
pub fn letter(data: &[u8]) {
    file(if data.starts_with(b"From ") { "in.mbox" } else { "in.eml" }, data);
}

/// The target `pdf`.
pub fn pdf(data: &[u8]) {
    file("in.pdf", data);
}

/// The target `sheets`: a workbook in a ZIP.
pub fn sheets(data: &[u8]) {
    file("in.xlsx", data);
}

/// The target `archive`: ZIP, WACZ, tar, gzip and WARC, by how the bytes begin or a byte before them.
pub fn archive(data: &[u8]) {
    const ENDINGS: [&str; 6] = ["zip", "wacz", "tar", "tar.gz", "warc", "warc.gz"];
    let Some((kind, bytes)) = data.split_first() else { return };
    file(&format!("in.{}", ENDINGS[usize::from(*kind) % ENDINGS.len()]), bytes);
}

/// Takes a file in, insists on what must hold of each item, and gives their lines.
fn file(name: &str, bytes: &[u8]) -> Vec<Option<u64>> {
    let Ok(items) = from_reader(name, None, Cursor::new(bytes.to_vec())) else { return Vec::new() };
    let line = |item: Result<Received, IntakeProblem>| match item {
        Ok(received) => {
            received_holds(&received);
            received.place.line
        }
        Err(problem) => {
            assert!(!problem.to_string().is_empty());
            problem.line
        }
    };
    items.map(line).collect()
}

/// Insists on what must hold of anything taken in.
pub fn received_holds(received: &Received) {
    let report = &received.report;
    assert_eq!(canonical(&report.text), report.text);
    assert!(!received.raw.is_empty(), "an item of no bytes");
    assert!(!report.id.as_str().is_empty(), "an empty id");
    for field in [&report.outlet, &report.url, &report.title, &report.lang].into_iter().flatten() {
        assert_eq!(&canonical(field), field);
        assert!(!field.is_empty(), "an empty field is an absent one");
    }
    for diagnostic in &received.diagnostics {
        let span = diagnostic.span;
        assert!(span.is_none_or(|span| span.of(&report.text).is_some()), "{diagnostic:?}");
    }
    again(report);
}

/// Writes a report as JSON Lines and takes it in again.
fn again(report: &Report) {
    let line = serde_json::json!({
        "id": report.id.as_str(), "outlet": report.outlet, "url": report.url, "lang": report.lang,
        "published": report.published.map(|day| day.to_string()), "title": report.title,
        "text": report.text,
    });
    // An empty text is no text, and is refused on this way in.
    if report.text.trim().is_empty() {
        return;
    }
    let bytes = Cursor::new(line.to_string().into_bytes());
    let items = from_reader("again", Some(Format::JsonLines), bytes);
    let first = items.expect("a line").next().expect("an item");
    let mut read = first.unwrap_or_else(|problem| panic!("{problem}")).report;
    // What no calendar of four digits writes does not come back.
    if read.published.is_none() {
        read.published = report.published;
    }
    if report.lang.is_none() {
        read.lang = None;
    }
    assert_eq!(&read, report, "a report taken in again is another");
}
