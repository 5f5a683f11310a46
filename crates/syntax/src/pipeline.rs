//! The pipeline as its users see it: load once, parse any number of texts from any thread.
//!
//! In: a model file, then texts. Out: a [`Doc`] per text. The order of work is tokens, shared
//! vectors with tags and arcs, trees, part-of-speech rules, lemmas, and named spans, which need
//! the sentence starts. Parsing is a pure function of the text and the model file.

use std::sync::Arc;

use serde_json::Value;

use crate::archive::Archive;
use crate::cache::{Cache, Found, Held, Words};
use crate::chars::CharSet;
use crate::doc::{Doc, EntitySpan, Iob, Token};
use crate::encoder::Encoder;
use crate::error::Error;
use crate::label::Label;
use crate::lemma::Lemmatiser;
use crate::matrix::Dense;
use crate::rows::Wide;
use crate::ruler::{Ruler, Seen};
use crate::scorer::{MOST_ACTIONS, Scorer};
use crate::stream::{Common, Kind, Stream};
use crate::tokenizer::{Piece, Tokenizer, chunks};
use crate::tree::{Children, Trees};
use crate::unit::Unit;
use crate::word::{Vocabulary, Word};
use crate::{parser, spans};

/// Longest text that is parsed, so that offsets fit; what follows is left out.
const LONGEST_TEXT: usize = u32::MAX as usize - 1;

/// Marks a token before any analysis: byte offsets, and whether one space follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenSpan {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
    /// Whether one space follows that belongs to no token.
    pub whitespace_after: bool,
}

/// Pairs a token's place with its word.
#[derive(Debug)]
pub(crate) struct Placed<'p> {
    pub(crate) span: TokenSpan,
    pub(crate) word: Held<'p>,
}

/// Holds a loaded pipeline; immutable, and shared freely between threads.
#[derive(Debug)]
pub struct Pipeline {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    alpha: CharSet,
    pub(crate) shared: Encoder,
    pub(crate) own: Encoder,
    tags: Vec<Label>,
    pub(crate) tagger: Dense<{ crate::encoder::WIDTH / 2 }>,
    actions: parser::Actions,
    pub(crate) parser: Scorer,
    span_actions: spans::Actions,
    pub(crate) span_scorer: Scorer,
    ruler: Ruler,
    lemmatiser: Lemmatiser,
    cache: Cache,
    pub(crate) common: Common,
}

impl Pipeline {
    /// Loads the pipeline compiled into the binary.
    ///
    /// # Errors
    /// When the embedded file is damaged, which a test of this crate rules out.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Pipeline, Error> {
        Pipeline::from_bytes(include_bytes!("../../../models/en_core_web_sm.safetensors"))
    }

    /// Loads a pipeline from the bytes of a model file.
    ///
    /// # Errors
    /// Names the tensor or table that is missing, truncated or malformed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Pipeline, Error> {
        Pipeline::on(Unit::widest(), bytes)
    }

    /// Loads a pipeline that runs on a given vector unit.
    fn on(unit: Unit, bytes: &[u8]) -> Result<Pipeline, Error> {
        let archive = Archive::open(bytes)?;
        let shared = Encoder::read(unit, &archive, "shared", 6)?;
        let own = Encoder::read(unit, &archive, "ner", 4)?;
        let tables = archive.tables()?;
        let tags = read_tags(&tables)?;
        let weight = archive.floats("tagger.weight", &[tags.len(), crate::encoder::WIDTH])?;
        let bias = archive.floats("tagger.bias", &[tags.len()])?;
        let tagger = Dense::pack(unit, &weight, &bias);
        let actions = parser::Actions::read(&tables)?;
        let span_actions = spans::Actions::read(&tables)?;
        let vocabulary = Vocabulary::read(&tables)?;
        Ok(Pipeline {
            tokenizer: Tokenizer::read(&tables)?,
            alpha: vocabulary.alpha.clone(),
            vocabulary,
            shared,
            own,
            tagger,
            parser: Scorer::read(unit, &archive, "parser", parser::SLOTS, actions.count())?,
            actions,
            span_scorer: Scorer::read(unit, &archive, "ner", spans::SLOTS, span_actions.count())?,
            span_actions,
            ruler: Ruler::read(&tables, &tags)?,
            tags,
            lemmatiser: Lemmatiser::read(&tables)?,
            cache: Cache::default(),
            common: Common::default(),
        })
    }

    /// Splits a text into tokens without analysing them.
    pub fn tokenize(&self, text: &str) -> Vec<TokenSpan> {
        self.place(text).into_iter().map(|t| t.span).collect()
    }

    /// Parses a text. Never fails; of a text of 4 GiB or more, the beginning is parsed.
    pub fn parse(&self, text: &str) -> Doc {
        let placed = self.place(text);
        let (tags, trees, _) = self.trees(&placed);
        let seen = |at: usize| {
            let word = &placed[at].word;
            Seen {
                passes: word.passes,
                tag: self.tags[usize::from(tags[at])],
                tag_index: usize::from(tags[at]),
                dep: trees.labels[at],
                is_space: word.is_space,
            }
        };
        let ruled = self.ruler.apply(placed.len(), seen);
        let entities = self.spans(&placed, &trees.sentence_starts);
        let children = Children::of(&trees.heads);
        let mut tokens = Vec::with_capacity(placed.len());
        for (at, (place, rule)) in placed.iter().zip(ruled).enumerate() {
            let lemma = match rule.lemma {
                Some(lemma) => lemma,
                None => self.lemmatiser.lemma(&place.word, rule.pos, rule.morph, &self.alpha),
            };
            tokens.push(Token {
                start: place.span.start,
                end: place.span.end,
                whitespace_after: place.span.whitespace_after,
                head: trees.heads[at],
                dep: rule.dep,
                tag: rule.tag,
                pos: rule.pos,
                lemma,
                sent_start: trees.sentence_starts[at],
                ent_iob: Iob::Outside,
                ent_type: Label::NONE,
            });
        }
        mark(&mut tokens, &entities);
        Doc {
            sentences: sentences(&trees.sentence_starts),
            tokens,
            entities,
            child_start: children.starts,
            child_list: children.list,
        }
    }

    /// Parses a text part by part, as if each part stood alone: no sentence, tree or named span
    /// crosses the border of a part. `borders` are byte offsets in ascending order; those that
    /// do not stand between two characters, or are out of order, are passed over.
    ///
    /// Of use where layout says more than grammar: a headline above its article, list items.
    ///
    /// ```
    /// let pipeline = rashomon_syntax::Pipeline::embedded()?;
    /// let text = "Mill closes\nWorkers met on Monday.";
    /// let doc = pipeline.parse_parts(text, &[12]);
    /// assert_eq!(doc.sentences().len(), 2);
    /// assert_eq!(&text[doc.tokens[3].start as usize..doc.tokens[3].end as usize], "Workers");
    /// # Ok::<(), rashomon_syntax::Error>(())
    /// ```
    pub fn parse_parts(&self, text: &str, borders: &[usize]) -> Doc {
        let mut doc = Doc::default();
        let mut start = 0;
        for border in borders.iter().copied().chain([text.len()]) {
            if let Some(part) = text.get(start..border).filter(|part| !part.is_empty()) {
                doc.append(self.parse(part), start);
                start = border;
            }
        }
        doc
    }

    /// Cuts a text into words in their places.
    pub(crate) fn place(&self, text: &str) -> Vec<Placed<'_>> {
        let text = &text[..text.floor_char_boundary(LONGEST_TEXT)];
        let mut placed = Vec::with_capacity(text.len() / 5);
        let mut candidates = Vec::new();
        for chunk in chunks(text) {
            let source = &text[chunk.start..chunk.end];
            let words = self.cache.chunk(source, || self.words(source));
            let mut start = chunk.start as u32;
            let (kept, made) = match &words {
                Found::Kept(words) => (words.iter(), [].iter()),
                Found::Made(words) => ([].iter(), words.iter()),
            };
            let kept = kept.map(|(length, word)| (length, Held::Kept(word)));
            let made = made.map(|(length, word)| (length, Held::Own(Arc::clone(word))));
            for (length, word) in kept.chain(made) {
                if word.begins_special {
                    candidates.push(placed.len());
                }
                let span = TokenSpan { start, end: start + length, whitespace_after: false };
                placed.push(Placed { span, word });
                start += length;
            }
            if let Some(last) = placed.last_mut() {
                last.span.whitespace_after = chunk.space_after;
            }
        }
        self.merge_specials(text, placed, &candidates)
    }

    /// Splits a chunk into words.
    fn words(&self, chunk: &str) -> Words {
        let mut pieces = Vec::new();
        self.tokenizer.split(chunk, &mut pieces);
        let mut at = 0;
        let word = |piece: &Piece<'_>| {
            let text = &chunk[at..at + piece.length];
            at += piece.length;
            (piece.length as u32, self.word(text, piece.norm))
        };
        pieces.iter().map(word).collect()
    }

    /// Gives a word; those with a norm of their own are not shared.
    fn word(&self, text: &str, norm: Option<&str>) -> Arc<Word> {
        let make = || {
            let begins = self.tokenizer.specials().begins_sequence(text);
            self.vocabulary.word(text, norm, begins, &self.ruler)
        };
        if norm.is_some() { Arc::new(make()) } else { self.cache.word(text, make) }
    }

    /// Puts special cases in place of the token sequences that spell them.
    fn merge_specials<'p>(
        &'p self,
        text: &str,
        placed: Vec<Placed<'p>>,
        candidates: &[usize],
    ) -> Vec<Placed<'p>> {
        let specials = self.tokenizer.specials();
        let merges = specials.merges(candidates, |at| placed.get(at).map(|p| &*p.word.text));
        if merges.is_empty() {
            return placed;
        }
        let mut out = Vec::with_capacity(placed.len() + 8);
        let mut merges = merges.into_iter().peekable();
        let mut old = placed.into_iter().enumerate().peekable();
        while let Some((at, token)) = old.next() {
            let Some(merge) = merges.next_if(|m| m.from == at) else {
                out.push(token);
                continue;
            };
            let mut covered = vec![token];
            while let Some((_, token)) = old.next_if(|(i, _)| *i < merge.to) {
                covered.push(token);
            }
            let (first, last) = (covered[0].span, covered[covered.len() - 1].span);
            let Some(pieces) = specials.get(&text[first.start as usize..last.end as usize]) else {
                out.append(&mut covered);
                continue;
            };
            let mut start = first.start;
            for (length, norm) in pieces {
                let end = start + *length as u32;
                let whitespace_after = end == last.end && last.whitespace_after;
                let word = self.word(&text[start as usize..end as usize], norm.as_deref());
                let word = Held::Own(word);
                out.push(Placed { span: TokenSpan { start, end, whitespace_after }, word });
                start = end;
            }
        }
        out
    }

    /// Tags the tokens and parses them into trees, a stretch of text at a time; gives the number of
    /// states scored as well.
    pub(crate) fn trees(&self, placed: &[Placed<'_>]) -> (Vec<u16>, Trees, usize) {
        let mut stream = Stream::new(&self.shared, Kind::Shared, placed, &self.common);
        let mut features = self.parser.start();
        let mut tags = Vec::with_capacity(placed.len());
        let mut state = parser::State::new(placed.len());
        let mut scores = [0.0; MOST_ACTIONS];
        let mut wide = Vec::new();
        let mut steps = 0;
        while !state.is_final() {
            while features.tokens() < state.reads_up_to() {
                let vectors = stream.next_block();
                self.tag(vectors, &mut wide, &mut tags);
                features.add(vectors);
            }
            features.score(&state.context(), &mut scores);
            steps += 1;
            state.step(&self.actions, &scores);
            if let Some(token) = state.done_before() {
                features.forget_before(token);
            }
        }
        let (heads, indices) = state.finish();
        let is_space = |at: usize| placed[at].word.is_space;
        let trees = Trees::build(heads, &self.actions.relations, &indices, is_space);
        (tags, trees, steps)
    }

    /// Adds the best tag for each vector; the first one in case of a tie.
    fn tag(&self, vectors: &Wide, wide: &mut Vec<f32>, tags: &mut Vec<u16>) {
        let width = self.tagger.width();
        wide.resize(vectors.len() * width, 0.0);
        self.tagger.apply(vectors, 0, wide);
        for row in wide.chunks_exact(width) {
            let mut best = 0;
            for tag in 1..self.tags.len() {
                if row[tag] > row[best] {
                    best = tag;
                }
            }
            tags.push(best as u16);
        }
    }

    /// Finds the named spans.
    pub(crate) fn spans(&self, placed: &[Placed<'_>], sentence_starts: &[bool]) -> Vec<EntitySpan> {
        let mut stream = Stream::new(&self.own, Kind::Own, placed, &self.common);
        let mut features = self.span_scorer.start();
        let mut state = spans::State::default();
        let mut scores = [0.0; MOST_ACTIONS];
        while state.token() < placed.len() {
            let at = state.token();
            while features.tokens() <= at {
                features.add(stream.next_block());
            }
            features.score(&state.context(), &mut scores);
            let around = spans::Surroundings {
                is_space: placed[at].word.is_space,
                has_next: at + 1 < placed.len(),
                next_starts: sentence_starts.get(at + 1).copied().unwrap_or(false),
            };
            state.step(&self.span_actions, &scores, around);
            features.forget_before(state.earliest());
        }
        state.finish()
    }
}

fn read_tags(tables: &Value) -> Result<Vec<Label>, Error> {
    let fail = || Error::new("tables.tags", "missing or malformed");
    let list = tables["tags"].as_array().filter(|l| !l.is_empty()).ok_or_else(fail)?;
    list.iter().map(|v| v.as_str().map(Label::intern).ok_or_else(fail)).collect()
}

fn sentences(starts: &[bool]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in starts.iter().enumerate().filter(|(_, s)| **s) {
        if let Some(last) = found.last_mut() {
            last.end = at;
        }
        found.push(at..starts.len());
    }
    found
}

fn mark(tokens: &mut [Token], entities: &[EntitySpan]) {
    for entity in entities {
        for at in entity.start_token..entity.end_token {
            if let Some(token) = tokens.get_mut(at as usize) {
                token.ent_iob = if at == entity.start_token { Iob::Begin } else { Iob::Inside };
                token.ent_type = entity.label;
            }
        }
    }
}

#[cfg(test)]
mod tests;
