//! Packs the entries on standard input into a gazetteer on standard output.
//!
//! In: one entry a line, tabs between kind, id, latitude, longitude, country, first-order code,
//! second-order code, population, name, other names (`|` between). `cargo xtask gazetteer` runs it.
#![allow(clippy::print_stderr)]

use std::io::{Read, Write};
use std::process::ExitCode;

use rashomon_resolve::places::pack::{Entry, pack};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("pack_gazetteer: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut lines = String::new();
    std::io::stdin().read_to_string(&mut lines).map_err(|e| e.to_string())?;
    let entries: Vec<Entry> = lines
        .lines()
        .enumerate()
        .map(|(at, line)| entry(line).ok_or_else(|| format!("line {}: not an entry", at + 1)))
        .collect::<Result<_, _>>()?;
    let packed = pack(&entries)?;
    std::io::stdout().write_all(&packed).map_err(|e| e.to_string())
}

fn entry(line: &str) -> Option<Entry> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [kind, id, lat, lon, country, first, second, population, name, others] = cells[..] else {
        return None;
    };
    let point = if lat.is_empty() { None } else { Some((lat.parse().ok()?, lon.parse().ok()?)) };
    Some(Entry {
        kind: kind.to_owned(),
        id: id.parse().ok()?,
        point,
        country: country.to_owned(),
        first: first.to_owned(),
        second: second.to_owned(),
        population: population.parse().ok()?,
        name: name.to_owned(),
        others: others.split('|').filter(|o| !o.is_empty()).map(str::to_owned).collect(),
    })
}
