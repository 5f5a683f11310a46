//! Several programs at one case: writers take turns or are told, readers see one state.
//!
//! Each program is this test binary, started again for one test.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rashomon_ledger::{Draft, Ledger, Selection};
use serde_json::json;

use crate::fixture::{AT, case_in, child, folder, is_long, word};

const CASE: &str = "RASHOMON_FAULTS_SHARED_CASE";
const NAME: &str = "RASHOMON_FAULTS_WRITER";
const LOTS: &str = "RASHOMON_FAULTS_LOTS";

/// Records that one writer appends at a time; readers must never see part of them.
const LOT: u64 = 5;

/// Appends lots under a name; does nothing in the ordinary run of the suite.
#[test]
fn child_appends_lots() {
    let (Some(case), Some(name), Some(lots)) = (word(CASE), word(NAME), word(LOTS)) else { return };
    let mut ledger = Ledger::open_or_create(case).unwrap();
    ledger.set_patience(Duration::from_secs(60)).unwrap();
    for lot in 0..lots.parse::<u64>().unwrap() {
        let draft = |n| Draft::new("report", 1, AT, name.as_str(), format!("{lot}/{n}"), json!(n));
        let drafts: Vec<Draft> = (1..=LOT).map(draft).collect();
        ledger.append(&drafts, &[]).unwrap();
        if lot % 7 == 0 {
            ledger = Ledger::open(ledger.path()).unwrap();
            ledger.set_patience(Duration::from_secs(60)).unwrap();
        }
    }
    println!("done");
}

/// Holds the write lock until its standard input ends; does nothing in the ordinary run of the suite.
#[test]
fn child_holds_the_lock() {
    let (Some(case), None) = (word(CASE), word(NAME)) else { return };
    let mut ledger = Ledger::open(case).unwrap();
    let held = ledger.derive().unwrap();
    println!("holding");
    std::io::stdout().flush().unwrap();
    let _ = std::io::stdin().read_line(&mut String::new());
    drop(held);
}

fn writer(case: &Path, name: &str, lots: &str) -> Child {
    let words = [(CASE, case.to_str().unwrap()), (NAME, name), (LOTS, lots)];
    let mut command = child("writers::child_appends_lots", &words);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn writers_take_turns_and_a_reader_sees_whole_appends() {
    let folder = folder();
    let case = case_in(&folder);
    drop(Ledger::create(&case).unwrap());
    let lots = if is_long() { "300" } else { "120" };
    let mut writers = ["ana", "ben", "cleo"].map(|name| writer(&case, name, lots));
    let reader = Ledger::open_read_only(&case).unwrap();
    let mut states = 0;
    let mut last = 0;
    while writers.iter_mut().any(|it| it.try_wait().unwrap().is_none()) {
        let still = reader.snapshot().unwrap();
        let head = reader.head().unwrap();
        assert_eq!(head.position.0 % LOT, 0, "part of an append was seen");
        assert!(head.position.0 >= last, "the log became shorter");
        let walked =
            reader.records(&Selection::all().after(rashomon_ledger::Position(last))).unwrap();
        let walked: Vec<_> = walked.map(Result::unwrap).collect();
        assert_eq!(walked.len() as u64, head.position.0 - last);
        assert_eq!(walked.last().map_or(head.digest, |it| it.digest), head.digest);
        assert_eq!(reader.head().unwrap(), head, "the state moved under a snapshot");
        states += u64::from(head.position.0 > last);
        last = head.position.0;
        drop(still);
    }
    for writer in &mut writers {
        assert!(writer.wait().unwrap().success(), "a writer was turned away");
    }
    let expected = 3 * LOT * lots.parse::<u64>().unwrap();
    assert_eq!(reader.count().unwrap(), expected);
    assert!(reader.verify(|_| Vec::new()).unwrap().is_ok());
    // Each writer's records stand in its own order, lots unmixed.
    for name in ["ana", "ben", "cleo"] {
        let records = reader.records(&Selection::all()).unwrap().map(Result::unwrap);
        let keys: Vec<String> = records.filter(|it| it.by == name).map(|it| it.key).collect();
        let in_order = (0..expected / 3).map(|n| format!("{}/{}", n / LOT, n % LOT + 1));
        assert_eq!(keys, in_order.collect::<Vec<_>>());
    }
    assert!(states >= 2, "the reader saw {states} states");
}

#[test]
fn a_writer_that_waits_too_long_is_told_and_may_try_again() {
    let folder = folder();
    let case = case_in(&folder);
    let mut ledger = Ledger::create(&case).unwrap();
    let mut command = child("writers::child_holds_the_lock", &[(CASE, case.to_str().unwrap())]);
    let mut holder =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // Kept open to the end: what the child prints later needs somewhere to go.
    let mut said = BufReader::new(holder.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("holding") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended without holding the lock");
    }
    ledger.set_patience(Duration::from_millis(80)).unwrap();
    let begun = Instant::now();
    let error = ledger.append(&[Draft::new("note", 1, AT, "ana", "k", json!(1))], &[]).unwrap_err();
    assert!(error.is_busy(), "{error:?}");
    assert!(begun.elapsed() >= Duration::from_millis(60), "it did not wait");
    // Reading goes on meanwhile.
    assert_eq!(ledger.count().unwrap(), 0);
    drop(holder.stdin.take());
    ledger.set_patience(Duration::from_secs(20)).unwrap();
    ledger.append(&[Draft::new("note", 1, AT, "ana", "k", json!(1))], &[]).unwrap();
    assert!(holder.wait().unwrap().success());
}
