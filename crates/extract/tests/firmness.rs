//! How firmly happenings are put, on invented sentences through the real parser.
//!
//! Tables of text and expectation, and the examples of the certainty and implicative tables. A
//! happening stands in square brackets; what is expected of it is a word: certain, probable,
//! possible (come about), planned (not yet), denied, threatens, calls-for, given.

use crate::read::read;
use rashomon_model::{Certainty, Claim, Polarity, Slot, StanceKind, Value};
use rashomon_text::Lexicon;

/// Splits "The army [shelled] Velm" into the text and the bytes of the bracketed words.
fn bracketed(marked: &str) -> Option<(String, usize, usize)> {
    let (before, rest) = marked.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    Some((format!("{before}{inside}{after}"), before.len(), before.len() + inside.len()))
}

fn firmness(claim: &Claim) -> &'static str {
    match (&claim.value, claim.polarity) {
        (Value::Stance { kind: StanceKind::Threatens, .. }, _) => "threatens",
        (Value::Stance { kind: StanceKind::CallsFor, .. }, _) => "calls-for",
        (_, Polarity::Denied) => "denied",
        _ if claim.planned => "planned",
        _ => match claim.certainty {
            Certainty::Certain => "certain",
            Certainty::Probable => "probable",
            Certainty::Possible => "possible",
            _ => "unstated",
        },
    }
}

/// How the bracketed happening is put; several words where the reading says several things.
fn put(marked: &str) -> Vec<&'static str> {
    let Some((text, start, end)) = bracketed(marked) else { return Vec::new() };
    let (_, reading) = read(&text);
    let here = |c: &&Claim| {
        let (from, to) = (c.span.start as usize, c.span.end as usize);
        matches!(c.slot, Slot::Occurrence | Slot::Stance) && from < end && start < to
    };
    let own = |c: &&Claim| c.rule == "standing";
    reading.claims.iter().filter(here).filter(own).map(firmness).collect()
}

#[test]
fn happenings_are_put_as_the_words_say() {
    let table: &[(&str, &str)] = &[
        ("Rebels [shelled] Velm.", "certain"),
        ("Rebels did not [shell] Velm.", "denied"),
        ("Rebels may have [shelled] Velm.", "possible"),
        ("Rebels may [shell] Velm.", "planned"),
        ("Rebels must have [shelled] Velm.", "probable"),
        ("Rebels will [shell] Velm.", "planned"),
        ("Rebels failed to [shell] Velm.", "denied"),
        ("Rebels did not fail to [shell] Velm.", "certain"),
        ("Rebels managed to [shell] Velm.", "certain"),
        ("Rebels did not manage to [shell] Velm.", "denied"),
        ("Rebels refused to [shell] Velm.", "denied"),
        ("Rebels were forced to [withdraw] from Velm.", "certain"),
        ("Rebels stopped [shelling] Velm.", "certain"),
        ("Rebels did not stop [shelling] Velm.", "certain"),
        ("Rebels took Velm without [shelling] the hospital.", "denied"),
        ("The army denied that it had [shelled] Velm.", "denied"),
        ("The army denied that it had carried out [air strikes] on Velm.", "denied"),
        ("The army dismissed reports that its planes had [bombed] the school.", "denied"),
        ("The army rejected allegations that it had [shelled] Velm.", "denied"),
        ("The army denied that it had shelled the town that rebels [captured].", "certain"),
        ("The army said it had not [shelled] Velm.", "denied"),
        ("The army said no [strike] took place in Velm.", "denied"),
        ("The army carried out an [air strike] on Velm.", "certain"),
        ("The army plans to carry out an [air strike] on Velm.", "planned"),
        ("If rebels [shell] Velm, the army will answer.", "planned"),
        ("Had the town been [shelled], many would have fled.", "planned"),
        ("Did rebels [shell] Velm?", "planned"),
        ("Who [shelled] Velm?", "certain"),
        ("Rebels not only [shelled] Velm but burned it.", "certain"),
        ("Soldiers could be seen [shelling] the village.", "certain"),
        ("The mayor, who would later be [killed] by a sniper, left.", "certain"),
        ("The Front threatened to [bomb] the port.", "threatens"),
        ("Rising waters threatened to [kill] villagers.", "planned"),
        ("The council called for the [withdrawal] of the troops.", "calls-for"),
        ("The council called for an inquiry into the [attack].", "certain"),
        ("It did not appear that anyone was [injured].", "denied"),
        ("The jet appears to have been [shot down].", "probable"),
        ("Nobody was [injured].", "denied"),
        ("Rebels are not expected to [attack] Velm.", "denied"),
        ("Residents fled after the army [shelled] Velm.", "certain"),
        ("The army vowed to avenge the [attack].", "certain"),
        ("A bomb that could have [killed] hundreds was found.", "possible"),
        ("There is no evidence that the army [bombed] the school.", "possible"),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let found = put(text);
        if !found.contains(expected) {
            wrong.push(format!("{text} should be {expected}, is {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// What an effect of the tables looks like in claims.
fn looks(effect: &str) -> &'static [&'static str] {
    match effect {
        "happens" | "given" | "same" => &["certain"],
        "fails" | "unlikely" | "off" => &["denied"],
        "open" => &["planned"],
        "likely" => &["probable", "possible"],
        "possible" => &["possible", "planned"],
        "threatened" => &["threatens"],
        _ => &["calls-for"],
    }
}

fn check(table: &str, text: &str, effect: &str) {
    let Ok(lexicon) = Lexicon::parse(table, text) else { unreachable!("{table}") };
    let mut wrong = Vec::new();
    for row in lexicon.rows() {
        let (matches, alone) = (row.get("matches"), row.get("leaves alone"));
        let wanted = looks(row.get(effect));
        let found = put(matches);
        if !matches.is_empty() && !wanted.iter().any(|w| found.contains(w)) {
            wrong.push(format!("{matches} should be {wanted:?}, is {found:?}"));
        }
        let found = put(alone);
        if !alone.is_empty() && wanted.iter().any(|w| found.contains(w)) {
            wrong.push(format!("{alone} should not be {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn examples_of_the_implicative_table_hold() {
    let text = include_str!("../../../data/lexicon/en/events-implicatives.tsv");
    check("events-implicatives.tsv", text, "affirmed");
}

#[test]
fn examples_of_the_certainty_table_hold() {
    let text = include_str!("../../../data/lexicon/en/events-certainty.tsv");
    check("events-certainty.tsv", text, "effect");
}

fn told(text: &str, slot: Slot) -> Vec<String> {
    let (report, reading) = read(text);
    let show = |c: &Claim| {
        let words = match &c.value {
            Value::Responsibility { text, .. } | Value::Outcome { text, .. } => text.clone(),
            Value::Cause { kind, .. } => format!("{kind:?}"),
            Value::Stance { kind, .. } => format!("{kind:?}"),
            _ => c.span.of(&report.text).unwrap_or("").to_owned(),
        };
        let denied = if c.polarity == Polarity::Denied { "denied " } else { "" };
        let ties = if c.denies.is_empty() { "" } else { " tied" };
        format!("{denied}{words}{ties}")
    };
    reading.claims.iter().filter(|c| c.slot == slot).map(show).collect()
}

#[test]
fn denials_stand_against_what_they_deny() {
    use Slot::{Cause, Occurrence, Outcome, Responsibility, Stance};
    let table: &[(&str, Slot, &str)] = &[
        (
            "Residents accused the Sembrian army of bombing a school. The army denied the accusation.",
            Responsibility,
            "denied Sembrian army tied",
        ),
        (
            "Sembria blamed the Front for the blast. The Front denied any involvement.",
            Responsibility,
            "denied Front tied",
        ),
        ("The Front denied carrying out the attack.", Responsibility, "denied Front"),
        ("The army denied the attack.", Responsibility, "denied army"),
        ("The Front was not involved in the attack.", Responsibility, "denied Front"),
        ("The jet was not shot down, the ministry said.", Cause, "denied Hostile"),
        ("The army said none of its planes was shot down.", Occurrence, "denied shot down"),
        ("The jet crashed after it ran out of fuel.", Cause, "Accident"),
        ("Rebels repelled an attack by the army on Tarsk.", Outcome, "repelled an attack"),
        ("The council condemned the attack on Velm.", Stance, "Condemns"),
        ("The minister praised the soldiers for the raid on Velm.", Stance, "Praises"),
        ("Clerics called for an inquiry into the attack on Velm.", Stance, "CallsFor"),
    ];
    let traps: &[(&str, Slot, &str)] = &[
        ("The jet was not shot down, the ministry said.", Occurrence, "denied shot down"),
        ("The raid was widely condemned.", Stance, "Condemns"),
        ("The council did not condemn the attack on Velm.", Stance, "Condemns"),
        ("The council welcomed a halt to the shelling of Velm.", Stance, "Praises"),
        ("The mayor denied attacks by rebels on the bank.", Responsibility, "denied mayor"),
        ("The strike hit a barn and caused no injuries.", Occurrence, "denied injuries"),
        ("Villagers feared an attack that threatened the dam.", Stance, "Threatens"),
        ("The jet crashed, but not because of a technical fault.", Cause, "Technical"),
        ("The army could not repel the attack on Tarsk.", Outcome, "repel the attack"),
        ("The Front denied carrying out the attack.", Responsibility, "Front"),
        ("The Front denied that it was behind the attack.", Responsibility, "Front"),
        ("The Front planned to carry out an attack in Velm.", Responsibility, "Front"),
    ];
    let mut wrong = Vec::new();
    for (text, slot, expected) in table {
        let found = told(text, *slot);
        if !found.iter().any(|f| f == expected) {
            wrong.push(format!("{text} should tell {expected}, tells {found:?}"));
        }
    }
    for (text, slot, trap) in traps {
        if told(text, *slot).iter().any(|f| f.starts_with(trap)) {
            wrong.push(format!("{text} must not tell {trap}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
