//! Files that are not a case, or not one for this version: told apart, and left untouched.
//!
//! Also what is made when a case is made: name, mode, nothing else in the folder.

use std::fs;
use std::path::Path;

use rashomon_ledger::{Error, Ledger};

use crate::fixture::{all, back_door, folder, reads_well, verified, written};

/// Opens a file in every way and expects each to refuse it for the same reason, and not to touch it.
#[track_caller]
fn refused(path: &Path, why: fn(&Error) -> bool) {
    let before = fs::read(path).ok();
    let modified = fs::metadata(path).and_then(|m| m.modified()).ok();
    let beside = fs::read_dir(path.parent().unwrap()).unwrap().count();
    for open in [Ledger::open, Ledger::open_read_only, Ledger::open_or_create] {
        let error = open(path).unwrap_err();
        assert!(why(&error), "{error:?}");
        reads_well(&error);
    }
    assert_eq!(fs::read(path).ok(), before);
    assert_eq!(fs::metadata(path).and_then(|m| m.modified()).ok(), modified);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), beside);
}

#[test]
fn other_files_are_not_cases() {
    let folder = folder();
    written(&folder, 2);
    let case = fs::read(&folder.case).unwrap();
    let mut scrambled = case.clone();
    scrambled[16..100].fill(0xff);
    let png = [&b"\x89PNG\r\n\x1a\n"[..], &[7; 3000]].concat();
    let contents: [(&str, &[u8]); 8] = [
        ("empty", b""),
        ("text.txt", b"At Velm, a strike."),
        ("long.txt", &b"At Velm, a strike.\n".repeat(500)),
        ("image.png", &png),
        ("zeros", &[0; 8192]),
        ("cut-in-the-magic", &case[..10]),
        ("cut-in-the-header", &case[..60]),
        ("scrambled-header", &scrambled),
    ];
    for (name, bytes) in contents {
        let path = folder.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        refused(&path, Error::is_not_a_case);
    }
}

#[test]
fn a_folder_or_a_pipe_is_not_a_case() {
    let folder = folder();
    refused(folder.folder.path(), Error::is_not_a_case);
    assert!(Ledger::create(folder.folder.path()).unwrap_err().is_already_there());
    #[cfg(target_os = "linux")]
    assert!(Ledger::open("/dev/null").unwrap_err().is_not_a_case());
}

#[test]
fn a_database_of_another_program_is_not_a_case() {
    let folder = folder();
    let other = folder.folder.path().join("other.db");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection
        .execute_batch("CREATE TABLE log (position INTEGER PRIMARY KEY, record TEXT)")
        .unwrap();
    drop(connection);
    refused(&other, Error::is_not_a_case);
}

#[test]
fn a_database_of_another_program_that_is_in_use_is_not_touched_either() {
    let folder = folder();
    let other = folder.folder.path().join("other.db");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        .unwrap();
    // The changes wait in its -wal file; recovering them is its owner's business.
    let copy = folder.folder.path().join("copy.db");
    for suffix in ["", "-wal"] {
        let name = |base: &Path| format!("{}{suffix}", base.display());
        fs::copy(name(&other), name(&copy)).unwrap();
    }
    refused(&copy, Error::is_not_a_case);
}

#[test]
fn what_is_not_there_is_not_found() {
    let folder = folder();
    for open in [Ledger::open, Ledger::open_read_only] {
        let error = open(&folder.case).unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
        reads_well(&error);
    }
    let nowhere = folder.folder.path().join("no/such/folder.rashomon");
    assert!(Ledger::create(&nowhere).unwrap_err().is_not_found());
    assert!(Ledger::open_or_create(&nowhere).unwrap_err().is_not_found());
    assert!(Ledger::open("").unwrap_err().is_not_found());
    assert_eq!(fs::read_dir(folder.folder.path()).unwrap().count(), 0);
}

#[test]
fn a_newer_format_is_named_as_such() {
    let folder = folder();
    written(&folder, 1);
    back_door(&folder.case).pragma_update(None, "user_version", 2).unwrap();
    refused(&folder.case, Error::is_too_new);
    back_door(&folder.case).pragma_update(None, "user_version", 0).unwrap();
    refused(&folder.case, Error::is_corrupt);
}

#[test]
fn a_case_with_a_foreign_trigger_or_an_altered_table_is_refused() {
    for sql in [
        "CREATE TRIGGER quiet AFTER INSERT ON log BEGIN DELETE FROM derived; END",
        "CREATE INDEX extra ON blob (size)",
        "ALTER TABLE log ADD COLUMN hidden TEXT",
        "ALTER TABLE blob RENAME TO elsewhere",
        "DROP TRIGGER log_is_never_changed; CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log BEGIN SELECT 1; END",
    ] {
        let folder = folder();
        written(&folder, 1);
        back_door(&folder.case).execute_batch(sql).unwrap();
        refused(&folder.case, Error::is_corrupt);
    }
}

#[test]
fn guards_that_went_missing_are_put_back() {
    let folder = folder();
    written(&folder, 1);
    let batch = "DROP TRIGGER log_is_never_deleted; DROP INDEX log_by_key; DROP TABLE derived";
    back_door(&folder.case).execute_batch(batch).unwrap();
    drop(Ledger::open(&folder.case).unwrap());
    let connection = back_door(&folder.case);
    assert!(connection.execute("DELETE FROM log", []).is_err());
    drop(connection);
    assert!(verified(&Ledger::open(&folder.case).unwrap()).is_ok());
}

#[test]
fn a_cut_case_gives_an_error_or_a_finding() {
    let folder = folder();
    written(&folder, 40);
    let whole = fs::read(&folder.case).unwrap();
    let cut = folder.folder.path().join("cut.rashomon");
    for length in (512..whole.len()).step_by(997) {
        fs::write(&cut, &whole[..length]).unwrap();
        match Ledger::open_read_only(&cut) {
            Err(error) => {
                assert!(error.is_corrupt() || error.is_not_a_case(), "{length}: {error:?}")
            }
            Ok(ledger) => {
                let verification = verified(&ledger);
                // What was cut off may have been of no importance to the log; then all of the log is there.
                assert!(!verification.is_ok() || all(&ledger).len() == 40, "{length}");
            }
        }
    }
}

#[test]
fn making_a_case_leaves_one_file_that_its_owner_alone_may_read() {
    let folder = folder();
    drop(Ledger::create(&folder.case).unwrap());
    assert_eq!(fs::read_dir(folder.folder.path()).unwrap().count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let case = folder.case.to_str().unwrap();
        assert_eq!(mode(case), 0o600);
        let ledger = Ledger::open(case).unwrap();
        assert_eq!(mode(&format!("{case}-wal")), 0o600);
        drop(ledger);
    }
    let error = Ledger::create(&folder.case).unwrap_err();
    assert!(error.is_already_there());
    reads_well(&error);
}

#[test]
fn names_with_odd_signs_are_names() {
    let folder = folder();
    for name in ["a?mode=memory#x%41 é.rashomon", ":memory:", "file:x", "-wal"] {
        let path = folder.folder.path().join(name);
        drop(Ledger::create(&path).unwrap());
        assert!(verified(&Ledger::open_read_only(&path).unwrap()).is_ok(), "{name}");
        assert!(path.is_file());
    }
}
