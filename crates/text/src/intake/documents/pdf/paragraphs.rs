//! Lines of pages as paragraphs.
//!
//! In: the lines of every page. Out: the text. What stands at the head or foot of most pages is left
//! out. Lines run on into a paragraph until a wider gap, another size of letters, an indent or a
//! short last line. A word parted at the end of a line is joined where the whole word is known: it
//! stands elsewhere in the text or is a common word; else the hyphen stays. A paragraph goes on over
//! a page or column where its sentence does. Must hold: no letter of the text is lost.

use std::collections::BTreeMap;

use super::layout::Line;
use crate::overlay::is_common_word;

/// Lines at each end of a page that may be its head or foot.
const ENDS: usize = 3;

/// Marks at the end of a line that part a word.
const HYPHENS: [char; 3] = ['-', '\u{AD}', '\u{2010}'];

/// Gives the text of all pages.
pub(super) fn text(mut pages: Vec<Vec<Line>>) -> String {
    leave_out_repeated(&mut pages);
    let words = Words::of(&pages);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<Line> = None;
    for lines in pages {
        let pitch = pitch(&lines);
        let edges: Vec<f64> = lines.iter().map(|line| edge(line, &lines)).collect();
        let mut edge_before = 0.0;
        for (line, edge) in lines.into_iter().zip(edges) {
            let goes_on =
                before.as_ref().is_some_and(|before| before.goes_on(&line, pitch, edge_before));
            match paragraphs.last_mut().filter(|_| goes_on) {
                Some(paragraph) => words.join(paragraph, &line.text),
                None => paragraphs.push(line.text.clone()),
            }
            (before, edge_before) = (Some(line), edge);
        }
    }
    paragraphs.join("\n\n")
}

/// Finds the usual step from line to line.
fn pitch(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .windows(2)
        .filter_map(|pair| Some(pair.last()?.y - pair.first()?.y))
        .filter(|step| *step > 1.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(12.0)
}

/// Finds where the column of a line ends.
fn edge(line: &Line, lines: &[Line]) -> f64 {
    let beside = |other: &&Line| other.left < line.right && other.right > line.left;
    let same = lines.iter().filter(beside).filter(|o| o.left > line.left - line.size * 3.0);
    same.map(|other| other.right).fold(line.right, f64::max)
}

impl Line {
    /// Tells whether the paragraph of a line goes on with the next one; its column ends at an edge.
    fn goes_on(&self, next: &Line, pitch: f64, edge: f64) -> bool {
        if (self.size - next.size).abs() > self.size.max(next.size) * 0.15 {
            return false;
        }
        let closed = self
            .text
            .trim_end_matches(['”', '"', '’', '\'', ')', '»', ']'])
            .ends_with(['.', '!', '?', ':', '؟', '。', '۔', '।']);
        let small = next.text.chars().next().is_some_and(char::is_lowercase);
        let caseless = next
            .text
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(|c| !c.is_lowercase() && !c.is_uppercase());
        let step = next.y - self.y;
        // Up, or far down: another column or page.
        if step < -self.size * 0.5 || step > pitch * 4.0 {
            return !closed && (small || caseless || self.is_parted());
        }
        if self.text.contains(" | ") || next.text.contains(" | ") || is_item(&next.text) {
            return false;
        }
        if step > pitch * 1.35 {
            return false;
        }
        let indented =
            next.left > self.left + self.size * 0.8 && next.left < self.left + self.size * 6.0;
        if indented && closed {
            return false;
        }
        // A last line is short: the first word of the next would have had room.
        let width = edge - self.left;
        let room = edge - self.right;
        let first = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let letter = (next.right - next.left) / next.text.chars().count().max(1) as f64;
        let short = room > letter * (first as f64 + 2.0) && room > width * 0.12;
        !(short && (closed || !small && !caseless))
    }

    fn is_parted(&self) -> bool {
        self.text.ends_with(HYPHENS)
    }
}

/// Tells an item of a list by its mark.
fn is_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '‣', '●', '–', '—', '\u{F0B7}', '○'])
}

/// Leaves out lines that stand at the same height, in the same words but for numbers, at the head
/// or foot of most pages.
fn leave_out_repeated(pages: &mut [Vec<Line>]) {
    if pages.len() < 2 {
        return;
    }
    let key = |line: &Line| {
        let text: String =
            line.text.chars().map(|c| if c.is_numeric() { '#' } else { c }).collect();
        let mut plain = text.replace("##", "#");
        while plain.contains("##") {
            plain = plain.replace("##", "#");
        }
        (plain, (line.y / 6.0).round() as i64)
    };
    let at_ends = |lines: &[Line]| -> Vec<usize> {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
        let mut ends: Vec<usize> = order.iter().take(ENDS).copied().collect();
        ends.extend(order.iter().rev().take(ENDS));
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    let mut seen: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for lines in pages.iter() {
        let mut keys: Vec<_> =
            at_ends(lines).into_iter().filter_map(|n| lines.get(n)).map(key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    // Heads of left and right pages take turns; two pages alike are few to go by, unless they count.
    let least = if pages.len() == 2 { 2 } else { (pages.len() * 2 / 5).max(2) };
    for lines in pages.iter_mut() {
        let gone: Vec<usize> = at_ends(lines)
            .into_iter()
            .filter(|n| {
                let Some(line) = lines.get(*n) else { return false };
                let (text, at) = key(line);
                let near = |d: i64| seen.get(&(text.clone(), at + d)).copied().unwrap_or(0);
                near(0) + near(1) + near(-1) >= least && line.text.chars().count() < 150
            })
            .collect();
        let mut n = 0;
        lines.retain(|_| {
            n += 1;
            !gone.contains(&(n - 1))
        });
    }
}

/// How often each word stands in the text, whole.
struct Words(BTreeMap<String, usize>);

impl Words {
    fn of(pages: &[Vec<Line>]) -> Words {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for line in pages.iter().flatten() {
            let mut all: Vec<&str> = line.text.split_whitespace().collect();
            // What is parted is not whole.
            if line.is_parted() {
                all.pop();
            }
            for word in all {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                *words.entry(word).or_default() += 1;
            }
        }
        Words(words)
    }

    fn knows(&self, word: &str) -> bool {
        self.0.contains_key(&word.to_lowercase())
    }

    /// Puts a line behind a paragraph.
    fn join(&self, paragraph: &mut String, line: &str) {
        // Writers take either mark for either end: a soft hyphen that shows may be a hard one.
        let soft = paragraph.ends_with('\u{AD}');
        if let Some(kept) = paragraph.strip_suffix(HYPHENS) {
            let head = kept.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            let tail: String = line.chars().take_while(|c| c.is_alphabetic()).collect();
            let word = format!("{head}{tail}");
            let small = tail.chars().next().is_some_and(char::is_lowercase);
            let parted = self.knows(&format!("{head}-{tail}"));
            let whole = self.knows(&word) || is_common_word(&word) || soft;
            let (length, dash) = (kept.len(), kept.ends_with(char::is_whitespace));
            if head.is_empty() || tail.is_empty() || dash {
                paragraph.push(' ');
            } else {
                paragraph.truncate(length);
                if !small || parted || !whole {
                    paragraph.push('-');
                }
            }
        } else {
            paragraph.push(' ');
        }
        paragraph.push_str(line);
    }
}
