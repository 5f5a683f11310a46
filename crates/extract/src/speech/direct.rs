//! Direct speech: a quotation and the verb beside it, across sentences and paragraphs.
//!
//! In: the quotations, and what the other rules found. Out: quotations tied to the reporting verb
//! that stands right before or after them ("'…,' said X", "X told Y: '…'"), a quotation that
//! goes on after the speaker's name, and a paragraph that is nothing but quotation after one with
//! a speaker. Short quotations with no such verb are scare quotes or titles and say nothing.
//! Reads layout before the parse: a parser is least sure where quotation marks are.
//!
//! Shown by the casebook pages `quotation-over-paragraphs`, `quotation-marks`, `scare-quotes`,
//! `title-of-a-work`.

use std::ops::Range;

use foldhash::HashMap;

use super::Attitude;
use super::clauses::source;
use super::closing;
use super::found::Found;
use super::lexicon::{Frame, SpeechLexicon};
use super::tree::Tree;

/// How far a reporting verb may stand from the quotation, in tokens.
const REACH: usize = 40;
/// A quotation of fewer words needs a verb right beside it.
const SHORT: usize = 4;

/// A verb outside quotations that may take direct speech.
struct Cue {
    verb: usize,
    group: Range<usize>,
    clause: Range<usize>,
}

/// Ties quotations to their speakers.
pub(super) fn find(tree: &Tree<'_, '_>, lexicon: &SpeechLexicon, found: &mut Vec<Found>) {
    let cues = cues(tree, lexicon);
    let by_start = starts(&cues);
    let mut by_verb: HashMap<usize, usize> =
        found.iter().enumerate().filter_map(|(i, f)| Some((f.cue_head?, i))).collect();
    let mut owner: Vec<Option<usize>> = vec![None; tree.quotes.len()];
    for (quote, owned) in tree.quotes.iter().zip(&mut owner) {
        if is_title(tree, &quote.inside) {
            continue;
        }
        let quote = quote.tokens.clone();
        let verb = after(tree, &quote, &cues, &by_start).or_else(|| before(tree, &quote, &cues));
        if let Some(verb) = verb {
            *owned = tie(tree, lexicon, verb, &quote, found, &mut by_verb);
        }
    }
    widen(tree, found, &mut owner);
    go_on(tree, found, &mut owner);
}

fn cues(tree: &Tree<'_, '_>, lexicon: &SpeechLexicon) -> Vec<Cue> {
    let mut cues = Vec::new();
    for verb in (0..tree.len()).filter(|i| tree.is_verbal(*i) && tree.quote(*i).is_none()) {
        let takes = lexicon.verbs.get(&*tree.lemma(verb));
        if takes.is_none_or(|entry| entry.lends(&Frame::Quote).is_none()) {
            continue;
        }
        let Some((who, name)) = speaker(tree, lexicon, verb) else { continue };
        let group = tree.verb_group(verb);
        let near = tree.head(who) == verb && tree.quote(who).is_none();
        let near = near || name.end + 1 >= group.start;
        let start = if near { group.start.min(name.start) } else { group.start };
        let end = if near { group.end.max(name.end) } else { group.end };
        cues.push(Cue { verb, group, clause: start..end });
    }
    cues
}

/// Returns who speaks: the subject of the verb, or where the parse has none outside the marks, the
/// name right before it ("“…,” Karim Reth, 58, told the Post").
fn speaker(
    tree: &Tree<'_, '_>,
    lexicon: &SpeechLexicon,
    verb: usize,
) -> Option<(usize, Range<usize>)> {
    if let Some(who) = source(tree, verb) {
        return Some((who, tree.named_phrase(who, verb)));
    }
    let mut end = tree.verb_group(verb).start;
    let word = |i: usize| tree.annotated.word(i);
    let aged = end > 3 && word(end - 1) == "," && tree.tag(end - 2) == "CD" && word(end - 3) == ",";
    if aged {
        end -= 3;
    }
    let sentence = tree.annotated.sentence_at(verb).start;
    let name = closing::name_before(tree, lexicon, sentence, end)?;
    // Only right behind the marks: elsewhere a verb without a subject has a reason.
    let behind = name.start > 0 && tree.quote(name.start - 1).is_some();
    behind.then(|| (name.end - 1, name.start..if aged { end + 2 } else { end }))
}

/// Maps the first word of a speaker's clause to its place in the list.
fn starts(cues: &[Cue]) -> HashMap<usize, usize> {
    let mut map = HashMap::default();
    for (place, cue) in cues.iter().enumerate() {
        map.entry(cue.clause.start).or_insert(place);
        map.entry(cue.group.start).or_insert(place);
    }
    map
}

/// "'…,' the army said": the speaker's clause opens right after the mark.
fn after(
    tree: &Tree<'_, '_>,
    quote: &Range<usize>,
    cues: &[Cue],
    by_start: &HashMap<usize, usize>,
) -> Option<usize> {
    let mut at = quote.end;
    while at < tree.len() && tree.is_blank(at) && at < quote.end + 3 {
        at += 1;
    }
    if tree.paragraph(at) != tree.paragraph(quote.end.saturating_sub(1)) || at >= tree.len() {
        return None;
    }
    let cue = cues.get(*by_start.get(&at)?)?;
    let last = (quote.start..quote.end).rev().find(|i| !closes(tree, *i))?;
    let ended = matches!(tree.annotated.word(last), "." | "…" | "...")
        || tree.annotated.word(quote.end) == ".";
    // After a full stop a new sentence may open with its own content: "He said that …".
    let own =
        tree.children(cue.verb).any(|c| matches!(tree.dep(c), "ccomp" | "xcomp") && c > cue.verb);
    let title = own && !begins(tree, quote);
    let fresh = ended && own;
    (!fresh && !title).then_some(cue.verb)
}

/// Tells whether a quotation opens its sentence or paragraph.
fn begins(tree: &Tree<'_, '_>, quote: &Range<usize>) -> bool {
    let mut first = quote.start;
    while first > 0 && tree.annotated.word(first - 1).trim().is_empty() {
        first -= 1;
    }
    first == 0
        || tree.paragraph(first - 1) != tree.paragraph(quote.start)
        || matches!(tree.annotated.word(first - 1), "." | ":" | "?" | "!")
        || tree.quote(first - 1).is_some()
}

fn closes(tree: &Tree<'_, '_>, i: usize) -> bool {
    let quote = tree.quote(i).and_then(|q| tree.quotes.get(q));
    tree.is_blank(i) && quote.is_some_and(|q| !q.inside.contains(&i))
}

/// "The army said: '…'": the last reporting verb before the mark in its paragraph and sentence.
fn before(tree: &Tree<'_, '_>, quote: &Range<usize>, cues: &[Cue]) -> Option<usize> {
    let next = cues.partition_point(|cue| cue.verb < quote.start);
    let cue = cues.get(next.checked_sub(1)?)?;
    let near = quote.start - cue.verb <= REACH;
    let mut last = quote.start.checked_sub(1)?;
    while last > cue.verb && tree.annotated.word(last).trim().is_empty() {
        last -= 1;
    }
    let broken = tree.paragraph(cue.verb) != tree.paragraph(quote.start);
    let colon = tree.annotated.word(last) == ":";
    if !near || (broken && !colon) {
        return None;
    }
    let between = cue.verb + 1..last;
    let plain = between.clone().all(|i| {
        !matches!(tree.annotated.word(i), "." | "?" | "!" | ";") && tree.quote(i).is_none()
    });
    let opens = colon || last < cue.group.end || tree.annotated.word(last) == ",";
    let long = quote.len() > SHORT + 2;
    let verbs = between.filter(|i| tree.is_verbal(*i)).count();
    let beside = last <= cue.group.end;
    (plain && opens && (colon || (verbs == 0 && (long || beside)))).then_some(cue.verb)
}

/// Gives a quotation to the verb: widens what the verb has, or makes an attribution of it.
fn tie(
    tree: &Tree<'_, '_>,
    lexicon: &SpeechLexicon,
    verb: usize,
    quote: &Range<usize>,
    found: &mut Vec<Found>,
    by_verb: &mut HashMap<usize, usize>,
) -> Option<usize> {
    let outer = outer_speaker(tree, lexicon, verb, found, by_verb);
    if let Some(place) = by_verb.get(&verb).copied() {
        let held = found.get_mut(place)?;
        if let Some(outer) = outer {
            held.source = Some(tree.named_phrase(outer, verb));
            held.source_head = Some(outer);
        }
        let apart = held.parts.iter().all(|p| p.end <= quote.start || p.start >= quote.end);
        let follows = held.parts.iter().all(|p| p.end <= quote.start);
        if !apart {
            held.parts
                .retain(|p| p.end <= quote.start || p.start >= quote.end || !inside(p, quote));
            join(&mut held.parts, quote.clone());
        } else if follows {
            held.parts.push(quote.clone());
        } else {
            held.parts = vec![quote.clone()];
        }
        held.is_clause = true;
        return Some(place);
    }
    let lending = lexicon.verbs.get(&*tree.lemma(verb))?.lends(&Frame::Quote)?;
    let named = speaker(tree, lexicon, verb);
    let who = outer.or(named.as_ref().map(|(head, _)| *head));
    let group = tree.verb_group(verb);
    let mut made = Found::new(tree, lending, verb, group, who, vec![quote.clone()]);
    if outer.is_none() {
        made.source = named.map(|(_, name)| name);
    }
    found.push(made);
    by_verb.insert(verb, found.len() - 1);
    Some(found.len() - 1)
}

/// "said that the jet was theirs and claimed: '…'": the one who said claims, not the jet. Cuts the
/// earlier content short where the second verb begins.
fn outer_speaker(
    tree: &Tree<'_, '_>,
    lexicon: &SpeechLexicon,
    verb: usize,
    found: &mut [Found],
    by_verb: &HashMap<usize, usize>,
) -> Option<usize> {
    let mut at = verb;
    while tree.dep(at) == "conj" && tree.head(at) < at {
        at = tree.head(at);
    }
    let teller = tree.head(at);
    let tells = lexicon.verbs.get(&*tree.lemma(teller))?.lends(&Frame::Quote).is_some();
    if at == verb || tree.dep(at) != "ccomp" || !tells || tree.child(verb, "nsubj").is_some() {
        return None;
    }
    let held = found.get_mut(*by_verb.get(&teller)?)?;
    let mut end = tree.verb_group(verb).start;
    while end > 0 && tree.dep(end - 1) == "cc" {
        end -= 1;
    }
    held.parts.retain(|p| p.start < end);
    if let Some(last) = held.parts.last_mut().filter(|p| p.end > end) {
        *last = tree.trim(last.start..end);
    }
    source(tree, teller)
}

fn inside(part: &Range<usize>, quote: &Range<usize>) -> bool {
    quote.start <= part.start && part.end <= quote.end
}

/// Adds a run to others, merging those it touches.
fn join(parts: &mut Vec<Range<usize>>, mut run: Range<usize>) {
    parts.retain(|p| {
        let apart = p.end < run.start || p.start > run.end;
        if !apart {
            run = run.start.min(p.start)..run.end.max(p.end);
        }
        apart
    });
    parts.push(run);
    parts.sort_by_key(|p| p.start);
}

/// Takes whole quotations into contents that the parser cut off at a sentence inside the marks.
fn widen(tree: &Tree<'_, '_>, found: &mut [Found], owner: &mut [Option<usize>]) {
    for (place, held) in found.iter_mut().enumerate() {
        let outside = held.cue_head.is_some_and(|c| tree.quote(c).is_none());
        if !outside || !held.is_clause {
            continue;
        }
        let numbers: Vec<usize> = held
            .parts
            .iter()
            .flat_map(|p| [tree.quote(p.start), tree.quote(p.end.saturating_sub(1))])
            .flatten()
            .collect();
        for number in numbers {
            let Some(quote) = tree.quotes.get(number) else { continue };
            let cue = held.cue.clone().unwrap_or(0..0);
            let clear = quote.tokens.end <= cue.start || quote.tokens.start >= cue.end;
            if clear && owner.get(number).copied().flatten().is_none() {
                join(&mut held.parts, quote.tokens.clone());
                owner[number] = Some(place);
            }
        }
    }
}

/// Lets a quotation without a speaker go on from what was said right before it.
fn go_on(tree: &Tree<'_, '_>, found: &mut [Found], owner: &mut [Option<usize>]) {
    let mut told: Vec<(usize, usize)> = found.iter().enumerate().filter_map(spoken(tree)).collect();
    told.sort_unstable();
    let mut latest: Option<(usize, usize)> = None;
    for (quote, owned) in tree.quotes.iter().zip(owner) {
        if owned.is_some() || !stands_alone(tree, &quote.tokens, &quote.inside) {
            continue;
        }
        let next = told.partition_point(|(end, _)| *end <= quote.tokens.start);
        let before = next.checked_sub(1).and_then(|i| told.get(i).copied());
        let Some((end, place)) = before.max(latest) else { continue };
        let same = tree.paragraph(end - 1) == tree.paragraph(quote.tokens.start);
        let between = end..quote.tokens.start;
        let stops = between.clone().filter(|i| matches!(tree.annotated.word(*i), "." | "?" | "!"));
        let near = between.len() <= REACH && stops.count() <= 1;
        let lines = tree.paragraph(quote.tokens.start).saturating_sub(tree.paragraph(end - 1));
        let further = lines <= 2 && between.len() <= 6 && fills_paragraph(tree, &quote.tokens);
        if !(same && near || further) {
            continue;
        }
        found[place].parts.push(quote.tokens.clone());
        *owned = Some(place);
        latest = Some((quote.tokens.end, place));
    }
}

/// Picks attributions whose source tells something, with the end of their last word.
fn spoken(tree: &Tree<'_, '_>) -> impl Fn((usize, &Found)) -> Option<(usize, usize)> {
    move |(place, held)| {
        let outside = held.cue_head.is_none_or(|c| tree.quote(c).is_none());
        let speech = matches!(held.attitude, Attitude::Says | Attitude::Denies | Attitude::Asks);
        let cue = held.cue.as_ref().map_or(0, |c| c.end);
        let source = held.source.as_ref().map_or(0, |s| s.end);
        (outside && speech && held.is_clause && held.source.is_some())
            .then_some((held.hull().end.max(cue).max(source), place))
    }
}

/// Tells a title, "The Long Road", from speech: all of several words have capitals, none ends.
fn is_title(tree: &Tree<'_, '_>, inside: &Range<usize>) -> bool {
    let words = || inside.clone().filter(|i| !tree.is_blank(*i));
    let capitals =
        words().filter(|i| tree.annotated.word(*i).starts_with(char::is_uppercase)).count();
    let ended = inside.clone().any(|i| matches!(tree.annotated.word(i), "." | "!" | "?" | ","));
    capitals >= 2 && capitals == words().count() && !ended
}

/// Tells whether a quotation is whole sentences of its own, not words inside another's sentence.
fn stands_alone(tree: &Tree<'_, '_>, quote: &Range<usize>, inside: &Range<usize>) -> bool {
    let capital = tree.annotated.word(inside.start).starts_with(char::is_uppercase);
    begins(tree, quote) && capital && quote.len() > SHORT
}

/// Tells whether nothing but the quotation stands in its paragraph.
fn fills_paragraph(tree: &Tree<'_, '_>, quote: &Range<usize>) -> bool {
    let empty = |i: usize| tree.annotated.word(i).trim().is_empty();
    let head = quote.start == 0
        || (empty(quote.start - 1)
            && tree.paragraph(quote.start - 1) != tree.paragraph(quote.start));
    let foot = quote.end >= tree.len() || empty(quote.end);
    head && foot
}
