//! `salvage`, and kills of the real program at its own calls of the system.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use crate::program::{Folder, command, ran};
use crate::reports;

/// Changes a letter of a record below the database. Copies of moved rows stand in the slack of pages; the place in use is
/// the one that `verify` finds.
fn spoil(folder: &Folder, words: &str) {
    let path = folder.path("c.rashomon");
    let whole = std::fs::read(&path).unwrap();
    let places =
        (0..whole.len() - words.len()).filter(|at| whole[*at..].starts_with(words.as_bytes()));
    let mut spoilt = places.map(|at| {
        let mut bytes = whole.clone();
        bytes[at + words.len() - 3] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        folder.run(&["verify", "c.rashomon"])
    });
    assert!(spoilt.any(|ran| ran.code == 1), "no such words in a record");
}

#[test]
fn a_whole_case_is_salvaged_whole() {
    let folder = Folder::with_case(&reports::war());
    let head = folder.head();
    let before = std::fs::read(folder.path("c.rashomon")).unwrap();
    let args = ["salvage", "c.rashomon", "new.rashomon", "--head", &head, "--json"];
    let told = folder.run(&args).ends(0).json().remove(0);
    assert_eq!(told["lost"].as_array().unwrap().len(), 0);
    assert!(told["noted_at"].as_u64().is_some(), "{told}");
    assert_eq!(std::fs::read(folder.path("c.rashomon")).unwrap(), before);
    let export = folder.run(&["export", "new.rashomon"]).ends(0).json().remove(0);
    assert_eq!(export, folder.export());
    folder.run(&["verify", "new.rashomon"]).ends(0);
}

#[test]
fn what_is_lost_is_named_and_the_rest_is_a_case() {
    let folder = Folder::with_case(&reports::war());
    let head = folder.head();
    spoil(&folder, "\"body\":{\"reader\":\"");
    let ran = folder.run(&["salvage", "c.rashomon", "new.rashomon", "--head", &head]).ends(1);
    for words in ["records lost    1", "old chain holds", "that of record"] {
        assert!(ran.out.contains(words), "no `{words}` in: {}", ran.out);
    }
    assert!(ran.err.contains("1 report lost its reading"), "{}", ran.err);
    folder.run(&["verify", "new.rashomon"]).ends(0);
    folder.run(&["events", "new.rashomon"]).ends(0);
}

#[test]
fn a_reading_that_lost_its_report_is_in_nothing_and_no_fault() {
    let folder = Folder::with_case(&reports::war());
    spoil(&folder, "\"body\":{\"head\":{");
    let told = folder.run(&["salvage", "c.rashomon", "new.rashomon", "--json"]).ends(1);
    assert_eq!(told.json()[0]["lost"].as_array().unwrap().len(), 1);
    folder.run(&["verify", "new.rashomon"]).ends(0);
    let events = |case: &str| folder.run(&["events", case, "--json"]).ends(0).json().len();
    assert!(events("new.rashomon") <= events("c.rashomon"));
}

#[test]
fn damaged_derived_tables_are_built_anew_and_verify_says_so() {
    let folder = Folder::with_case(&reports::war());
    let shown = folder.run(&["events", "c.rashomon", "--json"]).ends(0).out;
    let head = folder.head();
    let words = "\"precision\":\"day\"";
    let spoilt = "\"precision\":\"dya\"";
    assert!(shown.contains(words), "{shown}");
    let damage = || {
        let path = folder.path("c.rashomon");
        let mut bytes = std::fs::read(&path).unwrap();
        let places: Vec<usize> = (0..bytes.len() - words.len())
            .filter(|at| bytes[*at..].starts_with(words.as_bytes()))
            .collect();
        for at in places {
            bytes[at..at + spoilt.len()].copy_from_slice(spoilt.as_bytes());
        }
        std::fs::write(path, bytes).unwrap();
    };
    damage();
    let verified = folder.run(&["verify", "c.rashomon"]).ends(1);
    assert!(
        verified.out.contains("the log holds, but a derived table is damaged"),
        "{}",
        verified.out
    );
    let ran = folder.run(&["events", "c.rashomon", "--json"]).ends(0);
    assert_eq!(ran.out, shown);
    assert!(ran.err.contains("they are built anew"), "{}", ran.err);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    damage();
    folder.run(&["verify", "c.rashomon", "--rebuild"]).ends(0);
    assert_eq!(folder.run(&["events", "c.rashomon", "--json"]).ends(0).out, shown);
    assert_eq!(folder.head(), head);
}

#[test]
fn what_cannot_be_salvaged_says_why() {
    let folder = Folder::with_case(&reports::war());
    folder.write("text", "At Velm, a strike.\n".repeat(600));
    let told = |args: &[&str], words: &[&str]| folder.run(args).ends(2).says(words);
    told(&["salvage", "text", "new.rashomon"], &["nothing in it can be proved", "text"]);
    told(&["salvage", "none", "new.rashomon"], &["no such case file", "none"]);
    told(&["salvage", "c.rashomon", "c.rashomon"], &["exists already", "another name"]);
    told(&["salvage", "c.rashomon", "new.rashomon", "--head", "4a7"], &["no head", "verify"]);
    assert!(!folder.path("new.rashomon").exists());
}

/// Kills the program at one call of the system; says whether it died of it.
fn killed_at(folder: &Folder, args: &[&str], calls: &str, when: u32) -> bool {
    let program = command();
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
    traced.arg("-e").arg(format!("inject={calls}:signal=SIGKILL:when={when}"));
    traced.arg(program.get_program()).args(args).current_dir(folder.root());
    traced.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = traced.status().unwrap();
    ended.signal() == Some(9) || ended.code() == Some(137)
}

#[test]
fn a_kill_at_any_call_of_the_system_costs_no_whole_lot_and_no_judgement() {
    let probe = Command::new("strace").args(["-f", "-qq", "-o", "/dev/null", "true"]).status();
    if !probe.is_ok_and(|ended| ended.success()) {
        eprintln!("SKIPPED: strace is not allowed here; kills of the program itself are not tried");
        return;
    }
    let text = reports::war();
    let whole = Folder::with_case(&text);
    let judge = ["judge", "rename", "c.rashomon", "Velm", "Velmburg", "--reason", "on the map"];
    let mut killed = 0;
    let calls = ["pwrite64", "fsync,fdatasync", "linkat,link,unlink,unlinkat", "ftruncate"];
    for (turn, calls) in calls.into_iter().enumerate() {
        for when in [1, 2, 4, 9, 23, 60].into_iter().skip(turn % 2).step_by(2) {
            let folder = Folder::new();
            folder.write("reports.jsonl", &text);
            killed += u32::from(killed_at(
                &folder,
                &["add", "-q", "c.rashomon", "reports.jsonl"],
                calls,
                when,
            ));
            if folder.path("c.rashomon").exists() {
                folder.run(&["verify", "c.rashomon"]).ends(0);
            }
            folder.run(&["add", "-q", "c.rashomon", "reports.jsonl"]).ends(0);
            assert_eq!(folder.export()["events"], whole.export()["events"], "{calls} {when}");
            // A judgement is there or it is not; said again, it is there once.
            killed += u32::from(killed_at(&folder, &judge, calls, when));
            folder.run(&["verify", "c.rashomon"]).ends(0);
            let there =
                ran(command().args(["judgements", "c.rashomon"]).current_dir(folder.root()));
            if there.code == 1 {
                folder.run(&judge).ends(0);
            }
            let judged = folder.run(&["judgements", "c.rashomon", "--json"]).ends(0).json();
            assert_eq!(judged.len(), 1, "{calls} {when}");
        }
    }
    assert!(killed >= 8, "only {killed} kills hit");
    eprintln!("kills of the program: faults injected {killed}, survived {killed}");
}
