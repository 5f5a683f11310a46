//! `bench all`: every figure in one dated report, in parts that can be asked for one by one.
//!
//! In: the program (built as people run it, or named by `RASHOMON_BIN`), the peers, and reports: the
//! yardsticks' beside the checkout, or those named by `--reports`. Out: `bench/DATE.md` with plots; a small run
//! (`--quick`) writes into the target folder instead. What was measured is kept there with the digest
//! of the program, so that a run that was cut off goes on. The measuring itself is `bench/all.py`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::names::{self, Runs};
use super::peers::{self, Environment, text};
use crate::convert::venv::{root, succeed};
use crate::packages::checksum;
use crate::score;

const PARTS: [&str; 5] = ["read", "names", "case", "ledger", "start"];
/// Yardsticks whose reports tell events, to make cases from.
const TOLD: [&str; 5] = ["syria", "grouping", "incident", "range", "place"];

/// What was asked for.
struct Asked {
    parts: Vec<String>,
    reports: Vec<PathBuf>,
    quick: bool,
    fresh: bool,
    largest: u64,
    words: u64,
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let asked = asked(args)?;
    let (root, target) = (root()?, target()?);
    let folder = target.join("bench");
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let environment = Environment::new(&target.join("bench-names"))?;
    let program = std::path::absolute(score::program(&root)?).map_err(|e| e.to_string())?;
    let profile = profile(&program);
    let mut missing = Vec::new();
    let mut config = asked.sizes();
    let reports = asked.sources(&root, &mut missing)?;
    config["parts"] = json!(asked.parts);
    config["program"] = json!(text(&program));
    config["built"] = json!(format!("profile {profile}, SHA-256 {:.12}", checksum(&program)?));
    let given =
        if std::env::var_os("RASHOMON_BIN").is_some() { "given; the checkout is " } else { "" };
    config["commit"] = json!(format!("{given}{}", commit(&root)));
    config["folder"] = json!(text(&folder));
    let out = if asked.quick { folder.clone() } else { root.join("bench") };
    config["out"] = json!(text(&out));
    config["texts"] = json!(reports.0);
    config["make_from"] = json!(reports.1);
    config["names_list"] = json!(text(&environment.names()?));
    let towns = environment.towns()?;
    config["towns"] = json!(text(&towns.join("cities5000.json")));
    config["countries"] = json!(text(&towns.join("countries.json")));
    config["states"] = json!(text(&root.join("data/lexicon/en/cast-states.tsv")));
    if asked.takes("read") {
        let taggers =
            [("wink", peers::wink(&folder, &root)), ("harper", peers::harper(&folder, &root))];
        let mut known = serde_json::Map::new();
        for (name, tagger) in taggers {
            match tagger {
                Ok(command) => drop(known.insert(name.to_owned(), json!(command))),
                Err(why) => missing.push(why),
            }
        }
        config["taggers"] = Value::Object(known);
        match peers::spacy() {
            Ok(python) => config["spacy"] = json!(text(&python)),
            Err(why) => missing.push(why),
        }
    }
    if asked.takes("ledger") {
        config["ledger"] = json!(text(&example("rashomon-ledger", "beside_sqlite", profile)?));
    }
    if asked.takes("names") {
        asked.names(&environment, &folder, &checksum(&program)?, profile)?;
    }
    missing.extend(environment.plots());
    config["missing"] = json!(missing);
    let path = folder.join("config.json");
    std::fs::write(&path, config.to_string()).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut measure = Command::new(&environment.python);
    measure.env("PYTHONDONTWRITEBYTECODE", "1");
    succeed(measure.arg(root.join("bench/all.py")).arg(&path), "bench/all.py")
}

fn asked(args: &[String]) -> Result<Asked, String> {
    let mut asked = Asked {
        parts: Vec::new(),
        reports: Vec::new(),
        quick: false,
        fresh: false,
        largest: 100_000,
        words: 2_000_000,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} takes a value"));
        let number = |text: &String| text.parse().map_err(|_| format!("`{text}` is not a number"));
        match arg.as_str() {
            "--quick" => asked.quick = true,
            "--fresh" => asked.fresh = true,
            "--part" => asked.parts.push(value()?.clone()),
            "--reports" => asked.reports.push(PathBuf::from(value()?)),
            "--largest" => asked.largest = number(value()?)?,
            "--words" => asked.words = number(value()?)?,
            odd => {
                return Err(format!(
                    "`{odd}` is none of --quick, --fresh, --part, --reports, --largest, --words"
                ));
            }
        }
    }
    if let Some(odd) = asked.parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(format!("`{odd}` is no part: {}", PARTS.join(", ")));
    }
    if asked.parts.is_empty() {
        asked.parts = PARTS.map(str::to_owned).to_vec();
    }
    Ok(asked)
}

impl Asked {
    fn takes(&self, part: &str) -> bool {
        self.parts.iter().any(|asked| asked == part)
    }

    /// How much of everything: all that the report needs, or what is done in three minutes.
    fn sizes(&self) -> Value {
        if self.quick {
            return json!({
                "quick": true, "fresh": self.fresh, "words": self.words.min(24_000), "pieces": 3, "batch_words": 4_000,
                "batches": [64, 256], "turns": 2, "starts": 5, "records": 600, "single": 50, "smallest": 100,
                "largest": self.largest.min(1_000), "patience": 600, "asks": 5, "sample": 500,
            });
        }
        json!({
            "quick": false, "fresh": self.fresh, "words": self.words, "pieces": 10, "batch_words": 30_000,
            "batches": [16, 64, 128, 256, 512, 1000], "turns": 3, "starts": 21, "records": 10_000, "single": 500,
            "smallest": 1_000, "largest": self.largest, "patience": 7_200, "asks": 11, "sample": 2_000,
        })
    }

    /// The files of reports to read, and those to make cases from.
    fn sources(
        &self,
        root: &Path,
        missing: &mut Vec<String>,
    ) -> Result<(Vec<PathBuf>, Vec<PathBuf>), String> {
        if !self.reports.is_empty() {
            let all = self
                .reports
                .iter()
                .map(|path| std::path::absolute(path).map_err(|e| e.to_string()));
            let all: Vec<PathBuf> = all.collect::<Result<_, _>>()?;
            return Ok((all.clone(), all));
        }
        let yardsticks = root.join("../shared/yardsticks");
        let mut texts: Vec<PathBuf> = std::fs::read_dir(&yardsticks)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path().join("reports.jsonl")))
            .filter(|path| path.exists())
            .collect();
        texts.sort();
        if texts.is_empty() {
            missing.push("texts: no yardsticks beside the checkout and no --reports; the few of the demo were used".to_owned());
            let demo = vec![root.join("data/demo/reports.jsonl")];
            return Ok((demo.clone(), demo));
        }
        let told = TOLD.map(|name| yardsticks.join(name).join("reports.jsonl"));
        Ok((texts, told.into_iter().filter(|path| path.exists()).collect()))
    }

    /// Measures names, unless that was done with this program, and keeps what came out for the report.
    fn names(
        &self,
        environment: &Environment,
        folder: &Path,
        digest: &str,
        profile: &str,
    ) -> Result<(), String> {
        let count = if self.quick { "20000" } else { "1000000" };
        let results = folder.join("results");
        std::fs::create_dir_all(&results).map_err(|e| format!("{}: {e}", results.display()))?;
        let path = results.join("names.json");
        let kept = std::fs::read_to_string(&path)
            .ok()
            .and_then(|text| serde_json::from_str::<Value>(&text).ok());
        if kept.is_some_and(|kept| !self.fresh && kept["of"] == digest && kept["count"] == count) {
            return Ok(());
        }
        let measured = names::measure(
            environment,
            &target()?,
            count,
            if self.quick { 1 } else { 3 },
            profile,
        )?;
        let report = if self.quick {
            None
        } else {
            names::write(&measured)?.file_name().map(|n| n.to_string_lossy().into_owned())
        };
        let kept = json!({
            "of": digest, "count": count, "report": report, "notes": measured.notes,
            "when": names::said(Command::new("date").args(["-u", "+%F %H:%M"])),
            "ours": spread(&measured.own), "theirs": spread(&measured.theirs),
        });
        std::fs::write(&path, kept.to_string()).map_err(|e| format!("{}: {e}", path.display()))
    }
}

fn spread(runs: &Runs) -> BTreeMap<&String, Value> {
    let row = |values: &Vec<f64>| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        json!({"median": names::median(values), "low": low, "high": high, "runs": values.len()})
    };
    runs.iter().map(|(name, values)| (name, row(values))).collect()
}

/// The profile a program was built in, by the folder it lies in.
fn profile(program: &Path) -> &'static str {
    let folder = program.parent().and_then(Path::file_name);
    if folder.is_some_and(|name| name == "quick") { "quick" } else { "release" }
}

/// Builds an example program and gives its path.
pub fn example(package: &str, name: &str, profile: &str) -> Result<PathBuf, String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "-q", "--profile", profile, "-p", package, "--example", name]);
    succeed(cargo.current_dir(root()?), "cargo build")?;
    Ok(target()?.join(profile).join("examples").join(name))
}

/// The target folder.
pub fn target() -> Result<PathBuf, String> {
    Ok(std::env::var_os("CARGO_TARGET_DIR").map_or(root()?.join("target"), PathBuf::from))
}

fn commit(root: &Path) -> String {
    let git = |args: &[&str]| names::said(Command::new("git").args(args).current_dir(root));
    let changed = if git(&["status", "--porcelain", "--", "crates", "data"]).is_empty() {
        ""
    } else {
        ", changed"
    };
    format!("commit {}{changed}", git(&["rev-parse", "--short=10", "HEAD"]))
}
