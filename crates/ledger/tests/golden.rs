//! Files of every format that was ever released: each opens, verifies and goes on, with the head it had.
//!
//! The files lie in `golden/`, whose README says what made them. They are copied before they are opened. What the program
//! as a whole makes of them is tested in `crates/rashomon/tests/golden.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use rashomon_ledger::{Digest, Head, Ledger, Position};

use crate::fixture::{Folder, all, back_door, folder, report, verified};

/// Each file: its name, how many records it has, its head, and how many blobs.
const FILES: [(&str, u64, &str, u64); 2] = [
    (
        "format-1-reports.case",
        16,
        "4e1b16114ee218df8f3757e77994fd39f61b738f71694b2dea54249cb820174a",
        6,
    ),
    (
        "format-1-older-tables.case",
        16,
        "4e1b16114ee218df8f3757e77994fd39f61b738f71694b2dea54249cb820174a",
        6,
    ),
];

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn copy_of(name: &str) -> Folder {
    let folder = folder();
    fs::copy(golden().join(name), &folder.case).unwrap();
    folder
}

/// The rows of the log as they stand in the file.
fn rows(case: &Path) -> Vec<(i64, String, String, String)> {
    let connection = back_door(case);
    let mut statement =
        connection.prepare("SELECT position, previous, digest, record FROM log").unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_old_file_opens_verifies_and_goes_on() {
    for (name, records, head, blobs) in FILES {
        let folder = copy_of(name);
        let before = rows(&folder.case);
        let head = Head { position: Position(records), digest: head.parse().unwrap() };
        let ledger = Ledger::open_read_only(&folder.case).unwrap();
        assert_eq!(ledger.head().unwrap(), head, "{name}");
        let verification = verified(&ledger);
        assert!(verification.is_ok(), "{name}: {verification:?}");
        assert_eq!((verification.records, verification.blobs), (records, blobs), "{name}");
        drop(ledger);
        let mut ledger = Ledger::open(&folder.case).unwrap();
        assert_eq!(all(&ledger).len() as u64, records, "{name}");
        ledger.append(&[report(1)], &[]).unwrap();
        assert!(ledger.holds(&head).unwrap(), "{name}");
        assert!(verified(&ledger).is_ok(), "{name}");
        drop(ledger);
        // Whatever opening brought up to date, it was not the log.
        assert_eq!(rows(&folder.case)[..before.len()], before, "{name}");
    }
}

#[test]
fn derived_tables_of_an_older_shape_are_laid_down_anew_and_the_log_is_not_touched() {
    let folder = copy_of("format-1-older-tables.case");
    let ledger = Ledger::open(&folder.case).unwrap();
    assert_eq!(ledger.derived().built_from().unwrap(), None);
    assert_eq!(ledger.derived().scan("event", "").count(), 0);
    assert_eq!(ledger.count().unwrap(), 16);
}

#[test]
fn every_old_file_can_be_salvaged() {
    for (name, records, head, blobs) in FILES {
        let folder = copy_of(name);
        let new = folder.folder.path().join("new.rashomon");
        let at = "2031-04-01T08:00:00Z";
        let noted: Digest = head.parse().unwrap();
        let told = rashomon_ledger::salvage(&folder.case, &new, at, "ana", Some(noted)).unwrap();
        assert_eq!((told.taken, told.blobs, told.lost.len()), (records, blobs, 0), "{name}");
        assert_eq!(told.noted_at, Some(Position(records)), "{name}");
        assert!(verified(&Ledger::open(&new).unwrap()).is_ok(), "{name}");
    }
}

/// A format that was raised needs a file of its own here, made by the version that raised it.
#[test]
fn every_format_up_to_todays_has_a_file() {
    let folder = folder();
    drop(Ledger::create(&folder.case).unwrap());
    let connection = back_door(&folder.case);
    let format: i32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    for number in 1..=format {
        let begins = format!("format-{number}-");
        let told = FILES.iter().any(|(name, ..)| name.starts_with(&begins));
        assert!(told, "format {number} has no file in {}", golden().display());
    }
    for entry in fs::read_dir(golden()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.md" || FILES.iter().any(|(told, ..)| *told == name), "{name}");
    }
}
