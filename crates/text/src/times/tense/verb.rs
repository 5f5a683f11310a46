//! Reads where one verb, with its auxiliaries, puts a date beside it.
//!
//! In: words and the token of a verb. Out: what the verb says, that it says nothing (the verb above
//! it may), or that nothing above it can say more. "Will" puts a date to come; so does a verb of
//! planning, and an infinitive under it, in the present or the simple past ("planned to meet on
//! Friday"), but not in the pluperfect ("had been due on Friday"). Verbs are rows of
//! `data/lexicon/en/time-tense.tsv`.

use rashomon_syntax::Token;

use super::super::lexicon::tables;
use super::Tense;
use crate::words::Words;

/// What a verb says of the date beside it.
pub(super) enum Reading {
    Says(Tense),
    /// Nothing; a verb above may.
    Silent,
    /// Nothing, and no verb above it speaks of that date.
    Stops,
}

/// How many words that hang on a verb are looked at.
const CHILDREN: usize = 48;

/// Reads one verb beside the date that starts at the word `start`.
pub(super) fn verb(words: &Words<'_>, at: usize, start: usize) -> Reading {
    let lead = words.before(start);
    let Some(token) = words.doc().tokens.get(at) else { return Reading::Silent };
    let modal = |known: &foldhash::HashSet<String>| {
        hanging(words, at)
            .any(|child| child.tag == "MD" && known.contains(&child.lemma.to_lowercase()))
    };
    if modal(&tables().future_aux) {
        return Reading::Says(Tense::ToCome);
    }
    if modal(&tables().modal_aux) {
        let past = has(words, at, &["VB", "VBP", "VBZ", "VBD"]);
        return Reading::Says(if past { Tense::Past } else { Tense::Likely });
    }
    if hanging(words, at).any(|child| child.tag == "TO") {
        return infinitive(words, token);
    }
    let lemma = token.lemma.as_ref();
    let sets = tables().planning_for.contains(lemma);
    let plans =
        tables().planning.contains(lemma) || (sets && matches!(lead, "for" | "to" | "until"));
    // "On Friday the council planned to …" may be the day of the planning.
    let behind = words.index(start) > at;
    let (present, past) = (is_present(words, at), is_past(words, at));
    let defers = lead == "until" && tables().deferring.contains(lemma);
    match token.tag.as_str() {
        "VBD" | "VBN" if (plans || defers) && has(words, at, &["VBD"]) => {
            Reading::Says(Tense::Unknown)
        }
        "VBD" if plans || defers => {
            Reading::Says(if behind { Tense::Likely } else { Tense::Unknown })
        }
        // "is scheduled for Friday", "a summit set for April", "was due on Friday".
        "VBN" if plans => Reading::Says(if past { Tense::Likely } else { Tense::ToCome }),
        "VBN" if defers => Reading::Says(Tense::Likely),
        "VBG" if present && lemma == "go" => Reading::Says(Tense::ToCome),
        "VBG" if present && plans => Reading::Says(Tense::Likely),
        // "has set 10 May as the day".
        "VBN" if sets => Reading::Says(Tense::Unknown),
        // "is heard in May": nothing says on which side it lies.
        "VBN" if present && !has(words, at, &["VBZ", "VBP"]) => Reading::Stops,
        "VBD" | "VBN" => Reading::Says(Tense::Past),
        "VBG" if past => Reading::Says(Tense::Past),
        "VBG" if present => Reading::Stops,
        // "the council meets on Friday", "the truce expires on Friday".
        "VBZ" | "VBP" if tables().scheduled.contains(lemma) => Reading::Says(Tense::Likely),
        "VBZ" | "VBP" => Reading::Stops,
        _ => Reading::Silent,
    }
}

/// "plans to", "is to", "is expected to" put what follows to come; "planned to", "agreed to"
/// rather so; "had planned to" and "managed to" do not.
fn infinitive(words: &Words<'_>, token: &Token) -> Reading {
    let at = token.head as usize;
    let Some(head) = words.doc().tokens.get(at) else { return Reading::Silent };
    let lemma = head.lemma.as_ref();
    let plans =
        tables().planning.contains(lemma) || tables().planning_for.contains(lemma) || lemma == "be";
    let commits = tables().committing.contains(lemma);
    let past = head.tag == "VBD" || is_past(words, at);
    if (plans || commits) && has(words, at, &["VBD"]) {
        return Reading::Says(Tense::Unknown);
    }
    match (plans, past) {
        (true, false) => Reading::Says(Tense::ToCome),
        (true, true) => Reading::Says(Tense::Likely),
        _ if commits => Reading::Says(Tense::Likely),
        _ => Reading::Silent,
    }
}

fn hanging<'w>(words: &Words<'w>, at: usize) -> impl Iterator<Item = &'w Token> {
    let doc = words.doc();
    let children = doc.children(at).iter().take(CHILDREN);
    children.filter_map(|child| doc.tokens.get(*child as usize))
}

/// Tells whether "have" stands with a verb in one of these forms: "had" for the pluperfect.
fn has(words: &Words<'_>, at: usize, tags: &[&str]) -> bool {
    hanging(words, at).any(|child| {
        child.lemma.as_ref() == "have"
            && child.dep.as_str().starts_with("aux")
            && tags.contains(&child.tag.as_str())
    })
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
