//! Exports checked with readers that others wrote: pandas, pyarrow, frictionless, geojson, shapely,
//! followthemoney, pyld, rdflib, pyshacl.
//!
//! In: the program, which exports a case of hostile reports in every format. Out: a line a group of
//! checks, and a verdict. The readers live in an environment of their own in the target folder, made on
//! first use from `readers/requirements.txt`, which pins each with its checksum. Where they cannot be
//! installed this says what is missing and counts as skipped; a wrong checksum is a failure.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::convert::venv::{root, succeed};

const REQUIREMENTS: &str = include_str!("readers/requirements.txt");
/// The oldest Python that the pinned readers run on.
const PYTHON: &str = "3.11";
/// Formats that are one file, and those that are a folder.
const FILES: [&str; 7] = ["json", "geojson", "ftm", "jsonld", "acled", "ucdp", "plover"];
const FOLDERS: [&str; 2] = ["csv", "parquet"];

/// What checking came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every reader reads what the JSON says.
    Passed,
    /// Some do not; they have said what.
    Failed,
    /// The readers could not be had.
    Skipped,
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(odd) = args.first() {
        return Err(format!("unknown option `{odd}`"));
    }
    match check(&program(&root()?, true)?)? {
        Verdict::Failed => Err("an export does not read as it should".to_owned()),
        Verdict::Passed | Verdict::Skipped => Ok(()),
    }
}

/// Returns the program that the tests have built, or builds it.
pub fn program(root: &Path, build: bool) -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("RASHOMON_BIN") {
        return Ok(PathBuf::from(given));
    }
    if build {
        let args = ["build", "--package", "rashomon-cli"];
        succeed(Command::new(env!("CARGO")).args(args).current_dir(root), "cargo build")?;
    }
    Ok(target(root).join("debug").join(format!("rashomon{}", std::env::consts::EXE_SUFFIX)))
}

/// Exports a case in every format and reads it back.
pub fn check(program: &Path) -> Result<Verdict, String> {
    let root = root()?;
    let readers = Others {
        folder: "readers",
        listed: "xtask/src/readers/requirements.txt",
        requirements: REQUIREMENTS,
        skipped: (
            "EXPORTS NOT READ BACK",
            ", a C++ compiler and ICU (Debian: apt-get install g++ pkg-config libicu-dev)",
        ),
    };
    let Some(python) = readers.python()? else {
        return Ok(Verdict::Skipped);
    };
    let scripts = root.join("xtask/src/readers");
    let work = target(&root).join("readers/work");
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    }
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let reports = work.join("reports.jsonl");
    let out = Command::new(&python).arg(scripts.join("reports.py")).output();
    let out = out.map_err(|e| format!("reports.py: {e}"))?;
    std::fs::write(&reports, out.stdout).map_err(|e| format!("{}: {e}", reports.display()))?;
    let ran = |args: &[&str]| {
        let mut command = Command::new(program);
        command.args(args).current_dir(&work).stdout(Stdio::null()).stderr(Stdio::null());
        succeed(&mut command, &format!("rashomon {}", args.join(" ")))
    };
    ran(&["demo", "--case", "case.rashomon"])?;
    ran(&["add", "-q", "case.rashomon", "reports.jsonl"])?;
    for format in FILES {
        ran(&["export", "case.rashomon", "-f", format, "-o", &format!("case.{format}")])?;
    }
    for format in FOLDERS {
        ran(&["export", "case.rashomon", "-f", format, "-o", format])?;
    }
    let status = Command::new(&python).arg(scripts.join("check.py")).arg(&work).status();
    match status.map_err(|e| format!("check.py: {e}"))?.success() {
        true => Ok(Verdict::Passed),
        false => Ok(Verdict::Failed),
    }
}

/// An environment of Python with programs that others wrote, pinned with their checksums.
pub struct Others<'a> {
    /// Where it lives, below the target folder.
    pub folder: &'a str,
    /// The list of packages, from the root of the checkout.
    pub listed: &'a str,
    /// What is in the list.
    pub requirements: &'a str,
    /// What stays undone where they cannot be had, and how to have them.
    pub skipped: (&'a str, &'a str),
}

impl Others<'_> {
    /// Gives the Python of the environment, made where it is missing; nothing where it cannot be made.
    pub fn python(&self) -> Result<Option<PathBuf>, String> {
        let root = root()?;
        let folder = target(&root).join(self.folder);
        let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        let ready = folder.join("ready");
        if std::fs::read_to_string(&ready).is_ok_and(|made_from| made_from == self.requirements) {
            return Ok(Some(python));
        }
        let enough =
            format!("import sys; sys.exit(sys.version_info < ({}))", PYTHON.replace('.', ","));
        if !quiet("python3", &["-c", &enough]) {
            return Ok(self.skip(&format!("python3 is missing or older than {PYTHON}")));
        }
        eprintln!("installing what checks with, in {}", folder.display());
        let path = folder.to_string_lossy();
        if !quiet("python3", &["-m", "venv", "--clear", &path]) {
            let why = "python3 -m venv does not work (Debian: apt-get install python3-venv)";
            return Ok(self.skip(why));
        }
        let listed = root.join(self.listed);
        let pip = ["-m", "pip", "--quiet", "--disable-pip-version-check", "install"];
        let mut command = Command::new(&python);
        command.args(pip).args(["--require-hashes", "--only-binary", ":all:", "-r"]).arg(&listed);
        let out = command.output().map_err(|e| format!("pip: {e}"))?;
        if !out.status.success() {
            let why = String::from_utf8_lossy(&out.stderr).into_owned();
            if why.contains("DO NOT MATCH") {
                return Err(format!("{}: {why}", listed.display()));
            }
            let last = why.lines().last().unwrap_or_default().to_owned();
            return Ok(self.skip(&format!("pip could not install them: {last}")));
        }
        std::fs::write(&ready, self.requirements)
            .map_err(|e| format!("{}: {e}", ready.display()))?;
        Ok(Some(python))
    }

    /// Says loudly that nothing was checked.
    fn skip(&self, why: &str) -> Option<PathBuf> {
        let (what, wanted) = self.skipped;
        println!(
            "{what}: {why}; wanted: Python {PYTHON} or later with venv and pip{wanted}, and once a \
             network for the packages in {}",
            self.listed
        );
        None
    }
}

fn quiet(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Gives the target folder.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
