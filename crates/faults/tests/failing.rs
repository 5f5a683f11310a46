//! Errors of the disk at every point: the ledger names them, loses nothing, and goes on when the disk does.
//!
//! Each point of the work fails in turn, once or from there on, as a full disk, a broken one, one made read-only. What an
//! append that failed has left is nothing or all of it; what was acknowledged before is there, through the same ledger and
//! after opening again.

use std::path::Path;

use rashomon_faults::{Fault, Met, Plan, arm, disarm, install};
use rashomon_ledger::{Error, Ledger, Selection};
use rusqlite::ffi;

use crate::fixture::{
    append, case_in, derive, folder, holds, is_as_written, is_long, recovers, told, work,
};

/// Does the work under a plan; returns what was acknowledged, how it ended, and what the disk met.
fn work_under(plan: Plan, case: &Path) -> (u64, Result<(), Error>, Met) {
    let mut acknowledged = 0;
    arm(plan);
    let ended = work(case, &mut |count| acknowledged = count);
    (acknowledged, ended, disarm())
}

fn points() -> Met {
    let folder = folder();
    let (_, ended, met) = work_under(Plan::counting(), &case_in(&folder));
    ended.unwrap();
    met
}

/// Insists that an error says what happened: never that the case is damaged or is none.
#[track_caller]
fn is_named(error: &Error, code: i32, about: &str) {
    assert!(
        !error.is_corrupt() && !error.is_not_a_case() && !error.is_invalid(),
        "{about}: {error:?}"
    );
    // A file that cannot be made has one code in SQLite, whatever the reason.
    let fits = match code {
        ffi::SQLITE_FULL => error.is_full() || error.is_read_only(),
        ffi::SQLITE_READONLY => error.is_read_only(),
        _ => error.is_io() || error.is_read_only(),
    };
    assert!(fits, "{about}: {error:?}");
}

#[test]
fn an_error_at_any_write_is_named_and_costs_nothing_acknowledged() {
    install().unwrap();
    let points = points().writes;
    let mut injected = 0;
    let codes = [ffi::SQLITE_FULL, ffi::SQLITE_IOERR, ffi::SQLITE_READONLY];
    let mut tries = Vec::new();
    for at in 0..points {
        for (n, code) in codes.into_iter().enumerate() {
            for goes_on in [false, true] {
                // In the short form, one of the six at each point, in turn.
                if is_long() || at as usize % 6 == n * 2 + usize::from(goes_on) {
                    tries.push((at, code, goes_on, if at % 2 == 0 { 0 } else { 1_000 }));
                }
            }
        }
    }
    for (at, code, goes_on, done) in tries {
        let folder = folder();
        let case = case_in(&folder);
        let plan = Plan::at_write(at, Fault::Fail { code, done });
        let plan = if goes_on { plan.going_on() } else { plan };
        let (acknowledged, ended, met) = work_under(plan, &case);
        injected += met.injected;
        let about = format!("code {code} at point {at}, {done} bytes done, going on: {goes_on}");
        if let Err(error) = &ended {
            is_named(error, code, &about);
        }
        recovers(&case, acknowledged, &about);
    }
    assert!(injected > 200, "{injected}");
    told("error at every write point", injected);
}

/// The same ledger, not one opened anew, reads and appends when the disk is sound again.
#[test]
fn a_ledger_outlives_the_errors_of_its_disk() {
    install().unwrap();
    let mut injected = 0;
    let step = if is_long() { 1 } else { 2 };
    for code in [ffi::SQLITE_FULL, ffi::SQLITE_IOERR] {
        for at in (0..).step_by(step) {
            let folder = folder();
            let mut ledger = Ledger::create(case_in(&folder)).unwrap();
            append(&mut ledger, 1..=1).unwrap();
            arm(Plan::at_write(at, Fault::Fail { code, done: 0 }));
            let appended = append(&mut ledger, 2..=4);
            let derived = appended.is_ok().then(|| derive(&mut ledger));
            let met = disarm();
            let about = format!("code {code} at point {at}");
            let acknowledged = if appended.is_ok() { 4 } else { 1 };
            let count = holds(&ledger, acknowledged, &about);
            if let Some(error) = appended.err().or(derived.and_then(Result::err)) {
                is_named(&error, code, &about);
            }
            if count == 1 {
                append(&mut ledger, 2..=4).unwrap();
            }
            derive(&mut ledger).unwrap();
            append(&mut ledger, 5..=6).unwrap();
            assert_eq!(holds(&ledger, 6, &about), 6);
            injected += met.injected;
            if met.injected == 0 {
                break;
            }
        }
    }
    assert!(injected > 20, "{injected}");
    told("error under an open ledger", injected);
}

#[test]
fn an_error_at_any_read_is_told_and_never_taken_for_data() {
    install().unwrap();
    let folder = folder();
    let case = case_in(&folder);
    work(&case, &mut |_| {}).unwrap();
    let read = |case: &Path| -> Result<u64, Error> {
        let ledger = Ledger::open_read_only(case)?;
        let mut count = 0;
        for record in ledger.records(&Selection::all())? {
            is_as_written_or_told(&record?, &ledger)?;
            count += 1;
        }
        Ok(count)
    };
    let mut injected = 0;
    let broken = Fault::Fail { code: ffi::SQLITE_IOERR, done: 0 };
    for fault in [broken, Fault::ShortRead] {
        for at in 0.. {
            arm(Plan::at_read(at, fault));
            let ended = read(&case);
            let met = disarm();
            injected += met.injected;
            match ended {
                Ok(count) => assert_eq!(count, crate::fixture::whole(), "{fault:?} at read {at}"),
                Err(error) if fault == broken => {
                    is_named(&error, ffi::SQLITE_IOERR, &format!("read {at}"))
                }
                Err(error) => assert!(!error.is_invalid(), "{error:?}"),
            }
            if met.injected == 0 {
                break;
            }
        }
    }
    recovers(&case, crate::fixture::whole(), "after failing reads");
    told("error at every read point", injected);
}

fn is_as_written_or_told(record: &rashomon_ledger::Record, ledger: &Ledger) -> Result<(), Error> {
    for digest in &record.attached {
        ledger.blob(digest)?;
    }
    if record.attached.is_empty() {
        is_as_written(record, ledger);
    }
    Ok(())
}
