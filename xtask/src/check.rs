//! Everything that is checked without running the program: the gate before a change goes in.
//!
//! Format, lints with warnings denied, crate edges, house rules of files, whether the
//! built application is of its sources, documentation with
//! warnings denied, and licences where cargo-deny is installed. Every step runs even where one
//! before it failed, so that one run shows all that is wrong. Changes no file.

use std::process::{Command, Stdio};

use crate::convert::venv;
use crate::{depcheck, tidy, ui};

/// A step: its name, and what it does.
type Step = (&'static str, fn() -> Result<(), String>);

const STEPS: [Step; 7] = [
    ("format", || cargo(&["fmt", "--all", "--check"], &[])),
    ("lints", || {
        let clippy = ["clippy", "--workspace", "--all-targets", "--quiet", "--keep-going"];
        cargo(&[&clippy[..], &["--", "-D", "warnings"]].concat(), &[])
    }),
    ("depcheck", || depcheck::run(&[])),
    ("tidy", || tidy::run(&[])),
    ("application", ui::check),
    ("documentation", || {
        let doc = ["doc", "--workspace", "--no-deps", "--quiet", "--keep-going"];
        // Module docs name their private parts for readers of the source; that is no fault.
        let flags = "-D warnings -A rustdoc::private_intra_doc_links";
        cargo(&doc, &[("RUSTDOCFLAGS", flags)])
    }),
    ("licences", licences),
];

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(odd) = args.first() {
        return Err(format!("unknown option `{odd}`"));
    }
    let mut wrong = Vec::new();
    for (name, step) in STEPS {
        println!("── {name}");
        if let Err(message) = step() {
            println!("{name}: {message}");
            wrong.push(name);
        }
    }
    if wrong.is_empty() {
        println!("all {} checks hold", STEPS.len());
        return Ok(());
    }
    Err(format!("{} of {} checks fail: {}", wrong.len(), STEPS.len(), wrong.join(", ")))
}

fn cargo(args: &[&str], environment: &[(&str, &str)]) -> Result<(), String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(args).envs(environment.iter().copied()).current_dir(venv::root()?);
    venv::succeed(&mut command, &format!("cargo {}", args.first().unwrap_or(&"")))
}

/// Checks licences and sources by `deny.toml`; its list of advisories needs a network and is left out.
fn licences() -> Result<(), String> {
    let probe = Command::new(env!("CARGO"))
        .args(["deny", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("NOT CHECKED: cargo-deny is not installed (cargo install --locked cargo-deny)");
        return Ok(());
    }
    cargo(&["deny", "check", "bans", "licenses", "sources"], &[])
}
