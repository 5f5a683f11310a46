//! Rules that turn tags, words and relations into coarse parts of speech and fixed lemmas.
//!
//! In: for each token its lower-cased text, tag, relation and whether it is white space. Out:
//! changed parts of speech, morphology, lemmas, tags and relations. All patterns are matched
//! before any takes effect; where several speak of one token, the later rule wins.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::doc::Pos;
use crate::error::Error;
use crate::label::Label;

/// Says what morphology tells the lemmatiser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Morph {
    pub(crate) singular: bool,
    pub(crate) has_number: bool,
    pub(crate) infinitive: bool,
    pub(crate) finite: bool,
    pub(crate) present: bool,
    pub(crate) positive: bool,
}

/// Gives the properties of a token that patterns look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// What [`Ruler::word`] says of the word.
    pub(crate) passes: u128,
    pub(crate) tag: Label,
    /// Place of the tag among the tags of the tagger.
    pub(crate) tag_index: usize,
    pub(crate) dep: Label,
    pub(crate) is_space: bool,
}

/// Collects what the rules say of a token.
#[derive(Clone, Debug)]
pub(crate) struct Ruled {
    pub(crate) pos: Pos,
    pub(crate) morph: Morph,
    pub(crate) lemma: Option<Arc<str>>,
    pub(crate) tag: Label,
    pub(crate) dep: Label,
}

/// Holds the rules in order.
#[derive(Debug)]
pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// For each tag of the tagger, the rules whose first test it passes.
    by_tag: Vec<Vec<u32>>,
    words: Words,
}

/// Holds what patterns ask of words, each once, for a word is asked by many patterns and is met
/// many times.
#[derive(Debug, Default)]
struct Words {
    asked: Vec<Choice<String>>,
    /// Answers for words that some choice names, by bits, and for all others.
    named: HashMap<String, u128>,
    others: u128,
}

impl Words {
    /// Gives the place of a choice, if there is room for it.
    fn ask(&mut self, choice: Choice<String>) -> Option<u32> {
        let known = self.asked.iter().position(|one| *one == choice);
        let place = known.unwrap_or_else(|| {
            self.asked.push(choice);
            self.asked.len() - 1
        });
        u32::try_from(place).ok().filter(|place| *place < u128::BITS)
    }

    /// Answers for all words, once all is asked.
    fn answer(&mut self) {
        let answers = |word: Option<&String>| {
            let passes = |one: &Choice<String>| word.map_or(!one.allowed, |w| one.passes(w));
            let bits = self.asked.iter().enumerate().filter(|(_, one)| passes(one));
            bits.fold(0, |all, (place, _)| all | 1u128 << place)
        };
        self.others = answers(None);
        let words = self.asked.iter().flat_map(|one| &one.of);
        self.named = words.map(|word| (word.clone(), answers(Some(word)))).collect();
    }
}

#[derive(Debug)]
struct Rule {
    pattern: Vec<Test>,
    /// Token of the pattern that is changed.
    index: usize,
    change: Change,
}

#[derive(Debug, Default)]
struct Change {
    pos: Option<Pos>,
    morph: Option<Morph>,
    lemma: Option<Arc<str>>,
    tag: Option<Label>,
    dep: Option<Label>,
}

/// Holds what one token must fulfil.
#[derive(Debug, Default)]
struct Test {
    tag: Option<Choice<Label>>,
    dep: Option<Choice<Label>>,
    /// Place of the bit that says whether the word passes.
    lower: Option<u32>,
    is_space: Option<bool>,
}

/// Holds the labels or texts that are allowed, or those that are not. The few expressions among the
/// patterns (`^n'?t$`) have a handful of matches, which the model file spells out.
#[derive(Debug, PartialEq)]
struct Choice<T> {
    of: Vec<T>,
    allowed: bool,
}

impl<T> Choice<T> {
    fn passes<U: ?Sized>(&self, found: &U) -> bool
    where
        T: PartialEq<U>,
    {
        self.of.iter().any(|one| one == found) == self.allowed
    }

    fn map<U>(self, change: impl Fn(T) -> U) -> Choice<U> {
        Choice { of: self.of.into_iter().map(change).collect(), allowed: self.allowed }
    }
}

impl Test {
    fn passes(&self, seen: &Seen) -> bool {
        self.is_space.is_none_or(|s| s == seen.is_space)
            && self.tag.as_ref().is_none_or(|c| c.passes(&seen.tag))
            && self.dep.as_ref().is_none_or(|c| c.passes(&seen.dep))
            && self.lower.is_none_or(|c| seen.passes >> c & 1 == 1)
    }
}

impl Ruler {
    /// Reads the table `ruler`; `tags` are all tags the tagger may give.
    pub(crate) fn read(tables: &Value, tags: &[Label]) -> Result<Ruler, Error> {
        let fail = || Error::new("tables.ruler", "missing or malformed");
        let (mut rules, mut words) = (Vec::new(), Words::default());
        for entry in tables["ruler"].as_array().ok_or_else(fail)? {
            for pattern in entry["patterns"].as_array().ok_or_else(fail)? {
                let tests = pattern.as_array().ok_or_else(fail)?;
                let read = tests.iter().map(|test| read_test(test, &mut words));
                let pattern: Vec<Test> = read.collect::<Option<_>>().ok_or_else(fail)?;
                let index = entry["index"].as_u64().unwrap_or(0) as usize;
                let change = read_change(&entry["attrs"]).ok_or_else(fail)?;
                if index >= pattern.len() {
                    return Err(fail());
                }
                rules.push(Rule { pattern, index, change });
            }
        }
        let fits =
            |rule: &Rule, tag: Label| rule.pattern[0].tag.as_ref().is_none_or(|c| c.passes(&tag));
        let by_tag = tags.iter().map(|tag| {
            let fitting = rules.iter().enumerate().filter(|(_, r)| fits(r, *tag));
            fitting.map(|(i, _)| i as u32).collect()
        });
        let by_tag = by_tag.collect();
        words.answer();
        Ok(Ruler { rules, by_tag, words })
    }

    /// Says, by bits, what a lower-cased word passes of all that patterns ask of words.
    pub(crate) fn word(&self, lower: &str) -> u128 {
        self.words.named.get(lower).copied().unwrap_or(self.words.others)
    }

    /// Applies the rules to a text; gives what they say of each token, in order.
    pub(crate) fn apply<F: Fn(usize) -> Seen>(&self, length: usize, seen: F) -> Pass<'_, F> {
        Pass { ruler: self, length, seen, at: 0, due: Vec::new(), later: Vec::new() }
    }
}

/// Walks through a text, one token at a time.
pub(crate) struct Pass<'r, F> {
    ruler: &'r Ruler,
    length: usize,
    seen: F,
    at: usize,
    /// Rules that change the current token.
    due: Vec<u32>,
    /// Changes that a longer pattern makes to a later token: the token, and the rule.
    later: Vec<(usize, u32)>,
}

impl<F: Fn(usize) -> Seen> Pass<'_, F> {
    /// Finds the rules that change the current token, in the order of the rules.
    fn find(&mut self, first: &Seen) {
        let at = self.at;
        self.due.clear();
        if !self.later.is_empty() {
            self.due.extend(self.later.extract_if(.., |(t, _)| *t == at).map(|l| l.1));
        }
        for &index in self.ruler.by_tag.get(first.tag_index).into_iter().flatten() {
            let rule = &self.ruler.rules[index as usize];
            let mut rest = rule.pattern.iter().zip(at..self.length).skip(1);
            let fits = at + rule.pattern.len() <= self.length
                && rule.pattern[0].passes(first)
                && rest.all(|(test, token)| test.passes(&(self.seen)(token)));
            if fits && rule.index == 0 {
                self.due.push(index);
            } else if fits {
                self.later.push((at + rule.index, index));
            }
        }
        self.due.sort_unstable();
    }
}

impl<F: Fn(usize) -> Seen> Iterator for Pass<'_, F> {
    type Item = Ruled;

    fn next(&mut self) -> Option<Ruled> {
        if self.at >= self.length {
            return None;
        }
        let first = (self.seen)(self.at);
        let (pos, morph) = (Pos::None, Morph::default());
        let mut ruled = Ruled { pos, morph, lemma: None, tag: first.tag, dep: first.dep };
        self.find(&first);
        for index in &self.due {
            self.ruler.rules[*index as usize].change.make(&mut ruled);
        }
        self.at += 1;
        Some(ruled)
    }
}

impl Change {
    fn make(&self, token: &mut Ruled) {
        token.pos = self.pos.unwrap_or(token.pos);
        token.morph = self.morph.unwrap_or(token.morph);
        token.tag = self.tag.unwrap_or(token.tag);
        token.dep = self.dep.unwrap_or(token.dep);
        if let Some(lemma) = &self.lemma {
            token.lemma = Some(Arc::clone(lemma));
        }
    }
}

fn read_test(value: &Value, words: &mut Words) -> Option<Test> {
    let mut test = Test::default();
    for (key, value) in value.as_object()? {
        match key.as_str() {
            "TAG" => test.tag = Some(read_labels(value)?),
            "DEP" => test.dep = Some(read_labels(value)?),
            "LOWER" => test.lower = Some(words.ask(read_choice(value)?)?),
            "IS_SPACE" => test.is_space = Some(value.as_bool()?),
            _ => return None,
        }
    }
    Some(test)
}

fn read_labels(value: &Value) -> Option<Choice<Label>> {
    read_choice(value).map(|choice| choice.map(|text| Label::intern(&text)))
}

fn read_choice(value: &Value) -> Option<Choice<String>> {
    let texts = |list: &Value| -> Option<Vec<String>> {
        list.as_array()?.iter().map(|v| v.as_str().map(str::to_owned)).collect()
    };
    if let Some(text) = value.as_str() {
        return Some(Choice { of: vec![text.to_owned()], allowed: true });
    }
    let (key, list) = value.as_object()?.iter().next()?;
    match key.as_str() {
        "IN" => Some(Choice { of: texts(list)?, allowed: true }),
        "NOT_IN" => Some(Choice { of: texts(list)?, allowed: false }),
        _ => None,
    }
}

fn read_change(value: &Value) -> Option<Change> {
    let mut change = Change::default();
    for (key, value) in value.as_object()? {
        let text = value.as_str()?;
        match key.as_str() {
            "POS" => change.pos = Some(Pos::named(text)?),
            "MORPH" => change.morph = Some(read_morph(text)),
            "LEMMA" => change.lemma = Some(text.into()),
            "TAG" => change.tag = Some(Label::intern(text)),
            "DEP" => change.dep = Some(Label::intern(text)),
            _ => return None,
        }
    }
    Some(change)
}

fn read_morph(text: &str) -> Morph {
    let has = |feature: &str| text.split('|').any(|f| f == feature);
    Morph {
        singular: has("Number=Sing"),
        has_number: text.split('|').any(|f| f.starts_with("Number=")),
        infinitive: has("VerbForm=Inf"),
        finite: has("VerbForm=Fin"),
        present: has("Tense=Pres"),
        positive: has("Degree=Pos"),
    }
}
