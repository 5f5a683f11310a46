//! Measures readings and cases against the yardsticks beside the checkout.
//!
//! In: `../shared/yardsticks/NAME/reports.jsonl`, only read, and the scorers there, run with
//! python3. Out: a table beside the floors, and `casebook/scores.csv`: one row a number, sorted,
//! three digits, no date, so that a change of quality is a line of a diff. With `--check`, or
//! where `CI` is set, nothing is written and a headline that fell by more than the tolerance
//! fails. Says so and succeeds where there are no yardsticks. `RASHOMON_BIN` names a program to
//! measure instead of a fresh build. Texts of the yardsticks never leave the target folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

mod measure;
mod plant;
mod table;

use crate::convert::venv;
use measure::Bench;
use table::Scores;

const COMMITTED: &str = "casebook/scores.csv";
/// By how much a headline may fall below the committed one: what noise of one report can do.
const TOLERANCE: f64 = 0.005;

/// What a yardstick is scored from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// Readings of its reports.
    Readings,
    /// Readings, and a case built from them.
    ReadingsAndCase,
    /// A case alone.
    Case,
    /// Pairs of names.
    Names,
    /// A case of planted reports.
    Planted,
}

/// One yardstick: its name, what it is scored from, and its floor: what patterns without any
/// knowledge of the subject reach.
type Yardstick = (&'static str, From, f64);

const YARDSTICKS: [Yardstick; 11] = [
    ("actors", From::Readings, 0.409),
    ("attribution", From::Readings, 0.355),
    ("factuality", From::Readings, 0.070),
    ("grouping", From::Case, 0.957),
    ("incident", From::Readings, 0.202),
    ("names", From::Names, 0.692),
    ("origins", From::Planted, 0.500),
    ("place", From::Readings, 0.316),
    ("range", From::Readings, 0.435),
    ("syria", From::ReadingsAndCase, 0.540),
    ("time", From::Readings, 0.657),
];

/// What was asked for.
struct Wanted {
    names: Vec<String>,
    check: bool,
    full: bool,
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let wanted = wanted(args)?;
    let root = venv::root()?;
    let folder = root.join("../shared/yardsticks");
    if !folder.is_dir() {
        println!("SCORES NOT MEASURED: no yardsticks in ../shared beside the checkout");
        return Ok(());
    }
    needs_python()?;
    let work = target(&root).join("score");
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let bench = Bench { program: program(&root)?, folder, work, root: root.clone() };
    let committed = Scores::read(&root.join(COMMITTED))?;
    let mut measured = Scores::default();
    for (name, from, _) in YARDSTICKS.iter().filter(|(name, ..)| wanted.takes(name)) {
        eprintln!("measuring {name}");
        measured.extend(bench.measure(name, *from)?);
    }
    if wanted.full {
        measured.print_rows();
    }
    measured.print_headlines(&YARDSTICKS, &committed);
    if wanted.check {
        return measured.held(&committed, TOLERANCE);
    }
    committed.renewed(measured).write(&root.join(COMMITTED))
}

fn wanted(args: &[String]) -> Result<Wanted, String> {
    let ci = std::env::var_os("CI").is_some_and(|ci| !ci.is_empty());
    let mut wanted = Wanted { names: Vec::new(), check: ci, full: false };
    for arg in args {
        match arg.as_str() {
            "--check" => wanted.check = true,
            "--full" => wanted.full = true,
            name if YARDSTICKS.iter().any(|y| y.0 == name) => wanted.names.push(arg.clone()),
            odd => {
                let names: Vec<&str> = YARDSTICKS.iter().map(|y| y.0).collect();
                return Err(format!(
                    "`{odd}` is neither --check nor --full nor a yardstick: {}",
                    names.join(", ")
                ));
            }
        }
    }
    Ok(wanted)
}

impl Wanted {
    fn takes(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|n| n == name)
    }
}

fn needs_python() -> Result<(), String> {
    let mut probe = Command::new("python3");
    match probe.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err("python3 does not run, and the scorers are written in it; install Python 3.9 or \
                  later (Debian: apt-get install python3)"
            .to_owned()),
    }
}

/// Builds the program as people run it, unless one is given.
pub fn program(root: &Path) -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("RASHOMON_BIN") {
        return Ok(PathBuf::from(given));
    }
    let args = ["build", "--release", "--package", "rashomon-cli"];
    venv::succeed(Command::new(env!("CARGO")).args(args).current_dir(root), "cargo build")?;
    Ok(target(root).join("release/rashomon"))
}

fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
