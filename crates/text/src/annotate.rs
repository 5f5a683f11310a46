//! Lays structure over one report.
//!
//! In: a report with canonical text. Out: the text as repaired for reading, its parse, and the
//! numbers, times and quotations in it, all counted in **tokens of the repaired text**.
//! [`Annotated::span`] leads back to the bytes of the report as received; nothing else may.
//! Must hold: every span given back slices the report's text.

use std::ops::Range;

use rashomon_model::{Date, Diagnostic, DiagnosticCode, Report, Span};
use rashomon_syntax::{Doc, Pipeline, Pos, Token};

use crate::words::Words;
use crate::{NumberSpan, Overlay, QuoteSpan, TimeSpan, find_quotes, numbers, scripts, times};

/// One report with everything that reading looks at.
pub struct Annotated<'r> {
    /// The report.
    pub report: &'r Report,
    /// The repaired text and the way back to the received one.
    pub overlay: Overlay<'r>,
    /// Sentence structure of the repaired text.
    pub doc: Doc,
    /// Numbers of things, in text order.
    pub numbers: Vec<NumberSpan>,
    /// Time expressions, in text order, anchored where the report allows it.
    pub times: Vec<TimeSpan>,
    /// Quotations, in text order.
    pub quotes: Vec<QuoteSpan>,
    /// What was odd about the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lays structure over a report.
pub fn annotate<'r>(report: &'r Report, pipeline: &Pipeline) -> Annotated<'r> {
    let text = beginning(&report.text);
    let (mut overlay, repairs) = Overlay::repair(text);
    let mut diagnostics = scripts::diagnose(text, report.lang.as_deref());
    diagnostics.extend(cut_off(report, text));
    diagnostics.extend(repairs);
    let (borders, inner) = lines(overlay.text());
    overlay.join_lines(&inner);
    let mut doc = pipeline.parse_parts(overlay.text(), &borders);
    let cuts = cuts(&doc);
    if !cuts.is_empty() {
        diagnostics.push(cut_up(cuts.len()));
        doc = pipeline.parse_parts(overlay.text(), &merged(borders, cuts));
    }
    let (numbers, times) = numbers_and_times(overlay.text(), &doc, report.published);
    let quotes = find_quotes(overlay.text(), &doc);
    Annotated { report, overlay, doc, numbers, times, quotes, diagnostics }
}

/// Finds numbers and times over one view of the words, with the expressions of time found once.
fn numbers_and_times(
    text: &str,
    doc: &Doc,
    published: Option<Date>,
) -> (Vec<NumberSpan>, Vec<TimeSpan>) {
    let words = Words::new(text, doc);
    let found = times::Found::of(&words);
    (numbers::counted(&words, &found.taken()), found.anchored(&words, published))
}

/// Bytes of a text that are read: some 350,000 words, several novels. What is longer is no report
/// but an archive, and reading it whole would take memory by the gigabyte.
const LONGEST: usize = 2_000_000;

/// Returns what of a text is read, cut after a line or word where it is too long.
fn beginning(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let cut = head.rfind('\n').or_else(|| head.rfind(' ')).filter(|at| *at > LONGEST / 2);
    cut.map_or(head, |at| &head[..at])
}

fn cut_off(report: &Report, read: &str) -> Option<Diagnostic> {
    let (read, all) = (read.len(), report.text.len());
    (read < all).then(|| Diagnostic {
        code: DiagnosticCode("not-read-whole"),
        span: Some(Span::from_range(read..all)),
        message: format!("read to byte {read} of {all}; the rest is kept and can be searched"),
    })
}

/// Words of a sentence that are read together. The longest of novels stay below; what is longer is
/// a list, a table or made to be long, and reading it at once takes time without bound.
const SENTENCE: usize = 500;

/// Finds where sentences without end are cut: behind a mark near the place, else at a word.
fn cuts(doc: &Doc) -> Vec<usize> {
    let mut cuts = Vec::new();
    for sentence in doc.sentences().iter().filter(|sentence| sentence.len() > SENTENCE) {
        let mut from = sentence.start;
        while sentence.end - from > SENTENCE {
            let marks = (from + SENTENCE / 2..from + SENTENCE).rev();
            let mark = marks
                .into_iter()
                .find(|at| doc.tokens.get(*at).is_some_and(|token| token.pos == Pos::Punct));
            from = mark.map_or(from + SENTENCE, |at| at + 1);
            cuts.extend(doc.tokens.get(from).map(|token| token.start as usize));
        }
    }
    cuts
}

fn merged(mut borders: Vec<usize>, cuts: Vec<usize>) -> Vec<usize> {
    borders.extend(cuts);
    borders.sort_unstable();
    borders.dedup();
    borders
}

fn cut_up(cuts: usize) -> Diagnostic {
    Diagnostic {
        code: DiagnosticCode("endless-sentence"),
        span: None,
        message: format!("a sentence of more than {SENTENCE} words: read in parts, {cuts} cut(s)"),
    }
}

/// Returns where paragraphs begin, and the line ends inside of them.
///
/// Layout says what grammar cannot see, such as a headline without a full stop above its article.
/// A blank line always ends a paragraph. A single line end does where the text is not hard-wrapped,
/// which shows by most of its lines being long and of about one length, or by the sentence running
/// on in small letters. A wide gap inside a line before a capital letter is a line end that a page lost
/// on its way into text: "a charge it denies   Heavy fighting   The town".
fn lines(text: &str) -> (Vec<usize>, Vec<usize>) {
    let wrapped = is_wrapped(text);
    let (mut borders, mut inner) = (Vec::new(), Vec::new());
    let (mut at, mut before) = (0, "");
    for line in text.split_inclusive('\n') {
        let blank = before.trim().is_empty();
        if !line.trim().is_empty() && at > 0 {
            if blank || !wrapped && !runs_on(before, line) {
                borders.push(at);
            } else {
                inner.push(at - 1);
            }
        }
        borders.extend(gaps(line).map(|gap| at + gap));
        before = line;
        at += line.len();
    }
    (borders, inner)
}

/// Finds where a line goes on with a capital letter after three or more spaces.
fn gaps(line: &str) -> impl Iterator<Item = usize> + '_ {
    const WIDE: &str = "   ";
    line.match_indices(WIDE).filter_map(|(from, _)| {
        let rest = line.get(from..)?;
        let after = rest.trim_start_matches(' ');
        let opens = after.chars().next().is_some_and(char::is_uppercase);
        let last = line.get(..from).and_then(|before| before.chars().next_back());
        let told = last.is_some_and(|c| !c.is_whitespace());
        (opens && told).then_some(from + rest.len() - after.len())
    })
}

/// Tells whether a long line that ends without a mark is taken up in small letters by the next.
fn runs_on(line: &str, next: &str) -> bool {
    let open = line.trim_end().chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',');
    open && line.trim().chars().count() >= 50
        && next.trim_start().chars().next().is_some_and(char::is_lowercase)
}

fn is_wrapped(text: &str) -> bool {
    let lengths = text.lines().map(|line| line.trim().chars().count()).filter(|n| *n > 0);
    let (mut all, mut alike) = (0usize, 0usize);
    for length in lengths {
        all += 1;
        alike += usize::from((50..=100).contains(&length));
    }
    all >= 4 && alike * 3 >= all * 2
}

impl Annotated<'_> {
    /// Returns the tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.doc.tokens
    }

    /// Returns the words of one token, as repaired; empty for a token that does not exist.
    pub fn word(&self, token: usize) -> &str {
        self.words(token..token.saturating_add(1))
    }

    /// Returns the repaired words of a run of tokens; empty where there are none.
    pub fn words(&self, tokens: Range<usize>) -> &str {
        self.repaired(&tokens).and_then(|range| self.overlay.text().get(range)).unwrap_or("")
    }

    /// Returns where a run of tokens stands in the report as received.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.repaired(&tokens).map_or(Span::new(0, 0), |range| self.overlay.received(range))
    }

    /// Returns the words of a run of tokens as received, byte for byte.
    pub fn received(&self, tokens: Range<usize>) -> &str {
        self.span(tokens).of(&self.report.text).unwrap_or("")
    }

    /// Returns the sentence that holds a token, as a run of tokens.
    pub fn sentence_at(&self, token: usize) -> Range<usize> {
        let sentences = self.doc.sentences();
        let after = sentences.partition_point(|s| s.end <= token);
        sentences.get(after).cloned().unwrap_or(0..0)
    }

    fn repaired(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let first = self.doc.tokens.get(tokens.start)?;
        let last = self.doc.tokens.get(tokens.end.checked_sub(1)?)?;
        (first.start < last.end).then_some(first.start as usize..last.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, beginning, lines};

    fn borders(text: &str) -> Vec<usize> {
        lines(text).0
    }

    #[test]
    fn a_paragraph_begins_after_a_blank_line_and_where_lines_are_not_wrapped() {
        assert_eq!(borders("Mill closes\nWorkers met.\n\nThey left.\n"), [12, 26]);
        let wrapped = "The council of the harbour town met again on the third of\n".repeat(5);
        assert!(borders(&wrapped).is_empty());
        assert_eq!(borders(&format!("{wrapped}\n{wrapped}")).len(), 1);
        assert!(borders("").is_empty());
        assert_eq!(borders("The mill closed   Workers met.   they left   by noon\n"), [18]);
        let running = "The council of the harbour town met again on the third, the mayor\nsaid.\n";
        assert_eq!(lines(running), (vec![], vec![65]));
    }

    #[test]
    fn of_a_text_beyond_measure_the_beginning_is_read() {
        assert_eq!(beginning("short"), "short");
        let long = "The mill closed again. ".repeat(LONGEST / 20);
        let read = beginning(&long);
        assert!(read.len() <= LONGEST && read.len() > LONGEST - 100 && long.starts_with(read));
        assert!(beginning(&"ب".repeat(LONGEST)).len() <= LONGEST);
    }
}
