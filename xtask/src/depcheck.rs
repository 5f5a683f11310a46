//! Checks that our crates use each other only as `ARCHITECTURE.md` says.
//!
//! In: `cargo metadata`. Out: every edge that is not on the list, and every crate that is not.
//! Looks at what the crates are built with, not at what only their tests use. A new edge is a
//! decision: it goes into [`EDGES`], into `ARCHITECTURE.md`, and into the message of the change.

use std::process::Command;

use serde_json::Value;

use crate::convert::venv;

/// Each crate, and what of ours it may use.
const EDGES: [(&str, &[&str]); 13] = [
    ("rashomon-model", &[]),
    ("rashomon-syntax", &[]),
    ("rashomon-text", &["rashomon-model", "rashomon-syntax"]),
    ("rashomon-extract", &["rashomon-model", "rashomon-text"]),
    ("rashomon-resolve", &["rashomon-model", "rashomon-text"]),
    ("rashomon-reconcile", &["rashomon-model"]),
    ("rashomon-ledger", &["rashomon-model"]),
    (
        "rashomon",
        &[
            "rashomon-model",
            "rashomon-syntax",
            "rashomon-text",
            "rashomon-extract",
            "rashomon-resolve",
            "rashomon-reconcile",
            "rashomon-ledger",
        ],
    ),
    ("rashomon-web", &["rashomon"]),
    // One binary: `rashomon serve` starts the workbench.
    ("rashomon-cli", &["rashomon", "rashomon-web"]),
    // For tests alone: a disk that fails, under SQLite.
    ("rashomon-faults", &[]),
    // For counting instructions alone: walks one stage after the other.
    ("rashomon-paths", &["rashomon", "rashomon-text", "rashomon-extract", "rashomon-resolve"]),
    ("xtask", &[]),
];

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(odd) = args.first() {
        return Err(format!("unknown option `{odd}`"));
    }
    let faults = faults(&metadata()?);
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() { Ok(()) } else { Err(format!("{} wrong edge(s)", faults.len())) }
}

fn metadata() -> Result<Value, String> {
    let args = ["metadata", "--format-version", "1", "--no-deps"];
    let out = Command::new(env!("CARGO")).args(args).current_dir(venv::root()?).output();
    let out = out.map_err(|e| format!("cargo metadata: {e}"))?;
    serde_json::from_slice(&out.stdout).map_err(|e| format!("cargo metadata: {e}"))
}

fn faults(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ours: Vec<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let mut faults = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            faults.push(format!("{name}: a crate that ARCHITECTURE.md does not know"));
            continue;
        };
        for used in uses(package) {
            if ours.contains(&used) && !allowed.contains(&used) {
                faults.push(format!("{name} uses {used}, which ARCHITECTURE.md does not allow"));
            }
        }
    }
    faults.sort();
    faults
}

/// Names what a package is built with; `kind` is null for that, `dev` for tests.
fn uses(package: &Value) -> impl Iterator<Item = &str> {
    let all = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().filter(|d| d["kind"] != "dev").filter_map(|d| d["name"].as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_edge_that_is_not_listed_is_named() {
        let metadata = json!({"packages": [
            {"name": "rashomon-model", "dependencies": [{"name": "rashomon-text", "kind": null}]},
            {"name": "rashomon-text", "dependencies": [
                {"name": "rashomon-model", "kind": null}, {"name": "serde", "kind": null}]},
        ]});
        let expected = "rashomon-model uses rashomon-text, which ARCHITECTURE.md does not allow";
        assert_eq!(faults(&metadata), [expected]);
    }

    #[test]
    fn what_only_tests_use_is_free() {
        let metadata = json!({"packages": [
            {"name": "rashomon-model", "dependencies": [{"name": "rashomon-text", "kind": "dev"}]},
            {"name": "rashomon-text", "dependencies": []},
        ]});
        assert!(faults(&metadata).is_empty());
    }
}
