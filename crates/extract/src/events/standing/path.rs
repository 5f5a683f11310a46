//! The way from a happening up the tree to the voice or the root.
//!
//! In: a trigger. Out: the words above it, each with the tie to the word below: it governs it and
//! says something of it, it shares its standing, or only its being unreal passes ("would kill
//! thousands in an attack"). At most eight steps. Clauses of time and cause, relative clauses and
//! what hangs on other words break the way: they are told as they are.
//! Shown by the casebook pages `planned`, `light-verbs`.

use super::reported::Reported;
use super::table::{Effect, Governor};
use crate::events::scene::Scene;

/// A word above a happening and its tie to the word below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) node: usize,
    pub(super) link: Link,
}

/// How a word's standing passes to the one below it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Link {
    /// As it is.
    Shared,
    /// Changed by what the word says.
    Governed(Governor),
    /// Only that it is unreal.
    Unreal,
}

const OPEN: Governor =
    Governor { affirmed: Effect::Open, negated: Effect::Open, even_definite: false };
const HAPPENS: Governor =
    Governor { affirmed: Effect::Happens, negated: Effect::Fails, even_definite: false };

/// The way up from a happening.
pub(super) struct Way {
    pub(super) steps: Vec<Step>,
    /// The noun that lends it, where somebody denies what the noun says: "denied reports that".
    pub(super) dismissed: Option<usize>,
}

/// Climbs from a word; stops below the word that lends it to a voice. `noun`: the word is a noun
/// that tells of the happening itself; `presupposed`: it is taken as known.
pub(super) fn up(
    scene: &Scene<'_>,
    reported: &Reported,
    from: usize,
    noun: bool,
    presupposed: bool,
) -> Way {
    let mut way = Way { steps: Vec::new(), dismissed: None };
    let mut at = from;
    let mut known = presupposed;
    for _ in 0..8 {
        if !known && let Some(told) = reported.dismissed(scene, at) {
            if at != from {
                way.steps.pop();
                way.dismissed = Some(told);
            }
            break;
        }
        let Some(step) = climb(scene, at, noun && at == from) else { break };
        let passes = match step.link {
            Link::Governed(g) => g.even_definite || g.affirmed == Effect::Same,
            _ => false,
        };
        if known && !passes || reported.lends(scene, step.node, at) {
            break;
        }
        if matches!(step.link, Link::Governed(g) if g.even_definite) {
            known = false;
        }
        way.steps.push(step);
        at = step.node;
    }
    way
}

/// Looks at the word above; the tie is none where nothing passes.
fn climb(scene: &Scene<'_>, at: usize, happening: bool) -> Option<Step> {
    let head = scene.head(at)?;
    let step = |link: Link| Some(Step { node: head, link });
    let verbal = scene.is_verb(at) || !happening && !scene.is_noun(at);
    match scene.dep(at) {
        "conj" => coordinated(scene, at, head),
        "advcl" => adverbial(scene, at, head),
        "xcomp" | "ccomp" | "acl" | "csubj" | "oprd" | "relcl" if verbal => clause(scene, at, head),
        "acomp" => step(Link::Shared),
        "pobj" | "pcomp" => prepositional(scene, at, head),
        "dobj" | "nsubjpass" | "attr" | "oprd" | "dative" | "xcomp" | "ccomp" => {
            object(scene, at, head)
        }
        "nsubj" => subject(scene, at, head),
        "compound" | "amod" => {
            let governor = scene.lexicon.firmness.governor(scene.lemma(head), "of");
            step(Link::Governed(governor?))
        }
        _ => None,
    }
}

fn governor(scene: &Scene<'_>, head: usize, takes: &str) -> Option<Governor> {
    let firmness = &scene.lexicon.firmness;
    firmness
        .governor(scene.lemma(head), takes)
        .or_else(|| firmness.governor(scene.word(head), takes))
}

fn coordinated(scene: &Scene<'_>, at: usize, head: usize) -> Option<Step> {
    let own = scene.kid(at, &["aux", "auxpass", "nsubj", "nsubjpass"]).is_some();
    let infinitive = is_infinitive(scene, at) && is_infinitive(scene, head);
    // "do not attack and accused": a bare verb under "do" and a past form share nothing.
    let past = matches!(scene.tag(at), "VBD" | "VBZ" | "VBP") && scene.tag(head) == "VB";
    if own && !infinitive || past || scene.is_verb(at) != scene.is_verb(head) {
        return None;
    }
    Some(Step { node: head, link: Link::Shared })
}

pub(super) fn is_infinitive(scene: &Scene<'_>, verb: usize) -> bool {
    scene.kids(verb).any(|k| k < verb && scene.tag(k) == "TO")
}

fn is_perfect(scene: &Scene<'_>, verb: usize) -> bool {
    scene.kids(verb).any(|k| scene.dep(k) == "aux" && scene.lemma(k) == "have")
}

/// "used to kill", "crossed the line to attack", "attacked, killing five".
fn adverbial(scene: &Scene<'_>, at: usize, head: usize) -> Option<Step> {
    let link = if is_infinitive(scene, at) {
        Link::Governed(infinitive(scene, at, head))
    } else if scene.kid(at, &["mark", "advmod"]).is_some_and(|m| m < at) {
        return None;
    } else if scene.is_verb(head) {
        Link::Shared
    } else {
        return None;
    };
    Some(Step { node: head, link })
}

/// What a word says of an infinitive below it; open where it is in no table.
fn infinitive(scene: &Scene<'_>, at: usize, head: usize) -> Governor {
    let first = scene.kids(at).find(|k| scene.tag(*k) == "TO").unwrap_or(at);
    // "returned only to find", "had to flee".
    let only = first.checked_sub(1).is_some_and(|t| scene.word(t) == "only");
    let had = scene.lemma(head) == "have" && matches!(scene.tag(head), "VBD" | "VBG" | "VBN");
    if only || had {
        return HAPPENS;
    }
    let known = governor(scene, head, "inf").map(|g| by_somebody(scene, head, g));
    let perfect = is_perfect(scene, at);
    match known {
        // "was likely to have shelled" looks back.
        Some(g) if perfect && g.affirmed == Effect::Open => {
            Governor { affirmed: Effect::Likely, ..g }
        }
        Some(g) => g,
        None if perfect => HAPPENS,
        None if is_ordinal(scene, head) => HAPPENS,
        None => OPEN,
    }
}

/// Only who can mean it threatens: "rising waters threaten to kill" tells of a danger.
fn by_somebody(scene: &Scene<'_>, head: usize, governor: Governor) -> Governor {
    use rashomon_model::EntityKind::{Group, Outlet, Person, Place};
    if governor.affirmed != Effect::Threatened || !scene.is_verb(head) {
        return governor;
    }
    let somebody = |t: usize| {
        scene.is_kind(t, &[Group, Outlet, Person, Place])
            || scene.person(t).is_some()
            || scene.lexicon.cue("party", scene.lemma(t))
            || matches!(scene.word(t), "he" | "she" | "they" | "we" | "i" | "who")
    };
    let passive = crate::events::roles::is_passive(scene, head);
    let subject = if passive {
        crate::events::roles::agent(scene, head)
    } else {
        crate::events::roles::subject(scene, head)
    };
    if subject.is_some_and(somebody) { governor } else { OPEN }
}

/// "the first to attack".
fn is_ordinal(scene: &Scene<'_>, head: usize) -> bool {
    matches!(scene.word(head), "first" | "last" | "second")
        || scene.is_noun(head)
            && scene.kid(head, &["amod"]).is_some_and(|k| matches!(scene.word(k), "first" | "last"))
}

fn clause(scene: &Scene<'_>, at: usize, head: usize) -> Option<Step> {
    let link = if is_infinitive(scene, at) {
        Link::Governed(infinitive(scene, at, head))
    } else if scene.dep(at) == "relcl" {
        return None;
    } else if scene.dep(at) == "acl" && scene.tag(at) == "VBG" {
        // "information leading to an arrest".
        Link::Unreal
    } else if scene.dep(at) == "ccomp" && scene.kid(at, &["mark", "aux"]).is_some()
        || scene.dep(at) == "acl"
    {
        // "it is possible that": the clause hangs on the copula, beside its adjective.
        let beside = scene.kid(head, &["acomp", "attr"]).filter(|_| scene.lemma(head) == "be");
        let said = beside.and_then(|b| governor(scene, b, "that"));
        Link::Governed(said.or_else(|| governor(scene, head, "that"))?)
    } else {
        let ways = match scene.tag(at) {
            "VBG" => ["ing", "that"],
            "VB" => ["ing", "inf"],
            "VBN" => ["object", "that"],
            _ => ["that", "object"],
        };
        Link::Governed(ways.iter().find_map(|way| governor(scene, head, way))?)
    };
    Some(Step { node: head, link })
}

/// "without shelling", "threat of an attack", "protect from attacks", "start with an attack".
fn prepositional(scene: &Scene<'_>, at: usize, preposition: usize) -> Option<Step> {
    let word = scene.word(preposition);
    let way = if scene.tag(at) == "VBG" { "ing" } else { "object" };
    if let Some(governor) = scene.lexicon.firmness.governor(word, way) {
        return Some(Step { node: preposition, link: Link::Governed(governor) });
    }
    let head = scene.head(preposition)?;
    if let Some(governor) = governor(scene, head, word) {
        let governor = by_somebody(scene, head, governor);
        return Some(Step { node: head, link: Link::Governed(governor) });
    }
    let through = matches!(word, "in" | "by" | "through" | "with" | "via" | "during");
    let passes = through && scene.is_verb(head);
    passes.then_some(Step { node: head, link: Link::Unreal })
}

/// "prevented an attack", "carried out an attack", "would cause an attack".
fn object(scene: &Scene<'_>, at: usize, head: usize) -> Option<Step> {
    let said = governor(scene, head, "object").map(|g| by_somebody(scene, head, g));
    let link = match said {
        Some(governor) => Link::Governed(governor),
        None if scene.lemma(head) == "be" => Link::Shared,
        None => Link::Unreal,
    };
    let fits = scene.is_verb(head) && at != head;
    fits.then_some(Step { node: head, link })
}

/// "an attack took place", "an attack is likely", "an attack would kill thousands".
fn subject(scene: &Scene<'_>, at: usize, head: usize) -> Option<Step> {
    let adjective =
        scene.kid(head, &["acomp", "attr", "xcomp"]).filter(|_| scene.lemma(head) == "be");
    let said = adjective.and_then(|a| governor(scene, a, "subject"));
    let link = match said.or_else(|| governor(scene, head, "subject")) {
        Some(governor) => Link::Governed(governor),
        None => Link::Unreal,
    };
    let fits = scene.is_verb(head) && at < head;
    fits.then_some(Step { node: head, link })
}
