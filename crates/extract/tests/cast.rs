//! Who and what is named: mentions, entities, relations and place offsets on invented reports.
//!
//! Tables of text and expectation; a line per behaviour. Names are invented.

use crate::read::read;
use rashomon_model::{Reading, RelationKind, Report};
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
    let (report, reading) = read("It rained, and they were wet.");
    assert_eq!(entity(&report, &reading, "they"), None);
}

#[test]
fn relations_come_from_words_between_parties() {
    use RelationKind::{AlliedWith, Favours, Leads, MemberOf, OpposedTo, SpeaksFor, Supports};
    let table: &[(&str, &str, RelationKind, &str)] = &[
        (
            "Tariq Hosni, commander of the Dawn Brigade, spoke on Monday.",
            "Tariq Hosni",
            Leads,
            "Dawn Brigade",
        ),
        (
            "Ann Omran, a spokeswoman for the Dawn Brigade, denied it.",
            "Ann Omran",
            SpeaksFor,
            "Dawn Brigade",
        ),
        ("The Dawn Brigade is headed by Tariq Hosni.", "Tariq Hosni", Leads, "Dawn Brigade"),
        (
            "The Dawn Brigade is allied with the Northern Front.",
            "Dawn Brigade",
            AlliedWith,
            "Northern Front",
        ),
        (
            "The Dawn Brigade opposes the Northern Front.",
            "Dawn Brigade",
            OpposedTo,
            "Northern Front",
        ),
        ("The militia loyal to Tariq Hosni left.", "The militia", Supports, "Tariq Hosni"),
        (
            "The Velmar Herald supports the Northern Front.",
            "Velmar Herald",
            Favours,
            "Northern Front",
        ),
        ("Ann Omran is a member of the Velmar Council.", "Ann Omran", MemberOf, "Velmar Council"),
        ("Tariq Hosni's forces left Velmar.", "Tariq Hosni", Leads, "Tariq Hosni's forces"),
    ];
    for (text, subject, kind, object) in table {
        let (report, reading) = read(text);
        let parties = (entity(&report, &reading, subject), entity(&report, &reading, object));
        let found = reading.relations.iter().any(|r| {
            r.kind == *kind
                && Some(r.subject.index()) == parties.0
                && Some(r.object.index()) == parties.1
        });
        assert!(found, "{:?} with {:?} in {text}", reading.relations, reading.entities);
    }
}

#[test]
fn wished_and_denied_relations_are_told_apart() {
    let (_, reading) = read("Tariq Hosni wants to lead the Dawn Brigade.");
    assert!(reading.relations.is_empty(), "{:?}", reading.relations);
    let (_, reading) = read("The Dawn Brigade does not support the Northern Front.");
    let denied = |r: &rashomon_model::Relation| r.polarity == rashomon_model::Polarity::Denied;
    assert!(reading.relations.iter().all(denied), "{:?}", reading.relations);
}

#[test]
fn told_offsets_stand_on_the_place() {
    let table: &[(&str, Option<f64>, Option<u16>)] = &[
        ("A drone was found 40 kilometers to the west of Velmar.", Some(40.0), Some(270)),
        ("It fell 20 km from Velmar.", Some(20.0), None),
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
