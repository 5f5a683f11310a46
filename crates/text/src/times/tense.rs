//! Tells whether a date without a year lies before or after the publication, by the verb it goes with.
//!
//! In: words and the date among them. Out: past, to come, or a weaker hint. The governing verb is
//! the nearest verb above the date in the tree; "will", or a verb of planning above an infinitive,
//! puts the date to come. A noun or a limit ("until", "by") between the two loosens the tie, for
//! what happened on the verb's day need not have happened on that one. Without a tree, the
//! nearest auxiliary of the sentence decides. Work is bounded, whatever the tree.

use rashomon_syntax::{Pos, Token};

use super::lexicon::tables;
use crate::words::Words;

/// Where the governing verb puts a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    ToCome,
    /// "would", "may": rather to come.
    Likely,
    /// "until", "by": near the publication, on either side.
    Limit,
    Unknown,
}

/// How far up the tree, and how far along the words, a verb is looked for.
const REACH: usize = 12;

/// How many words that hang on a verb are looked at.
const CHILDREN: usize = 48;

/// Reads the tense of the verb that governs the words `start..end`.
pub(super) fn tense(words: &Words<'_>, start: usize, end: usize) -> Tense {
    if words.matches(start.saturating_sub(3), &["as", "soon", "as"])
        || words.matches(start.saturating_sub(3), &["as", "early", "as"])
    {
        return Tense::ToCome;
    }
    let tokens = &words.doc().tokens;
    let date = words.range(start..end);
    let mut here = words.index(start);
    if tokens.get(here).is_none_or(|token| token.tag.is_none()) {
        return nearby(words, start);
    }
    let (mut loose, mut limit) = (false, false);
    for _ in 0..REACH {
        let Some(token) = tokens.get(here) else { break };
        if !date.contains(&here) {
            if matches!(token.pos, Pos::Verb | Pos::Aux) {
                let found = verb(words, here);
                match found {
                    Tense::Unknown => {}
                    Tense::Past if limit => return Tense::Limit,
                    Tense::Past if loose => return Tense::Unknown,
                    _ => return found,
                }
            }
            limit |= tables().limits.contains(&token.lemma.to_lowercase());
            loose |= matches!(token.pos, Pos::Noun | Pos::Propn | Pos::Adj);
        }
        if token.head as usize == here {
            break;
        }
        here = token.head as usize;
    }
    if limit { Tense::Limit } else { Tense::Unknown }
}

/// Reads one verb with its auxiliaries.
fn verb(words: &Words<'_>, at: usize) -> Tense {
    let Some(token) = words.doc().tokens.get(at) else { return Tense::Unknown };
    let modal = |known: &std::collections::HashSet<String>| {
        hanging(words, at)
            .any(|child| child.tag == "MD" && known.contains(&child.lemma.to_lowercase()))
    };
    let has = hanging(words, at)
        .any(|child| child.lemma.as_ref() == "have" && child.dep.as_str().starts_with("aux"));
    if modal(&tables().future_aux) {
        return Tense::ToCome;
    }
    if modal(&tables().modal_aux) {
        return if has { Tense::Past } else { Tense::Likely };
    }
    if hanging(words, at).any(|child| child.tag == "TO") {
        return infinitive(words, token);
    }
    let planned = tables().planning.contains(token.lemma.as_ref());
    let present = is_present(words, at);
    match token.tag.as_str() {
        // "is scheduled for Friday", "a summit set for April"; "was scheduled" leaves it open.
        "VBN" if planned => {
            if is_past(words, at) {
                Tense::Unknown
            } else {
                Tense::ToCome
            }
        }
        "VBG" if present && token.lemma.as_ref() == "go" => Tense::ToCome,
        "VBD" | "VBN" => Tense::Past,
        "VBG" if is_past(words, at) => Tense::Past,
        _ => Tense::Unknown,
    }
}

/// "plans to", "is to", "is expected to" put what follows to come; "planned to" leaves it open.
fn infinitive(words: &Words<'_>, token: &Token) -> Tense {
    let at = token.head as usize;
    let Some(head) = words.doc().tokens.get(at) else { return Tense::Unknown };
    let plans = tables().planning.contains(head.lemma.as_ref()) || head.lemma.as_ref() == "be";
    let past = head.tag == "VBD" || is_past(words, at);
    if plans && !past { Tense::ToCome } else { Tense::Unknown }
}

fn hanging<'w>(words: &Words<'w>, at: usize) -> impl Iterator<Item = &'w Token> {
    let doc = words.doc();
    let children = doc.children(at).iter().take(CHILDREN);
    children.filter_map(|child| doc.tokens.get(*child as usize))
}

fn is_present(words: &Words<'_>, at: usize) -> bool {
    auxiliary(words, at, &["VBZ", "VBP"])
}

fn is_past(words: &Words<'_>, at: usize) -> bool {
    auxiliary(words, at, &["VBD"])
}

fn auxiliary(words: &Words<'_>, at: usize, tags: &[&str]) -> bool {
    hanging(words, at)
        .any(|child| tags.contains(&child.tag.as_str()) && child.dep.as_str().starts_with("aux"))
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
