//! Verbs with a clause: "The army said that the town had fallen", "Residents want the troops to
//! leave", "It was claimed that …", and clauses that go round the verb ("The town, he said, fell").
//!
//! In: a verb of the lexicon. Out: its source and the clause. The clause is the verb's `ccomp` or
//! `xcomp`; with `parataxis` or "as X reported" it is the clause the verb hangs on.
//!
//! Shown by the casebook pages `chain`, `he-added`, `vowed-and-praised`, `in-a-statement`.

use std::ops::Range;

use super::Attitude;
use super::extents;
use super::found::Found;
use super::lexicon::{Entry, Frame, Lending, SpeechLexicon};
use super::phrases::is_citing;
use super::tree::Tree;

/// Longest rest of a sentence, in tokens, that is taken in after "and".
const SHORT_REST: usize = 12;

/// Finds the clause a verb lends to its source.
pub(super) fn find(
    tree: &Tree<'_, '_>,
    verb: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    complement(tree, verb, entry, lexicon)
        .or_else(|| infinitive(tree, verb, entry, lexicon))
        .or_else(|| aside(tree, verb, entry))
}

/// "said that …", "asked whether …", "expects them to …"; of several clauses on one side, all.
fn complement(
    tree: &Tree<'_, '_>,
    verb: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    let fits = |c: usize| Some((c, frame_of(tree, verb, c, entry)?));
    let clauses = || tree.children(verb).filter(|c| tree.dep(*c) == "ccomp").filter_map(fits);
    let behind = clauses().find(|(c, _)| *c > verb);
    let (first, lending) =
        behind.or_else(|| clauses().next()).or_else(|| misplaced(tree, verb).and_then(fits))?;
    // "Shells hit the port said the mayor adding that …": the mayor speaks, the shells do not.
    let next = tree.child(first, "nsubj").filter(|s| tree.subtree(*s).start == verb + 1);
    let adding = tree.tag(first) == "VBG" && tree.child(first, "aux").is_none();
    let tells = lexicon.verbs.get(&*tree.lemma(first)).and_then(|e| e.lends(&Frame::Quote));
    if next.is_some() && adding && tells.is_some_and(|l| l.attitude == Attitude::Says) {
        return None;
    }
    let side = |c: &usize| (*c > verb) == (first > verb);
    let end = clauses().map(|(c, _)| c).filter(side).map(|c| tree.subtree(c).end).max();
    let run = tree.subtree(first).start..end.unwrap_or(0).max(tree.subtree(first).end);
    let mut run = rounded(tree, verb, run);
    if first > verb {
        run = extents::whole_clause(tree, verb, run, entry.takes_object());
    }
    if let Some(end) = extents::next_voice(tree, verb, first, lexicon).filter(|_| first > verb) {
        run.end = run.end.min(end).max(run.start);
    }
    let source = outer_teller(tree, verb, lexicon).or_else(|| source(tree, verb));
    let parts = tree.without(tree.within_line(run, verb), holes(tree, verb, source));
    // "clashes continued": verbs that only introduce speech need some.
    let speech = entry.lends(&Frame::That).is_some()
        || first > verb
        || parts.iter().any(|p| tree.quote(p.start).is_some());
    built(tree, lending, verb, source, parts).filter(|_| speech)
}

/// Takes in what the parser cut off: the sentence after a colon, the rest after a hanging "and".
fn rounded(tree: &Tree<'_, '_>, verb: usize, mut run: Range<usize>) -> Range<usize> {
    let mut end = tree.annotated.sentence_at(run.end.saturating_sub(1)).end;
    let colon = run.start > verb && (verb..run.start + 1).any(|i| tree.annotated.word(i) == ":");
    let trimmed = tree.trim(run.clone());
    let hangs = trimmed.end > verb && tree.dep(trimmed.end.saturating_sub(1)) == "cc";
    let rest = trimmed.end..end;
    // A post quoted without marks runs to its first full stop, wherever the parser breaks it.
    for _ in 0..3 {
        let stops = end >= tree.len() || matches!(tree.annotated.word(end - 1), "." | "!" | "?");
        end = if colon && !stops { tree.annotated.sentence_at(end).end } else { end };
    }
    if colon || (hangs && rest.len() <= SHORT_REST) {
        run.end = run.end.max(end);
    }
    run
}

/// "told them at a rally that …": the parser hangs the clause on the noun before it.
fn misplaced(tree: &Tree<'_, '_>, verb: usize) -> Option<usize> {
    let near = tree
        .children(verb)
        .filter(|c| *c > verb && matches!(tree.dep(*c), "dobj" | "prep" | "dative"));
    let nouns = near.flat_map(|c| tree.child(c, "pobj").or(Some(c)));
    nouns.flat_map(|noun| tree.children(noun)).find(|c| {
        let first = tree.subtree(*c).start;
        matches!(tree.dep(*c), "acl" | "relcl" | "ccomp")
            && tree.is(first, "that")
            && tree.children(*c).any(|s| s != first && tree.dep(s).starts_with("nsubj"))
            && matches!(tree.dep(first), "mark" | "det" | "nsubj" | "advmod")
    })
}

/// Chooses the frame by the shape of the clause.
fn frame_of<'e>(
    tree: &Tree<'_, '_>,
    verb: usize,
    clause: usize,
    entry: &'e Entry,
) -> Option<&'e Lending> {
    if tree.children(clause).any(|c| tree.dep(c) == "aux" && tree.tag(c) == "TO") {
        let shared = entry.lends(&Frame::ObjectInfinitive);
        return shared.or_else(|| entry.lends(&Frame::Infinitive));
    }
    if clause < verb {
        return entry.lends(&Frame::Quote).or_else(|| entry.lends(&Frame::That));
    }
    let first = tree.subtree(clause).start;
    let asks = (matches!(tree.tag(first), "WP" | "WRB" | "WDT") && !tree.is(first, "that"))
        || tree.is_any(first, &["if", "whether"]);
    if asks {
        // "said if they left he would stay": a condition in front, no question.
        let question = entry.lends(&Frame::Question);
        return question.or_else(|| entry.lends(&Frame::That).filter(|_| tree.is(first, "if")));
    }
    let bare = matches!(tree.tag(clause), "VBG") && tree.child(clause, "aux").is_none();
    let gerund = if bare { entry.lends(&Frame::Gerund) } else { None };
    gerund.or_else(|| entry.lends(&Frame::That))
}

/// "wants to leave", "urged them to leave", "denied leaving", "is said to have left".
fn infinitive(
    tree: &Tree<'_, '_>,
    verb: usize,
    entry: &Entry,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    let clause = tree.child(verb, "xcomp")?;
    if clause < verb {
        return None;
    }
    let to = tree.children(clause).any(|c| tree.dep(c) == "aux" && tree.tag(c) == "TO");
    let object = tree.child(verb, "dobj").filter(|o| *o < clause);
    if tree.is_passive(verb) {
        let lending = [Frame::ObjectInfinitive, Frame::That, Frame::Infinitive]
            .iter()
            .find_map(|frame| entry.lends(frame))?;
        let subject = tree.child(verb, "nsubjpass").or_else(|| tree.child(verb, "nsubj"))?;
        let parts = vec![tree.named_phrase(subject, verb), tree.phrase(clause)];
        return to.then(|| plain(tree, lending, verb, tree.agent(verb), parts));
    }
    let frame = match (to, object) {
        (true, Some(_)) => Frame::ObjectInfinitive,
        (true, None) => Frame::Infinitive,
        (false, _) => Frame::Gerund,
    };
    let mut run =
        object.map_or(tree.subtree(clause), |o| tree.subtree(o).start..tree.subtree(clause).end);
    if let Some(end) = extents::next_voice(tree, verb, clause, lexicon) {
        run.end = run.end.min(end).max(run.start);
    }
    let source = outer_teller(tree, verb, lexicon).or_else(|| source(tree, verb));
    built(tree, entry.lends(&frame)?, verb, source, vec![tree.trim(run)])
}

/// "The town, he said, had fallen"; "as the agency reported".
fn aside(tree: &Tree<'_, '_>, verb: usize, entry: &Entry) -> Option<Found> {
    let lending = entry.lends(&Frame::Quote).or_else(|| entry.lends(&Frame::That))?;
    let host = tree.head(verb);
    let marked = tree.child(verb, "mark").is_some_and(|m| tree.is(m, "as"))
        || tree.child(verb, "advmod").is_some_and(|m| tree.is(m, "as"));
    let hangs = tree.dep(verb) == "parataxis" || (tree.dep(verb) == "advcl" && marked);
    if !hangs || tree.child(verb, "dobj").is_some() || !tree.is_verbal(host) {
        return None;
    }
    let source = source(tree, verb);
    let run = tree.clause_run(host);
    // "In a tweet he says: Deeply saddened …": after a colon all that follows is his.
    let colon = (verb + 1..verb + 3).find(|i| tree.annotated.word(*i) == ":");
    let run = match colon.filter(|c| *c < host && *c + 1 < run.end) {
        Some(colon) => rounded(tree, verb, colon + 1..run.end),
        None => run,
    };
    let run = tree.within_line(run, verb);
    let parts = tree.without(run, vec![tree.subtree(verb)]);
    built(tree, lending, verb, source, parts)
}

/// "denied it had shelled the town, saying its guns were silent": whoever denied says so.
fn outer_teller(tree: &Tree<'_, '_>, verb: usize, lexicon: &SpeechLexicon) -> Option<usize> {
    let told = tree.head(verb);
    let beside = tree.dep(verb) == "conj"
        && extents::tells_beside(tree, tree.head(told), told, verb, lexicon);
    let adds = beside || extents::adds(tree, verb, lexicon);
    if !adds || tree.dep(told) != "ccomp" || tree.head(told) > told {
        return None;
    }
    lexicon.verbs.get(&*tree.lemma(tree.head(told)))?.lends(&Frame::That)?;
    source(tree, tree.head(told))
}

/// Returns the source of a verb: its doer, or after a passive the one named after "by".
pub(super) fn source(tree: &Tree<'_, '_>, verb: usize) -> Option<usize> {
    if tree.is_passive(verb) { tree.agent(verb) } else { tree.doer(verb) }
}

/// Returns what may lie inside a clause without being its content: the cue and its source.
fn holes(tree: &Tree<'_, '_>, verb: usize, source: Option<usize>) -> Vec<Range<usize>> {
    let mut hole = tree.verb_group(verb);
    if let Some(source) = source.filter(|s| tree.head(*s) == verb) {
        let name = tree.named_phrase(source, verb);
        hole = hole.start.min(name.start)..hole.end.max(name.end);
    }
    let cited = tree.children(verb).filter(|c| is_citing(tree, *c));
    let inside = tree.child(verb, "ccomp").into_iter().flat_map(|c| tree.children(c));
    let cited = cited.chain(inside.filter(|c| is_citing(tree, *c))).map(|c| tree.subtree(c));
    cited.chain([hole]).collect()
}

/// Builds an attribution of an active verb; without a source there is none, unless it is passive.
pub(super) fn built(
    tree: &Tree<'_, '_>,
    lending: &Lending,
    verb: usize,
    source: Option<usize>,
    parts: Vec<Range<usize>>,
) -> Option<Found> {
    // A headline without a full stop runs into the sentence under it: its subject speaks no more.
    let strays = source.is_some_and(|s| tree.paragraph(s) != tree.paragraph(verb));
    let named = (source.is_some() && !strays) || (source.is_none() && tree.is_passive(verb));
    (named && !parts.is_empty()).then(|| plain(tree, lending, verb, source, parts))
}

fn plain(
    tree: &Tree<'_, '_>,
    lending: &Lending,
    verb: usize,
    source: Option<usize>,
    parts: Vec<Range<usize>>,
) -> Found {
    Found::new(tree, lending, verb, tree.verb_group(verb), source, parts)
}
