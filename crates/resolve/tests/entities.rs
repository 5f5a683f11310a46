//! Who is who across a case: joins that must happen, and joins that must not.

use rashomon_model::{Because, Entity, EntityId, EntityKind, Reading, ReportId};
use rashomon_resolve::entities::{Resolution, ResolveConfig, Told, resolve};
use rashomon_resolve::names::NameMethod;
use std::sync::LazyLock;

pub static METHOD: LazyLock<NameMethod> = LazyLock::new(|| NameMethod::shipped().expect("tables"));

/// One report: its id and its entities, each a kind and its names, fullest first.
pub type Plan<'p> = (&'p str, &'p [(EntityKind, &'p [&'p str])]);

pub fn reading((report, entities): Plan<'_>) -> Reading {
    let mut reading = Reading::empty(ReportId(report.to_owned()));
    for (kind, names) in entities {
        reading.entities.push(Entity {
            kind: *kind,
            name: names[0].to_owned(),
            names: names.iter().map(|n| (*n).to_owned()).collect(),
        });
    }
    reading
}

pub fn joined(plans: &[Plan<'_>]) -> Resolution {
    let readings: Vec<Reading> = plans.iter().map(|p| reading(*p)).collect();
    let told: Vec<Told<'_>> = readings
        .iter()
        .map(|r| Told { lang: Some("en"), outlet: None, published: None, reading: r })
        .collect();
    resolve(&told, &[], &ResolveConfig::CAUTIOUS, &METHOD)
}

/// The id of the entity of a case that the first entity of a report denotes.
fn of<'r>(resolution: &'r Resolution, report: &str) -> Option<&'r str> {
    let key = (ReportId(report.to_owned()), EntityId(0));
    resolution.denotes.get(&key).map(|id| id.as_str())
}

/// Says whether the first entities of two reports denote one thing, both being alone in the case.
fn meet(kind: EntityKind, a: &[&str], b: &[&str]) -> bool {
    let resolution = joined(&[("r1", &[(kind, a)]), ("r2", &[(kind, b)])]);
    of(&resolution, "r1").is_some() && of(&resolution, "r1") == of(&resolution, "r2")
}

use EntityKind::{Group, Outlet, People, Person, Place, Weapon};

#[test]
fn spellings_of_one_name_are_one() {
    assert!(meet(Person, &["Rashid Hadrani"], &["Rasheed al-Hadrany"]));
    assert!(meet(Person, &["Hefzar"], &["Hafzar"]));
    assert!(meet(Place, &["Fatzana"], &["Al-Fatzanah"]));
    assert!(meet(Place, &["Sid Khalid"], &["Sidi Khaled"]));
    assert!(meet(Person, &["Yousef Karmani"], &["يوسف كرماني"]));
    assert!(meet(Person, &["Col. Omar Belhadi"], &["Omar Belhadi"]));
}

#[test]
fn an_abbreviation_joins_what_introduced_it() {
    assert!(meet(Group, &["Velm National Army", "VNA"], &["VNA"]));
    assert!(!meet(Group, &["Velm National Army", "VNA"], &["Vantor Northern Alliance", "VNA"]));
}

#[test]
fn modifiers_keep_bodies_apart() {
    assert!(!meet(Group, &["Shura Council of Velm"], &["Shura Council of Karsa"]));
    assert!(!meet(Group, &["Northern Brigade of Velm"], &["Southern Brigade of Velm"]));
    assert!(!meet(Group, &["17th Velm Brigade"], &["36th Velm Brigade"]));
    assert!(!meet(Group, &["Velm Air Force"], &["Karsa Air Force"]));
    assert!(!meet(Group, &["Velm"], &["Velm Martyrs Brigade"]));
}

#[test]
fn relatives_stay_apart() {
    assert!(!meet(Person, &["Salim Hadrani"], &["Nadia Hadrani"]));
    assert!(!meet(Person, &["Salim bin Karim"], &["Karim bin Salim"]));
    assert!(!meet(Person, &["Abu Salim"], &["Salim"]));
}

#[test]
fn a_surname_of_two_brothers_is_neither() {
    let general: Plan<'_> = ("r1", &[(Person, &["Salim Hadrani", "Hadrani"])]);
    let brother: Plan<'_> = ("r2", &[(Person, &["Nabil al-Hadrani"])]);
    let short: Plan<'_> = ("r3", &[(Person, &["al-Hadrani"])]);
    let alone = joined(&[general, short]);
    assert_eq!(of(&alone, "r1"), of(&alone, "r3"));
    let both = joined(&[general, brother, short]);
    assert_ne!(of(&both, "r1"), of(&both, "r2"));
    assert_ne!(of(&both, "r1"), of(&both, "r3"));
    assert_ne!(of(&both, "r2"), of(&both, "r3"));
}

#[test]
fn descriptions_and_unnamed_people_denote_nothing() {
    let resolution = joined(&[
        (
            "r1",
            &[(Group, &["security forces"]), (People, &["residents"]), (Group, &["the Council"])],
        ),
        (
            "r2",
            &[(Group, &["security forces"]), (People, &["residents"]), (Group, &["the Council"])],
        ),
    ]);
    assert!(resolution.entities.is_empty());
}

#[test]
fn a_lone_surname_joins_the_only_one_who_bears_it() {
    let one = joined(&[("r1", &[(Person, &["Khalil Hafzar"])]), ("r2", &[(Person, &["Hefzar"])])]);
    assert_eq!(of(&one, "r1"), of(&one, "r2"));
    let two = joined(&[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Hefzar"])]),
        ("r3", &[(Person, &["Nadia Hafzar"])]),
    ]);
    assert_ne!(of(&two, "r1"), of(&two, "r2"));
    assert_ne!(of(&two, "r3"), of(&two, "r2"));
}

#[test]
fn a_common_given_name_alone_joins_nobody() {
    assert!(!meet(Person, &["Mohammed"], &["Mohammed"]));
    assert!(!meet(Person, &["Mohammed"], &["Mohammed Karmani"]));
}

#[test]
fn a_weak_middle_does_not_chain_two_ends() {
    let resolution = joined(&[
        ("r1", &[(Group, &["Velm Shura Council", "Shura Council"])]),
        ("r2", &[(Group, &["Shura Council"])]),
        ("r3", &[(Group, &["Karsa Shura Council", "Shura Council"])]),
    ]);
    assert_ne!(of(&resolution, "r1"), of(&resolution, "r3"));
}

#[test]
fn kinds_keep_apart() {
    let resolution = joined(&[("r1", &[(Person, &["Velmar"])]), ("r2", &[(Place, &["Velmar"])])]);
    assert_ne!(of(&resolution, "r1"), of(&resolution, "r2"));
    let outlet = joined(&[
        ("r1", &[(Outlet, &["Velm Observer"])]),
        ("r2", &[(Group, &["The Velm Observer"])]),
    ]);
    assert_eq!(of(&outlet, "r1"), of(&outlet, "r2"));
}

#[test]
fn weapons_are_one_only_under_the_same_words() {
    assert!(meet(Weapon, &["ZK-23"], &["ZK-23"]));
    assert!(!meet(Weapon, &["ZK-23"], &["ZK-25"]));
}

#[test]
fn joins_say_why_and_the_commonest_name_is_shown() {
    let resolution = joined(&[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Khaleel Hafzar"])]),
        ("r3", &[(Person, &["Khalil Hafzar"])]),
    ]);
    let [entity] = resolution.entities.as_slice() else { panic!("{:?}", resolution.entities) };
    assert_eq!(entity.name, "Khalil Hafzar");
    assert_eq!(entity.names[0].reports.len(), 2);
    let [join] = entity.joined.as_slice() else { panic!("{:?}", entity.joined) };
    assert_eq!((join.a.as_str(), join.b.as_str()), ("Khaleel Hafzar", "Khalil Hafzar"));
    assert_eq!(join.because, Because::Weight);
    assert!(join.threshold.is_some_and(|needed| join.weight > needed), "{join:?}");
}

#[test]
fn the_levels_of_a_join_add_up_to_its_weight() {
    for (kind, a, b) in [
        (Person, "Khalil Hafzar", "Khaleel Hafzar"),
        (Person, "Hefzar", "Hafzar"),
        (Person, "Omar Belhadi", "Omar Belhaid"),
        (Place, "Sid Khalid", "Sidi Khaled"),
        (Group, "Velm National Army", "VNA"),
    ] {
        let resolution = joined(&[("r1", &[(kind, &[a])]), ("r2", &[(kind, &[b])])]);
        for join in resolution.entities.iter().flat_map(|e| &e.joined) {
            let sum: f64 = join.levels.iter().map(|l| l.weight.0).sum();
            assert!((sum - join.weight.0).abs() < 1e-6, "{join:?}");
        }
    }
}

#[test]
fn a_name_most_reports_take_for_a_body_is_a_body_in_all() {
    let resolution = joined(&[
        ("r1", &[(Group, &["Jund al-Velm"])]),
        ("r2", &[(Group, &["Jund al-Velm"])]),
        ("r3", &[(Person, &["Jund al-Velm"])]),
    ]);
    assert_eq!(of(&resolution, "r1"), of(&resolution, "r3"));
    assert_eq!(resolution.entities[0].kind, Group);
    // One against one decides nothing.
    let even =
        joined(&[("r1", &[(Group, &["Jund al-Velm"])]), ("r2", &[(Person, &["Jund al-Velm"])])]);
    assert_ne!(of(&even, "r1"), of(&even, "r2"));
}

#[test]
fn letters_in_brackets_are_a_name_of_their_own() {
    assert!(meet(Group, &["the Karsa Relief Mission (KRM) office"], &["KRM"]));
    assert!(!meet(Group, &["the Karsa Relief Mission (north)"], &["North"]));
}

#[test]
fn a_report_that_mixes_two_bodies_up_does_not_join_them_elsewhere() {
    let resolution = joined(&[
        ("r1", &[(Group, &["Karsa Army", "Free Karsa Army"])]),
        ("r2", &[(Group, &["Free Karsa Army"])]),
        ("r3", &[(Group, &["Karsa Army"])]),
    ]);
    assert_ne!(of(&resolution, "r2"), of(&resolution, "r3"));
    assert_eq!(of(&resolution, "r1"), of(&resolution, "r3"));
}
