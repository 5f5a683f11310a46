//! Fights as nouns: "Orland's war on the Front", "the army's campaign against the rebels".
//!
//! In: a noun for fighting from the table. Out: `opposed-to` from its possessor to whom it is against. Leaves
//! alone fights whose side is not told beside the noun.
//!
//! Shown by the casebook page `campaign-against`.

use super::{Tie, Ties};
use crate::cast::lexicon::CuePattern;

const RULE: &str = "fight-against";

/// Verbs whose subject is the side that fights: "wages a war on B".
const WAGING: [&str; 9] =
    ["wage", "launch", "continue", "conduct", "mount", "resume", "intensify", "declare", "begin"];

/// Reads the noun at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    if !page.is_noun(token) {
        return;
    }
    let Some(cue) = ties.lexicon.cue(CuePattern::Fight, page.lower(token)) else { return };
    let Some(subject) = ties.owner_of(token).or_else(|| ties.doer_of(token, &WAGING)) else {
        return;
    };
    let against = page.children(token).find(|c| matches!(page.lower(*c), "against" | "on"));
    let Some(first) = against.and_then(|a| page.child(a, &["pobj"])) else { return };
    for object in
        ties.with_conjuncts(first).into_iter().filter(|o| ties.is_party(*o)).collect::<Vec<_>>()
    {
        let kind = cue.relation;
        ties.add(Tie { subject, kind, object, cue: token, denied: false, rule: RULE });
    }
}
