//! What is taken from letters: words, sender, day, and what is attached. All invented.

use proptest::prelude::*;

use super::{one, problem, read, said};

const LETTER: &str = "Received: from mill.example by quay.example; Tue, 4 Mar 2031 01:00:00 +0300\r\n\
From: =?utf-8?Q?Harbour_T=C3=ADmes?= <desk@harbour.example>\r\n\
To: list@quay.example\r\n\
Subject: =?windows-1251?B?zOXr/O3o9uA=?= at\r\n  Velm\r\n\
Date: Tue, 4 Mar 2031 00:30:00 +0300\r\n\
Message-ID: <17@harbour.example>\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=cut\r\n\r\n\
--cut\r\n\
Content-Type: multipart/alternative; boundary=alt\r\n\r\n\
--alt\r\n\
Content-Type: text/html; charset=utf-8\r\n\r\n\
<p>In HTML.</p>\r\n\
--alt\r\n\
Content-Type: text/plain; charset=utf-8\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\r\n\
The mill burnt =E2=80=93 twice, resid=\r\nents said.\r\n\r\nNobody came.\r\n\
--alt--\r\n\
--cut\r\n\
Content-Type: text/html; name=page.html\r\n\
Content-Disposition: attachment; filename=page.html\r\n\
Content-Transfer-Encoding: base64\r\n\r\n\
PCFET0NUWVBFIGh0bWw+PHA+VGhlIGJyaWRnZSBvcGVuZWQgYWdhaW4gb24gTW9uZGF5IG1vcm5pbmcuPC9wPg==\r\n\
--cut\r\n\
Content-Type: image/png; name=\"../map.png\"\r\n\
Content-Disposition: attachment\r\n\
Content-Transfer-Encoding: base64\r\n\r\n\
iVBORw0KGgo=\r\n\
--cut--\r\n";

#[test]
fn a_letter_is_a_report_and_what_is_attached_another() {
    let items = read("a.eml", LETTER.as_bytes());
    assert_eq!(items.len(), 2, "{items:?}");
    let letter = items[0].as_ref().unwrap();
    let report = &letter.report;
    assert_eq!(report.text, "The mill burnt – twice, residents said.\n\nNobody came.");
    assert_eq!(report.title.as_deref(), Some("Мельница at Velm"));
    assert_eq!(report.outlet.as_deref(), Some("Harbour Tímes"));
    assert_eq!(report.published.unwrap().to_string(), "2031-03-04");
    assert_eq!(said(letter), ["attachment-not-read"]);
    assert_eq!(letter.raw, LETTER.as_bytes());
    let page = items[1].as_ref().unwrap();
    assert_eq!(page.report.text, "The bridge opened again on Monday morning.");
    assert!(page.place.path.ends_with("a.eml") && page.place.members == ["page.html"]);
    assert!(page.raw.starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn html_is_read_where_there_is_no_plain_text() {
    let letter = "From: desk@harbour.example\nTo: x@y.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n<div>The mill <b>burnt</b>.</div><div>Nobody came.</div>";
    let item = one("a.eml", letter.as_bytes());
    assert_eq!(item.report.text, "The mill burnt.\n\nNobody came.");
    assert_eq!(item.report.outlet.as_deref(), Some("desk@harbour.example"));
    assert_eq!(one("a", letter.as_bytes()).report.text, item.report.text);
}

#[test]
fn letters_in_letters_are_read_to_a_bounded_depth() {
    let mut letter =
        "From: a@b.example\r\nSubject: inmost\r\n\r\nThe mill burnt at night.\r\n".to_owned();
    for n in 0..9 {
        letter = format!(
            "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=c{n}\r\n\r\n--c{n}\r\nContent-Type: text/plain\r\n\r\nOuter letter number {n}.\r\n--c{n}\r\nContent-Type: message/rfc822\r\n\r\n{letter}\r\n--c{n}--\r\n"
        );
    }
    let items = read("a.eml", letter.as_bytes());
    assert!((4..=7).contains(&items.len()), "{}", items.len());
    assert!(items.iter().any(Result::is_err), "{items:?}");
}

#[test]
fn a_saved_page_and_a_mailbox_are_letters_too() {
    let saved = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://harbour.example/mill\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html lang=3Den><body><p>The mill burnt on Sunday, residents of the quarter =\r\nsaid.</p></body></html>\r\n--cut\r\nContent-Type: image/png\r\n\r\nx\r\n--cut--\r\n";
    let item = one("a.mhtml", saved.as_bytes());
    assert_eq!(item.report.text, "The mill burnt on Sunday, residents of the quarter said.");
    assert_eq!(item.report.url.as_deref(), Some("https://harbour.example/mill"));
    let mailbox = "From a@b Tue Mar  4 00:30:00 2031\nFrom: a@b.example\nSubject: one\nMessage-ID: <1@b>\n\nThe mill burnt.\n\nFrom a@b Tue Mar  4 00:30:00 2031\nFrom: a@b.example\nSubject: two\nMessage-ID: <2@b>\n\nNobody came.\nFrom the quay we saw it.\n";
    for name in ["a.mbox", "a"] {
        let items = read(name, mailbox.as_bytes());
        let texts: Vec<&str> =
            items.iter().map(|item| item.as_ref().unwrap().report.text.as_str()).collect();
        assert_eq!(texts, ["The mill burnt.", "Nobody came.\nFrom the quay we saw it."]);
    }
}

#[test]
fn text_that_begins_as_a_letter_does_is_text() {
    let statement = "From: the press office\nTo: all desks\n\nThe mill burnt.";
    assert_eq!(one("a.txt", statement.as_bytes()).report.text, statement);
    assert_eq!(one("a", statement.as_bytes()).report.text, statement);
    assert_eq!(problem("a.eml", b"From: a@b.example\r\n\r\n").what, "no text");
}

proptest! {
    #[test]
    fn no_bytes_make_a_letter_fail(cut in 0usize..1500, at in 0usize..1500, byte in any::<u8>()) {
        let mut bytes = LETTER.as_bytes().to_vec();
        let length = bytes.len();
        bytes[at.min(length - 1)] = byte;
        bytes.truncate(cut.max(1));
        read("a.eml", &bytes);
    }
}
