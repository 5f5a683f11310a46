//! Runs the built program in a folder of its own, and keeps what it printed.
//!
//! Standard input is closed unless given, the environment holds nothing that changes output.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// How a run ended and what it printed.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Insists on an exit code; gives the run back.
    #[track_caller]
    pub fn ends(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "\nout: {}\nerr: {}", self.out, self.err);
        self
    }

    /// The lines of standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Insists that an error is one line that has all of some words.
    #[track_caller]
    pub fn says(&self, words: &[&str]) {
        assert_eq!(self.err.trim_end().lines().count(), 1, "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "no `{word}` in: {}", self.err);
        }
    }
}

/// A folder that vanishes, with a case to be in it.
pub struct Folder {
    folder: tempfile::TempDir,
}

/// The program, ready to be told its arguments.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rashomon"));
    for name in [
        "RASHOMON_BY",
        "RASHOMON_PASSWORD",
        "RASHOMON_PASSPHRASE",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
    ] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

impl Folder {
    pub fn new() -> Folder {
        Folder { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with a case made of some reports in JSON Lines.
    pub fn with_case(reports: &str) -> Folder {
        let folder = Folder::new();
        folder.write("reports.jsonl", reports);
        folder.run(&["add", "c.rashomon", "reports.jsonl"]).ends(0);
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// Runs the program in the folder.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(command().args(args).current_dir(self.root()))
    }

    /// Runs the program in the folder with something on standard input.
    pub fn feed(&self, args: &[&str], input: &str) -> Ran {
        let mut command = command();
        command.args(args).current_dir(self.root());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        of(child.wait_with_output().unwrap())
    }

    /// Runs a script of Python in the folder: the hand of somebody with other tools than ours. Says loudly where there
    /// is no Python, and gives false.
    #[must_use]
    pub fn python(&self, script: &str) -> bool {
        let mut python = Command::new("python3");
        let Ok(done) = python.arg("-c").arg(script).current_dir(self.root()).output() else {
            skipped(
                "NOT CHECKED BY HAND: python3 is not installed (Debian: apt-get install python3)",
            );
            return false;
        };
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        true
    }

    /// The head of the case's log.
    pub fn head(&self) -> String {
        let verified = self.run(&["verify", "c.rashomon", "--json"]).ends(0).json();
        verified[0]["head"].as_str().unwrap().to_owned()
    }

    /// The case as exported.
    pub fn export(&self) -> Value {
        self.run(&["export", "c.rashomon"]).ends(0).json().remove(0)
    }
}

/// Says loudly that something was not checked: past the net in which tests that pass lose their words.
pub fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "{why}");
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    of(command.output().unwrap())
}

fn of(output: std::process::Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
