//! Accounts side by side: laws that hold for any event, and tables of what conflicts with what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod laws;

use rashomon_model::{
    CaseClaim, CaseClaimId, CaseEvent, CaseEventId, CaseValue, CaseVoice, Certainty, Date,
    EventClass, EventId, Polarity, Quantity, ReportId, ReportSummary, Responsible, Sketch, Slot,
    SlotAccounts, SlotRelation, Span, Status, When, Wording,
};
use rashomon_reconcile::{Evidence, Reconciled, reconcile};

/// One claim of a report: its voice, where not the outlet's own, and its value.
type Said<'s> = (Option<&'s str>, CaseValue, Polarity);

fn killed(low: u32, text: &str, wording: Wording, status: Status) -> CaseValue {
    let high = (wording != Wording::AtLeast).then_some(low);
    let quantity = Quantity {
        low,
        high,
        wording,
        status,
        who: None,
        side: None,
        cumulative: false,
        text: text.to_owned(),
    };
    CaseValue::Toll { quantity, side: None }
}

fn dead(low: u32) -> CaseValue {
    killed(low, &format!("{low} people"), Wording::Exact, Status::Unknown)
}

fn by(text: &str) -> CaseValue {
    CaseValue::Responsibility { entity: None, text: text.into(), by: Responsible::Stated }
}

fn on(day: i8) -> CaseValue {
    let day = Date::constant(2031, 3, day);
    CaseValue::Time {
        when: Some(When { earliest: day, latest: day }),
        part: None,
        text: "then".into(),
    }
}

fn slot(value: &CaseValue) -> Slot {
    match value {
        CaseValue::Toll { .. } => Slot::Killed,
        CaseValue::Responsibility { .. } => Slot::Responsibility,
        CaseValue::Time { .. } => Slot::Time,
        _ => Slot::Occurrence,
    }
}

struct Told<'t> {
    id: &'t str,
    outlet: &'t str,
    published: i8,
    said: Vec<Said<'t>>,
}

fn told<'t>(id: &'t str, outlet: &'t str, values: &[CaseValue]) -> Told<'t> {
    let said = values.iter().map(|v| (None, v.clone(), Polarity::Affirmed)).collect();
    Told { id, outlet, published: 5, said }
}

fn laid_out(reports: &[Told<'_>]) -> CaseEvent {
    laid_out_with(reports, &|n| vec![n as u64 * 100 + 1, n as u64 * 100 + 2]).events.remove(0)
}

fn laid_out_with(reports: &[Told<'_>], sketch: &dyn Fn(usize) -> Vec<u64>) -> Reconciled {
    let known = summaries(reports, sketch);
    reconcile(&evidence(&known), vec![unsettled(reports)])
}

fn evidence(reports: &[ReportSummary]) -> Evidence<'_> {
    Evidence { reports, entities: &[], relations: &[], sources: &[] }
}

/// One event with the claims of all reports, before anything is set side by side.
fn unsettled(reports: &[Told<'_>]) -> CaseEvent {
    let mut claims = Vec::new();
    for report in reports {
        for (n, (voice, value, polarity)) in report.said.iter().enumerate() {
            let outlet = CaseVoice::Outlet(Some(report.outlet.to_owned()));
            let quoted = voice.map(|text| CaseVoice::Quoted { entity: None, text: text.into() });
            claims.push(CaseClaim {
                id: CaseClaimId(format!("{}#c{}", report.id, n + 1)),
                report: ReportId(report.id.into()),
                happening: EventId(0),
                slot: slot(value),
                value: value.clone(),
                said_by: std::iter::once(outlet).chain(quoted).collect(),
                certainty: Certainty::Certain,
                polarity: *polarity,
                planned: false,
                denies: Vec::new(),
                span: Span { start: n as u32, end: n as u32 + 1 },
                quote: String::new(),
                rule: "made-up".into(),
            });
        }
    }
    let mut ids: Vec<_> = reports.iter().map(|r| ReportId(r.id.into())).collect();
    ids.sort();
    CaseEvent {
        id: CaseEventId("V-1".into()),
        class: EventClass::parse("ASSAULT/aerial").unwrap(),
        title: String::new(),
        when: None,
        part: None,
        places: Vec::new(),
        reports: ids,
        aggregate: false,
        claims,
        origins: Vec::new(),
        accounts: Vec::new(),
        slots: Vec::new(),
        disagreements: Vec::new(),
        judged: Vec::new(),
        codings: Vec::new(),
        joined: Vec::new(),
    }
}

fn summaries(reports: &[Told<'_>], sketch: &dyn Fn(usize) -> Vec<u64>) -> Vec<ReportSummary> {
    reports
        .iter()
        .enumerate()
        .map(|(n, report)| ReportSummary {
            outlet: Some(report.outlet.to_owned()),
            published: Some(Date::constant(2031, 3, report.published)),
            fingerprint: Sketch(sketch(n)),
            words: 100,
            ..ReportSummary::bare(ReportId(report.id.into()))
        })
        .collect()
}

fn at(event: &CaseEvent, slot: Slot) -> &SlotAccounts {
    event.slots.iter().find(|s| s.slot == slot).unwrap()
}

fn relation(a: CaseValue, b: CaseValue) -> SlotRelation {
    let of = slot(&a);
    let event = laid_out(&[told("a", "Harbour Times", &[a]), told("b", "Northern Wire", &[b])]);
    at(&event, of).relation
}

#[test]
fn numbers_conflict_where_no_number_fits_both() {
    use SlotRelation::{Agree, Compatible, Conflict, Refines};
    let at_least = |n: u32| killed(n, &format!("at least {n}"), Wording::AtLeast, Status::Unknown);
    assert_eq!(relation(dead(5), dead(5)), Agree);
    assert_eq!(relation(dead(5), dead(9)), Conflict);
    assert_eq!(relation(at_least(5), dead(9)), Compatible);
    assert_eq!(relation(at_least(9), dead(5)), Conflict);
    assert_eq!(relation(at_least(9), at_least(9)), Agree);
    assert_eq!(relation(at_least(9), dead(9)), Refines);
}

#[test]
fn parts_additions_and_other_people_are_no_rivals() {
    let more = killed(6, "six more people", Wording::Exact, Status::Unknown);
    assert_ne!(relation(dead(15), more), SlotRelation::Conflict);
    let part = killed(3, "three of whom", Wording::Exact, Status::Unknown);
    assert_ne!(relation(dead(15), part), SlotRelation::Conflict);
    let fighters = killed(2, "two fighters", Wording::Exact, Status::Combatant);
    let civilians = killed(3, "three civilians", Wording::Exact, Status::Civilian);
    assert_ne!(relation(fighters, civilians), SlotRelation::Conflict);
}

#[test]
fn parties_conflict_where_two_are_named() {
    use SlotRelation::Conflict;
    let conflict = |a: &str, b: &str| relation(by(a), by(b)) == Conflict;
    assert!(conflict("Sembrian army", "Karsovan army"));
    assert!(conflict("government troops", "rebels"));
    assert!(!conflict("Sembrian jets", "Sembria"));
    assert!(!conflict("Sembrian jets", "unidentified aircraft"));
    assert!(!conflict("Sembrian jets", "warplanes"));
    assert!(!conflict("militants", "gunmen"));
    assert!(!conflict("the Karsovan Front", "terrorists"));
    assert!(!conflict("US-led coalition", "coalition fighter jets"));
}

#[test]
fn a_denial_conflicts_with_the_accusation_it_answers() {
    let accused = told("a", "Harbour Times", &[by("Sembrian army")]);
    let said = vec![(Some("a spokesman"), by("Sembrian army"), Polarity::Denied)];
    let denied = Told { id: "b", outlet: "Northern Wire", published: 5, said };
    let event = laid_out(&[accused, denied]);
    assert_eq!(at(&event, Slot::Responsibility).relation, SlotRelation::Conflict);
    assert!(event.disagreements[0].why.contains("denies"));
}

#[test]
fn one_voice_revises_and_does_not_contradict_itself() {
    let first = told("a", "Harbour Times", &[dead(5)]);
    let second = Told { published: 6, ..told("b", "Harbour Times", &[dead(9)]) };
    let event = laid_out(&[first, second]);
    assert_eq!(event.accounts.len(), 1);
    assert!(event.disagreements.is_empty());
    assert_eq!(at(&event, Slot::Killed).values.len(), 2);
}

#[test]
fn a_count_grows_over_days_but_not_on_one_day() {
    let first = || told("a", "Harbour Times", &[dead(5)]);
    let later = Told { published: 6, ..told("b", "Northern Wire", &[dead(9)]) };
    assert!(laid_out(&[first(), later]).disagreements.is_empty());
    let earlier = Told { published: 4, ..told("b", "Northern Wire", &[dead(9)]) };
    assert_eq!(laid_out(&[first(), earlier]).disagreements.len(), 1);
}

#[test]
fn a_dateline_is_not_a_rival_day() {
    assert_eq!(relation(on(5), on(4)), SlotRelation::Compatible);
    assert_eq!(relation(on(3), on(4)), SlotRelation::Conflict);
}

#[test]
fn many_who_disagree_on_one_thing_are_one_disagreement() {
    let event = laid_out(&[
        told("a", "Harbour Times", &[dead(5)]),
        told("b", "Northern Wire", &[dead(9)]),
        told("c", "Delta Post", &[dead(12)]),
    ]);
    assert_eq!(event.disagreements.len(), 1);
    assert_eq!(event.disagreements[0].accounts.len(), 3);
    assert!(event.disagreements[0].why.contains("5 and 12"), "{:?}", event.disagreements);
}

#[test]
fn silence_is_said_of_a_report_that_says_nothing_on_a_slot() {
    let event = laid_out(&[
        told("a", "Harbour Times", &[dead(5), CaseValue::Occurrence]),
        told("b", "Northern Wire", &[by("Sembrian army"), on(4)]),
        told("c", "Delta Post", &[CaseValue::Occurrence, on(4)]),
    ]);
    let silent = &at(&event, Slot::Killed).silent;
    assert_eq!(silent.len(), 1);
    let account = event.accounts.iter().find(|a| a.id == silent[0]).unwrap();
    assert_eq!(account.outlets, ["Northern Wire"]);
}

#[test]
fn he_of_two_reports_is_two_voices() {
    let he = |id, outlet| Told {
        id,
        outlet,
        published: 5,
        said: vec![(Some("he"), dead(5), Polarity::Affirmed)],
    };
    let event = laid_out(&[he("a", "Harbour Times"), he("b", "Harbour Times")]);
    assert_eq!(event.accounts.len(), 2);
}

#[test]
fn a_copy_never_raises_the_number_of_origins() {
    let original = || told("a", "Harbour Times", &[dead(5)]);
    let copy = || told("b", "Northern Wire", &[dead(5)]);
    let run = |n: usize| if n < 2 { (1..40).collect() } else { vec![n as u64 * 1000] };
    let alone = laid_out_with(&[original()], &run).events.remove(0);
    let both = laid_out_with(&[original(), copy()], &run).events.remove(0);
    let origins = |event: &CaseEvent| at(event, Slot::Killed).values[0].origins;
    assert_eq!((origins(&alone), origins(&both)), (1, 1));
    let own = laid_out(&[original(), copy()]);
    assert_eq!(origins(&own), 2);
}

/// Four reports that differ in every slot.
fn quarrel(one: &str, other: &str) -> Vec<Told<'static>> {
    let leak = |text: String| -> CaseValue { by(&text) };
    vec![
        told("a", "Harbour Times", &[dead(5), leak(format!("{one} army")), on(3)]),
        told("b", "Northern Wire", &[dead(9), leak(format!("{other} army")), on(4)]),
        told("c", "Delta Post", &[dead(9), leak(format!("{one} jets")), on(3)]),
        told("d", "Coast Radio", &[leak("unidentified aircraft".into()), CaseValue::Occurrence]),
    ]
}

#[test]
fn the_order_of_reports_and_claims_changes_nothing() {
    let straight = laid_out(&quarrel("Sembrian", "Karsovan"));
    for turn in 1..4 {
        let mut reports = quarrel("Sembrian", "Karsovan");
        reports.rotate_left(turn);
        let turned = laid_out(&reports);
        assert_eq!(straight.accounts, turned.accounts);
        assert_eq!(straight.disagreements, turned.disagreements);
        let relations = |e: &CaseEvent| e.slots.iter().map(|s| s.relation).collect::<Vec<_>>();
        assert_eq!(relations(&straight), relations(&turned));
    }
}

#[test]
fn swapping_two_parties_swaps_the_words_and_no_more() {
    let there = laid_out(&quarrel("Sembrian", "Karsovan"));
    let back = laid_out(&quarrel("Karsovan", "Sembrian"));
    let swapped = format!("{:?}", back.disagreements)
        .replace("Sembrian", "Other")
        .replace("Karsovan", "Sembrian")
        .replace("Other", "Karsovan");
    assert_eq!(format!("{:?}", there.disagreements), swapped);
}
