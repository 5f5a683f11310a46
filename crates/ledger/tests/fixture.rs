//! A case in a folder of its own, drafts to put into it, and the back door through which tests do damage.
//!
//! It asserts nothing itself. Names are invented.

use std::path::{Path, PathBuf};

use rashomon_ledger::{
    Digest, Draft, Error, Ledger, Phrase, Query, Record, Selection, Verification,
};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const AT: &str = "2031-03-04T05:06:07Z";

/// A folder that vanishes, and the name of a case in it.
pub struct Folder {
    pub folder: TempDir,
    pub case: PathBuf,
}

pub fn folder() -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("harbour.rashomon");
    Folder { folder, case }
}

pub fn draft(kind: &str, key: &str, body: Value) -> Draft {
    Draft::new(kind, 1, AT, "ana", key, body)
}

pub fn report(number: usize) -> Draft {
    let body =
        json!({"outlet": "Northern Wire", "number": number, "text": "At Velm, a strike — ضربة."});
    draft("report", &format!("wire-{number}"), body)
}

/// A case of so many reports, the odd ones with raw bytes, closed again.
pub fn written(folder: &Folder, reports: usize) {
    let mut ledger = Ledger::create(&folder.case).unwrap();
    for number in 1..=reports {
        let raw = raw(number);
        let digest = Digest::of(&raw);
        if number % 2 == 1 {
            let draft = report(number).attach(digest);
            ledger.append(&[draft], &[(digest, &raw)]).unwrap();
        } else {
            ledger.append(&[report(number)], &[]).unwrap();
        }
    }
}

/// Bytes as received, long enough to be compressed.
pub fn raw(number: usize) -> Vec<u8> {
    format!("<p>Report {number} of the harbour</p>").repeat(20).into_bytes()
}

pub fn all(ledger: &Ledger) -> Vec<Record> {
    let records = ledger.records(&Selection::all()).unwrap();
    records.collect::<Result<_, Error>>().unwrap()
}

pub fn verified(ledger: &Ledger) -> Verification {
    ledger.verify(|_| Vec::new()).unwrap()
}

/// Asks for one word.
pub fn word(word: &str) -> Query {
    let phrase = Phrase { words: vec![word.to_owned()], open: false };
    Query { all: vec![vec![phrase]], facets: Vec::new() }
}

/// Opens the file as any SQLite program would.
pub fn back_door(case: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(case).unwrap()
}

/// Opens the file as any SQLite program would, and takes the guards away.
pub fn unguarded(case: &Path) -> rusqlite::Connection {
    let connection = back_door(case);
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(names.len(), 6);
    for name in names {
        connection.execute(&format!("DROP TRIGGER {name}"), []).unwrap();
    }
    connection
}

/// Runs one test of this binary in a process of its own, with a word for it in its environment.
pub fn child(test: &str, word: impl AsRef<std::ffi::OsStr>) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(CHILD, word);
    command
}

const CHILD: &str = "RASHOMON_LEDGER_TEST_CHILD";

/// The word given by [`child`]; nothing in the process that runs the whole suite.
pub fn word_for_child() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// The message of an error keeps to one line: what, where, remedy; lower case, no final full stop.
#[track_caller]
pub fn reads_well(error: &Error) {
    let said = error.to_string();
    assert!(!said.contains('\n'), "{said}");
    assert!(said.starts_with(|c: char| c.is_lowercase()), "{said}");
    assert!(!said.ends_with('.'), "{said}");
    assert!(said.contains("; "), "{said}");
    assert!(said.contains(&*error.path().to_string_lossy()), "{said}");
}
