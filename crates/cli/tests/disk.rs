//! Disks and files that refuse: read-only, full, locked, damaged. What was committed stays.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

use crate::program::{Folder, Ran, command, ran};
use crate::reports;

/// A user who owns nothing; used where the tests run as root, whom no permission stops.
const NOBODY: u32 = 65534;

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0)
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs the program as somebody who cannot write to the folder; none where this machine keeps
/// that user from the program itself.
fn as_reader(folder: &Folder, args: &[&str]) -> Option<Ran> {
    let mut command = command();
    command.args(args).current_dir(folder.root());
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => None,
        _ => Some(ran(&mut command)),
    }
}

#[test]
fn a_case_that_cannot_be_written_can_be_looked_at() {
    let folder = Folder::with_case(&reports::war());
    let shown = folder.run(&["show", "c.rashomon", "1"]).ends(0).out;
    allow(&folder.path("c.rashomon"), 0o444);
    allow(folder.root(), 0o555);
    for args in [
        &["events", "c.rashomon"][..],
        &["export", "c.rashomon"],
        &["verify", "c.rashomon"],
        &["search", "c.rashomon", "Velm"],
        &["explain", "c.rashomon", "1"],
    ] {
        if let Some(ran) = as_reader(&folder, args) {
            ran.ends(0);
        }
    }
    if let Some(ran) = as_reader(&folder, &["show", "c.rashomon", "1"]) {
        assert_eq!(ran.ends(0).out, shown);
    }
    if let Some(ran) = as_reader(&folder, &["add", "c.rashomon", "reports.jsonl"]) {
        ran.ends(2).says(&["cannot be written to", "c.rashomon"]);
    }
    let judged = ["judge", "rename", "c.rashomon", "Velm", "Velmburg", "--reason", "x"];
    if let Some(ran) = as_reader(&folder, &judged) {
        ran.ends(2).says(&["cannot be written to", "c.rashomon"]);
    }
    if let Some(ran) = as_reader(&folder, &["add", "new.rashomon", "reports.jsonl"]) {
        ran.ends(2).says(&["cannot be written to", "new.rashomon"]);
    }
    allow(folder.root(), 0o755);
}

#[test]
fn a_case_with_work_left_that_cannot_be_written_is_worked_out_in_memory() {
    let folder = Folder::with_case(&reports::war());
    let whole = folder.run(&["events", "c.rashomon"]);
    spoil_derived(&folder);
    allow(&folder.path("c.rashomon"), 0o444);
    allow(folder.root(), 0o555);
    if let Some(ran) = as_reader(&folder, &["events", "c.rashomon"]) {
        assert_eq!(ran.ends(0).out, whole.out);
    }
    if let Some(ran) = as_reader(&folder, &["verify", "c.rashomon"]) {
        ran.ends(0);
    }
    allow(folder.root(), 0o755);
    allow(&folder.path("c.rashomon"), 0o600);
    // Where it can be written, looking at it does the work.
    folder.run(&["events", "c.rashomon"]).ends(0);
}

/// Makes the derived tables look like those of another version.
fn spoil_derived(folder: &Folder) {
    let path = folder.path("c.rashomon");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = find(&bytes, b" tables-").expect("the version of the tables is in the file");
    bytes[at + 1] = b'T';
    std::fs::write(&path, bytes).unwrap();
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words)
}

#[test]
fn a_damaged_byte_is_found_and_its_record_named() {
    let folder = Folder::with_case(&reports::war());
    let path = folder.path("c.rashomon");
    let whole = std::fs::read(&path).unwrap();
    // SQLite leaves copies of moved rows in the slack of its pages; the one in use is among these.
    let words: &[u8] = b",\"text\":\"At least 12 people were";
    let places = (0..whole.len() - words.len()).filter(|at| whole[*at..].starts_with(words));
    let damaged = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at + words.len() - " people were".len() - 1] = b'3';
        std::fs::write(&path, bytes).unwrap();
        folder.run(&["verify", "c.rashomon"])
    };
    let mut tried = places.map(damaged);
    let ran = tried.find(|ran| ran.code != 0).expect("the record is in the file");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("record 1 does not hold"), "{}", ran.out);
    let json = folder.run(&["verify", "c.rashomon", "--json"]).ends(1).json().remove(0);
    assert_eq!((&json["ok"], &json["first_bad"]), (&false.into(), &1.into()));
    // Nothing goes on as if nothing were.
    folder.run(&["add", "c.rashomon", "reports.jsonl"]).ends(2).says(&["damaged", "record 1"]);
}

#[test]
fn an_account_changed_by_hand_is_found_and_made_anew() {
    let folder = Folder::with_case(&reports::war());
    let shown = folder.run(&["export", "c.rashomon"]).ends(0).out;
    let path = folder.path("c.rashomon");
    let whole = std::fs::read(&path).unwrap();
    // As above: the row in use is among the copies.
    let words: &[u8] = b"\"cumulative\":false,\"text\":\"At least 12 people";
    let places = (0..whole.len() - words.len()).filter(|at| whole[*at..].starts_with(words));
    let changed = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at + 36] = b'9';
        std::fs::write(&path, bytes).unwrap();
        folder.run(&["verify", "c.rashomon"])
    };
    let ran = places.map(changed).find(|ran| ran.code != 0).expect("the claim is in a table");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("the log holds, but a derived table is damaged"), "{}", ran.out);
    folder.run(&["verify", "c.rashomon", "--rebuild"]).ends(0);
    assert_eq!(folder.run(&["export", "c.rashomon"]).ends(0).out, shown);
}

#[test]
fn a_case_cut_short_is_an_error_not_a_crash() {
    let folder = Folder::with_case(&reports::war());
    let bytes = std::fs::read(folder.path("c.rashomon")).unwrap();
    for part in [1, 50, 100, 4096, bytes.len() / 2, bytes.len() - 100] {
        folder.write("cut.rashomon", &bytes[..part]);
        for args in [
            &["events", "cut.rashomon"][..],
            &["verify", "cut.rashomon"],
            &["add", "cut.rashomon", "reports.jsonl"],
        ] {
            let ran = folder.run(args);
            assert!((0..=2).contains(&ran.code), "{part} {args:?}: {}", ran.err);
            assert!(!ran.err.contains("panicked"), "{}", ran.err);
            // Cut at its very end it may have lost derived pages alone, which are not ground.
            let is_late = part > bytes.len() / 2 || args[0] == "events";
            assert!(ran.code != 0 || is_late, "{part} {args:?}: {}{}", ran.out, ran.err);
        }
    }
}

/// Runs something through a shell that may write files of so many blocks of 512 bytes.
fn with_room(folder: &Folder, blocks: usize, args: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_rashomon");
    // A write past the limit is refused (EFBIG) once the signal that comes with it is ignored.
    let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec {program} {args}");
    ran(std::process::Command::new("sh").arg("-c").arg(line).current_dir(folder.root()))
}

#[test]
fn a_disk_without_room_keeps_what_was_committed() {
    let folder = Folder::with_case(&reports::war());
    let before = folder.export();
    folder.write("many.jsonl", reports::many(80));
    // Bash counts `ulimit -f` in 1024 bytes, dash in 512; room for what is there and little more.
    let size = std::fs::metadata(folder.path("c.rashomon")).unwrap().len() as usize;
    let full = with_room(&folder, size / 1024 + 24, "add c.rashomon many.jsonl -q");
    assert_eq!(full.code, 2, "{}", full.err);
    full.says(&["c.rashomon"]);
    assert!(full.err.contains("no room") || full.err.contains("could not be"), "{}", full.err);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    let kept = folder.export();
    assert!(
        kept["reports"].as_array().unwrap().len() >= before["reports"].as_array().unwrap().len()
    );
    // With room again, the same command goes on to the state of an uninterrupted run.
    folder.run(&["add", "c.rashomon", "many.jsonl"]).ends(0);
    let whole = Folder::with_case(&(reports::war() + &reports::many(80)));
    assert_eq!(folder.export(), whole.export());
}

#[test]
fn a_full_standard_output_is_an_error() {
    let folder = Folder::with_case(&reports::war());
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let mut command = command();
    command.args(["export", "c.rashomon"]).current_dir(folder.root()).stdout(full);
    command.stderr(std::process::Stdio::piped());
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
}
