//! Questions about the sentence tree that every rule of this part asks.
//!
//! In: annotated text. Out: subtrees as runs of tokens, who does what a verb says, the words that
//! make up a cue, runs trimmed of commas and blanks. Built once a report in linear time; each
//! question then costs the children of a few tokens. Knows nothing of reporting words.

use std::borrow::Cow;
use std::ops::Range;

use rashomon_text::syntax::{Pos, Token};
use rashomon_text::{Annotated, QuoteSpan};

use super::quotations;
use crate::lower::lower;

/// The sentence trees of a report with the extent of every subtree.
pub(super) struct Tree<'a, 'r> {
    pub(super) annotated: &'a Annotated<'r>,
    left: Vec<usize>,
    right: Vec<usize>,
    paragraph: Vec<u32>,
    lines: Vec<usize>,
    pub(super) quotes: Vec<QuoteSpan>,
    quote: Vec<Option<u32>>,
    /// For each token how many words stand before it, and how many of them are quoted.
    counts: Vec<(u32, u32)>,
}

impl<'a, 'r> Tree<'a, 'r> {
    /// Measures all subtrees.
    pub(super) fn new(annotated: &'a Annotated<'r>) -> Tree<'a, 'r> {
        let tokens = annotated.tokens();
        let count = tokens.len();
        let mut tree = Tree {
            annotated,
            left: (0..count).collect(),
            right: (0..count).collect(),
            paragraph: Vec::with_capacity(count),
            lines: vec![0],
            quotes: quotations::find(annotated),
            quote: vec![None; count],
            counts: Vec::with_capacity(count + 1),
        };
        for &i in downwards(annotated).iter().rev() {
            let head = tree.head(i);
            if head != i {
                tree.left[head] = tree.left[head].min(tree.left[i]);
                tree.right[head] = tree.right[head].max(tree.right[i]);
            }
        }
        let mut paragraph = 0;
        for (i, token) in tokens.iter().enumerate() {
            tree.paragraph.push(paragraph);
            if token.pos == Pos::Space && annotated.word(i).contains('\n') {
                paragraph += 1;
                tree.lines.push(i + 1);
            }
        }
        for (number, quote) in tree.quotes.iter().enumerate() {
            for slot in tree.quote.get_mut(quote.tokens.clone()).into_iter().flatten() {
                *slot = u32::try_from(number).ok();
            }
        }
        let (mut words, mut quoted) = (0, 0);
        tree.counts.push((0, 0));
        for i in 0..count {
            let counts = u32::from(!tree.is_blank(i));
            words += counts;
            quoted += if tree.quote(i).is_some() { counts } else { 0 };
            tree.counts.push((words, quoted));
        }
        tree
    }

    /// Returns the number of tokens.
    pub(super) fn len(&self) -> usize {
        self.left.len()
    }

    fn token(&self, i: usize) -> Option<&'a Token> {
        self.annotated.tokens().get(i)
    }

    /// Returns the relation to the head.
    pub(super) fn dep(&self, i: usize) -> &'static str {
        self.token(i).map_or("", |t| t.dep.as_str())
    }

    /// Returns the fine tag.
    pub(super) fn tag(&self, i: usize) -> &'static str {
        self.token(i).map_or("", |t| t.tag.as_str())
    }

    /// Returns the kind of the named span around the token, empty outside.
    pub(super) fn named(&self, i: usize) -> &'static str {
        self.token(i).map_or("", |t| t.ent_type.as_str())
    }

    /// Returns the coarse part of speech.
    pub(super) fn pos(&self, i: usize) -> Pos {
        self.token(i).map_or(Pos::None, |t| t.pos)
    }

    /// Returns the head; the token itself for a root.
    pub(super) fn head(&self, i: usize) -> usize {
        self.token(i).map_or(i, |t| t.head as usize)
    }

    /// Returns the base form in lower case.
    pub(super) fn lemma(&self, i: usize) -> Cow<'a, str> {
        self.token(i).map_or(Cow::Borrowed(""), |t| lower(&t.lemma))
    }

    /// Tells whether the token is this word, whatever its case.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.annotated.word(i).eq_ignore_ascii_case(word)
    }

    /// Tells whether the token is one of these words, whatever its case.
    pub(super) fn is_any(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(i, word))
    }

    /// Returns the children in text order.
    pub(super) fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.annotated.doc.children(i).iter().map(|c| *c as usize)
    }

    /// Returns the first child with the relation.
    pub(super) fn child(&self, i: usize, dep: &str) -> Option<usize> {
        self.children(i).find(|c| self.dep(*c) == dep)
    }

    /// Returns the run of tokens from the first to the last of the subtree, as it stands.
    pub(super) fn subtree(&self, i: usize) -> Range<usize> {
        match (self.left.get(i), self.right.get(i)) {
            (Some(left), Some(right)) => *left..right + 1,
            _ => i..i,
        }
    }

    /// Returns the subtree without commas, stops and blanks at its edges.
    pub(super) fn phrase(&self, i: usize) -> Range<usize> {
        self.trim(self.subtree(i))
    }

    /// Returns the number of the paragraph the token stands in.
    pub(super) fn paragraph(&self, i: usize) -> u32 {
        self.paragraph.get(i).copied().unwrap_or(u32::MAX)
    }

    /// Cuts a run down to the paragraph of a token.
    pub(super) fn within_line(&self, run: Range<usize>, i: usize) -> Range<usize> {
        let line = self.paragraph(i) as usize;
        let start = self.lines.get(line).copied().unwrap_or(0);
        let end = self.lines.get(line + 1).copied().unwrap_or(self.len());
        let start = run.start.max(start);
        start..run.end.min(end).max(start)
    }

    /// Returns the number of the quotation that holds the token.
    pub(super) fn quote(&self, i: usize) -> Option<usize> {
        self.quote.get(i).copied().flatten().map(|q| q as usize)
    }

    /// Tells whether the token carries no word.
    pub(super) fn is_blank(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Space | Pos::Punct)
    }

    fn counted(&self, run: &Range<usize>) -> (usize, usize) {
        let at = |i: usize| self.counts.get(i).copied().unwrap_or_default();
        let (before, after) = (at(run.start), at(run.end.max(run.start)));
        let many = |a: u32, b: u32| usize::try_from(b.saturating_sub(a)).unwrap_or_default();
        (many(before.0, after.0), many(before.1, after.1))
    }

    /// Returns how many words a run holds.
    pub(super) fn words(&self, run: &Range<usize>) -> usize {
        self.counted(run).0
    }

    /// Returns how many words of a run stand between quotation marks.
    pub(super) fn quoted_words(&self, run: &Range<usize>) -> usize {
        self.counted(run).1
    }

    fn is_loose(&self, i: usize) -> bool {
        self.pos(i) == Pos::Space
            || matches!(
                self.annotated.word(i),
                "," | ";" | ":" | "." | "-" | "--" | "–" | "—" | "―" | "…" | "..."
            )
    }

    /// Takes commas, stops and blanks off both ends, and puts back a pair of quotation marks.
    pub(super) fn trim(&self, mut run: Range<usize>) -> Range<usize> {
        let stray = |i: usize, open: bool| {
            let quote = self.quote(i).and_then(|q| self.quotes.get(q));
            quote.is_some_and(|q| {
                if open { q.tokens.end == i + 1 && q.closed } else { q.tokens.start == i }
            })
        };
        while run.start < run.end && (self.is_loose(run.start) || stray(run.start, true)) {
            run.start += 1;
        }
        while run.start < run.end && (self.is_loose(run.end - 1) || stray(run.end - 1, false)) {
            run.end -= 1;
        }
        if run.start < run.end {
            self.mend_quotes(&mut run);
        }
        run
    }

    /// Takes in a quotation mark whose partner already stands inside, or that stands alone outside.
    fn mend_quotes(&self, run: &mut Range<usize>) {
        if let Some(q) = self.quote(run.start).and_then(|q| self.quotes.get(q))
            && q.inside.start == run.start
        {
            run.start = q.tokens.start;
        }
        if let Some(q) = self.quote(run.end - 1).and_then(|q| self.quotes.get(q)) {
            let rest = run.end..q.inside.end;
            if run.start <= q.inside.start && rest.clone().all(|i| self.is_blank(i)) {
                run.end = q.tokens.end;
            }
        }
    }

    /// Cuts holes out of a run and trims what is left; pieces without words are dropped.
    pub(super) fn without(
        &self,
        run: Range<usize>,
        mut holes: Vec<Range<usize>>,
    ) -> Vec<Range<usize>> {
        holes.sort_by_key(|hole| hole.start);
        let mut pieces = Vec::new();
        let mut start = run.start;
        for hole in holes {
            if hole.start < run.end && hole.end > start {
                pieces.push(start..hole.start.max(start));
                start = hole.end;
            }
        }
        pieces.push(start..run.end);
        pieces.retain(|piece| piece.start < piece.end);
        let mut kept: Vec<Range<usize>> = Vec::new();
        for piece in pieces {
            let piece = self.trim(piece);
            if piece.clone().any(|i| !self.is_blank(i)) {
                kept.push(piece);
            }
        }
        kept
    }
}

/// Lists all tokens, heads before children.
fn downwards(annotated: &Annotated<'_>) -> Vec<usize> {
    let tokens = annotated.tokens();
    let mut order: Vec<usize> =
        (0..tokens.len()).filter(|i| tokens[*i].head as usize == *i).collect();
    let mut at = 0;
    while let Some(i) = order.get(at).copied() {
        order.extend(annotated.doc.children(i).iter().map(|c| *c as usize).filter(|c| *c != i));
        at += 1;
    }
    order
}
