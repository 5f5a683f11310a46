//! Who did what to whom with what, on invented sentences through the real parser.
//!
//! A line a behaviour: what must be claimed, and beside it what must not. Names are invented.

use crate::read::read;
use rashomon_model::{Claim, Polarity, Value};

/// A claim as its slot and words, with the manner of responsibility.
fn short(claim: &Claim) -> String {
    let value = match &claim.value {
        Value::Responsibility { text, by, .. } => format!("{text} {by:?}"),
        Value::Target { text, .. } | Value::Damage { text, .. } | Value::Weapon { text, .. } => {
            text.clone()
        }
        Value::Toll(q) => q.text.clone(),
        _ => String::new(),
    };
    let denied = if claim.polarity == Polarity::Denied { " denied" } else { "" };
    format!("{} {value}{denied}", claim.slot.as_str())
}

fn claims(text: &str) -> Vec<String> {
    read(text).1.claims.iter().map(short).collect()
}

fn classes(text: &str) -> Vec<String> {
    read(text).1.events.iter().map(|e| e.class.to_string()).collect()
}

/// Checks rows of text, what is wanted, and what must not begin any claim.
fn check(table: &[(&str, &[&str], &[&str])]) {
    let mut wrong = Vec::new();
    for (text, wanted, unwanted) in table {
        let found = claims(text);
        for claim in wanted.iter().filter(|w| !found.iter().any(|f| f == *w)) {
            wrong.push(format!("{text}\n  wants `{claim}`\n  has {found:?}"));
        }
        for claim in unwanted.iter().filter(|u| found.iter().any(|f| f.starts_with(*u))) {
            wrong.push(format!("{text}\n  must not have `{claim}`\n  has {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn people_are_told_from_the_body_they_belong_to() {
    check(&[
        (
            "Guerrillas of the Northern Front killed two teachers.",
            &[
                "responsibility Guerrillas of the Northern Front Stated",
                "responsibility Northern Front Stated",
            ],
            &["responsibility teachers"],
        ),
        (
            "A group of armed men attacked the farm.",
            &["responsibility group of armed men Stated"],
            &[],
        ),
        ("The Armed Forces shelled Velmar.", &["responsibility Armed Forces Stated"], &[]),
        ("The judge was murdered by two men in a car.", &["responsibility two men Stated"], &[]),
        ("The town was attacked by people.", &[], &["responsibility"]),
    ]);
}

#[test]
fn blame_is_laid_in_many_words() {
    check(&[
        (
            "The governor blamed the raid on the Northern Front.",
            &["responsibility Northern Front Accused"],
            &["target Northern Front", "responsibility governor"],
        ),
        (
            "Eight soldiers were charged with the murder of the priests.",
            &["responsibility Eight soldiers Accused"],
            &[],
        ),
        (
            "Four officers were involved in the killing of two students.",
            &["responsibility Four officers Accused"],
            &["responsibility two students"],
        ),
        (
            "Those responsible for the massacre are members of the Northern Front.",
            &["responsibility Northern Front Accused"],
            &[],
        ),
        (
            "The army's responsibility for the bombing is plain.",
            &["responsibility army Accused"],
            &["responsibility army Claimed"],
        ),
        (
            "Police arrested two soldiers for the murder of a reporter.",
            &["responsibility two soldiers Accused"],
            &["killed two soldiers"],
        ),
        (
            "A spokesman for the Northern Front claimed responsibility for the bombing.",
            &["responsibility Northern Front Claimed"],
            &["responsibility spokesman"],
        ),
        (
            "The bombing, claimed by the Northern Front, wounded six guards.",
            &["responsibility Northern Front Claimed"],
            &["responsibility Northern Front Accused"],
        ),
        (
            "Six priests were killed. Army members committed the crime.",
            &["responsibility Army members Stated"],
            &[],
        ),
        (
            "Judge Mara Linn is conducting an inquiry into the attack on the barracks.",
            &[],
            &["responsibility"],
        ),
        ("Police arrested two men in Velmar.", &[], &["responsibility two men"]),
    ]);
}

#[test]
fn one_side_of_a_clash_is_no_aggressor() {
    check(&[
        (
            "Clashes between Ostian troops and the Northern Front left three farmers dead.",
            &["responsibility Ostian troops Stated", "responsibility Northern Front Stated"],
            &["target Ostian", "target Northern"],
        ),
        ("Our men clashed near Velmar.", &[], &["responsibility"]),
        ("The ambush caused nine army casualties.", &[], &["responsibility army"]),
        ("The army lost control of the town of Velmar.", &[], &["responsibility"]),
    ]);
}

#[test]
fn what_was_hit_and_with_what() {
    check(&[
        (
            "A bomb exploded inside a bank in Velmar.",
            &["target bank", "weapon bomb"],
            &["responsibility"],
        ),
        ("A bomb exploded on the road to Velmar.", &["weapon bomb"], &["target"]),
        (
            "Two men placed a bomb in an office.",
            &["target office", "weapon bomb", "responsibility Two men Stated"],
            &["target bomb"],
        ),
        (
            "A truck rigged with dynamite exploded outside the courthouse.",
            &["weapon dynamite", "target courthouse"],
            &["responsibility"],
        ),
        ("The mayor's house was the target of a bomb attack.", &["target mayor's house"], &[]),
        ("The gunmen killed the driver.", &["target driver"], &["killed"]),
        (
            "Guerrillas sabotaged pylons and two transformers.",
            &["damage pylons", "damage two transformers"],
            &[],
        ),
        (
            "Jonas Pell and Mara Linn were killed in the attack.",
            &["target Jonas Pell", "target Mara Linn"],
            &["responsibility"],
        ),
    ]);
}

#[test]
fn no_violence_where_a_match_or_a_crash_or_a_dispute_is_told() {
    let table: &[(&str, &[&str], &str)] = &[
        ("The striker shot from twenty metres and hit the crossbar.", &[], "ASSAULT"),
        ("Dockers began a strike over pay. The strike went on.", &["PROTEST/strike"], "ASSAULT"),
        ("Five people were killed when a bus overturned.", &["LOSS/crash"], "ASSAULT"),
        ("The visitors took control of the match.", &[], "CONTROL"),
        ("The mayor planted a tree and threw a party.", &[], "ASSAULT"),
        ("A bomb at the stadium killed three players during the match.", &["ASSAULT/"], "LOSS"),
        ("Five people were killed when shells hit a bus.", &["ASSAULT/"], "LOSS"),
    ];
    for (text, wanted, unwanted) in table {
        let found = classes(text);
        assert!(!found.iter().any(|c| c.starts_with(unwanted)), "{text}: {found:?}");
        for class in *wanted {
            assert!(found.iter().any(|c| c.starts_with(class)), "{text}: {found:?}");
        }
    }
}

#[test]
fn every_type_of_event_has_a_word_in_the_table() {
    let text = include_str!("../../../data/lexicon/en/events-triggers.tsv");
    for kind in [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
        "LOSS",
        "CONTROL",
    ] {
        let named = |line: &str| line.split('\t').nth(2).is_some_and(|c| c.starts_with(kind));
        assert!(text.lines().any(named), "{kind}");
    }
}
