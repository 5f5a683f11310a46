//! Tolls on invented sentences through the real parser: a line per behaviour, traps beside them.

use crate::read::read;
use rashomon_model::{Polarity, Value};

/// Every toll in short: slot, interval, status, part, whether it adds up a period.
fn tolls(text: &str) -> Vec<String> {
    let claims = read(text).1.claims;
    let short = claims.iter().filter_map(|claim| {
        let Value::Toll(q) = &claim.value else { return None };
        let high = q.high.map_or(String::new(), |h| h.to_string());
        let who = q.who.map_or(String::new(), |w| format!(" {w:?}"));
        let total = if q.cumulative { " total" } else { "" };
        let denied = if claim.polarity == Polarity::Denied { " denied" } else { "" };
        let slot = claim.slot.as_str();
        Some(format!("{slot} {}..{high} {:?}{who}{total}{denied}", q.low, q.status))
    });
    short.collect()
}

#[test]
fn tolls_hold_what_the_words_say() {
    let table: &[(&str, &[&str])] = &[
        // Headlines: a participle owns the number before it, a finite verb the one behind it.
        ("8 killed 25 injured in rocket attacks on Velmar", &["killed 8..8", "injured 25..25"]),
        ("Car bombs kill 50 injure dozens in Velmar", &["killed 50..50"]),
        ("12 dead as rival groups clash in Velmar", &["killed 12..12"]),
        ("Between 12 and 15 civilians were killed in Velmar.", &["killed 12..15 Civilian"]),
        ("Shelling killed between 12 to 19 civilians.", &["killed 12..19 Civilian"]),
        // Members of a party that the report tells to be armed.
        (
            "Fighters of the Front attacked Velmar. Four members of the Front were killed.",
            &["killed 4..4 Combatant"],
        ),
        ("Six members of the rebel group were killed.", &["killed 6..6 Combatant"]),
        ("Two army officers were killed in Velmar.", &["killed 2..2 Combatant"]),
        ("Troops ambushed the militants, killing scores of them.", &["killed 20..99 Combatant"]),
        ("Troops ambushed a group of militants, killing 15.", &["killed 15..15 Combatant"]),
        // The figure of a toll.
        ("The death toll from the blasts in the town has reached 20 people.", &["killed 20..20"]),
        ("The death toll rose from five to 12.", &["killed 12..12"]),
        // Trades and lists.
        ("A baker was killed in Velmar.", &["killed 1..1"]),
        ("The blast killed three florists.", &["killed 3..3"]),
        (
            "At least two civilians, a writer and a child, were killed in the raid.",
            &["killed 2.. Civilian"],
        ),
        ("A family of five was killed in Velmar.", &["killed 5..5"]),
        ("The strike killed an entire family of six.", &["killed 6..6"]),
        ("A raid left a couple and their three children dead.", &["killed 5..5"]),
        ("A woman was killed alongside her two sons.", &["killed 3..3"]),
        // The dead by other words.
        ("At least 65 bodies were found in Velmar.", &["killed 65.."]),
        ("Rescuers recovered 12 bodies of civilians.", &["killed 12..12 Civilian"]),
        ("The attack left 50 martyrs and 200 wounded.", &["killed 50..50"]),
        (
            "The opposition spoke of an attack and the killing of between 10 and 18 people.",
            &["killed 10..18"],
        ),
        ("Nine people are missing after the shelling.", &["missing 9..9"]),
        ("He gave a toll of 48 dead.", &["killed 48..48"]),
        (
            "Two of its fighters died and 12 soldiers were killed, the group said.",
            &["killed 2..2 Combatant", "killed 12..12 Combatant"],
        ),
        // One number for the killed and the wounded.
        ("Several people were killed and injured in Velmar.", &["killed 2..9"]),
        // An outdated figure stands where there is no other.
        ("An initial death toll of 12 was given.", &["killed 12..12"]),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let found = tolls(text);
        for claim in *expected {
            if !found.iter().any(|f| f.starts_with(claim)) {
                wrong.push(format!("{text}\n  wants `{claim}`\n  has {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn traps_give_no_such_toll() {
    let table: &[(&str, &str)] = &[
        ("8 killed 25 injured in rocket attacks on Velmar", "killed 25"),
        ("Two gunmen killed five people in Velmar.", "killed 2"),
        ("Scores dead in raid - At least 72 people were killed in Velmar", "killed 92"),
        ("Four members of the council were killed.", "killed 4..4 Combatant"),
        ("The army shelled Velmar. Four members of the family were killed.", "killed 4..4 Comb"),
        ("The death toll rose from five to 12.", "killed 5"),
        ("Shelling killed or wounded 30 people in Velmar.", "killed 30"),
        ("Shelling killed or wounded 30 people in Velmar.", "injured 30"),
        (
            "Officials initially said nine people were killed in the raid. The raid killed 12.",
            "killed 9",
        ),
        ("The blast killed two people and destroyed a helicopter.", "killed 3"),
        ("At least two civilians, a writer and a child, were killed in the raid.", "killed 4"),
        ("Two families were killed in the raid.", "killed 2..2"),
        ("A family was killed in the raid.", "killed 1"),
        ("Seven people died in the raid. A woman was killed alongside her two sons.", "killed 3"),
        ("Rescuers found a body of water.", "killed"),
        ("The war took its toll on the town.", "killed"),
        ("Nobody was killed in the raid.", "killed 1"),
        ("No casualties were reported in the raid.", "killed"),
        ("An officer who recovered six bodies was praised.", "killed 1"),
        (
            "The raid killed 27 people and more than 80 injured civilians were treated.",
            "killed 108",
        ),
    ];
    let mut wrong = Vec::new();
    for (text, unwanted) in table {
        let found = tolls(text);
        if found.iter().any(|f| f.starts_with(unwanted)) {
            wrong.push(format!("{text}\n  must not have `{unwanted}`\n  has {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
