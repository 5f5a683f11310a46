//! The one test binary of the command: every module beside this file drives the built program.
//!
//! In: files in folders that vanish. Out: what the program printed and how it ended. Nothing here
//! calls the library; texts, places and outlets are invented. Slow cases are ignored by default:
//! `cargo test -p rashomon-cli -- --ignored` runs them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod as_of;
mod bad_input;
mod bundle;
mod coding;
mod commands;
mod datasets;
mod disk;
mod dossier;
mod head;
mod help;
mod hostile;
mod intake;
mod interrupted;
mod judge;
mod judge_claims;
mod judge_events;
mod known;
mod many;
mod origins;
mod places;
mod preview;
mod privacy;
mod program;
mod records;
mod redact;
mod reports;
mod review;
mod rulebooks;
mod salvage;
mod search;
mod serve;
mod shapes;
mod sources;
mod watch;

#[test]
fn no_test_file_is_forgotten() {
    let named = include_str!("main.rs");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(module) = name.strip_suffix(".rs") else { continue };
        assert!(module == "main" || named.contains(&format!("mod {module};")), "{name}");
    }
}
