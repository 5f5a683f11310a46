//! The demo case keeps showing what it was written to show.
//!
//! In: `data/demo/reports.jsonl`, through the intake. What must hold: every event of several
//! reports that newcomers are shown is there, with its disagreements, a value against interest, a
//! copy that counts once, and names in several spellings. The order in which reports come, and
//! adding them twice, change nothing.

use rashomon::intake::{self, Format};
use rashomon::json::case::Case;
use rashomon::{CaseFile, Entry, Reader};

const REPORTS: &[u8] = include_bytes!("../../../../data/demo/reports.jsonl");

#[test]
fn the_demo_case_shows_what_it_promises() {
    let reader = Reader::new().expect("the embedded tables load");
    let case = build(&reader, entries());
    assert!(case.reports.len() >= 14, "{} reports", case.reports.len());
    let told = case.events.iter().filter(|event| event.reports.len() > 1).count();
    assert!(told >= 6, "{told} events of several reports");
    for slot in ["killed", "responsibility", "cause", "place", "outcome"] {
        let disputed = |event: &&rashomon::json::case::Event| {
            event.slots.get(slot).is_some_and(|slot| slot.relation == "conflict")
        };
        assert!(case.events.iter().any(|event| disputed(&event)), "no dispute over {slot}");
    }
    let values = || case.events.iter().flat_map(|e| e.slots.values()).flat_map(|s| &s.values);
    assert!(values().any(|value| value.against_interest), "nothing against interest");
    assert!(values().any(|value| value.value.cumulative == Some(true)), "no total over a period");
    assert!(case.origins.iter().any(|origin| origin.reports.len() > 1), "no copy found");
    for (one, other) in [
        ("Qasr Belim", "Kasr Belim"),
        ("Dorrun", "Durrun"),
        ("Yusuf al-Hadari", "Yousef al-Hadary"),
        ("al-Sahra Front", "as-Sahra Front"),
    ] {
        assert!(are_one(&case, one, other), "{one} and {other} are not one");
    }
}

fn are_one(case: &Case, one: &str, other: &str) -> bool {
    let has = |entity: &rashomon::json::case::Entity, name: &str| {
        entity.names.iter().any(|form| form.text.trim_start_matches("The ").contains(name))
    };
    case.entities.iter().any(|entity| has(entity, one) && has(entity, other))
}

#[test]
fn reports_in_any_order_and_told_twice_give_the_same_case() {
    let reader = Reader::new().expect("the embedded tables load");
    let plain = build(&reader, entries());
    let turned = build(&reader, entries().into_iter().rev().chain(entries()).collect());
    assert_eq!(plain.events, turned.events);
    assert_eq!(plain.entities, turned.entities);
    assert_eq!(plain.relations, turned.relations);
    assert_eq!(plain.origins, turned.origins);
}

/// The reports of the demo.
pub fn entries() -> Vec<Entry> {
    let items = intake::from_reader("demo", Some(Format::JsonLines), REPORTS).expect("reports");
    let entry = |item: Result<intake::Received, _>| {
        let item = item.expect("every line is a report");
        Entry::from(item)
    };
    items.map(entry).collect()
}

/// Builds a case of some reports.
pub fn build(reader: &Reader, entries: Vec<Entry>) -> Case {
    let folder = tempfile::tempdir().expect("a folder for the case");
    let mut file = CaseFile::open_or_create(folder.path().join("demo.rashomon")).expect("a case");
    let stamp = ("2031-04-01T00:00:00Z", "casebook");
    file.add(reader, entries.into_iter(), stamp, &mut |_| ()).expect("added");
    file.refresh().expect("derived");
    file.case().expect("the case reads")
}
