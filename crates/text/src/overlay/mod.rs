//! The text as repaired for reading, with the way back to the text as received.
//!
//! In: a report's canonical text. Out: a copy in which sentences split and names can be found (a
//! space between glued words, characters in place of escaped entities, no invisible ones), and a
//! map from every range of the copy to the smallest range of the received text that made it.
//! It never edits the received text, never corrects spelling, and leaves alone what it is not sure
//! of. Must hold: the map is monotone and exact; a text that needs no repair is borrowed, not
//! copied; what a repair inserted belongs to nothing, so ranges snap inwards past it.

mod characters;
mod compounds;
mod edits;
mod glue;
mod marks;
mod vocabulary;

use std::borrow::Cow;
use std::ops::Range;

use rashomon_model::{Diagnostic, DiagnosticCode, Span};

use characters::CharacterRepairs;
use edits::Edit;

/// Tells whether a word of lower-case letters is one of the commoner 40,000 of English; names of
/// people and places are not.
pub fn is_common_word(word: &str) -> bool {
    vocabulary::Vocabulary::embedded().is_common(word)
}

/// A repaired copy of a text with an offset map.
#[derive(Clone, Debug)]
pub struct Overlay<'t> {
    text: Cow<'t, str>,
    edits: Vec<Edit>,
}

impl<'t> Overlay<'t> {
    /// Repairs what keeps sentences from splitting and names from being found.
    ///
    /// Gives one diagnostic for each kind of repair made, with how often it was made.
    ///
    /// ```
    /// use rashomon_text::Overlay;
    ///
    /// let received = "Shells hit the mill.The clinic counted casualties.";
    /// let (overlay, diagnostics) = Overlay::repair(received);
    /// assert_eq!(overlay.text(), "Shells hit the mill. The clinic counted casualties.");
    /// assert_eq!(overlay.received(21..24).of(received), Some("The"));
    /// assert_eq!(diagnostics[0].code.0, "glued-words");
    /// ```
    ///
    /// # Properties
    /// A text that needs no repair is borrowed and its map is the identity. Every range of the
    /// repaired text leads to a valid range of the received one, and in the same order.
    pub fn repair(received: &'t str) -> (Overlay<'t>, Vec<Diagnostic>) {
        let (characters, repairs) = characters::repair(received);
        let clean = characters.as_ref().map_or(received, |(text, _)| text.as_str());
        let spaces = glue::find(clean);
        let diagnostics = diagnose(&repairs, spaces.len());
        let overlay = match characters {
            None if spaces.is_empty() => {
                Overlay { text: Cow::Borrowed(received), edits: Vec::new() }
            }
            None => Overlay {
                text: Cow::Owned(edits::spaced(received, &spaces)),
                edits: edits::with_spaces(&[], &spaces),
            },
            Some((text, edits)) if spaces.is_empty() => Overlay { text: Cow::Owned(text), edits },
            Some((text, edits)) => Overlay {
                text: Cow::Owned(edits::spaced(&text, &spaces)),
                edits: edits::with_spaces(&edits, &spaces),
            },
        };
        (overlay, diagnostics)
    }

    /// Reads the line ends at these bytes as spaces; a byte that is no line end is left alone.
    ///
    /// Each stays one byte, so the map back to the received text is as before.
    pub fn join_lines(&mut self, ends: &[usize]) {
        if ends.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for end in ends {
            let fits = self.text.get(from..*end).zip(self.text.get(*end..end + 1));
            if let Some((line, "\n")) = fits {
                text.push_str(line);
                text.push(' ');
                from = end + 1;
            }
        }
        text.push_str(self.text.get(from..).unwrap_or(""));
        self.text = Cow::Owned(text);
    }

    /// Returns the repaired text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Tells whether the text stands as it was received.
    pub fn is_unchanged(&self) -> bool {
        self.edits.is_empty()
    }

    /// Leads a range of the repaired text back to the smallest range of the received one that
    /// made it; a range of inserted characters alone leads to an empty one.
    pub fn received(&self, repaired: Range<usize>) -> Span {
        let cut = |n: usize| u32::try_from(n.min(self.text.len())).unwrap_or(u32::MAX);
        let (start, end) = (cut(repaired.start), cut(repaired.end));
        let first = edits::received_start(&self.edits, start);
        if end <= start {
            return Span::new(first, first);
        }
        Span::new(first, edits::received_end(&self.edits, end))
    }
}

fn diagnose(repairs: &CharacterRepairs, glued: usize) -> Vec<Diagnostic> {
    let kinds = [
        ("glued-words", glued, "missing space", "missing spaces", "put in for reading"),
        ("escaped-entities", repairs.entities, "escaped entity", "escaped entities", "resolved"),
        ("doubled-punctuation", repairs.doubled, "doubled mark", "doubled marks", "read as single"),
        (
            "invisible-characters",
            repairs.invisible,
            "invisible character or odd space",
            "invisible characters or odd spaces",
            "left out or read as plain spaces",
        ),
        ("lost-characters", repairs.lost, "lost apostrophe", "lost apostrophes", "put back"),
    ];
    kinds
        .into_iter()
        .filter(|(_, count, ..)| *count > 0)
        .map(|(code, count, one, many, done)| Diagnostic {
            code: DiagnosticCode(code),
            span: None,
            message: format!("{count} {} {done}", if count == 1 { one } else { many }),
        })
        .collect()
}
