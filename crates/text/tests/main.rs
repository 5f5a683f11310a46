//! The one test binary of this crate: each module holds the tests of one part of it.

mod fingerprint;
mod intake;
mod overlay;
mod scripts;
