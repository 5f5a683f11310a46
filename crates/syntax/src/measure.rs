//! Times the parts of a parse, and sets its products beside the most the machine can do.
//!
//! In: a pipeline and texts. Out: seconds and multiply-adds of each part, and the rate of the
//! inner loop alone on weights and inputs that lie in the first cache. For benchmarks; nothing of
//! a parse depends on it. The texts are parsed once before, so that
//! words are known as they are in a long run. Parts that cannot be run alone are differences.

use std::hint::black_box;
use std::time::Instant;

use crate::encoder::{Encoder, WIDTH};
use crate::matrix;
use crate::pipeline::{Pipeline, Placed};
use crate::stream::{Counts, Kind, Stream};

/// Times that each part of each text is run; the least time counts.
const ROUNDS: usize = 5;
/// Place of the whole parse among the times.
const WHOLE: usize = 5;

/// Describes one part of the work.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Part {
    /// What is done.
    pub name: &'static str,
    /// Time taken for all texts.
    pub seconds: f64,
    /// Multiply-adds done for all texts; zero where there are no matrices.
    pub multiply_adds: u64,
}

/// Holds what was measured.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Measured {
    /// Vector unit in use.
    pub unit: &'static str,
    /// Multiply-adds a second of the inner loop alone.
    pub peak: f64,
    /// Tokens in the texts.
    pub tokens: u64,
    /// Words in the texts, by white space.
    pub words: u64,
    /// Multiply-adds if nothing were kept of words from one text to the next.
    pub multiply_adds_asked: u64,
    /// Parts, in the order of the work.
    pub parts: Vec<Part>,
}

/// Measures a pipeline on one thread.
pub fn measure(pipeline: &Pipeline, texts: &[&str]) -> Measured {
    let mut least = [0.0; WHOLE + 1];
    let (mut shared, mut own) = (Counts::default(), Counts::default());
    let (mut tokens, mut steps) = (0, 0);
    for text in texts {
        drop(pipeline.parse(text));
    }
    for text in texts {
        // Text by text, so that what disturbs the machine for a while disturbs all parts alike.
        let mut best = [f64::INFINITY; WHOLE + 1];
        let placed = pipeline.place(text);
        let (_, trees, states) = pipeline.trees(&placed);
        tokens += placed.len();
        steps += states;
        shared.add(run(pipeline, &pipeline.shared, Kind::Shared, &placed));
        own.add(run(pipeline, &pipeline.own, Kind::Own, &placed));
        for _ in 0..ROUNDS {
            let times = [
                time(|| drop(black_box(pipeline.place(text)))),
                time(|| _ = black_box(run(pipeline, &pipeline.shared, Kind::Shared, &placed))),
                time(|| drop(black_box(pipeline.trees(&placed)))),
                time(|| _ = black_box(run(pipeline, &pipeline.own, Kind::Own, &placed))),
                time(|| drop(black_box(pipeline.spans(&placed, &trees.sentence_starts)))),
                time(|| drop(black_box(pipeline.parse(text)))),
            ];
            for (best, time) in best.iter_mut().zip(times) {
                *best = best.min(time);
            }
        }
        for (sum, best) in least.iter_mut().zip(best) {
            *sum += best;
        }
    }
    let [place, in_trees, trees, in_spans, spans, whole] = least;
    let heads = pipeline.parser.multiply_adds(tokens, steps)
        + tokens as u64 * (pipeline.tagger.width() * WIDTH) as u64;
    let names = pipeline.span_scorer.multiply_adds(tokens, tokens);
    let all = Counts { mixed: tokens, first: tokens, later: 3 * tokens };
    let part = |name, seconds: f64, multiply_adds| Part { name, seconds, multiply_adds };
    Measured {
        unit: pipeline.shared.unit().name(),
        peak: matrix::peak(pipeline.shared.unit()),
        tokens: tokens as u64,
        words: texts.iter().map(|text| text.split_whitespace().count() as u64).sum(),
        multiply_adds_asked: rows(&pipeline.shared, all) + rows(&pipeline.own, all) + heads + names,
        parts: vec![
            part("cutting into words", place, 0),
            part("words in context, for tags and heads", in_trees, rows(&pipeline.shared, shared)),
            part("tags, heads, trees", trees - in_trees, heads),
            part("words in context, for named spans", in_spans, rows(&pipeline.own, own)),
            part("named spans", spans - in_spans, names),
            part("rules, lemmas, result", whole - place - trees - spans, 0),
        ],
    }
}

fn rows(encoder: &Encoder, counts: Counts) -> u64 {
    encoder.multiply_adds(counts.mixed, counts.first, counts.later)
}

fn run(pipeline: &Pipeline, encoder: &Encoder, kind: Kind, text: &[Placed<'_>]) -> Counts {
    let mut stream = Stream::new(encoder, kind, text, &pipeline.common);
    let mut read = 0;
    while read < text.len() {
        read += black_box(stream.next_block()).len();
    }
    stream.counts()
}

/// Gives the seconds an action takes.
fn time(action: impl FnOnce()) -> f64 {
    let start = Instant::now();
    action();
    start.elapsed().as_secs_f64()
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn the_products_done_are_those_asked_but_for_what_words_keep() {
        let pipeline = Pipeline::embedded();
        let text = "Rebels shelled Velm on Tuesday, killing 12 people. ".repeat(40);
        let found = pipeline.map(|pipeline| measure(&pipeline, &[&text, &text, &text, &text]));
        let Ok(found) = found else { return assert!(found.is_ok()) };
        let done: u64 = found.parts.iter().map(|part| part.multiply_adds).sum();
        // Three of four convolutions are never kept; margins of blocks are computed twice.
        assert!(done < found.multiply_adds_asked, "{done} of {}", found.multiply_adds_asked);
        assert!(done > found.tokens * 6 * 96 * 288 * 3, "{done}");
        assert_eq!((found.words, found.peak > 1e8), (1280, true));
    }
}
