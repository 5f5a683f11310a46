//! Times appends and look-ups of a ledger, for the bench to lay beside bare SQLite: `beside_sqlite CASE REPORTS SINGLE`.
//!
//! In: a case file that is made anew, reports as JSON Lines, and how many of them are appended one by one. Out: lines of
//! name, tab, value: seconds, and microseconds a look-up. `bench/parts/ledger.py` puts the same rows into bare tables.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use rashomon_ledger::{Digest, Draft, Error, Kind, Ledger, Position};

/// Records a commit: what `add` commits at a time.
const BATCH: usize = 100;
const ASKED: usize = 2_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [case, reports, single] = args.as_slice() else {
        return Err("expected CASE REPORTS SINGLE".into());
    };
    let single: usize = single.parse()?;
    let lines = std::fs::read_to_string(reports)?;
    let lines: Vec<&str> = lines.lines().collect();
    let drafts: Vec<Draft> = lines
        .iter()
        .enumerate()
        .map(|(number, line)| draft(number, line))
        .collect::<Result<_, serde_json::Error>>()?;
    let (many, few) = drafts.split_at(drafts.len().saturating_sub(single));
    let (raw_many, raw_few) = lines.split_at(many.len());
    let mut ledger = Ledger::create(case)?;
    let start = Instant::now();
    for (drafts, raw) in many.chunks(BATCH).zip(raw_many.chunks(BATCH)) {
        append(&mut ledger, drafts, raw)?;
    }
    println!("batches, seconds\t{:.6}", start.elapsed().as_secs_f64());
    let start = Instant::now();
    for (draft, raw) in few.iter().zip(raw_few) {
        append(&mut ledger, std::slice::from_ref(draft), &[raw])?;
    }
    println!("one by one, seconds\t{:.6}", start.elapsed().as_secs_f64());
    println!("records in batches\t{}\nrecords one by one\t{}", many.len(), few.len());
    let count = ledger.count()?;
    let start = Instant::now();
    for number in 0..ASKED as u64 {
        ledger.record(Position(1 + number.wrapping_mul(2_654_435_761) % count))?;
    }
    println!("by position, us\t{:.3}", start.elapsed().as_secs_f64() * 1e6 / ASKED as f64);
    let kind = Kind::from("report");
    let start = Instant::now();
    for number in 0..ASKED as u64 {
        let key = format!("wire-{}", number.wrapping_mul(2_654_435_761) % count);
        ledger.latest_by_key(&kind, &key)?;
    }
    println!("by key, us\t{:.3}", start.elapsed().as_secs_f64() * 1e6 / ASKED as f64);
    Ok(())
}

fn draft(number: usize, line: &str) -> Result<Draft, serde_json::Error> {
    let body = serde_json::from_str(line)?;
    let key = format!("wire-{number}");
    let mut draft = Draft::new("report", 1, "2031-03-04T05:06:07Z", "bench", key, body);
    draft.attached.push(Digest::of(line.as_bytes()));
    Ok(draft)
}

/// Appends drafts with the bytes they came in.
fn append(ledger: &mut Ledger, drafts: &[Draft], raw: &[&str]) -> Result<(), Error> {
    let raw = raw.iter().map(|line| line.as_bytes());
    let blobs: Vec<(Digest, &[u8])> = raw.map(|line| (Digest::of(line), line)).collect();
    ledger.append(drafts, &blobs).map(drop)
}
