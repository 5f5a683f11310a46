//! Derived tables damaged below SQLite: told as such, built anew, and the log beside them not touched.
//!
//! Every page of every derived table is destroyed in turn; some are made to lead into the log, where dropping the table
//! would free pages of records. What is read from a damaged table is what was put there, or an error that says that a
//! rebuild heals it.

use std::fs;
use std::path::Path;

use rashomon_ledger::{Derive, Error, Ledger, Record};

use crate::fixture::{Folder, all, back_door, folder, reads_well, verified, word, written};

const VALUES: usize = 400;

fn fill(derive: &mut Derive<'_>) -> Result<(), Error> {
    for number in 0..VALUES {
        derive.put("event", &key(number), &value(number))?;
        derive.index_text(
            &key(number),
            "text",
            "a strike on the harbour of Velm",
            &[],
            str::to_lowercase,
        )?;
    }
    let head = derive.read().built_from()?;
    assert!(head.is_none());
    derive.set_built_from(rashomon_ledger::Position(30), "1")
}

fn key(number: usize) -> String {
    format!("{number:06}")
}

fn value(number: usize) -> Vec<u8> {
    format!("{{\"low\":{number},\"what\":\"{}\"}}", "x".repeat(number % 90)).into_bytes()
}

fn case() -> (Folder, Vec<Record>) {
    let folder = folder();
    written(&folder, 30);
    let mut ledger = Ledger::open(&folder.case).unwrap();
    let mut derive = ledger.derive().unwrap();
    fill(&mut derive).unwrap();
    derive.commit().unwrap();
    let whole = all(&ledger);
    (folder, whole)
}

/// Pages of tables whose names fit, by number.
fn pages(case: &Path, condition: &str) -> Vec<usize> {
    let sql = format!("SELECT pageno FROM dbstat WHERE {condition} ORDER BY pageno");
    let connection = back_door(case);
    let mut statement = connection.prepare(&sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
    rows.map(|page| page.unwrap() as usize).collect()
}

const DERIVED: &str = "(name GLOB '*derived*' OR name GLOB 'passage*')";

/// Reads all values; insists that what comes back is what was put there.
fn read(ledger: &Ledger) -> Result<(), Error> {
    let mut count = 0;
    if ledger.derived().built_from()?.is_none() {
        return Ok(());
    }
    for number in 0..VALUES {
        if let Some(found) = ledger.derived().get("event", &key(number))? {
            assert_eq!(found, value(number));
        }
    }
    for entry in ledger.derived().scan("event", "") {
        let (key, found) = entry?;
        assert_eq!(found, value(key.parse().unwrap()));
        count += 1;
    }
    assert!(count <= VALUES);
    ledger.derived().search(&word("velm"), 10)?;
    Ok(())
}

/// Opens a damaged case, reads, builds anew, and looks at everything; says whether the damage was met in reading.
fn heals(case: &Path, whole: &[Record], about: &str) -> bool {
    let mut ledger = Ledger::open(case).unwrap_or_else(|error| panic!("{about}: {error:?}"));
    let met = read(&ledger).err();
    if let Some(error) = &met {
        assert!(error.is_derived_damage(), "{about}: {error:?}");
        reads_well(error);
        assert!(error.to_string().contains("verify --rebuild"), "{error}");
    }
    for round in 0..2 {
        let mut derive = ledger.derive().unwrap();
        derive.clear_all().unwrap_or_else(|error| panic!("{about}, round {round}: {error:?}"));
        fill(&mut derive).unwrap_or_else(|error| panic!("{about}, round {round}: {error:?}"));
        derive.commit().unwrap();
    }
    read(&ledger).unwrap_or_else(|error| panic!("{about}: {error:?}"));
    assert_eq!(ledger.derived().scan("event", "").count(), VALUES, "{about}");
    assert_eq!(all(&ledger), whole, "{about}");
    drop(ledger);
    let verification = verified(&Ledger::open(case).unwrap());
    assert!(verification.is_ok(), "{about}: {verification:?}");
    met.is_some()
}

#[test]
fn whatever_page_of_a_derived_table_is_destroyed_it_is_built_anew() {
    let (folder, whole) = case();
    let bytes = fs::read(&folder.case).unwrap();
    let pages = pages(&folder.case, DERIVED);
    let copy = folder.folder.path().join("copy.rashomon");
    let (mut met, mut tried) = (0, 0);
    for (turn, page) in pages.iter().enumerate() {
        let mut bytes = bytes.clone();
        let place = &mut bytes[(page - 1) * 4096..][..4096];
        match turn % 4 {
            0 => place.fill(0),
            1 => place.fill(0xff),
            2 => place[2048..].fill(0x37),
            _ => place[..64].fill(0x0d),
        }
        fs::write(&copy, &bytes).unwrap();
        met += usize::from(heals(&copy, &whole, &format!("page {page}, turn {}", turn % 4)));
        tried += 1;
        fs::remove_file(&copy).unwrap();
    }
    assert!(tried > 25 && met > tried / 3, "{met} of {tried}");
}

#[test]
fn a_tree_that_leads_into_the_log_does_not_free_it() {
    let (folder, whole) = case();
    let bytes = fs::read(&folder.case).unwrap();
    let inner = pages(&folder.case, &format!("{DERIVED} AND pagetype = 'internal'"));
    let logs = pages(&folder.case, "name IN ('log', 'log_by_key', 'blob')");
    let copy = folder.folder.path().join("copy.rashomon");
    assert!(!inner.is_empty() && logs.len() > 3);
    for page in inner {
        for log in &logs {
            let mut bytes = bytes.clone();
            // The rightmost child of an inner page.
            bytes[(page - 1) * 4096 + 8..][..4].copy_from_slice(&(*log as u32).to_be_bytes());
            fs::write(&copy, &bytes).unwrap();
            heals(&copy, &whole, &format!("page {page} leads to {log}"));
            fs::remove_file(&copy).unwrap();
        }
    }
}

#[test]
fn a_changed_letter_of_a_value_is_not_shown() {
    let (folder, whole) = case();
    let mut bytes = fs::read(&folder.case).unwrap();
    // Wherever it stands: a page that is no longer used may hold it too.
    let found = |bytes: &[u8]| bytes.windows(10).position(|it| it == b"{\"low\":17,");
    while let Some(at) = found(&bytes) {
        bytes[at + 7] = b'7';
    }
    fs::write(&folder.case, bytes).unwrap();
    assert!(heals(&folder.case, &whole, "a changed letter"));
}
