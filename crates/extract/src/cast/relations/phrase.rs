//! Set phrases: "Roe is at odds with the council", "the two are on good terms with the Front".
//!
//! In: a preposition that opens a phrase of the table. Out: a relation from the subject of the
//! clause to the object of the phrase's last preposition.
//!
//! Shown by the casebook page `at-odds-with`.

use super::adjective::described;
use super::{Tie, Ties};
use crate::cast::lexicon::CuePattern;

const RULE: &str = "phrase-towards-party";

/// Reads the phrase that opens at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    if page.dep(token) != "prep" {
        return;
    }
    for length in [3, 4, 5] {
        let words = page.lower_run(token..token + length);
        let Some(cue) = ties.lexicon.cue(CuePattern::Phrase, &words) else { continue };
        let last = token + length - 1;
        let Some(subject) = described(ties, token) else { continue };
        let Some(first) = page.child(last, &["pobj"]) else { continue };
        for object in ties.with_conjuncts(first) {
            let kind = cue.relation;
            ties.add(Tie { subject, kind, object, cue: token, denied: false, rule: RULE });
        }
    }
}
