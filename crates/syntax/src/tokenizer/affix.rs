//! Finds prefixes, suffixes and infixes: short patterns of character classes with context.
//!
//! In: text without white space. Out: lengths or byte ranges. A rule is a body of classes, the
//! last of which may repeat, with classes required behind it and a class required or forbidden
//! ahead. Rules come from the model file. Prefixes and infixes: the first rule that fits wins.
//! Suffixes: the longest one wins, because a search from the left would meet it first.

use serde_json::Value;

use crate::chars::CharSet;
use crate::error::Error;

/// Holds the three rule lists and the classes they refer to.
#[derive(Debug)]
pub(crate) struct Affixes {
    classes: Vec<CharSet>,
    prefixes: Vec<Rule>,
    suffixes: Vec<Rule>,
    infixes: Vec<Rule>,
    /// Characters some prefix or infix may begin with, and some suffix may end with.
    prefix_first: CharSet,
    suffix_last: CharSet,
    infix_first: CharSet,
}

#[derive(Debug)]
struct Rule {
    behind: Vec<usize>,
    body: Vec<usize>,
    repeats: bool,
    ahead: Option<usize>,
    not_ahead: Option<usize>,
}

impl Affixes {
    /// Reads the lists `prefixes`, `suffixes` and `infixes`.
    pub(crate) fn read(rules: &Value, classes: Vec<CharSet>) -> Result<Affixes, Error> {
        let list = |name: &str| {
            read_rules(&rules[name], &format!("tables.tokenizer.{name}"), classes.len())
        };
        let (prefixes, suffixes, infixes) =
            (list("prefixes")?, list("suffixes")?, list("infixes")?);
        let union = |rules: &[Rule], pick: fn(&Rule) -> Option<&usize>| {
            let mut all = CharSet::default();
            rules.iter().filter_map(pick).for_each(|c| all.extend(&classes[*c]));
            all
        };
        Ok(Affixes {
            prefix_first: union(&prefixes, |r| r.body.first()),
            suffix_last: union(&suffixes, |r| r.body.last()),
            infix_first: union(&infixes, |r| r.body.first()),
            classes,
            prefixes,
            suffixes,
            infixes,
        })
    }

    /// Gives the length in bytes of the prefix to cut off, or zero.
    pub(crate) fn prefix(&self, text: &str) -> usize {
        if !text.chars().next().is_some_and(|c| self.prefix_first.has(c)) {
            return 0;
        }
        self.prefixes.iter().find_map(|rule| self.fits_at(rule, text, 0)).unwrap_or(0)
    }

    /// Gives the length in bytes of the suffix to cut off, or zero.
    pub(crate) fn suffix(&self, text: &str) -> usize {
        if !text.chars().next_back().is_some_and(|c| self.suffix_last.has(c)) {
            return 0;
        }
        self.suffixes.iter().filter_map(|rule| self.fits_end(rule, text)).max().unwrap_or(0)
    }

    /// Finds the next infix that begins at byte `from` or later.
    pub(crate) fn infix(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        for (at, c) in text[from..].char_indices() {
            if self.infix_first.has(c) {
                let start = from + at;
                let end = self.infixes.iter().find_map(|rule| self.fits_at(rule, text, start));
                if let Some(end) = end {
                    return Some((start, end));
                }
            }
        }
        None
    }

    /// Gives the end of a rule's body that begins at byte `at`.
    fn fits_at(&self, rule: &Rule, text: &str, at: usize) -> Option<usize> {
        let mut rest = text[at..].chars();
        for class in &rule.body {
            rest.next().filter(|c| self.classes[*class].has(*c))?;
        }
        if let Some(class) = rule.body.last().filter(|_| rule.repeats) {
            rest = rest.as_str().trim_start_matches(|c| self.classes[*class].has(c)).chars();
        }
        let end = text.len() - rest.as_str().len();
        let next = rest.next();
        let wanted =
            rule.ahead.is_none_or(|class| next.is_some_and(|c| self.classes[class].has(c)));
        let barred =
            rule.not_ahead.is_some_and(|class| next.is_some_and(|c| self.classes[class].has(c)));
        (wanted && !barred && self.fits_behind(rule, &text[..at])).then_some(end)
    }

    /// Gives the length of a rule's body that ends the text.
    fn fits_end(&self, rule: &Rule, text: &str) -> Option<usize> {
        let mut rest = text.chars();
        for class in rule.body.iter().rev() {
            rest.next_back().filter(|c| self.classes[*class].has(*c))?;
        }
        let mut left = rest.as_str();
        if let Some(class) = rule.body.last().filter(|_| rule.repeats) {
            left = left.trim_end_matches(|c| self.classes[*class].has(c));
        }
        self.fits_behind(rule, left).then_some(text.len() - left.len())
    }

    fn fits_behind(&self, rule: &Rule, text: &str) -> bool {
        let mut before = text.chars();
        rule.behind
            .iter()
            .rev()
            .all(|class| before.next_back().is_some_and(|c| self.classes[*class].has(c)))
    }
}

fn read_rules(value: &Value, part: &str, classes: usize) -> Result<Vec<Rule>, Error> {
    let fail = || Error::new(part, "missing or malformed rule list");
    let class = |v: &Value| v.as_u64().map(|v| v as usize).filter(|v| *v < classes);
    let some = |v: Option<&Value>| v.map(|v| class(v).ok_or_else(fail)).transpose();
    let many = |v: Option<&Value>| match v {
        None => Ok(Vec::new()),
        Some(v) => v.as_array().and_then(|l| l.iter().map(class).collect()).ok_or_else(fail),
    };
    let mut rules = Vec::new();
    for rule in value.as_array().ok_or_else(fail)? {
        let body = many(rule.get("body"))?;
        let repeats = rule.get("repeat_last").is_some();
        // A repeated last class may only follow itself, so that a run can be met from either end.
        if body.is_empty() || (repeats && body.iter().any(|c| *c != body[0])) {
            return Err(fail());
        }
        rules.push(Rule {
            behind: many(rule.get("behind"))?,
            body,
            repeats,
            ahead: some(rule.get("ahead"))?,
            not_ahead: some(rule.get("not_ahead"))?,
        });
    }
    Ok(rules)
}
