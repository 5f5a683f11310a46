//! Fills the tables of the casebook from what the program says now.
//!
//! In: words that the names of the wanted pages contain; without any, every page. Out: the pages,
//! rewritten in place, with prose, rows that hold and `not expected` rows as they were. Pages
//! known to be wrong stay untouched; `--marks` does nothing but take that mark off pages that hold
//! by now. Read the diff before committing it; CI never blesses.

use std::process::Command;

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let wanted = if args.is_empty() { "all".to_owned() } else { args.join(" ") };
    let test = ["test", "--quiet", "--package", "rashomon", "--test", "main"];
    let status = Command::new(env!("CARGO"))
        .args(test)
        .args(["every_page_of_the_casebook_holds", "--", "--nocapture"])
        .env("CASEBOOK_BLESS", wanted)
        .status()
        .map_err(|e| format!("cargo does not start: {e}"))?;
    if !status.success() {
        return Err("the casebook did not run; the lines above say why".to_owned());
    }
    Ok(())
}
