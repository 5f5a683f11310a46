//! Rules that turn tags, words and relations into coarse parts of speech and fixed lemmas.
//!
//! In: for each token its lower-cased text, tag, relation and whether it is white space. Out:
//! changed parts of speech, morphology, lemmas, tags and relations. All patterns are matched
//! before any takes effect; where several speak of one token, the later rule wins.

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
pub(crate) struct Seen<'a> {
    pub(crate) lower: &'a str,
    pub(crate) tag: Label,
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
    /// For each tag, the rules whose first test it passes; for others, all rules.
    by_tag: Vec<(Label, Vec<u32>)>,
    all: Vec<u32>,
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
    tag: Option<Choice>,
    dep: Option<Choice>,
    lower: Option<Choice>,
    is_space: Option<bool>,
}

/// Holds the texts that are allowed, or those that are not. The few expressions among the
/// patterns (`^n'?t$`) have a handful of matches, which the model file spells out.
#[derive(Debug)]
struct Choice {
    texts: Vec<String>,
    allowed: bool,
}

impl Choice {
    fn passes(&self, text: &str) -> bool {
        self.texts.iter().any(|t| t == text) == self.allowed
    }
}

impl Test {
    fn passes(&self, seen: &Seen<'_>) -> bool {
        self.is_space.is_none_or(|s| s == seen.is_space)
            && self.tag.as_ref().is_none_or(|c| c.passes(seen.tag.as_str()))
            && self.lower.as_ref().is_none_or(|c| c.passes(seen.lower))
            && self.dep.as_ref().is_none_or(|c| c.passes(seen.dep.as_str()))
    }
}

impl Ruler {
    /// Reads the table `ruler`; `tags` are all tags the tagger may give.
    pub(crate) fn read(tables: &Value, tags: &[Label]) -> Result<Ruler, Error> {
        let fail = || Error::new("tables.ruler", "missing or malformed");
        let mut rules = Vec::new();
        for entry in tables["ruler"].as_array().ok_or_else(fail)? {
            for pattern in entry["patterns"].as_array().ok_or_else(fail)? {
                let tests = pattern.as_array().ok_or_else(fail)?;
                let pattern: Vec<Test> =
                    tests.iter().map(read_test).collect::<Option<_>>().ok_or_else(fail)?;
                let index = entry["index"].as_u64().unwrap_or(0) as usize;
                let change = read_change(&entry["attrs"]).ok_or_else(fail)?;
                if index >= pattern.len() {
                    return Err(fail());
                }
                rules.push(Rule { pattern, index, change });
            }
        }
        let fits = |rule: &Rule, tag: Label| {
            rule.pattern[0].tag.as_ref().is_none_or(|c| c.passes(tag.as_str()))
        };
        let by_tag = tags.iter().map(|tag| {
            let fitting = rules.iter().enumerate().filter(|(_, r)| fits(r, *tag));
            (*tag, fitting.map(|(i, _)| i as u32).collect())
        });
        let by_tag = by_tag.collect();
        let all = (0..rules.len() as u32).collect();
        Ok(Ruler { rules, by_tag, all })
    }

    /// Applies the rules to a text; gives what they say of each token, in order.
    pub(crate) fn apply<'a, F: Fn(usize) -> Seen<'a>>(
        &self,
        length: usize,
        seen: F,
    ) -> Pass<'_, F> {
        Pass { ruler: self, length, seen, at: 0, later: Vec::new() }
    }

    fn candidates(&self, tag: Label) -> &[u32] {
        self.by_tag.iter().find(|(t, _)| *t == tag).map_or(&self.all, |(_, rules)| rules)
    }
}

/// Walks through a text, one token at a time.
pub(crate) struct Pass<'r, F> {
    ruler: &'r Ruler,
    length: usize,
    seen: F,
    at: usize,
    /// Changes that a longer pattern makes to a later token: the token, and the rule.
    later: Vec<(usize, u32)>,
}

impl<'a, F: Fn(usize) -> Seen<'a>> Pass<'_, F> {
    /// Gives the rules that change the current token, in the order of the rules.
    fn due(&mut self, first: &Seen<'a>) -> Vec<u32> {
        let at = self.at;
        let mut due: Vec<u32> = self.later.extract_if(.., |(t, _)| *t == at).map(|l| l.1).collect();
        for &index in self.ruler.candidates(first.tag) {
            let rule = &self.ruler.rules[index as usize];
            let mut rest = rule.pattern.iter().zip(at..self.length).skip(1);
            let fits = at + rule.pattern.len() <= self.length
                && rule.pattern[0].passes(first)
                && rest.all(|(test, token)| test.passes(&(self.seen)(token)));
            if fits && rule.index == 0 {
                due.push(index);
            } else if fits {
                self.later.push((at + rule.index, index));
            }
        }
        due.sort_unstable();
        due
    }
}

impl<'a, F: Fn(usize) -> Seen<'a>> Iterator for Pass<'_, F> {
    type Item = Ruled;

    fn next(&mut self) -> Option<Ruled> {
        if self.at >= self.length {
            return None;
        }
        let first = (self.seen)(self.at);
        let (pos, morph) = (Pos::None, Morph::default());
        let mut ruled = Ruled { pos, morph, lemma: None, tag: first.tag, dep: first.dep };
        for index in self.due(&first) {
            self.ruler.rules[index as usize].change.make(&mut ruled);
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

fn read_test(value: &Value) -> Option<Test> {
    let mut test = Test::default();
    for (key, value) in value.as_object()? {
        match key.as_str() {
            "TAG" => test.tag = Some(read_choice(value)?),
            "DEP" => test.dep = Some(read_choice(value)?),
            "LOWER" => test.lower = Some(read_choice(value)?),
            "IS_SPACE" => test.is_space = Some(value.as_bool()?),
            _ => return None,
        }
    }
    Some(test)
}

fn read_choice(value: &Value) -> Option<Choice> {
    let texts = |list: &Value| -> Option<Vec<String>> {
        list.as_array()?.iter().map(|v| v.as_str().map(str::to_owned)).collect()
    };
    if let Some(text) = value.as_str() {
        return Some(Choice { texts: vec![text.to_owned()], allowed: true });
    }
    let (key, list) = value.as_object()?.iter().next()?;
    match key.as_str() {
        "IN" => Some(Choice { texts: texts(list)?, allowed: true }),
        "NOT_IN" => Some(Choice { texts: texts(list)?, allowed: false }),
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
