//! A speaker named at the end of a sentence: "Shells killed four in the town local sources said".
//!
//! The comma is often lost when pages are copied, and headlines never had one; the parse then
//! loses the speaker, or gives him half of his sentence. In: sentences, and what the other rules
//! found. Out: the last verb of saying outside quotations has the sentence before its speaker, if
//! nothing but a time, a place or a medium follows and whoever stands right before it can speak.
//!
//! Shown by the casebook pages `speaker-without-comma`, `last-word-is-no-speaker`.

use std::ops::Range;

use foldhash::HashMap;
use rashomon_text::syntax::Pos;

use super::Attitude;
use super::found::Found;
use super::lexicon::{Frame, SpeechLexicon};
use super::objects::can_speak;
use super::tree::Tree;

/// How many words may follow the verb.
const LONGEST_TAIL: usize = 9;
/// How many words a speaker's name may have.
const LONGEST_NAME: usize = 14;
/// How many words the content has at least.
const SHORTEST: usize = 5;

/// Gives sentences to the speakers named at their ends.
pub(super) fn find(tree: &Tree<'_, '_>, lexicon: &SpeechLexicon, found: &mut Vec<Found>) {
    let by_cue: HashMap<usize, usize> =
        found.iter().enumerate().filter_map(|(n, f)| Some((f.cue_head?, n))).collect();
    let mut start = 0;
    while start < tree.len() {
        let end = tree.annotated.sentence_at(start).end.max(start + 1);
        if let Some(verb) = last_teller(tree, lexicon, start..end) {
            let held = by_cue.get(&verb).copied();
            close(tree, lexicon, verb, start, held, found);
        }
        for verb in (start..end).filter(|i| tree.is_verbal(*i) && !by_cue.contains_key(i)) {
            found.extend(inverted(tree, lexicon, verb, start));
        }
        start = end;
    }
}

/// Returns the verb of saying that ends a sentence.
fn last_teller(
    tree: &Tree<'_, '_>,
    lexicon: &SpeechLexicon,
    sentence: Range<usize>,
) -> Option<usize> {
    let words = sentence.clone().rev().skip_while(|i| tree.is_blank(*i));
    for (k, i) in words.enumerate() {
        if k > LONGEST_TAIL || tree.quote(i).is_some() {
            return None;
        }
        if tree.is_verbal(i) {
            let entry = lexicon.verbs.get(&*tree.lemma(i))?;
            let lending = entry.lends(&Frame::Quote)?;
            let finite = matches!(tree.tag(i), "VBD" | "VBZ" | "VBP" | "VBN");
            return (finite && lending.attitude == Attitude::Says).then_some(i);
        }
        // Only a time, a place or a medium may follow: no clause, no "that".
        if matches!(tree.pos(i), Pos::Sconj) || matches!(tree.tag(i), "WDT" | "WP" | "WRB") {
            return None;
        }
    }
    None
}

fn close(
    tree: &Tree<'_, '_>,
    lexicon: &SpeechLexicon,
    verb: usize,
    sentence: usize,
    held: Option<usize>,
    found: &mut Vec<Found>,
) -> Option<()> {
    let group = tree.verb_group(verb);
    let mut last = group.start;
    while last > sentence && matches!(tree.pos(last - 1), Pos::Aux | Pos::Adv) {
        last -= 1;
    }
    let name = name_before(tree, lexicon, sentence, last)?;
    let start = tree.within_line(sentence..name.start, verb).start;
    let content = tree.trim(start..name.start);
    let told = content.clone().any(|i| matches!(tree.tag(i), "VBD" | "VBZ" | "VBP" | "MD"));
    let quoted = tree.quoted_words(&content) > 0;
    // Something stands right behind the verb: it has its own content.
    let behind =
        tree.children(verb).any(|c| c > verb && matches!(tree.dep(c), "dobj" | "ccomp" | "xcomp"));
    // "more than the army had said", "as the mayor said": the words before do not end there.
    let hangs = name.start > start
        && (matches!(tree.pos(name.start - 1), Pos::Adp | Pos::Sconj | Pos::Cconj | Pos::Part)
            || tree.tag(name.start - 1).starts_with('W'));
    if content.len() < SHORTEST || !told || quoted || behind || hangs {
        return None;
    }
    match held.and_then(|n| found.get_mut(n)) {
        Some(one) => {
            let hull = one.hull();
            let before = hull.end <= name.end && hull.start > content.start;
            let others = tree.annotated.words(content.start..hull.start.max(content.start));
            if before && !others.contains(',') {
                one.parts = vec![content];
                one.source = Some(name);
            }
        }
        None => {
            let entry = lexicon.verbs.get(&*tree.lemma(verb))?;
            let lending = entry.lends(&Frame::Quote)?;
            let head = name.end - 1;
            let mut one = Found::new(tree, lending, verb, group, Some(head), vec![content]);
            one.source = Some(name);
            found.push(one);
        }
    }
    Some(())
}

/// "Shells killed four said the mayor": the speaker behind the verb, the content before it.
fn inverted(
    tree: &Tree<'_, '_>,
    lexicon: &SpeechLexicon,
    verb: usize,
    sentence: usize,
) -> Option<Found> {
    let entry = lexicon.verbs.get(&*tree.lemma(verb))?;
    let lending = entry.lends(&Frame::Quote).filter(|l| l.attitude == Attitude::Says)?;
    // The parser may hang the speaker on "adding" behind him.
    let adding = tree.child(verb, "ccomp").filter(|c| *c > verb && tree.tag(*c) == "VBG");
    let speaker = tree.child(verb, "nsubj").filter(|s| *s > verb && *s < verb + 8);
    let speaker = speaker.or_else(|| tree.child(adding?, "nsubj"))?;
    let own = tree
        .children(verb)
        .any(|c| c > verb && Some(c) != adding && matches!(tree.dep(c), "ccomp" | "dobj"));
    let start = tree.within_line(sentence..verb, verb).start;
    let content = tree.trim(start..verb);
    let told = content.clone().any(|i| matches!(tree.tag(i), "VBD" | "VBZ" | "VBP" | "MD"));
    let quoted = tree.quoted_words(&content) > 0 || tree.quote(verb).is_some();
    let glued = matches!(tree.tag(verb), "VBD" | "VBZ") && tree.subtree(speaker).start == verb + 1;
    if own || quoted || !told || !glued || content.len() < SHORTEST {
        return None;
    }
    can_speak(tree, speaker, lexicon)
        .then(|| Found::new(tree, lending, verb, verb..verb + 1, Some(speaker), vec![content]))
}

/// Returns the words that name somebody and end at a position, read without the parse.
pub(super) fn name_before(
    tree: &Tree<'_, '_>,
    lexicon: &SpeechLexicon,
    sentence: usize,
    end: usize,
) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|i| *i >= sentence)?;
    if tree.is_any(last, &["he", "she", "they", "it"]) {
        return Some(last..end);
    }
    let speaks = |i: usize| {
        tree.pos(i) == Pos::Propn
            || matches!(tree.named(i), "PERSON" | "ORG" | "GPE" | "NORP")
            || lexicon.voices.contains(&*tree.lemma(i))
            || lexicon.media.contains(&*tree.lemma(i))
    };
    if !matches!(tree.pos(last), Pos::Noun | Pos::Propn) {
        return None;
    }
    let mut start = last;
    // The noun that must be able to speak: the last, or the one before "of" or "for".
    let mut head = last;
    while start > sentence && end - start < LONGEST_NAME {
        let before = start - 1;
        if let Some(host) = speaker_before(tree, lexicon, before).filter(|h| *h >= sentence) {
            head = host;
        } else if tree.pos(start) == Pos::Det || !goes_on(tree, lexicon, before) {
            break;
        }
        start = before;
    }
    (speaks(head) && start < end).then_some(start..end)
}

/// Tells whether a name that is read backwards goes on with the word before it.
fn goes_on(tree: &Tree<'_, '_>, lexicon: &SpeechLexicon, before: usize) -> bool {
    let open = tree.pos(before + 1);
    let apart = matches!(tree.named(before), "GPE" | "LOC" | "FAC" | "DATE" | "TIME" | "CARDINAL")
        && !matches!(tree.named(before + 1), "" | "CARDINAL")
        && tree.named(before) != tree.named(before + 1);
    let noun = matches!(open, Pos::Noun | Pos::Propn | Pos::Adp);
    match tree.pos(before) {
        Pos::Propn => (noun && !apart) || joined(tree, before + 1),
        Pos::Noun => {
            matches!(open, Pos::Noun | Pos::Adp)
                || joined(tree, before + 1)
                || (open == Pos::Propn && lexicon.voices.contains(&*tree.lemma(before)))
        }
        Pos::Adj => noun || open == Pos::Adj || joined(tree, before + 1),
        Pos::Verb => before > 0 && joined(tree, before - 1),
        Pos::Num => open == Pos::Noun,
        Pos::Det => open != Pos::Punct,
        Pos::Punct => joined(tree, before),
        Pos::Part => tree.tag(before) == "POS",
        _ => false,
    }
}

/// "a source at the police command": the noun before such a preposition names the speaker.
fn speaker_before(tree: &Tree<'_, '_>, lexicon: &SpeechLexicon, at: usize) -> Option<usize> {
    let host = at.checked_sub(1)?;
    let links = tree.is_any(at, &["of", "for", "from", "at"]) && tree.pos(at) == Pos::Adp;
    let lemma = tree.lemma(host);
    let told = lexicon.voices.contains(&*lemma) || lexicon.media.contains(&*lemma);
    (links && told && matches!(tree.pos(host), Pos::Noun | Pos::Propn)).then_some(host)
}

/// Tells whether a hyphen joins the words on both sides.
fn joined(tree: &Tree<'_, '_>, hyphen: usize) -> bool {
    if tree.annotated.word(hyphen) != "-" {
        return false;
    }
    let tokens = tree.annotated.tokens();
    let glued = |i: usize| tokens.get(i).is_some_and(|t| !t.whitespace_after);
    glued(hyphen) && hyphen > 0 && glued(hyphen - 1)
}
