//! Measures the index of names and the comparison: time to build, memory, time of candidates and pairs, what is found.
//!
//! `cargo run --release -p rashomon-resolve --example bench_names NAMES.txt QUESTIONS.tsv` (one
//! thread). NAMES has one name a line, QUESTIONS a name, the line of its partner, a set. Prints
//! lines of name, tab, value; `cargo xtask bench names` makes the files and reads the lines.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use rashomon_model::EntityKind;
use rashomon_resolve::names::{Name, NameIndex, NameMethod, NameNumber};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

/// Candidates asked for.
const MOST: usize = 100;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (names, questions) =
        (std::fs::read_to_string(&args[1]).unwrap(), std::fs::read_to_string(&args[2]).unwrap());
    let method = NameMethod::shipped().unwrap();
    let before = resident();
    let lines: Vec<&str> = names.lines().collect();
    let prepare = |name: &str| method.prepare(name, Some(EntityKind::Person));
    let start = Instant::now();
    let index = NameIndex::build(&method, lines.iter().map(|n| prepare(n)));
    say("names", lines.len() as f64);
    say("build seconds", start.elapsed().as_secs_f64());
    say("index MiB", index.bytes() as f64 / 1_048_576.0);
    say("resident MiB, tables", before);
    say("resident MiB, with index", resident());
    say("resident MiB, at most", peak());
    let asked: Vec<(Name, u32, &str)> = questions
        .lines()
        .map(|l| {
            let cells: Vec<&str> = l.split('\t').collect();
            (prepare(cells[0]), cells[1].parse().unwrap(), cells[2])
        })
        .collect();
    ask(&index, &asked, &lines, &prepare, &method);
    compare(&asked, &lines, &prepare, &method);
}

/// Times each question is asked; the middle one counts, so that what else runs here does not.
const AGAIN: usize = 3;

/// What was asked of a set: questions, found, of one name by comparison, found of those, listed.
#[derive(Default)]
struct Set {
    asked: f64,
    found: f64,
    first_ten: f64,
    alike: f64,
    alike_found: f64,
    listed: f64,
}

fn ask(
    index: &NameIndex,
    asked: &[(Name, u32, &str)],
    lines: &[&str],
    prepare: &dyn Fn(&str) -> Name,
    method: &NameMethod,
) {
    let mut times: Vec<f64> = Vec::new();
    let mut sets: BTreeMap<&str, Set> = BTreeMap::new();
    for (name, partner, set) in asked {
        let mut candidates = Vec::new();
        let mut each = [0.0; AGAIN];
        for time in &mut each {
            let start = Instant::now();
            candidates = index.candidates(black_box(name), MOST);
            *time = start.elapsed().as_secs_f64() * 1e6;
        }
        each.sort_by(f64::total_cmp);
        times.push(each[AGAIN / 2]);
        let written = lines[*partner as usize];
        // Another bearer of the very same name is as good an answer.
        let at = candidates
            .iter()
            .position(|c| c.name == NameNumber(*partner) || lines[c.name.0 as usize] == written);
        let alike = method.compare_prepared(name, &prepare(written)).same;
        let set = sets.entry(set).or_default();
        set.asked += 1.0;
        set.found += f64::from(at.is_some());
        set.first_ten += f64::from(at.is_some_and(|at| at < 10));
        set.alike += f64::from(alike);
        set.alike_found += f64::from(alike && at.is_some());
        set.listed += candidates.len() as f64;
    }
    spread("candidates us", &mut times);
    for (name, set) in sets {
        say(&format!("found: {name}"), set.found / set.asked);
        say(&format!("found in ten: {name}"), set.first_ten / set.asked);
        say(&format!("found of those that compare the same: {name}"), set.alike_found / set.alike);
        say(&format!("compare the same: {name}"), set.alike / set.asked);
        say(&format!("listed: {name}"), set.listed / set.asked);
    }
}

/// Times pairs: each question with its partner and with the partner of the next.
fn compare(
    asked: &[(Name, u32, &str)],
    lines: &[&str],
    prepare: &dyn Fn(&str) -> Name,
    method: &NameMethod,
) {
    let (mut pairs, mut both) = (Vec::new(), Vec::new());
    for (at, (name, partner, _)) in asked.iter().enumerate() {
        let next = asked[(at + 1) % asked.len()].1;
        for other in [*partner, next] {
            let start = Instant::now();
            let other = prepare(black_box(lines[other as usize]));
            let again = prepare(black_box(name.text()));
            let prepared = Instant::now();
            black_box(method.compare_prepared(&again, &other));
            pairs.push(prepared.elapsed().as_secs_f64() * 1e6);
            both.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    spread("pair us", &mut pairs);
    spread("pair with preparing us", &mut both);
}

fn spread(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    say(&format!("{what}, mean"), times.iter().sum::<f64>() / times.len() as f64);
    for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("most", 1.0)] {
        say(&format!("{what}, {name}"), at(share));
    }
}

fn say(what: &str, value: f64) {
    println!("{what}\t{value:.4}");
}

/// Memory in use now, in MiB; nothing where the system does not tell.
fn resident() -> f64 {
    status("VmRSS:")
}

/// Most memory in use so far, in MiB.
fn peak() -> f64 {
    status("VmHWM:")
}

fn status(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(field)).unwrap_or("");
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
