//! People and the body they belong to: "guerrillas of the Northern Front".
//!
//! In: a party as the words give it. Out: the people who acted, told by their words alone, and
//! beside them the body where the words name one. People described ("five gunmen", "rebels") are
//! no party of the cast, so their claim names no entity: that of the body does.
//! A name stays whole: "the Armed Forces" are a body, whatever its last word says. So does a body
//! told by two words: "the Karsovan air force".
//!
//! Shown by the casebook pages `members-and-their-body`, `men-in-uniform`, `air-force`.

use rashomon_model::{EntityId, EntityKind};
use rashomon_text::syntax::Pos;

use super::{Party, words};
use crate::events::scene::Scene;

/// Tells people from the body they belong to.
pub(super) fn apart(scene: &Scene<'_>, head: usize, party: Party) -> Vec<Party> {
    let kind = |e: EntityId| scene.cast.entities.get(e.index()).map(|e| e.kind);
    let group = party.entity.and_then(kind) == Some(EntityKind::Group);
    let people = match scene.pos(head) {
        // "they", of whom the cast knows that they are "the gunmen".
        Pos::Pron => group && is_description(scene, &party.text),
        _ => are_people(scene, head),
    };
    // "its troops" answer for the body whose they are.
    if !people || scene.owner(head).is_some() {
        return vec![party];
    }
    let body = body(scene, head, &party);
    let mut described = party;
    if group {
        described.entity = None;
    }
    [Some(described), body].into_iter().flatten().collect()
}

/// A noun for people by what they are or do ("gunmen", "a group of soldiers"), and no name.
pub(super) fn are_people(scene: &Scene<'_>, head: usize) -> bool {
    let named = is_capital(scene, head) && scene.phrase(head).start < head;
    let of = || scene.prep_object(head, &["of"]).is_some_and(|t| scene.cue("described", t));
    let before =
        || scene.kids(head).any(|k| scene.dep(k) == "compound" && scene.cue("described", k));
    let described = scene.cue("described", head) && !is_institution(scene, head);
    !named && (described || scene.cue("gathering", head) && (of() || before()))
}

/// "air force", "police force": two words for a body, of which the second alone means people.
fn is_institution(scene: &Scene<'_>, head: usize) -> bool {
    let before = head.checked_sub(1).map(|token| scene.word(token));
    before.is_some_and(|word| {
        scene.lexicon.cue("institution", &format!("{word} {}", scene.lemma(head)))
    })
}

fn is_capital(scene: &Scene<'_>, token: usize) -> bool {
    scene.text(token..token + 1).starts_with(char::is_uppercase)
}

/// Tells whether the name by which the cast knows somebody is only a description.
fn is_description(scene: &Scene<'_>, name: &str) -> bool {
    let last = name.split_whitespace().last().unwrap_or("");
    let known = |word: &str| scene.lexicon.cue("described", word);
    let single = last.strip_suffix('s').unwrap_or(last);
    last.starts_with(char::is_lowercase) && (known(last) || known(single))
}

/// The named body: "Northern Front fighters", "members of the Front", "gunmen from the Front".
fn body(scene: &Scene<'_>, head: usize, party: &Party) -> Option<Party> {
    let named = |t: usize| {
        let name = scene.pos(t) == Pos::Propn && is_capital(scene, t) && !are_people(scene, t);
        let mention = scene.headed(t).filter(|m| m.kind == EntityKind::Group)?;
        name.then(|| Party {
            entity: mention.entity,
            text: words(scene, mention.tokens.clone()),
            tokens: mention.tokens.clone(),
            suspected: party.suspected,
        })
    };
    let before = scene
        .kids(head)
        .filter(|k| *k < head && matches!(scene.dep(*k), "compound" | "poss" | "amod" | "nmod"));
    let before = before.filter_map(named).next_back();
    let of = || scene.prep_object(head, &["of", "from"]).and_then(named);
    let appositive = || {
        let told = scene.kid(head, &["appos"])?;
        scene.prep_object(told, &["of", "from"]).and_then(named)
    };
    let claimed = || claimed_body(scene, head).and_then(named);
    before
        .or_else(of)
        .or_else(appositive)
        .or_else(|| claimed().map(|body| Party { suspected: true, ..body }))
        .or_else(|| known_body(scene, party))
}

/// "gunmen presumed to be members of the Front": the words keep a distance.
fn claimed_body(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let clause = scene.kids(head).find(|k| matches!(scene.dep(*k), "acl" | "relcl"))?;
    let tokens = clause..scene.subtree(clause).end.min(clause + 12);
    let member = tokens.into_iter().find(|t| {
        matches!(scene.lemma(*t), "member" | "militant" | "fighter" | "follower" | "guerrilla")
            && scene.dep(*t) != "nsubj"
    })?;
    scene.prep_object(member, &["of", "from"])
}

/// The body that the cast takes the phrase for, where it has a name: "FSB troops" as "the FSB".
fn known_body(scene: &Scene<'_>, party: &Party) -> Option<Party> {
    let entity = scene.cast.entities.get(party.entity?.index())?;
    let is_name =
        |n: &&String| n.starts_with(char::is_uppercase) && party.text.contains(n.as_str());
    let name = entity.names.iter().filter(is_name).find(|n| {
        let last = n.split_whitespace().last().unwrap_or("");
        last.starts_with(char::is_uppercase)
            && !scene.lexicon.cue("described", &last.to_lowercase())
            && !scene.lexicon.cue("described", last.to_lowercase().trim_end_matches('s'))
    })?;
    Some(Party { text: name.clone(), ..party.clone() })
}
