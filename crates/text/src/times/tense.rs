//! Tells whether a date without a year lies before or after the publication, by the verb it goes with.
//!
//! In: words and the position of the date. Out: past, to come, or unknown. The governing verb is
//! the nearest verb above the date in the tree; "will", or a verb of planning above an infinitive,
//! puts the date to come. Without a tree, the nearest auxiliary of the sentence decides.

use rashomon_syntax::Pos;

use super::lexicon::tables;
use crate::words::Words;

/// Where the governing verb puts a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    ToCome,
    Unknown,
}

/// How far up the tree, and how far along the words, a verb is looked for.
const REACH: usize = 12;

/// Reads the tense of the verb that governs the words from `at` on.
pub(super) fn tense(words: &Words<'_>, at: usize) -> Tense {
    let tokens = &words.doc().tokens;
    let mut here = words.index(at);
    if tokens.get(here).is_none_or(|token| token.tag.is_none()) {
        return nearby(words, at);
    }
    for _ in 0..REACH {
        let Some(token) = tokens.get(here) else { break };
        if matches!(token.pos, Pos::Verb | Pos::Aux) {
            match verb(words, here) {
                Tense::Unknown => {}
                told => return told,
            }
        }
        if token.head as usize == here {
            break;
        }
        here = token.head as usize;
    }
    Tense::Unknown
}

/// Reads one verb with its auxiliaries.
fn verb(words: &Words<'_>, at: usize) -> Tense {
    let doc = words.doc();
    let Some(token) = doc.tokens.get(at) else { return Tense::Unknown };
    let children = || doc.children(at).iter().filter_map(|child| doc.tokens.get(*child as usize));
    let lemma_in = |lemma: &str| tables().future_aux.contains(lemma);
    if children().any(|child| child.tag == "MD" && lemma_in(&child.lemma.to_lowercase())) {
        return Tense::ToCome;
    }
    let planned = tables().planning.contains(token.lemma.as_ref());
    let infinitive = children().any(|child| child.tag == "TO");
    let head = doc.tokens.get(token.head as usize);
    if infinitive {
        let plans = head.is_some_and(|head| tables().planning.contains(head.lemma.as_ref()));
        return if plans { Tense::ToCome } else { Tense::Unknown };
    }
    let present_aux = children().any(|child| {
        matches!(child.tag.as_str(), "VBZ" | "VBP") && child.dep.as_str().starts_with("aux")
    });
    match token.tag.as_str() {
        // "is scheduled for Friday".
        "VBN" if planned && present_aux => Tense::ToCome,
        "VBG" if present_aux && token.lemma.as_ref() == "go" => Tense::ToCome,
        "VBD" | "VBN" => Tense::Past,
        _ => Tense::Unknown,
    }
}

/// Without tags: the nearest word that shows a time to come, inside the sentence.
fn nearby(words: &Words<'_>, at: usize) -> Tense {
    let stops = |word: &str| matches!(word, "." | "\n" | ";" | "!" | "?");
    let ahead = (at..at + REACH).map(|k| words.lower(k)).take_while(|word| !stops(word));
    let behind = (at.saturating_sub(REACH)..at)
        .rev()
        .map(|k| words.lower(k))
        .take_while(|word| !stops(word));
    let will = |word: &str| tables().future_aux.contains(word);
    if ahead.chain(behind).any(will) { Tense::ToCome } else { Tense::Unknown }
}
