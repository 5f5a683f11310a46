//! What people judged: it outweighs every weight, holds for what comes later, and leaves no trace
//! once it is withdrawn.

use crate::entities::{METHOD, Plan, reading};
use proptest::prelude::*;
use rashomon_model::{
    Because, CaseEntity, CaseEntityId, Decision, EntityId, EntityKind, Judgement, JudgementId,
    KnownBy, Reading, ReportId, Standing, Thing,
};
use rashomon_resolve::entities::{Resolution, ResolveConfig, Told, resolve};

use EntityKind::{Group, Person, Place};

fn judged(plans: &[Plan<'_>], judgements: &[Judgement]) -> Resolution {
    let readings: Vec<Reading> = plans.iter().map(|p| reading(*p)).collect();
    let told: Vec<Told<'_>> = readings
        .iter()
        .map(|r| Told { lang: Some("en"), outlet: None, published: None, reading: r })
        .collect();
    resolve(&told, judgements, &ResolveConfig::CAUTIOUS, &METHOD)
}

fn of<'r>(resolution: &'r Resolution, report: &str) -> &'r CaseEntity {
    let id = &resolution.denotes[&(ReportId(report.to_owned()), EntityId(0))];
    resolution.entities.iter().find(|e| &e.id == id).expect("the entity is listed")
}

fn meet(resolution: &Resolution, a: &str, b: &str) -> bool {
    of(resolution, a).id == of(resolution, b).id
}

fn thing(kind: EntityKind, names: &[&str]) -> Thing {
    let known = |name: &&str| KnownBy { name: (*name).to_owned(), report: None, part: None };
    Thing {
        kind,
        entity: CaseEntityId("E-then".to_owned()),
        name: names[0].to_owned(),
        known_by: names.iter().map(known).collect(),
    }
}

/// Numbers decisions as a log would.
fn log(decisions: Vec<Decision>) -> Vec<Judgement> {
    let entered = |(n, decision)| Judgement {
        id: JudgementId(n),
        at: "2031-03-09T00:00:00Z".to_owned(),
        by: "ana".to_owned(),
        reason: "for a reason".to_owned(),
        decision,
    };
    (10u64..).zip(decisions).map(entered).collect()
}

fn same(kind: EntityKind, a: &[&str], b: &[&str]) -> Decision {
    Decision::Same { things: vec![thing(kind, a), thing(kind, b)] }
}

fn different(kind: EntityKind, a: &[&str], b: &[&str]) -> Decision {
    Decision::Different { things: vec![thing(kind, a), thing(kind, b)] }
}

fn standing(resolution: &Resolution, id: u64) -> Standing {
    resolution.effects[&JudgementId(id)].standing
}

const WAR: &[Plan<'_>] = &[
    ("r1", &[(Person, &["Khalil Hafzar"])]),
    ("r2", &[(Person, &["Khaleel Hefzar"])]),
    ("r3", &[(Person, &["Nadia Karmani"])]),
    ("r4", &[(Group, &["Northern Brigade of Velm"])]),
    ("r5", &[(Group, &["Southern Brigade of Velm"])]),
];

#[test]
fn what_is_judged_the_same_is_one_and_says_what_that_outweighs() {
    let judgements = log(vec![same(Person, &["Khalil Hafzar"], &["Nadia Karmani"])]);
    let resolution = judged(WAR, &judgements);
    assert!(meet(&resolution, "r1", "r3") && meet(&resolution, "r2", "r3"));
    let joined = &of(&resolution, "r3").joined;
    assert_eq!(joined[0].because, Because::Judgement(JudgementId(10)), "{joined:?}");
    assert!(joined[0].weight.0 < 0.0 && joined[0].threshold.is_none());
    let effect = &resolution.effects[&JudgementId(10)];
    assert_eq!(effect.standing, Standing::InForce);
    assert_eq!(effect.entities, [of(&resolution, "r3").id.clone()]);
    assert!(effect.notes.iter().any(|n| n.contains("outweighs the names")), "{effect:?}");
    assert!(!meet(&judged(WAR, &[]), "r1", "r3"), "and it is the judgement that joins them");
}

#[test]
fn what_is_judged_different_is_never_one_also_not_through_a_third() {
    let plans: &[Plan<'_>] = &[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Khaleel Hefzar"])]),
        ("r3", &[(Person, &["Khaleel Hafzar"])]),
    ];
    assert!(meet(&judged(plans, &[]), "r1", "r2") && meet(&judged(plans, &[]), "r2", "r3"));
    let judgements = log(vec![different(Person, &["Khalil Hafzar"], &["Khaleel Hefzar"])]);
    let resolution = judged(plans, &judgements);
    assert!(!meet(&resolution, "r1", "r2"));
    let effect = &resolution.effects[&JudgementId(10)];
    assert_eq!(effect.standing, Standing::InForce);
    assert!(effect.notes.iter().any(|n| n.contains("weigh +")), "{effect:?}");
}

#[test]
fn a_thing_with_two_judged_names_takes_in_spellings_of_either() {
    let plans: &[Plan<'_>] = &[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Nadia Karmani"])]),
        ("r3", &[(Person, &["Khaleel Hefzar"])]),
        ("r4", &[(Person, &["Nadia al-Karmani"])]),
    ];
    let resolution =
        judged(plans, &log(vec![same(Person, &["Khalil Hafzar"], &["Nadia Karmani"])]));
    for report in ["r2", "r3", "r4"] {
        assert!(meet(&resolution, "r1", report), "{report}");
    }
}

#[test]
fn of_two_judgements_that_clash_the_later_counts_and_both_say_so() {
    let one = same(Group, &["Northern Brigade of Velm"], &["Southern Brigade of Velm"]);
    let other = different(Group, &["Northern Brigade of Velm"], &["Southern Brigade of Velm"]);
    for (decisions, are_one) in
        [(vec![one.clone(), other.clone()], false), (vec![other, one], true)]
    {
        let resolution = judged(WAR, &log(decisions));
        assert_eq!(meet(&resolution, "r4", "r5"), are_one);
        assert_eq!(standing(&resolution, 10), Standing::Overruled);
        assert_eq!(standing(&resolution, 11), Standing::InForce);
        let notes = &resolution.effects[&JudgementId(10)].notes;
        assert!(notes.iter().any(|n| n.contains("J-11")), "{notes:?}");
    }
}

#[test]
fn a_later_difference_takes_away_only_what_it_is_about() {
    let things = [["Khalil Hafzar"], ["Nadia Karmani"], ["Omar Belhadi"]];
    let plans: &[Plan<'_>] = &[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Nadia Karmani"])]),
        ("r3", &[(Person, &["Omar Belhadi"])]),
    ];
    let all = Decision::Same { things: things.iter().map(|n| thing(Person, n)).collect() };
    let not = different(Person, &["Khalil Hafzar"], &["Omar Belhadi"]);
    let resolution = judged(plans, &log(vec![all, not]));
    assert!(meet(&resolution, "r1", "r2") && !meet(&resolution, "r1", "r3"));
    assert_eq!(standing(&resolution, 10), Standing::InPart);
}

#[test]
fn a_split_by_report_parts_bearers_of_one_name() {
    let plans: &[Plan<'_>] = &[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Khalil Hafzar"])]),
        ("r3", &[(Person, &["Khalil Hafzar"])]),
    ];
    let split = Decision::Split {
        from: thing(Person, &["Khalil Hafzar"]),
        names: Vec::new(),
        reports: vec![ReportId("r2".into())],
    };
    let resolution = judged(plans, &log(vec![split.clone()]));
    assert!(meet(&resolution, "r1", "r3") && !meet(&resolution, "r1", "r2"));
    assert_eq!(standing(&resolution, 10), Standing::InForce);
    // The part answers to what was split off, the rest does not.
    let part = of(&resolution, "r2").known_by.clone();
    assert_eq!(part[0].part, Some(JudgementId(10)));
    let mut mayor = thing(Person, &["x"]);
    mayor.known_by = part;
    let renamed = Decision::Rename { thing: mayor, name: "Khalil Hafzar (mayor)".into() };
    let resolution = judged(plans, &log(vec![split.clone(), renamed]));
    assert_eq!(of(&resolution, "r2").name, "Khalil Hafzar (mayor)");
    assert_eq!(of(&resolution, "r2").named_by, Some(JudgementId(11)));
    assert_eq!(of(&resolution, "r1").name, "Khalil Hafzar");
    // Without what it was split from it has nothing to be apart from.
    assert_eq!(standing(&judged(&plans[1..2], &log(vec![split])), 10), Standing::AppliesToNothing);
}

#[test]
fn a_split_by_spelling_holds_for_reports_that_come_later() {
    let split = Decision::Split {
        from: thing(Person, &["Khalil Hafzar", "Khaleel Hefzar"]),
        names: vec!["Khaleel Hefzar".into()],
        reports: Vec::new(),
    };
    let plans: &[Plan<'_>] = &[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Khaleel Hefzar"])]),
        ("r9", &[(Person, &["KHALEEL HEFZAR"])]),
    ];
    let resolution = judged(plans, &log(vec![split]));
    assert!(!meet(&resolution, "r1", "r2") && meet(&resolution, "r2", "r9"));
}

#[test]
fn one_report_that_uses_both_names_is_not_torn_apart() {
    let plans: &[Plan<'_>] = &[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Nadia Karmani"])]),
        ("r3", &[(Person, &["Khalil Hafzar", "Nadia Karmani"])]),
    ];
    let resolution =
        judged(plans, &log(vec![different(Person, &["Khalil Hafzar"], &["Nadia Karmani"])]));
    assert!(!meet(&resolution, "r1", "r2"));
    let notes = &resolution.effects[&JudgementId(10)].notes;
    assert!(notes.iter().any(|n| n.contains("by both names")), "{notes:?}");
}

#[test]
fn a_lone_surname_is_no_reason_to_join_whoever_else_bears_it() {
    let decisions = || vec![same(Person, &["Khalil Hafzar", "Hafzar"], &["Nadia Karmani"])];
    let plans: &[Plan<'_>] = &[
        ("r1", &[(Person, &["Khalil Hafzar"])]),
        ("r2", &[(Person, &["Nadia Karmani"])]),
        ("r3", &[(Person, &["Hafzar"])]),
        ("r4", &[(Person, &["Salim Hafzar"])]),
    ];
    let resolution = judged(plans, &log(decisions()));
    assert!(meet(&resolution, "r1", "r2"));
    assert!(!meet(&resolution, "r3", "r1") && !meet(&resolution, "r4", "r1"));
}

#[test]
fn names_that_occur_no_longer_leave_a_judgement_with_nothing_to_do() {
    let resolution = judged(
        WAR,
        &log(vec![
            same(Person, &["Khalil Hafzar"], &["Nobody Here"]),
            different(Place, &["Khalil Hafzar"], &["Nadia Karmani"]),
        ]),
    );
    for id in [10, 11] {
        assert_eq!(standing(&resolution, id), Standing::AppliesToNothing);
    }
    let notes = &resolution.effects[&JudgementId(10)].notes;
    assert_eq!(notes, &["no report names “Nobody Here” so now"]);
    assert_eq!(resolution.entities, judged(WAR, &[]).entities);
}

#[test]
fn a_withdrawal_that_is_withdrawn_gives_the_judgement_its_effect_again() {
    let decisions = vec![
        same(Person, &["Khalil Hafzar"], &["Nadia Karmani"]),
        Decision::Withdraw { judgement: JudgementId(10) },
        Decision::Withdraw { judgement: JudgementId(11) },
    ];
    let twice = judged(WAR, &log(decisions.clone()));
    assert!(meet(&twice, "r1", "r3"));
    assert_eq!(standing(&twice, 11), Standing::Withdrawn(JudgementId(12)));
    let once = judged(WAR, &log(decisions[..2].to_vec()));
    assert!(!meet(&once, "r1", "r3"));
    assert_eq!(standing(&once, 10), Standing::Withdrawn(JudgementId(11)));
}

const NAMES: [&str; 6] = [
    "Khalil Hafzar",
    "Khaleel Hefzar",
    "Khalil Hafzar Karmani",
    "Nadia Karmani",
    "Hafzar",
    "Omar Belhadi",
];

fn decision() -> impl Strategy<Value = Decision> {
    let names = || prop::sample::subsequence(NAMES.to_vec(), 1..3);
    let report = (0usize..6).prop_map(|n| ReportId(format!("r{n}")));
    prop_oneof![
        (names(), names()).prop_map(|(a, b)| same(Person, &a, &b)),
        (names(), names()).prop_map(|(a, b)| different(Person, &a, &b)),
        (names(), prop::collection::vec(report, 1..3)).prop_map(|(from, reports)| {
            Decision::Split { from: thing(Person, &from), names: Vec::new(), reports }
        }),
        names().prop_map(|of| Decision::Rename { thing: thing(Person, &of), name: "X".into() }),
        (8u64..16).prop_map(|n| Decision::Withdraw { judgement: JudgementId(n) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn judgements_hold_whatever_the_order_of_reports(
        reports in prop::collection::vec(prop::collection::vec(0usize..NAMES.len(), 1..3), 2..7),
        decisions in prop::collection::vec(decision(), 0..6),
        turn in 0usize..7,
    ) {
        let readings: Vec<Reading> = reports.iter().enumerate().map(|(n, names)| {
            let names: Vec<&str> = names.iter().map(|n| NAMES[*n]).collect();
            reading((&format!("r{n}"), &[(Person, &names)]))
        }).collect();
        let mut told: Vec<Told<'_>> =
            readings.iter().map(|r| Told { lang: None, outlet: None, published: None, reading: r }).collect();
        let judgements = log(decisions);
        let config = ResolveConfig::CAUTIOUS;
        let straight = resolve(&told, &judgements, &config, &METHOD);
        // What is withdrawn in the end was never there, apart from the log.
        let mut undone = judgements.clone();
        for judgement in judgements.iter().rev() {
            let decision = Decision::Withdraw { judgement: judgement.id };
            let id = JudgementId(100 + undone.len() as u64);
            undone.push(Judgement { id, decision, ..judgement.clone() });
        }
        let bare = resolve(&told, &[], &config, &METHOD);
        let withdrawn = resolve(&told, &undone, &config, &METHOD);
        prop_assert_eq!(&withdrawn.entities, &bare.entities);
        prop_assert_eq!(&withdrawn.denotes, &bare.denotes);
        told.rotate_left(turn % readings.len());
        told.reverse();
        prop_assert_eq!(&straight, &resolve(&told, &judgements, &config, &METHOD));
        // Each judgement has an effect told, and ids stay apart.
        prop_assert_eq!(straight.effects.len(), judgements.len());
        let ids: std::collections::BTreeSet<_> = straight.entities.iter().map(|e| &e.id).collect();
        prop_assert_eq!(ids.len(), straight.entities.len());
    }

    #[test]
    fn different_is_never_overridden_by_transitivity(
        reports in prop::collection::vec(prop::collection::vec(0usize..NAMES.len(), 1..2), 2..7),
        links in prop::collection::vec((0usize..NAMES.len(), 0usize..NAMES.len()), 0..6),
        apart in (0usize..NAMES.len(), 0usize..NAMES.len()),
    ) {
        prop_assume!(apart.0 != apart.1);
        let readings: Vec<Reading> = reports.iter().enumerate().map(|(n, names)| {
            reading((&format!("r{n}"), &[(Person, &[NAMES[names[0]]])]))
        }).collect();
        let told: Vec<Told<'_>> =
            readings.iter().map(|r| Told { lang: None, outlet: None, published: None, reading: r }).collect();
        let mut decisions: Vec<Decision> =
            links.iter().map(|(a, b)| same(Person, &[NAMES[*a]], &[NAMES[*b]])).collect();
        decisions.push(different(Person, &[NAMES[apart.0]], &[NAMES[apart.1]]));
        let resolution = resolve(&told, &log(decisions), &ResolveConfig::CAUTIOUS, &METHOD);
        for entity in &resolution.entities {
            let has = |name: &str| entity.names.iter().any(|n| n.text == name);
            prop_assert!(!(has(NAMES[apart.0]) && has(NAMES[apart.1])), "{:?}", entity.names);
        }
    }
}
