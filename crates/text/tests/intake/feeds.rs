//! What is taken from feeds: one report an entry, its own bytes, its own day. All invented.

use proptest::prelude::*;

use super::{one, problem, read, said};

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Times</title><link>https://harbour.example/</link><language>en-gb</language>
<item><title>Mill &amp; market</title><link>https://harbour.example/mill</link><guid isPermaLink="false">ht-17</guid>
<pubDate>Tue, 04 Mar 2031 00:30:00 +0300</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>A shell struck the mill.</p><p>Two people were killed.</p>]]></content:encoded></item>
<item><title>Bridge</title><link>https://harbour.example/bridge</link><description>The bridge &lt;b&gt;opened&lt;/b&gt; again &amp;amp; held.</description></item>
<item><title>Only a headline</title><link>https://harbour.example/x</link></item>
</channel></rss>"#;

#[test]
fn an_entry_is_a_report_with_its_own_bytes() {
    let items = read("feed.xml", RSS.as_bytes());
    assert_eq!(items.len(), 3);
    let mill = items[0].as_ref().unwrap();
    let report = &mill.report;
    assert_eq!(report.text, "A shell struck the mill.\n\nTwo people were killed.");
    assert_eq!(
        (report.title.as_deref(), report.outlet.as_deref()),
        (Some("Mill & market"), Some("Harbour Times"))
    );
    assert_eq!(report.published.unwrap().to_string(), "2031-03-04");
    assert_eq!(
        (report.url.as_deref(), report.lang.as_deref()),
        (Some("https://harbour.example/mill"), Some("en-gb"))
    );
    let raw = String::from_utf8_lossy(&mill.raw);
    assert!(
        raw.starts_with("<item><title>Mill") && raw.ends_with("</item>") && !raw.contains("Bridge")
    );
    assert_eq!(mill.place.line, Some(4));
    let bridge = items[1].as_ref().unwrap();
    assert_eq!(bridge.report.text, "The bridge opened again & held.");
    assert_eq!(bridge.report.published, None);
    let none = items[2].as_ref().unwrap_err();
    assert_eq!((none.what.as_str(), none.line), ("no text", Some(8)));
}

#[test]
fn an_entry_keeps_its_id_when_its_words_change() {
    let id = |feed: &str| read("f", feed.as_bytes())[0].as_ref().unwrap().report.id.clone();
    assert_eq!(
        id(RSS),
        id(&RSS.replace("Two people", "Three people").replace("/mill<", "/mill-2<"))
    );
    assert_ne!(id(RSS), id(&RSS.replace("ht-17", "ht-18")));
    // Without an id of its own the address counts, and without that the content: the same each time.
    let bare = "<rss version='2.0'><channel><title>H</title><item><description>Words alone here.</description></item></channel></rss>";
    assert_eq!(id(bare), id(bare));
}

#[test]
fn atom_and_json_and_rdf_are_feeds_too() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Valley &amp;amp; Radio</title><id>urn:x</id><updated>2031-03-05T10:00:00Z</updated>
        <entry><id>urn:x:1</id><title>One</title><link rel="alternate" href="https://v.example/1"/><updated>2031-03-05T23:30:00-05:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The mill burnt.</p><p>Nobody came.</p></div></content></entry></feed>"#;
    let item = one("feed.atom", atom.as_bytes());
    assert_eq!(item.report.text, "The mill burnt.\n\nNobody came.");
    assert_eq!(item.report.outlet.as_deref(), Some("Valley & Radio"));
    assert_eq!(item.report.published.unwrap().to_string(), "2031-03-05");
    assert_eq!(said(&item), ["day-of-change"]);
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Valley Radio", "items": [
        {"id": "1", "url": "https://v.example/1", "content_html": "<p>The mill burnt.", "date_published": "2031-03-05T10:00:00Z"}]}"#;
    let item = one("feed.json", json.as_bytes());
    assert_eq!(
        (item.report.text.as_str(), item.report.outlet.as_deref()),
        ("The mill burnt.", Some("Valley Radio"))
    );
    let rdf = r#"<?xml version="1.0"?><!-- made by hand --><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://v.example/"><title>Valley Radio</title><link>https://v.example/</link><description>x</description></channel>
        <item rdf:about="https://v.example/1"><title>One</title><link>https://v.example/1</link><description>The mill burnt.</description><dc:date>2031-03-05</dc:date></item></rdf:RDF>"#;
    let item = one("feed", rdf.as_bytes());
    assert_eq!(
        (item.report.text.as_str(), item.report.published.unwrap().to_string().as_str()),
        ("The mill burnt.", "2031-03-05")
    );
}

#[test]
fn a_feed_that_is_none_is_one_problem() {
    assert!(
        problem("a.rss", b"<rss version='2.0'><channel><title>x</title></channel></rss>")
            .what
            .contains("no entry")
    );
    assert!(
        problem("a.rss", b"<rss version='2.0'><channel><item><title>x").remedy.contains("text")
    );
    assert!(problem("a.xml", b"<?xml version='1.0'?><feed><entry></feed>").what.contains("feed"));
}

proptest! {
    #[test]
    fn no_bytes_make_a_feed_fail(cut in 0usize..1100, at in 0usize..1100, byte in any::<u8>()) {
        let mut bytes = RSS.as_bytes().to_vec();
        let length = bytes.len();
        bytes[at.min(length - 1)] = byte;
        bytes.truncate(cut.max(40));
        read("a.rss", &bytes);
    }
}
