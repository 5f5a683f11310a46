//! The one test binary of the ledger: every module beside this file, and a guard that none is forgotten.
//!
//! In: nothing but folders that vanish. Behaviour is tested through the public API; damage is done through a raw SQLite
//! connection or by changing bytes of the file. Cases here name invented people, places and outlets only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod bad_files;
mod canonical;
mod confine;
mod crash;
mod damage;
mod derived;
mod fixture;
mod laws;
mod log;
mod merkle;
mod no_room;
mod search;
mod torn;

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
