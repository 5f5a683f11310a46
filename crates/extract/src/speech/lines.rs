//! Lines that name their speaker by layout: "Ministry: three dead", "'…' — A. Writer", posts with
//! handles ("Name @handle 12h" over the words of the post).
//!
//! In: the paragraphs. Out: attributions without a verb; the cue is the colon or the dash where
//! there is one. What stands before the colon must be able to speak and hold no verb. A post that
//! opens with handles answers those named: its writer is the line above, or nobody known.
//!
//! Shown by the casebook pages `headline-colon`, `headline-speaker-at-end`, `score-after-colon`,
//! `dateline`, `post-under-its-writer`, `reply-to-handles`, `handle-and-colon`,
//! `handle-in-running-text`.

use std::ops::Range;

use foldhash::{HashMap, HashSet};
use rashomon_model::{Certainty, Polarity};
use rashomon_text::syntax::Pos;

use super::Attitude;
use super::found::Found;
use super::lexicon::SpeechLexicon;
use super::tree::Tree;

/// Longest name of a speaker before a colon, in tokens.
const LONGEST_NAME: usize = 9;
/// Longest name of a speaker at the end of a headline, with its mark.
const LONGEST_TAIL: usize = 6;
/// Longest headline.
const LONGEST_HEADLINE: usize = 30;

/// Finds attributions in the layout of lines.
pub(super) fn find(tree: &Tree<'_, '_>, lexicon: &SpeechLexicon, found: &mut Vec<Found>) {
    let known = Known::of(tree, found);
    let mut writer: Option<Range<usize>> = None;
    for line in paragraphs(tree) {
        if let Some(one) = post(tree, &line, writer.take()) {
            let number = tree.paragraph(line.start);
            for place in known.by_line.get(&number).into_iter().flatten() {
                unhandle(tree, one.hull().start, &mut found[*place]);
            }
            found.push(one);
        } else if let Some(one) = spoken_line(tree, &line, lexicon) {
            let taken = known.contents.contains(&one.hull());
            if !taken && !is_dateline(tree, &one, &known) {
                found.push(one);
            }
        }
        writer = header(tree, &line);
    }
}

/// What the other rules found, by place.
struct Known {
    contents: HashSet<Range<usize>>,
    /// First words of named speakers.
    speakers: HashSet<usize>,
    /// Attributions whose speaker stands in a line.
    by_line: HashMap<u32, Vec<usize>>,
}

impl Known {
    fn of(tree: &Tree<'_, '_>, found: &[Found]) -> Known {
        let mut by_line: HashMap<u32, Vec<usize>> = HashMap::default();
        let mut speakers = HashSet::default();
        for (place, one) in found.iter().enumerate() {
            let Some(source) = &one.source else { continue };
            by_line.entry(tree.paragraph(source.start)).or_default().push(place);
            if one.source_head.is_some_and(|h| tree.pos(h) != Pos::Pron) {
                speakers.insert(source.start);
            }
        }
        let contents = found.iter().filter(|f| f.is_clause).map(Found::hull).collect();
        Known { contents, speakers, by_line }
    }
}

fn spoken_line(tree: &Tree<'_, '_>, line: &Range<usize>, lexicon: &SpeechLexicon) -> Option<Found> {
    colon(tree, line, lexicon)
        .or_else(|| signed(tree, line))
        .or_else(|| headline_end(tree, line, lexicon))
}

fn paragraphs(tree: &Tree<'_, '_>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for i in 1..=tree.len() {
        if i == tree.len() || tree.paragraph(i) != tree.paragraph(start) {
            let mut line = start..i;
            while line.start < line.end && tree.pos(line.start) == Pos::Space {
                line.start += 1;
            }
            while line.start < line.end && tree.pos(line.end - 1) == Pos::Space {
                line.end -= 1;
            }
            if !line.is_empty() {
                lines.push(line);
            }
            start = i;
        }
    }
    lines
}

/// "Ministry: three dead in raid".
fn colon(tree: &Tree<'_, '_>, line: &Range<usize>, lexicon: &SpeechLexicon) -> Option<Found> {
    let mut start = line.start;
    while start < line.end && tree.pos(start) == Pos::Punct {
        start += 1;
    }
    let head = start..line.end.min(start + LONGEST_NAME + 1);
    let colon = head.clone().find(|i| tree.annotated.word(*i) == ":")?;
    let mut name = tree.trim(start..colon);
    // "Velm Watch (@velmwatch) on Monday: …": the writer ends with the handle.
    if tree.annotated.word(name.start) == "RT" && name.len() > 1 {
        name.start += 1;
    }
    if let Some(handle) = name.clone().rev().find(|i| is_handle(tree, *i)) {
        name.end = handle + 1;
        name.end += usize::from(tree.annotated.word(name.end) == ")");
    }
    let spoken = tree.trim(colon + 1..line.end);
    if name.is_empty() || spoken.len() < 3 || !names_a_speaker(tree, &name, lexicon) {
        return None;
    }
    // "Council: 14 to 3" is a result; "Army: 20 killed in raid" tells something.
    let counts = tree.annotated.word(spoken.start).starts_with(|c: char| c.is_ascii_digit());
    let tells = spoken.clone().any(|i| tree.is_verbal(i)) && spoken.len() > 3;
    let said = !counts || tells;
    let last = name.end - 1;
    said.then(|| by_layout(Some(name), Some(last), Some(colon..colon + 1), spoken))
}

/// "DORRUN: Medical sources said …": a name in capitals before somebody else's words tells where.
fn is_dateline(tree: &Tree<'_, '_>, one: &Found, known: &Known) -> bool {
    let capitals = one.source.clone().is_some_and(|mut s| s.all(|i| is_capitals(tree, i)));
    capitals && known.speakers.contains(&one.hull().start)
}

/// Tells whether the words before a colon are somebody who can speak, and no clause.
fn names_a_speaker(tree: &Tree<'_, '_>, name: &Range<usize>, lexicon: &SpeechLexicon) -> bool {
    let wordy = name.clone().all(|i| {
        is_capitals(tree, i)
            || !tree.is_verbal(i)
                && !matches!(tree.pos(i), Pos::Adv | Pos::Punct | Pos::X | Pos::Pron)
            || matches!(tree.annotated.word(i), "(" | ")")
            || is_handle(tree, i)
    });
    let last = name.end - 1;
    // A place before a colon may be where the line was written: "Tarsk: four killed in raid".
    let speaks = name.clone().any(|i| matches!(tree.named(i), "PERSON" | "ORG" | "NORP"))
        || lexicon.voices.contains(&*tree.lemma(last))
        || (name.len() <= 3
            && name.clone().all(|i| tree.pos(i) == Pos::Propn || is_capitals(tree, i))
            && tree.named(last) != "GPE")
        || name.clone().any(|i| is_handle(tree, i));
    let opens = !matches!(tree.pos(name.start), Pos::Adp | Pos::Num | Pos::Sconj)
        && !tree.annotated.word(name.start).starts_with('#');
    wordy && speaks && opens
}

/// "Raids kill nine in Velm: monitor", "Raids kill nine in Velm - ministry".
fn headline_end(
    tree: &Tree<'_, '_>,
    line: &Range<usize>,
    lexicon: &SpeechLexicon,
) -> Option<Found> {
    if line.len() > LONGEST_HEADLINE || matches!(tree.annotated.word(line.end - 1), "." | "?" | "!")
    {
        return None;
    }
    let tail = line.end.saturating_sub(LONGEST_TAIL).max(line.start)..line.end;
    let is_mark = |i: &usize| matches!(tree.annotated.word(*i), ":" | "-" | "–" | "—" | "--");
    let mark = tail.clone().rev().find(is_mark)?;
    let spaced = tree.annotated.word(mark) == ":"
        || tree.annotated.tokens().get(mark.wrapping_sub(1)).is_some_and(|t| t.whitespace_after);
    let name = tree.trim(mark + 1..line.end);
    let spoken = tree.trim(line.start..mark);
    let last = name.end.checked_sub(1)?;
    let speaks = lexicon.voices.contains(tree.lemma(last).trim_end_matches('s'))
        || lexicon.voices.contains(&*tree.lemma(last));
    let plain = name.clone().all(|i| {
        matches!(tree.pos(i), Pos::Noun | Pos::Propn | Pos::Adj) && tree.named(i) != "DATE"
    });
    let tells = spoken.clone().any(|i| tree.is_verbal(i)) && spoken.len() > 3;
    let said = spaced && !name.is_empty() && speaks && plain && tells;
    said.then(|| by_layout(Some(name), Some(last), Some(mark..mark + 1), spoken))
}

fn is_capitals(tree: &Tree<'_, '_>, i: usize) -> bool {
    let word = tree.annotated.word(i);
    word.len() > 2 && word.chars().all(char::is_uppercase)
}

/// "'…' — A. Writer" at the end of a paragraph.
fn signed(tree: &Tree<'_, '_>, line: &Range<usize>) -> Option<Found> {
    let quote = tree.quote(line.start).and_then(|q| tree.quotes.get(q))?;
    let dash = quote.tokens.end;
    if quote.tokens.start != line.start
        || !matches!(tree.annotated.word(dash), "-" | "–" | "—" | "―" | "--")
    {
        return None;
    }
    let name = tree.trim(dash + 1..line.end);
    let short = !name.is_empty() && name.len() <= LONGEST_NAME + 6;
    let person = short && tree.named(name.start) == "PERSON";
    let head = name.start;
    person.then(|| by_layout(Some(name), Some(head), Some(dash..dash + 1), quote.tokens.clone()))
}

/// Returns the writer that a line names for the post under it: "Name @handle 12h".
fn header(tree: &Tree<'_, '_>, line: &Range<usize>) -> Option<Range<usize>> {
    let tail = line.start.max(line.end.saturating_sub(LONGEST_NAME))..line.end;
    let handle = tail.clone().rev().find(|i| is_handle(tree, *i))?;
    let age = (handle + 1..line.end).all(|i| {
        let word = tree.annotated.word(i);
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word, "h" | "hours" | "hour" | "m" | "min" | "ago" | "d" | "·")
    });
    let mut start = handle;
    while start > line.start && tree.pos(start - 1) == Pos::Propn && !is_handle(tree, start - 1) {
        start -= 1;
    }
    (age && start < handle).then_some(start..handle + 1)
}

fn is_handle(tree: &Tree<'_, '_>, i: usize) -> bool {
    let word = tree.annotated.word(i);
    word.len() > 2 && word.starts_with('@') && !word.contains('.')
}

/// "@handle words of the post".
fn post(tree: &Tree<'_, '_>, line: &Range<usize>, writer: Option<Range<usize>>) -> Option<Found> {
    let answers = is_handle(tree, line.start);
    if !answers && writer.is_none() {
        return None;
    }
    let words = line.clone().find(|i| !is_handle(tree, *i))?;
    let spoken = tree.trim(words..line.end);
    if spoken.len() < 3 || (writer.is_none() && tells_on(tree, words)) {
        return None;
    }
    let head = writer.as_ref().map(|w| w.end.saturating_sub(2).max(w.start));
    Some(by_layout(writer, head, None, spoken))
}

/// Takes the handles that a post answers off the name of whoever speaks in it: "@handle my cousin
/// says …". The parser reads them as one name.
fn unhandle(tree: &Tree<'_, '_>, words: usize, one: &mut Found) {
    let cue = one.cue.as_ref().map_or(0, |c| c.start);
    let Some(source) = one.source.as_mut().filter(|s| s.start < words && cue > words) else {
        return;
    };
    if one.source_head.is_some_and(|h| h < words) {
        *source = tree.trim(words..cue);
        one.source_head = source.end.checked_sub(1);
    } else {
        *source = tree.trim(words..source.end.max(words + 1));
    }
}

/// "@handle added that …" is a sentence about the handle, not a post to it.
fn tells_on(tree: &Tree<'_, '_>, word: usize) -> bool {
    tree.is_verbal(word) && tree.annotated.word(word).starts_with(char::is_lowercase)
}

fn by_layout(
    source: Option<Range<usize>>,
    source_head: Option<usize>,
    cue: Option<Range<usize>>,
    spoken: Range<usize>,
) -> Found {
    Found {
        source,
        source_head,
        cue_head: cue.as_ref().map(|c| c.start),
        cue,
        parts: vec![spoken],
        certainty: Certainty::Certain,
        polarity: Polarity::Affirmed,
        attitude: Attitude::Says,
        is_clause: true,
    }
}
