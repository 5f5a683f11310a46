//! Compares `crates/syntax` with spaCy on the yardstick texts, token by token, and times both.
//!
//! In: the texts of `../shared/yardsticks/*/reports.jsonl`, which are only read. Out: a table of
//! agreement in per cent, the first differences, and the ratio of speeds on one thread. Says so
//! and succeeds when the texts are not there. Fails when agreement is below what is promised:
//! all tokens, and 99.9 % of everything else.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

mod table;

use crate::convert::venv::{self, Venv};
use table::Agreement;

const DEFAULT_WORDS: usize = 200_000;
/// Words each parser is timed on.
const TIMED_WORDS: usize = 60_000;

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let words = match args {
        [] => DEFAULT_WORDS,
        [option] if option == "--fixtures" => return fixtures(),
        [option, count] if option == "--words" => {
            count.parse().map_err(|_| format!("`{count}` is not a number"))?
        }
        _ => return Err("expected nothing, --words N, or --fixtures".to_owned()),
    };
    let root = venv::root()?;
    let texts = texts(&root.join("../shared/yardsticks"))?;
    if texts.is_empty() {
        eprintln!("PARITY NOT CHECKED: there are no yardstick texts beside the checkout");
        return Ok(());
    }
    let venv = Venv::with_spacy()?;
    let ours = build(&root)?;
    let theirs = vec![venv.python(), root.join("xtask/src/parity/annotate.py")];
    let folder = root.join("target/parity");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let agreement = compare(&texts, words, &folder, &ours, &theirs)?;
    print!("{agreement}");
    time(&texts, &folder, &ours, &theirs)?;
    agreement.verdict()
}

/// Writes anew what spaCy makes of the texts that the tests of the crate compare with.
fn fixtures() -> Result<(), String> {
    let root = venv::root()?;
    let folder = root.join("crates/syntax/tests/parity");
    let theirs = [Venv::with_spacy()?.python(), root.join("xtask/src/parity/annotate.py")];
    annotate(&theirs, &[], &folder.join("texts.jsonl"), Some(&folder.join("expected.jsonl")))?;
    Ok(())
}

/// Builds the example program and gives its command line.
fn build(root: &Path) -> Result<Vec<PathBuf>, String> {
    let package =
        ["build", "--quiet", "--release", "--package", "rashomon-syntax", "--example", "annotate"];
    venv::succeed(Command::new(env!("CARGO")).args(package).current_dir(root), "cargo build")?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(vec![target.join("release/examples/annotate")])
}

/// Reads all texts, each folder in turn, so that every kind is among the first.
fn texts(folder: &Path) -> Result<Vec<String>, String> {
    let mut folders: Vec<Vec<String>> = Vec::new();
    let entries =
        std::fs::read_dir(folder).map(|e| e.filter_map(Result::ok).map(|e| e.path()).collect());
    let mut paths: Vec<PathBuf> = entries.unwrap_or_default();
    paths.sort();
    for path in paths.iter().map(|p| p.join("reports.jsonl")).filter(|p| p.exists()) {
        let lines =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let reports = lines.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
        folders.push(reports.filter_map(|r| r["text"].as_str().map(str::to_owned)).collect());
    }
    let longest = folders.iter().map(Vec::len).max().unwrap_or(0);
    let rounds = (0..longest).flat_map(|i| folders.iter().filter_map(move |f| f.get(i)));
    Ok(rounds.cloned().collect())
}

/// Takes texts until they hold that many words, and writes them as JSON lines.
fn write_input(texts: &[String], words: usize, path: &Path) -> Result<usize, String> {
    let (mut lines, mut count) = (String::new(), 0);
    for text in texts {
        if count >= words {
            break;
        }
        count += text.split_whitespace().count();
        lines += &Value::from(text.as_str()).to_string();
        lines.push('\n');
    }
    std::fs::write(path, lines).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(count)
}

fn compare(
    texts: &[String],
    words: usize,
    folder: &Path,
    ours: &[PathBuf],
    theirs: &[PathBuf],
) -> Result<Agreement, String> {
    let input = folder.join("texts.jsonl");
    let count = write_input(texts, words, &input)?;
    eprintln!("comparing on {count} words");
    let mut outputs = Vec::new();
    for (command, name) in [(theirs, "theirs.jsonl"), (ours, "ours.jsonl")] {
        let output = folder.join(name);
        annotate(command, &[], &input, Some(&output))?;
        outputs.push(std::fs::read_to_string(&output).map_err(|e| e.to_string())?);
    }
    let mut agreement = Agreement::new(count);
    if outputs[0].lines().count() != outputs[1].lines().count() {
        return Err("the two parsers gave different numbers of texts".to_owned());
    }
    for (number, (theirs, ours)) in outputs[0].lines().zip(outputs[1].lines()).enumerate() {
        let parse = |line: &str| serde_json::from_str::<Value>(line).map_err(|e| e.to_string());
        agreement.add(number, &parse(theirs)?, &parse(ours)?);
    }
    Ok(agreement)
}

fn time(
    texts: &[String],
    folder: &Path,
    ours: &[PathBuf],
    theirs: &[PathBuf],
) -> Result<(), String> {
    let input = folder.join("timed.jsonl");
    let count = write_input(texts, TIMED_WORDS, &input)? as f64;
    let speed = |command: &[PathBuf], options: &[&str]| -> Result<f64, String> {
        let out = annotate(command, options, &input, None)?;
        let seconds = serde_json::from_str::<Value>(&out).ok().and_then(|v| v["seconds"].as_f64());
        seconds
            .filter(|s| *s > 0.0)
            .map(|s| count / s)
            .ok_or_else(|| "no time was given".to_owned())
    };
    let own = speed(ours, &["--time"])?;
    println!("\nwords per second, one thread, same texts:");
    println!("  ours, everything         {own:>9.0}");
    for (name, options) in [
        ("spaCy, everything       ", &["--time"] as &[&str]),
        ("spaCy, parser and spans ", &["--time", "--parser-and-spans"]),
    ] {
        let other = speed(theirs, options)?;
        println!("  {name} {other:>9.0}   ours is {:.1} times as fast", own / other);
    }
    Ok(())
}

/// Runs a parser on one thread; gives what it writes, unless that goes to a file.
fn annotate(
    command: &[PathBuf],
    options: &[&str],
    input: &Path,
    output: Option<&Path>,
) -> Result<String, String> {
    let open = File::open(input).map_err(|e| e.to_string())?;
    let out = match output {
        Some(path) => Stdio::from(File::create(path).map_err(|e| e.to_string())?),
        None => Stdio::piped(),
    };
    let (program, rest) = command.split_first().ok_or("no program")?;
    let mut process = Command::new(program);
    process.args(rest).args(options).stdin(open).stdout(out);
    for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"] {
        process.env(variable, "1");
    }
    let done = process.spawn().and_then(std::process::Child::wait_with_output);
    let done = done.map_err(|e| format!("{}: {e}", program.display()))?;
    if !done.status.success() {
        return Err(format!("{} failed: {}", program.display(), done.status));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}
