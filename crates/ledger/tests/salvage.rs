//! Damaged cases, and what is taken from them into a new one: everything that can be proved, nothing else.
//!
//! What stands at a position is known, so every test can say what had to be taken. The damaged file is compared with itself
//! before and after: it is never written to.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rashomon_ledger::{Digest, Error, Head, Ledger, Position, Record, Salvaged, salvage};
use serde_json::Value;

use crate::fixture::{
    AT, Folder, all, back_door, folder, raw, reads_well, report, unguarded, verified, written,
};

const LATER: &str = "2031-04-01T08:00:00Z";

/// Salvages the case of a folder into one beside it, and insists on what must hold of any salvage.
fn salvaged(
    folder: &Folder,
    whole: &[Record],
    noted: Option<Digest>,
) -> Result<(Salvaged, Ledger), Error> {
    let before = files(folder.folder.path());
    let new = folder.folder.path().join("new.rashomon");
    let made = salvage(&folder.case, &new, LATER, "ana", noted);
    let mut after = files(folder.folder.path());
    after.retain(|(name, _)| !name.starts_with("new.rashomon"));
    assert_eq!(after, before, "the damaged file was written to, or something was left beside it");
    let told = made?;
    let ledger = Ledger::open(&new).unwrap();
    is_honest(&told, &ledger, whole);
    Ok((told, ledger))
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|it| (it.file_name().into_string().unwrap(), fs::read(it.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// Every record of the new case is the old one at its place, or says that it is lost; the stretches are those of the old
/// chain; and all of it verifies.
fn is_honest(told: &Salvaged, ledger: &Ledger, whole: &[Record]) {
    let verification = verified(ledger);
    assert!(verification.is_ok(), "{verification:?}");
    let mut records = all(ledger);
    let last = records.pop().unwrap();
    assert_eq!((last.kind.as_str(), last.by.as_str()), ("salvage", "ana"));
    assert_eq!(last.body["taken"], told.taken);
    assert_eq!(records.len() as u64, told.taken + told.lost.len() as u64);
    for record in &records {
        let Some(old) = whole.get(record.position.0 as usize - 1) else {
            // Damaged bytes may speak of a position that never was: it is called lost, and nothing is known of it.
            assert_eq!((record.kind.as_str(), &record.body["digest"]), ("lost", &Value::Null));
            continue;
        };
        if record.kind.as_str() == "lost" {
            let lost = told.lost.iter().find(|it| it.position == record.position).unwrap();
            assert!(lost.digest.is_none_or(|digest| digest == old.digest), "{lost:?}");
            assert_eq!(
                record.body["digest"],
                serde_json::json!(lost.digest.map(|it| it.to_string()))
            );
            continue;
        }
        assert_eq!((&record.kind, &record.key, &record.at), (&old.kind, &old.key, &old.at));
        assert_eq!((&record.body, &record.attached), (&old.body, &old.attached));
        for digest in &record.attached {
            let is_lost = told.lost_blobs.contains_key(digest);
            assert_eq!(ledger.blob(digest).unwrap().is_none(), is_lost);
        }
    }
    for it in &told.stretches {
        assert_eq!(whole[it.from.0 as usize - 1].prev, it.previous);
        assert_eq!(whole[it.to.0 as usize - 1].digest, it.digest);
    }
}

/// A case of so many records, and what is in it.
fn case(reports: usize) -> (Folder, Vec<Record>) {
    let folder = folder();
    written(&folder, reports);
    let whole = all(&Ledger::open(&folder.case).unwrap());
    (folder, whole)
}

#[test]
fn a_whole_case_comes_over_whole_and_continues_the_same_chain() {
    let (folder, whole) = case(9);
    let head = Head { position: Position(9), digest: whole[8].digest };
    let (told, mut ledger) = salvaged(&folder, &whole, Some(head.digest)).unwrap();
    assert_eq!((told.taken, told.lost.len(), told.blobs), (9, 0, 5));
    assert_eq!((told.noted_at, told.stretches.len()), (Some(Position(9)), 1));
    // Nothing was lost, so even the digests are the same: an old head is held by the new case.
    assert!(ledger.holds(&head).unwrap());
    assert_eq!(ledger.blob(&Digest::of(&raw(3))).unwrap().unwrap(), raw(3));
    ledger.append(&[report(10)], &[]).unwrap();
    assert!(verified(&ledger).is_ok());
}

#[test]
fn a_record_that_does_not_hold_is_replaced_by_what_is_known_of_it() {
    for sql in [
        "UPDATE log SET record = replace(record, 'Velm', 'Velt') WHERE position = 3",
        "UPDATE log SET digest = previous WHERE position = 3",
        "UPDATE log SET record = CAST(x'ff' AS TEXT) WHERE position = 3",
        "DELETE FROM log WHERE position = 3",
    ] {
        let (folder, whole) = case(9);
        unguarded(&folder.case).execute_batch(&format!("{sql}; VACUUM")).unwrap();
        let (told, ledger) = salvaged(&folder, &whole, Some(whole[8].digest)).unwrap();
        assert_eq!(told.taken, 8, "{sql}");
        assert_eq!(told.lost[0].position, Position(3), "{sql}");
        assert_eq!(told.lost[0].digest, Some(whole[2].digest), "{sql}");
        assert_eq!(told.stretches.len(), 2, "{sql}");
        assert_eq!(told.noted_at, Some(Position(9)), "{sql}");
        // Its raw bytes are named by nobody else now.
        assert_eq!(told.blobs, 5, "{sql}");
        // Up to the hole the chain is the old one, after it a new one over the same texts.
        let first = Head { position: Position(2), digest: whole[1].digest };
        assert_eq!(ledger.blob(&Digest::of(&raw(3))).unwrap().unwrap(), raw(3), "{sql}");
        assert!(ledger.holds(&first).unwrap(), "{sql}");
        assert!(!ledger.holds(&Head { position: Position(9), digest: whole[8].digest }).unwrap());
    }
}

/// What the new case says of the old chain is enough to recompute it, by hand if need be.
#[test]
fn the_old_chain_can_be_recomputed_from_the_new_case() {
    let (folder, whole) = case(12);
    let sql = "UPDATE log SET record = replace(record, 'Velm', 'Velt') WHERE position IN (1, 5, 6)";
    unguarded(&folder.case).execute_batch(sql).unwrap();
    let (_, ledger) = salvaged(&folder, &whole, None).unwrap();
    let body = all(&ledger).pop().unwrap().body;
    drop(ledger);
    let connection = back_door(&folder.folder.path().join("new.rashomon"));
    let stretches = body["stretches"].as_array().unwrap();
    assert_eq!(stretches.len(), 2);
    for stretch in stretches {
        let mut digest = stretch["previous"].as_str().unwrap().to_owned();
        for position in stretch["from"].as_u64().unwrap()..=stretch["to"].as_u64().unwrap() {
            let sql = "SELECT record FROM log WHERE position = ?1";
            let text: String =
                connection.query_row(sql, [position as i64], |row| row.get(0)).unwrap();
            digest = Digest::of(format!("{digest}\n{text}").as_bytes()).to_string();
            assert_eq!(digest, whole[position as usize - 1].digest.to_string());
        }
        assert_eq!(digest, stretch["digest"].as_str().unwrap());
    }
}

#[test]
fn a_record_that_was_rewritten_with_a_fitting_digest_is_not_taken() {
    let (folder, whole) = case(9);
    let connection = unguarded(&folder.case);
    let sql = "SELECT previous, replace(record, 'Velm', 'Velt') FROM log WHERE position = 5";
    let (previous, forged): (String, String) =
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let digest = Digest::of(format!("{previous}\n{forged}").as_bytes()).to_string();
    let sql = "UPDATE log SET record = ?1, digest = ?2 WHERE position = 5";
    connection.execute(sql, [&forged, &digest]).unwrap();
    connection.execute_batch("VACUUM").unwrap();
    drop(connection);
    let (told, _) = salvaged(&folder, &whole, None).unwrap();
    assert_eq!(told.lost.len(), 1);
    assert_eq!((told.lost[0].position, told.lost[0].digest), (Position(5), Some(whole[4].digest)));
    assert!(told.lost[0].why.contains("another one"), "{}", told.lost[0].why);
}

#[test]
fn a_blob_that_does_not_hold_is_listed_and_the_new_case_knows_it() {
    let (folder, whole) = case(9);
    let digest = Digest::of(&raw(3));
    let sql = format!("UPDATE blob SET bytes = x'0000' WHERE digest = '{digest}'; VACUUM");
    unguarded(&folder.case).execute_batch(&sql).unwrap();
    let (told, mut ledger) = salvaged(&folder, &whole, None).unwrap();
    assert_eq!((told.taken, told.blobs), (9, 4));
    assert_eq!(told.lost_blobs.into_iter().collect::<Vec<_>>(), [(digest, vec![Position(3)])]);
    assert_eq!(ledger.lost_blobs().unwrap().len(), 1);
    // Whoever has the bytes still may bring them in again.
    let bytes = raw(3);
    ledger.append(&[report(10).attach(digest)], &[(digest, &bytes)]).unwrap();
    assert!(verified(&ledger).is_ok());
    assert_eq!(ledger.blob(&digest).unwrap().unwrap(), bytes);
}

#[test]
fn a_file_whose_head_is_destroyed_gives_everything_back() {
    let (folder, whole) = case(40);
    let mut bytes = fs::read(&folder.case).unwrap();
    bytes[..100].fill(0xa5);
    fs::write(&folder.case, bytes).unwrap();
    assert!(Ledger::open(&folder.case).unwrap_err().is_not_a_case());
    let (told, _) = salvaged(&folder, &whole, None).unwrap();
    assert_eq!((told.taken, told.lost.len(), told.blobs), (40, 0, 20));
}

#[test]
fn whatever_page_is_destroyed_the_rest_is_taken() {
    let (folder, whole) = case(120);
    let bytes = fs::read(&folder.case).unwrap();
    let (mut fewest, mut damaged) = (u64::MAX, 0);
    for (number, fill) in (0..bytes.len() / 4096).zip([0, 0xff, 0x0d, 0x61].into_iter().cycle()) {
        let mut bytes = bytes.clone();
        bytes[number * 4096..][..4096].fill(fill);
        fs::write(&folder.case, &bytes).unwrap();
        let (told, ledger) = salvaged(&folder, &whole, None).unwrap();
        fewest = fewest.min(told.taken);
        damaged += u64::from(!told.lost.is_empty() || !told.lost_blobs.is_empty());
        drop(ledger);
        fs::remove_file(folder.folder.path().join("new.rashomon")).unwrap();
    }
    // A page has some ten records here.
    assert!((100..120).contains(&fewest), "{fewest}");
    assert!(damaged > 10, "{damaged}");
}

#[test]
fn records_lost_at_the_end_are_known_from_the_index() {
    let (folder, whole) = case(60);
    let connection = back_door(&folder.case);
    let sql = "SELECT pageno FROM dbstat WHERE name = 'log' AND pagetype = 'leaf' ORDER BY path DESC LIMIT 1";
    let page: i64 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    drop(connection);
    let mut bytes = fs::read(&folder.case).unwrap();
    bytes[(page as usize - 1) * 4096..][..4096].fill(0);
    fs::write(&folder.case, bytes).unwrap();
    let (told, ledger) = salvaged(&folder, &whole, None).unwrap();
    assert!(told.taken < 60);
    assert_eq!(told.lost.last().unwrap().position, Position(60));
    assert_eq!(ledger.head().unwrap().position, Position(61));
}

#[test]
fn what_waits_in_the_wal_file_comes_along_and_so_does_what_is_torn_there() {
    let (folder, _) = case(3);
    let mut ledger = Ledger::open(&folder.case).unwrap();
    for number in 4..=8 {
        ledger.append(&[report(number)], &[]).unwrap();
    }
    let whole = all(&ledger);
    let torn = crate::fixture::folder();
    let wal = |case: &Path| format!("{}-wal", case.display());
    fs::copy(&folder.case, &torn.case).unwrap();
    fs::copy(wal(&folder.case), wal(&torn.case)).unwrap();
    drop(ledger);
    let (told, _) = salvaged(&torn, &whole, Some(whole[7].digest)).unwrap();
    assert_eq!((told.taken, told.uncommitted_from, told.noted_at), (8, None, Some(Position(8))));
    // A byte of an early frame: no checksum fits from there on, and SQLite would drop all of it.
    let mut bytes = fs::read(wal(&torn.case)).unwrap();
    bytes[32 + 24 + 200] ^= 1;
    fs::write(wal(&torn.case), bytes).unwrap();
    fs::remove_file(torn.folder.path().join("new.rashomon")).unwrap();
    let (told, _) = salvaged(&torn, &whole, None).unwrap();
    assert_eq!((told.taken, told.uncommitted_from), (8, Some(Position(4))));
}

#[test]
fn a_record_far_from_all_others_makes_no_room_for_itself() {
    let (folder, whole) = case(3);
    let record = r#"{"at":"2031-03-04T05:06:07Z","body":1,"by":"eva","key":"k","kind":"note","position":9000000000000,"version":1}"#;
    let digest = Digest::of(format!("{}\n{record}", Digest::ZERO).as_bytes()).to_string();
    let sql = "INSERT INTO log VALUES (9000000000000, 'note', 1, ?1, 'eva', 'k', ?2, ?3, ?4)";
    let connection = unguarded(&folder.case);
    connection.execute(sql, [AT, &Digest::ZERO.to_string(), &digest, record]).unwrap();
    drop(connection);
    let (told, _) = salvaged(&folder, &whole, None).unwrap();
    assert_eq!((told.taken, told.lost.len(), told.strays), (3, 0, 1));
}

#[test]
fn what_cannot_be_salvaged_is_told_and_nothing_is_left() {
    let (folder, _) = case(2);
    let new = folder.folder.path().join("new.rashomon");
    let try_it = |from: &Path, to: &Path| {
        let error = salvage(from, to, LATER, "ana", None).unwrap_err();
        reads_well(&error);
        error
    };
    assert!(try_it(&folder.case, &folder.case).is_already_there());
    assert!(try_it(&folder.folder.path().join("none"), &new).is_not_found());
    assert!(try_it(folder.folder.path(), &new).is_not_a_case());
    let text = folder.folder.path().join("text");
    fs::write(&text, "At Velm, a strike.\n".repeat(900)).unwrap();
    assert!(try_it(&text, &new).is_not_a_case());
    assert!(try_it(&folder.case, &folder.folder.path().join("no/such/new")).is_not_found());
    let left: Vec<_> = files(folder.folder.path()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(left, ["harbour.rashomon", "text"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever happens to the bytes: what is taken is what was there, and the rest is called lost.
    #[test]
    fn nothing_unproved_is_ever_taken(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 1..600_usize), 1..12),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        thread_local!(static CASE: (Folder, Vec<Record>, Vec<u8>) = {
            let (folder, whole) = case(60);
            let bytes = fs::read(&folder.case).unwrap();
            (folder, whole, bytes)
        });
        CASE.with(|(base, whole, bytes)| {
            let mut bytes = bytes.clone();
            for (at, byte, length) in &changes {
                let at = at.index(bytes.len());
                let end = (at + length).min(bytes.len());
                bytes[at..end].fill(*byte);
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let folder = crate::fixture::folder();
            fs::write(&folder.case, &bytes).unwrap();
            match salvaged(&folder, whole, None) {
                Ok((told, _)) => assert!(told.taken > 0),
                Err(error) => assert!(error.is_not_a_case(), "{error:?}"),
            }
            let _ = base;
        });
    }
}
