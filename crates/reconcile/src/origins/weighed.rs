//! Prints with their words weighed: what many reports of the case share tells little.
//!
//! In: the summaries of all reports. Out: per report its sentences, each word with a weight, and which
//! sentences are furniture: said again and again over weeks, or by one outlet under everything it
//! prints. Furniture, an agency's footer and the paragraph of background prove nothing.

use foldhash::{HashMap, HashSet};
use rashomon_model::{Date, PrintKind, PrintSentence, ReportSummary, Span};
use rayon::prelude::*;

use super::limits::Limits;

/// So many reports make a sentence furniture, if they are of one outlet or far apart in time.
const OFTEN: usize = 3;

/// One sentence, weighed.
pub struct Weighed {
    /// Where it stands.
    pub span: Span,
    /// Whether it is left out of every measure.
    pub furniture: bool,
    /// Whether it is mostly quotation.
    pub quoted: bool,
    /// Its words by hash, each once: hash, weight, kind.
    pub words: Vec<(u32, f32, PrintKind)>,
    /// The sum of their weights.
    pub weight: f32,
}

/// A report, weighed.
pub struct Page<'r> {
    /// What is known of it.
    pub report: &'r ReportSummary,
    /// What stands for its outlet.
    pub outlet: Option<String>,
    /// Its sentences in order.
    pub sentences: Vec<Weighed>,
}

/// How many reports have each word.
pub struct Rarity {
    of: HashMap<u32, u32>,
    reports: usize,
}

impl Rarity {
    /// Counts the words of all reports.
    pub fn of(reports: &[&ReportSummary]) -> Rarity {
        let mut of: HashMap<u32, u32> = HashMap::default();
        for report in reports {
            let mut seen: Vec<u32> = report
                .print
                .sentences
                .iter()
                .flat_map(|s| s.words.iter().map(|w| w.hash))
                .collect();
            seen.sort_unstable();
            seen.dedup();
            for hash in seen {
                *of.entry(hash).or_default() += 1;
            }
        }
        Rarity { of, reports: reports.len() }
    }

    /// Returns how many reports have a word.
    pub fn count(&self, hash: u32) -> u32 {
        self.of.get(&hash).copied().unwrap_or(0)
    }

    /// Returns how much a word tells, from near 0 for one that all have to 1 for one that two have.
    pub fn factor(&self, hash: u32) -> f32 {
        // A few reports more than there are, so that a case of two does not weigh all at nothing.
        let all = self.reports as f32 + 8.0;
        let share = (all / (self.count(hash) as f32 + 1.0)).ln() / (all / 3.0).ln();
        share.clamp(0.1, 1.0)
    }
}

/// Weighs all reports; they keep their order.
pub fn pages<'r>(
    reports: &[&'r ReportSummary],
    outlets: &[Option<String>],
    rarity: &Rarity,
    limits: &Limits,
) -> Vec<Page<'r>> {
    let furniture = furniture(reports, outlets, limits);
    reports
        .par_iter()
        .zip(outlets)
        .map(|(report, outlet)| Page {
            report,
            outlet: outlet.clone(),
            sentences: report
                .print
                .sentences
                .iter()
                .map(|s| weighed(s, rarity, limits, furniture.contains(&print_hash(s))))
                .collect(),
        })
        .collect()
}

fn weighed(s: &PrintSentence, rarity: &Rarity, limits: &Limits, furniture: bool) -> Weighed {
    let common = limits.get("common") as f32;
    let mut words: Vec<(u32, f32, PrintKind)> = s
        .words
        .iter()
        .filter(|word| word.kind != PrintKind::Maybe)
        .map(|word| {
            let base = if word.kind == PrintKind::Plain { 1.0 } else { common };
            (word.hash, base * rarity.factor(word.hash), word.kind)
        })
        .collect();
    words.sort_by_key(|word| (word.0, word.2));
    words.dedup_by_key(|word| word.0);
    let weight = words.iter().map(|word| word.1).sum();
    Weighed { span: s.span, furniture, quoted: s.quoted, words, weight }
}

/// Finds sentences that are nobody's news, by their words.
fn furniture(
    reports: &[&ReportSummary],
    outlets: &[Option<String>],
    limits: &Limits,
) -> HashSet<u64> {
    struct Seen<'o> {
        reports: usize,
        last: usize,
        first_outlet: Option<&'o str>,
        one_outlet: bool,
        days: Option<(Date, Date)>,
    }
    let mut seen: HashMap<u64, Seen<'_>> = HashMap::default();
    for (at, (report, outlet)) in reports.iter().zip(outlets).enumerate() {
        for sentence in &report.print.sentences {
            let entry = seen.entry(print_hash(sentence)).or_insert_with(|| Seen {
                reports: 0,
                last: usize::MAX,
                first_outlet: outlet.as_deref(),
                one_outlet: outlet.is_some(),
                days: None,
            });
            if entry.last == at {
                continue;
            }
            entry.last = at;
            entry.reports += 1;
            entry.one_outlet &= outlet.as_deref() == entry.first_outlet;
            if let Some(day) = report.published {
                let (from, to) = entry.days.unwrap_or((day, day));
                entry.days = Some((from.min(day), to.max(day)));
            }
        }
    }
    let days = limits.get("furniture-days") as i32;
    let far = |(from, to): (Date, Date)| from.until(to).is_ok_and(|s| s.get_days() > days);
    let is_furniture =
        |s: &Seen<'_>| s.reports >= OFTEN && (s.one_outlet || s.days.is_some_and(far));
    seen.into_iter().filter(|(_, s)| is_furniture(s)).map(|(hash, _)| hash).collect()
}

/// A number that equal sentences share.
fn print_hash(sentence: &PrintSentence) -> u64 {
    sentence.words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ u64::from(word.hash)).wrapping_mul(0x0100_0000_01b3)
    })
}
