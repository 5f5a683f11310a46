//! Place names that stand where nobody marked a place: "Karsa" in "Karsa City Council".
//!
//! In: a text, its mentions and places, the gazetteer. Out: spans of capitalised words that the
//! gazetteer knows, in text order, none of them inside a place already known or a person's name.
//! Of words that begin together the longest wins. Leaves alone adjectives and peoples, common
//! English words, saints, and what streets are called after ("Memphis Street"). Whether such a
//! name is one at all is for the choice to say (see `choose`); without an entry it is dropped.
//!
//! Shown by the casebook pages `town-in-the-name-of-a-body`, `street-called-after-a-town`.

use std::ops::Range;

use foldhash::{HashMap, HashSet};
use rashomon_model::{EntityKind, Reading, Span};
use rashomon_text::is_common_word;

use super::context::Meanings;
use super::file::Kind;
use super::{Gazetteer, fold};

/// Words of one name at most.
const LONGEST: usize = 5;
/// Names of fewer letters are looked up as countries and divisions only ("S.C.", "UK").
const SHORT: usize = 4;
/// Small words that stand inside names: "Port-au-Prince".
const INSIDE: [&str; 12] =
    ["of", "the", "al", "el", "au", "de", "la", "du", "des", "sur", "and", "upon"];

/// A word of the text.
struct Word<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    /// A place that is known covers it.
    placed: bool,
    /// Number of the innermost mention that holds it, and its kind.
    mention: Option<(usize, EntityKind)>,
}

/// Finds names of places outside the places that the reading has.
pub(super) fn find(
    text: &str,
    reading: &Reading,
    gazetteer: &Gazetteer,
    meanings: &mut Meanings<'_>,
) -> Vec<Span> {
    let words = words(text, reading, meanings);
    let mut names = Asked { gazetteer, known: HashMap::default() };
    let people = parts_of_people(&words);
    let (mut out, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let found = longest(text, &words, at, &mut names);
        if let Some(end) = found.filter(|end| stands(text, &words, at..*end, &people, gazetteer)) {
            out.push(Span::from_range(words[at].start..words[end - 1].end));
        }
        at = found.unwrap_or(at + 1);
    }
    out
}

/// Returns the end of the longest name that begins at a word.
fn longest<'t>(
    text: &'t str,
    words: &[Word<'t>],
    at: usize,
    names: &mut Asked<'_, 't>,
) -> Option<usize> {
    let open = |w: &Word<'_>| !w.placed;
    if !open(&words[at]) || !words[at].text.starts_with(char::is_uppercase) {
        return None;
    }
    let mut ends = vec![at + 1];
    for end in at + 2..=(at + LONGEST).min(words.len()) {
        let (before, word) = (&words[end - 2], &words[end - 1]);
        if !open(word) || !joins(text, before, word) {
            break;
        }
        if word.text.starts_with(char::is_uppercase) {
            ends.push(end);
        } else if !INSIDE.contains(&word.text) {
            break;
        }
    }
    ends.into_iter().rev().find(|end| {
        let span = words[at].start..words[end - 1].end;
        names.is_name(text.get(span.clone()).unwrap_or(""), is_behind_comma(text, span.start))
    })
}

/// What was asked of the gazetteer for one report: its names come back.
struct Asked<'g, 't> {
    gazetteer: &'g Gazetteer,
    known: HashMap<(&'t str, bool), bool>,
}

impl<'t> Asked<'_, 't> {
    fn is_name(&mut self, written: &'t str, behind_comma: bool) -> bool {
        let gazetteer = self.gazetteer;
        let known = self.known.entry((written, behind_comma));
        *known.or_insert_with(|| is_name(written, behind_comma, gazetteer))
    }
}

/// Tells whether words are a name that the gazetteer knows, and none that English writes so too.
fn is_name(written: &str, behind_comma: bool, gazetteer: &Gazetteer) -> bool {
    let key = fold::key(written);
    if gazetteer.words.is_adjective(&key) || gazetteer.words.is_before(written) {
        return false;
    }
    let records = || gazetteer.find(&key).into_iter().filter_map(|n| gazetteer.record(n));
    if key.contains(' ') {
        return records().next().is_some();
    }
    if key.chars().count() < SHORT {
        // "UK"; "S.C." and "OK" only as they are written behind a town.
        let written = !written.contains(char::is_lowercase);
        return written
            && records()
                .any(|r| r.kind == Kind::Country || r.kind == Kind::Province && behind_comma);
    }
    let common = is_common_word(&written.to_lowercase());
    records().any(|r| !common || r.kind == Kind::Country)
}

fn is_behind_comma(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(", "))
}

/// Tells whether two neighbouring words may belong to one name: a space, a hyphen, "St. Velm".
fn joins(text: &str, a: &Word<'_>, b: &Word<'_>) -> bool {
    let between = text.get(a.end..b.start).unwrap_or("");
    matches!(between, " " | "-" | "\n")
        || between == ". " && matches!(a.text, "St" | "Ste" | "Mt" | "Ft")
}

/// Tells whether the words around let a name be one.
fn stands(
    text: &str,
    words: &[Word<'_>],
    range: Range<usize>,
    of_people: &HashSet<&str>,
    gazetteer: &Gazetteer,
) -> bool {
    let (at, end) = (range.start, range.end);
    let typed = gazetteer.words.after(words[end - 1].text).is_some() && end - at > 1;
    let whole = (end - at == 1).then_some(words[at].mention).flatten();
    match words[at].mention {
        Some((_, EntityKind::Weapon | EntityKind::Outlet)) => return false,
        Some((_, EntityKind::Person)) if !typed => {
            // A town taken for a person stands alone wherever it stands.
            return whole.is_some_and(|(number, _)| is_alone(words, at, number))
                && !of_people.contains(words[at].text);
        }
        _ => {}
    }
    let money = text.get(words[end - 1].end..).is_some_and(|rest| rest.starts_with('$'));
    // "Lancaster said", after "Ann Lancaster".
    let of_person = end - at == 1 && words[at].mention.is_none();
    if money || of_person && of_people.contains(words[at].text) {
        return false;
    }
    let saint = matches!(words[at].text, "St" | "Ste" | "Saint" | "Sainte");
    if saint && words[at].mention.is_some() {
        return false;
    }
    // "New Velm" is not Velm, but "northern Velm" and "Greater Velm" are.
    if let Some(before) = at.checked_sub(1).and_then(|b| words.get(b))
        && joins(text, before, &words[at])
        && before.text.starts_with(char::is_uppercase)
        && !before.placed
        && before.mention.map(|m| m.0) == words[at].mention.map(|m| m.0)
        && !gazetteer.words.is_before(before.text)
    {
        return false;
    }
    let next = words.get(end).filter(|next| joins(text, &words[end - 1], next));
    !next.is_some_and(|next| {
        next.text.starts_with(char::is_uppercase) && gazetteer.words.is_way(next.text)
    })
}

/// Returns the words of names of people that have several.
fn parts_of_people<'t>(words: &[Word<'t>]) -> HashSet<&'t str> {
    let person = |at: usize| match words[at].mention {
        Some((number, EntityKind::Person)) => !is_alone(words, at, number),
        _ => false,
    };
    (0..words.len()).filter(|at| person(*at)).map(|at| words[at].text).collect()
}

/// Tells whether a mention has one word only.
fn is_alone(words: &[Word<'_>], at: usize, number: usize) -> bool {
    let holds = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|w| w.mention.is_some_and(|m| m.0 == number))
    };
    !holds(at.checked_sub(1)) && !holds(Some(at + 1))
}

/// Cuts a text into words and says what covers each.
fn words<'t>(text: &'t str, reading: &Reading, meanings: &mut Meanings<'_>) -> Vec<Word<'t>> {
    let mut out: Vec<Word<'t>> = Vec::new();
    let mut start = None;
    let letters = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    let mut last = ' ';
    for (at, c) in letters {
        // "U.S." is one word; "Velm." is not.
        let dotted = c == '.' && last.is_uppercase() && {
            let word = start.and_then(|s: usize| text.get(s..at)).unwrap_or("");
            word.chars().count() == 1 || word.contains('.')
        };
        if c.is_alphanumeric() || dotted || (c == '\'' && last.is_uppercase()) {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            let word = text.get(from..at).unwrap_or("");
            out.push(Word { text: word, start: from, end: at, placed: false, mention: None });
        }
        last = c;
    }
    let cover = |out: &mut Vec<Word<'t>>, span: Span, mark: &dyn Fn(&mut Word<'t>)| {
        let from = out.partition_point(|w| w.end <= span.start as usize);
        let inside = out.iter_mut().skip(from).take_while(|w| w.start < span.end as usize);
        inside.for_each(mark);
    };
    // Outer mentions come first, so the last to reach a word is the innermost.
    for (number, mention) in reading.mentions.iter().enumerate() {
        cover(&mut out, mention.span, &|w| w.mention = Some((number, mention.kind)));
    }
    for place in &reading.places {
        let mention = place.mention.and_then(|m| reading.mentions.get(m.index()));
        let facility = mention.is_some_and(|m| m.kind == EntityKind::Facility);
        let key = fold::key(super::context::proper(place.span.of(text).unwrap_or("")));
        let known = !facility && meanings.is_known(&key);
        if known {
            cover(&mut out, place.span, &|w| w.placed = true);
        }
    }
    out
}
