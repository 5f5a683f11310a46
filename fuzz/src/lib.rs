//! Laws of the program over bytes that somebody made up.
//!
//! In: the name of a target and any bytes. Each target makes of them what a part of the program
//! takes (a text, a table, a file, a row of operations), runs that part, and insists on what must
//! hold of what comes out: not only that nothing panics, but that spans slice, offsets go there and
//! back, low is never above high, a log agrees with a plain list. `docs/fuzzing.md` has the table.
//!
//! Compiled twice: as the library of this folder, for `cargo xtask fuzz`, and as a module of the
//! tests of `crates/rashomon`, which replay seeds and kept cases without a fuzzer. So it uses
//! nothing that stable Rust and that crate do not have.

mod cases;
mod evidence;
mod input;
mod intake;
mod language;
mod ledger;
mod names;
mod offsets;
mod query;
mod reading;
mod records;
mod tables;

/// A target: its name, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target, the riskiest first.
pub const TARGETS: &[Target] = &[
    ("read", reading::read),
    ("intake", intake::intake),
    ("archive", intake::archive),
    ("pdf", intake::pdf),
    ("sheets", intake::sheets),
    ("html", intake::html),
    ("feed", intake::feed),
    ("letter", intake::letter),
    ("bundle", evidence::bundle),
    ("salvage", evidence::salvage),
    ("proofs", evidence::proofs),
    ("hostile_case", cases::hostile_case),
    ("case", cases::case),
    ("dataset", tables::dataset),
    ("places", tables::places),
    ("sources", tables::sources),
    ("rulebook", tables::rulebook),
    ("times", language::times),
    ("numbers", language::numbers),
    ("quotations", language::quotations),
    ("language", language::language),
    ("offsets", offsets::offsets),
    ("ledger", ledger::ledger),
    ("records", records::records),
    ("canonical", records::canonical),
    ("judgement", records::judgement),
    ("query", query::query),
    ("filter", query::filter),
    ("names", names::names),
    ("visible", records::visible),
];

/// Runs a target on some bytes; panics where a law does not hold.
///
/// # Panics
/// Where a law does not hold, and where there is no such target.
pub fn run(target: &str, data: &[u8]) {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    let (_, body) = found.unwrap_or_else(|| panic!("no target `{target}`"));
    body(data);
}
