//! Tells whether a date without a year lies before or after the publication, by the verb it goes with.
//!
//! In: words and the date among them. Out: past, to come, or a weaker hint. The governing verb is
//! the nearest verb above the date in the tree; [`verb`] reads it. A noun or a limit ("until",
//! "by") between the two loosens the tie, for what happened on the verb's day need not have
//! happened on that one: "the council will discuss Friday's bombing". Without a tree, the nearest
//! auxiliary of the sentence decides. Work is bounded, whatever the tree.
//! Shown by the casebook pages `planned-for-a-weekday`, `the-bombing-they-will-discuss`.

mod verb;

use rashomon_syntax::Pos;

use super::lexicon::tables;
use crate::words::Words;

/// Where the governing verb puts a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    ToCome,
    /// "would", "may", "agreed to": rather to come.
    Likely,
    /// "until", "by": near the publication, on either side.
    Limit,
    /// A meeting, a vote: on either side, unless a verb says.
    Open,
    Unknown,
}

/// How far up the tree, and how far along the words, a verb is looked for.
const REACH: usize = 12;

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
    let (mut loose, mut limit, mut open) = (false, false, false);
    let past_noun = names_a_deed(words, start, end);
    for _ in 0..REACH {
        let Some(token) = tokens.get(here) else { break };
        if !date.contains(&here) {
            if matches!(token.pos, Pos::Verb | Pos::Aux) {
                match verb::verb(words, here, start) {
                    verb::Reading::Says(Tense::Unknown) => break,
                    verb::Reading::Says(found) => {
                        let found = tied(found, loose, limit, past_noun);
                        return if found == Tense::Unknown && open { Tense::Open } else { found };
                    }
                    verb::Reading::Stops => break,
                    verb::Reading::Silent => {}
                }
            }
            limit |= tables().limits.contains(&token.lemma.to_lowercase());
            loose |= matches!(token.pos, Pos::Noun | Pos::Propn | Pos::Adj);
            open |= token.pos == Pos::Noun && tables().plannable.contains(token.lemma.as_ref());
        }
        if token.head as usize == here {
            break;
        }
        here = token.head as usize;
    }
    match (limit, open) {
        (true, _) => Tense::Limit,
        (_, true) => Tense::Open,
        _ if past_noun => Tense::Past,
        _ => Tense::Unknown,
    }
}

/// What a verb says of a date, given what stands between the two.
fn tied(found: Tense, loose: bool, limit: bool, past_noun: bool) -> Tense {
    match found {
        Tense::Past if limit => Tense::Limit,
        Tense::Past if loose && !past_noun => Tense::Unknown,
        Tense::ToCome | Tense::Likely | Tense::Unknown if past_noun => Tense::Past,
        found => found,
    }
}

/// "Friday's bombing", "the 3 May attack": the date belongs to a noun that tells a deed, whatever
/// is said of it. A meeting, a vote or a deadline may as well lie ahead.
fn names_a_deed(words: &Words<'_>, start: usize, end: usize) -> bool {
    let possessive = usize::from(words.lower(end) == "'s");
    let the = matches!(words.before(start), "the" | "its" | "their" | "his" | "her")
        || words.lower(start) == "the";
    if possessive == 0 && !the {
        return false;
    }
    let noun = (end + possessive..end + possessive + 4)
        .take_while(|at| matches!(words.tag(*at), "NN" | "NNS" | "JJ" | "VBG" | "NNP"))
        .last();
    noun.is_some_and(|at| {
        let lemma = words.token(at).map(|token| token.lemma.to_lowercase());
        lemma.is_some_and(|lemma| !tables().plannable.contains(&lemma))
    })
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
