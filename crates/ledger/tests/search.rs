//! Full text: what is found, in which order, and that no query is an error.
//!
//! Texts are invented. Words are folded to lower case here; how a language is folded is the caller's.

use proptest::prelude::*;
use rashomon_ledger::{Ledger, Phrase, Query};

use crate::fixture::{Folder, folder};

fn indexed() -> (Folder, Ledger) {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let mut derive = ledger.derive().unwrap();
    for (id, field, text, facets) in [
        ("r1", "title", "Strike at Velm harbour", "o1 y2031"),
        (
            "r1",
            "text",
            "The harbour of Velm was hit. The clinic counted twelve killed, and the clinic asked for help.",
            "o1 y2031",
        ),
        ("r2", "text", "A café near the clinic stayed open, said the Harbour Times.", "o2 y2031"),
        ("r3", "text", "قال احمد ان الميناء اغلق", "o2 y2032"),
    ] {
        let facets: Vec<String> = facets.split(' ').map(str::to_owned).collect();
        derive.index_text(id, field, text, &facets, str::to_lowercase).unwrap();
    }
    derive.commit().unwrap();
    (folder, ledger)
}

/// One phrase for each word; a `+` joins words, a final `*` leaves the last one open, a `/` parts alternatives.
fn query(words: &str) -> Query {
    let phrase = |text: &str| Phrase {
        words: text.trim_end_matches('*').split('+').map(str::to_owned).collect(),
        open: text.ends_with('*'),
    };
    let all = words.split_whitespace().map(|word| word.split('/').map(phrase).collect());
    Query { all: all.collect(), facets: Vec::new() }
}

fn ids_of(ledger: &Ledger, query: &Query) -> Vec<String> {
    let found = ledger.derived().search(query, 10).unwrap();
    found.hits.into_iter().map(|hit| format!("{}/{}", hit.id, hit.field)).collect()
}

fn ids(ledger: &Ledger, words: &str) -> Vec<String> {
    ids_of(ledger, &query(words))
}

#[test]
fn all_words_have_to_be_there_and_one_of_their_alternatives() {
    let (_folder, ledger) = indexed();
    assert_eq!(ids(&ledger, "clinic killed"), ["r1/text"]);
    assert_eq!(ids(&ledger, "cafe"), ["r2/text"]);
    assert_eq!(ids(&ledger, "harb*").len(), 3);
    assert_eq!(ids(&ledger, "harbour+times"), ["r2/text"]);
    assert!(ids(&ledger, "times+harbour").is_empty());
    assert!(ids(&ledger, "harbour nowhere").is_empty());
    assert_eq!(ids(&ledger, "nowhere/café"), ["r2/text"]);
    assert_eq!(ids(&ledger, "احمد"), ["r3/text"]);
    assert!(ids(&ledger, "").is_empty());
}

#[test]
fn facets_narrow_and_stand_alone() {
    let (_folder, ledger) = indexed();
    let of = |words: &str, facets: &[&[&str]]| {
        let facets = facets.iter().map(|any| any.iter().map(ToString::to_string).collect());
        ids_of(&ledger, &Query { facets: facets.collect(), ..query(words) })
    };
    assert_eq!(of("clinic", &[&["o2"]]), ["r2/text"]);
    assert_eq!(of("clinic", &[&["o1", "o2"]]).len(), 2);
    assert!(of("clinic", &[&["o1"], &["y2032"]]).is_empty());
    assert_eq!(of("", &[&["y2032"]]), ["r3/text"]);
    assert!(of("clinic", &[&[]]).is_empty(), "nothing has one of no facets");
    assert!(of("o1", &[]).is_empty(), "a facet is no word");
    assert!(of("", &[&["clinic"]]).is_empty(), "a word is no facet");
}

#[test]
fn hits_are_ranked_and_carry_their_passage() {
    let (_folder, ledger) = indexed();
    let found = ledger.derived().search(&query("clinic"), 10).unwrap();
    assert!(found.ranked);
    assert_eq!(found.hits[0].id, "r1", "two mentions rank before one: {found:?}");
    assert!(found.hits[0].rank <= found.hits[1].rank);
    assert!(found.hits.iter().all(|hit| hit.text.contains("clinic") && hit.start == 0));
    assert_eq!(ledger.derived().search(&query("clinic"), 1).unwrap().hits.len(), 1);
    assert!(ledger.derived().search(&query("clinic"), 0).unwrap().hits.is_empty());
}

#[test]
fn what_thousands_have_is_not_ranked_but_the_last_comes_first() {
    let (_folder, mut ledger) = indexed();
    let mut derive = ledger.derive().unwrap();
    for number in 0..4_100 {
        derive.index_text(&format!("n{number}"), "text", "market", &[], str::to_lowercase).unwrap();
    }
    derive.commit().unwrap();
    let found = ledger.derived().search(&query("market"), 2).unwrap();
    assert!(!found.ranked);
    let ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids, ["n4099", "n4098"]);
}

#[test]
fn a_text_put_again_takes_the_place_of_the_former() {
    let (_folder, mut ledger) = indexed();
    let mut derive = ledger.derive().unwrap();
    derive.index_text("r1", "title", "Correction", &[], str::to_lowercase).unwrap();
    derive.remove_text("r2").unwrap();
    derive.remove_text("never there").unwrap();
    derive.commit().unwrap();
    assert_eq!(ids(&ledger, "harbour"), ["r1/text"]);
    assert_eq!(ids(&ledger, "correction"), ["r1/title"]);
    assert!(ids(&ledger, "times").is_empty());
}

#[test]
fn a_long_text_is_found_piece_by_piece() {
    let (_folder, mut ledger) = indexed();
    let mut derive = ledger.derive().unwrap();
    let text = "märket ".repeat(30_000);
    derive.index_text("r9", "text", &text, &[], str::to_lowercase).unwrap();
    derive.commit().unwrap();
    let found = ledger.derived().search(&query("märket"), 50).unwrap();
    assert!(found.hits.len() > 10);
    for hit in &found.hits {
        let piece: String = text.chars().skip(hit.start as usize).take(6).collect();
        assert_eq!(piece, "märket");
        assert!(hit.text.len() <= 16 << 10);
    }
    // All its passages go when the text does.
    let mut derive = ledger.derive().unwrap();
    derive.remove_text("r9").unwrap();
    derive.commit().unwrap();
    assert!(ids(&ledger, "märket").is_empty());
}

#[test]
fn signs_of_the_query_language_are_plain_characters() {
    let (_folder, ledger) = indexed();
    for odd in [
        "\"",
        "\"\"\"",
        "*",
        "AND",
        "NOT",
        "text:",
        "{text}:",
        "^clinic",
        "(clinic",
        "clinic)",
        "NEAR(clinic",
        "-killed",
        "a\0b",
        "';--",
        "😀",
        "،",
        "\u{301}",
    ] {
        let phrase = Phrase { words: vec![odd.to_owned()], open: true };
        let query = Query { all: vec![vec![phrase]], facets: vec![vec![odd.to_owned()]] };
        ledger.derived().search(&query, 5).unwrap();
    }
    let long = "clinic ".repeat(5_000);
    assert_eq!(ids(&ledger, &long).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_query_is_an_error(
        words in prop::collection::vec(r#"(\PC|["*():^+{}\x00-]|AND|OR|NOT|NEAR| ){0,8}"#, 0..4),
        open: bool,
    ) {
        thread_local!(static CASE: (Folder, Ledger) = indexed());
        CASE.with(|(_, ledger)| {
            let all = vec![vec![Phrase { words: words.clone(), open }]];
            ledger.derived().search(&Query { all, facets: vec![words.clone()] }, 5).unwrap();
        });
    }
}
