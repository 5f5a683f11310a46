//! One file a command.

pub mod add;
pub mod compare;
pub mod diff;
pub mod dossier;
pub mod entities;
pub mod events;
pub mod explain;
pub mod export;
pub mod gaps;
pub mod judge;
pub mod judgements;
pub mod numbers;
pub mod origins;
pub mod places;
pub mod read;
pub mod redact;
pub mod rulebooks;
pub mod salvage;
pub mod schema;
pub mod search;
pub mod shell;
pub mod show;
pub mod sources;
pub mod timeline;
pub mod verify;
