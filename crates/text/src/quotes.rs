//! Quotations: what stands between paired quotation marks.
//!
//! In: a text and its parse. Out: the outermost quotations in text order, not overlapping; scare
//! quotes and titles among them. A quotation that runs over paragraphs, its opening mark repeated
//! at the head of each, is one span. Single marks count only where both are clearly no
//! apostrophes. Says nothing about who speaks. Time is linear in the text, whatever its marks.
//! Must hold: `inside` lies within `tokens` and is not empty.
//!
//! Shown by the casebook pages `quotation-marks`.

mod marks;
mod single;

use std::ops::Range;

use rashomon_syntax::Doc;

use crate::words::Words;
use marks::{Family, Side, mark};

/// A quotation in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteSpan {
    /// The words with their marks.
    pub tokens: Range<usize>,
    /// The words between the marks.
    pub inside: Range<usize>,
    /// Whether the closing mark was found; an unclosed quotation ends with its paragraph.
    pub closed: bool,
}

/// A quotation by word positions: the opening mark, the end of its inside, and whether a mark closes it.
#[derive(Clone, Copy, Debug)]
struct Quoted {
    open: usize,
    inside: usize,
    end: usize,
    closed: bool,
}

/// An opening mark that waits for its closing one.
#[derive(Clone, Copy, Debug)]
struct Open {
    at: usize,
    /// Where its inside begins: an opening mark may be two words.
    inside: usize,
    family: Family,
    /// Whether the spacing shows that it opens; a doubtful mark is dropped if nothing closes it.
    sure: bool,
}

/// Finds quotations by their marks, across sentences and paragraphs.
pub fn find_quotes(text: &str, doc: &Doc) -> Vec<QuoteSpan> {
    let words = Words::new(text, doc);
    let outer = outermost(doubles(&words), single::singles(&words));
    outer.into_iter().filter_map(|quoted| span(&words, quoted)).collect()
}

fn span(words: &Words<'_>, quoted: Quoted) -> Option<QuoteSpan> {
    if quoted.inside >= quoted.end {
        return None;
    }
    let inside = words.range(quoted.inside..quoted.end);
    let tokens = words.range(quoted.open..quoted.end + usize::from(quoted.closed));
    Some(QuoteSpan { tokens, inside, closed: quoted.closed })
}

/// Pairs double marks in one pass.
fn doubles(words: &Words<'_>) -> Vec<Quoted> {
    let mut pairing = Pairing { words, found: Vec::new(), open: None };
    let mut at = 0;
    while at < words.len() {
        if words.lower(at) == "\n" {
            at += pairing.paragraph(at);
        } else if let Some((family, side)) = mark(words, at) {
            pairing.mark(at, family, side);
        }
        at += 1;
    }
    pairing.unclosed(words.len());
    pairing.found
}

struct Pairing<'w, 't> {
    words: &'w Words<'t>,
    found: Vec<Quoted>,
    open: Option<Open>,
}

impl Pairing<'_, '_> {
    /// Ends a paragraph; gives the number of words to pass over, for a mark repeated at the head
    /// of the next paragraph continues the quotation and opens none.
    fn paragraph(&mut self, at: usize) -> usize {
        let repeated = mark(self.words, at + 1).filter(|(family, side)| {
            *side != Side::Close
                && self.open.is_some_and(|open| open.sure && open.family == *family)
        });
        if repeated.is_some() {
            return 1;
        }
        self.unclosed(at);
        0
    }

    /// Ends what is open without a closing mark.
    fn unclosed(&mut self, end: usize) {
        if let Some(open) = self.open.take().filter(|open| open.sure) {
            self.found.push(Quoted { open: open.at, inside: open.inside, end, closed: false });
        }
    }

    fn mark(&mut self, at: usize, family: Family, side: Side) {
        let inside = at + marks::width(self.words, at);
        match (self.open, side) {
            (Some(open), Side::Close | Side::Either) if family.closes(open.family) => {
                self.found.push(Quoted {
                    open: open.at,
                    inside: open.inside,
                    end: at,
                    closed: true,
                });
                self.open = None;
            }
            // A straight mark that clearly opens while one is open: the earlier was never closed.
            (Some(open), Side::Open) if family == open.family && family == Family::Straight => {
                self.unclosed(at);
                self.open = Some(Open { at, inside, family, sure: true });
            }
            // Marks of another kind inside a quotation belong to what is quoted.
            (Some(_), _) | (None, Side::Close) => {}
            (None, side) => self.open = Some(Open { at, inside, family, sure: side == Side::Open }),
        }
    }
}

/// Keeps the outermost of double and single quotations; where two cross, the double one.
fn outermost(doubles: Vec<Quoted>, singles: Vec<Quoted>) -> Vec<Quoted> {
    let mut kept: Vec<Quoted> = Vec::with_capacity(doubles.len() + singles.len());
    let mut singles = singles.into_iter().peekable();
    for double in doubles {
        while let Some(single) = singles.next_if(|single| single.open < double.open) {
            let crosses = single.end > double.open && single.end < double.end;
            if !crosses && kept.last().is_none_or(|last| last.end <= single.open) {
                kept.push(single);
            }
        }
        if kept.last().is_none_or(|last| last.end <= double.open) {
            kept.push(double);
        }
    }
    for single in singles {
        if kept.last().is_none_or(|last| last.end <= single.open) {
            kept.push(single);
        }
    }
    kept
}
