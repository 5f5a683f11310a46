//! Kills a writer at varied moments, and looks whether everything it was told to be safe is.
//!
//! The writer is this test binary, started again with one test that appends for ever and prints what was acknowledged.
//! One case goes through all the kills, so that each round starts from what the last one left.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rashomon_ledger::{Digest, Draft, Error, Ledger, Position, Selection};
use serde_json::json;

use crate::fixture::{child, draft, folder, verified, word_for_child};

const ROUNDS: u32 = 50;

/// Appends batches until it is killed; does nothing in the ordinary run of the suite.
#[test]
fn child_appends_until_killed() {
    let Some(case) = word_for_child() else { return };
    let mut ledger = Ledger::open_or_create(case).unwrap();
    for batch in ledger.count().unwrap().. {
        let size = batch % 5 + 1;
        // Noise does not compress: now and then a batch is large enough for the -wal file to be written back.
        let raw = noise(batch, if batch % 4 == 0 { 100_000 } else { 500 });
        let digest = Digest::of(&raw);
        let drafts: Vec<Draft> = (1..=size)
            .map(|n| {
                draft("report", &format!("{batch}/{n}"), json!({"of": size, "is": n}))
                    .attach(digest)
            })
            .collect();
        let positions = ledger.append(&drafts, &[(digest, &raw)]).unwrap();
        let last = positions.last().unwrap();
        if batch % 3 == 0 {
            derive_something(&mut ledger, *last).unwrap();
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {last}").unwrap();
        out.flush().unwrap();
    }
}

/// Bytes that do not compress.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let next = |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
    let states = std::iter::successors(Some(seed), next);
    states.map(|state| (state >> 56) as u8).take(length).collect()
}

fn derive_something(ledger: &mut Ledger, last: Position) -> Result<(), Error> {
    let mut derive = ledger.derive()?;
    derive.put("count", "records", last.to_string().as_bytes())?;
    derive.index_text(&last.to_string(), "text", "harbour of Velm", &[], str::to_lowercase)?;
    derive.set_built_from(last, "1")?;
    derive.commit()
}

/// Starts a writer, kills it after some acknowledgements and a pause, and returns the last position it acknowledged.
fn killed_after(case: &Path, acknowledgements: u32, pause: Duration) -> Option<u64> {
    let mut writer = child("crash::child_appends_until_killed", case)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let mut acknowledged = lines.map_while(Result::ok).filter_map(|line| {
        // The harness prints the name of the test on the line of the first acknowledgement.
        let (_, number) = line.split_once("acknowledged ")?;
        number.parse::<u64>().ok()
    });
    let mut last = None;
    for _ in 0..acknowledgements {
        last = acknowledged.next();
    }
    std::thread::sleep(pause);
    writer.kill().unwrap();
    // What it said before it died counts.
    last = acknowledged.last().or(last);
    let ended = writer.wait().unwrap();
    assert!(!ended.success(), "the writer has to be killed, not to end");
    last
}

/// Everything up to the last batch is whole.
fn batches_are_whole(ledger: &Ledger) {
    let mut waiting = 0_u64;
    for record in ledger.records(&Selection::all().of_kind("report")).unwrap() {
        let record = record.unwrap();
        let (is, of) = (record.body["is"].as_u64().unwrap(), record.body["of"].as_u64().unwrap());
        assert_eq!(is, if waiting == 0 { 1 } else { of - waiting + 1 });
        waiting = of - is;
    }
    assert_eq!(waiting, 0, "the last append is there in part");
}

#[test]
fn nothing_acknowledged_is_lost_to_kill_9_and_appending_goes_on() {
    let folder = folder();
    let mut known = 0;
    let mut rounds_with_an_acknowledgement = 0;
    for round in 0..ROUNDS {
        // Early rounds die while the case is being made; later ones at all distances from an acknowledgement.
        let acknowledgements = if round < 8 { 0 } else { round % 4 };
        let pause = Duration::from_micros(u64::from(round) * 777 % 9_000);
        let acknowledged = killed_after(&folder.case, acknowledgements, pause);
        rounds_with_an_acknowledgement += u32::from(acknowledged.is_some());
        known = acknowledged.unwrap_or(known);
        if known == 0 && !folder.case.exists() {
            continue;
        }
        let mut ledger = Ledger::open(&folder.case).unwrap();
        let count = ledger.count().unwrap();
        assert!(count >= known, "round {round}: {known} were acknowledged, {count} are there");
        let verification = verified(&ledger);
        assert!(verification.is_ok(), "round {round}: {verification:?}");
        batches_are_whole(&ledger);
        let tag = ledger.derived().built_from().unwrap();
        assert!(tag.is_none_or(|tag| ledger.holds(&tag.head).unwrap()), "round {round}");
        let next = ledger.append(&[draft("note", &round.to_string(), json!(null))], &[]).unwrap();
        assert_eq!(next, [Position(count + 1)]);
        known = count + 1;
    }
    assert!(rounds_with_an_acknowledgement >= 25, "{rounds_with_an_acknowledgement}");
}
