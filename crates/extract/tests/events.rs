//! What happened and what is claimed of it, on invented reports through the real parser.
//!
//! Tables of text and expectation; a line per behaviour, traps beside them. Names are invented.
//! The examples of the trigger and leave tables run here too.

use crate::read::read;
use rashomon_model::{Claim, Polarity, Value};
use rashomon_text::Lexicon;

/// Every event as its class with the words that signal it.
fn events(text: &str) -> Vec<String> {
    let (report, reading) = read(text);
    let show = |e: &rashomon_model::EventMention| {
        let words = [e.trigger].into_iter().chain(e.again.iter().copied());
        let words: Vec<&str> = words.map(|s| s.of(&report.text).unwrap_or("?")).collect();
        format!("{} {}", e.class, words.join("+"))
    };
    reading.events.iter().map(show).collect()
}

/// A claim in short: slot, value, and what stands against it.
fn short(claim: &Claim) -> String {
    let value = match &claim.value {
        Value::Toll(q) => {
            let high = q.high.map_or("".to_owned(), |h| h.to_string());
            let who = q.who.map_or(String::new(), |w| format!(" {w:?}"));
            let total = if q.cumulative { " total" } else { "" };
            format!("{}..{high} {:?}{who}{total}", q.low, q.status)
        }
        Value::Responsibility { text, by, .. } => format!("{text} {by:?}"),
        Value::Target { text, .. }
        | Value::Damage { text, .. }
        | Value::Weapon { text, .. }
        | Value::Outcome { text, .. }
        | Value::Place { text, .. }
        | Value::Time { text, .. } => text.clone(),
        Value::Cause { text, kind } => format!("{text} {kind:?}"),
        Value::Stance { kind, .. } => format!("{kind:?}"),
        Value::Occurrence => format!("{:?}", claim.certainty),
        _ => String::new(),
    };
    let denied = if claim.polarity == Polarity::Denied { " denied" } else { "" };
    format!("{} {value}{denied}", claim.slot.as_str())
}

fn claims(text: &str) -> Vec<String> {
    read(text).1.claims.iter().map(short).collect()
}

#[test]
fn claims_hold_what_the_words_say() {
    let table: &[(&str, &[&str])] = &[
        (
            "Warplanes bombed a market in Velmar, killing at least five people.",
            &[
                "killed 5.. Unknown",
                "responsibility Warplanes Stated",
                "target market",
                "weapon Warplanes",
                "place Velmar",
            ],
        ),
        (
            "A woman and her two children were killed in the shelling.",
            &[
                "killed 3..3 Civilian",
                "killed 1..1 Civilian Women",
                "killed 2..2 Civilian Children",
            ],
        ),
        (
            "The blast killed seven people, including three children, and wounded 12 others.",
            &["killed 7..7 Unknown", "killed 3..3 Civilian Children", "injured 12..12 Unknown"],
        ),
        (
            "Five people, two of them women, died in the raid.",
            &["killed 5..5 Unknown", "killed 2..2 Civilian Women"],
        ),
        ("Two of their fighters were killed.", &["killed 2..2 Combatant"]),
        ("The shelling left three soldiers dead.", &["killed 3..3 Combatant"]),
        ("The attack claimed the lives of four villagers.", &["killed 4..4 Civilian"]),
        ("The death toll rose to 14.", &["killed 14..14 Unknown"]),
        (
            "More than 900 people have been killed since the uprising began in 2031.",
            &["killed 901.. Unknown total"],
        ),
        ("The war has killed 4,000 people.", &["killed 4000..4000 Unknown total"]),
        ("Police arrested six students in Velmar.", &["detained 6..6 Civilian"]),
        (
            "Gunmen kidnapped two nurses near Velmar.",
            &["missing 2..2 Civilian", "responsibility Gunmen Stated"],
        ),
        (
            "The coalition denied responsibility for the strike.",
            &["responsibility coalition Claimed denied"],
        ),
        (
            "The Northern Front claimed responsibility for the bombing.",
            &["responsibility Northern Front Claimed"],
        ),
        ("Officials blamed the rebels for the attack.", &["responsibility rebels Accused"]),
        (
            "A jet crashed near Velmar because of a technical fault.",
            &["cause because of a technical fault Technical", "place Velmar"],
        ),
        (
            "Rebels shot down a jet over Velmar and the pilot ejected.",
            &["responsibility Rebels Stated", "cause shot down Hostile", "outcome pilot ejected"],
        ),
        (
            "Rebels downed a jet. The downing was claimed by the Northern Front.",
            &["responsibility Northern Front Claimed"],
        ),
        ("The council condemned the strike.", &["stance Condemns"]),
        ("The army did not bomb the hospital.", &["occurrence Certain denied"]),
        ("Rebels may have attacked the convoy.", &["occurrence Possible"]),
        ("Rebels threatened to attack the town.", &["stance Threatens"]),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let found = claims(text);
        for claim in *expected {
            if !found.iter().any(|f| f == claim) {
                wrong.push(format!("{text}\n  wants `{claim}`\n  has {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn traps_give_no_such_claim() {
    let table: &[(&str, &str)] = &[
        ("Five people, two of them children, were killed.", "killed 7"),
        ("Rebels plan to attack the town.", "responsibility"),
        ("Senators attacked the proposal.", "occurrence"),
        ("They struck a deal in Velmar.", "occurrence"),
        ("An attack helicopter landed in Velmar.", "occurrence"),
        ("The air force has 20 planes.", "occurrence"),
        ("The blast killed two people.", "responsibility"),
        ("No group has claimed responsibility for the bombing.", "responsibility"),
        ("The flood killed two people.", "killed"),
        ("Two killed, three injured in Velmar raid.", "killed 3"),
        ("The strike killed five people. Two others died in hospital.", "killed 2"),
        ("A nurse was wounded when a shell hit five houses.", "injured 5"),
        ("If rebels attack the town, people will die.", "killed"),
    ];
    let mut wrong = Vec::new();
    for (text, unwanted) in table {
        let found = claims(text);
        if found.iter().any(|f| f.starts_with(unwanted)) {
            wrong.push(format!("{text}\n  must not have `{unwanted}`\n  has {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_happening_told_twice_is_one_event() {
    let table: &[(&str, usize)] = &[
        ("An airstrike hit Velmar. The strike killed five people.", 1),
        ("A bomb exploded in Velmar. Four people were wounded.", 1),
        ("Five people were killed when a bomb exploded in Velmar.", 1),
        ("A strike hit Velmar. Another strike hit Orlan.", 2),
        ("Shelling killed two people in Velmar. Elsewhere, a bomb killed nine people in Orlan.", 2),
    ];
    for (text, count) in table {
        let found = events(text);
        assert_eq!(found.len(), *count, "{text}: {found:?}");
    }
}

#[test]
fn parties_swapped_swap_the_claims_and_nothing_else() {
    let sides = [("Northern Front", "Southern Front"), ("Southern Front", "Northern Front")];
    let told = sides.map(|(a, b)| {
        let text = format!("The {a} shelled Velmar. The {b} blamed the {a} for the attack.");
        claims(&text).join("\n").replace(a, "A").replace(b, "B")
    });
    assert_eq!(told[0], told[1]);
}

#[test]
fn every_quote_slices_the_text_of_odd_reports() {
    let odd = [
        "",
        "\u{fffd} \u{fffd} killed",
        "Killed killed killed 5 5 5 dead dead.",
        "🙂🙂 bombed 🙂🙂 killing 5 🙂",
        "قتل خمسة أشخاص في غارة",
        "The the the strike strike of of of of Velmar Velmar.",
    ];
    for text in odd {
        let (report, reading) = read(text);
        for claim in &reading.claims {
            assert!(claim.span.of(&report.text).is_some_and(|q| !q.is_empty()), "{text}");
        }
    }
}

/// Tells whether an event is signalled by a word that begins as one of the lemma's words does.
fn signalled(found: &[String], lemma: &str) -> bool {
    let stem = |w: &str| w.chars().take(3).collect::<String>().to_lowercase();
    let stems: Vec<String> = lemma.split_whitespace().map(stem).collect();
    found.iter().any(|f| {
        let words = f.split_once(' ').map_or("", |(_, w)| w);
        words.split(['+', ' ']).any(|w| stems.contains(&stem(w)))
    })
}

#[test]
fn examples_of_the_trigger_table_hold() {
    let text = include_str!("../../../data/lexicon/en/events-triggers.tsv");
    let Ok(table) = Lexicon::parse("events-triggers.tsv", text) else { unreachable!("table") };
    let mut wrong = Vec::new();
    for row in table.rows() {
        let (lemma, class) = (row.get("lemma"), row.get("class"));
        let matches = row.get("matches");
        if !matches.is_empty() {
            let found = events(matches);
            let kind = class.split('/').next().unwrap_or("");
            if !found.iter().any(|f| f.starts_with(kind)) {
                wrong.push(format!("{lemma} ({class}) not in: {matches} {found:?}"));
            }
        }
        let alone = row.get("leaves alone");
        let found = events(alone);
        if !alone.is_empty() && signalled(&found, lemma) {
            wrong.push(format!("{lemma} found in: {alone} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn examples_of_the_leave_table_hold() {
    let text = include_str!("../../../data/lexicon/en/events-leave.tsv");
    let Ok(table) = Lexicon::parse("events-leave.tsv", text) else { unreachable!("table") };
    let mut wrong = Vec::new();
    for row in table.rows() {
        let alone = row.get("leaves alone");
        let found = events(alone);
        if !alone.is_empty() && signalled(&found, row.get("lemma")) {
            wrong.push(format!("{} found in: {alone} {found:?}", row.get("lemma")));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
