//! Verbs with a thing: "denied responsibility", "condemned the raid", "accused them of shelling the
//! town", "called it a retreat", "warned of famine", "called on both sides to leave".
//!
//! In: a verb of the lexicon. Out: its source and the words for the thing. Whoever speaks here must
//! be able to: a name, a pronoun, or a noun of the voice list; "the blast claimed ten lives" has no
//! such subject. Pronouns as the thing ("denied it") lend nothing that could be read.
//!
//! Shown by the casebook pages `aside-of-the-author`, `reported-killed`.

use rashomon_text::syntax::Pos;

use super::Attitude;
use super::clauses::{built, source};
use super::extents;
use super::found::Found;
use super::lexicon::{Entry, Frame, SpeechLexicon};
use super::nouns;
use super::tree::Tree;

/// Finds the thing a verb lends to its source.
pub(super) fn find(
    tree: &Tree<'_, '_>,
    verb: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    let speaks = source(tree, verb).is_none_or(|s| can_speak(tree, s, lexicon));
    let found = named(tree, verb, entry)
        .or_else(|| object_behind(tree, verb, entry))
        .or_else(|| asking(tree, verb, entry))
        .or_else(|| object(tree, verb, entry, lexicon))
        .or_else(|| behind(tree, verb, entry, lexicon))
        .or_else(|| done_by(tree, verb, entry, lexicon));
    found.filter(|_| speaks)
}

/// Tells whether a phrase names somebody or something that can be made to speak.
pub(super) fn can_speak(tree: &Tree<'_, '_>, head: usize, lexicon: &SpeechLexicon) -> bool {
    let lemma = tree.lemma(head);
    match tree.pos(head) {
        Pos::Propn => true,
        Pos::Pron => !tree.is_any(head, &["that", "this", "these", "those", "what", "there"]),
        _ => {
            matches!(tree.named(head), "PERSON" | "ORG" | "GPE" | "NORP")
                || lexicon.voices.contains(&*lemma)
                || lexicon.media.contains(&*lemma)
                || tree.is_any(head, &["many", "some", "others", "few", "most", "several", "both"])
                || (tree.tag(head) == "CD" && tree.dep(head).starts_with("nsubj"))
        }
    }
}

/// "called the raid a crime", "declared the town free".
fn named(tree: &Tree<'_, '_>, verb: usize, entry: &Entry) -> Option<Found> {
    let lending = entry.lends(&Frame::Named)?;
    let name = tree.child(verb, "oprd").filter(|n| *n > verb)?;
    if tree.is_passive(verb) {
        let thing = tree.child(verb, "nsubjpass")?;
        tree.agent(verb)?;
        let parts = vec![tree.named_phrase(thing, verb), tree.phrase(name)];
        return built(tree, lending, verb, source(tree, verb), parts);
    }
    let thing = tree.children(verb).find(|c| matches!(tree.dep(*c), "dobj" | "nsubj") && *c > verb);
    let start = thing.map_or(tree.subtree(name).start, |t| tree.subtree(t).start);
    let run = start.min(tree.subtree(name).start)..tree.subtree(name).end;
    built(tree, lending, verb, source(tree, verb), vec![tree.trim(run)])
}

/// "accused them of shelling", "blamed rebels for it", "described it as a retreat".
fn object_behind(tree: &Tree<'_, '_>, verb: usize, entry: &Entry) -> Option<Found> {
    let passive = tree.is_passive(verb);
    let thing = match passive {
        true => tree.child(verb, "nsubjpass"),
        false => tree.child(verb, "dobj"),
    };
    // "accused by residents of burning it": the parser hangs "of" on the residents.
    let agent = tree.agent(verb).filter(|_| passive);
    let hosts = [Some(verb), thing.filter(|_| !passive), agent];
    for behind in hosts.into_iter().flatten().flat_map(|host| tree.children(host)) {
        if !matches!(tree.dep(behind), "prep" | "dative") || behind < verb {
            continue;
        }
        let word = tree.annotated.word(behind).to_lowercase();
        let frame = if word == "as" {
            entry.lends(&Frame::ObjectAs)
        } else {
            entry.lends_object_behind(&word)
        };
        let tail = tree.phrase(behind);
        let counts = || tree.annotated.numbers.iter().any(|n| tail.contains(&n.head));
        let figure = || entry.lends_figure(&word).filter(|_| counts());
        let Some(lending) = frame.or_else(figure) else { continue };
        let held = matches!(lending.attitude, Attitude::Holds | Attitude::Says);
        if passive && held && tree.agent(verb).is_none() {
            return None;
        }
        if passive {
            let head = if tree.dep(verb) == "acl" { Some(tree.head(verb)) } else { thing };
            let name = head.map(|h| tree.named_phrase(h, verb));
            let parts = name.into_iter().chain([tail]).collect();
            let found = built(tree, lending, verb, source(tree, verb), parts)?;
            return Some(cut_source(tree, found, behind));
        }
        let thing = thing?;
        let run = tree.subtree(thing).start..tail.end.max(tree.subtree(thing).end);
        return built(tree, lending, verb, source(tree, verb), vec![tree.trim(run)]);
    }
    None
}

/// Ends the source where the content begins.
fn cut_source(tree: &Tree<'_, '_>, mut found: Found, content: usize) -> Found {
    if let Some(source) = found.source.as_mut().filter(|s| s.contains(&content)) {
        *source = tree.trim(source.start..content);
    }
    found
}

/// "called on both sides to leave", "called for the troops to leave".
fn asking(tree: &Tree<'_, '_>, verb: usize, entry: &Entry) -> Option<Found> {
    for child in tree.children(verb).filter(|c| *c > verb) {
        let run = match tree.dep(child) {
            "prep" | "dative" => {
                let end = tree.children(verb).find(|c| {
                    *c > child && matches!(tree.dep(*c), "xcomp" | "advcl") && has_to(tree, *c)
                });
                let object = tree.child(child, "pobj");
                object.zip(end).map(|(o, e)| (child, tree.subtree(o).start..tree.subtree(e).end))
            }
            "advcl" | "xcomp" | "ccomp" => {
                let mark = tree.child(child, "mark").filter(|_| has_to(tree, child));
                mark.map(|mark| (mark, mark + 1..tree.subtree(child).end))
            }
            _ => None,
        };
        let Some((preposition, run)) = run else { continue };
        let word = tree.annotated.word(preposition).to_lowercase();
        let Some(lending) = entry.lends_asking(&word) else { continue };
        let found = built(tree, lending, verb, source(tree, verb), vec![tree.trim(run)]);
        return found.map(|found| with_preposition(tree, found, preposition));
    }
    None
}

fn has_to(tree: &Tree<'_, '_>, verb: usize) -> bool {
    tree.children(verb).any(|c| tree.dep(c) == "aux" && tree.tag(c) == "TO")
}

/// "denied responsibility", "condemned the raid".
fn object(
    tree: &Tree<'_, '_>,
    verb: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    let lending = entry.lends(&Frame::Object)?;
    let thing = tree.child(verb, "dobj").filter(|t| *t > verb && !tree.is_passive(verb))?;
    let judges = matches!(
        lending.attitude,
        Attitude::Condemns
            | Attitude::Praises
            | Attitude::Supports
            | Attitude::Opposes
            | Attitude::Accuses
            | Attitude::Denies
    );
    if tree.pos(thing) == Pos::Pron && !judges {
        return None;
    }
    // "repeated his call for a truce": the noun has the content, the verb only brings it.
    let noun = lexicon.nouns.get(&*tree.lemma(thing)).filter(|_| !judges);
    if noun.is_some_and(|noun| nouns::find(tree, thing, noun, lexicon).is_some()) {
        return None;
    }
    let run = extents::with_phrases(tree, verb, tree.subtree(thing), lexicon);
    let run = extents::without_aside(tree, run);
    built(tree, lending, verb, source(tree, verb), vec![run]).map(Found::naming)
}

/// "warned of famine", "spoke about leaving".
fn behind(
    tree: &Tree<'_, '_>,
    verb: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    if tree.is_passive(verb) || tree.child(verb, "dobj").is_some() {
        return None;
    }
    for preposition in tree.children(verb).filter(|c| tree.dep(*c) == "prep" && *c > verb) {
        let word = tree.annotated.word(preposition).to_lowercase();
        let Some(lending) = entry.lends_behind(&word) else { continue };
        let opens = |c: &usize| matches!(tree.dep(*c), "pobj" | "pcomp");
        let Some(thing) = tree.children(preposition).find(opens) else { continue };
        let run = preposition + 1..tree.subtree(preposition).end;
        let run = extents::with_phrases(tree, verb, run, lexicon);
        let run = extents::without_aside(tree, run);
        if run.is_empty() || tree.pos(thing) == Pos::Pron {
            continue;
        }
        let found = built(tree, lending, verb, source(tree, verb), vec![run])?;
        let found = with_preposition(tree, found, preposition);
        return Some(if tree.dep(thing) == "pobj" { found.naming() } else { found });
    }
    None
}

/// Takes a preposition that follows the verb at once into the cue: "called for".
fn with_preposition(tree: &Tree<'_, '_>, mut found: Found, preposition: usize) -> Found {
    if let Some(cue) = &mut found.cue
        && cue.end == preposition
        && tree.dep(preposition) != "dative"
    {
        cue.end = preposition + 1;
    }
    found
}

/// "The loss was confirmed by the ministry", "claims made by the ministry", "three dead were reported".
fn done_by(
    tree: &Tree<'_, '_>,
    verb: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    if !tree.is_passive(verb) {
        return None;
    }
    let lending = entry.lends(&Frame::Object)?;
    let agent = tree.agent(verb);
    let told = lexicon.rumoured.contains(&*tree.lemma(verb));
    if agent.is_none() && !told {
        return None;
    }
    let thing = match tree.dep(verb) {
        "acl" => Some(tree.head(verb)).filter(|_| agent.is_some()),
        _ => tree.child(verb, "nsubjpass"),
    }?;
    if tree.pos(thing) == Pos::Pron && agent.is_none() {
        return None;
    }
    let mut parts = vec![tree.named_phrase(thing, verb)];
    // "Eight people were reported killed".
    let result = |c: &usize| match tree.dep(*c) {
        "oprd" | "acomp" => true,
        "xcomp" => tree.tag(*c) == "VBN" && tree.child(*c, "aux").is_none(),
        _ => false,
    };
    let state = tree.children(verb).find(|c| *c > verb && result(c));
    if let Some(state) = state.filter(|_| told) {
        parts.push(tree.phrase(state));
        return built(tree, lending, verb, agent, parts);
    }
    built(tree, lending, verb, agent, parts).map(Found::naming)
}
