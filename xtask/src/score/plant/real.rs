//! Copies and rewrites of real reports, where the yardsticks lie beside the checkout.
//!
//! In: reports of two yardsticks, read when measuring and never stored outside the target folder. Out:
//! planted reports of the half `real`. Originals that share any run of words may rest on one agency or
//! one statement: who is to say? Pairs between their families do not count, for or against.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::stories::Stories;
use super::transform::Dice;
use super::{OUTLETS, Planted};

/// So many reports of each yardstick.
const TAKEN: usize = 70;
/// Shorter reports are not taken, in words.
const SHORTEST: usize = 120;
/// Length of the runs of words by which two originals are kin.
const RUN: usize = 5;

/// Plants among real reports; does nothing where there are none.
pub fn plant(stories: &Stories, yardsticks: &Path, out: &mut Vec<Planted>) -> Result<(), String> {
    let mut families: Vec<(BTreeSet<String>, String)> = Vec::new();
    for name in ["syria", "grouping"] {
        let path = yardsticks.join(name).join("reports.jsonl");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mut texts: Vec<String> = Vec::new();
        for line in text.lines() {
            let report: Value =
                serde_json::from_str(line).map_err(|e| format!("{}: {e}", path.display()))?;
            let text = report["text"].as_str().unwrap_or("");
            if text.split_whitespace().count() >= SHORTEST {
                texts.push(text.to_owned());
            }
        }
        let step = (texts.len() / TAKEN).max(1);
        for (number, text) in texts.iter().step_by(step).take(TAKEN).enumerate() {
            let mut dice = Dice(0xfeed ^ ((number as u64) << 16));
            let runs = runs(text);
            let family = format!("{name}{number}");
            let alike = families.iter().filter(|(known, _)| !known.is_disjoint(&runs));
            let kin: Vec<String> = alike.map(|(_, family)| family.clone()).collect();
            families.push((runs, family.clone()));
            put(stories, &family, &kin, text, &mut dice, out);
        }
    }
    Ok(())
}

fn put(
    stories: &Stories,
    name: &str,
    kin: &[String],
    text: &str,
    dice: &mut Dice,
    out: &mut Vec<Planted>,
) {
    let day = dice.below(300) as u32;
    let sentences = sentences(text);
    let base = format!("{name}-base");
    let mut push = |kind: &'static str, later: u32, outlet: usize, text: String| {
        out.push(Planted {
            id: format!("{name}-{kind}"),
            family: name.to_owned(),
            kin: kin.to_vec(),
            kind,
            half: "real",
            of: (kind != "base").then(|| base.clone()),
            outlet: OUTLETS[outlet % OUTLETS.len()].to_owned(),
            day: day + later,
            lang: Some("en"),
            text,
        });
    };
    let outlet = dice.below(OUTLETS.len());
    push("base", 0, outlet, text.to_owned());
    push("copy", dice.below(3) as u32, outlet + 1, stories.copied(&sentences, dice));
    push("rewrite", dice.below(3) as u32, outlet + 2, stories.reworded(&sentences, dice));
}

fn sentences(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(last) = out.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
            if word.len() > 4 && word.ends_with(['.', '!', '?', '"']) {
                out.push(String::new());
            }
        }
    }
    out.retain(|sentence| !sentence.is_empty());
    out
}

fn runs(text: &str) -> BTreeSet<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(RUN).map(|run| run.join(" ")).collect()
}
