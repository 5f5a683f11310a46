//! Measures names at size beside other matchers, and writes a dated report under `bench/`.
//!
//! In: the published list of name forms (fetched with pip into the target folder, never shipped).
//! Out: `bench/DATE-names.md` with the machine, medians and spread of several runs, and each peer
//! as a ratio of its time to ours. A peer that does not install is named in the report. Timings are
//! reported, never tested. One thread throughout.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::peers::{Environment, LIST};
use crate::convert::venv::{root, succeed};

const RUNS: usize = 3;

/// Values by what they measure, one a run.
pub type Runs = BTreeMap<String, Vec<f64>>;

/// What was measured.
pub struct Measured {
    /// Ours.
    pub own: Runs,
    /// The peers'.
    pub theirs: Runs,
    /// What was not run, and what the programs said beside numbers.
    pub notes: Vec<String>,
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let count = match args {
        [] => "1000000",
        [option, count] if option == "--count" => count.as_str(),
        _ => return Err("expected `names`, then nothing or --count N".to_owned()),
    };
    let target = super::all::target()?;
    let environment = Environment::new(&target.join("bench-names"))?;
    let measured = measure(&environment, &target, count, RUNS, "release")?;
    println!("{}", write(&measured)?.display());
    Ok(())
}

/// Measures so many names so many times, with programs built in a profile.
pub fn measure(
    environment: &Environment,
    target: &Path,
    count: &str,
    runs: usize,
    profile: &str,
) -> Result<Measured, String> {
    let root = root()?;
    let mut notes = environment.matchers().into_iter().map(|m| format!("not run: {m}")).collect();
    let made = target.join("bench-names").join(count);
    let make = root.join("bench/names/make.py");
    let mut maker = Command::new(&environment.python);
    succeed(maker.arg(make).arg(environment.names()?).arg(&made).arg(count), "make.py")?;
    let ours = super::all::example("rashomon-resolve", "bench_names", profile)?;
    let (mut own, mut theirs) = (Runs::new(), Runs::new());
    for run in 1..=runs {
        eprintln!("names, run {run} of {runs}");
        let files = [made.join("names.txt"), made.join("questions.tsv")];
        take(Command::new(&ours).args(files), &mut own, &mut notes)?;
        let peers = root.join("bench/names/peers.py");
        let mut peer = Command::new(&environment.python);
        take(peer.arg(peers).arg(&made), &mut theirs, &mut notes)?;
    }
    Ok(Measured { own, theirs, notes })
}

/// Writes the dated report and gives its path.
pub fn write(measured: &Measured) -> Result<PathBuf, String> {
    let date = said(Command::new("date").args(["-u", "+%F"]));
    let path = root()?.join("bench").join(format!("{date}-names.md"));
    let text = report(&date, &measured.own, &measured.theirs, &measured.notes);
    std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(path)
}

/// Runs a program that prints lines of name, tab, value, and keeps them.
fn take(command: &mut Command, runs: &mut Runs, notes: &mut Vec<String>) -> Result<(), String> {
    let out = command.output().map_err(|e| e.to_string())?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned());
    }
    for line in String::from_utf8_lossy(&out.stdout).lines() {
        let Some((name, value)) = line.split_once('\t') else { continue };
        match value.parse() {
            Ok(value) => runs.entry(name.to_owned()).or_default().push(value),
            Err(_) if notes.iter().any(|n| n.starts_with(name)) => {}
            Err(_) => notes.push(format!("{name}: {value}")),
        }
    }
    Ok(())
}

fn report(date: &str, own: &Runs, theirs: &Runs, notes: &[String]) -> String {
    let mut out = format!(
        "# Names at size, {date}\n\nWritten by `cargo xtask bench names`. Names are put together at random from the \
         forms of\nPyPI `{LIST}` (see `bench/names/make.py`); nobody in them is a person. One thread, {RUNS} runs: \
         median\n(lowest to highest). A question is asked three times in a run and the middle time counts.\n\n\
         Machine: {}. Compiler: {}. Python: {}.\n\n## Ours\n\n| what | median | spread |\n|---|---:|---:|\n",
        machine(),
        said(Command::new("rustc").arg("--version")),
        said(Command::new("python3").arg("--version")),
    );
    rows(&mut out, own);
    out += "\n## Peers, same names, same run\n\n| what | median | spread |\n|---|---:|---:|\n";
    rows(&mut out, theirs);
    out += "\n## Ratios: their median time over ours\n\n| peer | times as long as ours |\n|---|---:|\n";
    for (name, values) in theirs {
        let kind = [("pair us, p50", "pair us, p50"), ("candidates us, p50", "candidates us, p50")];
        for (theirs, ours) in kind {
            if let (true, Some(ours)) = (name.ends_with(theirs), own.get(ours)) {
                let _ = writeln!(out, "| {name} | {:.2} |", median(values) / median(ours));
            }
        }
    }
    out += "\nRapidfuzz and jellyfish compare letters and know no other script; a pair of ours is compared word by word\n\
            with sounds and weights. `nomenklatura` prepares its names within the time of a pair: compare it with\n\
            `pair with preparing`.\n";
    for note in notes {
        let _ = writeln!(out, "\n- {note}");
    }
    out
}

fn rows(out: &mut String, runs: &Runs) {
    for (name, values) in runs {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let spread =
            if least == most { String::new() } else { format!("{least:.3} – {most:.3}") };
        let _ = writeln!(out, "| {name} | {:.3} | {spread} |", median(values));
    }
}

/// The middle value.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The processor, its cores, the memory, and how busy the machine was.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|l| l.starts_with(name)).unwrap_or_default().to_owned();
        line.split_once(':').map_or_else(String::new, |(_, v)| v.trim().to_owned())
    };
    let (cpu, memory, load) = (read("/proc/cpuinfo"), read("/proc/meminfo"), read("/proc/loadavg"));
    let cores = cpu.lines().filter(|l| l.starts_with("processor")).count();
    format!(
        "{}, {cores} cores, {} of memory, load {}",
        field(&cpu, "model name"),
        field(&memory, "MemTotal"),
        load.split(' ').next().unwrap_or_default()
    )
}

/// What a command prints, in one line.
pub fn said(command: &mut Command) -> String {
    let out = command.output().map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    out.unwrap_or_default()
}
