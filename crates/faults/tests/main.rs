//! The ledger on a disk that fails: kills, power cuts, errors, damage, other writers.
//!
//! In: nothing but folders that vanish, in memory where the machine has such a place. Every test counts the faults it caused
//! and says so on standard error, past the harness: `faults injected N, survived N`. The short form runs always; with
//! `RASHOMON_FAULTS=long` (`cargo xtask test --all` sets it) all points and many more rounds are tried. Names are invented.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod failing;
mod fixture;
mod kills;
mod power;
mod random;
mod writers;

#[test]
fn no_test_file_is_forgotten() {
    let named = include_str!("main.rs");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = name.strip_suffix(".rs").unwrap();
        assert!(module == "main" || named.contains(&format!("mod {module};")), "{name}");
    }
}
