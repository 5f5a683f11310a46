//! The workbench in a real browser: journeys, forms of pages, hostile words, times, pictures.
//!
//! In: the program as people run it, `crates/web/ui/e2e`, a Chromium of this machine. Out: what the
//! tests print, and a verdict. Where the built assets are not of these sources, the application is built
//! beside them for this run, so that what is tested is what stands in the checkout. Without Node, or
//! without Chromium where CI is set, nothing is tested and that is said loudly.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::convert::venv::{root, succeed};
use crate::readers::{self, Verdict};
use crate::{score, ui};

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let given: Vec<&str> = args.iter().map(String::as_str).collect();
    let script: Vec<&str> = match given.as_slice() {
        [] => vec!["e2e"],
        ["--pictures"] => vec!["e2e:pictures"],
        ["--time", cases @ ..] if !cases.is_empty() => {
            [["e2e:time", "--"].as_slice(), cases].concat()
        }
        _ => return Err("expected nothing, --pictures, or --time CASE…".to_owned()),
    };
    match check(&score::program(&root()?)?, &script)? {
        Verdict::Failed => Err("the workbench does not do in a browser what it should".to_owned()),
        Verdict::Passed | Verdict::Skipped => Ok(()),
    }
}

/// Runs a script of the front end with the program and a built application.
pub fn check(program: &Path, script: &[&str]) -> Result<Verdict, String> {
    let ui = root()?.join("crates/web/ui");
    if !ui::tools(&ui)? {
        eprintln!("THE WORKBENCH WAS NOT TESTED IN A BROWSER. {}", ui::remedy());
        return Ok(Verdict::Skipped);
    }
    let program = std::path::absolute(program).map_err(|e| e.to_string())?;
    let mut command = Command::new("npm");
    command.args(["run", "--silent"]).args(script).current_dir(&ui);
    command.env("RASHOMON_BIN", program);
    if let Err(why) = ui::check() {
        let built = readers::target(&root()?).join("browser");
        eprintln!("{why}; for this run it is built in {}", built.display());
        let mut vite = Command::new("npx");
        vite.args(["--no-install", "vite", "build", "--logLevel", "warn", "--emptyOutDir"]);
        vite.arg("--outDir").arg(&built).current_dir(&ui).stdout(Stdio::null());
        succeed(&mut vite, "vite build")?;
        command.env("RASHOMON_UI", built);
    }
    // Where nobody can install one for the run, a machine without a browser passes it by.
    if std::env::var_os("CI").is_none() {
        command.env("E2E_REQUIRED", "1");
    }
    let status = command.status().map_err(|e| format!("npm: {e}"))?;
    Ok(if status.success() { Verdict::Passed } else { Verdict::Failed })
}
