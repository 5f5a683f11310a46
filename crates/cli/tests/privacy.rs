//! Nothing leaves the machine, and nothing is left on it but what was asked for: no socket, no file
//! outside the folder, nobody else may read what is written. `docs/privacy.md` promises it.
//!
//! Every command of the program runs under `strace`, and its system calls are read. Where a machine
//! has no `strace` or forbids to trace, that proof is skipped, loudly; what the program imports
//! from the C library is looked at everywhere. A command that is new must be added to the runs.

mod imports;
mod runs;
mod trace;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::program::{Folder, command, ran};
pub use runs::prepared;
use runs::{RUNS, ended_well, runs};
use trace::Trace;

/// Says on the terminal, past whatever holds back the output of tests, what was not proved.
pub fn skipped(what: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what} (needs Linux, strace and leave to trace)");
}

/// Runs the commands traced, in a folder where they find what they need.
fn traced(mut check: impl FnMut(&str, &Folder, &Trace)) -> bool {
    let folder = prepared();
    for run in runs() {
        let words: Vec<&str> = run.split_whitespace().collect();
        let Some(trace) = Trace::of(&folder, &words) else { return false };
        check(run, &folder, &trace);
    }
    true
}

#[test]
fn no_command_opens_a_socket_or_writes_elsewhere() {
    let proved = traced(|run, folder, trace| {
        assert!(ended_well(run, trace.code), "{run}: ended with {}", trace.code);
        assert!(trace.calls > 0, "{run}: nothing was traced");
        assert!(trace.sockets.is_empty(), "{run}: {:?}", trace.sockets);
        for path in &trace.written {
            let ours = Path::new(path).starts_with(folder.root().canonicalize().unwrap());
            assert!(ours || path.starts_with("/dev/"), "{run}: touched {path}");
        }
        for (path, mode) in &trace.made {
            assert_eq!(mode & 0o077, 0, "{run}: made {path} with {mode:o}");
        }
    });
    if !proved {
        skipped("no socket is opened, nothing is written elsewhere");
    }
}

#[test]
fn every_command_is_among_the_runs() {
    let help = ran(command().arg("--help")).ends(0).out;
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 20, "{names:?}");
    // `serve` does not end by itself: `serve.rs` beside this file traces it.
    for name in names.iter().filter(|name| !["help", "serve"].contains(name)) {
        let runs = RUNS.iter().any(|run| run.split_whitespace().next() == Some(name));
        assert!(runs, "`{name}` is in no run of the test of privacy (runs.rs)");
    }
}

#[test]
fn whatever_the_umask_only_the_owner_may_read() {
    let folder = prepared();
    for (target, asked) in [
        ("new.rashomon", "add new.rashomon reports.jsonl"),
        ("x.json", "export c.rashomon -o x.json"),
        ("x.html", "dossier c.rashomon -o x.html"),
        ("tables/claims.csv", "export c.rashomon --format csv -o tables"),
    ] {
        let program = env!("CARGO_BIN_EXE_rashomon");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", "umask 000; exec \"$0\" \"$@\"", program]);
        ran(shell.args(asked.split(' ')).current_dir(folder.root())).ends(0);
        let mode = std::fs::metadata(folder.path(target)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{target}");
    }
    let mode = std::fs::metadata(folder.path("tables")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn no_home_and_no_room_for_temporary_files_are_needed() {
    let nowhere =
        ["HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_CACHE_HOME"].map(|n| (n, "/proc/nowhere"));
    for environment in [&[][..], &nowhere] {
        let folder = prepared();
        for run in runs() {
            let mut bare = command();
            bare.args(run.split_whitespace()).current_dir(folder.root());
            let ended = ran(bare
                .env_clear()
                .env("RASHOMON_PASSWORD", "x")
                .envs(environment.iter().copied()));
            assert!(ended_well(run, ended.code), "{run} with {environment:?}: {}", ended.err);
        }
    }
}

#[test]
fn the_program_has_no_way_to_open_a_connection() {
    let Some(imported) = imports::of(Path::new(env!("CARGO_BIN_EXE_rashomon"))) else {
        skipped("the program imports nothing that opens a connection");
        return;
    };
    // Something must have been read, or the test would pass on anything.
    assert!(imported.iter().any(|name| name == "read" || name == "pread64"), "{imported:?}");
    for name in imports::CONNECT {
        assert!(!imported.iter().any(|own| own == name), "the program imports {name}");
    }
}

#[test]
fn a_trace_with_a_socket_or_a_stray_file_is_seen() {
    let lines = "12 socket(AF_UNIX, SOCK_STREAM, 0) = 3\n\
        12 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 3\n\
        12 openat(AT_FDCWD, \"a.txt\", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 4\n\
        12 openat(AT_FDCWD, \"/var/b\", O_WRONLY|O_TRUNC) = -1 EACCES (Permission denied)\n\
        13 renameat2(AT_FDCWD, \"/x/c\", AT_FDCWD, \"../d\", RENAME_NOREPLACE) = 0\n\
        12 mkdir(\"e\", 0777) = 0\n";
    let trace = Trace::read(lines, Path::new("/x/f"));
    assert_eq!(trace.sockets, ["socket(AF_UNIX, SOCK_STREAM, 0) = 3"]);
    assert_eq!(trace.written, ["/x/f/a.txt", "/var/b", "/x/c", "/x/d", "/x/f/e"]);
    assert_eq!(trace.made, [("/x/f/a.txt".to_owned(), 0o644), ("/x/f/e".to_owned(), 0o777)]);
}
