//! Many pieces of work on all cores, in order and in bounded memory.
//!
//! In: items one by one, what is to be made of each, and somebody who takes what was made. Out:
//! everything in the order of the input. The calling thread brings items and takes what was made;
//! everything between is done by the threads of rayon, each item a job of its own, so that a long one
//! keeps one thread and no other. What is in flight is bounded in items and in bytes, so that memory
//! is flat however many there are: an item counts until it was taken, as what was made waits behind a
//! longer one before it.
//!
//! Must hold: every item comes out once, in order, however long each takes; where the taker fails
//! nothing more is brought, and nothing is left running when the call returns.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};

/// Items in flight at most: so many short ones are done while a thread is at a very long one.
const ITEMS: usize = 1024;
/// Bytes in flight, beyond which nothing is brought while there are two items.
const BYTES: usize = 8 << 20;

/// Does `work` on every item on all cores, and hands the results to `take` in order.
pub fn in_order<I: Send, T: Send, E>(
    mut items: impl Iterator<Item = I>,
    size: impl Fn(&I) -> usize,
    work: impl Fn(I) -> T + Sync,
    take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let (done, results) = mpsc::channel();
    let mut flight = Flight { results, first: 0, waiting: VecDeque::new(), bytes: 0, take };
    let (work, over) = (&work, &AtomicBool::new(false));
    rayon::in_place_scope(|scope| {
        let mut all = || {
            for (number, item) in items.by_ref().enumerate() {
                flight.begin(size(&item));
                let done = done.clone();
                scope.spawn(move |_| {
                    if !over.load(Ordering::Relaxed) {
                        // A fault is passed on to the caller, who would wait for ever otherwise.
                        let made = catch_unwind(AssertUnwindSafe(|| work(item)));
                        // Nobody listens any more where the taker failed.
                        let _ = done.send((number, made));
                    }
                });
                flight.land(Flight::is_full)?;
            }
            flight.land(|flight| !flight.waiting.is_empty())
        };
        let ended = all();
        // What was begun and not yet worked at is let go.
        over.store(true, Ordering::Relaxed);
        ended
    })
}

/// What was begun and not yet taken.
struct Flight<T, F> {
    results: Receiver<(usize, std::thread::Result<T>)>,
    /// Number of the first that was not taken.
    first: usize,
    /// For each from there on its size, and what was made of it.
    waiting: VecDeque<(usize, Option<T>)>,
    bytes: usize,
    take: F,
}

impl<T, F> Flight<T, F> {
    fn begin(&mut self, size: usize) {
        self.bytes += size;
        self.waiting.push_back((size, None));
    }

    fn is_full(&self) -> bool {
        let count = self.waiting.len();
        count >= ITEMS || count >= 2 && self.bytes >= BYTES
    }

    /// Takes what is done, in order; waits for more while it must.
    fn land<E>(&mut self, must_wait: impl Fn(&Self) -> bool) -> Result<(), E>
    where
        F: FnMut(T) -> Result<(), E>,
    {
        loop {
            let arrived = if must_wait(self) {
                self.results.recv().ok()
            } else {
                self.results.try_recv().ok()
            };
            let Some((number, made)) = arrived else { return Ok(()) };
            let place = number.checked_sub(self.first);
            let made = made.unwrap_or_else(|fault| resume_unwind(fault));
            if let Some((_, slot)) = place.and_then(|at| self.waiting.get_mut(at)) {
                *slot = Some(made);
            }
            while let Some((size, Some(made))) =
                self.waiting.front_mut().map(|(s, m)| (*s, m.take()))
            {
                self.waiting.pop_front();
                self.first += 1;
                self.bytes -= size;
                (self.take)(made)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::{BYTES, ITEMS, in_order};

    fn none<T>(_: T) -> Result<(), ()> {
        Ok(())
    }

    #[test]
    fn order_is_kept_however_long_each_takes() {
        // Every seventh takes long, and the first of all the longest.
        let pause = |n: usize| {
            Duration::from_millis(if n == 0 { 60 } else { 5 * u64::from(n.is_multiple_of(7)) })
        };
        let mut taken = Vec::new();
        let work = |n: usize| {
            std::thread::sleep(pause(n));
            n
        };
        let take = |n| -> Result<(), ()> {
            taken.push(n);
            Ok(())
        };
        assert_eq!(in_order(0..300, |_| 1, work, take), Ok(()));
        assert_eq!(taken, (0..300).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_in_flight_is_bounded_in_reports_and_in_bytes() {
        let (begun, taken, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let run = |count: usize, size: usize| {
            most.store(0, Ordering::SeqCst);
            let items = (0..count).inspect(|_| {
                let now = begun.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
                most.fetch_max(now, Ordering::SeqCst);
            });
            let take = |_| -> Result<(), ()> {
                taken.fetch_add(1, Ordering::SeqCst);
                Ok(())
            };
            let slow_first = |n: usize| {
                if n == 0 {
                    std::thread::sleep(Duration::from_millis(50));
                }
            };
            assert_eq!(in_order(items, |_| size, slow_first, take), Ok(()));
            assert_eq!(begun.load(Ordering::SeqCst), taken.load(Ordering::SeqCst));
            most.load(Ordering::SeqCst)
        };
        // One is brought while the last place is free, and waits outside of the count.
        assert!(run(4 * ITEMS, 1) <= ITEMS + 1);
        assert!(run(40, BYTES / 4) <= 5);
        assert!(run(12, 100 * BYTES) <= 3);
    }

    #[test]
    fn a_taker_that_fails_ends_it_and_nothing_is_left_running() {
        let running = AtomicUsize::new(0);
        let brought = AtomicUsize::new(0);
        let items = (0..100_000).inspect(|_| {
            brought.fetch_add(1, Ordering::SeqCst);
        });
        let work = |n: usize| {
            running.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_micros(50));
            running.fetch_sub(1, Ordering::SeqCst);
            n
        };
        let take = |n: usize| if n == 20 { Err("closed") } else { Ok(()) };
        assert_eq!(in_order(items, |_| 1, work, take), Err("closed"));
        assert_eq!(running.load(Ordering::SeqCst), 0);
        assert!(brought.load(Ordering::SeqCst) <= 20 + ITEMS + 1);
    }

    #[test]
    fn a_fault_in_the_work_reaches_the_caller() {
        let work = |n: usize| {
            assert!(n != 30, "of the test");
            n
        };
        let run = || in_order(0..60, |_| 1, work, none);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        assert!(ended.is_err());
    }

    #[test]
    fn nothing_in_is_nothing_out() {
        assert_eq!(in_order(std::iter::empty::<usize>(), |_| 0, |n| n, none), Ok(()));
    }
}
