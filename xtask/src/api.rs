//! The API against its own description: schemathesis asks what `/api/openapi.json` says can be asked, and
//! much that cannot.
//!
//! In: the program, which serves the bundled case, once for reading and once for writing. Out: what it
//! found, and a verdict. Looked at are: no error of the server, statuses, kinds of content and shapes as
//! described, refusal of what does not fit the description, of methods it does not have, of whom it does not
//! know. Not looked at is whether all that fits the description is taken: that two days lie the right way
//! round, or that a value is one of its slot, no schema says. It lives in an environment of its own in the
//! target folder, as `readers` does.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::convert::venv::{root, succeed};
use crate::readers::{self, Others, Verdict};

const REQUIREMENTS: &str = include_str!("api/requirements.txt");
/// Examples of each operation; the two servers are through in about a minute.
const EXAMPLES: &str = "40";
const SEED: &str = "7";

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(odd) = args.first() {
        return Err(format!("unknown option `{odd}`"));
    }
    match check(&crate::score::program(&root()?)?)? {
        Verdict::Failed => Err("the API is not as it describes itself".to_owned()),
        Verdict::Passed | Verdict::Skipped => Ok(()),
    }
}

/// Asks both servers.
pub fn check(program: &Path) -> Result<Verdict, String> {
    let others = Others {
        folder: "api",
        listed: "xtask/src/api/requirements.txt",
        requirements: REQUIREMENTS,
        skipped: ("API NOT CHECKED AGAINST ITS DESCRIPTION", ""),
    };
    let Some(python) = others.python()? else {
        return Ok(Verdict::Skipped);
    };
    let work = readers::target(&root()?).join("api/work");
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    }
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let mut verdict = Verdict::Passed;
    for (case, write) in [("reading.rashomon", false), ("writing.rashomon", true)] {
        let mut demo = Command::new(program);
        demo.args(["demo", "--case", case]).current_dir(&work);
        succeed(demo.stdout(Stdio::null()).stderr(Stdio::null()), "rashomon demo")?;
        let served = Served::of(program, &work, case, write)?;
        println!("api: {case}, {}", if write { "--write" } else { "read-only" });
        if !served.asked(&python, &work)? {
            verdict = Verdict::Failed;
        }
    }
    Ok(verdict)
}

/// A server that ends with this value.
struct Served {
    child: Child,
    origin: String,
    token: String,
}

impl Served {
    fn of(program: &Path, work: &Path, case: &str, write: bool) -> Result<Served, String> {
        let mut command = Command::new(program);
        command.args(["serve", case, "--port", "0"]).current_dir(work);
        if write {
            command.arg("--write");
        }
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let child = child.map_err(|e| format!("{}: {e}", program.display()))?;
        let mut served = Served { child, origin: String::new(), token: String::new() };
        let said = served.child.stdout.take().ok_or("serve says nothing")?;
        let lines = BufReader::new(said).lines().map_while(Result::ok);
        for line in lines {
            if let Some((origin, token)) = line.trim().split_once("/?token=") {
                (served.origin, served.token) = (origin.to_owned(), token.to_owned());
                return Ok(served);
            }
        }
        Err("serve ended without an address".to_owned())
    }

    /// Tells whether everything holds.
    fn asked(&self, python: &Path, work: &Path) -> Result<bool, String> {
        let status = Command::new(python)
            .args(["-m", "schemathesis.cli", "run"])
            .arg(format!("{}/api/openapi.json", self.origin))
            .arg("--header")
            .arg(format!("Authorization: Bearer {}", self.token))
            .args(["--checks", "all", "--exclude-checks", "positive_data_acceptance"])
            .args(["--phases", "examples,coverage,fuzzing", "--continue-on-failure"])
            .args(["--max-examples", EXAMPLES, "--seed", SEED, "--warnings", "off"])
            .current_dir(work)
            .status();
        status.map(|status| status.success()).map_err(|e| format!("schemathesis: {e}"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It ends by being killed, or has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
