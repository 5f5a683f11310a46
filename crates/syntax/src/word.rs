//! What the network sees of a word on its own: norm, first and last letters, and shape.
//!
//! In: the text of a token and the norm a special case may give it. Out: a [`Word`] with ids of
//! its attributes. Words are shared between texts through the pipeline's cache; what is costly
//! about them (embedding rows, lemmas) is filled in once, on first use.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::chars::{CharSet, is_space};
use crate::error::Error;
use crate::hash::murmur64a;
use crate::ruler::Ruler;

/// Longest word, in characters, whose shape is spelled out.
const LONGEST_SHAPE: usize = 100;

/// Holds a word and what is known about it without context.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) text: Arc<str>,
    pub(crate) lower: Arc<str>,
    /// Ids of norm, prefix, suffix and shape.
    pub(crate) ids: [u64; 4],
    pub(crate) is_space: bool,
    /// Whether some multi-token special case begins with this word.
    pub(crate) begins_special: bool,
    /// What it passes of all that the part-of-speech rules ask of words.
    pub(crate) passes: u128,
    /// What the encoders make of it: the shared one without and with a space after, then that of
    /// the named spans.
    pub(crate) rows: [OnceLock<Row>; 3],
    /// What the rows add to the first convolution.
    pub(crate) parts: [OnceLock<Row>; 3],
    /// How often those were asked for and not there, up to a few.
    pub(crate) misses: [AtomicU8; 3],
    /// Lemmas by the table they come from.
    pub(crate) lemmas: [OnceLock<Arc<str>>; 5],
}

impl Word {
    /// Notes that parts were asked for; tells whether that has happened often enough.
    pub(crate) fn met_again(&self, slot: usize) -> bool {
        const OFTEN: u8 = 3;
        let misses = self.misses[slot].load(Ordering::Relaxed);
        if misses < OFTEN {
            self.misses[slot].store(misses + 1, Ordering::Relaxed);
        }
        misses + 1 >= OFTEN
    }
}

/// Holds numbers that count against a shared budget while it lives.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) values: Box<[f32]>,
    budget: Arc<AtomicUsize>,
}

impl Row {
    /// Keeps numbers if the budget still allows it.
    pub(crate) fn keep(values: &[f32], budget: &Arc<AtomicUsize>) -> Option<Row> {
        let less = |left: usize| left.checked_sub(values.len());
        let taken = budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        taken.ok().map(|_| Row { values: values.into(), budget: Arc::clone(budget) })
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        self.budget.fetch_add(self.values.len(), Ordering::Relaxed);
    }
}

/// Knows how to make words: character classes, norms and reserved ids.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub(crate) alpha: CharSet,
    upper: CharSet,
    digit: CharSet,
    symbols: HashMap<String, u64>,
    norms: HashMap<u64, String>,
}

impl Vocabulary {
    /// Reads the tables `chars`, `symbols` and `norms`.
    pub(crate) fn read(tables: &Value) -> Result<Vocabulary, Error> {
        let set =
            |name: &str| CharSet::read(&tables["chars"][name], &format!("tables.chars.{name}"));
        let missing = |name: &str| Error::new(format!("tables.{name}"), "missing or malformed");
        let mut symbols = HashMap::new();
        for (text, id) in tables["symbols"].as_object().ok_or_else(|| missing("symbols"))? {
            symbols.insert(text.clone(), id.as_u64().ok_or_else(|| missing("symbols"))?);
        }
        let mut norms = HashMap::new();
        for (id, norm) in tables["norms"].as_object().ok_or_else(|| missing("norms"))? {
            let id = id.parse().map_err(|_| missing("norms"))?;
            norms.insert(id, norm.as_str().ok_or_else(|| missing("norms"))?.to_owned());
        }
        Ok(Vocabulary {
            alpha: set("alpha")?,
            upper: set("upper")?,
            digit: set("digit")?,
            symbols,
            norms,
        })
    }

    /// Makes a word; `norm` is the one a special case gives, if any.
    pub(crate) fn word(
        &self,
        text: &str,
        norm: Option<&str>,
        begins_special: bool,
        ruler: &Ruler,
    ) -> Word {
        let lower: Arc<str> = text.to_lowercase().into();
        let known = norm.or_else(|| self.norms.get(&self.id(text)).map(String::as_str));
        let prefix = text.chars().next().map_or(0, char::len_utf8);
        let suffix = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let ids = [
            self.id(known.unwrap_or(&lower)),
            self.id(&text[..prefix]),
            self.id(&text[suffix..]),
            self.id(&self.shape(text)),
        ];
        let same = *lower == *text;
        Word {
            text: if same { Arc::clone(&lower) } else { text.into() },
            passes: ruler.word(&lower),
            lower,
            ids,
            is_space: !text.is_empty() && text.chars().all(is_space),
            begins_special,
            rows: Default::default(),
            parts: Default::default(),
            misses: Default::default(),
            lemmas: Default::default(),
        }
    }

    /// Gives the id of a text: a reserved number, or its hash.
    fn id(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        self.symbols.get(text).copied().unwrap_or_else(|| murmur64a(text.as_bytes(), 1))
    }

    /// Spells letters as `X` or `x` and digits as `d`, no run longer than four.
    fn shape(&self, text: &str) -> String {
        if text.chars().nth(LONGEST_SHAPE - 1).is_some() {
            return "LONG".to_owned();
        }
        let mut shape = String::with_capacity(text.len());
        let (mut last, mut run) = (None, 0);
        for c in text.chars() {
            let class = if self.alpha.has(c) {
                if self.upper.has(c) { 'X' } else { 'x' }
            } else if self.digit.has(c) {
                'd'
            } else {
                c
            };
            run = if last == Some(class) { run + 1 } else { 0 };
            last = Some(class);
            if run < 4 {
                shape.push(class);
            }
        }
        shape
    }
}
