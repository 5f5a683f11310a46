//! Whole cases: of any reports, and of records that somebody forged.
//!
//! `case`: laws: the order in which reports come, or that they come twice, changes nothing; each
//! export and the dossier can be written; no word of a report becomes a tag. `hostile_case`: a log
//! whose chain holds and whose bodies are made up; it may be refused, but never by a panic, and
//! what is shown of it can be exported.

use std::io::Write;
use std::path::Path;

use rashomon::json::case::Case;
use rashomon::{CaseFile, Entry, SearchAsk, dossier, export};
use rashomon_ledger::{Draft, Ledger};
use rashomon_model::Report;
use serde_json::Value;

use super::input;
use super::ledger::folder;
use super::reading::reader;

const STAMP: (&str, &str) = ("2031-05-05T00:00:00Z", "ana");
const OUTLETS: [Option<&str>; 4] =
    [Some("Velm Post"), Some("Harbour Times"), None, Some("Coast Radio")];
/// So begins what must never come out as a tag.
const TAG: &str = "<zz";

/// The target `case`: up to four reports, apart by a byte of 2.
pub fn case(data: &[u8]) {
    let texts = data.split(|byte| *byte == 2).take(4).map(|part| input::text(part, &[""]));
    let reports: Vec<Report> = texts
        .enumerate()
        .map(|(at, text)| input::report(&format!("r{at}"), OUTLETS[at], text))
        .collect();
    let folder = folder();
    let forward = built(&folder.path().join("a.rashomon"), reports.iter());
    let twice = reports.iter().rev().chain(reports.iter());
    let backward = built(&folder.path().join("b.rashomon"), twice);
    let plain = |case: &Case| serde_json::to_string(case).expect("JSON");
    assert_eq!(plain(&forward), plain(&backward), "the order of reports changes the case");
    write_all(&forward);
}

fn built<'r>(path: &Path, reports: impl Iterator<Item = &'r Report>) -> Case {
    let entries = reports.map(|report| Entry {
        report: report.clone(),
        raw: report.text.as_bytes().to_vec(),
        diagnostics: Vec::new(),
        received: None,
    });
    let mut file = CaseFile::open_or_create(path).expect("a new case");
    file.add(reader(), entries, STAMP, &mut |_| {}).expect("adds");
    file.refresh().expect("derives");
    let verified = file.verify(&mut |_, _| {}).expect("verifies");
    assert!(verified.ok, "{verified:?}");
    file.case().expect("reads")
}

/// Writes a case in every way there is.
fn write_all(case: &Case) {
    let about = export::About { name: "velm".into(), head: Some("0".repeat(64)) };
    for format in export::Format::ALL {
        if format.is_tables() {
            continue;
        }
        let mut out: Vec<u8> = Vec::new();
        export::write(*format, case, &about, &mut out).expect("writes to memory");
        assert!(std::str::from_utf8(&out).is_ok(), "{}", format.name());
    }
    let request = dossier::Request { texts: true, about, ..Default::default() };
    let mut page: Vec<u8> = Vec::new();
    dossier::write(case, &request, &mut page as &mut dyn Write).expect("writes to memory");
    let page = String::from_utf8(page).expect("a page is UTF-8").to_lowercase();
    assert!(!page.contains(TAG), "{TAG} in the dossier");
    // The one element that browsers do not read as text holds no sign that could end it early.
    let block = "<script type=\"application/json\"";
    let (before, inside) = page.rsplit_once(block).expect("ids of events stand in a block");
    assert!(!before.contains("<script"), "a script in the dossier");
    assert_eq!(inside.matches('<').count(), closing(inside), "a tag inside the block");
}

/// Counts the tags that a page ends with, from the end of its last block on.
fn closing(inside: &str) -> usize {
    inside.find("</script>").map_or(0, |at| inside[at..].matches('<').count())
}

/// The target `hostile_case`: one record a line: kind, key and body, apart by tabs.
pub fn hostile_case(data: &[u8]) {
    let folder = folder();
    let path = folder.path().join("forged.rashomon");
    let text = String::from_utf8_lossy(data);
    let mut ledger = Ledger::create(&path).expect("a new case");
    for line in text.split('\n').take(12) {
        let mut parts = line.splitn(3, '\t');
        let (Some(kind), Some(key), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let Ok(body) = serde_json::from_str::<Value>(body) else { continue };
        // What no log takes is not in it.
        let _ = ledger.append(&[Draft::new(kind, 1, STAMP.0, STAMP.1, key, body)], &[]);
    }
    drop(ledger);
    if let Ok(file) = CaseFile::open_for_checks(&path) {
        let _ = file.verify(&mut |_, _| {});
    }
    let Ok(file) = CaseFile::open_to_look(&path) else { return };
    let Ok(case) = file.case() else { return };
    let asked = SearchAsk { words: "velm".to_owned(), limit: 5, ..SearchAsk::default() };
    let _ = file.search(&asked);
    for event in &case.events {
        let _ = file.find(&event.id);
    }
    write_all(&case);
}
