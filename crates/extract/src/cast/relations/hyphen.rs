//! Joined words: "the Orland-backed militia", "pro-council forces", "an anti-Front alliance".
//!
//! In: a hyphen between a name and a cue of the table. Out: a relation between the name and the
//! party that the joined word describes. Leaves alone joined words that describe no party.
//!
//! Shown by the casebook page `aligned-channel`.

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
    let denied = false;
    if let Some(cue) = ties.lexicon.cue(CuePattern::Suffix, page.lower(right)) {
        let kind = cue.relation;
        let tie = Tie { subject: described, kind, object: left, cue: right, denied, rule: RULE };
        ties.add_directed(tie, cue.direction);
    }
    if let Some(cue) = ties.lexicon.cue(CuePattern::Prefix, page.lower(left)) {
        let kind = cue.relation;
        ties.add(Tie { subject: described, kind, object: right, cue: left, denied, rule: RULE });
    }
}

/// Finds the noun that a joined word stands before.
fn noun_of(ties: &Ties<'_, '_>, token: usize) -> Option<usize> {
    let page = ties.page;
    let mut at = token;
    for _ in 0..3 {
        let up = page.head(at);
        // A headline strings nouns together; the one described stands near.
        if up > token && up - token <= 5 && page.is_noun(up) && ties.is_party(up) {
            return Some(up);
        }
        if up == at {
            break;
        }
        at = up;
    }
    None
}
