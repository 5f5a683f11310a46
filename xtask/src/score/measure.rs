//! Runs the program over one yardstick and has its scorer judge what came out.
//!
//! In: the reports or pairs of a yardstick. Out: rows of numbers. Readings and cases are kept in
//! the target folder, where a look at the misses finds them; a case is always built anew.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::table::{Row, Scores};
use super::{From, plant};

/// What measuring needs.
pub struct Bench {
    /// The program.
    pub program: PathBuf,
    /// The folder of the yardsticks.
    pub folder: PathBuf,
    /// Where what is made is kept.
    pub work: PathBuf,
    /// The checkout.
    pub root: PathBuf,
}

impl Bench {
    /// Measures one yardstick.
    pub fn measure(&self, name: &str, from: From) -> Result<Scores, String> {
        if from == From::Names {
            return self.names();
        }
        if from == From::Planted {
            return self.planted(name);
        }
        let mut command = Command::new("python3");
        command.arg(self.folder.join("score.py")).args([name, "--json"]);
        if from != From::Case {
            command.arg("--pred").arg(self.readings(name)?);
        }
        if from != From::Readings {
            command.arg("--case").arg(self.case(name)?);
        }
        let said = output(&mut command)?;
        let scored = serde_json::from_str(&said).map_err(|e| format!("score.py {name}: {e}"))?;
        Ok(rows(name, &scored))
    }

    fn reports(&self, name: &str) -> PathBuf {
        self.folder.join(name).join("reports.jsonl")
    }

    fn readings(&self, name: &str) -> Result<PathBuf, String> {
        let path = self.work.join(format!("{name}.jsonl"));
        let mut command = Command::new(&self.program);
        command.args(["read", "--quiet"]).arg(self.reports(name)).stdout(create(&path)?);
        run(&mut command)?;
        Ok(path)
    }

    /// Plants copies, rewrites and translations, and counts which the program finds.
    fn planted(&self, name: &str) -> Result<Scores, String> {
        let planted = plant::plant(&self.root, &self.folder)?;
        let reports = self.work.join(format!("{name}.reports.jsonl"));
        plant::write(&planted, &reports)?;
        let case = self.case_of(name, &reports)?;
        let text =
            std::fs::read_to_string(&case).map_err(|e| format!("{}: {e}", case.display()))?;
        let case = serde_json::from_str(&text).map_err(|e| format!("{name}: {e}"))?;
        Ok(plant::score(&planted, &case))
    }

    fn case(&self, name: &str) -> Result<PathBuf, String> {
        self.case_of(name, &self.reports(name))
    }

    fn case_of(&self, name: &str, reports: &Path) -> Result<PathBuf, String> {
        let case = self.work.join(format!("{name}.rashomon"));
        for ending in ["", "-wal", "-shm"] {
            let old = self.work.join(format!("{name}.rashomon{ending}"));
            if old.exists() {
                std::fs::remove_file(&old).map_err(|e| format!("{}: {e}", old.display()))?;
            }
        }
        run(Command::new(&self.program).args(["add", "--quiet"]).arg(&case).arg(reports))?;
        let path = self.work.join(format!("{name}.case.json"));
        run(Command::new(&self.program).arg("export").arg(&case).stdout(create(&path)?))?;
        Ok(path)
    }

    fn names(&self) -> Result<Scores, String> {
        let pairs = self.folder.join("names/pairs.tsv");
        let path = self.work.join("names.jsonl");
        let mut command = Command::new(&self.program);
        run(command.args(["compare", "names"]).arg(&pairs).stdout(create(&path)?))?;
        let scorer = self.folder.join("names/score_names.py");
        let said = output(Command::new("python3").arg(scorer).arg(&pairs).arg(&path))?;
        Ok(rows_of_names(&said))
    }
}

fn create(path: &Path) -> Result<File, String> {
    File::create(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|e| format!("{program}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} failed: {status}")) }
}

fn output(command: &mut Command) -> Result<String, String> {
    let out = command.stderr(Stdio::inherit()).output().map_err(|e| format!("python3: {e}"))?;
    if !out.status.success() {
        return Err(format!("the scorer failed: {}", out.status));
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Takes the numbers of `score.py --json`.
fn rows(name: &str, scored: &Value) -> Scores {
    let mut scores = Scores::default();
    scores.put(name, "headline", Row { value: scored["headline"].as_f64(), ..Row::default() });
    for (label, row) in scored["scores"].as_object().into_iter().flatten() {
        let number = |key: &str| row[key].as_f64();
        let row = Row {
            precision: number("precision"),
            recall: number("recall"),
            value: number("f1").or(number("value")),
            n: number("gold").or(number("n")),
        };
        scores.put(name, &plain(label), row);
    }
    scores
}

/// Leaves out of a label how much was predicted, which changes from run to run.
fn plain(label: &str) -> String {
    let label = label.trim();
    let cut = label.rfind(" (").filter(|_| label.ends_with(" predicted)"));
    cut.map_or(label, |at| &label[..at]).to_owned()
}

/// Takes the numbers of `score_names.py`: set, n, P, R, F1, area under the curve; headline last.
fn rows_of_names(said: &str) -> Scores {
    let mut scores = Scores::default();
    for line in said.lines() {
        if let Some(headline) = line.strip_prefix("names headline=") {
            let value = headline.trim().parse().ok();
            scores.put("names", "headline", Row { value, ..Row::default() });
            continue;
        }
        let fields: Vec<&str> = line.split_whitespace().collect();
        if let [set, n, p, r, f, _] = fields[..]
            && let Ok(n) = n.parse::<f64>()
        {
            let number = |field: &str| field.parse().ok();
            let row = Row { precision: number(p), recall: number(r), value: number(f), n: Some(n) };
            scores.put("names", set, row);
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_label_keeps_what_does_not_change() {
        assert_eq!(plain("relation leads (recall; 19 predicted)"), "relation leads");
        assert_eq!(plain("  person"), "person");
        assert_eq!(plain("alias pairs (recall)"), "alias pairs (recall)");
    }

    #[test]
    fn rows_of_both_scorers_are_taken() {
        let scored = json!({"headline": 0.5, "scores": {
            "span": {"precision": 0.25, "recall": 0.75, "f1": 0.375, "gold": 8},
            "rate": {"value": null, "n": 0}}});
        let mut text = rows("time", &scored).to_csv();
        text += &rows_of_names("set n P R F1 AUC\na 10 1.0 0.5 0.667 0.9\nnames headline=0.667\n")
            .to_csv();
        assert!(text.contains("time,headline,,,0.500,\n"), "{text}");
        assert!(text.contains("time,span,0.250,0.750,0.375,8\n"), "{text}");
        assert!(text.contains("time,rate,,,,0\n"), "{text}");
        assert!(text.contains("names,a,1.000,0.500,0.667,10\n"), "{text}");
    }
}
