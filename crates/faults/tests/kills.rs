//! Kills a process at every point where it writes, and looks at what it leaves.
//!
//! The process is this test binary, started again for one test that does the work; the shim sends it the kill signal at
//! the point it was told, before, after, or half-way through the write. What the process said before it died was
//! acknowledged. What the ledger does past SQLite (linking a new case into place) is killed through strace, where that is
//! allowed.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rashomon_faults::{Fault, Plan, arm, install};

use crate::fixture::{case_in, child, folder, is_long, recovers, told, word, work};

const CASE: &str = "RASHOMON_FAULTS_CASE";
const AT: &str = "RASHOMON_FAULTS_AT";
const DONE: &str = "RASHOMON_FAULTS_DONE";

/// Works until it is killed; does nothing in the ordinary run of the suite.
#[test]
fn child_works_until_killed() {
    let (Some(case), Some(at), Some(done)) = (word(CASE), word(AT), word(DONE)) else { return };
    install().unwrap();
    if let Ok(at) = at.parse() {
        arm(Plan::at_write(at, Fault::Kill { done: done.parse().unwrap() }));
    }
    let mut out = std::io::stdout().lock();
    let mut acknowledge = |count| {
        writeln!(out, "acknowledged {count}").unwrap();
        out.flush().unwrap();
    };
    work(Path::new(&case), &mut acknowledge).unwrap();
}

/// Runs a command to its end: the last count it acknowledged, and whether it came to the end of the work.
fn end_of(mut command: Command) -> (u64, bool) {
    let output = command.stderr(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let mut acknowledged =
        said.lines().filter_map(|line| line.split_once("acknowledged ")?.1.parse().ok());
    (acknowledged.next_back().unwrap_or(0), output.status.success())
}

/// Works in a new folder, killed at a point; says whether it was.
fn killed_at(at: u64, done: usize) -> bool {
    let folder = folder();
    let case = case_in(&folder);
    let (at_word, done_word) = (at.to_string(), done.to_string());
    let words = [(CASE, case.to_str().unwrap()), (AT, &at_word), (DONE, &done_word)];
    let (acknowledged, is_done) = end_of(child("kills::child_works_until_killed", &words));
    recovers(&case, acknowledged, &format!("killed at point {at} after {done} bytes"));
    !is_done
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill_at_any_write() {
    let mut killed = 0;
    for at in 0.. {
        // Before it; torn at a sector; torn at an odd byte; after all of it.
        let tears = [0, 512, 1337, usize::MAX];
        let tried = if is_long() { &tears[..] } else { &tears[at as usize % 4..][..1] };
        let hits = tried.iter().filter(|done| killed_at(at, **done)).count() as u64;
        killed += hits;
        if hits == 0 {
            break;
        }
    }
    assert!(killed >= 200, "only {killed} points");
    told("kill at every write point", killed);
}

/// Calls of the system that make, fill, place and sync a new case, and the times of each that are tried.
const CALLS: [(&str, u64); 8] = [
    ("openat", 40),
    ("linkat,link", 2),
    ("unlink,unlinkat", 8),
    ("fsync,fdatasync", 20),
    ("pwrite64", 60),
    ("ftruncate", 4),
    ("fchmod,fchown", 4),
    ("close", 40),
];

#[test]
fn a_kill_at_any_call_of_the_system_leaves_nothing_or_a_case() {
    let probe = Command::new("strace").args(["-f", "-qq", "-o", "/dev/null", "true"]).status();
    if !probe.is_ok_and(|status| status.success()) {
        told("SKIPPED, strace is not allowed here: kill at every call of the system", 0);
        return;
    }
    let mut killed = 0;
    for (calls, most) in CALLS {
        let step = if is_long() { 1 } else { (most / 6).max(1) };
        for when in (1..=most).step_by(step as usize) {
            let folder = folder();
            let case = case_in(&folder);
            let words = [(CASE, case.to_str().unwrap()), (AT, "never"), (DONE, "0")];
            let inner = child("kills::child_works_until_killed", &words);
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
            command.arg("-e").arg(format!("inject={calls}:signal=SIGKILL:when={when}"));
            command.arg(inner.get_program()).args(inner.get_args());
            command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
            let (acknowledged, is_done) = end_of(command);
            recovers(&case, acknowledged, &format!("killed at {calls} number {when}"));
            killed += u64::from(!is_done);
        }
    }
    assert!(killed > 15, "only {killed}");
    told("kill at calls of the system", killed);
}
