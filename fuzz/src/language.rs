//! Sentences, numbers, times and quotations of any text.
//!
//! Laws: tokens lie in the text in order and cover all of it but white space; sentences part the
//! tokens; what is found lies in the tokens, in order, without overlap; a number's low is never
//! above its high, a time's earliest never after its latest; a quotation has something inside.

use std::ops::Range;
use std::sync::OnceLock;

use rashomon_text::syntax::{Doc, Pipeline};
use rashomon_text::{credits, find_numbers, find_quotes, find_times, fingerprint, scripts};

use super::input;

/// The parser, loaded once.
pub fn pipeline() -> &'static Pipeline {
    static LOADED: OnceLock<Pipeline> = OnceLock::new();
    LOADED.get_or_init(|| Pipeline::embedded().expect("the model is in the program"))
}

const TIMES: &[&str] = &[
    "on",
    "Monday",
    "Sunday",
    "3",
    "31",
    "30",
    "29",
    "February",
    "2016",
    "last",
    "next",
    "this",
    "week",
    "month",
    "two",
    "days",
    "ago",
    "after",
    "before",
    "the",
    "of",
    "morning",
    "night",
    "at",
    "10:30",
    "pm",
    "GMT",
    "Ramadan",
    "Easter",
    "between",
    "and",
    "from",
    "to",
    "until",
    "since",
    "early",
    "late",
    "mid-",
    "-",
    "/",
    ",",
    "1",
    "00",
    "century",
    "1990s",
    "'90s",
    "season",
    "winter",
    "first",
    "quarter",
    "years",
    "later",
    "earlier",
    "same",
    "that",
    "day",
    "evening",
    "yesterday",
    "today",
    "tomorrow",
    "Eid",
    "al-Fitr",
    "Christmas",
    "2016-02-07",
    "07/02/2016",
    "12",
    "9999",
    "0000",
    "-5",
    "billion",
    "1437",
    "Muharram",
    "AH",
    "12 Esfand 1394",
    "Norouz",
    "decade",
    "weekend",
    "every",
    "each",
    "several",
    "few",
    "half",
    "a",
    "an",
    "hour",
    "hours",
    "minutes",
    "noon",
    "midnight",
    "dawn",
    "sunset",
    "25:61",
    "23:59",
    "UTC",
    "+0200",
    "EST",
    "local",
    "time",
    "spring",
    "of the",
    "end",
    "start",
    "beginning",
    "middle",
    "anniversary",
    "1 January",
    "Jan.",
    "Sept",
    "'16",
    "99999999999999999999",
    "32",
    "13",
    "2000-2010",
    "6-7 May",
    "\n",
    ".",
    "(",
    ")",
    "overnight",
    "Friday prayers",
    "ten",
    "hundred",
    "one",
    "0",
    "BC",
    "2100",
    "1066",
    "four-day",
    "fortnight",
];

const NUMBERS: &[&str] = &[
    "at",
    "least",
    "most",
    "12",
    "twelve",
    "dozens",
    "several",
    "hundred",
    "thousand",
    "million",
    "billion",
    "and",
    "of",
    "more",
    "than",
    "less",
    "fewer",
    "up",
    "to",
    "between",
    "from",
    "about",
    "around",
    "nearly",
    "almost",
    "over",
    "under",
    "a",
    "an",
    "couple",
    "few",
    "half",
    "dozen",
    "one",
    "two",
    "21",
    "1,000",
    "1.5",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "0",
    "-",
    "–",
    "or",
    "no",
    "none",
    "zero",
    "many",
    "scores",
    "people",
    "civilians",
    "killed",
    "women",
    "children",
    "percent",
    "%",
    "$",
    "km",
    "years",
    "old",
    "aged",
    "first",
    "3rd",
    "third",
    "No.",
    "#",
    "1/2",
    "½",
    "٣",
    "３",
    "Ⅳ",
    "12,34",
    "1 000",
    "1'000",
    "00012",
    "-7",
    "+8",
    "x",
    "twenty-one",
    "hundreds",
    "thousands",
    "tens",
    "some",
    "only",
    "other",
    "another",
    "the",
    ",",
    ".",
    "(",
    ")",
    "their",
    "his",
    "both",
    "all",
    "per",
];

const MARKS: &[&str] = &[
    "\"",
    "'",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "‹",
    "›",
    "„",
    "‚",
    "``",
    "''",
    "he",
    "said",
    ",",
    ".",
    "\n",
    "\n\n",
    "rock",
    "'n'",
    "roll",
    "\"\"",
    "The",
    "it's",
    "the boys'",
    "5'",
    "6\"",
    "“‘",
    "’”",
    "( ",
    ")",
    ":",
    "—",
    "!",
    "?",
    "「",
    "」",
    "word",
];

/// The target `times`.
pub fn times(data: &[u8]) {
    let text = input::text(data, TIMES);
    let doc = pipeline().parse(&text);
    let found = find_times(&text, &doc, input::day(&text));
    in_order(found.iter().map(|time| &time.tokens), &doc);
    for time in &found {
        assert!(!time.value.is_empty(), "{time:?}");
        assert_eq!(time.earliest.is_some(), time.latest.is_some(), "{time:?}");
        assert!(time.earliest <= time.latest, "{time:?}");
    }
}

/// The target `numbers`.
pub fn numbers(data: &[u8]) {
    let text = input::text(data, NUMBERS);
    let doc = pipeline().parse(&text);
    let found = find_numbers(&text, &doc);
    in_order(found.iter().map(|number| &number.tokens), &doc);
    for number in &found {
        assert!(number.high.is_none_or(|high| number.low <= high), "{number:?}");
        assert!(number.tokens.contains(&number.head), "{number:?}");
    }
}

/// The target `quotations`.
pub fn quotations(data: &[u8]) {
    let text = input::text(data, MARKS);
    let doc = pipeline().parse(&text);
    let found = find_quotes(&text, &doc);
    in_order(found.iter().map(|quote| &quote.tokens), &doc);
    for quote in &found {
        assert!(!quote.inside.is_empty(), "{quote:?}");
        let within =
            quote.tokens.start < quote.inside.start && quote.inside.end <= quote.tokens.end;
        assert!(within, "{quote:?}");
        assert_eq!(quote.closed, quote.inside.end < quote.tokens.end, "{quote:?}");
    }
}

/// The target `language`: tokens, sentences, scripts, credits, fingerprints.
pub fn language(data: &[u8]) {
    let text = input::text(data, TIMES);
    let doc = pipeline().parse(&text);
    parse_holds(&text, &doc);
    let cut: Vec<_> = pipeline().tokenize(&text);
    assert_eq!(cut.len(), doc.tokens.len());
    let scripts = scripts::Scripts::of(&text);
    assert!(scripts.main().is_none() || scripts.letters() > 0);
    for diagnostic in scripts::diagnose(&text, scripts::language(&text)) {
        assert!(diagnostic.span.is_none_or(|span| span.of(&text).is_some()), "{diagnostic:?}");
    }
    for credit in credits::credits(&text) {
        assert!(credit.span.of(&text).is_some(), "{credit:?}");
    }
    let sketch = fingerprint::shingles(&text);
    assert!(sketch.0.is_sorted(), "a sketch is sorted");
    let resemblance = sketch.resemblance(&sketch);
    assert!(sketch.0.is_empty() || resemblance == 1.0, "{resemblance}");
}

fn parse_holds(text: &str, doc: &Doc) {
    let mut at = 0;
    for token in &doc.tokens {
        let (start, end) = (token.start as usize, token.end as usize);
        let between = text.get(at..start);
        assert!(between.is_some_and(|s| s.trim().is_empty()), "{at}..{start} is in no token");
        assert!(text.get(start..end).is_some_and(|s| !s.is_empty()), "{start}..{end}");
        assert!((token.head as usize) < doc.tokens.len(), "{token:?}");
        at = end;
    }
    assert!(text.get(at..).is_some_and(|s| s.trim().is_empty()), "{at}.. is in no token");
    let mut next = 0;
    for sentence in doc.sentences() {
        assert_eq!(sentence.start, next, "sentences part the tokens");
        assert!(sentence.end > next);
        next = sentence.end;
    }
    assert_eq!(next, doc.tokens.len());
    let spans = doc.entities.iter().map(|e| e.start_token as usize..e.end_token as usize);
    let spans: Vec<Range<usize>> = spans.collect();
    in_order(spans.iter(), doc);
    let children: usize = (0..doc.tokens.len()).map(|token| doc.children(token).len()).sum();
    assert!(children < doc.tokens.len().max(1), "every token has one head, and roots none");
}

/// Insists that runs of tokens are in the text, not empty, in order, and apart.
fn in_order<'r>(runs: impl Iterator<Item = &'r Range<usize>>, doc: &Doc) {
    let mut free = 0;
    for run in runs {
        assert!(run.start >= free && run.start < run.end, "{run:?} after {free}");
        assert!(run.end <= doc.tokens.len(), "{run:?} of {}", doc.tokens.len());
        free = run.end;
    }
}
