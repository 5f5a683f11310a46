//! What counts as the same text in a fingerprint, and how the estimates behave.

use proptest::prelude::*;
use rashomon_text::fingerprint::{SKETCH, containment, resemblance, shingles};

fn numbered(range: std::ops::Range<usize>) -> String {
    range.map(|n| format!("word{n} ")).collect()
}

#[test]
fn layout_case_and_punctuation_count_for_nothing() {
    let one = shingles("The mill burnt, he said: \"We left\" at ten.");
    assert_eq!(one, shingles("the MILL\nburnt he said “we left” at ten"));
    assert_ne!(one, shingles("The mill burnt, she said: \"We left\" at ten."));
}

#[test]
fn prints_are_the_same_in_every_version() {
    assert_eq!(shingles("one two three four five"), [PRINT]);
}

const PRINT: u64 = 7_802_738_768_277_314_518;

#[test]
fn short_and_empty_texts_have_a_print_of_their_own() {
    assert!(shingles("").is_empty() && shingles("… 🔥").is_empty());
    assert_eq!(shingles("the mill").len(), 1);
    assert_eq!((resemblance(&[], &[]), containment(&[], &[1])), (0.0, 0.0));
}

#[test]
fn estimates_come_near_the_true_shares() {
    let (a, b) = (shingles(&numbered(0..4000)), shingles(&numbered(2000..6000)));
    assert_eq!(a.len(), SKETCH);
    assert!((resemblance(&a, &b) - 1.0 / 3.0).abs() < 0.1, "{}", resemblance(&a, &b));
    assert!((containment(&a, &b) - 0.5).abs() < 0.12, "{}", containment(&a, &b));
    let part = shingles(&numbered(1000..1200));
    assert!(containment(&part, &a) > 0.8, "{}", containment(&part, &a));
    assert!(containment(&a, &part) < 0.2);
}

proptest! {
    #[test]
    fn resemblance_is_symmetric_and_whole_with_itself(a in "[a-d ]{0,60}", b in "[a-d ]{0,60}") {
        let (a, b) = (shingles(&a), shingles(&b));
        prop_assert_eq!(resemblance(&a, &b), resemblance(&b, &a));
        prop_assert!((0.0..=1.0).contains(&resemblance(&a, &b)));
        prop_assert!((0.0..=1.0).contains(&containment(&a, &b)));
        prop_assert!(a.is_empty() || resemblance(&a, &a) == 1.0 && containment(&a, &a) == 1.0);
        prop_assert!(a.windows(2).all(|pair| pair[0] < pair[1]) && a.len() <= SKETCH);
    }
}
