//! Prints who did what to whom in a text, read off the dependency tree.
//!
//! In: a text as arguments, or a sentence of its own. Out: one line per verb that has a subject,
//! with its subject, whether it is negated, and its object. Shows how children, labels, lemmas
//! and named spans are used; it makes no attempt at passives or at clauses.

// A program for people to read may print.
#![allow(clippy::print_stdout)]

use rashomon_syntax::{Doc, Pipeline, Pos};

const SAMPLE: &str = "Fighters loyal to the Kesh Front seized three villages near Velm on Friday. \
                      The council did not confirm the loss, and Colonel Varro blamed the weather.";

fn main() -> Result<(), rashomon_syntax::Error> {
    let pipeline = Pipeline::embedded()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    let text = if words.is_empty() { SAMPLE.to_owned() } else { words.join(" ") };
    let doc = pipeline.parse(&text);
    for (at, verb) in doc.tokens.iter().enumerate().filter(|(_, t)| t.pos == Pos::Verb) {
        let child =
            |dep: &str| doc.children(at).iter().find(|c| doc.tokens[**c as usize].dep == dep);
        if let Some(subject) = child("nsubj") {
            let not = if child("neg").is_some() { "not " } else { "" };
            let object = child("dobj").map_or("", |o| phrase(&doc, &text, *o as usize));
            println!("{} | {not}{} | {object}", phrase(&doc, &text, *subject as usize), verb.lemma);
        }
    }
    for span in &doc.entities {
        let first = &doc.tokens[span.start_token as usize];
        let last = &doc.tokens[span.end_token as usize - 1];
        println!("{}: {}", span.label, &text[first.start as usize..last.end as usize]);
    }
    Ok(())
}

/// Gives the text from the first to the last token below a token.
fn phrase<'t>(doc: &Doc, text: &'t str, token: usize) -> &'t str {
    let (mut first, mut last) = (token, token);
    let mut queue = vec![token];
    while let Some(at) = queue.pop() {
        (first, last) = (first.min(at), last.max(at));
        queue.extend(doc.children(at).iter().map(|c| *c as usize));
    }
    &text[doc.tokens[first].start as usize..doc.tokens[last].end as usize]
}
