//! How parties stand to each other: relations on invented reports.
//!
//! Tables of text and expectation; a line per behaviour. Names are invented.

use crate::read::read;
use rashomon_model::{Certainty, Polarity, Reading, RelationKind, Report};

/// The entity of the last mention with these words.
fn entity(report: &Report, reading: &Reading, words: &str) -> Option<usize> {
    let mut found = reading.mentions.iter().rev();
    found.find(|m| m.span.of(&report.text) == Some(words)).and_then(|m| m.entity).map(|e| e.index())
}

/// All relations as `subject relation object`, with `not` before what is denied.
fn relations(text: &str) -> Vec<String> {
    let (_, reading) = read(text);
    let name = |id: rashomon_model::EntityId| &*reading.entities[id.index()].name;
    let show = |r: &rashomon_model::Relation| {
        let not = if r.polarity == Polarity::Denied { "not " } else { "" };
        format!("{not}{} {} {}", name(r.subject), r.kind.as_str(), name(r.object))
    };
    reading.relations.iter().map(show).collect()
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
fn each_way_of_telling_a_relation() {
    let table: &[(&str, &str)] = &[
        // Bonds as nouns.
        (
            "The Dawn Brigade has close ties to the Velmar Army.",
            "Dawn Brigade allied-with Velmar Army",
        ),
        (
            "The Dawn Brigade pledged allegiance to Tariq Hosni.",
            "Dawn Brigade supports Tariq Hosni",
        ),
        (
            "The Dawn Brigade denied any links to the Velmar Army.",
            "not Dawn Brigade allied-with Velmar Army",
        ),
        (
            "Clashes between the Dawn Brigade and the Velmar Army went on.",
            "Dawn Brigade opposed-to Velmar Army",
        ),
        // Command.
        ("The Velmar Army under General Tariq Hosni left.", "Tariq Hosni leads Velmar Army"),
        ("Tariq Hosni spoke. Hosni's Velmar Army left.", "Tariq Hosni leads Velmar Army"),
        ("The commander of the Velmar Army, Tariq Hosni, spoke.", "Tariq Hosni leads Velmar Army"),
        (
            "Tariq Hosni, a senior commander of the Velmar Army, spoke.",
            "Tariq Hosni member-of Velmar Army",
        ),
        ("The Velmar Army is headed not by Tariq Hosni.", "not Tariq Hosni leads Velmar Army"),
        // Shared subjects.
        (
            "The Dawn Brigade fought in Orn and is allied with the Velmar Army.",
            "Dawn Brigade allied-with Velmar Army",
        ),
        (
            "The Velmar Army is committed to defeating the Dawn Brigade.",
            "Velmar Army opposed-to Dawn Brigade",
        ),
        // Joined words, units.
        (
            "Tariq Hosni spoke. The Velmar Herald, a pro-Hosni newspaper, denied it.",
            "Velmar Herald favours Tariq Hosni",
        ),
        ("The 9th brigade of the Velmar Army left Orn.", "The 9th brigade part-of Velmar Army"),
    ];
    for (text, expected) in table {
        let found = relations(text);
        assert!(found.iter().any(|f| f == expected), "{expected} not in {found:?} of {text}");
    }
}

#[test]
fn what_is_no_relation() {
    let table: &[&str] = &[
        "Tariq Hosni, a former commander of the Dawn Brigade, spoke.",
        "The Dawn Brigade wants to leave Orn and join the Velmar Army.",
        "The Dawn Brigade, under attack by Tariq Hosni, withdrew.",
        "The Dawn Brigade has relations with the Velmar Army.",
        "If the Dawn Brigade backs the Velmar Army, the war is over.",
        "The Dawn Brigade includes several men, Tariq Hosni said.",
        "It rained in France, Germany and Spain.",
        "Ann Omran, ambassador to France, left.",
    ];
    for text in table {
        let found = relations(text);
        assert!(found.is_empty(), "{found:?} in {text}");
    }
}

#[test]
fn doubt_and_dates_come_with_the_relation() {
    let (_, reading) = read("Tariq Hosni is believed to lead the Dawn Brigade.");
    let certainty: Vec<Certainty> = reading.relations.iter().map(|r| r.certainty).collect();
    assert_eq!(certainty, [Certainty::Probable]);
    let (report, reading) = read("The Dawn Brigade joined the Northern Front in May 2014.");
    let when = reading.relations.first().and_then(|r| r.when);
    let when = when.and_then(|t| reading.times.get(t.index())).map(|t| t.span.of(&report.text));
    assert_eq!(when, Some(Some("May 2014")), "{:?}", reading.relations);
}
