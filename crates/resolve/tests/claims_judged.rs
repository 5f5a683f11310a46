//! Judgements on single claims: what they do, what outweighs them, and that they outlive re-reading.
//!
//! A reading by a better extractor numbers claims and events anew, adds some and loses some; a
//! judgement must find the claim on the same words with the same value, and nothing else.

use proptest::prelude::*;
use rashomon_model::{
    CaseClaimId, CaseValue, ClaimAnchor, ClaimMark, Correction, Decision, EventClass, EventId,
    Judgement, JudgementId, NoteOn, Reading, Report, ReportId, Slot, Standing, Value,
};
use rashomon_resolve::group::Grouped;

use crate::strikes::{grouped, judged, strike, told};

fn judgement(id: u64, decision: Decision) -> Judgement {
    Judgement {
        id: JudgementId(id),
        at: format!("2031-01-01T00:00:{id:02}Z"),
        by: "ana".into(),
        reason: "looked".into(),
        decision,
    }
}

/// The anchor of the claim that one strike of a report makes on a slot.
fn anchor(report: &Report, nth: usize, slot: Slot, value: &str) -> ClaimAnchor {
    let line = report.text.lines().nth(nth).unwrap();
    let before: usize = report.text.lines().take(nth).map(|l| l.chars().count() + 1).sum();
    ClaimAnchor {
        report: report.id.clone(),
        start: before as u32,
        quote: line.to_owned(),
        slot,
        value: value.into(),
        voice: String::new(),
        class: EventClass::parse("ASSAULT/aerial").unwrap(),
        trigger: Some(before as u32),
        claim: CaseClaimId(format!("{}#c{}", report.id, nth * 4 + 2)),
    }
}

fn standing(grouped: &Grouped, id: u64) -> Standing {
    grouped.effects[&JudgementId(id)].standing
}

/// Every claim that takes part, and every one that does not, by its words and value.
fn outcome(grouped: &Grouped) -> Vec<(String, String, String, &'static str)> {
    let mut out = Vec::new();
    for event in &grouped.events {
        for claim in &event.claims {
            let marks: Vec<_> = event.judged.iter().filter(|j| j.claim == claim.id).collect();
            let mark = match marks.first().map(|judged| &judged.mark) {
                Some(ClaimMark::Accepted) => "accepted",
                Some(ClaimMark::Corrected { .. }) => "corrected",
                Some(ClaimMark::Noted) => "noted",
                _ => "",
            };
            let slot = claim.slot.as_str().to_owned();
            out.push((claim.quote.clone(), slot, claim.value.gist(), mark));
        }
        for judged in &event.judged {
            if let ClaimMark::Rejected { claim } = &judged.mark {
                let slot = claim.slot.as_str().to_owned();
                out.push((claim.quote.clone(), slot, claim.value.gist(), "rejected"));
            }
        }
    }
    out.sort();
    out
}

/// The same report read again: claims and happenings in another order, so that every number is another.
fn reread(reading: &Reading, turn: usize) -> Reading {
    let mut out = reading.clone();
    let events = out.events.len();
    out.events.rotate_left(turn % events);
    for claim in &mut out.claims {
        let at = (claim.event.index() + events - turn % events) % events;
        claim.event = EventId::at(at);
    }
    let claims = out.claims.len();
    out.claims.rotate_left(turn * 3 % claims);
    if turn % 2 == 1 {
        out.claims.reverse();
    }
    out
}

#[test]
fn a_rejected_claim_takes_no_part_and_its_event_keeps_its_id() {
    let reports = [told("r1", &[strike(0, 4, 12)]), told("r2", &[strike(0, 4, 9)])];
    let reject =
        judgement(3, Decision::Reject { claim: anchor(&reports[1].0, 0, Slot::Killed, "9") });
    let (before, after) = (grouped(&reports), judged(&reports, &[reject]));
    assert_eq!(before.events[0].id, after.events[0].id);
    let kills = |g: &Grouped| -> Vec<String> {
        let of = g.events[0].claims.iter().filter(|c| c.slot == Slot::Killed);
        of.map(|c| c.value.gist()).collect()
    };
    assert_eq!(kills(&before), ["12", "9"]);
    assert_eq!(kills(&after), ["12"]);
    assert_eq!(standing(&after, 3), Standing::InForce);
    assert_eq!(after.effects[&JudgementId(3)].claims, [CaseClaimId("r2#c2".into())]);
    assert!(after.events[0].judged.iter().any(|j| matches!(j.mark, ClaimMark::Rejected { .. })));
}

#[test]
fn an_accepted_value_is_not_accepted_when_the_words_are_read_otherwise() {
    let reports = [told("r1", &[strike(0, 4, 12)])];
    let claim = anchor(&reports[0].0, 0, Slot::Killed, "12");
    let mut read = reports.clone();
    for claim in &mut read[0].1.claims {
        if let Value::Toll(quantity) = &mut claim.value {
            (quantity.low, quantity.high) = (13, Some(13));
        }
    }
    for decision in
        [Decision::Accept { claim: claim.clone() }, Decision::Reject { claim: claim.clone() }]
    {
        let after = judged(&read, &[judgement(2, decision.clone())]);
        assert_eq!(standing(&after, 2), Standing::AppliesToNothing);
        let notes = after.effects[&JudgementId(2)].notes.join(" ");
        assert!(notes.contains("13") && notes.contains("12"), "{notes}");
        let back = judged(&reports, &[judgement(2, decision)]);
        assert_eq!(standing(&back, 2), Standing::InForce, "it comes back");
    }
    let value = Correction { count: Some((10, None)), ..Correction::default() };
    let correct = judgement(2, Decision::Correct { claim, value });
    let after = judged(&read, &[correct]);
    assert_eq!(standing(&after, 2), Standing::InForce, "a person said what these words mean");
    assert!(after.effects[&JudgementId(2)].notes[0].contains("13"));
}

#[test]
fn of_two_judgements_on_one_claim_the_later_counts() {
    let reports = [told("r1", &[strike(0, 4, 12)])];
    let claim = |value: &str| anchor(&reports[0].0, 0, Slot::Killed, value);
    let value = Correction { count: Some((7, Some(7))), ..Correction::default() };
    let all = [
        judgement(2, Decision::Reject { claim: claim("12") }),
        judgement(3, Decision::Correct { claim: claim("12"), value }),
        judgement(4, Decision::Accept { claim: claim("7") }),
        judgement(5, Decision::Reject { claim: claim("7") }),
    ];
    let after = |n: usize| judged(&reports, &all[..n]);
    assert_eq!(standing(&after(2), 2), Standing::Overruled);
    assert_eq!(standing(&after(3), 4), Standing::InForce);
    let last = after(4);
    assert_eq!(standing(&last, 3), Standing::Overruled);
    assert_eq!(standing(&last, 4), Standing::Overruled);
    assert_eq!(standing(&last, 5), Standing::InForce);
    let rejected = outcome(&last);
    assert!(rejected.iter().any(|(.., value, mark)| value == "12" && *mark == "rejected"));
    let withdrawn =
        [all.to_vec(), vec![judgement(6, Decision::Withdraw { judgement: JudgementId(5) })]]
            .concat();
    assert_eq!(standing(&judged(&reports, &withdrawn), 4), Standing::InForce);
}

#[test]
fn words_that_a_revision_no_longer_has_are_said_to_be_gone() {
    let first = told("r1", &[strike(0, 4, 12)]);
    let claim = anchor(&first.0, 0, Slot::Killed, "12");
    let all = [judgement(2, Decision::Reject { claim })];
    // A strike told above it moves the words: they are found further down.
    let moved = [told("r1", &[strike(1, 3, 5), strike(0, 4, 12)])];
    assert_eq!(standing(&judged(&moved, &all), 2), Standing::InForce);
    let gone = [told("r1", &[strike(0, 4, 13)])];
    let after = judged(&gone, &all);
    assert_eq!(standing(&after, 2), Standing::AppliesToNothing);
    assert!(after.effects[&JudgementId(2)].notes[0].contains("no longer has these words"));
    assert_eq!(after.events, grouped(&gone).events);
}

#[test]
fn a_note_changes_nothing_but_that_it_is_there() {
    let reports = [told("r1", &[strike(0, 4, 12)])];
    let claim = anchor(&reports[0].0, 0, Slot::Killed, "12");
    let on = NoteOn::Claim(Box::new(claim));
    let mut after = judged(&reports, &[judgement(2, Decision::Note { on })]);
    assert_eq!(standing(&after, 2), Standing::InForce);
    assert_eq!(after.events[0].judged.len(), 1);
    after.events[0].judged.clear();
    assert_eq!(after.events, grouped(&reports).events);
}

#[test]
fn a_report_that_is_not_there_leaves_a_judgement_waiting() {
    let reports = [told("r1", &[strike(0, 4, 12)])];
    let mut claim = anchor(&reports[0].0, 0, Slot::Killed, "12");
    claim.report = ReportId("r9".into());
    let after = judged(&reports, &[judgement(2, Decision::Reject { claim })]);
    assert_eq!(standing(&after, 2), Standing::AppliesToNothing);
    assert_eq!(after.events, grouped(&reports).events);
}

prop_compose! {
    fn strikes()(all in prop::collection::vec((0usize..4, 1i8..20, 1u32..40), 1..5))
        -> Vec<crate::strikes::Strike>
    {
        let mut all = all;
        // One town, one day: two that say the same in the same words are one statement.
        all.sort();
        all.dedup();
        all.into_iter().map(|(town, day, killed)| strike(town, day, killed)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// # Properties: judgements hold whatever the next reading numbers its claims.
    #[test]
    fn judgements_outlive_rereading_with_other_numbers(
        strikes in strikes(),
        kinds in prop::collection::vec((0usize..4, 0usize..5, 1u32..60), 0..6),
        turn in 0usize..9,
    ) {
        let report = told("r1", &strikes);
        let mut all: Vec<Judgement> = Vec::new();
        for (number, (kind, nth, low)) in kinds.iter().enumerate() {
            let nth = nth % strikes.len();
            let claim =
                anchor(&report.0, nth, Slot::Killed, &strikes[nth].killed.to_string());
            let value = Correction { count: Some((*low, None)), ..Correction::default() };
            let decision = match kind {
                0 => Decision::Accept { claim },
                1 => Decision::Reject { claim },
                2 => Decision::Correct { claim, value },
                _ => Decision::Note { on: NoteOn::Claim(Box::new(claim)) },
            };
            all.push(judgement(number as u64 + 2, decision));
        }
        let again = (report.0.clone(), reread(&report.1, turn));
        let (first, second) = (judged(std::slice::from_ref(&report), &all), judged(&[again], &all));
        prop_assert_eq!(outcome(&first), outcome(&second));
        for judgement in &all {
            let one = &first.effects[&judgement.id];
            let other = &second.effects[&judgement.id];
            prop_assert_eq!(one.standing, other.standing);
        }
        // Withdrawn, all of it is as if nobody had judged.
        let next = all.len() as u64 + 2;
        let back = all.iter().enumerate().map(|(at, j)| {
            judgement(next + at as u64, Decision::Withdraw { judgement: j.id })
        });
        let back: Vec<Judgement> = all.iter().cloned().chain(back).collect();
        prop_assert_eq!(judged(std::slice::from_ref(&report), &back).events, grouped(&[report]).events);
    }

    /// A claim that a reading loses takes its judgement along, and brings it back.
    #[test]
    fn a_claim_that_comes_back_finds_its_judgement(strikes in strikes(), nth in 0usize..5) {
        let report = told("r1", &strikes);
        let nth = nth % strikes.len();
        let claim = anchor(&report.0, nth, Slot::Killed, &strikes[nth].killed.to_string());
        let all = [judgement(2, Decision::Reject { claim })];
        let mut lost = report.clone();
        lost.1.claims.retain(|c| !(c.slot == Slot::Killed && c.event == EventId::at(nth)));
        let after = judged(&[lost.clone()], &all);
        prop_assert_eq!(standing(&after, 2), Standing::AppliesToNothing);
        prop_assert_eq!(after.events, grouped(&[lost]).events);
        prop_assert_eq!(standing(&judged(&[report], &all), 2), Standing::InForce);
    }
}

#[test]
fn a_gist_knows_words_that_grew_and_no_other_number() {
    let words = |text: &str| CaseValue::Weapon { entity: None, text: text.into() };
    assert!(words("two rockets").says("rockets") && words("rockets").says("two rockets"));
    assert!(!words("rockets").says("rock"), "no part of a word");
    assert!(!words("rockets").says(""));
}
