//! WARC: which captures become reports, and which are named.

use super::*;

const PAGE: &str = "https://a.example/mill";

fn text(uri: &str, words: &str) -> Vec<u8> {
    make::response(uri, "text/plain; charset=utf-8", words.as_bytes())
}

#[test]
fn a_capture_is_a_report_with_its_address_and_its_day_of_capture_apart() {
    let record = text(PAGE, "The mill burnt.");
    for bytes in [record.clone(), make::gz(&record)] {
        let items = read("x.warc.gz", &bytes);
        assert_eq!(taken(&items), pairs(&[(PAGE, "The mill burnt.")]));
        let item = items[0].as_ref().unwrap();
        assert_eq!(item.report.url.as_deref(), Some(PAGE));
        assert_eq!(item.report.published, None);
        let captured = item.place.captured.clone().unwrap();
        assert_eq!(captured.at.as_deref(), Some("2031-03-09T10:00:00Z"));
        assert_eq!(captured.url.as_deref(), Some(PAGE));
        // The record is kept whole: it is an archive by itself, and reads again to the same.
        let again = read("raw", &item.raw);
        assert_eq!(again[0].as_ref().unwrap().report, item.report);
    }
}

#[test]
fn only_documents_of_the_web_are_taken() {
    let archive = [
        make::record("warcinfo", "", "", b"software: own hands"),
        make::record("request", PAGE, "", b"GET /mill HTTP/1.1\r\n\r\n"),
        text(PAGE, "The mill burnt."),
        make::record("metadata", PAGE, "", b"via: nobody"),
        make::response("https://a.example/logo.png", "image/png", b"\x89PNG"),
        make::response("https://a.example/data", "application/json", b"{\"text\": \"No report.\"}"),
        make::answer(
            "https://a.example/gone",
            "",
            "404 Not Found",
            "Content-Type: text/plain",
            b"Gone.",
        ),
        make::record(
            "resource",
            "urn:text:https://a.example/mill",
            "Content-Type: text/plain",
            b"The mill burnt.",
        ),
        make::record(
            "resource",
            "https://a.example/weir",
            "Content-Type: text/plain",
            b"The weir held.",
        ),
        make::record(
            "conversion",
            "https://a.example/dam",
            "Content-Type: text/plain",
            b"The dam broke.",
        ),
    ]
    .concat();
    let items = read("x.warc", &archive);
    let expected = pairs(&[
        (PAGE, "The mill burnt."),
        ("https://a.example/weir", "The weir held."),
        ("https://a.example/dam", "The dam broke."),
    ]);
    assert_eq!((taken(&items), named(&items)), (expected, Vec::new()));
    let notes = notes(&items);
    assert_eq!(notes.len(), 1);
    assert!(notes[0].contains("2 images") && notes[0].contains("1 redirects"), "{notes:?}");
}

#[test]
fn bodies_are_unpacked_as_they_were_sent() {
    let words = "The mill burnt.";
    let mut brotli = Vec::new();
    // An uncompressed meta-block: a last-but-one block of 15 bytes as they are, then the end.
    brotli.extend([0x0F, 0x07, 0x80]);
    brotli.extend(words.as_bytes());
    brotli.push(0x03);
    let chunked = format!("7;a=b\r\n{}\r\n8\r\n{}\r\n0\r\n\r\n", &words[..7], &words[7..]);
    for (fields, body) in [
        ("Content-Encoding: gzip", make::gz(words.as_bytes())),
        ("Transfer-Encoding: chunked", chunked.into_bytes()),
        ("Content-Encoding: br", brotli),
        // Named in the header, taken off by the archive.
        ("Content-Encoding: gzip\nTransfer-Encoding: chunked", words.as_bytes().to_vec()),
    ] {
        let fields = format!("Content-Type: text/plain\n{fields}");
        let archive = make::answer(PAGE, "", "200 OK", &fields, &body);
        assert_eq!(taken(&read("x.warc", &archive)), pairs(&[(PAGE, words)]), "{fields}");
    }
}

#[test]
fn a_stated_character_set_is_obeyed() {
    let archive =
        make::response(PAGE, "text/plain; charset=windows-1251", b"\xCC\xEE\xF1\xF2 \xF6\xE5\xEB.");
    assert_eq!(taken(&read("x.warc", &archive)), pairs(&[(PAGE, "Мост цел.")]));
}

#[test]
fn digests_that_hold_pass_and_others_are_named() {
    let body = b"The mill burnt.";
    let http = [&b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"[..], body].concat();
    let record = |fields: &str| make::record("response", PAGE, fields, &http);
    let good = format!(
        "WARC-Payload-Digest: {}\nWARC-Block-Digest: {}",
        make::sha256(body),
        make::sha256(&http)
    );
    assert_eq!(taken(&read("x.warc", &record(&good))).len(), 1);
    assert_eq!(taken(&read("x.warc", &record("WARC-Payload-Digest: md5:00"))).len(), 1);
    for bad in [
        format!("WARC-Payload-Digest: {}", make::sha256(b"The mill stands.")),
        format!("WARC-Block-Digest: {}", make::sha256(body)),
        "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(),
    ] {
        let archive = [record(&bad), text("https://a.example/weir", "The weir held.")].concat();
        let items = read("x.warc", &archive);
        assert_eq!(named(&items), pairs(&[(PAGE, "its digest does not hold")]));
        assert_eq!(taken(&items).len(), 1, "the rest goes on");
    }
}

#[test]
fn the_digest_of_a_chunked_body_may_be_of_either_form() {
    let chunked = b"f\r\nThe mill burnt.\r\n0\r\n\r\n";
    for sealed in [&chunked[..], b"The mill burnt."] {
        let fields = format!("WARC-Payload-Digest: {}", make::sha256(sealed));
        let of_http = "Content-Type: text/plain\nTransfer-Encoding: chunked";
        let archive = make::answer(PAGE, &fields, "200 OK", of_http, chunked);
        assert_eq!(taken(&read("x.warc", &archive)), pairs(&[(PAGE, "The mill burnt.")]));
    }
}

#[test]
fn a_revisit_is_of_what_is_here_or_it_is_named() {
    let seal = format!("WARC-Payload-Digest: {}", make::sha256(b"The mill burnt."));
    let of_http = "Content-Type: text/plain";
    let page = make::answer(PAGE, &seal, "200 OK", of_http, b"The mill burnt.");
    let fields = format!("{seal}\nWARC-Refers-To-Date: 2031-03-01T00:00:00Z");
    let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";
    let revisit = make::record("revisit", PAGE, &fields, http);
    let items = read("x.warc", &[page, revisit.clone()].concat());
    assert_eq!((taken(&items).len(), named(&items).len()), (1, 0), "{items:?}");
    let items = read("x.warc", &revisit);
    assert!(named(&items)[0].1.contains("captured at 2031-03-01T00:00:00Z"), "{items:?}");
}

#[test]
fn damage_ends_an_archive_and_is_named() {
    let whole =
        [text(PAGE, "The mill burnt."), text("https://a.example/weir", "The weir held.")].concat();
    for bytes in
        [whole[..whole.len() - 12].to_vec(), [&whole[..whole.len() / 2 + 1], b"rubbish\n"].concat()]
    {
        let items = read("x.warc", &bytes);
        assert_eq!(taken(&items), pairs(&[(PAGE, "The mill burnt.")]), "{items:?}");
        assert_eq!(named(&items).len(), 1, "{items:?}");
    }
    let endless = [&b"WARC/1.0\r\nX: "[..], &vec![b'x'; 200_000]].concat();
    assert!(named(&read("x.warc", &endless))[0].1.contains("does not end"));
    let huge = b"WARC/1.0\r\nContent-Length: 99999999999999999\r\n\r\nshort";
    assert_eq!(named(&read("x.warc", huge)).len(), 1);
}

#[test]
fn a_capture_over_the_limit_is_named_only_where_it_is_a_document() {
    let options = limited(Limits { item: 500, ..Limits::default() });
    let long = "x".repeat(600);
    let archive = [
        make::response("https://a.example/film", "video/mp4", long.as_bytes()),
        text("https://a.example/long", &long),
        text(PAGE, "The mill burnt."),
    ]
    .concat();
    let items = read_with("x.warc", &archive, &options);
    assert_eq!(taken(&items), pairs(&[(PAGE, "The mill burnt.")]));
    let expected = pairs(&[("https://a.example/long", "item larger than 500 bytes")]);
    assert_eq!(named(&items), expected);
}
