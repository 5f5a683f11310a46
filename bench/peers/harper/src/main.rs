//! Tags every sentence of the reports with harper's tagger and says how long that took.
//!
//! In: a file of JSON Lines with `text`. Out: `seconds`, tab, seconds, without loading and reading. Sentences and words are
//! cut plainly, at marks and spaces: harper's own tokens come with a spelling dictionary, which is another task. So it
//! is an end that nobody who does more can reach, not a like for like.

use harper_brill::{Tagger, brill_tagger};

fn main() {
    let path = std::env::args().nth(1).expect("a file of reports");
    let lines = std::fs::read_to_string(path).expect("the reports");
    let texts = lines.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    let texts: Vec<String> = texts.filter_map(|r| r["text"].as_str().map(str::to_owned)).collect();
    let tagger = brill_tagger();
    tagger.tag_sentence(&["Ready".to_owned()]);
    let start = std::time::Instant::now();
    let mut tagged = 0;
    for text in &texts {
        for sentence in text.split_inclusive(['.', '!', '?', '\n']) {
            let words: Vec<String> = words(sentence).map(str::to_owned).collect();
            tagged += tagger.tag_sentence(&words).len();
        }
    }
    println!("seconds\t{:.3}\ntokens\t{tagged}", start.elapsed().as_secs_f64());
}

/// Words, and marks by themselves.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split_whitespace().flat_map(|word| {
        let body = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
        let (body, tail) = word.split_at(body.len());
        [body, tail].into_iter().filter(|part| !part.is_empty())
    })
}
