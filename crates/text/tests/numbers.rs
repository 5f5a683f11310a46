//! Numbers of things as intervals: what they come to, and what is left alone.

use proptest::prelude::*;
use rashomon_text::find_numbers;

use crate::spans::{assert_ascending, parse, words};

/// Writes what was found: "at least 12=12..", joined by "; ".
fn found(text: &str) -> String {
    let doc = parse(text);
    let numbers = find_numbers(text, &doc);
    let one = |n: &rashomon_text::NumberSpan| {
        let high = n.high.map_or(String::new(), |high| high.to_string());
        let exact = n.high == Some(n.low);
        let value = if exact { n.low.to_string() } else { format!("{}..{high}", n.low) };
        format!(
            "{}={value} {}",
            words(text, &doc, &n.tokens),
            format!("{:?}", n.wording).to_lowercase()
        )
    };
    numbers.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| found(text) != *expected)
        .map(|(text, expected)| {
            format!("{text}\n  expected {expected}\n  found    {}", found(text))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn plain_numbers_are_exact() {
    check(&[
        ("The shelling killed 12 people.", "12=12 exact"),
        ("Nine fighters died near Velm.", "Nine=9 exact"),
        ("They counted twenty-three bodies.", "twenty-three=23 exact"),
        ("A hundred and five families fled.", "A hundred and five=105 exact"),
        ("Two dozen homes burned.", "Two dozen=24 exact"),
        ("Half a dozen men were held.", "Half a dozen=6 exact"),
        ("A dozen shells fell.", "A dozen=12 exact"),
        ("Some 5,000 residents left.", "Some 5,000=5000 about"),
        ("The camp holds 1.5 million people.", "1.5 million=1500000 exact"),
        ("Three thousand two hundred men marched.", "Three thousand two hundred=3200 exact"),
        ("Another 14 were hurt.", "14=14 exact"),
        ("Four others were wounded.", "Four=4 exact"),
        ("The blast hurt 17 more.", "17=17 exact"),
        ("A couple of soldiers ran.", "A couple=2 exact"),
        ("One soldier died.", "One=1 exact"),
        ("In the district 12 people died.", "12=12 exact"),
        ("A 200-strong force entered the town.", "200=200 exact"),
        ("The toll rose from 12 to 15.", "12=12 exact; 15=15 exact"),
        ("2,000 people and 1990 sheep crossed.", "2,000=2000 exact; 1990=1990 exact"),
    ]);
}

#[test]
fn bounding_words_move_the_interval() {
    check(&[
        ("At least 12 people were killed.", "At least 12=12.. atleast"),
        ("No fewer than 40 houses fell.", "No fewer than 40=40.. atleast"),
        ("No less than six were hurt.", "No less than six=6.. atleast"),
        ("A minimum of 20 men came.", "A minimum of 20=20.. atleast"),
        ("More than 30 were hurt.", "More than 30=31.. atleast"),
        ("Over two dozen shells fell.", "Over two dozen=25.. atleast"),
        ("Upwards of 300 families fled.", "Upwards of 300=301.. atleast"),
        ("They lost 12 or more men.", "12 or more=12.. atleast"),
        ("They held 20+ men.", "20+=20.. atleast"),
        ("Up to 9 people died.", "Up to 9=0..9 upto"),
        ("As many as 1,500 families left.", "As many as 1,500=0..1500 upto"),
        ("No more than four guards stayed.", "No more than four=0..4 upto"),
        ("At most 10 rockets were fired.", "At most 10=0..10 upto"),
        ("A maximum of 50 men may enter.", "A maximum of 50=0..50 upto"),
        ("Fewer than 40 men remained.", "Fewer than 40=0..39 upto"),
        ("Less than ten people stayed.", "Less than ten=0..9 upto"),
        ("About 60 fighters came.", "About 60=60 about"),
        ("Roughly forty houses burned.", "Roughly forty=40 about"),
        ("Nearly a hundred people fled.", "Nearly a hundred=100 about"),
        ("An estimated 700 people live there.", "An estimated 700=700 about"),
        ("Approximately 80 tents stood there.", "Approximately 80=80 about"),
        ("Around 12 or so men came.", "Around 12 or so=12 about"),
    ]);
}

#[test]
fn ranges_keep_both_ends() {
    check(&[
        ("Between five and seven soldiers were hurt.", "Between five and seven=5..7 exact"),
        ("From 5 to 7 men were missing.", "From 5 to 7=5..7 exact"),
        ("He saw 5-7 trucks.", "5-7=5..7 exact"),
        ("Five or six shells fell.", "Five or six=5..6 exact"),
        ("Two to three hundred fighters came.", "Two to three hundred=200..300 exact"),
        ("An estimated 30 to 40 rockets fell.", "An estimated 30 to 40=30..40 about"),
        ("Up to five or six men came.", "Up to five or six=0..6 upto"),
        ("At least 5 to 7 people died.", "At least 5 to 7=5.. atleast"),
    ]);
}

#[test]
fn words_stand_for_intervals() {
    check(&[
        ("Dozens of people were killed.", "Dozens=12..99 word"),
        ("Scores of families fled.", "Scores=20..99 word"),
        ("Tens of people were hurt.", "Tens=10..99 word"),
        ("Hundreds of people fled.", "Hundreds=100..999 word"),
        ("Thousands marched.", "Thousands=1000..9999 word"),
        ("Tens of thousands of people fled.", "Tens of thousands=10000..99999 word"),
        ("Several cars burned.", "Several=2..9 word"),
        ("Some villagers were hurt.", "Some=2..9 word"),
        ("A number of shops closed.", "A number=2..9 word"),
        ("A few men stayed.", "A few=2..9 word"),
        ("A handful of guards stayed.", "A handful=2..9 word"),
        ("At least dozens more were hurt.", "At least dozens=12.. atleast"),
        ("Several hundred fighters came.", "Several hundred=200..999 word"),
        ("Several dozen houses burned.", "Several dozen=24..99 word"),
    ]);
}

#[test]
fn what_counts_nothing_is_left_alone() {
    check(&[
        ("The fight began in 2016.", ""),
        ("It was on 7 February 2016.", ""),
        ("Feb. 7, 2016 was a Sunday.", ""),
        ("It ended at 7:30 p.m.", ""),
        ("He left at 3 p.m. on Tuesday.", ""),
        ("A 12-year-old boy spoke.", ""),
        ("Omar Adel, 12, spoke.", ""),
        ("A girl aged 9 spoke.", ""),
        ("A woman of 34 years of age spoke.", ""),
        ("It cost $5 million.", ""),
        ("It cost 30 euros.", ""),
        ("It lost 12 percent of its land.", ""),
        ("It lost 12 per cent of its land.", ""),
        ("It lost 12% of its land.", ""),
        ("The road is 35 km long.", ""),
        ("It lies 20 miles west.", ""),
        ("They seized 20 tons of flour.", ""),
        ("The siege lasted three weeks.", ""),
        ("It took several hours.", ""),
        ("A few days passed.", ""),
        ("He was the 7th to leave.", ""),
        ("The third convoy left.", ""),
        ("A MIG-23 came down.", ""),
        ("An old T-72 burned.", ""),
        ("The 102 Brigade left.", ""),
        ("They hit District 400.", ""),
        ("They shelled neighborhood 400 again.", ""),
        ("They cited Resolution 2254.", ""),
        ("See section 4.", ""),
        ("They won 3-2.", ""),
        ("One third of the town burned.", ""),
        ("Two-thirds of the town burned.", ""),
        ("Three-quarters of the town burned.", ""),
        ("No one stayed.", ""),
        ("The one who left was hurt.", ""),
        ("1. First item.", ""),
        ("Call 555-1234 now.", ""),
        ("They gave some resistance.", ""),
        ("A woman left.", ""),
        ("Flight 800 was late.", ""),
        ("The 102 brigade left the town.", ""),
        ("They shelled 400 neighborhood again.", ""),
        ("They hit the neighborhood 400 area.", ""),
        ("Three times they came.", ""),
        ("Highway 5 was cut.", ""),
        ("A 122-mm rocket fell.", ""),
        ("The early 1990s were calm.", ""),
        ("Agent 007 left.", ""),
    ]);
}

#[test]
fn the_head_is_the_last_token_of_the_number_proper() {
    let text = "At least twenty-three or more people fled.";
    let doc = parse(text);
    let number = &find_numbers(text, &doc)[0];
    assert_eq!(words(text, &doc, &(number.head..number.head + 1)), "three");
    assert_eq!(words(text, &doc, &number.tokens), "At least twenty-three or more");
}

#[test]
fn a_huge_number_saturates() {
    assert!(found("5,000,000,000,000 ants came.").contains(&u32::MAX.to_string()));
    assert!(found("99999999999999999999999999 ants came.").contains(&u32::MAX.to_string()));
}

#[test]
fn a_million_number_words_take_linear_time() {
    let text = "five or six hundred and ".repeat(4_000);
    let doc = parse(&text);
    assert!(!find_numbers(&text, &doc).is_empty());
}

const PIECES: &[&str] = &[
    "at least",
    "between",
    "five",
    "and",
    "7",
    "to",
    "-",
    "dozens",
    "of",
    "people",
    "a hundred",
    "more than",
    "up to",
    "2016",
    "or",
    "million",
    "%",
    "$",
    "+",
    "one",
    "third",
    ",",
    ".",
    "\n\n",
    "km",
    "some",
    "half a dozen",
    "٣",
    "5,000",
    "12-year-old",
    "(",
    ")",
    "“",
    "’",
    "ü",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn low_is_never_above_high(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let text = pieces.join(" ");
        let doc = parse(&text);
        let numbers = find_numbers(&text, &doc);
        assert_ascending(&doc, numbers.iter().map(|n| &n.tokens));
        for number in &numbers {
            prop_assert!(number.high.is_none_or(|high| number.low <= high));
            prop_assert!(number.tokens.contains(&number.head));
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,80}") {
        let doc = parse(&text);
        assert_ascending(&doc, find_numbers(&text, &doc).iter().map(|n| &n.tokens));
    }
}
