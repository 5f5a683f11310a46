//! Characters of a page with their places, as lines in reading order.
//!
//! In: what the parser gives: each character with its place, width and size, in the order of the
//! file. Out: lines. A line is what stands on one base line without a wide gap; a gap of half a
//! letter is a space, unless the file has spaces of its own. The order of the file is kept, as writers write column by column, except
//! where it goes back and forth between two columns. Right-to-left lines are put into the order in
//! which they are read. Must hold: the number of characters is bounded.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use unicode_normalization::UnicodeNormalization;

use crate::scripts::Script;

/// Most characters of a document.
pub(super) const MOST_GLYPHS: usize = 10_000_000;

/// One character, or what stands for one.
#[derive(Clone, Debug)]
struct Glyph {
    x: f64,
    width: f64,
    text: String,
}

/// One line, or the part of one that stands in a column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// Down from the top of the page.
    pub y: f64,
    pub size: f64,
}

/// A page while its characters come in.
pub(super) struct Page {
    height: f64,
    left: usize,
    glyphs: usize,
    lines: Vec<Raw>,
}

/// A line before its characters are put in order.
#[derive(Clone, Debug)]
struct Raw {
    glyphs: Vec<Glyph>,
    y: f64,
    size: f64,
    end: f64,
    start: f64,
}

impl Page {
    /// Begins a page that may have so many characters.
    pub fn new(left: usize) -> Page {
        Page { height: 0.0, left, glyphs: 0, lines: Vec::new() }
    }

    /// Returns how many characters came.
    pub fn glyphs(&self) -> usize {
        self.glyphs
    }

    fn put(&mut self, x: f64, y: f64, width: f64, size: f64, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            let same = (line.y - y).abs() < line.size.min(size) * 0.35;
            let after = x >= line.end - size * 0.6;
            // Right-to-left text may come from its end, or from its beginning.
            let before =
                x + width <= line.start + size * 0.6 && x + width >= line.start - size * 1.6;
            if same && (after || before) {
                line.glyphs.push(Glyph { x, width, text: text.to_owned() });
                line.end = line.end.max(x + width);
                line.start = line.start.min(x);
                line.size = line.size.max(size);
                return;
            }
        }
        let glyph = Glyph { x, width, text: text.to_owned() };
        self.lines.push(Raw { glyphs: vec![glyph], y, size, end: x + width, start: x });
    }

    /// Returns the lines in the order in which they are read.
    pub fn lines(self) -> Vec<Line> {
        let lines: Vec<Line> = self.lines.into_iter().flat_map(Raw::lines).collect();
        in_columns(rows(lines))
    }
}

impl OutputDev for Page {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.height = media.ury;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.glyphs += 1;
        if self.glyphs > self.left {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let size = font_size * place.m22.hypot(place.m21);
        let (x, y, width) =
            (place.m31, self.height - place.m32, width * font_size * place.m11.hypot(place.m12));
        // Text on its side is a stamp or a label.
        let level = place.m11.abs() > place.m12.abs();
        let sound = [x, y, width, size].iter().all(|n| n.is_finite()) && size.abs() > 0.1;
        if level && sound && !text.is_empty() {
            self.put(x, y, width, size.abs(), text);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

impl Raw {
    /// Cuts what stands on one base line at its wide gaps, and puts each part in order.
    fn lines(self) -> Vec<Line> {
        let Raw { mut glyphs, y, size, .. } = self;
        let rtl = |g: &Glyph| g.text.chars().any(is_rtl);
        let ltr = |g: &Glyph| g.text.chars().any(|c| c.is_alphabetic() && !is_rtl(c));
        let right_to_left =
            glyphs.iter().filter(|g| rtl(g)).count() > glyphs.iter().filter(|g| ltr(g)).count();
        if right_to_left {
            glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        let blank = |g: &Glyph| g.text.trim().is_empty();
        let blanks = glyphs.iter().filter(|g| blank(g)).count();
        glyphs.retain(|g| !blank(g) || g.width > 0.0);
        // Where the file has spaces of its own, only a wide gap is one more.
        let least = if blanks * 20 >= glyphs.len() && blanks > 0 { 0.6 } else { 0.18 };
        let mut words: Vec<Word> = Vec::new();
        let mut spaced = true;
        for glyph in glyphs {
            if blank(&glyph) {
                spaced = true;
                continue;
            }
            let (left, right) = (glyph.x, glyph.x + glyph.width);
            match words.last_mut().filter(|word| !spaced && left <= word.right + size * least) {
                Some(word) => {
                    word.text.push(glyph.text);
                    word.right = word.right.max(right);
                    word.left = word.left.min(left);
                }
                None => words.push(Word { text: vec![glyph.text], left, right }),
            }
            spaced = false;
        }
        let gaps =
            words.windows(2).filter_map(|pair| Some(pair.last()?.left - pair.first()?.right));
        let mut gaps: Vec<f64> = gaps.collect();
        gaps.sort_by(f64::total_cmp);
        let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
        // Lines set to one width have wide gaps, too, but they are all alike.
        let widest = if gaps.len() < 3 { size * 4.0 } else { (size * 1.6).max(usual * 2.5) };
        let mut parts: Vec<Vec<Word>> = Vec::new();
        for word in words {
            let right = parts.last().and_then(|part| part.last()).map(|word| word.right);
            match parts
                .last_mut()
                .filter(|_| right.is_some_and(|right| word.left - right <= widest))
            {
                Some(part) => part.push(word),
                None => parts.push(vec![word]),
            }
        }
        if right_to_left {
            parts.reverse();
        }
        parts.into_iter().filter_map(|part| line(&part, right_to_left, y, size)).collect()
    }
}

/// What stands between two spaces.
struct Word {
    text: Vec<String>,
    left: f64,
    right: f64,
}

fn line(words: &[Word], right_to_left: bool, y: f64, size: f64) -> Option<Line> {
    let texts: Vec<String> = words.iter().map(|word| word.text.concat()).collect();
    let text = if right_to_left {
        let space = || vec![" ".to_owned()];
        let glyphs = words.iter().map(|word| word.text.clone());
        let mut visual: Vec<String> = Vec::new();
        for word in glyphs {
            if !visual.is_empty() {
                visual.extend(space());
            }
            visual.extend(word);
        }
        reading_order(&visual)
    } else {
        texts.join(" ")
    };
    let text = plain(&text);
    // A soft hyphen that is drawn inside of a line is a hyphen.
    let inner = text.trim_end_matches('\u{AD}').len();
    let text = format!("{}{}", text[..inner].replace('\u{AD}', "-"), &text[inner..]);
    Some(Line { text, left: words.first()?.left, right: words.last()?.right, y, size })
}

fn is_rtl(c: char) -> bool {
    matches!(Script::of(c), Some(Script::Arabic | Script::Hebrew))
        || matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{FE70}'..='\u{FEFF}')
}

/// Turns what stands from left to right into what is read from right to left; numbers and words of
/// other scripts keep their own direction.
fn reading_order(visual: &[String]) -> String {
    let mut out = String::new();
    let mut run: Vec<&str> = Vec::new();
    let kept = |text: &str| text.chars().any(|c| c.is_alphanumeric() && !is_rtl(c));
    let inner = |text: &str| matches!(text, "." | "," | ":" | "/" | "-" | "%" | "٫" | "٬");
    for text in visual.iter().rev() {
        let after_letter = run.last().is_some_and(|last| last.chars().all(char::is_alphabetic));
        if kept(text) || !run.is_empty() && (inner(text) || text == " " && after_letter) {
            run.push(text);
            continue;
        }
        flush(&mut run, &mut out);
        out.push_str(&text.chars().map(mirrored).collect::<String>());
    }
    flush(&mut run, &mut out);
    out
}

fn flush(run: &mut Vec<&str>, out: &mut String) {
    // A mark at the end of a run belongs to what follows.
    let mut marks = Vec::new();
    while run.last().is_some_and(|text| text.chars().all(|c| !c.is_alphanumeric())) {
        marks.extend(run.pop());
    }
    out.extend(run.drain(..).rev());
    out.extend(marks.into_iter().rev());
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

/// Resolves ligatures and the shapes of Arabic letters, which are drawings of letters.
fn plain(text: &str) -> String {
    let drawn = |c: char| matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB13}'..='\u{FB17}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    if !text.chars().any(drawn) {
        return text.to_owned();
    }
    text.chars()
        .flat_map(|c| {
            if drawn(c) { c.to_string().nfkc().collect::<String>() } else { c.to_string() }
                .chars()
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Joins short pieces that stand on one base line: cells of a table.
fn rows(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(before) = out.last_mut() {
            let same = (before.y - line.y).abs() < before.size.min(line.size) * 0.35;
            let short =
                line.text.chars().count() < 20 && last_cell(&before.text).chars().count() < 20;
            if same && short && line.left > before.right {
                before.text = format!("{} | {}", before.text, line.text);
                before.right = line.right;
                continue;
            }
        }
        out.push(line);
    }
    out
}

fn last_cell(row: &str) -> &str {
    row.rsplit(" | ").next().unwrap_or(row)
}

/// Puts lines into the order of two columns where the file goes from one to the other on every line.
fn in_columns(lines: Vec<Line>) -> Vec<Line> {
    let side_by_side = |pair: &[Line]| {
        let [a, b] = pair else { return false };
        (a.y - b.y).abs() < a.size.min(b.size) * 0.35 && b.left > a.right + a.size * 0.8
    };
    let pairs: Vec<&[Line]> = lines.windows(2).filter(|pair| side_by_side(pair)).collect();
    let (gap_from, gap_to) = pairs
        .iter()
        .filter_map(|pair| Some((pair.first()?.right, pair.last()?.left)))
        .fold((f64::NEG_INFINITY, f64::INFINITY), |(from, to), (a, b)| (from.max(a), to.min(b)));
    if pairs.len() < 4 || pairs.len() * 3 < lines.len() || gap_from >= gap_to {
        return lines;
    }
    let top = pairs.iter().filter_map(|pair| Some(pair.first()?.y)).fold(f64::INFINITY, f64::min);
    let middle = f64::midpoint(gap_from, gap_to);
    let rank = |line: &Line| match line {
        line if line.y < top - 1.0 => 0,
        line if line.right <= middle => 1,
        line if line.left >= middle => 2,
        _ => 3,
    };
    let mut ordered = lines;
    ordered.sort_by_key(rank);
    ordered
}
