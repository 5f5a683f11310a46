//! Laws: comparison is symmetric and reflexive on any string; resolving does not care for order.

use crate::entities::{METHOD, reading};
use proptest::prelude::*;
use rashomon_model::{EntityId, EntityKind, Mention, Reading, Span};
use rashomon_resolve::entities::{ResolveConfig, Told, resolve};
use rashomon_resolve::names::{NameIndex, compare};

const KINDS: [Option<EntityKind>; 3] = [None, Some(EntityKind::Person), Some(EntityKind::Group)];

/// Names as they come: words of several scripts, particles, digits, signs.
fn odd_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        "[a-zA-Z' .-]{0,40}",
        "[ابتثجحخدذرزسشصضطظعغفقكلمنهوي ]{0,20}",
        "((al|bin|abu|abd|de|von|Dr\\.|of|Ltd|the|7|Velm|Karim|كريم|Карим|כרים)[ -]){1,6}",
    ]
}

/// Names of people as a case has them: few families, several spellings.
fn case_name() -> impl Strategy<Value = String> {
    "(Khalil|Khaleel|Nadia|Omar|Mohammed|Ali) (Hafzar|Hefzar|Karmani|Ali|bin Omar)"
}

/// Reports that name one person each.
fn one_each(names: &[String]) -> Vec<Reading> {
    let one = |(n, name): (usize, &String)| {
        let report = format!("r{n}");
        reading((&report, &[(EntityKind::Person, &[name.as_str()])]))
    };
    names.iter().enumerate().map(one).collect()
}

fn told(readings: &[Reading]) -> Vec<Told<'_>> {
    readings
        .iter()
        .map(|r| Told { lang: None, outlet: None, published: None, reading: r })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn comparing_is_symmetric(a in odd_name(), b in odd_name()) {
        for kind in KINDS {
            let (there, back) = (compare(&a, &b, kind, &METHOD), compare(&b, &a, kind, &METHOD));
            prop_assert_eq!(there.weight, back.weight);
            prop_assert_eq!(there.same, back.same);
            prop_assert_eq!(there.levels, back.levels);
        }
    }

    #[test]
    fn levels_add_up_to_the_weight(a in odd_name(), b in odd_name()) {
        for kind in KINDS {
            let told = compare(&a, &b, kind, &METHOD);
            let sum: f64 = told.levels.iter().map(|l| l.weight.0).sum();
            prop_assert!((sum - told.weight.0).abs() < 1e-9);
            prop_assert_eq!(told.same, told.weight.0 > 0.0);
        }
    }

    #[test]
    fn any_text_is_a_name(a in any::<String>(), b in any::<String>()) {
        for kind in KINDS {
            prop_assert!(compare(&a, &b, kind, &METHOD).weight.0.is_finite());
        }
    }

    #[test]
    fn a_name_is_the_same_as_itself(a in odd_name()) {
        for kind in KINDS {
            prop_assert!(compare(&a, &a, kind, &METHOD).same, "{:?}", a);
        }
    }

    #[test]
    fn a_report_read_twice_changes_nothing(names in prop::collection::vec(case_name(), 1..12)) {
        let readings = one_each(&names);
        let once = resolve(&told(&readings), &[], &ResolveConfig::CAUTIOUS, &METHOD);
        let again = resolve(&told(&readings), &[], &ResolveConfig::CAUTIOUS, &METHOD);
        prop_assert_eq!(once, again);
    }

    #[test]
    fn names_side_by_side_are_never_one(
        names in prop::collection::vec(case_name(), 2..12),
        at in 0usize..12,
    ) {
        // Each report names two things; of one of them they stand in one breath.
        let mut readings: Vec<Reading> = names.windows(2).enumerate().map(|(n, pair)| {
            let report = format!("r{n}");
            let (a, b) = ([pair[0].as_str()], [pair[1].as_str()]);
            reading((&report, &[(EntityKind::Person, &a), (EntityKind::Person, &b)]))
        }).collect();
        let at = at % readings.len();
        for (entity, start) in [(0u32, 0u32), (1, 15)] {
            readings[at].mentions.push(Mention {
                span: Span::new(start, start + 10),
                kind: EntityKind::Person,
                entity: Some(EntityId(entity)),
            });
        }
        let resolution = resolve(&told(&readings), &[], &ResolveConfig::CAUTIOUS, &METHOD);
        let of = |entity| resolution.denotes.get(&(readings[at].report.clone(), EntityId(entity)));
        if METHOD.fold(&names[at]) != METHOD.fold(&names[at + 1])
            && let (Some(a), Some(b)) = (of(0), of(1))
        {
            prop_assert_ne!(a, b, "{} and {}", names[at], names[at + 1]);
        }
    }

    #[test]
    fn every_entity_that_has_a_name_denotes_one_thing(
        names in prop::collection::vec(case_name(), 1..12),
    ) {
        let readings = one_each(&names);
        let resolution = resolve(&told(&readings), &[], &ResolveConfig::CAUTIOUS, &METHOD);
        let ids: std::collections::BTreeSet<_> =
            resolution.entities.iter().map(|e| e.id.clone()).collect();
        prop_assert_eq!(ids.len(), resolution.entities.len(), "no two share an id");
        prop_assert!(resolution.denotes.values().all(|id| ids.contains(id)));
        for entity in &resolution.entities {
            for join in &entity.joined {
                let sum: f64 = join.levels.iter().map(|l| l.weight.0).sum();
                prop_assert!((sum - join.weight.0).abs() < 1e-6, "levels add up: {:?}", join);
            }
        }
    }

    #[test]
    fn a_name_is_found_under_itself(names in prop::collection::vec(odd_name(), 1..40), at in 0usize..40) {
        let prepared: Vec<_> =
            names.iter().map(|n| METHOD.prepare(n, Some(EntityKind::Person))).collect();
        let index = NameIndex::build(&METHOD, &prepared);
        let asked = &prepared[at % prepared.len()];
        let found = index.candidates(asked, prepared.len());
        let own = found.iter().any(|c| prepared[c.name.0 as usize].text() == asked.text());
        prop_assert!(own || asked.is_empty(), "{:?} among {:?}", asked.text(), names);
        prop_assert!(found.windows(2).all(|w| w[0].promise >= w[1].promise));
    }

    #[test]
    fn the_order_of_reports_changes_nothing(
        plans in prop::collection::vec(prop::collection::vec((0usize..4, "(Khalil|Khaleel|Nadia|Omar)? ?(Hafzar|Hefzar|Karmani|كرماني|VNA|Velm National Army)"), 0..4), 1..7),
        turn in 0usize..7,
    ) {
        let kinds = [EntityKind::Person, EntityKind::Group, EntityKind::Place, EntityKind::Weapon];
        let readings: Vec<_> = plans.iter().enumerate().map(|(n, entities)| {
            let report = format!("r{n}");
            let names: Vec<[&str; 1]> = entities.iter().map(|(_, name)| [name.as_str()]).collect();
            let list: Vec<(EntityKind, &[&str])> = entities.iter().zip(&names)
                .map(|((kind, _), name)| (kinds[*kind], name.as_slice())).collect();
            reading((&report, &list))
        }).collect();
        let mut told: Vec<Told<'_>> = readings.iter().map(|r| Told { lang: None, outlet: None, published: None, reading: r }).collect();
        let straight = resolve(&told, &[], &ResolveConfig::CAUTIOUS, &METHOD);
        told.rotate_left(turn % readings.len());
        told.reverse();
        let turned = resolve(&told, &[], &ResolveConfig::CAUTIOUS, &METHOD);
        prop_assert_eq!(&straight, &turned);
        let mut ids: Vec<_> = straight.entities.iter().map(|e| &e.id).collect();
        ids.dedup();
        prop_assert_eq!(ids.len(), straight.entities.len());
    }
}

#[test]
fn extreme_names_do_no_harm() {
    let long = "Velmarakis ".repeat(1_000);
    let letters = "x".repeat(10_000);
    let names = [
        "",
        " ",
        "a",
        "ع",
        "7",
        "12345678901234567890",
        "\u{202E}abc\u{202C}",
        &long,
        &letters,
        "Аbdul Rаhmаn",
        "(((",
        "☃☃",
        "\u{0301}\u{0301}",
        "the of and",
        "Ltd",
        "al",
        "Dr.",
        "abd",
        "abu",
        "bin bin bin",
    ];
    for a in names {
        for b in names {
            for kind in KINDS {
                let there = compare(a, b, kind, &METHOD);
                assert_eq!(there.weight, compare(b, a, kind, &METHOD).weight);
                assert!(there.weight.0.is_finite());
            }
        }
    }
}

#[test]
fn letters_that_look_alike_are_told_of() {
    let person = Some(EntityKind::Person);
    let told = compare("\u{041A}halil Hafzar", "Khalil Hafzar", person, &METHOD);
    assert!(told.same);
    assert!(told.levels.iter().any(|l| l.comparison == "letters"), "{:?}", told.levels);
    let plain = compare("Khalil Hafzar", "Khaleel Hafzar", person, &METHOD);
    assert!(plain.levels.iter().all(|l| l.comparison != "letters"));
}

#[test]
fn what_lies_beyond_the_bound_is_not_looked_at() {
    let person = Some(EntityKind::Person);
    let long = "x".repeat(10_000);
    let longer = format!("{long}y");
    assert!(compare(&long, &longer, person, &METHOD).same);
    let words = "Velmarakis ".repeat(1_000);
    assert!(compare(&words, &words.repeat(2), person, &METHOD).weight.0.is_finite());
}
