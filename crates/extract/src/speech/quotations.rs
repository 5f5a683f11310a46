//! The quotations this part looks at: those the text stage finds, and pairs of double apostrophes.
//!
//! In: annotated text. Out: quotations in text order, not overlapping. News archives print
//! ''so'' for quotation marks at both ends; such marks tell their side by spacing alone. A mark
//! without a partner in its paragraph is left alone.
//!
//! Shown by the casebook pages `quotation-marks`.

use std::ops::Range;

use rashomon_text::{Annotated, QuoteSpan};

/// Finds all quotations.
pub(super) fn find(annotated: &Annotated<'_>) -> Vec<QuoteSpan> {
    let doubled = doubled(annotated);
    if doubled.is_empty() {
        return annotated.quotes.clone();
    }
    let crosses = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut all: Vec<QuoteSpan> = doubled;
    let mut next = 0;
    let mut kept = Vec::new();
    for quote in &annotated.quotes {
        while all.get(next).is_some_and(|d| d.tokens.end <= quote.tokens.start) {
            next += 1;
        }
        if all.get(next).is_none_or(|d| !crosses(&d.tokens, &quote.tokens)) {
            kept.push(quote.clone());
        }
    }
    all.extend(kept);
    all.sort_by_key(|quote| quote.tokens.start);
    all
}

fn doubled(annotated: &Annotated<'_>) -> Vec<QuoteSpan> {
    let tokens = annotated.tokens();
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (i, token) in tokens.iter().enumerate() {
        let word = annotated.word(i);
        if word.contains('\n') {
            open = None;
        } else if matches!(word, "''" | "``") {
            let glued = i > 0
                && tokens.get(i - 1).is_some_and(|t| {
                    !t.whitespace_after && !annotated.word(i - 1).trim().is_empty()
                });
            match open {
                Some(start) if glued && i > start + 1 => {
                    let inside = start + 1..i;
                    found.push(QuoteSpan { tokens: start..i + 1, inside, closed: true });
                    open = None;
                }
                _ if !token.whitespace_after => open = Some(i),
                _ => {}
            }
        }
    }
    found
}
