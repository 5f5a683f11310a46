//! Offices and roles: "Ann Roe, commander of the Northern Front", "Northern Front spokesman Roe",
//! "the Dawn Brigade is a member of the alliance", "an opponent of the council".
//!
//! In: a role noun of the table. Out: a relation between its bearer and the body beside it. The
//! bearer is found by apposition, as title, by "is", or because the description itself denotes a
//! known person. Leaves alone role nouns without a bearer or a body.

use super::{Tie, Ties};
use crate::cast::lexicon::CuePattern;

const RULE: &str = "role-noun";

/// Reads the role noun at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    if !page.is_noun(token) {
        return;
    }
    let lemma = page.lemma(token);
    let told = ties.lexicon.cue(CuePattern::Noun, &lemma).map(|cue| cue.relation);
    let titled = || ties.lexicon.title(page.lower(token)).and_then(|title| title.relation);
    let Some(relation) = told.or_else(titled) else { return };
    let Some(bearer) = bearer(ties, token) else { return };
    for object in bodies(ties, token, bearer) {
        ties.add(Tie { subject: bearer, kind: relation, object, cue: token, rule: RULE });
    }
}

/// Finds the head token of whoever bears the role.
fn bearer(ties: &Ties<'_, '_>, token: usize) -> Option<usize> {
    let page = ties.page;
    let up = page.head(token);
    let by_structure = match page.dep(token) {
        "appos" => Some(up),
        // "Front commander Ann Roe": the title hangs on the name.
        "compound" | "nmod" => Some(up).filter(|u| *u > token),
        "attr" if page.lemma(up) == "be" => page.children(up).find(|c| page.dep(*c) == "nsubj"),
        "conj" => return bearer_of_first(ties, up),
        _ => None,
    };
    by_structure
        .or_else(|| page.children(token).find(|c| page.dep(*c) == "appos" && *c > token))
        .or(Some(token))
        .filter(|t| ties.is_party(*t))
}

/// "an opponent of A and supporter of B": the second role has the first one's bearer.
fn bearer_of_first(ties: &Ties<'_, '_>, first: usize) -> Option<usize> {
    if ties.page.dep(first) == "conj" {
        return None;
    }
    ties.lexicon.cue(CuePattern::Noun, &ties.page.lemma(first))?;
    bearer(ties, first).filter(|b| *b != first)
}

/// Finds the bodies a role noun belongs to: after "of" or "for", or before it.
fn bodies(ties: &Ties<'_, '_>, token: usize, bearer: usize) -> Vec<usize> {
    let page = ties.page;
    let mut bodies = Vec::new();
    for child in page.children(token) {
        match page.dep(child) {
            "prep" if matches!(page.lower(child), "of" | "for" | "to" | "with") => {
                for object in page.children(child).filter(|c| page.dep(*c) == "pobj") {
                    bodies.extend(ties.with_conjuncts(object));
                }
            }
            "poss" | "compound" | "nmod" if child < token => bodies.push(child),
            _ => {}
        }
    }
    if bodies.is_empty() && bearer > token {
        // "Northern Front commander Ann Roe" may hang all words on the last.
        let before = token
            .checked_sub(1)
            .filter(|b| ties.cast.at(*b).is_some_and(|m| m.tokens.end == token));
        bodies.extend(before);
    }
    bodies.retain(|b| *b != bearer && ties.party(*b).is_some_and(|p| !p.tokens.contains(&token)));
    bodies
}
