//! Laws of the ledger over random drafts, random operations and random damage.
//!
//! The model of the log is a plain vector. Case counts are small, because every append reaches the disk.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rashomon_ledger::canonical::canonical;
use rashomon_ledger::{Digest, Draft, Ledger, Position, Record, Selection};
use serde_json::Value;

use crate::fixture::{AT, Folder, all, folder, report, unguarded, verified, written};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-(1_i64 << 53)..=1 << 53).prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has no such number", |f| f.is_finite())
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn draft() -> impl Strategy<Value = Draft> {
    // Few keys, so that records supersede each other.
    let key = prop_oneof!["[abc]", any::<String>()];
    let kind = prop_oneof![Just("report"), Just("reading"), Just("judgement")];
    (kind, any::<u32>(), "\\PC{1,8}", key, value(), vec(vec(any::<u8>(), 0..600), 0..2)).prop_map(
        |(kind, version, by, key, body, raw)| {
            let draft = Draft::new(kind, version, AT, by, key, body);
            raw.iter().fold(draft, |draft, raw| draft.attach(Digest::of(raw)))
        },
    )
}

/// What a draft looks like when it comes back: numbers in their canonical form.
fn same(record: &Record, draft: &Draft) -> bool {
    let body = canonical(&draft.body).unwrap();
    record.kind == draft.kind
        && record.version == draft.version
        && record.at == draft.at
        && record.by == draft.by
        && record.key == draft.key
        && record.attached == draft.attached
        && record.body == serde_json::from_str::<Value>(&body).unwrap()
}

#[derive(Clone, Debug)]
enum Operation {
    Append(Vec<Draft>),
    AppendWithOneRefused(Vec<Draft>),
    Reopen,
    Derive(String),
    WalkAfter(u64),
    Latest(Draft),
}

fn operation() -> impl Strategy<Value = Operation> {
    let bare = || draft().prop_map(|draft| Draft { attached: Vec::new(), ..draft });
    prop_oneof![
        4 => vec(bare(), 0..4).prop_map(Operation::Append),
        1 => vec(bare(), 0..3).prop_map(Operation::AppendWithOneRefused),
        1 => Just(Operation::Reopen),
        1 => any::<String>().prop_map(Operation::Derive),
        2 => (0..20_u64).prop_map(Operation::WalkAfter),
        2 => bare().prop_map(Operation::Latest),
    ]
}

fn run(operation: Operation, ledger: &mut Ledger, model: &mut Vec<Draft>) {
    match operation {
        Operation::Append(drafts) => {
            let positions = ledger.append(&drafts, &[]).unwrap();
            let expected = model.len() as u64 + 1..=(model.len() + drafts.len()) as u64;
            assert_eq!(positions, expected.map(Position).collect::<Vec<_>>());
            model.extend(drafts);
        }
        Operation::AppendWithOneRefused(mut drafts) => {
            drafts.push(Draft { at: "noon".into(), ..report(1) });
            assert!(ledger.append(&drafts, &[]).unwrap_err().is_invalid());
        }
        Operation::Reopen => *ledger = Ledger::open(ledger.path()).unwrap(),
        Operation::Derive(text) => {
            let head = ledger.head().unwrap().position;
            let mut derive = ledger.derive().unwrap();
            derive.put("t", &text, text.as_bytes()).unwrap();
            derive.index_text(&text, "text", &text, &[], str::to_lowercase).unwrap();
            derive.set_built_from(head, "1").unwrap();
            derive.commit().unwrap();
            assert_eq!(ledger.derived().get("t", &text).unwrap().unwrap(), text.as_bytes());
            assert!(ledger.derived().is_current("1").unwrap());
        }
        Operation::WalkAfter(position) => {
            let selection = Selection::all().after(Position(position)).of_kind("report");
            let walked: Vec<_> = ledger.records(&selection).unwrap().map(Result::unwrap).collect();
            let expected =
                model.iter().skip(position as usize).filter(|it| it.kind.as_str() == "report");
            assert!(walked.iter().zip(expected.clone()).all(|(record, draft)| same(record, draft)));
            assert_eq!(walked.len(), expected.count());
        }
        Operation::Latest(asked) => {
            let found = ledger.latest_by_key(&asked.kind, &asked.key).unwrap();
            let expected =
                model.iter().rev().find(|it| it.kind == asked.kind && it.key == asked.key);
            assert_eq!(found.is_some(), expected.is_some());
            assert!(found.iter().zip(expected).all(|(record, draft)| same(record, draft)));
            assert_eq!(ledger.contains(&asked.kind, &asked.key).unwrap(), expected.is_some());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn canonical_again_is_the_same(value in value()) {
        let once = canonical(&value).unwrap();
        let again: Value = serde_json::from_str(&once).unwrap();
        prop_assert_eq!(canonical(&again).unwrap(), once);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn append_then_read_gives_the_same(drafts in vec((draft(), vec(any::<u8>(), 0..2000)), 0..6)) {
        let folder = folder();
        let mut ledger = Ledger::create(&folder.case).unwrap();
        let (drafts, raw): (Vec<_>, Vec<_>) = drafts
            .into_iter()
            .map(|(draft, raw)| (Draft { attached: vec![Digest::of(&raw)], ..draft }, raw))
            .unzip();
        let blobs: Vec<_> = raw.iter().map(|raw| (Digest::of(raw), raw.as_slice())).collect();
        ledger.append(&drafts, &blobs).unwrap();
        drop(ledger);
        let ledger = Ledger::open_read_only(&folder.case).unwrap();
        let records = all(&ledger);
        prop_assert_eq!(records.len(), drafts.len());
        for (record, draft) in records.iter().zip(&drafts) {
            prop_assert!(same(record, draft), "{record:?} is not {draft:?}");
        }
        for (digest, raw) in blobs {
            prop_assert_eq!(ledger.blob(&digest).unwrap().unwrap(), raw);
        }
        let verification = verified(&ledger);
        prop_assert!(verification.is_ok(), "{verification:?}");
        prop_assert_eq!(verification.head, ledger.head().unwrap());
    }

    #[test]
    fn random_operations_agree_with_a_plain_vector(operations in vec(operation(), 1..14)) {
        let folder = folder();
        let mut ledger = Ledger::create(&folder.case).unwrap();
        let mut model = Vec::new();
        for operation in operations {
            run(operation, &mut ledger, &mut model);
        }
        let records = all(&ledger);
        prop_assert_eq!(records.len(), model.len());
        prop_assert!(records.iter().zip(&model).all(|(record, draft)| same(record, draft)));
        let verification = verified(&ledger);
        prop_assert!(verification.is_ok(), "{verification:?}");
    }

    #[test]
    fn any_single_changed_byte_is_found(
        position in 1..=6_u64,
        column in prop_oneof![
            5 => Just("record"), 1 => Just("digest"), 1 => Just("previous"), 1 => Just("key"), 1 => Just("kind"),
            1 => Just("entered_at"), 1 => Just("entered_by"),
        ],
        byte in any::<prop::sample::Index>(),
        change in 1..=255_u8,
    ) {
        let folder = folder();
        written(&folder, 6);
        let connection = unguarded(&folder.case);
        let select = format!("SELECT CAST({column} AS BLOB) FROM log WHERE position = ?1");
        let mut bytes: Vec<u8> = connection.query_row(&select, [position as i64], |row| row.get(0)).unwrap();
        let at = byte.index(bytes.len());
        bytes[at] ^= change;
        let update = format!("UPDATE log SET {column} = CAST(?1 AS TEXT) WHERE position = ?2");
        connection.execute(&update, rusqlite::params![bytes, position as i64]).unwrap();
        drop(connection);
        let ledger = Ledger::open(&folder.case).unwrap();
        prop_assert_eq!(verified(&ledger).first_bad, Some(Position(position)));
        prop_assert!(ledger.record(Position(position)).unwrap_err().is_corrupt());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Below SQLite, too: whatever byte of the file changes, no record ever reads as something else.
    #[test]
    fn a_changed_byte_of_the_file_is_never_believed(byte in any::<prop::sample::Index>(), change in 1..=255_u8) {
        thread_local!(static CASE: (Folder, Vec<Record>, Vec<u8>) = {
            let folder = folder();
            written(&folder, 6);
            let records = all(&Ledger::open(&folder.case).unwrap());
            let bytes = std::fs::read(&folder.case).unwrap();
            (folder, records, bytes)
        });
        CASE.with(|(folder, records, bytes)| {
            let mut bytes = bytes.clone();
            let at = byte.index(bytes.len());
            bytes[at] ^= change;
            let case = folder.folder.path().join("changed.rashomon");
            std::fs::write(&case, bytes).unwrap();
            let Ok(ledger) = Ledger::open_read_only(&case) else { return };
            for record in ledger.records(&Selection::all()).into_iter().flatten().flatten() {
                assert_eq!(record, records[record.position.0 as usize - 1], "byte {at}");
            }
            if verified(&ledger).is_ok() {
                assert_eq!(all(&ledger), *records, "byte {at}");
                for record in records {
                    assert!(ledger.contains(&record.kind, &record.key).unwrap(), "byte {at}");
                }
            }
        });
    }
}
