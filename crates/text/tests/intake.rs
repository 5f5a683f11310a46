//! What intake takes, what it refuses and in which words, and that its text is canonical.

mod feeds;
mod letters;
mod pages;
mod pdfs;
mod sheets;

use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use rashomon_text::intake::{self, Format, IntakeProblem, Received, canonical};

type Item = Result<Received, IntakeProblem>;

fn read(name: &str, bytes: &[u8]) -> Vec<Item> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    match intake::open(&path) {
        Ok(items) => items.collect(),
        Err(problem) => vec![Err(problem)],
    }
}

fn one(name: &str, bytes: &[u8]) -> Received {
    let mut items = read(name, bytes);
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0).unwrap()
}

fn problem(name: &str, bytes: &[u8]) -> IntakeProblem {
    let mut items = read(name, bytes);
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0).unwrap_err()
}

fn said(item: &Received) -> Vec<&'static str> {
    item.diagnostics.iter().map(|d| d.code.0).collect()
}

#[test]
fn a_line_of_json_is_a_report() {
    let line = r#"{"id": "n-1", "outlet": "Harbour Times", "published": "2031-03-04", "url": null, "title": "Mill", "lang": "en", "text": "The mill\r\nburnt.", "extra": [1]}"#;
    let item = one("a.jsonl", format!("\u{FEFF}{line}\r\n\n").as_bytes());
    assert_eq!(item.report.id.as_str(), "n-1");
    assert_eq!(item.report.outlet.as_deref(), Some("Harbour Times"));
    assert_eq!(item.report.published.unwrap().to_string(), "2031-03-04");
    assert_eq!((item.report.url, item.report.title.as_deref()), (None, Some("Mill")));
    assert_eq!(item.report.text, "The mill\nburnt.");
    assert_eq!(item.place.line, Some(1));
    assert!(item.diagnostics.is_empty());
    assert_eq!(item.raw, format!("\u{FEFF}{line}").as_bytes());
}

#[test]
fn a_bad_line_is_one_problem_and_the_rest_goes_on() {
    let items = read("a.jsonl", b"{\"text\": \"One.\"}\n{\"text\": \n[1]\n{\"text\": 5}\n{\"title\": \"x\"}\n{\"text\": \"Two.\"}");
    let told: Vec<String> = items
        .iter()
        .map(|item| match item {
            Ok(item) => item.report.text.clone(),
            Err(p) => format!("{} @{}", p.what, p.line.unwrap()),
        })
        .collect();
    assert_eq!(
        told,
        [
            "One.",
            "invalid JSON (EOF while parsing a value at column 9) @2",
            "a list where a report should be @3",
            "field text is a number @4",
            "no text @5",
            "Two.",
        ]
    );
    let shown = items[3].as_ref().unwrap_err().to_string();
    assert!(
        shown.starts_with("field text is a number, /")
            && shown.ends_with("a.jsonl:4, make it a string")
    );
}

#[test]
fn fields_of_the_wrong_kind_are_left_out_and_said() {
    let item = one(
        "a.jsonl",
        br#"{"id": 12, "outlet": {"a": 1}, "published": 3, "title": ["x"], "text": "The mill."}"#,
    );
    assert_eq!(item.report.id.as_str(), "12");
    assert_eq!((item.report.outlet.as_deref(), item.report.title.as_deref()), (None, None));
    assert_eq!(said(&item), ["unreadable-field", "unreadable-field", "unreadable-field"]);
    assert_eq!(item.report.published, None);
}

#[test]
fn ids_are_made_from_content_alone() {
    let id = |json: &str| one("a.jsonl", json.as_bytes()).report.id.0;
    let first = id(r#"{"text": "The mill burnt.", "outlet": "A"}"#);
    assert!(first.starts_with("r-") && first.len() == 14);
    assert_eq!(first, id(r#"{"outlet": "A", "id": " ", "text": "The mill burnt.", "url": "x"}"#));
    assert_ne!(first, id(r#"{"text": "The mill burnt.", "title": "A"}"#));
    assert_ne!(
        first,
        id(r#"{"text": "The mill burnt.", "outlet": "A", "published": "2031-03-04"}"#)
    );
}

#[test]
fn dates_are_read_or_left_out_never_guessed() {
    let day = |written: &str| intake::published(written).map(|d| d.to_string());
    for written in [
        "2016-02-08",
        " 2016-02-08 ",
        "2016-02-08T23:59:59-11:00",
        "2016-02-08 10:00",
        "2016-02-08T10:00:00.123Z",
        "Mon, 08 Feb 2016 21:14:00 +0200",
        "Mon, 8 Feb 2016 21:14:00 GMT (UTC)",
        "8 February 2016",
        "8 Feb. 2016",
        "February 8, 2016",
        "Feb 8, 2016",
        "Monday, 8 February 2016",
        "February 8th, 2016",
        "8 february 2016 10:15",
    ] {
        assert_eq!(day(written).as_deref(), Some("2016-02-08"), "{written}");
    }
    for written in [
        "",
        "08/02/2016",
        "8.2.2016",
        "2016-02",
        "2016",
        "Monday",
        "Tuesday, 8 February 2016",
        "31 February 2016",
        "2016-13-01",
        "2016-02-08x",
        "8 February",
        "8 February 16",
        "٢٠١٦-٠٢-٠٨",
        "February 2016",
        "20160208",
        "2016-02-08Tomorrow",
        "+016-02-08",
    ] {
        assert_eq!(day(written), None, "{written}");
    }
    let item = one("a.jsonl", br#"{"published": "08/02/2016", "text": "The mill."}"#);
    assert_eq!((said(&item), item.report.published), (vec!["unreadable-date"], None));
}

#[test]
fn json_files_hold_one_object_an_array_or_lines() {
    let texts = |name: &str, json: &str| -> Vec<String> {
        read(name, json.as_bytes()).into_iter().map(|i| i.unwrap().report.text).collect()
    };
    assert_eq!(texts("a.json", "{\n \"text\": \"On}e\\\"]\"\n}\n"), ["On}e\"]"]);
    assert_eq!(
        texts("a.json", "[{\"text\": \"One\"},\n{\"text\": \"Two\", \"x\": [[]]}]"),
        ["One", "Two"]
    );
    assert_eq!(texts("a.json", "{\"text\": \"One\"}\n{\"text\": \"Two\"}\n"), ["One", "Two"]);
    assert_eq!(texts("a.json", "\u{FEFF}{\"text\": \"One\"}"), ["One"]);
    let items =
        read("a.json", b"[{\"text\": \"One\"},\n 7,\n \"x\", {\"text\": }, {\"text\": \"Two\"");
    let lines: Vec<_> = items.iter().filter_map(|i| i.as_ref().err()).map(|p| p.line).collect();
    assert_eq!((items.len(), lines), (5, vec![Some(2), Some(3), Some(3), Some(3)]));
    let value = &items[0].as_ref().unwrap().raw;
    assert_eq!(value, b"{\"text\": \"One\"}");
}

#[test]
fn csv_rows_are_reports_under_any_usual_header() {
    let csv = "\u{FEFF}ID,Source,Date,Headline,Body\r\n7,\"Harbour, Times\",2031-03-04,Mill,\"The \"\"old\"\" mill\nburnt.\"\r\n\r\n8,B,x,,Two\n9,,,,\n";
    let items = read("a.csv", csv.as_bytes());
    assert_eq!(items.len(), 3);
    let first = items[0].as_ref().unwrap();
    assert_eq!(first.report.text, "The \"old\" mill\nburnt.");
    assert_eq!(first.report.outlet.as_deref(), Some("Harbour, Times"));
    assert_eq!(
        first.raw,
        "7,\"Harbour, Times\",2031-03-04,Mill,\"The \"\"old\"\" mill\nburnt.\"".as_bytes()
    );
    assert_eq!(first.place.line, Some(2));
    let second = items[1].as_ref().unwrap();
    assert_eq!((second.report.id.as_str(), said(second)), ("8", vec!["unreadable-date"]));
    assert_eq!(second.raw, b"8,B,x,,Two");
    let third = items[2].as_ref().unwrap_err();
    assert_eq!((third.what.as_str(), third.line), ("no text", Some(6)));
    assert_eq!(one("a.tsv", b"text\tid\nThe mill\tx\n").report.id.as_str(), "x");
    assert_eq!(one("a.csv", b"id;text\nx;The, mill\n").report.text, "The, mill");
    assert_eq!(problem("a.csv", b"id,name\n1,2\n").what, "no column for the text");
    assert_eq!(problem("a.csv", b"id,text\n").what, "no row below the header");
}

#[test]
fn plain_text_is_one_report_as_it_stands() {
    let item = one("a.txt", "  The mill\r\n\r\nburnt.\n".as_bytes());
    assert_eq!(item.report.text, "  The mill\n\nburnt.\n");
    assert_eq!((item.report.outlet, item.report.title, item.place.line), (None, None, None));
}

#[test]
fn markdown_has_front_matter_in_yaml_or_toml() {
    let item = one("a.md", "---\r\ntitle: \"The \\\"old\\\" mill: burnt\" # note\r\nSource: Harbour Times # wire\r\ndate: 2031-03-04\r\ntags:\r\n  - a\r\nid: 'it''s'\r\nurl: null\r\n---\r\n\r\n# Head\r\nThe mill.\r\n".as_bytes());
    assert_eq!(item.report.title.as_deref(), Some("The \"old\" mill: burnt"));
    assert_eq!(item.report.outlet.as_deref(), Some("Harbour Times"));
    assert_eq!(item.report.published.unwrap().to_string(), "2031-03-04");
    assert_eq!((item.report.id.as_str(), item.report.url), ("it's", None));
    assert_eq!(item.report.text, "# Head\nThe mill.\n");
    let item = one("a.md", b"+++\ntitle = \"Mill\"\ndate = 2031-03-04T10:00:00Z\n+++\nThe mill.");
    assert_eq!(
        (item.report.title.as_deref(), item.report.text.as_str()),
        (Some("Mill"), "The mill.")
    );
    let item = one("a.md", b"---\ntitle: >\n  folded\noutlet: [a]\n---\nThe mill.");
    assert_eq!((said(&item), item.report.title), (vec!["unreadable-field"; 2], None));
    assert_eq!(one("a.md", b"---\nno end\n").report.text, "---\nno end\n");
    assert_eq!(problem("a.md", b"---\ntitle: x\n---\n\n").what, "no text");
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("b.txt", "Second.");
    put("a/z.md", "First.");
    put("c.jsonl", "{\"text\": \"Third.\"}\n{\"text\": \"Fourth.\"}");
    put(".hidden.txt", "Hidden.");
    put(".git/x.txt", "Hidden.");
    put("d.png", "no image");
    put("e", "Fifth.");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("f")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("g")).unwrap();
    let items: Vec<Item> = intake::open(folder.path()).unwrap().collect();
    let texts: Vec<_> = items.iter().flatten().map(|i| i.report.text.as_str()).collect();
    assert_eq!(texts, ["First.", "Second.", "Third.", "Fourth.", "Fifth."]);
    let problems: Vec<_> = items.iter().filter_map(|i| i.as_ref().err()).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert_eq!(problems[0].what, "not a kind of file that is read");
    let empty = tempfile::tempdir().unwrap();
    let items: Vec<Item> = intake::open(empty.path()).unwrap().collect();
    assert_eq!(items[0].as_ref().unwrap_err().what, "no file in the folder");
}

#[test]
fn older_encodings_are_decoded_and_said() {
    let long = "В субботу утром снаряды попали в старую мельницу на окраине города, сообщили жители. \
                Двое раненых доставлены в больницу, где врачи оценили их состояние как тяжёлое; \
                представители ополчения заявили, что не вели огня по этому району.";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(long);
    let item = one("a.txt", &bytes);
    assert_eq!((item.report.text.as_str(), said(&item)), (long, vec!["decoded-from"]));
    assert!(item.diagnostics[0].message.contains("windows-1251"), "{:?}", item.diagnostics);
    assert_eq!(item.report.lang.as_deref(), Some("ru"));
    let arabic = "قال سكان إن القذائف أصابت المطحنة القديمة صباح السبت في أطراف المدينة وجرح شخصان";
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(arabic);
    let item = one("a.txt", &bytes);
    assert_eq!(item.report.text, arabic);
    assert!(item.diagnostics[0].message.contains("windows-1256"));
    let item = one("a.txt", b"The caf\xE9 of Andr\xE9 burnt; \x93we left\x94, he said.");
    assert_eq!(item.report.text, "The café of André burnt; “we left”, he said.");
    let item = one("a.jsonl", b"{\"text\": \"The caf\xE9 burnt, Andr\xE9 said.\"}");
    assert_eq!(
        (item.report.text.as_str(), said(&item)),
        ("The café burnt, André said.", vec!["decoded-from"])
    );
    let item = one("a.csv", b"id,text\n1,The caf\xE9 burnt\n");
    assert_eq!(item.report.text, "The café burnt");
}

#[test]
fn utf_16_is_read_with_and_without_its_mark() {
    let json = "{\"text\": \"The mill, المطحنة.\"}\n{\"text\": \"Two 👩\"}\n";
    let encode = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    };
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        for mark in ["", "\u{FEFF}"] {
            let items = read("a.jsonl", &encode(&format!("{mark}{json}"), order));
            let texts: Vec<_> =
                items.iter().map(|i| i.as_ref().unwrap().report.text.as_str()).collect();
            assert_eq!(texts, ["The mill, المطحنة.", "Two 👩"]);
            let first = items[0].as_ref().unwrap();
            assert_eq!(said(first), ["decoded-from"]);
            assert_eq!(first.raw, encode("{\"text\": \"The mill, المطحنة.\"}", order));
        }
    }
}

#[test]
fn damaged_utf_8_stays_utf_8_and_is_counted() {
    let item = one("a.txt", b"The caf\xC3\xA9 \xE2\x80\x9Cburnt\xE2\x80\x9D \xFF today.");
    assert_eq!(item.report.text, "The café “burnt” \u{FFFD} today.");
    assert_eq!(said(&item), ["undecodable-bytes"]);
}

#[test]
fn what_is_no_text_is_refused_with_its_name_and_a_remedy() {
    let what = |name: &str, bytes: &[u8]| problem(name, bytes).what;
    assert_eq!(what("a.txt", b""), "empty file");
    assert_eq!(what("a.txt", b" \n"), "no text");
    assert_eq!(what("a.jsonl", b"\n\n"), "no report in it");
    assert_eq!(what("a.json", b"[]"), "no report in it");
    assert_eq!(what("a.txt", b"\x89PNG\r\n\x1a\n\0\0"), "not a text but a PNG image");
    let cut = "the list at the end of the archive is missing: it was cut short";
    assert_eq!(what("a.csv", b"PK\x03\x04.."), cut);
    assert_eq!(
        what("a.md", b"SQLite format 3\0.."),
        "not a text but an SQLite database, perhaps a case"
    );
    assert_eq!(what("a.txt", &[3, 200, 0, 1, 77, 2, 250, 0, 9, 0, 4, 5]), "binary file");
    assert_eq!(what("a.txt", b"<!DOCTYPE html><p>Mill"), "no article text in the page");
    let missing = intake::open(Path::new("/no/such/file.txt")).err().unwrap();
    assert!(missing.what.starts_with("cannot open") && missing.remedy == "check the path");
}

#[test]
fn a_reader_is_read_by_its_first_bytes() {
    let read = |bytes: &'static [u8]| -> Vec<Item> {
        intake::from_reader("standard input", None, bytes).unwrap().collect()
    };
    assert_eq!(read(b"{\"text\": \"One\"}\n{\"text\": \"Two\"}\n").len(), 2);
    assert_eq!(read(b"[{\"text\": \"One\"}]").len(), 1);
    assert_eq!(read(b"id,text\n1,One\n")[0].as_ref().unwrap().report.id.as_str(), "1");
    assert_eq!(read(b"---\nid: x\n---\nOne")[0].as_ref().unwrap().report.id.as_str(), "x");
    assert_eq!(
        read(b"The mill, text, burnt.")[0].as_ref().unwrap().report.text,
        "The mill, text, burnt."
    );
    let named =
        intake::from_reader("-", Some(Format::PlainText), &b"{\"text\": \"One\"}"[..]).unwrap();
    assert_eq!(named.last().unwrap().unwrap().report.text, "{\"text\": \"One\"}");
    assert_eq!(intake::from_reader("-", None, &b""[..]).err().unwrap().what, "empty file");
}

#[test]
fn large_items_are_taken_up_to_the_limit_and_refused_above_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    for size in [70_000_000, 5] {
        write!(file, "{{\"text\": \"").unwrap();
        std::io::copy(&mut std::io::Read::take(std::io::repeat(b'a'), size), &mut file).unwrap();
        writeln!(file, "\"}}").unwrap();
    }
    drop(file);
    let items: Vec<Item> = intake::open(&path).unwrap().collect();
    let problem = items[0].as_ref().unwrap_err();
    assert_eq!((problem.what.as_str(), problem.line), ("item larger than 64 MB", Some(1)));
    assert_eq!(items[1].as_ref().unwrap().report.text, "aaaaa");
    let text = vec![b'a'; 50_000_000];
    assert_eq!(one("a.txt", &text).report.text.len(), 50_000_000);
    let text = vec![b'a'; 65_000_000];
    assert_eq!(self::problem("a.txt", &text).what, "item larger than 64 MB");
}

#[test]
fn texts_without_words_are_taken() {
    for text in ["🔥🔥🔥", "قتل شخصان", "\u{301}", "\0"] {
        let json = serde_json::json!({ "text": text }).to_string();
        assert!(read("a.jsonl", json.as_bytes())[0].is_ok());
    }
    assert_eq!(one("a.jsonl", br#"{"text": "a\u0000b"}"#).report.text, "a\u{FFFD}b");
}

proptest! {
    #[test]
    fn canonical_twice_is_once(text in any::<String>()) {
        let once = canonical(&text).into_owned();
        prop_assert_eq!(canonical(&once), once.as_str());
    }

    #[test]
    fn canonical_text_is_borrowed(text in "[a-zéü\u{2028}漢 \n]{0,40}") {
        prop_assert!(matches!(canonical(&text), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn a_text_comes_through_json_byte_for_byte(text in "[a-zé\"\\\\ \n\u{1}]{0,40}x") {
        let line = serde_json::json!({ "text": text }).to_string();
        let item = one("a.jsonl", line.as_bytes());
        prop_assert_eq!(item.report.text, text);
    }

    #[test]
    fn no_bytes_bring_intake_down(bytes in prop::collection::vec(any::<u8>(), 0..200), name in "a\\.(jsonl|json|csv|txt|md)") {
        let _ = read(&name, &bytes);
    }

    #[test]
    fn no_odd_syntax_brings_intake_down(text in "[\\[\\]{}\",:;|\n\r\\\\a-c0é+#-]{0,80}", name in "a\\.(jsonl|json|csv|txt|md)") {
        let _ = read(&name, text.as_bytes());
        let _ = read(&name, format!("id,text\n{text}").as_bytes());
        let _ = read(&name, format!("---\n{text}\n---\nx").as_bytes());
    }
}
