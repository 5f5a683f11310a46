//! The log as its users meet it: appending, reading back, what is refused, and who may write when.
//!
//! Laws over random drafts stand in `laws`; damage in `damage`; crashes in `crash`.

use std::time::{Duration, Instant};

use rashomon_ledger::{Digest, Draft, Head, Ledger, Position, Selection};
use serde_json::json;

use crate::fixture::{
    AT, all, back_door, draft, folder, raw, reads_well, report, verified, written,
};

#[test]
fn an_empty_case_has_a_head_and_holds() {
    let folder = folder();
    let ledger = Ledger::create(&folder.case).unwrap();
    assert_eq!(ledger.head().unwrap(), Head::EMPTY);
    assert!(all(&ledger).is_empty());
    let verification = verified(&ledger);
    assert!(verification.is_ok());
    assert_eq!(verification.head, Head::EMPTY);
}

#[test]
fn a_later_record_of_the_same_key_supersedes_and_both_stay() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let drafts = [
        draft("report", "wire-1", json!({"title": "first"})),
        draft("reading", "wire-1", json!(null)),
        draft("report", "wire-1", json!({"title": "second"})),
    ];
    let positions = ledger.append(&drafts, &[]).unwrap();
    assert_eq!(positions, [Position(1), Position(2), Position(3)]);
    let latest = ledger.latest_by_key(&"report".into(), "wire-1").unwrap().unwrap();
    assert_eq!(latest.position, Position(3));
    assert_eq!(latest.body["title"], "second");
    let first = ledger.record(Position(1)).unwrap().unwrap();
    assert_eq!(first.body["title"], "first");
    assert_eq!(first.prev, Digest::ZERO);
    assert_eq!(ledger.record(Position(2)).unwrap().unwrap().prev, first.digest);
    assert!(ledger.contains(&"reading".into(), "wire-1").unwrap());
    assert!(!ledger.contains(&"reading".into(), "wire-2").unwrap());
    assert_eq!(ledger.count().unwrap(), 3);
    assert_eq!(ledger.count_of(&"report".into()).unwrap(), 2);
    assert_eq!(ledger.record(Position(4)).unwrap(), None);
    assert_eq!(ledger.record(Position(u64::MAX)).unwrap(), None);
}

#[test]
fn a_digest_can_be_recomputed_by_hand() {
    let folder = folder();
    written(&folder, 2);
    let connection = back_door(&folder.case);
    let sql = "SELECT previous, record, digest FROM log WHERE position = 2";
    let (previous, record, digest): (String, String, String) =
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let by_hand = Digest::of(format!("{previous}\n{record}").as_bytes());
    assert_eq!(by_hand.to_string(), digest);
    assert!(record.starts_with(r#"{"at":"2031-03-04T05:06:07Z","body":{"#), "{record}");
    assert!(
        record.ends_with(r#""by":"ana","key":"wire-2","kind":"report","position":2,"version":1}"#)
    );
}

#[test]
fn selections_walk_what_they_name() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    // More than one lot, so that the walk has to go back for more.
    let drafts: Vec<Draft> = (0..700)
        .map(|n| draft(if n % 7 == 0 { "judgement" } else { "report" }, &n.to_string(), json!(n)))
        .collect();
    ledger.append(&drafts, &[]).unwrap();
    let walk = |selection: Selection| -> Vec<u64> {
        let records = ledger.records(&selection).unwrap();
        records.map(|record| record.unwrap().position.0).collect()
    };
    assert_eq!(walk(Selection::all()), (1..=700).collect::<Vec<_>>());
    assert_eq!(walk(Selection::all().after(Position(698))), [699, 700]);
    assert_eq!(walk(Selection::all().after(Position(3)).up_to(Position(5))), [4, 5]);
    assert_eq!(walk(Selection::all().of_kind("judgement").up_to(Position(15))), [1, 8, 15]);
    assert_eq!(walk(Selection::all().of_kind("judgement")).len(), 100);
    assert!(walk(Selection::all().of_kind("nothing")).is_empty());
    assert!(walk(Selection::all().after(Position(700))).is_empty());
    assert!(walk(Selection::all().after(Position(9)).up_to(Position(4))).is_empty());
}

/// Times of entry are whatever the caller's clock says; order is by position, and the chain holds it.
#[test]
fn a_clock_that_goes_back_changes_no_order_and_breaks_nothing() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let times = ["2031-03-04T05:06:07Z", "2030-01-01T00:00:00Z", "2031-03-04T05:06:07+02:00"];
    for (number, at) in times.into_iter().enumerate() {
        let draft = Draft::new("report", 1, at, "ana", "wire-1", json!({"number": number}));
        ledger.append(&[draft], &[]).unwrap();
    }
    let records = all(&ledger);
    assert!(records.iter().map(|it| it.at.as_str()).eq(times));
    let latest = ledger.latest_by_key(&"report".into(), "wire-1").unwrap().unwrap();
    assert_eq!(latest.body["number"], 2);
    assert!(verified(&ledger).is_ok());
}

#[test]
fn one_bad_draft_keeps_all_of_them_out() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let deep = (0..500).fold(json!(1), |inner, _| json!([inner]));
    let bad = [
        draft("Report", "k", json!(1)),
        draft("", "k", json!(1)),
        draft("report", "k", json!(9_007_199_254_740_993_u64)),
        draft("report", "k", deep),
        Draft::new("report", 1, "yesterday", "ana", "k", json!(1)),
        Draft::new("report", 1, AT, "", "k", json!(1)),
        draft("report", "k", json!(1)).attach(Digest::of(b"never given")),
    ];
    for bad in bad {
        let error = ledger.append(&[report(1), bad, report(2)], &[]).unwrap_err();
        assert!(error.is_invalid(), "{error}");
        reads_well(&error);
        assert_eq!(ledger.head().unwrap(), Head::EMPTY);
    }
}

#[test]
fn raw_bytes_come_back_as_received() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let page = raw(1);
    let noise: Vec<u8> = (0..5_000_u32)
        .flat_map(|n| Digest::of(&n.to_le_bytes()).as_bytes()[..4].to_vec())
        .collect();
    for bytes in [&b""[..], b"short", &page, &noise] {
        let digest = Digest::of(bytes);
        let one = report(1).attach(digest);
        ledger.append(std::slice::from_ref(&one), &[(digest, bytes)]).unwrap();
        assert_eq!(ledger.blob(&digest).unwrap().unwrap(), bytes);
        // Again, with and without the bytes: they are kept once.
        ledger.append(std::slice::from_ref(&one), &[(digest, bytes)]).unwrap();
        ledger.append(&[one], &[]).unwrap();
    }
    assert_eq!(ledger.blob(&Digest::of(b"other")).unwrap(), None);
    let verification = verified(&ledger);
    assert!(verification.is_ok(), "{verification:?}");
    assert_eq!(verification.blobs, 4);
    drop(ledger);
    let stored: i64 = back_door(&folder.case)
        .query_row("SELECT sum(length(bytes)) FROM blob", [], |row| row.get(0))
        .unwrap();
    assert!(stored < (page.len() + noise.len()) as i64, "the page is compressed");
}

#[test]
fn bytes_under_a_wrong_digest_or_that_no_draft_attaches_are_refused() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let digest = Digest::of(b"bytes");
    let wrong = ledger.append(&[report(1).attach(digest)], &[(digest, b"other bytes")]);
    assert!(wrong.unwrap_err().is_invalid());
    let loose = ledger.append(&[report(1)], &[(digest, b"bytes")]);
    assert!(loose.unwrap_err().is_invalid());
    assert_eq!(ledger.count().unwrap(), 0);
}

#[test]
fn the_tables_refuse_change_from_any_program() {
    let folder = folder();
    written(&folder, 3);
    let connection = back_door(&folder.case);
    for sql in [
        "UPDATE log SET kind = 'other' WHERE position = 2",
        "DELETE FROM log WHERE position = 3",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log SELECT * FROM log WHERE position = 2",
        "INSERT INTO log SELECT 9, kind, version, entered_at, entered_by, key, previous, digest, record FROM log LIMIT 1",
        "INSERT INTO log SELECT NULL, kind, version, entered_at, entered_by, key, previous, digest, record FROM log LIMIT 1",
        "UPDATE blob SET bytes = x'00'",
        "DELETE FROM blob",
    ] {
        assert!(connection.execute(sql, []).is_err(), "{sql}");
    }
    let replace = "INSERT OR REPLACE INTO blob SELECT digest, 1, 'plain', x'00' FROM blob";
    assert_eq!(connection.execute(replace, []).unwrap(), 0);
    drop(connection);
    assert!(verified(&Ledger::open(&folder.case).unwrap()).is_ok());
}

#[test]
fn a_second_writer_waits_and_then_is_told() {
    let folder = folder();
    let mut first = Ledger::create(&folder.case).unwrap();
    let mut second = Ledger::open(&folder.case).unwrap();
    second.set_patience(Duration::from_millis(60)).unwrap();
    let held = first.derive().unwrap();
    let start = Instant::now();
    let error = second.append(&[report(1)], &[]).unwrap_err();
    assert!(error.is_busy(), "{error}");
    assert!(start.elapsed() >= Duration::from_millis(50));
    reads_well(&error);
    drop(held);
    second.append(&[report(1)], &[]).unwrap();
    first.append(&[report(2)], &[]).unwrap();
    assert_eq!(all(&second).len(), 2);
}

#[test]
fn writers_in_turn_make_one_chain() {
    let folder = folder();
    let case = &folder.case;
    std::thread::scope(|scope| {
        for writer in 0..3 {
            scope.spawn(move || {
                // All three may find no file; one makes it, and the others open it.
                let mut ledger = Ledger::open_or_create(case).unwrap();
                for number in 0..15 {
                    ledger.append(&[report(writer * 100 + number)], &[]).unwrap();
                }
            });
        }
    });
    let ledger = Ledger::open(case).unwrap();
    assert_eq!(ledger.count().unwrap(), 45);
    assert!(verified(&ledger).is_ok());
    let left: Vec<_> = std::fs::read_dir(folder.folder.path()).unwrap().collect();
    assert!(left.len() <= 3, "drafts of the case were left behind: {left:?}");
}

#[test]
fn a_snapshot_and_a_walk_see_one_state_while_others_append() {
    let folder = folder();
    written(&folder, 2);
    let reader = Ledger::open_read_only(&folder.case).unwrap();
    let mut writer = Ledger::open(&folder.case).unwrap();
    let walk = reader.records(&Selection::all()).unwrap();
    writer.append(&[report(3)], &[]).unwrap();
    assert_eq!(walk.count(), 2);
    let still = reader.snapshot().unwrap();
    assert_eq!(reader.count().unwrap(), 3);
    writer.append(&[report(4)], &[]).unwrap();
    assert_eq!(reader.count().unwrap(), 3);
    assert!(verified(&reader).is_ok());
    drop(still);
    assert_eq!(reader.count().unwrap(), 4);
}

#[test]
fn a_head_noted_earlier_tells_whether_the_log_was_continued() {
    let folder = folder();
    written(&folder, 3);
    let mut ledger = Ledger::open(&folder.case).unwrap();
    let noted = ledger.head().unwrap();
    ledger.append(&[report(4)], &[]).unwrap();
    assert!(ledger.holds(&noted).unwrap());
    assert!(ledger.holds(&Head::EMPTY).unwrap());
    let other = Head { position: Position(2), ..noted };
    assert!(!ledger.holds(&other).unwrap());
    assert!(!ledger.holds(&Head { position: Position(9), ..noted }).unwrap());
}

#[test]
fn a_read_only_ledger_does_not_append() {
    let folder = folder();
    written(&folder, 1);
    let mut ledger = Ledger::open_read_only(&folder.case).unwrap();
    let error = ledger.append(&[report(2)], &[]).unwrap_err();
    assert!(error.is_read_only(), "{error}");
    assert!(
        ledger.derive().and_then(|mut it| it.put("t", "k", b"v")).is_err_and(|e| e.is_read_only())
    );
}

/// POSIX drops a process's locks on a file when it closes any descriptor of it; another program could then think
/// itself alone with a case that we have open.
#[cfg(target_os = "linux")]
#[test]
fn looking_at_a_case_again_keeps_the_locks_of_whoever_has_it_open() {
    use std::os::unix::fs::MetadataExt;
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    ledger.append(&[report(1)], &[]).unwrap();
    let inode = std::fs::metadata(&folder.case).unwrap().ino();
    let is_locked = || {
        let locks = std::fs::read_to_string("/proc/locks").unwrap();
        locks.contains(&format!(":{inode} "))
    };
    assert!(is_locked());
    // Kept open, because closing takes the lock again on its way.
    let second = Ledger::open_read_only(&folder.case).unwrap();
    assert!(is_locked());
    drop((ledger, second));
    assert!(!is_locked());
}

#[test]
fn a_case_that_somebody_took_out_of_wal_mode_opens_as_ever() {
    let folder = folder();
    written(&folder, 2);
    back_door(&folder.case).pragma_update(None, "journal_mode", "DELETE").unwrap();
    assert_eq!(Ledger::open_read_only(&folder.case).unwrap().count().unwrap(), 2);
    let mut ledger = Ledger::open(&folder.case).unwrap();
    ledger.append(&[report(3)], &[]).unwrap();
    assert!(verified(&ledger).is_ok());
}
