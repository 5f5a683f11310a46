//! What parties are towards each other: "militias loyal to Roe", "the paper is critical of the
//! council", "a brigade allied with the Front".
//!
//! In: an adjective or participle of the table with its preposition. Out: a relation from the
//! party so described to the other. An outlet's leaning comes out as `favours`.
//!
//! Shown by the casebook page `outlet-that-supports`.

use super::{Tie, Ties};
use crate::cast::lexicon::CuePattern;

const RULE: &str = "adjective-towards-party";

/// Reads the adjective at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    let tag = page.tag(token);
    if !(tag.starts_with("JJ") || tag == "VBN" || tag == "RB" || tag == "VBD") {
        return;
    }
    for prep in page.children(token).filter(|c| page.dep(*c) == "prep") {
        let words = format!("{} {}", page.lower(token), page.lower(prep));
        let Some(cue) = ties.lexicon.cue(CuePattern::AdjPrep, &words) else { continue };
        let Some(subject) = described(ties, token) else { continue };
        let Some(first) = page.child(prep, &["pobj"]) else { continue };
        for object in ties.with_conjuncts(first) {
            let kind = cue.relation;
            let tie = Tie { subject, kind, object, cue: token, denied: false, rule: RULE };
            ties.add_directed(tie, cue.direction);
        }
    }
}

/// Finds the party an adjective describes; a description beside a name leads to the name.
pub(super) fn described(ties: &Ties<'_, '_>, token: usize) -> Option<usize> {
    let page = ties.page;
    let up = page.head(token);
    let own = page.child(token, &["nsubj", "nsubjpass"]);
    let found = match page.dep(token) {
        _ if own.is_some() && page.dep(token) != "relcl" => own?,
        "amod" | "acl" | "relcl" | "advcl" | "appos" if !page.tag(up).starts_with("VB") => up,
        // "is not supported by A and is hostile to B": the other adjective's party.
        "conj" if page.tag(up).starts_with("JJ") => return described(ties, up),
        "acomp" | "oprd" | "conj" | "attr" | "prep" | "xcomp" | "advcl" => {
            ties.subject(up, true)?
        }
        _ => return None,
    };
    ties.stands_for(found)
}
