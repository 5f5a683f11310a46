//! Offices and roles: "Ann Roe, commander of the Northern Front", "Northern Front spokesman Roe",
//! "the Dawn Brigade is a member of the alliance", "the commander of the Front, Ann Roe".
//!
//! In: a role noun of the table. Out: a relation between its bearer and the body beside it. The
//! bearer is found by apposition, as title, by "is", right after the body's name, or because the
//! description itself denotes a known person. "A commander of the Front" and "its deputy leader" do
//! not lead it: they are members. Leaves alone role nouns without a bearer or a body, and
//! former bearers.
//!
//! Shown by the casebook pages `member-of`, `a-commander-of-many`, `former-commander`.

use rashomon_model::{EntityKind, RelationKind};

use super::{Tie, Ties};
use crate::cast::MentionForm;
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
    if ties.is_past(token) {
        return;
    }
    let mut after = bodies_after(ties, token);
    // An ambassador "to Orland" speaks for another state.
    let sent = page.children(token).any(|c| c > token && page.lower(c) == "to");
    if relation == RelationKind::SpeaksFor && sent {
        after.clear();
    }
    let glued = after.last().and_then(|last| body_before_name(ties, *last));
    if let (Some(body), Some(last)) = (glued, after.last_mut()) {
        *last = body;
    }
    let Some(bearer) = bearer(ties, token, after.last().copied()) else { return };
    // Only a person speaks for a body or holds an office; only bodies are parts and wings.
    let office = ties.lexicon.title(&lemma).is_some()
        && !matches!(&*lemma, "leader" | "head" | "member" | "fighter");
    let spoken = relation == RelationKind::SpeaksFor && lemma != "mouthpiece";
    if (office || spoken) && ties.kind(bearer) != Some(EntityKind::Person) {
        return;
    }
    // "his enemies", "allies of the Front": a stand that names nobody.
    let empty = matches!(
        relation,
        RelationKind::AlliedWith | RelationKind::OpposedTo | RelationKind::Supports
    );
    if bearer == token && empty && !ties.is_named(bearer) {
        return;
    }
    let mut kind = relation;
    if kind == RelationKind::Leads && is_one_of_many(ties, token) {
        kind = RelationKind::MemberOf;
    }
    let mut bodies = if after.is_empty() { bodies_before(ties, token, bearer) } else { after };
    // "a Velm activist" is no member of the state of Velm.
    let stateless = matches!(&*lemma, "activist" | "analyst" | "adviser" | "advisor");
    bodies.retain(|b| !(stateless && ties.is_state(*b)));
    bodies.retain(|b| *b != bearer && ties.party(*b).is_some_and(|p| !p.tokens.contains(&token)));
    for object in bodies {
        ties.add(Tie { subject: bearer, kind, object, cue: token, denied: false, rule: RULE });
    }
}

/// "a senior commander", "one of the leaders", "the deputy head": not who leads.
fn is_one_of_many(ties: &Ties<'_, '_>, token: usize) -> bool {
    let page = ties.page;
    let deputy = |word: &str| matches!(word, "deputy" | "vice" | "assistant");
    let the = page.children(token).any(|c| c < token && page.lower(c) == "the");
    let lesser = |word: &str| {
        deputy(word)
            || !the
                && matches!(
                    word,
                    "a" | "an"
                        | "senior"
                        | "top"
                        | "local"
                        | "field"
                        | "regional"
                        | "another"
                        | "junior"
                        | "prominent"
                        | "key"
                        | "some"
                        | "two"
                )
    };
    // "the UN aid chief" leads the aid.
    let of_part = |c: usize| page.dep(c) == "compound" && page.tag(c) == "NN" && c + 1 == token;
    page.tag(token) == "NNS"
        || page.children(token).any(|c| of_part(c) && !ties.is_party(c))
        || page.children(token).filter(|c| *c < token).any(|c| lesser(page.lower(c)))
        || lesser(page.lower(token.wrapping_sub(1)))
}

/// Finds the head token of whoever bears the role.
fn bearer(ties: &Ties<'_, '_>, token: usize, body: Option<usize>) -> Option<usize> {
    let page = ties.page;
    let up = page.head(token);
    let by_structure = match page.dep(token) {
        "appos" => ties.stands_for(up).or(Some(up)),
        // "Front commander Ann Roe": the title hangs on the name.
        "compound" | "nmod" => Some(up).filter(|u| *u > token),
        "attr" if page.lemma(up) == "be" => {
            ties.subject(up, false).and_then(|s| ties.stands_for(s))
        }
        "conj" => return bearer_of_first(ties, up),
        _ => None,
    };
    by_structure
        .or_else(|| page.children(token).find(|c| page.dep(*c) == "appos" && *c > token))
        .filter(|t| ties.is_party(*t))
        .or_else(|| body.and_then(|b| named_after(ties, b)))
        .or(Some(token))
        .filter(|t| ties.is_party(*t))
}

/// "spokesman for the Front Ann Roe said", "the commander of the Front, Ann Roe, said": the person
/// named right after the body, unless a list goes on.
fn named_after(ties: &Ties<'_, '_>, body: usize) -> Option<usize> {
    let page = ties.page;
    let end = ties.party(body)?.tokens.end;
    let mut at = end + usize::from(page.word(end) == ",");
    while ties.lexicon.title(page.lower(at)).is_some() || page.word(at) == "." && at > end {
        at += 1;
        if at > end + 4 {
            return None;
        }
    }
    let mention = ties.cast.at(at).filter(|m| m.tokens.start == at)?;
    let named = mention.kind == EntityKind::Person && mention.form == MentionForm::Name;
    let next = page.lower(mention.tokens.end);
    let alone = !matches!(next, "and" | "or" | "'s" | "'") && page.tag(mention.tokens.end) != "POS";
    (named && alone).then_some(mention.head)
}

/// "spokesperson for the Air Force Ann Roe": the parse takes body and person for one.
fn body_before_name(ties: &Ties<'_, '_>, token: usize) -> Option<usize> {
    let person = ties.party(token).filter(|p| p.kind == EntityKind::Person)?;
    let mut last = person.tokens.start.checked_sub(1)?;
    while ties.lexicon.title(ties.page.lower(last)).is_some() {
        last = last.checked_sub(1)?;
    }
    let body = ties.cast.at(last)?;
    let beside = body.tokens.end == last + 1 && body.form == MentionForm::Name;
    (beside && matches!(body.kind, EntityKind::Group | EntityKind::Outlet)).then_some(body.head)
}

/// "an opponent of A and supporter of B": the second role has the first one's bearer.
fn bearer_of_first(ties: &Ties<'_, '_>, first: usize) -> Option<usize> {
    if ties.page.dep(first) == "conj" {
        return None;
    }
    ties.lexicon.cue(CuePattern::Noun, &ties.page.lemma(first))?;
    bearer(ties, first, None).filter(|b| *b != first)
}

/// Finds the bodies that the first "of" or "for" after the noun names.
fn bodies_after(ties: &Ties<'_, '_>, token: usize) -> Vec<usize> {
    let page = ties.page;
    let preps = page.children(token).filter(|c| {
        *c > token
            && page.dep(*c) == "prep"
            && matches!(page.lower(*c), "of" | "for" | "to" | "with" | "in")
    });
    for prep in preps {
        let inner = page.lower(prep) == "in";
        // "a commander in the Front", but "the commander in Velm" leads no town.
        let fits = |t: &usize| match ties.kind(*t) {
            Some(EntityKind::Group | EntityKind::Outlet | EntityKind::Person) => true,
            Some(_) => !inner,
            None => false,
        };
        let Some(first) = page.child(prep, &["pobj"]) else { continue };
        let meant = |t: usize| if ties.kind(t).is_some() { Some(t) } else { ties.stands_for(t) };
        let listed = ties.with_conjuncts(first).into_iter().filter_map(meant);
        let bodies: Vec<usize> = listed.filter(fits).collect();
        if !bodies.is_empty() {
            return bodies;
        }
    }
    Vec::new()
}

/// Finds the bodies before a role noun: "the Front's commander", "Front commander Ann Roe".
fn bodies_before(ties: &Ties<'_, '_>, token: usize, bearer: usize) -> Vec<usize> {
    let page = ties.page;
    let modifies = |c: &usize| *c < token && matches!(page.dep(*c), "poss" | "compound" | "nmod");
    let mut bodies: Vec<usize> = page.children(token).filter(modifies).collect();
    // "the Front's Velm affiliate": the owner alone counts.
    let owned = |c: &usize| page.dep(*c) == "poss" && ties.is_party(*c);
    if bodies.iter().any(owned) {
        bodies.retain(owned);
    }
    if bodies.is_empty() && bearer > token {
        // "Northern Front commander Ann Roe" may hang all words on the last.
        let before = token
            .checked_sub(1)
            .filter(|b| ties.cast.at(*b).is_some_and(|m| m.tokens.end == token));
        bodies.extend(before);
    }
    bodies
}
