//! Full text: what is found, in which order, and that no query is an error.
//!
//! Texts are invented.

use proptest::prelude::*;
use rashomon_ledger::Ledger;

use crate::fixture::{Folder, folder};

fn indexed() -> (Folder, Ledger) {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let mut derive = ledger.derive().unwrap();
    for (id, field, text, folded) in [
        ("r1", "title", "Strike at Velm harbour", ""),
        (
            "r1",
            "text",
            "The harbour of Velm was hit. The clinic counted twelve killed, and the clinic asked for help.",
            "",
        ),
        ("r2", "text", "A café near the clinic stayed open, said the Harbour Times.", ""),
        ("r3", "text", "قال أحمد إن الميناء أُغلق", "قال احمد ان الميناء اغلق"),
    ] {
        derive.index_text(id, field, text, folded).unwrap();
    }
    derive.commit().unwrap();
    (folder, ledger)
}

fn ids(ledger: &Ledger, query: &str) -> Vec<String> {
    let hits = ledger.derived().search(query, 10).unwrap();
    hits.into_iter().map(|hit| format!("{}/{}", hit.id, hit.field)).collect()
}

#[test]
fn all_words_have_to_be_there_in_any_case_and_with_or_without_accents() {
    let (_folder, ledger) = indexed();
    assert_eq!(ids(&ledger, "CLINIC killed"), ["r1/text"]);
    assert_eq!(ids(&ledger, "cafe"), ["r2/text"]);
    assert_eq!(ids(&ledger, "harb*").len(), 3);
    assert_eq!(ids(&ledger, "\"harbour times\""), ["r2/text"]);
    assert!(ids(&ledger, "\"times harbour\"").is_empty());
    assert!(ids(&ledger, "harbour nowhere").is_empty());
}

#[test]
fn folded_text_is_found_by_a_folded_query() {
    let (_folder, ledger) = indexed();
    assert_eq!(ids(&ledger, "احمد"), ["r3/text"]);
    assert_eq!(ids(&ledger, "أحمد"), ["r3/text"]);
    let start = |query| ledger.derived().search(query, 1).unwrap()[0].start;
    assert_eq!(start("احمد"), None);
    assert_eq!(start("أحمد"), Some(0));
}

#[test]
fn a_hit_shows_where_its_words_stand() {
    let (_folder, ledger) = indexed();
    let hits = ledger.derived().search("clinic", 10).unwrap();
    assert_eq!(hits.len(), 2);
    assert_eq!(hits[0].id, "r1", "two mentions rank before one: {hits:?}");
    assert!(hits[0].rank <= hits[1].rank);
    for hit in &hits {
        for found in &hit.found {
            assert_eq!(&hit.snippet[found.clone()], "clinic");
        }
    }
    assert_eq!(hits[0].found.len(), 2);
    assert_eq!(ledger.derived().search("clinic", 1).unwrap().len(), 1);
    assert!(ledger.derived().search("clinic", 0).unwrap().is_empty());
}

#[test]
fn a_text_put_again_takes_the_place_of_the_former() {
    let (_folder, mut ledger) = indexed();
    let mut derive = ledger.derive().unwrap();
    derive.index_text("r1", "title", "Correction", "").unwrap();
    derive.remove_text("r2").unwrap();
    derive.remove_text("never there").unwrap();
    derive.commit().unwrap();
    assert_eq!(ids(&ledger, "harbour"), ["r1/text"]);
    assert_eq!(ids(&ledger, "correction"), ["r1/title"]);
    assert!(ids(&ledger, "times").is_empty());
}

#[test]
fn a_word_that_fills_a_long_text_is_found_in_time_linear_in_it() {
    let (_folder, mut ledger) = indexed();
    let mut derive = ledger.derive().unwrap();
    derive.index_text("r9", "text", &"market ".repeat(300_000), "").unwrap();
    derive.commit().unwrap();
    let hits = ledger.derived().search("market", 5).unwrap();
    assert!(hits[0].snippet.len() < 300);
    assert!(hits[0].found.len() > 20);
    assert_eq!(hits[0].start.map(|start| start % "market ".len()), Some(0));
    // All its passages go when the text does.
    let mut derive = ledger.derive().unwrap();
    derive.remove_text("r9").unwrap();
    derive.commit().unwrap();
    assert!(ids(&ledger, "market").is_empty());
}

#[test]
fn signs_of_the_query_language_are_plain_characters() {
    let (_folder, ledger) = indexed();
    for query in [
        "\"",
        "\"\"\"",
        "*",
        "clinic AND",
        "NOT clinic",
        "text: clinic",
        "{text} : clinic",
        "^clinic",
        "(clinic",
        "clinic)",
        "NEAR(clinic, 3)",
        "clinic + killed",
        "clinic -killed",
        "a\0b",
        "';--",
        "😀",
        "،",
        "\u{301}",
    ] {
        ledger.derived().search(query, 5).unwrap();
    }
    let long = "clinic ".repeat(5_000);
    assert_eq!(ids(&ledger, &long).len(), 2);
    assert_eq!(ids(&ledger, "clinic - killed !"), ["r1/text"]);
    assert!(ids(&ledger, "😀 …").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_query_is_an_error(query in r#"(\PC|["*():^+{}\x00-]|AND|OR|NOT|NEAR| ){0,12}"#) {
        thread_local!(static CASE: (Folder, Ledger) = indexed());
        CASE.with(|(_, ledger)| {
            for hit in ledger.derived().search(&query, 5).unwrap() {
                for found in hit.found {
                    assert!(hit.snippet.get(found).is_some());
                }
            }
        });
    }
}
