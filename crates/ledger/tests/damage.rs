//! Damage done to a case behind its back, and what `verify` says of it.
//!
//! Each test takes the guards away through a plain SQLite connection, as somebody who wants to would.

use rashomon_ledger::{Digest, Ledger, Position, Selection, Verification};

use crate::fixture::{Folder, all, back_door, folder, raw, unguarded, verified, written};

/// Runs SQL on an unguarded case of nine records, and verifies it without repairing anything first.
fn after(sql: &str) -> (Folder, Verification) {
    let folder = folder();
    written(&folder, 9);
    unguarded(&folder.case).execute_batch(sql).unwrap();
    let ledger = Ledger::open_read_only(&folder.case).unwrap();
    let verification = verified(&ledger);
    assert!(!verification.is_ok(), "{sql}");
    (folder, verification)
}

#[test]
fn a_changed_record_is_named_and_later_ones_are_not_blamed() {
    let (folder, found) =
        after("UPDATE log SET record = replace(record, 'Velm', 'Velt') WHERE position = 5");
    assert_eq!(found.first_bad, Some(Position(5)));
    assert_eq!(found.problems, 1);
    assert_eq!(found.records, 9);
    // Reading refuses it too, and everything before it is still there.
    let ledger = Ledger::open(&folder.case).unwrap();
    let error = ledger.record(Position(5)).unwrap_err();
    assert!(error.is_corrupt());
    assert_eq!(error.position(), Some(Position(5)));
    assert!(error.to_string().contains("record 5"), "{error}");
    let walked: Vec<_> = ledger.records(&Selection::all()).unwrap().collect();
    assert_eq!(walked.len(), 5);
    assert!(walked[4].is_err());
    assert_eq!(ledger.records(&Selection::all().after(Position(5))).unwrap().count(), 4);
}

#[test]
fn a_record_taken_out_leaves_a_hole() {
    let (_folder, found) = after("DELETE FROM log WHERE position = 4");
    assert_eq!(found.first_bad, Some(Position(4)));
}

#[test]
fn a_record_moved_breaks_the_order() {
    let sql = "UPDATE log SET position = 100 WHERE position = 3; UPDATE log SET position = 3 WHERE position = 4;
               UPDATE log SET position = 4 WHERE position = 100";
    assert_eq!(after(sql).1.first_bad, Some(Position(3)));
}

#[test]
fn a_record_rewritten_with_a_fitting_digest_does_not_fit_the_next_one() {
    let folder = folder();
    written(&folder, 9);
    let connection = unguarded(&folder.case);
    let sql = "SELECT previous, replace(record, 'Velm', 'Velt') FROM log WHERE position = 5";
    let (previous, forged): (String, String) =
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let digest = Digest::of(format!("{previous}\n{forged}").as_bytes()).to_string();
    let sql = "UPDATE log SET record = ?1, digest = ?2 WHERE position = 5";
    connection.execute(sql, [&forged, &digest]).unwrap();
    drop(connection);
    let found = verified(&Ledger::open(&folder.case).unwrap());
    assert_eq!(found.first_bad, Some(Position(6)));
}

#[test]
fn records_cut_off_the_end_are_seen_against_a_head_noted_elsewhere() {
    let folder = folder();
    written(&folder, 9);
    let noted = Ledger::open(&folder.case).unwrap().head().unwrap();
    unguarded(&folder.case).execute("DELETE FROM log WHERE position > 7", []).unwrap();
    let ledger = Ledger::open(&folder.case).unwrap();
    assert!(verified(&ledger).is_ok());
    assert!(!ledger.holds(&noted).unwrap());
}

#[test]
fn a_column_that_says_other_than_its_record_is_found() {
    for sql in [
        "UPDATE log SET kind = 'judgement' WHERE position = 2",
        "UPDATE log SET key = 'wire-9' WHERE position = 2",
        "UPDATE log SET entered_at = '2030-01-01T00:00:00Z' WHERE position = 2",
        "UPDATE log SET entered_by = 'eva' WHERE position = 2",
        "UPDATE log SET version = 2 WHERE position = 2",
        "UPDATE log SET previous = upper(previous) WHERE position = 2",
        "UPDATE log SET digest = '' WHERE position = 2",
        "UPDATE log SET record = CAST(x'ff' AS TEXT) WHERE position = 2",
    ] {
        assert_eq!(after(sql).1.first_bad, Some(Position(2)), "{sql}");
    }
}

#[test]
fn changed_or_missing_raw_bytes_are_found_at_the_record_that_attaches_them() {
    let folder = folder();
    let digest = Digest::of(&raw(3));
    for sql in [
        format!("UPDATE blob SET bytes = x'0000' WHERE digest = '{digest}'"),
        format!(
            "UPDATE blob SET bytes = zeroblob(size), coding = 'plain' WHERE digest = '{digest}'"
        ),
        format!("UPDATE blob SET size = size + 1 WHERE digest = '{digest}'"),
        format!("UPDATE blob SET size = 9223372036854775807 WHERE digest = '{digest}'"),
        format!("UPDATE blob SET size = -1 WHERE digest = '{digest}'"),
        format!("DELETE FROM blob WHERE digest = '{digest}'"),
    ] {
        let (_folder, found) = after(&sql);
        assert_eq!(found.first_bad, Some(Position(3)), "{sql}");
        assert_eq!(found.problems, 1, "{sql}");
    }
    drop(folder);
}

#[test]
fn a_small_blob_that_unpacks_without_end_stops_at_its_stated_size() {
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;
    let mut bomb = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..16 {
        bomb.write_all(&[0; 1 << 20]).unwrap();
    }
    let folder = folder();
    written(&folder, 3);
    let connection = unguarded(&folder.case);
    connection.execute("UPDATE blob SET bytes = ?1", [bomb.finish().unwrap()]).unwrap();
    drop(connection);
    let ledger = Ledger::open(&folder.case).unwrap();
    let error = ledger.blob(&Digest::of(&raw(1))).unwrap_err();
    assert!(error.is_corrupt(), "{error}");
}

#[test]
fn text_in_another_spelling_is_found_even_where_its_digest_fits() {
    let folder = folder();
    written(&folder, 1);
    let connection = unguarded(&folder.case);
    let record: String =
        connection.query_row("SELECT record FROM log", [], |row| row.get(0)).unwrap();
    let spaced = record.replacen(':', ": ", 1);
    let digest = Digest::of(format!("{}\n{spaced}", Digest::ZERO).as_bytes()).to_string();
    connection.execute("UPDATE log SET record = ?1, digest = ?2", [&spaced, &digest]).unwrap();
    drop(connection);
    let found = verified(&Ledger::open(&folder.case).unwrap());
    assert_eq!(found.first_bad, Some(Position(1)));
    assert!(found.why.unwrap().contains("canonical"));
}

#[test]
fn an_index_that_leads_astray_is_found() {
    let folder = folder();
    written(&folder, 9);
    let connection = unguarded(&folder.case);
    // The table changes while its index is told nothing: writing the schema by hand makes the index another's.
    connection
        .execute_batch(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = 'CREATE INDEX log_by_key ON log (key, kind)' WHERE name = 'log_by_key';",
        )
        .unwrap();
    drop(connection);
    let connection = back_door(&folder.case);
    connection.execute_batch("REINDEX log_by_key; PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = 'CREATE INDEX log_by_key ON log (kind, key)' WHERE name = 'log_by_key';").unwrap();
    drop(connection);
    let found = verified(&Ledger::open_read_only(&folder.case).unwrap());
    assert!(!found.is_ok());
    assert_eq!(found.first_bad, None);
    assert!(found.why.unwrap().contains("log_by_key"));
}

#[test]
fn the_callers_own_check_speaks_for_its_record() {
    let folder = folder();
    written(&folder, 5);
    let ledger = Ledger::open(&folder.case).unwrap();
    let found = ledger
        .verify(|record| {
            // A check may read from the ledger it is checking.
            assert!(ledger.contains(&record.kind, &record.key).unwrap());
            match record.position.0 {
                2 | 4 => vec!["an anchor does not slice to its quote".into()],
                _ => Vec::new(),
            }
        })
        .unwrap();
    assert_eq!(found.first_bad, Some(Position(2)));
    assert_eq!(found.problems, 2);
    assert_eq!(found.findings[1].position, Some(Position(4)));
    assert_eq!(all(&ledger).len(), 5);
}
