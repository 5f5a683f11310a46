//! How far one report tells, sentence by sentence, what another tells.
//!
//! In: two weighed reports. Out: what share of each the other answers, through which sentences, and
//! whether names and numbers agree there. Sentences may have changed their order, been cut, merged or
//! split, and a part of their words been replaced. Quotations are left out where enough is in the
//! report's own words: two reports that carry one statement need not rest on each other. Words of the
//! genre, names and numbers, which two witnesses of one event share, weigh little.

use rashomon_model::{PrintKind, TiePassage};

use super::limits::Limits;
use super::weighed::{Page, Weighed};

/// Sentences at the head of a report that hold its news.
const LEAD: usize = 2;

/// How two reports answer each other; `a` and `b` as given.
pub struct Likeness {
    /// Share of the first that the second answers.
    pub of_a: f64,
    /// Share of the second that the first answers.
    pub of_b: f64,
    /// Whether the news of one is answered in the other.
    pub lead: bool,
    /// Telling words that answered sentences share.
    pub words: usize,
    /// Names and numbers that agree in answered sentences, and how many might.
    pub marks: (usize, usize),
    /// The answered sentences of the second: where in the first, where in the second, how alike.
    pub answers: Vec<(TiePassage, f32)>,
}

impl Likeness {
    /// Tells whether names and numbers agree: the same pattern filled in twice is no copy.
    pub fn agrees(&self, limits: &Limits) -> bool {
        self.marks.0 as f64 >= self.marks.1 as f64 * limits.get("marks")
    }

    /// Tells whether names and numbers speak against one source although the words speak for it.
    pub fn is_apart(&self, limits: &Limits) -> bool {
        let (met, marks) = self.marks;
        self.words >= limits.count("words")
            && marks >= limits.count("marks-least")
            && met * 2 < marks
    }
}

/// Compares two reports.
pub fn compare(a: &Page<'_>, b: &Page<'_>, limits: &Limits) -> Likeness {
    let quotes = owned(a, limits) && owned(b, limits);
    let left: Vec<&Weighed> = counted(a, quotes);
    let right: Vec<&Weighed> = counted(b, quotes);
    let best_a: Vec<Option<Best>> = left.iter().map(|s| best(s, &right, limits)).collect();
    let best_b: Vec<Option<Best>> = right.iter().map(|s| best(s, &left, limits)).collect();
    let answers = best_b
        .iter()
        .zip(&right)
        .filter_map(|(best, sentence)| {
            let best = best.as_ref()?;
            let source = left.get(best.at).map(|s| s.span);
            Some((TiePassage { source, taker: sentence.span }, best.alike))
        })
        .collect();
    let mut shared: Vec<u32> = best_b.iter().flatten().flat_map(|b| b.words.clone()).collect();
    shared.sort_unstable();
    shared.dedup();
    let (met, marks) = best_b.iter().flatten().fold((0, 0), |(m, n), b| (m + b.met, n + b.marks));
    Likeness {
        of_a: covered(&left, &best_a),
        of_b: covered(&right, &best_b),
        lead: best_a.iter().take(LEAD).any(Option::is_some)
            || best_b.iter().take(LEAD).any(Option::is_some),
        words: shared.len(),
        marks: (met, marks),
        answers,
    }
}

/// Tells whether enough of a report is in its own words to leave quotations out.
fn owned(page: &Page<'_>, limits: &Limits) -> bool {
    let news = || page.sentences.iter().filter(|s| !s.furniture);
    let all: f32 = news().map(|s| s.weight).sum();
    let own: f32 = news().filter(|s| !s.quoted).map(|s| s.weight).sum();
    f64::from(own) >= f64::from(all) * limits.get("own")
}

fn counted<'p>(page: &'p Page<'_>, without_quotes: bool) -> Vec<&'p Weighed> {
    page.sentences.iter().filter(|s| !(s.furniture || without_quotes && s.quoted)).collect()
}

/// The sentence that answers another best.
struct Best {
    at: usize,
    alike: f32,
    /// Telling words in both.
    words: Vec<u32>,
    /// Names and numbers in both, and in the one that has fewer.
    met: usize,
    marks: usize,
}

fn best(sentence: &Weighed, others: &[&Weighed], limits: &Limits) -> Option<Best> {
    let enough = limits.get("sentence") as f32;
    let words = limits.count("sentence-words");
    let mut found: Option<Best> = None;
    for (at, other) in others.iter().enumerate() {
        let most = sentence.weight.min(other.weight);
        let span = 0.6 * most + 0.4 * sentence.weight.max(other.weight);
        let known = found.as_ref().map_or(enough, |f| f.alike);
        if span <= 0.0 || most / span < known {
            continue;
        }
        let (shared, both) = meet(sentence, other);
        let alike = shared / span;
        if alike < enough || found.as_ref().is_some_and(|f| f.alike >= alike) {
            continue;
        }
        let telling: Vec<u32> = both.iter().filter(|w| w.1).map(|w| w.0).collect();
        // A sentence of the genre alone is answered by its like everywhere, unless all of it is.
        if telling.len() < words && !(alike > 0.9 && both.len() > 3) {
            continue;
        }
        let met = both.len() - telling.len() - both.iter().filter(|w| !w.1 && !w.2).count();
        let marks = count_marks(sentence).min(count_marks(other));
        found = Some(Best { at, alike, words: telling, met: met.min(marks), marks });
    }
    found
}

fn is_mark(kind: PrintKind) -> bool {
    matches!(kind, PrintKind::Name | PrintKind::Number)
}

fn count_marks(sentence: &Weighed) -> usize {
    sentence.words.iter().filter(|w| is_mark(w.2)).count()
}

/// Walks the words of two sentences together: the weight of those in both, and each of them with
/// whether it is telling and whether it is a name or a number.
fn meet(a: &Weighed, b: &Weighed) -> (f32, Vec<(u32, bool, bool)>) {
    let (mut i, mut j, mut shared) = (0, 0, 0.0);
    let mut both = Vec::new();
    while let (Some(x), Some(y)) = (a.words.get(i), b.words.get(j)) {
        if x.0 == y.0 {
            shared += x.1.min(y.1);
            let telling = x.2 == PrintKind::Plain && y.2 == PrintKind::Plain;
            both.push((x.0, telling, is_mark(x.2) && is_mark(y.2)));
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    (shared, both)
}

fn covered(sentences: &[&Weighed], best: &[Option<Best>]) -> f64 {
    let all: f32 = sentences.iter().map(|s| s.weight).sum();
    let answered: f32 =
        sentences.iter().zip(best).filter(|(_, b)| b.is_some()).map(|(s, _)| s.weight).sum();
    if all > 0.0 { f64::from(answered / all) } else { 0.0 }
}
