//! The annotated report as the rules of this part look at it.
//!
//! In: annotated text, cast, speech. Out: constant-time questions about a token: its lemma, its
//! dependents, the number, time or mention at it, the edges of its subtree.
//! Must hold: building it is linear in the number of tokens and mentions; no question scans more
//! than one sentence.

use std::ops::Range;

use foldhash::HashSet;
use rashomon_model::{EntityId, EntityKind, MentionId, PlaceId, PlacePrecision, Reading};
use rashomon_text::Annotated;
use rashomon_text::syntax::Pos;

use crate::events::correction::Corrections;
use crate::events::dateline;
use crate::events::lexicon::{EventLexicon, Person, Weapon};
use crate::events::people::armed::Armed;
use crate::lower::Lowered;
use crate::{Cast, CastMention, Speech};

/// One report under the eyes of the rules.
pub(crate) struct Scene<'a> {
    pub(crate) annotated: &'a Annotated<'a>,
    pub(crate) cast: &'a Cast,
    pub(crate) speech: &'a Speech,
    pub(crate) lexicon: &'a EventLexicon,
    lemmas: Lowered,
    words: Lowered,
    left: Vec<usize>,
    right: Vec<usize>,
    sentence: Vec<usize>,
    number: Vec<Option<usize>>,
    time: Vec<Option<usize>>,
    outer: Vec<Option<usize>>,
    headed: Vec<Option<usize>>,
    places: Vec<Option<PlaceId>>,
    countries: HashSet<PlaceId>,
    armed: Armed,
    pub(crate) corrections: Corrections,
    /// The first token behind the dateline.
    pub(crate) dateline: usize,
}

impl<'a> Scene<'a> {
    /// Prepares a report.
    pub(crate) fn new(
        annotated: &'a Annotated<'a>,
        cast: &'a Cast,
        speech: &'a Speech,
        lexicon: &'a EventLexicon,
        reading: &Reading,
    ) -> Scene<'a> {
        let count = annotated.tokens().len();
        let (left, right) = edges(annotated);
        let mut scene = Scene {
            annotated,
            cast,
            speech,
            lexicon,
            lemmas: Lowered::of(annotated.tokens().iter().map(|t| &*t.lemma)),
            words: Lowered::of((0..count).map(|i| annotated.word(i))),
            left,
            right,
            sentence: vec![0; count],
            number: vec![None; count],
            time: vec![None; count],
            outer: vec![None; count],
            headed: vec![None; count],
            places: vec![None; cast.mentions.len()],
            countries: HashSet::default(),
            armed: Armed::default(),
            corrections: Corrections::default(),
            dateline: 0,
        };
        for (index, sentence) in annotated.doc.sentences().iter().enumerate() {
            fill(&mut scene.sentence, sentence, index);
        }
        for (index, number) in annotated.numbers.iter().enumerate() {
            fill(&mut scene.number, &number.tokens, Some(index));
        }
        for (index, time) in annotated.times.iter().enumerate() {
            fill(&mut scene.time, &time.tokens, Some(index));
        }
        scene.place_mentions(reading);
        scene.armed = Armed::new(&scene);
        scene.corrections = Corrections::new(&scene);
        scene.dateline = dateline::end(&scene);
        scene
    }

    fn place_mentions(&mut self, reading: &Reading) {
        let mut order: Vec<usize> = (0..self.cast.mentions.len()).collect();
        order.sort_by_key(|m| std::cmp::Reverse(self.cast.mentions[*m].tokens.len()));
        // Longest first: the outer mention is the first to reach a token.
        for index in order {
            let mention = &self.cast.mentions[index];
            for token in mention.tokens.clone() {
                if let Some(slot) = self.outer.get_mut(token) {
                    slot.get_or_insert(index);
                }
            }
            if let Some(slot) = self.headed.get_mut(mention.head) {
                slot.get_or_insert(index);
            }
        }
        for (index, place) in reading.places.iter().enumerate() {
            let wide = [PlacePrecision::Country, PlacePrecision::Continent];
            if place.precision.is_some_and(|p| wide.contains(&p)) {
                self.countries.insert(PlaceId::at(index));
            }
            let slot = place.mention.and_then(|MentionId(m)| self.places.get_mut(m as usize));
            if let Some(slot) = slot {
                slot.get_or_insert(PlaceId::at(index));
            }
        }
    }

    /// Returns the parties that bear arms, as far as the report tells.
    pub(crate) fn armed(&self) -> &Armed {
        &self.armed
    }

    /// Returns the number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.lemmas.len()
    }

    /// Returns the lower-case lemma.
    pub(crate) fn lemma(&self, token: usize) -> &str {
        self.lemmas.get(token)
    }

    /// Returns the lower-case word.
    pub(crate) fn word(&self, token: usize) -> &str {
        self.words.get(token)
    }

    /// Returns the dependency label.
    pub(crate) fn dep(&self, token: usize) -> &'static str {
        self.annotated.tokens().get(token).map_or("", |t| t.dep.as_str())
    }

    /// Returns the fine tag.
    pub(crate) fn tag(&self, token: usize) -> &'static str {
        self.annotated.tokens().get(token).map_or("", |t| t.tag.as_str())
    }

    /// Returns the part of speech.
    pub(crate) fn pos(&self, token: usize) -> Pos {
        self.annotated.tokens().get(token).map_or(Pos::None, |t| t.pos)
    }

    /// Tells whether the token is a noun or a name.
    pub(crate) fn is_noun(&self, token: usize) -> bool {
        matches!(self.pos(token), Pos::Noun | Pos::Propn)
    }

    /// Tells whether the token is a verb form.
    pub(crate) fn is_verb(&self, token: usize) -> bool {
        matches!(self.pos(token), Pos::Verb | Pos::Aux)
    }

    /// Returns the head, or nothing at a root.
    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        let head = self.annotated.tokens().get(token)?.head as usize;
        (head != token).then_some(head)
    }

    /// Returns the dependents in text order.
    pub(crate) fn kids(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.annotated.doc.children(token).iter().map(|k| *k as usize)
    }

    /// Returns the first dependent with one of the labels.
    pub(crate) fn kid(&self, token: usize, deps: &[&str]) -> Option<usize> {
        self.kids(token).find(|k| deps.contains(&self.dep(*k)))
    }

    /// Returns the object of the first preposition with one of the words.
    pub(crate) fn prep_object(&self, token: usize, words: &[&str]) -> Option<usize> {
        self.kids(token)
            .filter(|k| matches!(self.dep(*k), "prep" | "agent" | "dative"))
            .filter(|k| words.contains(&self.word(*k)))
            .find_map(|k| self.kid(k, &["pobj"]))
    }

    /// Returns a token and those coordinated with it, in text order, at most 40.
    pub(crate) fn coordinated(&self, token: usize) -> Vec<usize> {
        let mut out = vec![token];
        let mut next = token;
        while let Some(conj) = self.kid(next, &["conj"]) {
            if out.len() >= 40 || conj <= next || self.is_verb(conj) != self.is_verb(token) {
                break;
            }
            out.push(conj);
            next = conj;
        }
        out
    }

    /// Returns the tokens from the leftmost to the rightmost descendant.
    pub(crate) fn subtree(&self, token: usize) -> Range<usize> {
        match (self.left.get(token), self.right.get(token)) {
            (Some(left), Some(right)) => *left..right + 1,
            _ => token..token,
        }
    }

    /// Returns the noun phrase of a head: modifiers before it and "of" after it, no clauses.
    pub(crate) fn phrase(&self, token: usize) -> Range<usize> {
        let mut range = token..token + 1;
        for kid in self.kids(token) {
            let keep = match self.dep(kid) {
                "det" | "amod" | "nummod" | "compound" | "poss" | "nmod" | "quantmod"
                | "advmod" | "predet" => kid < token && self.tag(kid) != "WRB",
                "case" => true,
                "prep" => self.word(kid) == "of",
                _ => false,
            };
            if !keep {
                continue;
            }
            let part = match self.dep(kid) {
                "prep" => match self.kid(kid, &["pobj"]) {
                    Some(object) => kid..self.phrase_end(object),
                    None => continue,
                },
                _ => self.subtree(kid),
            };
            range = range.start.min(part.start)..range.end.max(part.end);
        }
        self.trim(range, token)
    }

    fn phrase_end(&self, object: usize) -> usize {
        let nested = self.kids(object).filter(|k| self.word(*k) == "of" || self.dep(*k) == "case");
        nested.map(|k| self.subtree(k).end).max().unwrap_or(0).max(object + 1).min(object + 8)
    }

    /// Cuts determiners, punctuation and spaces at the edges.
    fn trim(&self, range: Range<usize>, head: usize) -> Range<usize> {
        let dull = |t: usize| matches!(self.pos(t), Pos::Punct | Pos::Space | Pos::Cconj);
        let article = |t: usize| matches!(self.word(t), "the" | "a" | "an");
        let (mut start, mut end) = (range.start, range.end);
        // A line break, a dash or a date before the head parts the phrase from what went before.
        let parts = |t: usize| {
            self.pos(t) == Pos::Space && t > start
                || matches!(self.word(t), "—" | "–" | "--" | "]" | ":" | ";" | "�")
                || self.time(t).is_some() && self.tag(t) == "CD"
        };
        if let Some(cut) = (start..head).rev().find(|t| parts(*t)) {
            start = cut + 1;
        }
        while start < head && (dull(start) || article(start)) {
            start += 1;
        }
        while end > head + 1 && dull(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Returns the words of a run of tokens as received.
    pub(crate) fn text(&self, tokens: Range<usize>) -> String {
        self.annotated.received(tokens).to_owned()
    }

    /// Returns the index of the sentence that holds a token.
    pub(crate) fn sentence(&self, token: usize) -> usize {
        self.sentence.get(token).copied().unwrap_or(0)
    }

    /// Returns the tokens of a token's sentence.
    pub(crate) fn sentence_tokens(&self, token: usize) -> Range<usize> {
        self.annotated.doc.sentences().get(self.sentence(token)).cloned().unwrap_or(0..0)
    }

    /// Returns the position of the number that holds a token.
    pub(crate) fn number(&self, token: usize) -> Option<usize> {
        self.number.get(token).copied().flatten()
    }

    /// Returns the position of the time expression that holds a token.
    pub(crate) fn time(&self, token: usize) -> Option<usize> {
        self.time.get(token).copied().flatten()
    }

    /// Returns the longest mention that holds a token, with its position.
    pub(crate) fn outer_mention(&self, token: usize) -> Option<(usize, &'a CastMention)> {
        let index = self.outer.get(token).copied().flatten()?;
        self.cast.mentions.get(index).map(|m| (index, m))
    }

    /// Returns the mention headed by a token.
    pub(crate) fn headed(&self, token: usize) -> Option<&'a CastMention> {
        let index = self.headed.get(token).copied().flatten()?;
        self.cast.mentions.get(index)
    }

    /// Returns the entity denoted by the mention headed by a token.
    pub(crate) fn entity(&self, token: usize) -> Option<EntityId> {
        self.headed(token).and_then(|m| m.entity)
    }

    /// Returns the body to which the noun at a token belongs by a pronoun: "its fighters".
    pub(crate) fn owner(&self, noun: usize) -> Option<EntityId> {
        let owner = self.kids(noun).find_map(|k| self.cast.owner(k))?;
        self.cast.entity(owner).filter(|e| e.kind == EntityKind::Group).map(|_| owner)
    }

    /// Returns the place of the reading that a mention stands for.
    pub(crate) fn place_of(&self, mention: usize) -> Option<PlaceId> {
        self.places.get(mention).copied().flatten()
    }

    /// Tells whether a place is a country or larger.
    pub(crate) fn is_country(&self, place: PlaceId) -> bool {
        self.countries.contains(&place)
    }

    /// Tells whether the mention headed by a token is of a kind.
    pub(crate) fn is_kind(&self, token: usize, kinds: &[EntityKind]) -> bool {
        self.headed(token).is_some_and(|m| kinds.contains(&m.kind))
    }

    /// Returns what the noun at a token says of people.
    pub(crate) fn person(&self, token: usize) -> Option<Person> {
        let known = self.lexicon.person(self.lemma(token));
        let known = known.or_else(|| self.lexicon.person(self.word(token)));
        // Headlines write "Militants Killed", which the tagger takes for names.
        let plural = || self.word(token).strip_suffix('s').filter(|_| self.is_noun(token));
        known.or_else(|| plural().and_then(|word| self.lexicon.person(word)))
    }

    /// Returns the weapon that ends at a token, with the tokens that name it.
    pub(crate) fn weapon(&self, token: usize) -> Option<(&'a Weapon, Range<usize>)> {
        if !self.is_noun(token) {
            return None;
        }
        let lexicon: &'a EventLexicon = self.lexicon;
        let by_lemma = lexicon.weapons(self.lemma(token));
        let list = if by_lemma.is_empty() { lexicon.weapons(self.word(token)) } else { by_lemma };
        list.iter().find_map(|weapon| {
            let start = (token + 1).checked_sub(weapon.words.len())?;
            let before = &weapon.words[..weapon.words.len() - 1];
            let fits = before.iter().enumerate().all(|(i, w)| self.word(start + i) == w);
            fits.then_some((weapon, start..token + 1))
        })
    }

    /// Tells whether the noun at a token names a thing that can be damaged.
    pub(crate) fn is_building(&self, token: usize) -> bool {
        let before = token.checked_sub(1).map_or("", |b| self.word(b));
        self.is_noun(token) && self.lexicon.building(before, self.lemma(token))
            || self.is_kind(token, &[EntityKind::Facility])
    }

    /// Tells whether a token's word or lemma is a cue of a kind.
    pub(crate) fn cue(&self, kind: &str, token: usize) -> bool {
        self.lexicon.cue(kind, self.word(token)) || self.lexicon.cue(kind, self.lemma(token))
    }
}

fn fill<T: Copy>(slots: &mut [T], tokens: &Range<usize>, value: T) {
    if let Some(part) = slots.get_mut(tokens.clone()) {
        part.fill(value);
    }
}

/// Finds the leftmost and rightmost descendant of every token, children before parents.
fn edges(annotated: &Annotated<'_>) -> (Vec<usize>, Vec<usize>) {
    let tokens = annotated.tokens();
    let mut left: Vec<usize> = (0..tokens.len()).collect();
    let mut right = left.clone();
    let mut order = Vec::with_capacity(tokens.len());
    let roots = (0..tokens.len()).filter(|i| tokens[*i].head as usize == *i);
    order.extend(roots);
    let mut next = 0;
    while let Some(token) = order.get(next).copied() {
        order.extend(annotated.doc.children(token).iter().map(|k| *k as usize));
        next += 1;
    }
    for token in order.into_iter().rev() {
        let head = tokens[token].head as usize;
        if head < tokens.len() {
            left[head] = left[head].min(left[token]);
            right[head] = right[head].max(right[token]);
        }
    }
    (left, right)
}
