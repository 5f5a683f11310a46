//! Laws: comparison is symmetric and reflexive on any string; resolving does not care for order.

use crate::entities::{METHOD, reading};
use proptest::prelude::*;
use rashomon_model::EntityKind;
use rashomon_resolve::entities::{ResolveConfig, Told, resolve};
use rashomon_resolve::names::compare;

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
    fn a_name_is_the_same_as_itself(a in odd_name()) {
        for kind in KINDS {
            prop_assert!(compare(&a, &a, kind, &METHOD).same, "{:?}", a);
        }
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
        let mut told: Vec<Told<'_>> = readings.iter().map(|r| Told { lang: None, reading: r }).collect();
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
