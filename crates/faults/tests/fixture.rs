//! One piece of work that all faults are tried on, and what must hold of the case after any of them.
//!
//! The work makes a case, appends lots of records with and without raw bytes, derives, judges, closes and opens again.
//! What stands at a position is a function of the position, so the model of a case is a number: how many records were
//! acknowledged. The same work, called again, goes on where the case ends.

use std::io::Write;
use std::path::{Path, PathBuf};

use rashomon_faults::Dice;
use rashomon_ledger::{Digest, Draft, Error, Ledger, Phrase, Position, Query, Record, Selection};
use serde_json::json;
use tempfile::TempDir;

pub const AT: &str = "2031-03-04T05:06:07Z";

/// Records of each lot: one append.
pub const LOTS: [u64; 9] = [1, 3, 2, 5, 1, 4, 2, 1, 3];

/// Says whether all points are to be tried.
pub fn is_long() -> bool {
    std::env::var_os("RASHOMON_FAULTS").is_some_and(|form| form == "long")
}

/// Says what was tried, past the harness, which keeps what passing tests print.
pub fn told(what: &str, injected: u64) {
    let _ = writeln!(std::io::stderr(), "{what}: faults injected {injected}, survived {injected}");
}

/// A folder that vanishes; in memory where there is such a place, because syncing is what takes time.
pub fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

pub fn case_in(folder: &TempDir) -> PathBuf {
    folder.path().join("harbour.rashomon")
}

/// Raw bytes of a record, where it has any: some small, some that compress, one larger than many pages.
fn raw(position: u64) -> Option<Vec<u8>> {
    match position % 4 {
        0 => Some(Dice::new(position).bytes(if position == 8 { 70_000 } else { 300 })),
        1 => Some(format!("<p>Report {position} of the harbour</p>").repeat(30).into_bytes()),
        _ => None,
    }
}

pub fn draft(position: u64) -> Draft {
    let kind = ["report", "reading", "judgement"][(position % 3) as usize];
    let text = "At Velm, a strike — ضربة. ".repeat((position % 7) as usize * 20);
    let body = json!({"number": position, "text": text});
    let draft = Draft::new(kind, 1, AT, "ana", format!("wire-{}", position / 3), body);
    match raw(position) {
        Some(raw) => draft.attach(Digest::of(&raw)),
        None => draft,
    }
}

pub fn append(ledger: &mut Ledger, positions: std::ops::RangeInclusive<u64>) -> Result<(), Error> {
    let drafts: Vec<Draft> = positions.clone().map(draft).collect();
    let raws: Vec<Vec<u8>> = positions.clone().filter_map(raw).collect();
    let blobs: Vec<(Digest, &[u8])> = raws.iter().map(|it| (Digest::of(it), &it[..])).collect();
    let given = ledger.append(&drafts, &blobs)?;
    assert_eq!(given, positions.map(Position).collect::<Vec<_>>());
    Ok(())
}

pub fn derive(ledger: &mut Ledger) -> Result<(), Error> {
    let head = ledger.head()?.position;
    let mut derive = ledger.derive()?;
    if head.0 % 2 == 0 {
        derive.clear_all()?;
    }
    derive.put("count", "records", head.to_string().as_bytes())?;
    derive.index_text(
        &format!("wire-{head}"),
        "text",
        "harbour of Velm",
        &[],
        str::to_lowercase,
    )?;
    derive.set_built_from(head, "1")?;
    derive.commit()
}

/// Does the work from where the case ends, and tells each acknowledgement.
pub fn work(case: &Path, acknowledge: &mut dyn FnMut(u64)) -> Result<(), Error> {
    let mut ledger = Ledger::open_or_create(case)?;
    let mut end = 0;
    for (number, lot) in LOTS.into_iter().enumerate() {
        let first = end + 1;
        end += lot;
        if ledger.count()? >= end {
            continue;
        }
        append(&mut ledger, first..=end)?;
        acknowledge(end);
        if number % 2 == 1 {
            derive(&mut ledger)?;
        }
        if number % 3 == 2 {
            // Closing writes the -wal file back and removes it.
            drop(ledger);
            ledger = Ledger::open(case)?;
        }
    }
    Ok(())
}

/// How many records the finished work has.
pub fn whole() -> u64 {
    LOTS.into_iter().sum()
}

/// Insists that a record is the one that was appended at its position.
pub fn is_as_written(record: &Record, ledger: &Ledger) {
    let expected = draft(record.position.0);
    assert_eq!(record.kind, expected.kind);
    assert_eq!(record.body, expected.body);
    assert_eq!(record.attached, expected.attached);
    if let Some(raw) = raw(record.position.0) {
        assert_eq!(ledger.blob(&Digest::of(&raw)).unwrap().unwrap(), raw);
    }
}

/// Insists that a case holds what was acknowledged, whole lots, and nothing else; returns how many records it has.
pub fn holds(ledger: &Ledger, acknowledged: u64, about: &str) -> u64 {
    let count = ledger.count().unwrap();
    assert!(count >= acknowledged, "{about}: {acknowledged} were acknowledged, {count} are there");
    let mut end = 0;
    let is_whole = count == 0
        || LOTS.iter().any(|lot| {
            end += lot;
            end == count
        });
    assert!(is_whole, "{about}: {count} is not the end of a lot");
    let records = ledger.records(&Selection::all()).unwrap();
    let records: Vec<Record> = records.collect::<Result<_, _>>().unwrap();
    assert_eq!(records.len() as u64, count, "{about}");
    records.iter().for_each(|record| is_as_written(record, ledger));
    let verification = ledger.verify(|_| Vec::new()).unwrap();
    assert!(verification.is_ok(), "{about}: {verification:?}");
    // A tag speaks of a head that the log has, and of values of that head.
    if let Some(tag) = ledger.derived().built_from().unwrap() {
        assert!(ledger.holds(&tag.head).unwrap(), "{about}");
        let value = ledger.derived().get("count", "records").unwrap().unwrap();
        assert_eq!(value, tag.head.position.to_string().into_bytes(), "{about}");
        let phrase = Phrase { words: vec!["velm".into()], open: false };
        let query = Query { all: vec![vec![phrase]], facets: Vec::new() };
        assert!(!ledger.derived().search(&query, 5).unwrap().hits.is_empty(), "{about}");
    }
    count
}

/// Insists that a case on disk opens and holds what was acknowledged, and that the work can be brought to its end.
pub fn recovers(case: &Path, acknowledged: u64, about: &str) {
    if acknowledged == 0 && !case.exists() {
        return;
    }
    let ledger = Ledger::open(case).unwrap_or_else(|error| panic!("{about}: {error:?}"));
    holds(&ledger, acknowledged, about);
    drop(ledger);
    work(case, &mut |_| {}).unwrap();
    assert_eq!(holds(&Ledger::open(case).unwrap(), whole(), about), whole());
}

/// Runs one test of this binary in a process of its own, with words for it in its environment.
pub fn child(test: &str, words: &[(&str, &str)]) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).envs(words.iter().copied());
    command
}

/// A word given by [`child`]; nothing in the process that runs the whole suite.
pub fn word(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
