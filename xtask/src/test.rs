//! Runs every test of the workspace: unit tests, the casebook, laws, the snippets of the docs; then what
//! other people's programs say of exports, of the API and of the workbench in a browser.
//!
//! Needs cargo and a C compiler (SQLite is compiled in) and says so where one is missing. Prints
//! what fails as it fails, then one line a crate, and closes with `N passed, N failed, N skipped`.
//! Uses plain `cargo test` and not nextest: a process per test would load the language model anew
//! for each. A test marked as slow is skipped and counted, unless `--all` is given. Must hold: a
//! test program that dies without a verdict counts as failed.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::convert::venv;
use crate::readers::{self, Verdict};
use crate::{api, browser, score, ui};

/// Numbers of tests, of one crate or of all.
#[derive(Clone, Copy, Default)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

/// What the tests of the workspace came to.
#[derive(Default)]
struct Outcome {
    crates: BTreeMap<String, Tally>,
    /// The crate whose test program runs now; `None` once its verdict is in.
    running: Option<String>,
    current: String,
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let all = match args {
        [] => false,
        [option] if option == "--all" => true,
        _ => return Err("expected nothing, or --all".to_owned()),
    };
    let root = venv::root()?;
    needs_c_compiler()?;
    if !root.join("../shared").is_dir() {
        eprintln!(
            "note: there is no ../shared beside the checkout; `xtask score` has no yardsticks"
        );
    }
    let programs = build(&root)?;
    let mut outcome = Outcome::default();
    let code = cargo_test(&root, &["--lib", "--bins", "--tests"]);
    let ended = outcome.follow(code, all, &programs)?;
    // Snippets that are marked not to run stay so: `--all` adds slow tests, not broken ones.
    let docs_ended = outcome.follow(cargo_test(&root, &["--doc"]), false, &programs)?;
    let program = readers::program(&root, false)?;
    outcome.crates.insert("readers".to_owned(), tally(readers::check(&program)?));
    outcome.crates.insert("application".to_owned(), tally(ui::test(&program)?));
    // A browser waits for answers: it is given the program as people run it.
    let program = score::program(&root)?;
    outcome.crates.insert("api".to_owned(), tally(api::check(&program)?));
    outcome.crates.insert("browser".to_owned(), tally(browser::check(&program, &["e2e"])?));
    let sum = outcome.print();
    if let Some((pages, wrong)) = casebook(&root.join("casebook")) {
        println!("casebook: {pages} pages, {wrong} of them known wrong\n");
    }
    println!("{} passed, {} failed, {} skipped", sum.passed, sum.failed, sum.skipped);
    if sum.failed > 0 || !ended || !docs_ended { Err(String::new()) } else { Ok(()) }
}

/// What other programs check, exports or the application, counts as one test.
fn tally(verdict: Verdict) -> Tally {
    let mut tally = Tally::default();
    match verdict {
        Verdict::Passed => tally.passed = 1,
        Verdict::Failed => tally.failed = 1,
        Verdict::Skipped => tally.skipped = 1,
    }
    tally
}

fn needs_c_compiler() -> Result<(), String> {
    let name = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let mut probe = Command::new(&name);
    match probe.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!(
            "`{name}` does not run, and SQLite is compiled from C; install a C compiler \
             (Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install)"
        )),
    }
}

/// Builds every test program once and gives their file names with the crates they test.
fn build(root: &Path) -> Result<HashMap<String, String>, String> {
    let mut command = cargo_test(root, &["--lib", "--bins", "--tests"]);
    command.args(["--no-run", "--message-format", "json-render-diagnostics"]);
    let out = command.stderr(Stdio::inherit()).output().map_err(|e| format!("cargo: {e}"))?;
    if !out.status.success() {
        return Err("the tests do not build".to_owned());
    }
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    let messages = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(messages.filter_map(|message| program(&message)).collect())
}

fn program(message: &Value) -> Option<(String, String)> {
    let file = Path::new(message["executable"].as_str()?).file_name()?.to_str()?.to_owned();
    let manifest = Path::new(message["manifest_path"].as_str()?);
    let folder = manifest.parent()?.file_name()?.to_str()?.to_owned();
    Some((file, folder))
}

/// Counts the pages of the casebook, and those whose outcome is known to be wrong: these pass as
/// long as they fail, and must not be lost from sight.
fn casebook(folder: &Path) -> Option<(usize, usize)> {
    let (mut pages, mut wrong) = (0, 0);
    let mut folders = vec![folder.join("cases"), folder.join("whole")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|e| e.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let text = std::fs::read_to_string(&path).ok()?;
                pages += 1;
                wrong += usize::from(text.lines().any(|l| l.starts_with("status: known wrong")));
            }
        }
    }
    Some((pages, wrong))
}

fn cargo_test(root: &Path, targets: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["test", "--workspace", "--no-fail-fast"]).args(targets).current_dir(root);
    command
}

impl Outcome {
    /// Runs tests and follows what they print; says whether they ended as they should.
    fn follow(
        &mut self,
        mut command: Command,
        slow_too: bool,
        programs: &HashMap<String, String>,
    ) -> Result<bool, String> {
        if slow_too {
            // Every point of the failing disk, instead of a choice; see crates/faults.
            command.env("RASHOMON_FAULTS", "long");
            command.args(["--", "--include-ignored"]);
        }
        let (reader, writer) = std::io::pipe().map_err(|e| e.to_string())?;
        let errors = writer.try_clone().map_err(|e| e.to_string())?;
        let mut child =
            command.stdout(writer).stderr(errors).spawn().map_err(|e| format!("cargo: {e}"))?;
        // The command holds our ends of the pipe; reading would never end while it lives.
        drop(command);
        for line in BufReader::new(reader).lines() {
            self.take(&line.map_err(|e| e.to_string())?, programs);
        }
        self.lost();
        Ok(child.wait().map_err(|e| e.to_string())?.success())
    }

    fn take(&mut self, line: &str, programs: &HashMap<String, String>) {
        let bare = line.trim();
        if let Some(rest) = bare.strip_prefix("Running ") {
            self.begin(running_crate(rest, programs));
        } else if let Some(name) = bare.strip_prefix("Doc-tests ") {
            self.begin(folder_of_library(name));
        } else if let Some(verdict) = bare.strip_prefix("test result: ") {
            self.running = None;
            self.crates.entry(self.current.clone()).or_default().add(counts(verdict));
        } else if !is_noise(bare) {
            println!("{line}");
        }
    }

    fn begin(&mut self, name: String) {
        self.lost();
        self.running = Some(name.clone());
        self.current = name;
    }

    /// Counts a test program that ended without a verdict.
    fn lost(&mut self) {
        if let Some(name) = self.running.take() {
            println!("{name}: the test program ended without a verdict");
            self.crates.entry(name).or_default().failed += 1;
        }
    }

    fn print(&self) -> Tally {
        let mut sum = Tally::default();
        println!("\n{:<12} {:>7} {:>7} {:>7}", "crate", "passed", "failed", "skipped");
        for (name, tally) in &self.crates {
            println!("{name:<12} {:>7} {:>7} {:>7}", tally.passed, tally.failed, tally.skipped);
            sum.add(*tally);
        }
        println!();
        sum
    }
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Reads `ok. 3 passed; 0 failed; 1 ignored; …`.
fn counts(verdict: &str) -> Tally {
    let mut tally = Tally::default();
    let parts = verdict.split_once(". ").map_or("", |(_, parts)| parts);
    for part in parts.split(';') {
        match part.trim().split_once(' ') {
            Some((n, "passed")) => tally.passed = n.parse().unwrap_or(0),
            Some((n, "failed")) => tally.failed = n.parse().unwrap_or(0),
            Some((n, "ignored")) => tally.skipped = n.parse().unwrap_or(0),
            _ => {}
        }
    }
    tally
}

/// Names the crate from `tests/main.rs (target/debug/deps/main-0f3a…)`.
fn running_crate(rest: &str, programs: &HashMap<String, String>) -> String {
    let path = rest.rsplit_once('(').map_or(rest, |(_, path)| path.trim_end_matches(')'));
    let file = Path::new(path).file_name().and_then(|f| f.to_str()).unwrap_or(path);
    programs.get(file).cloned().unwrap_or_else(|| file.to_owned())
}

/// Names the folder of a library: `rashomon_text` lies in `text`, `rashomon` in `rashomon`.
fn folder_of_library(library: &str) -> String {
    library.strip_prefix("rashomon_").unwrap_or(library).to_owned()
}

/// Tells what need not be shown: single passes, and the frame around them.
fn is_noise(line: &str) -> bool {
    line.is_empty()
        || (line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test")))
        || (line.starts_with("test ") && (line.ends_with("... ok") || line.contains("... ignored")))
        || line.starts_with("Finished ")
        || line.starts_with("all doctests ran in ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_gives_its_numbers() {
        let tally = counts("FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out");
        assert_eq!((tally.passed, tally.failed, tally.skipped), (3, 2, 1));
    }

    #[test]
    fn a_program_without_a_verdict_counts_as_failed() {
        let mut outcome = Outcome::default();
        let programs = HashMap::from([("main-1".to_owned(), "text".to_owned())]);
        outcome.take("     Running tests/main.rs (target/debug/deps/main-1)", &programs);
        outcome.take("   Doc-tests rashomon_text", &programs);
        outcome.take("test result: ok. 4 passed; 0 failed; 0 ignored", &programs);
        let tally = outcome.crates["text"];
        assert_eq!((tally.passed, tally.failed), (4, 1));
    }
}
