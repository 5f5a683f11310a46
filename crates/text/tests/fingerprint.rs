//! What counts as the same text in a fingerprint, and how the estimates behave.

use proptest::prelude::*;
use rashomon_model::{SKETCH, Sketch};
use rashomon_text::fingerprint::shingles;

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
    assert_eq!(shingles("one two three four five").0, [PRINT]);
}

const PRINT: u64 = 7_802_738_768_277_314_518;

#[test]
fn short_and_empty_texts_have_a_print_of_their_own() {
    assert!(shingles("").0.is_empty() && shingles("… 🔥").0.is_empty());
    assert_eq!(shingles("the mill").0.len(), 1);
    let (empty, one) = (Sketch(Vec::new()), Sketch(vec![1]));
    assert_eq!((empty.resemblance(&empty), empty.containment(&one)), (0.0, 0.0));
}

#[test]
fn estimates_come_near_the_true_shares() {
    let (a, b) = (shingles(&numbered(0..4000)), shingles(&numbered(2000..6000)));
    assert_eq!(a.0.len(), SKETCH);
    assert!((a.resemblance(&b) - 1.0 / 3.0).abs() < 0.1, "{}", a.resemblance(&b));
    assert!((a.containment(&b) - 0.5).abs() < 0.12, "{}", a.containment(&b));
    let part = shingles(&numbered(1000..1200));
    assert!(part.containment(&a) > 0.8, "{}", part.containment(&a));
    assert!(a.containment(&part) < 0.2);
}

proptest! {
    #[test]
    fn resemblance_is_symmetric_and_whole_with_itself(a in "[a-d ]{0,60}", b in "[a-d ]{0,60}") {
        let (a, b) = (shingles(&a), shingles(&b));
        prop_assert_eq!(a.resemblance(&b), b.resemblance(&a));
        prop_assert!((0.0..=1.0).contains(&a.resemblance(&b)));
        prop_assert!((0.0..=1.0).contains(&a.containment(&b)));
        prop_assert!(a.0.is_empty() || a.resemblance(&a) == 1.0 && a.containment(&a) == 1.0);
        prop_assert!(a.0.windows(2).all(|pair| pair[0] < pair[1]) && a.0.len() <= SKETCH);
    }
}
