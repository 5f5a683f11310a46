//! On texts of our own, every annotation equals what spaCy 3.8 gives with the source package.
//!
//! `parity/texts.jsonl` holds the texts, `parity/expected.jsonl` what spaCy made of them, in the
//! same order. `cargo xtask parity --fixtures` writes the latter anew; `cargo xtask parity`
//! makes the comparison on far more text.

use rashomon_syntax::Doc;
use serde_json::{Value, json};

use crate::PIPELINE;

const TEXTS: &str = include_str!("parity/texts.jsonl");
const EXPECTED: &str = include_str!("parity/expected.jsonl");

#[test]
fn every_annotation_equals_that_of_the_origin() {
    let mut count = 0;
    for (text, expected) in TEXTS.lines().zip(EXPECTED.lines()) {
        let text: String = serde_json::from_str(text).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        let doc = PIPELINE.parse(&text);
        for (column, found) in columns(&text, &doc) {
            assert_eq!(found, expected[column], "{column} of {text:?}");
        }
        count += 1;
    }
    assert!(count >= 60 && count == EXPECTED.lines().count());
}

fn columns(text: &str, doc: &Doc) -> [(&'static str, Value); 9] {
    let list = |column: fn(&rashomon_syntax::Token, &str) -> Value| {
        doc.tokens.iter().map(|t| column(t, text)).collect::<Value>()
    };
    let entity =
        |e: &rashomon_syntax::EntitySpan| json!([e.start_token, e.end_token, e.label.as_str()]);
    [
        ("text", list(|t, text| json!(text[t.start as usize..t.end as usize]))),
        ("space", list(|t, _| json!(t.whitespace_after))),
        ("sent", list(|t, _| json!(t.sent_start))),
        ("tag", list(|t, _| json!(t.tag.as_str()))),
        ("pos", list(|t, _| json!(t.pos.as_str()))),
        ("head", list(|t, _| json!(t.head))),
        ("dep", list(|t, _| json!(t.dep.as_str()))),
        ("lemma", list(|t, _| json!(*t.lemma))),
        ("ents", doc.entities.iter().map(entity).collect::<Value>()),
    ]
}
