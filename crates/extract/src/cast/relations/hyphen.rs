//! Joined words: "the Orland-backed militia", "pro-council forces", "an anti-Front alliance".
//!
//! In: a hyphen between a name and a cue of the table. Out: a relation between the name and the
//! party that the joined word describes. Leaves alone joined words that describe no party.

use super::{Tie, Ties};
use crate::cast::lexicon::CuePattern;

const RULE: &str = "joined-word";

/// Reads the hyphen at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    if !page.is_hyphen(token) || token == 0 {
        return;
    }
    let (left, right) = (token - 1, token + 1);
    let Some(described) = noun_of(ties, right) else { return };
    if let Some(cue) = ties.lexicon.cue(CuePattern::Suffix, page.lower(right)) {
        ties.add(Tie {
            subject: left,
            kind: cue.relation,
            object: described,
            cue: right,
            rule: RULE,
        });
    }
    if let Some(cue) = ties.lexicon.cue(CuePattern::Prefix, page.lower(left)) {
        ties.add(Tie {
            subject: described,
            kind: cue.relation,
            object: right,
            cue: left,
            rule: RULE,
        });
    }
}

/// Finds the noun that a joined word stands before.
fn noun_of(ties: &Ties<'_, '_>, token: usize) -> Option<usize> {
    let page = ties.page;
    let mut at = token;
    for _ in 0..3 {
        let up = page.head(at);
        if up > token && page.is_noun(up) && ties.is_party(up) {
            return Some(up);
        }
        if up == at {
            break;
        }
        at = up;
    }
    None
}
