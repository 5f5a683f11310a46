//! Base forms by suffix rules, a list of exceptions, and a list of known words.
//!
//! In: a word with its coarse part of speech and morphology. Out: its lemma. A form made by a
//! rule counts if it is a known word; failing that, exceptions; failing that, any form a rule
//! made; failing that, the word itself. Only nouns, verbs, adjectives, adverbs and quotation marks have
//! tables; proper nouns keep their spelling, and everything else is lower-cased.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::chars::CharSet;
use crate::doc::Pos;
use crate::error::Error;
use crate::ruler::Morph;
use crate::word::Word;

/// Parts of speech that have tables, by the slot of [`Word::lemmas`] that keeps their result.
const TABLED: [(Pos, &str); 5] = [
    (Pos::Noun, "noun"),
    (Pos::Verb, "verb"),
    (Pos::Adj, "adj"),
    (Pos::Adv, "adv"),
    (Pos::Punct, "punct"),
];

/// Holds the tables of the lemmatiser.
#[derive(Debug)]
pub(crate) struct Lemmatiser {
    tables: [Table; TABLED.len()],
}

#[derive(Debug, Default)]
struct Table {
    rules: Vec<(String, String)>,
    exceptions: HashMap<String, Vec<String>>,
    index: WordList,
}

impl Lemmatiser {
    /// Reads the table `lemmas`.
    pub(crate) fn read(tables: &Value) -> Result<Lemmatiser, Error> {
        let mut read: [Table; TABLED.len()] = Default::default();
        for (table, (_, name)) in read.iter_mut().zip(TABLED) {
            *table = Table::read(&tables["lemmas"], name).ok_or_else(|| {
                Error::new(format!("tables.lemmas.{name}"), "missing or malformed")
            })?;
        }
        Ok(Lemmatiser { tables: read })
    }

    /// Gives the lemma of a word.
    pub(crate) fn lemma(&self, word: &Word, pos: Pos, morph: Morph, alpha: &CharSet) -> Arc<str> {
        if pos == Pos::Propn {
            return Arc::clone(&word.text);
        }
        let slot = TABLED.iter().position(|(p, _)| *p == pos).filter(|_| !is_base_form(pos, morph));
        match slot {
            None => Arc::clone(&word.lower),
            Some(slot) => {
                Arc::clone(word.lemmas[slot].get_or_init(|| self.tables[slot].lemma(word, alpha)))
            }
        }
    }
}

/// Tells whether morphology says that the word is its own lemma.
fn is_base_form(pos: Pos, morph: Morph) -> bool {
    match pos {
        Pos::Noun if morph.singular => true,
        Pos::Verb if morph.finite && morph.present && !morph.has_number => true,
        _ => morph.infinitive || morph.positive,
    }
}

impl Table {
    fn read(tables: &Value, name: &str) -> Option<Table> {
        let mut table = Table::default();
        for rule in tables["rules"].get(name).and_then(Value::as_array).into_iter().flatten() {
            table.rules.push((rule[0].as_str()?.to_owned(), rule[1].as_str()?.to_owned()));
        }
        if let Some(exceptions) = tables["exceptions"].get(name) {
            for (form, lemmas) in exceptions.as_object()? {
                let lemmas = lemmas.as_array()?.iter().map(|l| l.as_str().map(str::to_owned));
                table.exceptions.insert(form.clone(), lemmas.collect::<Option<_>>()?);
            }
        }
        if let Some(words) = tables["index"].get(name) {
            table.index = WordList::read(words.as_str()?)?;
        }
        Some(table)
    }

    fn lemma(&self, word: &Word, alpha: &CharSet) -> Arc<str> {
        let lower: &str = &word.lower;
        if self.rules.is_empty() && self.exceptions.is_empty() && self.index.is_empty() {
            return Arc::clone(&word.lower);
        }
        // The last known form and the last new exception come to stand first.
        let (mut forms, mut unknown) = (Vec::new(), None);
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.has(&form) {
                forms.insert(0, form);
            } else if !form.chars().all(|c| alpha.has(c)) {
                forms.push(form);
            } else {
                unknown = unknown.or(Some(form));
            }
        }
        for form in self.exceptions.get(lower).into_iter().flatten() {
            if !forms.contains(form) {
                forms.insert(0, form.clone());
            }
        }
        let found = forms.into_iter().next().or(unknown);
        found.map_or_else(|| Arc::clone(&word.text), |f| f.as_str().into())
    }
}

/// Holds a sorted list of words in one piece of memory.
#[derive(Debug, Default)]
struct WordList {
    text: String,
    ends: Vec<u32>,
}

impl WordList {
    /// Reads a front-coded list: each line is the length shared with the line before, as a
    /// character counted from `!`, and the rest of the word.
    fn read(coded: &str) -> Option<WordList> {
        let mut list = WordList { text: String::with_capacity(coded.len() * 3), ends: Vec::new() };
        let (mut last, mut word) = (String::new(), String::new());
        for line in coded.split('\n').filter(|l| !l.is_empty()) {
            let shared = usize::from(line.as_bytes().first()?.checked_sub(b'!')?);
            word.clear();
            word.push_str(last.get(..shared)?);
            word.push_str(line.get(1..)?);
            if word <= last && !list.ends.is_empty() {
                return None;
            }
            list.text.push_str(&word);
            list.ends.push(u32::try_from(list.text.len()).ok()?);
            std::mem::swap(&mut last, &mut word);
        }
        Some(list)
    }

    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn has(&self, word: &str) -> bool {
        let get = |at: usize| {
            let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
            &self.text[start..self.ends[at] as usize]
        };
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = (low + high) / 2;
            match get(middle).cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }
}
