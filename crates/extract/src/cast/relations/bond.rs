//! Bonds as nouns: "the Front has close links to Roe", "Roe's alliance with the Front", "the
//! brigade pledged allegiance to the Front", "rivalry between the Front and the army".
//!
//! In: a noun for a bond from the table, with its preposition and where needed an adjective ("good
//! relations with"). Out: a relation between whoever has the bond and whom it is to. "Denied any
//! links to" denies it. Leaves alone bonds that are only wished for, cut or spoken about, and bonds
//! whose holder the sentence does not name.
//!
//! Shown by the casebook pages `denied-links`, `pledged-allegiance`, `not-headed-by`.

use super::{Tie, Ties};
use crate::cast::lexicon::{Cue, CuePattern};

const RULE: &str = "bond-noun";

/// Verbs whose subject holds the bond that is their object.
const HOLDING: [&str; 24] = [
    "have",
    "maintain",
    "enjoy",
    "keep",
    "forge",
    "form",
    "build",
    "develop",
    "pledge",
    "swear",
    "declare",
    "voice",
    "express",
    "announce",
    "offer",
    "give",
    "provide",
    "cultivate",
    "retain",
    "reaffirm",
    "reiterate",
    "deepen",
    "strengthen",
    "establish",
];
/// Verbs that say the bond is not there.
const DENYING: [&str; 3] = ["deny", "reject", "disavow"];

/// Reads the noun at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    if !page.is_noun(token) {
        return;
    }
    let lemma = page.lemma(token);
    for prep in page.children(token).filter(|c| *c > token && page.dep(*c) == "prep") {
        let Some(cue) = cue(ties, token, &lemma, page.lower(prep)) else { continue };
        let Some(first) = page.child(prep, &["pobj"]) else { continue };
        let others = ties.with_conjuncts(first);
        if page.lower(prep) == "between" {
            // Of more than two, who stands how to whom is not told.
            if let [a, b] = others.as_slice() {
                tie(ties, cue, *a, *b, token, false);
            }
            continue;
        }
        let Some((holder, denied)) = holder(ties, token) else { continue };
        for other in others {
            tie(ties, cue, holder, other, token, denied);
        }
    }
}

fn tie(
    ties: &mut Ties<'_, '_>,
    cue: Cue,
    subject: usize,
    object: usize,
    token: usize,
    denied: bool,
) {
    if ties.is_party(subject) && ties.is_party(object) {
        let tie = Tie { subject, kind: cue.relation, object, cue: token, denied, rule: RULE };
        ties.add_directed(tie, cue.direction);
    }
}

/// Looks the noun up with its adjective, then alone.
fn cue(ties: &Ties<'_, '_>, token: usize, lemma: &str, prep: &str) -> Option<Cue> {
    let page = ties.page;
    let with = |words: String| ties.lexicon.cue(CuePattern::Bond, &words);
    let described = page
        .children(token)
        .filter(|c| *c < token && page.dep(*c) == "amod")
        .find_map(|c| with(format!("{} {lemma} {prep}", page.lower(c))));
    described.or_else(|| with(format!("{lemma} {prep}")))
}

/// Finds who has the bond, and whether that is denied.
fn holder(ties: &Ties<'_, '_>, token: usize) -> Option<(usize, bool)> {
    let page = ties.page;
    let verb = page.head(token);
    if page.dep(token) == "dobj" && DENYING.contains(&&*page.lemma(verb)) {
        let who = ties.stands_for(ties.subject(verb, false)?)?;
        return Some((who, true));
    }
    if let Some(owner) = ties.owner_of(token) {
        return Some((owner, false));
    }
    if let Some(doer) = ties.doer_of(token, &HOLDING) {
        return Some((doer, false));
    }
    // "a group with links to": the noun before "with".
    let with = page.head(token);
    if page.dep(token) == "pobj" && page.lower(with) == "with" {
        return ties.stands_for(page.head(with)).map(|holder| (holder, false));
    }
    None
}
