//! Random work on a disk with random faults, beside a plain list of what was acknowledged.
//!
//! The model of the log is a vector. An append that failed may have gone in whole or not at all, and which of the two is
//! only seen when the case is opened again: its last bytes may have reached the disk before the error did. The case is
//! asked then, and the model follows. Every case has a seed, which a failure names; `RASHOMON_FAULTS_SEED` tries one alone.

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
    let at = dice.below(30);
    // A read fails in one way only: SQLite does not expect a full or read-only disk to show there.
    let plan = match dice.one_in(4) {
        true => Plan::at_read(at, Fault::broken()),
        false => Plan::at_write(at, fault),
    };
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
    /// Appends that failed since the last one that did not: one of them may be there all the same.
    failed: Vec<Vec<Draft>>,
    ledger: Option<Ledger>,
    /// How much of the model was acknowledged: all but what was only found there later.
    acknowledged: usize,
    seed: u64,
    injected: u64,
}

impl Pair {
    /// Tries one operation under whatever is armed.
    fn step(&mut self, case: &Path, dice: &mut Dice) {
        let Some(ledger) = &mut self.ledger else {
            self.ledger = Ledger::open_or_create(case).ok();
            self.injected += disarm().injected;
            self.follow();
            return;
        };
        match dice.below(10) {
            0..5 => {
                let (drafts, raws) = lot(dice);
                let blobs: Vec<_> = raws.iter().map(|raw| (Digest::of(raw), &raw[..])).collect();
                let appended = ledger.append(&drafts, &blobs);
                let met = disarm();
                self.injected += met.injected;
                match appended {
                    Ok(positions) => {
                        let first = self.model.len() as u64 + 1;
                        let expected = (first..first + drafts.len() as u64).map(Position);
                        assert_eq!(positions, expected.collect::<Vec<_>>(), "seed {}", self.seed);
                        if !drafts.is_empty() {
                            self.failed.clear();
                        }
                        self.model.extend(drafts);
                        self.acknowledged = self.model.len();
                    }
                    Err(error) => {
                        assert!(met.injected > 0, "seed {}: {error:?}", self.seed);
                        self.failed.push(drafts);
                        self.follow();
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
                    derive.index_text("k1", "text", "harbour of Velm", &[], str::to_lowercase)?;
                    derive.set_built_from(head, "1")?;
                    derive.commit()
                })();
                let met = disarm();
                self.injected += met.injected;
                assert!(derived.is_ok() || met.injected > 0, "seed {}: {derived:?}", self.seed);
                if derived.is_ok() {
                    self.failed.clear();
                }
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

    /// Takes over an append that failed and is there all the same.
    fn follow(&mut self) {
        let Some(ledger) = &self.ledger else { return };
        let there: Vec<_> = ledger
            .records(&Selection::all())
            .unwrap()
            .map(|it| it.unwrap_or_else(|error| panic!("{error:?}")))
            .collect();
        let new = there.get(self.model.len()..).unwrap_or_default();
        if new.is_empty() {
            return;
        }
        let is_it = |drafts: &&Vec<Draft>| {
            drafts.len() == new.len() && drafts.iter().zip(new).all(|(d, r)| d.body == r.body)
        };
        let found = self.failed.iter().find(is_it).cloned();
        let about = format!("seed {}: something is there that nobody appended", self.seed);
        self.model.extend(found.expect(&about));
        self.failed.clear();
    }

    fn agrees(&self, case: &Path, at_least: usize) {
        let about = format!("seed {}", self.seed);
        let ledger = Ledger::open(case).unwrap_or_else(|error| panic!("{about}: {error:?}"));
        let records: Vec<_> =
            ledger.records(&Selection::all()).unwrap().map(Result::unwrap).collect();
        let count = records.len();
        assert!(count >= at_least, "{about}: {at_least} were acknowledged, {count} are there");
        let longest = self.failed.iter().map(Vec::len).max().unwrap_or(0);
        assert!(count <= self.model.len() + longest, "{about}: {count} are there");
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
    let mut pair = Pair {
        model: Vec::new(),
        failed: Vec::new(),
        ledger: None,
        acknowledged: 0,
        seed,
        injected: 0,
    };
    // Now and then the whole of it is recorded, and the power cut at its end.
    let is_cut = dice.one_in(4);
    if is_cut {
        pair.ledger = Some(Ledger::create(&case).unwrap());
        pair.ledger = None;
        record();
    }
    for _ in 0..3 + dice.below(8) {
        if !dice.one_in(4) {
            arm(plan(&mut dice));
        }
        pair.step(&case, &mut dice);
        pair.injected += disarm().injected;
    }
    if is_cut {
        let recording = recorded();
        let laid = crate::fixture::folder();
        for (path, bytes) in recording.after_power_cut(recording.len(), &mut dice) {
            std::fs::write(laid.path().join(path.file_name().unwrap()), bytes).unwrap();
        }
        let cut = case_in(&laid);
        // The case was made before the recording began: it is there, and all that was acknowledged in it.
        pair.agrees(&cut, pair.acknowledged);
    }
    pair.ledger = None;
    if !pair.model.is_empty() || case.exists() {
        pair.ledger = Some(Ledger::open(&case).unwrap());
        pair.follow();
        pair.agrees(&case, pair.model.len());
    }
    pair.injected
}

#[test]
fn random_work_on_a_failing_disk_agrees_with_a_plain_list() {
    install().unwrap();
    if let Some(seed) = word("RASHOMON_FAULTS_SEED") {
        try_seed(seed.parse().unwrap());
        return;
    }
    let cases = if is_long() { 20_000 } else { 1_000 };
    let tried = (0..cases).map(|seed| {
        let tried = std::panic::catch_unwind(|| try_seed(seed));
        tried.unwrap_or_else(|why| {
            told(&format!("RASHOMON_FAULTS_SEED={seed} fails"), 0);
            std::panic::resume_unwind(why)
        })
    });
    let injected = tried.sum();
    told(&format!("random work, {cases} cases"), injected);
}
