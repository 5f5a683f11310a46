//! Operations on a ledger against a plain model of it.
//!
//! Bytes choose operations: append, append with a fault, derive, derive and drop, take away, open
//! anew, open twice, walk, look up. Laws: positions, records, blobs and derived values are what a
//! list and a map hold; what was refused left nothing; at the end everything verifies.

use std::collections::BTreeMap;

use rashomon_ledger::{Digest, Draft, Kind, Ledger, Phrase, Position, Query, Record, Selection};
use rashomon_text::terms::{Term, spaced, terms};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::input::Choices;

/// Most operations of one run: each may reach the disk.
const MOST: usize = 40;

const KINDS: [&str; 3] = ["report", "reading", "judgement"];
const AT: &str = "2031-03-04T05:06:07Z";

/// A folder that vanishes; in memory, where the machine has such.
pub fn folder() -> TempDir {
    let memory = TempDir::new_in("/dev/shm");
    memory.or_else(|_| TempDir::new()).expect("a folder for one run")
}

#[derive(Default)]
struct Model {
    log: Vec<Draft>,
    derived: BTreeMap<(String, String), Vec<u8>>,
    texts: BTreeMap<String, String>,
    blobs: Vec<Vec<u8>>,
}

/// The target.
pub fn ledger(data: &[u8]) {
    let folder = folder();
    let path = folder.path().join("velm.rashomon");
    let mut ledger = Ledger::create(&path).expect("a new case");
    let mut model = Model::default();
    let mut choices = Choices::new(data);
    for _ in 0..MOST {
        let Some(operation) = choices.byte() else { break };
        match operation % 10 {
            0 | 1 => append(&mut ledger, &mut model, &mut choices),
            2 => refuse(&mut ledger, &mut choices),
            3 => derive(&mut ledger, &mut model, &mut choices, true),
            4 => derive(&mut ledger, &mut model, &mut choices, false),
            5 => ledger = Ledger::open(&path).expect("opens again"),
            6 => {
                let mut second = Ledger::open(&path).expect("opens twice");
                append(&mut second, &mut model, &mut choices);
            }
            7 => walk(&ledger, &model, u64::from(choices.below(12))),
            8 => look_up(&ledger, &model, &mut choices),
            _ => search(&ledger, &model, &choices.text()),
        }
    }
    drop(ledger);
    let ledger = Ledger::open_read_only(&path).expect("opens to read");
    walk(&ledger, &model, 0);
    for raw in &model.blobs {
        assert_eq!(ledger.blob(&Digest::of(raw)).expect("reads").as_deref(), Some(&raw[..]));
    }
    derived_agrees(&ledger, &model);
    let verified = ledger.verify(|_| Vec::new()).expect("verifies");
    assert!(verified.is_ok(), "{verified:?}");
    assert_eq!(verified.head, ledger.head().expect("reads"));
    assert_eq!(verified.records, model.log.len() as u64);
}

fn draft(choices: &mut Choices<'_>) -> Draft {
    let kind = KINDS[usize::from(choices.below(3))];
    let key = match choices.below(4) {
        0 => choices.text(),
        n => format!("key-{n}"),
    };
    let text = choices.text();
    let body = serde_json::from_str::<Value>(&text).unwrap_or_else(|_| json!({"text": text}));
    Draft::new(kind, 1, AT, "ana", key, body)
}

fn append(ledger: &mut Ledger, model: &mut Model, choices: &mut Choices<'_>) {
    let mut drafts: Vec<Draft> = (0..choices.below(3)).map(|_| draft(choices)).collect();
    let raw = choices.bytes().to_vec();
    let digest = Digest::of(&raw);
    let attached = !raw.is_empty() && !drafts.is_empty();
    if attached {
        drafts[0].attached.push(digest);
    }
    let blobs = if attached { vec![(digest, raw.as_slice())] } else { Vec::new() };
    // A key or a body may be one that no log takes; then nothing is in it.
    let before = ledger.count().expect("counts");
    match ledger.append(&drafts, &blobs) {
        Ok(positions) => {
            let next = model.log.len() as u64 + 1;
            let expected = (next..).take(drafts.len()).map(Position);
            assert_eq!(positions, expected.collect::<Vec<_>>());
            model.log.extend(drafts);
            if attached {
                model.blobs.push(raw);
            }
        }
        Err(error) => {
            assert!(error.is_invalid(), "{error}");
            assert_eq!(ledger.count().expect("counts"), before);
        }
    }
}

fn refuse(ledger: &mut Ledger, choices: &mut Choices<'_>) {
    let good = draft(choices);
    let bad = match choices.below(4) {
        0 => Draft { at: "noon".into(), ..good.clone() },
        1 => Draft { kind: Kind::new("No Kind"), ..good.clone() },
        2 => Draft { by: String::new(), ..good.clone() },
        _ => good.clone().attach(Digest::of(b"bytes that nobody brings")),
    };
    let before = ledger.head().expect("reads");
    assert!(ledger.append(&[good, bad], &[]).expect_err("refused").is_invalid());
    assert_eq!(ledger.head().expect("reads"), before);
}

fn derive(ledger: &mut Ledger, model: &mut Model, choices: &mut Choices<'_>, keep: bool) {
    let head = ledger.head().expect("reads").position;
    let (table, key, value) = (choices.text(), choices.text(), choices.bytes().to_vec());
    let text = choices.text();
    let mut derive = ledger.derive().expect("derives");
    let mut after = (model.derived.clone(), model.texts.clone());
    match choices.below(4) {
        0 => {
            derive.clear_all().expect("clears");
            after = Default::default();
        }
        1 => {
            derive.remove(&table, &key).expect("removes");
            derive.remove_text(&key).expect("removes");
            after.0.remove(&(table, key.clone()));
            after.1.remove(&key);
        }
        _ => {
            derive.put(&table, &key, &value).expect("puts");
            derive.index_text(&key, "text", &text, &[], spaced).expect("indexes");
            after.0.insert((table, key.clone()), value);
            after.1.insert(key, text);
        }
    }
    derive.set_built_from(head, "1").expect("notes");
    if keep {
        derive.commit().expect("commits");
        (model.derived, model.texts) = after;
        assert!(ledger.derived().is_current("1").expect("reads"));
    }
}

fn derived_agrees(ledger: &Ledger, model: &Model) {
    for ((table, key), value) in &model.derived {
        let held = ledger.derived().get(table, key).expect("reads");
        assert_eq!(held.as_ref(), Some(value), "{table:?} {key:?}");
        let scanned: Vec<_> = ledger.derived().scan(table, key).map(Result::unwrap).collect();
        let of_table = model.derived.iter().filter(|((t, k), _)| t == table && k.starts_with(key));
        let expected: Vec<_> = of_table.map(|((_, k), v)| (k.clone(), v.clone())).collect();
        assert_eq!(scanned, expected, "{table:?} {key:?}");
    }
}

fn same(record: &Record, draft: &Draft) {
    let form = rashomon_ledger::canonical::canonical;
    assert_eq!((&record.kind, &record.key), (&draft.kind, &draft.key));
    assert_eq!(form(&record.body), form(&draft.body));
    assert_eq!(record.attached, draft.attached);
}

fn walk(ledger: &Ledger, model: &Model, after: u64) {
    let selection = Selection::all().after(Position(after));
    let records = ledger.records(&selection).expect("walks");
    let records: Vec<Record> = records.map(|record| record.expect("reads")).collect();
    let expected: Vec<&Draft> = model.log.iter().skip(after as usize).collect();
    assert_eq!(records.len(), expected.len());
    for (record, draft) in records.iter().zip(expected) {
        same(record, draft);
    }
}

fn look_up(ledger: &Ledger, model: &Model, choices: &mut Choices<'_>) {
    let asked = draft(choices);
    let is_it = |it: &&Draft| it.kind == asked.kind && it.key == asked.key;
    let expected = model.log.iter().rev().find(is_it);
    let found = ledger.latest_by_key(&asked.kind, &asked.key).expect("looks up");
    assert_eq!(found.is_some(), expected.is_some(), "{:?}", asked.key);
    if let (Some(found), Some(expected)) = (&found, expected) {
        same(found, expected);
    }
    assert_eq!(ledger.contains(&asked.kind, &asked.key).expect("reads"), expected.is_some());
}

/// Whatever is asked is no error, and a hit is a text that is held.
fn search(ledger: &Ledger, model: &Model, query: &str) {
    for hit in ledger.derived().search(&asked(query), 5).expect("a query is no error").hits {
        let text = model.texts.get(&hit.id).expect("an id that was indexed");
        let from: String = text.chars().skip(hit.start as usize).collect();
        assert!(from.starts_with(&hit.text), "{:?} is not in {text:?}", hit.text);
    }
}

/// Asks for all words of a text, folded as those of texts are.
pub fn asked(words: &str) -> Query {
    let phrase = |term: Term| vec![Phrase { words: vec![term.folded], open: false }];
    Query { all: terms(words).map(phrase).collect(), facets: Vec::new() }
}
