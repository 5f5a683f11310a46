//! The JSON shapes of the contract, and the way between them and the model.
//!
//! Serialisation lives here alone: the model's types are plain values in bytes, the shapes here
//! count **code points** of the report's text, as readers of JSON expect. [`reading`] goes both
//! ways, because stored readings are replayed; a case only goes out.

pub mod area;
pub mod case;
pub mod coding;
pub mod found;
pub mod history;
pub mod judgement;
pub mod offsets;
pub mod reading;
pub mod received;
pub mod rulebook;
pub mod schema;
pub mod source;
pub mod visible;
pub mod words;
