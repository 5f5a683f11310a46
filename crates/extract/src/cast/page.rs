//! One annotated report as the rules of the cast look at it: words, folded words, structure.
//!
//! In: an annotated report. Out: constant-time answers about tokens and their neighbours, with
//! an empty word or none where there is no such token. Holds no rule. Must hold: built in time
//! linear in the text.

use std::borrow::Cow;
use std::ops::Range;

use rashomon_text::Annotated;
use rashomon_text::syntax::Token;

use crate::lower::{Lowered, lower};

/// A report under the eyes of the cast's rules.
pub(crate) struct Page<'a> {
    pub annotated: &'a Annotated<'a>,
    lower: Lowered,
    sentence: Vec<u32>,
    headline: Vec<bool>,
}

impl<'a> Page<'a> {
    /// Folds the words and numbers the sentences.
    pub(crate) fn new(annotated: &'a Annotated<'a>) -> Page<'a> {
        let count = annotated.tokens().len();
        let words = (0..count).map(|i| annotated.word(i));
        let mut page = Page {
            annotated,
            lower: Lowered::with_plain_apostrophes(words),
            sentence: vec![0; count],
            headline: Vec::new(),
        };
        for (number, sentence) in annotated.doc.sentences().iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for token in sentence.clone() {
                if let Some(slot) = page.sentence.get_mut(token) {
                    *slot = number;
                }
            }
            let headline = page.is_title_case(sentence.clone());
            page.headline.push(headline);
        }
        page
    }

    pub(crate) fn len(&self) -> usize {
        self.lower.len()
    }

    pub(crate) fn token(&self, i: usize) -> Option<&'a Token> {
        self.annotated.doc.tokens.get(i)
    }

    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.annotated.word(i)
    }

    /// Returns the folded word.
    pub(crate) fn lower(&self, i: usize) -> &str {
        self.lower.get(i)
    }

    /// Returns the folded words of a run with single spaces between.
    pub(crate) fn lower_run(&self, run: Range<usize>) -> String {
        let mut out = String::new();
        for i in run.start..run.end.min(self.len()) {
            if i > run.start {
                out.push(' ');
            }
            out.push_str(self.lower(i));
        }
        out
    }

    /// Returns the base form in lower case.
    pub(crate) fn lemma(&self, i: usize) -> Cow<'a, str> {
        self.token(i).map_or(Cow::Borrowed(""), |t| lower(&t.lemma))
    }

    pub(crate) fn dep(&self, i: usize) -> &'static str {
        self.token(i).map_or("", |t| t.dep.as_str())
    }

    pub(crate) fn tag(&self, i: usize) -> &'static str {
        self.token(i).map_or("", |t| t.tag.as_str())
    }

    pub(crate) fn ent(&self, i: usize) -> &'static str {
        self.token(i).map_or("", |t| t.ent_type.as_str())
    }

    /// Returns the head; the token itself for a root or a token that does not exist.
    pub(crate) fn head(&self, i: usize) -> usize {
        self.token(i).map_or(i, |t| t.head as usize)
    }

    pub(crate) fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + use<'a> {
        // No real word has more; the bound keeps an odd parse from costing quadratic time.
        let children = self.annotated.doc.children(i);
        children.get(..256).unwrap_or(children).iter().map(|c| *c as usize)
    }

    /// Returns the first child with one of the labels.
    pub(crate) fn child(&self, i: usize, deps: &[&str]) -> Option<usize> {
        self.children(i).find(|c| deps.contains(&self.dep(*c)))
    }

    pub(crate) fn sentence(&self, i: usize) -> usize {
        self.sentence.get(i).map_or(usize::MAX, |s| *s as usize)
    }

    pub(crate) fn sentence_start(&self, i: usize) -> usize {
        self.annotated.doc.sentences().get(self.sentence(i)).map_or(i, |s| s.start)
    }

    /// Tells whether nothing but marks, brackets and spaces stands before the token in its
    /// sentence, so that its capital says nothing.
    pub(crate) fn opens_sentence(&self, i: usize) -> bool {
        let start = self.sentence_start(i);
        // A sentence opens within a few tokens or not at all; looking further costs time only.
        let before = start.max(i.saturating_sub(4))..i;
        i - start <= 4 && before.into_iter().all(|t| !self.has_letter(t))
    }

    /// Tells whether the token stands in a sentence written in title case.
    pub(crate) fn in_headline(&self, i: usize) -> bool {
        self.headline.get(self.sentence(i)).copied().unwrap_or(false)
    }

    pub(crate) fn has_letter(&self, i: usize) -> bool {
        self.word(i).chars().any(char::is_alphabetic)
    }

    pub(crate) fn is_capitalised(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Tells whether the word is written in capitals only ("LNF", "U.N.", "MIG-23").
    pub(crate) fn is_acronym(&self, i: usize) -> bool {
        let word = self.word(i);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        (2..=7).contains(&letters) && !word.chars().any(char::is_lowercase)
    }

    pub(crate) fn starts_with_digit(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(|c| c.is_ascii_digit())
    }

    /// Tells whether no space stands between this token and the next.
    pub(crate) fn touches_next(&self, i: usize) -> bool {
        match (self.token(i), self.token(i + 1)) {
            (Some(a), Some(b)) => a.end == b.start,
            _ => false,
        }
    }

    pub(crate) fn is_hyphen(&self, i: usize) -> bool {
        matches!(self.word(i), "-" | "–" | "‑")
    }

    pub(crate) fn is_noun(&self, i: usize) -> bool {
        matches!(self.tag(i), "NN" | "NNS" | "NNP" | "NNPS")
    }

    pub(crate) fn is_proper(&self, i: usize) -> bool {
        matches!(self.tag(i), "NNP" | "NNPS")
    }

    fn is_title_case(&self, sentence: Range<usize>) -> bool {
        // A finite verb in small letters shows that the capitals are names.
        let verb = |t: usize| {
            matches!(self.tag(t), "VBD" | "VBZ" | "VBP" | "MD") && !self.is_capitalised(t)
        };
        if sentence.clone().any(verb) {
            return false;
        }
        let long = |t: &usize| self.word(*t).chars().count() >= 4 && self.has_letter(*t);
        let (mut all, mut capital) = (0, 0);
        for token in sentence.filter(long) {
            all += 1;
            capital += usize::from(self.is_capitalised(token));
        }
        all >= 4 && capital * 10 >= all * 8
    }
}
