//! A feed as reports: RSS 0.9 to 2.0, Atom, JSON Feed; one report an entry.
//!
//! In: the bytes of a feed. Out: for each entry its text (the full content before the summary, HTML
//! inside read as a page's is), its own day, address and id, and the feed's name as outlet, unless
//! the entry names where it was taken from. `raw` is the entry as it stood in the feed, from its
//! opening tag to its closing one; the whole feed where that cannot be told. The day is the one
//! written. An entry without words is a problem, the rest goes on.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use feed_rs::model::{Entry, Feed, FeedType, Text};
use rashomon_model::{Diagnostic, DiagnosticCode};

use super::{Document, Read, html};
use crate::intake::fields::{Cell, Cells, Field, id_of};
use crate::intake::{IntakeProblem, Received, published};

/// Most entries of a feed.
const MOST: usize = 100_000;

/// Tells a feed by how it begins.
pub(in crate::intake) fn is_feed(beginning: &str) -> bool {
    let text = beginning.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with('{') {
        let head = text.get(..text.floor_char_boundary(2000)).unwrap_or(text);
        return head.contains("\"version\"") && head.contains("jsonfeed.org/version/");
    }
    let mut rest = text;
    // Declarations, comments and a document type stand before the root.
    while let Some(inner) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        let end = if inner.starts_with("--") {
            inner.find("-->").map(|n| n + 2)
        } else {
            inner.find('>')
        };
        let Some(end) = end else { return false };
        rest = inner.get(end + 1..).unwrap_or("").trim_start();
    }
    let name =
        rest.strip_prefix('<').and_then(|r| r.split([' ', '>', '\n', '\r', '\t', '/']).next());
    let name = name.unwrap_or("");
    matches!(name.rsplit(':').next(), Some("rss" | "feed" | "RDF"))
}

/// Reads the entries of a feed.
pub(super) fn read(document: &Document<'_>) -> Read {
    let parser = feed_rs::parser::Builder::new()
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|written| published(written).and_then(noon))
        .build();
    let feed = match parser.parse(document.bytes) {
        Ok(feed) => feed,
        Err(error) => {
            let said: String = error.to_string().chars().take(200).collect();
            let remedy = "fetch it again, or save its entries as text";
            return vec![Err(document.problem(&format!("not a whole feed ({said})"), remedy))];
        }
    };
    let parts = parts(document.bytes, feed.feed_type == FeedType::JSON);
    let sliced = parts.len() == feed.entries.len();
    if feed.entries.is_empty() {
        return vec![Err(document.problem("no entry in the feed", "leave it out"))];
    }
    let item = |(n, entry): (usize, &Entry)| {
        let range = parts.get(n).filter(|_| sliced).cloned();
        let line = range.as_ref().map(|range| {
            let before = document.bytes.get(..range.start).unwrap_or(&[]);
            before.iter().filter(|b| **b == b'\n').count() as u64 + 1
        });
        let raw = range.and_then(|range| document.bytes.get(range)).unwrap_or(document.bytes);
        report(document, &feed, entry, raw, line)
    };
    feed.entries.iter().enumerate().take(MOST).map(item).collect()
}

/// Gives a day as feed-rs wants it; the time of day is never looked at.
fn noon(day: rashomon_model::Date) -> Option<DateTime<Utc>> {
    let parts =
        (i32::from(day.year()), u32::try_from(day.month()).ok()?, u32::try_from(day.day()).ok()?);
    let day = NaiveDate::from_ymd_opt(parts.0, parts.1, parts.2)?;
    Some(day.and_hms_opt(12, 0, 0)?.and_utc())
}

fn report(
    document: &Document<'_>,
    feed: &Feed,
    entry: &Entry,
    raw: &[u8],
    line: Option<u64>,
) -> Result<Received, IntakeProblem> {
    let mut diagnostics = Vec::new();
    let content = entry.content.as_ref().and_then(|content| {
        let body = content.body.as_deref()?;
        Some(plain(body, content.content_type.subty().as_str()))
    });
    let summary = || entry.summary.as_ref().map(words);
    let text = content.filter(|text| !text.is_empty()).or_else(summary);
    let text = text.filter(|text| !text.is_empty());
    let link =
        entry.links.iter().find(|link| matches!(link.rel.as_deref(), None | Some("alternate")));
    let link = link.or(entry.links.first()).map(|link| link.href.clone());
    let id = if entry.id.is_empty() { link.clone() } else { Some(entry.id.clone()) };
    let day = entry.published.or_else(|| {
        let changed = entry.updated.filter(|_| feed.feed_type == FeedType::Atom)?;
        diagnostics.push(Diagnostic {
            code: DiagnosticCode("day-of-change"),
            span: None,
            message:
                "the entry has no day of publication: the day it was last changed stands for it"
                    .to_owned(),
        });
        Some(changed)
    });
    let title = entry.title.as_ref().map(|title| html::one_line(&words(title)));
    let outlet = feed.title.as_ref().map(|title| html::one_line(&words(title)));
    let lang = entry.language.as_deref().or(feed.language.as_deref()).and_then(html::tag);
    let mut cells = Cells::default();
    let fields = [
        (Field::Id, id.map(|id| id_of("f", &id))),
        (Field::Title, title),
        (Field::Outlet, outlet),
        (Field::Published, day.map(|day| day.date_naive().format("%Y-%m-%d").to_string())),
        (Field::Url, link),
        (Field::Lang, lang),
        (Field::Text, text),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            cells.put_field(field, 0, Cell::Text(value));
        }
    }
    document.part(cells, raw.to_vec(), line, diagnostics)
}

fn words(text: &Text) -> String {
    plain(&text.content, text.content_type.subty().as_str())
}

/// Gives the words of a text that may be HTML, whatever it says it is: feeds escape it or not.
fn plain(text: &str, subtype: &str) -> String {
    let markup =
        subtype != "plain" || text.contains("</") || text.contains("<br") || text.contains("<p>");
    let entities = text.contains('&') && text.contains(';');
    if markup || entities { html::fragment(text) } else { text.trim().to_owned() }
}

/// Finds where the entries stand in the source.
fn parts(bytes: &[u8], json: bool) -> Vec<Range<usize>> {
    if json || bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut reader = quick_xml::Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let mut open: Option<(usize, usize)> = None;
    loop {
        let from = position(&reader);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) => return Vec::new(),
        };
        match event {
            quick_xml::events::Event::Start(tag) if is_entry(tag.local_name().as_ref()) => {
                open = Some(open.map_or((from, 1), |(start, depth)| (start, depth + 1)));
            }
            quick_xml::events::Event::End(tag) if is_entry(tag.local_name().as_ref()) => {
                open = match open {
                    Some((start, 1)) => {
                        found.push(start..position(&reader));
                        None
                    }
                    Some((start, depth)) => Some((start, depth - 1)),
                    None => None,
                };
            }
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

fn position(reader: &quick_xml::Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn is_entry(name: impl AsRef<[u8]>) -> bool {
    matches!(name.as_ref(), b"item" | b"entry")
}
