//! The one test binary of this crate: each module holds the tests of one part of it.
// Functions beside the tests unwrap too; clippy knows only the tests themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calendars;
mod containers;
mod fingerprint;
mod intake;
mod numbers;
mod overlay;
mod quotes;
mod scripts;
mod spans;
mod times;
