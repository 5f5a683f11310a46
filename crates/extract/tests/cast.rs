//! Who and what is named: mentions, entities, relations and place offsets on invented reports.
//!
//! Tables of text and expectation; a line per behaviour. Names are invented.

use crate::read::read;
use rashomon_model::{Reading, Report};
use rashomon_text::Lexicon;

/// All mentions as `words/kind`.
fn mentions(text: &str) -> Vec<String> {
    let (report, reading) = read(text);
    let show = |m: &rashomon_model::Mention| {
        format!("{}/{}", m.span.of(&report.text).unwrap_or("?"), m.kind.as_str())
    };
    reading.mentions.iter().map(show).collect()
}

/// The entity of the last mention with these words.
fn entity(report: &Report, reading: &Reading, words: &str) -> Option<usize> {
    let mut found = reading.mentions.iter().rev();
    found.find(|m| m.span.of(&report.text) == Some(words)).and_then(|m| m.entity).map(|e| e.index())
}

#[test]
fn names_and_descriptions_get_their_kind() {
    let table: &[(&str, &[&str])] = &[
        ("Shells hit a hospital in the town of Velmar.", &["a hospital/facility", "Velmar/place"]),
        (
            "Col. Tariq Hosni said the regime fired on civilians.",
            &["Tariq Hosni/person", "the regime/group", "civilians/people"],
        ),
        (
            "Four children were killed when a helicopter dropped barrel bombs.",
            &["Four children/people", "a helicopter/weapon", "barrel bombs/weapon"],
        ),
        (
            "The Orlan Observer reported that coalition forces left.",
            &["Orlan Observer/outlet", "coalition forces/group"],
        ),
        (
            "Fighters of the Northern Dawn Brigade shelled al-Karmiya village.",
            &["Northern Dawn Brigade/group", "al-Karmiya village/place"],
        ),
        ("France condemned the attack.", &["France/group"]),
        ("The meeting was held in France.", &["France/place"]),
        (
            "A MIG-21 crashed near Tel Omran airbase.",
            &["A MIG-21/weapon", "Tel Omran airbase/facility"],
        ),
    ];
    for (text, expected) in table {
        let found = mentions(text);
        for mention in *expected {
            let plain = mention.trim_start_matches("A ");
            let there = found.iter().any(|f| f == mention || f == plain);
            assert!(there, "{mention} not in {found:?} of {text}");
        }
    }
}

/// Every example sentence in the tables does what its row says.
#[test]
fn examples_of_the_tables_run() {
    let table = include_str!("../../../data/lexicon/en/cast-heads.tsv");
    let heads = Lexicon::parse("cast-heads.tsv", table).unwrap();
    for row in heads.rows() {
        let hit = |text: &str| {
            mentions(text).iter().any(|m| {
                let (words, kind) = m.rsplit_once('/').unwrap_or((m, ""));
                // Three letters are shared by "woman" and "women".
                let stem: String = row.get("word").chars().take(3).collect();
                kind == row.get("kind") && words.to_lowercase().contains(&stem)
            })
        };
        for (column, wanted) in [("matches", true), ("leaves alone", false)] {
            let text = row.get(column);
            assert!(text.is_empty() || hit(text) == wanted, "{text}: {:?}", mentions(text));
        }
    }
    let table = include_str!("../../../data/lexicon/en/cast-relations.tsv");
    let cues = Lexicon::parse("cast-relations.tsv", table).unwrap();
    for row in cues.rows() {
        let hit = |text: &str| {
            let (_, reading) = read(text);
            reading.relations.iter().any(|r| r.kind.as_str() == row.get("relation"))
        };
        for (column, wanted) in [("matches", true), ("leaves alone", false)] {
            let text = row.get(column);
            assert!(text.is_empty() || hit(text) == wanted, "{text}: {:?}", read(text).1.relations);
        }
    }
}

#[test]
fn traps_are_no_mentions() {
    let table: &[(&str, &str)] = &[
        ("On Sunday the Syrian weather was fine.", "Syrian"),
        ("On Sunday the weather was fine.", "Sunday"),
        ("Meanwhile nothing happened.", "Meanwhile"),
        ("In May 2014 it rained.", "May"),
        ("He read about the Treaty of Velmar.", "Treaty"),
        ("It expects an OFG attempt on Sunday.", "an OFG"),
        ("The Front opened the door. Nobody left.", "The Front"),
        ("Photo Credit: Tariq Hosni.", "Photo Credit"),
    ];
    for (text, words) in table {
        let found = mentions(text);
        let hit = found.iter().any(|f| f.split('/').next() == Some(words));
        assert!(!hit, "{words} in {found:?} of {text}");
    }
}

#[test]
fn one_thing_is_one_entity() {
    let table: &[(&str, &str, &str)] = &[
        (
            "The Velmar National Front (VNF) advanced. Later the VNF withdrew.",
            "Velmar National Front",
            "VNF",
        ),
        ("Tariq Hosni spoke in Velmar. Hosni left on Sunday.", "Tariq Hosni", "Hosni"),
        (
            "The Elders Council of Velmar met on Sunday. It rained. The Council voted for peace.",
            "Elders Council of Velmar",
            "The Council",
        ),
        ("Colonel Tariq Hosni denied it. He blamed the rebels.", "Tariq Hosni", "He"),
        (
            "Shells fell on al-Karmiya. The village of Al Karmiya is empty.",
            "al-Karmiya",
            "Al Karmiya",
        ),
        ("A plane crashed near Velmar. The plane burned.", "A plane", "The plane"),
        (
            "The Velmar Council met. The Council of Velmar voted.",
            "Velmar Council",
            "Council of Velmar",
        ),
        (
            "The Velmar Shura Council met. On Monday the Shura Council voted.",
            "Velmar Shura Council",
            "Shura Council",
        ),
        (
            "The Northern Front left Orn. Tariq Hosni praised the Front.",
            "Northern Front",
            "the Front",
        ),
        (
            "\"We left Orn,\" said Tariq Hosni, a spokesman for the Northern Front.",
            "Northern Front",
            "We",
        ),
        (
            "She met the Minister of Foreign Affairs of France, Tariq Hosni, in Orn.",
            "the Minister",
            "Tariq Hosni",
        ),
    ];
    for (text, first, second) in table {
        let (report, reading) = read(text);
        let pair = (entity(&report, &reading, first), entity(&report, &reading, second));
        assert!(pair.0.is_some() && pair.0 == pair.1, "{first} and {second}: {pair:?} in {text}");
    }
}

#[test]
fn two_things_stay_two() {
    let table: &[(&str, &str, &str)] = &[
        (
            "The Northern Front attacked the Southern Front near Velmar.",
            "Northern Front",
            "Southern Front",
        ),
        (
            "The Council of Velmar fought the Council of Orn on Monday.",
            "Council of Velmar",
            "Council of Orn",
        ),
        ("The Orlan Army left. The Free Orlan Army stayed.", "Orlan Army", "Free Orlan Army"),
        ("Ann Hosni met Tariq Hosni in Velmar.", "Ann Hosni", "Tariq Hosni"),
        (
            "The Velmar Defence Council left. The Orn Defence Council stayed.",
            "Velmar Defence Council",
            "Orn Defence Council",
        ),
    ];
    for (text, first, second) in table {
        let (report, reading) = read(text);
        let pair = (entity(&report, &reading, first), entity(&report, &reading, second));
        assert!(pair.0.is_some() && pair.1.is_some() && pair.0 != pair.1, "{pair:?} in {text}");
    }
}

#[test]
fn unclear_pronouns_point_to_nobody() {
    let (report, reading) = read("Ann Hosni met Tariq Omran. Near Velmar, he was shot.");
    let (ann, tariq) =
        (entity(&report, &reading, "Ann Hosni"), entity(&report, &reading, "Tariq Omran"));
    assert!(ann.is_some() && ann != tariq);
    let text = "Ann Hosni said that Tariq Omran met Samir Dahl before his militia left.";
    let (_, reading) = read(text);
    assert!(reading.relations.is_empty(), "{:?}", reading.relations);
    let (report, reading) = read("The Velmar Front and the Orn Front met. The Front voted.");
    let fronts = ["Velmar Front", "Orn Front"].map(|name| entity(&report, &reading, name));
    let voted = entity(&report, &reading, "The Front");
    assert!(!fronts.contains(&voted), "{voted:?} of {fronts:?}");
    let (report, reading) = read("It rained, and they were wet.");
    assert_eq!(entity(&report, &reading, "they"), None);
}

#[test]
fn told_offsets_stand_on_the_place() {
    let table: &[(&str, Option<f64>, Option<u16>)] = &[
        ("A drone was found 40 kilometers to the west of Velmar.", Some(40.0), Some(270)),
        ("It fell 20 km from Velmar.", Some(20.0), None),
        ("It fell 35 km north-east of Velmar.", Some(35.0), Some(45)),
        ("Shells fell north of Velmar.", None, Some(0)),
        ("Shells fell in Velmar.", None, None),
    ];
    for (text, km, bearing) in table {
        let (report, reading) = read(text);
        let place = reading.places.iter().find(|p| p.span.of(&report.text) == Some("Velmar"));
        let place = place.unwrap_or_else(|| panic!("no place in {text}"));
        assert_eq!((place.offset_km, place.bearing.map(|b| b.0)), (*km, *bearing), "{text}");
    }
}

#[test]
fn mentions_nest_and_stand_in_order_on_odd_text() {
    let odd = [
        "",
        " \n\n ",
        "((((((((((",
        "al- al- al- of of the the",
        "THE THE THE ARMY ARMY OF OF OF",
        "😀😀😀 Velmar 😀",
        "محافظة فيلمار قصفت",
        "Velmar, Velmar, Velmar (VVV) (VVV) [VVV",
        "Gen. Gen. Gen. of the of the of",
    ];
    for text in odd {
        let (report, reading) = read(text);
        let mut open: Vec<u32> = Vec::new();
        let mut last = 0;
        for mention in &reading.mentions {
            assert!(mention.span.of(&report.text).is_some_and(|w| !w.is_empty()));
            assert!(mention.span.start >= last);
            last = mention.span.start;
            while open.last().is_some_and(|end| *end <= mention.span.start) {
                open.pop();
            }
            assert!(open.last().is_none_or(|end| *end >= mention.span.end), "{text}");
            open.push(mention.span.end);
        }
    }
}
