//! Phrases that lend a whole clause: "according to the army", "in the army's view", "reportedly".
//!
//! In: a token. Out: the source and the clause the phrase hangs on, without the phrase itself. A
//! phrase set off at the head or the end of its sentence covers the sentence. Hearsay adverbs have
//! no source: somebody says so, the text does not tell who.
//!
//! Shown by the casebook pages `according-to`, `citing`, `quoted-as-saying`.

use std::ops::Range;

use rashomon_model::{Certainty, Polarity};

use super::Attitude;
use super::found::Found;
use super::lexicon::SpeechLexicon;
use super::objects::can_speak;
use super::tree::Tree;
use crate::lower::lower;

/// "according to", "as per".
pub(super) fn opening(tree: &Tree<'_, '_>, at: usize, lexicon: &SpeechLexicon) -> Option<Found> {
    let matches = |words: &[String]| words.iter().enumerate().all(|(k, w)| tree.is(at + k, w));
    let opening = lexicon.openings.iter().find(|o| matches(&o.words))?;
    let last = at + opening.words.len() - 1;
    let noun = tree.children(last).find(|c| tree.dep(*c) == "pobj" && *c > last)?;
    let source = tree.named_phrase(noun, at);
    let phrase = at..source.end;
    if !source.contains(&noun) || source.start != last + 1 {
        return None;
    }
    let host = if tree.head(at) == at { return None } else { tree.head(at) };
    let parts = covered(tree, host, phrase, source.clone());
    told(parts, Some(source), Some(noun), at..last + 1, at, opening.certainty)
}

/// "…, citing two medics": what the agency says is theirs, where whoever is cited can speak.
pub(super) fn citing(tree: &Tree<'_, '_>, verb: usize, lexicon: &SpeechLexicon) -> Option<Found> {
    if !is_citing(tree, verb) || !matches!(tree.dep(verb), "advcl" | "xcomp" | "prep" | "acl") {
        return None;
    }
    let noun = tree.child(verb, "dobj").or_else(|| tree.child(verb, "pobj"))?;
    let host = citing_host(tree, verb);
    let on_name = !tree.is_verbal(tree.head(verb));
    if on_name && tree.child(host, "ccomp").is_none_or(|c| c < host) {
        return None;
    }
    if !can_speak(tree, noun, lexicon) || host == verb {
        return None;
    }
    let clause = tree.child(host, "ccomp");
    let run = clause.map_or_else(|| tree.clause_run(tree.clause(host)), |c| tree.subtree(c));
    let parts = tree.without(tree.within_line(run, verb), vec![tree.subtree(verb)]);
    let source = tree.named_phrase(noun, verb);
    told(parts, Some(source), Some(noun), verb..verb + 1, verb, Certainty::Certain)
}

/// "Local media quoted an officer as saying that …": the media pass on what the officer says.
pub(super) fn passing_on(
    tree: &Tree<'_, '_>,
    verb: usize,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    if !matches!(&*tree.lemma(verb), "quote" | "cite") || tree.is_passive(verb) {
        return None;
    }
    tree.child(verb, "dobj")?;
    let preposition = tree.children(verb).find(|c| tree.is(*c, "as"))?;
    let saying = tree.child(preposition, "pcomp")?;
    let content = tree.phrase(tree.child(saying, "ccomp").filter(|c| *c > saying)?);
    let teller = tree.doer(verb).filter(|d| can_speak(tree, *d, lexicon))?;
    let source = tree.named_phrase(teller, verb);
    let cue = tree.verb_group(verb);
    told(vec![content], Some(source), Some(teller), cue, verb, Certainty::Certain)
}

/// Returns the verb of whoever passes on what the one cited here says.
pub(super) fn host(tree: &Tree<'_, '_>, cue: usize) -> Option<usize> {
    let above = tree.head(cue);
    let as_saying = tree.dep(cue) == "pcomp" && tree.is(above, "as");
    match (is_citing(tree, cue), as_saying) {
        (true, _) => Some(citing_host(tree, cue)),
        (false, true) => Some(tree.head(above)).filter(|v| !tree.is_passive(*v)),
        (false, false) => None,
    }
}

/// Returns the verb whose content is the cited one's: "The Post, quoting an agency, said that …".
pub(super) fn citing_host(tree: &Tree<'_, '_>, verb: usize) -> usize {
    let mut head = tree.head(verb);
    // The parser hangs the participle on the name or on the comma behind it.
    for _ in 0..3 {
        if !tree.is_verbal(head) {
            head = tree.head(head);
        }
    }
    if tree.dep(head) == "ccomp" && head > verb { tree.head(head) } else { head }
}

/// Tells whether the word is "citing" or "quoting".
pub(super) fn is_citing(tree: &Tree<'_, '_>, verb: usize) -> bool {
    tree.is_any(verb, &["citing", "quoting"])
}

/// "in the army's view".
pub(super) fn view(tree: &Tree<'_, '_>, noun: usize, lexicon: &SpeechLexicon) -> Option<Found> {
    let certainty = *lexicon.views.get(&*lower(tree.annotated.word(noun)))?;
    let preposition = tree.head(noun);
    let holder = tree.child(noun, "poss")?;
    if tree.dep(noun) != "pobj" || !tree.is_any(preposition, &["in", "by", "to"]) {
        return None;
    }
    if preposition + 1 != tree.subtree(noun).start || !can_speak(tree, holder, lexicon) {
        return None;
    }
    let mut source = tree.named_phrase(holder, noun);
    if source.len() > 1 && tree.tag(source.end - 1) == "POS" {
        source.end -= 1;
    }
    let parts = covered(tree, tree.head(preposition), tree.subtree(preposition), source.clone());
    told(parts, Some(source), Some(holder), preposition..noun + 1, noun, certainty)
}

/// "reportedly", "allegedly".
pub(super) fn hearsay(tree: &Tree<'_, '_>, at: usize, lexicon: &SpeechLexicon) -> Option<Found> {
    let certainty = *lexicon.hearsay.get(&*lower(tree.annotated.word(at)))?;
    let host = tree.head(at);
    if host == at {
        return None;
    }
    let hole = at..at + 1;
    let run = tree.within_line(tree.clause_run(tree.clause(host)), at);
    let parts = tree.without(run, vec![hole]);
    told(parts, None, None, at..at + 1, at, certainty)
}

/// Returns the words a phrase covers: the sentence where it opens it, else what stands before it
/// in its clause; an aside with "which" or "who" right before it is covered alone.
fn covered(
    tree: &Tree<'_, '_>,
    host: usize,
    phrase: Range<usize>,
    source: Range<usize>,
) -> Vec<Range<usize>> {
    let phrase = phrase.start..phrase.end.max(source.end);
    let sentence = tree.within_line(tree.annotated.sentence_at(phrase.start), phrase.start);
    if tree.trim(sentence.clone()).start == phrase.start {
        return tree.without(sentence, vec![phrase]);
    }
    let set_off = |i: usize| i > 0 && tree.annotated.word(i - 1) == ",";
    let end = tree.trim(sentence.start..phrase.start).end;
    if let Some(aside) = aside_before(tree, end, &sentence).filter(|_| set_off(phrase.start)) {
        return vec![tree.trim(aside..end)];
    }
    let closes = tree.trim(sentence.clone()).end <= phrase.end;
    let mut clause = tree.clause(host);
    if tree.dep(clause) == "relcl" {
        clause = tree.clause(tree.head(clause));
    }
    let clause = tree.within_line(tree.clause_run(clause), phrase.start);
    let run = if set_off(phrase.start) && closes { sentence } else { clause };
    // After a colon a new telling begins: "Little had changed: three men died, according to …".
    let colon = (run.start..phrase.start).rev().find(|i| tree.annotated.word(*i) == ":");
    let start = colon.filter(|c| tree.quote(*c).is_none()).map_or(run.start, |c| c + 1);
    let before = tree.without(start..phrase.start.max(start), Vec::new());
    // "Since Monday, according to the army, three men have died": the clause goes on behind.
    let inserted = set_off(phrase.start)
        && tree.annotated.word(phrase.end) == ","
        && !before.iter().cloned().flatten().any(|i| tree.is_verbal(i));
    if before.is_empty() || inserted { tree.without(start..run.end, vec![phrase]) } else { before }
}

/// Returns where a relative clause set off by a comma begins that ends where the phrase opens.
fn aside_before(tree: &Tree<'_, '_>, end: usize, sentence: &Range<usize>) -> Option<usize> {
    let mut at = end.checked_sub(1)?;
    for _ in 0..16 {
        let start = tree.subtree(at).start;
        if tree.dep(at) == "relcl" && start > sentence.start {
            let set_off = tree.annotated.word(start - 1) == ",";
            return (set_off && tree.tag(start).starts_with('W')).then_some(start);
        }
        at = tree.head(at);
    }
    None
}

fn told(
    parts: Vec<Range<usize>>,
    source: Option<Range<usize>>,
    source_head: Option<usize>,
    cue: Range<usize>,
    cue_head: usize,
    certainty: Certainty,
) -> Option<Found> {
    (!parts.is_empty()).then_some(Found {
        source,
        source_head,
        cue: Some(cue),
        cue_head: Some(cue_head),
        parts,
        certainty,
        polarity: Polarity::Affirmed,
        attitude: Attitude::Says,
        is_clause: true,
    })
}
