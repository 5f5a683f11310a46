//! Every test of this crate in one binary: names compared, entities joined, laws that must hold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod claims_judged;
mod entities;
mod group;
mod group_judged;
mod imports;
mod judgements;
mod laws;
mod names;
mod places;
mod strikes;
