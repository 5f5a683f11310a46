//! Says at which words a time expression can begin, so that the grammar is tried nowhere else.
//!
//! In: words and a position. Out: whether the grammar, or a phrase that points ("at present"), may
//! begin there: one look-up of a word, two behind an article. It may say yes where nothing begins,
//! and must never say no where something does; the test below holds it against the grammar, over all
//! words that the grammar's own files and tables speak of. A rule that begins with a new word needs
//! that word here.

use std::sync::OnceLock;

use foldhash::HashMap;

use super::lexicon::tables;
use crate::numbers;
use crate::words::Words;

/// What may begin at a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// Any rule of the grammar.
    pub(super) grammar: bool,
    /// A phrase of the table of references.
    pub(super) phrase: bool,
}

/// Words behind which an expression begins that begins with them: the word after decides.
const LEADS: [&str; 9] = ["the", "a", "an", "that", "these", "those", "its", "his", "their"];

/// Words that rules begin with and no table holds.
const WORDS: &str = "
    night overnight early small wee predawn pre-dawn late mid mid-
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
    last final closing opening end close beginning start outset middle latter later earlier
    day week year fiscal fiscal-year comparable eve
    twenties thirties forties fifties sixties seventies eighties nineties
    today yesterday tomorrow tonight
    past this next coming current previous preceding following recent latest same very prior
    initial ensuing
    half several some many few couple number dozens hundreds thousands tens
    full whole further additional single good
    every each per daily nightly weekly monthly yearly annually hourly
    q1 q2 q3 q4";

/// Beginnings of words with a dash inside: "mid-1996".
const PREFIXES: [&str; 5] = ["mid-", "early-", "post-", "late-", "pre-"];

fn known() -> &'static HashMap<&'static str, Opening> {
    static KNOWN: OnceLock<HashMap<&'static str, Opening>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known: HashMap<&'static str, Opening> = HashMap::default();
        let mut grammar = |word| known.entry(word).or_default().grammar = true;
        WORDS.split_whitespace().for_each(&mut grammar);
        tables().calendar_words().for_each(&mut grammar);
        numbers::number_words().for_each(&mut grammar);
        for phrase in tables().feast_phrases() {
            // "the prophet's birthday" begins behind its article.
            let first = phrase.iter().find(|word| !LEADS.contains(&word.as_str()));
            first.map(String::as_str).into_iter().for_each(&mut grammar);
        }
        for first in tables().first_of_references() {
            known.entry(first).or_default().phrase = true;
        }
        known
    })
}

/// Says what may begin at a word.
pub(super) fn opening(words: &Words<'_>, at: usize) -> Opening {
    let word = words.lower(at);
    let found = known().get(word).copied().unwrap_or_default();
    let grammar = found.grammar
        || has_shape(word)
        || LEADS.contains(&word) && {
            let next = words.lower(at + 1);
            has_shape(next) || known().get(next).is_some_and(|it| it.grammar)
        };
    Opening { grammar, ..found }
}

/// Tells whether a word begins as numbers, short years and dated prefixes do.
fn has_shape(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(b'0'..=b'9' | b'\'') => true,
        Some(b'+' | b'-') => word.len() > 1,
        Some(b'e' | b'l' | b'm' | b'p') => PREFIXES.iter().any(|it| word.starts_with(it)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rashomon_syntax::Pipeline;

    use super::super::recognise::tried;
    use super::*;

    /// Every file whose rules begin or go on with words.
    const SOURCES: [&str; 19] = [
        include_str!("ago.rs"),
        include_str!("clock.rs"),
        include_str!("dated.rs"),
        include_str!("dates.rs"),
        include_str!("feasts/told.rs"),
        include_str!("length.rs"),
        include_str!("numeric.rs"),
        include_str!("ordinals.rs"),
        include_str!("parts_of_year.rs"),
        include_str!("recognise.rs"),
        include_str!("relative.rs"),
        include_str!("several.rs"),
        include_str!("timed.rs"),
        include_str!("years.rs"),
        include_str!("zones.rs"),
        include_str!("../numbers/numeral.rs"),
        include_str!("../../../../data/lexicon/en/time-words.tsv"),
        include_str!("../../../../data/lexicon/en/time-references.tsv"),
        include_str!("../../../../data/lexicon/en/time-feasts.tsv"),
    ];

    /// Words between quotation marks and in the first cells of tables, as a text would have them.
    fn spoken_of() -> Vec<String> {
        let mut words: BTreeSet<String> = BTreeSet::new();
        for source in SOURCES {
            let quoted = source.split('"').skip(1).step_by(2).filter(|it| it.len() < 24);
            let cells = source.lines().filter_map(|line| line.split_once('\t')).map(|it| it.0);
            for text in quoted.chain(cells) {
                words.extend(text.split_whitespace().map(str::to_owned));
            }
        }
        words.into_iter().filter(|word| word.len() < 20).collect()
    }

    #[test]
    fn nothing_begins_where_it_is_said_that_nothing_does() {
        let pipeline = Pipeline::embedded().unwrap();
        let shapes = ["7", "2016", "1990s", "'90s", "3-5", "2014-15", "mid-1996", "7:30", "3pm"];
        let more = ["+0s", "-90s", "town", "of", "May", "Ramadan", "Sunday", "Q3"];
        let mut pool = spoken_of();
        pool.extend(shapes.into_iter().chain(more).map(str::to_owned));
        assert!(pool.len() > 400, "{}", pool.len());
        // Every word before every kind of follower, and runs drawn by a fixed generator.
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut draw = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let mut found = 0;
        for _ in 0..60 {
            let mut text = String::new();
            for word in &pool {
                text.push_str(word);
                for _ in 0..draw() % 4 {
                    text.push(' ');
                    text.push_str(&pool[draw() % pool.len()]);
                }
                text.push_str(if draw() % 3 == 0 { ".\n\n" } else { " " });
            }
            let doc = pipeline.parse(&text);
            let words = Words::new(&text, &doc);
            for at in 0..words.len() {
                let Some(expression) = tried(&words, at) else { continue };
                found += 1;
                let opening = opening(&words, at);
                let run: Vec<&str> = (at..expression.end).map(|k| words.lower(k)).collect();
                assert!(opening.grammar || opening.phrase, "{run:?} in {:?}", words.before(at));
            }
        }
        assert!(found > 5_000, "{found}");
    }

    #[test]
    fn most_words_begin_no_rule() {
        let pipeline = Pipeline::embedded().unwrap();
        let text = "The clinic counted casualties while shells hit the mill beside the river.";
        let doc = pipeline.parse(text);
        let words = Words::new(text, &doc);
        let open = (0..words.len()).filter(|at| opening(&words, *at).grammar);
        assert_eq!(open.map(|at| words.lower(at)).collect::<Vec<_>>(), [""; 0]);
    }
}
