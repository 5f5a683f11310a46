//! Responsibility laid or taken in words of its own: blamed, accused, claimed, denied.
//!
//! "The Front claimed responsibility for the blast", "officials blamed the raid on rebels", "the
//! army denied carrying out the strike", "rebels are believed to be behind the attack". In: the
//! tokens of a report. Out: who, in what manner, for which happening: the one named behind, or
//! else the one told last. Where the words name the deed ("carried out the raid") no other will do.
//!
//! Shown by the casebook pages `accused`, `claimed`, `denied`, `claimed-by-a-group`,
//! `involved-in-the-killing`, `conducting-an-inquiry`, `accused-of-something-else`,
//! `accused-without-a-charge`.

mod nouns;

use rashomon_model::{Certainty, EntityKind, Polarity, Responsible};

use rashomon_text::syntax::Pos;

use crate::events::nearest::Nearest;
use crate::events::responsibility::{self, Party};
use crate::events::roles;
use crate::events::scene::Scene;

/// A party to whom a happening is laid.
pub(crate) struct Laid {
    pub(crate) party: Party,
    pub(crate) by: Responsible,
    pub(crate) polarity: Polarity,
    /// The triggers of the sentence, those behind the word first; only the deed itself where the
    /// words name it ("carried out the raid").
    pub(crate) triggers: Vec<usize>,
    /// "was believed to have been carried out by": how firmly it is laid.
    pub(crate) certainty: Certainty,
    /// The deed is named: no other may stand in for it.
    pub(crate) named: bool,
    /// The word that lays it.
    pub(crate) cue: usize,
}

/// Finds every word that lays or takes responsibility.
pub(crate) fn all(scene: &Scene<'_>, nearest: &Nearest) -> Vec<Laid> {
    let mut out = Vec::new();
    for token in 0..scene.len() {
        let found = match scene.lemma(token) {
            "responsibility" | "involvement" | "credit" | "role" | "authorship" => {
                let taken = taken(scene, token);
                if taken.is_empty() { nouns::owned(scene, nearest, token) } else { taken }
            }
            "mastermind" if scene.is_verb(token) => done(scene, nearest, token),
            "author" | "perpetrator" | "mastermind" | "culprit" | "killer" => {
                nouns::authors(scene, nearest, token)
            }
            "arrest" | "detain" | "convict" | "sentence" | "jail" | "indict" | "imprison" => {
                nouns::held(scene, nearest, token)
            }
            "blame" => blamed(scene, token),
            "accuse" | "suspect" | "charge" => accused(scene, nearest, token),
            "involve" | "implicate" => involved(scene, nearest, token),
            "responsible" | "behind" => responsible(scene, token),
            "carry" | "perpetrate" | "commit" | "conduct" | "stage" | "launch" | "mount"
            | "order" | "orchestrate" | "instigate" => done(scene, nearest, token),
            "attribute" => attributed(scene, token),
            "claim" | "admit" | "deny" => claimed(scene, nearest, token),
            _ => Vec::new(),
        };
        for (head, by, polarity, deed) in found {
            if nearest.at(head).is_some_and(|t| Some(t) != deed) {
                continue;
            }
            let triggers = match deed {
                Some(deed) => vec![deed],
                None => around(scene, nearest, token),
            };
            let head = spoken_for(scene, head);
            for one in scene.coordinated(head).into_iter().filter(|t| nearest.at(*t).is_none()) {
                for party in responsibility::parties(scene, one) {
                    let (triggers, named) = (triggers.clone(), deed.is_some());
                    let by = if is_own(scene, token, &party) { Responsible::Claimed } else { by };
                    let certainty = firmness(scene, token);
                    out.push(Laid { party, by, polarity, triggers, certainty, named, cue: token });
                }
            }
        }
    }
    out
}

/// "are believed to have carried out", "was reportedly carried out".
fn firmness(scene: &Scene<'_>, verb: usize) -> Certainty {
    let above = scene.head(verb).filter(|_| matches!(scene.dep(verb), "xcomp" | "oprd" | "ccomp"));
    let above = above.filter(|a| roles::is_passive(scene, *a));
    let belief = above.map_or("", |a| scene.lemma(a));
    let adverb = scene.kids(verb).find(|k| scene.dep(*k) == "advmod").map_or("", |k| scene.word(k));
    match (belief, adverb) {
        ("suspect" | "allege" | "rumour" | "rumor", _) => Certainty::Possible,
        (_, "reportedly" | "allegedly" | "possibly" | "perhaps" | "supposedly") => {
            Certainty::Possible
        }
        ("believe" | "think" | "presume" | "assume", _) => Certainty::Probable,
        (_, "probably" | "apparently" | "presumably" | "likely") => Certainty::Probable,
        _ => Certainty::Certain,
    }
}

/// "A spokesman for the Front claimed", "a caller from the Front": the Front did it, not the caller.
fn spoken_for(scene: &Scene<'_>, head: usize) -> usize {
    let voice = matches!(
        scene.lemma(head),
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "source"
            | "caller"
            | "statement"
            | "communique"
            | "communiqué"
            | "message"
            | "letter"
            | "leaflet"
            | "call"
            | "video"
            | "channel"
            | "representative"
    );
    let whose = || scene.prep_object(head, &["of", "for", "from", "by"]);
    if voice { whose().unwrap_or(head) } else { head }
}

/// "The Front said it was responsible": who speaks of himself claims it.
fn is_own(scene: &Scene<'_>, token: usize, party: &Party) -> bool {
    let content =
        scene.speech.innermost(token).and_then(|id| scene.speech.contents.get(id.index()));
    content.and_then(|c| c.entity).is_some_and(|speaker| party.entity == Some(speaker))
}

/// The triggers of the sentence: those governed by the word first, then those told before it.
fn around(scene: &Scene<'_>, nearest: &Nearest, token: usize) -> Vec<usize> {
    let tail = scene.subtree(token).end.min(token + 25);
    let behind = (token + 1..tail).filter_map(|t| nearest.at(t));
    let before = (scene.sentence_tokens(token).start..token).rev().take(60);
    behind.chain(before.filter_map(|t| nearest.at(t))).collect()
}

/// Head of the party, manner, polarity, and the trigger of the deed where the words name it.
type Found = Vec<(usize, Responsible, Polarity, Option<usize>)>;

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
    doer.map(|d| (d, Responsible::Claimed, polarity, None)).into_iter().collect()
}

/// "blamed rebels for the raid", "blamed the raid on rebels", "rebels were blamed".
fn blamed(scene: &Scene<'_>, word: usize) -> Found {
    let polarity = negated(scene, word);
    let head = if scene.is_verb(word) {
        // The parse may hang "on the rebels" on the deed.
        let deed = scene.kid(word, &["dobj"]);
        let on = scene.prep_object(word, &["on", "upon"]);
        let on = on.or_else(|| deed.and_then(|d| scene.prep_object(d, &["on", "upon"])));
        let passive = roles::is_passive(scene, word);
        let object = || {
            if passive { roles::subject(scene, word) } else { scene.kid(word, &["dobj"]) }
        };
        on.or_else(object)
    } else {
        scene.head(word).and_then(|v| scene.prep_object(v, &["on"]))
    };
    head.map(|h| (h, Responsible::Accused, polarity, None)).into_iter().collect()
}

/// "accused rebels of the raid", "rebels suspected of the raid", "charged with the killing".
///
/// "accused rebels of breaking the truce": the charge is another, and no raid told before is meant.
fn accused(scene: &Scene<'_>, nearest: &Nearest, word: usize) -> Found {
    let with = if scene.lemma(word) == "charge" { "with" } else { "of" };
    if !scene.is_verb(word) {
        return Vec::new();
    }
    let Some(charge) = scene.kids(word).rfind(|k| scene.word(*k) == with) else {
        // "It accused the Front.": of what was told before.
        let bare = scene.kid(word, &["dobj"]).filter(|_| scene.lemma(word) == "accuse");
        let body = bare.filter(|o| scene.is_kind(*o, &[EntityKind::Group]));
        let open = |k: usize| matches!(scene.dep(k), "prep" | "xcomp" | "ccomp" | "advcl" | "conj");
        let whole = body.filter(|_| !scene.kids(word).any(open));
        let found = whole.map(|o| (o, Responsible::Accused, negated(scene, word), None));
        return found.into_iter().collect();
    };
    let meant = |t: usize| {
        nearest.at(t).is_some()
            || scene.cue("deed", t)
            || matches!(
                scene.lemma(t),
                "it" | "this"
                    | "behind"
                    | "responsible"
                    | "responsibility"
                    | "role"
                    | "involvement"
            )
    };
    if !scene.subtree(charge).any(meant) {
        return Vec::new();
    }
    let head = if roles::is_passive(scene, word) {
        roles::subject(scene, word)
    } else {
        scene.kid(word, &["dobj"])
    };
    head.map(|h| (h, Responsible::Accused, negated(scene, word), None)).into_iter().collect()
}

/// "rebels were behind the attack", "held the army responsible", "said rebels were responsible".
fn responsible(scene: &Scene<'_>, word: usize) -> Found {
    let Some(verb) = scene.head(word) else { return Vec::new() };
    let polarity = negated(scene, verb);
    if scene.word(word) == "behind" && scene.kid(word, &["pobj"]).is_none() {
        return Vec::new();
    }
    // "those responsible for the raid are members of the Front".
    let told = || {
        let be = scene.head(verb).filter(|b| scene.lemma(*b) == "be")?;
        let subject = scene.dep(verb) == "nsubj";
        scene.kid(be, &["attr"]).filter(|_| subject)
    };
    if let Some(told) = told() {
        return vec![(told, Responsible::Accused, polarity, None)];
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
    head.map(|h| (h, Responsible::Accused, polarity, None)).into_iter().collect()
}

/// "the raid was carried out by rebels", "rebels carried out the raid".
fn done(scene: &Scene<'_>, nearest: &Nearest, verb: usize) -> Found {
    let Some((_, deed, doer)) = deed_and_doer(scene, nearest, verb) else { return Vec::new() };
    doer.map(|d| (d, Responsible::Stated, negated(scene, verb), deed)).into_iter().collect()
}

/// The words for the deed of a verb, its trigger, and who is told to have done it.
fn deed_and_doer(
    scene: &Scene<'_>,
    nearest: &Nearest,
    verb: usize,
) -> Option<(usize, Option<usize>, Option<usize>)> {
    if !scene.is_verb(verb) || nearest.at(verb).is_some() {
        return None;
    }
    let (object, deed) = deed(scene, nearest, verb)?;
    let passive = roles::is_passive(scene, verb);
    let doer = if passive { roles::agent(scene, verb) } else { roles::subject(scene, verb) };
    Some((object, deed, doer.filter(|d| *d != object)))
}

/// The deed a verb takes as its object, passive subject, or the noun it hangs on.
///
/// "the crime" and "this act" are the deed told before: they name no trigger of their own.
fn deed(scene: &Scene<'_>, nearest: &Nearest, verb: usize) -> Option<(usize, Option<usize>)> {
    let noun = || matches!(scene.dep(verb), "acl" | "relcl").then(|| scene.head(verb)).flatten();
    let object = scene.kid(verb, &["dobj", "nsubjpass"]).filter(|o| scene.tag(*o) != "WDT");
    // "strikes believed to have been carried out by rebels": the subject of the passive.
    let raised = || roles::subject(scene, verb).filter(|_| roles::is_passive(scene, verb));
    let object = object.or_else(noun).or_else(raised)?;
    match nearest.at(object) {
        None if !is_taken_up(scene, object) => None,
        deed => Some((object, deed)),
    }
}

/// "the crime", "this act": nouns that take up what was told.
fn is_taken_up(scene: &Scene<'_>, noun: usize) -> bool {
    let definite = |d: usize| !matches!(scene.word(d), "a" | "an" | "no" | "any");
    scene.cue("deed", noun) && scene.kid(noun, &["det"]).is_some_and(definite)
}

/// "the downing was claimed by rebels", "an attack claimed by rebels", "rebels claimed the attack",
/// "the army denied the attack".
fn claimed(scene: &Scene<'_>, nearest: &Nearest, verb: usize) -> Found {
    let Some((object, deed, doer)) = deed_and_doer(scene, nearest, verb) else {
        return Vec::new();
    };
    // "denied government bombings", "denied an attack by rebels": the deed of somebody else.
    let others = scene.kids(object).any(|k| {
        matches!(scene.dep(k), "poss" | "compound" | "nmod" | "amod")
            && scene.pos(k) != Pos::Det
            && !says_how_or_when(scene, object, k)
            || scene.word(k) == "by"
    });
    if others && scene.lemma(verb) == "deny" {
        return Vec::new();
    }
    let polarity = match scene.lemma(verb) {
        "deny" => Polarity::Denied,
        _ => negated(scene, verb),
    };
    doer.map(|d| (d, Responsible::Claimed, polarity, deed)).into_iter().collect()
}

/// "Monday's attack", "the air strike", "a rocket attack": words before a deed that name nobody.
fn says_how_or_when(scene: &Scene<'_>, deed: usize, word: usize) -> bool {
    let own = |t: usize| scene.lexicon.triggers(scene.lemma(t)).iter();
    let pair = [scene.word(word), scene.lemma(deed)];
    scene.time(word).is_some()
        || !scene.lexicon.weapons(scene.lemma(word)).is_empty()
        || own(deed).chain(own(word)).any(|entry| entry.words == pair)
}

/// "officers were involved in the killing", "the men implicated in the raid".
fn involved(scene: &Scene<'_>, nearest: &Nearest, word: usize) -> Found {
    let inside = scene.kids(word).find(|k| scene.word(*k) == "in");
    let object = inside.and_then(|p| scene.kid(p, &["pobj", "pcomp"]));
    let Some(object) = object else { return Vec::new() };
    let deed = nearest.at(object);
    if deed.is_none() && !is_taken_up(scene, object) {
        return Vec::new();
    }
    let be = scene.head(word).filter(|v| scene.lemma(*v) == "be" && scene.dep(word) == "acomp");
    let head = match be {
        Some(be) => roles::subject(scene, be),
        None if roles::is_passive(scene, word) => roles::subject(scene, word),
        None if matches!(scene.dep(word), "acl" | "relcl") => scene.head(word),
        None => None,
    };
    let polarity = negated(scene, be.unwrap_or(word));
    head.map(|h| (h, Responsible::Accused, polarity, deed)).into_iter().collect()
}

/// "attributed the raid to rebels".
fn attributed(scene: &Scene<'_>, verb: usize) -> Found {
    let to = scene.prep_object(verb, &["to"]);
    to.map(|t| (t, Responsible::Accused, negated(scene, verb), None)).into_iter().collect()
}
