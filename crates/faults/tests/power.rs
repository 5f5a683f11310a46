//! Power cuts: the work is recorded once, and the disk laid out as a cut at each moment may have left it.
//!
//! What was synced is there; what was not is there in part, sector by sector, as the dice fall. Also kills, laid out the
//! same way: all that was written, the last write torn anywhere.

use std::path::Path;

use rashomon_faults::{Dice, Files, Recording, install, mark, record, recorded};
use rashomon_ledger::Ledger;

use crate::fixture::{case_in, folder, is_long, recovers, told, work};

fn recorded_work(case: &Path) -> Recording {
    install().unwrap();
    // The making of a case has a test of its own below: its file is linked into place past SQLite.
    drop(Ledger::create(case).unwrap());
    record();
    work(case, &mut mark).unwrap();
    recorded()
}

fn lay_out(files: &Files, noise: Option<&mut Dice>) -> tempfile::TempDir {
    let folder = folder();
    for (path, bytes) in files {
        std::fs::write(folder.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    if let Some(dice) = noise {
        // Nobody may trust what the shared memory was.
        let noise = dice.bytes(32_768);
        std::fs::write(folder.path().join("harbour.rashomon-shm"), noise).unwrap();
    }
    folder
}

#[test]
fn nothing_acknowledged_is_lost_to_a_power_cut_at_any_moment() {
    let folder = folder();
    let recording = recorded_work(&case_in(&folder));
    let mut cuts = 0;
    let moments: Vec<usize> = match is_long() {
        true => (0..=recording.len()).collect(),
        false => recording.around_syncs(),
    };
    let rounds = if is_long() { 8 } else { 5 };
    for moment in moments {
        for round in 0..rounds {
            let mut dice = Dice::new(moment as u64 * 1_000 + round);
            let files = recording.after_power_cut(moment, &mut dice);
            let noise = dice.one_in(2).then_some(&mut dice);
            let laid = lay_out(&files, noise);
            let about = format!("power cut after {moment} operations, seed {round}");
            recovers(&case_in(&laid), recording.acknowledged(moment), &about);
            cuts += 1;
        }
    }
    assert!(cuts > 200, "{cuts}");
    told("power cut", cuts);
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill_that_tears_a_write_anywhere() {
    let folder = folder();
    let recording = recorded_work(&case_in(&folder));
    let mut dice = Dice::new(11);
    let mut kills = 0;
    let step = if is_long() { 1 } else { 3 };
    for moment in (0..recording.len()).step_by(step) {
        let done = dice.below(5_000) as usize;
        let laid = lay_out(&recording.after_kill(moment, done), None);
        let about = format!("killed after {moment} operations and {done} bytes");
        recovers(&case_in(&laid), recording.acknowledged(moment), &about);
        kills += 1;
    }
    told("kill laid out from a recording", kills);
}

/// A new case is put in place by its name only when all of it is on the disk.
#[test]
fn a_new_case_is_on_the_disk_before_it_has_its_name() {
    install().unwrap();
    let folder = folder();
    record();
    let ledger = Ledger::create(case_in(&folder)).unwrap();
    let recording = recorded();
    let drafts: Vec<_> = recording.unsynced().into_iter().collect();
    let is_draft = |path: &&std::path::PathBuf| path.to_string_lossy().contains(".new-");
    assert!(recording.len() > 10);
    assert_eq!(drafts.iter().filter(is_draft).count(), 0, "{drafts:?}");
    drop(ledger);
}
