//! Which words beside a number show what it measures: the table `number-not-counted.tsv`.
//!
//! In: the embedded table. Out: questions about a word before or after a number.

use std::sync::OnceLock;

use foldhash::HashMap;

use crate::Lexicon;

/// What a number beside a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Measure,
    Money,
    Share,
    Fraction,
    Age,
    Name,
    Score,
    Change,
}

struct Beside {
    before: HashMap<String, Kind>,
    after: HashMap<String, Vec<Kind>>,
}

fn table() -> &'static Beside {
    static TABLE: OnceLock<Beside> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../../../data/lexicon/en/number-not-counted.tsv");
        let lexicon = Lexicon::parse("number-not-counted", text).unwrap_or_default();
        let mut beside = Beside { before: HashMap::default(), after: HashMap::default() };
        for row in lexicon.rows() {
            let Some(kind) = kind(row.get("kind")) else { continue };
            let word = row.get("word").to_owned();
            if row.get("place") == "before" {
                beside.before.insert(word, kind);
            } else {
                beside.after.entry(word).or_default().push(kind);
            }
        }
        beside
    })
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "measure" => Kind::Measure,
        "money" => Kind::Money,
        "share" => Kind::Share,
        "fraction" => Kind::Fraction,
        "age" => Kind::Age,
        "name" => Kind::Name,
        "score" => Kind::Score,
        "change" => Kind::Change,
        _ => return None,
    })
}

/// Returns the kinds of which a word after a number makes it.
pub(super) fn kinds_after(word: &str) -> &'static [Kind] {
    table().after.get(word).map_or(&[][..], Vec::as_slice)
}

/// Tells whether a word after a number makes it one of a kind.
pub(super) fn is_after(word: &str, kind: Kind) -> bool {
    table().after.get(word).is_some_and(|kinds| kinds.contains(&kind))
}

/// Tells whether a word before a number makes it one of a kind.
pub(super) fn is_before(word: &str, kind: Kind) -> bool {
    table().before.get(word) == Some(&kind)
}
