//! The workbench's application: builds it, says whether what is built is of these sources, tests it.
//!
//! In: `crates/web/ui`. Out: `crates/web/assets`, which the program embeds and the repository keeps, so
//! that nobody needs Node to build the program; and beside it the digest of the sources it was made of.
//! Building and testing need Node 20 and npm, and say so; comparing needs neither.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

use crate::convert::venv::root;
use crate::readers::{self, Verdict};

/// The oldest Node that the tools run on.
const NODE: u32 = 20;
/// What the application is made of.
const SOURCES: [&str; 8] = [
    "../../../data/outlines",
    "index.html",
    "package-lock.json",
    "public",
    "src",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];
/// The file that holds the digest of the sources.
const DIGEST: &str = "SOURCES.sha256";

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => build(),
        ["--check"] => check(),
        ["--test"] => match test(&readers::program(&root()?, true)?)? {
            Verdict::Failed => Err("the application's own checks fail".to_owned()),
            Verdict::Passed | Verdict::Skipped => Ok(()),
        },
        _ => Err("expected nothing, --check or --test".to_owned()),
    }
}

/// Fails where the built files are not of these sources.
pub fn check() -> Result<(), String> {
    let (ui, assets) = folders()?;
    let kept = std::fs::read_to_string(assets.join(DIGEST)).unwrap_or_default();
    if kept.trim() == digest(&ui)? {
        return Ok(());
    }
    Err("crates/web/assets is not built of crates/web/ui as it is; run `cargo xtask ui` and commit \
         both"
    .to_owned())
}

/// Builds the application, the description of the API it is checked against first.
fn build() -> Result<(), String> {
    let (ui, assets) = folders()?;
    if !tools(&ui)? {
        return Err(remedy());
    }
    types(&ui, &readers::program(&root()?, true)?, &ui.join("src/lib/schema.d.ts"))?;
    npx(&ui, &["svelte-check", "--fail-on-warnings", "--output", "human"])?;
    npx(&ui, &["vite", "build", "--logLevel", "warn"])?;
    let line = format!("{}\n", digest(&ui)?);
    let file = assets.join(DIGEST);
    std::fs::write(&file, line).map_err(|e| format!("{}: {e}", file.display()))
}

/// Checks types, format and the application's own tests; that its types are of the API as it is.
pub fn test(program: &Path) -> Result<Verdict, String> {
    let (ui, _) = folders()?;
    if !tools(&ui)? {
        eprintln!("SKIPPED: the application's own tests. {}", remedy());
        return Ok(Verdict::Skipped);
    }
    let made = ui.join("node_modules/.schema.d.ts");
    let same = types(&ui, program, &made).and_then(|()| {
        let read = |file: &Path| {
            std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))
        };
        match read(&made)? == read(&ui.join("src/lib/schema.d.ts"))? {
            true => Ok(()),
            false => {
                Err("src/lib/schema.d.ts is not of the API as it is; run `cargo xtask ui`".into())
            }
        }
    });
    let steps = [
        same,
        npx(&ui, &["prettier", "--check", "--log-level", "warn", "src", "tests", "e2e"]),
        npx(&ui, &["svelte-check", "--fail-on-warnings", "--output", "human"]),
        npx(&ui, &["vitest", "run", "--reporter", "dot"]),
    ];
    let mut verdict = Verdict::Passed;
    for message in steps.into_iter().filter_map(Result::err) {
        println!("application: {message}");
        verdict = Verdict::Failed;
    }
    Ok(verdict)
}

/// Sees that Node is there, and the packages of the lock file.
pub fn tools(ui: &Path) -> Result<bool, String> {
    let version = Command::new("node").arg("--version").stderr(Stdio::null()).output();
    let Ok(version) = version else { return Ok(false) };
    let version = String::from_utf8_lossy(&version.stdout).trim_start_matches('v').to_owned();
    let major = version.split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        return Ok(false);
    }
    let changed = |file: &str| std::fs::metadata(ui.join(file)).and_then(|m| m.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(true);
    }
    let mut install = Command::new("npm");
    install.args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"]).current_dir(ui);
    match install.status() {
        Ok(status) if status.success() => Ok(true),
        Ok(_) => Err("npm could not install the packages of crates/web/ui".to_owned()),
        Err(_) => Ok(false),
    }
}

/// What is needed where Node is missing.
pub fn remedy() -> String {
    format!("Node {NODE} or newer with npm is needed (Debian: apt-get install nodejs npm)")
}

/// Writes the types of the API's shapes.
fn types(ui: &Path, program: &Path, target: &Path) -> Result<(), String> {
    let out = Command::new(program).args(["schema", "api"]).output();
    let out = out.map_err(|e| format!("{}: {e}", program.display()))?;
    let described = ui.join("node_modules/.openapi.json");
    std::fs::write(&described, out.stdout).map_err(|e| format!("{}: {e}", described.display()))?;
    let (described, target) = (described.display().to_string(), target.display().to_string());
    npx(ui, &["openapi-typescript", &described, "--array-length", "-o", &target])
}

fn npx(ui: &Path, args: &[&str]) -> Result<(), String> {
    let mut command = Command::new("npx");
    command.arg("--no-install").args(args).current_dir(ui).stdout(Stdio::piped());
    let name = args.first().copied().unwrap_or_default();
    let out = command.output().map_err(|e| format!("npx {name}: {e}"))?;
    if out.status.success() {
        return Ok(());
    }
    print!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    Err(format!("{name} does not hold"))
}

fn folders() -> Result<(PathBuf, PathBuf), String> {
    let web = root()?.join("crates/web");
    Ok((web.join("ui"), web.join("assets")))
}

/// The digest of everything that the application is made of: names and bytes, in order.
fn digest(ui: &Path) -> Result<String, String> {
    let mut files = Vec::new();
    for source in SOURCES {
        gather(&ui.join(source), &mut files)?;
    }
    files.sort();
    let mut all = Sha256::new();
    for file in files {
        let name = file.strip_prefix(ui).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let name = name.trim_start_matches("../");
        let bytes = std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        all.update(name.as_bytes());
        all.update([0]);
        all.update(Sha256::digest(&bytes));
    }
    Ok(all.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path).map_err(|e| format!("{}: {e}", path.display()))? {
        gather(&entry.map_err(|e| e.to_string())?.path(), files)?;
    }
    Ok(())
}
