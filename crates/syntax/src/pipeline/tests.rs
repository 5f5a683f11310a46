//! Every vector unit of the machine gives the same parse, down to the last score.

// What surrounds the tests themselves may fail loudly too.
#![allow(clippy::unwrap_used)]

use super::*;

const MODEL: &[u8] = include_bytes!("../../../../models/en_core_web_sm.safetensors");
const TEXTS: &str = include_str!("../../tests/parity/texts.jsonl");

/// Gives the tag scores, which are sensitive to every number before them.
fn scores(pipeline: &Pipeline, text: &str) -> Vec<u32> {
    let placed = pipeline.place(text);
    let mut stream = Stream::new(&pipeline.shared, Kind::Shared, &placed, &pipeline.common);
    let mut scores = Vec::new();
    let mut read = 0;
    while read < placed.len() {
        let vectors = stream.next_block();
        read += vectors.len();
        let mut wide = vec![0.0; vectors.len() * pipeline.tagger.width()];
        pipeline.tagger.apply(vectors, 0, &mut wide);
        scores.extend(wide.iter().map(|score| score.to_bits()));
    }
    scores
}

#[test]
fn every_vector_unit_gives_the_same_parse() {
    let portable = Pipeline::on(Unit::Portable, MODEL).unwrap();
    for unit in Unit::all() {
        let other = Pipeline::on(unit, MODEL).unwrap();
        for line in TEXTS.lines() {
            let text: String = serde_json::from_str(line).unwrap();
            assert_eq!(scores(&other, &text), scores(&portable, &text), "{unit:?} {text:?}");
            assert_eq!(other.parse(&text), portable.parse(&text), "{unit:?} {text:?}");
        }
    }
}

#[test]
fn what_words_keep_changes_no_score() {
    let pipeline = Pipeline::on(Unit::widest(), MODEL).unwrap();
    for line in TEXTS.lines() {
        let text: String = serde_json::from_str(line).unwrap();
        let fresh = scores(&pipeline, &text);
        // After a few rounds the words keep all there is to keep.
        (0..4).for_each(|_| assert_eq!(scores(&pipeline, &text), fresh, "{text:?}"));
    }
}
