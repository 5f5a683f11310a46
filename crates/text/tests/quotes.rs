//! Quotations by their marks: pairs, paragraphs, and marks that are none.

use proptest::prelude::*;
use rashomon_text::find_quotes;

use crate::spans::{assert_ascending, parse, words};

/// Gives the insides of the quotations; an unclosed one ends with "…".
fn insides(text: &str) -> Vec<String> {
    let doc = parse(text);
    let quotes = find_quotes(text, &doc);
    quotes
        .iter()
        .map(|q| format!("{}{}", words(text, &doc, &q.inside), if q.closed { "" } else { "…" }))
        .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| insides(text) != *expected)
        .map(|(text, expected)| {
            format!("{text}\n  expected {expected:?}\n  found    {:?}", insides(text))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn marks_of_every_kind_pair() {
    check(&[
        ("“We will stay,” he said.", &["We will stay,"]),
        ("\"We will stay,\" he said.", &["We will stay,"]),
        ("He said: \"We left.\" She said: \"We stayed.\"", &["We left.", "We stayed."]),
        ("„Wir bleiben“, sagte er.", &["Wir bleiben"]),
        ("« Nous restons », dit-il.", &["Nous restons"]),
        ("«We stay», he said.", &["We stay"]),
        ("»We stay«, he said.", &["We stay"]),
        ("``We stay,'' he said.", &["We stay,"]),
        ("‘We stay,’ he said.", &["We stay,"]),
        ("'We stay,' he said.", &["We stay,"]),
        ("‘We don’t know,’ he said.", &["We don’t know,"]),
        ("The “liberated” town fell.", &["liberated"]),
        ("“We won“ he said.", &["We won"]),
        ("He said “we won\" and left.", &["we won"]),
        ("(“We stay.”)", &["We stay."]),
    ]);
}

#[test]
fn the_outer_quotation_counts() {
    check(&[
        ("“He told me ‘go’ and I went,” she said.", &["He told me ‘go’ and I went,"]),
        ("\"He told me 'go' and I went,\" she said.", &["He told me 'go' and I went,"]),
    ]);
}

#[test]
fn a_quotation_may_run_over_paragraphs() {
    check(&[
        ("“We stay.\n\n“We fight,” he said.", &["We stay.\n\n“We fight,"]),
        ("\"We stay.\n\n\"We fight,\" he said.", &["We stay.\n\n\"We fight,"]),
        ("“We stay.\n\nHe left.", &["We stay.…"]),
        ("He said \"we stay.\n\nShe said \"go.\"", &["we stay.…", "go."]),
        ("“One.\n\n“Two.\n\n“Three.” He left.", &["One.\n\n“Two.\n\n“Three."]),
    ]);
}

#[test]
fn marks_that_quote_nothing_are_left_alone() {
    check(&[
        ("The soldiers’ homes burned.", &[]),
        ("The soldiers' homes burned.", &[]),
        ("It’s the ’90s again.", &[]),
        ("It's the '90s again.", &[]),
        ("A 9\" gun fired.", &[]),
        ("He left. \"", &[]),
        ("\"\"", &[]),
        ("“”", &[]),
        ("The rebels' camp and the guards' post burned.", &[]),
        ("No marks here.", &[]),
        ("", &[]),
    ]);
}

#[test]
fn tokens_hold_the_marks() {
    let text = "He said “we stay” twice.";
    let doc = parse(text);
    let quote = &find_quotes(text, &doc)[0];
    assert_eq!(words(text, &doc, &quote.tokens), "“we stay”");
    assert!(quote.closed);
}

#[test]
fn many_marks_take_linear_time() {
    for mark in ["\"", "“", "‘", "'a ", "“a ", "‘a ", "\"a"] {
        let text = mark.repeat(6_000);
        let doc = parse(&text);
        assert_ascending(&doc, find_quotes(&text, &doc).iter().map(|q| &q.tokens));
    }
}

const PIECES: &[&str] = &[
    "\"", "“", "”", "'", "‘", "’", "``", "''", "«", "»", "„", "word", "s", " ", " ", "\n\n", "9",
    ",", ".",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_inside_lies_within_the_quotation(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let doc = parse(&text);
        let quotes = find_quotes(&text, &doc);
        assert_ascending(&doc, quotes.iter().map(|q| &q.tokens));
        for quote in &quotes {
            prop_assert!(quote.inside.start < quote.inside.end);
            prop_assert!(quote.tokens.start < quote.inside.start && quote.inside.end <= quote.tokens.end);
        }
    }
}
