//! Measures the ledger on this machine: `cargo run --release -p rashomon-ledger --example speed [FOLDER]`.
//!
//! In: a folder for the case (the system's temporary one by default; the disk matters more than the processor).
//! Out: appends per second, bytes verified per second, walks, derived values and searches. It asserts nothing: speeds
//! are shown, not tested. Bodies are invented words, about 2 KB each.
#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use rashomon_ledger::{Digest, Draft, Error, Ledger, Phrase, Query, Selection};
use serde_json::json;

const REPORTS: usize = 20_000;
const BATCH: usize = 100;
const WORDS: [&str; 12] = [
    "harbour", "clinic", "strike", "council", "Velm", "reported", "killed", "denied", "the", "of",
    "market", "twelve",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = match std::env::args_os().nth(1) {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let case = folder.path().join("speed.rashomon");
    let texts: Vec<String> = (0..REPORTS).map(text).collect();
    let mut ledger = Ledger::create(&case)?;

    let took = timed(|| append(&mut ledger, &texts, false))?;
    rate("append, batches of 100, 2 KB bodies", REPORTS, "records", took);
    let took = timed(|| append(&mut ledger, &texts, true))?;
    rate("append, the same with raw bytes attached", REPORTS, "records", took);
    let took = timed(|| append_singly(&mut ledger, &texts[..500]))?;
    rate("append, one by one", 500, "records", took);
    let start = Instant::now();
    let found = ledger.verify(|_| Vec::new())?;
    let took = start.elapsed();
    rate("verify", found.bytes as usize / 1_000_000, "MB", took);
    println!("  {} records, {} blobs, ok: {}", found.records, found.blobs, found.is_ok());
    let took =
        timed(|| ledger.records(&Selection::all())?.try_for_each(|record| record.map(drop)))?;
    rate("walk all records", found.records as usize, "records", took);
    let took = timed(|| derive(&mut ledger, &texts))?;
    rate("put a derived value and index its text", REPORTS, "reports", took);
    for words in ["velm", "nowhere", "report17", "the market"] {
        let phrase = Phrase { words: words.split(' ').map(str::to_owned).collect(), open: false };
        let query = Query { all: vec![vec![phrase]], facets: Vec::new() };
        let start = Instant::now();
        let hits = ledger.derived().search(&query, 10)?.hits;
        println!(
            "search {words:<16} {:>9.2} ms, {} hits",
            start.elapsed().as_secs_f64() * 1e3,
            hits.len()
        );
    }
    drop(ledger);
    let start = Instant::now();
    drop(Ledger::open(&case)?);
    println!("open {:>30.2} ms", start.elapsed().as_secs_f64() * 1e3);
    println!("file {:>30.1} MB", std::fs::metadata(&case)?.len() as f64 / 1e6);
    Ok(())
}

fn text(number: usize) -> String {
    let mut state = number as u64 + 1;
    let mut text = format!("report{number}");
    while text.len() < 2000 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push(' ');
        text.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
    }
    text
}

fn draft(number: usize, text: &str) -> Draft {
    let body = json!({"outlet": "Northern Wire", "number": number, "text": text});
    Draft::new("report", 1, "2031-03-04T05:06:07Z", "speed", format!("wire-{number}"), body)
}

fn append(ledger: &mut Ledger, texts: &[String], with_raw: bool) -> Result<(), Error> {
    for (batch, texts) in texts.chunks(BATCH).enumerate() {
        let mut drafts: Vec<_> =
            texts.iter().enumerate().map(|(n, text)| draft(batch * BATCH + n, text)).collect();
        let mut blobs = Vec::new();
        if with_raw {
            for (it, text) in drafts.iter_mut().zip(texts) {
                let digest = Digest::of(text.as_bytes());
                it.attached.push(digest);
                blobs.push((digest, text.as_bytes()));
            }
        }
        ledger.append(&drafts, &blobs)?;
    }
    Ok(())
}

fn append_singly(ledger: &mut Ledger, texts: &[String]) -> Result<(), Error> {
    texts
        .iter()
        .enumerate()
        .try_for_each(|(n, text)| ledger.append(&[draft(n, text)], &[]).map(drop))
}

fn derive(ledger: &mut Ledger, texts: &[String]) -> Result<(), Error> {
    let head = ledger.head()?.position;
    let mut derive = ledger.derive()?;
    for (number, text) in texts.iter().enumerate() {
        let key = format!("wire-{number}");
        derive.put("report", &key, text.as_bytes())?;
        derive.index_text(&key, "text", text, &[], str::to_lowercase)?;
    }
    derive.set_built_from(head, "speed")?;
    derive.commit()
}

fn timed(work: impl FnOnce() -> Result<(), Error>) -> Result<Duration, Error> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn rate(what: &str, count: usize, unit: &str, took: Duration) {
    let seconds = took.as_secs_f64();
    println!("{what:<45} {:>9.0} {unit}/s ({seconds:.2} s)", count as f64 / seconds);
}
