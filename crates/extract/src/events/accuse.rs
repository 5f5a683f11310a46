//! Responsibility laid or taken in words of its own: blamed, accused, claimed, denied.
//!
//! "The Front claimed responsibility for the blast", "officials blamed the raid on rebels", "the
//! army denied carrying out the strike", "rebels are believed to be behind the attack". In: the
//! tokens of a report. Out: who, in what manner, for which happening: the one named behind, or
//! else the one told last.

use rashomon_model::{Polarity, Responsible};

use crate::events::nearest::Nearest;
use crate::events::responsibility::{self, Party};
use crate::events::roles;
use crate::events::scene::Scene;

/// A party to whom a happening is laid.
pub(crate) struct Laid {
    pub(crate) party: Party,
    pub(crate) by: Responsible,
    pub(crate) polarity: Polarity,
    /// The triggers of the sentence, those behind the word first.
    pub(crate) triggers: Vec<usize>,
    /// The word that lays it.
    pub(crate) cue: usize,
}

/// Finds every word that lays or takes responsibility.
pub(crate) fn all(scene: &Scene<'_>, nearest: &Nearest) -> Vec<Laid> {
    let mut out = Vec::new();
    for token in 0..scene.len() {
        let found = match scene.lemma(token) {
            "responsibility" | "involvement" | "credit" | "role" | "authorship" => {
                taken(scene, token)
            }
            "blame" => blamed(scene, token),
            "accuse" | "suspect" => accused(scene, token),
            "responsible" | "behind" => responsible(scene, token),
            "carry" | "perpetrate" | "commit" | "conduct" | "stage" | "launch" | "mount" => {
                done(scene, nearest, token)
            }
            "attribute" => attributed(scene, token),
            "claim" | "admit" => claimed(scene, nearest, token),
            _ => Vec::new(),
        };
        for (head, by, polarity) in found {
            let tail = scene.subtree(token).end.min(token + 25);
            let behind = (token + 1..tail).filter_map(|t| nearest.at(t));
            let before = (scene.sentence_tokens(token).start..token).rev().take(60);
            let triggers: Vec<usize> = behind.chain(before.filter_map(|t| nearest.at(t))).collect();
            for one in scene.coordinated(head) {
                if let Some(party) =
                    responsibility::party(scene, one).filter(|_| nearest.at(one).is_none())
                {
                    let triggers = triggers.clone();
                    out.push(Laid { party, by, polarity, triggers, cue: token });
                }
            }
        }
    }
    out
}

type Found = Vec<(usize, Responsible, Polarity)>;

fn negated(scene: &Scene<'_>, token: usize) -> Polarity {
    let no = scene.kid(token, &["neg"]).is_some()
        || scene.kid(token, &["det"]).is_some_and(|d| scene.word(d) == "no");
    if no { Polarity::Denied } else { Polarity::Affirmed }
}

/// "claimed responsibility", "denied any involvement", "took credit".
fn taken(scene: &Scene<'_>, noun: usize) -> Found {
    let Some(verb) = scene.head(noun).filter(|v| scene.is_verb(*v)) else { return Vec::new() };
    let polarity = match scene.lemma(verb) {
        "claim" | "take" | "accept" | "admit" | "acknowledge" | "assume" => negated(scene, verb),
        "deny" | "reject" | "disclaim" | "disavow" => Polarity::Denied,
        _ => return Vec::new(),
    };
    let doer = match scene.dep(noun) {
        "dobj" => roles::subject(scene, verb),
        "nsubjpass" => roles::agent(scene, verb),
        _ => None,
    };
    // "no group has claimed responsibility" names nobody.
    let nobody = |d: &usize| {
        matches!(scene.word(*d), "one" | "nobody" | "none")
            || scene.kid(*d, &["det"]).is_some_and(|k| scene.word(k) == "no")
    };
    let doer = doer.filter(|d| !nobody(d));
    doer.map(|d| (d, Responsible::Claimed, polarity)).into_iter().collect()
}

/// "blamed rebels for the raid", "blamed the raid on rebels", "rebels were blamed".
fn blamed(scene: &Scene<'_>, word: usize) -> Found {
    let polarity = negated(scene, word);
    let head = if scene.is_verb(word) {
        let on = scene.prep_object(word, &["on", "upon"]);
        let passive = roles::is_passive(scene, word);
        let object = || {
            if passive { roles::subject(scene, word) } else { scene.kid(word, &["dobj"]) }
        };
        on.or_else(object)
    } else {
        scene.head(word).and_then(|v| scene.prep_object(v, &["on"]))
    };
    head.map(|h| (h, Responsible::Accused, polarity)).into_iter().collect()
}

/// "accused rebels of the raid", "rebels suspected of the raid".
fn accused(scene: &Scene<'_>, word: usize) -> Found {
    if !scene.is_verb(word)
        || scene.prep_object(word, &["of"]).is_none()
            && !scene.kids(word).any(|k| scene.word(k) == "of")
    {
        return Vec::new();
    }
    let head = if roles::is_passive(scene, word) {
        roles::subject(scene, word)
    } else {
        scene.kid(word, &["dobj"])
    };
    head.map(|h| (h, Responsible::Accused, negated(scene, word))).into_iter().collect()
}

/// "rebels were behind the attack", "held the army responsible", "said rebels were responsible".
fn responsible(scene: &Scene<'_>, word: usize) -> Found {
    let Some(verb) = scene.head(word) else { return Vec::new() };
    let polarity = negated(scene, verb);
    if scene.word(word) == "behind" && scene.kid(word, &["pobj"]).is_none() {
        return Vec::new();
    }
    let head = match scene.lemma(verb) {
        "be" => scene
            .kid(verb, &["nsubj"])
            .map(|s| roles::antecedent(scene, verb, s))
            .or_else(|| roles::subject(scene, verb)),
        "hold" if scene.word(word) == "responsible" => {
            if roles::is_passive(scene, verb) {
                roles::subject(scene, verb)
            } else {
                scene.kid(word, &["nsubj"]).or(scene.kid(verb, &["dobj"]))
            }
        }
        _ if scene.word(word) == "responsible" && scene.is_noun(verb) => Some(verb),
        _ => None,
    };
    head.map(|h| (h, Responsible::Accused, polarity)).into_iter().collect()
}

/// "the raid was carried out by rebels", "rebels carried out the raid".
fn done(scene: &Scene<'_>, nearest: &Nearest, verb: usize) -> Found {
    if !scene.is_verb(verb) || nearest.at(verb).is_some() {
        return Vec::new();
    }
    let object = scene
        .kid(verb, &["dobj", "nsubjpass"])
        .or_else(|| matches!(scene.dep(verb), "acl" | "relcl").then(|| scene.head(verb)).flatten());
    if object.and_then(|o| nearest.at(o)).is_none() {
        return Vec::new();
    }
    let passive = roles::is_passive(scene, verb);
    let doer = if passive { roles::agent(scene, verb) } else { roles::subject(scene, verb) };
    let doer = doer.filter(|d| Some(*d) != object);
    doer.map(|d| (d, Responsible::Stated, negated(scene, verb))).into_iter().collect()
}

/// "the downing was claimed by rebels", "rebels claimed the attack".
fn claimed(scene: &Scene<'_>, nearest: &Nearest, verb: usize) -> Found {
    if !scene.is_verb(verb) || nearest.at(verb).is_some() {
        return Vec::new();
    }
    let object = scene.kid(verb, &["dobj", "nsubjpass"]).and_then(|o| nearest.at(o));
    let passive = roles::is_passive(scene, verb);
    let doer = if passive { roles::agent(scene, verb) } else { roles::subject(scene, verb) };
    let doer = doer.filter(|_| object.is_some());
    doer.map(|d| (d, Responsible::Claimed, negated(scene, verb))).into_iter().collect()
}

/// "attributed the raid to rebels".
fn attributed(scene: &Scene<'_>, verb: usize) -> Found {
    let to = scene.prep_object(verb, &["to"]);
    to.map(|t| (t, Responsible::Accused, negated(scene, verb))).into_iter().collect()
}
