//! What is taken from PDFs. The files in `pdf/` were printed by a browser (`page.pdf`, `arabic.pdf`)
//! and set in two columns by typst (`columns.pdf`) from texts written for this; two were locked by
//! pypdf. The others are made here. All invented.

use proptest::prelude::*;

use super::{one, problem, read, said};

const COLUMNS: &[u8] = include_bytes!("pdf/columns.pdf");
const PAGE: &[u8] = include_bytes!("pdf/page.pdf");
const ARABIC: &[u8] = include_bytes!("pdf/arabic.pdf");

/// Makes a PDF of pages with these contents; the dictionary of the font and what else objects 6 on are.
fn pdf(pages: &[&str], font: &str, more: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 100 + 2 * n)).collect();
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>".to_owned()),
        (
            2,
            format!(
                "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 595 842] >>",
                kids.join(" "),
                pages.len()
            ),
        ),
        (3, font.to_owned()),
        (
            4,
            "<< /Title (Note on the harbour) /CreationDate (D:20310304120000) /Producer (x) >>"
                .to_owned(),
        ),
        (5, "<< /Font << /F 3 0 R >> /XObject << /X 6 0 R >> >>".to_owned()),
    ];
    objects.extend(more.iter().enumerate().map(|(n, object)| (6 + n, (*object).to_owned())));
    for (n, content) in pages.iter().enumerate() {
        objects.push((
            100 + 2 * n,
            format!(
                "<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources 5 0 R >>",
                101 + 2 * n
            ),
        ));
        objects.push((
            101 + 2 * n,
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        ));
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in &objects {
        places.push((*number, out.len()));
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in places {
        out.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
    }
    out.extend(
        format!("trailer\n<< /Size 1000 /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    out
}

const HELVETICA: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// Shows lines from the top of a page down.
fn lines(lines: &[&str]) -> String {
    let shown: Vec<String> = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td")).collect();
    format!("BT /F 11 Tf 72 770 Td {} ET", shown.join(" "))
}

#[test]
fn a_page_printed_by_a_browser_is_its_paragraphs() {
    let item = one("a.pdf", PAGE);
    let paragraphs: Vec<&str> = item.report.text.split("\n\n").collect();
    assert_eq!(paragraphs[0], "Weekly note on the harbour district");
    assert_eq!(
        paragraphs[1],
        "Two people were killed when a shell struck the grain mill at Velm on Sunday, residents of the upper quarter said. The defence office denied that its guns had fired that night, and blamed the other side of the river for the shelling of the whole quarter."
    );
    assert!(
        item.report.text.contains("signed in an office of the municipality, officials affirmed."),
        "{}",
        item.report.text
    );
    assert_eq!(item.report.title.as_deref(), Some("Weekly note on the harbour district"));
    assert_eq!((item.report.published, item.report.outlet.as_ref()), (None, None));
    assert_eq!(item.raw, PAGE);
    // Whatever the file is called.
    assert_eq!(one("a", PAGE).report.text, item.report.text);
}

#[test]
fn columns_are_read_one_after_the_other_and_words_parted_at_line_ends_are_whole() {
    let text = one("a.pdf", COLUMNS).report.text;
    let story = "Negotiations over the harbour administration continued throughout the week, with representatives of both municipalities accusing each other of misrepresentation. International observers described the accommodation as extraordinarily fragile; the cease-fire of the fifth office was affirmed.";
    assert_eq!(text.matches(story).count(), 20, "{text}");
    assert!(!text.contains("Harbour Institute") && !text.contains("Page "), "{text}");
}

#[test]
fn right_to_left_text_is_in_the_order_in_which_it_is_read() {
    let text = one("a.pdf", ARABIC).report.text;
    assert!(text.contains("قتل شخصان وأصيب 14 آخرون (بينهم 3 أطفال)"), "{text}");
    assert!(text.contains("4 مارس 2031"), "{text}");
    assert!(text.contains("وقال مسؤول في Harbour Times إن المطحنة"), "{text}");
}

#[test]
fn lines_become_paragraphs_and_hyphens_go_only_where_the_word_is_known() {
    let page = lines(&[
        "The mill at Velm was hit on Sunday, and the govern-",
        "ment of the district denied it. A cease-",
        "fire had been agreed, the Abu-",
        "lahj brothers said, and a cease-fire held.",
        "",
        "Nobody came to see it on the day after the shelling.",
    ]);
    assert_eq!(
        one("a.pdf", &pdf(&[&page], HELVETICA, &[])).report.text,
        "The mill at Velm was hit on Sunday, and the government of the district denied it. A cease-fire \
         had been agreed, the Abu-lahj brothers said, and a cease-fire held.\n\nNobody came to see it on the day after the shelling."
    );
}

#[test]
fn what_stands_on_every_page_is_left_out() {
    let pages: Vec<String> = ["one", "two", "three"]
        .iter()
        .enumerate()
        .map(|(n, word)| {
            format!(
                "{} BT /F 9 Tf 72 30 Td (Harbour Institute, page {}) Tj ET",
                lines(&[
                    &format!("On page {word} the mill burnt again."),
                    &format!("And {word} people saw it.")
                ]),
                n + 1
            )
        })
        .collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let text = one("a.pdf", &pdf(&pages, HELVETICA, &[])).report.text;
    assert!(!text.contains("Institute") && text.contains("On page two"), "{text}");
    assert!(text.contains("three people saw it."));
}

#[test]
fn what_cannot_be_read_says_why() {
    let what = |bytes: &[u8]| problem("a.pdf", bytes);
    let scanned = what(&pdf(
        &["q 500 0 0 700 50 50 cm /X Do Q"],
        HELVETICA,
        &[
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream",
        ],
    ));
    assert_eq!(
        (scanned.what.as_str(), scanned.remedy.as_str()),
        ("a PDF that has no text layer", "run OCR first (ocrmypdf)")
    );
    assert_eq!(what(&pdf(&[""], HELVETICA, &[])).what, "a PDF that has no text layer");
    assert!(what(b"%PDF-1.7\nnothing").what.contains("not a whole PDF"));
    let locked = what(include_bytes!("pdf/locked.pdf"));
    assert!(locked.what.contains("encrypted") && locked.remedy.contains("password"), "{locked}");
    // What opens without a password is read.
    let open = one("a.pdf", include_bytes!("pdf/no-printing.pdf")).report.text;
    assert_eq!(open, "The mill at Velm burnt on Sunday night.");
}

#[test]
fn a_page_on_which_the_parser_fails_costs_only_itself() {
    let good = lines(&["The mill at Velm burnt on Sunday night."]);
    let other = lines(&["Nobody came to see it on the day after."]);
    let item = one("a.pdf", &pdf(&[&good, "BT /Nope 11 Tf (x) Tj ET", &other], HELVETICA, &[]));
    assert!(item.report.text.starts_with("The mill at Velm burnt"));
    assert_eq!(said(&item), ["pages-missing"]);
    assert!(item.diagnostics[0].message.contains("(2)"), "{:?}", item.diagnostics);
}

#[test]
fn a_pdf_built_to_be_costly_is_refused() {
    let words = lines(&["The mill at Velm burnt on Sunday night."]);
    let refused = |bytes: &[u8]| problem("a.pdf", bytes).what;
    let form = |content: &str| {
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R /Y 7 0 R >> >> /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let itself = pdf(&[&format!("{words} /X Do")], HELVETICA, &[&form("/X Do")]);
    assert!(refused(&itself).contains("show themselves"));
    let parent = String::from_utf8_lossy(&pdf(&[&words], HELVETICA, &[]))
        .replace("/Count 1 /MediaBox [0 0 595 842]", &format!("{:<32}", "/Parent 2 0 R /Count 1"));
    assert!(refused(parent.as_bytes()).contains("their own parents"));
    let counting = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 2000000000 500] >>] >>";
    let counted = read("a.pdf", &pdf(&[&words], counting, &[]));
    assert!(counted[0].is_err(), "{counted:?}");
    let map = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <7FFFFFFF> <0041> endbfrange endcmap";
    let mapped = pdf(
        &[&words],
        HELVETICA,
        &[&format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len())],
    );
    assert!(refused(&mapped).contains("count without end"));
}

#[test]
fn a_stream_that_unfolds_to_gigabytes_is_not_unfolded() {
    use std::io::Write;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![b' '; 1 << 20];
    for _ in 0..320 {
        packed.write_all(&block).unwrap();
    }
    let packed = packed.finish().unwrap();
    let mut bytes = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\n");
    assert!(problem("a.pdf", &bytes).what.contains("unfolds to more than 300 MB"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn no_bytes_make_a_pdf_fail(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let page = lines(&["The mill at Velm burnt on Sunday night."]);
        for file in [pdf(&[&page], HELVETICA, &[]), ARABIC.to_vec()] {
            let mut bytes = file;
            let at = at.index(bytes.len());
            bytes[at] = byte;
            read("a.pdf", &bytes);
            bytes.truncate(cut.index(bytes.len()) + 1);
            read("a.pdf", &bytes);
        }
    }
}
