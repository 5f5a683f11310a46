//! Seeds and kept cases of the fuzzer, run without one: what was once found stays fixed.
//!
//! `fuzz/seeds/TARGET/` holds small inputs that between them reach most of what the fuzzer ever
//! reached; `fuzz/cases/TARGET/` holds inputs that once broke a law. The targets are the fuzzer's
//! own, compiled in as a module. `docs/fuzzing.md` says what each insists on.

use std::path::{Path, PathBuf};

#[path = "../../../../fuzz/src/lib.rs"]
mod targets;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// The files of a folder, sorted; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Runs the inputs of every second target; two tests share the work, as two cores may.
fn replay(which: usize) {
    let mut broken = Vec::new();
    for (target, body) in targets::TARGETS.iter().skip(which).step_by(2) {
        let seeds = files(&fuzz().join("seeds").join(target));
        assert!(!seeds.is_empty(), "{target} has no seeds");
        for file in seeds.into_iter().chain(files(&fuzz().join("cases").join(target))) {
            let bytes = std::fs::read(&file).unwrap();
            if std::panic::catch_unwind(|| body(&bytes)).is_err() {
                broken.push(format!("{target}: {}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "laws that do not hold:\n{}", broken.join("\n"));
}

#[test]
fn every_seed_and_case_of_the_fuzzer_holds() {
    replay(0);
}

#[test]
fn every_seed_and_case_of_the_other_targets_holds() {
    replay(1);
}

#[test]
fn every_folder_and_every_binary_is_a_target() {
    let names: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    for folder in [fuzz().join("seeds"), fuzz().join("cases")] {
        for path in files(&folder) {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(names.contains(&name), "{} is of no target", path.display());
        }
    }
    let manifest = std::fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    let binaries = manifest.split("[[bin]]").skip(1).map(|part| {
        part.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"')
    });
    let (mut binaries, mut sorted): (Vec<&str>, _) = (binaries.collect(), names);
    binaries.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(binaries, sorted);
}

#[test]
#[should_panic(expected = "no target `nothing`")]
fn a_target_that_is_none_is_refused() {
    targets::run("nothing", b"");
}
