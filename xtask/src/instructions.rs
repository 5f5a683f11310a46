//! Counts the instructions of the hot paths and compares them with the committed counts.
//!
//! In: the bundled demo reports; `bench/paths`, which walks the paths, and the program itself, both as released and run
//! under callgrind. Out: a table; `bench/instructions.csv` where `--bless` is given. With `--check` a path that takes
//! over 5 % more than its committed count fails. Unlike seconds, counts hardly differ from run to run, nor with what else the
//! machine does. Must hold: they do not depend on the processor either. Valgrind knows no AVX-512,
//! so the program takes the way for AVX2 on every machine that has it; on others nothing is counted.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::bench::target;
use crate::convert::venv::{root, succeed};

const COMMITTED: &str = "bench/instructions.csv";
const REPORTS: &str = "data/demo/reports.jsonl";
/// By how much of its committed count a path may grow.
const TOLERANCE: f64 = 0.05;

/// Instructions by path.
type Counts = BTreeMap<String, u64>;

/// What was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Table,
    Check,
    Bless,
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let (mut wanted, mut profile) = (Wanted::Table, "release");
    for arg in args {
        match arg.as_str() {
            "--check" => wanted = Wanted::Check,
            "--bless" => wanted = Wanted::Bless,
            "--quick" => profile = "quick",
            odd => return Err(format!("`{odd}` is none of --check, --bless, --quick")),
        }
    }
    if let Some(why) = cannot()? {
        println!("INSTRUCTIONS NOT COUNTED: {why}");
        return Ok(());
    }
    let root = root()?;
    let counts = count(&root, profile)?;
    if wanted == Wanted::Bless {
        return write(&root, &counts);
    }
    let committed = read(&root)?;
    let grown = print(&counts, &committed);
    if wanted == Wanted::Check && !grown.is_empty() {
        return Err(format!(
            "over {:.0} % more instructions than {COMMITTED} has: {}; make it cheaper, or say in the change why it is \
             worth that and run `cargo xtask instructions --bless`",
            TOLERANCE * 100.0,
            grown.join(", ")
        ));
    }
    Ok(())
}

/// Says why nothing can be counted here; an error where it must be.
fn cannot() -> Result<Option<String>, String> {
    let flags = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    if !cfg!(target_arch = "x86_64") || !flags.contains(" avx2") {
        return Ok(Some(
            "the committed counts are of x86-64 with AVX2, which this is not".to_owned(),
        ));
    }
    let mut probe = Command::new("valgrind");
    match probe.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(None),
        _ => {
            let why = "`valgrind` does not run; install it (Debian: apt-get install valgrind)";
            let ci = std::env::var_os("CI").is_some_and(|ci| !ci.is_empty());
            if ci { Err(why.to_owned()) } else { Ok(Some(why.to_owned())) }
        }
    }
}

/// Builds the programs and counts every path.
fn count(root: &Path, profile: &str) -> Result<Counts, String> {
    let args =
        ["build", "--quiet", "--profile", profile, "-p", "rashomon-cli", "-p", "rashomon-paths"];
    succeed(Command::new(env!("CARGO")).args(args).current_dir(root), "cargo build")?;
    let target = target()?;
    let folder = target.join("instructions");
    // A case of an earlier run would be added to.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let case = folder.join("demo.rashomon");
    let mut counts = Counts::new();
    let mut walk = callgrind(&folder.join("paths"), &target.join(profile).join("rashomon-paths"));
    silently(walk.arg(root.join(REPORTS)).arg(&case), "rashomon-paths")?;
    let text = read_text(&folder.join("paths"))?;
    for (name, cost) in paths(&text) {
        counts.insert(name, cost);
    }
    if counts.is_empty() {
        return Err("callgrind names no path: were the names of functions stripped?".to_owned());
    }
    let program = target.join(profile).join("rashomon");
    for (name, args) in [("events", &["-n", "50"][..]), ("show", &["1"][..])] {
        let out = folder.join(name);
        let mut command = callgrind(&out, &program);
        silently(command.arg(name).arg(&case).args(args), name)?;
        counts.insert(format!("command {name}"), total(&read_text(&out)?)?);
    }
    Ok(counts)
}

/// A program under callgrind, on one core, so that it starts one thread where it would start many.
fn callgrind(out: &Path, program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "0", "valgrind", "--quiet", "--tool=callgrind", "--compress-strings=no"]);
    command.arg(format!("--callgrind-out-file={}", out.display())).arg(program);
    command.stdout(Stdio::null());
    command
}

/// Runs a command and shows what it says only where it fails.
fn silently(command: &mut Command, what: &str) -> Result<(), String> {
    eprintln!("counting {what}");
    let out = command.output().map_err(|e| format!("{what}: {e}"))?;
    let said = String::from_utf8_lossy(&out.stderr);
    if out.status.success() { Ok(()) } else { Err(format!("{what}: {}\n{said}", out.status)) }
}

fn read_text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// The paths of a callgrind file: `cfn=…path_NAME`, `calls=…`, then the place of the call and what it cost.
fn paths(text: &str) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let called = line.strip_prefix("cfn=").and_then(|name| name.rsplit_once("::path_"));
        let Some((place, name)) = called else { continue };
        if !place.ends_with("rashomon_paths") || name.contains("::") {
            continue;
        }
        let cost = lines.nth(1).and_then(|cost| cost.rsplit(' ').next()?.parse().ok());
        if let Some(cost) = cost {
            found.push((name.to_owned(), cost));
        }
    }
    found
}

/// All instructions of a callgrind file.
fn total(text: &str) -> Result<u64, String> {
    let line = text.lines().find_map(|line| line.strip_prefix("totals: "));
    line.and_then(|n| n.trim().parse().ok()).ok_or_else(|| "callgrind gives no total".to_owned())
}

fn read(root: &Path) -> Result<Counts, String> {
    let text = read_text(&root.join(COMMITTED))?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?.to_owned(), cells.next()?.parse().ok()?))
    });
    Ok(rows.collect())
}

fn write(root: &Path, counts: &Counts) -> Result<(), String> {
    let out = Command::new("rustc").arg("--version").output().map_err(|e| format!("rustc: {e}"))?;
    let compiler = String::from_utf8_lossy(&out.stdout).trim().to_owned();
    let rows = counts.iter().map(|(path, count)| format!("{path},{count},{compiler}\n"));
    let text = format!("path,instructions,compiler\n{}", rows.collect::<String>());
    let path = root.join(COMMITTED);
    std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Prints both counts of each path, and gives those that grew too much or are new or gone.
fn print(counts: &Counts, committed: &Counts) -> Vec<String> {
    println!("{:<20} {:>14} {:>14} {:>8}", "path", "committed", "now", "change");
    let mut grown = Vec::new();
    for (path, now) in counts {
        let Some(was) = committed.get(path) else {
            println!("{path:<20} {:>14} {now:>14}", "-");
            grown.push(format!("{path} (not committed)"));
            continue;
        };
        let change = *now as f64 / *was as f64 - 1.0;
        println!("{path:<20} {was:>14} {now:>14} {:>+7.1} %", change * 100.0);
        if change > TOLERANCE {
            grown.push(format!("{path} ({:+.1} %)", change * 100.0));
        } else if change < -TOLERANCE {
            println!("{:<20} cheaper: bless it, or the gain may be lost unseen", "");
        }
    }
    let gone = committed.keys().filter(|path| !counts.contains_key(*path));
    grown.extend(gone.map(|path| format!("{path} (no longer counted)")));
    grown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(rows: &[(&str, u64)]) -> Counts {
        rows.iter().map(|(path, n)| ((*path).to_owned(), *n)).collect()
    }

    #[test]
    fn a_path_is_found_with_all_that_it_called() {
        let text = "fn=rashomon_paths::main\n12 7\ncfn=rashomon_paths::path_parse\ncalls=1 30\n14 9001\n\
                    cfn=<std::path::Path>::path_of\ncalls=1 0\n15 3\n\
                    cfn=rashomon_paths::path_add::{{closure}}\ncalls=1 0\n16 8\ntotals: 9123\n";
        assert_eq!(paths(text), [("parse".to_owned(), 9001)]);
        assert_eq!(total(text), Ok(9123));
    }

    #[test]
    fn only_what_grew_by_more_than_the_tolerance_is_told() {
        let committed = counts(&[("parse", 1000), ("read", 1000), ("show", 1000), ("gone", 1)]);
        let now = counts(&[("parse", 1049), ("read", 1051), ("show", 500), ("new", 5)]);
        let grown = print(&now, &committed);
        assert_eq!(grown, ["new (not committed)", "read (+5.1 %)", "gone (no longer counted)"]);
    }
}
