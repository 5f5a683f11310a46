//! WACZ: listed pages, sealed members, words that only the list keeps.

use super::*;

const PAGE: &str = "https://a.example/mill";
const HEAD: &str = "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All\"}\n";

fn archive() -> Vec<u8> {
    let records = [
        make::response(PAGE, "text/plain", b"The mill burnt."),
        make::response("https://ads.example/frame", "text/plain", b"Buy a boat."),
    ];
    records.iter().flat_map(|record| make::gz(record)).collect()
}

fn page(url: &str, more: &str) -> String {
    format!("{{\"id\": \"1\", \"url\": \"{url}\", \"ts\": \"2031-03-09T10:00:00Z\"{more}}}\n")
}

#[test]
fn only_listed_pages_are_taken() {
    let items = read(
        "x.wacz",
        &make::wacz(&archive(), &format!("{HEAD}{}", page(&format!("{PAGE}#top"), ""))),
    );
    let name = format!("archive/data.warc.gz > {PAGE}");
    assert_eq!(taken(&items), pairs(&[(&name, "The mill burnt.")]));
    assert_eq!(named(&items), Vec::new(), "indexes and lists are no reports");
    assert!(notes(&items)[0].contains("list of pages"));
}

#[test]
fn without_a_list_every_page_is_taken() {
    assert_eq!(taken(&read("x.wacz", &make::wacz(&archive(), ""))).len(), 2);
}

#[test]
fn what_is_not_as_sealed_is_refused() {
    let list = format!("{HEAD}{}", page(PAGE, ""));
    let changed = make::wacz_sealed_as(&archive(), b"another archive", &list);
    let items = read("x.wacz", &changed);
    assert_eq!(taken(&items), Vec::new());
    assert_eq!(named(&items)[0].1, "its digest is not the listed one");
    // The list of members itself was touched.
    let mut zip = make::wacz(&archive(), &list);
    let at = zip.windows(6).position(|w| w == b"\"1.1.1").unwrap();
    zip[at + 1] = b'2';
    let crc = zip.windows(4).rposition(|w| w == b"PK\x01\x02").is_some();
    assert!(crc);
    assert!(!named(&read("x.wacz", &zip)).is_empty());
}

#[test]
fn a_listed_page_that_was_not_captured_is_named() {
    let list = format!("{HEAD}{}{}", page(PAGE, ""), page("https://a.example/weir", ""));
    let items = read("x.wacz", &make::wacz(&archive(), &list));
    assert_eq!(taken(&items).len(), 1);
    assert!(named(&items)[0].1.contains("https://a.example/weir"), "{items:?}");
}

#[test]
fn words_that_only_the_browser_saw_come_from_the_list() {
    let shell = make::gz(&make::response(
        PAGE,
        "text/html",
        b"<html><body><script>app()</script></body></html>",
    ));
    let list =
        format!("{HEAD}{}", page(PAGE, ", \"title\": \"Mill\", \"text\": \"The mill burnt.\""));
    let items = read("x.wacz", &make::wacz(&shell, &list));
    assert_eq!(taken(&items), pairs(&[("pages/pages.jsonl", "The mill burnt.")]));
    assert_eq!(named(&items), Vec::new());
    let item = items.iter().flatten().next().unwrap();
    assert_eq!(item.report.url.as_deref(), Some(PAGE));
    assert_eq!((item.report.title.as_deref(), item.report.published), (Some("Mill"), None));
    assert_eq!(item.place.format, Some("wacz-text/1"));
}

#[test]
fn a_listed_address_that_sends_on_is_followed() {
    let records = [
        make::answer(PAGE, "", "301 Moved", "Location: /mill/fire", b""),
        make::response("https://a.example/mill/fire", "text/plain", b"The mill burnt."),
    ];
    let records: Vec<u8> = records.iter().flat_map(|record| make::gz(record)).collect();
    let items = read("x.wacz", &make::wacz(&records, &format!("{HEAD}{}", page(PAGE, ""))));
    assert_eq!(taken(&items).len(), 1, "{items:?}");
    assert_eq!(named(&items), Vec::new());
}

#[test]
fn packages_of_packages_are_read_and_held_to_their_digests() {
    let inner = make::wacz(&archive(), &format!("{HEAD}{}", page(PAGE, "")));
    let package = |hash: &str| {
        format!(
            r#"{{"profile": "multi-wacz-package", "resources": [{{"path": "one.wacz", "hash": "{hash}"}}]}}"#
        )
    };
    let whole = package(&make::sha256(&inner));
    let multi = make::stored(&[("datapackage.json", whole.as_bytes()), ("one.wacz", &inner)]);
    assert_eq!(taken(&read("all.wacz", &multi)).len(), 1);
    let other = package(&make::sha256(b"other"));
    let multi = make::stored(&[("datapackage.json", other.as_bytes()), ("one.wacz", &inner)]);
    assert_eq!(named(&read("all.wacz", &multi))[0].0, "one.wacz");
}
