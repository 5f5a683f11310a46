//! Random work on a disk with random faults, beside a plain list of what was acknowledged.
//!
//! The model of the log is a vector. An append that failed may have gone in whole or not at all: the case is asked, and
//! the model follows. Every case has a seed, which a failure names; `RASHOMON_FAULTS_SEED` tries one alone.

use std::path::Path;

use rashomon_faults::{Dice, Fault, Plan, arm, disarm, install, record, recorded};
use rashomon_ledger::{Digest, Draft, Ledger, Position, Selection};
use rusqlite::ffi;
use serde_json::json;

use crate::fixture::{AT, case_in, folder, is_long, told, word};

fn plan(dice: &mut Dice) -> Plan {
    let codes = [ffi::SQLITE_FULL, ffi::SQLITE_IOERR, ffi::SQLITE_READONLY];
    let done = [0, 0, 512, 1_000, 4_096][dice.below(5) as usize];
    let fault = Fault::Fail { code: codes[dice.below(3) as usize], done };
    let at = dice.below(40);
    let plan = if dice.one_in(4) { Plan::at_read(at, fault) } else { Plan::at_write(at, fault) };
    if dice.one_in(3) { plan.going_on() } else { plan }
}

fn lot(dice: &mut Dice) -> (Vec<Draft>, Vec<Vec<u8>>) {
    let mut raws = Vec::new();
    let drafts = (0..dice.below(5)).map(|_| {
        let body =
            json!({"number": dice.next() >> 12, "text": "Velm ".repeat(dice.below(900) as usize)});
        let kind = ["report", "reading", "judgement"][dice.below(3) as usize];
        let draft = Draft::new(kind, 1, AT, "ana", format!("k{}", dice.below(4)), body);
        if dice.one_in(2) {
            return draft;
        }
        let length = dice.below(9_000) as usize;
        raws.push(dice.bytes(length));
        draft.attach(Digest::of(&raws[raws.len() - 1]))
    });
    (drafts.collect(), raws)
}

/// The log as it should be, and the ledger on its disk.
struct Pair {
    model: Vec<Draft>,
    ledger: Option<Ledger>,
    seed: u64,
}

impl Pair {
    /// Tries one operation under whatever is armed.
    fn step(&mut self, case: &Path, dice: &mut Dice) {
        let Some(ledger) = &mut self.ledger else {
            self.ledger = Ledger::open_or_create(case).ok();
            return;
        };
        match dice.below(10) {
            0..5 => {
                let (drafts, raws) = lot(dice);
                let blobs: Vec<_> = raws.iter().map(|raw| (Digest::of(raw), &raw[..])).collect();
                let appended = ledger.append(&drafts, &blobs);
                let met = disarm();
                match appended {
                    Ok(positions) => {
                        let first = self.model.len() as u64 + 1;
                        let expected = (first..first + drafts.len() as u64).map(Position);
                        assert_eq!(positions, expected.collect::<Vec<_>>(), "seed {}", self.seed);
                        self.model.extend(drafts);
                    }
                    Err(error) => {
                        assert!(met.injected > 0, "seed {}: {error:?}", self.seed);
                        let count = ledger.count().unwrap() as usize;
                        if count == self.model.len() + drafts.len() {
                            self.model.extend(drafts);
                        }
                        assert_eq!(count, self.model.len(), "seed {}: half an append", self.seed);
                    }
                }
            }
            5..7 => {
                let derived = (|| {
                    let head = ledger.head()?.position;
                    let mut derive = ledger.derive()?;
                    if dice.one_in(2) {
                        derive.clear_all()?;
                    }
                    derive.put("count", "records", head.to_string().as_bytes())?;
                    derive.index_text("k1", "text", "harbour of Velm", "")?;
                    derive.set_built_from(head, "1")?;
                    derive.commit()
                })();
                let met = disarm();
                assert!(derived.is_ok() || met.injected > 0, "seed {}: {derived:?}", self.seed);
            }
            7 => self.ledger = None,
            _ => {
                let selection = Selection::all().after(Position(dice.below(8))).of_kind("report");
                if let Ok(records) = ledger.records(&selection) {
                    for record in records.map_while(Result::ok) {
                        let draft = &self.model[record.position.0 as usize - 1];
                        assert_eq!(record.body, draft.body, "seed {}", self.seed);
                    }
                }
            }
        }
    }

    fn agrees(&self, case: &Path, at_least: usize) {
        let about = format!("seed {}", self.seed);
        let ledger = Ledger::open(case).unwrap_or_else(|error| panic!("{about}: {error:?}"));
        let records: Vec<_> =
            ledger.records(&Selection::all()).unwrap().map(Result::unwrap).collect();
        assert!(records.len() >= at_least && records.len() <= self.model.len(), "{about}");
        for (record, draft) in records.iter().zip(&self.model) {
            let same =
                record.body == draft.body && record.kind == draft.kind && record.key == draft.key;
            assert!(same && record.attached == draft.attached, "{about}");
        }
        let verification = ledger.verify(|_| Vec::new()).unwrap();
        assert!(verification.is_ok(), "{about}: {verification:?}");
        if let Some(tag) = ledger.derived().built_from().unwrap() {
            assert!(ledger.holds(&tag.head).unwrap(), "{about}");
            let value = ledger.derived().get("count", "records").unwrap().unwrap();
            assert_eq!(value, tag.head.position.to_string().into_bytes(), "{about}");
        }
    }
}

/// Returns how many faults one seed caused.
fn try_seed(seed: u64) -> u64 {
    let mut dice = Dice::new(seed);
    let folder = folder();
    let case = case_in(&folder);
    let mut pair = Pair { model: Vec::new(), ledger: None, seed };
    let mut injected = 0;
    // Now and then the whole of it is recorded, and the power cut at its end.
    let is_cut = dice.one_in(4);
    if is_cut {
        pair.ledger = Some(Ledger::create(&case).unwrap());
        pair.ledger = None;
        record();
    }
    for _ in 0..3 + dice.below(8) {
        if dice.one_in(2) {
            arm(plan(&mut dice));
        }
        pair.step(&case, &mut dice);
        injected += disarm().injected;
    }
    // Everything in the model was acknowledged, or seen by a reader since.
    let acknowledged = pair.model.len();
    if is_cut {
        let recording = recorded();
        let laid = crate::fixture::folder();
        for (path, bytes) in recording.after_power_cut(recording.len(), &mut dice) {
            std::fs::write(laid.path().join(path.file_name().unwrap()), bytes).unwrap();
        }
        let cut = case_in(&laid);
        if cut.exists() {
            pair.agrees_after_cut(&cut);
        }
    }
    pair.ledger = None;
    if acknowledged > 0 || case.exists() {
        pair.agrees(&case, acknowledged);
    }
    injected
}

impl Pair {
    /// After a power cut everything acknowledged is there; an append that failed and was seen all the same may be gone.
    fn agrees_after_cut(&self, case: &Path) {
        self.agrees(case, 0);
    }
}

#[test]
fn random_work_on_a_failing_disk_agrees_with_a_plain_list() {
    install().unwrap();
    if let Some(seed) = word("RASHOMON_FAULTS_SEED") {
        try_seed(seed.parse().unwrap());
        return;
    }
    let cases = if is_long() { 20_000 } else { 1_000 };
    let injected = (0..cases).map(try_seed).sum();
    told(&format!("random work, {cases} cases"), injected);
}
