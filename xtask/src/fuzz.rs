//! Runs the fuzzer on one target or on all, from the seeds, the kept cases and the casebook.
//!
//! In: targets and seconds for each. Builds `fuzz/` with stable Rust, our own crates marked by
//! `fuzz/instrument`; fills `fuzz/corpus/TARGET` with the texts of the casebook; runs. Out: one line
//! of figures a target, on stdout, and whatever broke a law under `fuzz/artifacts/TARGET`.
//! `cargo fuzz run TARGET --sanitizer none` works on the same folder. `docs/fuzzing.md` says more.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::convert::venv;

/// Targets whose inputs are texts, so that the casebook is a corpus for them.
const OF_TEXTS: [&str; 8] =
    ["read", "case", "language", "numbers", "offsets", "quotations", "times", "visible"];

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let folder = venv::root()?.join("fuzz");
    let known = targets(&folder)?;
    let (mut wanted, mut seconds, mut least) = (Vec::new(), 60, false);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--seconds" => {
                let given = args.next().and_then(|n| n.parse().ok());
                seconds = given.ok_or("--seconds needs a number")?;
            }
            "--minimise" => least = true,
            name if known.iter().any(|target| target == name) => wanted.push(name.to_owned()),
            odd => return Err(format!("no target `{odd}`; there are {}", known.join(", "))),
        }
    }
    if wanted.is_empty() {
        wanted = known;
    }
    println!("target\tseconds\texecutions\tcoverage\tfeatures\tcorpus\tbroken");
    let mut broken = 0;
    for target in &wanted {
        let program = build(&folder, target)?;
        fill(&folder, target)?;
        if least {
            minimise(&folder, target, &program)?;
        } else {
            broken += fuzz(&folder, target, &program, seconds)?;
        }
    }
    if broken > 0 { Err(format!("{broken} input(s) broke a law")) } else { Ok(()) }
}

/// Reads the names of the targets from the fuzzer's manifest.
fn targets(folder: &Path) -> Result<Vec<String>, String> {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|e| format!("{}: {e}", manifest.display()))?;
    let names = text.split("[[bin]]").skip(1).filter_map(|part| {
        let name = part.lines().find_map(|line| line.strip_prefix("name = "))?;
        Some(name.trim_matches('"').to_owned())
    });
    Ok(names.collect())
}

/// Builds one target and says where it lies.
fn build(folder: &Path, target: &str) -> Result<PathBuf, String> {
    let built = std::env::var_os("CARGO_TARGET_DIR").map_or(folder.join("target"), PathBuf::from);
    let built = built.join("fuzzing");
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--release", "--quiet", "--bin", target]).current_dir(folder);
    command.env("RUSTC_WRAPPER", folder.join("instrument")).env("CARGO_TARGET_DIR", &built);
    venv::succeed(&mut command, &format!("building the target {target}"))?;
    Ok(built.join("release").join(target))
}

/// Puts the texts of the casebook into the corpus of a target that takes texts.
fn fill(folder: &Path, target: &str) -> Result<(), String> {
    let corpus = folder.join("corpus").join(target);
    let fail = |error: std::io::Error| format!("{}: {error}", corpus.display());
    fs::create_dir_all(&corpus).map_err(fail)?;
    fs::create_dir_all(folder.join("artifacts").join(target)).map_err(fail)?;
    if !OF_TEXTS.contains(&target) || fs::read_dir(&corpus).map_err(fail)?.next().is_some() {
        return Ok(());
    }
    let mut folders = vec![folder.join("../casebook/cases"), folder.join("../casebook/whole")];
    let mut number = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).map_err(fail)?.filter_map(Result::ok).map(|e| e.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                for text in texts(&fs::read_to_string(&path).map_err(fail)?) {
                    number += 1;
                    fs::write(corpus.join(format!("page-{number}")), text).map_err(fail)?;
                }
            }
        }
    }
    Ok(())
}

/// Takes the fenced texts out of a page.
fn texts(page: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut open: Option<String> = None;
    for line in page.lines() {
        if line.starts_with("```") {
            texts.extend(open.take());
            open = line.starts_with("```text").then(String::new);
        } else if let Some(text) = &mut open {
            text.push_str(line);
            text.push('\n');
        }
    }
    texts
}

/// Runs a target and prints its figures; gives how many inputs broke a law.
fn fuzz(folder: &Path, target: &str, program: &Path, seconds: u32) -> Result<usize, String> {
    let artifacts = folder.join("artifacts").join(target);
    let before = count(&artifacts);
    let mut command = Command::new(program);
    command.arg(folder.join("corpus").join(target));
    for more in ["seeds", "cases"] {
        command.args(Some(folder.join(more).join(target)).filter(|folder| folder.is_dir()));
    }
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    command.args(["-rss_limit_mb=2048", "-timeout=20", "-max_len=4096", "-print_final_stats=1"]);
    let out = command.stdout(Stdio::inherit()).stderr(Stdio::piped()).output();
    let out = out.map_err(|e| format!("{}: {e}", program.display()))?;
    let said = String::from_utf8_lossy(&out.stderr);
    let broken = count(&artifacts).saturating_sub(before);
    if broken > 0 {
        let lines: Vec<&str> = said.lines().collect();
        eprintln!("{}", lines[lines.len().saturating_sub(40)..].join("\n"));
    }
    let stat =
        |name: &str| said.lines().rev().find_map(|line| line.strip_prefix(name)).unwrap_or("?");
    let word = |name: &str| {
        let line = said.lines().rev().find(|line| line.contains(" cov: ")).unwrap_or("");
        let mut words = line.split_whitespace().skip_while(|word| *word != name);
        words.nth(1).unwrap_or("?").to_owned()
    };
    println!(
        "{target}\t{seconds}\t{}\t{}\t{}\t{}\t{broken}",
        stat("stat::number_of_executed_units:").trim(),
        word("cov:"),
        word("ft:"),
        word("corp:"),
    );
    Ok(broken)
}

/// Writes the fewest inputs of the corpus that reach the same into `corpus/TARGET.least`.
fn minimise(folder: &Path, target: &str, program: &Path) -> Result<(), String> {
    let least = folder.join("corpus").join(format!("{target}.least"));
    fs::create_dir_all(&least).map_err(|e| format!("{}: {e}", least.display()))?;
    let mut command = Command::new(program);
    command.arg("-merge=1").arg("-max_len=4096").arg(&least);
    command.arg(folder.join("corpus").join(target)).stderr(Stdio::null());
    venv::succeed(&mut command, &format!("minimising {target}"))?;
    println!("{target}\t{} inputs in {}", count(&least), least.display());
    Ok(())
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, |entries| entries.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_a_page_are_its_fenced_texts() {
        let page = "# A\n```text outlet=\"V\"\nOne.\nTwo.\n```\n| a |\n```json\n{}\n```\n```text\nThree.\n```\n";
        assert_eq!(texts(page), ["One.\nTwo.\n", "Three.\n"]);
    }

    #[test]
    fn the_targets_are_the_binaries_of_the_manifest() {
        let folder = venv::root().unwrap().join("fuzz");
        assert!(targets(&folder).unwrap().contains(&"read".to_owned()));
    }
}
