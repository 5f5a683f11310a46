//! Behaviour of the whole program through its library: one binary, so that the model loads once.
//!
//! The pages of `casebook/` are the main suite; `casebook/README.md` says how to read and write
//! one. Nothing here names an implementation: pages speak of what is printed.

#[cfg(test)]
mod casebook;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod query;
