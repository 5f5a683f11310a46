//! Which captured files are documents that may be reports.
//!
//! In: the content type a server stated, the address, the bytes. Out: a kind of document, or none
//! for images, scripts, styles, data. The bytes are looked at only where the server says nothing of
//! use. Must hold: what a page fetches for itself (JSON, scripts) is no report.

use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Document {
    Page,
    Pdf,
    Text,
    Markdown,
    Feed,
    Mail,
    Sheet,
    Rows,
}

/// Tells whether an address is one of the web; archives keep notes of their own under others.
pub(super) fn is_of_the_web(uri: &str) -> bool {
    let scheme = uri.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "ftp" | "file"))
}

impl Document {
    /// Tells the kind by what the server states, or else by the bytes.
    pub fn of(stated: Option<&str>, uri: &str, body: &[u8]) -> Option<Document> {
        let stated = stated.unwrap_or("").split(';').next().unwrap_or("").trim();
        match stated.to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => Some(Document::Page),
            "application/pdf" => Some(Document::Pdf),
            "text/plain" => text(uri, body),
            "text/markdown" => Some(Document::Markdown),
            "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" => {
                Some(Document::Feed)
            }
            "text/xml" | "application/xml" => begins(body).filter(|kind| *kind != Document::Text),
            "message/rfc822" => Some(Document::Mail),
            "text/csv" | "text/tab-separated-values" => Some(Document::Rows),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => {
                Some(Document::Sheet)
            }
            "" | "application/octet-stream" | "binary/octet-stream" | "unknown/unknown" => {
                begins(body).filter(|kind| *kind != Document::Text)
            }
            _ => None,
        }
    }

    /// Tells whether it is one report and no more.
    pub fn is_one_report(self) -> bool {
        matches!(self, Document::Page | Document::Pdf | Document::Text | Document::Markdown)
    }

    /// Returns a name that says what it is: addresses end in anything.
    pub fn path(self) -> &'static Path {
        Path::new(match self {
            Document::Page => "page.html",
            Document::Pdf => "page.pdf",
            Document::Text => "page.txt",
            Document::Markdown => "page.md",
            Document::Feed => "page.xml",
            Document::Mail => "page.eml",
            Document::Sheet => "page.xlsx",
            Document::Rows => "page.csv",
        })
    }

    /// Decodes by the character set that the server states, which browsers hold above the page's
    /// own; valid UTF-8 stays as it is.
    pub fn in_utf8(self, payload: Vec<u8>, stated: Option<&str>) -> Vec<u8> {
        if matches!(self, Document::Pdf | Document::Mail | Document::Sheet) {
            return payload;
        }
        let encoding = stated.and_then(charset).filter(|encoding| *encoding != UTF_8);
        let Some(encoding) = encoding.filter(|_| std::str::from_utf8(&payload).is_err()) else {
            return payload;
        };
        let (text, _, _) = encoding.decode(&payload);
        // The mark outweighs what the page says of itself.
        [b"\xEF\xBB\xBF", text.as_bytes()].concat()
    }
}

fn charset(stated: &str) -> Option<&'static Encoding> {
    let parameters = stated.split(';').skip(1).filter_map(|field| field.split_once('='));
    let mut named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    Encoding::for_label(named.next()?.1.trim().trim_matches('"').as_bytes())
}

/// Tells plain text from what programs fetch, and from notes to robots.
fn text(uri: &str, body: &[u8]) -> Option<Document> {
    let path = uri.split(['?', '#']).next().unwrap_or("");
    let data = matches!(body.trim_ascii_start().first(), Some(b'{' | b'['));
    let robots = path.ends_with("/robots.txt") || path.ends_with("/ads.txt");
    (!data && !robots).then(|| begins(body).unwrap_or(Document::Text))
}

/// Tells a document by its first bytes.
fn begins(body: &[u8]) -> Option<Document> {
    let start = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    let start = start.get(..start.len().min(1024)).unwrap_or_default().to_ascii_lowercase();
    let has = |tag: &[u8]| start.windows(tag.len()).any(|window| window == tag);
    if start.starts_with(b"%pdf-") {
        return Some(Document::Pdf);
    }
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some(Document::Page);
    }
    if start.starts_with(b"<") && (has(b"<rss") || has(b"<feed") || has(b"<rdf:rdf")) {
        return Some(Document::Feed);
    }
    if start.starts_with(b"<?xml") && has(b"<html") {
        return Some(Document::Page);
    }
    let plain = !start.starts_with(b"<") && !start.starts_with(b"{") && !start.starts_with(b"[");
    (plain && !start.is_empty() && std::str::from_utf8(&start).is_ok()).then_some(Document::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_from_what_pages_fetch() {
        let of =
            |stated, body: &str| Document::of(Some(stated), "https://a.example/x", body.as_bytes());
        assert_eq!(of("text/html; charset=utf-8", ""), Some(Document::Page));
        assert_eq!(of("TEXT/HTML", ""), Some(Document::Page));
        assert_eq!(of("text/xml", "<?xml version='1.0'?><rss>"), Some(Document::Feed));
        assert_eq!(of("text/xml", "<?xml version='1.0'?><config>"), None);
        assert_eq!(of("text/plain", "The mill burnt."), Some(Document::Text));
        assert_eq!(of("application/octet-stream", "%PDF-1.4"), Some(Document::Pdf));
        for (stated, body) in [
            ("application/json", "{}"),
            ("text/plain", "{\"a\": 1}"),
            ("text/javascript", "var a"),
            ("text/css", "a {}"),
            ("image/png", ""),
            ("application/octet-stream", "\u{0}\u{1}"),
            ("", ""),
        ] {
            assert_eq!(of(stated, body), None, "{stated} {body}");
        }
        assert_eq!(Document::of(Some("text/plain"), "https://a.example/robots.txt", b"x"), None);
    }

    #[test]
    fn the_stated_character_set_decodes_and_valid_utf8_stays() {
        let stated = Some("text/html; charset=windows-1251");
        let told = Document::Page.in_utf8(b"<p>\xCC\xE8\xF0</p>".to_vec(), stated);
        assert_eq!(told, "\u{FEFF}<p>Мир</p>".as_bytes());
        let utf8 = "<p>Мир</p>".as_bytes().to_vec();
        assert_eq!(Document::Page.in_utf8(utf8.clone(), stated), utf8);
    }

    #[test]
    fn notes_of_archives_are_not_of_the_web() {
        assert!(is_of_the_web("HTTPS://a.example/"));
        for uri in
            ["urn:text:https://a.example/", "metadata://gnu.org/wget", "warcinfo:x", "", "dns:a"]
        {
            assert!(!is_of_the_web(uri), "{uri}");
        }
    }
}
