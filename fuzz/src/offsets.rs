//! Offsets: bytes, code points, and the way back from a repaired text.
//!
//! Laws: both ways of counting agree with counting by hand; a repaired text leads back to slices of
//! the received one, in the same order, and to all of it; a text that needs no repair is itself.

use rashomon::json::offsets::Offsets;
use rashomon_model::Span;
use rashomon_text::Overlay;
use rashomon_text::intake::canonical;

use super::input;

/// Words that get glued, escaped or hidden.
const WORDS: &[&str] = &[
    "town.The",
    "&amp;",
    "&amp;#8217;",
    "\u{200b}",
    "\u{ad}",
    "bombingstargeted",
    "::",
    "mill",
    "U.S.",
    "Al-Velm",
    "\u{feff}",
    "&lt;p&gt;",
    "e.g.the",
    "said",
    "\n",
    "\u{a0}",
    "ضربة",
    "３",
    "casualtiesThe",
    "&#x41;",
    "&nbsp",
    "1,000",
    "\"",
    "The",
];

/// The target.
pub fn offsets(data: &[u8]) {
    let received = input::text(data, WORDS);
    assert_eq!(canonical(&received), received, "canonical twice is not canonical once");
    count(&received);
    lead_back(&received);
}

fn count(text: &str) {
    let offsets = Offsets::new(text);
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    ends.push(text.len());
    for (points, bytes) in ends.iter().enumerate() {
        let (points, bytes) = (points as u32, *bytes as u32);
        assert_eq!(offsets.code_point(bytes), points, "byte {bytes}");
        assert_eq!(offsets.byte(points), bytes, "code point {points}");
    }
    // Off the text is its end, and never a fault.
    assert_eq!(offsets.byte(u32::MAX), text.len() as u32);
    for pair in [[0, u32::MAX], [u32::MAX, 0], [3, 1]] {
        assert!(offsets.span(pair).of(text).is_some());
    }
    assert_eq!(offsets.words(Span::new(0, text.len() as u32)), text);
}

fn lead_back(received: &str) {
    let (mut overlay, diagnostics) = Overlay::repair(received);
    if overlay.is_unchanged() {
        assert_eq!(overlay.text(), received);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }
    let repaired = overlay.text().to_owned();
    let ends: Vec<usize> = repaired.match_indices('\n').map(|(at, _)| at).collect();
    let (mut last, mut char_start) = (Span::new(0, 0), 0);
    for (start, c) in repaired.char_indices() {
        let span = overlay.received(start..start + c.len_utf8());
        let words = span.of(received);
        assert!(words.is_some(), "{span:?} does not slice");
        assert!(span.start >= last.start && span.end >= last.end, "{last:?} then {span:?}");
        // Every run from some earlier character to this one covers what each of them covers.
        let run = overlay.received(char_start..start + c.len_utf8());
        assert!(run.of(received).is_some() && run.end >= span.end || span.is_empty(), "{run:?}");
        if start - char_start > 40 {
            char_start = start;
        }
        last = span;
    }
    overlay.join_lines(&ends);
    assert_eq!(overlay.text(), repaired.replace('\n', " "));
}
