//! What sort of violence, ground won or lost, fall of a machine or act of words the claims tell.
//!
//! In: class, weapons, causes and outcomes of an event, and tables of words. Out: kinds of weapon, who
//! holds a place afterwards and whether anybody stood against it, whether it is past, planned or
//! denied, the parties that take it on themselves or deny it, and the class in CAMEO's codes. Says
//! nothing of whether ground was fought for where no claim does.

mod codes;
mod statements;

use std::collections::BTreeSet;

use rashomon_model::{CaseClaim, CaseValue, CauseKind, Certainty, Coded, Polarity, Slot};

use super::sectors;
use super::sides;
use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, KnownTable, word};
use codes::{cameo, plover_type, put_plover};
use statements::statements;

/// Modes of assault in which those who attack are far from those they hit.
const REMOTE: &[&str] = &["aerial", "drone", "heavy-weapons", "explosives", "suicide-attack"];

const RESISTANCE: &str = include_str!("../../../../../data/method/resistance-words.tsv");

/// What is found of the sort of happening.
pub const FAMILY: Family = Family {
    name: "The sort of happening",
    known: &[
        Known::new(
            "weapons",
            Kind::Words,
            "kinds of weapon that are told: air, blade, chemical, club, device, drone, firearm, grenade, guided, roadside, shell, suicide, vehicle",
        ),
        Known::new("hostile_cause", Kind::Flag, "it is told as done on purpose"),
        Known::new("other_cause", Kind::Flag, "it is told as a mishap or a failure"),
        Known::word(
            "holder_camp",
            sectors::Camp::WORDS,
            "camp of whoever holds the place afterwards; unknown where accounts differ",
        ),
        Known::new(
            "holder",
            Kind::Word,
            "whoever is told to hold the place afterwards; unknown where accounts differ",
        ),
        Known::word(
            "resistance",
            &["fought", "none"],
            "whether ground was fought for, as far as words tell",
        ),
        Known::new(
            "fighting_told",
            Kind::Flag,
            "words tell of fighting between two sides: “clashes”, “battle”",
        ),
        Known::new(
            "remote",
            Kind::Flag,
            "the attack is told as one from afar: from the air, with heavy weapons or explosives",
        ),
        Known::word(
            "told_as",
            &["past", "future", "denied"],
            "whether it is told as come about, only as to come, or only as not so",
        ),
        Known::new("only_possible", Kind::Flag, "whoever tells it puts it as possible and no more"),
        Known::new("force_against_crowd", Kind::Flag, "force against the crowd is told"),
        Known::new("cameo", Kind::Word, "code of its class in CAMEO, as text"),
        Known::new("cameo_root", Kind::Word, "its first two digits"),
        Known::new(
            "cameo_plover",
            Kind::Word,
            "the type PLOVER files that code under; unknown where it drops it",
        ),
        Known::new(
            "cameo_quad",
            Kind::Word,
            "CAMEO's quad class: 1 words and 2 deeds of cooperation, 3 words and 4 deeds of conflict",
        ),
        Known::new("plover_quad", Kind::Number, "PLOVER's quad class of the event's class"),
        Known::new("plover_scale", Kind::Measure, "PLOVER's scale value of the event's class"),
        Known::new(
            "recipient_needed",
            Kind::Flag,
            "PLOVER's record of that class is not complete without a recipient",
        ),
        Known::new("fighters_detained", Kind::Flag, "those detained are told as fighters"),
    ],
    tables: &[KnownTable {
        name: "statements",
        says: "one voice that takes the event on itself, or says that a party did not do it",
        columns: &[
            Known::word(
                "kind",
                &["claims", "denies"],
                "whether it takes it on itself or denies it",
            ),
            Known::new("speaker", Kind::Word, "whoever says it; unknown where nobody is named"),
            Known::new(
                "accuser",
                Kind::Words,
                "whoever else holds that party responsible; unknown where nobody is named",
            ),
            Known::word(
                "modality",
                &["certain", "probable", "possible", "unstated"],
                "how firmly it is put",
            ),
            Known::new("text", Kind::Word, "the words for the party"),
            Known::new("sector", Kind::Word, "PLOVER's sector of the party"),
        ],
    }],
    find,
};

fn find(about: &About<'_>, out: &mut Findings) {
    let event = about.event;
    let texts = [Slot::Weapon, Slot::Responsibility, Slot::Cause];
    let mut weapons = BTreeSet::new();
    let mut behind = Because::new();
    for claim in texts.into_iter().flat_map(|slot| about.told(slot)) {
        let text = match &claim.value {
            CaseValue::Weapon { text, .. }
            | CaseValue::Responsibility { text, .. }
            | CaseValue::Cause { text, .. } => text,
            _ => continue,
        };
        let found = sectors::weapons(text);
        if !found.is_empty() {
            behind.insert(claim.id.clone());
            weapons.extend(found.into_iter().map(str::to_owned));
        }
    }
    let weapons = if weapons.is_empty() {
        Coded::Unknown
    } else {
        Coded::Words(weapons.into_iter().collect())
    };
    out.put("weapons", weapons, behind);
    let cause = |hostile: bool| -> Because {
        let of = about.told(Slot::Cause).filter(|claim| match &claim.value {
            CaseValue::Cause { kind: CauseKind::Unknown, .. } => false,
            CaseValue::Cause { kind, .. } => (*kind == CauseKind::Hostile) == hostile,
            _ => false,
        });
        of.map(|claim| claim.id.clone()).collect()
    };
    let (hostile, other) = (cause(true), cause(false));
    out.put_told("hostile_cause", hostile);
    out.put_told("other_cause", other);
    put_holder(about, out);
    let remote = event.class.kind() == "ASSAULT"
        && event.class.mode().is_some_and(|mode| REMOTE.contains(&mode));
    out.put("remote", Coded::Flag(remote), Because::new());
    let (told, because) = told_as(about);
    out.put("told_as", word(told), because.clone());
    let tells: Vec<&CaseClaim> = about.told(Slot::Occurrence).collect();
    let possible =
        |claim: &&CaseClaim| matches!(claim.certainty, Certainty::Possible | Certainty::Unstated);
    let only = if tells.iter().all(possible) { tells } else { Vec::new() };
    out.put_told("only_possible", only.into_iter().map(|claim| claim.id.clone()).collect());
    let crowd = event.class.kind() == "ASSAULT" && event.class.mode() == Some("crowd-control");
    out.put("force_against_crowd", Coded::Flag(crowd), Because::new());
    let (code, quad) = cameo(about, out);
    out.put("cameo", word(code), because);
    out.put("cameo_quad", word(quad), Because::new());
    out.put("cameo_root", word(code.and_then(|code| code.get(..2))), Because::new());
    out.put("cameo_plover", word(code.and_then(plover_type)), Because::new());
    put_plover(about, out);
    out.put_table("statements", statements(about));
}

fn put_holder(about: &About<'_>, out: &mut Findings) {
    let mut holders = Vec::new();
    let mut because = Because::new();
    let mut resistance = BTreeSet::new();
    let mut words = Because::new();
    for claim in about.told(Slot::Outcome) {
        let CaseValue::Outcome { holder, text } = &claim.value else { continue };
        if let Some(holder) = holder {
            if !holders.iter().any(|known| about.parties.overlap(known, holder)) {
                holders.push(holder.clone());
            }
            because.insert(claim.id.clone());
        }
        if let Some(told) = resisted(text).or_else(|| resisted(&claim.quote)) {
            resistance.insert(told);
            words.insert(claim.id.clone());
        }
    }
    // People shot on the way, or sides that shoot at each other, did not stand aside.
    for claim in
        about.told(Slot::Killed).chain(about.told(Slot::Injured)).chain(about.told(Slot::Weapon))
    {
        resistance.insert("fought");
        words.insert(claim.id.clone());
    }
    for claim in [Slot::Occurrence, Slot::Place, Slot::Time].into_iter().flat_map(|s| about.told(s))
    {
        if let Some(told) = resisted(&claim.quote) {
            resistance.insert(told);
            words.insert(claim.id.clone());
        }
    }
    let name = match holders.as_slice() {
        [one] => about.name(one),
        _ => None,
    };
    let sides = sides::of(about);
    let party = sides.doers.iter().chain(&sides.hit).find(|side| {
        holders.first().is_some_and(|holder| {
            side.entities.iter().any(|entity| about.parties.overlap(entity, holder))
        })
    });
    let camp = name.and_then(|name| {
        let listed = sectors::of_names([name]).and_then(|told| told.camp);
        listed
            .or_else(|| party.and_then(|side| side.told.camp))
            .or_else(|| sectors::of_words(name).camp)
    });
    // Nobody named as holder: whoever alone is told to have taken it holds it.
    let taker = match (holders.is_empty(), sides.doers.as_slice(), about.event.class.mode()) {
        (true, [one], Some("taken")) => Some(one),
        _ => None,
    };
    let because = taker.map_or(because, |taker| taker.because.clone());
    out.put(
        "holder",
        word(name.map(str::to_owned).or_else(|| taker.map(|t| t.name.clone()))),
        because.clone(),
    );
    let camp = camp.or_else(|| taker.and_then(|taker| taker.told.camp));
    out.put("holder_camp", word(camp.map(sectors::Camp::as_str)), because);
    let resistance = match resistance.into_iter().collect::<Vec<_>>().as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    out.put("resistance", word(resistance), words);
    let fighting = about.told(Slot::Occurrence).filter(|claim| two_sided(&claim.quote));
    out.put_told("fighting_told", fighting.map(|claim| claim.id.clone()).collect());
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').collect())
}

/// Tells whether words say that ground was fought for, or that nobody stood against it.
fn resisted(text: &str) -> Option<&'static str> {
    resistance_row(text).and_then(|row| row.get(1).copied())
}

/// Tells whether words say that two sides fought.
fn two_sided(text: &str) -> bool {
    resistance_row(text).is_some_and(|row| row.get(2) == Some(&"yes"))
}

fn resistance_row(text: &str) -> Option<Vec<&'static str>> {
    let plain: String =
        text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let padded = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    let found = rows(RESISTANCE)
        .filter(|row| row.first().is_some_and(|phrase| padded.contains(&format!(" {phrase} "))));
    // "Without a fight" has "fight" in it: the longest phrase tells.
    found.max_by_key(|row| row.first().map_or(0, |phrase| phrase.len()))
}

fn told_as(about: &About<'_>) -> (Option<&'static str>, Because) {
    let of = |wanted: &dyn Fn(&CaseClaim) -> bool| -> Because {
        let claims = about.event.claims.iter().filter(|c| c.slot != Slot::Stance && wanted(c));
        claims.map(|claim| claim.id.clone()).collect()
    };
    // "It did not attack the town on Tuesday" tells of a town and a day, but of no attack.
    let whether = of(&|claim| claim.slot == Slot::Occurrence);
    let tells = |claim: &CaseClaim| whether.is_empty() || claim.slot == Slot::Occurrence;
    let past = of(&|c| tells(c) && c.polarity == Polarity::Affirmed && !c.planned);
    if !past.is_empty() {
        return (Some("past"), past.into_iter().take(1).collect());
    }
    let planned = of(&|claim| claim.planned && claim.polarity == Polarity::Affirmed);
    if !planned.is_empty() {
        return (Some("future"), planned);
    }
    let denied = of(&|claim| claim.slot == Slot::Occurrence && claim.polarity == Polarity::Denied);
    if denied.is_empty() { (None, denied) } else { (Some("denied"), denied) }
}

#[cfg(test)]
mod tests {
    use super::{resisted, two_sided};

    #[test]
    fn the_longest_words_tell_of_resistance() {
        assert_eq!(resisted("took the town without a fight"), Some("none"));
        assert_eq!(resisted("captured it after heavy fighting"), Some("fought"));
        assert_eq!(resisted("the area is controlled by them"), None);
        assert_eq!(resisted("the firefighters came"), None);
        assert!(two_sided("heavy clashes") && !two_sided("an assault on the town"));
    }
}
