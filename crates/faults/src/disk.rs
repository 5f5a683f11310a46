//! The state of the failing disk, one a thread: its plan, its count, its recording.
//!
//! In: from tests, a plan or the wish to record; from the shim, each call as it comes. Out: for the shim, what to do with
//! the call. One a thread, so that tests that run side by side do not meet each other's faults.
//! What must hold: nothing here panics, because C code is waiting for the answer.

use std::cell::RefCell;
use std::ffi::c_int;
use std::path::Path;

use crate::plan::{Fault, Plan, Point};
use crate::recording::{Operation, Recording};

#[derive(Default)]
struct Disk {
    plan: Option<Plan>,
    met: Met,
    recording: Option<Recording>,
}

thread_local! {
    static DISK: RefCell<Disk> = RefCell::default();
}

/// Counts what a thread's disk was asked for and what went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Writing points passed.
    pub writes: u64,
    /// Reading points passed.
    pub reads: u64,
    /// Faults that happened.
    pub injected: u64,
}

/// Arms the disk of this thread, in place of what was planned before; counting begins anew.
pub fn arm(plan: Plan) {
    with(|disk| {
        disk.plan = Some(plan);
        disk.met = Met::default();
    });
}

/// Makes the disk of this thread sound again, and says what was met.
pub fn disarm() -> Met {
    with(|disk| {
        disk.plan = None;
        std::mem::take(&mut disk.met)
    })
    .unwrap_or_default()
}

/// Begins to record what this thread writes.
pub fn record() {
    with(|disk| disk.recording = Some(Recording::default()));
}

/// Notes in the recording that something was acknowledged up to here.
pub fn mark(acknowledged: u64) {
    note(|| Operation::Mark(acknowledged));
}

/// Ends the recording of this thread and returns it.
pub fn recorded() -> Recording {
    with(|disk| disk.recording.take()).flatten().unwrap_or_default()
}

/// What the shim is to do with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Pass it on.
    Pass,
    /// Do so many bytes of it, then die.
    Die { done: usize },
    /// Do so many bytes of it, then give this code.
    Give { code: c_int, done: usize },
    /// Read half of it.
    Half,
}

/// Counts a call and decides about it.
pub(crate) fn meet(point: Point) -> Answer {
    with(|disk| {
        let is_read = point == Point::Read;
        let count = if is_read { &mut disk.met.reads } else { &mut disk.met.writes };
        let number = *count;
        *count += 1;
        let Some(plan) = disk.plan.filter(|plan| plan.on_reads == is_read) else {
            return Answer::Pass;
        };
        if number != plan.at && !(plan.goes_on && number > plan.at) {
            return Answer::Pass;
        }
        disk.met.injected += 1;
        match plan.fault {
            Fault::Kill { done } => Answer::Die { done },
            Fault::Fail { code, done } => Answer::Give { code: Fault::code_at(code, point), done },
            Fault::ShortRead => Answer::Half,
        }
    })
    .unwrap_or(Answer::Pass)
}

/// Says whether this thread records and does not know a file yet.
pub(crate) fn is_new(path: &Path) -> bool {
    with(|disk| disk.recording.as_ref().is_some_and(|it| !it.knows(path))).unwrap_or(false)
}

/// Tells the recording what a file held when it was first opened.
pub(crate) fn found(path: &Path, bytes: Vec<u8>) {
    with(|disk| {
        if let Some(recording) = &mut disk.recording {
            recording.found(path, bytes);
        }
    });
}

/// Records an operation that was done.
pub(crate) fn note(operation: impl FnOnce() -> Operation) {
    with(|disk| {
        if let Some(recording) = &mut disk.recording {
            recording.push(operation());
        }
    });
}

/// A thread that is ending has no disk any more; its calls pass.
fn with<T>(look: impl FnOnce(&mut Disk) -> T) -> Option<T> {
    DISK.try_with(|disk| disk.try_borrow_mut().ok().map(|mut disk| look(&mut disk))).ok().flatten()
}
