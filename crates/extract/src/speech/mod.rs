//! Who is made to say what: attributions and the chain of voices at any token.
//!
//! An attribution is source, cue, content. Contents nest: the chain at a token runs from the
//! outlet through every attribution whose content holds the token, outermost first. Rules live one
//! a file and look at one word each; [`find`] runs them over the report and orders what they find.
//! What the report or a quoted speaker says of himself in the first person adds no voice.
//!
//! Must hold: contents lie in the text; following `within` ends; a judgement on a thing that is
//! named ("condemned the raid") lends no voice to the thing: the raid is still the narrator's.

mod attitude;
mod clauses;
mod closing;
mod direct;
mod extents;
mod found;
pub mod lexicon;
mod lines;
mod nesting;
mod nouns;
mod objects;
mod phrases;
mod quotations;
mod subjects;
mod tree;

use std::ops::Range;

use foldhash::{HashMap, HashSet};
use rashomon_model::{AttributionId, Certainty, EntityId, Polarity, Reading, Style, Voice};
use rashomon_text::Annotated;
use rashomon_text::syntax::Pos;

use crate::{Cast, Lexicons};
pub use attitude::Attitude;
use found::Found;
use lexicon::SpeechLexicon;
use tree::Tree;

/// One attribution in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenContent {
    /// Who is made to speak.
    pub source: Option<Range<usize>>,
    /// The token that heads the source.
    pub source_head: Option<usize>,
    /// The words that lend them the content.
    pub cue: Option<Range<usize>>,
    /// The token that heads the cue.
    pub cue_head: Option<usize>,
    /// What is theirs, from the first to the last word.
    pub content: Range<usize>,
    /// The same in pieces, where the speaker is named in the middle.
    pub parts: Vec<Range<usize>>,
    /// Whom the source denotes.
    pub entity: Option<EntityId>,
    /// The attribution whose content holds this one.
    pub within: Option<AttributionId>,
    /// How the words are given.
    pub style: Style,
    /// How firmly the source is said to hold the content.
    pub certainty: Certainty,
    /// Whether the source affirms or denies it.
    pub polarity: Polarity,
    /// What the source does with the content.
    pub attitude: Attitude,
    /// Whether the content is a clause or speech; otherwise it is a thing that is named.
    pub is_clause: bool,
}

impl SpokenContent {
    /// Tells whether the source speaks. What somebody thinks or wants inside another's words is
    /// that other's telling, and no voice of its own.
    pub fn tells(&self) -> bool {
        let speaks = matches!(self.attitude, Attitude::Says | Attitude::Denies | Attitude::Accuses);
        speaks && self.is_clause
    }

    /// Tells whether the words of the content are the source's own telling.
    ///
    /// "Condemned the raid" names a raid that the narrator tells of; "said that a raid" tells it.
    pub fn lends_voice(&self) -> bool {
        self.is_clause || !self.attitude.is_judging()
    }
}

/// All attributions of a report, in text order of their contents.
#[derive(Default)]
pub struct Speech {
    /// The attributions; an [`AttributionId`] is a position here.
    pub contents: Vec<SpokenContent>,
    innermost: Vec<Option<u32>>,
    stances: Vec<Option<(Certainty, Polarity)>>,
}

impl Speech {
    /// Returns the innermost attribution that lends its voice to the token.
    pub fn innermost(&self, token: usize) -> Option<AttributionId> {
        let number = self.innermost.get(token).copied().flatten()?;
        Some(AttributionId(number))
    }

    /// Returns an attribution.
    pub fn get(&self, id: AttributionId) -> Option<&SpokenContent> {
        self.contents.get(id.index())
    }

    /// Returns how the innermost voice at a token puts what it says: what the narrator says, and
    /// no other voice, is certain and affirmed as far as this goes. Thoughts and wishes inside
    /// another's words count here though they are no voices: "said the rebels wanted to attack".
    pub fn stance_at(&self, token: usize) -> (Certainty, Polarity) {
        let stance = self.stances.get(token).copied().flatten();
        stance.unwrap_or((Certainty::Certain, Polarity::Affirmed))
    }

    /// Returns the attributions that judge a thing: who condemns, praises, supports or opposes what.
    pub fn judgements(&self) -> impl Iterator<Item = (AttributionId, &SpokenContent)> {
        let judging = self.contents.iter().enumerate().filter(|(_, c)| c.attitude.is_judging());
        judging.map(|(number, content)| (AttributionId::at(number), content))
    }

    /// Returns the chain of voices at a token: the outlet, then each attribution, outermost first.
    pub fn voices(&self, annotated: &Annotated<'_>, token: usize) -> Vec<Voice> {
        let mut chain = Vec::new();
        let mut next = self.innermost(token);
        while let Some(id) = next {
            let Some(content) = self.get(id).filter(|_| chain.len() <= self.contents.len()) else {
                break;
            };
            if content.lends_voice() {
                chain.push(Voice::Attribution { id, entity: content.entity });
            }
            next = content.within;
        }
        chain.push(Voice::Outlet(annotated.report.outlet.clone()));
        chain.reverse();
        chain
    }

    /// Writes the attributions into the reading.
    pub fn write(&self, annotated: &Annotated<'_>, reading: &mut Reading) {
        let span = |r: &Option<Range<usize>>| r.clone().map(|r| annotated.span(r));
        reading.attributions = self
            .contents
            .iter()
            .map(|c| rashomon_model::Attribution {
                source: span(&c.source),
                cue: span(&c.cue),
                content: annotated.span(c.content.clone()),
                entity: c.entity,
                within: c.within,
                style: c.style,
                certainty: c.certainty,
                polarity: c.polarity,
            })
            .collect();
    }
}

/// Finds who is made to say what.
pub fn find(annotated: &Annotated<'_>, cast: &Cast, lexicons: &Lexicons) -> Speech {
    let lexicon = &lexicons.speech;
    let tree = Tree::new(annotated);
    let mut found: Vec<Found> = (0..tree.len()).flat_map(|i| at(&tree, i, lexicon)).collect();
    direct::find(&tree, lexicon, &mut found);
    closing::find(&tree, lexicon, &mut found);
    lines::find(&tree, lexicon, &mut found);
    drop_carriers(&mut found);
    found.retain(|f| adds_a_voice(&tree, f));
    let mut contents: Vec<SpokenContent> =
        found.into_iter().map(|f| settled(&tree, cast, f)).collect();
    // Of two with the same content, whoever is cited stands inside who cites.
    let cited = |c: &SpokenContent| c.cue_head.is_some_and(|cue| phrases::is_citing(&tree, cue));
    contents
        .sort_by_key(|c| (c.content.start, std::cmp::Reverse(c.content.end), cited(c), c.cue_head));
    let within = nesting::around(&contents, tree.len());
    let stances = stances(&contents, tree.len());
    let told = within.iter().zip(&contents).map(|(outer, c)| outer.is_none() || c.tells());
    let mut told = told.collect::<Vec<bool>>().into_iter();
    contents.retain(|_| told.next().unwrap_or(true));
    let within = nesting::around(&contents, tree.len());
    for (content, outer) in contents.iter_mut().zip(within) {
        content.within = outer.map(AttributionId::at);
    }
    chain_citations(&tree, &mut contents);
    let innermost = nesting::innermost(&contents, tree.len(), SpokenContent::lends_voice);
    Speech { contents, innermost, stances }
}

/// Puts the one cited inside the one who cites: "Reuters reported …, citing two medics".
fn chain_citations(tree: &Tree<'_, '_>, contents: &mut [SpokenContent]) {
    let hosts: HashMap<usize, usize> =
        contents.iter().enumerate().filter_map(|(n, c)| Some((c.cue_head?, n))).collect();
    for content in contents.iter_mut().filter(|c| c.within.is_none()) {
        let host = content.cue_head.and_then(|cue| phrases::host(tree, cue));
        let host = host.and_then(|host| hosts.get(&host));
        content.within = host.map(|n| AttributionId::at(*n));
    }
}

/// Returns for each token how the innermost content at it is put, thoughts and wishes included.
fn stances(contents: &[SpokenContent], tokens: usize) -> Vec<Option<(Certainty, Polarity)>> {
    let marks = nesting::innermost(contents, tokens, SpokenContent::lends_voice);
    let stance = |n: u32| contents.get(n as usize).map(|c| (c.certainty, c.polarity));
    marks.into_iter().map(|mark| mark.and_then(stance)).collect()
}

/// Runs the rules that start from one word.
fn at(tree: &Tree<'_, '_>, i: usize, lexicon: &SpeechLexicon) -> Vec<Found> {
    let mut found = Vec::new();
    let lemma = tree.lemma(i);
    let cited = phrases::citing(tree, i, lexicon);
    if tree.pos(i) == Pos::Verb
        && cited.is_none()
        && let Some(entry) = lexicon.verbs.get(&*lemma)
    {
        let lent = clauses::find(tree, i, entry, lexicon);
        let lent = lent.or_else(|| objects::find(tree, i, entry, lexicon));
        found.extend(lent.map(|mut f| {
            nouns::publisher(tree, &mut f, lexicon);
            carried(tree, &mut f, lexicon);
            f
        }));
    }
    if matches!(tree.pos(i), Pos::Noun | Pos::Propn) {
        let noun = lexicon.nouns.get(&*lemma);
        found.extend(noun.and_then(|entry| nouns::find(tree, i, entry, lexicon)));
        found.extend(phrases::view(tree, i, lexicon));
    }
    if found.is_empty() && matches!(tree.pos(i), Pos::Adj | Pos::Verb) {
        let word = tree.annotated.word(i).to_lowercase();
        let adjective = lexicon.adjectives.get(&word);
        found.extend(adjective.and_then(|entry| nouns::adjective(tree, i, entry)));
    }
    found.extend(cited);
    if let Some(passed) = phrases::passing_on(tree, i, lexicon) {
        // "quoted an officer as saying": the officer is nothing that is told.
        found.retain(|f| f.cue_head != Some(i));
        found.push(passed);
    }
    found.extend(phrases::opening(tree, i, lexicon));
    found.extend(phrases::hearsay(tree, i, lexicon));
    found
}

/// Takes the verb that carries the cue into it ("continued to warn"), and the medium behind it
/// ("said in a statement").
fn carried(tree: &Tree<'_, '_>, found: &mut Found, lexicon: &SpeechLexicon) {
    let (Some(verb), Some(cue)) = (found.cue_head, found.cue.as_mut()) else { return };
    let carrier = tree.head(verb);
    let linked = tree.dep(verb) == "xcomp" && carrier < cue.start;
    if linked && lexicon.carry.contains(&*tree.lemma(carrier)) {
        let between = tree.verb_group(carrier).end..cue.start;
        if between.len() <= 2 {
            cue.start = tree.verb_group(carrier).start;
        }
    }
    let behind = tree.children(verb).find(|c| *c == cue.end && tree.dep(*c) == "prep");
    let medium = behind.and_then(|p| tree.child(p, "pobj"));
    if let Some(medium) = medium.filter(|m| lexicon.media.contains(&*tree.lemma(*m)))
        && medium < cue.end + 5
        && found.parts.iter().all(|p| p.start > medium || p.end <= cue.start)
    {
        cue.end = medium + 1;
    }
}

/// Drops "issued a statement" where "issued a statement saying" is found too.
fn drop_carriers(found: &mut Vec<Found>) {
    let inner =
        |f: &Found| Some(f.cue.clone()?.filter(|i| f.cue_head != Some(*i)).collect::<Vec<_>>());
    let carrying: HashSet<usize> =
        found.iter().filter(|f| f.is_clause).filter_map(inner).flatten().collect();
    // "announced in a statement that …": the verb has a source, the medium beside it has none.
    let own = |f: &Found| f.is_clause && f.source.is_some();
    found.retain(|f| own(f) || f.cue_head.is_none_or(|c| !carrying.contains(&c)));
}

/// Tells whether an attribution brings in a voice: not "I think", nor a bare "you know".
fn adds_a_voice(tree: &Tree<'_, '_>, found: &Found) -> bool {
    let Some(source) = found.source_head else { return true };
    // A verb outside the marks whose subject stands inside them: the parse has slipped.
    let slipped = tree.quote(source).is_some()
        && found.cue_head.is_some_and(|cue| tree.quote(cue) != tree.quote(source));
    !slipped && !tree.is_any(source, &["i", "we", "you", "us", "me", "let"])
}

/// Turns what a rule found into an attribution.
fn settled(tree: &Tree<'_, '_>, cast: &Cast, mut found: Found) -> SpokenContent {
    found.parts.sort_by_key(|p| p.start);
    let content = found.hull();
    let denoted = found.source_head.and_then(|head| entity(tree, cast, head));
    SpokenContent {
        source: found.source,
        source_head: found.source_head,
        cue: found.cue,
        cue_head: found.cue_head,
        style: style(tree, &found.parts),
        content,
        parts: found.parts,
        entity: denoted,
        within: None,
        certainty: found.certainty,
        polarity: found.polarity,
        attitude: found.attitude,
        is_clause: found.is_clause,
    }
}

/// Returns whom a source denotes; "who" and "which" denote what they follow.
fn entity(tree: &Tree<'_, '_>, cast: &Cast, head: usize) -> Option<EntityId> {
    let relative = matches!(tree.tag(head), "WP" | "WDT");
    let clause = tree.head(head);
    let head = if relative && tree.dep(clause) == "relcl" { tree.head(clause) } else { head };
    let named = cast.headed_by(head).or_else(|| cast.at(head)).and_then(|mention| mention.entity);
    named.or_else(|| cast.entity_of_token(head))
}

/// Tells how the words are given: all between marks, none, or both.
fn style(tree: &Tree<'_, '_>, parts: &[Range<usize>]) -> Style {
    let quoted: usize = parts.iter().map(|p| tree.quoted_words(p)).sum();
    let words: usize = parts.iter().map(|p| tree.words(p)).sum();
    match (quoted, words) {
        (0, _) => Style::Indirect,
        (q, all) if q == all => Style::Direct,
        _ => Style::Mixed,
    }
}
