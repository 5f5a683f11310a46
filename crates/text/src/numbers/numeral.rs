//! Reads one numeral: "12", "5,000", "twenty-three", "a hundred and five", "two dozen", "1.5 million".
//!
//! In: words and a position. Out: value and end. Used for counts and for lengths of time alike.
//! Does not decide whether the numeral counts anything, and reads neither ordinals nor fractions.
//! Must hold: the end lies past the start; no value overflows (it saturates).

use std::sync::OnceLock;

use foldhash::HashMap;

use crate::Lexicon;
use crate::words::Words;

/// A numeral in a text, by word positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// What it comes to.
    pub(crate) value: u64,
    /// Position after it.
    pub(crate) end: usize,
    /// Whether it is one run of digits.
    pub(crate) digits: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Unit,
    Ten,
    Hundred,
    Scale,
    Dozen,
}

/// Longest numeral read, in words; a longer run of number words is no numeral.
const LONGEST: usize = 24;

fn table() -> &'static HashMap<String, (u64, Role)> {
    static TABLE: OnceLock<HashMap<String, (u64, Role)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../../../data/lexicon/en/number-words.tsv");
        let lexicon = Lexicon::parse("number-words", text).unwrap_or_default();
        lexicon.rows().filter_map(|row| Some((row.get("word").to_owned(), entry(row)?))).collect()
    })
}

fn entry(row: crate::Row<'_>) -> Option<(u64, Role)> {
    let role = match row.get("role") {
        "unit" => Role::Unit,
        "ten" => Role::Ten,
        "hundred" => Role::Hundred,
        "scale" => Role::Scale,
        "dozen" => Role::Dozen,
        _ => return None,
    };
    Some((row.get("value").parse().ok()?, role))
}

/// Returns the words that numerals are made of.
pub(crate) fn number_words() -> impl Iterator<Item = &'static str> {
    table().keys().map(String::as_str)
}

/// Reads the numeral that starts at a word.
pub(crate) fn numeral(words: &Words<'_>, at: usize) -> Option<Numeral> {
    let half_dozen = [&["half", "a", "dozen"][..], &["half", "dozen"], &["half", "-", "dozen"]];
    let half = words.lower(at) == "half";
    if let Some(phrase) = half_dozen.iter().find(|phrase| half && words.matches(at, phrase)) {
        return Some(Numeral { value: 6, end: at + phrase.len(), digits: false });
    }
    digits(words, at).or_else(|| spelled(words, at))
}

/// "12", "5,000", "12 million", "1.5 million", "12 hundred", "2 dozen".
fn digits(words: &Words<'_>, at: usize) -> Option<Numeral> {
    let word = words.lower(at);
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let next = table()
        .get(words.lower(at + 1))
        .filter(|(_, role)| matches!(role, Role::Scale | Role::Hundred | Role::Dozen));
    if let (Some((scale, _)), Some(tenths)) = (next, decimal(word)) {
        let value = tenths.saturating_mul(*scale) / 1_000;
        return Some(Numeral { value, end: at + 2, digits: false });
    }
    let value = words.digits(at)?;
    match next {
        Some((scale, _)) => {
            Some(Numeral { value: value.saturating_mul(*scale), end: at + 2, digits: false })
        }
        None => Some(Numeral { value, end: at + 1, digits: true }),
    }
}

/// Reads "1.5" as thousandths.
fn decimal(word: &str) -> Option<u64> {
    let (whole, part) = word.split_once('.')?;
    let digits = |s: &str| !s.is_empty() && s.len() < 10 && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 3 {
        return None;
    }
    let thousandths: u64 = format!("{part:0<3}").parse().ok()?;
    Some(whole.parse::<u64>().ok()? * 1_000 + thousandths)
}

/// "twenty-three", "a hundred and five", "two thousand", "two dozen", "a dozen".
fn spelled(words: &Words<'_>, at: usize) -> Option<Numeral> {
    let mut sum = Sum::default();
    let mut next = at;
    if matches!(words.lower(at), "a" | "an") {
        // "a hundred", "a dozen": the article stands for one, and only before a scale word.
        let scale = table().get(words.lower(at + 1));
        if !scale.is_some_and(|(_, role)| !matches!(role, Role::Unit | Role::Ten)) {
            return None;
        }
        sum.small = 1;
        next += 1;
    } else if !table()
        .get(words.lower(at))
        .is_some_and(|(_, role)| matches!(role, Role::Unit | Role::Ten | Role::Dozen))
    {
        // A bare "hundred" is no numeral: it cannot be told from one inside a name.
        return None;
    }
    let mut end = None;
    while next < at + LONGEST {
        let joined = joint(words, next, end.is_some());
        let Some(&(value, role)) = table().get(words.lower(next + joined)) else { break };
        if !sum.add(value, role, joined > 0 && words.lower(next) == "and") {
            break;
        }
        next += joined + 1;
        end = Some(next);
    }
    Some(Numeral { value: sum.total.saturating_add(sum.small), end: end?, digits: false })
}

/// Counts the joining words ("and", "-") before the next number word.
fn joint(words: &Words<'_>, at: usize, inside: bool) -> usize {
    let joins = match words.lower(at) {
        "-" => words.glued(at) && words.glued(at + 1),
        "and" => true,
        _ => false,
    };
    usize::from(inside && joins)
}

#[derive(Default)]
struct Sum {
    total: u64,
    small: u64,
    last: Option<Role>,
}

impl Sum {
    /// Takes in the next number word; false where it does not continue the numeral.
    fn add(&mut self, value: u64, role: Role, after_and: bool) -> bool {
        let fits = match role {
            // "and" only joins what is left of a hundred or a thousand: "a hundred and five".
            _ if after_and && !matches!(self.last, Some(Role::Hundred | Role::Scale)) => false,
            Role::Unit => match self.last {
                None | Some(Role::Hundred | Role::Scale) => true,
                Some(Role::Ten) => value < 10 && !after_and,
                Some(_) => false,
            },
            Role::Ten => matches!(self.last, None | Some(Role::Hundred | Role::Scale)),
            Role::Hundred => {
                matches!(self.last, None | Some(Role::Unit | Role::Ten))
                    && self.small < 100
                    && !after_and
            }
            Role::Scale => self.last != Some(Role::Dozen) && !after_and,
            Role::Dozen => matches!(self.last, None | Some(Role::Unit | Role::Ten)) && !after_and,
        };
        if !fits {
            return false;
        }
        match role {
            Role::Unit | Role::Ten => self.small = self.small.saturating_add(value),
            Role::Hundred | Role::Dozen => {
                self.small = self.small.max(1).saturating_mul(value);
            }
            Role::Scale if self.small == 0 => self.total = self.total.max(1).saturating_mul(value),
            Role::Scale => {
                self.total = self.total.saturating_add(self.small.saturating_mul(value));
                self.small = 0;
            }
        }
        self.last = Some(role);
        true
    }
}

/// Reads a spelled numeral at the beginning of plain words in lower case: its value, and how many
/// words it takes. A bare "hundred" is none, nor is "one", which is oftener a pronoun.
pub(crate) fn of_plain_words<'w>(words: impl Iterator<Item = &'w str>) -> Option<(u64, usize)> {
    let mut sum = Sum::default();
    let (mut taken, mut end) = (0, 0);
    let mut after_and = false;
    for word in words.take(LONGEST) {
        taken += 1;
        if word == "and" && end > 0 && !after_and {
            after_and = true;
            continue;
        }
        let Some(&(value, role)) = table().get(word) else { break };
        if end == 0 && !matches!(role, Role::Unit | Role::Ten | Role::Dozen) {
            return None;
        }
        if !sum.add(value, role, after_and) {
            break;
        }
        (after_and, end) = (false, taken);
    }
    let value = sum.total.saturating_add(sum.small);
    (end > 0 && value > 1).then_some((value, end))
}
