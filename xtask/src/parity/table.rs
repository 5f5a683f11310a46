//! Counts agreement between two annotations of the same texts.
//!
//! In: two JSON objects with one list per column, as the annotating programs write them. Out: a
//! table in per cent and the first differences. A text cut into other tokens counts as all
//! wrong in every column.

use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

const COLUMNS: [(&str, &str); 8] = [
    ("text", "tokens"),
    ("space", "spaces after"),
    ("sent", "sentence starts"),
    ("tag", "tags"),
    ("pos", "parts of speech"),
    ("head", "heads"),
    ("dep", "labels"),
    ("lemma", "lemmas"),
];
const SHOWN: usize = 12;

/// Holds the counts so far.
pub struct Agreement {
    words: usize,
    tokens: usize,
    same: [usize; COLUMNS.len()],
    spans_both: usize,
    spans_either: usize,
    first: Vec<String>,
}

impl Agreement {
    /// Starts counting on texts of that many words.
    pub fn new(words: usize) -> Agreement {
        let same = [0; COLUMNS.len()];
        Agreement { words, tokens: 0, same, spans_both: 0, spans_either: 0, first: Vec::new() }
    }

    /// Adds one text.
    pub fn add(&mut self, number: usize, theirs: &Value, ours: &Value) {
        let count = list(theirs, "text").len();
        self.tokens += count;
        let same_tokens = list(theirs, "text") == list(ours, "text");
        for (place, (column, name)) in COLUMNS.iter().enumerate() {
            for (at, (a, b)) in list(theirs, column).iter().zip(list(ours, column)).enumerate() {
                if a != b {
                    self.note(format!(
                        "text {number}, token {at} ({}): {name} {a}, ours {b}",
                        theirs["text"][at]
                    ));
                } else if same_tokens {
                    self.same[place] += 1;
                }
            }
        }
        let set = |v: &Value| list(v, "ents").iter().map(Value::to_string).collect::<HashSet<_>>();
        let (a, b) = (set(theirs), set(ours));
        self.spans_both += a.intersection(&b).count();
        self.spans_either += a.union(&b).count();
        for odd in a.symmetric_difference(&b) {
            self.note(format!("text {number}: named span {odd} is found by one alone"));
        }
    }

    /// Fails if agreement is below what is promised.
    pub fn verdict(&self) -> Result<(), String> {
        let enough = |same: usize, all: usize| same * 1000 >= all * 999;
        let fine = self.same[0] == self.tokens
            && self.same.iter().all(|s| enough(*s, self.tokens))
            && enough(self.spans_both, self.spans_either);
        if fine { Ok(()) } else { Err("agreement is below what is promised".to_owned()) }
    }

    fn note(&mut self, difference: String) {
        if self.first.len() < SHOWN {
            self.first.push(difference);
        }
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "agreement with spaCy on {} words, {} tokens:", self.words, self.tokens)?;
        let line = |f: &mut fmt::Formatter<'_>, name: &str, same: usize, all: usize| {
            let share = if all == 0 { 100.0 } else { 100.0 * same as f64 / all as f64 };
            writeln!(f, "  {name:<16} {share:>9.4} %   {} of {all} differ", all - same)
        };
        for ((_, name), same) in COLUMNS.iter().zip(self.same) {
            line(f, name, same, self.tokens)?;
        }
        line(f, "named spans", self.spans_both, self.spans_either)?;
        self.first.iter().try_for_each(|difference| writeln!(f, "  {difference}"))
    }
}

fn list<'a>(value: &'a Value, column: &str) -> &'a [Value] {
    value[column].as_array().map_or(&[], Vec::as_slice)
}
