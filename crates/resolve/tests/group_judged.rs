//! Judgements on events: they outweigh every weight, outlive re-runs, and leave no trace once
//! withdrawn.

use crate::strikes::{grouped, judged, strike, told};
use proptest::prelude::*;
use rashomon_model::{
    CaseClaimId, CaseEventId, Decision, Happening, Judgement, JudgementId, Reading, Report,
    ReportId, Standing, ToldAt,
};

type Lot = Vec<(Report, Reading)>;

fn judgement(id: u64, decision: Decision) -> Judgement {
    Judgement {
        id: JudgementId(id),
        at: "2031-03-09T00:00:00Z".into(),
        by: "a tester".into(),
        reason: "because".into(),
        decision,
    }
}

/// The telling of a report that begins at its first character.
fn happening(lot: &Lot, report: &str) -> Happening {
    let (found, reading) = lot.iter().find(|(r, _)| r.id.as_str() == report).unwrap();
    let quote = reading.claims[0].span.of(&found.text).unwrap();
    Happening {
        event: CaseEventId("V-0".into()),
        title: "Attack".into(),
        told: vec![ToldAt {
            report: ReportId(report.into()),
            start: 0,
            quote: quote.into(),
            claim: CaseClaimId(format!("{report}#c1")),
        }],
    }
}

fn same(lot: &Lot, a: &str, b: &str) -> Decision {
    Decision::SameEvent { happenings: vec![happening(lot, a), happening(lot, b)] }
}

fn different(lot: &Lot, a: &str, b: &str) -> Decision {
    Decision::DifferentEvents { happenings: vec![happening(lot, a), happening(lot, b)] }
}

/// The reports of each event.
fn reports(lot: &Lot, judgements: &[Judgement]) -> Vec<Vec<String>> {
    let events = judged(lot, judgements).events;
    let mut out: Vec<Vec<String>> =
        events.iter().map(|e| e.reports.iter().map(ToString::to_string).collect()).collect();
    out.sort();
    out
}

fn standing(lot: &Lot, judgements: &[Judgement], id: u64) -> Standing {
    judged(lot, judgements).effects[&JudgementId(id)].standing
}

fn three_alike() -> Lot {
    vec![
        told("a", &[strike(0, 4, 12)]),
        told("b", &[strike(0, 4, 12)]),
        told("c", &[strike(0, 4, 12)]),
    ]
}

#[test]
fn what_is_judged_one_is_one_over_days_and_towns() {
    let lot = vec![told("a", &[strike(0, 4, 12)]), told("b", &[strike(1, 11, 3)])];
    assert_eq!(reports(&lot, &[]), [["a"], ["b"]]);
    let judgements = [judgement(1, same(&lot, "a", "b"))];
    assert_eq!(reports(&lot, &judgements), [["a", "b"]]);
    let grouped = judged(&lot, &judgements);
    let effect = &grouped.effects[&JudgementId(1)];
    assert_eq!((effect.standing, effect.events.len()), (Standing::InForce, 1));
    assert!(effect.notes.iter().any(|note| note.contains("outweighs")), "{:?}", effect.notes);
    let why = grouped.events[0].joined.join(" ");
    assert!(why.contains("judged the same, J-1"), "{why}");
}

#[test]
fn what_is_judged_different_never_meets_also_not_through_a_third() {
    let lot = three_alike();
    assert_eq!(reports(&lot, &[]), [["a", "b", "c"]]);
    let judgements = [judgement(1, different(&lot, "a", "b"))];
    let events = reports(&lot, &judgements);
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(!events.iter().any(|e| e.contains(&"a".into()) && e.contains(&"b".into())));
    assert_eq!(standing(&lot, &judgements, 1), Standing::InForce);
}

#[test]
fn of_two_that_clash_the_later_counts() {
    let lot = three_alike();
    let judgements = [judgement(1, same(&lot, "a", "b")), judgement(2, different(&lot, "a", "b"))];
    assert!(!reports(&lot, &judgements).contains(&vec!["a".into(), "b".into()]));
    assert_eq!(standing(&lot, &judgements, 1), Standing::Overruled);
    assert_eq!(standing(&lot, &judgements, 2), Standing::InForce);
}

#[test]
fn a_telling_is_found_again_where_its_claims_got_other_numbers_and_other_places() {
    let mut lot = three_alike();
    let judgements = [judgement(1, different(&lot, "a", "b"))];
    // A later version reads one more strike, told before the others: ids and places move.
    lot[0] = told("a", &[strike(2, 1, 5), strike(0, 4, 12)]);
    let events = reports(&lot, &judgements);
    assert!(!events.iter().any(|e| e.contains(&"a".into()) && e.contains(&"b".into())));
    assert_eq!(standing(&lot, &judgements, 1), Standing::InForce);
}

#[test]
fn words_that_no_report_has_any_more_apply_to_nothing() {
    let lot = three_alike();
    let judgements = [judgement(1, different(&lot, "a", "b"))];
    let mut later = lot.clone();
    later[0] = told("a", &[strike(0, 4, 13)]);
    let effect = judged(&later, &judgements).effects.remove(&JudgementId(1)).unwrap();
    assert_eq!(effect.standing, Standing::AppliesToNothing);
    assert!(effect.notes.iter().any(|note| note.contains("no report tells")), "{effect:?}");
}

#[test]
fn what_one_report_tells_as_one_deed_stays_whole() {
    let lot = three_alike();
    let judgements = [judgement(1, different(&lot, "a", "a"))];
    let effect = judged(&lot, &judgements).effects.remove(&JudgementId(1)).unwrap();
    assert_eq!(effect.standing, Standing::AppliesToNothing);
    assert_eq!(reports(&lot, &judgements), [["a", "b", "c"]]);
}

#[test]
fn two_strikes_of_one_report_can_be_judged_one() {
    let lot = vec![told("a", &[strike(0, 4, 12), strike(0, 9, 3)])];
    assert_eq!(grouped(&lot).events.len(), 2);
    let mut second = happening(&lot, "a");
    let reading = &lot[0].1;
    let later = reading.claims.last().unwrap();
    second.told[0].quote = later.span.of(&lot[0].0.text).unwrap().into();
    second.told[0].start = later.span.start;
    let decision = Decision::SameEvent { happenings: vec![happening(&lot, "a"), second] };
    assert_eq!(judged(&lot, &[judgement(1, decision)]).events.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn withdrawn_judgements_leave_no_trace_and_order_shows_nowhere(
        plans in prop::collection::vec((0usize..4, 1i8..6, 1u32..9), 2..6),
        pairs in prop::collection::vec((0usize..6, 0usize..6, prop::bool::ANY), 1..4),
        turn in 0usize..6,
    ) {
        let mut lot: Lot = plans
            .iter()
            .enumerate()
            .map(|(n, (town, day, killed))| told(&format!("r{n}"), &[strike(*town, *day, *killed)]))
            .collect();
        let mut judgements = Vec::new();
        for (at, (a, b, alike)) in pairs.iter().enumerate() {
            let (a, b) = (a % lot.len(), b % lot.len());
            if a != b {
                let (a, b) = (format!("r{a}"), format!("r{b}"));
                let decision =
                    if *alike { same(&lot, &a, &b) } else { different(&lot, &a, &b) };
                judgements.push(judgement(at as u64 + 1, decision));
            }
        }
        let plain = grouped(&lot);
        let straight = judged(&lot, &judgements);
        for (at, known) in judgements.clone().into_iter().enumerate() {
            let decision = Decision::Withdraw { judgement: known.id };
            judgements.push(judgement(at as u64 + 100, decision));
        }
        let back = judged(&lot, &judgements);
        prop_assert_eq!(&plain.events, &back.events);
        judgements.truncate(judgements.len() / 2);
        lot.rotate_left(turn % plans.len());
        lot.reverse();
        prop_assert_eq!(straight, judged(&lot, &judgements));
    }
}
