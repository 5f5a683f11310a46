//! What is taken from workbooks, made here by hand: rows as CSV would have them. All invented.

use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::{problem, read};

fn packed(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Makes a workbook with these sheets; a cell that begins with `#` is a number with a date's style.
fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let (mut list, mut links, mut members) = (String::new(), String::new(), Vec::new());
    for (n, (name, rows)) in sheets.iter().enumerate() {
        let n = n + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>");
        links += &format!(
            "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let mut data = String::new();
        for (r, row) in rows.iter().enumerate() {
            data += &format!("<row r=\"{}\">", r + 1);
            for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let at = format!("{}{}", char::from(b'A' + u8::try_from(c).unwrap()), r + 1);
                data += &match cell.strip_prefix('#') {
                    Some(number) => format!("<c r=\"{at}\" s=\"1\"><v>{number}</v></c>"),
                    None => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
                };
            }
            data += "</row>";
        }
        members.push((format!("xl/worksheets/sheet{n}.xml"), format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>")));
    }
    let workbook = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
    );
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let root = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let mut all = vec![
        ("_rels/.rels", root),
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/styles.xml", styles),
    ];
    all.extend(members.iter().map(|(name, content)| (name.as_str(), content.as_str())));
    packed(&all)
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"One\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ])
}

#[test]
fn each_row_of_each_sheet_is_a_report() {
    let book = xlsx(&[
        (
            "March",
            &[
                &["Log of the harbour desk"],
                &[],
                &["date", "outlet", "text"],
                &["#47911", "Harbour Times", "The mill burnt, twice."],
                &["2031-03-05", "", "Nobody came.\nAt all."],
                &["", "", "The end."],
            ],
        ),
        ("Empty", &[]),
        ("April", &[&["text"], &["The bridge opened."]]),
    ]);
    for name in ["a.xlsx", "a"] {
        let items = read(name, &book);
        let told: Vec<_> = items.iter().map(|item| item.as_ref().unwrap()).collect();
        let texts: Vec<&str> = told.iter().map(|item| item.report.text.as_str()).collect();
        assert_eq!(
            texts,
            ["The mill burnt, twice.", "Nobody came.\nAt all.", "The end.", "The bridge opened."]
        );
        assert_eq!(told[0].report.published.unwrap().to_string(), "2031-03-04");
        assert_eq!(
            String::from_utf8_lossy(&told[0].raw),
            "2031-03-04,Harbour Times,\"The mill burnt, twice.\""
        );
        let lines: Vec<_> = told.iter().map(|item| item.place.line.unwrap()).collect();
        assert_eq!(lines, [4, 5, 6, 2]);
        assert!(told[3].place.path.ends_with(name) && told[3].place.members == ["April"]);
    }
}

#[test]
fn a_sheet_of_a_dataset_is_known_by_its_header() {
    let header = [
        "event_id_cnty",
        "event_date",
        "year",
        "time_precision",
        "disorder_type",
        "event_type",
        "sub_event_type",
        "actor1",
        "assoc_actor_1",
        "inter1",
        "actor2",
        "assoc_actor_2",
        "inter2",
        "interaction",
        "civilian_targeting",
        "iso",
        "region",
        "country",
        "admin1",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
        "source",
        "source_scale",
        "notes",
        "fatalities",
        "tags",
        "timestamp",
    ];
    let csv = header.join(",") + "\n";
    let known = read("a.csv", format!("{csv}{}\n", ",".repeat(28)).as_bytes());
    let sheet = read("a.xlsx", &xlsx(&[("S", &[&header, &["x"]])]));
    // Both say the same of a row that lacks what the map wants, so both are read by the map.
    let what = |items: &[super::Item]| {
        items.iter().map(|i| i.as_ref().unwrap_err().what.clone()).collect::<Vec<_>>()
    };
    assert!(what(&sheet)[0] != "no column for the text", "{sheet:?} {known:?}");
}

#[test]
fn cells_that_stand_for_many_are_counted_before_they_are_laid_out() {
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    // As offices write them: the rest of the sheet is one empty cell, repeated.
    let rest = "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let book = ods(&format!("{}{}{rest}", row(&cell("text")), row(&cell("The mill burnt."))));
    assert_eq!(read("a.ods", &book)[0].as_ref().unwrap().report.text, "The mill burnt.");
    let wide = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert!(
        problem("a.ods", &ods(&format!("{}{wide}", row(&cell("text")))))
            .what
            .contains("more than 5000000")
    );
    let gap = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>";
    let far = format!(
        "<table:table-row><table:table-cell table:number-columns-repeated=\"9000\"/>{}</table:table-row>",
        cell("x")
    );
    assert!(
        problem("a.ods", &ods(&format!("{}{gap}{far}", row(&cell("text")))))
            .what
            .contains("more than 5000000")
    );
}

#[test]
fn a_workbook_that_is_none_is_a_problem_with_a_remedy() {
    for bytes in
        [packed(&[]), packed(&[("x", "y")]), b"PK\x03\x04".to_vec(), b"not a workbook".to_vec()]
    {
        let problem = problem("a.xlsx", &bytes);
        assert!(problem.remedy.contains("CSV"), "{problem}");
    }
    assert!(
        problem("a.xlsx", &xlsx(&[("S", &[&["name", "colour"], &["x", "y"]])]))
            .what
            .contains("no column for the text")
    );
    assert_eq!(problem("a.xlsx", &xlsx(&[("S", &[])])).what, "no row in any sheet");
}

#[test]
fn what_unpacks_to_gigabytes_is_refused_before_it_is_held() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("xl/sharedStrings.xml", packed).unwrap();
    let block = vec![b' '; 1_000_000];
    for _ in 0..210 {
        archive.write_all(&block).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1_000_000);
    assert!(problem("a.xlsx", &bytes).what.contains("unpacks to more than 200 MB"));
}

proptest! {
    #[test]
    fn no_bytes_make_a_workbook_fail(at in 0usize..4000, byte in any::<u8>(), cut in 0usize..4000) {
        let mut bytes = xlsx(&[("S", &[&["date", "text"], &["#47911", "x"]])]);
        let length = bytes.len();
        bytes[at % length] = byte;
        read("a.xlsx", &bytes);
        bytes.truncate(cut % length + 1);
        read("a.xlsx", &bytes);
        let mut book = ods("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>text</text:p></table:table-cell></table:table-row>");
        let length = book.len();
        book[at % length] = byte;
        read("a.ods", &book);
    }
}
