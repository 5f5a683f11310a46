//! Plants copies, rewrites and translations among reports, and counts which are found.
//!
//! In: invented stories under `casebook/plants/`, of which one half is never looked at when limits are
//! set, and, where the yardsticks lie beside the checkout, real reports, read at run time and kept in
//! the target folder alone. Out: a file of reports, and precision and recall by kind from the case that
//! the program makes of them. Every story is told several times with other names and numbers; each
//! telling is copied (cut, with furniture, another headline, other quotation marks), rewritten
//! (paraphrased, words replaced, numbers spelled, half of it dropped, in another order, with a lead of
//! its own) and translated. Beside them stand those that share no origin: others who were there and
//! wrote alone, also in the other languages, follow-ups with the same background, the same story with
//! other numbers. Same seed, same file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use super::table::{Row, Scores};

mod real;
mod stories;
mod transform;

use stories::{Stories, Telling};
use transform::Dice;

/// A report with what it was made from.
pub struct Planted {
    /// Its id.
    pub id: String,
    /// Reports of one family have one origin.
    pub family: String,
    /// Families of which it is not known whether they share a source: pairs with them do not count.
    pub kin: Vec<String>,
    /// How it was made: base, copy, rewrite, translation, alone, follow-up.
    pub kind: &'static str,
    /// Which half: develop, held, real.
    pub half: &'static str,
    /// The report it was made from.
    pub of: Option<String>,
    outlet: String,
    day: u32,
    lang: Option<&'static str>,
    text: String,
}

impl Planted {
    fn line(&self) -> String {
        let published = format!("2031-{:02}-{:02}", self.day / 28 % 12 + 1, self.day % 28 + 1);
        let report = json!({"id": self.id, "outlet": self.outlet, "published": published,
            "lang": self.lang, "text": self.text});
        report.to_string()
    }
}

/// How often each story is told with other names and numbers.
const TOLD: usize = 7;
const OUTLETS: [&str; 8] = [
    "Harbour Times",
    "Velm Post",
    "Northern Wire",
    "Lake Courier",
    "Tarsk Observer",
    "Radio Meridian",
    "Morning Ledger",
    "Border Gazette",
];
const LANGUAGES: [&str; 3] = ["ar", "ru", "fr"];

/// Makes all planted reports.
pub fn plant(root: &Path, yardsticks: &Path) -> Result<Vec<Planted>, String> {
    let stories = Stories::read(&root.join("casebook/plants"))?;
    let mut out = Vec::new();
    for (number, story) in stories.stories.iter().enumerate() {
        for round in 0..TOLD {
            let mut dice = Dice(0x5eed ^ ((number as u64) << 32) ^ round as u64);
            let name = format!("{}{round}", story.name);
            family(&stories, story, &name, round == 0, &mut dice, &mut out);
        }
    }
    real::plant(&stories, yardsticks, &mut out)?;
    out.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(out)
}

fn family(
    stories: &Stories,
    story: &stories::Story,
    name: &str,
    first: bool,
    dice: &mut Dice,
    out: &mut Vec<Planted>,
) {
    let day = dice.below(300) as u32;
    let telling = Telling::drawn(stories, dice);
    let mut outlets: Vec<&str> = OUTLETS.to_vec();
    dice.shuffle(&mut outlets);
    let mut put = |kind, number: usize, of: Option<&str>, later: u32, lang, text: String| {
        let id = format!("{name}-{kind}{number}");
        let family = if of.is_some() || kind == "base" { name.to_owned() } else { id.clone() };
        let outlet = outlets[out.len() % outlets.len()].to_owned();
        let (half, of) = (story.half, of.map(str::to_owned));
        out.push(Planted {
            id: id.clone(),
            family,
            kin: Vec::new(),
            kind,
            half,
            of,
            outlet,
            day: day + later,
            lang,
            text,
        });
        id
    };
    let base = telling.sentences(&story.a, "en");
    let text = stories.dressed(&base, false, dice);
    let id = put("base", 0, None, 0, Some("en"), text);
    for number in 0..2 {
        let text = stories.copied(&base, dice);
        put("copy", number, Some(&id), dice.below(3) as u32, Some("en"), text);
    }
    for number in 0..2 {
        let other = telling.sentences(&story.paraphrased, "en");
        let text = stories.rewritten(&base, &other, &telling, dice);
        put("rewrite", number, Some(&id), dice.below(3) as u32, Some("en"), text);
    }
    for (number, lang) in LANGUAGES.into_iter().enumerate() {
        if let Some(lines) = story.translated.get(lang) {
            let mut sentences = telling.sentences(lines, lang);
            let keep = sentences.len() - dice.below(3);
            sentences.truncate(keep);
            put(
                "translation",
                number,
                Some(&id),
                dice.below(3) as u32,
                Some(lang),
                sentences.join(" "),
            );
        }
        if let Some(lines) = story.translated.get(format!("x{lang}").as_str()) {
            let own = telling.another(stories, dice);
            let text = own.sentences(lines, lang).join(" ");
            put("alone", 1 + number, None, dice.below(2) as u32, Some(lang), text);
        }
    }
    // Another who was there, with the same background under it: once, for most of what it says has no
    // names or numbers to change, and saying it again would be a copy.
    if first {
        let own = telling.another(stories, dice);
        let text = stories.dressed(&own.sentences(&story.b, "en"), true, dice);
        put("alone", 0, None, dice.below(2) as u32, Some("en"), text);
    }
    // A day later: little news, much background.
    let mut short: Vec<String> =
        stories.around("lead").into_iter().map(|lead| telling.filled(lead, "en")).collect();
    dice.shuffle(&mut short);
    short.truncate(2);
    let text = stories.dressed(&short, true, dice);
    put("followup", 0, None, 1, Some("en"), text);
}

/// Writes the reports for the program to read.
pub fn write(planted: &[Planted], path: &Path) -> Result<(), String> {
    let lines: String = planted.iter().map(|p| p.line() + "\n").collect();
    std::fs::write(path, lines).map_err(|e| format!("{}: {e}", path.display()))
}

/// Counts what a case has found: precision over pairs of one origin, recall by kind.
pub fn score(planted: &[Planted], case: &Value) -> Scores {
    let mut origin: BTreeMap<&str, &str> = BTreeMap::new();
    for report in case["reports"].as_array().into_iter().flatten() {
        if let (Some(id), Some(of)) = (report["id"].as_str(), report["origin"].as_str()) {
            origin.insert(id, of);
        }
    }
    let mut scores = Scores::default();
    let mut headline = None;
    for half in ["develop", "held", "real"] {
        let of_half: Vec<&Planted> = planted.iter().filter(|p| p.half == half).collect();
        if of_half.is_empty() {
            continue;
        }
        let mut by_origin: BTreeMap<&str, Vec<&Planted>> = BTreeMap::new();
        for planted in planted.iter() {
            if let Some(of) = origin.get(planted.id.as_str()) {
                by_origin.entry(of).or_default().push(planted);
            }
        }
        let (mut right, mut wrong) = (0.0, BTreeMap::<String, f64>::new());
        for group in by_origin.values() {
            for (at, a) in group.iter().enumerate() {
                for b in group.iter().skip(at + 1).filter(|b| a.half == half || b.half == half) {
                    if a.kin.contains(&b.family) || b.kin.contains(&a.family) {
                        continue;
                    }
                    if a.family == b.family {
                        right += 1.0;
                    } else {
                        let kinds: BTreeSet<&str> = [a.kind, b.kind].into();
                        let kinds = kinds.into_iter().collect::<Vec<_>>().join(" and ");
                        *wrong.entry(kinds).or_default() += 1.0;
                    }
                }
            }
        }
        let all_wrong: f64 = wrong.values().sum();
        let precision = right / f64::max(right + all_wrong, 1.0);
        let mut made = 0.0;
        let mut found = 0.0;
        for kind in ["copy", "rewrite", "translation"] {
            let of_kind: Vec<&&Planted> = of_half.iter().filter(|p| p.kind == kind).collect();
            let is_found = |p: &&&&Planted| {
                let of = p.of.as_deref().and_then(|of| origin.get(of));
                of.is_some() && of == origin.get(p.id.as_str())
            };
            let hits = of_kind.iter().filter(is_found).count() as f64;
            if of_kind.is_empty() {
                continue;
            }
            let n = of_kind.len() as f64;
            (made, found) = (made + n, found + hits);
            let row = Row { recall: Some(hits / n), n: Some(n), ..Row::default() };
            scores.put("origins", &format!("{half}: {kind}"), row);
        }
        for (kinds, count) in wrong {
            let row = Row { value: Some(count), ..Row::default() };
            scores.put("origins", &format!("{half}: wrong pairs of {kinds}"), row);
        }
        let recall = found / f64::max(made, 1.0);
        let value = 2.0 * precision * recall / f64::max(precision + recall, 1e-9);
        let row = Row {
            precision: Some(precision),
            recall: Some(recall),
            value: Some(value),
            n: Some(made),
        };
        scores.put("origins", &format!("{half}: all"), row);
        if half == "held" {
            headline = Some(value);
        }
    }
    scores.put("origins", "headline", Row { value: headline, ..Row::default() });
    scores
}
