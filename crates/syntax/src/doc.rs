//! The result of parsing one text: tokens with their structure, sentences, named spans.
//!
//! A [`Doc`] owns no text. Offsets are byte offsets into the text that was parsed, half-open.
//! Tokens ascend, do not overlap, and cover every character except single spaces between them.

use std::ops::Range;
use std::sync::Arc;

use crate::label::Label;

/// Holds the lemma of a token; cheap to clone.
pub type Text = Arc<str>;

/// Names the coarse part of speech, by the Universal Dependencies scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Pos {
    /// Adjective.
    Adj,
    /// Adposition, such as a preposition.
    Adp,
    /// Adverb.
    Adv,
    /// Auxiliary verb.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Common noun.
    Noun,
    /// Numeral.
    Num,
    /// Particle.
    Part,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Verb.
    Verb,
    /// Other.
    X,
    /// White space.
    Space,
    /// No part of speech was found.
    None,
}

impl Pos {
    const NAMES: [(Pos, &'static str); 19] = [
        (Pos::Adj, "ADJ"),
        (Pos::Adp, "ADP"),
        (Pos::Adv, "ADV"),
        (Pos::Aux, "AUX"),
        (Pos::Cconj, "CCONJ"),
        (Pos::Det, "DET"),
        (Pos::Intj, "INTJ"),
        (Pos::Noun, "NOUN"),
        (Pos::Num, "NUM"),
        (Pos::Part, "PART"),
        (Pos::Pron, "PRON"),
        (Pos::Propn, "PROPN"),
        (Pos::Punct, "PUNCT"),
        (Pos::Sconj, "SCONJ"),
        (Pos::Sym, "SYM"),
        (Pos::Verb, "VERB"),
        (Pos::X, "X"),
        (Pos::Space, "SPACE"),
        (Pos::None, ""),
    ];

    /// Gives the name, such as `NOUN`; empty for [`Pos::None`].
    pub fn as_str(self) -> &'static str {
        Pos::NAMES.iter().find(|(pos, _)| *pos == self).map_or("", |(_, name)| name)
    }

    pub(crate) fn named(name: &str) -> Option<Pos> {
        Pos::NAMES.iter().find(|(_, n)| *n == name).map(|(pos, _)| *pos)
    }
}

/// Says where a token stands in a named span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Iob {
    /// First token of a named span.
    Begin,
    /// Later token of a named span.
    Inside,
    /// Outside all named spans.
    Outside,
}

/// Describes one token.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Token {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
    /// Whether one space follows that belongs to no token.
    pub whitespace_after: bool,
    /// Index of the head token in the same [`Doc`]; the token's own index for a root.
    pub head: u32,
    /// Relation to the head, such as `nsubj`; `ROOT` for a root.
    pub dep: Label,
    /// Fine part-of-speech tag (Penn Treebank), such as `VBD`.
    pub tag: Label,
    /// Coarse part of speech.
    pub pos: Pos,
    /// Base form.
    pub lemma: Text,
    /// Whether a sentence starts here.
    pub sent_start: bool,
    /// Position in a named span.
    pub ent_iob: Iob,
    /// Kind of the named span around the token; [`Label::NONE`] outside.
    pub ent_type: Label,
}

/// Marks a named span: tokens `start_token..end_token`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntitySpan {
    /// Index of the first token.
    pub start_token: u32,
    /// Index after the last token.
    pub end_token: u32,
    /// Kind, such as `PERSON` or `GPE`.
    pub label: Label,
}

/// Holds the parse of one text.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Doc {
    /// Tokens in text order.
    pub tokens: Vec<Token>,
    /// Named spans in text order; they do not overlap.
    pub entities: Vec<EntitySpan>,
    pub(crate) sentences: Vec<Range<usize>>,
    pub(crate) child_start: Vec<u32>,
    pub(crate) child_list: Vec<u32>,
}

impl Doc {
    /// Gives the sentences as ranges of token indices, in order, covering all tokens.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Adds the parse of what follows, whose first byte stands at `offset` of the whole text.
    pub(crate) fn append(&mut self, part: Doc, offset: usize) {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (bytes, before) = (cut(offset), self.tokens.len());
        let first = cut(before);
        self.tokens.extend(part.tokens.into_iter().map(|token| Token {
            start: token.start + bytes,
            end: token.end + bytes,
            head: token.head + first,
            ..token
        }));
        self.entities.extend(part.entities.into_iter().map(|entity| EntitySpan {
            start_token: entity.start_token + first,
            end_token: entity.end_token + first,
            ..entity
        }));
        let sentences = part.sentences.into_iter();
        self.sentences.extend(sentences.map(|s| s.start + before..s.end + before));
        let children = cut(self.child_list.len());
        // The list of starts ends with one entry past the last token; the next part begins there.
        self.child_start.pop();
        self.child_start.extend(part.child_start.into_iter().map(|at| at + children));
        self.child_list.extend(part.child_list.into_iter().map(|child| child + first));
    }

    /// Gives the tokens whose head is `token`, ascending; empty when there is no such token.
    pub fn children(&self, token: usize) -> &[u32] {
        let bounds = self.child_start.get(token).zip(self.child_start.get(token + 1));
        bounds.and_then(|(a, b)| self.child_list.get(*a as usize..*b as usize)).unwrap_or(&[])
    }
}
