//! Nouns and adjectives that lend: "the claim by rebels that the town fell", "reports of shelling",
//! "the army's warning that …", "issued a statement saying …", "is convinced that …".
//!
//! In: a noun or adjective of the lexicon. Out: its content, and the source where the text names
//! one: possessor, "by" or "from" phrase, or the subject of the verb that the noun is object of.
//!
//! Shown by the casebook pages `dismissed-as-absurd`, `voices-without-a-name`, `in-a-statement`.

use std::ops::Range;

use rashomon_text::syntax::Pos;

use super::Attitude;
use super::clauses;
use super::found::Found;
use super::lexicon::{Entry, Frame, Lending, SpeechLexicon};
use super::objects::can_speak;
use super::tree::Tree;

/// Finds what a noun lends.
pub(super) fn find(
    tree: &Tree<'_, '_>,
    noun: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    let (lending, content, opener) = content(tree, noun, entry)?;
    let (source, verb) = source(tree, noun, lexicon);
    // "in order to leave", "comments about taxes": without anybody named, few nouns tell anything.
    let tells = opener == noun || lexicon.unnamed.contains(&*tree.lemma(noun));
    if source.is_none() && (lending.attitude == Attitude::Wants || !tells) {
        return None;
    }
    let mut start = noun;
    while start > 0 && tree.head(start - 1) == noun && matches!(tree.dep(start - 1), "amod" | "det")
    {
        start -= 1;
    }
    if let Some(verb) = verb.filter(|v| *v < noun) {
        start = start.min(tree.verb_group(verb).start);
    }
    let end = if opener == noun + 1 { opener + 1 } else { noun + 1 };
    let mut found =
        Found::new(tree, lending, noun, start..end.max(noun + 1), source, vec![content]);
    if let Some(source) = source {
        found.source = Some(possessor(tree, source, noun));
    }
    Some(found)
}

/// Returns the content, what it lends, and the token before it that belongs to the cue.
fn content<'e>(
    tree: &Tree<'_, '_>,
    noun: usize,
    entry: &'e Entry,
) -> Option<(&'e Lending, Range<usize>, usize)> {
    for child in tree.children(noun).filter(|c| *c > noun) {
        let run = tree.phrase(child);
        match tree.dep(child) {
            "acl" | "relcl" | "ccomp" if opens_with_that(tree, child) => {
                if let Some(lending) = entry.lends(&Frame::That) {
                    return Some((lending, run, noun));
                }
            }
            "acl" | "xcomp" if tree.children(child).any(|c| tree.tag(c) == "TO") => {
                if let Some(lending) = entry.lends(&Frame::Infinitive) {
                    return Some((lending, run, noun));
                }
            }
            "prep" => {
                let word = tree.annotated.word(child).to_lowercase();
                let inner = tree.trim(child + 1..tree.subtree(child).end);
                match entry.lends_behind(&word).filter(|_| !inner.is_empty()) {
                    Some(lending) => return Some((lending, inner, child)),
                    None => continue,
                }
            }
            _ => {}
        }
    }
    None
}

/// Tells a content clause from a relative one: it has a subject beside "that".
fn opens_with_that(tree: &Tree<'_, '_>, clause: usize) -> bool {
    let first = tree.subtree(clause).start;
    let own = |c: usize| c != first && tree.dep(c).starts_with("nsubj");
    tree.is(first, "that")
        && matches!(tree.dep(first), "mark" | "nsubj")
        && tree.children(clause).any(own)
}

/// Returns the source of a noun, and the verb that takes the noun as its object.
fn source(
    tree: &Tree<'_, '_>,
    noun: usize,
    lexicon: &SpeechLexicon,
) -> (Option<usize>, Option<usize>) {
    let possessor = tree.child(noun, "poss");
    let named = possessor.or_else(|| {
        let behind = tree.children(noun).filter(|c| *c > noun);
        let mut by = behind.filter(|c| tree.is_any(*c, &["by", "from", "among"]));
        by.find_map(|b| tree.child(b, "pobj"))
    });
    if named.is_some() {
        return (named.filter(|n| can_speak(tree, *n, lexicon)), None);
    }
    let up = tree.head(noun);
    // "dismissed as absurd claims that …": what is dismissed stands behind what it is called.
    let called = tree.dep(noun) == "pobj"
        && tree.is(up, "as")
        && tree.child(tree.head(up), "dobj").is_none();
    let verb = if called { tree.head(up) } else { up };
    let object = called || tree.dep(noun) == "dobj";
    if object && tree.pos(verb) == Pos::Verb && !tree.is_passive(verb) {
        let doer = tree.doer(verb).filter(|d| can_speak(tree, *d, lexicon));
        return (doer, doer.map(|_| verb));
    }
    (None, None)
}

/// Returns the words for the source, without the mark of the genitive.
fn possessor(tree: &Tree<'_, '_>, source: usize, noun: usize) -> Range<usize> {
    let mut run = tree.named_phrase(source, noun);
    let marked = run.end > run.start + 1 && tree.tag(run.end - 1) == "POS";
    if marked && tree.dep(source) == "poss" {
        run.end -= 1;
    }
    run
}

/// Finds what an adjective lends to the subject of its verb.
pub(super) fn adjective(tree: &Tree<'_, '_>, adjective: usize, entry: &Entry) -> Option<Found> {
    let verb = tree.head(adjective);
    let made = tree.is(adjective, "clear") && tree.lemma(verb) == "make";
    let linked = (matches!(tree.dep(adjective), "acomp" | "oprd") && tree.is_verbal(verb)) || made;
    let passive = tree.tag(adjective) == "VBN" && tree.child(adjective, "auxpass").is_some();
    let subject = if linked {
        tree.doer(verb)
    } else if passive {
        tree.child(adjective, "nsubjpass")
    } else {
        None
    }?;
    if tree.is_any(subject, &["it", "that", "this", "there"]) {
        return None;
    }
    let own = adjective_content(tree, adjective, entry);
    let made = made.then(|| adjective_content(tree, verb, entry)).flatten();
    let (lending, run, opener) = own.or(made)?;
    let run = tree.trim(run.start.max(adjective + 1)..run.end);
    let start = if linked { tree.verb_group(verb).start } else { tree.verb_group(adjective).start };
    let cue =
        start.min(adjective)..if opener == adjective + 1 { opener + 1 } else { adjective + 1 };
    let mut found = Found::new(tree, lending, adjective, cue, Some(subject), vec![run]);
    if linked && tree.children(verb).any(|c| tree.dep(c) == "neg") {
        found.certainty = rashomon_model::Certainty::Unstated;
    }
    Some(found)
}

fn adjective_content<'e>(
    tree: &Tree<'_, '_>,
    adjective: usize,
    entry: &'e Entry,
) -> Option<(&'e Lending, Range<usize>, usize)> {
    for child in tree.children(adjective).filter(|c| *c > adjective) {
        let run = tree.phrase(child);
        let that = tree.is(tree.subtree(child).start, "that");
        let lending = match tree.dep(child) {
            "ccomp" | "advcl" if tree.dep(child) == "ccomp" || that => {
                let first = tree.subtree(child).start;
                let asks =
                    tree.tag(first).starts_with('W') || tree.is_any(first, &["if", "whether"]);
                entry.lends(if asks { &Frame::Question } else { &Frame::That })
            }
            "xcomp" => entry.lends(&Frame::Infinitive),
            "prep" | "agent" => {
                let word = tree.annotated.word(child).to_lowercase();
                let inner = tree.trim(child + 1..tree.subtree(child).end);
                match entry.lends_behind(&word).filter(|_| !inner.is_empty()) {
                    Some(lending) => return Some((lending, inner, child)),
                    None => None,
                }
            }
            _ => None,
        };
        if let Some(lending) = lending {
            return Some((lending, run, adjective));
        }
    }
    None
}

/// "issued a statement saying that …": the verb "saying" hangs on a medium that somebody published.
pub(super) fn publisher(
    tree: &Tree<'_, '_>,
    found: &mut Found,
    lexicon: &SpeechLexicon,
) -> Option<()> {
    let medium = found.source_head.filter(|m| lexicon.media.contains(&*tree.lemma(*m)))?;
    let verb = tree.head(medium);
    if tree.dep(medium) != "dobj" || !lexicon.publish.contains(&*tree.lemma(verb)) {
        return None;
    }
    let doer = clauses::source(tree, verb)?;
    let cue = found.cue.clone()?;
    found.source = Some(tree.named_phrase(doer, verb));
    found.source_head = Some(doer);
    found.cue = Some(tree.verb_group(verb).start.min(cue.start)..cue.end);
    Some(())
}
